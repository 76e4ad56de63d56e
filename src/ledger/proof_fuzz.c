/* proof_fuzz.c - whatever is dropped in as a receipt, or sent to a witness, is read, or refused, without harm. */
#include "ledger/proof.h"
#include "ledger/tile.h"
#include "ledger/witness.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 1 << 14) return 0;
    static char memory[1 << 16];
    static const unsigned char seed[32] = {7};
    const Str text = {(const char *)data, size};
    Arena a = arena_over(memory, sizeof memory, 1 << 26);
    const Signer log = signer_of(S("kheo.example/log/1"), KEY_SIGNS, seed);
    const Signer witness = signer_of(S("mttq.example"), KEY_COSIGNS, seed);
    Ask ask;
    Str line;
    int64_t when;
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
    if (ask_read(&a, text, &ask)) {
        const Checkpoint none = checkpoint_none(ask.at.origin);
        const Watched watched = {ask.at.origin, log.public};
        if (!str_eq(ask_write(&a, &ask), text)) abort(); /* there is one spelling of each question */
        (void)ask_signed(&a, &ask, &watched, 1), (void)ask_follows(&ask, &none);
        (void)ask_kept(&a, &ask, &watched, 1, S(""));
    }
    (void)watched_read(&a, text, &(Watched){0});
    (void)cosignature_read(&a, text, text, &witness.public, &line, &when);
    arena_clear(&a);
    return 0;
}
