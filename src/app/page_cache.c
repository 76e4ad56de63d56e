/* page_cache.c - public pages by address, dropped by what they were drawn from: tables, the minute, the house's own.
 *
 * Exact without anybody saying what a page shows: every statement knows its tables, so a page knows them all, and the
 * commit that writes one of them is counted before its answers leave. Coarse on purpose: a page is drawn again in less
 * time than two acts take. What is shown of the clock changes by the minute; a page that used chance is not kept. */
#include "app/page_cache.h"
#include "app/clock.h"
#include "app/house.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { SETS = 1024, WAYS = 4, PAGE_MAX = 512 << 10, BYTES_MAX = 32 << 20, MINUTE_MS = 60000 };

typedef struct {
    uint64_t hash;
    Tables tables;
    int64_t commit, minute;
    const Site *site;         /* neither is freed before the end of the program, */
    const Calendar *calendar; /* and another one has another address */
    const Route *route;
    bool gzip;
    size_t key, type, tag, bytes; /* lengths of what lies one after the other in data */
    char data[];
} Entry;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static Entry *entry[SETS][WAYS]; /* the last used first */
static size_t held, hand;        /* bytes in use; the set that gives way next */

/* ---- what is asked for ---- */

bool takes_gzip(const Call *x)
{
    const Str coding = http_header(x, "Accept-Encoding");
    return coding.len && memmem(coding.ptr, coding.len, "gzip", 4);
}

static bool is_anybody(const Call *x)
{
    return str_eq(x->method, S("GET")) && !http_header(x, "Cookie").len && !http_header(x, "Authorization").len;
}

bool page_cache_may(const Call *x, const Req *q)
{
    const Route *r = q->route;
    return r && !r->may && !r->slow && r->limit == LIMIT_NONE && !q->filename.len && !q->drew && is_anybody(x);
}

/* Host, coding, address: all that tells such readers' answers apart. */
static Str key_of(Arena *a, const Call *x)
{
    const Str host = http_header(x, "Host");
    return arena_fmt(a, STR "%c" STR "?" STR, ARG(host), takes_gzip(x) ? '+' : ' ', ARG(x->path), ARG(x->query));
}

/* ---- entries; the lock is held ---- */

static size_t size_of(const Entry *e)
{
    return sizeof *e + e->key + e->type + e->tag + e->bytes;
}

static void drop(Entry **at)
{
    if (*at) held -= size_of(*at);
    free(*at);
    *at = NULL;
}

static bool is_fresh(const Entry *e)
{
    return e->minute == clock_now().ms / MINUTE_MS && e->site == site() && e->calendar == house_calendar() &&
           store_unchanged(e->tables, e->commit);
}

static bool is_of(const Entry *e, uint64_t hash, Str key)
{
    return e && e->hash == hash && str_eq((Str){e->data, e->key}, key);
}

static void to_front(Entry **set, int way)
{
    Entry *e = set[way];
    memmove(set + 1, set, (size_t)way * sizeof *set);
    set[0] = e;
}

static Entry *look_up(uint64_t hash, Str key)
{
    Entry **set = entry[hash % SETS];
    for (int i = 0; i < WAYS; i++) {
        if (!is_of(set[i], hash, key)) continue;
        if (!is_fresh(set[i])) return drop(&set[i]), NULL;
        return to_front(set, i), set[0];
    }
    return NULL;
}

/* The place of the same page, an empty one, or the one used longest ago. */
static int place_for(Entry **set, uint64_t hash, Str key)
{
    for (int i = 0; i < WAYS; i++)
        if (!set[i] || is_of(set[i], hash, key)) return i;
    return WAYS - 1;
}

static void put_in(Entry *e)
{
    Entry **set = entry[e->hash % SETS];
    const int way = place_for(set, e->hash, (Str){e->data, e->key});
    drop(&set[way]);
    for (int tried = 0; held + size_of(e) > BYTES_MAX && tried < SETS; tried++, hand = (hand + 1) % SETS)
        for (int i = 0; i < WAYS; i++)
            drop(&entry[hand][i]);
    set[way] = e, held += size_of(e);
    to_front(set, way);
}

/* ---- in and out ---- */

static Str piece(Arena *a, const char **at, size_t n)
{
    const Str s = {*at, n};
    *at += n;
    return arena_copy(a, s);
}

/* A full arena jumps, and would take the lock along: there must be room before. */
static bool copy_out(Arena *a, const Entry *e, Kept *out)
{
    if (a->max - a->grown < size_of(e) + 4096) return false;
    const char *at = e->data + e->key;
    *out = (Kept){.gzip = e->gzip, .route = e->route};
    out->type = piece(a, &at, e->type);
    out->tag = piece(a, &at, e->tag);
    out->bytes = piece(a, &at, e->bytes);
    return true;
}

bool page_cache_find(Call *x, Kept *out)
{
    if (!is_anybody(x)) return false;
    const Str key = key_of(&x->arena, x);
    pthread_mutex_lock(&lock);
    const Entry *e = look_up(str_hash(key), key);
    const bool found = e && copy_out(&x->arena, e, out);
    pthread_mutex_unlock(&lock);
    return found;
}

static char *lay(char *to, Str s)
{
    if (s.len) memcpy(to, s.ptr, s.len);
    return to + s.len;
}

Drawing page_cache_begin(void)
{
    return (Drawing){store_commits(), site()};
}

void page_cache_keep(const Call *x, const Req *q, const Kept *page, Drawing from, Tables tables)
{
    const Str key = key_of(q->ctx.arena, x);
    const size_t len = key.len + page->type.len + page->tag.len + page->bytes.len;
    Entry *e = len <= PAGE_MAX ? malloc(sizeof *e + len) : NULL;
    if (!e) return;
    *e = (Entry){.hash = str_hash(key),
                 .tables = tables,
                 .commit = from.commit,
                 .minute = q->ctx.now.ms / MINUTE_MS,
                 .site = from.site,
                 .calendar = q->ctx.calendar,
                 .route = q->route,
                 .gzip = page->gzip,
                 .key = key.len,
                 .type = page->type.len,
                 .tag = page->tag.len,
                 .bytes = page->bytes.len};
    lay(lay(lay(lay(e->data, key), page->type), page->tag), page->bytes);
    pthread_mutex_lock(&lock);
    put_in(e);
    pthread_mutex_unlock(&lock);
}
