/* clock.c - the deadline of a file: started, stopped, extended; when it is near, and when it is missed. */
#include "base/day.h"
#include "casework/engine.h"
#include <assert.h>
#include <stdio.h>

/* Near: one working day before, or four fifths of a limit in working days gone, whichever comes first. */
static Day warn_day(const Ctx *c, const Casefile *f)
{
    Day one = workdays_add(c->calendar, f->due, -1);
    if (f->day_unit != WORKDAYS || f->days < 5) return one;
    Day most = workdays_add(c->calendar, f->counted_from, (f->days * 4 + 4) / 5);
    return most.n < one.n ? most : one;
}

static void due_set(const Ctx *c, Casefile *f, Day due)
{
    f->due = due, f->late = 0, f->warned = 0;
    f->warn = warn_day(c, f);
}

/* The day itself is not counted, and the last day ends with office hours (calendar.h says by which law). */
static Err start(Act *a)
{
    Casefile *f = &a->file;
    const Ctx *c = a->c;
    assert(f->days >= 0);
    if (!calendar_covers(c->calendar, a->done)) return WHY(a->c, MSG_casework_calendar, ERR_INVALID);
    f->clock = RUNNING, f->paused = (Day){0}, f->counted_from = a->done;
    due_set(c, f, deadline(c->calendar, a->done, f->days, (LimitUnit)f->day_unit));
    f->first_due = f->due;
    return OK;
}

static void resume(Act *a)
{
    Casefile *f = &a->file;
    const Ctx *c = a->c;
    int64_t stood = workdays_between(c->calendar, f->paused, a->done);
    f->clock = RUNNING;
    due_set(c, f, workdays_add(c->calendar, f->due, stood));
    f->paused = (Day){0};
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
        resume(a);
        return OK;
    case CLOCK_EXTEND:
        assert(f->clock == RUNNING);
        assert(a->new_due.n > f->due.n);
        due_set(a->c, f, a->new_due); /* first_due stays: an apology never improves the figures */
        return OK;
    case CLOCK_STOP: /* judged on time or late in count_act(); DROP is not */
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
    return arena_fmt(c->arena, "%lld %lld %lld %d %d %d %d %lld %d %lld %d %d %d", (long long)f->clock,
                     (long long)f->days, (long long)f->day_unit, f->counted_from.n, f->due.n, f->first_due.n,
                     f->paused.n, (long long)f->late, f->warn.n, (long long)f->warned, f->wake.n, f->closed.n,
                     f->public);
}

bool clock_restore(Casefile *f, Str saved)
{
    long long clock, days, unit, late, warned;
    int shown;
    if (sscanf(saved.ptr, "%lld %lld %lld %d %d %d %d %lld %d %lld %d %d %d", &clock, &days, &unit, &f->counted_from.n,
               &f->due.n, &f->first_due.n, &f->paused.n, &late, &f->warn.n, &warned, &f->wake.n, &f->closed.n,
               &shown) != 13)
        return false;
    f->clock = clock, f->days = days, f->day_unit = unit, f->late = late, f->warned = warned;
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
