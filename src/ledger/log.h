/* log.h - the ledger in the data file: appending in an act's own transaction, sealing at its commit, proving. */
#pragma once
#include "ledger/proof.h"
#include "ledger/tile.h"
#include "log.sql.h"

/* What an act says to the ledger. The claims are committed to, not told; their names in order, by bytes. No unit: "-". */
typedef struct { int64_t act; Str kind, unit; Day day; const Claim *claims; size_t len; } Entered;
MUST Err ledger_append(Ctx *c, const Entered *e);

/* Takes all leaves of the transaction into the tree and signs it: called by store_do(COMMIT), so that a leaf,
 * its place and the signature are committed with the act, or not at all. */
MUST Err ledger_seal(Store *s);

/* The receipt of an act: the claims named in `shown` ("code due unit"; NULL: all) are opened, the others stand
 * as their commitments. ERR_NOT_FOUND: the act has no leaf. */
MUST Err ledger_receipt(Ctx *c, const Entered *e, const char *shown, Str *out);
MUST Err ledger_index(Ctx *c, int64_t act, int64_t *log, int64_t *index); /* ERR_NOT_FOUND: none */

/* After a restore: what was published since the backup was taken is not in it, and a log must never be signed
 * twice with one size. A further log is opened, by a name and a key of its own; its first leaf, "log.opened",
 * commits to the last checkpoint of the one before that is known. Nothing where there is no log yet; ERR_BUSY while
 * leaves wait for their seal. */
MUST Err ledger_reopen(Ctx *c, Str known); /* known: what a witness or a reader has of the old one; empty: nothing */
MUST Err ledger_opened(Ctx *c, int64_t log, Str *out); /* the proof of that leaf, opened; ERR_NOT_FOUND: the first log */

/* The last log against a checkpoint that was published: may one go on with it? ERR_NOT_FOUND: there is no log. */
typedef enum { STANDS_WHOLE, STANDS_BEHIND, STANDS_FORKED, STANDS_FOREIGN } Standing;
MUST Err ledger_reaches(Ctx *c, Str checkpoint, Standing *out);

/* The end of the tree, worked out from its last leaves, is what was signed: asked at every start, O(log n). */
MUST Err ledger_end(Ctx *c, bool *good);

/* What is published; ERR_NOT_FOUND: there is no such thing. */
MUST Err ledger_tile(Ctx *c, int64_t log, Tile t, Str *out); /* hashes, or leaves with their lengths */
MUST Err ledger_proof(Ctx *c, int64_t log, int64_t index, Str *out);
MUST Err ledger_key(Ctx *c, int64_t log, Str *vkey);

/* Leaves, tree, tiles and signature agree: a line of `faults` for each thing that does not. */
MUST Err ledger_verify(Ctx *c, Buf *faults, int64_t *n);
bool ledger_holds(Ctx *c, const LeafRow *leaf, const Entered *e); /* is it the leaf of what the act says? */
