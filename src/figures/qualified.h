/* qualified.h - numbers as people state them: "trên 2.600", "gần 2.000", "không nêu".
 *
 * What a source states is printed in its own words; the interval behind it serves only to compare and to
 * check. Arithmetic is on whole numbers: "trên 900" is 901 or more, and what is not stated is no number, never
 * zero. "gần" and "khoảng" have no bounds of their own: they are read as 5 %, a convention of this program,
 * and everything computed with them is marked soft. */
#pragma once
#include "base/base.h"

#define QUALIFIED_NO_END INT64_MAX
enum { QUALIFIED_DIGITS = 15 }; /* more than any count of anything here; sums stay far from overflow */

typedef enum { EXACT, GT, GE, LT, LE, NEAR_BELOW, APPROX, UNSTATED, COMPUTED } Qualifier;
typedef struct {
    int64_t lo, hi;  /* whole numbers; hi may be QUALIFIED_NO_END */
    bool soft;       /* a bound is our convention */
    bool unknown;    /* nothing is stated */
    Qualifier how;
    int64_t value;   /* the number in the words; 0 when there is none */
    Str words;       /* as the source has them; empty when computed */
} Qualified;

/* Reads Vietnamese wording, with or without marks, in either case; empty text is "not stated". False: not a
 * wording known here, or an impossible one ("dưới 0"). */
bool qualified_parse(Arena *a, Str text, Qualified *out);
const char *qualifier_name(Qualifier how);          /* exact gt ge lt le near_below approx unstated computed */

Qualified qualified_sum(Qualified x, Qualified y);
Qualified qualified_difference(Qualified x, Qualified y); /* never below zero */
bool qualified_meet(Qualified x, Qualified y);      /* may both be true of the same thing? */
/* What the words themselves say, without our convention: -1 where they give no bound. */
int64_t qualified_least(Qualified q);
int64_t qualified_most(Qualified q);
/* A computed value, with its sign: "472", "≥ 2.094", "≤ 4", "~ 1.900–1.999", "không nêu". */
Str qualified_show(Arena *a, Qualified q);

/* x as a part of y, in tenths of a percent, bounds rounded outward, from 0 to 1000. */
typedef struct {
    int64_t lo, hi;
    bool exact;     /* both numbers are: lo and hi are one number, rounded to the nearest */
    bool under;     /* hi was rounded up: the part is truly below it */
    bool none;      /* not to be shown: it would need what is not stated, or says nothing */
    bool soft;
} Share;
Share qualified_share(Qualified x, Qualified y);
