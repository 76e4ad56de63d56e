/* casework_test.c - nobody decides what is not theirs; what was done is neither lost nor done twice; and no figure
 * drifts from the files behind it. */
#include "base/day.h"
#include "base/test.h"
#include "casework/trial.h"
#include "store/bench.h"
#include <string.h>

TEST(a_file_gets_a_code_a_day_and_counts_for_all_above)
{
    Ctx *c = trial();
    Str code = trial_begin(c, "title=Ten&days=2");
    EQ_STR(trial_done.file.state, "open");
    CHECK(str_starts(code, S("TT-")));
    EQ(trial_done.file.due.n, day(2026, 11, 26).n); /* 24/11 is a holiday; the day of receipt is not counted */
    EQ(trial_sum(c, "22945", "begin"), 1);
    EQ(trial_sum(c, "68", "=open"), 1);
    EQ(trial_sum(c, "23235", "=open"), 0);
    CHECK(str_starts(trial_done.link, S("/tra-cuu/")));
    trial_sound(c);
}

TEST(a_code_that_chance_gives_twice_is_not_given_twice)
{
    Ctx *c = trial();
    const uint64_t same = *c->chance;
    const Str first = trial_begin(c, "title=Mot&days=2");
    *c->chance = same;
    CHECK(!str_eq(trial_begin(c, "title=Hai&days=2"), first));
}

TEST(only_the_role_over_the_unit_may_act_and_others_see_nothing)
{
    Ctx *c = trial();
    Str code = trial_begin(c, "title=Ten&days=2");
    trial_as(c, "officer", OFFICER, "23235");
    EQ(trial_act(c, "close", code, ""), ERR_DENIED); /* public by its code, so it may be known; not acted on */
    const Flow *f;
    Casefile file;
    EQ(casework_read(c, code, &f, &file), ERR_NOT_FOUND);
    trial_as(c, "desk", ONESTOP_CLERK, "22945");
    EQ(trial_act(c, "close", code, ""), ERR_DENIED);
    trial_as(c, "officer", OFFICER, "68");
    OKAY(casework_read(c, code, &f, &file));
    OKAY(trial_act(c, "close", code, ""));
    trial_nobody(c);
    EQ(trial_act(c, "begin", (Str){0}, "title=Ten&days=2"), ERR_DENIED);
    EQ(trial_act(c, "lapse", code, ""), ERR_CONFLICT);
}

TEST(of_several_rows_the_first_that_passes_is_taken)
{
    Ctx *c = trial();
    Str code = trial_begin(c, "title=Ten&days=9");
    trial_as(c, "officer", OFFICER, "22945");
    EQ(trial_act(c, "close", code, ""), ERR_CONFLICT); /* the reason counts more than the other row's refusal */
    EQ(c->why, MSG_casework_no_undo);
    trial_as(c, "head", UNIT_HEAD, "22945");
    EQ(trial_act(c, "close", code, "done=2026-11-24&document=12/QĐ"), ERR_INVALID); /* tomorrow */
    OKAY(trial_act(c, "close", code, "done=2026-11-23&document=12/QĐ"));
    EQ_STR(trial_done.file.state, "done");
    EQ(trial_sum(c, "68", "on_time_first"), 1);
    trial_sound(c);
}

TEST(the_second_click_gets_the_first_answer)
{
    Ctx *c = trial();
    OKAY(trial_deed(c, "begin", (Str){0}, S("title=Ten&days=2"), S("t1"), -1, 0));
    Str code = trial_done.file.code, link = trial_done.link;
    OKAY(trial_deed(c, "begin", (Str){0}, S("title=Ten&days=2"), S("t1"), -1, 0));
    CHECK(trial_done.again);
    CHECK(str_eq(trial_done.file.code, code));
    CHECK(str_eq(trial_done.link, link));
    EQ(trial_deed(c, "begin", (Str){0}, S("title=Khac&days=2"), S("t1"), -1, 0), ERR_CONFLICT);
    trial_as(c, "other", ONESTOP_CLERK, "22945");
    EQ(trial_deed(c, "begin", (Str){0}, S("title=Ten&days=2"), S("t1"), -1, 0), ERR_CONFLICT);
    EQ(trial_sum(c, "68", "begin"), 1);
}

TEST(who_was_overtaken_is_told_by_whom)
{
    Ctx *c = trial();
    Str code = trial_begin(c, "title=Ten&days=9");
    trial_as(c, "Lan", OFFICER, "22945");
    OKAY(trial_deed(c, "record", code, S("done=2026-11-23&document=1"), (Str){0}, 1, 0));
    trial_as(c, "Mai", OFFICER, "22945");
    EQ(trial_deed(c, "record", code, S("done=2026-11-23&document=2"), (Str){0}, 1, 0), ERR_CONFLICT);
    EQ_STR(why_text(c), "Lan vừa xử lý hồ sơ này lúc 09:00, 23/11/2026.");
    CHECK(trial_done.form.spec); /* what was typed is kept */
    EQ_STR(trial_done.form.value[1], "2");
}

TEST(whoever_did_the_step_before_may_not)
{
    Ctx *c = trial();
    Str code = trial_begin(c, "title=Ten&days=9");
    trial_as(c, "desk", OFFICER, "22945");
    EQ(trial_act(c, "record", code, "done=2026-11-23&document=1"), ERR_DENIED);
    EQ(c->why, MSG_casework_same_person);
}

TEST(two_people_make_it_effective_and_one_of_them_can_call_it_off)
{
    Ctx *c = trial();
    Str code = trial_begin(c, "title=Ten&days=2");
    trial_as(c, "officer", OFFICER, "22945");
    EQ(trial_act(c, "later", code, "document=x"), ERR_INVALID); /* told at once, not when it is signed */
    OKAY(trial_act(c, "later", code, "done=2026-12-01&document=x"));
    CHECK(trial_done.proposed);
    EQ(trial_done.file.due.n, day(2026, 11, 26).n);
    EQ(trial_act(c, "later", code, "done=2026-12-02&document=x"), ERR_DENIED);
    Buf long_reason = {.arena = c->arena};
    for (int i = 0; i < 2001; i++)
        buf_char(&long_reason, 'x');
    EQ(casework_take_back(c, &trial_flow, code, S("later"), buf_done(&long_reason), &trial_done), ERR_INVALID);
    EQ(casework_take_back(c, &trial_flow, code, S("later"), (Str){0}, &trial_done), OK);
    OKAY(trial_act(c, "later", code, "done=2026-12-03&document=x"));
    trial_as(c, "head", UNIT_HEAD, "22945");
    EQ(casework_take_back(c, &trial_flow, code, S("later"), S("ngắn"), &trial_done), ERR_INVALID);
    bench_at(c, 2026, 11, 25, 9, 0);
    OKAY(trial_act(c, "later", code, ""));
    EQ(trial_done.file.due.n, day(2026, 12, 3).n);
    EQ(trial_done.file.first_due.n, day(2026, 11, 26).n);
    ActRow last;
    OKAY(act_last(c, trial_done.file.id, &last));
    EQ_STR(last.proposer, "officer");
    EQ_STR(last.actor, "head");
    trial_sound(c);
}

TEST(a_unit_asks_and_the_one_above_it_signs)
{
    Ctx *c = trial();
    Str code = trial_give(c, &trial_flow, "done=2026-11-30&document=x");
    trial_as(c, "officer", OFFICER, "22945");
    OKAY(trial_act(c, "ask_for", code, "done=2026-12-04&document=x"));
    CHECK(trial_done.proposed);
    trial_as(c, "head", UNIT_HEAD, "22945");
    EQ(trial_act(c, "ask_for", code, ""), ERR_DENIED);
    trial_as(c, "above", UNIT_HEAD, "68");
    OKAY(trial_act(c, "ask_for", code, ""));
    EQ(trial_done.file.due.n, day(2026, 12, 4).n);
}

TEST(what_does_not_concern_a_file_is_not_offered_at_all)
{
    Ctx *c = trial();
    Possibles all;
    Str code = trial_begin(c, "title=Ten&days=10");
    trial_as(c, "officer", OFFICER, "22945");
    EQ(trial_act(c, "never", code, ""), ERR_CONFLICT);
    Casefile f;
    OKAY(casefile_by_code(c, code, &f));
    OKAY(casework_possible(c, &trial_flow, &f, &all));
    CHECK(all.len > 0);
    for (size_t i = 0; i < all.len; i++)
        CHECK(strcmp(all.at[i].row->event, "never") != 0);
}

TEST(taking_back_returns_state_clock_and_counts_and_keeps_both_acts)
{
    Ctx *c = trial();
    Str code = trial_begin(c, "title=Ten&days=2");
    trial_as(c, "officer", OFFICER, "22945");
    OKAY(trial_act(c, "close", code, ""));
    EQ(casework_void(c, &trial_flow, code, S("ngắn"), -1, &trial_done), ERR_INVALID);
    EQ(casework_void(c, &trial_flow, code, S("Nhập nhầm hồ sơ khác"), 1, &trial_done),
       ERR_CONFLICT); /* drawn from an older state */
    OKAY(casework_void(c, &trial_flow, code, S("Nhập nhầm hồ sơ khác"), -1, &trial_done));
    EQ_STR(trial_done.file.state, "open");
    EQ(trial_done.file.clock, RUNNING);
    EQ(trial_done.file.closed.n, 0);
    EQ(trial_sum(c, "68", "close"), 0);
    EQ(trial_sum(c, "68", "on_time"), 0);
    EQ(trial_sum(c, "68", "=open"), 1);
    EQ(casework_void(c, &trial_flow, code, S("Nhập nhầm hồ sơ khác"), -1, &trial_done), ERR_CONFLICT);
    Casefile f;
    ActRowRows acts;
    OKAY(casefile_by_code(c, code, &f));
    OKAY(act_list(c, f.id, &acts));
    EQ(acts.len, 3);
    trial_sound(c);
}

TEST(a_correction_counts_instead_of_what_it_corrects)
{
    Ctx *c = trial();
    bench_at(c, 2026, 10, 26, 9, 0);
    Str code = trial_begin(c, "title=Ten&days=60");
    bench_at(c, 2026, 11, 23, 9, 0);
    trial_as(c, "officer", OFFICER, "22945");
    OKAY(trial_act(c, "record", code, "done=2026-11-20&document=5/QĐ"));
    Correction x = {2, day(2026, 10, 30), S("6/QĐ"), S("Ghi nhầm ngày của quyết định")};
    OKAY(casework_correct(c, &trial_flow, code, &x, -1, &trial_done));
    Unit u;
    Sum october, november;
    OKAY(unit_by_code(c, S("68"), c->today, &u));
    OKAY(tally_sum(c, (TallySum){u.id, S("test"), S("ghi"), 202610, 202610}, &october));
    OKAY(tally_sum(c, (TallySum){u.id, S("test"), S("ghi"), 202611, 202611}, &november));
    EQ(october.n, 1);
    EQ(november.n, 0);
    EQ(casework_correct(c, &trial_flow, code, &x, -1, &trial_done), ERR_CONFLICT); /* it stands corrected already */
    x.seq = 1;
    EQ(casework_correct(c, &trial_flow, code, &x, -1, &trial_done), ERR_CONFLICT); /* a deadline was counted from it */
    trial_sound(c);
    OKAY(casework_void(c, &trial_flow, code, S("Quyết định đã bị thu hồi"), -1, &trial_done));
    EQ(trial_sum(c, "68", "ghi"), 0);
    trial_sound(c);
}

TEST(a_correction_of_another_act_stays_when_a_later_act_is_taken_back)
{
    Ctx *c = trial();
    Str code = trial_begin(c, "title=Ten&days=2");
    bench_at(c, 2026, 12, 2, 9, 0);
    trial_as(c, "officer", OFFICER, "22945");
    OKAY(trial_act(c, "record", code, "done=2026-12-02&document=1/QĐ"));
    const int64_t recorded = trial_done.file.version;
    OKAY(trial_act(c, "close", code, ""));
    const Correction x = {recorded, day(2026, 11, 30), S("2/QĐ"), S("Quyết định ghi ngày 30")};
    OKAY(casework_correct(c, &trial_flow, code, &x, -1, &trial_done));
    OKAY(casework_void(c, &trial_flow, code, S("Đóng nhầm hồ sơ khác"), -1, &trial_done));
    EQ_STR(trial_done.file.state, "open");
    EQ(trial_sum(c, "68", "close"), 0);
    EQ(trial_sum(c, "68", "ghi"), 1);
    trial_sound(c);
}

TEST(nobody_signs_what_they_have_not_seen)
{
    Ctx *c = trial();
    Str code = trial_begin(c, "title=Ten&days=2");
    trial_as(c, "officer", OFFICER, "22945");
    OKAY(trial_act(c, "later", code, "done=2026-12-01&document=x"));
    const int64_t seen = trial_done.file.version; /* the head reads this */
    OKAY(casework_take_back(c, &trial_flow, code, S("later"), (Str){0}, &trial_done));
    OKAY(trial_act(c, "later", code, "done=2026-12-31&document=x"));
    trial_as(c, "head", UNIT_HEAD, "22945");
    EQ(trial_deed(c, "later", code, S(""), (Str){0}, seen, 0), ERR_CONFLICT);
    EQ(c->why, MSG_casework_overtaken);
    OKAY(trial_deed(c, "later", code, S(""), (Str){0}, seen + 2, 0));
    EQ(trial_done.file.due.n, day(2026, 12, 31).n);
    trial_sound(c);
}

TEST(what_is_sealed_is_not_there_for_others)
{
    Ctx *c = trial();
    Str code = trial_begin(c, "title=Ten&days=2");
    const Flow *of;
    Casefile f;
    trial_as(c, "officer", OFFICER, "22945");
    OKAY(trial_act(c, "seal", code, ""));
    EQ(casework_read(c, code, &of, &f), ERR_NOT_FOUND);
    OKAY(casefile_by_code(c, code, &f));
    CHECK(!casework_is_public(&trial_flow, &f));
    trial_as(c, "receiver", KNTC_RECEIVER | OFFICER, "22945");
    OKAY(casework_read(c, code, &of, &f));
}

TEST(the_holder_of_the_link_may_do_what_is_theirs)
{
    Ctx *c = trial();
    Str code = trial_begin(c, "title=Ten&days=2");
    Str secret = {trial_done.link.ptr + 9, trial_done.link.len - 9};
    Str again;
    OKAY(casework_link(c, &trial_done.file, &again));
    CHECK(str_eq(secret, again)); /* a receipt can be printed once more */
    trial_as(c, "officer", OFFICER, "22945");
    OKAY(trial_act(c, "close", code, ""));
    EQ(trial_act(c, "rate", code, ""), ERR_DENIED);
    trial_nobody(c);
    EQ(trial_act(c, "rate", code, ""), ERR_DENIED);
    c->holder = trial_done.file.id + 1;
    EQ(trial_act(c, "rate", code, ""), ERR_DENIED);
    Casefile f;
    OKAY(casefile_by_code(c, code, &f));
    c->holder = f.id;
    OKAY(trial_act(c, "rate", code, ""));
}

TEST(a_row_keeps_what_its_form_says_and_is_done_once)
{
    Ctx *c = trial();
    const Str code = trial_begin(c, "title=Ten&days=5");
    ActRow last;
    trial_as(c, "officer", OFFICER, "22945");
    OKAY(trial_act(c, "tell", code, "done=2026-11-23&document=12/TB"));
    OKAY(act_last(c, trial_done.file.id, &last));
    EQ_STR(last.note, "12/TB");
    EQ_STR(last.document, "12/TB");
    EQ(trial_act(c, "tell", code, "done=2026-11-23&document=13/TB"), ERR_CONFLICT);
    EQ_STR(why_text(c), "Việc này chỉ làm được một lần.");
    OKAY(casework_void(c, &trial_flow, code, S("Ghi nhầm sang hồ sơ khác"), -1, &trial_done));
    OKAY(trial_act(c, "tell", code, "done=2026-11-23&document=13/TB")); /* what was taken back does not stand */
    OKAY(trial_act(c, "explain", code, "reason=Ch%E1%BB%9D+b%C3%AAn+kia+tr%E1%BA%A3+l%E1%BB%9Di"));
    OKAY(act_last(c, trial_done.file.id, &last));
    EQ_STR(last.note, "Chờ bên kia trả lời");
    trial_sound(c);
}

TEST(an_event_reaches_the_rows_that_listen_once)
{
    Ctx *c = trial();
    Str code = trial_begin(c, "title=Ten&days=2");
    int64_t n = 0;
    trial_as(c, "officer", OFFICER, "22945");
    OKAY(trial_act(c, "shout", code, ""));
    OKAY(casework_events(c, &n));
    OKAY(casework_events(c, &n));
    EQ(n, 1);
    EQ(trial_sum(c, "68", "heard"), 1);
}

SQL_STATEMENT spoil_sql = {"test_spoil",
                           "UPDATE tally SET n = n + 1, own = own + 1 WHERE measure = '=open' AND own > 0", NULL};

TEST(the_check_finds_a_figure_that_drifted)
{
    Ctx *c = trial();
    Buf faults = {.arena = c->arena};
    int64_t n = 0;
    trial_begin(c, "title=Ten&days=2");
    trial_sound(c);
    trial_run(c, &spoil_sql);
    OKAY(casework_verify(c, &faults, &n));
    CHECK(n > 0);
}

TEST(sums_of_units_above_are_worked_out_anew)
{
    Ctx *c = trial();
    trial_begin(c, "title=Ten&days=2");
    OKAY(casework_roll_up(c));
    EQ(trial_sum(c, "68", "=open"), 1);
    trial_sound(c);
}
