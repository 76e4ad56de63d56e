/* deadline.c - when a limit ends, and how it was counted. */
#include "calendar/calendar.h"
#include <assert.h>

enum { NOTES_MAX = 400 }; /* more days than anybody reads */

/* The last day by the count alone, before it moves off a day of rest. */
static Day last_counted(const Calendar *c, Day day0, int64_t n, LimitUnit unit)
{
    if (unit == MONTHS) return months_add(day0, n);
    if (unit == DAYS || n == 0) return (Day){day0.n + (int32_t)n};
    return workdays_add(c, day0, n);
}

Day deadline(const Calendar *c, Day day0, int64_t n, LimitUnit unit)
{
    assert(n >= 0);
    assert(n <= LIMIT_MAX);
    assert(calendar_covers(c, day0));
    return workdays_add(c, last_counted(c, day0, n, unit), 0);
}

static DayNote note_of(const Calendar *c, Day d, bool counts)
{
    const CalendarRow *row = calendar_row(c, d);
    DayNote note = {.day = d, .why = COUNTED};
    if (row)
        note.why = row->kind, note.name = row->name;
    else if (!workday(c, d))
        note.why = WEEKEND;
    if (counts && note.why != SWAP_WORK) note.why = COUNTED;
    return note;
}

DayNotes deadline_explain(Arena *a, const Calendar *c, Day day0, int64_t n, LimitUnit unit)
{
    Day due = deadline(c, day0, n, unit), last = last_counted(c, day0, n, unit);
    assert(last.n <= due.n);
    DayNotes out = {.due = due, .shortened = due.n - day0.n > NOTES_MAX};
    DayNote *at = NEW(a, DayNote, out.shortened ? NOTES_MAX : due.n - day0.n + 1);
    out.at = at;
    at[out.len++] = (DayNote){.day = day0, .why = START};
    for (Day d = {day0.n + 1}; d.n <= due.n; d.n++) {
        bool counts = d.n <= last.n && (unit != WORKDAYS || workday(c, d));
        DayNote note = note_of(c, d, counts);
        if (counts)
            note.count = ++out.counted;
        else if (d.n == due.n)
            note.why = LAST_DAY_MOVED;
        else if (note.why == WEEKEND)
            out.weekends++;
        else
            out.named++;
        bool row = calendar_row(c, d);
        if (!out.shortened || d.n == due.n || (row && out.len < NOTES_MAX - 1)) at[out.len++] = note;
    }
    return out;
}
