/* figures.h - what the server counts about itself, and its line for each request. */
#pragma once
#include "store/writer.h"
#include "web/web.h"

typedef struct {
    Str id, method, actor;
    const char *route; /* the pattern: an address may hold a code, or what somebody searched for */
    int status;
    int64_t ms, statements, bytes;
} Line;
void figures_line(const Line *l, bool quiet); /* counts it, and writes it unless quiet */
Str figures_text(Arena *a, const WriterFigures *w);
