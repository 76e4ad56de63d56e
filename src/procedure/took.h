/* took.h - how many working days dossiers took from complete reception to the result, by procedure.
 *
 * One cell of the tallies for each procedure, year and number of days, so that half of them, nine in ten and the longest
 * are exact, and cost as many rows as there are different numbers of days. */
#pragma once
#include "casework/casework.h"

enum { TOOK_MAX = 999 }; /* working days: what took longer is counted as so long */
/* half, most (nine in ten), longest: within so many working days; NO_NUMBER: no dossier was done. */
typedef struct { Str code, name; int64_t n, half, most, longest; } Took;
typedef struct { Took *at; size_t len; } Tooks;
/* From inside the apply of what ends a dossier with a result; goes back when that is voided. */
MUST Err took_count(Act *a);
/* For a unit and all below it, of results in those years; code: of one procedure, empty: of all that had any. */
MUST Err took_of(Ctx *c, int64_t unit, Str code, int64_t from_year, int64_t to_year, Tooks *out);
