/* holiday.c - the table of days off: the calendar made from it, its import and export. */
#include "base/csv.h"
#include "base/day.h"
#include "casework/engine.h"
#include <string.h>

enum { PARTNER = 60 }; /* days between a day given off and the one worked for it */

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

/* A day of rest that is worked, or a working day that is off: nothing else can be swapped or given back. */
static void check_day(Ctx *c, ImportReport *r, const CsvRow *row, const Holiday *h)
{
    const Str date = text_Day(c, h->off);
    const bool weekend = weekday(h->off) == 0 || weekday(h->off) == 6;
    const DayKind kind = kinds[kind_of(h->kind)].kind;
    if (h->off.n < day(CALENDAR_FIRST, 1, 1).n || h->off.n > day(CALENDAR_LAST, 12, 31).n)
        fault(c, r, row, "date", MSG_holiday_years, date);
    else if (kind == SWAP_WORK && !weekend)
        fault(c, r, row, "kind", MSG_holiday_swap, date);
    else if ((kind == SWAP_OFF || kind == COMP) && weekend)
        fault(c, r, row, "kind", MSG_holiday_off_anyway, date);
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
    if ((int64_t)r->len == before) check_day(c, r, row, h);
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

typedef struct {
    Holiday day;
    int64_t line; /* 0: it stands in the table already */
} Given;
typedef struct {
    Given *at;
    size_t len;
} Givens;

/* One day, one row: a day named twice with two kinds contradicts itself. */
static const Given *given_on(const Givens *all, Day off)
{
    for (size_t i = 0; i < all->len; i++)
        if (all->at[i].day.off.n == off.n) return &all->at[i];
    return NULL;
}

static bool is_kind(const Holiday *h, DayKind kind)
{
    return kinds[kind_of(h->kind)].kind == kind;
}

static bool is_official(const Holiday *h)
{
    return str_eq(h->status, S("chinh_thuc"));
}

static int year_of(const Holiday *h)
{
    return civil(h->off).year;
}

/* The announcement of a year puts out what was only reckoned for it. */
static bool is_put_out(const Givens *file, const Holiday *h)
{
    if (is_official(h) || given_on(file, h->off)) return false;
    for (size_t i = 0; i < file->len; i++)
        if (is_official(&file->at[i].day) && year_of(&file->at[i].day) == year_of(h)) return true;
    return false;
}

/* The table as it will be. */
static Givens merged(Ctx *c, const Givens *file, const HolidayRows *before)
{
    Givens out = {NEW(c->arena, Given, file->len + before->len + 1), 0};
    for (size_t i = 0; i < file->len; i++)
        out.at[out.len++] = file->at[i];
    for (size_t i = 0; i < before->len; i++)
        if (!given_on(file, before->at[i].off) && !is_put_out(file, &before->at[i]))
            out.at[out.len++] = (Given){before->at[i], 0};
    return out;
}

/* A day of rest that is worked for this working day, within two months, and for no other yet. */
static size_t partner_of(const Givens *all, const bool *used, Day off)
{
    size_t i = 0;
    for (; i < all->len; i++) {
        const int64_t apart = off.n - all->at[i].day.off.n;
        if (!used[i] && is_kind(&all->at[i].day, SWAP_WORK) && apart >= -PARTNER && apart <= PARTNER) break;
    }
    return i;
}

static void say_alone(Ctx *c, const Givens *all, const bool *used, DayKind kind, ImportReport *r)
{
    for (size_t i = 0; i < all->len; i++) {
        const Given *g = &all->at[i];
        const Str date = text_Day(c, g->day.off);
        if (!used[i] && g->line && is_kind(&g->day, kind))
            import_fault(c, r, g->line, S("kind"), msg_with(c, MSG_holiday_alone, &date, 1));
    }
}

/* A working day is given off for a day of rest that is worked instead: neither stands alone. */
static void check_swaps(Ctx *c, const Givens *all, ImportReport *r)
{
    bool *used = NEW(c->arena, bool, all->len + 1);
    for (size_t i = 0; i < all->len; i++) {
        if (!is_kind(&all->at[i].day, SWAP_OFF)) continue;
        const size_t k = partner_of(all, used, all->at[i].day.off);
        if (k < all->len) used[i] = used[k] = true;
    }
    say_alone(c, all, used, SWAP_OFF, r);
    say_alone(c, all, used, SWAP_WORK, r);
}

static Err put_out(Ctx *c, const Givens *file, const HolidayRows *before, ImportReport *r)
{
    for (size_t i = 0; i < before->len; i++) {
        if (!is_put_out(file, &before->at[i])) continue;
        r->changed++;
        TRY(holiday_drop(c, before->at[i].off));
    }
    return OK;
}

Err holiday_read(Ctx *c, Str text, ImportReport *r)
{
    CsvReader *in = import_open(c, HOLIDAY_COLUMNS, text, r);
    CsvRow row;
    HolidayRows before;
    const size_t cap = text.len / 8 + 1;
    Givens file = {NEW(c->arena, Given, cap), 0};
    while (csv_next(in, &row)) {
        Given g = {.line = row.line};
        r->rows++;
        if (!check(c, r, &row, &g.day)) continue;
        if (given_on(&file, g.day.off))
            fault(c, r, &row, "date", MSG_holiday_twice, csv_cell(&row, "date"));
        else if (file.len < cap)
            file.at[file.len++] = g;
    }
    TRY(holiday_all(c, &before));
    const Givens all = merged(c, &file, &before);
    if (!r->len) check_swaps(c, &all, r);
    TRY(import_end(c, in, r));
    TRY(put_out(c, &file, &before, r));
    for (size_t i = 0; i < file.len; i++)
        TRY(keep(c, r, &file.at[i].day));
    return r->added + r->changed ? recount_all(c, r) : OK;
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
