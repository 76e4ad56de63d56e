/* beat.c - a thread that works, sleeps, and is woken to end. */
#include "app/beat.h"
#include "base/thread.h"
#include <time.h>

bool beat_start(Beat *b, void *(*run)(void *), void *of)
{
    b->running = thread_start(&b->thread, run, of);
    return b->running;
}

bool beat_sleep(Beat *b, int64_t ms)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until); /* nobody sets it back */
    until.tv_sec += ms / 1000, until.tv_nsec += ms % 1000 * 1000000;
    if (until.tv_nsec >= 1000000000) until.tv_sec++, until.tv_nsec -= 1000000000;
    pthread_mutex_lock(&b->lock);
    if (!b->stopping) pthread_cond_clockwait(&b->bell, &b->lock, CLOCK_MONOTONIC, &until);
    pthread_mutex_unlock(&b->lock);
    return !b->stopping;
}

void beat_stop(Beat *b)
{
    pthread_mutex_lock(&b->lock);
    b->stopping = true;
    pthread_cond_signal(&b->bell);
    pthread_mutex_unlock(&b->lock);
    if (b->running) pthread_join(b->thread, NULL);
}
