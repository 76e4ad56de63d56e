/* ledger.c - the ledger at a size: made through its own code, then proofs, appends and what an append touches.
 *
 * ledger fill FILE N      appends until there are N leaves, a thousand a commit
 * ledger prove FILE N     N proofs of leaves drawn by lot, each with the tiles read anew: "p50 p99" in microseconds
 * ledger append FILE N    N leaves, a commit each (the file is changed): for one append, "hashes, tiles read, tiles
 * written, tiles read that are not at the right edge, leaves read, microseconds" Linked with --wrap for the hash and
 * the tiles, so that they are counted. */
#include "base/day.h"
#include "ledger/log.h"
#include "store/store.h"
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BATCH = 1000, CLAIMS = 10, MEMORY = 1 << 20 };
static const int64_t ACTS = (int64_t)1 << 40; /* ids that no act of a server will have here */
static struct {
    int64_t hashes, read, written, old, leaves, size; /* of the tree */
} seen;

/* ---- counting ---- */

#define WRAPPED(type, name, ...)                                                                                       \
    type __real_##name(__VA_ARGS__);                                                                                   \
    type __wrap_##name(__VA_ARGS__)

WRAPPED(int, crypto_hash_sha256, unsigned char *out, const unsigned char *in, unsigned long long n)
{
    seen.hashes++;
    return __real_crypto_hash_sha256(out, in, n);
}

WRAPPED(int, crypto_hash_sha256_init, crypto_hash_sha256_state *s)
{
    seen.hashes++;
    return __real_crypto_hash_sha256_init(s);
}

WRAPPED(Err, tile_of, Ctx *c, TileOf p, TileRow *out)
{
    seen.read++;
    seen.old += p.n != seen.size >> (TILE_HEIGHT * (p.level + 1));
    return __real_tile_of(c, p, out);
}

WRAPPED(Err, tile_put, Ctx *c, TilePut p)
{
    seen.written++;
    return __real_tile_put(c, p);
}

WRAPPED(Err, leaf_after, Ctx *c, int64_t id, int64_t n, LeafRowRows *out)
{
    const Err e = __real_leaf_after(c, id, n, out);
    if (!e) seen.leaves += (int64_t)out->len;
    return e;
}

/* ---- steps ---- */

static void need(bool good, const char *what)
{
    if (good) return;
    fprintf(stderr, "ledger: %s\n", what);
    exit(1);
}

static double now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void begin(Ctx *c, Step step)
{
    static _Alignas(16) char memory[MEMORY];
    static Arena arena;
    static uint64_t chance = 1;
    arena_clear(&arena);
    arena = arena_over(memory, sizeof memory, 1 << 26);
    *c = (Ctx){.arena = &arena, .store = c->store, .chance = &chance};
    c->now = time_at(day(2026, 11, 25), 9 * 60), c->today = day_of(c->now);
    need(store_do(c->store, step) == OK, "no transaction");
}

static void end(Ctx *c)
{
    store_settle(c->store);
    need(store_do(c->store, COMMIT) == OK, "no commit");
}

/* As an act of a casefile says it (src/casework/enter.c): ten claims. One is enough to fill. */
static Err append(Ctx *c, int64_t n, size_t len)
{
    static const char *const kinds[] = {"dossier.received", "dossier.deadline", "model.registered",
                                        "proposal.received"};
    const Str number = arena_fmt(c->arena, "%lld", (long long)n);
    const Day d = {c->today.n + (int)(n / 20000) - 500};
    const Claim claims[] = {
        {S("code"),     S("MH-7K4M-2QX9-5")},
        {S("content"),  number             },
        {S("document"), S("")              },
        {S("done"),     day_iso(c->arena,    d)},
        {S("due"),             S("")                        },
        {S("event"),             S("submit")},
        {S("seq"),             number                          },
        {S("state"),             S("submitted")},
        {S("unit"),             S("22945")                           },
        {S("voids"),             S("")},
    };
    return ledger_append(c, &(Entered){ACTS + n, str(kinds[n % (int64_t)LEN(kinds)]), S("22945"), d, claims, len});
}

static int64_t size_of(Ctx *c)
{
    Log log;
    const Err e = log_last(c, &log);
    need(!e || e == ERR_NOT_FOUND, "the log cannot be read");
    return e ? 0 : log.size;
}

static void fill(Ctx *c, int64_t n)
{
    begin(c, BEGIN_READ);
    int64_t at = size_of(c);
    end(c);
    while (at < n) {
        begin(c, BEGIN_WRITE);
        for (int i = 0; i < BATCH && at < n; i++)
            need(append(c, ++at, 1) == OK, "a leaf was not taken");
        end(c);
        need(store_tidy(c->store) == OK, "the log beside the file cannot be moved into it");
    }
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void prove(Ctx *c, int64_t n)
{
    double *took = calloc((size_t)n, sizeof *took);
    need(took != NULL, "no memory");
    begin(c, BEGIN_READ);
    const int64_t size = size_of(c);
    end(c);
    for (int64_t i = 0; i < n; i++) {
        Str proof;
        const int64_t index = (int64_t)randombytes_uniform((uint32_t)size);
        const double began = now_us();
        begin(c, BEGIN_READ);
        need(ledger_proof(c, 1, index, &proof) == OK, "no proof");
        end(c);
        took[i] = now_us() - began;
    }
    qsort(took, (size_t)n, sizeof *took, by_size);
    printf("%.1f %.1f\n", took[n / 2], took[n * 99 / 100]);
    free(took);
}

static void measure(Ctx *c, int64_t n)
{
    begin(c, BEGIN_READ);
    int64_t at = seen.size = size_of(c);
    end(c);
    memset(&seen, 0, sizeof seen);
    double us = 0;
    for (int64_t i = 0; i < n; i++) {
        begin(c, BEGIN_WRITE);
        seen.size = at;
        const double began = now_us();
        need(append(c, ++at, CLAIMS) == OK, "a leaf was not taken");
        end(c);
        us += now_us() - began;
    }
    printf("%.2f %.2f %.2f %.2f %.2f %.1f\n", (double)seen.hashes / (double)n, (double)seen.read / (double)n,
           (double)seen.written / (double)n, (double)seen.old / (double)n, (double)seen.leaves / (double)n,
           us / (double)n);
}

int main(int argc, char **argv)
{
    static _Alignas(16) char memory[1 << 16];
    Arena arena = arena_over(memory, sizeof memory, 1 << 22);
    Ctx c = {0};
    Str why;
    const char *name;
    need(argc == 4 && sodium_init() >= 0, "fill, prove or append; FILE; N");
    const bool filling = !strcmp(argv[1], "fill");
    const int64_t n = strtoll(argv[3], NULL, 10);
    need(n > 0, "N is a number over 0");
    store_seal = ledger_seal;
    c.store = store_open(&arena, argv[2], filling ? CREATE : READ_WRITE, &why);
    if (!c.store) fprintf(stderr, STR "\n", ARG(why));
    need(c.store && (!filling || store_migrate(c.store, &name) == OK), "no data file");
    if (filling)
        fill(&c, n);
    else if (!strcmp(argv[1], "prove"))
        prove(&c, n);
    else
        measure(&c, n);
    store_free(c.store);
    return 0;
}
