/* backup.c - kheo backup: a copy of one moment, made while the server runs, verified before it has its name. */
#include "app/backup.h"
#include "app/disk.h"
#include "app/turn.h"
#include "app/verify.h"
#include "base/day.h"
#include "ledger/log.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FORMAT "kheo backup 1"
enum { MANIFEST_MAX = 1 << 20 };

static const char *in(Arena *a, const char *folder, const char *name)
{
    return arena_fmt(a, "%s/%s", folder, name).ptr;
}

const char *backup_data(Arena *a, const char *folder)
{
    return in(a, folder, "data.db");
}

static const char *manifest_of(Arena *a, const char *folder)
{
    return in(a, folder, "manifest");
}

/* ---- the manifest: "NAME VALUE" lines, the last of them the hash of those before ---- */

/* log NUMBER ORIGIN SIZE ROOT: what the copy can prove. */
static Err log_lines(Ctx *c, Buf *out)
{
    LogNameRows all;
    TRY(log_all(c, &all));
    for (size_t i = 0; i < all.len; i++) {
        const LogName *log = &all.at[i];
        Checkpoint p;
        Str rest = log->note, text = rest;
        while (rest.len && str_cut(&rest, '\n').len) /* the text ends at the first empty line */
            text.len = (size_t)(rest.ptr - log->note.ptr);
        if (!checkpoint_read(c->arena, text, &p))
            return FAIL(ERR_INTERNAL, "the checkpoint of log %lld is not readable", (long long)log->id);
        buf_fmt(out, "log %lld " STR " %lld " STR "\n", (long long)log->id, ARG(log->origin), (long long)log->size,
                ARG(base64_of(c->arena, hash_bytes(&p.root))));
    }
    return OK;
}

static Str hash_text(Arena *a, Str text)
{
    const Hash h = hash_of(text);
    return hex_of(a, h.b, sizeof h.b);
}

static Str manifest_write(Arena *a, const Manifest *m)
{
    Buf out = {.arena = a};
    buf_fmt(&out, FORMAT "\nmade " STR "\nprogram %s\nschema %lld\n" STR "part data.db %lld " STR "\n", ARG(m->made),
            program_version, (long long)m->schema, ARG(m->logs), (long long)m->size, ARG(m->hash));
    buf_fmt(&out, "end " STR "\n", ARG(hash_text(a, buf_done(&out))));
    return buf_done(&out);
}

static bool manifest_line(Arena *a, Manifest *m, Str whole)
{
    Str rest = whole, name = str_cut(&rest, ' ');
    if (str_eq(name, S("made"))) m->made = rest;
    if (str_eq(name, S("schema"))) return str_int(rest, &m->schema);
    if (str_eq(name, S("log"))) m->logs = arena_fmt(a, STR STR "\n", ARG(m->logs), ARG(whole));
    if (!str_eq(name, S("part"))) return true;
    if (!str_eq(str_cut(&rest, ' '), S("data.db")) || !str_int(str_cut(&rest, ' '), &m->size)) return false;
    m->hash = rest;
    return rest.len == 64;
}

static bool manifest_parse(Arena *a, Str text, Manifest *m)
{
    *m = (Manifest){0};
    Str rest = text;
    if (!str_eq(str_cut(&rest, '\n'), S(FORMAT))) return false;
    while (rest.len) {
        const Str before = {text.ptr, text.len - rest.len};
        Str line = str_cut(&rest, '\n');
        if (!str_starts(line, S("end "))) {
            if (!manifest_line(a, m, line)) return false;
            continue;
        }
        const Str end = arena_fmt(a, "end " STR "\n", ARG(hash_text(a, before)));
        return str_eq((Str){line.ptr, text.len - before.len}, end) && m->hash.len;
    }
    return false; /* cut off */
}

/* ---- reading one ---- */

bool backup_read(const Command *x, const char *folder, const char *copy, Manifest *out)
{
    Str text;
    DiskFile file;
    const char *data = backup_data(x->arena, folder);
    if (!disk_is_folder(folder) || !disk_there(manifest_of(x->arena, folder)))
        return complain(NOT_SO, "'%s' is no backup: a backup is a folder with a manifest in it", folder), false;
    if (!file_read(x, manifest_of(x->arena, folder), &text)) return false;
    if (text.len > MANIFEST_MAX || !manifest_parse(x->arena, text, out))
        return complain(NOT_SO, "the manifest of '%s' was cut off or changed: take another backup", folder), false;
    if (out->schema > newest_schema())
        return complain(NOT_SO,
                        "'%s' was made by a newer version (schema %lld, this version knows %d): use that version",
                        folder, (long long)out->schema, newest_schema()),
               false;
    if (!disk_read(x->arena, data, copy, &file))
        return complain(NOT_SO, "'%s' cannot be read%s%s: %s", data, copy ? ", or not copied to " : "",
                        copy ? copy : "", strerror(errno)),
               false;
    if (file.size != out->size)
        return complain(NOT_SO, "'%s' has %lld bytes, not %lld: it was cut off; take another backup", data,
                        (long long)file.size, (long long)out->size),
               false;
    if (!str_eq(file.hash, out->hash))
        return complain(NOT_SO, "'%s' was changed: its hash is not that of the manifest; take another backup", data),
               false;
    return true;
}

/* An older schema can be asked no more than whether the file is whole. */
static bool file_whole(const Command *x, const char *data)
{
    Str why;
    Store *s = store_open(x->arena, data, READ_ONLY, &why);
    if (!s) return complain(NOT_SO, STR, ARG(why)), false;
    Ctx c = {.arena = x->arena, .store = s};
    const bool good = store_check(&c, &why) == OK;
    store_free(s);
    if (!good) complain(NOT_SO, "'%s' is damaged: " STR, data, ARG(why));
    return good;
}

static bool logs_agree(const Command *x, Ctx *c, const Manifest *m)
{
    Buf logs = {.arena = x->arena};
    if (!log_lines(c, &logs) && str_eq(buf_done(&logs), m->logs)) return true;
    return complain(NOT_SO, "'%s': its ledger is not the one that the manifest tells of", x->s.data), false;
}

bool backup_sound(const Command *x, const char *data, const Manifest *m)
{
    Command of = *x;
    Ctx c;
    Buf faults = {.arena = x->arena};
    int64_t n = 0;
    of.s.data = data;
    if (m->schema < newest_schema()) return file_whole(x, data);
    if (!data_open(&of, READ_ONLY, &c)) return false;
    const Err e = verify_all(&c, &faults, &n);
    bool good = !e && !n;
    if (!good) complain(NOT_SO, "'%s' is not sound: %lld faults: " STR, data, (long long)n, ARG(buf_done(&faults)));
    good = good && logs_agree(&of, &c, m);
    data_close(&c);
    return good;
}

/* ---- making one ---- */

static void progress(int64_t done, int64_t all)
{
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\rcopying: %lld %%%s", (long long)(done * 100 / (all ? all : 1)), done == all ? "\n" : "");
}

/* What an attempt left that was ended half-way. */
static void part_remove(Arena *a, const char *part)
{
    static const char *const names[] = {"manifest", "data.db", "data.db-journal", "data.db-wal", "data.db-shm"};
    for (size_t i = 0; i < LEN(names); i++)
        unlink(in(a, part, names[i]));
    rmdir(part);
}

static bool fill(Ctx *c, const char *data, Manifest *m, Str *why)
{
    Buf logs = {.arena = c->arena};
    if (store_do(c->store, BEGIN_READ)) return *why = S("the data are busy: try again"), false;
    m->schema = store_schema(c->store);
    Err e = m->schema == newest_schema() ? log_lines(c, &logs) : OK;
    m->logs = buf_done(&logs), m->made = time_iso(c->arena, c->now);
    if (e)
        *why = S("its ledger cannot be read: run 'kheo verify'");
    else
        e = store_copy(c->store, data, progress, why);
    turn_end(c->store);
    return e == OK;
}

static bool write_down(Arena *a, const char *part, Manifest *m)
{
    DiskFile file;
    const char *data = backup_data(a, part);
    if (!disk_sync(data) || !disk_read(a, data, NULL, &file)) return false;
    m->size = file.size, m->hash = file.hash;
    return disk_write(manifest_of(a, part), manifest_write(a, m)) && disk_sync(part);
}

/* From here on it has its name, also after a power cut. */
static bool give_name(Arena *a, const char *part, const char *folder)
{
    return rename(part, folder) == 0 && disk_sync(disk_folder(a, folder));
}

static bool fill_part(const Command *x, Ctx *c, const char *part)
{
    Manifest m = {0};
    Str why;
    if (mkdir(part, 0700)) return complain(NOT_SO, "cannot make '%s': %s", part, strerror(errno)), false;
    if (!fill(c, backup_data(x->arena, part), &m, &why))
        return complain(NOT_SO, "cannot back up '%s': " STR, x->s.data, ARG(why)), false;
    if (!write_down(x->arena, part, &m)) return complain(NOT_SO, "cannot write '%s': %s", part, strerror(errno)), false;
    return backup_sound(x, backup_data(x->arena, part), &m);
}

bool backup_make(const Command *x, Ctx *c, const char *folder)
{
    const char *part = arena_fmt(x->arena, "%s.part", folder).ptr;
    if (disk_there(folder)) return complain(NOT_SO, "'%s' is there already: name another folder", folder), false;
    part_remove(x->arena, part);
    bool good = fill_part(x, c, part);
    if (good && !give_name(x->arena, part, folder))
        good = false, complain(NOT_SO, "cannot name the backup '%s': %s", folder, strerror(errno));
    if (!good) part_remove(x->arena, part);
    return good;
}

int backup_command(const Command *x)
{
    Ctx c;
    size_t n = strlen(x->argv[0]);
    while (n > 1 && x->argv[0][n - 1] == '/') /* or FOLDER/.part would lie inside it */
        n--;
    const char *folder = arena_copy(x->arena, (Str){x->argv[0], n}).ptr;
    if (!data_open(x, READ_ONLY, &c)) return NOT_SO;
    const bool good = backup_make(x, &c, folder);
    data_close(&c);
    if (!good) return NOT_SO;
    say(arena_fmt(x->arena, "backed up '%s' to '%s', and verified it\n", x->s.data, folder));
    return DONE;
}
