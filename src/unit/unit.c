/* unit.c - looking up units, and whose is whose. */
#include "unit/unit.h"
#include "unit/tree.h"
#include <string.h>

Err (*unit_moved)(Ctx *c);
Err (*unit_work)(Ctx *c, int64_t unit, Str *what);

/* ---- looking up ---- */

static Str names_of(Ctx *c, const UnitRows *units)
{
    Buf out = {.arena = c->arena};
    for (size_t i = 0; i < units->len; i++) {
        if (i) buf_str(&out, S(", "));
        buf_fmt(&out, STR " (" STR ")", ARG(units->at[i].name), ARG(units->at[i].code));
    }
    return out.len ? buf_done(&out) : msg(c, MSG_unit_none);
}

static Err not_in_force(Ctx *c, Str code, Day on)
{
    UnitRows periods, heirs;
    TRY(unit_periods(c, code, &periods));
    if (!periods.len) return WHY_WITH(c, MSG_unit_unknown, code, ERR_INVALID);
    const Unit *u = &periods.at[periods.len - 1];
    for (size_t i = periods.len; i-- > 0;) /* the newest that ended before; or the oldest there is */
        if (periods.at[i].valid_to.n && periods.at[i].valid_to.n < on.n) u = &periods.at[i];
    TRY(unit_successors(c, u->id, &heirs));
    const Str followed = names_of(c, &heirs);
    const Err e = WHY_WITH(c, MSG_unit_closed, u->name, ERR_INVALID);
    c->why_arg[1] = followed;
    return e;
}

Err unit_in_force(Ctx *c, Str code, Day on, Unit *out)
{
    Err e = unit_by_code(c, code, on, out);
    return e == ERR_NOT_FOUND ? not_in_force(c, code, on) : e;
}

Err unit_root(Ctx *c, Unit *out)
{
    UnitRows tops;
    TRY(unit_tops(c, &tops));
    if (!tops.len) return ERR_NOT_FOUND;
    *out = tops.at[0];
    for (size_t i = tops.len; i-- > 0;)
        if (tops.at[i].wide) *out = tops.at[i];
    return OK;
}

Str unit_name(Ctx *c, int64_t id)
{
    Unit u = {0};
    if (unit_by_id(c, id, &u)) return (Str){0};
    return u.name;
}

Err unit_options(Ctx *c, Options *out)
{
    UnitNameRows units;
    TRY(unit_names_in_force(c, &units));
    *out = (Options){NEW(c->arena, Option, units.len + 1), units.len};
    for (size_t i = 0; i < units.len; i++)
        out->at[i] = (Option){units.at[i].code, units.at[i].name};
    return OK;
}

Err unit_known(Ctx *c, Str code, bool *yes)
{
    Unit u;
    Err e = unit_by_code(c, code, c->today, &u);
    *yes = !e;
    return e == ERR_NOT_FOUND ? OK : e;
}

/* ---- scope ---- */

bool path_within(Str path, Str above)
{
    return above.len && str_starts(path, above);
}

int64_t path_unit(Str path)
{
    int64_t id = 0;
    while (path.len)
        str_int(str_cut(&path, '/'), &id);
    return id;
}

bool unit_covers(const Ctx *c, int64_t roles, Str path)
{
    for (size_t i = 0; i < c->grant_len; i++)
        if (c->grants[i].role & roles && path_within(path, c->grants[i].path)) return true;
    return false;
}

bool unit_covers_above(const Ctx *c, int64_t roles, Str path)
{
    for (size_t i = 0; i < c->grant_len; i++)
        if (c->grants[i].role & roles && path_within(path, c->grants[i].path) && path.len > c->grants[i].path.len)
            return true;
    return false;
}

/* ---- changing ---- */

static Err tree_of_store(Ctx *c, ImportReport *r, Tree *t)
{
    TRY(tree_load(c, 0, t));
    t->report = r;
    tree_merge(t);
    tree_resolve(t);
    return r->len ? FAIL(ERR_INTERNAL, "the stored list of units contradicts itself") : OK;
}

Err unit_rebuild(Ctx *c)
{
    Tree t;
    ImportReport r = {0};
    bool moved = false;
    TRY(tree_of_store(c, &r, &t));
    TRY(tree_place(&t));
    TRY(tree_store(&t, &moved));
    return moved && unit_moved ? unit_moved(c) : OK;
}
