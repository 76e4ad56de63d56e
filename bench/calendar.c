/* calendar.c - working days added by the calendar's table, against stepping day by day over the same days off.
 * Prints, for each number of working days: how many additions a second by the table, and by steps. */
#include "calendar/calendar.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { STARTS = 366, TIMES = STARTS * 2000, FIRST_YEAR = 2020, LAST_YEAR = 2035 };

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The peer: what one writes first. */
static Day step(const Calendar *c, Day d, int64_t n)
{
    while (n > 0) {
        d.n++;
        n -= workday(c, d);
    }
    return d;
}

static const Calendar *make(Arena *a)
{
    static CalendarRow rows[(LAST_YEAR - FIRST_YEAR + 1) * CALENDAR_YEAR_ROWS];
    size_t n = 0;
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++)
        n += calendar_rules(a, year, rows + n);
    return calendar_build(a, rows, n);
}

typedef Day Adding(const Calendar *c, Day d, int64_t n);

static double rate(Adding *add, const Calendar *c, int64_t n, int64_t *sum)
{
    const Day first = day(2026, 1, 1);
    const double began = now_s();
    for (int i = 0; i < TIMES; i++)
        *sum += add(c, (Day){first.n + i % STARTS}, n).n;
    return TIMES / (now_s() - began);
}

int main(void)
{
    static _Alignas(16) char memory[1 << 20];
    static const int days[] = {5, 20, 120};
    Arena a = arena_over(memory, sizeof memory, 1 << 26);
    const Calendar *c = make(&a);
    for (size_t i = 0; i < LEN(days); i++) {
        int64_t x = 0, y = 0;
        const double t = rate(workdays_add, c, days[i], &x), s = rate(step, c, days[i], &y);
        if (x != y) return fprintf(stderr, "the two do not agree on %d days\n", days[i]), 1;
        printf("%d %.0f %.0f\n", days[i], t, s);
    }
    return 0;
}
