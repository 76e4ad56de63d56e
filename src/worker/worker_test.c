/* worker_test.c - a picture that kills its decoder kills a worker, not the server; and what a worker could not do even
 * if a picture made it try. */
#include "base/test.h"
#include "worker/worker.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

extern const WorkKind echo_work, crash_work, slow_work, greedy_work, nosy_work;

/* ---- in the worker ---- */

static bool nothing(void)
{
    return true;
}

static bool echo(Arena *a, Str in, Buf *out)
{
    (void)a;
    buf_str(out, in);
    return !str_eq(in, S("no"));
}
const WorkKind echo_work = {"echo", nothing, echo, 5000};

static bool crash(Arena *a, Str in, Buf *out)
{
    (void)a, (void)in, (void)out;
    _exit(7);
}
const WorkKind crash_work = {"crash", nothing, crash, 5000};

static bool sleep_long(Arena *a, Str in, Buf *out)
{
    (void)a, (void)in, (void)out;
    while (pause())
        continue;
    return true;
}
const WorkKind slow_work = {"slow", nothing, sleep_long, 300};

static bool take_all(Arena *a, Str in, Buf *out)
{
    (void)out;
    while (in.len)
        memset(arena_raw(a, 1 << 20), 1, 1 << 20);
    return true;
}
const WorkKind greedy_work = {"greedy", nothing, take_all, 5000};

/* Names every door that is open. */
static bool try_doors(Arena *a, Str in, Buf *out)
{
    char *const args[] = {"true", NULL};
    (void)a, (void)in;
    if (open("/etc/passwd", O_RDONLY) >= 0) buf_str(out, S("read "));
    if (open("/tmp/kheo-worker-was-here", O_CREAT | O_WRONLY, 0600) >= 0) buf_str(out, S("create "));
    if (socket(AF_INET, SOCK_STREAM, 0) >= 0) buf_str(out, S("network "));
    if (kill(getppid(), 0) == 0) buf_str(out, S("signal "));
    errno = 0;
    execv("/bin/true", args);
    if (errno != EPERM && errno != EACCES) buf_str(out, S("program "));
    if (fcntl(4, F_GETFD) >= 0) buf_str(out, S("inherited "));
    return true;
}
const WorkKind nosy_work = {"nosy", nothing, try_doors, 5000};

/* ---- the server's side ---- */

static void works_again(Arena *a)
{
    Str out;
    OKAY(worker_ask(a, &echo_work, S("Dân vận"), &out));
    EQ_STR(out, "Dân vận");
}

TEST(a_worker_answers_and_says_no)
{
    Arena a = {.max = 1 << 24};
    Str out;
    works_again(&a);
    EQ(worker_ask(&a, &echo_work, S("no"), &out), ERR_INVALID);
    EQ_STR(out, "no");
    OKAY(worker_ask(&a, &echo_work, S(""), &out));
    EQ(out.len, 0);
    Buf much = {.arena = &a};
    memset(buf_room(&much, 3 << 20), 'x', 3 << 20);
    much.len = 3 << 20;
    OKAY(worker_ask(&a, &echo_work, buf_done(&much), &out));
    EQ(out.len, 3 << 20);
    arena_clear(&a);
}

TEST(a_worker_that_dies_is_replaced)
{
    Arena a = {.max = 1 << 24};
    Str out;
    works_again(&a);
    EQ(worker_ask(&a, &crash_work, S("x"), &out), ERR_GONE);
    works_again(&a);
    for (int i = 0; i < WORKERS; i++)
        if (worker_pid(i)) CHECK(kill(worker_pid(i), SIGKILL) == 0); /* between two questions: nobody notices */
    works_again(&a);
    arena_clear(&a);
}

TEST(a_worker_that_takes_too_long_is_ended)
{
    Arena a = {.max = 1 << 24};
    Str out;
    works_again(&a);
    EQ(worker_ask(&a, &slow_work, S("x"), &out), ERR_GONE);
    works_again(&a);
    arena_clear(&a);
}

TEST(a_worker_has_bounded_memory)
{
    Arena a = {.max = 1 << 24};
    Str out;
    EQ(worker_ask(&a, &greedy_work, S("x"), &out), ERR_GONE);
    works_again(&a);
    arena_clear(&a);
}

TEST(an_answer_that_does_not_fit_is_not_waited_for)
{
    Arena a = {.max = 1 << 20}, wide = {.max = 1 << 24};
    Str out;
    Buf much = {.arena = &wide};
    memset(buf_room(&much, 2 << 20), 'x', 2 << 20);
    much.len = 2 << 20;
    EQ(worker_ask(&a, &echo_work, buf_done(&much), &out), ERR_BUSY);
    works_again(&a);
    arena_clear(&a), arena_clear(&wide);
}

TEST(a_worker_has_no_files_no_network_and_starts_nothing)
{
    Arena a = {.max = 1 << 24};
    Str out;
    OKAY(worker_ask(&a, &nosy_work, S("x"), &out));
    EQ_STR(out, "");
    arena_clear(&a);
}

static void *ask_often(void *bad)
{
    Arena a = {.max = 1 << 24};
    Str out;
    for (int i = 0; i < 40 && !*(bool *)bad; i++) {
        Str in = arena_fmt(&a, "%p %d", bad, i);
        if (worker_ask(&a, &echo_work, in, &out) || !str_eq(in, out)) *(bool *)bad = true;
    }
    arena_clear(&a);
    return NULL;
}

TEST(many_may_ask_at_once_and_each_gets_its_own_answer)
{
    enum { ASKERS = 4 };
    static bool bad[ASKERS];
    pthread_t t[ASKERS];
    for (int i = 0; i < ASKERS; i++)
        CHECK(pthread_create(&t[i], NULL, ask_often, &bad[i]) == 0);
    for (int i = 0; i < ASKERS; i++)
        pthread_join(t[i], NULL);
    for (int i = 0; i < ASKERS; i++)
        CHECK(!bad[i]);
}
