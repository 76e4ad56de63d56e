/* code.h - codes that people read out and type: PA-7K4M-2QX9-5.
 *
 * Two letters for the kind, eight characters of Crockford's base 32 (no I, L, O, U: 40 bits), one
 * check character (Luhn modulo 32 over the eight), which catches any one wrong character and
 * most swapped neighbours. A code opens what is public, never a name. */
#pragma once
#include "base/base.h"

enum { CODE_LEN = 14, CODE_BITS = 40 };

/* `prefix`: two capital letters. Only the low 40 bits of `random` count. */
Str code_make(Arena *a, Str prefix, uint64_t random);

/* Reads a code as somebody typed it: either case, with or without dashes and spaces, O for 0, I and
 * L for 1. False: not of that form, or the check character is wrong. Whether the prefix is one
 * of ours is the caller's question. */
bool code_read(Arena *a, Str typed, Str *canonical);
