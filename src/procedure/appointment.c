/* appointment.c - for when a desk may give an appointment: a procedure's limit from a moment on, and how it was
 * counted. */
#include "base/day.h"
#include "casework/casework.h"
#include "procedure/procedure.h"

Err onestop_rule(Ctx *c, Day day, const char *name, int64_t *out)
{
    Ruleset set;
    Rule r;
    const Err e = ruleset_of(c, S("onestop"), day, &set);
    if (e == ERR_NOT_FOUND) return WHY(c, MSG_procedure_no_rules, ERR_INVALID);
    TRY(e);
    TRY(rule_of(c, set.id, str(name), &r));
    *out = r.value;
    return OK;
}

static Str reckoning(Ctx *c, const DayNotes *notes)
{
    Buf off = {.arena = c->arena};
    if (notes->weekends) buf_str(&off, msg(c, MSG_procedure_weekends));
    for (size_t i = 0; i < notes->len; i++) {
        const DayNote *d = &notes->at[i];
        if (d->count || (d->why != HOLIDAY && d->why != COMP && d->why != SWAP_OFF)) continue;
        const Str day = text_Day(c, d->day);
        buf_fmt(&off, "%s" STR " (" STR ")", off.len ? ", " : "", ARG(day), ARG(d->name));
    }
    const Str days = buf_done(&off);
    return off.len ? msg_with(c, MSG_procedure_not_counted, &days, 1) : msg(c, MSG_procedure_first_not_counted);
}

Err limit_on(Ctx *c, const Procedure *p, Time received, int64_t *n, LimitUnit *unit)
{
    int64_t cut_off;
    const Day day = day_of(received);
    TRY(onestop_rule(c, day, "cut_off", &cut_off));
    if (!has_limit(p) || !calendar_covers(c->calendar, day)) return WHY(c, MSG_procedure_no_rules, ERR_INVALID);
    limit_of(p, received, cut_off, n, unit);
    return OK;
}

Err appointment_of(Ctx *c, const Procedure *p, Time received, Appointment *out)
{
    int64_t n;
    LimitUnit unit;
    const Day day = day_of(received);
    TRY(limit_on(c, p, received, &n, &unit));
    const DayNotes notes = deadline_explain(c->arena, c->calendar, day, n, unit);
    const Str weekday = weekday_text(c, notes.due), date = text_Day(c, notes.due);
    *out = (Appointment){.due = notes.due,
                         .said = arena_fmt(c->arena, STR " " STR, ARG(weekday), ARG(date)),
                         .limit = limit_text(c, p),
                         .reckoning = reckoning(c, &notes),
                         .provisional = calendar_provisional(c->calendar, day, notes.due)};
    return OK;
}
