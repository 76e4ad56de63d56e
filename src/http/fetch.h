/* fetch.h - asking other servers, several at once.
 *
 * For addresses that the operator wrote down, never for any that came from outside: http and https only, no redirect is
 * followed, and both time and size have an end. */
#pragma once
#include "base/base.h"

typedef struct {
    Str url;
    Str body;         /* not empty: POST */
    bool is_json;     /* the body; else bytes */
    Str bearer;       /* token that the other server asks for; empty: none */
    size_t answer_max;
    /* the answer */
    int status;       /* 0: there is none, and `why` says why */
    Str type, answer; /* in the arena that was given */
    Str why;
} Fetch;
enum { FETCH_MAX = 32 };

/* Of no more than FETCH_MAX. Returns when the last one has answered, or `seconds` are over, or *stop has become true (NULL: it never does). */
void fetch_all(Arena *a, Fetch *at, size_t n, int seconds, const _Atomic bool *stop);
bool fetch_allowed(Str url); /* http://... or https://..., without blanks */
