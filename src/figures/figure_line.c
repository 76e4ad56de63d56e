/* figure_line.c - stated figures in and out as a table. A file is taken whole or not at all. */
#include "base/csv.h"
#include "base/day.h"
#include "figures/figure.h"
#include "text/fold.h"
#include <string.h>

enum { FIGURES_MAX = 5000 };

typedef struct {
    int64_t line;
    Figure f;
    FigureSource s;
} Line;
typedef struct {
    Ctx *c;
    ImportReport *r;
    const CsvReader *in;
    const CsvRow *row;
    Options fields;
} Reading;

static void fault(const Reading *x, const char *column, int message, Str arg)
{
    import_fault(x->c, x->r, x->row->line, str(column), msg_with(x->c, message, &arg, 1));
}

static Str cell(const Reading *x, const char *column, size_t max)
{
    const Str text = text_clean(x->c->arena, csv_cell(x->row, column));
    if (str_chars(text) > max) fault(x, column, MSG_figure_import_long, text_int64_t(x->c, (int64_t)max));
    return text;
}

/* The bounds in the file say the same as the words, or say nothing. */
static void bound(const Reading *x, const char *column, int64_t want)
{
    const Str text = cell(x, column, 20), is = want < 0 ? (Str){0} : arena_fmt(x->c->arena, "%lld", (long long)want);
    if (text.len && !str_eq(text, is)) fault(x, column, MSG_figure_import_differs, is.len ? is : S("–"));
}

static void number(const Reading *x, Line *l)
{
    Qualified q;
    l->f.words = cell(x, "display_vi", 100);
    if (!l->f.words.len) {
        fault(x, "display_vi", MSG_figure_import_words, (Str){0});
        return;
    }
    if (!qualified_parse(x->c->arena, l->f.words, &q)) {
        fault(x, "display_vi", MSG_figure_import_number, l->f.words);
        return;
    }
    l->f.qualifier = str(qualifier_name(q.how)), l->f.value = q.value;
    const Str how = cell(x, "qualifier", 20);
    if (how.len && !str_eq(how, l->f.qualifier)) fault(x, "qualifier", MSG_figure_import_differs, l->f.qualifier);
    bound(x, "value", q.unknown ? -1 : q.value);
    bound(x, "lower", qualified_least(q));
    bound(x, "upper", qualified_most(q));
    l->f.quote = cell(x, "quote", 1000);
    if (!q.unknown && !l->f.quote.len) fault(x, "quote", MSG_figure_import_quote, (Str){0});
    if (l->f.quote.len && !q.unknown && !memmem(l->f.quote.ptr, l->f.quote.len, l->f.words.ptr, l->f.words.len))
        import_note(x->c, x->r, x->row->line, S("quote"), msg(x->c, MSG_figure_import_not_quoted));
}

static void a_day(const Reading *x, const char *column, Day *out)
{
    const Str text = cell(x, column, 20);
    if (text.len && !day_parse(text, out)) fault(x, column, MSG_figure_import_day, text);
}

static void source(const Reading *x, Line *l)
{
    Ctx *c = x->c;
    l->s.name = cell(x, "source", 120), l->s.title = cell(x, "source_title", 300);
    l->s.url = cell(x, "source_url", 300), l->s.period_text = cell(x, "period_text", 300);
    a_day(x, "page_date", &l->s.page_date);
    a_day(x, "published_on", &l->s.published_on);
    const Str name = l->s.name.len ? l->s.name : S("nguon chua ghi"), when = day_iso(c->arena, l->s.page_date);
    l->s.slug = slug(c->arena, l->s.page_date.n ? arena_fmt(c->arena, STR " " STR, ARG(name), ARG(when)) : name);
}

static void read_line(const Reading *x, Line *l)
{
    Subject k;
    bool known = false;
    l->line = x->row->line;
    l->f.code = cell(x, "id", 20);
    if (!is_code(l->f.code)) fault(x, "id", MSG_figure_import_code, (Str){0});
    l->f.scope = cell(x, "scope", 40);
    if (!is_code(l->f.scope)) fault(x, "scope", MSG_figure_import_code, (Str){0});
    l->f.field = cell(x, "field", 40);
    for (size_t i = 0; i < x->fields.len; i++)
        known |= str_eq(l->f.field, x->fields.at[i].value);
    if (l->f.field.len && !known) fault(x, "field", MSG_figure_import_unknown, l->f.field);
    l->f.subject = cell(x, "subject", 40);
    if (!subject_of(l->f.subject, &k)) fault(x, "subject", MSG_figure_import_unknown, l->f.subject);
    l->f.as_of = cell(x, "as_of", 200);
    number(x, l);
    source(x, l);
}

/* A file without a column for the source leaves that of a known figure as it is. */
static Err store_source(const Reading *x, const Line *l, const Figure *old, int64_t *id)
{
    FigureId new;
    if (!csv_has(x->in, "source") && old) {
        *id = old->source;
        return OK;
    }
    if (!l->s.name.len) import_note(x->c, x->r, l->line, S("source"), msg(x->c, MSG_figure_import_no_source));
    TRY(figure_source_put(x->c,
                          (FigureSourcePut){.slug = l->s.slug,
                                            .name = l->s.name,
                                            .title = l->s.title,
                                            .url = l->s.url,
                                            .page_date = l->s.page_date,
                                            .published_on = l->s.published_on,
                                            .period_text = l->s.period_text},
                          &new));
    *id = new.id;
    return OK;
}

static Err store_line(const Reading *x, const Line *l)
{
    Ctx *c = x->c;
    const Figure *f = &l->f;
    Figure old;
    FigureCode taken;
    int64_t source_id;
    Err e = figure_by_code(c, f->code, &old);
    if (e && e != ERR_NOT_FOUND) return e;
    const bool is_new = e == ERR_NOT_FOUND;
    TRY(store_source(x, l, is_new ? NULL : &old, &source_id));
    e = figure_taken(c, (FigureTaken){source_id, f->scope, f->field, f->subject}, &taken);
    if (e && e != ERR_NOT_FOUND) return e;
    if (!e && !str_eq(taken.code, f->code)) {
        import_fault(c, x->r, l->line, S("id"), msg_with(c, MSG_figure_import_taken, &taken.code, 1));
        return OK;
    }
    if (is_new) {
        x->r->added++;
        return figure_add(c, (FigureAdd){f->code, source_id, f->scope, f->field, f->subject, f->qualifier, f->value,
                                         f->words, f->as_of, f->quote});
    }
    const bool same = source_id == old.source && str_eq(f->scope, old.scope) && str_eq(f->field, old.field) &&
                      str_eq(f->subject, old.subject) && str_eq(f->words, old.words) && str_eq(f->as_of, old.as_of) &&
                      str_eq(f->quote, old.quote);
    x->r->changed += !same;
    return figure_change(c, (FigureChange){old.id, source_id, f->scope, f->field, f->subject, f->qualifier, f->value,
                                           f->words, f->as_of, f->quote});
}

/* ---- the whole file ---- */

static bool same_place(const Line *a, const Line *b)
{
    return str_eq(a->s.slug, b->s.slug) && str_eq(a->f.scope, b->f.scope) && str_eq(a->f.field, b->f.field) &&
           str_eq(a->f.subject, b->f.subject);
}

static void no_twins(const Reading *x, const Line *at, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++) {
            const bool id = str_eq(at[i].f.code, at[k].f.code);
            if (!id && !same_place(&at[i], &at[k])) continue;
            const Str line = text_int64_t(x->c, at[k].line);
            import_fault(x->c, x->r, at[i].line, id ? S("id") : S("field"),
                         msg_with(x->c, MSG_figure_import_twice, &line, 1));
            break;
        }
}

/* What the sources state should be able to be true together; if not it is kept, and said. */
static Err compare(Ctx *c, ImportReport *r)
{
    FigureSourceRows sources;
    TRY(figure_source_list(c, &sources));
    for (size_t i = 0; i < sources.len; i++) {
        StatedTable t;
        TRY(figure_table(c, sources.at[i].id, S("toan_tinh"), &t));
        for (Subject k = 0; k < SUBJECTS; k++)
            if (!t.agrees[k]) import_note(c, r, 0, t.total[k].row.code, msg(c, MSG_figure_disagrees));
    }
    return OK;
}

Err figure_import(Ctx *c, Str text, ImportReport *r)
{
    CsvReader probe = csv_open(c->arena, text);
    CsvReader *in = import_open(c, csv_has(&probe, "source") ? FIGURE_COLUMNS : FIGURE_COLUMNS_ALONE, text, r);
    CsvRow row;
    Reading x = {.c = c, .r = r, .in = in, .row = &row};
    Line *lines = NEW(c->arena, Line, FIGURES_MAX);
    size_t n = 0;
    TRY(field_options(c, &x.fields));
    while (csv_next(in, &row)) {
        r->rows++;
        if (n == FIGURES_MAX) {
            fault(&x, "id", MSG_figure_import_many, text_int64_t(c, FIGURES_MAX));
            break;
        }
        read_line(&x, &lines[n++]);
    }
    no_twins(&x, lines, n);
    TRY(import_end(c, in, r));
    for (size_t i = 0; i < n; i++)
        TRY(store_line(&x, &lines[i]));
    if (r->len) return WHY(c, MSG_import_refused, ERR_INVALID);
    return compare(c, r);
}

typedef struct {
    Str id, scope, field, subject, qualifier, display_vi, as_of, quote, source, source_title, source_url;
    int64_t value, lower, upper;
    Day page_date, published_on;
    Str period_text;
} Out;

static int64_t plain(int64_t n)
{
    return n < 0 ? NO_NUMBER : n;
}

Err figure_export(Ctx *c, Outlet *out)
{
    static const Column cells[] = {COLUMN(Out, id),           COLUMN(Out, scope),      COLUMN(Out, field),
                                   COLUMN(Out, subject),      COLUMN(Out, qualifier),  COLUMN(Out, value),
                                   COLUMN(Out, display_vi),   COLUMN(Out, lower),      COLUMN(Out, upper),
                                   COLUMN(Out, as_of),        COLUMN(Out, quote),      COLUMN(Out, source),
                                   COLUMN(Out, source_title), COLUMN(Out, source_url), COLUMN(Out, page_date),
                                   COLUMN(Out, published_on), COLUMN(Out, period_text)};
    static const Columns columns = COLUMNS("figures", cells, Out);
    FigureLineRows rows;
    TRY(figure_to_export(c, &rows));
    Out *lines = NEW(c->arena, Out, rows.len + 1);
    for (size_t i = 0; i < rows.len; i++) {
        const FigureLine *f = &rows.at[i];
        Qualified q;
        if (!qualified_parse(c->arena, f->words, &q))
            return FAIL(ERR_INTERNAL, "figure " STR ": its words are no number", ARG(f->code));
        lines[i] = (Out){.id = f->code,
                         .scope = f->scope,
                         .field = f->field,
                         .subject = f->subject,
                         .qualifier = f->qualifier,
                         .value = plain(q.unknown ? -1 : f->value),
                         .display_vi = f->words,
                         .lower = plain(qualified_least(q)),
                         .upper = plain(qualified_most(q)),
                         .as_of = f->as_of,
                         .quote = f->quote,
                         .source = f->source,
                         .source_title = f->source_title,
                         .source_url = f->source_url,
                         .page_date = f->page_date,
                         .published_on = f->published_on,
                         .period_text = f->period_text};
    }
    rows_write(out, &columns, lines, rows.len);
    return OK;
}
