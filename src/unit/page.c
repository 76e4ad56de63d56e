/* page.c - the public pages of units: today's tree, and one code through time. */
#include "unit/page.h"
#include "unit.html.h"
#include <string.h>

typedef struct {
    Str code, name, kind, parent_code, parent_name;
    Day valid_from;
} TreeLine;
static const Column tree_columns[] = {
    COLUMN(TreeLine, code),        COLUMN(TreeLine, name),        COLUMN(TreeLine, kind),
    COLUMN(TreeLine, parent_code), COLUMN(TreeLine, parent_name), COLUMN(TreeLine, valid_from),
};
static const Columns tree_table = COLUMNS("don-vi", tree_columns, TreeLine);

static size_t place_of(const UnitRows *units, int64_t id)
{
    for (size_t i = 0; i < units->len; i++)
        if (units->at[i].id == id) return i + 1;
    return 0;
}

static Err tree_data(Req *q, const UnitRows *units)
{
    TreeLine *lines = NEW(q->ctx.arena, TreeLine, units->len + 1);
    for (size_t i = 0; i < units->len; i++) {
        const Unit *u = &units->at[i];
        const size_t p = place_of(units, u->parent);
        lines[i] = (TreeLine){.code = u->code, .name = u->name, .kind = u->kind, .valid_from = u->valid_from};
        if (p) lines[i].parent_code = units->at[p - 1].code, lines[i].parent_name = units->at[p - 1].name;
    }
    return reply_rows(q, &tree_table, lines, units->len, (Str){0});
}

static size_t depth_of(Str path)
{
    size_t n = 0;
    for (size_t i = 0; i < path.len; i++)
        n += path.ptr[i] == '/';
    return n;
}

/* From the leaves upwards: each level is finished before the one that holds it. */
static Html tree_items(Ctx *c, const UnitRows *units)
{
    Buf *below = NEW(c->arena, Buf, units->len + 1); /* of each unit; the last: of none */
    size_t deepest = 0;
    for (size_t i = 0; i <= units->len; i++)
        below[i].arena = c->arena;
    for (size_t i = 0; i < units->len; i++)
        if (depth_of(units->at[i].path) > deepest) deepest = depth_of(units->at[i].path);
    for (size_t depth = deepest; depth; depth--)
        for (size_t i = 0; i < units->len; i++) {
            if (depth_of(units->at[i].path) != depth) continue;
            const size_t p = place_of(units, units->at[i].parent);
            put(&below[p ? p - 1 : units->len], unit_item_html(c, units->at[i], (Html){buf_done(&below[i])}));
        }
    return (Html){buf_done(&below[units->len])};
}

static Err tree_page(Req *q)
{
    Ctx *c = &q->ctx;
    UnitRows units;
    TRY(unit_all_in_force(c, &units));
    if (!wants_html(q)) return tree_data(q, &units);
    return reply(q, (Page){.title = msg(c, MSG_unit_tree_title),
                           .main = unit_tree_html(c, tree_items(c, &units), (int64_t)units.len)});
}

static const Column unit_columns[] = {
    COLUMN(Unit, code), COLUMN(Unit, name), COLUMN(Unit, kind), COLUMN(Unit, valid_from), COLUMN(Unit, valid_to),
};
static const Columns unit_table = COLUMNS("don-vi", unit_columns, Unit);

static Err unit_page(Req *q)
{
    Ctx *c = &q->ctx;
    UnitRows units;
    TRY(unit_periods(c, path_arg(q, "unit"), &units));
    if (!units.len) return ERR_NOT_FOUND;
    if (!wants_html(q)) return reply_rows(q, &unit_table, units.at, units.len, (Str){0});
    Periods all = {NEW(c->arena, Period, units.len), units.len};
    for (size_t i = 0; i < units.len; i++) {
        Period *p = &all.at[i];
        p->u = units.at[i];
        TRY(unit_over(c, p->u.id, &p->over));
        TRY(unit_predecessors(c, p->u.id, &p->before));
        TRY(unit_successors(c, p->u.id, &p->after));
        TRY(unit_children(c, p->u.id, p->u.valid_to.n ? p->u.valid_to : c->today, &p->below));
    }
    return reply(q, (Page){.title = units.at[0].name,
                           .main = unit_page_html(c, all),
                           .up = "/don-vi",
                           .up_title = MSG_unit_tree_title});
}

/* A unit begins or ends with the day: the tree of today is another one. */
static Err new_day(Ctx *c, int64_t *n)
{
    UnitCount stale;
    TRY(unit_stale(c, c->today, &stale));
    *n = stale.n;
    return stale.n ? unit_rebuild(c) : OK;
}

static const Route routes[] = {
    {GET, "/don-vi",       NULL, tree_page, .csv = true},
    {GET, "/don-vi/:unit", NULL, unit_page, .csv = true},
};
static const JobRow jobs[] = {
    {"unit.new_day", new_day, 600},
};
const Slice unit_slice = {
    .name = "unit",
    .routes = TABLE(routes),
    .jobs = TABLE(jobs),
    .exchanges = {&unit_exchange, 1},
};
