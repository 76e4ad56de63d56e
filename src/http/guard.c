/* guard.c - strictness about heads that libmicrohttpd 0.9.75 does not have.
 *
 * What its interface gives a handler no longer shows bare line feeds, folded lines or NULs, so the guard reads the
 * head itself - not from the socket (a peek misses what came with the request before, and sees only ciphertext under
 * TLS) but from the buffer in which the library has parsed it. That buffer is in one piece from the method to the
 * empty line, as the handler is told by the pointers `method` and `version` and by the size of the head. There
 *     GET /path HTTP/1.1<CR><LF>Name: value<CR><LF><CR><LF>
 * reads
 *     GET 0 /path 0 HTTP/1.1 0 0 Name 0 value 0 0 0 0
 * (spaces for reading only): CR LF became two NULs, a bare LF one; the first colon of a line became a NUL; a folded
 * line starts with its space, and the name it was glued to is zeroed. So a NUL in any other place than these is a
 * line end that should not be, or a byte that should not be. "LF :" would pass for CR LF, so the fields must also be
 * those that the library has found. What is left: as many NULs at the ends of lines as there are CRs missing make up
 * for them. The guard and the library then still read the same; a proxy in front that would read something else would
 * have to pass on a NUL in a field, and those in use refuse it.
 * http_fuzz.c holds all this against the bytes as they came; http_test.c against the library that is linked. */
#include "http/guard.h"
#include <string.h>
#include <strings.h>

enum { TOKEN = 1, TEXT = 2, URL = 4, HOST = 8, DIGIT = 16 };

// clang-format off
static const unsigned char kinds[256] = {
    ['\t'] = TEXT, [' '] = TEXT,
    ['!'] = TOKEN | TEXT | URL, ['"'] = TEXT | URL, ['#' ... '\''] = TOKEN | TEXT | URL,
    ['('] = TEXT | URL, [')'] = TEXT | URL, ['*'] = TOKEN | TEXT | URL, ['+'] = TOKEN | TEXT | URL,
    [','] = TEXT | URL, ['-'] = TOKEN | TEXT | URL | HOST, ['.'] = TOKEN | TEXT | URL | HOST, ['/'] = TEXT | URL,
    ['0' ... '9'] = TOKEN | TEXT | URL | HOST | DIGIT, [':'] = TEXT | URL | HOST, [';' ... '@'] = TEXT | URL,
    ['A' ... 'Z'] = TOKEN | TEXT | URL | HOST, ['['] = TEXT | URL | HOST, ['\\'] = TEXT | URL, [']'] = TEXT | URL | HOST,
    ['^'] = TOKEN | TEXT | URL, ['_'] = TOKEN | TEXT | URL | HOST, ['`'] = TOKEN | TEXT | URL,
    ['a' ... 'z'] = TOKEN | TEXT | URL | HOST, ['{'] = TEXT | URL, ['|'] = TOKEN | TEXT | URL, ['}'] = TEXT | URL,
    ['~'] = TOKEN | TEXT | URL, [0x80 ... 0xff] = TEXT | URL,
};
// clang-format on

static const char *skip(const char *s, int kind)
{
    while (kinds[(unsigned char)*s] & kind)
        s++;
    return s;
}

static bool all(Str s, int kind)
{
    for (size_t i = 0; i < s.len; i++)
        if (!(kinds[(unsigned char)s.ptr[i]] & kind)) return false;
    return s.len > 0;
}

int guard_line(Str method, Str path)
{
    if (path.len > URL_MAX) return 414;
    if (method.len > 32 || !all(method, TOKEN)) return 400;
    return path.len > 0 && path.ptr[0] == '/' && all(path, URL) ? 0 : 400;
}

int guard_query(Str query)
{
    return query.len == 0 || all(query, URL) ? 0 : 400;
}

static bool named(Str s, const char *name, size_t n)
{
    return s.len == n && strncasecmp(s.ptr, name, n) == 0;
}
#define NAMED(s, lit) named((s), (lit), sizeof(lit) - 1)

typedef struct {
    int fields, hosts, lengths, codings;
} Seen;

/* Too many digits to count is too large. */
static int read_length(Str value, Head *out)
{
    if (!all(value, DIGIT)) return 400;
    if (value.len > 18) return 413;
    out->length = 0;
    for (size_t i = 0; i < value.len; i++)
        out->length = out->length * 10 + (value.ptr[i] - '0');
    return 0;
}

static int read_field(Str name, Str value, Seen *seen, Head *out)
{
    if (NAMED(name, "host")) {
        seen->hosts++;
        return value.len == 0 || all(str_trim(value), HOST) ? 0 : 400;
    }
    if (NAMED(name, "content-length")) {
        seen->lengths++;
        return read_length(value, out);
    }
    if (NAMED(name, "transfer-encoding")) { /* to the byte what the library takes for chunked */
        seen->codings++;
        out->chunked = NAMED(value, "chunked");
        return out->chunked ? 0 : 400;
    }
    if (NAMED(name, "x-forwarded-for")) out->forwarded = value;
    return 0;
}

static bool same(Str a, Str b)
{
    return a.ptr == b.ptr && a.len == b.len;
}

int guard_head(const char *at, const char *end, bool http_1_1, const Fields *fields, Head *out)
{
    Seen seen = {0};
    *out = (Head){.length = -1};
    if (end - at < 2 || end[-1] || end[-2]) return 400; /* from here on every scan ends before `end` */
    if (end - at > HEAD_MAX) return 431;
    for (; *at; seen.fields++) {
        const char *name = at, *colon = skip(at, TOKEN);
        if (colon == name || *colon) return 400;
        const char *value = colon + 1;
        while (*value == ' ' || *value == '\t')
            value++;
        const char *stop = skip(value, TEXT);
        if (end - stop < 4 || stop[0] || stop[1]) return 400; /* the line's end and at least the empty line */
        const Field f =
                        {
                            {name,  (size_t)(colon - name)},
                            {value, (size_t)(stop - value)}
        },
                    *o = &fields->at[seen.fields];
        if (seen.fields == fields->len || !same(f.name, o->name) || !same(f.value, o->value)) return 400;
        int bad = read_field(f.name, f.value, &seen, out);
        if (bad) return bad;
        at = stop + 2;
    }
    if (end - at != 2 || seen.fields != fields->len) return 400;
    if (seen.lengths > 1 || seen.codings > 1 || (seen.lengths && seen.codings)) return 400;
    if (seen.hosts > 1 || (http_1_1 && seen.hosts == 0) || (!http_1_1 && seen.codings)) return 400;
    return 0;
}

/* The library takes a bare LF in chunk framing. It shows only data, but where the size line came with the data it
 * still stands before it; what came apart is gone, and harmless: a connection ends after a chunked body, so nobody
 * can hide a second request behind it. */
int guard_chunk(const char *base, const char *piece)
{
    if (piece == base) return 0; /* goes on where the last piece ended, or behind a line that came apart */
    if (piece - base < 3 || piece[-1] != '\n' || piece[-2] != '\r') return 400;
    const char *line = piece - 2;
    while (line > base && line[-1] != '\n')
        line--;
    if (line == base) return 0; /* no chunk before it in the buffer */
    return line - base >= 2 && line[-2] == '\r' ? 0 : 400;
}
