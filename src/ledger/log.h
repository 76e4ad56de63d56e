/* log.h - the ledger in the data file: appending in an act's own transaction, sealing at its commit, proving. */
#pragma once
#include "ledger/proof.h"
#include "ledger/tile.h"
#include "log.sql.h"

/* What an act says to the ledger. The claims are committed to, not told; their names in order, by bytes. */
typedef struct { int64_t act; Str kind, unit; Day day; const Claim *claims; size_t len; } Entered;
MUST Err ledger_append(Ctx *c, const Entered *e);

/* Takes all leaves of the transaction into the tree and signs it: called by store_do(COMMIT), so that a leaf,
 * its place and the signature are committed with the act, or not at all. */
MUST Err ledger_seal(Store *s);

/* The receipt of an act: the claims named in `shown` ("code due unit"; NULL: all) are opened, the others stand
 * as their commitments. ERR_NOT_FOUND: the act has no leaf. */
MUST Err ledger_receipt(Ctx *c, const Entered *e, const char *shown, Str *out);
MUST Err ledger_index(Ctx *c, int64_t act, int64_t *log, int64_t *index); /* ERR_NOT_FOUND: none */

/* What is published; ERR_NOT_FOUND: there is no such thing. */
MUST Err ledger_tile(Ctx *c, int64_t log, Tile t, Str *out); /* hashes, or leaves with their lengths */
MUST Err ledger_proof(Ctx *c, int64_t log, int64_t index, Str *out);
MUST Err ledger_key(Ctx *c, int64_t log, Str *vkey);

/* Leaves, tree, tiles and signature agree: a line of `faults` for each thing that does not. */
MUST Err ledger_verify(Ctx *c, Buf *faults, int64_t *n);
bool ledger_holds(Ctx *c, const LeafRow *leaf, const Entered *e); /* is it the leaf of what the act says? */
