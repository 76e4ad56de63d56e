/* count.c - the numbers of a report, from the tallies: the sums of today's tree where the borders are today's, else the
 * own counts of every unit that lay in them. */
#include "base/day.h"
#include "figures/figure.h"
#include "movement/field.h"
#include "report/report.h"

const char *const report_acts_counted[] = {"dang_ky",    "tham_dinh",   "cong_nhan", "nhan_rong", "duy_tri",
                                           "bieu_duong", "khen_thuong", "ket_thuc",  NULL};
static const char *const desk[] = {"receive", "on_time_first", "late_first", "on_time", "late"};
enum { RECOGNITION = 2 };

typedef struct {
    ReportOwn *at;
    size_t len, cap;
} Sums;

static void add(Ctx *c, Sums *to, const ReportOwn *x)
{
    for (size_t i = 0; i < to->len; i++)
        if (str_eq(to->at[i].measure, x->measure) && str_eq(to->at[i].facet, x->facet) &&
            str_eq(to->at[i].kind, x->kind)) {
            to->at[i].n += x->n;
            return;
        }
    to->at = arena_grown(c->arena, to->at, to->len, &to->cap, sizeof *to->at);
    to->at[to->len++] = *x;
}

/* Of the unit that reports, and of each that lay under it. */
typedef struct {
    Sums all;
    UnitRows below;
    Sums *of; /* by its place in `below` */
} Gathered;

static Sums *sums_under(Gathered *g, int64_t unit)
{
    for (size_t i = 0; i < g->below.len; i++)
        if (g->below.at[i].id == unit) return &g->of[i];
    return NULL;
}

/* In the borders of today the sums of the tree say it, and nothing is added up that was added up before. */
static Err gather_sums(Ctx *c, const ReportAsked *what, Gathered *g)
{
    const int64_t unit = what->unit.id, from = what->of.from_month, to = what->of.to_month;
    ReportOwnRows rows;
    ReportBelowRows below;
    TRY(report_sums(c, (ReportSums){unit, from, to}, &rows));
    g->all = (Sums){rows.at, rows.len, rows.len};
    TRY(report_sums_below(c, (ReportSumsBelow){unit, from, to}, &below));
    for (size_t i = 0; i < below.len; i++) {
        const ReportBelow *x = &below.at[i];
        Sums *to_one = sums_under(g, x->unit);
        if (to_one) add(c, to_one, &(ReportOwn){x->kind, x->measure, x->facet, x->n});
    }
    return OK;
}

/* In other borders every unit's own counts are put where it lay then. */
static Err gather_own(Ctx *c, const ReportAsked *what, Gathered *g)
{
    Places in;
    TRY(unit_places(c, what->unit.id, what->borders, &in));
    for (size_t i = 0; i < in.len; i++) {
        ReportOwnRows rows;
        if (in.at[i].under == PLACE_PARTLY) continue; /* counted where all its parts are together */
        TRY(report_own_counts(c, (ReportOwnCounts){in.at[i].id, what->of.from_month, what->of.to_month}, &rows));
        Sums *to_one = sums_under(g, in.at[i].under);
        for (size_t k = 0; k < rows.len; k++) {
            add(c, &g->all, &rows.at[k]);
            if (to_one) add(c, to_one, &rows.at[k]);
        }
    }
    return OK;
}

static Err gather(Ctx *c, const ReportAsked *what, Gathered *g)
{
    ReportCount changed;
    TRY(unit_children(c, what->unit.id, what->borders, &g->below));
    g->of = NEW(c->arena, Sums, g->below.len + 1);
    TRY(report_units_changed(c, what->borders, c->today, &changed));
    const bool is_todays = !changed.n && what->borders.n <= c->today.n;
    return is_todays ? gather_sums(c, what, g) : gather_own(c, what, g);
}

/* ---- cells ---- */

Str cell_name(Arena *a, const char *act, Subject k)
{
    return arena_fmt(a, "%s/%s", act, subject_kinds[k]);
}

int64_t cell_number(const Cells *cells, const char *part, Str item, Str measure)
{
    for (size_t i = 0; i < cells->len; i++) {
        const ReportCell *x = &cells->at[i];
        if (str_eq(x->part, str(part)) && str_eq(x->item, item) && str_eq(x->measure, measure)) return x->n;
    }
    return 0;
}

typedef struct {
    Ctx *c;
    ReportCell *at;
    size_t len, cap;
} Making;

static void cell(Making *m, ReportCell x)
{
    m->at = arena_grown(m->c->arena, m->at, m->len, &m->cap, sizeof *m->at);
    m->at[m->len++] = x;
}

/* Of one measure and one subject, in one field or (empty) in all. */
static int64_t sum_of(const Sums *s, Str measure, Str field, Subject k)
{
    int64_t n = 0;
    for (size_t i = 0; i < s->len; i++) {
        Str subject = s->at[i].facet;
        if (!str_eq(s->at[i].kind, S("model")) || !str_eq(s->at[i].measure, measure)) continue;
        const Str own = str_cut(&subject, '/');
        if (str_eq(subject, str(subject_kinds[k])) && (!field.len || str_eq(own, field))) n += s->at[i].n;
    }
    return n;
}

/* A counted number that is 0 is left out, but for recognitions: so that each row is there. */
static void put_acts(Making *m, const Sums *s, ReportCell row, Str field)
{
    Arena *a = m->c->arena;
    for (size_t i = 0; report_acts_counted[i]; i++)
        for (Subject k = 0; k < SUBJECTS; k++) {
            row.measure = cell_name(a, report_acts_counted[i], k);
            row.n = sum_of(s, str(report_acts_counted[i]), field, k);
            if (row.n || i == RECOGNITION) cell(m, row);
        }
}

static Err put_fields(Making *m, const Sums *s)
{
    Options fields;
    Ctx vi = *m->c;
    vi.lang = VI; /* what is kept is in the language of the office */
    TRY(field_options(&vi, &fields));
    for (size_t i = 0; i < fields.len; i++)
        put_acts(m, s, (ReportCell){.part = S("field"), .item = fields.at[i].value, .name = fields.at[i].label},
                 fields.at[i].value);
    return OK;
}

static Err put_campaigns(Making *m, const Sums *s)
{
    Options all;
    TRY(campaign_options(m->c, &all));
    for (size_t i = 0; i < all.len; i++)
        for (size_t k = 0; report_acts_counted[k]; k++)
            for (Subject j = 0; j < SUBJECTS; j++) {
                const Str of = arena_fmt(m->c->arena, "%s@" STR, report_acts_counted[k], ARG(all.at[i].value));
                const int64_t n = sum_of(s, of, (Str){0}, j);
                if (n)
                    cell(m, (ReportCell){S("campaign"), all.at[i].value, all.at[i].label,
                                         cell_name(m->c->arena, report_acts_counted[k], j), n, (Str){0}});
            }
    return OK;
}

static void put_desk(Making *m, const Sums *s)
{
    for (size_t i = 0; i < LEN(desk); i++) {
        int64_t n = 0;
        for (size_t k = 0; k < s->len; k++)
            if (str_eq(s->at[k].kind, S("dossier")) && str_eq(s->at[k].measure, str(desk[i]))) n += s->at[k].n;
        cell(m, (ReportCell){.part = S("onestop"), .item = str(desk[i]), .measure = S("n"), .n = n});
    }
}

/* In the source's own words, in a column of their own: never a number of ours. */
static Err put_stated(Making *m, const ReportAsked *what)
{
    Ctx *c = m->c;
    ReportStatedRows rows;
    Unit root;
    TRY(unit_root(c, &root));
    TRY(report_stated(c, root.id == what->unit.id ? S("toan_tinh") : what->unit.code, &rows));
    for (size_t i = 0; i < rows.len; i++) {
        const ReportStated *x = &rows.at[i];
        const Str measure = arena_fmt(c->arena, STR "/" STR, ARG(x->field), ARG(x->subject));
        cell(m, (ReportCell){S("stated"), x->code, x->source, measure, 0, x->words});
    }
    return OK;
}

/* ---- the units below: their numbers, and which have not reported ---- */

static Err put_missing(Making *m, const ReportAsked *what, const Unit *u)
{
    ReportAt at;
    const Err e = report_standing(m->c, (ReportStanding){u->id, what->of.from_month, what->of.to_month}, &at);
    if (e && e != ERR_NOT_FOUND) return e;
    if (!e && at.issued) return OK;
    cell(m, (ReportCell){S("missing"), u->code, u->name, S("state"), 0, e ? S("none") : at.state});
    return OK;
}

static Err put_units(Making *m, const ReportAsked *what, const Gathered *g)
{
    for (size_t i = 0; i < g->below.len; i++) {
        const Unit *u = &g->below.at[i];
        put_acts(m, &g->of[i], (ReportCell){.part = S("unit"), .item = u->code, .name = u->name}, (Str){0});
    }
    for (size_t i = 0; i < g->below.len; i++)
        TRY(put_missing(m, what, &g->below.at[i]));
    return OK;
}

Err report_count(Ctx *c, const ReportAsked *what, Cells *out)
{
    Making m = {.c = c};
    Gathered g = {.of = NULL};
    TRY(gather(c, what, &g));
    TRY(put_fields(&m, &g.all));
    TRY(put_campaigns(&m, &g.all));
    put_desk(&m, &g.all);
    TRY(put_stated(&m, what));
    TRY(put_units(&m, what, &g));
    *out = (Cells){m.at, m.len};
    return OK;
}
