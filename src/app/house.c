/* house.c - the days off and the name of the office, read from the data and shared by all threads. */
#include "app/house.h"
#include "calendar/calendar.h"
#include "casework/casework.h"
#include <stdalign.h>
#include <stdatomic.h>

enum { MEMORY_MAX = 1 << 26 };

static _Atomic(const Calendar *) days_off;

/* Lives to the end of the program. */
static Arena *memory(void)
{
    static alignas(16) char first[1 << 14];
    static Arena arena;
    if (!arena.max) arena = arena_over(first, sizeof first, MEMORY_MAX);
    return &arena;
}

const Calendar *house_calendar(void)
{
    const Calendar *now = atomic_load(&days_off);
    if (!now) atomic_store(&days_off, now = calendar_build(memory(), NULL, 0));
    return now;
}

/* ---- days off ---- */

static void mix(uint64_t *h, Str s)
{
    for (size_t i = 0; i < s.len; i++)
        *h = (*h ^ (unsigned char)s.ptr[i]) * 0x100000001b3u;
}

/* Of all that a calendar is made of: it is built anew only when that changed. */
static Err days_off_mark(Ctx *c, uint64_t *out)
{
    HolidayRows rows;
    TRY(holiday_all(c, &rows));
    *out = 0xcbf29ce484222325u + rows.len;
    for (size_t i = 0; i < rows.len; i++) {
        *out = (*out ^ (uint64_t)rows.at[i].off.n) * 0x100000001b3u;
        mix(out, rows.at[i].name), mix(out, rows.at[i].kind), mix(out, rows.at[i].status);
    }
    return OK;
}

static Err load_days_off(Ctx *c)
{
    static uint64_t mark;
    const Calendar *made;
    uint64_t now;
    TRY(days_off_mark(c, &now));
    if (now == mark && atomic_load(&days_off)) return OK;
    TRY(calendar_load(c, memory(), &made));
    atomic_store(&days_off, made);
    mark = now;
    return OK;
}

/* ---- the office ---- */

static Err value(Ctx *c, const char *name, Str *out)
{
    HouseValue v;
    const Err e = house_of(c, str(name), &v);
    *out = e ? (Str){0} : v.value;
    return e == ERR_NOT_FOUND ? OK : e;
}

static bool same(const Site *a, const Site *b)
{
    return str_eq(a->name, b->name) && str_eq(a->place, b->place) && str_eq(a->help_phone, b->help_phone) &&
           a->demo == b->demo;
}

static Err load_site(Ctx *c)
{
    Str demo;
    Site now = *site();
    TRY(value(c, "name", &now.name));
    TRY(value(c, "place", &now.place));
    TRY(value(c, "help_phone", &now.help_phone));
    TRY(value(c, "demo", &demo));
    if (!now.name.len) now.name = S("Khéo");
    if (!now.place.len) now.place = S("Dân vận khéo");
    now.demo = str_eq(demo, S("1"));
    if (same(&now, site())) return OK;
    Site *kept = NEW(memory(), Site, 1);
    *kept = (Site){arena_copy(memory(), now.name), arena_copy(memory(), now.place),
                   arena_copy(memory(), now.help_phone), now.demo};
    site_set(kept);
    return OK;
}

Err house_load(Ctx *c)
{
    TRY(load_days_off(c));
    c->calendar = house_calendar();
    return load_site(c);
}

/* Another process (kheo import, kheo demo) may have changed them. */
static Err refresh(Ctx *c, int64_t *n)
{
    *n = 0;
    return house_load(c);
}

static const JobRow jobs[] = {
    {"house.refresh", refresh, 30, false},
};
const Slice house_slice = {.name = "house", .jobs = TABLE(jobs)};
