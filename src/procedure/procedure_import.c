/* procedure_import.c - procedures and their papers from a table: all of it, or none and every fault by line. */
#include "base/day.h"
#include "procedure/procedure.h"
#include "text/fold.h"
#include "unit/unit.h"
#include <assert.h>

/* ---- the two tables, as forms: the same words and limits as on a page ---- */

typedef struct {
    Str code, name_vi, field, level, limit_unit, after_15h_next_day, fee_note, verified, note, result_name,
        source_decision;
    int64_t limit_value, fee_vnd;
    Day valid_from, valid_to;
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
    DAY_FIELD(ProcedureIn, valid_from, .optional = true),
    DAY_FIELD(ProcedureIn, valid_to, .optional = true),
    TEXT_FIELD(ProcedureIn, result_name, .max = 300, .optional = true),
    TEXT_FIELD(ProcedureIn, source_decision, .max = 300, .optional = true),
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

/* ---- reading: rows in order of their code ---- */

static Str procedure_key(Ctx *c, const void *row)
{
    Str code = {0}, suffix;
    (void)c;
    return procedure_code(((const ProcedureIn *)row)->code, &code, &suffix) ? code : (Str){0};
}
static const ProcedureIn blank_procedure = {.limit_value = NOT_ENTERED, .fee_vnd = NOT_ENTERED};
static const ImportTable procedure_rows = {procedure_columns, &procedure_form, &blank_procedure, procedure_key, "code"};

/* Of a row that is the sort-th of a procedure. */
static Str sorted_key(Ctx *c, Str procedure, int64_t sort)
{
    Str code = {0}, suffix;
    if (!procedure_code(procedure, &code, &suffix)) return code;
    return arena_fmt(c->arena, STR " %02lld", ARG(code), (long long)sort);
}

static Str paper_key(Ctx *c, const void *row)
{
    const PaperIn *in = row;
    return sorted_key(c, in->procedure, in->sort);
}
static const ImportTable paper_rows = {paper_columns, &paper_form, NULL, paper_key, "sort"};

/* ---- procedures ---- */

static Procedure wanted(Ctx *c, const ProcedureIn *in)
{
    Procedure p = {.name = in->name_vi,
                   .domain = in->field,
                   .level = in->level,
                   .limit_value = in->limit_value,
                   .limit_unit = in->limit_unit,
                   .next_day = str_eq(in->after_15h_next_day, S("1")),
                   .fee = {in->fee_vnd},
                   .fee_note = in->fee_note,
                   .verified = in->verified,
                   .note = in->note,
                   .valid_from = in->valid_from,
                   .valid_to = in->valid_to,
                   .result_name = in->result_name,
                   .decision = in->source_decision};
    const bool read = procedure_code(in->code, &p.code, &p.suffix);
    assert(read); /* the form has checked it */
    p.found_by = fold(c->arena, arena_fmt(c->arena, STR " " STR " " STR, ARG(p.code), ARG(p.name), ARG(p.domain)));
    return p;
}

static bool same(const Procedure *a, const Procedure *b)
{
    return str_eq(a->suffix, b->suffix) && str_eq(a->name, b->name) && str_eq(a->domain, b->domain) &&
           str_eq(a->level, b->level) && a->limit_value == b->limit_value && str_eq(a->limit_unit, b->limit_unit) &&
           a->next_day == b->next_day && a->fee.n == b->fee.n && str_eq(a->fee_note, b->fee_note) &&
           str_eq(a->verified, b->verified) && str_eq(a->note, b->note) && str_eq(a->result_name, b->result_name) &&
           str_eq(a->decision, b->decision);
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
                                     .note = p->note,
                                     .result_name = p->result_name,
                                     .decision = p->decision},
                      &id));
    if (p->valid_to.n) TRY(procedure_close(c, id.id, p->valid_to));
    if (!before) return OK;
    TRY(step_inherit(c, id.id, before));
    return paper_inherit(c, id.id, before);
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
                                                 .note = p->note,
                                                 .result_name = p->result_name,
                                                 .decision = p->decision});
}

static void refuse(Ctx *c, const ImportRow *row, const char *column, int why, Day d, ImportReport *r)
{
    const Str date = text_Day(c, d);
    import_fault(c, r, row->line, str(column), msg_with(c, why, &date, 1));
}

/* A version begins after the one before it, and no dossier is taken out of the version it was received under. */
static Err version_check(Ctx *c, const ImportRow *row, ImportReport *r)
{
    const Procedure p = wanted(c, row->of);
    Procedure now;
    if (p.valid_to.n && p.valid_to.n < p.valid_from.n)
        refuse(c, row, "valid_to", MSG_procedure_ends_first, p.valid_from, r);
    const Err e = procedure_newest(c, p.code, &now);
    if (e) return e == ERR_NOT_FOUND ? OK : e;
    const Day from = p.valid_from.n ? p.valid_from : c->today;
    if (!same(&p, &now) && from.n < now.valid_from.n)
        refuse(c, row, "valid_from", MSG_procedure_version_later, now.valid_from, r);
    if (!same(&p, &now) && from.n < c->today.n && now.used.n >= from.n)
        refuse(c, row, "valid_from", MSG_procedure_version_used, from, r);
    if (p.valid_to.n && now.used.n > p.valid_to.n)
        refuse(c, row, "valid_to", MSG_procedure_version_used, p.valid_to, r);
    return OK;
}

static Err procedure_put(Ctx *c, const ProcedureIn *in, ImportReport *r)
{
    Procedure p = wanted(c, in), now;
    const Err e = procedure_newest(c, p.code, &now);
    if (e == ERR_NOT_FOUND) {
        r->added++;
        return version_add(c, &p, 0);
    }
    TRY(e);
    if (same(&p, &now)) {
        if (now.valid_to.n == p.valid_to.n) return OK;
        r->changed++;
        return procedure_close(c, now.id, p.valid_to);
    }
    r->changed++;
    if (!p.valid_from.n) p.valid_from = c->today;
    if (now.valid_from.n == p.valid_from.n) {
        TRY(version_change(c, now.id, &p));
        return procedure_close(c, now.id, p.valid_to);
    }
    TRY(procedure_close(c, now.id, (Day){p.valid_from.n - 1}));
    return version_add(c, &p, now.id);
}

Err procedure_import(Ctx *c, Str text, ImportReport *r)
{
    ImportRows rows;
    TRY(import_rows(c, &procedure_rows, text, &rows, r));
    for (size_t i = 0; i < rows.len; i++)
        TRY(version_check(c, &rows.at[i], r));
    TRY(import_end(c, rows.in, r));
    for (size_t i = 0; i < rows.len; i++)
        TRY(procedure_put(c, rows.at[i].of, r));
    for (size_t i = 0; i < rows.len; i++)
        TRY(procedure_shelve(c, rows.at[i].key));
    return OK;
}

/* ---- lists of a procedure: the file is the whole list of each that it names ---- */

/* The rows that belong to the procedure of the first, and which that is; 0: there is none, which is noted. */
static Err same_procedure(Ctx *c, const ImportRow *at, size_t n, int64_t *procedure, size_t *len, ImportReport *r)
{
    Procedure p = {0};
    Str key = at[0].key, code = str_cut(&key, ' ');
    const Err e = procedure_newest(c, code, &p);
    if (e && e != ERR_NOT_FOUND) return e;
    for (*len = 0; *len < n && str_starts(at[*len].key, code); ++*len)
        if (e) import_fault(c, r, at[*len].line, S("procedure"), msg_with(c, MSG_procedure_unknown, &code, 1));
    *procedure = p.id;
    return OK;
}

typedef void ListCheck(Ctx *c, const ImportRow *rows, size_t n, ImportReport *r);
typedef Err ListPut(Ctx *c, int64_t procedure, const ImportRow *rows, size_t n, ImportReport *r);

static Err lists_import(Ctx *c, const ImportTable *t, ListCheck *check, ListPut *store, Str text, ImportReport *r)
{
    ImportRows rows;
    int64_t procedure;
    TRY(import_rows(c, t, text, &rows, r));
    for (size_t i = 0, n; i < rows.len; i += n) {
        TRY(same_procedure(c, rows.at + i, rows.len - i, &procedure, &n, r));
        if (check) check(c, rows.at + i, n, r);
    }
    TRY(import_end(c, rows.in, r));
    for (size_t i = 0, n; i < rows.len; i += n) {
        TRY(same_procedure(c, rows.at + i, rows.len - i, &procedure, &n, r));
        TRY(store(c, procedure, rows.at + i, n, r));
    }
    return OK;
}

/* ---- papers ---- */

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

static Err papers_put(Ctx *c, int64_t procedure, const ImportRow *rows, size_t n, ImportReport *r)
{
    PaperRows before;
    bool kept[PAPERS_MAX + 1] = {0};
    TRY(paper_list(c, procedure, &before));
    for (size_t i = 0; i < n; i++) {
        const PaperIn *in = rows[i].of;
        const Paper *old = numbered(&before, in->sort);
        assert(in->sort >= 1 && in->sort <= PAPERS_MAX);
        kept[in->sort] = true;
        if (old && same_paper(old, in)) continue;
        *(old ? &r->changed : &r->added) += 1;
        TRY(paper_put(c, (PaperPut){procedure, in->sort, in->name_vi, in->copies, in->form,
                                    str_eq(in->required, S("1")), in->verified}));
    }
    for (size_t i = 0; i < before.len; i++) {
        if (kept[before.at[i].sort]) continue;
        r->changed++;
        TRY(paper_drop(c, procedure, before.at[i].sort));
    }
    return OK;
}

Err paper_import(Ctx *c, Str text, ImportReport *r)
{
    return lists_import(c, &paper_rows, NULL, papers_put, text, r);
}

/* ---- steps ---- */

typedef struct {
    Str procedure, name_vi, role, unit;
    int64_t sort, share;
} StepIn;
static const char *const step_roles[] = {"onestop_clerk", "officer", "unit_head", NULL};
// clang-format off
static const Field step_fields[] = {
    TEXT_FIELD(StepIn, procedure, .min = 8, .max = 13, .check = is_procedure_code, .example = MSG_procedure_code_example),
    NUMBER_FIELD(StepIn, sort, .min = 1, .max = STEPS_MAX),
    TEXT_FIELD(StepIn, name_vi, .min = 2, .max = 200),
    CHOICE_FIELD(StepIn, role, step_roles, .labels = "procedure.role"),
    NUMBER_FIELD(StepIn, share, .max = 100),
    UNIT_FIELD(StepIn, unit, .optional = true),
};
static const FormSpec step_form = FORM("step.import", step_fields, StepIn);
// clang-format on

static Str step_key(Ctx *c, const void *row)
{
    const StepIn *in = row;
    return sorted_key(c, in->procedure, in->sort);
}
static const ImportTable step_rows = {step_columns, &step_form, NULL, step_key, "sort"};

static void shares_check(Ctx *c, const ImportRow *rows, size_t n, ImportReport *r)
{
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += ((const StepIn *)rows[i].of)->share;
    const Str text = text_int64_t(c, sum);
    if (sum != 100) import_fault(c, r, rows[0].line, S("share"), msg_with(c, MSG_procedure_shares, &text, 1));
}

static bool same_steps(const ProcedureStepRows *before, const ImportRow *rows, size_t n)
{
    bool same = before->len == n;
    for (size_t i = 0; same && i < n; i++) {
        const ProcedureStep *a = &before->at[i];
        const StepIn *b = rows[i].of;
        same = a->sort == b->sort && a->share == b->share && str_eq(a->name, b->name_vi) && str_eq(a->role, b->role) &&
               str_eq(a->unit, b->unit);
    }
    return same;
}

static Err steps_put(Ctx *c, int64_t procedure, const ImportRow *rows, size_t n, ImportReport *r)
{
    ProcedureStepRows before;
    TRY(step_list(c, procedure, &before));
    if (same_steps(&before, rows, n)) return OK;
    *(before.len ? &r->changed : &r->added) += (int64_t)n;
    TRY(step_drop(c, procedure));
    for (size_t i = 0; i < n; i++) {
        const StepIn *in = rows[i].of;
        TRY(step_put(c, (StepPut){procedure, in->sort, in->name_vi, in->role, in->unit, in->share}));
    }
    return OK;
}

Err step_import(Ctx *c, Str text, ImportReport *r)
{
    return lists_import(c, &step_rows, shares_check, steps_put, text, r);
}
