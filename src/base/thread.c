/* thread.c - threads of the program: signals are for the main one. */
#include "base/thread.h"

void signals_off(sigset_t *before)
{
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, before);
}

void signals_back(const sigset_t *before)
{
    pthread_sigmask(SIG_SETMASK, before, NULL);
}

bool thread_start(pthread_t *out, void *(*run)(void *), void *of)
{
    sigset_t before;
    signals_off(&before);
    const bool started = pthread_create(out, NULL, run, of) == 0;
    signals_back(&before);
    return started;
}
