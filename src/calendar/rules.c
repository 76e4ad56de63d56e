/* rules.c - the days off of a year nobody has announced yet. */
#include "calendar/calendar.h"
#include "calendar/lunar.h"
#include <assert.h>

typedef struct {
    CalendarRow *at;
    size_t len;
} Rows;

static bool rows_have(const Rows *r, Day d)
{
    for (size_t i = 0; i < r->len; i++)
        if (r->at[i].day.n == d.n) return true;
    return false;
}

static void rows_put(Rows *r, Day d, DayKind kind, Str name)
{
    assert(r->len < CALENDAR_YEAR_ROWS);
    size_t i = r->len++;
    for (; i > 0 && r->at[i - 1].day.n > d.n; i--)
        r->at[i] = r->at[i - 1];
    r->at[i] = (CalendarRow){.day = d, .kind = kind, .provisional = true, .name = name};
}

/* The five days, by the pattern of the announcements of 2018-2026 (2019 differed). */
static void new_year(Rows *r, int year)
{
    Day first = {0};
    bool there = solar_of((Lunar){.day = 1, .month = 1, .year = year}, &first);
    assert(there);
    int before = weekday(first) == 2 ? 1 : 2;
    for (int i = 0; i < 5; i++)
        rows_put(r, (Day){first.n - before + i}, HOLIDAY, S("Tết Nguyên đán"));
}

/* 2/9 and, since the labour code 45/2019/QH14, one day beside it. */
static void national_day(Rows *r, int year)
{
    static const int8_t beside[] = {1, 1, -1, -1, 1, -1, -1}; /* by weekday, Sunday first */
    Day d = day(year, 9, 2);
    rows_put(r, d, HOLIDAY, S("Quốc khánh 2/9"));
    if (year >= 2021) rows_put(r, (Day){d.n + beside[weekday(d)]}, HOLIDAY, S("Quốc khánh (ngày liền kề)"));
}

/* A holiday on a weekly day of rest gives the next working day off (art. 111.3). */
static void compensate(Arena *a, Rows *r)
{
    CalendarRow holidays[CALENDAR_YEAR_ROWS];
    size_t n = r->len;
    for (size_t i = 0; i < n; i++)
        holidays[i] = r->at[i];
    for (size_t i = 0; i < n; i++) {
        Day d = holidays[i].day;
        if (weekday(d) != 0 && weekday(d) != 6) continue;
        while (weekday(d) == 0 || weekday(d) == 6 || rows_have(r, d))
            d.n++;
        Str of = day_iso(a, holidays[i].day);
        rows_put(r, d, COMP, arena_fmt(a, "Nghỉ bù " STR " (" STR ")", ARG(holidays[i].name), ARG(of)));
    }
}

/* Labour code 45/2019/QH14, art. 112; 24/11 since 2026. */
size_t calendar_rules(Arena *a, int year, CalendarRow *out)
{
    Rows r = {.at = out};
    Day ancestors = {0};
    bool there = solar_of((Lunar){.day = 10, .month = 3, .year = year}, &ancestors);
    assert(there);
    rows_put(&r, day(year, 1, 1), HOLIDAY, S("Tết Dương lịch"));
    new_year(&r, year);
    rows_put(&r, ancestors, HOLIDAY, S("Giỗ Tổ Hùng Vương (10/3 âm lịch)"));
    rows_put(&r, day(year, 4, 30), HOLIDAY, S("Ngày Chiến thắng 30/4"));
    rows_put(&r, day(year, 5, 1), HOLIDAY, S("Ngày Quốc tế lao động 1/5"));
    national_day(&r, year);
    if (year >= 2026) rows_put(&r, day(year, 11, 24), HOLIDAY, S("Ngày Văn hóa Việt Nam"));
    compensate(a, &r);
    return r.len;
}
