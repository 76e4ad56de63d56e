/* code.c - codes that people type. */
#include "text/code.h"
#include <assert.h>
#include <string.h>

enum { PREFIX = 2, BODY = 8, BARE = PREFIX + BODY + 1 };

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
_Static_assert(sizeof alphabet - 1 == 32, "base 32");
_Static_assert(BODY * 5 == CODE_BITS, "five bits a character");

/* Luhn modulo 32: every second value doubled, from the right, its two digits added. */
static int check(const uint8_t value[static BODY])
{
    int sum = 0, factor = 2;
    for (int i = BODY - 1; i >= 0; i--) {
        int part = value[i] * factor;
        sum += part / 32 + part % 32;
        factor = 3 - factor;
    }
    return (32 - sum % 32) % 32;
}

static Str write(Arena *a, const char prefix[static PREFIX], const uint8_t value[static BODY])
{
    char body[BODY];
    for (int i = 0; i < BODY; i++)
        body[i] = alphabet[value[i]];
    Str s = arena_fmt(a, "%.2s-%.4s-%.4s-%c", prefix, body, body + 4, alphabet[check(value)]);
    assert(s.len == CODE_LEN);
    return s;
}

Str code_make(Arena *a, Str prefix, uint64_t random)
{
    assert(prefix.len == PREFIX);
    assert(prefix.ptr[0] >= 'A' && prefix.ptr[0] <= 'Z');
    assert(prefix.ptr[1] >= 'A' && prefix.ptr[1] <= 'Z');
    uint8_t value[BODY];
    for (int i = BODY - 1; i >= 0; i--)
        value[i] = random & 31, random >>= 5;
    return write(a, prefix.ptr, value);
}

/* How many bytes of a separator stand there: blanks, dashes, and what word processors make of them. */
static size_t separator(Str s)
{
    static const Str longer[] = {
        {"\xC2\xA0",     2},
        {"\xE2\x80\x90", 3},
        {"\xE2\x80\x91", 3},
        {"\xE2\x80\x92", 3},
        {"\xE2\x80\x93", 3},
        {"\xE2\x80\x94", 3},
        {"\xE2\x88\x92", 3},
    };
    if (memchr(" -\t\r\n", s.ptr[0], 5)) return 1;
    for (size_t i = 0; i < LEN(longer); i++)
        if (str_starts(s, longer[i])) return longer[i].len;
    return 0;
}

static char capital(char k)
{
    return k >= 'a' && k <= 'z' ? (char)(k - 'a' + 'A') : k;
}

static bool value_of(char k, uint8_t *out)
{
    if (k == 'O') k = '0';
    if (k == 'I' || k == 'L') k = '1';
    const char *at = memchr(alphabet, k, 32);
    if (at) *out = (uint8_t)(at - alphabet);
    return at;
}

bool code_read(Arena *a, Str typed, Str *canonical)
{
    char bare[BARE];
    size_t n = 0;
    while (typed.len) {
        size_t skip = separator(typed);
        if (!skip) {
            if (n == BARE) return false;
            bare[n++] = capital(typed.ptr[0]);
            skip = 1;
        }
        typed = (Str){typed.ptr + skip, typed.len - skip};
    }
    if (n != BARE) return false;
    for (size_t i = 0; i < PREFIX; i++)
        if (bare[i] < 'A' || bare[i] > 'Z') return false;
    uint8_t value[BODY + 1];
    for (size_t i = 0; i <= BODY; i++)
        if (!value_of(bare[PREFIX + i], &value[i])) return false;
    if (check(value) != value[BODY]) return false;
    *canonical = write(a, bare, value);
    return true;
}
