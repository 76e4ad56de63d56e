/* index.h - writing the index: for this folder only. */
#pragma once
#include "search.sql.h"
#include "search/list.h"
#include "search/search.h"

enum { SHELF_BITS = 40, TERM_BITS = 24, TEXT_MOST = 1 << 16 }; /* ids: shelf and number; term and block; bytes of a text */
static inline int64_t doc_id(int64_t shelf, int64_t number) { return shelf << SHELF_BITS | number; }
static inline int64_t doc_number(int64_t id) { return id & (((int64_t)1 << SHELF_BITS) - 1); }
static inline int64_t list_id(int64_t term, int64_t block) { return term << TERM_BITS | block; }

Str unit_term(Arena *a, int64_t unit);   /* "#17" */
Str month_term(Arena *a, Day day);       /* "@202611" */
SearchDoc doc_within(const SearchDoc *d); /* as it is kept: no longer than TEXT_MOST */

/* Ids of words, one after the other; 0 is the gap between title and text. False: none left, or broken off. */
bool word_next(Blob *words, int64_t *id);

/* Gathers the changes of one document or of many, and writes them together: each list, each count once. With many,
 * the context's arena may be cleared after each document; `keep` lasts until the end. */
typedef struct Indexer Indexer;
Indexer *indexer(Ctx *c, Arena *keep);
MUST Err indexer_put(Indexer *x, const SearchDoc *d);
MUST Err indexer_end(Indexer *x);
