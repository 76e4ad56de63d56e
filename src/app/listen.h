/* listen.h - may these settings be served? */
#pragma once
#include "app/command.h"
#include "http/http.h"

bool listen_is_loopback(Str listen);
/* False: *why says what is wrong and what to do. */
bool listen_allowed(const Settings *s, Arena *a, Str *why);
/* Reads certificate and key, if any are named; false: complained. */
bool listen_tls(const Command *x, HttpConfig *http);
