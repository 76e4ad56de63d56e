/* note.c - signed notes and checkpoints. */
#include "ledger/note.h"
#include <sodium.h>
#include <string.h>

enum { ID = 4, STAMP = 8, SIGNATURE = 64, KEY = 32 };
#define DASH "\xe2\x80\x94 " /* em dash, space */

Str base64_of(Arena *a, Str bytes)
{
    const size_t room = sodium_base64_encoded_len(bytes.len, sodium_base64_VARIANT_ORIGINAL);
    char *out = arena_raw(a, room);
    sodium_bin2base64(out, room, (const unsigned char *)bytes.ptr, bytes.len, sodium_base64_VARIANT_ORIGINAL);
    return (Str){out, room - 1};
}

bool base64_read(Arena *a, Str text, Str *out)
{
    unsigned char *bytes = arena_raw(a, text.len + 1);
    size_t len = 0;
    if (sodium_base642bin(bytes, text.len + 1, text.ptr, text.len, NULL, &len, NULL, sodium_base64_VARIANT_ORIGINAL))
        return false;
    *out = (Str){(const char *)bytes, len};
    return str_eq(base64_of(a, *out), text);
}

/* ---- keys ---- */

static void key_id(NoteKey *k)
{
    const unsigned char break_and_type[2] = {'\n', (unsigned char)k->type};
    crypto_hash_sha256_state s;
    Hash h;
    crypto_hash_sha256_init(&s);
    crypto_hash_sha256_update(&s, (const unsigned char *)k->name.ptr, k->name.len);
    crypto_hash_sha256_update(&s, break_and_type, sizeof break_and_type);
    crypto_hash_sha256_update(&s, k->key, sizeof k->key);
    crypto_hash_sha256_final(&s, h.b);
    memcpy(k->id, h.b, ID);
}

bool note_key_read(Arena *a, Str vkey, NoteKey *out)
{
    Str bytes, name = str_cut(&vkey, '+'), id = str_cut(&vkey, '+');
    if (!name.len || !base64_read(a, vkey, &bytes) || bytes.len != 1 + KEY) return false;
    *out = (NoteKey){.name = name, .type = (unsigned char)bytes.ptr[0]};
    memcpy(out->key, bytes.ptr + 1, KEY);
    key_id(out);
    return (out->type == KEY_SIGNS || out->type == KEY_COSIGNS) && str_eq(hex_of(a, out->id, ID), id);
}

Str note_key_write(Arena *a, const NoteKey *k)
{
    char bytes[1 + KEY] = {(char)k->type};
    memcpy(bytes + 1, k->key, KEY);
    const Str key = base64_of(a, (Str){bytes, sizeof bytes});
    return arena_fmt(a, STR "+" STR "+" STR, ARG(k->name), ARG(hex_of(a, k->id, ID)), ARG(key));
}

Signer signer_of(Str name, int type, const unsigned char seed[32])
{
    Signer s = {
        .public = {.name = name, .type = type}
    };
    _Static_assert(sizeof s.secret == crypto_sign_SECRETKEYBYTES, "a secret key of libsodium");
    crypto_sign_seed_keypair(s.public.key, s.secret, seed);
    key_id(&s.public);
    return s;
}

/* ---- reading ---- */

/* Length of the white space that UTF-8 text begins with; 0: none. */
static size_t blank(Str s)
{
    static const char *const all[] = {" ",
                                      "\x7f",
                                      "\xc2\x85",
                                      "\xc2\xa0",
                                      "\xe1\x9a\x80",
                                      "\xe2\x80\xa8",
                                      "\xe2\x80\xa9",
                                      "\xe2\x80\xaf",
                                      "\xe2\x81\x9f",
                                      "\xe3\x80\x80"};
    for (size_t i = 0; i < LEN(all); i++)
        if (str_starts(s, str(all[i]))) return strlen(all[i]);
    const bool wide = str_starts(s, S("\xe2\x80")) && s.len > 2; /* U+2000 to U+200A */
    return wide && (unsigned char)s.ptr[2] >= 0x80 && (unsigned char)s.ptr[2] <= 0x8a ? 3 : 0;
}

static bool name_valid(Str name)
{
    if (!name.len) return false;
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] == '+' || blank((Str){name.ptr + i, name.len - i})) return false;
    return true;
}

static bool plain(Str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] < 0x20 && s.ptr[i] != '\n') return false;
    return utf8_valid(s);
}

/* The text of a note ends with its last blank line; what follows are signatures. */
static bool split(Str note, Str *text, Str *rest)
{
    if (note.len < 3 || note.ptr[note.len - 1] != '\n' || !plain(note)) return false;
    for (size_t i = note.len - 2; i > 0; i--) {
        if (note.ptr[i] != '\n' || note.ptr[i - 1] != '\n') continue;
        *text = (Str){note.ptr, i}, *rest = (Str){note.ptr + i + 1, note.len - i - 1};
        return true;
    }
    return false;
}

typedef struct {
    Str name, bytes;
} Signature;

static bool signature_read(Arena *a, Str line, Signature *out)
{
    if (!str_starts(line, S(DASH))) return false;
    Str rest = {line.ptr + S(DASH).len, line.len - S(DASH).len};
    out->name = str_cut(&rest, ' ');
    return name_valid(out->name) && base64_read(a, rest, &out->bytes) && out->bytes.len > ID;
}

/* What a cosignature signs: when it was given, and the text. */
static Str cosigned(Arena *a, uint64_t seconds, Str text)
{
    return arena_fmt(a, "cosignature/v1\ntime %llu\n" STR, (unsigned long long)seconds, ARG(text));
}

static bool signed_by(Arena *a, Str text, Str bytes, const NoteKey *k, int64_t *when)
{
    const unsigned char *at = (const unsigned char *)bytes.ptr + ID;
    if (k->type == KEY_COSIGNS) {
        uint64_t seconds = 0;
        if (bytes.len != ID + STAMP + SIGNATURE) return false;
        for (int i = 0; i < STAMP; i++)
            seconds = seconds << 8 | *at++;
        if (seconds >> 63) return false;
        *when = (int64_t)seconds;
        text = cosigned(a, seconds, text);
    } else if (bytes.len != ID + SIGNATURE)
        return false;
    return crypto_sign_verify_detached(at, (const unsigned char *)text.ptr, text.len, k->key) == 0;
}

static bool names(const Signature *s, const NoteKey *k)
{
    return str_eq(s->name, k->name) && memcmp(s->bytes.ptr, k->id, ID) == 0;
}

bool note_read(Arena *a, Str note, const NoteKey *keys, size_t len, Note *out)
{
    Str rest;
    *out = (Note){0};
    if (len > KEYS_MAX || !split(note, &out->text, &rest) || !rest.len) return false;
    for (; rest.len; out->signatures++) {
        Signature s;
        if (out->signatures == SIGNATURES_MAX || !signature_read(a, str_cut(&rest, '\n'), &s)) return false;
        for (size_t i = 0; i < len; i++) {
            if (!names(&s, &keys[i])) continue;
            if (!signed_by(a, out->text, s.bytes, &keys[i], &out->when[i])) return false;
            out->good |= 1u << i;
        }
    }
    return true;
}

static bool one_of(Arena *a, Str line, const NoteKey *keys, size_t len)
{
    Signature s;
    if (!signature_read(a, line, &s)) return false;
    for (size_t i = 0; i < len; i++)
        if (names(&s, &keys[i])) return true;
    return false;
}

static Str lines(Arena *a, Str all, const NoteKey *keys, size_t len, bool theirs)
{
    Buf out = {.arena = a};
    while (all.len) {
        const Str line = str_cut(&all, '\n');
        if (one_of(a, line, keys, len) == theirs) buf_fmt(&out, STR "\n", ARG(line));
    }
    return buf_done(&out);
}

Str note_lines(Arena *a, Str note, const NoteKey *keys, size_t len)
{
    Str text, rest;
    return split(note, &text, &rest) ? lines(a, rest, keys, len, true) : (Str){0};
}

Str note_with(Arena *a, Str note, const NoteKey *by, Str line)
{
    Str text, rest;
    if (!split(note, &text, &rest)) return (Str){0};
    rest = lines(a, rest, by, 1, false);
    return arena_fmt(a, STR "\n" STR STR, ARG(text), ARG(rest), ARG(line));
}

bool size_read(Str s, uint64_t *out)
{
    int64_t n;
    if (!str_digits(s) || s.len > 19 || (s.len > 1 && s.ptr[0] == '0') || !str_int(s, &n)) return false;
    *out = (uint64_t)n;
    return true;
}

bool checkpoint_read(Arena *a, Str text, Checkpoint *out)
{
    Str root;
    if (!str_ends(text, S("\n"))) return false;
    out->origin = str_cut(&text, '\n');
    if (!out->origin.len || !size_read(str_cut(&text, '\n'), &out->size)) return false;
    if (!base64_read(a, str_cut(&text, '\n'), &root) || root.len != sizeof out->root.b) return false;
    out->root = hash_read(root.ptr);
    while (text.len) /* extensions are allowed, empty lines are not */
        if (!str_cut(&text, '\n').len) return false;
    return out->size || hash_eq(out->root, hash_of(S("")));
}

/* ---- writing ---- */

Str checkpoint_text(Arena *a, const Checkpoint *p)
{
    return arena_fmt(a, STR "\n%llu\n" STR "\n", ARG(p->origin), (unsigned long long)p->size,
                     ARG(base64_of(a, hash_bytes(&p->root))));
}

static void sign(const Signer *by, Str text, unsigned char out[SIGNATURE])
{
    crypto_sign_detached(out, NULL, (const unsigned char *)text.ptr, text.len, by->secret);
}

Str note_sign(Arena *a, Str text, const Signer *by)
{
    unsigned char bytes[ID + SIGNATURE];
    memcpy(bytes, by->public.id, ID);
    sign(by, text, bytes + ID);
    return arena_fmt(a, DASH STR " " STR "\n", ARG(by->public.name),
                     ARG(base64_of(a, (Str){(const char *)bytes, sizeof bytes})));
}

Str note_cosign(Arena *a, Str text, const Signer *by, int64_t seconds)
{
    unsigned char bytes[ID + STAMP + SIGNATURE];
    memcpy(bytes, by->public.id, ID);
    for (int i = 0; i < STAMP; i++)
        bytes[ID + i] = (unsigned char)((uint64_t)seconds >> (56 - 8 * i));
    sign(by, cosigned(a, (uint64_t)seconds, text), bytes + ID + STAMP);
    return arena_fmt(a, DASH STR " " STR "\n", ARG(by->public.name),
                     ARG(base64_of(a, (Str){(const char *)bytes, sizeof bytes})));
}
