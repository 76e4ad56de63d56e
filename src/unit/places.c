/* places.c - where the units of all times lie in the borders of one day, seen from one of that day's units. */
#include "unit/unit.h"
#include <stdlib.h>

enum { OUTSIDE = 0, SPLIT = -1, PARTLY = -2, UNKNOWN = -3, UNDER_WAY = -4 };

typedef struct {
    Ctx *c;
    Day on;
    size_t unit; /* place of the unit asked about, from 1 */
    UnitSpanRows rows;
    UnitLinkRows links;
    size_t *heirs, *next_heir; /* of each unit the first link away from it, and the further ones, from 1 */
    size_t *roots, *next_root; /* of each unit the first link that leads to it */
    int64_t *label;            /* OUTSIDE ..., or the place of the unit itself or of one of its children */
} Map;

static int by_id(const void *a, const void *b)
{
    const UnitSpan *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

static size_t place_of(const Map *m, int64_t id)
{
    const UnitSpan key = {.id = id};
    const UnitSpan *found = m->rows.len ? bsearch(&key, m->rows.at, m->rows.len, sizeof key, by_id) : NULL;
    return found ? (size_t)(found - m->rows.at) + 1 : 0;
}

static bool stands(const UnitSpan *u, Day on)
{
    return u->begins.n <= on.n && (!u->valid_to.n || u->valid_to.n >= on.n);
}

/* What its several parts are together. */
static int64_t joined(int64_t all, int64_t one)
{
    if (all == UNKNOWN || all == one) return one;
    return all == OUTSIDE || one == OUTSIDE || all == PARTLY || one == PARTLY ? PARTLY : SPLIT;
}

static int64_t where_is(Map *m, size_t place);

static int64_t by_parent(Map *m, const UnitSpan *u, size_t place)
{
    const size_t parent = place_of(m, u->parent);
    if (!parent) return OUTSIDE;
    if (parent == m->unit) return stands(u, m->on) ? (int64_t)place : (int64_t)m->unit;
    return where_is(m, parent);
}

/* One that ended before is where those are that took over from it. */
static int64_t by_heirs(Map *m, const UnitSpan *u, size_t place)
{
    int64_t all = UNKNOWN;
    for (size_t i = m->heirs[place]; i; i = m->next_heir[i]) {
        const size_t to = place_of(m, m->links.at[i - 1].successor);
        if (to && m->rows.at[to - 1].begins.n == u->valid_to.n + 1) all = joined(all, where_is(m, to));
    }
    return all;
}

/* One that began later is where all that it came from were. */
static int64_t by_roots(Map *m, size_t place)
{
    int64_t all = UNKNOWN;
    for (size_t i = m->roots[place]; i; i = m->next_root[i]) {
        const size_t from = place_of(m, m->links.at[i - 1].predecessor);
        all = joined(all, from ? where_is(m, from) : OUTSIDE);
    }
    return all;
}

static int64_t where_is(Map *m, size_t place)
{
    int64_t *label = &m->label[place];
    const UnitSpan *u = &m->rows.at[place - 1];
    if (*label == UNDER_WAY) return OUTSIDE;
    if (*label != UNKNOWN) return *label;
    *label = UNDER_WAY;
    int64_t found = UNKNOWN;
    if (u->begins.n > m->on.n)
        found = by_roots(m, place);
    else if (!stands(u, m->on))
        found = by_heirs(m, u, place);
    return *label = found == UNKNOWN ? by_parent(m, u, place) : found;
}

static Err load(Ctx *c, Map *m)
{
    TRY(unit_spans(c, &m->rows));
    TRY(unit_links(c, &m->links));
    const size_t n = m->rows.len + 1, links = m->links.len + 1;
    m->heirs = NEW(c->arena, size_t, n), m->next_heir = NEW(c->arena, size_t, links);
    m->roots = NEW(c->arena, size_t, n), m->next_root = NEW(c->arena, size_t, links);
    m->label = NEW(c->arena, int64_t, n);
    for (size_t i = 0; i < n; i++)
        m->label[i] = UNKNOWN;
    for (size_t i = m->links.len; i; i--) {
        const size_t from = place_of(m, m->links.at[i - 1].predecessor);
        const size_t to = place_of(m, m->links.at[i - 1].successor);
        if (from) m->next_heir[i] = m->heirs[from], m->heirs[from] = i;
        if (to) m->next_root[i] = m->roots[to], m->roots[to] = i;
    }
    return OK;
}

Err unit_places(Ctx *c, int64_t unit, Day on, Places *out)
{
    Map m = {.c = c, .on = on};
    TRY(load(c, &m));
    *out = (Places){unit, NEW(c->arena, Place, m.rows.len + 1), 0};
    m.unit = place_of(&m, unit);
    if (!m.unit) return OK;
    m.label[m.unit] = (int64_t)m.unit;
    for (size_t i = 1; i <= m.rows.len; i++) {
        const int64_t label = where_is(&m, i);
        if (label == OUTSIDE) continue;
        out->at[out->len++] = (Place){.id = m.rows.at[i - 1].id,
                                      .under = label > 0        ? m.rows.at[label - 1].id
                                               : label == SPLIT ? PLACE_SPLIT
                                                                : PLACE_PARTLY,
                                      .of_day = stands(&m.rows.at[i - 1], on)};
    }
    return OK;
}

static int place_by_id(const void *a, const void *b)
{
    const Place *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

const Place *place_find(const Places *p, int64_t unit)
{
    const Place key = {.id = unit};
    return p->len ? bsearch(&key, p->at, p->len, sizeof key, place_by_id) : NULL;
}
