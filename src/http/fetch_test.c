/* fetch_test.c - a neighbour that does not answer must not keep us waiting. */
#include "http/fetch.h"
#include "http/talk.h"
#include <stdatomic.h>

static Str at(Arena *a, const Server *s, const char *path)
{
    return arena_fmt(a, "http://127.0.0.1:%d%s", s->port, path);
}

TEST(fetch_asks_several_at_once)
{
    static char memory[1 << 16];
    Arena a = arena_over(memory, sizeof memory, 1 << 20);
    Server s, gone;
    serve(&s, (HttpConfig){0});
    serve(&gone, (HttpConfig){0});
    const Str nobody = at(&a, &gone, "/");
    http_stop(gone.http);
    Fetch f[] = {
        {.url = at(&a,         &s,    "/x?y=1"), .answer_max = 100},
        {.url = at(&a,   &s,        "/x"), .answer_max = 100, .body = S("a\nb\n")},
        {.url = at(&a,                &s,         "/big"), .answer_max = 100},
        {.url = nobody, .answer_max = 100     },
        {.url = S("file:///etc/passwd"),   .answer_max = 100},
        {.url = S("http://127.0.0.1/ HTTP"),                    .answer_max = 100            },
    };
    fetch_all(&a, f, LEN(f), 5, NULL);
    EQ(f[0].status, 200);
    EQ_STR(f[0].answer, "GET /x [y=1] []");
    EQ_STR(f[0].type, "text/plain; charset=utf-8");
    EQ(f[1].status, 200);
    EQ_STR(f[1].answer, "POST /x [] [a\nb\n]");
    for (size_t i = 2; i < LEN(f); i++) {
        EQ(f[i].status, 0);
        CHECK(f[i].why.len > 0);
    }
    EQ_STR(f[2].why, "the answer is too long");
    http_stop(s.http);
    arena_clear(&a);
}

TEST(fetch_does_not_wait_for_ever)
{
    static char memory[1 << 14];
    Arena a = arena_over(memory, sizeof memory, 1 << 20);
    Server s;
    _Atomic bool stop = true;
    serve(&s, (HttpConfig){0});
    Fetch f = {.url = at(&a, &s, "/park"), .answer_max = 100};
    int64_t began = ms_now();
    fetch_all(&a, &f, 1, 1, NULL);
    BETWEEN(ms_now() - began, 500, 3000);
    EQ(f.status, 0);
    Call *x = wait_for_call();
    text_answer(x, S("late"));
    http_resume(x);
    began = ms_now();
    fetch_all(&a, &f, 1, 60, &stop); /* the server is leaving */
    BETWEEN(ms_now() - began, 0, 1000);
    EQ(f.status, 0);
    http_stop(s.http);
    arena_clear(&a);
}
