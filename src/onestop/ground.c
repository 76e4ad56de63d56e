/* ground.c - waiting for what lies outside the office: its grounds, a table of the house, say whether the clock stands.
 */
#include "base/day.h"
#include "ground.sql.h"
#include "onestop/events.h"

/* ---- the table ---- */

const char ground_columns[] = "code,name_vi,name_en,pauses|basis,valid_from,valid_to";
typedef struct {
    Str code, name_vi, name_en, pauses, basis;
    Day valid_from, valid_to;
} GroundIn;
static const char *const no_yes[] = {"0", "1", NULL};
// clang-format off
static const Field ground_fields[] = {
    TEXT_FIELD(GroundIn, code, .min = 2, .max = 40, .check = is_code, .example = MSG_dossier_ground_example),
    TEXT_FIELD(GroundIn, name_vi, .min = 3, .max = 200),
    TEXT_FIELD(GroundIn, name_en, .min = 3, .max = 200),
    CHOICE_FIELD(GroundIn, pauses, no_yes),
    TEXT_FIELD(GroundIn, basis, .max = 300, .optional = true),
    DAY_FIELD(GroundIn, valid_from, .optional = true),
    DAY_FIELD(GroundIn, valid_to, .optional = true),
};
// clang-format on
const FormSpec ground_form = FORM("dossier.ground", ground_fields, GroundIn);

static Str ground_key(Ctx *c, const void *row)
{
    (void)c;
    return ((const GroundIn *)row)->code;
}
static const ImportTable ground_rows = {ground_columns, &ground_form, NULL, ground_key, "code"};

static const WaitGround *known(const WaitGroundRows *all, Str code)
{
    for (size_t i = 0; i < all->len; i++)
        if (str_eq(all->at[i].code, code)) return &all->at[i];
    return NULL;
}

static bool same(const WaitGround *a, const GroundIn *b)
{
    return str_eq(a->name_vi, b->name_vi) && str_eq(a->name_en, b->name_en) && str_eq(a->basis, b->basis) &&
           a->pauses == str_eq(b->pauses, S("1")) && a->valid_from.n == b->valid_from.n &&
           a->valid_to.n == b->valid_to.n;
}

/* A ground that is not named stays as it is: a day of its end takes it out of use. */
Err ground_import(Ctx *c, Str text, ImportReport *r)
{
    ImportRows rows;
    WaitGroundRows before;
    TRY(import_rows(c, &ground_rows, text, &rows, r));
    for (size_t i = 0; i < rows.len; i++) {
        const GroundIn *in = rows.at[i].of;
        const Str from = text_Day(c, in->valid_from);
        if (in->valid_to.n && in->valid_to.n < in->valid_from.n)
            import_fault(c, r, rows.at[i].line, S("valid_to"), msg_with(c, MSG_dossier_ground_ends, &from, 1));
    }
    TRY(import_end(c, rows.in, r));
    TRY(grounds_all(c, &before));
    for (size_t i = 0; i < rows.len; i++) {
        const GroundIn *in = rows.at[i].of;
        const WaitGround *old = known(&before, in->code);
        if (old && same(old, in)) continue;
        *(old ? &r->changed : &r->added) += 1;
        TRY(ground_put(c, (GroundPut){in->code, in->name_vi, in->name_en, in->basis, str_eq(in->pauses, S("1")),
                                      in->valid_from, in->valid_to}));
    }
    return OK;
}

static const Column columns[] = {
    COLUMN(WaitGround, code),  COLUMN(WaitGround, name_vi),    COLUMN(WaitGround, name_en),  COLUMN(WaitGround, pauses),
    COLUMN(WaitGround, basis), COLUMN(WaitGround, valid_from), COLUMN(WaitGround, valid_to),
};
static const Columns table = COLUMNS("wait_grounds", columns, WaitGround);

Err ground_export(Ctx *c, Outlet *out)
{
    WaitGroundRows rows;
    TRY(grounds_all(c, &rows));
    rows_write(out, &table, rows.at, rows.len);
    return OK;
}

/* ---- waiting ---- */

static Str name_of(const Ctx *c, const WaitGround *g)
{
    return c->lang == EN ? g->name_en : g->name_vi;
}

/* "Chờ xác minh (đồng hồ dừng)": whoever chooses sees what it does. */
static Err grounds_offered(Ctx *c, Options *out)
{
    WaitGroundRows all;
    TRY(grounds_in_force(c, c->today, &all));
    *out = (Options){NEW(c->arena, Option, all.len + 1), all.len};
    for (size_t i = 0; i < all.len; i++) {
        const Str name = name_of(c, &all.at[i]);
        out->at[i] =
            (Option){all.at[i].code,
                     msg_with(c, all.at[i].pauses ? MSG_dossier_ground_stands : MSG_dossier_ground_runs, &name, 1)};
    }
    return OK;
}

typedef struct {
    Str ground, note;
} Wait;
static const Field wait_fields[] = {
    PICK_FIELD(Wait, ground, grounds_offered),
    LONG_FIELD(Wait, note, .max = 1000, .optional = true),
};
const FormSpec wait_form = FORM("dossier.form", wait_fields, Wait);

/* What is said is kept in the words of that day: the table may be changed. */
Err wait_external(Act *a)
{
    Ctx *c = a->c;
    const Ctx vi = in_vietnamese(c);
    const Wait *in = a->input;
    WaitGround g;
    TRY(ground_in_force(c, in->ground, c->today, &g));
    if (!g.pauses) a->clock = CLOCK_NONE;
    const Str said[] = {g.name_vi, g.basis};
    const Str what = g.basis.len ? msg_with(&vi, MSG_dossier_waits_by, said, LEN(said)) : g.name_vi;
    const Str args[] = {what, in->note};
    a->note = str_trim(msg_with(&vi, g.pauses ? MSG_dossier_waits : MSG_dossier_waits_running, args, LEN(args)));
    return OK;
}

Err wait_resume(Act *a)
{
    Ctx *c = a->c;
    if (a->file.clock != STANDING) {
        a->clock = CLOCK_NONE;
        return OK;
    }
    const Ctx vi = in_vietnamese(c);
    const Str stood = text_int64_t(&vi, workdays_between(c->calendar, a->file.paused, a->done));
    a->note = msg_with(&vi, MSG_dossier_stood, &stood, 1);
    return OK;
}
