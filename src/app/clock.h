/* clock.h - what time it is: the machine's, or for tests what a file or a conversation says. */
#pragma once
#include "base/base.h"

Time clock_now(void);
/* From now on the clock is the instant written in the file, read anew each time it is asked. */
bool clock_of_file(const char *name);
bool clock_is_file(void);
void clock_fix(Time t);
int64_t clock_tick_ms(void); /* of no use as a date: for measuring */

/* While the program runs the machine's clock may be set back: time goes on from where it was. `lead` is how far the one
 * clock was ahead of the other, at most. */
int64_t clock_steady(_Atomic int64_t *lead, int64_t wall_ms, int64_t tick_ms);
/* Something was done at that instant already, by an earlier run. A minute behind it is made good; more is a clock that
 * is wrong, and clock_is_behind() until it says later. Not of a clock that a test sets. */
void clock_after(Time last);
bool clock_is_behind(Time *last);
