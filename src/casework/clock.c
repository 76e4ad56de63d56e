/* clock.c - the deadline of a file: started, stopped, extended; when it is near, and when it is missed. */
#include "base/day.h"
#include "casework/engine.h"
#include <assert.h>
#include <stdio.h>

enum { WARNINGS_MAX = 8 };
typedef struct {
    Day at[WARNINGS_MAX];
    size_t len;
} Warnings;

/* Near: one working day before, or four fifths of a limit in working days gone, whichever comes first. */
static Day near_day(const Ctx *c, const Casefile *f)
{
    Day one = workdays_add(c->calendar, f->due, -1);
    if (f->day_unit != WORKDAYS || f->days < 5) return one;
    Day most = workdays_add(c->calendar, f->counted_from, (f->days * 4 + 4) / 5);
    return most.n < one.n ? most : one;
}

static Err warnings_of(Ctx *c, const Flow *flow, const Casefile *f, Warnings *out)
{
    *out = (Warnings){.at = {near_day(c, f)}, .len = 1};
    if (!flow->warn) return OK;
    for (out->len = 0; flow->warn[out->len]; out->len++) {
        int64_t before;
        assert(out->len < WARNINGS_MAX);
        TRY(casework_rule(c, flow, f, flow->warn[out->len], &before));
        out->at[out->len] = workdays_add(c->calendar, f->due, -before);
    }
    return OK;
}

Err warn_after(Ctx *c, const Flow *flow, const Casefile *f, Day day, Day *out)
{
    Warnings w;
    *out = (Day){0};
    TRY(warnings_of(c, flow, f, &w));
    for (size_t i = 0; i < w.len; i++)
        if (w.at[i].n > day.n && (!out->n || w.at[i].n < out->n)) *out = w.at[i];
    return OK;
}

/* Where all days for a warning are past already, it is given at once. */
static Err due_set(Act *a, Day due)
{
    Casefile *f = &a->file;
    f->due = due, f->late = 0;
    TRY(warn_after(a->c, a->flow, f, (Day){a->c->today.n - 1}, &f->warn));
    if (!f->warn.n) f->warn = a->c->today;
    return OK;
}

Day clock_first_day(const Calendar *cal, const Casefile *f)
{
    return deadline(cal, f->counted_from, f->days, f->day_unit == GIVEN_DAY ? DAYS : (LimitUnit)f->day_unit);
}

bool clock_recount(const Calendar *cal, Casefile *f)
{
    if (f->clock != RUNNING && f->clock != STANDING) return false;
    const Day first = clock_first_day(cal, f), base = f->promised.n ? workdays_add(cal, f->promised, 0) : first;
    const Day due = f->stood ? workdays_add(cal, base, f->stood) : base;
    const Casefile was = *f;
    if (first.n > f->first_due.n) f->first_due = first;
    if (due.n > f->due.n) f->due = due;
    return f->due.n != was.due.n || f->first_due.n != was.first_due.n;
}

/* The day itself is not counted, and the last day ends with office hours (calendar.h says by which law). */
static Err start(Act *a)
{
    Casefile *f = &a->file;
    const Ctx *c = a->c;
    if (!calendar_covers(c->calendar, a->done)) return WHY(a->c, MSG_casework_calendar, ERR_INVALID);
    f->clock = RUNNING, f->paused = f->promised = (Day){0}, f->stood = 0, f->counted_from = a->done;
    if (a->new_due.n) f->days = a->new_due.n - a->done.n, f->day_unit = GIVEN_DAY;
    assert(f->days >= 0);
    TRY(due_set(a, clock_first_day(c->calendar, f)));
    f->first_due = f->due;
    return OK;
}

static Err resume(Act *a)
{
    Casefile *f = &a->file;
    const Ctx *c = a->c;
    int64_t stood = workdays_between(c->calendar, f->paused, a->done);
    f->clock = RUNNING, f->paused = (Day){0}, f->stood += stood;
    return due_set(a, workdays_add(c->calendar, f->due, stood));
}

Err clock_move(Act *a)
{
    Casefile *f = &a->file;
    switch (a->clock) {
    case CLOCK_NONE:
        return OK;
    case CLOCK_START:
    case CLOCK_RESTART:
        return start(a);
    case CLOCK_PAUSE:
        assert(f->clock == RUNNING);
        f->clock = STANDING, f->paused = a->done;
        return OK;
    case CLOCK_RESUME:
        assert(f->clock == STANDING);
        return resume(a);
    case CLOCK_EXTEND:
        assert(f->clock == RUNNING);
        assert(a->new_due.n > f->due.n);
        f->promised = a->new_due, f->stood = 0;
        return due_set(a, a->new_due); /* first_due stays: an apology never improves the figures */
    case CLOCK_STOP:                   /* judged on time or late in count_act(); DROP is not */
    case CLOCK_DROP:
        if (f->clock != STOPPED_NOT) f->clock = ENDED;
        return OK;
    }
    return OK;
}

void state_timer(Act *a, int64_t days)
{
    a->file.wake = days ? (Day){a->done.n + (int32_t)days} : (Day){0};
}

/* ---- what a voided act gives back ---- */

Str clock_save(Ctx *c, const Casefile *f)
{
    return arena_fmt(c->arena, "%lld %lld %lld %d %d %d %d %lld %d %d %d %d %lld %d", (long long)f->clock,
                     (long long)f->days, (long long)f->day_unit, f->counted_from.n, f->due.n, f->first_due.n,
                     f->paused.n, (long long)f->late, f->warn.n, f->wake.n, f->closed.n, f->public, (long long)f->stood,
                     f->promised.n);
}

bool clock_restore(Casefile *f, Str saved)
{
    long long clock, days, unit, late, stood;
    int shown;
    if (sscanf(saved.ptr, "%lld %lld %lld %d %d %d %d %lld %d %d %d %d %lld %d", &clock, &days, &unit,
               &f->counted_from.n, &f->due.n, &f->first_due.n, &f->paused.n, &late, &f->warn.n, &f->wake.n,
               &f->closed.n, &shown, &stood, &f->promised.n) != 14)
        return false;
    f->clock = clock, f->days = days, f->day_unit = unit, f->late = late, f->stood = stood;
    f->public = shown != 0;
    return true;
}

/* ---- reading it ---- */

int64_t days_left(const Ctx *c, const Casefile *f)
{
    return workdays_between(c->calendar, c->today, f->due);
}

bool is_overdue(const Ctx *c, const Casefile *f)
{
    if (f->clock != RUNNING) return false;
    return c->today.n > f->due.n || (c->today.n == f->due.n && minute_of(c->now) >= OFFICE_END);
}

bool is_nearly_due(const Ctx *c, const Casefile *f)
{
    return f->clock == RUNNING && !is_overdue(c, f) && days_left(c, f) <= 1;
}
