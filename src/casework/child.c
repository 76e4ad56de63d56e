/* child.c - what an act does to the children of its file: their clocks go with the parent's, and what an act caused in
 * them is taken back with it. */
#include "casework/engine.h"

/* ---- forwards ---- */

static const Transition *row_with(const Flow *flow, int state, Clock clock)
{
    for (size_t i = 0; i < flow->row_len; i++)
        if (flow->rows[i].with == clock && (flow->rows[i].from & IN(state))) return &flow->rows[i];
    return NULL;
}

/* A clock that stands cannot be paused, nor one that runs go on. */
static bool can(const OpenChild *x, Clock clock)
{
    if (clock == CLOCK_PAUSE || clock == CLOCK_EXTEND) return x->clock == RUNNING;
    return clock != CLOCK_RESUME || x->clock == STANDING;
}

Err children_follow(Act *a)
{
    OpenChildRows rows;
    if (a->clock == CLOCK_NONE || a->was->version == 0) return OK;
    TRY(children_open(a->c, a->file.id, seq_of(a), &rows));
    for (size_t i = 0; i < rows.len; i++) {
        const OpenChild *x = &rows.at[i];
        const Flow *flow = flow_of(x->kind);
        const Transition *row = flow ? row_with(flow, state_of(flow, x->state), a->clock) : NULL;
        Done done;
        if (row && can(x, a->clock)) TRY(casework_also(a, flow, x->code, row->event, (Pairs){0}, &done));
    }
    return OK;
}

/* ---- backwards ---- */

/* Of what came later only the system's notes (a day missed) may stand: they change neither state nor unit. */
static Err gone_on(const Act *a, const ActRow *old)
{
    if (str_eq(a->file.state, old->after) && a->file.unit == old->unit) return OK;
    a->c->why_arg[0] = a->file.code, a->c->why_arg[1] = (Str){0};
    a->c->why = MSG_casework_child_went_on;
    return ERR_CONFLICT;
}

static Err back(const Act *by, const CausedAct *x)
{
    Ctx *c = by->c;
    Act a = {.c = c, .done = c->today, .note = by->note, .counts = {.arena = c->arena}, .form = by->form};
    ActRow old;
    TRY(casefile_by_id(c, x->casefile, &a.file));
    TRY(act_by_seq(c, x->casefile, x->seq, &old));
    a.flow = flow_of(a.file.kind);
    if (!a.flow) return FAIL(ERR_INTERNAL, "no service has files of kind " STR, ARG(a.file.kind));
    TRY(gone_on(&a, &old));
    const Casefile was = a.file;
    a.was = &was, a.row = row_named(a.flow, state_of(a.flow, old.before), old.event);
    return act_give_back(&a, (Target){&old, &old}, old.leaf.len ? "act.voided" : NULL, 0);
}

Err children_back(Act *a, int64_t seq)
{
    CausedActRows rows;
    TRY(acts_caused(a->c, a->file.id, seq, &rows));
    for (size_t i = 0; i < rows.len; i++)
        TRY(back(a, &rows.at[i]));
    return OK;
}
