/* report_command.c - kheo report: figures of any days and any unit, as they are counted now. */
#include "app/command.h"
#include "app/turn.h"
#include "base/day.h"
#include "base/json.h"
#include "report/report.h"
#include "sheet/sheet.h"
#include <string.h>

static bool days_read(const Command *x, Ctx *c, Day *from, Day *to)
{
    *from = day(2009, 1, 1), *to = c->today; /* the movement began in 2009 */
    if (x->s.from && !day_parse(str(x->s.from), from))
        return complain(USAGE, "'%s' is no date: write one like 2025-01-31", x->s.from), false;
    if (x->s.to && !day_parse(str(x->s.to), to))
        return complain(USAGE, "'%s' is no date: write one like 2025-01-31", x->s.to), false;
    if (to->n < from->n) return complain(USAGE, "--to lies before --from: exchange them"), false;
    return true;
}

static Str as_json(Ctx *c, const LiveReport *r)
{
    Buf out = {.arena = c->arena};
    Json j = {&out, false};
    const ReportOut *rows = report_lines(c, &r->cells);
    json_open(&j, '{');
    json_member(&j, "from", r->from);
    json_member(&j, "to", r->to);
    json_member(&j, "unit", r->unit.code);
    json_member(&j, "unit_name", r->unit.name);
    json_member(&j, "borders_of", c->today);
    json_member(&j, "computed_at", c->now);
    json_key(&j, "items");
    rows_json(&j, &report_columns, rows, r->cells.len);
    json_close(&j, '}');
    buf_char(&out, '\n');
    return buf_done(&out);
}

static Str as_csv(Ctx *c, const LiveReport *r)
{
    Buf out = {.arena = c->arena};
    columns_csv(&out, &report_columns, report_lines(c, &r->cells), r->cells.len);
    return buf_done(&out);
}

static Str as_text(Ctx *c, const LiveReport *r)
{
    Buf out = {.arena = c->arena};
    const Str from = day_vi(c->arena, r->from), to = day_vi(c->arena, r->to), today = day_vi(c->arena, c->today);
    buf_fmt(&out, STR ", " STR " - " STR ", địa giới ngày " STR "\n", ARG(r->unit.name), ARG(from), ARG(to),
            ARG(today));
    for (size_t i = 0; i < r->cells.len; i++) {
        const ReportCell *x = &r->cells.at[i];
        buf_fmt(&out, STR " | " STR " | " STR " | ", ARG(x->part), ARG(x->name.len ? x->name : x->item),
                ARG(x->measure));
        if (x->words.len)
            buf_str(&out, x->words);
        else
            buf_int(&out, x->n);
        buf_char(&out, '\n');
    }
    return buf_done(&out);
}

static Err as_sheet(const Command *x, Ctx *c, const LiveReport *r)
{
    const ReportOut *rows = report_lines(c, &r->cells);
    Sheet *s = sheet_open(x->s.xlsx, c->now);
    if (!s) return ERR_BUSY;
    columns_sheet(s, str(report_columns.name), &report_columns);
    rows_sheet(s, &report_columns, rows, r->cells.len);
    return sheet_save(s);
}

static int print(const Command *x, Ctx *c)
{
    LiveReport r;
    Day from, to;
    if (!days_read(x, c, &from, &to)) return USAGE;
    Err e = store_do(c->store, BEGIN_READ);
    if (!e) e = report_live(c, from, to, str(x->s.unit), &r);
    turn_end(c->store);
    if (e == ERR_NOT_FOUND || e == ERR_INVALID)
        return complain(NOT_SO, "there is no unit '%s' today: 'kheo export units' lists them",
                        x->s.unit ? x->s.unit : "");
    if (!e && x->s.xlsx) e = as_sheet(x, c, &r);
    if (e) return complain(NOT_SO, "the report could not be made: see above, and run 'kheo verify'");
    if (!x->s.xlsx) say(x->s.json ? as_json(c, &r) : x->s.csv ? as_csv(c, &r) : as_text(c, &r));
    return DONE;
}

int report_command(const Command *x)
{
    Ctx c;
    if (strcmp(x->argv[0], "movement") != 0)
        return complain(USAGE, "there is no report '%s': the one there is: movement", x->argv[0]);
    if (x->s.json + x->s.csv + (x->s.xlsx != NULL) > 1) return complain(USAGE, "give one of --json, --csv and --xlsx");
    if (!data_open(x, READ_ONLY, &c)) return NOT_SO;
    const int code = print(x, &c);
    data_close(&c);
    return code;
}
