/* lineage.c - a model is copied elsewhere: the copy's registration, its parent, and the act nhan_rong of the
 * parent, which comes with the recognition of the copy and goes with it. */
#include "movement/lineage.h"
#include "base/day.h"
#include "movement/field.h"
#include "movement/model_own.h"
#include "text/code.h"
#include "text/fold.h"

/* ---- the copy ---- */

typedef struct {
    Str unit, name, adapted;
    Day start_on;
} Replication;

static Err own_units(Ctx *c, Options *out)
{
    return unit_options_of(c, MOVEMENT_STAFF, out);
}

static const Field replication_fields[] = {
    PICK_FIELD(Replication, unit, own_units),
    TEXT_FIELD(Replication, name, .min = 3, .max = 300),
    DAY_FIELD(Replication, start_on),
    LONG_FIELD(Replication, adapted, .min = 10, .max = 2000),
};
const FormSpec replication_form = FORM("model.copy", replication_fields, Replication);

Err replication_place(Act *a)
{
    Unit unit;
    TRY(unit_by_code(a->c, ((const Replication *)a->input)->unit, a->c->today, &unit));
    a->file.unit = unit.id;
    return OK;
}

static Err copy_check(Act *a, const Replication *r, Str name_fold)
{
    Ctx *c = a->c;
    TwinRows twins;
    const Day first = day(2009, 1, 1), last = day(civil(c->today).year + 1, 12, 31);
    if (r->start_on.n < first.n || r->start_on.n > last.n)
        form_fault(c, a->form, "start_on", "E_RANGE", MSG_form_range, days_between(c, first, last));
    TRY(model_twins(c, (ModelTwins){name_fold, a->file.unit, a->file.year, a->file.id}, &twins));
    if (twins.len) form_fault(c, a->form, "name", "E_DUP", MSG_model_copy_twin, twins.at[0].code);
    return a->form->ok ? OK : ERR_INVALID;
}

/* What is done and why comes from the parent; who does it, where and how many is the copy's own to fill in. */
Err replicate(Act *a)
{
    Ctx *c = a->c;
    const Replication *r = a->input;
    const Str name_fold = fold(c->arena, r->name);
    Casefile parent;
    Model m;
    TRY(casefile_by_id(c, a->file.parent, &parent));
    if (!str_eq(parent.state, S("recognised"))) return WHY(c, MSG_model_parent_state, ERR_CONFLICT);
    TRY(copy_check(a, r, name_fold));
    TRY(model_of(c, parent.id, &m));
    a->file.title = r->name, a->file.facet = parent.facet;
    TRY(model_put(c, (ModelPut){.id = a->file.id,
                                .subject_kind = m.subject_kind,
                                .field = m.field,
                                .name_fold = name_fold,
                                .place = a->file.unit,
                                .start_on = r->start_on,
                                .goal = m.goal,
                                .method = m.method,
                                .participants = -1,
                                .beneficiaries = -1,
                                .cost_vnd = -1,
                                .expected_result = m.expected_result}));
    TRY(model_adapted_set(c, a->file.id, r->adapted));
    return model_campaign_copy(c, a->file.id, parent.id);
}

Err replication_fill(Ctx *c, Form *out)
{
    Unit own;
    form_value(out, "start_on", day_vi(c->arena, c->today));
    Err e = unit_by_id(c, c->unit, &own);
    if (e == ERR_NOT_FOUND) return OK;
    form_value(out, "unit", own.code);
    return e;
}

/* ---- an old copy named as such ---- */

typedef struct {
    Str parent, reason;
} ParentOf;
static const Field parent_fields[] = {
    TEXT_FIELD(ParentOf, parent, .min = 1, .max = 40),
    LONG_FIELD(ParentOf, reason, .min = 10, .max = 2000),
};
const FormSpec parent_form = FORM("model.parent", parent_fields, ParentOf);

int has_no_parent(Ctx *c, const Casefile *f)
{
    (void)c;
    return f->parent ? MSG_model_has_parent : 0;
}

/* What is not public and not theirs to read is not there. */
static Err parent_find(Ctx *c, Str typed, Casefile *out)
{
    Str code;
    if (!code_read(c->arena, typed, &code)) return ERR_NOT_FOUND;
    TRY(casefile_by_code(c, code, out));
    const bool seen = out->public || is_covered(c, out->path);
    return seen && str_eq(out->kind, S("model")) ? OK : ERR_NOT_FOUND;
}

static Err is_below(Ctx *c, int64_t id, int64_t above, bool *yes)
{
    ForebearRows up;
    TRY(lineage_above(c, id, &up));
    for (size_t i = 0; i < up.len; i++)
        *yes = *yes || up.at[i].id == above;
    return OK;
}

Err parent_check(Act *a)
{
    Ctx *c = a->c;
    const ParentOf *r = a->input;
    Casefile parent;
    bool cycle = false;
    Err e = parent_find(c, r->parent, &parent);
    if (e == ERR_NOT_FOUND) {
        form_fault(c, a->form, "parent", "E_UNKNOWN_REF", MSG_form_unknown, r->parent);
        return ERR_INVALID;
    }
    TRY(e);
    TRY(is_below(c, parent.id, a->file.id, &cycle));
    if (cycle)
        form_fault(c, a->form, "parent", "E_RANGE", MSG_model_cycle, parent.code);
    else if (!str_eq(parent.state, S("recognised")))
        form_fault(c, a->form, "parent", "E_STATE", MSG_model_parent_not_recognised, parent.code);
    return a->form->ok ? OK : ERR_INVALID;
}

Err link_parent(Act *a)
{
    Ctx *c = a->c;
    const ParentOf *r = a->input;
    Casefile parent;
    Acted recognised;
    TRY(parent_find(c, r->parent, &parent));
    a->file.parent = parent.id;
    a->note = arena_fmt(c->arena, STR ": " STR, ARG(parent.code), ARG(r->reason));
    TRY(model_act_of(c, a->file.id, S("cong_nhan"), &recognised));
    return recognised.done.n ? lineage_spread(a, recognised.done) : OK;
}

Err link_parent_undo(Act *a)
{
    TRY(lineage_spread_undo(a));
    a->file.parent = 0;
    return OK;
}

/* ---- the act of the parent ---- */

typedef struct {
    Str copy;
    Day spread_on;
} Spread;
static const Field spread_fields[] = {
    TEXT_FIELD(Spread, copy, .min = 1, .max = 400),
    DAY_FIELD(Spread, spread_on),
};
const FormSpec spread_form = FORM("model.spread", spread_fields, Spread);

Err spread(Act *a)
{
    const Spread *r = a->input;
    a->done = r->spread_on, a->note = r->copy;
    return OK;
}

/* An old copy may be older than its parent's recognition: then it counts from that day. */
Err lineage_spread(Act *a, Day on)
{
    Ctx *c = a->c;
    Casefile parent;
    Acted recognised;
    Done done;
    if (!a->file.parent) return OK;
    TRY(casefile_by_id(c, a->file.parent, &parent));
    TRY(model_act_of(c, parent.id, S("cong_nhan"), &recognised));
    if (!recognised.done.n) return OK; /* its recognition was taken back */
    if (on.n < recognised.done.n) on = recognised.done;
    Pair input[] = {
        {S("copy"),                arena_fmt(c->arena, STR ", " STR, ARG(a->file.code), ARG(a->file.unit_name))},
        {S("spread_on"), day_iso(c->arena,                   on)                 },
    };
    TRY(casework_also(a, &model_flow, parent.code, "spread", (Pairs){input, LEN(input)}, &done));
    return model_spread_set(c, a->file.id, done.file.version);
}

Err lineage_spread_undo(Act *a)
{
    Model m;
    TRY(model_of(a->c, a->file.id, &m));
    if (!m.spread) return OK;
    TRY(casework_void_also(a, &model_flow, a->file.parent, m.spread, a->file.code));
    return model_spread_set(a->c, a->file.id, 0);
}
