/* child_test.c - work that another unit does for a file goes with it: its clock, who may read, what is taken back. */
#include "base/day.h"
#include "base/test.h"
#include "casework/trial.h"
#include "store/bench.h"

TEST(an_act_opens_a_child_in_the_name_of_whoever_did_it)
{
    Ctx *c = trial();
    Str code = trial_begin(c, "title=Ten&days=2");
    CasefileRows children;
    ActRow last;
    trial_as(c, "officer", OFFICER, "22945");
    OKAY(trial_act(c, "branch", code, ""));
    OKAY(casefile_children(c, trial_done.file.id, &children));
    EQ(children.len, 1);
    EQ_STR(children.at[0].title, "Con");
    OKAY(act_last(c, children.at[0].id, &last));
    EQ_STR(last.actor, "officer");
    trial_sound(c);
}

static Casefile child_of(Ctx *c, int64_t parent)
{
    CasefileRows children;
    OKAY(casefile_children(c, parent, &children));
    EQ(children.len, 1);
    return children.at[0];
}

static int64_t lent_sum(Ctx *c, const char *measure)
{
    Unit u;
    Sum s;
    OKAY(unit_by_code(c, S("23235"), c->today, &u));
    OKAY(tally_sum(c, (TallySum){u.id, S("lent"), str(measure), 0, 999912}, &s));
    return s.n;
}

TEST(the_clock_of_a_child_goes_with_its_parents)
{
    Ctx *c = trial();
    bench_at(c, 2026, 11, 2, 9, 0);
    Str code = trial_begin(c, "title=Ten&days=10");
    const int64_t file = trial_done.file.id;
    trial_as(c, "officer", OFFICER, "22945");
    OKAY(trial_act(c, "lend", code, ""));
    EQ(child_of(c, file).due.n, day(2026, 11, 6).n);
    bench_at(c, 2026, 11, 3, 9, 0);
    OKAY(trial_act(c, "rest", code, ""));
    EQ(child_of(c, file).clock, STANDING);
    bench_at(c, 2026, 11, 5, 9, 0);
    OKAY(trial_act(c, "go_on", code, ""));
    EQ(child_of(c, file).clock, RUNNING);
    EQ(child_of(c, file).due.n, day(2026, 11, 10).n);
    bench_at(c, 2026, 11, 9, 9, 0);
    trial_as(c, "head", UNIT_HEAD, "22945");
    OKAY(trial_act(c, "close", code, "done=2026-11-09&document=x"));
    EQ_STR(child_of(c, file).state, "done");
    EQ(lent_sum(c, "on_time"), 1);
    /* taken back: the child, too, with its clock and its counts */
    trial_as(c, "officer", OFFICER, "22945");
    OKAY(casework_void(c, &trial_flow, code, S("Nhập nhầm hồ sơ khác"), -1, &trial_done));
    EQ_STR(child_of(c, file).state, "open");
    EQ(child_of(c, file).clock, RUNNING);
    EQ(child_of(c, file).due.n, day(2026, 11, 10).n);
    EQ(lent_sum(c, "on_time"), 0);
    OKAY(trial_act(c, "hand_in", code, ""));
    EQ(child_of(c, file).clock, STANDING);
    trial_sound(c);
}

TEST(whoever_has_a_child_open_has_its_parent_in_hand)
{
    Ctx *c = trial();
    const Flow *f;
    Casefile file;
    Str code = trial_begin(c, "title=Ten&days=10");
    trial_as(c, "other", OFFICER, "23235");
    EQ(casework_read(c, code, &f, &file), ERR_NOT_FOUND);
    trial_as(c, "officer", OFFICER, "22945");
    OKAY(trial_act(c, "lend", code, ""));
    trial_as(c, "other", OFFICER, "23235");
    OKAY(casework_read(c, code, &f, &file));
    OKAY(trial_act(c, "later", code, "done=2026-12-25&document=x"));
    SignRowRows to_sign;
    OKAY(files_to_sign(c, c->unit, 10, &to_sign));
    EQ(to_sign.len, 1);
    trial_as(c, "third", OFFICER, "22918");
    EQ(casework_read(c, code, &f, &file), ERR_NOT_FOUND);
    trial_as(c, "head", UNIT_HEAD, "23235");
    OKAY(trial_act(c, "close", code, "done=2026-11-23&document=x"));
    trial_as(c, "other", OFFICER, "23235"); /* the part is done, and with it the right */
    EQ(casework_read(c, code, &f, &file), ERR_NOT_FOUND);
    trial_sound(c);
}

TEST(an_opening_that_is_taken_back_leaves_nothing_to_do_and_a_child_that_went_on_stands_in_its_way)
{
    Ctx *c = trial();
    const Flow *f;
    Casefile file;
    Str code = trial_begin(c, "title=Ten&days=10");
    trial_as(c, "officer", OFFICER, "22945");
    OKAY(trial_act(c, "lend", code, ""));
    const Casefile child = child_of(c, trial_done.file.id);
    OKAY(casework_void(c, &trial_flow, code, S("Giao nhầm đơn vị khác"), -1, &trial_done));
    EQ(lent_sum(c, "give"), 0);
    EQ(lent_sum(c, "=open"), 0);
    trial_as(c, "other", OFFICER, "23235");
    EQ(casework_read(c, child.code, &f, &file), ERR_NOT_FOUND);
    EQ(casework_read(c, code, &f, &file), ERR_NOT_FOUND);
    Str what;
    OKAY(casework_open_work(c, c->unit, &what));
    EQ(what.len, 0);
    trial_sound(c);
    code = trial_begin(c, "title=Ten&days=10");
    trial_as(c, "officer", OFFICER, "22945");
    OKAY(trial_act(c, "lend", code, ""));
    const Casefile second = child_of(c, trial_done.file.id);
    Done grown;
    trial_as(c, "other", OFFICER, "23235");
    OKAY(casework_act(c, &(Deed){.flow = &trial_lent, .code = second.code, .event = S("grow"), .seen = -1}, &grown));
    trial_as(c, "officer", OFFICER, "22945");
    OKAY(store_do(c->store, SAVEPOINT));
    EQ(casework_void(c, &trial_flow, code, S("Giao nhầm đơn vị khác"), -1, &trial_done), ERR_CONFLICT);
    CHECK(str_eq(c->why_arg[0], second.code));
    OKAY(store_do(c->store, ROLLBACK_TO));
    OKAY(store_do(c->store, RELEASE));
    trial_sound(c);
}

TEST(a_parent_waits_for_its_children)
{
    Ctx *c = trial();
    Str parent = trial_begin(c, "title=Ten&days=20");
    int64_t id = trial_done.file.id;
    OKAY(trial_deed(c, "begin", (Str){0}, S("title=Con&days=2"), (Str){0}, -1, id));
    Str child = trial_done.file.code;
    trial_as(c, "officer", OFFICER, "22945");
    EQ(trial_act(c, "finish", parent, ""), ERR_CONFLICT);
    OKAY(trial_act(c, "close", child, ""));
    OKAY(trial_act(c, "finish", parent, ""));
}
