/* statistics_cells.c - what is counted, for a unit in the borders of a day: from the sums of today's tree where they
 * say it all, else from the own counts of every unit, each put where it lay. */
#include "base/day.h"
#include "figures/statistics.h"

enum { PER_MONTH = 100, PER_YEAR = 1 };

typedef struct {
    Ctx *c;
    const Scope *s;
    Str measure; /* of the tally: cong_nhan, cong_nhan@DVK, =recognised */
    Str act, campaign;
    bool by_unit, fast;
    Places places;
    StatCells *out;
    int64_t from, to, per; /* months, or of a stock years, that are whole */
} Reading;

static void add(Reading *r, int64_t under, Str facet, int64_t year, int64_t n)
{
    StatCells *out = r->out;
    if (!under || !n) return;
    if (!r->by_unit && under != PLACE_PARTLY) under = r->s->unit.id;
    if (out->len == out->cap) {
        StatCell *old = out->at;
        out->cap = out->cap ? 2 * out->cap : 256;
        out->at = NEW(r->c->arena, StatCell, out->cap);
        for (size_t i = 0; i < out->len; i++)
            out->at[i] = old[i];
    }
    out->at[out->len++] = (StatCell){under, facet, year, n};
}

int64_t statistics_under(const Scope *s, const Places *p, int64_t unit, int64_t belongs)
{
    const Place *x = place_find(p, unit);
    if (!x || (!s->before && !x->of_day)) return 0;
    if (x->under > 0 || !belongs) return x->under;
    const Place *y = place_find(p, belongs);
    return y ? y->under : 0;
}

/* ---- the sums of today's tree ---- */

static Err add_all(Reading *r, const FlowCellRows *rows, int64_t under, int64_t sign)
{
    for (size_t i = 0; i < rows->len; i++) {
        const FlowCell *x = &rows->at[i];
        add(r, under ? under : x->unit, x->facet, x->year, sign * x->n);
    }
    return OK;
}

static Err sums_of(Reading *r, int64_t unit, FlowCellRows *out)
{
    return flow_cells(r->c, (FlowCells){unit, r->measure, r->from, r->to, r->per}, out);
}

/* Of a unit that went to several, with all that had come to it, what nobody has told apart. */
static Err split_sums(Reading *r, int64_t unit)
{
    FlowCellRows rows;
    const Place *x = place_find(&r->places, unit);
    if (!x || x->under > 0) return OK;
    TRY(sums_of(r, unit, &rows));
    if (x->under == PLACE_SPLIT) TRY(add_all(r, &rows, r->s->unit.id, -1)); /* not the unit's own */
    return add_all(r, &rows, x->under, 1);
}

static Err from_sums(Reading *r, const SplitUnitRows *split)
{
    FlowCellRows rows;
    const int64_t unit = r->s->unit.id;
    TRY(sums_of(r, unit, &rows));
    TRY(add_all(r, &rows, unit, 1));
    if (r->by_unit) {
        TRY(flow_cells_below(r->c, (FlowCellsBelow){unit, r->measure, r->from, r->to, r->per}, &rows));
        TRY(add_all(r, &rows, unit, -1));
        TRY(add_all(r, &rows, 0, 1));
    }
    for (size_t i = 0; i < split->len; i++)
        TRY(split_sums(r, split->at[i].id));
    return OK;
}

/* ---- the own counts of every unit ---- */

static Err from_own(Reading *r)
{
    FlowCellRows rows;
    TRY(flow_cells_own(r->c, (FlowCellsOwn){r->measure, r->from, r->to, r->per}, &rows));
    for (size_t i = 0; i < rows.len; i++) {
        const FlowCell *x = &rows.at[i];
        add(r, statistics_under(r->s, &r->places, x->unit, 0), x->facet, x->year, x->n);
    }
    return OK;
}

/* What was told apart goes from where nobody could say to where it belongs. */
static Err told_apart(Reading *r)
{
    ToldCellRows rows;
    if (r->s->stock) {
        const Str state = {r->measure.ptr + 1, r->measure.len - 1};
        TRY(stock_told(r->c, (StockTold){state, r->from, r->to}, &rows));
    } else {
        TRY(flow_told(r->c, (FlowTold){r->act, r->from, r->to, r->campaign}, &rows));
    }
    for (size_t i = 0; i < rows.len; i++) {
        const ToldCell *x = &rows.at[i];
        const int64_t was = statistics_under(r->s, &r->places, x->unit, 0);
        if (was > 0 || !was) continue;
        add(r, was, x->facet, x->year, -x->n);
        add(r, statistics_under(r->s, &r->places, x->unit, x->belongs), x->facet, x->year, x->n);
    }
    return OK;
}

/* ---- the days of months that are not whole ---- */

static Err from_acts(Reading *r, Day from, Day to)
{
    ToldCellRows rows;
    if (to.n < from.n) return OK;
    TRY(flow_acts(r->c, (FlowActs){r->act, from, to, r->campaign}, &rows));
    for (size_t i = 0; i < rows.len; i++) {
        const ToldCell *x = &rows.at[i];
        add(r, statistics_under(r->s, &r->places, x->unit, x->belongs), x->facet, x->year, x->n);
    }
    return OK;
}

static int64_t month_after(int64_t month)
{
    return month % 100 == 12 ? month + 89 : month + 1;
}

static int64_t month_before(int64_t month)
{
    return month % 100 == 1 ? month - 89 : month - 1;
}

/* The whole months of the period, and the days before and behind them. */
typedef struct {
    int64_t from, to;
    Day before[2], behind[2];
} Months;

static Months months_of(const Scope *s)
{
    const Civil from = civil(s->from_day), to = civil(s->to_day);
    Months m = {
        from.year * 100 + from.month, to.year * 100 + to.month, {{1}, {0}},
                  {{1}, {0}}
    };
    const Day from_last = day(from.year, from.month, days_in_month(from.year, from.month));
    const bool first_whole = from.date == 1 && s->to_day.n >= from_last.n;
    const bool last_whole = to.date == days_in_month(to.year, to.month);
    if (!first_whole) {
        m.before[0] = s->from_day, m.before[1] = s->to_day.n < from_last.n ? s->to_day : from_last;
        m.from = month_after(m.from);
    }
    if (!last_whole && m.to >= m.from) {
        m.behind[0] = day(to.year, to.month, 1), m.behind[1] = s->to_day;
        m.to = month_before(m.to);
    }
    return m;
}

static bool has_edges(const Months *m)
{
    return m->before[0].n <= m->before[1].n || m->behind[0].n <= m->behind[1].n;
}

/* ---- all of it ---- */

Err statistics_fast(Ctx *c, const Scope *s, bool *yes)
{
    SplitUnitRows split = {0};
    *yes = false;
    if (s->borders.n != c->today.n || !s->before || s->part) return OK;
    TRY(unit_split_below(c, s->unit.id, false, &split));
    *yes = !split.len;
    return OK;
}

static Err read_flow(Reading *r, const SplitUnitRows *split)
{
    const Months m = months_of(r->s);
    r->from = m.from, r->to = m.to, r->per = PER_MONTH;
    if (!r->places.at && has_edges(&m)) TRY(unit_places(r->c, r->s->unit.id, r->s->borders, &r->places));
    if (r->from <= r->to) TRY(r->fast ? from_sums(r, split) : from_own(r));
    if (r->from <= r->to && r->places.at) TRY(told_apart(r));
    TRY(from_acts(r, m.before[0], m.before[1]));
    return from_acts(r, m.behind[0], m.behind[1]);
}

static Err read_stock(Reading *r, const SplitUnitRows *split)
{
    r->from = civil(r->s->from_day).year, r->to = civil(r->s->to_day).year, r->per = PER_YEAR;
    TRY(r->fast ? from_sums(r, split) : from_own(r));
    return r->places.at ? told_apart(r) : OK;
}

Err statistics_cells(Ctx *c, const Scope *s, Str measure, Str campaign, bool by_unit, StatCells *out)
{
    SplitUnitRows split = {0};
    Reading r = {
        .c = c, .s = s, .measure = measure, .act = measure, .campaign = campaign, .by_unit = by_unit, .out = out};
    if (campaign.len) r.measure = arena_fmt(c->arena, STR "@" STR, ARG(measure), ARG(campaign));
    r.fast = s->borders.n == c->today.n && s->before;
    if (r.fast) TRY(unit_split_below(c, s->unit.id, by_unit, &split));
    if (!r.fast || split.len) TRY(unit_places(c, s->unit.id, s->borders, &r.places));
    return s->stock ? read_stock(&r, &split) : read_flow(&r, &split);
}

bool statistics_wanted(const Scope *s, const StatCell *x)
{
    Str subject = x->facet;
    const Str field = str_cut(&subject, '/');
    if (s->asked.field.len && !str_eq(field, s->asked.field)) return false;
    return !s->asked.subject.len || str_eq(subject, s->asked.subject);
}

Err figures_number(Ctx *c, const Scope *s, int64_t *n)
{
    StatCells cells = {0};
    TRY(statistics_cells(c, s, s->measure, s->asked.campaign, s->part != 0, &cells));
    *n = 0;
    for (size_t i = 0; i < cells.len; i++) {
        const StatCell *x = &cells.at[i];
        const bool here = s->part ? x->under == s->part : x->under != PLACE_PARTLY;
        if (here && statistics_wanted(s, x)) *n += x->n;
    }
    return OK;
}

Err figures_count(Ctx *c, const Scope *s, const StatedTable *fields, Counted *out)
{
    StatCells cells = {0};
    TRY(statistics_cells(c, s, s->measure, (Str){0}, false, &cells));
    *out = (Counted){0};
    for (Subject k = 0; k < SUBJECTS; k++)
        out->of_field[k] = NEW(c->arena, int64_t, fields->len + 1);
    for (size_t n = 0; n < cells.len; n++) {
        Str subject = cells.at[n].facet;
        const Str field = str_cut(&subject, '/');
        const Subject k = str_eq(subject, str(subject_kinds[PERSONS])) ? PERSONS : GROUPS;
        if (cells.at[n].under == PLACE_PARTLY) {
            out->partly += cells.at[n].n;
            continue;
        }
        out->total[k] += cells.at[n].n;
        for (size_t i = 0; i < fields->len; i++)
            if (str_eq(fields->at[i].code, field)) out->of_field[k][i] += cells.at[n].n;
    }
    return OK;
}
