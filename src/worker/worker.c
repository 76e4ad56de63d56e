/* worker.c - the server's side: who is free, what is asked, how long it may take. */
#include "worker/worker.h"
#include "worker/frame.h"
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ASKED_MAX = 64, START_MS = 10000 }; /* what one worker is asked before a fresh one takes over */

typedef struct {
    _Atomic int pid; /* 0: not running */
    int fd, asked;
    bool taken;
} Worker;
static Worker workers[WORKERS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t freed = PTHREAD_COND_INITIALIZER;
const WorkKind *const *work_kinds;

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- one worker ---- */

static void end(Worker *w)
{
    const int pid = w->pid;
    if (!pid) return;
    close(w->fd);
    kill(pid, SIGKILL);
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
        continue;
    w->asked = 0;
    w->pid = 0;
}

/* Signals are blocked in threads of the server: not so in the new process. */
static bool spawn(int socket, int *pid)
{
    extern char **environ;
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t none;
    char *const args[] = {"kheo", WORKER_VERB, NULL};
    sigemptyset(&none);
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&how);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDWR, 0);
    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_RDWR, 0);
    posix_spawn_file_actions_adddup2(&files, socket, WORKER_FD);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK);
    const int bad = posix_spawn(pid, "/proc/self/exe", &files, &how, args, environ);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&how);
    return !bad;
}

/* Both ends are made above the number that the worker's gets, so that the copy is one that exec keeps. */
static bool start(Worker *w)
{
    int ends[2], pid = 0;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends)) return false;
    const int theirs = fcntl(ends[1], F_DUPFD_CLOEXEC, WORKER_FD + 1);
    close(ends[1]);
    const bool ok = theirs >= 0 && spawn(theirs, &pid);
    if (theirs >= 0) close(theirs);
    if (!ok) {
        close(ends[0]);
        return false;
    }
    w->fd = ends[0], w->asked = 0, w->pid = pid;
    return true;
}

static Worker *take(void)
{
    Worker *found = NULL;
    pthread_mutex_lock(&lock);
    while (!found) {
        for (int i = 0; i < WORKERS && !found; i++)
            if (!workers[i].taken) found = &workers[i];
        if (!found) pthread_cond_wait(&freed, &lock);
    }
    found->taken = true;
    pthread_mutex_unlock(&lock);
    return found;
}

static void give(Worker *w)
{
    pthread_mutex_lock(&lock);
    w->taken = false;
    pthread_cond_signal(&freed);
    pthread_mutex_unlock(&lock);
}

/* ---- one question ---- */

static bool send_all(int fd, const void *bytes, size_t n, int64_t until)
{
    const char *at = bytes;
    while (n) {
        struct pollfd p = {fd, POLLOUT, 0};
        const int64_t left = until - now_ms();
        if (left <= 0 || poll(&p, 1, (int)left) < 1) return false;
        const ssize_t put = send(fd, at, n, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (put < 0 && (errno == EAGAIN || errno == EINTR)) continue;
        if (put <= 0) return false;
        at += put, n -= (size_t)put;
    }
    return true;
}

static bool receive_all(int fd, void *bytes, size_t n, int64_t until)
{
    char *at = bytes;
    while (n) {
        struct pollfd p = {fd, POLLIN, 0};
        const int64_t left = until - now_ms();
        if (left <= 0 || poll(&p, 1, (int)left) < 1) return false;
        const ssize_t got = recv(fd, at, n, MSG_DONTWAIT);
        if (got < 0 && (errno == EAGAIN || errno == EINTR)) continue;
        if (got <= 0) return false;
        at += got, n -= (size_t)got;
    }
    return true;
}

static uint32_t number_of(const WorkKind *kind)
{
    uint32_t i = 0;
    while (work_kinds[i] && work_kinds[i] != kind)
        i++;
    assert(work_kinds[i]);
    return i;
}

static Err ask(const Worker *w, Frame *head, Str in, int64_t until)
{
    if (!send_all(w->fd, head, sizeof *head, until) || !send_all(w->fd, in.ptr, in.len, until)) return ERR_GONE;
    if (!receive_all(w->fd, head, sizeof *head, until) || head->len > WORK_OUT_MAX) return ERR_GONE;
    return OK;
}

/* The arena may be full while the worker still talks: whoever jumps away from here leaves no worker taken. */
static void *room_for(Arena *a, size_t n)
{
    jmp_buf here, *volatile outer = arena_boundary;
    if (setjmp(here)) {
        arena_boundary = outer;
        return NULL;
    }
    arena_boundary = &here;
    void *p = arena_raw(a, n ? n : 1);
    arena_boundary = outer;
    return p;
}

static Err ask_once(Worker *w, Arena *a, const WorkKind *kind, Str in, Str *out)
{
    const bool fresh = !w->pid;
    if (fresh && !start(w)) return ERR_BUSY;
    const int64_t until = now_ms() + kind->ms_max + (fresh ? START_MS : 0);
    Frame head = {number_of(kind), (uint32_t)in.len};
    Err e = ask(w, &head, in, until);
    char *bytes = e ? NULL : room_for(a, head.len);
    if (!e && !bytes) e = ERR_BUSY;
    if (!e && !receive_all(w->fd, bytes, head.len, until)) e = ERR_GONE;
    if (e || ++w->asked >= ASKED_MAX) end(w);
    TRY(e);
    *out = (Str){bytes, head.len};
    return head.what == FRAME_DONE ? OK : ERR_INVALID;
}

Err worker_ask(Arena *a, const WorkKind *kind, Str in, Str *out)
{
    *out = (Str){0};
    if (in.len > WORK_IN_MAX) return ERR_INVALID;
    Worker *w = take();
    const bool old = w->pid != 0;
    Err e = ask_once(w, a, kind, in, out);
    if (e == ERR_GONE && old) e = ask_once(w, a, kind, in, out); /* it may have been dead before it was asked */
    give(w);
    return e;
}

void worker_stop(void)
{
    pthread_mutex_lock(&lock);
    for (int i = 0; i < WORKERS; i++) {
        while (workers[i].taken)
            pthread_cond_wait(&freed, &lock);
        end(&workers[i]);
    }
    pthread_mutex_unlock(&lock);
}

int worker_pid(int i)
{
    return i < WORKERS ? workers[i].pid : 0;
}
