/* verify.c - kheo verify: the whole data file recounted. */
#include "app/verify.h"
#include "app/backup.h"
#include "app/disk.h"
#include "app/services.h"
#include "app/turn.h"
#include "base/json.h"

/* Every check sees one snapshot. */
Err verify_all(Ctx *c, Buf *faults, int64_t *n)
{
    Str why;
    TRY(store_do(c->store, BEGIN_READ));
    Err e = store_check(c, &why);
    if (why.len) buf_fmt(faults, "file: " STR "\n", ARG(why)), ++*n, e = OK;
    for (const CheckRow *k = checks; k->name && !e && !why.len; k++) {
        int64_t own = 0;
        e = k->run(c, faults, &own);
        *n += own;
    }
    turn_end(c->store);
    return e;
}

static Str as_json(Arena *a, Str faults, int64_t n)
{
    Buf out = {.arena = a};
    Json j = {&out, false};
    json_open(&j, '{');
    json_member(&j, "ok", (bool)(n == 0));
    json_key(&j, "faults");
    json_open(&j, '[');
    while (faults.len)
        json_Str(&j, str_cut(&faults, '\n'));
    json_close(&j, ']');
    json_close(&j, '}');
    buf_char(&out, '\n');
    return buf_done(&out);
}

static int verify_backup(const Command *x)
{
    Manifest m;
    if (!backup_read(x, x->s.data, NULL, &m) || !backup_sound(x, backup_data(x->arena, x->s.data), &m)) return NOT_SO;
    say(x->s.json ? as_json(x->arena, (Str){0}, 0)
                  : arena_fmt(x->arena, "%s: sound, made " STR "\n", x->s.data, ARG(m.made)));
    return DONE;
}

int verify_command(const Command *x)
{
    Ctx c;
    Buf faults = {.arena = x->arena};
    if (disk_is_folder(x->s.data)) return verify_backup(x);
    int64_t n = 0;
    if (!data_open(x, READ_ONLY, &c)) return NOT_SO;
    const Err e = verify_all(&c, &faults, &n);
    data_close(&c);
    if (e) return complain(NOT_SO, "'%s' could not be read to the end: see above; restore a backup", x->s.data);
    say(x->s.json ? as_json(x->arena, buf_done(&faults), n) : buf_done(&faults));
    if (n)
        return complain(NOT_SO, "'%s' is not sound: %lld faults: restore a backup, or report them", x->s.data,
                        (long long)n);
    if (!x->s.json) say(arena_fmt(x->arena, "%s: sound\n", x->s.data));
    return DONE;
}
