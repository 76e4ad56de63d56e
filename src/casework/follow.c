/* follow.c - open work goes over to whoever takes over from its unit; what was done stays where it was done. */
#include "casework/engine.h"
#include "store/store.h"

enum { LEFT_MAX = 200, NAMED_MAX = 5 };

static Err follow(Ctx *c, const LeftBehind *x)
{
    Act a;
    Unit heir;
    const Flow *flow = flow_of(x->kind);
    if (!flow) return FAIL(ERR_INTERNAL, "no service has files of kind " STR, ARG(x->kind));
    TRY(act_start(c, flow, x->code, &a));
    TRY(unit_by_id(c, x->heir, &heir));
    const Casefile was = a.file;
    const Str args[] = {x->unit_name, heir.name};
    a.was = &was;
    place_at(&a.file, &heir);
    a.note = msg_with(c, MSG_casework_followed, args, LEN(args));
    TRY(count_place(&a));
    const Entry e = {.event = S("moved"), .before = was.state, .after = was.state, .tell = TELL_PEOPLE | TELL_STAFF};
    return act_write(&a, &e);
}

/* In memory that is given back after each page: a merge may move thousands. */
Err casework_follow(Ctx *c)
{
    Arena *keep = c->arena;
    Err e = OK;
    for (bool more = true; more && !e;) {
        Arena page = arena_empty((size_t)1 << 26);
        LeftBehindRows rows = {0};
        c->arena = &page;
        e = files_left_behind(c, LEFT_MAX, &rows);
        if (!e && !rows.len) e = files_told_apart(c, LEFT_MAX, &rows);
        for (size_t i = 0; !e && i < rows.len; i++)
            e = follow(c, &rows.at[i]);
        more = rows.len > 0;
        c->arena = keep;
        arena_clear(&page);
    }
    return e;
}

Err casework_open_work(Ctx *c, int64_t unit, Str *what)
{
    OpenFileRows rows;
    OpenKindRows kinds;
    int64_t n = 0;
    Buf out = {.arena = c->arena};
    TRY(files_open_by_kind(c, unit, &kinds));
    TRY(files_open_in(c, unit, NAMED_MAX, &rows));
    for (size_t i = 0; i < kinds.len; i++)
        n += kinds.at[i].n;
    for (size_t i = 0; i < rows.len; i++)
        buf_fmt(&out, "%s" STR, i ? ", " : "", ARG(rows.at[i].code));
    if (n > (int64_t)rows.len) buf_str(&out, S(", …"));
    const Str args[] = {text_int64_t(c, n), buf_done(&out)};
    *what = n ? msg_with(c, MSG_casework_open_work, args, LEN(args)) : (Str){0};
    return OK;
}
