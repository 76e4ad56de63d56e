/* proof.c - receipts, written and checked. */
#include "ledger/proof.h"
#include <jansson.h>
#include <sodium.h>
#include <string.h>

#define HEAD "c2sp.org/tlog-proof@v1"

Str proof_write(Arena *a, const ProofFile *p)
{
    Buf out = {.arena = a};
    buf_str(&out, S(HEAD "\n"));
    if (p->extra.len) buf_fmt(&out, "extra " STR "\n", ARG(base64_of(a, p->extra)));
    buf_fmt(&out, "index %lld\n", (long long)p->index);
    for (size_t i = 0; i < p->proof.len; i++)
        buf_fmt(&out, STR "\n", ARG(base64_of(a, hash_bytes(&p->proof.at[i]))));
    buf_char(&out, '\n');
    buf_str(&out, p->note);
    return buf_done(&out);
}

static bool index_read(Str line, int64_t *out)
{
    if (!str_starts(line, S("index "))) return false;
    line.ptr += 6, line.len -= 6;
    return str_digits(line) && line.len <= 19 && (line.len == 1 || line.ptr[0] != '0') && str_int(line, out);
}

bool proof_read(Arena *a, Str text, ProofFile *out)
{
    Hash *proof = NEW(a, Hash, HEIGHTS);
    Str line, bytes;
    *out = (ProofFile){
        .proof = {proof, 0}
    };
    if (!str_eq(str_cut(&text, '\n'), S(HEAD))) return false;
    line = str_cut(&text, '\n');
    if (str_starts(line, S("extra "))) {
        if (!base64_read(a, (Str){line.ptr + 6, line.len - 6}, &out->extra)) return false;
        line = str_cut(&text, '\n');
    }
    if (!index_read(line, &out->index)) return false;
    while ((line = str_cut(&text, '\n')).len) {
        if (out->proof.len == HEIGHTS || !base64_read(a, line, &bytes) || bytes.len != sizeof proof->b) return false;
        proof[out->proof.len++] = hash_read(bytes.ptr);
    }
    out->note = text;
    return text.len > 0;
}

/* ---- what a receipt shows ---- */

static Str text_of(Arena *a, const json_t *object, const char *key)
{
    const json_t *v = json_object_get(object, key);
    return json_is_string(v) ? arena_copy(a, (Str){json_string_value(v), json_string_length(v)}) : (Str){0};
}

static bool hex_read(Str hex, unsigned char out[32])
{
    size_t len = 0;
    return sodium_hex2bin(out, 32, hex.ptr, hex.len, NULL, &len, NULL) == 0 && len == 32 && hex.len == 64;
}

static bool opening_read(Arena *a, const json_t *from, Opening *out)
{
    *out = (Opening){.shown = json_object_get(from, "fc") == NULL};
    if (!out->shown) return hex_read(text_of(a, from, "fc"), out->closed.b);
    out->name = text_of(a, from, "name"), out->value = text_of(a, from, "value");
    if (!json_is_string(json_object_get(from, "name")) || !json_is_string(json_object_get(from, "value"))) return false;
    if (!hex_read(text_of(a, from, "salt"), out->salt.b)) return false;
    out->closed = commit_field(&out->salt, out->name, out->value);
    return true;
}

static bool openings_read(Arena *a, const json_t *list, Opened *out)
{
    Str last = {0};
    if (!json_is_array(list)) return false;
    out->len = json_array_size(list);
    out->at = NEW(a, Opening, out->len + 1);
    Hash *fields = NEW(a, Hash, out->len + 1);
    for (size_t i = 0; i < out->len; i++) {
        Opening *x = &out->at[i];
        if (!opening_read(a, json_array_get(list, i), x)) return false;
        if (x->shown && last.ptr && str_cmp(last, x->name) >= 0) return false; /* one name twice proves nothing */
        if (x->shown) last = x->name;
        fields[i] = x->closed;
    }
    out->leaf.commit = commit_all(fields, out->len);
    return true;
}

bool opened_read(Arena *a, Str json, Opened *out)
{
    json_t *root = json_loadb(json.ptr, json.len, JSON_REJECT_DUPLICATES, NULL);
    *out = (Opened){
        .leaf = {text_of(a, root, "kind"), text_of(a, root, "day"), text_of(a, root, "unit"), {{0}}}
    };
    const bool good = root && openings_read(a, json_object_get(root, "opening"), out);
    json_decref(root);
    return good;
}

/* ---- checking ---- */

static bool log_signed(const NoteKey *keys, size_t len, const Note *note, ProofSeen *seen)
{
    bool by_log = false;
    for (size_t i = 0; i < len; i++) {
        if (!(note->good >> i & 1)) continue;
        if (keys[i].type == KEY_COSIGNS) {
            seen->witnesses++;
            if (note->when[i] * 1000 > seen->attested.ms) seen->attested.ms = note->when[i] * 1000;
        } else
            by_log |= str_eq(keys[i].name, seen->at.origin);
    }
    return by_log;
}

ProofFault proof_check(Arena *a, Str text, const NoteKey *keys, size_t len, int quorum, Str leaf, ProofSeen *seen)
{
    ProofFile p;
    Note note;
    *seen = (ProofSeen){0};
    if (!proof_read(a, text, &p)) return PROOF_MALFORMED;
    if (!note_read(a, p.note, keys, len, &note)) return PROOF_SIGNATURE;
    if (!checkpoint_read(a, note.text, &seen->at)) return PROOF_MALFORMED;
    if (!log_signed(keys, len, &note, seen)) return PROOF_SIGNATURE;
    if (seen->witnesses < quorum) return PROOF_WITNESSES;
    seen->index = p.index;
    if (p.extra.len && !opened_read(a, p.extra, &seen->opened)) return PROOF_LEAF;
    if (!leaf.len && (!p.extra.len || !leaf_write(a, &seen->opened.leaf, &leaf))) return PROOF_LEAF;
    if (!inclusion_holds((uint64_t)p.index, seen->at.size, hash_leaf(leaf), seen->at.root, p.proof))
        return PROOF_NOT_INCLUDED;
    return PROOF_HOLDS;
}
