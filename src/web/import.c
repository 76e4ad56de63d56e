/* import.c - what is wrong with a file that was sent: line, field, reason. */
#include "base/csv.h"
#include "web/web.h"
#include <stdlib.h>
#include <string.h>

void import_fault(Ctx *c, ImportReport *r, int64_t line, Str field, Str reason)
{
    r->at = arena_grown(c->arena, r->at, r->len, &r->cap, sizeof *r->at);
    r->at[r->len++] = (ImportFault){line, field, reason};
}

void import_note(Ctx *c, ImportReport *r, int64_t line, Str field, Str reason)
{
    r->note = arena_grown(c->arena, r->note, r->note_len, &r->note_cap, sizeof *r->note);
    r->note[r->note_len++] = (ImportFault){line, field, reason};
}

void import_form(Ctx *c, ImportReport *r, int64_t line, const Form *f)
{
    for (size_t i = 0; i < f->spec->len; i++)
        if (f->error[i].len) import_fault(c, r, line, str(f->spec->fields[i].name), f->error[i]);
}

Pairs import_pairs(Ctx *c, const CsvRow *row)
{
    const size_t n = row->of->width;
    Pairs out = {NEW(c->arena, Pair, n), n};
    for (size_t i = 0; i < n; i++)
        out.at[i] = (Pair){row->of->name[i], row->cell[i]};
    return out;
}

Str import_header(Arena *a, const char *columns)
{
    Str all = arena_copy(a, str(columns));
    for (size_t i = 0; i < all.len; i++)
        if (all.ptr[i] == '|') ((char *)(uintptr_t)all.ptr)[i] = ',';
    return all;
}

/* Notes each of the names that is no column. */
static void strange_columns(Ctx *c, const char *columns, const Str *name, size_t n, int64_t line, ImportReport *r)
{
    const Str known = import_header(c->arena, columns);
    for (size_t i = 0; i < n; i++)
        if (!str_among(known, ',', name[i])) import_fault(c, r, line, name[i], msg(c, MSG_import_unknown_column));
}

CsvReader *import_open(Ctx *c, const char *columns, Str text, ImportReport *r)
{
    CsvReader *in = NEW(c->arena, CsvReader, 1);
    Str rest = str(columns), needed = str_cut(&rest, '|');
    *in = csv_open(c->arena, text);
    if (in->faults) return in; /* without a sound header no column is missed */
    strange_columns(c, columns, in->name, in->width, 1, r);
    while (needed.len) {
        Str name = str_cut(&needed, ',');
        if (!csv_has(in, name.ptr ? arena_copy(c->arena, name).ptr : ""))
            import_fault(c, r, 1, name, msg(c, MSG_import_missing_column));
    }
    return in;
}

Str import_reason(const Ctx *c, int csv_reason)
{
    static const int why[] = {
        [CSV_EMPTY] = MSG_import_empty,       [CSV_NAME] = MSG_import_name,
        [CSV_UNCLOSED] = MSG_import_unclosed, [CSV_AFTER_QUOTE] = MSG_import_after_quote,
        [CSV_WIDTH] = MSG_import_width,       [CSV_COLUMNS] = MSG_import_columns,
        [CSV_LONG] = MSG_import_long,         [CSV_BYTES] = MSG_import_bytes,
    };
    return msg(c, why[csv_reason]);
}

Err import_end(Ctx *c, const CsvReader *in, ImportReport *r)
{
    const int64_t kept = in->faults < CSV_FAULTS_MAX ? in->faults : CSV_FAULTS_MAX;
    for (int64_t i = 0; i < kept; i++) {
        const CsvFault *f = &in->fault[i];
        const bool known = f->column > 0 && f->column <= (int64_t)in->width && f->why != CSV_NAME;
        import_fault(c, r, f->line, known ? in->name[f->column - 1] : (Str){0}, import_reason(c, f->why));
    }
    if (in->faults > kept) import_fault(c, r, in->fault[kept - 1].line, (Str){0}, msg(c, MSG_import_more));
    return r->len ? WHY(c, MSG_import_refused, ERR_INVALID) : OK;
}

/* ---- a whole table by a form ---- */

static Err row_read(Ctx *c, const ImportTable *t, int64_t line, Pairs cells, ImportRows *out, ImportReport *r)
{
    Form f;
    ImportRow row = {.line = line, .of = arena_alloc(c->arena, t->form->size)};
    if (t->blank) memcpy(row.of, t->blank, t->form->size);
    TRY(form_read(c, cells, t->form, row.of, &f));
    import_form(c, r, line, &f);
    r->rows++;
    if (!f.ok) return OK;
    row.key = t->key(c, row.of);
    out->at = arena_grown(c->arena, out->at, out->len, &out->cap, sizeof *out->at);
    out->at[out->len++] = row;
    return OK;
}

/* Its lines are the objects, from 1. */
static Err read_json(Ctx *c, const ImportTable *t, Str text, ImportRows *out, ImportReport *r)
{
    Pairs *rows;
    size_t n;
    *out->in = csv_open(c->arena, import_header(c->arena, t->columns)); /* nothing is wrong with it, and it is empty */
    if (!pairs_list_json(c->arena, text, &rows, &n)) {
        import_fault(c, r, 1, (Str){0}, msg(c, MSG_import_json));
        return OK;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < rows[i].len; k++)
            strange_columns(c, t->columns, &rows[i].at[k].name, 1, (int64_t)i + 1, r);
        TRY(row_read(c, t, (int64_t)i + 1, rows[i], out, r));
    }
    return OK;
}

static Err read_csv(Ctx *c, const ImportTable *t, Str text, ImportRows *out, ImportReport *r)
{
    CsvRow cells;
    out->in = import_open(c, t->columns, text, r);
    if (r->len) return OK; /* without its columns no row can be read */
    while (csv_next(out->in, &cells))
        TRY(row_read(c, t, cells.line, import_pairs(c, &cells), out, r));
    return OK;
}

static int by_key(const void *x, const void *y)
{
    const ImportRow *a = x, *b = y;
    const int order = str_cmp(a->key, b->key);
    return order ? order : (a->line > b->line) - (a->line < b->line);
}

static void note_twice(Ctx *c, const ImportTable *t, const ImportRows *all, ImportReport *r)
{
    for (size_t i = 1; i < all->len; i++) {
        if (!str_eq(all->at[i - 1].key, all->at[i].key)) continue;
        const Str line = text_int64_t(c, all->at[i - 1].line);
        import_fault(c, r, all->at[i].line, str(t->key_column), msg_with(c, MSG_import_twice, &line, 1));
    }
}

Err import_rows(Ctx *c, const ImportTable *t, Str text, ImportRows *out, ImportReport *r)
{
    *out = (ImportRows){.in = NEW(c->arena, CsvReader, 1)};
    TRY(str_starts(str_trim(text), S("[")) ? read_json(c, t, text, out, r) : read_csv(c, t, text, out, r));
    if (out->len) qsort(out->at, out->len, sizeof *out->at, by_key);
    note_twice(c, t, out, r);
    return OK;
}
