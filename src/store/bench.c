/* bench.c - the context of a test. */
#include "store/bench.h"
#include "base/day.h"
#include "base/test.h"
#include <stdio.h>
#include <string.h>

void bench_at(Ctx *c, int year, int month, int date, int hour, int minute)
{
    c->now = time_at(day(year, month, date), hour * 60 + minute);
    c->today = day_of(c->now);
}

Ctx *bench_ctx(void)
{
    static _Alignas(16) char memory[1 << 16];
    static Arena arena;
    static uint64_t chance;
    static Ctx c;
    Str why;
    const char *name;
    if (c.store) store_free(c.store);
    arena_clear(&arena);
    arena = arena_over(memory, sizeof memory, 1 << 26);
    chance = 1;
    c = (Ctx){.arena = &arena, .chance = &chance};
    bench_at(&c, 2026, 11, 23, 9, 0);
    c.store = store_open(&arena, ":memory:", CREATE, &why);
    CHECK(c.store);
    OKAY(store_migrate(c.store, &name));
    return &c;
}

Str bench_file(Ctx *c, const char *name)
{
    char path[512];
    Buf out = {.arena = c->arena};
    snprintf(path, sizeof path, "%s/%s", TEST_DATA, name);
    FILE *f = fopen(path, "rb");
    CHECK(f);
    for (size_t n = 1; n;) {
        n = fread(buf_room(&out, 1 << 16), 1, 1 << 16, f);
        out.len += n;
    }
    fclose(f);
    return buf_done(&out);
}
