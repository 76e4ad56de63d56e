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
/* Runs a job of our own among the acts; false: too much waits, or the server is leaving. */
bool pass_job(Job *j);
/* No act is taken any more; those under way are finished and answered. */
void pass_stop(void);
WriterFigures pass_figures(void);
