/* http_test.c - real sockets on the loopback: what is refused, what is served, and who has to leave when. */
#include "base/test.h"
#include "http/http.h"
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/* ---- the server of a test ---- */

enum { BODY_MAX = 100000, BIG = 8 << 20 };

typedef struct {
    _Alignas(16) char memory[1 << 14];
    Arena arena;
    Http *http;
    int port;
} Server;

static Call *_Atomic held; /* the call that /park has parked */

static void text_answer(Call *x, Str text)
{
    x->status = 200, x->answer = text;
    http_add(x, "Content-Type", S("text/plain; charset=utf-8"));
}

static bool handle(Call *x)
{
    if (str_eq(x->path, S("/park"))) {
        http_park(x);
        held = x; /* from here on another thread's */
        return false;
    }
    if (str_eq(x->path, S("/big"))) {
        text_answer(x, (Str){arena_alloc(&x->arena, BIG), BIG});
    } else if (str_eq(x->path, S("/length"))) {
        text_answer(x, arena_fmt(&x->arena, "%zu", x->body.len));
    } else if (str_eq(x->path, S("/header"))) {
        text_answer(x, http_header(x, "x-test"));
    } else if (str_eq(x->path, S("/address"))) {
        text_answer(x, x->address);
    } else if (str_eq(x->path, S("/close"))) {
        x->close = true;
        text_answer(x, S("bye"));
    } else if (str_eq(x->path, S("/inject"))) {
        text_answer(x, S("never"));
        http_add(x, "Location", S("/\r\nSet-Cookie: a=b"));
    } else {
        text_answer(x, arena_fmt(&x->arena, STR " " STR " [" STR "] [" STR "]", ARG(x->method), ARG(x->path),
                                 ARG(x->query), ARG(x->body)));
    }
    return true;
}

static size_t body_max(const Call *x)
{
    return str_eq(x->path, S("/none")) ? 0 : BODY_MAX;
}

static void start(Server *s, HttpConfig c)
{
    Str why;
    held = NULL;
    s->arena = arena_over(s->memory, sizeof s->memory, sizeof s->memory);
    if (!c.listen.len) c.listen = S("127.0.0.1:0");
    if (!c.threads) c.threads = 2;
    if (!c.arena_max) c.arena_max = 16 << 20;
    c.handle = handle, c.body_max = body_max;
    s->http = http_start(&c, &s->arena, &why);
    if (!s->http) test_fail(__FILE__, __LINE__, STR, ARG(why));
    s->port = http_port(s->http);
    CHECK(s->port > 0);
}

/* ---- its client ---- */

typedef struct {
    char text[1 << 16];
    size_t len;
    bool closed;
} Heard;

static int64_t ms_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void rest(int ms)
{
    poll(NULL, 0, ms);
}

static int dial(const Server *s)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)s->port)};
    struct timeval limit = {.tv_sec = 20};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(fd >= 0);
    CHECK(connect(fd, (struct sockaddr *)&to, sizeof to) == 0);
    CHECK(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) == 0);
    return fd;
}

static bool say(int fd, Str text)
{
    while (text.len) {
        ssize_t n = send(fd, text.ptr, text.len, MSG_NOSIGNAL);
        if (n <= 0) return false;
        text = (Str){text.ptr + n, text.len - (size_t)n};
    }
    return true;
}

/* An answer is there with all its body. */
static bool whole(const Heard *h)
{
    const char *body = strstr(h->text, "\r\n\r\n"), *length = strstr(h->text, "Content-Length: ");
    return body && length && length < body && h->len >= (size_t)(body + 4 - h->text) + strtoul(length + 16, NULL, 10);
}

typedef enum { ONE_ANSWER, ALL } Until;

/* ALL: until the server closes. */
static void hear(int fd, Heard *h, Until until)
{
    while (h->len < sizeof h->text - 1 && !h->closed) {
        ssize_t n = recv(fd, h->text + h->len, sizeof h->text - 1 - h->len, 0);
        if (n < 0 && errno == EAGAIN) return;
        h->closed = n <= 0;
        if (n <= 0) break;
        h->len += (size_t)n;
        h->text[h->len] = 0;
        if (until == ONE_ANSWER && whole(h)) break;
    }
}

static Heard *hear_on(int fd, Until until)
{
    static Heard h;
    h = (Heard){.len = 0};
    hear(fd, &h, until);
    return &h;
}

static Heard *ask_on(int fd, Str request)
{
    say(fd, request);
    return hear_on(fd, ONE_ANSWER);
}

/* One request on a connection of its own; all that comes until the server closes it. */
static Heard *ask(const Server *s, Str request)
{
    int fd = dial(s);
    say(fd, request);
    Heard *h = hear_on(fd, ALL);
    close(fd);
    return h;
}

static int status_of(const Heard *h)
{
    return strncmp(h->text, "HTTP/1.1 ", 9) == 0 ? atoi(h->text + 9) : 0;
}

static int times(const Heard *h, const char *what)
{
    int n = 0;
    for (const char *p = h->text; (p = strstr(p, what)); p++)
        n++;
    return n;
}
#define SAYS(h, what) CHECK(strstr((h)->text, (what)))

/* ---- strictness ---- */

typedef struct {
    const char *name;
    Str bytes;
    int status;   /* 0: closed without an answer */
    bool at_once; /* what makes it wrong is seen only when it comes in one piece; else it is served, and closed */
} Probe;

#define GET  "GET /x HTTP/1.1\r\nHost: a\r\n"
#define POST "POST /x HTTP/1.1\r\nHost: a\r\n"
#define NEXT "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"

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
    if (times(h, "/smuggled")) test_fail(__FILE__, __LINE__, "%s: a second answer: %s", p->name, h->text);
}

TEST(whatever_can_be_read_in_two_ways_is_refused_and_closed)
{
    static Server s;
    start(&s, (HttpConfig){0});
    for (size_t i = 0; i < LEN(probes); i++)
        judge(&probes[i], ask(&s, probes[i].bytes), true);
    http_stop(s.http);
}

TEST(it_is_refused_in_pieces_and_behind_another_request_as_well)
{
    static Server s;
    start(&s, (HttpConfig){0});
    for (size_t i = 0; i < LEN(probes); i++) {
        Str b = probes[i].bytes;
        int fd = dial(&s);
        EQ(status_of(ask_on(fd, S(GET "\r\n"))), 200);
        for (size_t at = 0, step = 13; at < b.len; at += step) {
            if (!say(fd, (Str){b.ptr + at, b.len - at < step ? b.len - at : step})) break;
            rest(1);
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
    start(&s, (HttpConfig){0});
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

/* ---- what is served ---- */

TEST(a_request_reaches_its_handler_as_it_was_sent)
{
    static Server s;
    start(&s, (HttpConfig){0});
    int fd = dial(&s);
    Heard *h = ask_on(fd, S("GET /a%20b?x=1&y=%41+z&x=2 HTTP/1.1\r\nHost: a\r\n\r\n"));
    EQ(status_of(h), 200);
    SAYS(h, "Content-Type: text/plain; charset=utf-8\r\n");
    SAYS(h, "\r\n\r\nGET /a%20b [x=1&y=%41+z&x=2] []");
    SAYS(ask_on(fd, S("BREW /? HTTP/1.1\r\nHost: a\r\n\r\n")), "\r\n\r\nBREW / [] []");
    SAYS(ask_on(fd, S("POST /p?q HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello")), "POST /p [q] [hello]");
    SAYS(ask_on(fd, S("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")), "POST /p [] []");
    SAYS(ask_on(fd, S("GET /header HTTP/1.1\r\nHost: a\r\nX-TEST:  t u\t \r\n\r\n")), "Length: 3\r\n\r\nt u");
    SAYS(ask_on(fd, S("GET /address HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n")), "127.0.0.1");
    CHECK(!ask_on(fd, S(GET "\r\n"))->closed);
    h = ask_on(fd, S(GET "Connection: close\r\n\r\n"));
    SAYS(h, "Connection: close\r\n");
    CHECK(hear_on(fd, ALL)->closed);
    close(fd);
    CHECK(ask(&s, S("GET /close HTTP/1.1\r\nHost: a\r\n\r\n"))->closed);
    CHECK(ask(&s, S("GET /x HTTP/1.0\r\n\r\n"))->closed);
    http_stop(s.http);
}

TEST(a_head_request_is_a_get_without_the_body)
{
    static Server s;
    start(&s, (HttpConfig){0});
    Heard *h = ask(&s, S("HEAD /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
    SAYS(h, "Content-Length: 12\r\n"); /* GET /x [] [] */
    CHECK(h->len > 4 && strcmp(h->text + h->len - 4, "\r\n\r\n") == 0);
    http_stop(s.http);
}

TEST(pipelined_requests_are_answered_in_order)
{
    static Server s;
    start(&s, (HttpConfig){0});
    Heard *h =
        ask(&s, S("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab"
                  "GET /3 HTTP/1.1\r\nHost: a\r\n\r\nGET /close HTTP/1.1\r\nHost: a\r\n\r\nGET /5 HTTP/1.1\r\n"));
    const char *one = strstr(h->text, "GET /1"), *two = strstr(h->text, "POST /2 [] [ab]");
    const char *three = strstr(h->text, "GET /3"), *bye = strstr(h->text, "bye");
    CHECK(one && one < two && two < three && three < bye);
    EQ(times(h, "HTTP/1.1 200"), 4);
    http_stop(s.http);
}

TEST(a_connection_ends_after_a_thousand_requests)
{
    static Server s;
    start(&s, (HttpConfig){0});
    int fd = dial(&s);
    for (int i = 1; i <= 1000; i++) {
        Heard *h = ask_on(fd, S(GET "\r\n"));
        EQ(status_of(h), 200);
        EQ(times(h, "Connection: close"), i == 1000);
    }
    CHECK(hear_on(fd, ALL)->closed);
    close(fd);
    http_stop(s.http);
}

TEST(a_header_of_an_answer_cannot_start_another)
{
    static Server s;
    start(&s, (HttpConfig){0});
    Heard *h = ask(&s, S("GET /inject HTTP/1.1\r\nHost: a\r\n\r\n"));
    EQ(status_of(h), 500);
    EQ(times(h, "Set-Cookie"), 0);
    http_stop(s.http);
}

/* ---- bodies ---- */

static Str upload(Arena *a, const char *head, size_t n)
{
    Buf b = {.arena = a};
    buf_fmt(&b, "POST /length HTTP/1.1\r\nHost: a\r\n%s\r\n", head);
    memset(buf_room(&b, n), 'b', n);
    b.len += n;
    return buf_done(&b);
}

static Str chunks(Arena *a, size_t n, size_t size)
{
    Buf b = {.arena = a};
    buf_str(&b, S("POST /length HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"));
    for (size_t at = 0; at < n; at += size) {
        size_t part = n - at < size ? n - at : size;
        buf_fmt(&b, "%zx;note=x\r\n", part);
        memset(buf_room(&b, part), '\n', part); /* line ends in the data are not those of the framing */
        b.len += part;
        buf_str(&b, S("\r\n"));
    }
    buf_str(&b, S("0\r\nTrailer: x\r\n\r\n"));
    return buf_done(&b);
}

TEST(a_body_is_taken_up_to_the_limit_of_its_route)
{
    static Server s;
    Arena a = {.max = 1 << 26};
    start(&s, (HttpConfig){0});
    SAYS(ask(&s, upload(&a, "Content-Length: 100000\r\nConnection: close\r\n", BODY_MAX)), "\r\n\r\n100000");
    EQ(status_of(ask(&s, upload(&a, "Content-Length: 100001\r\n", 0))), 413); /* from the head alone */
    EQ(status_of(ask(&s, upload(&a, "Content-Length: 4294967296\r\n", 10))), 413);
    EQ(status_of(ask(&s, S("POST /none HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\na"))), 413);
    EQ(status_of(ask(&s, S("POST /none HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"))), 413);
    SAYS(ask(&s, chunks(&a, BODY_MAX, 777)), "\r\n\r\n100000");
    SAYS(ask(&s, chunks(&a, BODY_MAX, 30000)), "\r\n\r\n100000");
    SAYS(ask(&s, chunks(&a, 1, 1)), "\r\n\r\n1");
    EQ(status_of(ask(&s, chunks(&a, BODY_MAX + 1, 4096))), 413);
    Heard *h = ask(&s, chunks(&a, 8 << 20, 65536)); /* too long to wait for its end */
    CHECK(h->closed && status_of(h) != 200);
    arena_clear(&a);
    http_stop(s.http);
}

TEST(who_sends_too_much_hears_so_though_nobody_reads_it)
{
    static Server s;
    Arena a = {.max = 1 << 26};
    start(&s, (HttpConfig){0});
    for (int i = 0; i < 5; i++)
        EQ(status_of(ask(&s, upload(&a, "Content-Length: 3000000\r\n", 3000000))), 413);
    arena_clear(&a);
    http_stop(s.http);
}

TEST(a_body_that_does_not_fit_into_memory_is_too_large)
{
    static Server s;
    Arena a = {.max = 1 << 24};
    start(&s, (HttpConfig){.arena_max = 1 << 16});
    EQ(status_of(ask(&s, upload(&a, "Content-Length: 100000\r\n", BODY_MAX))), 413);
    EQ(status_of(ask(&s, chunks(&a, BODY_MAX, 5000))), 413);
    arena_clear(&a);
    http_stop(s.http);
}

TEST(a_client_that_asks_first_is_told_to_go_on_or_not_to)
{
    static Server s;
    start(&s, (HttpConfig){0});
    int fd = dial(&s);
    say(fd, S("POST /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"));
    char text[26] = {0};
    EQ(recv(fd, text, 25, MSG_WAITALL), 25);
    CHECK(strcmp(text, "HTTP/1.1 100 Continue\r\n\r\n") == 0);
    SAYS(ask_on(fd, S("abc")), "[abc]");
    close(fd);
    Heard *h = ask(&s, S("POST /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 100001\r\n\r\n"));
    EQ(status_of(h), 413);
    http_stop(s.http);
}

/* ---- parking ---- */

static Call *wait_for_call(void)
{
    for (int i = 0; i < 5000 && !held; i++)
        rest(1);
    CHECK(held);
    return atomic_exchange(&held, NULL);
}

static void *resume_later(void *call)
{
    rest(20);
    text_answer(call, S("thanks for waiting"));
    http_resume(call);
    return NULL;
}

TEST(a_parked_call_is_answered_when_it_comes_back)
{
    static Server s;
    pthread_t other;
    start(&s, (HttpConfig){0});
    int fd = dial(&s);
    for (int i = 0; i < 5; i++) {
        say(fd, S("GET /park HTTP/1.1\r\nHost: a\r\n\r\n" NEXT)); /* the second waits behind it */
        CHECK(pthread_create(&other, NULL, resume_later, wait_for_call()) == 0);
        Heard *h = hear_on(fd, ONE_ANSWER);
        while (!h->closed && !times(h, "/smuggled")) /* they may come in one piece */
            hear(fd, h, ONE_ANSWER);
        CHECK(strstr(h->text, "thanks for waiting") &&
              strstr(h->text, "thanks for waiting") < strstr(h->text, "/smuggled"));
        pthread_join(other, NULL);
    }
    close(fd);
    http_stop(s.http);
}

TEST(a_client_may_leave_while_its_call_is_parked)
{
    static Server s;
    start(&s, (HttpConfig){0});
    for (int i = 0; i < 20; i++) {
        struct linger hard = {.l_onoff = i % 2};
        int fd = dial(&s);
        setsockopt(fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard); /* every other one by a reset */
        say(fd, S("GET /park HTTP/1.1\r\nHost: a\r\n\r\n"));
        Call *x = wait_for_call();
        close(fd);
        rest(3);
        text_answer(x, arena_fmt(&x->arena, "to nobody: " STR, ARG(x->path)));
        http_resume(x);
    }
    SAYS(ask(&s, S(GET "Connection: close\r\n\r\n")), "GET /x");
    http_stop(s.http);
}

/* ---- deadlines: nobody is waited for longer than agreed ---- */

/* Says `drip` again and again until the server closes; ms it took. */
static int64_t drip_on(int fd, Str drip)
{
    int64_t began = ms_now();
    char some[256];
    while (ms_now() - began < 10000) {
        struct pollfd p = {.fd = fd, .events = POLLIN};
        if (poll(&p, 1, 20) > 0 && recv(fd, some, sizeof some, 0) <= 0) break;
        if (!say(fd, drip)) break;
    }
    close(fd);
    return ms_now() - began;
}
#define BETWEEN(ms, least, most)                                                                                       \
    do {                                                                                                               \
        int64_t took_ = (ms);                                                                                          \
        if (took_ < (least) || took_ > (most)) test_fail(__FILE__, __LINE__, "%s took %d ms", #ms, (int)took_);        \
    } while (0)

TEST(a_head_that_drips_is_cut_off_at_its_deadline)
{
    static Server s;
    start(&s, (HttpConfig){.head_ms = 400});
    int fd = dial(&s);
    BETWEEN(drip_on(fd, S("")), 300, 3000); /* nothing at all */
    fd = dial(&s);
    BETWEEN(drip_on(fd, S("G")), 300, 3000); /* a request line */
    fd = dial(&s);
    say(fd, S(GET));
    BETWEEN(drip_on(fd, S("X: a\r\n")), 300, 3000);
    fd = dial(&s);
    BETWEEN(drip_on(fd, S("\r\n")), 300, 3000); /* empty lines before it */
    fd = dial(&s);
    EQ(status_of(ask_on(fd, S(GET "\r\n"))), 200);
    rest(150); /* idle, which may last 60 s; then the next one drips */
    BETWEEN(drip_on(fd, S("G")), 300, 3000);
    http_stop(s.http);
}

TEST(an_idle_connection_may_stay_longer_than_a_head_but_not_for_ever)
{
    static Server s;
    start(&s, (HttpConfig){.head_ms = 200, .idle_ms = 900});
    int fd = dial(&s);
    EQ(status_of(ask_on(fd, S(GET "\r\n"))), 200);
    rest(500);
    EQ(status_of(ask_on(fd, S(GET "\r\n"))), 200);
    BETWEEN(drip_on(fd, S("")), 700, 4000);
    http_stop(s.http);
}

TEST(a_body_has_to_come_at_a_kilobyte_a_second)
{
    static Server s;
    start(&s, (HttpConfig){.body_ms = 400});
    int fd = dial(&s);
    say(fd, S(POST "Content-Length: 90000\r\n\r\n"));
    BETWEEN(drip_on(fd, S("b")), 300, 3000);
    fd = dial(&s);
    say(fd, S(POST "Transfer-Encoding: chunked\r\n\r\n1;"));
    BETWEEN(drip_on(fd, S("x")), 300, 3000);
    fd = dial(&s);
    say(fd, S("POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 2000\r\n\r\n"));
    for (int i = 0; i < 20; i++) { /* slow, but faster than that: 800 ms in all */
        static const char some[100];
        CHECK(say(fd, (Str){some, sizeof some}));
        rest(40);
    }
    SAYS(hear_on(fd, ONE_ANSWER), "\r\n\r\n2000");
    close(fd);
    http_stop(s.http);
}

TEST(an_answer_waits_for_a_slow_reader_but_not_for_one_that_stopped)
{
    static Server s;
    static char some[200000];
    start(&s, (HttpConfig){.write_ms = 400});
    int fd = dial(&s);
    say(fd, S("GET /big HTTP/1.1\r\nHost: a\r\n\r\n"));
    size_t got = 0;
    for (ssize_t n = 1; n > 0 && got < BIG; rest(20)) /* longer than 400 ms in all */
        got += (size_t)((n = recv(fd, some, sizeof some, 0)) > 0 ? n : 0);
    CHECK(got >= BIG);
    close(fd);
    fd = dial(&s);
    say(fd, S("GET /big HTTP/1.1\r\nHost: a\r\n\r\n"));
    rest(1500);
    for (got = 0; got < BIG;) {
        ssize_t n = recv(fd, some, sizeof some, 0);
        if (n <= 0) break;
        got += (size_t)n;
    }
    CHECK(got < BIG);
    close(fd);
    http_stop(s.http);
}

TEST(a_parked_call_has_no_deadline_of_the_connection)
{
    static Server s;
    start(&s, (HttpConfig){.head_ms = 100, .body_ms = 100, .idle_ms = 100, .write_ms = 100});
    int fd = dial(&s);
    say(fd, S("GET /park HTTP/1.1\r\nHost: a\r\n\r\n"));
    Call *x = wait_for_call();
    rest(600);
    text_answer(x, S("late, but here"));
    http_resume(x);
    SAYS(hear_on(fd, ONE_ANSWER), "late, but here");
    close(fd);
    http_stop(s.http);
}

/* ---- limits of connections ---- */

static void check_full(const Server *s)
{
    Heard *h = ask(s, S(GET "Connection: close\r\n\r\n"));
    EQ(status_of(h), 503);
    SAYS(h, "Retry-After: ");
    CHECK(h->closed);
}

static void fill_and_empty(HttpConfig c)
{
    static Server s;
    int fd[3];
    start(&s, c);
    for (int i = 0; i < 3; i++)
        EQ(status_of(ask_on(fd[i] = dial(&s), S(GET "\r\n"))), 200);
    check_full(&s);
    check_full(&s);
    for (int i = 0; i < 3; i++)
        EQ(status_of(ask_on(fd[i], S(GET "\r\n"))), 200); /* those inside feel nothing */
    close(fd[1]);
    int status = 503;
    for (int i = 0; i < 200 && status == 503; i++, rest(5))
        status = status_of(ask(&s, S(GET "Connection: close\r\n\r\n")));
    EQ(status, 200);
    close(fd[0]);
    close(fd[2]);
    http_stop(s.http);
}

TEST(there_are_only_so_many_connections)
{
    fill_and_empty((HttpConfig){.connections_max = 3});
}

TEST(one_address_has_only_so_many_of_them)
{
    fill_and_empty((HttpConfig){.per_address_max = 3});
}

TEST(behind_a_proxy_the_client_is_the_last_one_it_names)
{
    static Server s;
    start(&s, (HttpConfig){.behind_proxy = true, .per_address_max = 1});
    int fd = dial(&s), other = dial(&s);
#define FROM(who) S("GET /address HTTP/1.1\r\nHost: a\r\n" who "\r\n")
    SAYS(ask_on(fd, FROM("X-Forwarded-For: 10.1.1.1, 203.0.113.9\r\n")), "\r\n\r\n203.0.113.9");
    SAYS(ask_on(other, FROM("X-Forwarded-For: 10.1.1.1\r\nX-Forwarded-For: 2001:db8::7\r\n")), "\r\n\r\n2001:db8::7");
    SAYS(ask_on(fd, FROM("X-Forwarded-For: 10.1.1.1, unknown\r\n")), "\r\n\r\n127.0.0.1");
    SAYS(ask_on(fd, FROM("")), "\r\n\r\n127.0.0.1");
    close(fd);
    close(other);
    http_stop(s.http);
}

/* ---- start and stop ---- */

static Str why_not(HttpConfig c)
{
    static Server s;
    Str why;
    s.arena = arena_over(s.memory, sizeof s.memory, sizeof s.memory);
    c.handle = handle;
    CHECK(http_start(&c, &s.arena, &why) == NULL);
    return why;
}

TEST(a_start_that_fails_says_what_to_mend)
{
    static Server s;
    char taken[32];
    start(&s, (HttpConfig){0});
    snprintf(taken, sizeof taken, "127.0.0.1:%d", s.port);
    Str why = why_not((HttpConfig){.listen = str(taken)});
    CHECK(str_starts(why, S("cannot listen on 127.0.0.1:")));
    CHECK(str_ends(why, S(": address already in use: choose another with --listen")));
    EQ_STR(why_not((HttpConfig){.listen = S("example")}),
           "cannot listen on example: not an address and a port, like 127.0.0.1:8080 or [::1]:8080");
    static const char *const wrong[] = {"",       ":80",   "1.2.3:80", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1",
                                        "::1:80", "[::1]", "[]:80",    "[::1:80"};
    for (size_t i = 0; i < LEN(wrong); i++)
        CHECK(str_ends(why_not((HttpConfig){.listen = str(wrong[i])}), S("[::1]:8080")));
    CHECK(
        str_starts(why_not((HttpConfig){.listen = S("192.0.2.1:0")}), S("cannot listen on 192.0.2.1:0: this machine")));
    why = why_not((HttpConfig){.listen = S("127.0.0.1:0"), .tls_cert = "no", .tls_key = "pem"});
    CHECK(str_starts(why, S("cannot serve HTTPS: ")));
    CHECK(str_ends(why, S("the certificate and its key must be PEM texts that belong together")));
    http_stop(s.http);
}

TEST(it_listens_on_ipv6_as_well)
{
    static Server s;
    struct sockaddr_in6 to = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&to, sizeof to)) return; /* a machine without it */
    start(&s, (HttpConfig){.listen = S("[::1]:0"), .threads = 1});
    to.sin6_port = htons((uint16_t)s.port);
    CHECK(connect(fd, (struct sockaddr *)&to, sizeof to) == 0);
    SAYS(ask_on(fd, S("GET /address HTTP/1.1\r\nHost: [::1]:80\r\n\r\n")), "\r\n\r\n::1");
    close(fd);
    http_stop(s.http);
}

static void *stop_it(void *http)
{
    http_stop(http);
    return NULL;
}

TEST(a_stop_waits_for_what_is_under_way_and_for_nothing_else)
{
    static Server s;
    pthread_t other;
    start(&s, (HttpConfig){0});
    int idle = dial(&s), busy = dial(&s);
    EQ(status_of(ask_on(idle, S(GET "\r\n"))), 200);
    say(busy, S("GET /park HTTP/1.1\r\nHost: a\r\n\r\n"));
    Call *x = wait_for_call();
    int64_t began = ms_now();
    CHECK(pthread_create(&other, NULL, stop_it, s.http) == 0);
    CHECK(hear_on(idle, ALL)->closed);
    BETWEEN(ms_now() - began, 0, 2000);
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)s.port)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int late = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(connect(late, (struct sockaddr *)&to, sizeof to) != 0);
    text_answer(x, S("the last one"));
    http_resume(x);
    Heard *h = hear_on(busy, ALL);
    SAYS(h, "Connection: close\r\n");
    SAYS(h, "the last one");
    pthread_join(other, NULL);
    BETWEEN(ms_now() - began, 0, 5000);
    close(idle);
    close(busy);
    close(late);
}

/* ---- HTTPS ---- */

static char *run(const char *command, char *out, size_t size)
{
    FILE *f = popen(command, "r");
    CHECK(f);
    size_t n = fread(out, 1, size - 1, f);
    out[n] = 0;
    pclose(f);
    return out;
}

TEST(https_is_spoken_with_todays_protocols_only)
{
    static Server s;
    static char cert[8192], key[8192], out[8192], command[512];
    char folder[] = "/tmp/kheo-http-XXXXXX";
    CHECK(mkdtemp(folder));
    snprintf(
        command, sizeof command,
        "cd %s && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost "
        "-keyout key -out cert 2>/dev/null && cat cert",
        folder);
    run(command, cert, sizeof cert);
    snprintf(command, sizeof command, "cat %s/key", folder);
    run(command, key, sizeof key);
    CHECK(strstr(cert, "BEGIN CERTIFICATE") && strstr(key, "PRIVATE KEY"));
    start(&s, (HttpConfig){.tls_cert = cert, .tls_key = key, .head_ms = 2000});
    snprintf(command, sizeof command,
             "curl -sS --cacert %s/cert --connect-to ::127.0.0.1: -d hi https://localhost:%d/t?u "
             "https://localhost:%d/v 2>&1",
             folder, s.port, s.port);
    run(command, out, sizeof out);
    CHECK(strcmp(out, "POST /t [u] [hi]POST /v [] [hi]") == 0);
    snprintf(command, sizeof command,
             "printf 'GET / HTTP/1.1\\nHost: a\\n\\n' | openssl s_client -quiet -connect 127.0.0.1:%d 2>/dev/null",
             s.port);
    CHECK(strncmp(run(command, out, sizeof out), "HTTP/1.1 400 ", 13) == 0); /* the guard sees through it */
    snprintf(command, sizeof command,
             "openssl s_client -tls1_1 -cipher ALL:@SECLEVEL=0 -connect 127.0.0.1:%d 2>&1 </dev/null", s.port);
    CHECK(!strstr(run(command, out, sizeof out), "BEGIN CERTIFICATE"));
    int fd = dial(&s);
    BETWEEN(drip_on(fd, S("")), 1000, 9000); /* no handshake */
    http_stop(s.http);
    snprintf(command, sizeof command, "rm -r %s", folder);
    run(command, out, sizeof out);
}
