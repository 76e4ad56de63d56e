/* turn.h - one request's turn at a store, the same in the server and in conversations. */
#pragma once
#include "web/web.h"

/* The context as every turn begins: now, nobody yet, this thread's chance. Language and memory stay. */
void turn_context(Ctx *c, Store *s);
/* A read, in one snapshot; the answer is in q whatever happened. */
void turn_read(Req *q, Store *s);
/* The slow first half of an act, in one snapshot; true: it answered already. */
bool turn_prepare(Req *q, Store *s);
/* An act, inside a savepoint that belongs to the caller; any Err rolls it back. */
MUST Err turn_act(Req *q, Store *s);
void turn_end(Store *s);  /* of a snapshot */
void turn_undo(Store *s); /* rolls back; whatever that says, there is nothing left to do about it */
MUST Err turn_close(Store *s, Err e); /* ends a transaction that wrote, by what came of it: kept whole, or not at all */
/* The act was taken back with its neighbours: whatever its answer was, it is "busy" now. */
void turn_lost(Req *q);
