/* figures.c - the figures of the desks, and the list behind each. */
#include "base/day.h"
#include "base/json.h"
#include "performance.html.h"
#include "performance/performance.h"

enum { FIGURES_PAGE = 100 };

static Str percent(Ctx *c, int64_t part, int64_t whole)
{
    if (!whole) return (Str){0};
    const int64_t tenths = (part * 1000 + whole / 2) / whole;
    return arena_fmt(c->arena, "%lld,%lld%%", (long long)tenths / 10, (long long)tenths % 10);
}

static Err sum_of(Ctx *c, const OnestopScope *s, Str kind, Str measure, int64_t *out)
{
    Sum sum;
    TRY(tally_sum(c, (TallySum){s->unit.id, kind, measure, s->year * 100 + 1, s->year * 100 + 12}, &sum));
    *out = sum.n;
    return OK;
}

static Err figures_of(Ctx *c, const OnestopScope *s, Figures *f)
{
    TRY(sum_of(c, s, S("dossier"), S("receive"), &f->received));
    TRY(sum_of(c, s, S("dossier"), S("on_time_first"), &f->on_time_first));
    TRY(sum_of(c, s, S("dossier"), S("late_first"), &f->late_first));
    TRY(sum_of(c, s, S("dossier"), S("on_time"), &f->on_time));
    TRY(sum_of(c, s, S("dossier"), S("late"), &f->late));
    f->done = f->on_time_first + f->late_first;
    return OK;
}

static const Column office_columns[] = {
    COLUMN(OfficeRow, code),          COLUMN(OfficeRow, name),       COLUMN(OfficeRow, received),
    COLUMN(OfficeRow, on_time_first), COLUMN(OfficeRow, late_first), COLUMN(OfficeRow, on_time),
    COLUMN(OfficeRow, late),
};
static const Columns office_table = COLUMNS("mot-cua", office_columns, OfficeRow);

static const Column total_columns[] = {
    COLUMN(Figures, received), COLUMN(Figures, on_time_first), COLUMN(Figures, late_first),
    COLUMN(Figures, on_time),  COLUMN(Figures, late),
};
static const Columns total_table = COLUMNS("mot-cua", total_columns, Figures);

static Err onestop_json(Req *q, const OnestopView *v)
{
    Buf out = {.arena = q->ctx.arena};
    Json j = {&out, false};
    json_open(&j, '{');
    json_member(&j, "unit", v->unit_code);
    json_member(&j, "unit_name", v->unit_name);
    json_member(&j, "year", v->year);
    columns_members(&j, &total_table, &v->total);
    json_key(&j, "offices");
    rows_json(&j, &office_table, v->offices.at, v->offices.len);
    json_close(&j, '}');
    return reply_json(q, 200, buf_done(&out));
}

Err onestop_page(Req *q)
{
    Ctx *c = &q->ctx;
    OnestopScope s;
    OnestopView v = {0};
    TRY(onestop_scope(q, &s));
    v.unit_name = s.unit.name, v.unit_code = s.unit.code, v.year = s.year, v.year_text = s.year_text;
    TRY(figures_of(c, &s, &v.total));
    TRY(offices_counted(c, (OfficesCounted){s.unit.id, s.year * 100 + 1, s.year * 100 + 12}, &v.offices));
    v.share_first = percent(c, v.total.on_time_first, v.total.done);
    v.share_now = percent(c, v.total.on_time, v.total.done);
    if (!wants_html(q)) return onestop_json(q, &v);
    TRY(unit_options(c, &v.units));
    return reply(q, (Page){.title = msg(c, MSG_onestop_title), .main = onestop_html(c, &v), .nav = "/mot-cua"});
}

Str list_place(Arena *a, Day day, int64_t place)
{
    return arena_fmt(a, "%d-%lld", day.n, (long long)place);
}

bool list_place_read(Str text, ListPlace *out)
{
    int64_t n;
    const Str head = str_cut(&text, '-');
    if (!str_int(head, &n) || n < 0 || n > INT32_MAX || !str_int(text, &out->place)) return false;
    out->day.n = (int32_t)n;
    return true;
}

/* The list behind a figure: as many rows as the figure says. */
typedef enum { BY_ACT, BY_RESULT, BY_DAYS, BY_MANNER, BY_LEG } CountedBy;
// clang-format off
static const struct {
    const char *name;
    CountedBy by;
    const char *kind, *measure; /* in the tallies; BY_DAYS and BY_MANNER have several each */
    const char *act, *channel;  /* BY_ACT */
    int late_first, late;       /* BY_RESULT, BY_DAYS: 0 or 1; -1: either */
} measures[] = {
    {"receive",            BY_ACT,    "dossier",     "receive",            "receive",            "",               0,  0},
    {"receive_online",     BY_ACT,    "dossier",     "receive_online",     "receive",            "cong_quoc_gia",  0,  0},
    {"on_time_first",      BY_RESULT, "dossier",     "on_time_first",      NULL,                 NULL,             0, -1},
    {"late_first",         BY_RESULT, "dossier",     "late_first",         NULL,                 NULL,             1, -1},
    {"on_time",            BY_RESULT, "dossier",     "on_time",            NULL,                 NULL,            -1,  0},
    {"late",               BY_RESULT, "dossier",     "late",               NULL,                 NULL,            -1,  1},
    {"request_supplement", BY_ACT,    "dossier",     "request_supplement", "request_supplement", "",               0,  0},
    {"hand_over",          BY_ACT,    "dossier",     "hand_over",          "hand_over",          "",               0,  0},
    {"done",               BY_DAYS,   NULL,          NULL,                 NULL,                 NULL,            -1, -1},
    {"manner",             BY_MANNER, NULL,          NULL,                 NULL,                 NULL,             0,  0},
    {"late_legs",          BY_LEG,    "dossier_leg", "late_first",         NULL,                 NULL,             0,  0}, /* by the units that had them */
};
// clang-format on
static const Column result_columns[] = {
    COLUMN(ResultRow, code),      COLUMN(ResultRow, title),     COLUMN(ResultRow, facet),
    COLUMN(ResultRow, reception), COLUMN(ResultRow, first_due), COLUMN(ResultRow, due),
    COLUMN(ResultRow, result_on), COLUMN(ResultRow, unit_code), COLUMN(ResultRow, unit_name),
};
static const Columns result_table = COLUMNS("mot-cua-so-lieu", result_columns, ResultRow);

static int measure_of(Str name)
{
    for (size_t i = 0; i < LEN(measures); i++)
        if (str_eq(name, str(measures[i].name))) return (int)i;
    return -1;
}

static Err results_of(Ctx *c, const OnestopScope *s, int measure, Str facet, ListPlace at, int64_t n,
                      ResultRowRows *out)
{
    const Day first = day((int)s->year, 1, 1), to = day((int)s->year, 12, 31);
    const Day from = at.day.n > first.n ? at.day : first;
    const int64_t unit = s->unit.id, after = at.place;
    const Str act = str(measures[measure].act), channel = str(measures[measure].channel);
    const int64_t late_first = measures[measure].late_first, late = measures[measure].late;
    switch (measures[measure].by) {
    case BY_LEG:
        return legs_late(c, (LegsLate){from, to, unit, after, n}, out);
    case BY_MANNER:
        return manners_listed(c, (MannersListed){from, to, unit, after, n}, out);
    case BY_ACT:
        return acts_listed(c, (ActsListed){act, channel, from, to, unit, after, n}, out);
    case BY_RESULT:
    case BY_DAYS:
        break;
    }
    return results_listed(c, (ResultsListed){late_first, late, facet, from, to, unit, after, n}, out);
}

static Err manners_total(Ctx *c, const OnestopScope *s, int64_t *out)
{
    int64_t n;
    for (const char *const *m = rating_manner; *m; m++) {
        TRY(sum_of(c, s, S("dossier"), arena_fmt(c->arena, "manner@%s", *m), &n));
        *out += n;
    }
    return OK;
}

static Err days_total(Ctx *c, const OnestopScope *s, Str facet, int64_t *out)
{
    Tooks done;
    TRY(took_of(c, s->unit.id, facet, s->year, s->year, &done));
    for (size_t i = 0; i < done.len; i++)
        *out += done.at[i].n;
    return OK;
}

static Err total_of(Ctx *c, const OnestopScope *s, int measure, Str facet, int64_t *out)
{
    *out = 0;
    if (measures[measure].by == BY_DAYS) return days_total(c, s, facet, out);
    if (measures[measure].by == BY_MANNER) return manners_total(c, s, out);
    return sum_of(c, s, str(measures[measure].kind), str(measures[measure].measure), out);
}

Err figures_page(Req *q)
{
    Ctx *c = &q->ctx;
    OnestopScope s;
    int64_t total = 0;
    ListPlace at = {0};
    ResultsView v = {.measure = query_arg(q, "so"), .facet = query_arg(q, "thu-tuc")};
    const int measure = measure_of(v.measure);
    if (measure < 0) return ERR_NOT_FOUND;
    if (query_arg(q, "sau").len && !list_place_read(query_arg(q, "sau"), &at)) return ERR_NOT_FOUND;
    TRY(onestop_scope(q, &s));
    const int64_t page = wants_table(q) ? TABLE_MAX : FIGURES_PAGE;
    TRY(results_of(c, &s, measure, v.facet, at, page + 1, &v.rows));
    if ((int64_t)v.rows.len > page) {
        v.rows.len = (size_t)page;
        v.next = list_place(c->arena, v.rows.at[page - 1].day, v.rows.at[page - 1].place);
    }
    if (!wants_html(q)) return reply_rows(q, &result_table, v.rows.at, v.rows.len, v.next);
    TRY(total_of(c, &s, measure, v.facet, &total));
    const Str args[] = {text_int64_t(c, total), msg_of(c, "onestop", "measure", v.measure)};
    v.heading = msg_with(c, MSG_onestop_list_heading, args, LEN(args));
    v.unit_name = s.unit.name, v.unit_code = s.unit.code, v.year_text = s.year_text;
    return reply(q, (Page){.title = v.heading,
                           .main = results_html(c, &v),
                           .nav = "/mot-cua",
                           .up = "/mot-cua",
                           .up_title = MSG_onestop_title});
}
