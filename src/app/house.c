/* house.c - the days off and the name of the office, read from the data and shared by all threads. */
#include "app/house.h"
#include "casework/casework.h"
#include <stdalign.h>
#include <stdatomic.h>

enum { MEMORY_MAX = 1 << 26 };

static _Atomic(const Calendar *) days_off;

/* Lives to the end of the program. */
static Arena *memory(void)
{
    static alignas(16) char first[1 << 14];
    static Arena arena;
    if (!arena.max) arena = arena_over(first, sizeof first, MEMORY_MAX);
    return &arena;
}

const Calendar *house_calendar(void)
{
    const Calendar *now = atomic_load(&days_off);
    if (!now) atomic_store(&days_off, now = calendar_build(memory(), NULL, 0));
    return now;
}

Err house_load(Ctx *c)
{
    const Calendar *now;
    TRY(calendar_load(c, memory(), &now)); /* the one before stays: a request may still be reading it */
    atomic_store(&days_off, now);
    c->calendar = now;
    return OK;
}
