/* call.h - the memory of calls. Each loop thread keeps some of those that are over, so that a request costs no malloc. */
#pragma once
#include "http/http.h"
#include "http/wire.h"
#include <pthread.h>

typedef struct { pthread_key_t spares; size_t arena_max; } Calls;
bool calls_open(Calls *c, size_t arena_max); /* false: no thread key is left */
void calls_close(Calls *c);

Call *call_new(Calls *c, Wire *w); /* NULL: no memory. Both on the thread of the wire's loop */
void call_free(Calls *c, Call *x);
/* From its arena; NULL where that is full: outside of a handler there is no boundary to jump to. */
void *call_room(Call *x, size_t n);
