/* procedure.c - procedures: their codes, their words, their limits. */
#include "onestop/procedure.h"
#include "base/day.h"
#include "base/json.h"
#include "text/fold.h"
#include <assert.h>
#include <string.h>

// clang-format off
const char *const paper_numbers[PAPERS_MAX + 1] = {
    "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20",
    "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31", "32", "33", "34", "35", "36", "37", "38", "39", "40", NULL,
};
// clang-format on

static bool digits(Str s, size_t from, size_t n)
{
    return from + n <= s.len && str_digits((Str){s.ptr + from, n});
}

bool procedure_code(Str typed, Str *code, Str *suffix)
{
    const bool national = digits(typed, 0, 1) && typed.len >= 8 && typed.ptr[1] == '.' && digits(typed, 2, 6);
    const bool demo = str_starts(typed, S("DEMO.")) && digits(typed, 5, 4);
    if (!national && !demo) return false;
    const size_t n = national ? 8 : 9;
    *code = (Str){typed.ptr, n}, *suffix = (Str){typed.ptr + n, typed.len - n};
    if (!suffix->len) return true;
    if (suffix->len != 4 || suffix->ptr[0] != '.' || suffix->ptr[1] < 'A' || suffix->ptr[1] > 'Z') return false;
    if (!digits(*suffix, 2, 2)) return false;
    suffix->ptr++, suffix->len--;
    return true;
}

bool is_procedure_code(Str typed)
{
    Str code, suffix;
    return procedure_code(typed, &code, &suffix);
}

Err procedure_find(Ctx *c, Str typed, Day day, Procedure *out)
{
    Str code, suffix;
    if (!procedure_code(typed, &code, &suffix)) return ERR_NOT_FOUND;
    return procedure_on(c, code, day, out);
}

static bool has_words(Str text, Str words)
{
    while (words.len) {
        const Str word = str_cut(&words, ' ');
        if (word.len && !memmem(text.ptr, text.len, word.ptr, word.len)) return false;
    }
    return true;
}

Err procedure_search(Ctx *c, Str words, ProcedureRows *out)
{
    ProcedureRows all;
    TRY(procedure_open(c, c->today, &all));
    const Str folded = fold(c->arena, words);
    *out = (ProcedureRows){NEW(c->arena, Procedure, all.len + 1), 0};
    for (size_t i = 0; i < all.len; i++)
        if (has_words(all.at[i].found_by, folded)) out->at[out->len++] = all.at[i];
    return OK;
}

Err procedure_options(Ctx *c, Options *out)
{
    ProcedureRows all;
    TRY(procedure_open(c, c->today, &all));
    *out = (Options){NEW(c->arena, Option, all.len + 1), 0};
    for (size_t i = 0; i < all.len; i++)
        if (has_limit(&all.at[i])) out->at[out->len++] = (Option){all.at[i].code, all.at[i].name};
    return OK;
}

Err procedure_known(Ctx *c, Str code, bool *yes)
{
    Procedure p;
    const Err e = procedure_find(c, code, c->today, &p);
    *yes = !e;
    return e == ERR_NOT_FOUND ? OK : e;
}

bool has_limit(const Procedure *p)
{
    return p->limit_value != NOT_ENTERED;
}

LimitUnit limit_unit_of(const Procedure *p)
{
    if (str_eq(p->limit_unit, S("thang"))) return MONTHS;
    return str_eq(p->limit_unit, S("ngay")) ? DAYS : WORKDAYS;
}

void limit_of(const Procedure *p, Time received, int64_t cut_off, int64_t *n, LimitUnit *unit)
{
    assert(has_limit(p));
    assert(p->limit_value <= LIMIT_VALUE_MAX);
    *n = p->limit_value, *unit = limit_unit_of(p);
    if (*n == 0 && p->next_day && minute_of(received) >= cut_off) *n = 1, *unit = WORKDAYS;
}

Str limit_text(const Ctx *c, const Procedure *p)
{
    static const int units[] = {
        [WORKDAYS] = MSG_procedure_workdays, [DAYS] = MSG_procedure_days, [MONTHS] = MSG_procedure_months};
    if (!has_limit(p)) return msg(c, MSG_procedure_no_limit);
    if (p->limit_value == 0) return msg(c, p->next_day ? MSG_procedure_same_day_15 : MSG_procedure_same_day);
    const Str n = text_int64_t(c, p->limit_value);
    return msg_with(c, units[limit_unit_of(p)], &n, 1);
}

Str fee_text(const Ctx *c, const Procedure *p)
{
    const Str note = p->fee_note;
    if (p->fee.n == NOT_ENTERED) return note.len ? note : msg(c, MSG_procedure_no_fee_entered);
    const Str fee = p->fee.n == 0 ? msg(c, MSG_procedure_free) : text_Money(c, p->fee);
    return note.len ? arena_fmt(c->arena, STR " (" STR ")", ARG(fee), ARG(note)) : fee;
}

Str code_text(const Ctx *c, const Procedure *p)
{
    return p->suffix.len ? arena_fmt(c->arena, STR "." STR, ARG(p->code), ARG(p->suffix)) : p->code;
}

Str paper_form_text(const Ctx *c, Str form)
{
    return msg_of(c, "paper", "form", form);
}

/* ---- as data ---- */

const char procedure_columns[] = "code,name_vi,field,level,limit_value,limit_unit,after_15h_next_day,fee_vnd,fee_note,"
                                 "verified,note|valid_from,valid_to,"
                                 "result_name,source_decision";
const char step_columns[] = "procedure,sort,name_vi,role,share|unit";
const char paper_columns[] = "procedure,sort,name_vi,copies,form,required,verified";

struct ProcedureLine {
    Str code, name_vi, field, level;
    int64_t limit_value;
    Str limit_unit;
    bool after_15h_next_day;
    Money fee_vnd;
    Str fee_note, verified, note;
    Day valid_from, valid_to;
    Str result_name, source_decision;
};
static const Column line_cells[] = {
    COLUMN(ProcedureLine, code),
    COLUMN(ProcedureLine, name_vi),
    COLUMN(ProcedureLine, field),
    COLUMN(ProcedureLine, level),
    COLUMN(ProcedureLine, limit_value),
    COLUMN(ProcedureLine, limit_unit),
    COLUMN(ProcedureLine, after_15h_next_day),
    COLUMN(ProcedureLine, fee_vnd),
    COLUMN(ProcedureLine, fee_note),
    COLUMN(ProcedureLine, verified),
    COLUMN(ProcedureLine, note),
    COLUMN(ProcedureLine, valid_from),
    COLUMN(ProcedureLine, valid_to),
    COLUMN(ProcedureLine, result_name),
    COLUMN(ProcedureLine, source_decision),
};
const Columns procedure_table = COLUMNS("thu-tuc", line_cells, ProcedureLine);

static int64_t number_or_nothing(int64_t n)
{
    return n == NOT_ENTERED ? NO_NUMBER : n;
}

ProcedureLine *procedure_lines(Ctx *c, ProcedureRows rows)
{
    ProcedureLine *out = NEW(c->arena, ProcedureLine, rows.len + 1);
    for (size_t i = 0; i < rows.len; i++) {
        const Procedure *p = &rows.at[i];
        out[i] = (ProcedureLine){.code = code_text(c, p),
                                 .name_vi = p->name,
                                 .field = p->domain,
                                 .level = p->level,
                                 .limit_value = number_or_nothing(p->limit_value),
                                 .limit_unit = p->limit_unit,
                                 .after_15h_next_day = p->next_day,
                                 .fee_vnd = {number_or_nothing(p->fee.n)},
                                 .fee_note = p->fee_note,
                                 .verified = p->verified,
                                 .note = p->note,
                                 .valid_from = p->valid_from,
                                 .valid_to = p->valid_to,
                                 .result_name = p->result_name,
                                 .source_decision = p->decision};
    }
    return out;
}

static void papers_json(Json *j, const PaperRows *papers)
{
    json_key(j, "papers");
    json_open(j, '[');
    for (size_t i = 0; i < papers->len; i++) {
        const Paper *a = &papers->at[i];
        json_open(j, '{');
        json_member(j, "sort", a->sort);
        json_member(j, "name_vi", a->name);
        json_member(j, "copies", a->copies);
        json_member(j, "form", a->form);
        json_member(j, "required", a->required);
        json_member(j, "verified", a->verified);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void steps_json(Json *j, const ProcedureStepRows *steps)
{
    json_key(j, "steps");
    json_open(j, '[');
    for (size_t i = 0; i < steps->len; i++) {
        const ProcedureStep *s = &steps->at[i];
        json_open(j, '{');
        json_member(j, "sort", s->sort);
        json_member(j, "name_vi", s->name);
        json_member(j, "role", s->role);
        json_member(j, "unit", s->unit);
        json_member(j, "share", s->share);
        json_close(j, '}');
    }
    json_close(j, ']');
}

void procedure_json(Ctx *c, Buf *out, const Procedure *p, const PaperRows *papers, const ProcedureStepRows *steps)
{
    Json j = {out, false};
    json_open(&j, '{');
    json_member(&j, "code", code_text(c, p));
    json_member(&j, "name_vi", p->name);
    json_member(&j, "field", p->domain);
    json_member(&j, "level", p->level);
    json_key(&j, "limit_value");
    if (has_limit(p))
        json_int64_t(&j, p->limit_value);
    else
        json_null(&j);
    json_member(&j, "limit_unit", p->limit_unit);
    json_member(&j, "after_15h_next_day", p->next_day);
    json_key(&j, "fee_vnd");
    if (p->fee.n != NOT_ENTERED)
        json_Money(&j, p->fee);
    else
        json_null(&j);
    json_member(&j, "fee_note", p->fee_note);
    json_member(&j, "verified", p->verified);
    json_member(&j, "note", p->note);
    json_member(&j, "valid_from", p->valid_from);
    json_member(&j, "valid_to", p->valid_to);
    json_member(&j, "result_name", p->result_name);
    json_member(&j, "source_decision", p->decision);
    if (papers) papers_json(&j, papers);
    if (steps) steps_json(&j, steps);
    json_close(&j, '}');
}

Err procedure_export(Ctx *c, Outlet *out)
{
    ProcedureRows rows;
    TRY(procedure_open(c, c->today, &rows));
    rows_write(out, &procedure_table, procedure_lines(c, rows), rows.len);
    return OK;
}

static const Column paper_out[] = {
    COLUMN(PaperOut, procedure), COLUMN(PaperOut, sort),     COLUMN(PaperOut, name_vi),  COLUMN(PaperOut, copies),
    COLUMN(PaperOut, form),      COLUMN(PaperOut, required), COLUMN(PaperOut, verified),
};
static const Columns paper_table = COLUMNS("papers", paper_out, PaperOut);

Err paper_export(Ctx *c, Outlet *out)
{
    PaperOutRows rows;
    TRY(paper_open(c, c->today, &rows));
    rows_write(out, &paper_table, rows.at, rows.len);
    return OK;
}

static const Column step_out[] = {
    COLUMN(StepOut, procedure), COLUMN(StepOut, sort), COLUMN(StepOut, name_vi),
    COLUMN(StepOut, role),      COLUMN(StepOut, unit), COLUMN(StepOut, share),
};
static const Columns step_table = COLUMNS("steps", step_out, StepOut);

Err step_export(Ctx *c, Outlet *out)
{
    StepOutRows rows;
    TRY(step_open(c, c->today, &rows));
    rows_write(out, &step_table, rows.at, rows.len);
    return OK;
}
