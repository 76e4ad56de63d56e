/* limit.c - token buckets in bounded memory: how often one address may do what costs us or others. */
#include "web/web.h"
#include <pthread.h>

enum { BUCKETS = 8192, WAYS = 4 };
typedef struct {
    uint64_t key;
    int64_t full_at;
} Bucket; /* full_at: when all is forgiven */

/* reliability: sign-in 50 in 10 minutes, look-ups 20 a minute, forms 10 an hour, exports 60 an hour */
static const struct {
    int64_t burst, every_ms;
} rates[LIMITS] = {
    [LIMIT_LOGIN] = {50,  12000 },
      [LIMIT_LOOKUP] = {20,  3000  },
      [LIMIT_SUBMIT] = {10,  360000},
    [LIMIT_EXPORT] = {60,  60000 },
      [LIMIT_MISSES] = {600, 100   }, /* of all together: codes that were not there */
};

static Bucket buckets[BUCKETS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static uint64_t key_of(Limit class, Str address)
{
    uint64_t h = 0xcbf29ce484222325u + (uint64_t) class;
    for (size_t i = 0; i < address.len; i++)
        h = (h ^ (unsigned char)address.ptr[i]) * 0x100000001b3u;
    return h ? h : 1;
}

/* The bucket of this key, or the one of its few places that is closest to full again. */
static Bucket *bucket_of(uint64_t key)
{
    Bucket *set = &buckets[(key >> 32) % (BUCKETS / WAYS) * WAYS], *best = set;
    for (int i = 0; i < WAYS; i++) {
        if (set[i].key == key) return &set[i];
        if (set[i].full_at < best->full_at) best = &set[i];
    }
    *best = (Bucket){.key = key};
    return best;
}

int limit_take(Limit class, Str address, Time now)
{
    if (class == LIMIT_NONE || web.no_limits) return 0;
    const int64_t every = rates[class].every_ms, room = rates[class].burst * every;
    pthread_mutex_lock(&lock);
    Bucket *b = bucket_of(key_of(class, address));
    int64_t from = b->full_at > now.ms ? b->full_at : now.ms;
    int64_t wait = from + every - (now.ms + room);
    if (wait <= 0) b->full_at = from + every;
    pthread_mutex_unlock(&lock);
    return wait <= 0 ? 0 : (int)((wait + 999) / 1000);
}
