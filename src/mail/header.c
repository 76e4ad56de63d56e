/* header.c - header lines of a mail as RFC 5322 and RFC 2047 want them. There is no library for it that a small program
 * would carry: those of Debian that do it are whole mail suites. */
#include "base/day.h"
#include "mail/own.h"
#include "text/cut.h"
#include <assert.h>
#include <sodium.h>
#include <string.h>

/* "=?UTF-8?B?" and "?=" around Base64: a word may have 75 characters, so 45 bytes; fewer on the first line, where the
 * name of the header stands. */
enum { WORD_MAX = 75, AROUND = 12, LINE_MAX_ = 76, PLAIN_MAX = 60 };

/* Short, printable ASCII, and not to be taken for a word of Base64. */
static bool is_plain(Str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < ' ' || s.ptr[i] >= 0x7f) return false;
        if (s.ptr[i] == '=' && i + 1 < s.len && s.ptr[i + 1] == '?') return false;
    }
    return s.len <= PLAIN_MAX && (!s.len || (s.ptr[0] != ' ' && s.ptr[s.len - 1] != ' '));
}

static size_t bytes_for(size_t column)
{
    const size_t left = column + WORD_MAX <= LINE_MAX_ ? WORD_MAX : LINE_MAX_ - column;
    return (left - AROUND) / 4 * 3;
}

static void put_words(Buf *out, size_t column, Str s)
{
    char word[WORD_MAX + 1];
    while (s.len) {
        const size_t n = cut_bytes(s, bytes_for(column)).len;
        assert(n > 0 && n <= 45);
        sodium_bin2base64(word, sizeof word, (const unsigned char *)s.ptr, n, sodium_base64_VARIANT_ORIGINAL);
        buf_fmt(out, "=?UTF-8?B?%s?=", word);
        s.ptr += n, s.len -= n;
        if (s.len) buf_str(out, S("\r\n "));
        column = 1;
    }
}

Str header_text(Arena *a, const char *name, Str value)
{
    Buf out = {.arena = a};
    assert(header_safe(value));
    assert(strlen(name) < 30);
    buf_fmt(&out, "%s: ", name);
    if (is_plain(value))
        buf_str(&out, value);
    else
        put_words(&out, strlen(name) + 2, value);
    return buf_done(&out);
}

static bool is_atoms(Str s)
{
    for (size_t i = 0; i < s.len; i++) {
        const char k = s.ptr[i];
        const bool letter = ((k | 32) >= 'a' && (k | 32) <= 'z') || (k >= '0' && k <= '9');
        if (!letter && k != ' ' && k != '-') return false;
    }
    return is_plain(s);
}

Str header_mailbox(Arena *a, const char *name, Str person, Str address)
{
    Buf out = {.arena = a};
    assert(header_safe(person));
    assert(header_safe(address));
    buf_fmt(&out, "%s: ", name);
    if (is_atoms(person))
        buf_str(&out, person);
    else
        put_words(&out, strlen(name) + 2, person);
    if (person.len) buf_str(&out, S("\r\n "));
    buf_fmt(&out, "<" STR ">", ARG(address));
    return buf_done(&out);
}

Str header_date(Arena *a, Time t)
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const Day d = day_of(t);
    const Civil x = civil(d);
    const int minute = minute_of(t), second = (int)(t.ms / 1000 % 60);
    return arena_fmt(a, "%s, %d %s %d %02d:%02d:%02d +0700", days[weekday(d)], x.date, months[x.month - 1], x.year,
                     minute / 60, minute % 60, second);
}
