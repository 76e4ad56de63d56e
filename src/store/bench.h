/* bench.h - for tests: a context over an empty database in memory, with every migration. */
#pragma once
#include "store/store.h"

/* Clears what a test before left. It is Monday 23/11/2026, 09:00; nobody is signed in; Vietnamese. */
Ctx *bench_ctx(void);
void bench_at(Ctx *c, int year, int month, int date, int hour, int minute); /* sets the clock */
Str bench_file(Ctx *c, const char *name); /* the text of a file of test/data, into the arena */
