/* note.h - signed notes and checkpoints (C2SP signed-note, tlog-checkpoint, tlog-cosignature). Pure.
 *
 * A note is text, a blank line, and lines of signatures, "— NAME BASE64". A checkpoint is a note whose text
 * says: this log had so many leaves, and this root. */
#pragma once
#include "ledger/merkle.h"

enum { KEY_SIGNS = 1, KEY_COSIGNS = 4, SIGNATURES_MAX = 100 };
typedef struct { Str name; int type; unsigned char id[4], key[32]; } NoteKey; /* public */
bool note_key_read(Arena *a, Str vkey, NoteKey *out); /* NAME+ID+BASE64 */
Str note_key_write(Arena *a, const NoteKey *k);
typedef struct { unsigned char secret[64]; NoteKey public; } Signer;
Signer signer_of(Str name, int type, const unsigned char seed[32]);

/* Splits and checks a note. False: malformed, or the signature of a key that is known here is not good - then
 * nothing of it is to be believed. `good` has a bit for each key (KEYS_MAX at most) that signed it; `when`: the second
 * at which a witness says that it did. */
enum { KEYS_MAX = 32 };
typedef struct { Str text; uint32_t good; size_t signatures; int64_t when[KEYS_MAX]; } Note;
bool note_read(Arena *a, Str note, const NoteKey *keys, size_t len, Note *out);
/* Of a note that was read with these keys: the lines that they signed. */
Str note_lines(Arena *a, Str note, const NoteKey *keys, size_t len);
Str note_with(Arena *a, Str note, const NoteKey *by, Str line); /* with that line of theirs, instead of any other */

typedef struct { Str origin; uint64_t size; Hash root; } Checkpoint;
bool checkpoint_read(Arena *a, Str text, Checkpoint *out);
bool size_read(Str s, uint64_t *out); /* 0, or digits that do not begin with 0, below 2^63 */
Str checkpoint_text(Arena *a, const Checkpoint *p);
Str note_sign(Arena *a, Str text, const Signer *by);            /* a signature line */
Str note_cosign(Arena *a, Str text, const Signer *by, int64_t seconds);

Str base64_of(Arena *a, Str bytes);
bool base64_read(Arena *a, Str text, Str *out); /* only the one spelling that base64_of gives */
