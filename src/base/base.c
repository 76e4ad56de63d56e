/* base.c - memory, chance, and the operator's log. */
#include "base/base.h"
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum { BLOCK_MIN = 1 << 16, ALIGN = 16, ROOM_FIRST = 16 };
struct ArenaBlock {
    ArenaBlock *next;
    size_t size;
};
_Static_assert(sizeof(ArenaBlock) % ALIGN == 0, "the memory after a block's head is aligned");

_Thread_local jmp_buf *arena_boundary;

Arena arena_over(void *first, size_t n, size_t max)
{
    assert((uintptr_t)first % ALIGN == 0);
    return (Arena){.at = first, .end = (char *)first + n, .max = max};
}

Arena arena_empty(size_t max)
{
    static char none[ALIGN] __attribute__((aligned(ALIGN)));
    return arena_over(none, 0, max);
}

void arena_clear(Arena *a)
{
    while (a->blocks) {
        ArenaBlock *next = a->blocks->next;
        free(a->blocks);
        a->blocks = next;
    }
    a->at = a->end = NULL, a->grown = 0;
}

static void arena_full(void)
{
    assert(arena_boundary);
    longjmp(*arena_boundary, 1);
}

static void arena_grow(Arena *a, size_t n)
{
    size_t size = a->grown > BLOCK_MIN ? a->grown : BLOCK_MIN;
    if (size < n) size = n;
    if (size > a->max - a->grown) size = n;
    if (n > a->max || a->grown > a->max - n) arena_full();
    ArenaBlock *b = malloc(sizeof *b + size);
    if (!b) arena_full();
    *b = (ArenaBlock){.next = a->blocks, .size = size};
    a->blocks = b, a->grown += size;
    a->at = (char *)(b + 1), a->end = a->at + size;
}

void *arena_raw(Arena *a, size_t n)
{
    if (n > SIZE_MAX / 2) arena_full();
    n = (n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    if (n > (size_t)(a->end - a->at)) arena_grow(a, n);
    void *p = a->at;
    a->at += n;
    return p;
}

void *arena_alloc(Arena *a, size_t n)
{
    return memset(arena_raw(a, n), 0, n);
}

void *arena_grown(Arena *a, void *at, size_t len, size_t *cap, size_t size)
{
    if (len < *cap) return at;
    *cap = *cap ? *cap * 2 : ROOM_FIRST;
    void *more = arena_raw(a, *cap * size);
    if (len) memcpy(more, at, len * size);
    return more;
}

uint64_t chance(Ctx *c) /* splitmix64 over a seed from the kernel: for ids that need not be secret */
{
    uint64_t z = (*c->chance += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

void chance_bytes(Ctx *c, void *at, size_t n)
{
    if (c->chance) chance(c);                       /* used */
    if (getrandom(at, n, 0) != (ssize_t)n) abort(); /* no secret is better than a guessable one */
}

Err fail_at(const char *file, int line, Err e, const char *fmt, ...)
{
    char why[512];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(why, sizeof why, fmt, ap);
    va_end(ap);
    for (char *s = why; *s; s++)
        if ((unsigned char)*s < ' ') *s = ' '; /* one line, whatever was in it */
    fprintf(stderr, "kheo: %s (%s:%d)\n", why, file, line);
    return e;
}
