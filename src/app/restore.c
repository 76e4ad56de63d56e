/* restore.c - kheo restore: data that are not there yet, made of a backup.
 *
 * A restored ledger ends where the backup was taken, although more may have been published since. It is never
 * continued as it is: a further log begins, unless a published checkpoint proves that nothing is missing. */
#include "app/backup.h"
#include "app/disk.h"
#include "app/lock.h"
#include "app/turn.h"
#include "app/witnesses.h"
#include "ledger/log.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { WITNESS_S = 10 };
static const char *const ends[] = {"", "-wal", "-shm", "-journal"};

static bool nothing_there(const Command *x, const char *file)
{
    for (size_t i = 0; i < LEN(ends); i++) {
        const char *name = arena_fmt(x->arena, "%s%s", file, ends[i]).ptr;
        if (disk_there(name))
            return complain(NOT_SO, "'%s' is there already: a restore overwrites nothing; name another with --data",
                            name),
                   false;
    }
    return true;
}

static void remove_all(Arena *a, const char *file)
{
    for (size_t i = 0; i < LEN(ends); i++)
        unlink(arena_fmt(a, "%s%s", file, ends[i]).ptr);
}

/* ---- the ledger ---- */

static const char *const faults[] = {
    [STANDS_BEHIND] = "the backup is older than the checkpoint: leave --same-log out, and a further log begins",
    [STANDS_FORKED] = "the backup holds another ledger of that size: keep both, and ask whoever watches it",
    [STANDS_FOREIGN] = "it is no checkpoint signed by the ledger of this backup: fetch it from /log/1/checkpoint",
};

static bool may_go_on(const Command *x, Ctx *c, const Held *held)
{
    Str note;
    Standing now;
    if (held->note.len)
        return complain(NOT_SO,
                        "witness " STR " signed %lld leaves, and the backup does not hold them: leave --same-log out",
                        ARG(held->by), (long long)held->size),
               false;
    if (!file_read(x, x->s.same_log, &note)) return false;
    const Err e = ledger_reaches(c, note, &now);
    store_settle(c->store);
    if (e) return complain(NOT_SO, "the backup has no ledger to go on with: leave --same-log out"), false;
    return now == STANDS_WHOLE || (complain(NOT_SO, "'%s': %s", x->s.same_log, faults[now]), false);
}

/* What is known of the ledger that the backup lacks: a checkpoint that the operator has, or what witnesses hold. */
static bool published(const Command *x, Ctx *c, Held *out)
{
    Str note;
    Standing now;
    if (witnesses_hold(c, WITNESS_S, out)) return complain(NOT_SO, "the witnesses of the backup cannot be read"), false;
    if (out->heard < out->asked)
        complain(NOT_SO, "%d of %d witnesses did not answer: what they hold is not known", out->asked - out->heard,
                 out->asked);
    if (!x->s.published) return true;
    if (!file_read(x, x->s.published, &note)) return false;
    const Err e = ledger_reaches(c, note, &now);
    store_settle(c->store);
    if (e || now == STANDS_FOREIGN) return complain(NOT_SO, "'%s': %s", x->s.published, faults[STANDS_FOREIGN]), false;
    const int64_t size = checkpoint_size(c->arena, note);
    if (now != STANDS_WHOLE && size > out->size)
        *out = (Held){note, str(x->s.published), now, size, out->asked, out->heard};
    return true;
}

static bool new_log(Ctx *c, const Held *held)
{
    if (!further_log(c, held)) return true;
    return complain(NOT_SO, "a further log of the ledger cannot be opened: see above"), false;
}

/* ---- the data ---- */

static bool prepare(const Command *x, const char *part, Held *held)
{
    Command of = *x;
    Ctx c;
    int from;
    of.s.data = part;
    if (!data_open_restored(&of, &c, &from)) return false;
    const bool good = published(x, &c, held) && (x->s.same_log ? may_go_on(x, &c, held) : new_log(&c, held));
    data_close(&c);
    if (good && disk_there(arena_fmt(x->arena, "%s-wal", part).ptr)) /* closing moves it into the file */
        return complain(NOT_SO, "'%s' could not be written to the end: see above", part), false;
    return good;
}

static bool give_name(const Command *x, const char *part)
{
    if (disk_sync(part) && rename(part, x->s.data) == 0 && disk_sync(disk_folder(x->arena, x->s.data))) return true;
    return complain(NOT_SO, "cannot write '%s': %s", x->s.data, strerror(errno)), false;
}

int restore_command(const Command *x)
{
    Manifest m;
    Held held = {0};
    const char *part = arena_fmt(x->arena, "%s.part", x->s.data).ptr;
    if (!nothing_there(x, x->s.data)) return NOT_SO;
    if (!lock_take(x->s.data)) return complain(NOT_SO, "'%s' is being made already: let that end", x->s.data);
    remove_all(x->arena, part);
    const bool good = backup_read(x, x->argv[0], part, &m) && backup_sound(x, part, &m) && prepare(x, part, &held) &&
                      give_name(x, part);
    if (!good) return remove_all(x->arena, part), NOT_SO;
    say(arena_fmt(x->arena, "restored '%s' from '%s', made " STR "\n%s\n", x->s.data, x->argv[0], ARG(m.made),
                  x->s.same_log ? "the ledger goes on in the same log"
                                : "the ledger goes on in a further log; receipts of the earlier ones still hold"));
    if (held.note.len)
        say(arena_fmt(x->arena,
                      "the backup lacks what " STR " holds: a ledger of %lld leaves%s; the further log commits to it\n",
                      ARG(held.by), (long long)held.size, held.is == STANDS_FORKED ? ", and another history" : ""));
    return DONE;
}
