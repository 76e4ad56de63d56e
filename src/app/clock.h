/* clock.h - what time it is: the machine's, or for tests what a file or a conversation says. */
#pragma once
#include "base/base.h"

Time clock_now(void);
/* From now on the clock is the instant written in the file, read anew each time it is asked. */
bool clock_of_file(const char *name);
bool clock_is_file(void);
void clock_fix(Time t);
int64_t clock_tick_ms(void); /* of no use as a date: for measuring */
