/* worker.h - dangerous work (decoding pictures; later drawing documents) in a process of its own.
 *
 * The worker is this same program, started anew with a verb that is not for people with one socket and nothing else: no
 * data file, no network, bounded memory and time. It gets bytes and gives bytes. What it answers is not trusted: the
 * caller checks it. When it dies or takes too long, the one request fails and the next finds a new worker. */
#pragma once
#include "base/base.h"

enum { WORK_IN_MAX = 24 << 20, WORK_OUT_MAX = 24 << 20, WORKERS = 2 };

typedef struct {
    const char *name;
    bool (*load)(void);   /* opens the libraries, before every door is shut; false: not there */
    /* Fills `out`; false: `out` holds why, as text for the log. Runs in the worker, within `ms_max`. */
    bool (*run)(Arena *a, Str in, Buf *out);
    int ms_max;
} WorkKind;
extern const WorkKind *const *work_kinds; /* ends with NULL; set by app before anything else */

/* Waits for a worker and for its answer. ERR_INVALID: it could not do it, *out says why (never for people);
 * ERR_GONE: it died or was too slow over these bytes; ERR_BUSY: no worker can be had. Not for the writer's thread. */
MUST Err worker_ask(Arena *a, const WorkKind *kind, Str in, Str *out);
void worker_stop(void); /* ends them all */
int worker_pid(int i);  /* of one that runs; 0: none: for tests and figures */

/* The first thing main() does: of a process that is a worker, its whole life, and how it ends; -1: it is none. */
int worker_main(int argc, char **argv);

/* cage.c: shuts every door that the kernel lets us shut; what holds is written down in docs/operations.md. */
void cage_enter(void);  /* before libraries: limits, new privileges, the network */
void cage_shut(void);   /* after them: files, sockets, programs */
