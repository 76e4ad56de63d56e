/* read.c - who may see a file, what it is called, and what may be done with it now. */
#include "base/day.h"
#include "casework/engine.h"
#include "text/code.h"
#include <string.h>

const Flow *const *casework_flows;

const Flow *flow_of(Str kind)
{
    for (const Flow *const *f = casework_flows; f && *f; f++)
        if (str_eq(kind, str((*f)->kind))) return *f;
    return NULL;
}

int state_of(const Flow *flow, Str name)
{
    for (size_t i = 0; i < flow->state_len; i++)
        if (str_eq(name, str(flow->states[i]))) return (int)i;
    return -1;
}

/* ---- words ---- */

static Str word(const Ctx *c, Str kind, const char *of, Str name)
{
    int id = msg_find(arena_fmt(c->arena, STR ".%s." STR, ARG(kind), of, ARG(name)));
    if (!id) id = msg_find(arena_fmt(c->arena, "casework.%s." STR, of, ARG(name)));
    return id ? msg(c, id) : (Str){0};
}

Str state_name(const Ctx *c, Str kind, Str state)
{
    Str s = word(c, kind, "state", state);
    return s.len ? s : state;
}

Str state_label(const Ctx *c, const Casefile *f)
{
    return state_name(c, f->kind, f->state);
}

Str event_label(const Ctx *c, Str kind, Str event)
{
    Str s = word(c, kind, "event", event);
    return s.len ? s : event;
}

/* "apologise.proposed" is drawn from the two: "Xin lỗi: đã trình ký". */
Str act_label(const Ctx *c, Str kind, Str event)
{
    Str s = word(c, kind, "act", event);
    if (s.len) return s;
    Str step = event, head = str_cut(&step, '.');
    if (!step.len) return event_label(c, kind, event);
    Str what = event_label(c, kind, head), how = word(c, kind, "act", step);
    return arena_fmt(c->arena, STR ": " STR, ARG(what), ARG(how));
}

/* ---- who may see it ---- */

static bool is_sealed_from(const Ctx *c, const Flow *flow, const Casefile *f)
{
    int state = state_of(flow, f->state);
    return state > NEW_FILE && (flow->sealed & IN(state)) && !holds(c, flow->sealed_for, HERE, f);
}

/* Those who may do something with a file of this kind may read it, too. */
static bool acts_here(const Ctx *c, const Flow *flow, const Casefile *f)
{
    for (size_t i = 0; i < flow->row_len; i++) {
        const Transition *r = &flow->rows[i];
        if (r->reach == ANYWHERE || (r->from & IN(NEW_FILE))) continue;
        if ((r->who & STAFF_ROLES) && holds(c, r->who & STAFF_ROLES, r->reach, f)) return true;
        if (r->sign && holds_row(c, r, true, f)) return true;
    }
    return false;
}

bool casework_may_read(const Ctx *c, const Flow *flow, const Casefile *f)
{
    if (is_sealed_from(c, flow, f)) return false;
    if (f->id && c->holder == f->id) return true;
    return holds(c, flow->readers & STAFF_ROLES, HERE, f) || acts_here(c, flow, f);
}

bool casework_is_public(const Flow *flow, const Casefile *f)
{
    int state = state_of(flow, f->state);
    if (state > NEW_FILE && (flow->sealed & IN(state))) return false;
    return flow->by_code || f->public;
}

Err casework_read(Ctx *c, Str code, const Flow **flow, Casefile *f)
{
    Str canonical;
    if (!code_read(c->arena, code, &canonical)) return ERR_NOT_FOUND;
    TRY(casefile_by_code(c, canonical, f));
    *flow = flow_of(f->kind);
    if (!*flow || !f->state.len) return ERR_NOT_FOUND; /* its opening was taken back */
    if (casework_may_read(c, *flow, f)) return OK;
    if (c->actor.len) audit_later(c, "casework.read", f->code, false, (Str){0});
    return ERR_NOT_FOUND;
}

/* ---- what may be done ---- */

static const Pending *waiting(const PendingRows *all, const char *event)
{
    for (size_t i = 0; i < all->len; i++)
        if (str_eq(all->at[i].event, str(event))) return &all->at[i];
    return NULL;
}

static Err possible(Ctx *c, const Flow *flow, const Casefile *f, const Transition *row, const Pending *p, Possible *out)
{
    *out = (Possible){.row = row, .label = event_label(c, str(flow->kind), str(row->event))};
    if (p) out->awaits = true, out->proposer = p->proposer_name, out->proposed_at = p->at;
    Err e = allowed(c, row, p != NULL, f);
    if (e == ERR_DENIED && p && !allowed(c, row, false, f)) e = WHY(c, MSG_casework_waits, ERR_DENIED);
    if (e == OK && p && str_eq(p->proposer, c->actor)) e = WHY(c, MSG_casework_same_person, ERR_DENIED);
    if (e == ERR_DENIED && c->why == MSG_casework_no_role) return ERR_DENIED;
    if (e && e != ERR_DENIED) return e;
    const int not_now = e ? 0 : guard_ask(c, row, f);
    if (not_now == NOT_OFFERED) return ERR_DENIED;
    out->may = !e && !not_now;
    if (!out->may) out->why = why_text(c);
    return OK;
}

/* Of several rows of one event the first that passes is shown; a struck-through one only if none does. */
static void add(Possibles *all, const Possible *p)
{
    for (size_t i = 0; i < all->len; i++) {
        if (strcmp(all->at[i].row->event, p->row->event) != 0) continue;
        if (!all->at[i].may && p->may) all->at[i] = *p;
        return;
    }
    all->at[all->len++] = *p;
}

Err casework_possible(Ctx *c, const Flow *flow, const Casefile *f, Possibles *out)
{
    const int state = f->id ? state_of(flow, f->state) : NEW_FILE;
    PendingRows open = {0};
    *out = (Possibles){NEW(c->arena, Possible, flow->row_len + 1), 0};
    if (f->id) TRY(pending_list(c, f->id, &open));
    for (size_t i = 0; i < flow->row_len; i++) {
        const Transition *row = &flow->rows[i];
        Possible p;
        if (!(row->from & IN(state)) || row->who == SYSTEM) continue;
        Err e = possible(c, flow, f, row, waiting(&open, row->event), &p);
        if (e == ERR_DENIED) continue; /* not theirs: not shown */
        TRY(e);
        add(out, &p);
    }
    c->why = 0;
    return OK;
}
