/* views_test.c - what counts as a reading, and the order of what is read most, as the fixtures have them. */
#include "base/csv.h"
#include "base/test.h"
#include "news/views.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 1 << 20, READ_MOST = 200 };

static Str file(Arena *a, const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", TEST_DATA, name);
    FILE *f = fopen(path, "rb");
    if (!f) test_fail(__FILE__, __LINE__, "no %s", path);
    char *bytes = arena_raw(a, TEXT_MAX);
    const size_t n = fread(bytes, 1, TEXT_MAX, f);
    fclose(f);
    return (Str){bytes, n};
}

static int64_t number(const CsvRow *row, const char *name)
{
    int64_t n = 0;
    if (!str_int(csv_cell(row, name), &n)) test_fail(__FILE__, __LINE__, "line %d: %s", (int)row->line, name);
    return n;
}

TEST(readings_are_counted_and_ranked_as_the_fixtures_say)
{
    static Arena a;
    a = (Arena){.max = 1 << 25};
    ViewCounter *v = view_counter_new(&a);
    CsvReader in = csv_open(&a, file(&a, "ranking/views.csv"));
    CsvRow row;
    int rows = 0;
    while (csv_next(&in, &row)) {
        const View x = {{number(&row, "ts") * 1000}, number(&row, "article"),   csv_cell(&row, "ip"),
                        csv_cell(&row, "ua"),        csv_cell(&row, "purpose"), number(&row, "visible_s")};
        const char *fate = view_fate_name(view_take(v, &x));
        if (!str_eq(str(fate), csv_cell(&row, "reason")))
            test_fail(__FILE__, __LINE__, "line %d: %s", (int)row.line, fate);
        rows++;
    }
    EQ(in.faults, 0);
    CHECK(rows > 800);

    Viewed all[READ_MOST];
    size_t n = 0;
    while (n < READ_MOST && view_give(v, &all[n]))
        n++;
    in = csv_open(&a, file(&a, "ranking/most_viewed.csv"));
    double above = INFINITY;
    size_t ranked = 0;
    while (csv_next(&in, &row)) {
        const int64_t article = number(&row, "article");
        size_t i = 0;
        while (i < n && all[i].article != article)
            i++;
        CHECK(i < n);
        const double want = strtod(arena_copy(&a, csv_cell(&row, "log2_score")).ptr, NULL);
        if (fabs(all[i].score - want) > 1e-9)
            test_fail(__FILE__, __LINE__, "article %d: %.12f, not %.12f", (int)article, all[i].score, want);
        CHECK(all[i].score <= above);
        above = all[i].score;
        ranked++;
    }
    EQ(ranked, n);
    arena_clear(&a);
}

TEST(nothing_is_counted_of_robots_prefetches_and_glances)
{
    static const struct {
        const char *agent, *purpose;
        int seconds;
        const char *fate;
    } cases[] = {
        {"Mozilla/5.0 Firefox/128",        "",                   3,  ""        },
        {"Mozilla/5.0 Firefox/128",        "prefetch;prerender", 30, "prefetch"},
        {"",                               "",                   30, "bot"     },
        {"Mozilla/5.0 HeadlessChrome/120", "",                   30, "bot"     },
        {"Zalo iOS Share/1",               "",                   30, "bot"     },
        {"Zalo iOS",                       "",                   2,  "short"   },
    };
    static Arena a;
    for (size_t i = 0; i < LEN(cases); i++) {
        a = (Arena){.max = 1 << 24};
        const View x = {{1731542881000}, 7, S("203.0.113.9"), str(cases[i].agent), str(cases[i].purpose),
                        cases[i].seconds};
        const char *fate = view_fate_name(view_take(view_counter_new(&a), &x));
        if (strcmp(fate, cases[i].fate) != 0) test_fail(__FILE__, __LINE__, "case %d: %s", (int)i, fate);
        arena_clear(&a);
    }
}

TEST(a_reading_is_worth_half_after_three_days)
{
    const Time then = {1731542881000}, later = {1731542881000 + 3 * 86400000LL};
    CHECK(fabs(view_score_value(view_score(then), later) - 0.5) < 1e-12);
    CHECK(fabs(view_score_value(view_score_add(view_score(then), view_score(then)), then) - 2) < 1e-12);
}
