/* clock_test.c - a promise once written down is kept, or its breach is: deadlines, warnings, changed days off. */
#include "base/day.h"
#include "base/test.h"
#include "casework/trial.h"
#include "store/bench.h"

TEST(apply_may_choose_the_clock_and_the_state)
{
    Ctx *c = trial();
    Str few = trial_begin(c, "title=Ten&days=2"), many = trial_begin(c, "title=Ten&days=12");
    trial_as(c, "officer", OFFICER, "22945");
    OKAY(trial_act(c, "split", few, ""));
    EQ_STR(trial_done.file.state, "open");
    OKAY(trial_act(c, "split", many, ""));
    EQ_STR(trial_done.file.state, "waiting");
    EQ(trial_done.file.clock, STANDING);
    Day due = trial_done.file.due;
    bench_at(c, 2026, 11, 27, 9, 0); /* three working days later: 25, 26, 27 */
    OKAY(trial_act(c, "go_on", many, ""));
    EQ(trial_done.file.due.n, workdays_add(c->calendar, due, 3).n);
    trial_sound(c);
}

TEST(a_state_ends_by_itself_after_its_days)
{
    Ctx *c = trial();
    Str code = trial_begin(c, "title=Ten&days=12");
    int64_t n = 0;
    trial_as(c, "officer", OFFICER, "22945");
    OKAY(trial_act(c, "split", code, ""));
    bench_at(c, 2026, 12, 22, 9, 0);
    OKAY(casework_wake(c, &n));
    EQ(n, 0);
    bench_at(c, 2026, 12, 23, 9, 0);
    OKAY(casework_wake(c, &n));
    OKAY(casework_wake(c, &n));
    EQ(n, 1);
    Casefile f;
    OKAY(casefile_by_code(c, code, &f));
    EQ_STR(f.state, "dropped");
    CHECK(f.closed.n);
    EQ(trial_sum(c, "68", "on_time"), 0); /* ended without a result: not judged */
    trial_sound(c);
}

TEST(a_missed_day_is_an_act_of_its_own_once)
{
    Ctx *c = trial();
    Str code = trial_begin(c, "title=Ten&days=2");
    int64_t n = 0;
    bench_at(c, 2026, 11, 26, 16, 59);
    OKAY(casework_breach(c, &n));
    EQ(n, 0);
    bench_at(c, 2026, 11, 26, 17, 0);
    OKAY(casework_breach(c, &n));
    OKAY(casework_breach(c, &n));
    EQ(n, 1);
    EQ(trial_sum(c, "22945", "overdue"), 1);
    trial_as(c, "officer", OFFICER, "22945");
    bench_at(c, 2026, 11, 27, 9, 0);
    OKAY(trial_act(c, "close", code, ""));
    EQ(trial_sum(c, "68", "late_first"), 1);
    EQ(trial_sum(c, "68", "late"), 1);
    trial_sound(c);
}

TEST(those_who_work_on_it_are_warned_once)
{
    Ctx *c = trial();
    int64_t n = 0;
    trial_begin(c, "title=Ten&days=2");
    OKAY(casework_warn(c, &n));
    EQ(n, 0);
    bench_at(c, 2026, 11, 25, 9, 0);
    OKAY(casework_warn(c, &n));
    OKAY(casework_warn(c, &n));
    EQ(n, 1);
}

TEST(a_flow_says_how_often_it_warns)
{
    Ctx *c = trial();
    int64_t n = 0;
    trial_give(c, &trial_told, "done=2026-12-10&document=x"); /* a Thursday: to be told on 3/12 and 9/12 */
    EQ(trial_done.file.warn.n, day(2026, 12, 3).n);
    OKAY(casework_warn(c, &n));
    EQ(n, 0);
    for (int date = 3; date < 9; date++)
        for (int i = 0; i < 2; i++) {
            bench_at(c, 2026, 12, date, 9, i);
            OKAY(casework_warn(c, &n));
        }
    EQ(n, 1);
    bench_at(c, 2026, 12, 9, 9, 0);
    OKAY(casework_warn(c, &n));
    OKAY(casework_warn(c, &n));
    EQ(n, 2);
    trial_give(c, &trial_told, "done=2026-12-09&document=x"); /* the days for it are past: at once */
    OKAY(casework_warn(c, &n));
    OKAY(casework_warn(c, &n));
    EQ(n, 3);
}

TEST(a_day_given_outright_is_the_due_day_or_the_working_day_after_it)
{
    Ctx *c = trial();
    Day counted;
    bool kept;
    trial_give(c, &trial_flow, "done=2026-12-10&document=x");
    EQ(trial_done.file.due.n, day(2026, 12, 10).n);
    EQ(trial_done.file.first_due.n, day(2026, 12, 10).n);
    OKAY(casework_reckoned(c, &trial_done.file, &counted, &kept));
    EQ(counted.n, day(2026, 12, 10).n);
    trial_give(c, &trial_flow, "done=2026-12-12&document=x"); /* a Saturday */
    EQ(trial_done.file.due.n, day(2026, 12, 14).n);
    OKAY(casework_reckoned(c, &trial_done.file, &counted, &kept));
    EQ(counted.n, day(2026, 12, 14).n);
    CHECK(!kept);
}

TEST(what_was_handed_in_on_time_is_not_late_because_it_was_judged_later)
{
    Ctx *c = trial();
    Str code = trial_give(c, &trial_flow, "done=2026-11-30&document=x");
    bench_at(c, 2026, 11, 30, 15, 0);
    trial_as(c, "officer", OFFICER, "22945");
    OKAY(trial_act(c, "hand_in", code, ""));
    EQ(trial_act(c, "judge", code, ""), ERR_DENIED);
    bench_at(c, 2026, 12, 4, 9, 0);
    trial_as(c, "above", OFFICER, "68");
    OKAY(trial_act(c, "judge", code, ""));
    EQ(trial_sum(c, "22945", "on_time_first"), 1);
    EQ(trial_sum(c, "22945", "late_first"), 0);
    trial_sound(c);
}

/* Days off that are announced later reach those who wait: later by the rule, never earlier than was said. */
static Err days_off(Ctx *c, const char *lines, ImportReport *r)
{
    *r = (ImportReport){0};
    const Str text = arena_fmt(c->arena, "date,name,kind,status,source\n%s", lines);
    OKAY(store_do(c->store, SAVEPOINT));
    const Err e = casework.exchanges.at[0].read(c, text, r);
    if (e) OKAY(store_do(c->store, ROLLBACK_TO));
    OKAY(store_do(c->store, RELEASE));
    OKAY(calendar_load(c, c->arena, &c->calendar));
    return e;
}

static Casefile file_now(Ctx *c, Str code)
{
    Casefile f;
    OKAY(casefile_by_code(c, code, &f));
    return f;
}

#define IS(d, y, m, t) EQ((d).n, day(y, m, t).n)

TEST(a_changed_calendar_moves_open_deadlines_later_and_never_back)
{
    Ctx *c = trial();
    ImportReport r;
    ActRow last;
    const Str code = trial_begin(c, "title=Ten&days=2"), other = trial_begin(c, "title=Xong&days=2");
    trial_as(c, "officer", OFFICER, "22945");
    OKAY(trial_act(c, "close", other, ""));
    IS(file_now(c, code).due, 2026, 11, 26);
    OKAY(days_off(c, "2026-11-25,Bão,swap_off,chinh_thuc,CĐ\n2026-11-28,Làm bù,swap_work,chinh_thuc,CĐ\n", &r));
    EQ(r.note_len, 2); /* the one file, and how many in all */
    Casefile f = file_now(c, code);
    IS(f.due, 2026, 11, 27);
    IS(f.first_due, 2026, 11, 27);
    IS(f.warn, 2026, 11, 26);
    EQ(file_now(c, other).version, 2); /* what is done stays */
    OKAY(act_last(c, f.id, &last));
    EQ_STR(last.event, "recounted");
    EQ_STR(last.note, "Lịch làm việc thay đổi: ngày hẹn chuyển từ 26/11/2026 sang 27/11/2026.");
    /* the day is worked after all: what was said stays */
    OKAY(days_off(c, "2026-11-25,Bão,swap_work,chinh_thuc,CĐ\n", &r) == ERR_INVALID ? OK : ERR_INTERNAL);
    OKAY(days_off(c, "2026-11-24,Nghỉ,swap_off,chinh_thuc,CĐ\n2026-11-22,Bù,swap_work,chinh_thuc,CĐ\n", &r));
    EQ(r.note_len, 0);
    IS(file_now(c, code).due, 2026, 11, 27);
    trial_sound(c);
}

TEST(a_recounted_day_keeps_what_the_clock_stood_and_what_was_given)
{
    Ctx *c = trial();
    ImportReport r;
    const Str code = trial_begin(c, "title=Ten&days=5"); /* 01/12 */
    trial_as(c, "officer", OFFICER, "22945");
    OKAY(trial_act(c, "hand_in", code, ""));
    c->today = day(2026, 11, 26), c->now = time_at(c->today, 600); /* stood for 25 and 26 */
    OKAY(trial_act(c, "go_on", code, ""));
    IS(file_now(c, code).due, 2026, 12, 3);
    EQ(file_now(c, code).stood, 2);
    OKAY(days_off(c, "2026-11-30,Nghỉ,swap_off,chinh_thuc,CĐ\n2026-12-12,Bù,swap_work,chinh_thuc,CĐ\n", &r));
    IS(file_now(c, code).due, 2026, 12, 4);
    OKAY(trial_act(c, "ask_for", code, "done=2026-12-07&document=1"));
    trial_as(c, "head", UNIT_HEAD, "68");
    OKAY(trial_act(c, "ask_for", code, ""));
    IS(file_now(c, code).due, 2026, 12, 7);
    OKAY(days_off(c, "2026-12-02,Nghỉ,swap_off,chinh_thuc,CĐ\n2026-12-13,Bù,swap_work,chinh_thuc,CĐ\n", &r));
    IS(file_now(c, code).due, 2026, 12, 7); /* given outright: it moves only if it is off itself */
    IS(file_now(c, code).first_due, 2026, 12, 3);
    OKAY(days_off(c, "2026-12-07,Nghỉ,swap_off,chinh_thuc,CĐ\n2026-12-19,Bù,swap_work,chinh_thuc,CĐ\n", &r));
    IS(file_now(c, code).due, 2026, 12, 8);
    trial_sound(c);
}

TEST(what_is_taken_back_does_not_bring_an_old_day_back)
{
    Ctx *c = trial();
    ImportReport r;
    const Str code = trial_begin(c, "title=Ten&days=2");
    trial_as(c, "officer", OFFICER, "22945");
    OKAY(trial_act(c, "tell", code, "done=2026-11-23&document=12/TB"));
    OKAY(days_off(c, "2026-11-25,Bão,swap_off,chinh_thuc,CĐ\n2026-11-28,Làm bù,swap_work,chinh_thuc,CĐ\n", &r));
    OKAY(casework_void(c, &trial_flow, code, S("Ghi nhầm sang hồ sơ khác"), -1, &trial_done));
    IS(file_now(c, code).due, 2026, 11, 27);
    trial_sound(c);
}

TEST(a_clock_set_back_writes_nothing)
{
    Ctx *c = trial();
    const Str code = trial_begin(c, "title=Ten&days=2");
    const Time now = c->now;
    trial_as(c, "officer", OFFICER, "22945");
    c->now.ms -= 60000;
    EQ(trial_act(c, "close", code, ""), ERR_CONFLICT);
    CHECK(str_starts(why_text(c), S("Đồng hồ máy chủ đang chỉ")));
    c->now = now;
    OKAY(trial_act(c, "close", code, ""));
    c->now.ms -= 60000;
    EQ(casework_void(c, &trial_flow, code, S("Ghi nhầm sang hồ sơ khác"), -1, &trial_done), ERR_CONFLICT);
    CHECK(str_starts(why_text(c), S("Đồng hồ máy chủ đang chỉ")));
    c->now = now;
    OKAY(casework_void(c, &trial_flow, code, S("Ghi nhầm sang hồ sơ khác"), -1, &trial_done));
}

TEST(a_calendar_that_contradicts_itself_changes_nothing)
{
    static const struct {
        const char *lines, *field;
    } all[] = {
        {"2026-11-25,A,holiday,chinh_thuc,\n2026-11-25,A,swap_work,chinh_thuc,\n",  "kind"},
        {"2026-11-28,A,holiday,chinh_thuc,\n2026-11-28,A,swap_work,chinh_thuc,\n",  "date"},
        {"2026-11-25,A,swap_off,chinh_thuc,\n",                                     "kind"}, /* no partner */
        {"2026-11-28,A,swap_work,chinh_thuc,\n",                                    "kind"},
        {"2026-11-25,A,swap_off,chinh_thuc,\n2027-03-06,A,swap_work,chinh_thuc,\n", "kind"}, /* too far */
        {"2026-11-28,A,swap_off,chinh_thuc,\n2026-12-05,A,swap_work,chinh_thuc,\n", "kind"}, /* off anyway */
        {"2026-11-29,A,comp,chinh_thuc,\n",                                         "kind"},
        {"1999-12-31,A,holiday,chinh_thuc,\n",                                      "date"},
        {"2101-01-03,A,holiday,chinh_thuc,\n",                                      "date"},
        {"31/13/2026,A,holiday,chinh_thuc,\n",                                      "date"},
    };
    Ctx *c = trial();
    HolidayRows off;
    for (size_t i = 0; i < LEN(all); i++) {
        ImportReport r;
        EQ(days_off(c, all[i].lines, &r), ERR_INVALID);
        CHECK(r.len > 0 && str_eq(r.at[0].field, str(all[i].field)));
    }
    OKAY(holiday_all(c, &off));
    EQ(off.len, 191);
}

TEST(official_days_of_a_year_put_the_reckoned_ones_out)
{
    Ctx *c = trial();
    ImportReport r;
    HolidayRows off;
    CHECK(calendar_provisional(c->calendar, day(2027, 2, 1), day(2027, 2, 10)));
    CHECK(!workday(c->calendar, day(2027, 2, 5)));
    OKAY(days_off(
        c, "2027-01-01,Tết Dương lịch,holiday,chinh_thuc,TB\n2027-02-08,Tết Nguyên đán,holiday,chinh_thuc,TB\n", &r));
    CHECK(workday(c->calendar, day(2027, 2, 5)) && !workday(c->calendar, day(2027, 2, 8)));
    CHECK(!calendar_provisional(c->calendar, day(2027, 1, 1), day(2027, 12, 31)));
    CHECK(calendar_provisional(c->calendar, day(2028, 1, 1), day(2028, 1, 2)));
    OKAY(holiday_all(c, &off));
    for (size_t i = 0; i < off.len; i++)
        CHECK(civil(off.at[i].off).year != 2027 || str_eq(off.at[i].status, S("chinh_thuc")));
}
