/* guard_test.c - what can be read in two ways is refused, by the library that is linked and the guard together. */
#include "http/talk.h"
#include <unistd.h>

typedef struct {
    const char *name;
    Str bytes;
    int status;   /* 0: closed without an answer */
    bool at_once; /* what makes it wrong is seen only when it comes in one piece; else it is served, and closed */
} Probe;

// clang-format off
static const Probe probes[] = {
    {"length and coding",        S(POST "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" NEXT), 400, 0},
    {"coding and length",        S(POST "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" NEXT), 400, 0},
    {"two lengths",              S(POST "Content-Length: 5\r\nContent-Length: 0\r\n\r\nabcde" NEXT), 400, 0},
    {"the same length twice",    S(POST "Content-Length: 5\r\nContent-Length: 5\r\n\r\nabcde" NEXT), 400, 0},
    {"length +5",                S(POST "Content-Length: +5\r\n\r\nabcde" NEXT), 400, 0},
    {"length -1",                S(POST "Content-Length: -1\r\n\r\nabcde" NEXT), 400, 0},
    {"length 0x5",               S(POST "Content-Length: 0x5\r\n\r\nabcde" NEXT), 400, 0},
    {"length 5, 5",              S(POST "Content-Length: 5, 5\r\n\r\nabcde" NEXT), 400, 0},
    {"length empty",             S(POST "Content-Length:\r\n\r\nabcde" NEXT), 400, 0},
    {"length beyond counting",   S(POST "Content-Length: 99999999999999999999\r\n\r\nabcde" NEXT), 413, 0},
    {"space before colon",       S(POST "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" NEXT), 400, 0},
    {"tab before colon",         S(GET "X\t: a\r\n\r\n" NEXT), 400, 0},
    {"folded coding",            S(POST "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n" NEXT), 400, 0},
    {"folded field",             S(GET "X: a\r\n b\r\n\r\n" NEXT), 400, 0},
    {"folded by a tab",          S(GET "X: a\r\n\tb\r\n\r\n" NEXT), 400, 0},
    {"folded first line",        S("GET /x HTTP/1.1\r\n Host: a\r\n\r\n" NEXT), 400, 0},
    {"folded last line",         S(GET " \r\n\r\n" NEXT), 400, 0},
    {"bare LF everywhere",       S("GET /x HTTP/1.1\nHost: a\n\n" NEXT), 400, 0},
    {"bare LF of the first line",S("GET /x HTTP/1.1\nHost: a\r\n\r\n" NEXT), 400, 0},
    {"bare LF of a field",       S("GET /x HTTP/1.1\r\nHost: a\nX: b\r\n\r\n" NEXT), 400, 0},
    {"bare LF of an empty field",S(GET "X:\nY: b\r\n\r\n" NEXT), 400, 0},
    {"bare LF of the last field",S("GET /x HTTP/1.1\r\nHost: a\n\r\n" NEXT), 400, 0},
    {"bare LF of the empty line",S(GET "\n" NEXT), 400, 0},
    {"two bare LF",              S("GET /x HTTP/1.1\r\nHost: a\n\n" NEXT), 400, 0},
    {"bare LF, no field",        S("GET /x HTTP/1.0\n\n" NEXT), 400, 0},
    {"bare LF and a colon",      S("GET /x HTTP/1.1\r\nHost: a\n:\n\n" NEXT), 400, 0},
    {"bare CR",                  S(GET "X: a\rY: b\r\n\r\n" NEXT), 400, 0},
    {"CR CR LF",                 S(GET "X: a\r\r\n\r\n" NEXT), 400, 0},
    {"NUL in a value",           S(GET "X: a\0b\r\n\r\n" NEXT), 400, 0},
    {"NUL at a value's end",     S(GET "X: a\0\r\n\r\n" NEXT), 400, 0},
    {"two NUL at a value's end", S(GET "X: a\0\0\r\n\r\n" NEXT), 400, 0},
    {"NUL in a name",            S(GET "X\0Y: a\r\n\r\n" NEXT), 400, 0},
    {"NUL in the path",          S("GET /x\0y HTTP/1.1\r\nHost: a\r\n\r\n" NEXT), 400, 0},
    {"NUL in the query",         S("GET /x?a\0y HTTP/1.1\r\nHost: a\r\n\r\n" NEXT), 400, 0},
    {"NUL after the version",    S("GET /x HTTP/1.1\0\r\nHost: a\r\n\r\n" NEXT), 400, 0},
    {"control in a value",       S(GET "X: a\x01\r\n\r\n" NEXT), 400, 0},
    {"no colon",                 S(GET "X\r\n\r\n" NEXT), 400, 0},
    {"no name",                  S(GET ": a\r\n\r\n" NEXT), 400, 0},
    {"no Host",                  S("GET /x HTTP/1.1\r\nX: a\r\n\r\n" NEXT), 400, 0},
    {"no field at all",          S("GET /x HTTP/1.1\r\n\r\n" NEXT), 400, 0},
    {"two Host",                 S(GET "Host: a\r\n\r\n" NEXT), 400, 0},
    {"Host with a path",         S("GET /x HTTP/1.1\r\nHost: a/b\r\n\r\n" NEXT), 400, 0},
    {"coding gzip, chunked",     S(POST "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" NEXT), 400, 0},
    {"coding xchunked",          S(POST "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" NEXT), 400, 0},
    {"coding identity",          S(POST "Transfer-Encoding: identity\r\n\r\n" NEXT), 400, 0},
    {"chunked with a space",     S(POST "Transfer-Encoding: chunked \r\n\r\n0\r\n\r\n" NEXT), 400, 0},
    {"chunked twice",            S(POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" NEXT), 400, 0},
    {"chunked in 1.0",           S("POST /x HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" NEXT), 400, 0},
    {"chunk size too large",     S(POST "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nx"), 413, 0},
    {"chunk size negative",      S(POST "Transfer-Encoding: chunked\r\n\r\n-1\r\nx\r\n0\r\n\r\n" NEXT), 400, 0},
    {"chunk size 0x1",           S(POST "Transfer-Encoding: chunked\r\n\r\n0x1\r\nx\r\n0\r\n\r\n" NEXT), 400, 0},
    {"bare LF after a size",     S(POST "Transfer-Encoding: chunked\r\n\r\n1\nx\r\n0\r\n\r\n" NEXT), 400, 1},
    {"bare LF after a chunk",    S(POST "Transfer-Encoding: chunked\r\n\r\n1\r\nx\n1\r\ny\r\n0\r\n\r\n" NEXT), 400, 1},
    {"bare LF in all chunks",    S(POST "Transfer-Encoding: chunked\r\n\r\n1\nx\n0\n\n" NEXT), 400, 1},
    {"method with a bracket",    S("G(T /x HTTP/1.1\r\nHost: a\r\n\r\n" NEXT), 400, 0},
    {"whole URL",                S("GET http://a/x HTTP/1.1\r\nHost: a\r\n\r\n" NEXT), 400, 0},
    {"no slash",                 S("GET x HTTP/1.1\r\nHost: a\r\n\r\n" NEXT), 400, 0},
    {"two spaces",               S("GET  /x HTTP/1.1\r\nHost: a\r\n\r\n" NEXT), 400, 0},
    {"space in the path",        S("GET /x y HTTP/1.1\r\nHost: a\r\n\r\n" NEXT), 400, 0},
    {"tab in the path",          S("GET /x\ty HTTP/1.1\r\nHost: a\r\n\r\n" NEXT), 400, 0},
    {"space after the version",  S("GET /x HTTP/1.1 \r\nHost: a\r\n\r\n" NEXT), 400, 0},
    {"no version",               S("GET /x\r\nHost: a\r\n\r\n" NEXT), 400, 0},
    {"version 1.9",              S("GET /x HTTP/1.9\r\nHost: a\r\n\r\n" NEXT), 505, 0},
    {"version 9.9",              S("GET /x HTTP/9.9\r\nHost: a\r\n\r\n" NEXT), 505, 0},
    {"the start of a TLS hello", S("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n\n"), 0, 0},
};
// clang-format on

static void judge(const Probe *p, const Heard *h, bool whole)
{
    int status = status_of(h);
    if (!whole && p->at_once ? status != 400 && status != 200 : status != p->status)
        test_fail(__FILE__, __LINE__, "%s: status %d, not %d: %s", p->name, status, p->status, h->text);
    if (!h->closed) test_fail(__FILE__, __LINE__, "%s: not closed", p->name);
    /* the library's own 400 comes with its head twice, so statuses are not counted */
    if (count_of(h, "/smuggled")) test_fail(__FILE__, __LINE__, "%s: a second answer: %s", p->name, h->text);
}

TEST(whatever_can_be_read_in_two_ways_is_refused_and_closed)
{
    static Server s;
    serve(&s, (HttpConfig){0});
    for (size_t i = 0; i < LEN(probes); i++)
        judge(&probes[i], ask(&s, probes[i].bytes), true);
    http_stop(s.http);
}

TEST(it_is_refused_in_pieces_and_behind_another_request_as_well)
{
    static Server s;
    serve(&s, (HttpConfig){0});
    for (size_t i = 0; i < LEN(probes); i++) {
        Str b = probes[i].bytes;
        int fd = dial(&s);
        EQ(status_of(ask_on(fd, S(GET "\r\n"))), 200);
        for (size_t at = 0, step = 13; at < b.len; at += step) {
            if (!tell(fd, (Str){b.ptr + at, b.len - at < step ? b.len - at : step})) break;
            pause_ms(1);
        }
        judge(&probes[i], hear_on(fd, ALL), false);
        close(fd);
    }
    http_stop(s.http);
}

static Str head_of(Arena *a, const char *first, const char *name, size_t value_len, int more)
{
    Buf b = {.arena = a};
    buf_fmt(&b, "%s\r\nHost: a\r\n", first);
    if (name) buf_fmt(&b, "%s: ", name);
    for (size_t i = 0; i < value_len; i++)
        buf_char(&b, 'v');
    if (name) buf_str(&b, S("\r\n"));
    for (int i = 0; i < more; i++)
        buf_fmt(&b, "X%d: 1\r\n", i);
    buf_str(&b, S("Connection: close\r\n\r\n"));
    return buf_done(&b);
}

TEST(a_head_has_its_limits)
{
    static Server s;
    Arena a = {.max = 1 << 24};
    static char url[60000];
    serve(&s, (HttpConfig){0});
    EQ(status_of(ask(&s, head_of(&a, "GET / HTTP/1.1", "X", (16 << 10) - 50, 0))), 200);
    EQ(status_of(ask(&s, head_of(&a, "GET / HTTP/1.1", "X", 16 << 10, 0))), 431);
    EQ(status_of(ask(&s, head_of(&a, "GET / HTTP/1.1", "X", 1 << 20, 0))), 431);
    EQ(status_of(ask(&s, head_of(&a, "GET / HTTP/1.1", "Cookie", 8 << 10, 0))), 200);
    EQ(status_of(ask(&s, head_of(&a, "GET / HTTP/1.1", NULL, 0, 98))), 200);
    EQ(status_of(ask(&s, head_of(&a, "GET / HTTP/1.1", NULL, 0, 99))), 431);
    EQ(status_of(ask(&s, head_of(&a, "GET / HTTP/1.1", NULL, 0, 10000))), 431);
    memset(url, 'u', sizeof url);
    Str most = arena_fmt(&a, "GET /?%.*s HTTP/1.1", 8190, url), over = arena_fmt(&a, "GET /?%.*s HTTP/1.1", 8191, url);
    Str path = arena_fmt(&a, "GET /%.*s HTTP/1.1", 8192, url), far = arena_fmt(&a, "GET /%.*s HTTP/1.1", 60000, url);
    EQ(status_of(ask(&s, head_of(&a, most.ptr, "X", 12 << 10, 0))), 200);
    EQ(status_of(ask(&s, head_of(&a, over.ptr, NULL, 0, 0))), 414);
    EQ(status_of(ask(&s, head_of(&a, path.ptr, NULL, 0, 0))), 414);
    EQ(status_of(ask(&s, head_of(&a, far.ptr, NULL, 0, 0))), 414);
    arena_clear(&a);
    http_stop(s.http);
}
