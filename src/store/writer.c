/* writer.c - group commit: no waiting window; while one commit runs the next batch gathers. */
#include "store/writer.h"
#include "base/thread.h"
#include <assert.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { FAREWELL_MS = 1000, EXIT_DISK = 70 };

struct Writer {
    WriterConfig config;
    Queue *queue;
    pthread_t thread;
    _Atomic int64_t jobs, batches, failed;
};

/* An Err here is the batch's; the job's own is in j->outcome. */
static Err run_one(const Writer *w, Job *j)
{
    Store *s = w->config.store;
    TRY(store_do(s, SAVEPOINT));
    j->outcome = j->run(j, s);
    store_settle(s);
    if (j->outcome) TRY(store_do(s, ROLLBACK_TO));
    return store_do(s, RELEASE);
}

static Err run_chain(const Writer *w, Job *chain)
{
    Store *s = w->config.store;
    Err e = store_do(s, BEGIN_WRITE);
    for (Job *j = chain; j && !e; j = j->next)
        e = run_one(w, j);
    if (!e) e = store_do(s, COMMIT);
    if (!e) return OK;
    Err ignored = store_do(s, ROLLBACK);
    (void)ignored;
    return e;
}

/* When the batch is lost, a refusal is, too: it may have been for a neighbour's row that is gone. */
static void answer(Writer *w, Job *chain, bool committed)
{
    for (Job *j = chain, *next; j; j = next) {
        next = j->next; /* done() gives the job away: it may be gone on the next line */
        Err e = committed ? j->outcome : ERR_BUSY;
        w->jobs++;
        if (e) w->failed++;
        j->done(j, e);
    }
}

/* After a failed sync the kernel may have dropped what it held, and a second sync would lie:
 * nothing more is taken, what waits is told "busy", the process ends. */
_Noreturn static void leave(Writer *w)
{
    fputs("kheo: the disk refused a sync: what is on it must be read anew; stopping with code 70\n", stderr);
    queue_close(w->queue);
    for (Job *chain; (chain = queue_take(w->queue, w->config.batch_max));)
        answer(w, chain, false);
    poll(NULL, 0, FAREWELL_MS); /* the answers leave meanwhile */
    _exit(EXIT_DISK);
}

static void *writer_main(void *arg)
{
    Writer *w = arg;
    Store *s = w->config.store;
    for (Job *chain; (chain = queue_take(w->queue, w->config.batch_max));) {
        bool committed = run_chain(w, chain) == OK;
        w->batches++;
        if (w->config.settled) w->config.settled(committed);
        answer(w, chain, committed);
        Err ignored = store_tidy(s); /* logged there; the log file only stays longer */
        (void)ignored;
        if (store_lost(s)) leave(w);
    }
    return NULL;
}

Writer *writer_start(const WriterConfig *config)
{
    assert(config->store);
    assert(config->batch_max > 0);
    Writer *w = calloc(1, sizeof *w);
    if (!w) return NULL;
    w->config = *config;
    w->queue = queue_new(config->queue_max);
    if (w->queue && thread_start(&w->thread, writer_main, w)) return w;
    queue_free(w->queue);
    free(w);
    return NULL;
}

bool writer_put(Writer *w, Job *j)
{
    return queue_put(w->queue, j);
}

void writer_stop(Writer *w)
{
    if (!w) return;
    queue_close(w->queue);
    pthread_join(w->thread, NULL);
    queue_free(w->queue);
    free(w);
}

WriterFigures writer_figures(Writer *w)
{
    return (WriterFigures){.jobs = w->jobs, .batches = w->batches, .failed = w->failed};
}
