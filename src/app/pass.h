/* pass.h - a request's way through the threads: a read on the loop thread, an act through the slow pool and the
 * writer. Whoever holds a request owns it and its memory. */
#pragma once
#include "app/config.h"
#include "http/http.h"
#include "store/writer.h"

bool pass_start(const Settings *s, Store *writer, Str *why);
bool pass_handle(Call *x); /* HttpConfig.handle */
void pass_refused(Call *x); /* HttpConfig.refused */
/* The read-only store of this thread; NULL: it cannot be opened. */
Store *pass_reader(Arena *a);
/* Runs something of our own among the acts, with a context over that memory, and waits for what comes of it. ERR_BUSY
 * that is not its own: too much waits, or the server is leaving. */
MUST Err pass_wait(Arena *a, Err (*run)(Ctx *c, void *of), void *of);
/* No act is taken any more; those under way are finished and answered. */
void pass_stop(void);
WriterFigures pass_figures(void);
