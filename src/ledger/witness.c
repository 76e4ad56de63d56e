/* witness.c - the rules of a witness: whom it signs for, and that it never signs two histories. */
#include "ledger/witness.h"

enum {
    PROOF_LINES = 63,
    ANSWER_LINES = 16,
    STATUS_OK = 200,
    MALFORMED = 400,
    FOREIGN = 403,
    UNKNOWN = 404,
    CONFLICT = 409,
    NOT_PROVEN = 422
};

/* ---- the question ---- */

Str ask_write(Arena *a, const Ask *x)
{
    Buf out = {.arena = a};
    buf_fmt(&out, "old %llu\n", (unsigned long long)x->old);
    for (size_t i = 0; i < x->proof.len; i++)
        buf_fmt(&out, STR "\n", ARG(base64_of(a, hash_bytes(&x->proof.at[i]))));
    buf_char(&out, '\n');
    buf_str(&out, x->note);
    return buf_done(&out);
}

bool ask_read(Arena *a, Str body, Ask *out)
{
    Hash *proof = NEW(a, Hash, PROOF_LINES);
    Note note;
    Str line = str_cut(&body, '\n'), bytes;
    *out = (Ask){
        .proof = {proof, 0}
    };
    if (!str_starts(line, S("old ")) || !size_read((Str){line.ptr + 4, line.len - 4}, &out->old)) return false;
    while ((line = str_cut(&body, '\n')).len) {
        if (out->proof.len == PROOF_LINES || !base64_read(a, line, &bytes) || bytes.len != sizeof proof->b)
            return false;
        proof[out->proof.len++] = hash_read(bytes.ptr);
    }
    out->note = body;
    return note_read(a, body, NULL, 0, &note) && checkpoint_read(a, note.text, &out->at);
}

/* ---- who asks? ---- */

bool watched_read(Arena *a, Str line, Watched *out)
{
    Str key = str_trim(line), origin = str_cut(&key, ' ');
    key = str_trim(key);
    if (!note_key_read(a, key.len ? key : origin, &out->key)) return false;
    out->origin = key.len ? origin : out->key.name;
    return out->key.type == KEY_SIGNS;
}

static size_t keys_of(const Watched *all, size_t len, Str origin, NoteKey out[KEYS_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < len && n < KEYS_MAX; i++)
        if (str_eq(all[i].origin, origin)) out[n++] = all[i].key;
    return n;
}

int ask_signed(Arena *a, const Ask *x, const Watched *all, size_t len)
{
    NoteKey keys[KEYS_MAX];
    Note note;
    const size_t n = keys_of(all, len, x->at.origin, keys);
    if (!n) return UNKNOWN;
    if (!note_read(a, x->note, keys, n, &note) || !note.good) return FOREIGN;
    return x->old > x->at.size ? MALFORMED : STATUS_OK;
}

/* ---- does it follow? ---- */

Checkpoint checkpoint_none(Str origin)
{
    return (Checkpoint){origin, 0, hash_of(S(""))};
}

int ask_follows(const Ask *x, const Checkpoint *last)
{
    if (x->old != last->size) return CONFLICT;
    if (x->old == x->at.size && !hash_eq(x->at.root, last->root)) return CONFLICT;
    return consistency_holds(x->old, x->at.size, last->root, x->at.root, x->proof) ? STATUS_OK : NOT_PROVEN;
}

Str ask_kept(Arena *a, const Ask *x, const Watched *all, size_t len, Str cosignature)
{
    NoteKey keys[KEYS_MAX];
    Note note;
    const size_t n = keys_of(all, len, x->at.origin, keys);
    if (!note_read(a, x->note, keys, n, &note)) return (Str){0};
    const Str own = note_lines(a, x->note, keys, n);
    return arena_fmt(a, STR "\n" STR STR, ARG(note.text), ARG(own), ARG(cosignature));
}

/* ---- the answer ---- */

bool cosignature_read(Arena *a, Str note, Str answer, const NoteKey *witness, Str *line, int64_t *when)
{
    Note n;
    if (!note_read(a, note, NULL, 0, &n)) return false;
    const Str text = n.text;
    for (int i = 0; i < ANSWER_LINES && answer.len; i++) {
        const Str one = str_cut(&answer, '\n');
        *line = arena_fmt(a, STR "\n", ARG(one));
        *when = 0;
        if (!note_read(a, arena_fmt(a, STR "\n" STR, ARG(text), ARG(*line)), witness, 1, &n) || !n.good) continue;
        *when = n.when[0];
        return true;
    }
    return false;
}

Str witness_path(Arena *a, Str origin)
{
    const Hash h = hash_of(origin);
    return arena_fmt(a, STR "/checkpoint", ARG(hex_of(a, h.b, sizeof h.b)));
}
