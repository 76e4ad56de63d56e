/* lunar_test.c - a Tết on the wrong day gives a whole province the wrong deadlines. */
#include "base/csv.h"
#include "base/test.h"
#include "calendar/lunar.h"
#include <stdio.h>

static _Alignas(16) char memory[1 << 18];

static Str file(Arena *a, const char *path)
{
    FILE *f = fopen(path, "rb");
    CHECK(f != NULL);
    if (!f) return S("");
    char *at = arena_raw(a, 1 << 16);
    size_t n = fread(at, 1, 1 << 16, f);
    fclose(f);
    return (Str){at, n};
}

static int number(const CsvRow *row, const char *name)
{
    int64_t n = -1;
    CHECK(str_int(csv_cell(row, name), &n));
    return (int)n;
}

TEST(lunar_vectors_hold_both_ways)
{
    Arena a = arena_over(memory, sizeof memory, 0);
    CsvReader r = csv_open(&a, file(&a, TEST_DATA "/vectors_lunar.csv"));
    CsvRow row;
    int64_t n = 0;
    for (; csv_next(&r, &row); n++) {
        Day d = {0}, back = {0};
        CHECK(day_parse(csv_cell(&row, "solar"), &d));
        Lunar l = lunar_of(d);
        EQ(l.day, number(&row, "lunar_day"));
        EQ(l.month, number(&row, "lunar_month"));
        EQ(l.year, number(&row, "lunar_year"));
        EQ(l.leap, number(&row, "leap"));
        CHECK(solar_of(l, &back));
        EQ(back.n, d.n);
        CHECK(str_eq(can_chi(&a, l.year), csv_cell(&row, "can_chi")));
    }
    EQ(n, 78);
    EQ(r.faults, 0);
}

static void lunar_is(Day d, Lunar want)
{
    Lunar l = lunar_of(d);
    EQ(l.day, want.day);
    EQ(l.month, want.month);
    EQ(l.year, want.year);
    EQ(l.leap, want.leap);
}

/* Days on which public calendars disagree; two of three there are wrong. */
TEST(lunar_disputed_days)
{
    lunar_is(day(2033, 8, 25), (Lunar){1, 8, 2033, false});
    lunar_is(day(2033, 9, 23), (Lunar){1, 9, 2033, false}); /* not a leap month 8 */
    lunar_is(day(2033, 11, 22), (Lunar){1, 11, 2033, false});
    lunar_is(day(2033, 12, 21), (Lunar){30, 11, 2033, false});
    lunar_is(day(2033, 12, 22), (Lunar){1, 11, 2033, true});
    lunar_is(day(2034, 1, 19), (Lunar){29, 11, 2033, true});
    lunar_is(day(2053, 1, 20), (Lunar){1, 12, 2052, false}); /* not a leap month 12 */
    lunar_is(day(2053, 2, 17), (Lunar){29, 12, 2052, false});
    lunar_is(day(2053, 2, 18), (Lunar){1, 1, 2053, false});
    lunar_is(day(2054, 5, 7), (Lunar){30, 3, 2054, false}); /* not day 0 of month 4 */
}

TEST(solar_of_refuses_days_that_are_not)
{
    static const Lunar bad[] = {
        {30, 12, 2025,  false},
        {1,  1,  2026,  true },
        {0,  1,  2026,  false},
        {31, 1,  2026,  false},
        {1,  13, 2026,  false},
        {1,  0,  2026,  false},
        {1,  11, 2034,  true },
        {1,  8,  2033,  true },
        {30, 11, 2033,  true },
        {1,  1,  0,     false},
        {1,  1,  10000, false},
    };
    Day d;
    for (size_t i = 0; i < LEN(bad); i++)
        CHECK(!solar_of(bad[i], &d));
}

/* Every day follows from the one before; every month has 29 or 30 days; every day comes back. */
TEST(lunar_days_run_without_a_gap)
{
    Lunar before = lunar_of(day(1967, 12, 31));
    int leaps = 0;
    for (Day d = day(1968, 1, 1); d.n <= day(2060, 12, 31).n; d.n++) {
        Lunar l = lunar_of(d);
        if (l.day != 1) {
            CHECK(l.day == before.day + 1 && l.day <= 30);
            CHECK(l.month == before.month && l.year == before.year && l.leap == before.leap);
        } else {
            CHECK(before.day == 29 || before.day == 30);
            CHECK(l.leap ? l.month == before.month && l.year == before.year && !before.leap
                         : l.month == before.month % 12 + 1 && l.year == before.year + (l.month == 1));
            leaps += l.leap;
        }
        Day back = {0};
        if (d.n % 7 == 0 || l.day == 1 || l.day >= 29) {
            CHECK(solar_of(l, &back));
            EQ(back.n, d.n);
        }
        before = l;
    }
    EQ(leaps, 34); /* 7 in 19 years */
}
