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

static const Column paper_cells[] = {
    COLUMN(Paper, sort), COLUMN_AS(Paper, name, "name_vi"), COLUMN(Paper, copies),
    COLUMN(Paper, form), COLUMN(Paper, required),           COLUMN(Paper, verified),
};
static const Columns papers_asked = COLUMNS("papers", paper_cells, Paper);

static const Column step_cells[] = {
    COLUMN(ProcedureStep, sort),  COLUMN_AS(ProcedureStep, name, "name_vi"),
    COLUMN(ProcedureStep, role),  COLUMN(ProcedureStep, unit),
    COLUMN(ProcedureStep, share),
};
static const Columns steps_gone = COLUMNS("steps", step_cells, ProcedureStep);

void procedure_json(Ctx *c, Buf *out, const Procedure *p, const PaperRows *papers, const ProcedureStepRows *steps)
{
    Json j = {out, false};
    Procedure one[] = {*p};
    json_open(&j, '{');
    columns_members(&j, &procedure_table, procedure_lines(c, (ProcedureRows){one, 1}));
    if (papers) json_key(&j, "papers"), rows_json(&j, &papers_asked, papers->at, papers->len);
    if (steps) json_key(&j, "steps"), rows_json(&j, &steps_gone, steps->at, steps->len);
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
