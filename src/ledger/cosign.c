/* cosign.c - signatures of witnesses kept beside the ledger: late ones delay nothing, and later receipts carry them. */
#include "ledger/cosign.h"
#include "ledger/tail.h"

static bool among(const Witness *all, size_t len, Str vkey)
{
    for (size_t i = 0; i < len; i++)
        if (str_eq(all[i].vkey, vkey)) return true;
    return false;
}

Err witnesses_name(Ctx *c, const Witness *named, size_t len)
{
    WitnessRows known;
    TRY(witness_all(c, &known));
    for (size_t i = 0; i < known.len; i++)
        if (!among(named, len, known.at[i].vkey)) TRY(witness_drop(c, known.at[i].vkey));
    for (size_t i = 0; i < len; i++)
        TRY(witness_put(c, (WitnessPut){named[i].vkey, named[i].place, named[i].url}));
    return OK;
}

Str witness_name(const Witness *w)
{
    Str vkey = w->vkey;
    return str_cut(&vkey, '+');
}

Err witness_keys(Ctx *c, NoteKey *out, size_t *len)
{
    WitnessRows all;
    TRY(witness_all(c, &all));
    *len = 0;
    for (size_t i = 0; i < all.len && *len < KEYS_MAX; i++)
        if (note_key_read(c->arena, all.at[i].vkey, &out[*len]) && out[*len].type == KEY_COSIGNS) ++*len;
    return OK;
}

Err cosign_question(Ctx *c, const Log *log, int64_t old, Str *out)
{
    TileReader r = {.c = c, .log = log->id};
    Hash at[PROOF_MAX];
    Ask ask = {
        .old = (uint64_t)old, .proof = {at, 0},
             .note = log->note
    };
    if (old < 0 || old > log->size) return ERR_INVALID;
    TRY(tree_consistency(tile_tree(&r), old, log->size, at, &ask.proof.len));
    *out = ask_write(c->arena, &ask);
    return OK;
}

/* Of a checkpoint some witnesses may have signed earlier: their lines stay. */
static Err keep_signature(Ctx *c, const Witness *w, Str note, Str line)
{
    NoteKey keys[KEYS_MAX];
    size_t len;
    Cosigned before;
    Note read;
    NoteKey own;
    TRY(witness_keys(c, keys, &len));
    const Err e = cosigned_of(c, w->log, w->size, &before);
    if (e && e != ERR_NOT_FOUND) return e;
    if (!note_key_read(c->arena, w->vkey, &own)) return ERR_INVALID;
    const Str all = note_with(c->arena, e ? note : before.note, &own, line);
    if (!note_read(c->arena, all, keys, len, &read))
        return FAIL(ERR_INTERNAL, "ledger: the signatures of witnesses of log %lld do not go together",
                    (long long)w->log);
    CosignedPut put = {.log = w->log, .size = w->size, .note = all};
    for (size_t i = 0; i < len; i++) {
        if (!(read.good >> i & 1)) continue;
        put.witnesses++;
        if (read.when[i] * 1000 > put.attested.ms) put.attested.ms = read.when[i] * 1000;
    }
    TRY(cosigned_put(c, put));
    return cosigned_outdone(c, (CosignedOutdone){put.log, put.size, put.witnesses});
}

Err cosign_told(Ctx *c, const Witness *w, Str note, Str line)
{
    TRY(witness_told(c, (WitnessTold){w->vkey, w->log, w->size, w->attested, w->fault}));
    return line.len ? keep_signature(c, w, note, line) : OK;
}

Err ledger_checkpoint(Ctx *c, int64_t number, Str *out)
{
    Log log;
    Cosigned with;
    TRY(log_by_id(c, number, &log));
    const Err e = cosigned_of(c, number, log.size, &with);
    *out = e ? log.note : with.note;
    return e == ERR_NOT_FOUND ? OK : e;
}
