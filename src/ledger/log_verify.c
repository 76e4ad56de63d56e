/* log_verify.c - the ledger recounted from its leaves: edge, tiles, counts and signature must come out. */
#include "base/day.h"
#include "ledger/cosign.h"
#include "ledger/tail.h"
#include "store/store.h"
#include <string.h>

enum { PORTION = TILE_WIDTH, FAULTS = 20 };

typedef struct {
    Ctx *c;
    const Log *log;
    Buf *out;
    int64_t n;
    TileRow tile[HEIGHTS / TILE_HEIGHT + 1]; /* as stored: the one that is being compared */
    int64_t at[HEIGHTS / TILE_HEIGHT + 1];
} Checking;

static void fault(Checking *k, const char *what, int64_t a, int64_t b)
{
    if (k->n++ < FAULTS)
        buf_fmt(k->out, "ledger %lld: %s (%lld, %lld)\n", (long long)k->log->id, what, (long long)a, (long long)b);
}

static Err compare(void *to, int height, int64_t n, Hash h)
{
    Checking *k = to;
    if (height % TILE_HEIGHT) return OK;
    const int level = height / TILE_HEIGHT;
    const int64_t tile = n / TILE_WIDTH;
    if (k->at[level] != tile + 1) {
        const Err e = tile_of(k->c, (TileOf){k->log->id, level, tile}, &k->tile[level]);
        if (e == ERR_NOT_FOUND)
            k->tile[level] = (TileRow){0};
        else
            TRY(e);
        k->at[level] = tile + 1;
    }
    const size_t at = (size_t)(n % TILE_WIDTH) * sizeof h.b;
    const Blob have = k->tile[level].hashes;
    if (at + sizeof h.b > have.len || memcmp(have.ptr + at, h.b, sizeof h.b) != 0)
        fault(k, "a hash of a tile is not that of the leaves: level, place", level, n);
    return OK;
}

static void signature(Checking *k, const Edge *edge)
{
    const Log *log = k->log;
    const Signer s = signer_of(log->origin, KEY_SIGNS, (const unsigned char *)log->seed.ptr);
    Note note;
    Checkpoint p;
    if (!note_read(k->c->arena, log->note, &s.public, 1, &note) || !note.good)
        fault(k, "the signature of its checkpoint is not good: size, leaves", log->size, edge->size);
    else if (!checkpoint_read(k->c->arena, note.text, &p) || (int64_t)p.size != edge->size ||
             !hash_eq(p.root, edge_root(edge)))
        fault(k, "its checkpoint is not that of the leaves: size, leaves", log->size, edge->size);
}

static Err leaves(Checking *k, int64_t last, Edge *edge)
{
    Arena *keep = k->c->arena;
    for (int64_t after = k->log->start; after < last;) {
        Arena page = arena_empty((size_t)1 << 28);
        LeafRowRows rows;
        k->c->arena = &page;
        Err e = leaf_after(k->c, after, last - after < PORTION ? last - after : PORTION, &rows);
        if (!e && !rows.len) fault(k, "leaves are missing after", after, last), after = last;
        for (size_t i = 0; !e && i < rows.len; i++) {
            const LeafRow *x = &rows.at[i];
            Str text;
            if (x->id != after + 1) fault(k, "leaves are missing between", after, x->id);
            after = x->id;
            const Leaf leaf = {x->kind, day_iso(&page, x->day), x->unit,
                               x->commitment.len == 32 ? hash_read(x->commitment.ptr) : (Hash){{0}}};
            if (leaf_write(&page, &leaf, &text))
                e = edge_add(edge, hash_leaf(text), compare, k);
            else
                fault(k, "a leaf is not readable", x->id, 0);
        }
        memset(k->at, 0, sizeof k->at); /* their tiles were in this page's memory */
        arena_clear(&page);
        k->c->arena = keep;
        TRY(e);
    }
    return OK;
}

static Err stored_edge(Checking *k, const Edge *edge)
{
    Edge stored;
    TRY(edge_read(k->log, &stored));
    for (int h = 0; h < HEIGHTS; h++)
        if (stored.size >> h & 1 && !hash_eq(stored.at[h], edge->at[h]))
            return fault(k, "its edge is not that of the leaves: height, leaves", h, edge->size), OK;
    return OK;
}

/* What witnesses signed is a checkpoint of this log. */
static Err signed_elsewhere(Checking *k)
{
    CosignedRows rows;
    TRY(cosigned_all(k->c, k->log->id, &rows));
    for (size_t i = 0; i < rows.len; i++) {
        Standing now;
        TRY(log_reaches(k->c, k->log, rows.at[i].note, &now));
        if (now != STANDS_WHOLE)
            fault(k, "a checkpoint that witnesses signed is not of this log: size", rows.at[i].size, now);
    }
    return OK;
}

static Err check(Ctx *c, const Log *log, int64_t last, Buf *faults, int64_t *n)
{
    Checking k = {.c = c, .log = log, .out = faults};
    Edge edge = {0};
    TRY(leaves(&k, last, &edge));
    if (edge.size != log->size)
        fault(&k, "its size is not the number of its leaves: size, leaves", log->size, edge.size);
    else
        TRY(stored_edge(&k, &edge));
    signature(&k, &edge);
    const Err e = signed_elsewhere(&k);
    *n += k.n;
    return e;
}

Err ledger_verify(Ctx *c, Buf *faults, int64_t *n)
{
    LogNameRows all;
    LeafId newest;
    *n = 0;
    TRY(log_all(c, &all));
    TRY(leaf_newest(c, &newest));
    if (!all.len && newest.id)
        ++*n, buf_fmt(faults, "ledger: there are %lld leaves and no log\n", (long long)newest.id);
    for (size_t i = 0; i < all.len; i++) {
        Log log;
        TRY(log_by_id(c, all.at[i].id, &log));
        TRY(check(c, &log, i + 1 < all.len ? all.at[i + 1].start : newest.id, faults, n));
    }
    return OK;
}
