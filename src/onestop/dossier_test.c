/* dossier_test.c - the day on the receipt is right to the day, and each dossier keeps the rules of its own. */
#include "base/data.h"
#include "base/day.h"
#include "base/test.h"
#include "onestop/office.h"
#include "store/bench.h"

SQL_STATEMENT rule_sql = {"test_onestop_rule",
                          "UPDATE rule SET value = ?1 WHERE name = ?2 AND ruleset ="
                          " (SELECT id FROM ruleset WHERE area = 'onestop' AND valid_from = ?3)",
                          NULL};

static void rule_set(Ctx *c, const char *name, int64_t value, Day from)
{
    Stmt *st;
    bool row;
    OKAY(store_stmt(c, &rule_sql, &st));
    store_bind_int64_t(st, 1, value);
    store_bind_Str(st, 2, str(name));
    store_bind_Day(st, 3, from);
    OKAY(store_step(c, st, &row));
    store_reset(st);
}

static void as(Ctx *c, int64_t role, const char *unit)
{
    office_as(c, role, unit, arena_fmt(c->arena, "%lld@%s", (long long)role, unit));
}

static Err act(Ctx *c, int64_t role, const char *unit, const char *event, Str code, const char *input, Done *done)
{
    Pairs pairs;
    CHECK(pairs_parse(c->arena, str(input), &pairs));
    as(c, role, unit);
    OKAY(store_do(c->store, SAVEPOINT));
    const Err e = casework_act(
        c, &(Deed){.flow = &dossier_flow, .code = code, .event = str(event), .input = pairs, .seen = -1}, done);
    if (e) OKAY(store_do(c->store, ROLLBACK_TO));
    OKAY(store_do(c->store, RELEASE));
    return e;
}

static Casefile now(Ctx *c, Str code)
{
    Casefile f;
    OKAY(casefile_by_code(c, code, &f));
    return f;
}

static Dossier own(Ctx *c, const Casefile *f)
{
    Dossier d;
    OKAY(dossier_of(c, f->id, &d));
    return d;
}

#define WHO            "&another=1&applicant_kind=ca_nhan&applicant_name=M%E1%BA%ABu"
#define IS(d, y, m, t) EQ((d).n, day(y, m, t).n)

/* DH01: over the day of culture */
static void received_before_a_holiday(Ctx *c)
{
    Done done;
    office_at(c, "2026-11-19T09:10");
    OKAY(act(c, ONESTOP_CLERK, "22945", "receive", S(""), "procedure=1.004873&papers=1&papers=2" WHO, &done));
    IS(now(c, done.file.code).due, 2026, 11, 25);
    EQ_STR(own(c, &done.file).number, "H36.22945-261119-0001");
}

/* DH02: after 15:00 it is handed on the next working day; the limit counts from reception */
static void received_after_three(Ctx *c)
{
    Done done;
    office_at(c, "2026-11-20T15:20");
    OKAY(act(c, ONESTOP_CLERK, "23191", "receive", S(""), "procedure=1.004884&papers=1&papers=2" WHO, &done));
    OKAY(act(c, ONESTOP_CLERK, "23191", "forward", done.file.code, "", &done));
    IS(now(c, done.file.code).due, 2026, 11, 30);
    IS(own(c, &done.file).forwarded, 2026, 11, 23);
}

/* DH03: a Saturday that is worked counts, and the result is on time */
static void returned_on_a_worked_saturday(Ctx *c)
{
    Done done;
    office_at(c, "2026-08-20T10:00");
    OKAY(act(c, ONESTOP_CLERK, "22918", "receive", S(""), "procedure=2.001035&papers=1&papers=2&papers=3" WHO, &done));
    OKAY(act(c, ONESTOP_CLERK, "22918", "forward", done.file.code, "", &done));
    IS(now(c, done.file.code).due, 2026, 8, 22);
    office_at(c, "2026-08-22T10:30");
    OKAY(act(c, OFFICER, "22918", "complete", done.file.code, "paper=1", &done));
    OKAY(act(c, ONESTOP_CLERK, "22918", "hand_over", done.file.code, "checked=giay_hen&fee_settled=1", &done));
    EQ_STR(done.file.state, "returned");
    IS(own(c, &done.file).returned_on, 2026, 8, 22);
    Sum on_time;
    OKAY(tally_sum(c, (TallySum){c->unit, S("dossier"), S("on_time_first"), 202608, 202608}, &on_time));
    EQ(on_time.n, 1);
}

/* DH04: an apology on the last day for it; the first appointment stays */
static void apologised_for_in_time(Ctx *c)
{
    Done done;
    office_at(c, "2026-10-30T08:30");
    OKAY(act(c, ONESTOP_CLERK, "23059", "receive", S(""), "procedure=1.011606&papers=1&papers=2" WHO, &done));
    OKAY(act(c, ONESTOP_CLERK, "23059", "forward", done.file.code, "", &done));
    IS(now(c, done.file.code).due, 2026, 11, 20);
    Day last;
    OKAY(apology_last_day(c, &done.file, &last));
    IS(last, 2026, 11, 19);
    office_at(c, "2026-11-19T15:00");
    const char *letter = "cause=cho_tra_loi&reason=ch%E1%BB%9D k%E1%BA%BFt qu%E1%BA%A3 x%C3%A1c minh thu "
                         "nh%E1%BA%ADp&new_day=2026-11-27";
    OKAY(act(c, OFFICER, "23059", "apologise", done.file.code, letter, &done));
    CHECK(done.proposed);
    IS(now(c, done.file.code).due, 2026, 11, 20);
    OKAY(act(c, UNIT_HEAD, "23059", "apologise", done.file.code, "", &done));
    IS(now(c, done.file.code).due, 2026, 11, 27);
    IS(now(c, done.file.code).first_due, 2026, 11, 20);
    EQ_STR(done.file.state, "processing");
}

/* DH05: two working days after reception, the one supplement; the clock stands */
static void asked_for_a_paper(Ctx *c)
{
    Done done;
    office_at(c, "2026-11-16T14:00");
    OKAY(act(c, ONESTOP_CLERK, "23235", "receive", S(""), "procedure=1.001612&papers=1&papers=2" WHO, &done));
    office_at(c, "2026-11-18T09:00");
    OKAY(act(c, OFFICER, "23235", "request_supplement", done.file.code, "items=b%E1%BA%A3n sao gi%E1%BA%A5y t%E1%BB%9D",
             &done));
    EQ_STR(done.file.state, "supplement_requested");
    EQ(done.file.clock, STANDING);
}

/* DH06: not accepted, though no limit is entered */
static void not_accepted(Ctx *c)
{
    Done done;
    office_at(c, "2026-11-10T09:00");
    OKAY(act(c, ONESTOP_CLERK, "23149", "refuse", S(""),
             "procedure=1.000775&reason=kh%C3%B4ng thu%E1%BB%99c th%E1%BA%A9m quy%E1%BB%81n" WHO, &done));
    EQ_STR(done.file.state, "refused");
    EQ(done.file.clock, STOPPED_NOT);
    EQ(act(c, ONESTOP_CLERK, "23149", "receive", S(""), "procedure=1.000775" WHO, &done), ERR_INVALID);
}

TEST(the_sample_dossiers_come_out_to_the_day)
{
    Ctx *c = office();
    received_before_a_holiday(c);
    received_after_three(c);
    returned_on_a_worked_saturday(c);
    apologised_for_in_time(c);
    asked_for_a_paper(c);
    not_accepted(c);
    Buf faults = {.arena = c->arena};
    int64_t n = 0;
    OKAY(casework_verify(c, &faults, &n));
    EQ(n, 0);
}

TEST(within_the_day_is_the_same_day_or_the_next_after_three)
{
    static const struct {
        const char *received;
        int month, date;
    } all[] = {
        {"2026-11-20T14:59", 11, 20}, /* a Friday */
        {"2026-11-20T15:00", 11, 23},
        {"2026-11-23T16:30", 11, 25}, /* the 24th is off */
    };
    Ctx *c = office();
    Done done;
    for (size_t i = 0; i < LEN(all); i++) {
        office_at(c, all[i].received);
        OKAY(act(c, ONESTOP_CLERK, "22945", "receive", S(""), "procedure=1.001193" WHO, &done));
        IS(done.file.due, 2026, all[i].month, all[i].date);
    }
}

TEST(a_dossier_keeps_the_rules_of_its_reception_day)
{
    Ctx *c = office();
    Done before, after;
    rule_set(c, "supplement_within", 1, day(2025, 7, 1)); /* the newer rules are stricter here */
    office_at(c, "2025-06-30T09:00");
    OKAY(act(c, ONESTOP_CLERK, "22945", "receive", S(""), "procedure=1.011606&papers=1&papers=2" WHO, &before));
    office_at(c, "2025-07-01T09:00");
    OKAY(act(c, ONESTOP_CLERK, "22945", "receive", S(""), "procedure=1.011606&papers=1&papers=2" WHO, &after));
    CHECK(before.file.ruleset != after.file.ruleset);
    office_at(c, "2025-07-03T09:00"); /* three working days after the one, two after the other */
    EQ(act(c, OFFICER, "22945", "request_supplement", after.file.code, "items=thi%E1%BA%BFu b%E1%BA%A3n sao", &after),
       ERR_INVALID);
    OKAY(act(c, OFFICER, "22945", "request_supplement", before.file.code, "items=thi%E1%BA%BFu b%E1%BA%A3n sao",
             &before));
    /* entered a week later: the day it came in decides, not the day of entry */
    Done late;
    office_at(c, "2025-07-02T09:00");
    OKAY(act(c, ONESTOP_CLERK, "22945", "receive", S(""),
             "procedure=1.011606&papers=1&papers=2&received_at=2025-06-30T10:00&backdated=m%E1%BA%A5t m%E1%BA%A1ng" WHO,
             &late));
    EQ(late.file.ruleset, before.file.ruleset);
    IS(late.file.opened, 2025, 6, 30);
    IS(late.file.counted_from, 2025, 6, 30);
}

TEST(numbers_run_by_office_and_day_and_grow_past_9999)
{
    Ctx *c = office();
    Done done;
    office_at(c, "2026-11-23T09:00");
    OKAY(act(c, ONESTOP_CLERK, "22945", "receive", S(""), "procedure=1.001193" WHO, &done));
    EQ_STR(own(c, &done.file).number, "H36.22945-261123-0001");
    OKAY(act(c, ONESTOP_CLERK, "23235", "receive", S(""), "procedure=1.001193" WHO, &done));
    EQ_STR(own(c, &done.file).number, "H36.23235-261123-0001");
    Running last;
    for (int i = 0; i < 9998; i++)
        OKAY(running_next(c, S("dossier/22945/2026-11-23"), &last));
    EQ(last.last, 9999);
    OKAY(act(c, ONESTOP_CLERK, "22945", "receive", S(""), "procedure=1.001193" WHO, &done));
    EQ_STR(own(c, &done.file).number, "H36.22945-261123-10000");
    office_at(c, "2026-11-25T09:00");
    OKAY(house_put(c, S("onestop.number_template"), S("{ma_tinh}.{bo_phan}-{seq4}")));
    OKAY(act(c, ONESTOP_CLERK, "22945", "receive", S(""), "procedure=1.001193" WHO, &done));
    EQ_STR(own(c, &done.file).number, "H36.{bo_phan}-0001"); /* an unknown token is seen, not dropped */
}

TEST(the_appointment_shown_before_saving_is_the_one_saved)
{
    Ctx *c = office();
    Procedure p;
    Appointment when;
    Done done;
    office_at(c, "2026-11-23T14:00");
    OKAY(procedure_find(c, S("2.001035"), c->today, &p));
    OKAY(appointment_of(c, &p, c->now, &when));
    EQ_STR(when.said, "thứ Năm 26/11/2026");
    CHECK(!when.provisional);
    OKAY(act(c, ONESTOP_CLERK, "22945", "receive", S(""), "procedure=2.001035&papers=1&papers=2&papers=3" WHO, &done));
    EQ(done.file.due.n, when.due.n);
}

TEST(a_limit_taken_out_of_its_version_does_not_stop_a_supplement)
{
    Ctx *c = office();
    Done done;
    ImportReport r = {0};
    Buf out = {.arena = c->arena};
    office_at(c, "2026-11-19T09:00");
    buf_str(&out,
            S("code,name_vi,field,level,limit_value,limit_unit,after_15h_next_day,fee_vnd,fee_note,verified,note\n"));
    const size_t head = out.len;
    buf_str(&out, S("1.000001,Thử,Hộ tịch,xa,4,ngay_lam_viec,0,0,,no,\n"));
    OKAY(procedure_import(c, buf_done(&out), &r));
    r = (ImportReport){0}, out.len = head;
    buf_str(&out, S("1.000001,Thử,Hộ tịch,xa,3,ngay_lam_viec,0,0,,no,\n"));
    OKAY(procedure_import(c, buf_done(&out), &r)); /* a version of today */
    OKAY(act(c, ONESTOP_CLERK, "22945", "receive", S(""), "procedure=1.000001" WHO, &done));
    r = (ImportReport){0}, out.len = head;
    buf_str(&out, S("1.000001,Thử,Hộ tịch,xa,,ngay_lam_viec,0,0,,no,\n"));
    OKAY(procedure_import(c, buf_done(&out), &r)); /* the same version, without its limit */
    OKAY(act(c, OFFICER, "22945", "request_supplement", done.file.code, "items=thi%E1%BA%BFu b%E1%BA%A3n sao", &done));
    OKAY(act(c, ONESTOP_CLERK, "22945", "resubmit", done.file.code, "handed_in=b%E1%BA%A3n sao", &done));
    EQ(done.file.days, 3);
    IS(done.file.due, 2026, 11, 25);
}
