/* clockwork.h - the thread that runs jobs when their time has come. */
#pragma once
#include <stdbool.h>

bool clockwork_start(void);
void clockwork_stop(void);
