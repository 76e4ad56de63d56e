/* trial.h - for tests: flows that are only for trying the engine, and an office to do it in, in a write transaction. */
#pragma once
#include "casework/casework.h"
#include "store/store.h"

extern const Flow trial_flow, trial_told; /* told: warned of by rules of its own */
extern const Flow trial_lent;             /* a part of the work that another unit does */

Ctx *trial(void);                                                        /* it is the desk of 22945 that acts */
void trial_as(Ctx *c, const char *name, int64_t role, const char *unit); /* from now on this person */
void trial_nobody(Ctx *c);

extern Done trial_done; /* what the last act came to */
Err trial_deed(Ctx *c, const char *event, Str code, Str input, Str token, int64_t seen, int64_t parent);
Err trial_act(Ctx *c, const char *event, Str code, const char *input);
Str trial_begin(Ctx *c, const char *input);                  /* by the desk; the code of the new file */
Str trial_give(Ctx *c, const Flow *of, const char *input);   /* the same, with its day given outright */

int64_t trial_sum(Ctx *c, const char *unit, const char *measure); /* of trial_flow, of all months */
void trial_sound(Ctx *c);                                         /* no figure has drifted */
void trial_run(Ctx *c, const Sql *sql);
