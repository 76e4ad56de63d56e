/* clock.c - the clock of the machine, of a file, or standing still. */
#include "app/clock.h"
#include "base/day.h"
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { SLACK_MS = 60000, TOLD_MS = 1000 };

static const char *file;
static _Atomic int64_t last_ms; /* a file that is being written anew may be empty for a moment */
static bool fixed;
static _Atomic int64_t machine_lead = INT64_MIN;
static int64_t after_ms = INT64_MIN; /* set before there are threads */

static bool read_file(void)
{
    char text[64];
    Time t;
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text);
    if (fd >= 0) close(fd);
    if (n <= 0 || !time_parse(str_trim((Str){text, (size_t)n}), &t)) return false;
    last_ms = t.ms;
    return true;
}

bool clock_of_file(const char *name)
{
    file = name;
    return read_file();
}

bool clock_is_file(void)
{
    return file != NULL;
}

void clock_fix(Time t)
{
    fixed = true, last_ms = t.ms;
}

static int64_t ms_of(clockid_t which)
{
    struct timespec t;
    clock_gettime(which, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t clock_steady(_Atomic int64_t *lead, int64_t wall_ms, int64_t tick_ms)
{
    const int64_t now = wall_ms - tick_ms;
    int64_t most = atomic_load(lead);
    while (now > most && !atomic_compare_exchange_weak(lead, &most, now))
        ;
    return tick_ms + (now > most ? now : most);
}

/* The machine's first: between the two time may pass, and must not be counted twice. */
static int64_t machine_ms(void)
{
    static atomic_bool told;
    const int64_t wall = ms_of(CLOCK_REALTIME), steady = clock_steady(&machine_lead, wall, ms_of(CLOCK_MONOTONIC));
    if (steady - wall > TOLD_MS && !atomic_exchange(&told, true))
        fprintf(stderr, "kheo: the machine's clock went back by %lld s: time goes on without it until the next start\n",
                (long long)(steady - wall) / 1000);
    return steady;
}

Time clock_now(void)
{
    if (file) (void)read_file();
    return (Time){file || fixed ? last_ms : machine_ms()};
}

void clock_after(Time last)
{
    const int64_t wall = ms_of(CLOCK_REALTIME);
    after_ms = last.ms;
    if (last.ms > wall && last.ms - wall <= SLACK_MS)
        (void)clock_steady(&machine_lead, last.ms, ms_of(CLOCK_MONOTONIC));
}

bool clock_is_behind(Time *last)
{
    *last = (Time){after_ms};
    return !file && !fixed && clock_now().ms < after_ms;
}

int64_t clock_tick_ms(void)
{
    return ms_of(CLOCK_MONOTONIC);
}
