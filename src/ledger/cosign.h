/* cosign.h - what witnesses signed of this ledger, as the data file remembers it. Who asks them is app. */
#pragma once
#include "cosign.sql.h"
#include "ledger/log.h"
#include "ledger/witness.h"

/* Whom the operator named: the others, and what is known of them, are forgotten. */
MUST Err witnesses_name(Ctx *c, const Witness *named, size_t len);
Str witness_name(const Witness *w); /* as its key has it */
/* The keys of all of them that can be read; at most KEYS_MAX. */
MUST Err witness_keys(Ctx *c, NoteKey *out, size_t *len);

/* The question for a witness that signed `old` leaves, or nothing yet. */
MUST Err cosign_question(Ctx *c, const Log *log, int64_t old, Str *out);
/* What came of it, now in `w`; line: its signature of that checkpoint, empty: none. */
MUST Err cosign_told(Ctx *c, const Witness *w, Str note, Str line);

/* The newest checkpoint, with the signatures of witnesses where they are of that size. */
MUST Err ledger_checkpoint(Ctx *c, int64_t log, Str *out);
