/* data.c - a data file opened for a command. */
#include "account/role.h"
#include "app/backup.h"
#include "app/clock.h"
#include "app/disk.h"
#include "app/house.h"
#include "base/day.h"

int newest_schema(void)
{
    int newest = 0;
    for (const Migration *m = store_migrations; m->number; m++)
        newest = m->number;
    return newest;
}

void act_as_system(Ctx *c)
{
    static const Grant all = {
        STAFF_ROLES | SYSTEM, {"/", 1}
    };
    c->actor = S("he-thong"), c->actor_name = S("Hệ thống");
    c->grants = &all, c->grant_len = 1;
}

static void context(const Command *x, Store *s, Ctx *c)
{
    static uint64_t seed;
    *c = (Ctx){.arena = x->arena, .store = s, .chance = &seed, .now = clock_now()};
    c->today = day_of(c->now);
    chance_bytes(c, &seed, sizeof seed);
    act_as_system(c);
}

/* The first name that is free: an attempt that was ended half-way has left its own. */
static const char *free_name(const Command *x, int schema)
{
    Str name = arena_fmt(x->arena, "%s-schema-%d", x->s.data, schema);
    for (int i = 2; disk_there(name.ptr); i++)
        name = arena_fmt(x->arena, "%s-schema-%d-%d", x->s.data, schema, i);
    return name.ptr;
}

/* A migration only goes forward: the way back is a backup. */
static bool backed_up(const Command *x, Store *s, int schema)
{
    Ctx c;
    const char *folder = free_name(x, schema);
    context(x, s, &c);
    if (!backup_make(x, &c, folder))
        return complain(NOT_SO, "'%s' was not brought to schema %d, because it could not be backed up first", x->s.data,
                        newest_schema()),
               false;
    say(arena_fmt(x->arena, "backed up '%s' with schema %d to '%s'\n", x->s.data, schema, folder));
    return true;
}

static bool migrate(const Command *x, Store *s)
{
    const char *name;
    if (!store_migrate(s, &name)) return true;
    complain(NOT_SO,
             "cannot bring '%s' to schema %d: step %s failed (see above); the file is as it was before that step",
             x->s.data, newest_schema(), name ? name : "?");
    return false;
}

static bool newer(const Command *x, int schema)
{
    complain(NOT_SO, "'%s' was written by a newer version (schema %d, this version knows %d): use that version",
             x->s.data, schema, newest_schema());
    return false;
}

/* Opening to write would already write: to a newer version's file not even that is done. */
static bool not_newer(const Command *x)
{
    Str why;
    Store *s = disk_there(x->s.data) ? store_open(x->arena, x->s.data, READ_ONLY, &why) : NULL;
    const int schema = s ? store_schema(s) : 0; /* what cannot be opened is told by who opens it in earnest */
    store_free(s);
    return schema <= newest_schema() || newer(x, schema);
}

/* `from` says that an older schema may be brought up to date; a file without any is a new one. */
static bool schema_fits(const Command *x, Store *s, StoreMode mode, bool backup, int *from)
{
    const int now = store_schema(s), newest = newest_schema();
    if (from) *from = now;
    if (now < 0)
        return complain(NOT_SO, "cannot read '%s': it is no data file of Khéo: name another with --data", x->s.data),
               false;
    if (now > newest) return newer(x, now);
    if (now == newest) return true;
    if (mode == CREATE && (from || now == 0)) return (!backup || now == 0 || backed_up(x, s, now)) && migrate(x, s);
    complain(NOT_SO, "'%s' has the older schema %d: run 'kheo migrate --data %s'", x->s.data, now, x->s.data);
    return false;
}

static bool open_data(const Command *x, StoreMode mode, bool backup, Ctx *c, int *from)
{
    Str why;
    if (mode != READ_ONLY && !not_newer(x)) return false;
    Store *s = store_open(x->arena, x->s.data, mode, &why);
    if (!s) return complain(NOT_SO, STR, ARG(why)), false;
    if (!schema_fits(x, s, mode, backup, from)) return store_free(s), false;
    context(x, s, c);
    const Err e = house_load(c);
    store_settle(s);
    c->calendar = house_calendar();
    if (!e || mode == READ_ONLY) return true; /* who only looks is shown what there is */
    data_close(c);
    return complain(NOT_SO, "'%s' cannot be read: run 'kheo verify --data %s'", x->s.data, x->s.data), false;
}

bool data_open(const Command *x, StoreMode mode, Ctx *c)
{
    return open_data(x, mode, false, c, NULL);
}

bool data_open_migrated(const Command *x, Ctx *c, int *from)
{
    return open_data(x, CREATE, true, c, from);
}

bool data_open_restored(const Command *x, Ctx *c, int *from)
{
    return open_data(x, CREATE, false, c, from);
}

void data_close(Ctx *c)
{
    store_settle(c->store);
    store_free(c->store);
    c->store = NULL;
}

int migrate_command(const Command *x)
{
    Ctx c;
    int from;
    if (!data_open_migrated(x, &c, &from)) return NOT_SO;
    say(from == newest_schema() ? arena_fmt(x->arena, "schema %d: nothing to do\n", from)
                                : arena_fmt(x->arena, "schema %d, was %d\n", newest_schema(), from));
    data_close(&c);
    return DONE;
}
