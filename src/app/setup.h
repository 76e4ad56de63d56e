/* setup.h - the first start: data without accounts are set up by whoever sees the terminal. */
#pragma once
#include "web/web.h"

/* Opens the set-up page when nobody could sign in. */
MUST Err setup_load(Ctx *c);
/* "/thiet-lap?ma=..." while it is open; empty: there is nothing to set up. */
Str setup_address(Arena *a);
/* While it is open every other page says so. */
void setup_route(Req *q);
/* An act was committed: that of the set-up closes it. */
void setup_committed(const Req *q);
extern const Slice setup_slice;
