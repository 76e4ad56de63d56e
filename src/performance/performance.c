/* performance.c - what everybody may read of how the desks do: the addresses, and of which unit and year it is. */
#include "performance/performance.h"
#include "base/day.h"

enum { YEAR_MIN = 2018, YEAR_MAX = 2100 };

Err onestop_scope(Req *q, OnestopScope *out)
{
    Ctx *c = &q->ctx;
    const Str code = query_arg(q, "don-vi"), year = query_arg(q, "nam");
    out->year = civil(c->today).year;
    if (year.len && (!str_int(year, &out->year) || out->year < YEAR_MIN || out->year > YEAR_MAX)) return ERR_NOT_FOUND;
    out->year_text = arena_fmt(c->arena, "%lld", (long long)out->year);
    if (code.len) return unit_by_code(c, code, c->today, &out->unit);
    const Err e = unit_root(c, &out->unit);
    if (e == ERR_NOT_FOUND) out->unit = (Unit){.name = site()->place}; /* nothing is set up yet: all figures are 0 */
    return e == ERR_NOT_FOUND ? OK : e;
}

// clang-format off
static const Route routes[] = {
    {GET, "/mot-cua",           NULL, onestop_page},
    {GET, "/mot-cua/so-lieu",   NULL, figures_page, .csv = true},
    {GET, "/mot-cua/thoi-gian", NULL, took_page, .csv = true},
    {GET, "/mot-cua/cham-diem", NULL, score_page, .csv = true},
    {GET, "/xin-loi",           NULL, apologies_page, .csv = true},
};
// clang-format on

const Slice performance = {.name = "performance", .routes = TABLE(routes)};
