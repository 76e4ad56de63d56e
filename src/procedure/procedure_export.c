/* procedure_export.c - procedures, their papers and steps as tables and as JSON. */
#include "base/json.h"
#include "procedure/procedure.h"

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
