/* errand.c - what the server has to do at other servers, on a thread of its own. */
#include "app/errand.h"
#include "app/command.h"
#include "app/pass.h"
#include "app/turn.h"
#include <stdalign.h>

enum { MEMORY_MAX = 1 << 25, MORE_MS = 1 };

static bool go_round(const Errand *e, Store *s, char *first, size_t len)
{
    Arena a = arena_over(first, len, MEMORY_MAX);
    Ctx c = {.arena = &a};
    jmp_buf full;
    volatile bool more = false;
    turn_context(&c, s);
    arena_boundary = &full;
    if (!setjmp(full)) {
        more = e->round(&c);
    } else {
        turn_undo(s);
        if (e->full) complain(NOT_SO, "%s", e->full);
    }
    arena_boundary = NULL;
    arena_clear(&a);
    return more;
}

static void *run(void *of)
{
    alignas(16) char first[1 << 16];
    Errand *e = of;
    Arena a = arena_over(first, sizeof first, 1 << 20);
    Str why;
    Store *s = store_open(&a, e->data, READ_ONLY, &why);
    if (!s) return complain(NOT_SO, "%s: " STR, e->undone, ARG(why)), NULL;
    while (beat_sleep(&e->beat, go_round(e, s, first, sizeof first) ? MORE_MS : e->every_ms)) {
    }
    store_free(s);
    return NULL;
}

bool errand_start(Errand *e)
{
    return beat_start(&e->beat, run, e);
}
