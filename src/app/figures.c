/* figures.c - counters for /metrics, and the request log. */
#include "app/figures.h"
#include "app/clock.h"
#include "base/day.h"
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

static _Atomic int64_t requests[6], busy, bytes_sent; /* requests by the first digit of the status */

static int64_t rss_kib(void)
{
    long size, resident = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (f && fscanf(f, "%ld %ld", &size, &resident) != 2) resident = 0;
    if (f) fclose(f);
    return (int64_t)resident * sysconf(_SC_PAGESIZE) / 1024;
}

/* An account's name is letters and digits, but this is a log: nothing in it may end a line or a string. */
static void put_plain(char *out, size_t cap, Str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len && n + 1 < cap; i++)
        out[n++] = s.ptr[i] < ' ' || s.ptr[i] == '"' || s.ptr[i] == '\\' ? '_' : s.ptr[i];
    out[n] = 0;
}

void figures_line(const Line *l, bool quiet)
{
    char text[640], actor[80];
    const int class = l->status / 100;
    requests[class >= 1 && class <= 5 ? class : 0]++;
    bytes_sent += l->bytes;
    busy += l->status == 503;
    if (quiet) return;
    const Time t = clock_now();
    const Civil v = civil(day_of(t));
    const int minute = minute_of(t);
    put_plain(actor, sizeof actor, l->actor);
    int n = snprintf(
        text, sizeof text,
        "{\"at\":\"%04d-%02d-%02dT%02d:%02d+07:00\",\"id\":\"%.*s\",\"method\":\"%.*s\",\"route\":\"%.200s\","
        "\"status\":%d,\"ms\":%lld,\"actor\":\"%s\",\"statements\":%lld,\"bytes\":%lld}\n",
        v.year, v.month, v.date, minute / 60, minute % 60, ARG(l->id), (int)(l->method.len < 8 ? l->method.len : 8),
        l->method.ptr, l->route, l->status, (long long)l->ms, actor, (long long)l->statements, (long long)l->bytes);
    if (n > 0 && write(STDERR_FILENO, text, (size_t)n) < 0) return; /* nobody reads: nothing to be done */
}

Str figures_text(Arena *a, const WriterFigures *w)
{
    Buf out = {.arena = a};
    for (int i = 1; i < 6; i++)
        buf_fmt(&out, "kheo_requests_total{status=\"%dxx\"} %lld\n", i, (long long)requests[i]);
    buf_fmt(&out, "kheo_busy_total %lld\n", (long long)busy);
    buf_fmt(&out, "kheo_answer_bytes_total %lld\n", (long long)bytes_sent);
    buf_fmt(&out, "kheo_acts_total %lld\nkheo_acts_failed_total %lld\nkheo_batches_total %lld\n", (long long)w->jobs,
            (long long)w->failed, (long long)w->batches);
    buf_fmt(&out, "kheo_rss_kib %lld\n", (long long)rss_kib());
    return buf_done(&out);
}
