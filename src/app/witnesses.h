/* witnesses.h - asks the witnesses of this ledger whether it only grew, in a thread of its own: one that is dead or slow
 * delays nobody. */
#pragma once
#include "app/command.h"
#include "ledger/log.h"

/* Reads the operator's list into the data; false: complained about the list. */
bool witnesses_load(const Command *x, Ctx *c);

/* What witnesses hold of the last log that these data have less of, or another history; none: {0}. */
typedef struct { Str note, by; Standing is; int64_t size; int asked, heard; } Held;
int64_t checkpoint_size(Arena *a, Str note); /* -1: it is none */
MUST Err witnesses_hold(Ctx *c, int seconds, Held *out);

MUST Err further_log(Ctx *c, const Held *held); /* opens it, in a transaction of its own: it commits to what they hold */

bool witnesses_start(const Command *x); /* false: no thread to be had */
void witnesses_stop(void);
