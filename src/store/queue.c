/* queue.c - a bounded queue of jobs between threads. */
#include "store/writer.h"
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

struct Queue {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    Job *first, **last;
    int len, max;
    bool closed;
};

Queue *queue_new(int max)
{
    assert(max > 0);
    Queue *q = calloc(1, sizeof *q);
    if (!q) return NULL;
    q->last = &q->first, q->max = max;
    pthread_mutex_init(&q->lock, NULL);
    pthread_cond_init(&q->filled, NULL);
    return q;
}

bool queue_put(Queue *q, Job *j)
{
    pthread_mutex_lock(&q->lock);
    bool ok = q->len < q->max && !q->closed;
    if (ok) {
        j->next = NULL;
        *q->last = j, q->last = &j->next, q->len++;
        pthread_cond_signal(&q->filled);
    }
    pthread_mutex_unlock(&q->lock);
    return ok;
}

Job *queue_take(Queue *q, int max)
{
    assert(max > 0);
    pthread_mutex_lock(&q->lock);
    while (!q->first && !q->closed)
        pthread_cond_wait(&q->filled, &q->lock);
    Job *chain = q->first, **end = &q->first;
    for (int i = 0; i < max && *end; i++)
        end = &(*end)->next, q->len--;
    if (chain) {
        Job *rest = *end;
        *end = NULL, q->first = rest;
        if (!rest) q->last = &q->first;
    }
    pthread_mutex_unlock(&q->lock);
    return chain;
}

void queue_close(Queue *q)
{
    pthread_mutex_lock(&q->lock);
    q->closed = true;
    pthread_cond_broadcast(&q->filled);
    pthread_mutex_unlock(&q->lock);
}

void queue_free(Queue *q)
{
    if (!q) return;
    assert(!q->first);
    pthread_cond_destroy(&q->filled);
    pthread_mutex_destroy(&q->lock);
    free(q);
}
