/* calendar.h - working days (ngày làm việc), the days off behind them, and deadlines.
 *
 * A day is worked if a SWAP_WORK row says so; else it is off if any other row names it; else Monday
 * to Friday are worked. Years for which the table has no holiday are computed from the labour code
 * and are provisional ("tạm tính"), as are all years outside 2000-2100, where only weekends are
 * off. Every function takes any day. */
#pragma once
#include "base/day.h"

/* Why a day counts or not. The first four are the kinds of rows. */
typedef enum { HOLIDAY, COMP, SWAP_OFF, SWAP_WORK, WEEKEND, START, COUNTED, LAST_DAY_MOVED } DayKind;

typedef struct { Day day; DayKind kind; bool provisional; Str name; } CalendarRow;

enum { CALENDAR_FIRST = 2000, CALENDAR_LAST = 2100 }; /* years */
enum { CUT_OFF = 15 * 60 }; /* received from 15:00 on: as if received on the next working day */

/* Rows in order of day; they are copied, names too. The calendar never changes afterwards, so any
 * number of threads may read it; its arena must outlive it. */
Calendar *calendar_build(Arena *a, const CalendarRow *rows, size_t n);

/* The rows of a year as the rules give them, without swaps: at most CALENDAR_YEAR_ROWS, in order. */
enum { CALENDAR_YEAR_ROWS = 32 };
size_t calendar_rules(Arena *a, int year, CalendarRow *out);

bool workday(const Calendar *c, Day d);
/* The n-th working day after d; before it when n < 0; n = 0: d itself, or the next if d is off. */
Day workdays_add(const Calendar *c, Day d, int64_t n);
int64_t workdays_between(const Calendar *c, Day a, Day b); /* in (a, b]; negative when b < a */
/* The working day to which an arrival at t belongs: its own before the cut-off, else the next. */
Day workday_forward(const Calendar *c, Time t, int cut_off);
Day months_add(Day d, int64_t n); /* 31/01 + 1 is 28/02, or 29/02 */

/* The row that makes the day what it is; NULL: an ordinary day. */
const CalendarRow *calendar_row(const Calendar *c, Day d);
bool calendar_provisional(const Calendar *c, Day a, Day b); /* some day from a to b, ends included */
bool calendar_covers(const Calendar *c, Day d); /* false: too early for a deadline (E_RANGE) */

/* ---- Deadlines ---- */

typedef enum { WORKDAYS, DAYS, MONTHS } LimitUnit;
enum { LIMIT_MAX = 100000 };

/* The last day of a limit that began on day0. The day itself is not counted (Civil Code
 * 91/2015/QH13, art. 147); a limit in days or months that ends on a day off ends on the next working
 * day (art. 148.5); n = 0 is the same day, or the next working day. The calendar must cover day0. */
Day deadline(const Calendar *c, Day day0, int64_t n, LimitUnit unit);

/* The arithmetic of a deadline, day by day, for a person to follow. */
typedef struct {
    Day day;
    int64_t count; /* 1, 2, ... for a day that counts, 0 for one that does not */
    DayKind why;   /* LAST_DAY_MOVED: the limit ended on a day off, so it ends here */
    Str name;      /* of the row, if there is one */
} DayNote;
typedef struct {
    const DayNote *at;
    size_t len;
    Day due;
    int64_t counted, weekends, named; /* days that count, off at weekends, off by a row */
    bool shortened; /* too long to list: `at` has the first day, the rows, and the last day only */
} DayNotes;
DayNotes deadline_explain(Arena *a, const Calendar *c, Day day0, int64_t n, LimitUnit unit);
