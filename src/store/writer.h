/* writer.h - the one thread that writes: takes all that waits, a savepoint each, one commit.
 * Whoever takes a job owns it and all it points to; who handed it over does not look at it again.
 *
 * A batch that cannot be committed (disk full, locked) answers ERR_BUSY to all its jobs. So constraints
 * are immediate: a deferred one would fail at the commit, and all for one. After a failed sync nothing
 * more is taken, what waits is answered ERR_BUSY, and a second later the process exits with code 70. */
#pragma once
#include "store/store.h"

typedef struct Job Job;
struct Job {
    Err (*run)(Job *j, Store *s);  /* inside a savepoint; an Err rolls it back */
    void (*done)(Job *j, Err e);   /* called once, after commit or failure; may be the job's end */
    Job *next;
    Err outcome;
};

typedef struct Queue Queue;
Queue *queue_new(int max);
bool queue_put(Queue *q, Job *j);   /* false: full or closed; the caller keeps the job */
Job *queue_take(Queue *q, int max); /* waits; a chain of up to max jobs; NULL: closed and empty */
void queue_close(Queue *q);
void queue_free(Queue *q);

typedef struct Writer Writer;
typedef struct {
    Store *store;    /* the writer's own, read and write */
    int batch_max;   /* jobs a commit; 1: a commit each (for comparison) */
    int queue_max;
    void (*settled)(bool committed); /* after each batch, before the answers leave; may be NULL */
} WriterConfig;
Writer *writer_start(const WriterConfig *config); /* NULL: no thread to be had */
bool writer_put(Writer *w, Job *j);               /* false: too much waits; the caller answers "busy" */
void writer_stop(Writer *w);                      /* what is queued still runs */
typedef struct { int64_t jobs, batches, failed; } WriterFigures; /* failed: jobs not committed */
WriterFigures writer_figures(Writer *w);
