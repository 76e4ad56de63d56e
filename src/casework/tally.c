/* tally.c - the two tallies: stock (where things stand) and flow (which acts happened), changed in the
 * act's own transaction for the unit and all above it. Each change is a line of act.counts:
 * UNIT MEASURE MONTH N FACET. Sources: fields and kinds are codes without blanks; a facet may hold any text. */
#include "base/day.h"
#include "casework/engine.h"
#include <assert.h>
#include <string.h>

Err count_at(Act *a, const Count *x)
{
    buf_fmt(&a->counts, "%lld " STR " %lld %lld " STR "\n", (long long)x->unit, ARG(x->measure), (long long)x->month,
            (long long)x->n, ARG(x->facet));
    return tally_add(a->c, (TallyAdd){x->unit, str(a->flow->kind), x->measure, x->month, x->facet, x->n});
}

Err casework_count(Act *a, const char *measure, Str facet, int64_t n)
{
    return count_at(a, &(Count){a->file.unit, str(measure), facet, month_of(a->done), n});
}

Err casework_count_in(Act *a, const Count *x)
{
    assert(memchr(x->measure.ptr, '@', x->measure.len));
    return count_at(a, x);
}

static Err count_state(Act *a, const Casefile *f, Str state, int64_t n)
{
    Str measure = arena_fmt(a->c->arena, "=" STR, ARG(state));
    return count_at(a, &(Count){f->unit, measure, f->facet, f->year, n});
}

/* Both figures are reported, and the first is the headline: an apology never improves the score. What was handed in
 * while the clock ran, and judged while it stood, is of the day on which it stopped. */
static Err count_result(Act *a)
{
    const Casefile *f = &a->file;
    if (a->clock != CLOCK_STOP || a->was->clock == STOPPED_NOT) return OK;
    const Day day = a->was->clock == STANDING ? a->was->paused : a->done;
    TRY(casework_count(a, day.n <= f->first_due.n ? "on_time_first" : "late_first", f->facet, 1));
    return casework_count(a, day.n <= f->due.n ? "on_time" : "late", f->facet, 1);
}

Err count_act(Act *a, Str measure, const char *before, const char *after)
{
    const Casefile *f = &a->file, *was = a->was;
    TRY(count_at(a, &(Count){f->unit, measure, f->facet, month_of(a->done), 1}));
    bool moves = strcmp(before, after) != 0 || f->unit != was->unit || !str_eq(f->facet, was->facet);
    if (moves && *before) TRY(count_state(a, was, str(before), -1));
    if (moves) TRY(count_state(a, f, str(after), 1));
    return count_result(a);
}

/* The file goes to another unit; its state and what happened stay as they are. */
Err count_place(Act *a)
{
    TRY(count_state(a, a->was, a->was->state, -1));
    return count_state(a, &a->file, a->file.state, 1);
}

static bool number(Str *rest, char by, int64_t *out)
{
    return str_int(str_cut(rest, by), out);
}

bool count_next(Str *counts, Count *out)
{
    Str line = str_cut(counts, '\n');
    if (!number(&line, ' ', &out->unit)) return false;
    out->measure = str_cut(&line, ' ');
    if (!number(&line, ' ', &out->month) || !number(&line, ' ', &out->n)) return false;
    out->facet = line;
    return out->measure.len > 0;
}

Err count_back(Act *a, Str counts)
{
    while (counts.len) {
        Count x;
        if (!count_next(&counts, &x)) return FAIL(ERR_INTERNAL, "%s: counts of an act are not readable", a->flow->kind);
        x.n = -x.n;
        TRY(count_at(a, &x));
    }
    return OK;
}

Err casework_roll_up(Ctx *c)
{
    TRY(tally_forget_roll_up(c));
    TRY(tally_to_own(c));
    return tally_roll_up(c);
}
