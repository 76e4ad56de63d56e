/* tail.c - the stored tree read back: its subtrees, its end, and how far it reaches. */
#include "ledger/tail.h"
#include <string.h>

static Err node(void *from, int height, int64_t n, Hash *out)
{
    TileReader *r = from;
    const int level = height / TILE_HEIGHT, up = height % TILE_HEIGHT;
    const int64_t first = n << up, tile = first / TILE_WIDTH;
    if (!r->at[level].hashes.len || r->at[level].n != tile) {
        TileRow row;
        TRY(tile_of(r->c, (TileOf){r->log, level, tile}, &row));
        r->at[level].n = tile, r->at[level].hashes = row.hashes;
    }
    const size_t at = (size_t)(first % TILE_WIDTH) * sizeof(Hash), len = sizeof(Hash) << up;
    if (at + len > r->at[level].hashes.len)
        return FAIL(ERR_INTERNAL, "ledger: tile %d/%lld is too short", level, (long long)tile);
    *out = tile_node(r->at[level].hashes.ptr + at, 1 << up);
    return OK;
}

Tree tile_tree(TileReader *r)
{
    return (Tree){node, r};
}

/* ---- the end of the tree ---- */

/* The leaves under the last tile are its hashes, and no leaf stands behind them. */
static Err leaves_agree(Ctx *c, const Log *log, bool *good)
{
    LeafRowRows rows;
    TileRow tile;
    const int64_t n = (log->size - 1) / TILE_WIDTH, first = n * TILE_WIDTH;
    TRY(leaf_after(c, log->start + first, TILE_WIDTH + 1, &rows));
    TRY(tile_of(c, (TileOf){log->id, 0, n}, &tile));
    *good = (int64_t)rows.len == log->size - first && tile.hashes.len == rows.len * sizeof(Hash);
    for (size_t i = 0; *good && i < rows.len; i++) {
        const Str text = leaf_row_text(c->arena, &rows.at[i]);
        *good = text.len && hash_eq(hash_leaf(text), hash_read(tile.hashes.ptr + i * sizeof(Hash)));
    }
    return OK;
}

static Err edge_agrees(Ctx *c, const Log *log, const Edge *edge, bool *good)
{
    TileReader r = {.c = c, .log = log->id};
    for (int h = 0; *good && h < HEIGHTS; h++) {
        Hash stored;
        if (!(log->size >> h & 1)) continue;
        TRY(tile_tree(&r).node(&r, h, (log->size >> h) - 1, &stored));
        *good = hash_eq(stored, edge->at[h]);
    }
    return OK;
}

static bool signed_so(Ctx *c, const Log *log, Str text, Checkpoint *out)
{
    Str vkey;
    NoteKey key;
    Note note;
    return !ledger_key(c, log->id, &vkey) && note_key_read(c->arena, vkey, &key) &&
           note_read(c->arena, text, &key, 1, &note) && note.good && checkpoint_read(c->arena, note.text, out) &&
           str_eq(out->origin, log->origin);
}

static Err end_of(Ctx *c, const Log *log, bool *good)
{
    Edge edge;
    Checkpoint p;
    TRY(edge_read(log, &edge));
    *good = signed_so(c, log, log->note, &p) && (int64_t)p.size == log->size && hash_eq(p.root, edge_root(&edge));
    if (*good && log->size) TRY(leaves_agree(c, log, good));
    return *good ? edge_agrees(c, log, &edge, good) : OK;
}

/* What cannot be read does not agree; only a busy file says nothing about it. */
Err ledger_end(Ctx *c, bool *good)
{
    Log log;
    LeafId newest;
    *good = true;
    Err e = log_last(c, &log);
    if (e == ERR_NOT_FOUND) {
        TRY(leaf_newest(c, &newest));
        *good = newest.id == 0;
        return OK;
    }
    if (!e) e = end_of(c, &log, good);
    if (e && e != ERR_BUSY) *good = false, e = OK;
    return e;
}

/* ---- against a checkpoint from outside ---- */

Err ledger_reaches(Ctx *c, Str checkpoint, Standing *out)
{
    Log log;
    TRY(log_last(c, &log));
    return log_reaches(c, &log, checkpoint, out);
}

Err log_reaches(Ctx *c, const Log *log, Str checkpoint, Standing *out)
{
    Checkpoint p;
    Hash root;
    TileReader r = {.c = c, .log = log->id};
    *out = STANDS_FOREIGN;
    if (!signed_so(c, log, checkpoint, &p)) return OK;
    *out = STANDS_BEHIND;
    if (p.size > (uint64_t)log->size) return OK;
    TRY(tree_root(tile_tree(&r), (int64_t)p.size, &root));
    *out = hash_eq(root, p.root) ? STANDS_WHOLE : STANDS_FORKED;
    return OK;
}
