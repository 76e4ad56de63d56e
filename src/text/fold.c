/* fold.c - Vietnamese text for finding, for addresses and for sorting. */
#include "text/fold.h"
#include "text/letter.h"
#include <assert.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

/* ---- One character at a time ---- */

typedef enum { GAP, MARK, LETTER, DIGIT } Class;
typedef struct {
    Class class;
    uint32_t code;  /* small, without marks */
    uint32_t whole; /* small, with them */
    uint8_t shape, tone;
} Char;

static Class class_of(uint32_t code)
{
    if (code < 0x80) {
        if (code >= '0' && code <= '9') return DIGIT;
        return (code | 32) >= 'a' && (code | 32) <= 'z' ? LETTER : GAP;
    }
    if (uc_is_general_category(code, UC_DECIMAL_DIGIT_NUMBER)) return DIGIT;
    if (uc_is_general_category(code, UC_LETTER) || uc_is_general_category(code, UC_NUMBER)) return LETTER;
    return uc_is_general_category(code, UC_NON_SPACING_MARK) ? MARK : GAP;
}

/* Takes the marks off a letter of any script, and its capital form. */
static uint32_t bare(uint32_t code)
{
    for (int i = 0; i < 4; i++) { /* ǖ: ü and a line, then u and two dots */
        ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
        code = uc_tolower(code);
        int n = uc_canonical_decomposition(code, parts);
        if (n < 1) break;
        if (n > 1 && class_of(parts[1]) != MARK) break; /* a syllable of letters, not a letter with marks */
        code = parts[0];
    }
    return code;
}

/* What a mark on its own makes of the letter before it (decomposed text). */
static void add_mark(Char *k, uint32_t mark)
{
    switch (mark) {
    case 0x300:
        k->tone = GRAVE;
        break;
    case 0x309:
        k->tone = HOOK;
        break;
    case 0x303:
        k->tone = TILDE;
        break;
    case 0x301:
        k->tone = ACUTE;
        break;
    case 0x323:
        k->tone = DOT;
        break;
    case 0x306:
        k->shape = k->code == 'a' ? 1 : k->shape;
        break;
    case 0x302:
        k->shape = k->code == 'a' ? 2 : k->code == 'e' || k->code == 'o' ? 1 : k->shape;
        break;
    case 0x31B:
        k->shape = k->code == 'o' ? 2 : k->code == 'u' ? 1 : k->shape;
        break;
    default:
        break;
    }
}

static Char char_of(uint32_t code)
{
    Letter letter;
    Char k = {.class = class_of(code), .code = code, .whole = code};
    if (code < 0x80) {
        if (k.class == LETTER) k.whole = k.code |= 32;
    } else if (letter_find(code, &letter)) {
        k.code = (uint32_t)letter.base, k.shape = letter.shape, k.tone = letter.tone, k.whole = letter.code;
    } else if (k.class == LETTER) {
        k.code = bare(code), k.whole = uc_tolower(code);
    } else if (k.class == DIGIT) {
        k.whole = k.code = '0' + (uint32_t)uc_decimal_value(code); /* of other scripts, and full width */
    }
    return k;
}

static uint32_t next(Str *s)
{
    ucs4_t code;
    int n = u8_mbtouc(&code, (const uint8_t *)s->ptr, s->len); /* broken bytes give U+FFFD */
    assert(n > 0);
    *s = (Str){s->ptr + n, s->len - (size_t)n};
    return code;
}

/* The next character with the marks that follow it. */
static Char char_next(Str *s)
{
    Char k = char_of(next(s));
    const Char alone = k;
    while (s->len && (s->ptr[0] & 0x80)) {
        Str rest = *s;
        uint32_t mark = next(&rest);
        if (class_of(mark) != MARK) break;
        add_mark(&k, mark);
        *s = rest;
    }
    if (k.shape != alone.shape || k.tone != alone.tone) {
        const uint32_t whole = k.code < 0x80 ? letter_code((char)k.code, k.shape, k.tone) : 0;
        k.whole = whole ? whole : k.whole;
    }
    return k;
}

static void put(Buf *b, uint32_t code)
{
    uint8_t *at = (uint8_t *)buf_room(b, 6);
    int n = u8_uctomb(at, code, 6);
    if (n > 0) b->len += (size_t)n;
}

/* ---- Folding ---- */

Str fold(Arena *a, Str s)
{
    Buf b = {.arena = a};
    Class before = GAP;
    while (s.len) {
        Char k = char_next(&s);
        if (k.class == MARK) continue;
        if (k.class != GAP) {
            if (k.class != before && b.len) buf_char(&b, ' ');
            put(&b, k.code);
        }
        before = k.class;
    }
    return buf_done(&b);
}

/* As much of a run as there is room for; false: from here on nothing more is kept. */
static bool keep(char *to, uint8_t *len, uint32_t code)
{
    const int n = u8_uctomb((uint8_t *)to + *len, code, SYLLABLE_MAX - *len);
    if (n > 0) *len = (uint8_t)(*len + n);
    return n > 0;
}

bool syllable_next(Str *rest, Syllable *out)
{
    Class run = GAP;
    bool room = true;
    out->folded_len = out->exact_len = 0, out->at = (Str){0};
    while (rest->len) {
        Str s = *rest;
        const Char k = char_next(&s);
        if (k.class == MARK) { /* belongs to nothing */
            *rest = s;
            continue;
        }
        if (run != GAP && k.class != run) break;
        if (k.class != GAP) {
            if (run == GAP) out->at = *rest, run = k.class;
            out->at.len = (size_t)(s.ptr - out->at.ptr);
            room = room && keep(out->folded, &out->folded_len, k.code) && keep(out->exact, &out->exact_len, k.whole);
        }
        *rest = s;
    }
    return run != GAP;
}

Str slug(Arena *a, Str s)
{
    Buf b = {.arena = a};
    bool gap = false;
    while (s.len) {
        Char k = char_next(&s);
        if (k.class == MARK) continue;
        if (k.class == GAP || k.code >= 0x80) {
            gap = true;
            continue;
        }
        if (gap && b.len) buf_char(&b, '-');
        buf_char(&b, (char)k.code);
        gap = false;
    }
    return buf_done(&b);
}

/* ---- Sorting ----
 * A syllable is its letters, '!', its tones as digits; a number is a sign for its length, then its
 * digits; a space between. Space < '!' < signs < digits < letters makes the shorter come first. */

enum { NUMBER_SIGN = '"', NUMBER_LONGEST = '0' - NUMBER_SIGN - 1, TONES_MAX = 16 };

static char place(char base, uint8_t shape) /* 'A' and on, in the Vietnamese alphabet */
{
    static const char alphabet[] = "a12bcd1e1fghijklmno12pqrstu1vwxyz"; /* a digit: a further shape */
    const char *at = memchr(alphabet, base, sizeof alphabet - 1);
    assert(at);
    return (char)('A' + (at - alphabet) + shape);
}

typedef struct {
    Buf key;
    Class before;
    char tone[TONES_MAX]; /* of the syllable under way */
    size_t tones;
} Key;

static void syllable_end(Key *k)
{
    if (k->before != LETTER) return;
    buf_char(&k->key, '!');
    buf_str(&k->key, (Str){k->tone, k->tones});
    k->tones = 0;
}

static void key_letter(Key *k, Char c)
{
    if (c.code < 0x80)
        buf_char(&k->key, place((char)c.code, c.shape));
    else
        buf_char(&k->key, '~'), put(&k->key, c.code); /* after z */
    if (c.tone && k->tones < TONES_MAX) k->tone[k->tones++] = (char)('0' + c.tone);
}

/* A whole number, from its first digit on; leading zeros do not count. */
static void key_number(Key *k, Char c, Str *s)
{
    Buf digits = {.arena = k->key.arena};
    for (;;) {
        if (digits.len == 1 && digits.ptr[0] == '0') digits.len = 0;
        buf_char(&digits, (char)c.code);
        Str rest = *s;
        if (!rest.len) break;
        c = char_next(&rest);
        if (c.class != DIGIT) break;
        *s = rest;
    }
    size_t n = digits.len < NUMBER_LONGEST ? digits.len : NUMBER_LONGEST;
    buf_char(&k->key, (char)(NUMBER_SIGN + n));
    buf_str(&k->key, buf_done(&digits));
}

Str vi_key(Arena *a, Str s)
{
    Key k = {.key = {.arena = a}, .before = GAP};
    while (s.len) {
        Char c = char_next(&s);
        if (c.class == MARK) continue;
        if (c.class != k.before || c.class == DIGIT) {
            syllable_end(&k);
            if (c.class != GAP && k.key.len) buf_char(&k.key, ' ');
        }
        k.before = c.class;
        if (c.class == LETTER) key_letter(&k, c);
        if (c.class == DIGIT) key_number(&k, c, &s);
    }
    syllable_end(&k);
    return buf_done(&k.key);
}

int vi_cmp(Arena *a, Str x, Str y)
{
    int order = str_cmp(vi_key(a, x), vi_key(a, y));
    return order ? order : str_cmp(x, y);
}
