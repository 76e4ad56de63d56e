/* turn.c - context, snapshot or savepoint, and the handler in between. */
#include "app/turn.h"
#include "app/clock.h"
#include "app/house.h"
#include "base/day.h"
#include "store/store.h"
#include <stdlib.h>
#include <sys/random.h>

void turn_context(Ctx *c, Store *s)
{
    static _Thread_local uint64_t seed;
    if (!seed && getrandom(&seed, sizeof seed, 0) != sizeof seed) abort();
    *c = (Ctx){.arena = c->arena, .lang = c->lang, .store = s, .calendar = house_calendar(), .chance = &seed};
    c->now = clock_now(), c->today = day_of(c->now);
}

void turn_undo(Store *s)
{
    Err ignored = store_do(s, ROLLBACK);
    (void)ignored;
}

void turn_end(Store *s)
{
    store_settle(s);
    if (store_do(s, COMMIT)) turn_undo(s);
}

Err turn_close(Store *s, Err e)
{
    store_settle(s);
    if (!e) e = store_do(s, COMMIT);
    if (e) turn_undo(s);
    return e;
}

/* The page was drawn from this snapshot; that it can no longer be closed concerns the next one. */
static bool snapshot(Req *q, Store *s, Handler *half)
{
    turn_context(&q->ctx, s);
    if (store_do(s, BEGIN_READ)) return turn_lost(q), false;
    const uint64_t chance = *q->ctx.chance;
    const Err e = web_run(q, half);
    q->drew = *q->ctx.chance != chance;
    turn_end(s);
    return e == OK;
}

void turn_read(Req *q, Store *s)
{
    (void)snapshot(q, s, q->route ? q->route->run : NULL);
}

bool turn_prepare(Req *q, Store *s)
{
    q->status = 0;
    return !snapshot(q, s, web_prepare(q)) || q->status;
}

/* By a clock that is behind what was done last, an act would bear a day that has passed, and a deadline begin with it.
 */
static Err clock_wrong(Req *q)
{
    Ctx *c = &q->ctx;
    Time last;
    (void)clock_is_behind(&last);
    q->retry_after = 600;
    if (!c->actor.len) return WHY(c, MSG_casework_clock_wrong, ERR_BUSY); /* they cannot set it */
    c->why = MSG_casework_clock, c->why_arg[0] = text_Time(c, c->now), c->why_arg[1] = text_Time(c, last);
    return ERR_BUSY;
}

Err turn_act(Req *q, Store *s)
{
    Time last;
    turn_context(&q->ctx, s); /* now, and the person's rights, as they are in this transaction */
    q->status = 0, q->set_cookie_len = 0, q->keep = false;
    TRY(web_run(q, clock_is_behind(&last) ? clock_wrong : q->route->run));
    return q->status >= 400 && !q->keep ? ERR_INVALID : OK;
}

void turn_lost(Req *q)
{
    if (!q->ctx.now.ms) turn_context(&q->ctx, NULL); /* the page says what day it is */
    web_lost(q);
}
