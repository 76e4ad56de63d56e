/* late.c - dossiers past their appointment, by unit and procedure: for those who may see them. */
#include "base/day.h"
#include "dossier.html.h"
#include "onestop/onestop.h"
#include <assert.h>

enum { SHOWN_MAX = 200 };

static const Column columns[] = {
    COLUMN(LateLine, code),      COLUMN(LateLine, number),     COLUMN(LateLine, title), COLUMN(LateLine, facet),
    COLUMN(LateLine, unit_code), COLUMN(LateLine, unit_name),  COLUMN(LateLine, who),   COLUMN(LateLine, first_due),
    COLUMN(LateLine, due),       COLUMN(LateLine, late_first), COLUMN(LateLine, late),
};
static const Columns table = COLUMNS("mot-cua-qua-han", columns, LateLine);

/* Nobody reads what lies outside of their own units. */
static Err unit_asked(Req *q, int64_t *out)
{
    Ctx *c = &q->ctx;
    const Str code = query_arg(q, "don-vi");
    Unit u;
    *out = c->unit;
    if (!code.len) return OK;
    TRY(unit_by_code(c, code, c->today, &u));
    *out = u.id;
    return unit_covers(c, dossier_flow.readers, u.path) ? OK : ERR_NOT_FOUND;
}

static LateLines lines_of(Ctx *c, const LateRowRows *rows)
{
    LateLines out = {NEW(c->arena, LateLine, rows->len + 1), rows->len};
    for (size_t i = 0; i < rows->len; i++) {
        const LateRow *r = &rows->at[i];
        const int64_t late = workdays_between(c->calendar, r->due, c->today);
        out.at[i] = (LateLine){.code = r->code,
                               .number = r->number,
                               .title = r->title,
                               .facet = r->facet,
                               .unit_code = r->unit_code,
                               .unit_name = r->unit_name,
                               .who = r->who,
                               .first_due = r->first_due,
                               .due = r->due,
                               .late_first = workdays_between(c->calendar, r->first_due, c->today),
                               .late = late > 0 ? late : 0};
    }
    return out;
}

Err late_page(Req *q)
{
    Ctx *c = &q->ctx;
    LateRowRows rows = {0};
    LateView v = {.unit_code = query_arg(q, "don-vi"), .facet = query_arg(q, "thu-tuc")};
    DossiersLate x = {.facet = v.facet,
                      .own = query_arg(q, "rieng").len > 0,
                      .now = str_eq(query_arg(q, "theo"), S("nay")),
                      .n = wants_html(q) ? SHOWN_MAX + 1 : TABLE_MAX};
    Day from;
    const bool known = due_between(c, S("qua-han"), &from, &x.last);
    assert(known);
    TRY(unit_asked(q, &x.above));
    v.listed = v.unit_code.len || v.facet.len || x.now;
    if (v.listed || !wants_html(q)) TRY(dossiers_late(c, x, &rows));
    v.more = rows.len > SHOWN_MAX && wants_html(q);
    if (v.more) rows.len = SHOWN_MAX;
    v.rows = lines_of(c, &rows);
    if (!wants_html(q)) return reply_rows(q, &table, v.rows.at, v.rows.len, (Str){0});
    TRY(late_groups(c, x.above, x.last, &v.groups));
    TRY(unit_options(c, &v.units));
    int64_t n = 0;
    for (size_t i = 0; i < v.groups.len; i++)
        n += v.groups.at[i].first;
    const Str count = text_int64_t(c, n);
    v.heading = msg_with(c, n ? MSG_onestop_late_heading : MSG_onestop_late_none, &count, 1);
    return reply(q, (Page){.title = v.heading,
                           .main = late_html(c, &v),
                           .nav = "/can-bo/mot-cua",
                           .up = "/can-bo/mot-cua",
                           .up_title = MSG_onestop_desk,
                           .private_page = true});
}
