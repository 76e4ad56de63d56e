/* clock.c - the clock of the machine, of a file, or standing still. */
#include "app/clock.h"
#include "base/day.h"
#include <fcntl.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

static const char *file;
static _Atomic int64_t last_ms; /* a file that is being written anew may be empty for a moment */
static bool fixed;

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

Time clock_now(void)
{
    if (file) (void)read_file();
    return (Time){file || fixed ? last_ms : ms_of(CLOCK_REALTIME)};
}

int64_t clock_tick_ms(void)
{
    return ms_of(CLOCK_MONOTONIC);
}
