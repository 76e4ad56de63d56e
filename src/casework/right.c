/* right.c - which row an event means, and who may do it. */
#include "base/day.h"
#include "casework/engine.h"

/* Rows that every kind has: a missed deadline is a dated act, which is how it is noticed. */
static Err mark_late(Act *a)
{
    a->file.late = 1;
    return OK;
}

static const Transition common[] = {
    {~IN(NEW_FILE), "overdue", STAY,           SYSTEM,        .apply = mark_late, .tell = TELL_STAFF},
    {~IN(NEW_FILE),             "recounted",          STAY, SYSTEM, .caused = true            },
};

/* ---- who may ---- */

Ctx casework_system(const Ctx *c)
{
    static const Grant everything = {
        .role = SYSTEM, .path = {"/", 1}
    };
    Ctx s = *c;
    s.grants = &everything, s.grant_len = 1;
    return s;
}

Ctx casework_on(const Ctx *c, Day d, int64_t unit)
{
    Ctx past = *c;
    past.today = d, past.now = d.n == c->today.n ? c->now : time_at(d, OFFICE_START);
    past.unit = unit;
    return past;
}

bool is_system(const Ctx *c)
{
    for (size_t i = 0; i < c->grant_len; i++)
        if (c->grants[i].role & SYSTEM) return true;
    return false;
}

bool holds(const Ctx *c, int64_t roles, Reach reach, const Casefile *f)
{
    if (is_system(c)) return true;
    if (reach == HOLDER) return f->id && c->holder == f->id;
    if (roles & ANYONE) return true;
    for (size_t i = 0; i < c->grant_len; i++) {
        const Grant *g = &c->grants[i];
        if (!(g->role & roles)) continue;
        if (reach == ANYWHERE) return true;
        if (str_starts(f->path, g->path) && (reach == HERE || g->path.len < f->path.len)) return true;
        if (reach == HERE && str_starts(f->held_path, g->path)) return true;
    }
    return false;
}

bool holds_row(const Ctx *c, const Transition *row, bool second, const Casefile *f)
{
    if (!second) return holds(c, row->who, row->reach, f);
    return holds(c, row->sign, row->sign_reach == HERE ? row->reach : row->sign_reach, f);
}

static Err did(Ctx *c, const Casefile *f, Str event, bool *same)
{
    ActBy last;
    Err e = act_last_of(c, f->id, event, &last);
    if (e == ERR_NOT_FOUND) return OK;
    TRY(e);
    *same = *same || str_eq(last.actor, c->actor) || str_eq(last.proposer, c->actor);
    return OK;
}

Err allowed(Ctx *c, const Transition *row, bool second, const Casefile *f)
{
    if (!holds_row(c, row, second, f)) return WHY(c, MSG_casework_no_role, ERR_DENIED);
    if (!row->not_by || !f->id || is_system(c)) return OK;
    bool same = false;
    for (Str rest = str(row->not_by); rest.len;)
        TRY(did(c, f, str_cut(&rest, ' '), &same));
    return same ? WHY(c, MSG_casework_same_person, ERR_DENIED) : OK;
}

/* The rows of the flow in its order, then those of every kind; NULL: no more. */
static const Transition *row_at(const Flow *flow, size_t i)
{
    if (i < flow->row_len) return &flow->rows[i];
    i -= flow->row_len;
    return i < LEN(common) ? &common[i] : NULL;
}

static bool means(const Transition *row, int state, Str event)
{
    return (row->from & IN(state)) && str_eq(event, str(row->event));
}

const Transition *row_named(const Flow *flow, int state, Str event)
{
    const Transition *row;
    for (size_t i = 0; (row = row_at(flow, i)); i++)
        if (means(row, state, event)) return row;
    return NULL;
}

static Err second_of(Ctx *c, const Casefile *f, const Transition *row, Pending *p, bool *first)
{
    *first = true;
    if (!row->sign || !f->id) return OK;
    Err e = pending_of(c, f->id, str(row->event), p);
    if (e == ERR_NOT_FOUND) return OK;
    *first = false;
    return e;
}

/* Taken back it may be done once more. */
static int once_ask(Ctx *c, const Transition *row, const Casefile *f)
{
    for (Str rest = str(row->once); rest.len;) {
        Sum stands;
        if (act_standing(c, f->id, str_cut(&rest, ' '), &stands)) return MSG_error_internal_title;
        const int why = msg_find(arena_fmt(c->arena, STR ".once.%s", ARG(f->kind), row->event));
        if (stands.n) return why ? why : MSG_casework_once;
    }
    return 0;
}

/* 0, or the message why not now, which then stands in c->why; its words may be in c->why_arg. */
int guard_ask(Ctx *c, const Transition *row, const Casefile *f)
{
    c->why_arg[0] = c->why_arg[1] = (Str){0};
    c->why = once_ask(c, row, f);
    if (c->why || !row->guard) return c->why;
    const int why = row->guard(c, f);
    c->why = why;
    if (why == NOT_OFFERED) c->why = MSG_casework_not_now, c->why_arg[0] = state_label(c, f);
    return why;
}

/* May this person do this row now: as the only one, as the first of two, as the second? */
static Err row_try(Act *a, const Transition *row, Pending *p, bool *first)
{
    Ctx *c = a->c;
    TRY(second_of(c, &a->file, row, p, first));
    TRY(allowed(c, row, !*first, &a->file));
    if (!*first && str_eq(p->proposer, c->actor) && !is_system(c)) return WHY(c, MSG_casework_same_person, ERR_DENIED);
    return guard_ask(c, row, &a->file) ? ERR_CONFLICT : OK;
}

/* Several rows may bear one event: the first that passes is taken. Else a reason is worth more than a
 * refusal, and a refusal more than "not in this state". */
Err row_find(Act *a, int state, Str event, Pending *p, bool *first)
{
    Ctx *c = a->c;
    Err best = OK;
    int why = 0;
    Str arg[2] = {{0}};
    const Transition *row;
    for (size_t i = 0; (row = row_at(a->flow, i)); i++) {
        if (!means(row, state, event)) continue;
        Err e = row_try(a, row, p, first);
        if (e && e != ERR_DENIED && e != ERR_CONFLICT) return e;
        a->row = row;
        if (!e) return OK;
        if (!best || e == ERR_CONFLICT) best = e, why = c->why, arg[0] = c->why_arg[0], arg[1] = c->why_arg[1];
    }
    if (!best) return WHY_WITH(c, MSG_casework_not_now, state_label(c, &a->file), ERR_CONFLICT);
    c->why = why, c->why_arg[0] = arg[0], c->why_arg[1] = arg[1];
    return best;
}
