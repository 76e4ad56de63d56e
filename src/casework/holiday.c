/* holiday.c - the table of days off: the calendar made from it, its import and export. */
#include "base/csv.h"
#include "base/day.h"
#include "casework/engine.h"
#include <string.h>

static const struct {
    const char *name;
    DayKind kind;
} kinds[] = {
    {"holiday",   HOLIDAY  },
    {"comp",      COMP     },
    {"swap_off",  SWAP_OFF },
    {"swap_work", SWAP_WORK},
};

static int kind_of(Str name)
{
    for (size_t i = 0; i < LEN(kinds); i++)
        if (str_eq(name, str(kinds[i].name))) return (int)i;
    return -1;
}

Err calendar_load(Ctx *c, Arena *arena, const Calendar **out)
{
    HolidayRows rows;
    TRY(holiday_all(c, &rows));
    CalendarRow *at = NEW(c->arena, CalendarRow, rows.len + 1);
    for (size_t i = 0; i < rows.len; i++) {
        const Holiday *h = &rows.at[i];
        int k = kind_of(h->kind);
        if (k < 0) return FAIL(ERR_INTERNAL, "holiday %d: unknown kind", h->off.n);
        at[i] = (CalendarRow){h->off, kinds[k].kind, str_eq(h->status, S("tam_tinh")), h->name};
    }
    *out = calendar_build(arena, at, rows.len);
    return OK;
}

/* ---- import, export ---- */

static void fault(Ctx *c, ImportReport *r, const CsvRow *row, const char *field, int why, Str arg)
{
    import_fault(c, r, row->line, str(field), msg_with(c, why, &arg, 1));
}

static bool check(Ctx *c, ImportReport *r, const CsvRow *row, Holiday *h)
{
    int64_t before = (int64_t)r->len;
    Str date = csv_cell(row, "date");
    *h = (Holiday){.name = text_clean(c->arena, csv_cell(row, "name")),
                   .kind = csv_cell(row, "kind"),
                   .status = csv_cell(row, "status"),
                   .source = text_clean(c->arena, csv_cell(row, "source"))};
    if (!day_parse(date, &h->off)) fault(c, r, row, "date", MSG_holiday_date, date);
    if (!h->name.len) fault(c, r, row, "name", MSG_holiday_name, (Str){0});
    if (kind_of(h->kind) < 0) fault(c, r, row, "kind", MSG_holiday_kind, h->kind);
    if (!str_eq(h->status, S("chinh_thuc")) && !str_eq(h->status, S("tam_tinh")))
        fault(c, r, row, "status", MSG_holiday_status, h->status);
    int k = kind_of(h->kind);
    bool weekend = weekday(h->off) == 0 || weekday(h->off) == 6;
    if (k >= 0 && kinds[k].kind == SWAP_WORK && !weekend) fault(c, r, row, "kind", MSG_holiday_swap, date);
    return (int64_t)r->len == before;
}

static Err keep(Ctx *c, ImportReport *r, const Holiday *h)
{
    Holiday old;
    Err e = holiday_at(c, h->off, &old);
    if (e != OK && e != ERR_NOT_FOUND) return e;
    bool same = e == OK && str_eq(old.name, h->name) && str_eq(old.kind, h->kind) && str_eq(old.status, h->status) &&
                str_eq(old.source, h->source);
    if (same) return OK;
    if (e == OK)
        r->changed++;
    else
        r->added++;
    return holiday_put(c, (HolidayPut){h->off, h->name, h->kind, h->status, h->source});
}

/* One day, one row: a day named twice with two kinds contradicts itself. */
static bool twice(const Holiday *all, size_t n, Day off)
{
    for (size_t i = 0; i < n; i++)
        if (all[i].off.n == off.n) return true;
    return false;
}

Err holiday_read(Ctx *c, Str text, ImportReport *r)
{
    CsvReader *in = import_open(c, HOLIDAY_COLUMNS, text, r);
    CsvRow row;
    size_t cap = text.len / 8 + 1, n = 0;
    Holiday *all = NEW(c->arena, Holiday, cap);
    while (csv_next(in, &row)) {
        Holiday h;
        r->rows++;
        if (!check(c, r, &row, &h)) continue;
        if (twice(all, n, h.off))
            fault(c, r, &row, "date", MSG_holiday_twice, csv_cell(&row, "date"));
        else if (n < cap)
            all[n++] = h;
    }
    TRY(import_end(c, in, r));
    for (size_t i = 0; i < n; i++)
        TRY(keep(c, r, &all[i]));
    return OK;
}

static const Column holiday_columns[] = {
    {"date", COLUMN_DAY, offsetof(Holiday, off)},
    COLUMN(Holiday, name),
    COLUMN(Holiday, kind),
    COLUMN(Holiday, status),
    COLUMN(Holiday, source),
};
static const Columns holiday_table = COLUMNS("holidays", holiday_columns, Holiday);

Err holiday_write(Ctx *c, Outlet *out)
{
    HolidayRows rows;
    TRY(holiday_all(c, &rows));
    rows_write(out, &holiday_table, rows.at, rows.len);
    return OK;
}
