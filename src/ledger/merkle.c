/* merkle.c - the hash tree of RFC 6962: growing it, proving with it, and checking proofs. */
#include "ledger/merkle.h"
#include <assert.h>
#include <sodium.h>
#include <string.h>

Hash hash_of(Str bytes)
{
    Hash h;
    crypto_hash_sha256(h.b, (const unsigned char *)bytes.ptr, bytes.len);
    return h;
}

static Hash hash_pieces(unsigned char first, Str a, Str b)
{
    crypto_hash_sha256_state s;
    Hash h;
    crypto_hash_sha256_init(&s);
    crypto_hash_sha256_update(&s, &first, 1);
    crypto_hash_sha256_update(&s, (const unsigned char *)a.ptr, a.len);
    crypto_hash_sha256_update(&s, (const unsigned char *)b.ptr, b.len);
    crypto_hash_sha256_final(&s, h.b);
    return h;
}

/* Leaves and nodes begin differently, so that no node can be passed off as a leaf. */
Hash hash_leaf(Str data)
{
    return hash_pieces(0, data, S(""));
}

Hash hash_node(Hash left, Hash right)
{
    return hash_pieces(1, hash_bytes(&left), hash_bytes(&right));
}

bool hash_eq(Hash a, Hash b)
{
    return memcmp(a.b, b.b, sizeof a.b) == 0;
}

Hash hash_read(const char *bytes)
{
    Hash h;
    memcpy(h.b, bytes, sizeof h.b);
    return h;
}

Str hash_bytes(const Hash *h)
{
    return (Str){(const char *)h->b, sizeof h->b};
}

/* ---- checking ---- */

/* A walk from a leaf (or subtree) to the root: `fn` is its place on the level reached, `sn` the last one. */
typedef struct {
    uint64_t fn, sn;
} Walk;

/* Is the next hash of the proof a left neighbour? Then goes up to where there is one again. */
static bool from_left(Walk *w)
{
    const bool left = (w->fn & 1) || w->fn == w->sn;
    if (left)
        while (w->fn && !(w->fn & 1))
            w->fn >>= 1, w->sn >>= 1;
    w->fn >>= 1, w->sn >>= 1;
    return left;
}

bool inclusion_holds(uint64_t index, uint64_t size, Hash leaf, Hash root, Proof proof)
{
    if (index >= size) return false;
    Walk w = {index, size - 1};
    Hash r = leaf;
    for (size_t i = 0; i < proof.len; i++) {
        if (!w.sn) return false;
        r = from_left(&w) ? hash_node(proof.at[i], r) : hash_node(r, proof.at[i]);
    }
    return !w.sn && hash_eq(r, root);
}

bool consistency_holds(uint64_t size1, uint64_t size2, Hash root1, Hash root2, Proof proof)
{
    const Hash empty = hash_of(S(""));
    if (size1 > size2) return false;
    if (!size1) return !proof.len && hash_eq(root1, empty) && (size2 || hash_eq(root2, empty));
    if (size1 == size2) return !proof.len && hash_eq(root1, root2);
    if (!proof.len) return false;
    const bool whole = !(size1 & (size1 - 1)); /* then the first tree is itself a subtree, and not repeated */
    Walk w = {size1 - 1, size2 - 1};
    while (w.fn & 1)
        w.fn >>= 1, w.sn >>= 1;
    Hash first = whole ? root1 : proof.at[0], second = first;
    for (size_t i = whole ? 0 : 1; i < proof.len; i++) {
        if (!w.sn) return false;
        if (from_left(&w))
            first = hash_node(proof.at[i], first), second = hash_node(proof.at[i], second);
        else
            second = hash_node(second, proof.at[i]);
    }
    return !w.sn && hash_eq(first, root1) && hash_eq(second, root2);
}

/* ---- growing ---- */

Err edge_add(Edge *e, Hash leaf, GrownNode *grown, void *to)
{
    int h = 0;
    Hash x = leaf;
    TRY(grown(to, 0, e->size, x));
    for (; e->size >> h & 1; h++) {
        x = hash_node(e->at[h], x);
        TRY(grown(to, h + 1, e->size >> (h + 1), x));
    }
    e->at[h] = x;
    e->size++;
    return OK;
}

Hash edge_root(const Edge *e)
{
    int h = 0;
    if (!e->size) return hash_of(S(""));
    while (!(e->size >> h & 1))
        h++;
    Hash root = e->at[h];
    for (h++; h < HEIGHTS; h++)
        if (e->size >> h & 1) root = hash_node(e->at[h], root);
    return root;
}

/* ---- proving ---- */

/* The height of the largest subtree that is smaller than n leaves: where a tree of n splits. */
static int split_height(int64_t n)
{
    int h = 0;
    while ((int64_t)2 << h < n)
        h++;
    return h;
}

/* The hash of the leaves from `from` on, n of them; `from` is a multiple of a power of two that is at least n. */
static Err range(Tree t, int64_t from, int64_t n, Hash *out)
{
    Hash left[HEIGHTS];
    int len = 0;
    assert(n > 0);
    for (; n & (n - 1); len++) { /* whole subtrees from the left, the larger first */
        const int h = split_height(n);
        TRY(t.node(t.from, h, from >> h, &left[len]));
        from += (int64_t)1 << h, n -= (int64_t)1 << h;
    }
    int h = 0;
    while ((int64_t)1 << h < n)
        h++;
    TRY(t.node(t.from, h, from >> h, out));
    for (int i = len - 1; i >= 0; i--)
        *out = hash_node(left[i], *out);
    return OK;
}

Err tree_root(Tree t, int64_t size, Hash *out)
{
    *out = hash_of(S(""));
    return size ? range(t, 0, size, out) : OK;
}

static void reverse(Hash *at, size_t len)
{
    for (size_t i = 0; i < len / 2; i++) {
        const Hash x = at[i];
        at[i] = at[len - 1 - i], at[len - 1 - i] = x;
    }
}

Err tree_inclusion(Tree t, int64_t index, int64_t size, Hash *out, size_t *len)
{
    int64_t from = 0, n = size;
    assert(index >= 0 && index < size);
    for (*len = 0; n > 1; ++*len) { /* from the root down; a proof goes up */
        const int64_t half = (int64_t)1 << split_height(n);
        const bool left = index - from < half;
        TRY(left ? range(t, from + half, n - half, &out[*len]) : range(t, from, half, &out[*len]));
        if (!left) from += half;
        n = left ? half : n - half;
    }
    reverse(out, *len);
    return OK;
}

Err tree_consistency(Tree t, int64_t size1, int64_t size2, Hash *out, size_t *len)
{
    int64_t from = 0, n = size2;
    assert(size1 >= 0 && size1 <= size2);
    *len = 0;
    if (!size1 || size1 == size2) return OK;
    for (; size1 - from != n; ++*len) {
        const int64_t half = (int64_t)1 << split_height(n);
        const bool left = size1 - from <= half;
        TRY(left ? range(t, from + half, n - half, &out[*len]) : range(t, from, half, &out[*len]));
        if (!left) from += half;
        n = left ? half : n - half;
    }
    if (from) TRY(range(t, from, n, &out[(*len)++])); /* else it is the first tree whole: its root is known */
    reverse(out, *len);
    return OK;
}
