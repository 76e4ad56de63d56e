/* office.c - for tests: a one-stop office with its units, calendar and procedures, in a write transaction. */
#include "onestop/office.h"
#include "base/data.h"
#include "base/day.h"
#include "base/test.h"
#include "store/bench.h"

static const Flow *const flows[] = {&dossier_flow, &dossier_leg_flow, NULL};

static void fill(Ctx *c, Err (*read)(Ctx *, Str, ImportReport *), Str table)
{
    ImportReport r = {0};
    OKAY(read(c, table, &r));
}

Ctx *office(void)
{
    Ctx *c = bench_ctx();
    casework_flows = flows;
    fill(c, unit_exchange.read, bench_file(c, "units.csv"));
    fill(c, casework.exchanges.at[0].read, bench_file(c, "holidays.csv"));
    OKAY(calendar_load(c, c->arena, &c->calendar));
    fill(c, procedure_import, data_file("procedure/data/procedures.csv"));
    fill(c, paper_import, data_file("procedure/data/papers.csv"));
    OKAY(store_do(c->store, BEGIN_WRITE));
    return c;
}

void office_as(Ctx *c, int64_t role, const char *unit, Str name)
{
    Unit u;
    Grant *g = NEW(c->arena, Grant, 1);
    OKAY(unit_by_code(c, str(unit), c->today, &u));
    *g = (Grant){role, u.path};
    c->actor = c->actor_name = name;
    c->unit = u.id, c->grants = g, c->grant_len = 1, c->holder = 0;
}

void office_at(Ctx *c, const char *when)
{
    OKAY(!time_parse(str(when), &c->now));
    c->today = day_of(c->now);
}
