/* tail.h - the stored tree as it is read: for proofs, and for the check of its end at every start. */
#pragma once
#include "ledger/log.h"

/* Whole subtrees, read from tiles; the last tile of each level stays at hand. */
typedef struct {
    Ctx *c;
    int64_t log;
    struct { int64_t n; Blob hashes; } at[HEIGHTS / TILE_HEIGHT + 1];
} TileReader;
Tree tile_tree(TileReader *r);

MUST Err log_reaches(Ctx *c, const Log *log, Str checkpoint, Standing *out);
MUST Err edge_read(const Log *log, Edge *out);       /* as it is stored */
Str leaf_row_text(Arena *a, const LeafRow *x);       /* empty: it makes no leaf */
