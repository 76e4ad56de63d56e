/* intake_flow.c - a list handed in: kept line by line, confirmed by a second person, and then played. */
#include "intake.html.h"
#include "intake/intake_view.h"

enum { NONE, WAITING, COMING, DONE, REFUSED, WITHDRAWN };
static const char *const states[] = {"", "waiting", "coming", "done", "refused", "withdrawn"};
enum { CONFIRMERS = MOVEMENT_APPROVER | UNIT_HEAD };

/* A list that is long does not come in at once: others would wait for the writer meanwhile. */
static Err come_in(Act *a, bool own)
{
    IntakeCount n;
    TRY(intake_counts(a->c, a->file.id, &n));
    if (n.n <= INTAKE_PORTION) return intake_bring(a->c, a->file.id, own);
    a->to = COMING;
    return OK;
}

static Err confirm(Act *a)
{
    return come_in(a, false);
}

static Err bring_in(Act *a)
{
    return come_in(a, true);
}

static Err give_up(Act *a)
{
    TRY(intake_forget(a->c, a->file.id));
    return OK;
}

/* Nobody stands above the top: there a second person of the same unit confirms. */
static int is_of_the_top(Ctx *c, const Casefile *f)
{
    Unit u;
    if (unit_by_id(c, f->unit, &u)) return MSG_intake_from_above;
    return u.parent ? MSG_intake_from_above : 0;
}

static int is_own(Ctx *c, const Casefile *f)
{
    IntakeRow in;
    return intake_of(c, f->id, &in) || !in.own ? MSG_intake_needs_second : 0;
}

/* ---- handing in ---- */

typedef struct {
    Str title;
} HandedIn;
static const Field hand_in_fields[] = {TEXT_FIELD(HandedIn, title, .min = 1, .max = 300)};
static const FormSpec hand_in_form = FORM("intake.form", hand_in_fields, HandedIn);

static Err open_list(Act *a)
{
    a->file.title = ((const HandedIn *)a->input)->title;
    return OK;
}

// clang-format off
static const Transition rows[] = {
    {IN(NEW_FILE), "hand_in",  WAITING,   INTAKE_ROLES,   .form = &hand_in_form, .apply = open_list, .hidden = true, .tell = TELL_STAFF},
    {IN(WAITING),  "bring_in", DONE,      MOVEMENT_STAFF, .guard = is_own, .apply = bring_in, .to_also = IN(COMING), .hidden = true},
    {IN(WAITING),  "confirm",  DONE,      CONFIRMERS, ABOVE, .not_by = "hand_in", .apply = confirm, .to_also = IN(COMING), .tell = TELL_STAFF},
    {IN(WAITING),  "confirm",  DONE,      CONFIRMERS, HERE,  .not_by = "hand_in", .guard = is_of_the_top, .apply = confirm, .to_also = IN(COMING), .tell = TELL_STAFF},
    {IN(COMING),   "arrive",   DONE,      SYSTEM},
    {IN(WAITING),  "refuse",   REFUSED,   CONFIRMERS, ABOVE, .not_by = "hand_in", .form = &casework_reason_form, .apply = give_up, .tell = TELL_STAFF},
    {IN(WAITING),  "refuse",   REFUSED,   CONFIRMERS, HERE,  .not_by = "hand_in", .form = &casework_reason_form, .guard = is_of_the_top, .apply = give_up, .tell = TELL_STAFF},
    {IN(WAITING),  "withdraw", WITHDRAWN, INTAKE_ROLES,  .form = &casework_reason_form, .apply = give_up},
};
// clang-format on

static Err lines_keep(Ctx *c, int64_t id, const Intake *list)
{
    for (size_t i = 0; i < list->lines.len; i++) {
        const IntakeLine *l = &list->lines.at[i];
        if (l->is != LINE_NEW) continue;
        TRY(intake_line_add(
            c, (IntakeLineAdd){id, l->line, l->unit, l->name, l->name_fold, l->recognised, l->decision, l->cells}));
    }
    return OK;
}

Err intake_hand_in(Ctx *c, const HandIn *x, Casefile *out)
{
    const Str n = text_int64_t(c, x->list->n[LINE_NEW]);
    const Str named[] = {n, x->name.len ? x->name : msg(c, MSG_intake_pasted)};
    Pair input[] = {
        {.name = S("title"), .value = msg_with(c, MSG_intake_file_title, named, LEN(named))}
    };
    Ctx over = *c;
    Done done;
    over.unit = x->list->unit;
    Err e = casework_act(
        &over,
        &(Deed){
            .flow = &intake_flow, .event = S("hand_in"), .input = {input, 1},
                    .token = x->token, .seen = -1
    },
        &done);
    c->why = over.why, c->why_arg[0] = over.why_arg[0], c->why_arg[1] = over.why_arg[1];
    *out = done.file;
    if (e || done.again) return e;
    TRY(intake_add(c, (IntakeAdd){done.file.id, x->name, !x->list->second}));
    TRY(lines_keep(c, done.file.id, x->list));
    TRY(intake_draft_done(c, (IntakeDraftDone){c->actor, done.file.code, c->now}));
    if (x->list->second) return OK;
    TRY(casework_act(c, &(Deed){.flow = &intake_flow, .code = done.file.code, .event = S("bring_in"), .seen = -1},
                     &done));
    *out = done.file;
    return OK;
}

/* ---- its part of the page ---- */

static Err panel(Ctx *c, const Casefile *f, bool inside, Html *out)
{
    enum { SHOWN = 20 };
    IntakeRow in;
    IntakeCount n;
    IntakePanel v = {.f = f};
    *out = (Html){S("")};
    if (!inside) return OK;
    TRY(intake_of(c, f->id, &in));
    TRY(intake_counts(c, f->id, &n));
    TRY(n.refused ? intake_rows_refused(c, f->id, SHOWN, &v.rows)
                  : intake_rows_of(c, (IntakeRowsOf){f->id, 0, SHOWN}, &v.rows));
    v.n = n.n, v.recognised = n.recognised, v.settled = n.settled, v.refused = n.refused,
    v.more = n.n > (int64_t)v.rows.len;
    v.waiting = str_eq(f->state, str(states[WAITING])), v.coming = str_eq(f->state, str(states[COMING]));
    v.portioned = n.n > INTAKE_PORTION, v.name = in.name;
    *out = intake_panel_html(c, v);
    return OK;
}

const Flow intake_flow = {
    FLOW("intake", "DN", states, rows),
    .readers = MODEL_READERS,
    .closed = IN(DONE) | IN(REFUSED) | IN(WITHDRAWN),
    .panel = panel,
};
