/* cells_test.c - the tallies hold what a ledger of changes adds up to, for every unit and all above it. The ledger,
 * its cells and the report by field and kind were worked out elsewhere (test/data/movement/cells). */
#include "base/csv.h"
#include "base/test.h"
#include "casework/casework.h"
#include "store/bench.h"

enum { UNITS = 15 };
static int64_t ids[UNITS + 1];

static CsvReader table(Ctx *c, const char *name)
{
    return csv_open(c->arena, bench_file(c, arena_fmt(c->arena, "movement/cells/%s.csv", name).ptr));
}

static int64_t number(const CsvRow *row, const char *column)
{
    int64_t n;
    CHECK(str_int(csv_cell(row, column), &n));
    return n;
}

static Str facet(Ctx *c, const CsvRow *row)
{
    return arena_fmt(c->arena, STR "/" STR, ARG(csv_cell(row, "field")), ARG(csv_cell(row, "kind")));
}

static Str measure(Ctx *c, const CsvRow *row)
{
    return arena_fmt(c->arena, "=" STR, ARG(csv_cell(row, "status")));
}

static void tree(Ctx *c)
{
    CsvReader in = table(c, "units");
    CsvRow row;
    ImportReport r = {0};
    Buf text = {.arena = c->arena};
    buf_str(&text,
            S("code,name,kind,parent_code,valid_from,valid_to,predecessor_codes,partial_predecessors,code_source,"
              "source,note\n"));
    while (csv_next(&in, &row)) {
        const Str above = csv_cell(&row, "parent");
        buf_fmt(&text, STR ",Đơn vị,xa," STR ",2009-01-01,,,,nso,x,\n", ARG(csv_cell(&row, "unit")),
                ARG(str_eq(above, S("0")) ? S("") : above));
    }
    OKAY(unit_exchange.read(c, buf_done(&text), &r));
    for (int i = 1; i <= UNITS; i++) {
        Unit u;
        OKAY(unit_by_code(c, arena_fmt(c->arena, "%d", i), c->today, &u));
        ids[i] = u.id;
    }
}

static void replay(Ctx *c)
{
    CsvReader in = table(c, "ledger");
    CsvRow row;
    size_t n = 0;
    for (; csv_next(&in, &row); n++)
        OKAY(tally_add(c, (TallyAdd){ids[number(&row, "unit")], S("model"), measure(c, &row), number(&row, "year"),
                                     facet(c, &row), number(&row, "delta")}));
    EQ(n, 225);
}

static int64_t cell(Ctx *c, int64_t unit, Str of, int64_t year, Str split)
{
    CellRows cells;
    OKAY(tally_cells(c, (TallyCells){unit, S("model"), of, year, year}, &cells));
    for (size_t i = 0; i < cells.len; i++)
        if (str_eq(cells.at[i].facet, split)) return cells.at[i].n;
    return 0;
}

TEST(tallies_are_what_the_ledger_adds_up_to)
{
    static const char *const statuses[] = {"=dang_ky", "=tham_dinh",  "=cong_nhan",   "=nhan_rong",
                                           "=duy_tri", "=bieu_duong", "=khen_thuong", "=ket_thuc"};
    Ctx *c = bench_ctx();
    CsvRow row;
    size_t n = 0, held = 0;
    tree(c);
    replay(c);
    CsvReader cells = table(c, "cells");
    for (; csv_next(&cells, &row); n++)
        EQ(cell(c, ids[number(&row, "unit")], measure(c, &row), number(&row, "year"), facet(c, &row)),
           number(&row, "n"));
    EQ(n, 243);
    for (int u = 1; u <= UNITS; u++)
        for (size_t s = 0; s < LEN(statuses); s++) {
            CellRows all;
            OKAY(tally_cells(c, (TallyCells){ids[u], S("model"), str(statuses[s]), 0, 9999}, &all));
            held += all.len;
        }
    EQ(held, n); /* and no cell more */
    CsvReader report = table(c, "report_field_kind");
    while (csv_next(&report, &row)) {
        int64_t sum = 0;
        for (size_t s = 0; s < LEN(statuses); s++)
            for (int year = 2009; year <= 2026; year++)
                sum += cell(c, ids[number(&row, "unit")], str(statuses[s]), year, facet(c, &row));
        EQ(sum, number(&row, "n"));
    }
}
