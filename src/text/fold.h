/* fold.h - Vietnamese text for finding, for addresses and for sorting. */
#pragma once
#include "base/base.h"

/* Lower case without marks, đ as d; runs of letters and runs of digits, one space between them:
 * "Đường QL1A, P. Phú Thủy" gives "duong ql 1 a p phu thuy". What the search stores and looks up.
 * Takes composed and decomposed text, and other scripts; folding twice
 * changes nothing. */
Str fold(Arena *a, Str s);

/* One run of letters or of digits after the other: where it stands in the text, what it is folded to, and the same small
 * and composed but with its marks. Of a run that is no word of any language only the beginning is kept. */
enum { SYLLABLE_MAX = 48 };
typedef struct {
    Str at;
    uint8_t folded_len, exact_len;
    char folded[SYLLABLE_MAX], exact[SYLLABLE_MAX];
} Syllable;
bool syllable_next(Str *rest, Syllable *out); /* false: there is none left */

/* The same for an address: letters and digits of ASCII only, "duong-ql1a-p-phu-thuy". May be empty. */
Str slug(Arena *a, Str s);

/* Bytes (printable ASCII for Vietnamese) whose order is the order of a Vietnamese dictionary: syllable
 * by syllable; in a syllable first the letters a ă â b c d đ e ê ... y z, then the tone: none, huyền,
 * hỏi, ngã, sắc, nặng. Numbers stand before letters and sort by value. Case and punctuation do not
 * count. */
Str vi_key(Arena *a, Str s);
int vi_cmp(Arena *a, Str x, Str y); /* by vi_key, then by bytes */
