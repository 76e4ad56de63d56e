/* day_test.c - a date read wrong moves somebody's deadline. */
#include "base/day.h"
#include "base/test.h"

static _Alignas(16) char memory[1 << 16];
static Arena arena(void)
{
    return arena_over(memory, sizeof memory, 0);
}

TEST(day_counts_from_1970)
{
    EQ(day(1970, 1, 1).n, 0);
    EQ(day(1969, 12, 31).n, -1);
    EQ(day(2000, 2, 29).n, 11016);
    EQ(day(2026, 11, 23).n, 20780);
    EQ(day(1, 1, 1).n, -719162);
    EQ(day(9999, 12, 31).n, 2932896);
}

TEST(day_and_civil_are_inverse)
{
    int32_t n = day(1, 1, 1).n;
    for (int year = 1; year <= 9999; year += year < 1900 || year > 2110 ? 97 : 1)
        for (int month = 1; month <= 12; month++)
            for (int date = 1; date <= days_in_month(year, month); date++) {
                Civil v = civil(day(year, month, date));
                if (v.year != year || v.month != month || v.date != date) EQ(v.date, date);
            }
    for (; n < day(10, 1, 1).n; n++)
        EQ(day(civil((Day){n}).year, civil((Day){n}).month, civil((Day){n}).date).n, n);
}

TEST(day_knows_months_and_weekdays)
{
    EQ(days_in_month(2024, 2), 29);
    EQ(days_in_month(2100, 2), 28);
    EQ(days_in_month(2000, 2), 29);
    EQ(days_in_month(2026, 4), 30);
    EQ(days_in_month(2026, 12), 31);
    EQ(weekday(day(2026, 11, 23)), 1);
    EQ(weekday(day(1969, 12, 28)), 0);
    EQ(weekday(day(1, 1, 1)), 1);
    EQ(month_of(day(2026, 3, 16)), 202603);
    EQ(month_first(202603).n, day(2026, 3, 1).n);
}

TEST(day_parse_takes_two_forms_and_nothing_else)
{
    static const struct {
        Str text;
        int32_t want;
    } good[] = {
        {S("2026-03-16"), 20528},
        {S("16/3/2026"),  20528},
        {S("16/03/2026"), 20528},
        {S("29/02/2024"), 19782},
        {S("1970-01-01"), 0    },
    };
    static const Str bad[] = {
        S(""),           S("2026-3-16"),  S("2026-03-16 "), S("2026-02-29"),  S("2026-13-01"), S("2026-00-10"),
        S("2026-01-00"), S("31/4/2026"),  S("16/3/26"),     S("0000-01-01"),  S("16-3-2026"),  S("2026-03-16x"),
        S("+026-03-16"), S("16/ 3/2026"), S("116/3/2026"),  S("12026-03-16"),
    };
    for (size_t i = 0; i < LEN(good); i++) {
        Day d = {-1};
        CHECK(day_parse(good[i].text, &d));
        EQ(d.n, good[i].want);
    }
    for (size_t i = 0; i < LEN(bad); i++) {
        Day d = {-7};
        CHECK(!day_parse(bad[i], &d));
        EQ(d.n, -7); /* left alone */
    }
}

TEST(day_is_written_for_programs_and_for_people)
{
    Arena a = arena();
    EQ_STR(day_iso(&a, day(2026, 3, 6)), "2026-03-06");
    EQ_STR(day_vi(&a, day(2026, 3, 6)), "06/03/2026");
    EQ_STR(day_iso(&a, day(987, 1, 2)), "0987-01-02");
}

TEST(time_belongs_to_the_local_day)
{
    Arena a = arena();
    Time t = {0}; /* 07:00 in Hà Nội */
    EQ(day_of(t).n, 0);
    EQ(minute_of(t), 7 * 60);
    EQ(day_of((Time){17 * 3600000LL - 1}).n, 0);
    EQ(day_of((Time){17 * 3600000LL}).n, 1);
    EQ(day_of((Time){-7 * 3600000LL}).n, 0);
    EQ(day_of((Time){-7 * 3600000LL - 1}).n, -1);
    EQ(minute_of((Time){-7 * 3600000LL - 1}), 24 * 60 - 1);
    t = time_at(day(2026, 11, 23), 9 * 60);
    EQ(day_of(t).n, day(2026, 11, 23).n);
    EQ(minute_of(t), 9 * 60);
    EQ_STR(time_iso(&a, t), "2026-11-23T09:00:00+07:00");
    EQ_STR(clock_vi(&a, t), "09:00");
    EQ_STR(time_iso(&a, (Time){-1000}), "1970-01-01T06:59:59+07:00");
}

TEST(time_parse_reads_local_and_zoned)
{
    static const struct {
        Str text;
        int64_t want;
    } good[] = {
        {S("1970-01-01T07:00"),          0   },
        {S("1970-01-01 07:00"),          0   },
        {S("1/1/1970 7:00"),             0   },
        {S("1970-01-01T07:00:05"),       5000},
        {S("1970-01-01T00:00:00Z"),      0   },
        {S("1970-01-01T07:00:00+07:00"), 0   },
    };
    static const Str bad[] = {S("1970-01-01"),
                              S("1970-01-01T24:00"),
                              S("1970-01-01T07:60"),
                              S("1970-01-01T07:00+08:00"),
                              S("1970-01-01T07"),
                              S("1970-01-01T07:00:61"),
                              S("")};
    for (size_t i = 0; i < LEN(good); i++) {
        Time t = {-1};
        CHECK(time_parse(good[i].text, &t));
        EQ(t.ms, good[i].want);
    }
    Time t;
    for (size_t i = 0; i < LEN(bad); i++)
        CHECK(!time_parse(bad[i], &t));
}

TEST(time_comes_back_from_its_own_text)
{
    Arena a = arena();
    for (int64_t ms = -4000000000000; ms < 8000000000000; ms += 123456789000) {
        Time back = {0};
        a = arena();
        CHECK(time_parse(time_iso(&a, (Time){ms}), &back));
        EQ(back.ms, ms);
    }
}
