/* proof.h - a receipt: the file that proves, with nothing but the ledger's public key, that an act stands in
 * the ledger (C2SP tlog-proof@v1). Pure. */
#pragma once
#include "ledger/leaf.h"
#include "ledger/note.h"

typedef struct { Str extra; int64_t index; Proof proof; Str note; } ProofFile; /* extra empty: there is none */
Str proof_write(Arena *a, const ProofFile *p);
bool proof_read(Arena *a, Str text, ProofFile *out);

/* What `extra` of a receipt holds: the leaf and an opening of its commitment; a field is shown, with its salt,
 * or stands as its commitment alone. */
typedef struct { Str name, value; Salt salt; Hash closed; bool shown; } Opening;
typedef struct { Leaf leaf; Opening *at; size_t len; } Opened;
Str opened_write(Arena *a, const Opened *o);            /* JSON */
bool opened_read(Arena *a, Str json, Opened *out);      /* works out leaf.commit from the opening */

/* Why a receipt does not hold; PROOF_HOLDS: it does. */
typedef enum { PROOF_HOLDS, PROOF_MALFORMED, PROOF_SIGNATURE, PROOF_WITNESSES, PROOF_LEAF, PROOF_NOT_INCLUDED } ProofFault;
typedef struct { Checkpoint at; Opened opened; int64_t index; int witnesses; Time attested; } ProofSeen; /* attested: by the last of the witnesses */
/* keys: those of the log (KEY_SIGNS, by the name of its origin) and of witnesses, of whom `quorum` must have
 * signed. leaf: its text; empty: taken from `extra`. */
ProofFault proof_check(Arena *a, Str text, const NoteKey *keys, size_t len, int quorum, Str leaf, ProofSeen *seen);
