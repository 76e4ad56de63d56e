/* intake_unit.c - the unit that somebody wrote into a list: by code or name, in the borders of its day. */
#include "intake/intake.h"
#include "text/fold.h"

enum { OFFERED_MAX = 20, GENERATIONS = 3 };

Err unit_names(Ctx *c, UnitNames *out)
{
    TRY(intake_units(c, &out->units));
    out->core = NEW(c->arena, uint64_t, out->units.len + 1);
    for (size_t i = 0; i < out->units.len; i++) {
        Str kind;
        out->core[i] = str_hash(unit_core(out->units.at[i].name_fold, &kind));
    }
    return OK;
}

static bool in_force(const IntakeUnit *u, Day on)
{
    return u->begins.n <= on.n && (!u->valid_to.n || u->valid_to.n >= on.n);
}

static const IntakeUnit *by_id(const UnitNames *names, int64_t id)
{
    for (size_t i = 0; i < names->units.len; i++)
        if (names->units.at[i].id == id) return &names->units.at[i];
    return NULL;
}

typedef struct {
    const IntakeUnit *at[OFFERED_MAX];
    size_t len;
} Some;

static void take(Some *some, const IntakeUnit *u)
{
    for (size_t i = 0; i < some->len; i++)
        if (some->at[i] == u) return;
    if (some->len < OFFERED_MAX) some->at[some->len++] = u;
}

/* "UBND phường Phan Thiết, tỉnh Lâm Đồng": the office of a unit, and what it lies in. */
static Str name_alone(Ctx *c, Str typed)
{
    static const char *const offices[] = {"ubnd ", "uy ban nhan dan ", "uy ban "};
    Str rest = typed, folded = fold(c->arena, str_cut(&rest, ','));
    for (size_t i = 0; i < LEN(offices); i++)
        if (str_starts(folded, str(offices[i])))
            folded = (Str){folded.ptr + str(offices[i]).len, folded.len - str(offices[i]).len};
    return folded;
}

/* All that are so called, whatever their day: of the kind that is said, or where none is of it, of any. */
static Some named(Ctx *c, const UnitNames *names, Str typed)
{
    Some exact = {{NULL}, 0}, any = {{NULL}, 0};
    Str kind, of;
    const Str folded = name_alone(c, typed), core = unit_core(folded, &kind);
    const uint64_t h = str_hash(core);
    for (size_t i = 0; i < names->units.len; i++) {
        const IntakeUnit *u = &names->units.at[i];
        if (str_eq(u->code, typed)) take(&exact, u);
        if (names->core[i] != h || !str_eq(unit_core(u->name_fold, &of), core)) continue;
        take(!kind.len || str_eq(kind, u->kind) ? &exact : &any, u);
    }
    return exact.len ? exact : any;
}

static Some of_scope(const Ctx *c, Some some)
{
    Some out = {{NULL}, 0};
    for (size_t i = 0; i < some.len; i++)
        if (unit_covers(c, INTAKE_ROLES, some.at[i]->path)) take(&out, some.at[i]);
    return out;
}

static Some on_day(Some some, Day on)
{
    Some out = {{NULL}, 0};
    for (size_t i = 0; i < some.len; i++)
        if (in_force(some.at[i], on)) take(&out, some.at[i]);
    return out;
}

/* What was there on the day instead of these: what they came from, or what took over from them. */
static Err relatives(Ctx *c, const UnitNames *names, Some some, Day on, Some *out)
{
    *out = (Some){{NULL}, 0};
    for (int g = 0; g < GENERATIONS && some.len; g++) {
        Some next = {{NULL}, 0};
        for (size_t i = 0; i < some.len; i++) {
            UnitRows rows;
            const bool later = some.at[i]->begins.n > on.n;
            TRY(later ? unit_predecessors(c, some.at[i]->id, &rows) : unit_successors(c, some.at[i]->id, &rows));
            for (size_t k = 0; k < rows.len; k++) {
                const IntakeUnit *u = by_id(names, rows.at[k].id);
                if (u) take(in_force(u, on) ? out : &next, u);
            }
        }
        some = next;
    }
    return OK;
}

static Options options_of(Ctx *c, Some some)
{
    Options out = {NEW(c->arena, Option, some.len + 1), some.len};
    for (size_t i = 0; i < some.len; i++) {
        const IntakeUnit *u = some.at[i];
        out.at[i] = (Option){u->code, arena_fmt(c->arena, STR " (" STR ")", ARG(u->name), ARG(u->code))};
    }
    return out;
}

Err unit_find(Ctx *c, const UnitNames *names, Str typed, Day on, UnitFound *out)
{
    *out = (UnitFound){0};
    const Some all = named(c, names, str_trim(typed)), mine = of_scope(c, all);
    Some then = on_day(mine, on);
    if (!all.len) return out->why = MSG_intake_unit_unknown, OK;
    if (!mine.len) return out->why = MSG_intake_unit_not_yours, OK;
    if (!then.len) {
        Some others;
        TRY(relatives(c, names, mine, on, &others));
        then = of_scope(c, others), out->of_then = true;
    }
    if (then.len == 1) return out->unit = then.at[0], OK;
    out->options = options_of(c, then);
    out->why = !then.len ? MSG_intake_unit_not_then : out->of_then ? MSG_intake_unit_which_then : MSG_intake_unit_which;
    return OK;
}
