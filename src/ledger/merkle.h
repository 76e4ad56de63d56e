/* merkle.h - the hash tree of RFC 6962: what makes a list that only grows provable. Pure: no I/O.
 *
 * Leaves are numbered from 0. A whole subtree is named by its height h and its place n: it covers the 2^h
 * leaves from n * 2^h on. */
#pragma once
#include "base/base.h"

typedef struct { unsigned char b[32]; } Hash;
enum { HEIGHTS = 63, PROOF_MAX = 2 * HEIGHTS };

Hash hash_of(Str bytes);            /* SHA-256 */
Hash hash_leaf(Str data);
Hash hash_node(Hash left, Hash right);
bool hash_eq(Hash a, Hash b);
Hash hash_read(const char *bytes);  /* 32 of them */
Str hash_bytes(const Hash *h);      /* lives as long as the hash */

typedef struct { const Hash *at; size_t len; } Proof;

/* Verification as RFC 9162, 2.1.3.2 and 2.1.4.2; sizes up to 2^63. An empty tree is the start of every tree. */
bool inclusion_holds(uint64_t index, uint64_t size, Hash leaf, Hash root, Proof proof);
bool consistency_holds(uint64_t size1, uint64_t size2, Hash root1, Hash root2, Proof proof);

/* The right edge of a tree: at[h] is the whole subtree of height h that ends it, where bit h of size is set.
 * All that appending and the root need. */
typedef struct { int64_t size; Hash at[HEIGHTS]; } Edge;
typedef Err GrownNode(void *to, int height, int64_t n, Hash h);
/* Appends a leaf; tells of every whole subtree that this completes, the leaf itself first. */
MUST Err edge_add(Edge *e, Hash leaf, GrownNode *grown, void *to);
Hash edge_root(const Edge *e);

/* A tree that can be asked for its whole subtrees. */
typedef struct {
    Err (*node)(void *from, int height, int64_t n, Hash *out);
    void *from;
} Tree;
MUST Err tree_root(Tree t, int64_t size, Hash *out);
/* size > index; at most PROOF_MAX hashes go to `out`. */
MUST Err tree_inclusion(Tree t, int64_t index, int64_t size, Hash *out, size_t *len);
MUST Err tree_consistency(Tree t, int64_t size1, int64_t size2, Hash *out, size_t *len);
