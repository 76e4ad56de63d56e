/* article_line.c - articles in and out as a table: what an older site had, published as it is. A file is taken whole or
 * not at all. A text that is no table is read as a page. */
#include "base/csv.h"
#include "base/day.h"
#include "news/article.h"
#include "news/own.h"
#include "news/page_text.h"

enum { ARTICLES_MAX = 2000 };

static Str key_of(Ctx *c, const void *row)
{
    (void)c;
    return ((const ArticleInput *)row)->slug;
}

static const ImportTable table = {
    .columns = ARTICLE_COLUMNS, .form = &article_row_form, .key = key_of, .key_column = "slug"};

/* What the form read, as it would be sent. */
Pairs article_pairs(Ctx *c, const FormSpec *spec, const ArticleInput *in)
{
    Pairs out = {NEW(c->arena, Pair, spec->len), 0};
    for (size_t i = 0; i < spec->len; i++) {
        const Field *f = &spec->fields[i];
        const char *at = (const char *)in + f->at;
        Str value;
        if (f->type == FIELD_DAY)
            value = ((const Day *)at)->n ? day_iso(c->arena, *(const Day *)at) : (Str){0};
        else
            value = *(const Str *)at;
        if (value.len) out.at[out.len++] = (Pair){str(f->name), value};
    }
    return out;
}

static bool same(const Article *a, const ArticleInput *in)
{
    return str_eq(a->title, in->title) && str_eq(a->section, in->section) && str_eq(a->lede, in->lede) &&
           str_eq(a->body, in->body) && str_eq(a->caption, in->caption) && str_eq(a->alt, in->alt) &&
           str_eq(a->tags, in->tags) && str_eq(a->campaigns, in->campaigns) && str_eq(a->models, in->models) &&
           str_eq(a->source_name, in->source_name) && str_eq(a->source_title, in->source_title) &&
           str_eq(a->source_url, in->source_url) && a->page_date.n == in->page_date.n &&
           a->published_on.n == in->published_on.n;
}

static Err refused(Ctx *c, const ImportRow *row, const Done *done, Err e, ImportReport *r)
{
    if (e != ERR_INVALID || done->form.ok) return e;
    import_form(c, r, row->line, &done->form);
    return OK;
}

static Err store(Ctx *system, const ImportRow *row, ImportReport *r)
{
    const ArticleInput *in = row->of;
    Article old;
    Done done;
    Deed deed = {.flow = &article_flow,
                 .event = S("bring_in"),
                 .input = article_pairs(system, &article_row_form, in),
                 .seen = -1};
    Err e = article_by_slug(system, in->slug, &old);
    if (e && e != ERR_NOT_FOUND) return e;
    if (!e && !old.listed) {
        import_fault(system, r, row->line, S("slug"), msg(system, MSG_article_not_published));
        return OK;
    }
    if (!e && same(&old, in)) return OK;
    r->added += e != OK, r->changed += e == OK;
    if (!e) deed.code = old.code, deed.event = S("bring_anew");
    e = casework_act(system, &deed, &done);
    return refused(system, row, &done, e, r);
}

static Err system_of(const Ctx *c, Ctx *out)
{
    Unit top;
    *out = casework_system(c);
    const Err e = unit_root(out, &top);
    out->unit = top.id;
    return e == ERR_NOT_FOUND ? WHY(out, MSG_casework_no_unit, ERR_INVALID) : e;
}

Err articles_read(Ctx *c, Str text, ImportReport *r)
{
    ImportRows rows;
    Ctx system;
    Err e = system_of(c, &system);
    c->why = system.why;
    TRY(e);
    if (!page_is_table(text)) return page_import(&system, text, r);
    TRY(import_rows(c, &table, text, &rows, r));
    for (size_t i = 0; i < rows.len; i++) {
        const ArticleInput *in = rows.at[i].of;
        if (in->caption.len && !in->alt.len)
            import_fault(c, r, rows.at[i].line, S("alt"), msg(c, MSG_article_alt_missing));
    }
    const Str most = text_int64_t(c, ARTICLES_MAX);
    if (rows.len > ARTICLES_MAX)
        import_fault(c, r, rows.at[ARTICLES_MAX].line, S("slug"), msg_with(c, MSG_article_many, &most, 1));
    TRY(import_end(c, rows.in, r));
    for (size_t i = 0; i < rows.len; i++)
        TRY(store(&system, &rows.at[i], r));
    return r->len ? ERR_INVALID : OK;
}

Err articles_write(Ctx *c, Outlet *out)
{
    static const Column cells[] = {
        COLUMN(Article, slug),       COLUMN(Article, section),     COLUMN(Article, title),
        COLUMN(Article, lede),       COLUMN(Article, body),        COLUMN(Article, caption),
        COLUMN(Article, alt),        COLUMN(Article, source_name), COLUMN(Article, source_title),
        COLUMN(Article, source_url), COLUMN(Article, page_date),   COLUMN(Article, published_on),
        COLUMN(Article, tags),       COLUMN(Article, campaigns),   COLUMN(Article, models)};
    static const Columns columns = COLUMNS("articles", cells, Article);
    ArticleRows rows;
    TRY(article_list(c, INT32_MAX, &rows));
    rows_write(out, &columns, rows.at, rows.len);
    return OK;
}
