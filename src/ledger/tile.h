/* tile.h - how the tree is cut into files that never change (C2SP tlog-tiles): 256 hashes of every eighth level. */
#pragma once
#include "ledger/merkle.h"

enum { TILE_HEIGHT = 8, TILE_WIDTH = 256, ENTRIES = -1 }; /* ENTRIES: the level of the bundles of leaves */
typedef struct { int level; int64_t n; int width; } Tile; /* width < TILE_WIDTH: as it was while it grew */
Str tile_path(Arena *a, Tile t);            /* tile/0/x001/234.p/7 */
bool tile_read(Str path, Tile *out);        /* what stands after "tile/"; only the spelling of tile_path */
/* The root of n hashes, a power of two up to TILE_WIDTH, that stand side by side. */
Hash tile_node(const char *hashes, int n);
