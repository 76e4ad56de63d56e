/* clockwork.c - jobs as acts among the others: each portion a savepoint of its own on the writer. */
#include "app/clockwork.h"
#include "app/beat.h"
#include "app/clock.h"
#include "app/house.h"
#include "app/jobs.h"
#include "app/pass.h"
#include "app/services.h"
#include "app/turn.h"
#include <stdalign.h>
#include <stdio.h>

enum { JOBS_MAX = 64, POLL_MS = 200, FIRST_MS = 1000, ROUNDS_MAX = 20, FREQUENT_S = 60, MEMORY_MAX = 1 << 26 };

typedef struct {
    const JobRow *row;
    Arena arena;
    void *made; /* by its slow half */
    int64_t n;
} Portion;

static Beat beat = BEAT;
static struct {
    const JobRow *row;
    int64_t due_ms;
} plan[JOBS_MAX];
static size_t plan_len;

static Err write_half(Ctx *c, void *of)
{
    Portion *p = of;
    return job_portion(c, p->row, p->made, &p->n);
}

/* On this thread, which nobody waits for. */
static Err slow_half(Portion *p)
{
    Ctx c = {.arena = &p->arena};
    Store *s = pass_reader(&p->arena);
    if (!s) return ERR_BUSY;
    turn_context(&c, s);
    TRY(store_do(s, BEGIN_READ));
    const Err e = job_prepare(&c, p->row, &p->made);
    turn_end(s);
    return e;
}

static Err one_portion(const JobRow *row, int64_t *n)
{
    static alignas(16) char first[1 << 16];
    Portion p = {.row = row, .arena = arena_over(first, sizeof first, MEMORY_MAX)};
    Err e = row->prepare ? slow_half(&p) : OK;
    if (!e && (!row->prepare || p.made)) e = pass_wait(&p.arena, write_half, &p);
    arena_clear(&p.arena);
    *n = p.n;
    return e;
}

static bool may_run(const JobRow *row)
{
    return !row->in_office_hours || job_hours(house_calendar(), clock_now());
}

/* Returns how much was done in all. What failed is tried again when the job is next due. */
static int64_t run_job(const JobRow *row)
{
    int64_t total = 0, n = 1;
    if (!may_run(row)) return 0;
    for (int i = 0; i < PORTIONS_MAX && n > 0 && !beat.stopping; i++) {
        const Err e = one_portion(row, &n);
        if (e && !beat.stopping)
            fprintf(stderr, "kheo: job %s failed and will be tried again (outcome %d)\n", row->name, e);
        if (e) break;
        total += n;
    }
    return total;
}

/* In tests: the clock was set, so all is due; and what one job did may be work for another. */
static void clock_moved(void)
{
    int64_t n = 1;
    for (int round = 0; round < ROUNDS_MAX && n > 0; round++) {
        n = 0;
        for (size_t i = 0; i < plan_len; i++)
            n += run_job(plan[i].row);
    }
}

static int64_t run_due(void)
{
    int64_t next = clock_tick_ms() + 60000;
    for (size_t i = 0; i < plan_len && !beat.stopping; i++) {
        if (plan[i].due_ms <= clock_tick_ms()) {
            (void)run_job(plan[i].row);
            plan[i].due_ms = clock_tick_ms() + 1000 * (int64_t)plan[i].row->every_s;
        }
        if (plan[i].due_ms < next) next = plan[i].due_ms;
    }
    return next - clock_tick_ms();
}

static void *clockwork_main(void *arg)
{
    (void)arg;
    Time seen = {0};
    while (!beat.stopping) {
        int64_t wait = run_due(); /* also by a clock that stands still: what waits in memory must be written */
        if (clock_is_file() && clock_now().ms != seen.ms) {
            seen = clock_now();
            clock_moved();
        }
        beat_sleep(&beat, clock_is_file() ? POLL_MS : wait < 1 ? 1 : wait);
    }
    return NULL;
}

bool clockwork_start(void)
{
    for (const Slice *const *s = slices; *s; s++)
        for (size_t i = 0; i < (*s)->jobs.len && plan_len < JOBS_MAX; i++, plan_len++) {
            plan[plan_len].row = &(*s)->jobs.at[i];
            plan[plan_len].due_ms = clock_tick_ms() + FIRST_MS;
        }
    return beat_start(&beat, clockwork_main, NULL);
}

void clockwork_stop(void)
{
    beat_stop(&beat);
    for (size_t i = 0; i < plan_len; i++) { /* the frequent ones write what else would be lost with the memory */
        int64_t n = 0;
        if (plan[i].row->every_s <= FREQUENT_S && may_run(plan[i].row) && !plan[i].row->prepare &&
            one_portion(plan[i].row, &n))
            fprintf(stderr, "kheo: job %s could not run at the end\n", plan[i].row->name);
    }
}
