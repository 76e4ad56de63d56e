/* jobs.c - finding and running jobs; kheo jobs. */
#include "app/jobs.h"
#include "app/command.h"
#include "app/house.h"
#include "app/lock.h"
#include "app/services.h"
#include "app/turn.h"
#include "base/day.h"
#include "base/json.h"
#include "calendar/calendar.h"
#include <string.h>

const JobRow *job_of(Str name)
{
    for (const Slice *const *s = slices; *s; s++)
        for (size_t i = 0; i < (*s)->jobs.len; i++)
            if (str_eq(name, str((*s)->jobs.at[i].name))) return &(*s)->jobs.at[i];
    return NULL;
}

bool job_hours(const Calendar *cal, Time now)
{
    const int minute = minute_of(now);
    return minute >= 7 * 60 && minute < 17 * 60 && workday(cal, day_of(now));
}

static Err half(Ctx *c, const JobRow *job, void **made, int64_t *n)
{
    if (n) return job->keep ? job->keep(c, *made, n) : job->run(c, n);
    return job->prepare(c, made);
}

static Err bounded(Ctx *c, const JobRow *job, void **made, int64_t *n)
{
    jmp_buf full, *outer = arena_boundary;
    Err e;
    act_as_system(c);
    arena_boundary = &full;
    e = setjmp(full) ? FAIL(ERR_BUSY, "job %s: out of memory", job->name) : half(c, job, made, n);
    arena_boundary = outer;
    return e;
}

Err job_prepare(Ctx *c, const JobRow *job, void **made)
{
    *made = NULL;
    return job->prepare ? bounded(c, job, made, NULL) : OK;
}

Err job_portion(Ctx *c, const JobRow *job, void *made, int64_t *n)
{
    *n = 0;
    return job->prepare && !made ? OK : bounded(c, job, &made, n);
}

/* Nobody waits here: both halves in one transaction. */
static Err both(Ctx *c, const JobRow *job, int64_t *n)
{
    void *made;
    *n = 0;
    TRY(job_prepare(c, job, &made));
    return job_portion(c, job, made, n);
}

Err job_to_end(Ctx *c, const JobRow *job, int64_t *total)
{
    Store *s = c->store;
    int64_t n = 1;
    for (int i = 0; i < PORTIONS_MAX && n > 0; i++) {
        TRY(store_do(s, BEGIN_WRITE));
        TRY(turn_close(s, both(c, job, &n)));
        *total += n;
    }
    return OK;
}

/* ---- the verb ---- */

static void list(const Command *x)
{
    Buf out = {.arena = x->arena};
    Json j = {&out, false};
    if (x->s.json) json_open(&j, '[');
    for (const Slice *const *s = slices; *s; s++)
        for (const JobRow *job = (*s)->jobs.at, *end = job + (*s)->jobs.len; job < end; job++) {
            if (x->s.json) {
                json_open(&j, '{');
                json_member(&j, "name", str(job->name));
                json_member(&j, "every_s", (int64_t)job->every_s);
                json_member(&j, "in_office_hours", job->in_office_hours);
                json_close(&j, '}');
            } else
                buf_fmt(&out, "%-24s every %d s%s\n", job->name, job->every_s,
                        job->in_office_hours ? ", working days 7:00-17:00" : "");
        }
    if (x->s.json) json_close(&j, ']'), buf_char(&out, '\n');
    say(buf_done(&out));
}

static int run_one(const Command *x)
{
    Ctx c;
    int64_t n = 0;
    const JobRow *job = job_of(str(x->argv[1]));
    if (!job) return complain(USAGE, "there is no job '%s': 'kheo jobs' lists them", x->argv[1]);
    if (!lock_take(x->s.data))
        return complain(NOT_SO, "'%s' is being served, and its jobs run there: stop that server first", x->s.data);
    if (!data_open(x, READ_WRITE, &c)) return NOT_SO;
    const Err e = job_to_end(&c, job, &n);
    data_close(&c);
    if (e) return complain(NOT_SO, "job %s failed: see above, and run 'kheo doctor'", job->name);
    say(arena_fmt(x->arena, "%lld\n", (long long)n));
    return DONE;
}

int jobs_command(const Command *x)
{
    if (!x->argc) return list(x), DONE;
    if (x->argc == 2 && !strcmp(x->argv[0], "run")) return run_one(x);
    return complain(USAGE, "use: kheo jobs, or kheo jobs run NAME");
}
