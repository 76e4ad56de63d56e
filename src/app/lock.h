/* lock.h - one server a data file: what it keeps in memory would not be told what another one writes. */
#pragma once
#include <stdbool.h>

/* Held to the end of the process, however it ends. False: another process holds it. */
bool lock_take(const char *data);
