/* proof_fuzz.c - whatever file is dropped in as a receipt is read, or refused, without harm. */
#include "ledger/proof.h"
#include "ledger/tile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 1 << 14) return 0;
    static char memory[1 << 16];
    static const unsigned char seed[32] = {7};
    const Str text = {(const char *)data, size};
    Arena a = arena_over(memory, sizeof memory, 1 << 26);
    const Signer log = signer_of(S("kheo.example/log/1"), KEY_SIGNS, seed);
    ProofSeen seen;
    Leaf leaf;
    Note note;
    Tile tile;
    NoteKey key;
    Opened opened;
    (void)proof_check(&a, text, &log.public, 1, 0, (Str){0}, &seen);
    (void)leaf_read(&a, text, &leaf);
    (void)note_read(&a, text, &log.public, 1, &note);
    (void)note_key_read(&a, text, &key);
    (void)opened_read(&a, text, &opened);
    (void)tile_read(text, &tile);
    arena_clear(&a);
    return 0;
}
