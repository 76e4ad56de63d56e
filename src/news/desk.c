/* desk.c - articles of the office: listed, written, looked at before they are sent, corrected. */
#include "news/desk.h"
#include "article.html.h"
#include "casework/view.h"
#include "desk.html.h"
#include "news/own.h"
#include "text/code.h"

enum { PAGE_ROWS = 20, DATA_ROWS = 200, TABLE_ROWS = 5000 };

/* ---- the list ---- */

static const Column columns[] = {
    COLUMN(ArticleRow, code),      COLUMN(ArticleRow, title),  COLUMN(ArticleRow, state),
    COLUMN(ArticleRow, section),   COLUMN(ArticleRow, slug),   COLUMN(ArticleRow, unit_name),
    COLUMN(ArticleRow, posted_at), COLUMN(ArticleRow, due_at), COLUMN(ArticleRow, corrected_at),
};
static const Columns table = COLUMNS("bai-viet", columns, ArticleRow);

StateLinks state_links(Ctx *c, const Flow *flow, Str page, Str all, Str here)
{
    const Options states = flow_states(c, flow);
    StateLinks out = {NEW(c->arena, StateLink, states.len + 1), 0};
    if (all.len) out.at[out.len++] = (StateLink){all, page, !here.len};
    for (size_t i = 0; i < states.len; i++) {
        const Option *s = &states.at[i];
        const Str href = arena_fmt(c->arena, STR "?tinh-trang=" STR, ARG(page), ARG(s->value));
        out.at[out.len++] = (StateLink){s->label, href, str_eq(s->value, here)};
    }
    return out;
}

Err list_from(Req *q, int64_t *before)
{
    Casefile f;
    Str code;
    *before = INT64_MAX;
    if (!query_arg(q, "sau").len) return OK;
    if (!code_read(q->ctx.arena, query_arg(q, "sau"), &code)) return ERR_NOT_FOUND;
    TRY(casefile_by_code(&q->ctx, code, &f));
    *before = f.id;
    return OK;
}

Err desk_list(Req *q)
{
    Ctx *c = &q->ctx;
    Unit unit;
    const Str state = query_arg(q, "tinh-trang");
    const int64_t most = wants_html(q) ? PAGE_ROWS : wants_table(q) ? TABLE_ROWS : DATA_ROWS;
    DeskView v = {.heading = msg(c, MSG_news_desk_title),
                  .may_write = may(c, ARTICLE_WRITERS),
                  .may_front = may(c, CHIEF_EDITOR)};
    int64_t before;
    if (state.len && state_of(&article_flow, state) <= 0) return ERR_NOT_FOUND;
    TRY(list_from(q, &before));
    TRY(c->unit ? unit_by_id(c, c->unit, &unit) : unit_root(c, &unit));
    TRY(article_desk(c, (ArticleDesk){unit.id, state, before, most + 1}, &v.rows));
    const bool more = (int64_t)v.rows.len > most;
    if (more) v.rows.len = (size_t)most;
    const Str next = more ? v.rows.at[v.rows.len - 1].code : (Str){0};
    if (!wants_html(q)) return reply_rows(q, &table, v.rows.at, v.rows.len, next);
    v.states = state_links(c, &article_flow, S("/can-bo/tin"), msg(c, MSG_news_desk_all), state);
    if (more)
        v.more = state.len ? arena_fmt(c->arena, "/can-bo/tin?tinh-trang=" STR "&sau=" STR, ARG(state), ARG(next))
                           : arena_fmt(c->arena, "/can-bo/tin?sau=" STR, ARG(next));
    return reply(
        q, (Page){.title = v.heading, .main = article_desk_html(c, &v), .nav = "/can-bo/tin", .private_page = true});
}

/* ---- looking at it as a reader will ---- */

static Err file_of(Req *q, Casefile *f, Article *a)
{
    const Flow *flow;
    TRY(casework_read(&q->ctx, path_arg(q, "code"), &flow, f));
    return flow == &article_flow ? article_of(&q->ctx, f->id, a) : ERR_NOT_FOUND;
}

Err desk_look(Req *q)
{
    Ctx *c = &q->ctx;
    Casefile f;
    Article a;
    ArticleView v;
    TRY(file_of(q, &f, &a));
    TRY(article_view(c, &a, true, &v));
    return reply(q, (Page){.title = a.title,
                           .main = article_html(c, &v),
                           .nav = "/can-bo/tin",
                           .up = arena_fmt(c->arena, "/can-bo/ho-so/" STR, ARG(f.code)).ptr,
                           .up_title = MSG_casework_file,
                           .private_page = true});
}

/* ---- writing ---- */

typedef struct {
    const char *event, *below; /* path below the casefile's */
    const FormSpec *form;
    int title;
} Writing;
static const Writing writing[] = {
    {"create",  "viet",       &article_form,            MSG_news_desk_write   },
    {"edit",    "sua",        &article_form,            MSG_article_event_edit},
    {"correct", "dinh-chinh", &article_correction_form, MSG_news_desk_correct },
};
enum { CREATE, EDIT, CORRECT };

static Err preview(Ctx *c, const Form *form, Html *out)
{
    TextFigures figures;
    ProseMarks marks;
    ProseNotes notes;
    const Str body = form_given(form, "body");
    const Article a = {
        .title = form_given(form, "title"), .section = form_given(form, "section"), .lede = form_given(form, "lede")};
    TRY(figures_in(c, body, &figures, &marks));
    const Html prose = prose_html(c->arena, body, marks, &notes);
    *out = preview_html(c, preview_article_html(c, &a, prose), &notes);
    return OK;
}

static Err show(Req *q, const Writing *w, const Form *form, int status, Html shown)
{
    Ctx *c = &q->ctx;
    Casefile f;
    Article a;
    ArticleEdit v = {.title = msg(c, w->title),
                     .action = arena_fmt(c->arena, "/can-bo/tin/%s", w->below),
                     .back = S("/can-bo/tin"),
                     .faults = form_faults(c, form),
                     .fields = form_fields(c, form),
                     .hidden = form_hidden(c, q),
                     .preview = shown.s.len ? shown : (Html){S("")},
                     .correction = w == &writing[CORRECT]};
    if (status == 409) v.conflict = why_text(c);
    if (w != &writing[CREATE]) {
        TRY(file_of(q, &f, &a));
        v.a = &a, v.hidden = seen_hidden(c, q, f.version);
        v.action = arena_fmt(c->arena, "/can-bo/tin/" STR "/%s", ARG(f.code), w->below);
        v.back = arena_fmt(c->arena, "/can-bo/ho-so/" STR, ARG(f.code));
    }
    const Page p = {.status = status,
                    .title = v.title,
                    .main = article_edit_html(c, &v),
                    .nav = "/can-bo/tin",
                    .up = "/can-bo/tin",
                    .up_title = MSG_news_desk_title,
                    .private_page = true};
    return status == 422 ? reply_faults(q, form, p) : reply(q, p);
}

static Err again(Req *q, const Form *form, int status)
{
    const Writing *w = form->spec == &article_correction_form ? &writing[CORRECT]
                       : path_arg(q, "code").len              ? &writing[EDIT]
                                                              : &writing[CREATE];
    return show(q, w, form, status, (Html){S("")});
}

/* Shown as it would be; nothing is kept, and all that was typed is still there. */
static Err previewed(Req *q, const Writing *w)
{
    Ctx *c = &q->ctx;
    ArticleInput in = {0};
    Form form;
    Html shown;
    TRY(form_read(c, q->body, w->form, &in, &form));
    TRY(preview(c, &form, &shown));
    return show(q, w, &form, form.ok ? 200 : 422, shown);
}

static Err page(Req *q, const Writing *w)
{
    Ctx *c = &q->ctx;
    Form form = form_blank(w->form);
    Casefile f;
    Article a;
    if (w != &writing[CREATE]) {
        TRY(file_of(q, &f, &a));
        TRY(article_flow.fill(c, &f, str(w->event), &form));
    }
    return show(q, w, &form, 200, (Html){S("")});
}

static Err post(Req *q, const Writing *w)
{
    if (pair(q->body, "preview").len) return previewed(q, w);
    Deed d = {.flow = &article_flow, .event = str(w->event)};
    if (w != &writing[CREATE]) d.code = path_arg(q, "code");
    return casework_post(q, &d, S(""), again);
}

Err desk_new_page(Req *q)
{
    return page(q, &writing[CREATE]);
}

Err desk_new(Req *q)
{
    return post(q, &writing[CREATE]);
}

Err desk_edit_page(Req *q)
{
    return page(q, &writing[EDIT]);
}

Err desk_edit(Req *q)
{
    return post(q, &writing[EDIT]);
}

Err desk_correct_page(Req *q)
{
    return page(q, &writing[CORRECT]);
}

Err desk_correct(Req *q)
{
    return post(q, &writing[CORRECT]);
}
