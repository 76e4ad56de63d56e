/* log.c - the ledger in the data file: leaves appended, the tree grown, its root signed. */
#include "ledger/log.h"
#include "base/day.h"
#include "ledger/cosign.h"
#include "ledger/tail.h"
#include "store/store.h"
#include <assert.h>
#include <sodium.h>
#include <string.h>

enum { HASH = sizeof(Hash), PORTION = TILE_WIDTH, SEAL_BYTES = 1 << 19 };

/* ---- the right edge, as it is stored ---- */

static Blob edge_write(Arena *a, const Edge *e)
{
    Buf out = {.arena = a};
    for (int h = 0; h < HEIGHTS; h++)
        if (e->size >> h & 1) buf_str(&out, hash_bytes(&e->at[h]));
    return buf_done(&out);
}

Err edge_read(const Log *log, Edge *out)
{
    size_t at = 0;
    *out = (Edge){.size = log->size};
    for (int h = 0; h < HEIGHTS; h++) {
        if (!(log->size >> h & 1)) continue;
        if (at + HASH > log->edge.len)
            return FAIL(ERR_INTERNAL, "ledger: the edge of log %lld is cut off", (long long)log->id);
        out->at[h] = hash_read(log->edge.ptr + at), at += HASH;
    }
    return OK;
}

static Signer signer(const Log *log)
{
    assert(log->seed.len == 32);
    return signer_of(log->origin, KEY_SIGNS, (const unsigned char *)log->seed.ptr);
}

static Str signed_checkpoint(Arena *a, const Log *log, const Edge *edge)
{
    const Checkpoint p = {log->origin, (uint64_t)edge->size, edge_root(edge)};
    const Signer by = signer(log);
    const Str text = checkpoint_text(a, &p);
    return arena_fmt(a, STR "\n" STR, ARG(text), ARG(note_sign(a, text, &by)));
}

/* ---- appending ---- */

/* Its name need not lead anywhere: it must only be like no other, also not like one that was opened after an
 * earlier restore of the same backup. */
static Err log_open(Ctx *c, int64_t id, int64_t start)
{
    unsigned char seed[32], name[8];
    const Edge none = {0};
    chance_bytes(c, seed, sizeof seed);
    chance_bytes(c, name, sizeof name);
    Log log = {
        .id = id, .seed = {(const char *)seed, sizeof seed}
    };
    log.origin = arena_fmt(c->arena, "kheo-" STR "/log/%lld", ARG(hex_of(c->arena, name, sizeof name)), (long long)id);
    log.seed = arena_copy(c->arena, log.seed);
    sodium_memzero(seed, sizeof seed);
    return log_add(c, (LogAdd){.id = log.id,
                               .origin = log.origin,
                               .seed = log.seed,
                               .start = start,
                               .edge = edge_write(c->arena, &none),
                               .note = signed_checkpoint(c->arena, &log, &none)});
}

Str leaf_row_text(Arena *a, const LeafRow *x)
{
    Str text;
    const Leaf leaf = {x->kind, day_iso(a, x->day), x->unit, hash_read(x->commitment.ptr)};
    return leaf_write(a, &leaf, &text) ? text : (Str){0};
}

static Str unit_entered(Arena *a, const Entered *e)
{
    return e->unit.len ? leaf_unit(a, e->unit) : S("-");
}

Err ledger_append(Ctx *c, const Entered *e)
{
    Log log;
    Salt salt;
    Err known = log_last(c, &log);
    if (known == ERR_NOT_FOUND) known = log_open(c, 1, 0); /* made with its first leaf */
    TRY(known);
    chance_bytes(c, salt.b, sizeof salt.b);
    const Hash commit = commit_record(c->arena, &salt, e->claims, e->len);
    const LeafRow row = {
        .kind = e->kind, .day = e->day, .unit = unit_entered(c->arena, e), .commitment = hash_bytes(&commit)};
    if (!leaf_row_text(c->arena, &row).len)
        return FAIL(ERR_INTERNAL, "ledger: '" STR "' of unit '" STR "' makes no leaf", ARG(e->kind), ARG(e->unit));
    return leaf_add(c, (LeafAdd){
                           e->act, row.kind, row.day, row.unit, row.commitment, {(const char *)salt.b, sizeof salt.b}
    });
}

/* What the first leaf of a further log commits to: the last checkpoint of the log before it. */
static Err opened_claim(Ctx *c, int64_t before, Claim *out)
{
    Log log;
    TRY(log_by_id(c, before, &log));
    const Signer by = signer(&log);
    Note note;
    if (!note_read(c->arena, log.known.len ? log.known : log.note, &by.public, 1, &note) || !note.good)
        return FAIL(ERR_INTERNAL, "ledger: the checkpoint of log %lld is not signed by its key", (long long)before);
    *out = (Claim){S("checkpoint"), note.text};
    return OK;
}

Err ledger_reopen(Ctx *c, Str known)
{
    Log log;
    Claim claim;
    LeafId newest;
    Standing now = STANDS_WHOLE;
    const Err e = log_last(c, &log);
    if (e) return e == ERR_NOT_FOUND ? OK : e; /* the next leaf opens the first log, by a new name */
    TRY(leaf_newest(c, &newest));
    if (newest.id != log.start + log.size) return ERR_BUSY;
    if (known.len) TRY(ledger_reaches(c, known, &now));
    if (now == STANDS_BEHIND || now == STANDS_FORKED) TRY(log_know(c, log.id, known));
    TRY(opened_claim(c, log.id, &claim));
    TRY(log_open(c, log.id + 1, newest.id));
    return ledger_append(c, &(Entered){0, S("log.opened"), (Str){0}, c->today, &claim, 1});
}

/* ---- sealing ---- */

/* The tiles that a portion of leaves touches: the open one of each level. */
typedef struct {
    Ctx *c;
    int64_t log;
    struct {
        int64_t n;
        int len; /* 0: not touched */
        char hashes[TILE_WIDTH * HASH];
    } open[HEIGHTS / TILE_HEIGHT + 1];
} Growing;

static Err tile_store(Growing *g, int level)
{
    const Blob hashes = {g->open[level].hashes, (size_t)g->open[level].len * HASH};
    return tile_put(g->c, (TilePut){g->log, level, g->open[level].n, hashes});
}

static Err tile_load(Growing *g, int level, int64_t n, int len)
{
    TileRow row;
    g->open[level].n = n, g->open[level].len = len;
    if (!len) return OK;
    TRY(tile_of(g->c, (TileOf){g->log, level, n}, &row));
    if (row.hashes.len != (size_t)len * HASH)
        return FAIL(ERR_INTERNAL, "ledger: tile %d/%lld has %zu bytes, not %d hashes", level, (long long)n,
                    row.hashes.len, len);
    memcpy(g->open[level].hashes, row.hashes.ptr, row.hashes.len);
    return OK;
}

static Err grown(void *to, int height, int64_t n, Hash h)
{
    Growing *g = to;
    if (height % TILE_HEIGHT) return OK;
    const int level = height / TILE_HEIGHT, place = (int)(n % TILE_WIDTH);
    if (!g->open[level].len || g->open[level].n != n / TILE_WIDTH) TRY(tile_load(g, level, n / TILE_WIDTH, place));
    assert(g->open[level].len == place);
    memcpy(g->open[level].hashes + place * HASH, h.b, HASH);
    g->open[level].len++;
    return place + 1 == TILE_WIDTH ? tile_store(g, level) : OK;
}

static Err tiles_store(Growing *g)
{
    for (int level = 0; level < (int)LEN(g->open); level++)
        if (g->open[level].len && g->open[level].len < TILE_WIDTH) TRY(tile_store(g, level));
    return OK;
}

static bool counted_with(const LeafRow *a, const LeafRow *b)
{
    return month_of(a->day) == month_of(b->day) && str_eq(a->kind, b->kind);
}

/* A portion has a handful of kinds and months; each is written once. */
static Err leaves_count(Ctx *c, int64_t log, const LeafRowRows *leaves)
{
    bool *counted = NEW(c->arena, bool, leaves->len + 1);
    for (size_t i = 0; i < leaves->len; i++) {
        const LeafRow *x = &leaves->at[i];
        int64_t n = 0;
        if (counted[i]) continue;
        for (size_t k = i; k < leaves->len; k++)
            if (!counted[k] && counted_with(x, &leaves->at[k])) counted[k] = true, n++;
        TRY(leaf_count_add(c, (LeafCountAdd){log, x->kind, month_of(x->day), n}));
    }
    return OK;
}

static Err grow(Ctx *c, int64_t log, Edge *edge, const LeafRowRows *leaves)
{
    static _Thread_local Growing g; /* too large for a stack, and only a writer's */
    g = (Growing){.c = c, .log = log};
    for (size_t i = 0; i < leaves->len; i++) {
        const LeafRow *x = &leaves->at[i];
        const Str text = leaf_row_text(c->arena, x);
        if (!text.len) return FAIL(ERR_INTERNAL, "ledger: leaf %lld is not readable", (long long)x->id);
        TRY(edge_add(edge, hash_leaf(text), grown, &g));
    }
    TRY(leaves_count(c, log, leaves));
    return tiles_store(&g);
}

/* A tile of leaves at a time, so that an import of a hundred thousand needs no more memory than one act. */
static Err seal_portion(Ctx *c, bool *more)
{
    Log log;
    Edge edge;
    LeafRowRows leaves;
    *more = false;
    const Err e = log_last(c, &log);
    if (e) return e == ERR_NOT_FOUND ? OK : e;
    TRY(leaf_after(c, log.start + log.size, PORTION, &leaves));
    if (!leaves.len) return OK;
    TRY(edge_read(&log, &edge));
    TRY(grow(c, log.id, &edge, &leaves));
    *more = leaves.len == PORTION;
    return log_grow(
        c, (LogGrow){log.id, edge.size, edge_write(c->arena, &edge), signed_checkpoint(c->arena, &log, &edge)});
}

Err ledger_seal(Store *s)
{
    static _Thread_local _Alignas(16) char memory[SEAL_BYTES];
    Err e = OK;
    for (bool more = true; more && !e;) {
        Arena a = arena_over(memory, sizeof memory, 4 * SEAL_BYTES);
        Ctx c = {.arena = &a, .store = s};
        e = seal_portion(&c, &more);
        store_settle(s);
        arena_clear(&a);
    }
    return e;
}

/* ---- proving ---- */

/* Against the checkpoint that most witnesses signed, where one covers the leaf; else against the newest. */
static Err proof_of(Ctx *c, const Log *log, int64_t index, Str extra, Str *out)
{
    TileReader r = {.c = c, .log = log->id};
    Hash at[PROOF_MAX];
    Cosigned by = {.size = log->size, .note = log->note};
    if (index < 0 || index >= log->size) return ERR_NOT_FOUND;
    const Err e = cosigned_over(c, log->id, index, &by);
    if (e && e != ERR_NOT_FOUND) return e;
    ProofFile p = {
        .extra = extra, .index = index, .proof = {at, 0},
                .note = by.note
    };
    TRY(tree_inclusion(tile_tree(&r), index, by.size, at, &p.proof.len));
    *out = proof_write(c->arena, &p);
    return OK;
}

Err ledger_proof(Ctx *c, int64_t number, int64_t index, Str *out)
{
    Log log;
    TRY(log_by_id(c, number, &log));
    return proof_of(c, &log, index, (Str){0}, out);
}

/* The log that a leaf stands in: the last that began before it. Nearly always that is the last of all. */
static Err log_of_leaf(Ctx *c, int64_t id, Log *out)
{
    LogNameRows all;
    int64_t number = 0;
    TRY(log_last(c, out));
    if (out->start < id) return OK;
    TRY(log_all(c, &all));
    for (size_t i = 0; i < all.len && all.at[i].start < id; i++)
        number = all.at[i].id;
    return log_by_id(c, number, out);
}

Err ledger_index(Ctx *c, int64_t act, int64_t *number, int64_t *index)
{
    LeafRow row;
    Log log;
    TRY(leaf_of_act(c, act, &row));
    TRY(log_of_leaf(c, row.id, &log));
    *number = log.id, *index = row.id - log.start - 1;
    return OK;
}

static Opening *openings(Ctx *c, const LeafRow *row, const Entered *e, const char *shown)
{
    Opening *all = NEW(c->arena, Opening, e->len + 1);
    Salt record;
    memcpy(record.b, row->salt.ptr, sizeof record.b);
    for (size_t i = 0; i < e->len; i++) {
        const Claim *f = &e->claims[i];
        Opening *x = &all[i];
        *x = (Opening){f->name, f->value, .salt = salt_of_field(&record, f->name),
                       .shown = !shown || str_among(str(shown), ' ', f->name)};
        x->closed = commit_field(&x->salt, f->name, f->value);
    }
    return all;
}

static Err receipt(Ctx *c, const Log *log, const LeafRow *row, const Entered *e, const char *shown, Str *out)
{
    const Opened opened = {
        .leaf = {row->kind, day_iso(c->arena, row->day), row->unit, hash_read(row->commitment.ptr)},
        .at = openings(c, row, e, shown),
        .len = e->len,
    };
    return proof_of(c, log, row->id - log->start - 1, opened_write(c->arena, &opened), out);
}

Err ledger_receipt(Ctx *c, const Entered *e, const char *shown, Str *out)
{
    LeafRow row;
    Log log;
    TRY(leaf_of_act(c, e->act, &row));
    TRY(log_of_leaf(c, row.id, &log));
    return receipt(c, &log, &row, e, shown, out);
}

bool ledger_holds(Ctx *c, const LeafRow *leaf, const Entered *e)
{
    Salt salt;
    if (leaf->salt.len != sizeof salt.b || leaf->commitment.len != HASH) return false;
    memcpy(salt.b, leaf->salt.ptr, sizeof salt.b);
    const Hash commit = commit_record(c->arena, &salt, e->claims, e->len);
    return hash_eq(commit, hash_read(leaf->commitment.ptr)) && str_eq(leaf->kind, e->kind) && leaf->day.n == e->day.n &&
           str_eq(leaf->unit, unit_entered(c->arena, e));
}

Err ledger_opened(Ctx *c, int64_t number, Str *out)
{
    Log log;
    Claim claim;
    LeafRowRows first;
    TRY(log_by_id(c, number, &log));
    TRY(leaf_after(c, log.start, 1, &first));
    if (number < 2 || !first.len || first.at[0].act) return ERR_NOT_FOUND;
    TRY(opened_claim(c, number - 1, &claim));
    return receipt(c, &log, &first.at[0], &(Entered){.claims = &claim, .len = 1}, NULL, out);
}

/* ---- what is published ---- */

static Err entries(Ctx *c, const Log *log, Tile t, Str *out)
{
    LeafRowRows rows;
    Buf b = {.arena = c->arena};
    TRY(leaf_after(c, log->start + t.n * TILE_WIDTH, t.width, &rows));
    for (size_t i = 0; i < rows.len; i++) {
        const Str text = leaf_row_text(c->arena, &rows.at[i]);
        buf_char(&b, (char)(text.len >> 8)), buf_char(&b, (char)text.len);
        buf_str(&b, text);
    }
    *out = buf_done(&b);
    return OK;
}

Err ledger_tile(Ctx *c, int64_t number, Tile t, Str *out)
{
    Log log;
    TileRow row;
    TRY(log_by_id(c, number, &log));
    const int height = t.level == ENTRIES ? 0 : t.level * TILE_HEIGHT;
    const int64_t hashes = log.size >> height; /* that the level has */
    if (t.n > hashes / TILE_WIDTH || t.n * TILE_WIDTH + t.width > hashes) return ERR_NOT_FOUND;
    if (t.level == ENTRIES) return entries(c, &log, t, out);
    TRY(tile_of(c, (TileOf){log.id, t.level, t.n}, &row));
    *out = (Str){row.hashes.ptr, (size_t)t.width * HASH};
    return row.hashes.len < out->len ? FAIL(ERR_INTERNAL, "ledger: a tile is too short") : OK;
}

Err ledger_key(Ctx *c, int64_t number, Str *vkey)
{
    Log log;
    TRY(log_by_id(c, number, &log));
    const Signer s = signer(&log);
    *vkey = note_key_write(c->arena, &s.public);
    return OK;
}
