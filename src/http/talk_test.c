/* talk_test.c - the server and the client of the tests in this folder. */
#include "http/talk.h"
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static Call *_Atomic held; /* the call that /park has parked */

void text_answer(Call *x, Str text)
{
    x->status = 200, x->answer = text;
    http_add(x, "Content-Type", S("text/plain; charset=utf-8"));
}

bool echo_call(Call *x)
{
    if (str_eq(x->path, S("/park"))) {
        http_park(x);
        held = x; /* from here on another thread's */
        return false;
    }
    if (str_eq(x->path, S("/big"))) {
        text_answer(x, (Str){arena_alloc(&x->arena, BIG), BIG});
    } else if (str_eq(x->path, S("/length")) || str_eq(x->path, S("/large"))) {
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
    if (str_eq(x->path, S("/large"))) return 4 << 20;
    return str_eq(x->path, S("/none")) ? 0 : BODY_MAX;
}

void serve(Server *s, HttpConfig c)
{
    Str why;
    held = NULL;
    s->arena = arena_over(s->memory, sizeof s->memory, sizeof s->memory);
    if (!c.listen.len) c.listen = S("127.0.0.1:0");
    if (!c.threads) c.threads = 2;
    if (!c.arena_max) c.arena_max = 16 << 20;
    if (!c.handle) c.handle = echo_call;
    c.body_max = body_max;
    s->http = http_start(&c, &s->arena, &why);
    if (!s->http) test_fail(__FILE__, __LINE__, STR, ARG(why));
    s->port = http_port(s->http);
    CHECK(s->port > 0);
}

/* ---- its client ---- */

int64_t ms_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void pause_ms(int ms)
{
    poll(NULL, 0, ms);
}

int dial(const Server *s)
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

bool tell(int fd, Str text)
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

void hear(int fd, Heard *h, Until until)
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

Heard *hear_on(int fd, Until until)
{
    static _Thread_local Heard h;
    h = (Heard){.len = 0};
    hear(fd, &h, until);
    return &h;
}

Heard *ask_on(int fd, Str request)
{
    tell(fd, request);
    return hear_on(fd, ONE_ANSWER);
}

/* One request on a connection of its own; all that comes until the server closes it. */
Heard *ask(const Server *s, Str request)
{
    int fd = dial(s);
    tell(fd, request);
    Heard *h = hear_on(fd, ALL);
    close(fd);
    return h;
}

int status_of(const Heard *h)
{
    return strncmp(h->text, "HTTP/1.1 ", 9) == 0 ? atoi(h->text + 9) : 0;
}

int count_of(const Heard *h, const char *what)
{
    int n = 0;
    for (const char *p = h->text; (p = strstr(p, what)); p++)
        n++;
    return n;
}

Call *wait_for_call(void)
{
    for (int i = 0; i < 5000 && !held; i++)
        pause_ms(1);
    CHECK(held);
    return atomic_exchange(&held, NULL);
}

int64_t drip_on(int fd, Str drip)
{
    int64_t began = ms_now();
    char some[256];
    while (ms_now() - began < 10000) {
        struct pollfd p = {.fd = fd, .events = POLLIN};
        if (poll(&p, 1, 20) > 0 && recv(fd, some, sizeof some, 0) <= 0) break;
        if (!tell(fd, drip)) break;
    }
    close(fd);
    return ms_now() - began;
}
