/* child.c - the worker's side: a loop of questions in a cage. */
#include "worker/frame.h"
#include "worker/worker.h"
#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MEMORY_MAX = 256 << 20, CPU_S = 10 };

static bool read_all(void *bytes, size_t n)
{
    char *at = bytes;
    while (n) {
        const ssize_t got = recv(WORKER_FD, at, n, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        at += got, n -= (size_t)got;
    }
    return true;
}

static bool write_all(const void *bytes, size_t n)
{
    const char *at = bytes;
    while (n) {
        const ssize_t put = send(WORKER_FD, at, n, MSG_NOSIGNAL);
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return false;
        at += put, n -= (size_t)put;
    }
    return true;
}

/* Ten seconds of the processor from here on; the server's own clock stands behind it. */
static void cpu_limit(void)
{
    struct rusage used;
    if (getrusage(RUSAGE_SELF, &used)) return;
    const rlim_t s = (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + CPU_S;
    setrlimit(RLIMIT_CPU, &(struct rlimit){s, RLIM_INFINITY});
}

static int kinds(void)
{
    int n = 0;
    while (work_kinds[n])
        n++;
    return n;
}

static bool answer(const Frame *asked, Arena *a, const bool *loaded)
{
    const uint32_t n = (uint32_t)kinds();
    char *in = arena_raw(a, asked->len + 1u);
    Buf out = {.arena = a};
    if (!read_all(in, asked->len)) return false;
    bool ok = asked->what < n && loaded[asked->what];
    if (!ok)
        buf_str(&out, S("no library for it"));
    else
        ok = work_kinds[asked->what]->run(a, (Str){in, asked->len}, &out);
    const Str bytes = buf_done(&out);
    const Frame head = {ok ? FRAME_DONE : FRAME_FAILED, (uint32_t)bytes.len};
    return bytes.len <= WORK_OUT_MAX && write_all(&head, sizeof head) && write_all(bytes.ptr, bytes.len);
}

/* A full arena ends the process: the server says that this one could not be done. */
static void serve(const bool *loaded)
{
    Frame head;
    while (read_all(&head, sizeof head) && head.len <= WORK_IN_MAX) {
        Arena a = {.max = MEMORY_MAX};
        jmp_buf full;
        cpu_limit();
        arena_boundary = &full;
        if (setjmp(full)) return;
        if (!answer(&head, &a, loaded)) return;
        arena_clear(&a);
        malloc_trim(0); /* nothing of one picture is there when the next comes, as far as it can be helped */
    }
}

int worker_main(int argc, char **argv)
{
    enum { KINDS_MAX = 16 };
    bool loaded[KINDS_MAX];
    if (argc != 2 || strcmp(argv[1], WORKER_VERB)) return -1;
    mallopt(M_ARENA_MAX, 1);
    cage_enter();
    for (int i = 0; i < kinds() && i < KINDS_MAX; i++)
        loaded[i] = work_kinds[i]->load();
    cage_shut();
    serve(loaded);
    _exit(0); /* not through what libraries want to do at the end: the doors are shut */
}
