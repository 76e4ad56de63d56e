/* desk_page.c - a news page brought in by an editor: pasted or sent as a file, shown as it was understood, and made a
 * draft. */
#include "desk_page.html.h"
#include "news/desk.h"
#include "news/own.h"
#include "news/page_text.h"
#include <string.h>

enum { TEXT_MAX = 200000 };

typedef struct {
    Str text, bind;
    Upload file;
} Brought;

static Err text_take(Ctx *c, Upload *u)
{
    return utf8_valid(u->bytes) ? OK : WHY(c, MSG_page_not_text, ERR_INVALID);
}

static const Field brought_fields[] = {
    LONG_FIELD(Brought, text, .max = TEXT_MAX, .optional = true),
    FILE_FIELD(Brought, file, .max = 1 << 20, .accept = ".txt,text/plain", .take = text_take, .optional = true),
};
const FormSpec page_form = FORM("page.form", brought_fields, Brought);

static Err show(Req *q, const Form *form, int status)
{
    Ctx *c = &q->ctx;
    const Html main = page_ask_html(c, form_faults(c, form), form_fields(c, form), form_hidden(c, q));
    const Page p = {.status = status,
                    .title = msg(c, MSG_page_title),
                    .main = main,
                    .nav = "/can-bo/tin",
                    .up = "/can-bo/tin",
                    .up_title = MSG_news_desk_title,
                    .private_page = true};
    return status == 422 ? reply_faults(q, form, p) : reply(q, p);
}

Err page_ask(Req *q)
{
    const Form form = form_blank(&page_form);
    return show(q, &form, 200);
}

/* Each number whose figure was ticked stands for that figure from now on: the first place where it stands so. */
static Str bound(Ctx *c, const PageText *p, Pairs body)
{
    Str text = p->in.body;
    for (size_t i = 0; i < p->figures; i++) {
        const PageFigure *f = &p->figure[i];
        bool ticked = false;
        for (size_t k = 0; f->code.len && k < body.len; k++)
            ticked = ticked || (str_eq(body.at[k].name, S("bind")) && str_eq(body.at[k].value, f->code));
        const char *at = ticked ? memmem(text.ptr, text.len, f->words.ptr, f->words.len) : NULL;
        if (!at) continue;
        const size_t n = (size_t)(at - text.ptr);
        text = arena_fmt(c->arena, STR "{{so:" STR "}}" STR, ARG(((Str){text.ptr, n})), ARG(f->code),
                         ARG(((Str){at + f->words.len, text.len - n - f->words.len})));
    }
    return text;
}

static Err make_draft(Req *q, PageText *p)
{
    Ctx *c = &q->ctx;
    Done done;
    p->in.body = bound(c, p, q->body);
    const Deed deed = {.flow = &article_flow,
                       .event = S("create"),
                       .input = article_pairs(c, &article_form, &p->in),
                       .token = q->token,
                       .seen = -1,
                       .live = true};
    const Err e = casework_act(c, &deed, &done);
    if (e == ERR_INVALID && !done.form.ok)
        return reply_faults(q, &done.form,
                            (Page){.title = msg(c, MSG_page_title),
                                   .main = page_refused_html(c, form_faults(c, &done.form)),
                                   .up = "/can-bo/tin",
                                   .up_title = MSG_news_desk_title});
    TRY(e);
    return reply_done(q, done.file.code, arena_fmt(c->arena, "/can-bo/tin/" STR "/sua", ARG(done.file.code)));
}

Err page_post(Req *q)
{
    Ctx *c = &q->ctx;
    Brought in = {0};
    Form form;
    PageText *p = NEW(c->arena, PageText, 1);
    TRY(form_read(c, q->body, &page_form, &in, &form));
    const Str text = in.file.bytes.len ? in.file.bytes : in.text;
    if (form.ok && !text.len) form_fault(c, &form, "text", "E_REQUIRED", MSG_form_required, (Str){0});
    if (form.ok && !page_read(c->arena, text, p))
        form_fault(c, &form, "text", "E_FORMAT", MSG_page_unread_text, (Str){0});
    if (!form.ok) return show(q, &form, 422);
    TRY(page_known_figures(c, p));
    if (pair(q->body, "go").len) return make_draft(q, p);
    const PageSeen v = {.p = p,
                        .at = p->figure,
                        .len = p->figures,
                        .text = text_clean(c->arena, text),
                        .body = prose_html(c->arena, p->in.body, (ProseMarks){0}, NULL),
                        .hidden = form_hidden(c, q)};
    return reply(q, (Page){.title = msg(c, MSG_page_seen),
                           .main = page_seen_html(c, &v),
                           .nav = "/can-bo/tin",
                           .up = "/can-bo/tin",
                           .up_title = MSG_news_desk_title,
                           .private_page = true});
}
