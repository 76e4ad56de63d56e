/* talk.c - answering an article: the page of the form, and what readers said below the article. */
#include "news/talk.h"
#include "talk.html.h"
#include <string.h>

Err article_answers(Ctx *c, const Article *a, Html *out)
{
    FeedbackShownRows rows;
    TRY(feedback_shown(c, a->id, SHOWN_MAX, &rows));
    *out = feedback_shown_html(c, rows);
    return OK;
}

Page talk_page(Ctx *c, const Article *a, Str title, Html main)
{
    return (Page){.title = title,
                  .main = main,
                  .nav = "/tin",
                  .up = ARTICLE_PATH(c, a).ptr,
                  .up_title = MSG_news_read_it,
                  .script = true,
                  .private_page = true};
}

/* ---- the form ---- */

static Err show(Req *q, const Article *a, const Form *form, int status)
{
    Ctx *c = &q->ctx;
    Form who = *form; /* what is said stands before who says it; which article it is about, the address says */
    for (size_t i = 0; i < who.spec->len; i++)
        who.off[i] = !strcmp(who.spec->fields[i].name, "content") || who.spec->fields[i].type == FIELD_HIDDEN;
    AnswerView v = {.a = a,
                    .faults = form_faults(c, form),
                    .hidden = form_hidden(c, q),
                    .content = form_field(c, form, "content"),
                    .who = form_fields(c, &who)};
    if (status == 409) v.conflict = why_text(c);
    Page p = talk_page(c, a, msg_with(c, MSG_feedback_title, &a->title, 1), feedback_form_html(c, &v));
    p.status = status;
    return status == 422 ? reply_faults(q, form, p) : reply(q, p);
}

Err feedback_page(Req *q)
{
    const Form blank = form_blank(&feedback_form);
    Article a;
    TRY(public_article(q, "/phan-hoi", &a));
    return q->status ? OK : show(q, &a, &blank, 200);
}

static Err again(Req *q, const Form *form, int status)
{
    Article a;
    TRY(article_by_slug(&q->ctx, path_arg(q, "slug"), &a));
    return show(q, &a, form, status);
}

/* The article is that of the address, whatever the form says. */
Err post_feedback(Req *q)
{
    Ctx *c = &q->ctx;
    Article a;
    TRY(article_by_slug(c, path_arg(q, "slug"), &a));
    if (!a.listed) return ERR_NOT_FOUND;
    Pair *with = NEW(c->arena, Pair, q->body.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < q->body.len; i++)
        if (!str_eq(q->body.at[i].name, S("article"))) with[n++] = q->body.at[i];
    with[n++] = (Pair){S("article"), a.code};
    q->body = (Pairs){with, n};
    return casework_post(q, &(Deed){.flow = &feedback_flow, .event = S("send")}, S(""), again);
}
