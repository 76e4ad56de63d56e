/* intake_bring.c - the lines of a list come in: a short list at once and whole, a long one in portions.
 *
 * A line is some six acts: five thousand of them would hold the writer for a quarter of a minute, and whoever else has
 * something to write. So a long list is confirmed at once and comes in by a job, a portion after the other; a line that
 * cannot come in then is passed over, and keeps the reason. */
#include "intake/intake.h"
#include "store/store.h"
#include <assert.h>

enum { LINE_ROOM = 1 << 18, LINE_BYTES_MAX = 1 << 22 };

typedef struct {
    Str field, reason; /* empty: the line was not refused */
} Refusal;

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

/* The first thing that is wrong with it, for the person. */
static Err refused(Ctx *c, const ImportReport *r, Refusal *why)
{
    assert(r->len);
    why->field = model_column_label(c, arena_copy(c->arena, r->at[0].field).ptr), why->reason = r->at[0].reason;
    return ERR_INVALID;
}

/* ERR_INVALID: it was refused, and what it wrote must be taken back. */
static Err play_line(Ctx *c, int64_t id, const IntakeCells *in, bool own, Refusal *why)
{
    ImportReport r = {0};
    ModelIncoming x;
    Str code = {0};
    bool there;
    TRY(model_line_check(c, in->line, model_line_input(c, cells_of(c, in->cells)), &x, &r));
    if (r.len) return refused(c, &r, why);
    if (x.unit.id != in->unit)
        return FAIL(ERR_INTERNAL, "intake %lld, line %lld: another unit", (long long)id, (long long)in->line);
    TRY(model_line_there(c, &x, &there)); /* somebody entered it meanwhile? */
    const Err e = there ? OK : model_line_play(c, &x, own, &r, &code);
    if (e == ERR_INVALID) return refused(c, &r, why);
    TRY(e);
    return intake_line_done(c, (IntakeLineDone){id, in->line, code});
}

/* ---- a short list ---- */

static Err next_line(Ctx *of_line, Ctx *c, int64_t id, bool own)
{
    IntakeCells in;
    Refusal why;
    TRY(intake_cells(of_line, id, &in));
    const Err e = play_line(of_line, id, &in, own, &why);
    if (e != ERR_INVALID) return e;
    c->why = MSG_intake_line_refused;
    c->why_arg[0] = arena_fmt(c->arena, STR ": " STR, ARG(text_int64_t(c, in.line)), ARG(why.field));
    c->why_arg[1] = arena_copy(c->arena, why.reason);
    return ERR_CONFLICT;
}

/* All or none: the savepoint of the act takes back what came in before a line that is refused. */
Err intake_bring(Ctx *c, int64_t id, bool own)
{
    Arena scratch;
    Ctx of_line = *c;
    void *room = arena_alloc(c->arena, LINE_ROOM);
    Err e = OK;
    of_line.arena = &scratch;
    while (!e) {
        scratch = arena_over(room, LINE_ROOM, LINE_BYTES_MAX);
        e = next_line(&of_line, c, id, own);
        arena_clear(&scratch);
    }
    return e == ERR_NOT_FOUND ? OK : e;
}

/* ---- a long list ---- */

/* With a savepoint of its own, so that a line that is refused leaves nothing behind but its reason. */
static Err line_alone(Ctx *c, int64_t id)
{
    IntakeCells in;
    Refusal why;
    TRY(intake_cells(c, id, &in));
    TRY(store_do(c->store, SAVEPOINT));
    const Err e = play_line(c, id, &in, false, &why);
    if (e) TRY(store_do(c->store, ROLLBACK_TO));
    TRY(store_do(c->store, RELEASE));
    if (e != ERR_INVALID) return e;
    return intake_line_refuse(
        c, (IntakeLineRefuse){id, in.line, arena_fmt(c->arena, STR ": " STR, ARG(why.field), ARG(why.reason))});
}

static Err arrived(Ctx *c, const IntakeComing *list)
{
    Ctx system = casework_system(c);
    Done done;
    system.actor = S("kheo"), system.actor_name = (Str){0}, system.unit = 0;
    return casework_act(&system, &(Deed){.flow = &intake_flow, .code = list->code, .event = S("arrive"), .seen = -1},
                        &done);
}

Err intake_portion(Ctx *c, int64_t *n)
{
    IntakeComingRows lists;
    Arena scratch;
    TRY(intake_coming(c, &lists));
    if (!lists.len) return OK;
    const IntakeComing *list = &lists.at[0];
    void *room = arena_alloc(c->arena, LINE_ROOM);
    Ctx of_line = casework_system(c);
    of_line.actor = list->actor, of_line.actor_name = list->actor_name, of_line.arena = &scratch; /* who confirmed it */
    Err e = OK;
    for (*n = 0; *n < INTAKE_PORTION && !e; ++*n) {
        scratch = arena_over(room, LINE_ROOM, LINE_BYTES_MAX);
        e = line_alone(&of_line, list->id);
        arena_clear(&scratch);
    }
    return e == ERR_NOT_FOUND ? arrived(c, list) : e;
}
