/* letter.h - the Vietnamese letters: what each is made of. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

typedef enum { LEVEL, GRAVE, HOOK, TILDE, ACUTE, DOT } Tone; /* ngang huyền hỏi ngã sắc nặng */

/* shape: 0 plain, 1 and 2 the further letters of that name in order (ă â, đ, ê, ô ơ, ư). */
typedef struct { uint16_t code; char base; uint8_t shape, tone; } Letter;

/* Finds a letter with a mark, in either case; false: it is none of the Vietnamese ones. */
bool letter_find(uint32_t code, Letter *out);

/* The small letter that is made of these; 0: there is none. */
uint32_t letter_code(char base, uint8_t shape, uint8_t tone);
