/* calendar.c - working days by a running count over 2000-2100. */
#include "calendar/calendar.h"
#include <assert.h>
#include <string.h>

enum { YEAR_FIRST = CALENDAR_FIRST, YEAR_LAST = CALENDAR_LAST, YEARS = YEAR_LAST - YEAR_FIRST + 1 };

struct Calendar {
    Day first, last;        /* of the window */
    int64_t total;          /* working days in it */
    int32_t *count;         /* [d - first]: working days from first to d, both included */
    const CalendarRow *row; /* given and computed, by day */
    size_t row_len;
    int32_t unsure[YEARS + 1]; /* provisional years before this one */
    Day covered;               /* the first day from which a deadline may run */
};

/* ---- Without rows: Monday to Friday ---- */

static bool weekend(Day d)
{
    return weekday(d) == 0 || weekday(d) == 6;
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* Counts Mondays to Fridays; only differences mean something. 1970-01-05, day 4, was a Monday. */
static int64_t weekday_rank(int64_t d)
{
    int64_t week = floor_div(d - 4, 7), in_week = d - 4 - week * 7 + 1;
    return week * 5 + (in_week < 5 ? in_week : 5);
}

/* The day on which weekday_rank reaches that number. */
static int64_t weekday_of_rank(int64_t rank)
{
    int64_t week = floor_div(rank - 1, 5);
    return 4 + week * 7 + (rank - 1 - week * 5);
}

/* ---- With rows ---- */

/* Working days from the window's first day to d; 0 or less for a day before it. */
static int64_t rank_of(const Calendar *c, int64_t d)
{
    if (d < c->first.n) return weekday_rank(d) - weekday_rank(c->first.n - 1);
    if (d > c->last.n) return c->total + weekday_rank(d) - weekday_rank(c->last.n);
    return c->count[d - c->first.n];
}

/* The working day of that rank. */
static Day day_of_rank(const Calendar *c, int64_t rank)
{
    if (rank < 1) return (Day){(int32_t)weekday_of_rank(rank + weekday_rank(c->first.n - 1))};
    if (rank > c->total) return (Day){(int32_t)weekday_of_rank(rank - c->total + weekday_rank(c->last.n))};
    int32_t low = 0, high = c->last.n - c->first.n;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (c->count[middle] < rank)
            low = middle + 1;
        else
            high = middle;
    }
    return (Day){c->first.n + low};
}

static size_t row_from(const Calendar *c, Day d) /* the first row not before d */
{
    size_t low = 0, high = c->row_len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c->row[middle].day.n < d.n)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const CalendarRow *calendar_row(const Calendar *c, Day d)
{
    const CalendarRow *found = NULL;
    for (size_t i = row_from(c, d); i < c->row_len && c->row[i].day.n == d.n; i++)
        if (!found || c->row[i].kind == SWAP_WORK) found = &c->row[i];
    return found;
}

/* ---- Building ---- */

/* Copies the given rows of a year and, if none of them is a holiday, adds the computed ones. */
static size_t year_rows(Arena *a, int year, const CalendarRow *given, size_t n, CalendarRow *out)
{
    bool announced = false;
    for (size_t i = 0; i < n; i++)
        announced = announced || given[i].kind == HOLIDAY;
    CalendarRow computed[CALENDAR_YEAR_ROWS];
    size_t computed_len = announced ? 0 : calendar_rules(a, year, computed), len = 0, k = 0;
    for (size_t i = 0; i < n; i++) {
        while (k < computed_len && computed[k].day.n < given[i].day.n)
            out[len++] = computed[k++];
        while (k < computed_len && computed[k].day.n == given[i].day.n)
            k++; /* given rows win */
        out[len] = given[i];
        out[len++].name = arena_copy(a, given[i].name);
    }
    while (k < computed_len)
        out[len++] = computed[k++];
    return len;
}

static void count_days(Calendar *c)
{
    size_t row = 0;
    int32_t count = 0;
    for (Day d = c->first; d.n <= c->last.n; d.n++) {
        bool off = false, on = false;
        for (; row < c->row_len && c->row[row].day.n == d.n; row++) {
            if (c->row[row].kind == SWAP_WORK)
                on = true;
            else
                off = true;
        }
        count += on || (!off && !weekend(d));
        c->count[d.n - c->first.n] = count;
    }
    c->total = count;
}

Calendar *calendar_build(Arena *a, const CalendarRow *rows, size_t n)
{
    Calendar *c = NEW(a, Calendar, 1);
    c->first = day(YEAR_FIRST, 1, 1), c->last = day(YEAR_LAST, 12, 31);
    c->count = arena_raw(a, sizeof *c->count * (size_t)(c->last.n - c->first.n + 1));
    CalendarRow *all = NEW(a, CalendarRow, n + YEARS * CALENDAR_YEAR_ROWS);
    c->row = all;
    c->covered = day(2018, 1, 1); /* no announcement before 2018 was read */
    size_t at = 0;
    while (at < n && rows[at].day.n < c->first.n)
        at++;
    for (int year = YEAR_FIRST; year <= YEAR_LAST; year++) {
        size_t from = at;
        for (; at < n && rows[at].day.n <= day(year, 12, 31).n; at++) {
            assert(rows[at].kind <= SWAP_WORK);
            assert(at == 0 || rows[at - 1].day.n <= rows[at].day.n);
        }
        CalendarRow *mine = all + c->row_len;
        size_t len = year_rows(a, year, rows + from, at - from, mine);
        bool unsure = false;
        for (size_t i = 0; i < len; i++)
            unsure = unsure || mine[i].provisional;
        c->unsure[year - YEAR_FIRST + 1] = c->unsure[year - YEAR_FIRST] + unsure;
        c->row_len += len;
    }
    count_days(c);
    return c;
}

/* ---- Questions ---- */

bool workday(const Calendar *c, Day d)
{
    return rank_of(c, d.n) != rank_of(c, (int64_t)d.n - 1);
}

Day workdays_add(const Calendar *c, Day d, int64_t n)
{
    assert(n >= -LIMIT_MAX);
    assert(n <= LIMIT_MAX);
    if (n > 0) return day_of_rank(c, rank_of(c, d.n) + n);
    int64_t before = rank_of(c, (int64_t)d.n - 1);
    return day_of_rank(c, n == 0 ? before + 1 : before + 1 + n);
}

int64_t workdays_between(const Calendar *c, Day a, Day b)
{
    return rank_of(c, b.n) - rank_of(c, a.n);
}

Day workday_forward(const Calendar *c, Time t, int cut_off)
{
    Day d = day_of(t);
    return workdays_add(c, d, workday(c, d) && minute_of(t) >= cut_off);
}

Day months_add(Day d, int64_t n)
{
    assert(n >= -LIMIT_MAX);
    assert(n <= LIMIT_MAX);
    Civil v = civil(d);
    int64_t month = v.year * 12LL + v.month - 1 + n, year = floor_div(month, 12);
    int in_year = (int)(month - year * 12) + 1, last = days_in_month((int)year, in_year);
    return day((int)year, in_year, v.date < last ? v.date : last);
}

bool calendar_provisional(const Calendar *c, Day a, Day b)
{
    if (b.n < a.n) return calendar_provisional(c, b, a);
    if (a.n < c->first.n || b.n > c->last.n) return true;
    return c->unsure[civil(b).year - YEAR_FIRST + 1] != c->unsure[civil(a).year - YEAR_FIRST];
}

bool calendar_covers(const Calendar *c, Day d)
{
    return d.n >= c->covered.n;
}
