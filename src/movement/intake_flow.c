/* intake_flow.c - a list handed in: kept line by line, confirmed by a second person, and then played. */
#include "intake.html.h"
#include "movement/intake_view.h"
#include <assert.h>

enum { NONE, WAITING, DONE, REFUSED, WITHDRAWN };
static const char *const states[] = {"", "waiting", "done", "refused", "withdrawn"};
enum { CONFIRMERS = MOVEMENT_APPROVER | UNIT_HEAD };

/* ---- the lines come in ---- */

enum { LINE_ROOM = 1 << 18, LINE_BYTES_MAX = 1 << 22 };

static Pairs cells_of(Ctx *c, Str text)
{
    CsvReader in = csv_bare(c->arena, text, ',');
    CsvRow *row = NEW(c->arena, CsvRow, 1);
    size_t n = 0;
    Pairs out = {NEW(c->arena, Pair, LISTING_COLUMNS), 0};
    if (!csv_next_any(&in, row, &n)) return out;
    for (; out.len < n && out.len < LISTING_COLUMNS; out.len++)
        out.at[out.len] = (Pair){.name = str(listing_columns[out.len]), .value = row->cell[out.len]};
    return out;
}

/* Why not, for the person: the line, and the first thing that is wrong with it. */
static Err refused(Ctx *of_line, Ctx *c, const ImportReport *r)
{
    assert(r->len);
    const Str line = text_int64_t(c, r->at[0].line);
    const Str field = arena_copy(c->arena, model_column_label(of_line, arena_copy(c->arena, r->at[0].field).ptr));
    c->why = MSG_intake_line_refused;
    c->why_arg[0] = arena_fmt(c->arena, STR ": " STR, ARG(line), ARG(field));
    c->why_arg[1] = arena_copy(c->arena, r->at[0].reason);
    return ERR_CONFLICT;
}

static Err play_line(Ctx *of_line, Ctx *c, int64_t id, bool own, int64_t *after)
{
    IntakeCells in;
    ImportReport r = {0};
    ModelIncoming x;
    Str code;
    bool there;
    TRY(intake_cells(of_line, id, *after, &in));
    *after = in.line;
    TRY(model_line_check(of_line, in.line, model_line_input(of_line, cells_of(of_line, in.cells)), &x, &r));
    if (r.len) return refused(of_line, c, &r);
    if (x.unit.id != in.unit)
        return FAIL(ERR_INTERNAL, "intake %lld, line %lld: another unit", (long long)id, (long long)in.line);
    TRY(model_line_there(of_line, &x, &there));
    if (there) return OK; /* somebody entered it meanwhile */
    const Err e = model_line_play(of_line, &x, own, &r, &code);
    if (e == ERR_INVALID) return refused(of_line, c, &r);
    TRY(e);
    return intake_line_done(of_line, (IntakeLineDone){id, in.line, code});
}

/* All or none: the savepoint of the act takes back what came in before a line that is refused. */
static Err play_lines(Ctx *c, int64_t id, bool own)
{
    Arena scratch;
    Ctx of_line = *c;
    void *room = arena_alloc(c->arena, LINE_ROOM);
    int64_t after = 0;
    Err e = OK;
    of_line.arena = &scratch;
    while (!e) {
        scratch = arena_over(room, LINE_ROOM, LINE_BYTES_MAX);
        e = play_line(&of_line, c, id, own, &after);
        arena_clear(&scratch);
    }
    TRY(e == ERR_NOT_FOUND ? OK : e);
    return intake_forget(c, id);
}

static Err confirm(Act *a)
{
    return play_lines(a->c, a->file.id, false);
}

static Err bring_in(Act *a)
{
    return play_lines(a->c, a->file.id, true);
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
    {IN(WAITING),  "bring_in", DONE,      MOVEMENT_STAFF, .guard = is_own, .apply = bring_in, .hidden = true},
    {IN(WAITING),  "confirm",  DONE,      CONFIRMERS, ABOVE, .not_by = "hand_in", .apply = confirm, .tell = TELL_STAFF},
    {IN(WAITING),  "confirm",  DONE,      CONFIRMERS, HERE,  .not_by = "hand_in", .guard = is_of_the_top, .apply = confirm, .tell = TELL_STAFF},
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
    TRY(intake_rows_of(c, (IntakeRowsOf){f->id, 0, SHOWN}, &v.rows));
    v.n = n.n, v.recognised = n.recognised, v.more = n.n > SHOWN;
    v.waiting = str_eq(f->state, str(states[WAITING])), v.name = in.name;
    *out = intake_panel_html(c, v);
    return OK;
}

const Flow intake_flow = {
    FLOW("intake", "DN", states, rows),
    .readers = MODEL_READERS,
    .closed = IN(DONE) | IN(REFUSED) | IN(WITHDRAWN),
    .panel = panel,
};
