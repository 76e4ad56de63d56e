/* listen.h - may these settings be served? */
#pragma once
#include "app/config.h"

bool listen_is_loopback(Str listen);
/* False: *why says what is wrong and what to do. */
bool listen_allowed(const Settings *s, Arena *a, Str *why);
