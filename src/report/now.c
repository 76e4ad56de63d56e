/* now.c - the figures of any days as they are counted now: what `kheo report movement` prints. */
#include "base/day.h"
#include "movement/field.h"
#include "report/report.h"
#include <string.h>

struct ReportOut {
    Str part, item, name, measure;
    int64_t n;
    Str words;
};
static const Column cells[] = {
    COLUMN(ReportOut, part),    COLUMN(ReportOut, item), COLUMN(ReportOut, name),
    COLUMN(ReportOut, measure), COLUMN(ReportOut, n),    COLUMN(ReportOut, words),
};
const Columns report_columns = COLUMNS("bao-cao", cells, ReportOut);

ReportOut *report_lines(Ctx *c, const Cells *in)
{
    ReportOut *out = NEW(c->arena, ReportOut, in->len + 1);
    for (size_t i = 0; i < in->len; i++) {
        const ReportCell *x = &in->at[i];
        out[i] = (ReportOut){x->part, x->item, x->name, x->measure, x->words.len ? NO_NUMBER : x->n, x->words};
    }
    return out;
}

static bool whole_months(Day from, Day to)
{
    const Civil a = civil(from), b = civil(to);
    return a.date == 1 && b.date == days_in_month(b.year, b.month);
}

/* Days within a month are in no tally: the acts themselves, in today's borders. */
static Err from_acts(Ctx *c, LiveReport *r)
{
    ReportOwnRows rows;
    Options fields;
    TRY(report_acts(c, (ReportActs){r->unit.id, r->from, r->to}, &rows));
    TRY(field_options(c, &fields));
    r->cells = (Cells){NEW(c->arena, ReportCell, rows.len + 1), 0};
    for (size_t i = 0; i < rows.len; i++) {
        Str subject = rows.at[i].facet, name = {0};
        const Str field = str_cut(&subject, '/');
        for (size_t k = 0; k < fields.len; k++)
            if (str_eq(fields.at[k].value, field)) name = fields.at[k].label;
        r->cells.at[r->cells.len++] = (ReportCell){
            S("field"),   field,   name, arena_fmt(c->arena, STR "/" STR, ARG(rows.at[i].measure), ARG(subject)),
            rows.at[i].n, (Str){0}};
    }
    return OK;
}

Err report_live(Ctx *c, Day from, Day to, Str unit, LiveReport *out)
{
    *out = (LiveReport){.from = from, .to = to};
    TRY(unit.len ? unit_in_force(c, unit, c->today, &out->unit) : unit_root(c, &out->unit));
    if (!whole_months(from, to)) return from_acts(c, out);
    const ReportAsked what = {
        .period = S(""), .of = {month_of(from), month_of(to)},
             .unit = out->unit, .borders = c->today
    };
    return report_count(c, &what, &out->cells);
}
