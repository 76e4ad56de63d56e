/* calendar_test.c - a day counted wrong is an office late, or a citizen sent home. */
#include "base/csv.h"
#include "base/test.h"
#include "calendar/calendar.h"
#include <stdio.h>
#include <string.h>

static _Alignas(16) char memory[1 << 22];
static Arena arena;

static CsvReader file(const char *path)
{
    arena = arena_over(memory, sizeof memory, 0);
    FILE *f = fopen(path, "rb");
    CHECK(f != NULL);
    if (!f) return csv_open(&arena, S(""));
    char *at = arena_raw(&arena, 1 << 16);
    size_t n = fread(at, 1, 1 << 16, f);
    fclose(f);
    return csv_open(&arena, (Str){at, n});
}

static DayKind kind_of(Str s)
{
    static const char *const names[] = {"holiday", "comp", "swap_off", "swap_work"};
    for (size_t i = 0; i < LEN(names); i++)
        if (str_eq(s, str(names[i]))) return (DayKind)i;
    EQ_STR(s, "one of the four kinds");
    return HOLIDAY;
}

static CalendarRow table[256];
static size_t table_len;

/* The table of 2018-2030, in `arena`. */
static Calendar *build(void)
{
    CsvReader r = file(TEST_DATA "/holidays.csv");
    CsvRow row;
    table_len = 0;
    while (csv_next(&r, &row)) {
        CalendarRow *x = &table[table_len++];
        *x = (CalendarRow){.kind = kind_of(csv_cell(&row, "kind")),
                           .name = csv_cell(&row, "name"),
                           .provisional = str_eq(csv_cell(&row, "status"), S("tam_tinh"))};
        CHECK(day_parse(csv_cell(&row, "date"), &x->day));
    }
    EQ(r.faults, 0);
    EQ(table_len, 191);
    return calendar_build(&arena, table, table_len);
}

static Day date(const CsvRow *row, const char *name)
{
    Day d = {0};
    CHECK(day_parse(csv_cell(row, name), &d));
    return d;
}

static int64_t number(Str s)
{
    int64_t n = -99;
    CHECK(str_int(s, &n));
    return n;
}

/* Runs one vector; tells the last day that the answer rests on. */
static Day vector(const Calendar *c, const CsvRow *row)
{
    Str op = csv_cell(row, "op"), arg = csv_cell(row, "arg"), id = csv_cell(row, "id");
    Day start = date(row, "start"), end = start;
    bool good;
    if (str_eq(op, S("add"))) {
        end = workdays_add(c, start, number(arg));
        good = end.n == date(row, "expected").n;
    } else if (str_eq(op, S("is_workday"))) {
        good = workday(c, start) == number(csv_cell(row, "expected"));
    } else if (str_eq(op, S("diff"))) {
        end = date(row, "arg");
        good = workdays_between(c, start, end) == number(csv_cell(row, "expected"));
    } else {
        Str hour = arg;
        int64_t minute = number(str_cut(&hour, ':')) * 60;
        end = workday_forward(c, time_at(start, (int)(minute + number(hour))), CUT_OFF);
        good = str_eq(op, S("forward")) && end.n == date(row, "expected").n;
    }
    if (!good) printf(STR " " STR "\n", ARG(id), ARG(csv_cell(row, "why")));
    CHECK(good);
    return end;
}

TEST(workday_vectors)
{
    Calendar *c = build();
    static char kept[1 << 16];
    Arena a = arena; /* the calendar stays in it */
    FILE *f = fopen(TEST_DATA "/vectors_workdays.csv", "rb");
    CHECK(f != NULL);
    if (!f) return;
    size_t len = fread(kept, 1, sizeof kept, f);
    fclose(f);
    CsvReader r = csv_open(&a, (Str){kept, len});
    CsvRow row;
    int64_t n = 0;
    for (; csv_next(&r, &row); n++) {
        Day end = vector(c, &row);
        EQ(calendar_provisional(c, date(&row, "start"), end), str_eq(csv_cell(&row, "status"), S("tam_tinh")));
    }
    EQ(n, 89);
}

TEST(working_days_of_each_year)
{
    static const int16_t want[] = {250, 252, 252, 250, 249, 249, 251, 250, 249, 249, 248, 249, 249};
    Calendar *c = build();
    for (int y = 2018; y <= 2030; y++)
        EQ(workdays_between(c, day(y - 1, 12, 31), day(y, 12, 31)), want[y - 2018]);
}

static bool tet_2019(Day d)
{
    return month_of(d) == 201902;
}

/* Rules 2, 3 and 5 give what was announced, but for swaps, and for the Tết of 2019. */
TEST(rules_agree_with_the_table)
{
    build();
    CalendarRow rule[CALENDAR_YEAR_ROWS];
    size_t at = 0;
    for (int y = 2018; y <= 2030; y++) {
        size_t n = calendar_rules(&arena, y, rule);
        for (size_t i = 0; i < n; i++) {
            if (tet_2019(rule[i].day)) continue;
            while (at < table_len && (table[at].kind >= SWAP_OFF || tet_2019(table[at].day)))
                at++;
            CHECK(at < table_len);
            EQ(rule[i].day.n, table[at].day.n);
            EQ(rule[i].kind, table[at].kind);
            CHECK(str_eq(rule[i].name, table[at].name));
            CHECK(rule[i].provisional);
            at++;
        }
    }
    EQ(at, table_len);
}

/* ---- Properties, against stepping day by day ---- */

static uint64_t seed;
static int64_t below(int64_t n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (int64_t)((seed >> 33) % (uint64_t)n);
}

static bool naive(Day d) /* by the table alone, for 2018-2030 */
{
    bool off = weekday(d) == 0 || weekday(d) == 6;
    for (size_t i = 0; i < table_len; i++)
        if (table[i].day.n == d.n) off = table[i].kind != SWAP_WORK;
    return !off;
}

static Day naive_add(Day d, int64_t n)
{
    int step = n < 0 ? -1 : 1;
    int64_t left = n < 0 ? -n : n;
    if (n == 0)
        while (!naive(d))
            d.n++;
    while (left > 0)
        d.n += step, left -= naive(d);
    return d;
}

TEST(adding_agrees_with_stepping)
{
    Calendar *c = build();
    Day from = day(2018, 1, 1), to = day(2030, 12, 31);
    for (Day d = from; d.n <= to.n; d.n++)
        EQ(workday(c, d), naive(d));
    seed = 20261123;
    for (int i = 0; i < 3000; i++) {
        Day d = {from.n + 200 + (int32_t)below(to.n - from.n - 400)};
        int64_t n = below(241) - 120;
        Day end = workdays_add(c, d, n);
        EQ(end.n, naive_add(d, n).n);
        CHECK(workday(c, end));
        EQ(workdays_between(c, d, end), n < 0 && workday(c, d) ? n : n < 0 ? n + 1 : n ? n : !workday(c, d));
        if (workday(c, d)) EQ(workdays_add(c, end, -n).n, d.n);
    }
}

TEST(counting_is_additive_and_monotone)
{
    Calendar *c = build();
    seed = 7;
    for (int i = 0; i < 20000; i++) {
        Day a = {(int32_t)below(3000000) - 720000}, b = {a.n + (int32_t)below(90000) - 45000},
            m = {a.n + (int32_t)below(2000)};
        if (i % 2) a = day(1999, 1, 1), a.n += (int32_t)below(40000), b = (Day){a.n + (int32_t)below(900)};
        int64_t n = below(3000) - 1500;
        EQ(workdays_between(c, a, b), -workdays_between(c, b, a));
        EQ(workdays_between(c, a, m) + workdays_between(c, m, b), workdays_between(c, a, b));
        Day end = workdays_add(c, a, n), next = workdays_add(c, a, n + 1), later = workdays_add(c, (Day){a.n + 1}, n);
        CHECK(workday(c, end));
        CHECK(n == -1 || n == 0 || next.n > end.n);
        CHECK(later.n >= end.n);
        CHECK(n > 0 ? end.n > a.n : n < 0 ? end.n < a.n : end.n >= a.n);
        if (workday(c, a)) EQ(workdays_add(c, end, -n).n, a.n);
    }
}

TEST(years_outside_the_table)
{
    Calendar *c = build();
    CHECK(!workday(c, day(2031, 1, 1)));
    CHECK(!workday(c, day(2031, 1, 23))); /* Tết Tân Hợi */
    CHECK(!workday(c, day(2031, 4, 1)));  /* Giỗ Tổ */
    CHECK(!workday(c, day(2017, 9, 4)));  /* 2/9 was a Saturday */
    CHECK(workday(c, day(2016, 11, 24)));
    CHECK(workday(c, day(2101, 1, 3))); /* a Monday; beyond 2100 only weekends are known */
    CHECK(!workday(c, day(2101, 1, 2)));
    CHECK(!workday(c, day(1999, 12, 26)));
    EQ(workdays_between(c, day(1, 1, 1), day(1, 1, 8)), 5);
    CHECK(calendar_provisional(c, day(2031, 1, 1), day(2031, 1, 2)));
    CHECK(calendar_provisional(c, day(2026, 12, 31), day(2027, 1, 1)));
    CHECK(calendar_provisional(c, day(2027, 1, 1), day(2026, 12, 31)));
    CHECK(!calendar_provisional(c, day(2018, 1, 1), day(2026, 12, 31)));
    CHECK(calendar_provisional(c, day(2017, 12, 31), day(2018, 1, 1)));
    CHECK(calendar_provisional(c, day(1999, 12, 31), day(2018, 1, 1)));
    CHECK(calendar_provisional(c, day(2101, 1, 1), day(2101, 1, 1)));
    CHECK(calendar_covers(c, day(2018, 1, 1)));
    CHECK(!calendar_covers(c, day(2017, 12, 31)));
}

/* Somebody enters one swap for a year not announced: its holidays must not vanish. */
TEST(a_swap_alone_does_not_empty_a_year)
{
    static const CalendarRow rows[] = {
        {{22285}, SWAP_OFF,  false, {"nghỉ", 5}}, /* 2031-01-06, a Monday */
        {{22290}, SWAP_WORK, false, {"bù", 3}   }, /* 2031-01-11, a Saturday */
    };
    arena = arena_over(memory, sizeof memory, 0);
    Calendar *c = calendar_build(&arena, rows, LEN(rows));
    EQ(day(2031, 1, 6).n, rows[0].day.n);
    CHECK(!workday(c, day(2031, 1, 6)) && workday(c, day(2031, 1, 11)));
    CHECK(!workday(c, day(2031, 1, 1)));
    CHECK(calendar_provisional(c, day(2031, 1, 6), day(2031, 1, 7)));
    EQ(calendar_row(c, day(2031, 1, 11))->kind, SWAP_WORK);
    Calendar *none = calendar_build(&arena, NULL, 0);
    CHECK(!workday(none, day(2026, 2, 17)));
}

TEST(a_row_tells_why)
{
    Calendar *c = build();
    CHECK(calendar_row(c, day(2026, 11, 23)) == NULL);
    CHECK(calendar_row(c, day(2026, 11, 22)) == NULL);
    EQ_STR(calendar_row(c, day(2026, 11, 24))->name, "Ngày Văn hóa Việt Nam");
    EQ(calendar_row(c, day(2026, 8, 22))->kind, SWAP_WORK);
    EQ(calendar_row(c, day(2026, 4, 27))->kind, COMP);
    EQ_STR(calendar_row(c, day(2031, 1, 23))->name, "Tết Nguyên đán");
}

TEST(months_end_where_months_end)
{
    EQ(months_add(day(2026, 1, 31), 1).n, day(2026, 2, 28).n);
    EQ(months_add(day(2028, 1, 31), 1).n, day(2028, 2, 29).n);
    EQ(months_add(day(2026, 11, 30), 3).n, day(2027, 2, 28).n);
    EQ(months_add(day(2026, 3, 31), -1).n, day(2026, 2, 28).n);
    EQ(months_add(day(2026, 1, 15), -13).n, day(2024, 12, 15).n);
    EQ(months_add(day(2026, 12, 15), 12).n, day(2027, 12, 15).n);
    EQ(months_add(day(2026, 5, 5), 0).n, day(2026, 5, 5).n);
}

/* ---- Deadlines ---- */

TEST(deadlines_by_unit)
{
    static const struct {
        int16_t y, m, d, n;
        LimitUnit unit;
        int16_t to_y, to_m, to_d;
    } cases[] = {
        {2026, 11, 20, 1,  WORKDAYS, 2026, 11, 23},
        {2026, 11, 23, 0,  WORKDAYS, 2026, 11, 23},
        {2026, 11, 24, 0,  WORKDAYS, 2026, 11, 25}, /* taken in on a holiday, on line */
        {2026, 11, 23, 1,  DAYS,     2026, 11, 25}, /* 24/11 is off */
        {2026, 11, 20, 1,  DAYS,     2026, 11, 23},
        {2026, 11, 20, 3,  DAYS,     2026, 11, 23},
        {2026, 11, 21, 0,  DAYS,     2026, 11, 23},
        {2026, 1,  31, 1,  MONTHS,   2026, 3,  2 }, /* 28/02 is a Saturday */
        {2028, 1,  31, 1,  MONTHS,   2028, 2,  29},
        {2026, 8,  21, 1,  DAYS,     2026, 8,  22}, /* a Saturday that is worked */
        {2026, 6,  1,  30, WORKDAYS, 2026, 7,  13},
    };
    Calendar *c = build();
    for (size_t i = 0; i < LEN(cases); i++) {
        Day due = deadline(c, day(cases[i].y, cases[i].m, cases[i].d), cases[i].n, cases[i].unit);
        EQ(due.n, day(cases[i].to_y, cases[i].to_m, cases[i].to_d).n);
    }
}

TEST(a_deadline_explains_itself)
{
    Calendar *c = build();
    DayNotes x = deadline_explain(&arena, c, day(2026, 8, 20), 9, WORKDAYS);
    static const struct {
        int64_t count;
        DayKind why;
    } want[] = {
        {0, START    },
        {1, COUNTED  },
        {2, SWAP_WORK},
        {0, WEEKEND  },
        {3, COUNTED  },
        {4, COUNTED  },
        {5, COUNTED  },
        {6, COUNTED  },
        {7, COUNTED  },
        {0, WEEKEND  },
        {0, WEEKEND  },
        {0, SWAP_OFF },
        {0, HOLIDAY  },
        {0, HOLIDAY  },
        {8, COUNTED  },
        {9, COUNTED  },
    };
    EQ(x.due.n, day(2026, 9, 4).n);
    EQ(x.len, LEN(want));
    for (size_t i = 0; i < LEN(want) && i < x.len; i++) {
        EQ(x.at[i].day.n, day(2026, 8, 20).n + (int32_t)i);
        EQ(x.at[i].count, want[i].count);
        EQ(x.at[i].why, want[i].why);
    }
    EQ_STR(x.at[12].name, "Quốc khánh (ngày liền kề)");
    EQ(x.counted, 9);
    EQ(x.weekends, 3);
    EQ(x.named, 3);
}

TEST(a_moved_last_day_is_shown)
{
    Calendar *c = build();
    DayNotes x = deadline_explain(&arena, c, day(2026, 11, 20), 1, DAYS);
    EQ(x.len, 4);
    EQ(x.at[1].count, 1); /* Saturday counts, and the limit ends there */
    EQ(x.at[1].why, COUNTED);
    EQ(x.at[2].why, WEEKEND);
    EQ(x.at[2].count, 0);
    EQ(x.at[3].why, LAST_DAY_MOVED);
    x = deadline_explain(&arena, c, day(2026, 11, 24), 0, WORKDAYS);
    EQ(x.len, 2);
    EQ(x.at[1].why, LAST_DAY_MOVED);
    x = deadline_explain(&arena, c, day(2026, 11, 23), 0, WORKDAYS);
    EQ(x.len, 1);
}

TEST(explanations_count_what_the_deadline_counts)
{
    Calendar *c = build();
    seed = 3;
    for (int i = 0; i < 2000; i++) {
        Arena before = arena;
        Day d = {day(2018, 1, 1).n + (int32_t)below(5000)};
        LimitUnit unit = (LimitUnit)below(3);
        int64_t n = below(unit == MONTHS ? 30 : 500), last = 0;
        DayNotes x = deadline_explain(&arena, c, d, n, unit);
        EQ(x.due.n, deadline(c, d, n, unit).n);
        CHECK(x.len >= 1 && x.len <= 401);
        EQ(x.at[x.len - 1].day.n, x.due.n);
        for (size_t k = 0; k < x.len; k++) {
            CHECK(x.at[k].count == 0 || x.at[k].count > last);
            if (x.at[k].count) last = x.at[k].count;
            if (k) CHECK(x.at[k].day.n > x.at[k - 1].day.n);
        }
        if (unit != MONTHS) EQ(x.counted, n);
        if (!x.shortened) EQ(x.len, x.due.n - d.n + 1);
        arena = before;
    }
    DayNotes x = deadline_explain(&arena, c, day(2026, 1, 1), 1200, MONTHS);
    CHECK(x.shortened && x.len <= 400);
    EQ(x.at[x.len - 1].day.n, x.due.n);
}
