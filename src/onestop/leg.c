/* leg.c - the steps of a dossier between units: opened, passed on, passed back; what a page shows of them. */
#include "onestop/leg.h"
#include "base/json.h"
#include "leg.html.h"
#include "onestop/onestop.h"
#include <assert.h>

enum { NONE, HELD, PASSED, SENT_BACK, FINISHED, LEG_DROPPED };
static const char *const states[] = {"", "held", "passed", "sent_back", "finished", "dropped"};

int64_t leg_days(int64_t limit, int64_t before, int64_t after)
{
    assert(0 <= before && before <= after && after <= 100);
    return limit * after / 100 - limit * before / 100;
}

/* ---- a leg opens, and its clock ---- */

typedef struct {
    int64_t sort;
} LegInput;
static const Field leg_fields[] = {NUMBER_FIELD(LegInput, sort, .min = 1, .max = STEPS_MAX)};
static const FormSpec leg_form = FORM("dossier_leg.form", leg_fields, LegInput);

static size_t step_at(const DossierStepRows *steps, int64_t sort)
{
    size_t i = 0;
    while (i < steps->len && steps->at[i].sort != sort)
        i++;
    return i;
}

/* The unit of a step as it is today: where the one of that name has ended, its one successor has the work. */
static Err unit_of_step(Act *a, const DossierStep *s, int64_t *unit)
{
    Unit u;
    UnitRows all;
    *unit = a->by->file.unit;
    if (!s->unit.len) return OK;
    TRY(unit_periods(a->c, s->unit, &all));
    if (all.len && !all.at[0].in_force && all.at[0].heir) return *unit = all.at[0].heir, OK;
    TRY(unit_in_force(a->c, s->unit, a->c->today, &u));
    *unit = u.id;
    return OK;
}

/* The share of the dossier's limit; of a limit in months, of the days that they have from here. *name: of the step. */
static Err share_of(Act *a, int64_t sort, Str *name)
{
    const Casefile *whole = &a->by->file;
    DossierStepRows steps;
    int64_t limit = whole->days, before = 0;
    TRY(way_of(a->c, whole->id, &steps));
    const size_t at = step_at(&steps, sort);
    if (at == steps.len) return ERR_NOT_FOUND;
    for (size_t i = 0; i < at; i++)
        before += steps.at[i].share;
    a->file.day_unit = whole->day_unit == WORKDAYS ? WORKDAYS : DAYS;
    if (whole->day_unit == MONTHS) limit = deadline(a->c->calendar, a->done, limit, MONTHS).n - a->done.n;
    a->file.days = leg_days(limit, before, before + steps.at[at].share);
    *name = steps.at[at].name;
    return OK;
}

/* The first leg counts from where the dossier's clock does, if the desk handed it on in its time. */
static Err leg_place(Act *a)
{
    const LegInput *in = a->input;
    const Casefile *whole = &a->by->file;
    DossierStepRows steps;
    Dossier d;
    TRY(way_of(a->c, whole->id, &steps));
    TRY(dossier_of(a->c, whole->id, &d));
    const size_t at = step_at(&steps, in->sort);
    if (at == steps.len) return ERR_NOT_FOUND;
    const bool in_time = at == 0 && a->c->today.n <= d.forwarded.n;
    a->done = in_time ? whole->counted_from : a->c->today;
    return unit_of_step(a, &steps.at[at], &a->file.unit);
}

static Err leg_give(Act *a)
{
    const LegInput *in = a->input;
    const Casefile *whole = &a->by->file;
    Str step;
    TRY(share_of(a, in->sort, &step));
    a->file.title = arena_fmt(a->c->arena, STR " – " STR, ARG(step), ARG(whole->title));
    a->file.facet = whole->facet;
    return leg_add(a->c, a->file.id, in->sort);
}

static Err leg_anew(Act *a)
{
    LegOf l;
    Str step;
    TRY(leg_of(a->c, a->file.id, &l));
    return share_of(a, l.sort, &step);
}

static Err leg_noted(Act *a)
{
    a->note = a->by->note;
    return OK;
}

/* What goes back in its time is not judged: the unit will have the step again. What is late stays late. */
static Err leg_sent_back(Act *a)
{
    if (a->c->today.n > a->file.due.n) a->clock = CLOCK_STOP;
    return leg_noted(a);
}

// clang-format off
static const Transition rows[] = {
    {IN(NONE), "give",      HELD,        SYSTEM, .form = &leg_form, .place = leg_place, .apply = leg_give, .clock = CLOCK_START,
     .hidden = true, .tell = TELL_STAFF},
    {IN(HELD), "pass",      PASSED,      SYSTEM, .apply = leg_noted, .clock = CLOCK_STOP},
    {IN(HELD), "send_back", SENT_BACK,   SYSTEM, .apply = leg_sent_back, .clock = CLOCK_DROP},
    {IN(HELD), "paused",    STAY,        SYSTEM, .with = CLOCK_PAUSE, .clock = CLOCK_PAUSE, .caused = true},
    {IN(HELD), "resumed",   STAY,        SYSTEM, .with = CLOCK_RESUME, .clock = CLOCK_RESUME, .caused = true},
    {IN(HELD), "restarted", STAY,        SYSTEM, .with = CLOCK_RESTART, .apply = leg_anew, .clock = CLOCK_RESTART, .caused = true},
    {IN(HELD), "finished",  FINISHED,    SYSTEM, .with = CLOCK_STOP, .apply = leg_noted, .clock = CLOCK_STOP},
    {IN(HELD), "dropped",   LEG_DROPPED, SYSTEM, .with = CLOCK_DROP, .apply = leg_noted, .clock = CLOCK_DROP},
};
// clang-format on

/* ---- from the dossier ---- */

static Err open_leg(Act *a, int64_t sort)
{
    Pair input[] = {
        {S("sort"), text_int64_t(a->c, sort)}
    };
    Done done;
    return casework_also(a, &dossier_leg_flow, (Str){0}, "give", (Pairs){input, LEN(input)}, &done);
}

/* The leg under way, and the step before (-1) or after it (+1); sort 0: there is none. */
static Err neighbour(Ctx *c, int64_t dossier, int by, LegNow *now, DossierStep *out)
{
    DossierStepRows steps;
    *out = (DossierStep){0};
    TRY(leg_open(c, dossier, now));
    TRY(way_of(c, dossier, &steps));
    const size_t i = step_at(&steps, now->sort) + (size_t)by;
    if (i < steps.len) *out = steps.at[i];
    return OK;
}

static int may_hand(Ctx *c, const Casefile *f, int by)
{
    LegNow now;
    DossierStep s;
    const Err e = neighbour(c, f->id, by, &now, &s);
    if (e == ERR_NOT_FOUND || (!e && !s.sort)) return NOT_OFFERED;
    if (e) return MSG_error_internal_title;
    c->why_arg[0] = now.unit_name;
    return unit_covers(c, LEG_DOERS | SYSTEM, now.path) ? 0 : MSG_dossier_leg_elsewhere;
}

int leg_may_pass(Ctx *c, const Casefile *f)
{
    return may_hand(c, f, 1);
}

int leg_may_go_back(Ctx *c, const Casefile *f)
{
    return may_hand(c, f, -1);
}

Err leg_first(Act *a)
{
    DossierStepRows steps;
    LegNow now;
    TRY(way_of(a->c, a->file.id, &steps));
    if (!steps.len) return OK;
    const Err e = leg_open(a->c, a->file.id, &now);
    return e == ERR_NOT_FOUND ? open_leg(a, steps.at[0].sort) : e;
}

/* Both in one act: what the one unit has done and what the other has to do. */
static Err hand(Act *a, int by, const char *event)
{
    LegNow now;
    DossierStep to;
    Done done;
    TRY(neighbour(a->c, a->file.id, by, &now, &to));
    TRY(casework_also(a, &dossier_leg_flow, now.code, event, (Pairs){0}, &done));
    TRY(open_leg(a, to.sort));
    const Ctx vi = in_vietnamese(a->c);
    const Str args[] = {to.name, a->note};
    a->note = msg_with(&vi, a->note.len ? MSG_dossier_leg_to_note : MSG_dossier_leg_to, args, LEN(args));
    return OK;
}

Err leg_pass(Act *a)
{
    return hand(a, 1, "pass");
}

Err leg_pass_back(Act *a)
{
    return hand(a, -1, "send_back");
}

/* ---- shown ---- */

Str day_judged(const Ctx *c, Day done, Day due)
{
    if (!due.n) return (Str){0};
    return msg(c, done.n < due.n    ? MSG_dossier_before_time
                  : done.n == due.n ? MSG_dossier_on_time
                                    : MSG_dossier_past_time);
}

static StepShown leg_shown(Ctx *c, const Leg *l, const DossierStepRows *steps, bool inside)
{
    const Casefile clock = {.clock = l->clock, .due = l->due};
    const bool open = !l->closed.n;
    const bool judged = str_eq(l->state, S("passed")) || str_eq(l->state, S("finished"));
    const size_t at = step_at(steps, l->sort);
    StepShown s = {.sort = l->sort,
                   .unit = l->unit_name,
                   .state = l->state,
                   .label = msg_of(c, "dossier_leg", "state", l->state),
                   .given_at = l->given_at,
                   .due = l->clock == STANDING ? (Day){0} : l->due,
                   .ended = l->closed};
    if (at < steps->len) s.name = steps->at[at].name;
    if (judged || (str_eq(l->state, S("sent_back")) && l->closed.n > l->due.n))
        s.judged = day_judged(c, l->closed, l->due);
    if (open) s.due_class = due_class(c, &clock), s.due_words = due_words(c, &clock);
    if (inside) s.giver = l->giver, s.receiver = open ? (Str){0} : l->receiver, s.note = open ? (Str){0} : l->note;
    return s;
}

Err dossier_steps(Ctx *c, const Casefile *f, bool inside, StepsShown *out)
{
    DossierStepRows steps;
    LegRows legs;
    TRY(way_of(c, f->id, &steps));
    TRY(legs_of(c, f->id, &legs));
    *out = (StepsShown){NEW(c->arena, StepShown, steps.len + legs.len + 1), 0};
    for (size_t i = 0; i < legs.len; i++)
        out->at[out->len++] = leg_shown(c, &legs.at[i], &steps, inside);
    const int64_t last = legs.len ? legs.at[legs.len - 1].sort : 0;
    if (f->clock == ENDED) return OK; /* there is a result, or there will be none */
    for (size_t i = 0; i < steps.len; i++) {
        const DossierStep *s = &steps.at[i];
        if (s->sort <= last) continue;
        out->at[out->len++] = (StepShown){.sort = s->sort,
                                          .name = s->name,
                                          .unit = s->unit.len ? s->unit_name : f->unit_name,
                                          .state = S("next"),
                                          .label = msg(c, MSG_dossier_leg_state_next)};
    }
    return OK;
}

static Err panel(Ctx *c, const Casefile *f, bool inside, Html *out)
{
    LegOf l;
    Casefile whole;
    *out = (Html){S("")};
    if (!inside) return OK;
    TRY(leg_of(c, f->id, &l));
    TRY(casefile_by_id(c, l.dossier, &whole));
    *out = leg_panel_html(c, &l, casework_may_read(c, &dossier_flow, &whole));
    return OK;
}

static Err json(Ctx *c, const Casefile *f, bool inside, Buf *out)
{
    LegOf l;
    Json j = {out, true};
    if (!inside) return OK;
    TRY(leg_of(c, f->id, &l));
    json_member(&j, "dossier", l.code);
    json_member(&j, "step", l.sort);
    json_member(&j, "step_name", l.name);
    json_member(&j, "share", l.share);
    return OK;
}

const Flow dossier_leg_flow = {
    FLOW("dossier_leg", "LT", states, rows),
    .area = "onestop",
    .readers = LEG_DOERS | PROVINCE_MONITOR | AUDITOR,
    .closed = IN(PASSED) | IN(SENT_BACK) | IN(FINISHED) | IN(LEG_DROPPED),
    .lends = true,
    .desk = LEG_DOERS,
    .panel = panel,
    .json = json,
};
