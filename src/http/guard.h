/* guard.h - refuses every head that two programs could read in two ways (RFC 9112, reliability of the house).
 * It reads a head as libmicrohttpd leaves it: cut in place. See guard.c. */
#pragma once
#include "base/base.h"

enum {
    HEAD_MAX = 16 << 10,  /* bytes of header fields */
    FIELDS_IN_MAX = 100,
    URL_MAX = 8 << 10
};

typedef struct { Str name, value; } Field;
typedef struct { Field at[FIELDS_IN_MAX]; int len; } Fields;
typedef struct {
    int64_t length;  /* Content-Length; -1: none */
    bool chunked;
    Str forwarded;   /* X-Forwarded-For: what stands last */
} Head;

/* All four: 0, or the status to refuse with. */
int guard_line(Str method, Str path);
int guard_query(Str query);
/* `at` is the first header line, `end` the byte after the empty line, both in the cut head; `fields`: what the library
 * has found there. */
int guard_head(const char *at, const char *end, bool http_1_1, const Fields *fields, Head *out);
/* A piece of a chunked body: `base` is where the library's buffer starts, `piece` what it found behind a size line. */
int guard_chunk(const char *base, const char *piece);
