/* call.c - the memory of calls: taken from what the thread kept of earlier ones, and given back to it. */
#include "http/call.h"
#include "http/guard.h"
#include <setjmp.h>
#include <stdlib.h>

enum {
    CALL_BYTES = 64 << 10, /* a call and the first block of its arena */
    SPARE_MAX = 64         /* calls that a thread keeps for later */
};

typedef struct Block Block;
struct Block {
    Call call;
    Block *next;
    _Alignas(16) char heap[];
};
typedef struct {
    Block *first;
    int len;
} Spares;

static void spares_free(void *arg)
{
    Spares *s = arg;
    for (Block *b = s->first, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    free(s);
}

bool calls_open(Calls *c, size_t arena_max)
{
    c->arena_max = arena_max;
    return pthread_key_create(&c->spares, spares_free) == 0;
}

void calls_close(Calls *c)
{
    pthread_key_delete(c->spares);
}

static Spares *spares_of(Calls *c)
{
    Spares *s = pthread_getspecific(c->spares);
    if (s) return s;
    s = calloc(1, sizeof *s);
    if (!s || pthread_setspecific(c->spares, s) == 0) return s;
    free(s);
    return NULL;
}

Call *call_new(Calls *c, Wire *w)
{
    Spares *s = spares_of(c);
    Block *b = s ? s->first : NULL;
    if (b)
        s->first = b->next, s->len--;
    else if (!(b = malloc(CALL_BYTES)))
        return NULL;
    b->call = (Call){.wire = w, .address = w->address};
    b->call.arena = arena_over(b->heap, CALL_BYTES - offsetof(Block, heap), c->arena_max);
    return &b->call;
}

void call_free(Calls *c, Call *x)
{
    Block *b = (Block *)x;
    Spares *s = spares_of(c);
    arena_clear(&x->arena);
    if (!s || s->len >= SPARE_MAX) {
        free(b);
        return;
    }
    b->next = s->first, s->first = b, s->len++;
}
_Static_assert(offsetof(Block, call) == 0, "a call is the start of its block");
_Static_assert(CALL_BYTES - sizeof(Block) > 2 * URL_MAX, "the query always fits into the first block");

void *call_room(Call *x, size_t n)
{
    jmp_buf here, *volatile outer = arena_boundary;
    if (setjmp(here)) {
        arena_boundary = outer;
        return NULL;
    }
    arena_boundary = &here;
    void *p = arena_raw(&x->arena, n);
    arena_boundary = outer;
    return p;
}
