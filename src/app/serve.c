/* serve.c - kheo serve: from settings to a running server, and to its end. */
#include "app/clock.h"
#include "app/clockwork.h"
#include "app/command.h"
#include "app/disk.h"
#include "app/jobs.h"
#include "app/listen.h"
#include "app/lock.h"
#include "app/mailer.h"
#include "app/pass.h"
#include "app/request.h"
#include "app/services.h"
#include "app/setup.h"
#include "app/turn.h"
#include "app/witnesses.h"
#include "base/day.h"
#include "http/http.h"
#include "ledger/log.h"
#include "sheet/sheet.h"
#include "state.sql.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { THREADS_MAX = 64, ARENA_MAX = 16 << 20, CONNECTIONS_MAX = 10000, PER_ADDRESS_MAX = 256, WITNESS_S = 5 };

static int threads_of(const Settings *s)
{
    int64_t n = s->threads ? s->threads : sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > THREADS_MAX ? THREADS_MAX : (int)n;
}

/* Is there anybody who could sign in? */
static bool load(const Command *x, Ctx *c)
{
    if (store_do(c->store, BEGIN_READ)) return complain(NOT_SO, "'%s' is busy: stop what keeps it", x->s.data), false;
    const Err e = setup_load(c);
    turn_end(c->store);
    if (e) complain(NOT_SO, "'%s' cannot be read: run 'kheo verify --data %s'", x->s.data, x->s.data);
    return e == OK;
}

/* A clock that was set back between two runs is told of here, and by whoever acts; one that ran ahead has to be named.
 */
static bool check_clock(const Command *x, Ctx *c)
{
    NewestAct last;
    Time after;
    Err e = store_do(c->store, BEGIN_READ);
    if (!e) e = newest_act(c, &last);
    turn_end(c->store);
    if (e) return e == ERR_NOT_FOUND || complain(NOT_SO, "'%s' is busy: stop what keeps it", x->s.data) == DONE;
    if (last.demo || x->s.clock_was_ahead) return true;
    clock_after(last.at);
    if (clock_is_behind(&after))
        complain(NOT_SO,
                 "the clock says " STR ", earlier than what was done last in '%s' (" STR
                 "): pages are served, every act "
                 "is refused until it says later: set it, or if it was ahead then, start with --clock-was-ahead",
                 ARG(time_iso(x->arena, clock_now())), x->s.data, ARG(time_iso(x->arena, after)));
    return true;
}

static Err refuse(Store *s)
{
    (void)s;
    return ERR_BUSY;
}

/* A tree that does not end as it was signed must not grow, nor be signed again: people read on, nothing is written. */
static bool check_ledger(const Command *x, Ctx *c)
{
    bool good = false;
    Err e = store_do(c->store, BEGIN_READ);
    if (!e) e = ledger_end(c, &good);
    turn_end(c->store);
    if (!e && good) return true;
    store_seal = refuse;
    complain(NOT_SO,
             "the end of the ledger is not what was signed: pages are served, every act is refused: "
             "run 'kheo verify --data %s'",
             x->s.data);
    return false;
}

/* Data that somebody put back by hand: what witnesses signed of them must not be signed again with another root. */
static void check_witnesses(const Command *x, Ctx *c)
{
    Held held;
    if (!x->s.witnesses || witnesses_hold(c, WITNESS_S, &held) || !held.note.len) return;
    complain(NOT_SO,
             "witness " STR " holds %lld leaves of the ledger that '%s' does not have: it goes on in a further log",
             ARG(held.by), (long long)held.size, x->s.data);
    if (!further_log(c, &held)) return;
    store_seal = refuse;
    complain(NOT_SO, "the further log could not be opened: pages are served, every act is refused: see above");
}

static void announce(const Command *x, int port)
{
    const Str host = str(x->s.listen), setup = setup_address(x->arena);
    size_t n = host.len;
    while (n && host.ptr[n - 1] != ':')
        n--;
    const Str base = arena_fmt(x->arena, "%s://%.*s%d", x->s.tls_cert ? "https" : "http", (int)n, host.ptr, port);
    say(arena_fmt(x->arena, "serving '%s' on " STR "/\n", x->s.data, ARG(base)));
    if (setup.len)
        say(arena_fmt(x->arena, "nobody can sign in yet; open this once to set the office up:\n  " STR STR "\n",
                      ARG(base), ARG(setup)));
    fflush(stdout);
}

static void wait_for_the_end(void)
{
    sigset_t quit;
    int which;
    sigemptyset(&quit), sigaddset(&quit, SIGTERM), sigaddset(&quit, SIGINT);
    sigwait(&quit, &which);
}

static void hold_signals(void)
{
    sigset_t quit;
    sigemptyset(&quit), sigaddset(&quit, SIGTERM), sigaddset(&quit, SIGINT);
    sigprocmask(SIG_BLOCK, &quit, NULL);
    signal(SIGPIPE, SIG_IGN);
}

/* What is kept in memory between two runs of its job. Every thread is gone: the store is ours. */
static void write_the_rest(Ctx *c)
{
    static const char *const last[] = {"account.audit", "account.seen"};
    turn_context(c, c->store);
    for (size_t i = 0; i < LEN(last); i++) {
        int64_t n = 0;
        const JobRow *job = job_of(str(last[i]));
        if (job && job_to_end(c, job, &n)) complain(NOT_SO, "%s could not be written at the end: see above", last[i]);
    }
}

static int run(const Command *x, Ctx *c, HttpConfig *http)
{
    Str why;
    if (check_ledger(x, c)) check_witnesses(x, c);
    if (!pass_start(&x->s, c->store, &why)) return complain(NOT_SO, STR, ARG(why));
    Http *h = http_start(http, x->arena, &why);
    if (!h) return pass_stop(), complain(NOT_SO, STR, ARG(why));
    if (!clockwork_start() || !witnesses_start(x) || !mailer_start(x))
        return complain(NOT_SO, "no more threads to be had: end other programs, or raise the limit");
    announce(x, http_port(h));
    wait_for_the_end();
    http_quiesce(h);
    clockwork_stop();
    witnesses_stop();
    mailer_stop();
    pass_stop();
    http_stop(h);
    write_the_rest(c);
    return DONE;
}

int serve_command(const Command *x)
{
    Ctx c;
    Str why;
    HttpConfig http = {.listen = str(x->s.listen),
                       .threads = threads_of(&x->s),
                       .handle = pass_handle,
                       .body_max = request_body_max,
                       .refused = pass_refused,
                       .arena_max = ARENA_MAX,
                       .connections_max = CONNECTIONS_MAX,
                       .per_address_max = x->s.behind_proxy || x->s.no_limits ? CONNECTIONS_MAX : PER_ADDRESS_MAX,
                       .behind_proxy = x->s.behind_proxy};
    hold_signals();
    if (!listen_allowed(&x->s, x->arena, &why)) return complain(NOT_SO, STR, ARG(why));
    if (!listen_tls(x, &http)) return NOT_SO;
    if (!lock_take(x->s.data))
        return complain(NOT_SO, "'%s' is being served already: stop that server, or name another file with --data",
                        x->s.data);
    int from;
    if (!data_open_migrated(x, &c, &from)) return NOT_SO;
    web.secure = x->s.tls_cert || x->s.behind_proxy;
    web.no_limits = x->s.no_limits;
    sheet_folder = disk_folder(x->arena, x->s.data); /* there is room, and the right to write */
    int code = load(x, &c) && check_clock(x, &c) && witnesses_load(x, &c) ? run(x, &c, &http) : NOT_SO;
    data_close(&c);
    return code;
}
