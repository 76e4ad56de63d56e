/* http_fuzz.c - the guard reads a head that libmicrohttpd has cut; here it is cut the same way, and the verdict must be
 * that of a plain reading of the bytes as they came. */
#include "http/guard.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* ---- as the library cuts ---- */

/* The line at `at`, its end zeroed; the byte after it, or NULL: not whole yet. */
static char *cut_line(char *at, char *end)
{
    for (char *s = at; s < end; s++) {
        if (*s == '\r' && s + 1 < end && s[1] == '\n') {
            s[0] = s[1] = 0;
            return s + 2;
        }
        if (*s == '\n') {
            *s = 0;
            return s + 1;
        }
    }
    return NULL;
}

/* The byte after the empty line; NULL: the library itself refuses the head, or waits for more. */
static char *cut_head(char *at, char *end, Fields *out)
{
    char *name = NULL;
    out->len = 0;
    for (char *next; (next = cut_line(at, end)); at = next) {
        if (*at == 0) return next;
        if (name && (*at == ' ' || *at == '\t')) {
            memset(name, 0, strlen(name) + 1); /* glued to its continuation, somewhere else */
            continue;
        }
        char *colon = strchr(at, ':');
        if (!colon) return NULL;
        *colon = 0;
        name = at;
        if (out->len == FIELDS_IN_MAX) return NULL;
        for (++colon; *colon == ' ' || *colon == '\t';)
            colon++;
        out->at[out->len++] = (Field){str(name), str(colon)};
    }
    return NULL;
}

/* ---- as it is written in RFC 9112 ---- */

typedef struct {
    int fields, hosts, lengths, codings;
} Count;

static bool only(Str s, const char *letters)
{
    for (size_t i = 0; i < s.len; i++)
        if (!s.ptr[i] || !strchr(letters, s.ptr[i])) return false;
    return s.len > 0;
}
#define ALNUM "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

static bool plain_value(Str v)
{
    for (size_t i = 0; i < v.len; i++)
        if (((unsigned char)v.ptr[i] < ' ' && v.ptr[i] != '\t') || v.ptr[i] == 127) return false;
    return true;
}

static bool is(Str s, const char *word)
{
    return s.len == strlen(word) && strncasecmp(s.ptr, word, s.len) == 0;
}

static bool good_field(Str line, Count *c)
{
    size_t colon = 0;
    while (colon < line.len && line.ptr[colon] != ':')
        colon++;
    if (colon == line.len) return false;
    Str name = {line.ptr, colon}, value = {line.ptr + colon + 1, line.len - colon - 1};
    while (value.len && (value.ptr[0] == ' ' || value.ptr[0] == '\t'))
        value.ptr++, value.len--;
    if (!only(name, ALNUM "!#$%&'*+-.^_`|~") || !plain_value(value)) return false;
    c->fields++;
    if (is(name, "Host")) {
        Str host = str_trim(value);
        return c->hosts++, value.len == 0 || only(host, ALNUM "-._:[]");
    }
    if (is(name, "Content-Length")) return c->lengths++, only(value, "0123456789");
    if (is(name, "Transfer-Encoding")) return c->codings++, is(value, "chunked");
    return true;
}

static bool good_head(Str head, bool http_1_1)
{
    Count c = {0};
    while (head.len >= 2) {
        char *end = memmem(head.ptr, head.len, "\r\n", 2);
        if (!end) return false;
        Str line = {head.ptr, (size_t)(end - head.ptr)};
        head = (Str){end + 2, head.len - line.len - 2};
        if (line.len == 0) break;
        if (!good_field(line, &c)) return false;
    }
    if (head.len || c.lengths > 1 || c.codings > 1 || (c.lengths && c.codings)) return false;
    return http_1_1 ? c.hosts == 1 : c.hosts < 2 && !c.codings;
}

/* ---- both ---- */

static void try_head(const char *text, size_t n, bool http_1_1)
{
    char *cut = malloc(n ? n : 1); /* to the byte: a look beyond it is seen */
    assert(cut);
    memcpy(cut, text, n);
    static Fields fields;
    const char *end = cut_head(cut, cut + n, &fields);
    if (end) {
        Head head;
        size_t len = (size_t)(end - cut);
        int verdict = guard_head(cut, end, http_1_1, &fields, &head);
        bool good = good_head((Str){text, len}, http_1_1);
        assert(verdict == 0 || verdict == 400 || verdict == 413 || verdict == 431);
        bool nul = memchr(text, 0, len); /* it may make up for a CR that misses: guard.c */
        assert(verdict != 0 || good || nul);
        assert(verdict != 400 || !good);
        assert(verdict != 0 || !head.chunked || head.length < 0);
        if (head.forwarded.len) assert(head.forwarded.ptr > cut && head.forwarded.ptr + head.forwarded.len < end);
    }
    free(cut);
}

static void try_chunk(const char *text, size_t n)
{
    char *buffer = malloc(n ? n : 1);
    assert(buffer);
    memcpy(buffer, text, n);
    for (size_t at = 0; at <= n; at++)
        if (guard_chunk(buffer, buffer + at) == 0 && at > 0) assert(memcmp(buffer + at - 2, "\r\n", 2) == 0);
    free(buffer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1 || size > 1 << 16) return 0;
    const char *text = (const char *)data + 1;
    Str rest = {text, size - 1}, method = str_cut(&rest, ' ');
    if (data[0] == 'c')
        try_chunk(text, size - 1);
    else
        try_head(text, size - 1, data[0] != '0');
    int line = guard_line(method, rest);
    assert(line == 0 || line == 400 || line == 414);
    assert(line || (method.len && rest.len && rest.ptr[0] == '/' && !memchr(rest.ptr, ' ', rest.len)));
    assert(guard_query(rest) == 0 || guard_query(rest) == 400);
    return 0;
}
