/* pass.c - who runs what, where, and with whose memory. */
#include "app/pass.h"
#include "app/answer.h"
#include "app/clock.h"
#include "app/figures.h"
#include "app/request.h"
#include "app/setup.h"
#include "app/turn.h"
#include "base/thread.h"
#include "state.sql.h"
#include "worker/worker.h"
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

enum { SLOW_THREADS = 2, SLOW_QUEUE = 64, WRITE_QUEUE = 4096, DRAIN_MS = 8000, ID_LEN = 17 };

/* Lies in the memory of its call. */
typedef struct {
    Job job; /* first: the queues know no more of it */
    Call *call;
    Req q;
    char id[ID_LEN];
    int64_t began_ms, statements;
    Drawing from; /* of a read */
    Tables tables;
} Task;

static const Settings *settings;
static Store *write_store;
static Writer *writer;
static Queue *slow;
static pthread_t slow_thread[SLOW_THREADS];
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER; /* of the two above, which end before the loops do */
static _Atomic int under_way;                            /* acts handed over and not yet answered */
static _Atomic bool leaving;

/* ---- a read-only store for each thread ---- */

static pthread_key_t reader_key;
static _Thread_local Store *reader;

static void reader_close(void *s)
{
    store_free(s);
}

Store *pass_reader(Arena *a)
{
    Str why;
    if (reader) return reader;
    reader = store_open(a, settings->data, READ_ONLY, &why);
    if (reader)
        pthread_setspecific(reader_key, reader);
    else
        fprintf(stderr, "kheo: " STR "\n", ARG(why));
    return reader;
}

/* ---- the end of every request ---- */

static const char *route_name(const Task *t)
{
    return t->q.route ? t->q.route->pattern : "(none)";
}

static void log_line(const Call *x, Str id, const char *route, Str actor, int64_t statements, int64_t began_ms)
{
    const Line line = {.id = id,
                       .method = x->method,
                       .route = route,
                       .status = x->status,
                       .actor = actor,
                       .statements = statements,
                       .bytes = (int64_t)x->answer.len,
                       .ms = clock_tick_ms() - began_ms};
    figures_line(&line, settings->quiet);
}

static void finish(Task *t)
{
    Call *x = t->call;
    jmp_buf full, *outer = arena_boundary;
    arena_boundary = &full;
    const int status = request_status(&t->q);
    if (status && t->q.status < 500) t->q.status = status;
    Kept page;
    if (setjmp(full))
        answer_busy(x);
    else if (answer_page(x, &t->q, str(t->id), &page))
        page_cache_keep(x, &t->q, &page, t->from, t->tables);
    arena_boundary = outer;
    x->close = leaving;
    log_line(x, str(t->id), route_name(t), t->q.ctx.actor, t->statements, t->began_ms);
}

static void finish_parked(Task *t)
{
    finish(t);
    under_way--;
    http_resume(t->call);
}

static void read_from(Task *t, Store *s)
{
    const int64_t before = store_statements(s);
    t->from = page_cache_begin();
    turn_read(&t->q, s);
    t->statements = store_statements(s) - before;
    t->tables = store_tables_read(s);
}

/* ---- acts ---- */

static Err act_run(Job *j, Store *s)
{
    Task *t = (Task *)j;
    const int64_t before = store_statements(s);
    const Err e = turn_act(&t->q, s);
    t->statements += store_statements(s) - before;
    return e;
}

/* ERR_BUSY that is not the act's own: the batch could not be committed. */
static void act_done(Job *j, Err e)
{
    Task *t = (Task *)j;
    if (e == ERR_BUSY && j->outcome != ERR_BUSY) turn_lost(&t->q);
    if (e == OK) setup_committed(&t->q);
    finish_parked(t);
}

static bool put_job(Job *j)
{
    pthread_mutex_lock(&gate);
    const bool ok = writer && writer_put(writer, j);
    pthread_mutex_unlock(&gate);
    return ok;
}

/* Of our own: the thread that asks for it waits. */
typedef struct {
    Job job; /* first */
    Arena *arena;
    Err (*run)(Ctx *c, void *of);
    void *of;
    Err e;
    sem_t done;
} Own;

static Err own_run(Job *j, Store *s)
{
    Own *o = (Own *)j;
    Ctx c = {.arena = o->arena};
    turn_context(&c, s);
    return o->run(&c, o->of);
}

static void own_done(Job *j, Err e)
{
    Own *o = (Own *)j;
    o->e = e;
    sem_post(&o->done);
}

Err pass_wait(Arena *a, Err (*run)(Ctx *c, void *of), void *of)
{
    Own o = {
        .job = {.run = own_run, .done = own_done},
          .arena = a, .run = run, .of = of
    };
    sem_init(&o.done, 0, 0);
    const bool taken = put_job(&o.job);
    while (taken && sem_wait(&o.done)) {
    } /* a signal may wake it */
    sem_destroy(&o.done);
    return taken ? o.e : ERR_BUSY;
}

static void act(Task *t)
{
    t->job = (Job){.run = act_run, .done = act_done};
    if (put_job(&t->job)) return;
    turn_lost(&t->q);
    finish_parked(t);
}

static bool is_slow_read(const Task *t)
{
    return t->q.route && t->q.route->slow && t->q.method == GET;
}

static void prepare(Task *t)
{
    Store *s = pass_reader(&t->call->arena);
    if (!s) {
        turn_lost(&t->q);
        return finish_parked(t);
    }
    if (is_slow_read(t)) {
        read_from(t, s);
        return finish_parked(t);
    }
    const int64_t before = store_statements(s);
    const bool answered = turn_prepare(&t->q, s);
    t->statements += store_statements(s) - before;
    if (answered)
        finish_parked(t);
    else
        act(t);
}

static void *slow_main(void *arg)
{
    (void)arg;
    for (Job *j; (j = queue_take(slow, 1));)
        prepare((Task *)j);
    return NULL;
}

static void park(Task *t)
{
    const bool first_half = is_slow_read(t) || web_prepare(&t->q) != NULL;
    under_way++;
    http_park(t->call);
    if (!first_half) return act(t);
    pthread_mutex_lock(&gate);
    const bool ok = slow && queue_put(slow, &t->job);
    pthread_mutex_unlock(&gate);
    if (ok) return;
    turn_lost(&t->q);
    finish_parked(t);
}

/* ---- arriving ---- */

static bool ready(Call *x)
{
    Store *s = pass_reader(&x->arena);
    Ctx c = {.arena = &x->arena};
    Ready r;
    if (!s || store_do(s, BEGIN_READ)) return false;
    turn_context(&c, s);
    const bool ok = ready_now(&c, &r) == OK && r.newest >= 0;
    turn_end(s);
    return ok && !leaving && !store_lost(write_store);
}

/* For programs that watch this one. */
static bool answer_watch(Call *x)
{
    if (str_eq(x->path, S("/healthz")))
        answer_text(x, 200, S("ok\n"));
    else if (str_eq(x->path, S("/readyz"))) {
        const bool ok = ready(x);
        answer_text(x, ok ? 200 : 503, ok ? S("ready\n") : S("not ready\n"));
    } else if (str_eq(x->path, S("/metrics"))) {
        const WriterFigures w = pass_figures();
        answer_text(x, 200, figures_text(&x->arena, &w));
    } else
        return false;
    return true;
}

static void new_id(char id[ID_LEN])
{
    static _Thread_local uint64_t state;
    if (!state && getrandom(&state, sizeof state, 0) != sizeof state) abort();
    Ctx c = {.chance = &state};
    snprintf(id, ID_LEN, "%016llx", (unsigned long long)chance(&c));
}

static Task *task_of(Call *x, int64_t began_ms)
{
    Task *t = NEW(&x->arena, Task, 1);
    t->call = x, t->began_ms = began_ms;
    new_id(t->id);
    return t;
}

static void answer_read(Task *t)
{
    Store *s = pass_reader(&t->call->arena);
    if (s)
        read_from(t, s);
    else
        turn_lost(&t->q);
    finish(t);
}

/* Drawn before, and nothing has changed since. */
static bool answer_again(Call *x, int64_t began_ms)
{
    Kept page;
    char id[ID_LEN];
    if (!page_cache_find(x, &page)) return false;
    new_id(id);
    answer_kept(x, &page, arena_copy(&x->arena, str(id)));
    x->close = leaving;
    log_line(x, str(id), page.route->pattern, S(""), 0, began_ms);
    return true;
}

static bool arrive(Call *x)
{
    const int64_t began_ms = clock_tick_ms();
    if (answer_static(x)) return log_line(x, S("-"), "(static)", S(""), 0, began_ms), true;
    if (answer_watch(x)) return log_line(x, S("-"), "(watch)", S(""), 0, began_ms), true;
    if (answer_again(x, began_ms)) return true;
    Task *t = task_of(x, began_ms);
    request_read(x, &t->q);
    setup_route(&t->q);
    if (t->q.route && (t->q.method == POST || is_slow_read(t))) return park(t), false;
    answer_read(t);
    return true;
}

void pass_refused(Call *x)
{
    jmp_buf full;
    arena_boundary = &full;
    if (setjmp(full)) {
        answer_busy(x);
        return;
    }
    Task *t = task_of(x, clock_tick_ms());
    request_refused(x, &t->q);
    answer_read(t);
}

bool pass_handle(Call *x)
{
    jmp_buf full;
    arena_boundary = &full;
    if (setjmp(full)) return answer_busy(x), true;
    return arrive(x);
}

/* ---- start and end ---- */

static bool start_slow(void)
{
    int n = 0;
    slow = queue_new(SLOW_QUEUE);
    while (slow && n < SLOW_THREADS && thread_start(&slow_thread[n], slow_main, NULL))
        n++;
    return n == SLOW_THREADS;
}

bool pass_start(const Settings *s, Store *store, Str *why)
{
    settings = s, write_store = store;
    pthread_key_create(&reader_key, reader_close);
    const WriterConfig config = {.store = store, .batch_max = (int)(s->batch ? s->batch : 1), .queue_max = WRITE_QUEUE};
    writer = writer_start(&config);
    if (writer && start_slow()) return true;
    *why = S("no more threads or memory to be had: end other programs, or raise the limit");
    return false;
}

WriterFigures pass_figures(void)
{
    WriterFigures out = {0};
    pthread_mutex_lock(&gate);
    if (writer) out = writer_figures(writer);
    pthread_mutex_unlock(&gate);
    return out;
}

/* What was already sent to us may still come off the sockets: for a moment acts are taken as before. */
static void drain(void)
{
    const struct timespec pause = {.tv_nsec = 10000000};
    leaving = true;
    for (int64_t quiet_ms = 0, ms = 0; ms < DRAIN_MS && quiet_ms < 100; ms += 10) {
        nanosleep(&pause, NULL);
        quiet_ms = under_way ? 0 : quiet_ms + 10;
    }
}

void pass_stop(void)
{
    drain();
    pthread_mutex_lock(&gate);
    Queue *s = slow;
    if (s) queue_close(s); /* its threads go on to what is in it */
    pthread_mutex_unlock(&gate);
    for (int i = 0; i < SLOW_THREADS; i++)
        pthread_join(slow_thread[i], NULL);
    worker_stop();
    pthread_mutex_lock(&gate);
    Writer *w = writer;
    writer = NULL, slow = NULL;
    pthread_mutex_unlock(&gate);
    queue_free(s);
    writer_stop(w);
}
