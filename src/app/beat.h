/* beat.h - a thread that works, sleeps, and is woken to end. */
#pragma once
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t bell;
    bool running;
    _Atomic bool stopping; /* also looked at by what it waits for */
} Beat;
#define BEAT {.lock = PTHREAD_MUTEX_INITIALIZER, .bell = PTHREAD_COND_INITIALIZER}

bool beat_start(Beat *b, void *(*run)(void *), void *of); /* false: no thread to be had */
bool beat_sleep(Beat *b, int64_t ms);                     /* false: it is to end */
void beat_stop(Beat *b);                                  /* returns when it has ended */
