/* model_line_test.c - an office's years of records come in whole, once, or not at all, and go out as they came. */
#include "base/day.h"
#include "base/test.h"
#include "movement/model.h"
#include "store/bench.h"
#include <string.h>

static Ctx *with_units(void)
{
    Ctx *c = bench_ctx();
    ImportReport r = {0};
    OKAY(unit_exchange.read(c, bench_file(c, "units.csv"), &r));
    return c;
}

static Str exported(Ctx *c)
{
    Outlet out = {.as = AS_CSV, .text = {.arena = c->arena}};
    OKAY(models_write(c, &out));
    return outlet_done(&out);
}

static void same(Str is, Str want)
{
    while (is.len || want.len) {
        Str a = str_cut(&is, '\n'), b = str_cut(&want, '\n');
        if (!str_eq(str_trim(a), str_trim(b)))
            test_fail(__FILE__, __LINE__, "'" STR "'\nnot '" STR "'", ARG(a), ARG(b));
    }
}

TEST(models_go_out_as_they_came_in)
{
    Ctx *c = with_units();
    ImportReport r = {0};
    const Str file = bench_file(c, "movement/models.csv");
    Err e = models_read(c, file, &r);
    if (e)
        test_fail(__FILE__, __LINE__, "line %d: " STR ": " STR, r.len ? (int)r.at[0].line : 0, ARG(r.at[0].field),
                  ARG(r.at[0].reason));
    EQ(r.rows, 9);
    EQ(r.added, 9);
    same(exported(c), file);

    r = (ImportReport){0}; /* once more: nothing happens */
    OKAY(models_read(c, file, &r));
    EQ(r.rows, 9);
    EQ(r.added, 0);
    same(exported(c), file);
}

TEST(an_import_does_each_act_on_its_own_day)
{
    Ctx *c = with_units();
    ImportReport r = {0};
    Twin *first;
    TwinRows found;
    Acted act;
    Unit then;
    Casefile f;
    OKAY(models_read(c, bench_file(c, "movement/models.csv"), &r));
    OKAY(unit_by_code(c, S("22945"), day(2019, 3, 1), &then)); /* another unit had the code then */
    OKAY(model_twins(c, (ModelTwins){S("bep com nghia tinh"), then.id, 2019, 0}, &found));
    EQ(found.len, 1);
    first = &found.at[0];
    OKAY(casefile_by_id(c, first->id, &f));
    EQ(f.opened.n, day(2019, 3, 1).n);
    CHECK(f.public);
    EQ_STR(f.facet, "van_hoa_xa_hoi/tap_the");
    OKAY(model_act_of(c, first->id, S("dang_ky"), &act));
    EQ(act.done.n, day(2019, 3, 4).n);
    OKAY(model_act_of(c, first->id, S("cong_nhan"), &act));
    EQ(act.done.n, day(2019, 5, 2).n);
    EQ_STR(act.document, "12/QĐ-UBND");
}

#define HEAD MODEL_COLUMNS "\n"
#define ROW(unit, name, kind, person, state, opened, registered, taken, appraised, recognised, decision, published,    \
            reason, on)                                                                                                \
    unit "," name "," kind ",kinh_te,,," unit ",2026-01-05,,a,b,,,,,c,,d,," person ",,,," state "," opened             \
         "," registered "," taken "," appraised "," recognised "," decision "," published "," reason "," on ",,,\n"

TEST(a_bad_line_is_named_and_nothing_comes_in)
{
    static const struct {
        const char *row, *field;
    } cases[] = {
        {ROW("22945", "",     "tap_the", "", "draft",     "2026-01-05", "",           "", "",           "",           "",       "0", "", ""), "name"       },
        {ROW("22945", "Ngõ", "tap_the", "", "",          "",           "",           "", "",           "",           "",       "0", "", ""), "opened"     },
        {ROW("99999", "Ngõ", "tap_the", "", "draft",     "2026-01-05", "",           "", "",           "",           "",       "0", "", ""), "unit"       },
        {ROW("22951", "Ngõ", "tap_the", "", "draft",     "2026-01-05", "",           "", "",           "",           "",       "0", "", ""),
         "unit"                                                                                                                                            }, /* closed */
        {ROW("22945", "Ngõ", "ca_nhan", "", "draft",     "2026-01-05", "",           "", "",           "",           "",       "0", "", ""), "person_name"},
        {ROW("22945", "Ngõ", "tap_the", "", "xong",      "2026-01-05", "",           "", "",           "",           "",       "0", "", ""), "state"      },
        {ROW("22945", "Ngõ", "tap_the", "", "draft",     "2026-01-05", "2026-01-06", "", "",           "",           "",       "0", "", ""),
         "registered"                                                                                                                                      },
        {ROW("22945", "Ngõ", "tap_the", "", "submitted", "2026-01-05", "",           "", "",           "",           "",       "0", "", ""), "registered" },
        {ROW("22945", "Ngõ", "tap_the", "", "",          "2026-01-05", "2026-01-04", "", "",           "",           "",       "0", "", ""), "registered" },
        {ROW("22945", "Ngõ", "tap_the", "", "",          "2026-01-05", "2026-11-24", "", "",           "",           "",       "0", "", ""), "registered" },
        {ROW("22945", "Ngõ", "tap_the", "", "",          "2026-01-05", "2026-01-06", "", "2026-02-06", "2026-02-05", "",       "0", "",
         ""),
         "recognised"                                                                                                                                      },
        {ROW("22945", "Ngõ", "tap_the", "", "",          "2026-01-05", "2026-01-06", "", "",           "",           "12/QĐ", "0", "", ""),
         "decision"                                                                                                                                        },
        {ROW("22945", "Ngõ", "tap_the", "", "",          "2026-01-05", "2026-01-06", "", "",           "",           "",       "1", "", ""), "published"  },
        {ROW("22945", "Ngõ", "tap_the", "", "rejected",  "2026-01-05", "2026-01-06", "", "",           "",           "",       "0", "",
         "2026-02-01"),
         "reason"                                                                                                                                          },
        {ROW("22945", "Ngõ", "tap_the", "", "",          "05/13/2026", "",           "", "",           "",           "",       "0", "", ""), "opened"     },
    };
    Ctx *c = with_units();
    for (size_t i = 0; i < LEN(cases); i++) {
        ImportReport r = {0};
        const Str good =
            S(ROW("22945", "Trước", "tap_the", "", "draft", "2026-01-05", "", "", "", "", "", "0", "", ""));
        EQ(models_read(c, arena_fmt(c->arena, HEAD STR "%s", ARG(good), cases[i].row), &r), ERR_INVALID);
        CHECK(r.len >= 1);
        EQ(r.at[0].line, 3);
        if (!str_eq(r.at[0].field, str(cases[i].field)))
            test_fail(__FILE__, __LINE__, "case %zu: '" STR "' (" STR "), not %s", i, ARG(r.at[0].field),
                      ARG(r.at[0].reason), cases[i].field);
        EQ(r.added, 0);
    }
    same(exported(c), S(HEAD));
}

TEST(a_second_model_of_the_same_name_is_refused_by_line)
{
    Ctx *c = with_units();
    ImportReport r = {0};
    const char *two = ROW("22945", "Ngõ xanh", "tap_the", "", "draft", "2026-01-05", "", "", "", "", "", "0", "", "")
        ROW("22945", "NGO XANH", "tap_the", "", "draft", "2026-02-05", "", "", "", "", "", "0", "", "");
    EQ(models_read(c, arena_fmt(c->arena, HEAD "%s", two), &r), ERR_INVALID);
    EQ(r.len, 1);
    EQ(r.at[0].line, 3);
    EQ_STR(r.at[0].field, "name");
}
