/* listen.h - the socket that waits for clients. */
#pragma once
#include "base/base.h"

/* "127.0.0.1:8080", "[::1]:8080"; a port of 0 takes any free one. -1: *why says what to mend. */
int listen_on(Str where, Arena *arena, Str *why);
int listen_port(int fd);
