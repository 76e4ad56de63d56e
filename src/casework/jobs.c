/* jobs.c - what happens by itself: time-outs, missed and near deadlines, events between services. Each file
 * is done on its own: one that cannot go on is logged and does not stop the others. */
#include "base/day.h"
#include "casework/engine.h"
#include "store/store.h"

Err casework_alone(Ctx *c, const Casefile *f, Str event, bool *did)
{
    Ctx system = casework_system(c);
    Done done;
    const Flow *flow = flow_of(f->kind);
    *did = false;
    if (!flow) return OK;
    system.actor = S("kheo"), system.actor_name = (Str){0}, system.unit = 0; /* nobody: it happens by itself */
    const Deed deed = {.flow = flow, .code = f->code, .event = event, .seen = -1, .live = true};
    Err e = casework_act(&system, &deed, &done);
    *did = e == OK;
    /* a guard that says no has written nothing; anything else undoes the job */
    if (e == ERR_CONFLICT || e == ERR_DENIED)
        return FAIL(OK, "job: %s of casefile %lld is refused", arena_copy(c->arena, event).ptr, (long long)f->id);
    return e;
}

static Err timed_out(Ctx *c, const Casefile *f, bool *did)
{
    const Flow *flow = flow_of(f->kind);
    int state = flow ? state_of(flow, f->state) : -1;
    for (size_t i = 0; state > NEW_FILE && i < flow->row_len; i++)
        if ((flow->rows[i].from & IN(state)) && flow->rows[i].after)
            return casework_alone(c, f, str(flow->rows[i].event), did);
    return OK;
}

Err casework_wake(Ctx *c, int64_t *n)
{
    CasefileRows due;
    TRY(casefile_waking(c, c->today, JOB_BATCH, &due));
    for (size_t i = 0; i < due.len; i++) {
        bool did = false;
        TRY(timed_out(c, &due.at[i], &did));
        *n += did;
    }
    return OK;
}

Err casework_breach(Ctx *c, int64_t *n)
{
    CasefileRows late;
    const Day last = {minute_of(c->now) >= OFFICE_END ? c->today.n : c->today.n - 1};
    TRY(casefile_breached(c, last, JOB_BATCH, &late));
    for (size_t i = 0; i < late.len; i++) {
        bool did = false;
        TRY(casework_alone(c, &late.at[i], S("overdue"), &did));
        *n += did;
    }
    return OK;
}

Err casework_warn(Ctx *c, int64_t *n)
{
    CasefileRows near;
    TRY(casefile_due_soon(c, c->today, JOB_BATCH, &near));
    for (size_t i = 0; i < near.len; i++) {
        const Casefile *f = &near.at[i];
        const Flow *flow = flow_of(f->kind);
        Day next;
        if (!flow) continue;
        Str topic = arena_fmt(c->arena, STR ".near", ARG(f->kind));
        if (!f->demo) TRY(outbox_add(c, (OutboxAdd){topic, S("staff"), f->id, S(""), c->now}));
        TRY(warn_after(c, flow, f, c->today, &next));
        TRY(casefile_warned(c, f->id, next));
        *n += 1;
    }
    return OK;
}

/* An event names the file it is about by its code; every flow with a row on that topic may act on it. */
static Err hear(Ctx *c, const Message *m, bool *did)
{
    Casefile f;
    Err e = casefile_by_code(c, m->payload, &f);
    if (e == ERR_NOT_FOUND) return OK;
    TRY(e);
    const Flow *flow = flow_of(f.kind);
    int state = flow ? state_of(flow, f.state) : -1;
    for (size_t i = 0; state > NEW_FILE && i < flow->row_len; i++) {
        const Transition *r = &flow->rows[i];
        if ((r->from & IN(state)) && r->on && str_eq(m->topic, str(r->on)))
            return casework_alone(c, &f, str(r->event), did);
    }
    return OK;
}

Err casework_events(Ctx *c, int64_t *n)
{
    MessageRows open;
    TRY(outbox_events(c, JOB_BATCH, &open));
    for (size_t i = 0; i < open.len; i++) {
        bool did = false;
        TRY(hear(c, &open.at[i], &did));
        TRY(outbox_done(c, open.at[i].id, c->now));
        *n += did;
    }
    return OK;
}

enum { KEPT_MS = 7 * DAY_MS };

/* A form that is sent again after a week is a new one. */
Err casework_forget(Ctx *c, int64_t *n)
{
    TRY(answered_forget(c, (Time){c->now.ms - KEPT_MS}));
    *n += store_changed(c);
    return OK;
}
