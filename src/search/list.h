/* list.h - sets of document numbers: as bits in memory, and packed, 4,096 numbers a row, in the data.
 *
 * A row with few numbers holds them in order, two bytes each, the low one first; from 256 on it holds 4,096 bits, the
 * lowest first. So a row has at most 512 bytes, and a syllable that a million documents have fills 245 rows. */
#pragma once
#include "base/base.h"

enum { BLOCK_BITS = 12, BLOCK_DOCS = 1 << BLOCK_BITS, BLOCK_WORDS = BLOCK_DOCS / 64, BLOCK_BYTES = BLOCK_DOCS / 8, FEW = BLOCK_BYTES / 2 };

typedef struct { uint64_t at[BLOCK_WORDS]; } Block;
bool block_read(Blob packed, Block *into); /* added to what is in it; false: not of that form */
Blob block_pack(Arena *a, const Block *b); /* empty: no number */
bool block_has(const Block *b, unsigned slot);
void block_set(Block *b, unsigned slot, bool on);

/* Numbers from 0 up to `blocks` blocks. */
typedef struct { Block *at; size_t blocks; } Bits;
Bits bits_new(Arena *a, size_t blocks);
void bits_and(Bits *x, const Bits *y);
void bits_or(Bits *x, const Bits *y);
int64_t bits_count(const Bits *x);
/* The largest number below `below`; -1: none. From `below` = -1: from the top. */
int64_t bits_below(const Bits *x, int64_t below);

/* How many of several sets a number is in, in five bits each. */
enum { PLANES = 5, SETS_MAX = (1 << PLANES) - 1 };
typedef struct { Bits plane[PLANES]; } Votes;
Votes votes_new(Arena *a, size_t blocks);
void votes_add(Votes *v, const Bits *x);
Bits votes_least(Arena *a, const Votes *v, unsigned n); /* those in n sets or more */
