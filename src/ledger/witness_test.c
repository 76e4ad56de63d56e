/* witness_test.c - a witness that signs two histories makes every receipt worthless that names it. */
#include "base/test.h"
#include "ledger/witness.h"
#include <string.h>

enum { LEAVES = 40, MEMORY = 1 << 16 };
static _Alignas(16) char memory[MEMORY];
static Hash nodes[8][LEAVES], roots[LEAVES + 1];
static const unsigned char log_seed[32] = {1}, witness_seed[32] = {2}, other_seed[32] = {3};

static Err keep(void *to, int height, int64_t n, Hash h)
{
    (void)to;
    nodes[height][n] = h;
    return OK;
}
static Err node(void *from, int height, int64_t n, Hash *out)
{
    (void)from;
    *out = nodes[height][n];
    return OK;
}

/* A ledger of LEAVES leaves; another `turn` is another history. */
static Arena begin(unsigned char turn)
{
    Edge e = {0};
    roots[0] = edge_root(&e);
    for (unsigned char i = 0; i < LEAVES; i++) {
        const char data[2] = {(char)i, (char)(i < 10 ? 0 : turn)};
        OKAY(edge_add(&e, hash_leaf((Str){data, 2}), keep, NULL));
        roots[i + 1] = edge_root(&e);
    }
    return arena_over(memory, sizeof memory, 1 << 22);
}

static Signer log_key(void)
{
    return signer_of(S("kheo-1/log/1"), KEY_SIGNS, log_seed);
}

static Str note_at(Arena *a, int size, const Signer *by)
{
    const Checkpoint p = {S("kheo-1/log/1"), (uint64_t)size, roots[size]};
    const Str text = checkpoint_text(a, &p);
    return arena_fmt(a, STR "\n" STR, ARG(text), ARG(note_sign(a, text, by)));
}

static Ask ask_of(Arena *a, int old, int size)
{
    Hash *at = NEW(a, Hash, PROOF_MAX);
    Ask x = {
        .old = (uint64_t)old, .proof = {at, 0}
    };
    const Signer by = log_key();
    OKAY(tree_consistency((Tree){node, NULL}, old, size, at, &x.proof.len));
    x.note = note_at(a, size, &by);
    return x;
}

static Watched watched(void)
{
    return (Watched){S("kheo-1/log/1"), log_key().public};
}

/* What a witness says that has signed `last` leaves. */
static int answer(Arena *a, const Ask *given, int last)
{
    const Watched one = watched();
    const Checkpoint seen = {S("kheo-1/log/1"), (uint64_t)last, roots[last]};
    Ask x;
    if (!ask_read(a, ask_write(a, given), &x)) return 400;
    const int who = ask_signed(a, &x, &one, 1);
    return who == 200 ? ask_follows(&x, &seen) : who;
}

TEST(witness_signs_what_grew)
{
    for (int old = 0; old <= LEAVES; old++)
        for (int size = old; size <= LEAVES; size += 3) {
            Arena a = begin(0);
            const Ask x = ask_of(&a, old, size);
            EQ(answer(&a, &x, old), 200);
            if (old) EQ(answer(&a, &x, old - 1), 409);
            if (old < LEAVES) EQ(answer(&a, &x, old + 1), 409);
            arena_clear(&a);
        }
}

TEST(witness_never_signs_another_history)
{
    Arena a = begin(0);
    const Hash first = roots[20];
    const Checkpoint seen = {S("kheo-1/log/1"), 20, first};
    begin(1);
    CHECK(!hash_eq(first, roots[20]));
    const int sizes[] = {20, 21, 32, 40};
    for (size_t i = 0; i < LEN(sizes); i++) {
        Ask x;
        const Ask given = ask_of(&a, 20, sizes[i]);
        CHECK(ask_read(&a, ask_write(&a, &given), &x));
        EQ(ask_follows(&x, &seen), sizes[i] == 20 ? 409 : 422);
    }
    arena_clear(&a);
}

TEST(witness_takes_no_proof_that_is_not_one)
{
    Arena a = begin(0);
    Ask x = ask_of(&a, 7, 40);
    Hash *at = (Hash *)(uintptr_t)x.proof.at;
    CHECK(x.proof.len > 2);
    at[1].b[3] ^= 1;
    EQ(answer(&a, &x, 7), 422);
    at[1].b[3] ^= 1;
    x.proof.len--;
    EQ(answer(&a, &x, 7), 422);
    x.proof.len += 2;
    EQ(answer(&a, &x, 7), 422);
    x = ask_of(&a, 0, 40);
    x.proof = (Proof){at, 1}; /* of nothing there is nothing to prove */
    EQ(answer(&a, &x, 0), 422);
    x = ask_of(&a, 40, 40);
    x.proof = (Proof){at, 1};
    EQ(answer(&a, &x, 40), 422);
    x = ask_of(&a, 7, 40);
    x.old = 41;
    EQ(answer(&a, &x, 7), 400);
    arena_clear(&a);
}

TEST(witness_signs_for_those_it_knows)
{
    Arena a = begin(0);
    const Signer stranger = signer_of(S("kheo-1/log/1"), KEY_SIGNS, other_seed),
                 by = signer_of(S("kheo-2/log/1"), KEY_SIGNS, log_seed), mine = log_key();
    Ask x = ask_of(&a, 0, 5);
    x.note = note_at(&a, 5, &stranger); /* the right name, another key */
    EQ(answer(&a, &x, 0), 403);
    x.note = note_at(&a, 5, &by);
    EQ(answer(&a, &x, 0), 403);
    char *spoiled = (char *)(uintptr_t)arena_copy(&a, note_at(&a, 5, &mine)).ptr;
    const size_t len = note_at(&a, 5, &mine).len;
    spoiled[len - 10] = spoiled[len - 10] == 'A' ? 'B' : 'A';
    x.note = (Str){spoiled, len};
    EQ(answer(&a, &x, 0), 403);
    const Checkpoint other = {S("kheo-2/log/1"), 5, roots[5]};
    const Str text = checkpoint_text(&a, &other);
    x.note = arena_fmt(&a, STR "\n" STR, ARG(text), ARG(note_sign(&a, text, &by)));
    EQ(answer(&a, &x, 0), 404);
    arena_clear(&a);
}

TEST(witness_refuses_what_is_no_question)
{
    static const char *const heads[] = {"",
                                        "old",
                                        "old \n\n",
                                        "old 01\n\n",
                                        "old -1\n\n",
                                        "old 0 \n\n",
                                        "old 0\r\n\r\n",
                                        "new 0\n\n",
                                        "old 0\nAA==\n\n",
                                        "old 0\n",
                                        "old 9223372036854775808\n\n"};
    Arena a = begin(0);
    const Signer by = log_key();
    const Str note = note_at(&a, 5, &by);
    Ask x;
    CHECK(ask_read(&a, arena_fmt(&a, "old 0\n\n" STR, ARG(note)), &x));
    for (size_t i = 0; i < LEN(heads); i++)
        CHECK(!ask_read(&a, arena_fmt(&a, "%s" STR, heads[i], ARG(note)), &x));
    for (size_t cut = 0; cut < note.len; cut++)
        CHECK(!ask_read(&a, arena_fmt(&a, "old 0\n\n%.*s", (int)cut, note.ptr), &x));
    Buf long_one = {.arena = &a};
    buf_str(&long_one, S("old 1\n"));
    for (int i = 0; i < 64; i++)
        buf_fmt(&long_one, STR "\n", ARG(base64_of(&a, hash_bytes(&roots[0]))));
    buf_fmt(&long_one, "\n" STR, ARG(note));
    CHECK(!ask_read(&a, buf_done(&long_one), &x));
    arena_clear(&a);
}

TEST(witness_keeps_what_was_signed_and_no_more)
{
    Arena a = begin(0);
    const Signer by = log_key(), me = signer_of(S("chung"), KEY_COSIGNS, witness_seed),
                 stranger = signer_of(S("la"), KEY_SIGNS, other_seed);
    const Watched one = watched();
    Ask x = ask_of(&a, 0, 5), read;
    const Str text = checkpoint_text(&a, &(Checkpoint){S("kheo-1/log/1"), 5, roots[5]});
    x.note = arena_fmt(&a, STR STR, ARG(x.note), ARG(note_sign(&a, text, &stranger)));
    CHECK(ask_read(&a, ask_write(&a, &x), &read));
    const Str line = note_cosign(&a, text, &me, 1700000000), kept = ask_kept(&a, &read, &one, 1, line);
    const NoteKey keys[] = {by.public, me.public, stranger.public};
    Note note;
    CHECK(note_read(&a, kept, keys, LEN(keys), &note));
    EQ(note.good, 3);
    EQ(note.signatures, 2);
    EQ(note.when[1], 1700000000);
    arena_clear(&a);
}

TEST(witness_answer_is_believed_only_with_its_signature)
{
    Arena a = begin(0);
    const Signer by = log_key(), me = signer_of(S("chung"), KEY_COSIGNS, witness_seed),
                 liar = signer_of(S("chung"), KEY_COSIGNS, other_seed);
    const Str note = note_at(&a, 5, &by), other = note_at(&a, 6, &by);
    Note n;
    CHECK(note_read(&a, note, NULL, 0, &n));
    const Str good = note_cosign(&a, n.text, &me, 42), bad = note_cosign(&a, n.text, &liar, 42);
    Str line;
    int64_t when;
    CHECK(cosignature_read(&a, note, good, &me.public, &line, &when));
    CHECK(str_eq(line, good));
    EQ(when, 42);
    CHECK(cosignature_read(&a, note, arena_fmt(&a, STR STR, ARG(bad), ARG(good)), &me.public, &line, &when));
    CHECK(!cosignature_read(&a, note, bad, &me.public, &line, &when));
    CHECK(!cosignature_read(&a, other, good, &me.public, &line, &when));
    CHECK(!cosignature_read(&a, note, S(""), &me.public, &line, &when));
    CHECK(!cosignature_read(&a, note, S("\n\n\n<html>"), &me.public, &line, &when));
    arena_clear(&a);
}

TEST(witness_reads_its_list)
{
    Arena a = begin(0);
    const Signer by = log_key(), me = signer_of(S("chung"), KEY_COSIGNS, witness_seed);
    const Str key = note_key_write(&a, &by.public);
    Watched w;
    CHECK(watched_read(&a, key, &w));
    EQ_STR(w.origin, "kheo-1/log/1");
    CHECK(watched_read(&a, arena_fmt(&a, " other.example/log " STR "\r", ARG(key)), &w));
    EQ_STR(w.origin, "other.example/log");
    CHECK(!watched_read(&a, note_key_write(&a, &me.public), &w)); /* a witness is no ledger */
    CHECK(!watched_read(&a, S("kheo-1/log/1"), &w));
    CHECK(!watched_read(&a, S(""), &w));
    arena_clear(&a);
}
