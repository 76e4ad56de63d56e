/* procedure_import.c - procedures and their papers from a table: all of it, or none and every fault by line. */
#include "base/csv.h"
#include "base/day.h"
#include "onestop/procedure.h"
#include "text/fold.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* ---- the two tables, as forms: the same words and limits as on a page ---- */

typedef struct {
    Str code, name_vi, field, level, limit_unit, after_15h_next_day, fee_note, verified, note;
    int64_t limit_value, fee_vnd;
} ProcedureIn;
static const char *const levels[] = {"tinh", "xa", NULL};
static const char *const limit_units[] = {"ngay_lam_viec", "ngay", "thang", NULL};
static const char *const no_yes[] = {"0", "1", NULL};
static const char *const checked[] = {"yes", "no", "demo", NULL};
// clang-format off
static const Field procedure_fields[] = {
    TEXT_FIELD(ProcedureIn, code, .min = 8, .max = 13, .check = is_procedure_code, .example = MSG_procedure_code_example),
    TEXT_FIELD(ProcedureIn, name_vi, .min = 3, .max = 500),
    TEXT_FIELD(ProcedureIn, field, .min = 1, .max = 100),
    CHOICE_FIELD(ProcedureIn, level, levels, .labels = "procedure.level"),
    NUMBER_FIELD(ProcedureIn, limit_value, .max = LIMIT_VALUE_MAX, .optional = true),
    CHOICE_FIELD(ProcedureIn, limit_unit, limit_units),
    CHOICE_FIELD(ProcedureIn, after_15h_next_day, no_yes, .optional = true),
    NUMBER_FIELD(ProcedureIn, fee_vnd, .max = 1000000000, .optional = true),
    TEXT_FIELD(ProcedureIn, fee_note, .max = 300, .optional = true),
    CHOICE_FIELD(ProcedureIn, verified, checked),
    TEXT_FIELD(ProcedureIn, note, .max = 1000, .optional = true),
};
const FormSpec procedure_form = FORM("procedure.import", procedure_fields, ProcedureIn);

typedef struct { Str procedure, name_vi, form, required, verified; int64_t sort, copies; } PaperIn;
static const char *const forms[] = {"ban_chinh", "ban_sao", "xuat_trinh", NULL};
static const Field paper_fields[] = {
    TEXT_FIELD(PaperIn, procedure, .min = 8, .max = 13, .check = is_procedure_code, .example = MSG_procedure_code_example),
    NUMBER_FIELD(PaperIn, sort, .min = 1, .max = PAPERS_MAX),
    TEXT_FIELD(PaperIn, name_vi, .min = 2, .max = 300),
    NUMBER_FIELD(PaperIn, copies, .min = 1, .max = 99),
    CHOICE_FIELD(PaperIn, form, forms, .labels = "paper.form"),
    CHOICE_FIELD(PaperIn, required, no_yes),
    CHOICE_FIELD(PaperIn, verified, checked),
};
const FormSpec paper_form = FORM("paper.import", paper_fields, PaperIn);
// clang-format on

/* ---- reading ---- */

typedef struct {
    int64_t line;
    union {
        ProcedureIn procedure;
        PaperIn paper;
    };
    Str code, suffix;
    int64_t id; /* of the procedure, for a paper */
    bool limited, priced;
} Row;
typedef struct {
    Row *at;
    size_t len, cap;
} Table;

static Row *next_row(Ctx *c, Table *t)
{
    if (t->len == t->cap) {
        Row *grown = NEW(c->arena, Row, t->cap = t->cap ? t->cap * 2 : 64);
        if (t->len) memcpy(grown, t->at, sizeof *grown * t->len);
        t->at = grown;
    }
    return &t->at[t->len++];
}

static bool filled(const Form *f, const char *field)
{
    for (size_t i = 0; i < f->spec->len; i++)
        if (!strcmp(f->spec->fields[i].name, field)) return f->value[i].len;
    assert(0 && "no such field");
    return false;
}

static Err read_row(Ctx *c, const CsvRow *cells, const FormSpec *spec, Row *row, ImportReport *r)
{
    const bool paper = spec == &paper_form;
    Form f;
    row->line = cells->line;
    TRY(form_read(c, import_pairs(c, cells), spec, &row->procedure, &f));
    import_form(c, r, row->line, &f);
    if (!f.ok || !procedure_code(paper ? row->paper.procedure : row->procedure.code, &row->code, &row->suffix))
        return OK;
    row->limited = !paper && filled(&f, "limit_value"), row->priced = !paper && filled(&f, "fee_vnd");
    return OK;
}

static Err read_table(Ctx *c, Str text, const FormSpec *spec, const char *columns, Table *t, CsvReader **in,
                      ImportReport *r)
{
    CsvRow cells;
    *in = import_open(c, columns, text, r);
    if (r->len) return OK; /* without its columns no row can be read */
    while (csv_next(*in, &cells))
        TRY(read_row(c, &cells, spec, next_row(c, t), r));
    r->rows = (int64_t)t->len;
    return OK;
}

static int by_code(const void *x, const void *y)
{
    const Row *a = *(const Row *const *)x, *b = *(const Row *const *)y;
    const int order = str_cmp(a->code, b->code);
    return order ? order : (a->line > b->line) - (a->line < b->line);
}

static int by_paper(const void *x, const void *y)
{
    const Row *a = *(const Row *const *)x, *b = *(const Row *const *)y;
    const int order = str_cmp(a->code, b->code);
    if (order) return order;
    if (a->paper.sort != b->paper.sort) return a->paper.sort < b->paper.sort ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

/* In order of the code (and number); the same twice is a fault of the second line. */
static Row **sorted(Ctx *c, const Table *t, bool papers, ImportReport *r)
{
    Row **out = NEW(c->arena, Row *, t->len + 1);
    for (size_t i = 0; i < t->len; i++)
        out[i] = &t->at[i];
    qsort(out, t->len, sizeof *out, papers ? by_paper : by_code);
    for (size_t i = 1; i < t->len; i++) {
        const Row *a = out[i - 1], *b = out[i];
        if (!b->code.len || !str_eq(a->code, b->code) || (papers && a->paper.sort != b->paper.sort)) continue;
        const Str line = text_int64_t(c, a->line);
        import_fault(c, r, b->line, papers ? S("sort") : S("code"), msg_with(c, MSG_procedure_twice, &line, 1));
    }
    return out;
}

/* ---- procedures ---- */

static Procedure wanted(Ctx *c, const Row *row)
{
    const ProcedureIn *in = &row->procedure;
    const Str all = arena_fmt(c->arena, STR " " STR " " STR, ARG(row->code), ARG(in->name_vi), ARG(in->field));
    return (Procedure){.code = row->code,
                       .suffix = row->suffix,
                       .name = in->name_vi,
                       .found_by = fold(c->arena, all),
                       .domain = in->field,
                       .level = in->level,
                       .limit_value = row->limited ? in->limit_value : NOT_ENTERED,
                       .limit_unit = in->limit_unit,
                       .next_day = str_eq(in->after_15h_next_day, S("1")),
                       .fee = {row->priced ? in->fee_vnd : NOT_ENTERED},
                       .fee_note = in->fee_note,
                       .verified = in->verified,
                       .note = in->note};
}

static bool same(const Procedure *a, const Procedure *b)
{
    return str_eq(a->suffix, b->suffix) && str_eq(a->name, b->name) && str_eq(a->domain, b->domain) &&
           str_eq(a->level, b->level) && a->limit_value == b->limit_value && str_eq(a->limit_unit, b->limit_unit) &&
           a->next_day == b->next_day && a->fee.n == b->fee.n && str_eq(a->fee_note, b->fee_note) &&
           str_eq(a->verified, b->verified) && str_eq(a->note, b->note);
}

static Str sort_key_of(Ctx *c, const Procedure *p)
{
    const Str domain = vi_key(c->arena, p->domain), name = vi_key(c->arena, p->name);
    return arena_fmt(c->arena, STR "!" STR, ARG(domain), ARG(name));
}

static Err version_add(Ctx *c, const Procedure *p, int64_t before)
{
    ProcedureId id;
    TRY(procedure_add(c,
                      (ProcedureAdd){.code = p->code,
                                     .suffix = p->suffix,
                                     .valid_from = p->valid_from,
                                     .name = p->name,
                                     .found_by = p->found_by,
                                     .sort_key = sort_key_of(c, p),
                                     .domain = p->domain,
                                     .level = p->level,
                                     .limit_value = p->limit_value,
                                     .limit_unit = p->limit_unit,
                                     .next_day = p->next_day,
                                     .fee = p->fee,
                                     .fee_note = p->fee_note,
                                     .verified = p->verified,
                                     .note = p->note},
                      &id));
    return before ? paper_inherit(c, id.id, before) : OK;
}

static Err version_change(Ctx *c, int64_t id, const Procedure *p)
{
    return procedure_change(c, (ProcedureChange){.id = id,
                                                 .suffix = p->suffix,
                                                 .name = p->name,
                                                 .found_by = p->found_by,
                                                 .sort_key = sort_key_of(c, p),
                                                 .domain = p->domain,
                                                 .level = p->level,
                                                 .limit_value = p->limit_value,
                                                 .limit_unit = p->limit_unit,
                                                 .next_day = p->next_day,
                                                 .fee = p->fee,
                                                 .fee_note = p->fee_note,
                                                 .verified = p->verified,
                                                 .note = p->note});
}

static Err procedure_put(Ctx *c, const Row *row, ImportReport *r)
{
    Procedure p = wanted(c, row), now;
    const Err e = procedure_newest(c, p.code, &now);
    if (e == ERR_NOT_FOUND) {
        r->added++;
        return version_add(c, &p, 0);
    }
    TRY(e);
    if (same(&p, &now)) return OK;
    r->changed++;
    p.valid_from = c->today;
    if (now.valid_from.n == c->today.n) return version_change(c, now.id, &p);
    TRY(procedure_close(c, now.id, (Day){c->today.n - 1}));
    return version_add(c, &p, now.id);
}

Err procedure_import(Ctx *c, Str text, ImportReport *r)
{
    Table t = {0};
    CsvReader *in;
    TRY(read_table(c, text, &procedure_form, procedure_columns, &t, &in, r));
    Row **rows = sorted(c, &t, false, r);
    TRY(import_end(c, in, r));
    for (size_t i = 0; i < t.len; i++)
        TRY(procedure_put(c, rows[i], r));
    return OK;
}

/* ---- papers ---- */

static Err find_procedures(Ctx *c, const Table *t, ImportReport *r)
{
    for (size_t i = 0; i < t->len; i++) {
        Row *row = &t->at[i];
        Procedure p;
        if (!row->code.len) continue;
        const Err e = procedure_newest(c, row->code, &p);
        if (e == ERR_NOT_FOUND)
            import_fault(c, r, row->line, S("procedure"), msg_with(c, MSG_procedure_unknown, &row->code, 1));
        else
            TRY(e);
        row->id = e ? 0 : p.id;
    }
    return OK;
}

static bool same_paper(const Paper *a, const PaperIn *b)
{
    return str_eq(a->name, b->name_vi) && a->copies == b->copies && str_eq(a->form, b->form) &&
           a->required == str_eq(b->required, S("1")) && str_eq(a->verified, b->verified);
}

static const Paper *numbered(const PaperRows *all, int64_t sort)
{
    for (size_t i = 0; i < all->len; i++)
        if (all->at[i].sort == sort) return &all->at[i];
    return NULL;
}

/* All papers of one procedure: the file is the whole list of them. */
static Err papers_put(Ctx *c, Row **rows, size_t n, ImportReport *r)
{
    PaperRows before;
    bool kept[PAPERS_MAX + 1] = {0};
    TRY(paper_list(c, rows[0]->id, &before));
    for (size_t i = 0; i < n; i++) {
        const PaperIn *in = &rows[i]->paper;
        const Paper *old = numbered(&before, in->sort);
        assert(in->sort >= 1 && in->sort <= PAPERS_MAX);
        kept[in->sort] = true;
        if (old && same_paper(old, in)) continue;
        *(old ? &r->changed : &r->added) += 1;
        TRY(paper_put(c, (PaperPut){rows[0]->id, in->sort, in->name_vi, in->copies, in->form,
                                    str_eq(in->required, S("1")), in->verified}));
    }
    for (size_t i = 0; i < before.len; i++) {
        if (kept[before.at[i].sort]) continue;
        r->changed++;
        TRY(paper_drop(c, rows[0]->id, before.at[i].sort));
    }
    return OK;
}

Err paper_import(Ctx *c, Str text, ImportReport *r)
{
    Table t = {0};
    CsvReader *in;
    TRY(read_table(c, text, &paper_form, paper_columns, &t, &in, r));
    TRY(find_procedures(c, &t, r));
    Row **rows = sorted(c, &t, true, r);
    TRY(import_end(c, in, r));
    for (size_t i = 0, n; i < t.len; i += n) {
        for (n = 1; i + n < t.len && rows[i + n]->id == rows[i]->id; n++) {
        }
        TRY(papers_put(c, rows + i, n, r));
    }
    return OK;
}
