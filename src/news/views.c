/* views.c - what counts as a reading, and how readings fade. Memory is bounded: where it is full nothing more is
 * counted. */
#include "news/views.h"
#include "base/day.h"
#include <arpa/inet.h>
#include <math.h>
#include <sodium.h>
#include <string.h>
#include <strings.h>

enum { READINGS = 1 << 15, PREFIXES = 1 << 11, CAPS = 1 << 14, WAITING = 1 << 12, PREFIX_ARTICLES = 64, KEY = 16 };
#define FADING_FROM_S 1700000000.0
#define HALF_LIFE_S   (3 * 86400.0)

typedef struct {
    uint64_t key; /* 0: free */
    int64_t at;
} Reading;
typedef struct {
    uint64_t key;
    int64_t at; /* of the last one */
    int len;
    struct {
        int64_t article, at;
    } read[PREFIX_ARTICLES];
} Prefix;
typedef struct {
    uint64_t key;
    int n;
} Cap;
struct ViewCounter {
    int64_t day; /* UTC, of the keys and caps */
    unsigned char secret[KEY];
    Reading reading[READINGS];
    Prefix prefix[PREFIXES];
    Cap cap[CAPS];
    Viewed waiting[WAITING];
    size_t waiting_len;
};

ViewCounter *view_counter_new(Arena *a)
{
    ViewCounter *v = NEW(a, ViewCounter, 1);
    v->day = -1;
    return v;
}

const char *view_fate_name(ViewFate f)
{
    static const char *const names[] = {"", "prefetch", "bot", "short", "burst", "repeat", "prefix-cap", "full"};
    return names[f];
}

/* ---- fading ---- */

double view_score(Time at)
{
    return ((double)at.ms / 1000 - FADING_FROM_S) / HALF_LIFE_S;
}

double view_score_add(double x, double y)
{
    return fmax(x, y) + log2(1 + exp2(-fabs(x - y)));
}

double view_score_value(double score, Time now)
{
    return exp2(score - view_score(now));
}

/* ---- who reads, as far as it is known ---- */

static bool mentions(Str s, const char *word)
{
    const size_t n = strlen(word);
    for (size_t i = 0; i + n <= s.len; i++)
        if (strncasecmp(s.ptr + i, word, n) == 0) return true;
    return false;
}

static bool is_bot(Str agent)
{
    static const char *const words[] = {"bot",    "crawl", "spider",   "slurp",   "curl",    "wget",
                                        "python", "http",  "headless", "preview", "monitor", "facebookexternalhit"};
    if (!agent.len) return true;
    for (size_t i = 0; i < LEN(words); i++)
        if (mentions(agent, words[i])) return true;
    for (size_t i = 0; i < agent.len; i++) /* zalo.*share */
        if (agent.len - i >= 4 && strncasecmp(agent.ptr + i, "zalo", 4) == 0)
            return mentions((Str){agent.ptr + i + 4, agent.len - i - 4}, "share");
    return false;
}

/* The network an address is of: the first 24 bits of four bytes, the first 64 of sixteen. What is no address is its
 * own. */
static size_t network(Str address, unsigned char out[16])
{
    char text[INET6_ADDRSTRLEN] = "";
    unsigned char b[16];
    if (address.len < sizeof text) memcpy(text, address.ptr, address.len);
    if (inet_pton(AF_INET, text, b) == 1) return memcpy(out, b, 3), (size_t)3;
    static const unsigned char mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (inet_pton(AF_INET6, text, b) == 1) {
        if (!memcmp(b, mapped, sizeof mapped)) return memcpy(out, b + 12, 3), (size_t)3;
        return memcpy(out, b, 8), (size_t)8;
    }
    return 0;
}

static uint64_t keyed(const ViewCounter *v, const void *a, size_t n, const void *b, size_t m)
{
    unsigned char h[16];
    uint64_t out;
    crypto_generichash_state s;
    crypto_generichash_init(&s, v->secret, KEY, sizeof h);
    crypto_generichash_update(&s, a, n);
    crypto_generichash_update(&s, (const unsigned char *)"|", 1);
    crypto_generichash_update(&s, b, m);
    crypto_generichash_final(&s, h, sizeof h);
    memcpy(&out, h, sizeof out);
    return out ? out : 1;
}

/* A new day: a new key, so that nobody of yesterday is known any more. */
static void turn_day(ViewCounter *v, Time at)
{
    const int64_t day = at.ms / DAY_MS;
    if (day == v->day) return;
    v->day = day;
    randombytes_buf(v->secret, KEY);
    memset(v->cap, 0, sizeof v->cap);
    memset(v->reading, 0, sizeof v->reading);
    memset(v->prefix, 0, sizeof v->prefix);
}

/* ---- small tables: a few places for a key, the stalest is given up ---- */

enum { WAYS = 8 };

static Reading *reading_of(ViewCounter *v, uint64_t key)
{
    Reading *set = &v->reading[key % (READINGS / WAYS) * WAYS], *best = set;
    for (int i = 0; i < WAYS; i++) {
        if (set[i].key == key) return &set[i];
        if (set[i].at < best->at) best = &set[i];
    }
    *best = (Reading){.key = key};
    return best;
}

static Prefix *prefix_of(ViewCounter *v, uint64_t key)
{
    Prefix *set = &v->prefix[key % (PREFIXES / WAYS) * WAYS], *best = set;
    for (int i = 0; i < WAYS; i++) {
        if (set[i].key == key) return &set[i];
        if (set[i].at < best->at) best = &set[i];
    }
    *best = (Prefix){.key = key};
    return best;
}

static Cap *cap_of(ViewCounter *v, uint64_t key)
{
    Cap *set = &v->cap[key % (CAPS / WAYS) * WAYS], *best = set;
    for (int i = 0; i < WAYS; i++) {
        if (set[i].key == key) return &set[i];
        if (set[i].n < best->n) best = &set[i];
    }
    *best = (Cap){.key = key};
    return best;
}

/* The articles of the last ten minutes that this network asked for, this one among them: the 64 newest are enough to
 * know whether they are more than 60. */
static int articles_now(Prefix *p, int64_t article, int64_t at)
{
    int n = 0, oldest = 0, own = -1;
    p->at = at;
    for (int i = 0; i < p->len; i++) {
        if (p->read[i].article == article) own = i;
        if (p->read[i].at < p->read[oldest].at) oldest = i;
    }
    if (own < 0) own = p->len < PREFIX_ARTICLES ? p->len++ : oldest;
    p->read[own].article = article, p->read[own].at = at;
    for (int i = 0; i < p->len; i++)
        n += p->read[i].at > at - VIEW_BURST_MS;
    return n;
}

static Viewed *waiting_of(ViewCounter *v, int64_t article)
{
    for (size_t i = 0; i < v->waiting_len; i++)
        if (v->waiting[i].article == article) return &v->waiting[i];
    if (v->waiting_len == WAITING) return NULL;
    Viewed *x = &v->waiting[v->waiting_len++];
    *x = (Viewed){.article = article};
    return x;
}

/* ---- one reading ---- */

static ViewFate of_network(ViewCounter *v, const View *x)
{
    unsigned char net[16];
    size_t n = network(x->address, net);
    const void *of = n ? (const void *)net : x->address.ptr;
    if (!n) n = x->address.len;
    Prefix *p = prefix_of(v, keyed(v, of, n, "", 0));
    if (articles_now(p, x->article, x->at.ms) > VIEW_BURST_ARTICLES) return VIEW_BURST;
    unsigned char who[8 + 8];
    const uint64_t reader = keyed(v, x->address.ptr, x->address.len, x->agent.ptr, x->agent.len);
    memcpy(who, &reader, 8), memcpy(who + 8, &x->article, 8);
    Reading *last = reading_of(v, keyed(v, who, sizeof who, "r", 1));
    if (last->at && x->at.ms - last->at < VIEW_REPEAT_MS) return VIEW_REPEAT;
    Cap *cap = cap_of(v, keyed(v, of, n, &x->article, sizeof x->article));
    if (cap->n >= VIEW_PREFIX_CAP) return VIEW_CAP;
    Viewed *w = waiting_of(v, x->article);
    if (!w) return VIEW_FULL;
    const double score = view_score(x->at);
    w->score = w->n ? view_score_add(w->score, score) : score;
    w->n++, cap->n++, last->at = x->at.ms;
    return VIEW_COUNTED;
}

ViewFate view_take(ViewCounter *v, const View *x)
{
    turn_day(v, x->at);
    if (mentions(x->purpose, "prefetch") || mentions(x->purpose, "prerender")) return VIEW_PREFETCH;
    if (is_bot(x->agent)) return VIEW_BOT;
    if (x->visible_s < VIEW_SHORT_S) return VIEW_SHORT;
    return of_network(v, x);
}

bool view_give(ViewCounter *v, Viewed *out)
{
    if (!v->waiting_len) return false;
    *out = v->waiting[--v->waiting_len];
    return true;
}
