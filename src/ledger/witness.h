/* witness.h - how a witness is asked to sign that a ledger only grew, and what it answers (C2SP tlog-witness). Pure. */
#pragma once
#include "ledger/note.h"

enum { ASK_MAX = 1 << 15 }; /* bytes of a question or an answer */
#define WITNESS_SIZE_TYPE "text/x.tlog.size"

/* The question: here is a checkpoint, and the proof that it continues the one you signed when there were `old` leaves. */
typedef struct { uint64_t old; Proof proof; Str note; Checkpoint at; } Ask;
Str ask_write(Arena *a, const Ask *x);
bool ask_read(Arena *a, Str body, Ask *out);

/* A ledger that a witness watches: one key of it. */
typedef struct { Str origin; NoteKey key; } Watched;
/* "VKEY" or "ORIGIN VKEY": what a list of ledgers has on a line. Without an origin it is the name of the key. */
bool watched_read(Arena *a, Str line, Watched *out);

/* What a witness answers with: 200, or 400, 403 and 404 (who asks?), 409 and 422 (does it follow?). */
int ask_signed(Arena *a, const Ask *x, const Watched *all, size_t len);
int ask_follows(const Ask *x, const Checkpoint *last);
Checkpoint checkpoint_none(Str origin);      /* what nobody has signed yet */
/* What is kept, and shown: the checkpoint, what its own keys signed, and the cosignature. */
Str ask_kept(Arena *a, const Ask *x, const Watched *all, size_t len, Str cosignature);

/* The cosignature of that witness in an answer; false: there is none, or it is not good. */
bool cosignature_read(Arena *a, Str note, Str answer, const NoteKey *witness, Str *line, int64_t *when);
/* Where a witness shows what it signed last of a ledger: HASH/checkpoint. */
Str witness_path(Arena *a, Str origin);
