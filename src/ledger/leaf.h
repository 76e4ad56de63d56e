/* leaf.h - what the public ledger says of an act: its kind, its day, its unit, and a commitment to the rest.
 * No personal data, no code, nothing that could be guessed and tried. Pure. */
#pragma once
#include "ledger/merkle.h"

extern const char *const leaf_kinds[]; /* ends with NULL; anything else is refused */
typedef struct { Str kind, day, unit; Hash commit; } Leaf; /* day: 2026-11-23; unit: its code in lower case, or "-" */
bool leaf_write(Arena *a, const Leaf *x, Str *out);  /* false: not a kind, a day or a unit */
bool leaf_read(Arena *a, Str text, Leaf *out);
Str leaf_unit(Arena *a, Str code);                   /* of a unit, as leaves spell it: LD-MTTQ -> ld.mttq */

/* A commitment to a record is made of commitments to its fields, each with a salt of its own, so that one
 * field can be shown, or erased, without the others. */
typedef struct { unsigned char b[32]; } Salt;
Salt salt_of_field(const Salt *record, Str name);
Hash commit_field(const Salt *field, Str name, Str value);
Hash commit_all(const Hash *fields, size_t n);       /* in the order of their names */
typedef struct { Str name, value; } Claim;
Hash commit_record(Arena *a, const Salt *record, const Claim *claims, size_t n); /* names in order, by bytes */
