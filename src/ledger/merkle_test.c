/* merkle_test.c - a tree that grows proves each leaf and each earlier size, and nothing else. */
#include "base/test.h"
#include "ledger/proof.h"
#include "ledger/tile.h"
#include <string.h>

enum { LEAVES = 300 };
static Hash nodes[10][LEAVES];
static Hash roots[LEAVES + 1];

static Err keep(void *to, int height, int64_t n, Hash h)
{
    (void)to;
    nodes[height][n] = h;
    return OK;
}

static Err node(void *from, int height, int64_t n, Hash *out)
{
    CHECK((n + 1) << height <= *(int64_t *)from); /* only whole subtrees are asked for */
    *out = nodes[height][n];
    return OK;
}

static void grow(int n)
{
    Edge e = {0};
    roots[0] = edge_root(&e);
    for (int i = 0; i < n; i++) {
        const unsigned char data[2] = {(unsigned char)i, (unsigned char)(i >> 8)};
        OKAY(edge_add(&e, hash_leaf((Str){(const char *)data, 2}), keep, NULL));
        roots[i + 1] = edge_root(&e);
    }
}

TEST(merkle_every_leaf_is_proven_in_every_size)
{
    int64_t size = LEAVES;
    const Tree t = {node, &size};
    grow(LEAVES);
    for (int64_t n = 1; n <= LEAVES; n += n < 70 ? 1 : 23) {
        Hash root, at[PROOF_MAX];
        size_t len;
        OKAY(tree_root(t, n, &root));
        CHECK(hash_eq(root, roots[n]));
        for (int64_t i = 0; i < n; i++) {
            OKAY(tree_inclusion(t, i, n, at, &len));
            CHECK(inclusion_holds((uint64_t)i, (uint64_t)n, nodes[0][i], root, (Proof){at, len}));
            CHECK(!inclusion_holds((uint64_t)(i ^ 1), (uint64_t)n, nodes[0][i], root, (Proof){at, len}) || n == 1);
            CHECK(!inclusion_holds((uint64_t)i, (uint64_t)n, nodes[0][i], roots[n - 1], (Proof){at, len}));
        }
    }
}

TEST(merkle_every_size_begins_with_every_smaller_one)
{
    int64_t size = LEAVES;
    const Tree t = {node, &size};
    grow(LEAVES);
    for (int64_t m = 0; m <= 70; m++)
        for (int64_t n = m; n <= 70; n++) {
            Hash at[PROOF_MAX];
            size_t len;
            OKAY(tree_consistency(t, m, n, at, &len));
            CHECK(consistency_holds((uint64_t)m, (uint64_t)n, roots[m], roots[n], (Proof){at, len}));
            if (len) at[len / 2].b[7] ^= 1;
            CHECK(!len || !consistency_holds((uint64_t)m, (uint64_t)n, roots[m], roots[n], (Proof){at, len}));
        }
}

TEST(tile_names_read_only_as_they_are_written)
{
    static const char *const wrong[] = {
        "0/67",       "0/0067",     "0/x001/x002", "0/067.p/256", "0/067.p/0",
        "0/067.p/07", "00/067",     "8/067",       "entries",     "entries/",
        "0/067/",     "0/x000/067", "-1/067",      "0/067.p/",    "0/x999/x999/x999/x999/x999/x999/x999/x999/999",
        "",           "/",          "0/067.p/1/2"};
    char memory[256];
    Arena a = arena_over(memory, sizeof memory, sizeof memory);
    Tile t;
    CHECK(tile_read(S("0/x001/x234/067"), &t));
    EQ(t.n, 1234067);
    EQ(t.width, TILE_WIDTH);
    CHECK(
        tile_read(S("5/x515/x555/x555/x555/x550/950"), &t)); /* long: reading it asks for no memory that nobody frees */
    EQ(t.n, 515555555555550950);
    CHECK(tile_read(S("entries/000.p/7"), &t));
    EQ(t.level, ENTRIES);
    EQ(t.width, 7);
    EQ_STR(tile_path(&a, t), "tile/entries/000.p/7");
    for (size_t i = 0; i < LEN(wrong); i++)
        if (tile_read(str(wrong[i]), &t)) test_fail(__FILE__, __LINE__, "'%s' was read", wrong[i]);
}

TEST(tile_nodes_are_those_of_the_tree)
{
    grow(256);
    for (int h = 0; h <= TILE_HEIGHT; h++)
        CHECK(hash_eq(tile_node((const char *)nodes[0], 1 << h), nodes[h][0]));
}

/* ---- signing ---- */

TEST(note_what_is_signed_here_is_read_here)
{
    static char memory[1 << 16];
    Arena a = arena_over(memory, sizeof memory, sizeof memory);
    const unsigned char seed[32] = {1, 2, 3}, other[32] = {4};
    const Signer log = signer_of(S("phuong.example/log/1"), KEY_SIGNS, seed);
    const Signer witness = signer_of(S("mat-tran.example"), KEY_COSIGNS, other);
    const Checkpoint p = {S("phuong.example/log/1"), 0, hash_of(S(""))};
    const Str text = checkpoint_text(&a, &p);
    const Str note = arena_fmt(&a, STR "\n" STR STR, ARG(text), ARG(note_sign(&a, text, &log)),
                               ARG(note_cosign(&a, text, &witness, 1795000000)));
    const NoteKey keys[] = {witness.public, log.public};
    NoteKey again;
    Note n;
    Checkpoint q;
    CHECK(note_read(&a, note, keys, 2, &n));
    EQ(n.good, 3);
    CHECK(checkpoint_read(&a, n.text, &q));
    EQ(q.size, 0);
    CHECK(note_key_read(&a, note_key_write(&a, &witness.public), &again));
    CHECK(memcmp(again.key, witness.public.key, sizeof again.key) == 0);
    ((char *)(uintptr_t)note.ptr)[1] ^= 1; /* another text: a key that is known makes the whole note worthless */
    CHECK(!note_read(&a, note, keys, 2, &n));
}
