/* front.c - what stands on the front page: chosen by a chief editor, filled up with the newest. */
#include "front.html.h"
#include "news/desk.h"
#include "news/own.h"

enum { CHOICES = 50 };

Err front_rows(Ctx *c, int64_t n, ArticleRows *out)
{
    ArticleRows chosen, newest;
    TRY(article_at_front(c, &chosen));
    TRY(article_list(c, n + FRONT_PLACES, &newest));
    *out = (ArticleRows){NEW(c->arena, Article, n + 1), 0};
    for (size_t i = 0; i < chosen.len && (int64_t)out->len < n; i++)
        if (chosen.at[i].listed) out->at[out->len++] = chosen.at[i];
    for (size_t i = 0; i < newest.len && (int64_t)out->len < n; i++) {
        bool there = false;
        for (size_t k = 0; k < out->len; k++)
            there = there || out->at[k].id == newest.at[i].id;
        if (!there) out->at[out->len++] = newest.at[i];
    }
    return OK;
}

/* ---- choosing ---- */

static Err newest_options(Ctx *c, Options *out)
{
    ArticleRows rows;
    TRY(article_list(c, CHOICES, &rows));
    *out = (Options){NEW(c->arena, Option, rows.len + 1), rows.len};
    for (size_t i = 0; i < rows.len; i++)
        out->at[i] = (Option){rows.at[i].slug, rows.at[i].title};
    return OK;
}

typedef struct {
    Str main, second, third, fourth, fifth;
} Front;
static const Field front_fields[] = {
    PICK_FIELD(Front, main, newest_options, .optional = true),
    PICK_FIELD(Front, second, newest_options, .optional = true),
    PICK_FIELD(Front, third, newest_options, .optional = true),
    PICK_FIELD(Front, fourth, newest_options, .optional = true),
    PICK_FIELD(Front, fifth, newest_options, .optional = true),
};
_Static_assert(LEN(front_fields) == FRONT_PLACES, "a field for each place");
const FormSpec front_form = FORM("news.front", front_fields, Front);

static Err show(Req *q, const Form *form, int status)
{
    Ctx *c = &q->ctx;
    const Html main = front_html(c, form_faults(c, form), form_fields(c, form), form_hidden(c, q),
                                 str_eq(query_arg(q, "da-luu"), S("1")));
    const Page p = {.status = status,
                    .title = msg(c, MSG_news_front_title),
                    .main = main,
                    .nav = "/can-bo/tin",
                    .up = "/can-bo/tin",
                    .up_title = MSG_news_desk_title,
                    .private_page = true};
    return status == 422 ? reply_faults(q, form, p) : reply(q, p);
}

Err front_page(Req *q)
{
    Form form = form_blank(&front_form);
    ArticleRows rows;
    TRY(article_at_front(&q->ctx, &rows));
    for (size_t i = 0; i < rows.len && i < LEN(front_fields); i++)
        if (rows.at[i].listed) form_value(&form, front_fields[i].name, rows.at[i].slug);
    return show(q, &form, 200);
}

Err front_post(Req *q)
{
    Ctx *c = &q->ctx;
    Front in = {0};
    Form form;
    TRY(form_read(c, q->body, &front_form, &in, &form));
    const Str all[] = {in.main, in.second, in.third, in.fourth, in.fifth};
    for (size_t i = 0; i < LEN(all); i++)
        for (size_t k = 0; k < i; k++)
            if (all[i].len && str_eq(all[i], all[k]))
                form_fault(c, &form, front_fields[i].name, "E_DUP", MSG_news_front_twice, (Str){0});
    if (!form.ok) return show(q, &form, 422);
    TRY(front_drop(c));
    for (size_t i = 0; i < LEN(all); i++) {
        Article a;
        if (!all[i].len) continue;
        TRY(article_by_slug(c, all[i], &a));
        TRY(front_put(c, (int64_t)i + 1, a.id));
    }
    TRY(audit_add(c, "news.front", (Str){0}, true, (Str){0}));
    return redirect(q, "/can-bo/tin/trang-nhat?da-luu=1");
}
