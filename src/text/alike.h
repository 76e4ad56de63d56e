/* alike.h - how much two short names have in common: trigrams, and the numbers in them. */
#pragma once
#include "base/base.h"

enum { TRIGRAMS_MAX = 120 };
typedef struct {
    uint16_t at[TRIGRAMS_MAX]; /* in order, each once */
    uint16_t len;
    uint32_t numbers; /* of the numbers in the name: "khu phố 3" is not "khu phố 4" */
} Trigrams;
Trigrams trigrams_of(Str folded); /* of folded text (fold.h); of a very long one its beginning */
/* What they share of all they have, in percent; 0 where the numbers differ. */
int alike(const Trigrams *x, const Trigrams *y);
