/* calendar.c - working days added by the calendar's table, against stepping day by day over the same days off.
 * Prints, for each number of working days: how many additions a second by the table, and by steps. */
#include "calendar/calendar.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { STARTS = 366, FIRST_YEAR = 2020, LAST_YEAR = 2035 };

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The peer: what one writes first. */
static bool off[60000];
static Day step(Day d, int64_t n)
{
    while (n > 0) {
        d.n++;
        n -= !off[d.n];
    }
    return d;
}

static Day table(const Calendar *c, Day d, int64_t n)
{
    return workdays_add(c, d, n);
}

static const Calendar *make(Arena *a)
{
    static CalendarRow rows[(LAST_YEAR - FIRST_YEAR + 1) * CALENDAR_YEAR_ROWS];
    size_t n = 0;
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++)
        n += calendar_rules(a, year, rows + n);
    return calendar_build(a, rows, n);
}

static double by_table(const Calendar *c, Day first, int64_t n, int times, int64_t *sum)
{
    double began = now_s();
    for (int i = 0; i < times; i++)
        *sum += table(c, (Day){first.n + i % STARTS}, n).n;
    return times / (now_s() - began);
}

static double by_steps(Day first, int64_t n, int times, int64_t *sum)
{
    double began = now_s();
    for (int i = 0; i < times; i++)
        *sum += step((Day){first.n + i % STARTS}, n).n;
    return times / (now_s() - began);
}

int main(void)
{
    static _Alignas(16) char memory[1 << 20];
    static const int days[] = {5, 20, 120};
    Arena a = arena_over(memory, sizeof memory, 1 << 26);
    const Calendar *c = make(&a);
    const Day first = day(2026, 1, 1);
    for (int32_t d = 0; d < (int32_t)LEN(off); d++)
        off[d] = !workday(c, (Day){d});
    for (size_t i = 0; i < LEN(days); i++) {
        int64_t x = 0, y = 0;
        const double t = by_table(c, first, days[i], STARTS * 4000, &x), s = by_steps(first, days[i], STARTS * 4000, &y);
        if (x != y) return fprintf(stderr, "the two do not agree on %d days\n", days[i]), 1;
        printf("%d %.0f %.0f\n", days[i], t, s);
    }
    return 0;
}
