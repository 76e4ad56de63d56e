/* leg_test.c - the parts of a limit are the limit, whatever the shares; and so are the days of real legs. */
#include "base/day.h"
#include "base/test.h"
#include "onestop/leg.h"
#include "onestop/office.h"
#include "store/bench.h"

enum { STEPS = 20, WAYS = 40, WHOLE = 100 };

/* Shares that make a hundred, drawn from a row of numbers that is always the same. */
static size_t shares_draw(uint32_t *seed, int64_t shares[STEPS])
{
    int64_t left = WHOLE;
    size_t n = 0;
    while (n < STEPS - 1 && left > 0) {
        *seed = *seed * 1664525u + 1013904223u;
        shares[n] = (int64_t)(*seed >> 8) % (left + 1);
        left -= shares[n++];
    }
    shares[n++] = left;
    return n;
}

TEST(the_days_of_all_legs_are_the_limit)
{
    uint32_t seed = 20251001;
    for (int way = 0; way < WAYS; way++) {
        int64_t shares[STEPS];
        const size_t n = shares_draw(&seed, shares);
        for (int64_t limit = 0; limit <= 365; limit++) {
            int64_t sum = 0, before = 0;
            for (size_t i = 0; i < n; i++) {
                const int64_t days = leg_days(limit, before, before + shares[i]);
                CHECK(days >= 0);
                CHECK(days <= limit * shares[i] / WHOLE + 1); /* rounding gives a day at most */
                sum += days, before += shares[i];
                CHECK(sum <= limit * before / WHOLE); /* no step ends behind its point of the way */
            }
            EQ(sum, limit);
        }
    }
}

TEST(legs_handed_on_on_their_last_day_end_on_the_day_of_the_dossier)
{
    Ctx *c = office();
    ImportReport r = {0};
    Done done;
    Casefile whole;
    // clang-format off
    Pair received[] = {{S("procedure"), S("1.011606"), NULL}, {S("papers"), S("1"), NULL}, {S("papers"), S("2"), NULL},
                       {S("applicant_kind"), S("ca_nhan"), NULL}, {S("applicant_name"), S("Mẫu"), NULL}};
    // clang-format on
    OKAY(
        step_import(c,
                    S("procedure,sort,name_vi,role,share,unit\n1.011606,1,Một,officer,33,\n1.011606,2,Hai,officer,33,\n"
                      "1.011606,3,Ba,officer,34,\n"),
                    &r));
    office_at(c, "2026-10-30T15:30"); /* after the hour at which it is handed on the next working day */
    office_as(c, ONESTOP_CLERK | OFFICER, "22945", S("Lê Thị Vân"));
    OKAY(casework_act(c,
                      &(Deed){
                          .flow = &dossier_flow, .event = S("receive"), .input = {received, LEN(received)},
                                  .seen = -1
    },
                      &done));
    const Str code = done.file.code;
    office_at(c, "2026-11-02T08:00");
    OKAY(casework_act(c, &(Deed){.flow = &dossier_flow, .code = code, .event = S("forward"), .seen = -1}, &done));
    OKAY(casefile_by_code(c, code, &whole));
    for (int step = 0; step < 3; step++) {
        StepsShown steps;
        OKAY(dossier_steps(c, &whole, true, &steps));
        EQ(steps.len, 3);
        c->today = steps.at[step].due, c->now = time_at(c->today, 9 * 60);
        if (step < 2)
            OKAY(casework_act(c, &(Deed){.flow = &dossier_flow, .code = code, .event = S("pass"), .seen = -1}, &done));
    }
    EQ(c->today.n, whole.due.n);
    EQ(whole.due.n, day(2026, 11, 20).n);
}
