/* text.c - bytes and UTF-8. */
#include "base/base.h"
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uninorm.h>
#include <unistr.h>

enum { SMALL = 256 };

Str str(const char *z)
{
    return (Str){z ? z : "", z ? strlen(z) : 0};
}

bool str_eq(Str a, Str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

int str_cmp(Str a, Str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int order = n ? memcmp(a.ptr, b.ptr, n) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

uint64_t str_hash(Str s)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < s.len; i++)
        h = (h ^ (unsigned char)s.ptr[i]) * 0x100000001b3u;
    return h;
}

bool str_starts(Str s, Str prefix)
{
    return s.len >= prefix.len && str_eq((Str){s.ptr, prefix.len}, prefix);
}

bool str_ends(Str s, Str suffix)
{
    return s.len >= suffix.len && str_eq((Str){s.ptr + s.len - suffix.len, suffix.len}, suffix);
}

static bool blank(char k)
{
    return k == ' ' || k == '\n' || k == '\t' || k == '\r';
}

Str str_trim(Str s)
{
    while (s.len && blank(s.ptr[0]))
        s.ptr++, s.len--;
    while (s.len && blank(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

Str str_cut(Str *rest, char by)
{
    const char *at = rest->len ? memchr(rest->ptr, by, rest->len) : NULL;
    Str head = *rest;
    if (!at) {
        *rest = (Str){rest->ptr + rest->len, 0};
        return head;
    }
    head.len = (size_t)(at - rest->ptr);
    *rest = (Str){at + 1, rest->len - head.len - 1};
    return head;
}

bool str_int(Str s, int64_t *out)
{
    bool minus = s.len && s.ptr[0] == '-';
    int64_t n = 0;
    size_t i = minus;
    if (i == s.len) return false;
    for (; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9') return false;
        if (__builtin_mul_overflow(n, 10, &n) || __builtin_add_overflow(n, s.ptr[i] - '0', &n)) return false;
    }
    *out = minus ? -n : n;
    return true;
}

bool str_among(Str list, char by, Str one)
{
    while (list.len)
        if (str_eq(str_cut(&list, by), one)) return true;
    return false;
}

bool str_digits(Str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] < '0' || s.ptr[i] > '9') return false;
    return s.len > 0;
}

size_t str_chars(Str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += (s.ptr[i] & 0xC0) != 0x80;
    return n;
}

bool utf8_valid(Str s)
{
    if (!s.len) return true;
    return !memchr(s.ptr, 0, s.len) && !u8_check((const uint8_t *)s.ptr, s.len);
}

Str arena_copy(Arena *a, Str s)
{
    char *p = arena_raw(a, s.len + 1);
    if (s.len) memcpy(p, s.ptr, s.len);
    p[s.len] = 0;
    return (Str){p, s.len};
}

/* Most texts are short: into `small` first, and only what does not fit is written a second time. */
static Str format(Arena *a, char small[static SMALL], const char *fmt, va_list ap)
    __attribute__((format(printf, 3, 0)));
static Str format(Arena *a, char small[static SMALL], const char *fmt, va_list ap)
{
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(small, SMALL, fmt, again);
    va_end(again);
    assert(n >= 0);
    if (n < SMALL) return (Str){small, (size_t)n};
    char *p = arena_raw(a, (size_t)n + 1);
    vsnprintf(p, (size_t)n + 1, fmt, ap);
    return (Str){p, (size_t)n};
}

Str hex_of(Arena *a, const void *bytes, size_t n)
{
    static const char digit[] = "0123456789abcdef";
    const unsigned char *b = bytes;
    char *p = arena_raw(a, n * 2 + 1);
    for (size_t i = 0; i < n; i++)
        p[i * 2] = digit[b[i] >> 4], p[i * 2 + 1] = digit[b[i] & 15];
    p[n * 2] = 0;
    return (Str){p, n * 2};
}

Str arena_vfmt(Arena *a, const char *fmt, va_list ap)
{
    char small[SMALL];
    Str s = format(a, small, fmt, ap);
    return s.ptr == small ? arena_copy(a, s) : s;
}

Str arena_fmt(Arena *a, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    Str s = arena_vfmt(a, fmt, ap);
    va_end(ap);
    return s;
}

/* How many bytes of Latin as Vietnamese and English are written in it stand there; 0: something else. Nothing in
 * these ranges combines, or is replaced by NFC: U+0000-02FF, U+1E00-1EFF and, of punctuation, U+2010-2027. */
static size_t composed(const char *p, size_t left)
{
    const unsigned char *u = (const unsigned char *)p;
    if (u[0] < 0x80) return 1;
    if (u[0] <= 0xCB) return left > 1 ? 2 : 0;
    if (left < 3) return 0;
    if (u[0] == 0xE1 && u[1] >= 0xB8 && u[1] <= 0xBB) return 3;
    return u[0] == 0xE2 && u[1] == 0x80 && u[2] >= 0x90 && u[2] <= 0xA7 ? 3 : 0;
}

static bool plainly_nfc(Str s)
{
    for (size_t i = 0, n; i < s.len; i += n)
        if (!(n = composed(s.ptr + i, s.len - i))) return false;
    return true;
}

static Str nfc(Arena *a, Str s)
{
    if (plainly_nfc(s)) return s;
    size_t room = s.len * 3 + 16; /* NFC never grows UTF-8 by more than this */
    uint8_t *at = arena_raw(a, room);
    uint8_t *got = u8_normalize(UNINORM_NFC, (const uint8_t *)s.ptr, s.len, at, &room);
    if (!got) return s;
    Str out = {(const char *)got, room};
    if (got != at) out = arena_copy(a, out), free(got);
    return out;
}

/* C0 and C1 controls, and the invisible marks that hide in copied text: zero width, bidi, BOM. */
static size_t unwanted(const char *p, size_t left)
{
    const unsigned char *u = (const unsigned char *)p;
    if (u[0] < 0x20) return u[0] == '\n' ? 0 : 1;
    if (u[0] == 0x7F) return 1;
    if (u[0] == 0xC2 && left > 1 && u[1] < 0xA0) return 2;
    if (u[0] == 0xE2 && left > 2 && u[1] == 0x80 && ((u[2] >= 0x8B && u[2] <= 0x8F) || (u[2] >= 0xAA && u[2] <= 0xAE)))
        return 3;
    if (u[0] == 0xE2 && left > 2 && u[1] == 0x81 && u[2] >= 0xA6 && u[2] <= 0xA9) return 3;
    if (u[0] == 0xEF && left > 2 && u[1] == 0xBB && u[2] == 0xBF) return 3;
    return 0;
}

Str text_clean(Arena *a, Str s)
{
    s = nfc(a, s);
    char *out = arena_raw(a, s.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.len;) {
        size_t skip = unwanted(s.ptr + i, s.len - i);
        if (skip == 1 && s.ptr[i] == '\t') out[n++] = ' ';
        if (!skip) out[n++] = s.ptr[i++];
        i += skip;
    }
    out[n] = 0;
    return str_trim((Str){out, n});
}

char *buf_room(Buf *b, size_t n)
{
    if (n > b->cap - b->len) {
        size_t cap = (b->len + n) * 2 + 256;
        char *p = arena_raw(b->arena, cap);
        if (b->len) memcpy(p, b->ptr, b->len);
        b->ptr = p, b->cap = cap;
    }
    return b->ptr + b->len;
}

void buf_str(Buf *b, Str s)
{
    if (!s.len) return;
    memcpy(buf_room(b, s.len), s.ptr, s.len);
    b->len += s.len;
}

void buf_char(Buf *b, char k)
{
    *buf_room(b, 1) = k;
    b->len++;
}

void buf_int(Buf *b, int64_t n)
{
    char z[24], *at = z + sizeof z;
    uint64_t u = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    do
        *--at = (char)('0' + u % 10);
    while (u /= 10);
    if (n < 0) *--at = '-';
    buf_str(b, (Str){at, (size_t)(z + sizeof z - at)});
}

void buf_fmt(Buf *b, const char *fmt, ...)
{
    char small[SMALL];
    va_list ap;
    va_start(ap, fmt);
    Str s = format(b->arena, small, fmt, ap);
    va_end(ap);
    buf_str(b, s);
}

Str buf_done(const Buf *b)
{
    return (Str){b->ptr ? b->ptr : "", b->len};
}
