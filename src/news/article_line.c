/* article_line.c - articles in and out as a table. A file is taken whole or not at all. */
#include "base/csv.h"
#include "base/day.h"
#include "news/article.h"

enum { ARTICLES_MAX = 2000 };

typedef struct {
    Str slug, section, title, lede, body, caption, alt, source_name, source_title, source_url;
    Day page_date, published_on;
} Input;

static bool is_slug(Str s)
{
    for (size_t i = 0; i < s.len; i++) {
        const char k = s.ptr[i];
        if (!((k >= 'a' && k <= 'z') || (k >= '0' && k <= '9') || (k == '-' && i && i + 1 < s.len))) return false;
    }
    return s.len > 0;
}

static const Field fields[] = {
    TEXT_FIELD(Input, slug, .max = 120, .check = is_slug, .example = MSG_article_slug_example),
    TEXT_FIELD(Input, section, .max = 80, .optional = true),
    TEXT_FIELD(Input, title, .min = 3, .max = 200),
    TEXT_FIELD(Input, lede, .max = 500, .optional = true),
    LONG_FIELD(Input, body, .min = 1, .max = 60000),
    TEXT_FIELD(Input, caption, .max = 500, .optional = true),
    TEXT_FIELD(Input, alt, .max = 300, .optional = true),
    TEXT_FIELD(Input, source_name, .max = 120, .optional = true),
    TEXT_FIELD(Input, source_title, .max = 300, .optional = true),
    TEXT_FIELD(Input, source_url, .max = 300, .optional = true),
    DAY_FIELD(Input, page_date, .optional = true),
    DAY_FIELD(Input, published_on, .optional = true),
};
const FormSpec article_form = FORM("article", fields, Input);

static Err store(Ctx *c, const Input *x, ImportReport *r)
{
    Article old;
    ArticleId made;
    Err e = article_by_slug(c, x->slug, &old);
    if (e && e != ERR_NOT_FOUND) return e;
    if (e) {
        r->added++;
        return article_add(c,
                           (ArticleAdd){x->slug, x->section, x->title, x->lede, x->body, x->caption, x->alt,
                                        x->source_name, x->source_title, x->source_url, x->page_date, x->published_on,
                                        c->now, false},
                           &made);
    }
    const bool same = str_eq(x->section, old.section) && str_eq(x->title, old.title) && str_eq(x->lede, old.lede) &&
                      str_eq(x->body, old.body) && str_eq(x->caption, old.caption) && str_eq(x->alt, old.alt) &&
                      str_eq(x->source_name, old.source_name) && str_eq(x->source_title, old.source_title) &&
                      str_eq(x->source_url, old.source_url) && x->page_date.n == old.page_date.n &&
                      x->published_on.n == old.published_on.n;
    if (same) return OK;
    r->changed++;
    return article_change(c, (ArticleChange){old.id, x->section, x->title, x->lede, x->body, x->caption, x->alt,
                                             x->source_name, x->source_title, x->source_url, x->page_date,
                                             x->published_on});
}

static Err read_row(Ctx *c, const CsvRow *row, Input *x, ImportReport *r)
{
    Form form;
    Pairs cells = {NEW(c->arena, Pair, LEN(fields)), LEN(fields)};
    for (size_t i = 0; i < LEN(fields); i++)
        cells.at[i] = (Pair){str(fields[i].name), csv_cell(row, fields[i].name)};
    TRY(form_read(c, cells, &article_form, x, &form));
    if (form.ok && x->caption.len && !x->alt.len)
        form_fault(c, &form, "alt", "E_REQUIRED", MSG_form_required, (Str){0});
    import_form(c, r, row->line, &form);
    return OK;
}

Err articles_read(Ctx *c, Str text, ImportReport *r)
{
    CsvReader *in = import_open(c, ARTICLE_COLUMNS, text, r);
    CsvRow row;
    Input *rows = NEW(c->arena, Input, ARTICLES_MAX);
    size_t n = 0;
    while (csv_next(in, &row)) {
        r->rows++;
        if (n == ARTICLES_MAX) {
            const Str most = text_int64_t(c, ARTICLES_MAX);
            import_fault(c, r, row.line, S("slug"), msg_with(c, MSG_article_many, &most, 1));
            break;
        }
        TRY(read_row(c, &row, &rows[n], r));
        for (size_t i = 0; i < n; i++)
            if (rows[n].slug.len && str_eq(rows[i].slug, rows[n].slug))
                import_fault(c, r, row.line, S("slug"), msg(c, MSG_article_twice));
        n++;
    }
    TRY(import_end(c, in, r));
    for (size_t i = 0; i < n; i++)
        TRY(store(c, &rows[i], r));
    for (size_t i = 0; i < n; i++)
        TRY(article_shelve(c, rows[i].slug));
    return OK;
}

Err articles_write(Ctx *c, Outlet *out)
{
    static const Column cells[] = {
        COLUMN(Article, slug),       COLUMN(Article, section),     COLUMN(Article, title),
        COLUMN(Article, lede),       COLUMN(Article, body),        COLUMN(Article, caption),
        COLUMN(Article, alt),        COLUMN(Article, source_name), COLUMN(Article, source_title),
        COLUMN(Article, source_url), COLUMN(Article, page_date),   COLUMN(Article, published_on)};
    static const Columns columns = COLUMNS("articles", cells, Article);
    ArticleRows rows;
    TRY(article_list(c, INT32_MAX, &rows));
    rows_write(out, &columns, rows.at, rows.len);
    return OK;
}
