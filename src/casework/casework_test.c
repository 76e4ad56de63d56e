/* casework_test.c - a promise once written down is kept, or its breach is; nobody decides what is not
 * theirs; and no figure drifts from the files behind it. The flow here is only for trying the engine. */
#include "base/day.h"
#include "base/test.h"
#include "casework/casework.h"
#include "store/bench.h"
#include <string.h>

enum { NONE, OPEN, WAITING, SEALED, DONE, DROPPED };
static const char *const states[] = {"", "open", "waiting", "sealed", "done", "dropped"};

typedef struct {
    Str title;
    int64_t days;
} Start;
static const Field start_fields[] = {TEXT_FIELD(Start, title, .min = 2, .max = 40),
                                     NUMBER_FIELD(Start, days, .max = 60)};
static const FormSpec start_form = FORM("casework.void", start_fields, Start);

typedef struct {
    Day done;
    Str document;
} Paper;
static const Field paper_fields[] = {DAY_FIELD(Paper, done), TEXT_FIELD(Paper, document, .max = 40)};
static const FormSpec paper_form = FORM("casework.correction", paper_fields, Paper);

static Err open_it(Act *a)
{
    const Start *in = a->input;
    a->file.title = in->title, a->file.facet = S("a b/c"), a->file.days = in->days;
    return OK;
}

static Err paper(Act *a)
{
    const Paper *in = a->input;
    a->done = in->done, a->document = in->document;
    return OK;
}

static Err given(Act *a)
{
    a->file.title = S("Ten"), a->file.facet = S("a b/c"), a->new_due = ((const Paper *)a->input)->done;
    return OK;
}

static Err extend(Act *a)
{
    const Paper *in = a->input;
    if (in->done.n <= a->file.due.n) return WHY(a->c, MSG_casework_future, ERR_INVALID);
    a->new_due = in->done;
    return OK;
}

static Err choose(Act *a) /* the clock and the state chosen by what the file is like */
{
    if (a->file.days > 10) a->clock = CLOCK_PAUSE, a->to = WAITING;
    return OK;
}

static Err nothing(Act *a)
{
    return a ? OK : ERR_INTERNAL;
}

static Err branch(Act *a)
{
    Pair title[] = {
        {S("title"), S("Con")},
        {S("days"),  S("3")  }
    };
    Done child;
    return casework_also(a, a->flow, (Str){0}, "begin", (Pairs){title, LEN(title)}, &child);
}

extern const Flow lent;
static Err lend(Act *a)
{
    Done child;
    return casework_also(a, &lent, (Str){0}, "give", (Pairs){0}, &child);
}

static int never(Ctx *c, const Casefile *f)
{
    return c && f ? NOT_OFFERED : 0;
}

static Err announce(Act *a)
{
    return casework_emit(a, "test.heard", a->file.code);
}

static int is_short(Ctx *c, const Casefile *f)
{
    (void)c;
    return f->days > 5 ? MSG_casework_no_undo : 0;
}

static int no_open_child(Ctx *c, const Casefile *f)
{
    int64_t n;
    if (casework_open_children(c, f, &n)) return MSG_error_internal_title;
    return n ? MSG_casework_because : 0;
}

// clang-format off
static const Transition rows[] = {
    {IN(NONE),    "begin",   OPEN,    ONESTOP_CLERK, .form = &start_form, .apply = open_it, .clock = CLOCK_START, .leaf = "dossier.received"},
    {IN(NONE),    "ask",     OPEN,    ANYONE, .form = &start_form, .apply = open_it},
    {IN(NONE),    "given",   OPEN,    ONESTOP_CLERK, .form = &paper_form, .apply = given, .clock = CLOCK_START},
    {IN(WAITING), "judge",   DONE,    OFFICER, .reach = ABOVE, .clock = CLOCK_STOP},
    {IN(OPEN),    "hand_in", WAITING, OFFICER, .clock = CLOCK_PAUSE},
    {IN(OPEN),    "ask_for", STAY,    OFFICER, .sign = UNIT_HEAD, .sign_reach = ABOVE, .form = &paper_form, .apply = extend, .clock = CLOCK_EXTEND},
    {IN(OPEN),    "branch",  STAY,    OFFICER, .apply = branch},
    {IN(OPEN),    "lend",    STAY,    OFFICER, .apply = lend, .undo = nothing},
    {IN(OPEN),    "rest",    WAITING, OFFICER, .clock = CLOCK_PAUSE, .undo = nothing},
    {IN(OPEN),    "never",   STAY,    OFFICER, .guard = never},
    {IN(OPEN),    "close",   DONE,    OFFICER, .guard = is_short, .clock = CLOCK_STOP, .undo = nothing},
    {IN(OPEN),    "close",   DONE,    UNIT_HEAD, .form = &paper_form, .apply = paper, .clock = CLOCK_STOP, .undo = nothing},
    {IN(OPEN),    "record",  STAY,    OFFICER, .form = &paper_form, .apply = paper, .kind = "ghi", .correctable = true, .not_by = "begin", .undo = nothing},
    {IN(OPEN),    "later",   STAY,    OFFICER, .sign = UNIT_HEAD, .form = &paper_form, .apply = extend, .clock = CLOCK_EXTEND},
    {IN(OPEN),    "split",   STAY,    OFFICER, .apply = choose, .to_also = IN(WAITING)},
    {IN(WAITING), "go_on",   OPEN,    OFFICER, .clock = CLOCK_RESUME},
    {IN(WAITING), "lapse",   DROPPED, SYSTEM, .after = "lapse_days", .clock = CLOCK_DROP},
    {IN(OPEN),    "seal",    SEALED,  OFFICER},
    {IN(OPEN),    "finish",  DROPPED, OFFICER, .guard = no_open_child, .clock = CLOCK_DROP},
    {IN(OPEN),    "tell",    STAY,    OFFICER, .once = "tell record", .form = &paper_form, .note = "document", .paper = "document", .apply = nothing, .undo = nothing},
    {IN(OPEN),    "explain", STAY,    OFFICER, .form = &casework_reason_form},
    {IN(OPEN),    "shout",   STAY,    OFFICER, .apply = announce},
    {IN(OPEN),    "heard",   STAY,    SYSTEM, .on = "test.heard"},
    {IN(DONE),    "rate",    STAY,    ANYONE, .reach = HOLDER},
};
// clang-format on
static const Flow flow = {FLOW("test", "TT", states, rows),
                          .area = "test",
                          .readers = ONESTOP_CLERK | OFFICER | UNIT_HEAD,
                          .closed = IN(DONE) | IN(DROPPED),
                          .sealed = IN(SEALED),
                          .sealed_for = KNTC_RECEIVER,
                          .by_code = true,
                          .linked = true};
static const char *const warn_rules[] = {"warn_first", "warn_last", NULL};
static const Flow told = {FLOW("told", "TD", states, rows), .area = "test", .closed = IN(DONE), .warn = warn_rules};
/* A part of the work that another unit does: its clock goes with that of the whole. */
static Err elsewhere(Act *a)
{
    Unit u;
    TRY(unit_by_code(a->c, S("23235"), a->c->today, &u));
    a->file.unit = u.id;
    return OK;
}

static Err part(Act *a)
{
    a->file.title = S("Phần"), a->file.facet = S("a b/c"), a->file.days = 4;
    return OK;
}
// clang-format off
static const Transition lent_rows[] = {
    {IN(NONE), "give",   OPEN,    SYSTEM, .place = elsewhere, .apply = part, .clock = CLOCK_START},
    {IN(OPEN), "pause",  STAY,    SYSTEM, .with = CLOCK_PAUSE, .clock = CLOCK_PAUSE, .caused = true},
    {IN(OPEN), "go_on",  STAY,    SYSTEM, .with = CLOCK_RESUME, .clock = CLOCK_RESUME, .caused = true},
    {IN(OPEN), "finish", DONE,    SYSTEM, .with = CLOCK_STOP, .clock = CLOCK_STOP},
    {IN(OPEN), "drop",   DROPPED, SYSTEM, .with = CLOCK_DROP, .clock = CLOCK_DROP},
    {IN(OPEN), "grow",   WAITING, OFFICER},
};
// clang-format on
const Flow lent = {FLOW("lent", "TL", states, lent_rows), .area = "test", .readers = OFFICER,
                   .closed = IN(DONE) | IN(DROPPED), .lends = true};
static const Flow *const flows[] = {&flow, &told, &lent, NULL};

SQL_STATEMENT ruleset_sql = {
    "test_ruleset", "INSERT INTO ruleset (id, area, valid_from, name, source) VALUES (900, 'test', 0, 't', 't')", NULL};
SQL_STATEMENT rule_sql = {"test_rule",
                          "INSERT INTO rule (ruleset, name, value)"
                          " VALUES (900, 'lapse_days', 30), (900, 'warn_first', 5), (900, 'warn_last', 1)",
                          NULL};
SQL_STATEMENT spoil_sql = {"test_spoil",
                           "UPDATE tally SET n = n + 1, own = own + 1 WHERE measure = '=open' AND own > 0", NULL};

static void run(Ctx *c, const Sql *sql)
{
    Stmt *st;
    bool row;
    OKAY(store_stmt(c, sql, &st));
    OKAY(store_step(c, st, &row));
}

static void as(Ctx *c, const char *name, int64_t role, const char *code)
{
    Unit u;
    Grant *g = NEW(c->arena, Grant, 1);
    OKAY(unit_by_code(c, str(code), c->today, &u));
    *g = (Grant){role, u.path};
    c->actor = c->actor_name = str(name), c->unit = u.id, c->grants = g, c->grant_len = 1, c->holder = 0;
}

static void nobody(Ctx *c)
{
    c->actor = c->actor_name = (Str){0}, c->unit = 0, c->grants = NULL, c->grant_len = 0, c->holder = 0;
}

static Ctx *office(void)
{
    Ctx *c = bench_ctx();
    ImportReport r = {0};
    casework_flows = flows;
    OKAY(unit_exchange.read(c, bench_file(c, "units.csv"), &r));
    r = (ImportReport){0};
    OKAY(casework.exchanges.at[0].read(c, bench_file(c, "holidays.csv"), &r));
    OKAY(calendar_load(c, c->arena, &c->calendar));
    run(c, &ruleset_sql);
    run(c, &rule_sql);
    OKAY(store_do(c->store, BEGIN_WRITE));
    as(c, "desk", ONESTOP_CLERK, "22945");
    return c;
}

static Done done;

static Err deed(Ctx *c, const char *event, Str code, Str input, Str token, int64_t seen, int64_t parent)
{
    Pairs pairs;
    CHECK(pairs_parse(c->arena, input, &pairs));
    OKAY(store_do(c->store, SAVEPOINT));
    Err e = casework_act(c,
                         &(Deed){.flow = &flow,
                                 .code = code,
                                 .event = str(event),
                                 .input = pairs,
                                 .token = token,
                                 .seen = seen,
                                 .parent = parent,
                                 .live = true},
                         &done);
    if (e) OKAY(store_do(c->store, ROLLBACK_TO));
    OKAY(store_do(c->store, RELEASE));
    return e;
}

static Err act(Ctx *c, const char *event, Str code, const char *input)
{
    return deed(c, event, code, str(input), (Str){0}, -1, 0);
}

static Str begin(Ctx *c, const char *input)
{
    as(c, "desk", ONESTOP_CLERK, "22945");
    OKAY(act(c, "begin", (Str){0}, input));
    return done.file.code;
}

static int64_t sum(Ctx *c, const char *unit, const char *measure)
{
    Unit u;
    Sum s;
    OKAY(unit_by_code(c, str(unit), c->today, &u));
    OKAY(tally_sum(c, (TallySum){u.id, S("test"), str(measure), 0, 999912}, &s));
    return s.n;
}

static void sound(Ctx *c)
{
    Buf faults = {.arena = c->arena};
    int64_t n = 0;
    OKAY(casework_verify(c, &faults, &n));
    if (n) test_fail(__FILE__, __LINE__, STR, ARG(buf_done(&faults)));
}

TEST(a_file_gets_a_code_a_day_and_counts_for_all_above)
{
    Ctx *c = office();
    Str code = begin(c, "title=Ten&days=2");
    EQ_STR(done.file.state, "open");
    CHECK(str_starts(code, S("TT-")));
    EQ(done.file.due.n, day(2026, 11, 26).n); /* 24/11 is a holiday; the day of receipt is not counted */
    EQ(sum(c, "22945", "begin"), 1);
    EQ(sum(c, "68", "=open"), 1);
    EQ(sum(c, "23235", "=open"), 0);
    CHECK(str_starts(done.link, S("/tra-cuu/")));
    sound(c);
}

TEST(a_code_that_chance_gives_twice_is_not_given_twice)
{
    Ctx *c = office();
    const uint64_t same = *c->chance;
    const Str first = begin(c, "title=Mot&days=2");
    *c->chance = same;
    CHECK(!str_eq(begin(c, "title=Hai&days=2"), first));
}

TEST(only_the_role_over_the_unit_may_act_and_others_see_nothing)
{
    Ctx *c = office();
    Str code = begin(c, "title=Ten&days=2");
    as(c, "officer", OFFICER, "23235");
    EQ(act(c, "close", code, ""), ERR_DENIED); /* public by its code, so it may be known; not acted on */
    const Flow *f;
    Casefile file;
    EQ(casework_read(c, code, &f, &file), ERR_NOT_FOUND);
    as(c, "desk", ONESTOP_CLERK, "22945");
    EQ(act(c, "close", code, ""), ERR_DENIED);
    as(c, "officer", OFFICER, "68");
    OKAY(casework_read(c, code, &f, &file));
    OKAY(act(c, "close", code, ""));
    nobody(c);
    EQ(act(c, "begin", (Str){0}, "title=Ten&days=2"), ERR_DENIED);
    EQ(act(c, "lapse", code, ""), ERR_CONFLICT);
}

TEST(of_several_rows_the_first_that_passes_is_taken)
{
    Ctx *c = office();
    Str code = begin(c, "title=Ten&days=9");
    as(c, "officer", OFFICER, "22945");
    EQ(act(c, "close", code, ""), ERR_CONFLICT); /* the reason counts more than the other row's refusal */
    EQ(c->why, MSG_casework_no_undo);
    as(c, "head", UNIT_HEAD, "22945");
    EQ(act(c, "close", code, "done=2026-11-24&document=12/QĐ"), ERR_INVALID); /* tomorrow */
    OKAY(act(c, "close", code, "done=2026-11-23&document=12/QĐ"));
    EQ_STR(done.file.state, "done");
    EQ(sum(c, "68", "on_time_first"), 1);
    sound(c);
}

TEST(the_second_click_gets_the_first_answer)
{
    Ctx *c = office();
    OKAY(deed(c, "begin", (Str){0}, S("title=Ten&days=2"), S("t1"), -1, 0));
    Str code = done.file.code, link = done.link;
    OKAY(deed(c, "begin", (Str){0}, S("title=Ten&days=2"), S("t1"), -1, 0));
    CHECK(done.again);
    CHECK(str_eq(done.file.code, code));
    CHECK(str_eq(done.link, link));
    EQ(deed(c, "begin", (Str){0}, S("title=Khac&days=2"), S("t1"), -1, 0), ERR_CONFLICT);
    as(c, "other", ONESTOP_CLERK, "22945");
    EQ(deed(c, "begin", (Str){0}, S("title=Ten&days=2"), S("t1"), -1, 0), ERR_CONFLICT);
    EQ(sum(c, "68", "begin"), 1);
}

TEST(who_was_overtaken_is_told_by_whom)
{
    Ctx *c = office();
    Str code = begin(c, "title=Ten&days=9");
    as(c, "Lan", OFFICER, "22945");
    OKAY(deed(c, "record", code, S("done=2026-11-23&document=1"), (Str){0}, 1, 0));
    as(c, "Mai", OFFICER, "22945");
    EQ(deed(c, "record", code, S("done=2026-11-23&document=2"), (Str){0}, 1, 0), ERR_CONFLICT);
    EQ_STR(why_text(c), "Lan vừa xử lý hồ sơ này lúc 09:00, 23/11/2026.");
    CHECK(done.form.spec); /* what was typed is kept */
    EQ_STR(done.form.value[1], "2");
}

TEST(whoever_did_the_step_before_may_not)
{
    Ctx *c = office();
    Str code = begin(c, "title=Ten&days=9");
    as(c, "desk", OFFICER, "22945");
    EQ(act(c, "record", code, "done=2026-11-23&document=1"), ERR_DENIED);
    EQ(c->why, MSG_casework_same_person);
}

TEST(two_people_make_it_effective_and_one_of_them_can_call_it_off)
{
    Ctx *c = office();
    Str code = begin(c, "title=Ten&days=2");
    as(c, "officer", OFFICER, "22945");
    EQ(act(c, "later", code, "document=x"), ERR_INVALID); /* told at once, not when it is signed */
    OKAY(act(c, "later", code, "done=2026-12-01&document=x"));
    CHECK(done.proposed);
    EQ(done.file.due.n, day(2026, 11, 26).n);
    EQ(act(c, "later", code, "done=2026-12-02&document=x"), ERR_DENIED);
    Buf long_reason = {.arena = c->arena};
    for (int i = 0; i < 2001; i++)
        buf_char(&long_reason, 'x');
    EQ(casework_take_back(c, &flow, code, S("later"), buf_done(&long_reason), &done), ERR_INVALID);
    EQ(casework_take_back(c, &flow, code, S("later"), (Str){0}, &done), OK);
    OKAY(act(c, "later", code, "done=2026-12-03&document=x"));
    as(c, "head", UNIT_HEAD, "22945");
    EQ(casework_take_back(c, &flow, code, S("later"), S("ngắn"), &done), ERR_INVALID);
    bench_at(c, 2026, 11, 25, 9, 0);
    OKAY(act(c, "later", code, ""));
    EQ(done.file.due.n, day(2026, 12, 3).n);
    EQ(done.file.first_due.n, day(2026, 11, 26).n);
    ActRow last;
    OKAY(act_last(c, done.file.id, &last));
    EQ_STR(last.proposer, "officer");
    EQ_STR(last.actor, "head");
    sound(c);
}

TEST(apply_may_choose_the_clock_and_the_state)
{
    Ctx *c = office();
    Str few = begin(c, "title=Ten&days=2"), many = begin(c, "title=Ten&days=12");
    as(c, "officer", OFFICER, "22945");
    OKAY(act(c, "split", few, ""));
    EQ_STR(done.file.state, "open");
    OKAY(act(c, "split", many, ""));
    EQ_STR(done.file.state, "waiting");
    EQ(done.file.clock, STANDING);
    Day due = done.file.due;
    bench_at(c, 2026, 11, 27, 9, 0); /* three working days later: 25, 26, 27 */
    OKAY(act(c, "go_on", many, ""));
    EQ(done.file.due.n, workdays_add(c->calendar, due, 3).n);
    sound(c);
}

TEST(a_state_ends_by_itself_after_its_days)
{
    Ctx *c = office();
    Str code = begin(c, "title=Ten&days=12");
    int64_t n = 0;
    as(c, "officer", OFFICER, "22945");
    OKAY(act(c, "split", code, ""));
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
    EQ(sum(c, "68", "on_time"), 0); /* ended without a result: not judged */
    sound(c);
}

TEST(a_missed_day_is_an_act_of_its_own_once)
{
    Ctx *c = office();
    Str code = begin(c, "title=Ten&days=2");
    int64_t n = 0;
    bench_at(c, 2026, 11, 26, 16, 59);
    OKAY(casework_breach(c, &n));
    EQ(n, 0);
    bench_at(c, 2026, 11, 26, 17, 0);
    OKAY(casework_breach(c, &n));
    OKAY(casework_breach(c, &n));
    EQ(n, 1);
    EQ(sum(c, "22945", "overdue"), 1);
    as(c, "officer", OFFICER, "22945");
    bench_at(c, 2026, 11, 27, 9, 0);
    OKAY(act(c, "close", code, ""));
    EQ(sum(c, "68", "late_first"), 1);
    EQ(sum(c, "68", "late"), 1);
    sound(c);
}

TEST(those_who_work_on_it_are_warned_once)
{
    Ctx *c = office();
    int64_t n = 0;
    begin(c, "title=Ten&days=2");
    OKAY(casework_warn(c, &n));
    EQ(n, 0);
    bench_at(c, 2026, 11, 25, 9, 0);
    OKAY(casework_warn(c, &n));
    OKAY(casework_warn(c, &n));
    EQ(n, 1);
}

static Str give(Ctx *c, const Flow *of, const char *input)
{
    Pairs pairs;
    as(c, "desk", ONESTOP_CLERK, "22945");
    CHECK(pairs_parse(c->arena, str(input), &pairs));
    OKAY(casework_act(c, &(Deed){.flow = of, .event = S("given"), .input = pairs, .seen = -1}, &done));
    return done.file.code;
}

TEST(a_flow_says_how_often_it_warns)
{
    Ctx *c = office();
    int64_t n = 0;
    give(c, &told, "done=2026-12-10&document=x"); /* a Thursday: to be told on 3/12 and 9/12 */
    EQ(done.file.warn.n, day(2026, 12, 3).n);
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
    give(c, &told, "done=2026-12-09&document=x"); /* the days for it are past: at once */
    OKAY(casework_warn(c, &n));
    OKAY(casework_warn(c, &n));
    EQ(n, 3);
}

TEST(a_day_given_outright_is_the_due_day_or_the_working_day_after_it)
{
    Ctx *c = office();
    Day counted;
    bool kept;
    give(c, &flow, "done=2026-12-10&document=x");
    EQ(done.file.due.n, day(2026, 12, 10).n);
    EQ(done.file.first_due.n, day(2026, 12, 10).n);
    OKAY(casework_reckoned(c, &done.file, &counted, &kept));
    EQ(counted.n, day(2026, 12, 10).n);
    give(c, &flow, "done=2026-12-12&document=x"); /* a Saturday */
    EQ(done.file.due.n, day(2026, 12, 14).n);
    OKAY(casework_reckoned(c, &done.file, &counted, &kept));
    EQ(counted.n, day(2026, 12, 14).n);
    CHECK(!kept);
}

TEST(what_was_handed_in_on_time_is_not_late_because_it_was_judged_later)
{
    Ctx *c = office();
    Str code = give(c, &flow, "done=2026-11-30&document=x");
    bench_at(c, 2026, 11, 30, 15, 0);
    as(c, "officer", OFFICER, "22945");
    OKAY(act(c, "hand_in", code, ""));
    EQ(act(c, "judge", code, ""), ERR_DENIED);
    bench_at(c, 2026, 12, 4, 9, 0);
    as(c, "above", OFFICER, "68");
    OKAY(act(c, "judge", code, ""));
    EQ(sum(c, "22945", "on_time_first"), 1);
    EQ(sum(c, "22945", "late_first"), 0);
    sound(c);
}

TEST(a_unit_asks_and_the_one_above_it_signs)
{
    Ctx *c = office();
    Str code = give(c, &flow, "done=2026-11-30&document=x");
    as(c, "officer", OFFICER, "22945");
    OKAY(act(c, "ask_for", code, "done=2026-12-04&document=x"));
    CHECK(done.proposed);
    as(c, "head", UNIT_HEAD, "22945");
    EQ(act(c, "ask_for", code, ""), ERR_DENIED);
    as(c, "above", UNIT_HEAD, "68");
    OKAY(act(c, "ask_for", code, ""));
    EQ(done.file.due.n, day(2026, 12, 4).n);
}

TEST(an_act_opens_a_child_in_the_name_of_whoever_did_it)
{
    Ctx *c = office();
    Str code = begin(c, "title=Ten&days=2");
    CasefileRows children;
    ActRow last;
    as(c, "officer", OFFICER, "22945");
    OKAY(act(c, "branch", code, ""));
    OKAY(casefile_children(c, done.file.id, &children));
    EQ(children.len, 1);
    EQ_STR(children.at[0].title, "Con");
    OKAY(act_last(c, children.at[0].id, &last));
    EQ_STR(last.actor, "officer");
    sound(c);
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
    Ctx *c = office();
    bench_at(c, 2026, 11, 2, 9, 0);
    Str code = begin(c, "title=Ten&days=10");
    const int64_t file = done.file.id;
    as(c, "officer", OFFICER, "22945");
    OKAY(act(c, "lend", code, ""));
    EQ(child_of(c, file).due.n, day(2026, 11, 6).n);
    bench_at(c, 2026, 11, 3, 9, 0);
    OKAY(act(c, "rest", code, ""));
    EQ(child_of(c, file).clock, STANDING);
    bench_at(c, 2026, 11, 5, 9, 0);
    OKAY(act(c, "go_on", code, ""));
    EQ(child_of(c, file).clock, RUNNING);
    EQ(child_of(c, file).due.n, day(2026, 11, 10).n);
    bench_at(c, 2026, 11, 9, 9, 0);
    as(c, "head", UNIT_HEAD, "22945");
    OKAY(act(c, "close", code, "done=2026-11-09&document=x"));
    EQ_STR(child_of(c, file).state, "done");
    EQ(lent_sum(c, "on_time"), 1);
    /* taken back: the child, too, with its clock and its counts */
    as(c, "officer", OFFICER, "22945");
    OKAY(casework_void(c, &flow, code, S("Nhập nhầm hồ sơ khác"), -1, &done));
    EQ_STR(child_of(c, file).state, "open");
    EQ(child_of(c, file).clock, RUNNING);
    EQ(child_of(c, file).due.n, day(2026, 11, 10).n);
    EQ(lent_sum(c, "on_time"), 0);
    OKAY(act(c, "hand_in", code, ""));
    EQ(child_of(c, file).clock, STANDING);
    sound(c);
}

TEST(whoever_has_a_child_open_has_its_parent_in_hand)
{
    Ctx *c = office();
    const Flow *f;
    Casefile file;
    Str code = begin(c, "title=Ten&days=10");
    as(c, "other", OFFICER, "23235");
    EQ(casework_read(c, code, &f, &file), ERR_NOT_FOUND);
    as(c, "officer", OFFICER, "22945");
    OKAY(act(c, "lend", code, ""));
    as(c, "other", OFFICER, "23235");
    OKAY(casework_read(c, code, &f, &file));
    OKAY(act(c, "later", code, "done=2026-12-25&document=x"));
    SignRowRows to_sign;
    OKAY(files_to_sign(c, c->unit, 10, &to_sign));
    EQ(to_sign.len, 1);
    as(c, "third", OFFICER, "22918");
    EQ(casework_read(c, code, &f, &file), ERR_NOT_FOUND);
    as(c, "head", UNIT_HEAD, "23235");
    OKAY(act(c, "close", code, "done=2026-11-23&document=x"));
    as(c, "other", OFFICER, "23235"); /* the part is done, and with it the right */
    EQ(casework_read(c, code, &f, &file), ERR_NOT_FOUND);
    sound(c);
}

TEST(an_opening_that_is_taken_back_leaves_nothing_to_do_and_a_child_that_went_on_stands_in_its_way)
{
    Ctx *c = office();
    const Flow *f;
    Casefile file;
    Str code = begin(c, "title=Ten&days=10");
    as(c, "officer", OFFICER, "22945");
    OKAY(act(c, "lend", code, ""));
    const Casefile child = child_of(c, done.file.id);
    OKAY(casework_void(c, &flow, code, S("Giao nhầm đơn vị khác"), -1, &done));
    EQ(lent_sum(c, "give"), 0);
    EQ(lent_sum(c, "=open"), 0);
    as(c, "other", OFFICER, "23235");
    EQ(casework_read(c, child.code, &f, &file), ERR_NOT_FOUND);
    EQ(casework_read(c, code, &f, &file), ERR_NOT_FOUND);
    Str what;
    OKAY(casework_open_work(c, c->unit, &what));
    EQ(what.len, 0);
    sound(c);
    code = begin(c, "title=Ten&days=10");
    as(c, "officer", OFFICER, "22945");
    OKAY(act(c, "lend", code, ""));
    const Casefile second = child_of(c, done.file.id);
    Done grown;
    as(c, "other", OFFICER, "23235");
    OKAY(casework_act(c, &(Deed){.flow = &lent, .code = second.code, .event = S("grow"), .seen = -1}, &grown));
    as(c, "officer", OFFICER, "22945");
    OKAY(store_do(c->store, SAVEPOINT));
    EQ(casework_void(c, &flow, code, S("Giao nhầm đơn vị khác"), -1, &done), ERR_CONFLICT);
    CHECK(str_eq(c->why_arg[0], second.code));
    OKAY(store_do(c->store, ROLLBACK_TO));
    OKAY(store_do(c->store, RELEASE));
    sound(c);
}

TEST(what_does_not_concern_a_file_is_not_offered_at_all)
{
    Ctx *c = office();
    Possibles all;
    Str code = begin(c, "title=Ten&days=10");
    as(c, "officer", OFFICER, "22945");
    EQ(act(c, "never", code, ""), ERR_CONFLICT);
    Casefile f;
    OKAY(casefile_by_code(c, code, &f));
    OKAY(casework_possible(c, &flow, &f, &all));
    CHECK(all.len > 0);
    for (size_t i = 0; i < all.len; i++)
        CHECK(strcmp(all.at[i].row->event, "never") != 0);
}

TEST(taking_back_returns_state_clock_and_counts_and_keeps_both_acts)
{
    Ctx *c = office();
    Str code = begin(c, "title=Ten&days=2");
    as(c, "officer", OFFICER, "22945");
    OKAY(act(c, "close", code, ""));
    EQ(casework_void(c, &flow, code, S("ngắn"), -1, &done), ERR_INVALID);
    EQ(casework_void(c, &flow, code, S("Nhập nhầm hồ sơ khác"), 1, &done),
       ERR_CONFLICT); /* drawn from an older state */
    OKAY(casework_void(c, &flow, code, S("Nhập nhầm hồ sơ khác"), -1, &done));
    EQ_STR(done.file.state, "open");
    EQ(done.file.clock, RUNNING);
    EQ(done.file.closed.n, 0);
    EQ(sum(c, "68", "close"), 0);
    EQ(sum(c, "68", "on_time"), 0);
    EQ(sum(c, "68", "=open"), 1);
    EQ(casework_void(c, &flow, code, S("Nhập nhầm hồ sơ khác"), -1, &done), ERR_CONFLICT);
    Casefile f;
    ActRowRows acts;
    OKAY(casefile_by_code(c, code, &f));
    OKAY(act_list(c, f.id, &acts));
    EQ(acts.len, 3);
    sound(c);
}

TEST(a_correction_counts_instead_of_what_it_corrects)
{
    Ctx *c = office();
    bench_at(c, 2026, 10, 26, 9, 0);
    Str code = begin(c, "title=Ten&days=60");
    bench_at(c, 2026, 11, 23, 9, 0);
    as(c, "officer", OFFICER, "22945");
    OKAY(act(c, "record", code, "done=2026-11-20&document=5/QĐ"));
    Correction x = {2, day(2026, 10, 30), S("6/QĐ"), S("Ghi nhầm ngày của quyết định")};
    OKAY(casework_correct(c, &flow, code, &x, -1, &done));
    Unit u;
    Sum october, november;
    OKAY(unit_by_code(c, S("68"), c->today, &u));
    OKAY(tally_sum(c, (TallySum){u.id, S("test"), S("ghi"), 202610, 202610}, &october));
    OKAY(tally_sum(c, (TallySum){u.id, S("test"), S("ghi"), 202611, 202611}, &november));
    EQ(october.n, 1);
    EQ(november.n, 0);
    EQ(casework_correct(c, &flow, code, &x, -1, &done), ERR_CONFLICT); /* it stands corrected already */
    x.seq = 1;
    EQ(casework_correct(c, &flow, code, &x, -1, &done), ERR_CONFLICT); /* a deadline was counted from it */
    sound(c);
    OKAY(casework_void(c, &flow, code, S("Quyết định đã bị thu hồi"), -1, &done));
    EQ(sum(c, "68", "ghi"), 0);
    sound(c);
}

TEST(a_correction_of_another_act_stays_when_a_later_act_is_taken_back)
{
    Ctx *c = office();
    Str code = begin(c, "title=Ten&days=2");
    bench_at(c, 2026, 12, 2, 9, 0);
    as(c, "officer", OFFICER, "22945");
    OKAY(act(c, "record", code, "done=2026-12-02&document=1/QĐ"));
    const int64_t recorded = done.file.version;
    OKAY(act(c, "close", code, ""));
    const Correction x = {recorded, day(2026, 11, 30), S("2/QĐ"), S("Quyết định ghi ngày 30")};
    OKAY(casework_correct(c, &flow, code, &x, -1, &done));
    OKAY(casework_void(c, &flow, code, S("Đóng nhầm hồ sơ khác"), -1, &done));
    EQ_STR(done.file.state, "open");
    EQ(sum(c, "68", "close"), 0);
    EQ(sum(c, "68", "ghi"), 1);
    sound(c);
}

TEST(nobody_signs_what_they_have_not_seen)
{
    Ctx *c = office();
    Str code = begin(c, "title=Ten&days=2");
    as(c, "officer", OFFICER, "22945");
    OKAY(act(c, "later", code, "done=2026-12-01&document=x"));
    const int64_t seen = done.file.version; /* the head reads this */
    OKAY(casework_take_back(c, &flow, code, S("later"), (Str){0}, &done));
    OKAY(act(c, "later", code, "done=2026-12-31&document=x"));
    as(c, "head", UNIT_HEAD, "22945");
    EQ(deed(c, "later", code, S(""), (Str){0}, seen, 0), ERR_CONFLICT);
    EQ(c->why, MSG_casework_overtaken);
    OKAY(deed(c, "later", code, S(""), (Str){0}, seen + 2, 0));
    EQ(done.file.due.n, day(2026, 12, 31).n);
    sound(c);
}

TEST(what_is_sealed_is_not_there_for_others)
{
    Ctx *c = office();
    Str code = begin(c, "title=Ten&days=2");
    const Flow *of;
    Casefile f;
    as(c, "officer", OFFICER, "22945");
    OKAY(act(c, "seal", code, ""));
    EQ(casework_read(c, code, &of, &f), ERR_NOT_FOUND);
    OKAY(casefile_by_code(c, code, &f));
    CHECK(!casework_is_public(&flow, &f));
    as(c, "receiver", KNTC_RECEIVER | OFFICER, "22945");
    OKAY(casework_read(c, code, &of, &f));
}

TEST(the_holder_of_the_link_may_do_what_is_theirs)
{
    Ctx *c = office();
    Str code = begin(c, "title=Ten&days=2");
    Str secret = {done.link.ptr + 9, done.link.len - 9};
    Str again;
    OKAY(casework_link(c, &done.file, &again));
    CHECK(str_eq(secret, again)); /* a receipt can be printed once more */
    as(c, "officer", OFFICER, "22945");
    OKAY(act(c, "close", code, ""));
    EQ(act(c, "rate", code, ""), ERR_DENIED);
    nobody(c);
    EQ(act(c, "rate", code, ""), ERR_DENIED);
    c->holder = done.file.id + 1;
    EQ(act(c, "rate", code, ""), ERR_DENIED);
    Casefile f;
    OKAY(casefile_by_code(c, code, &f));
    c->holder = f.id;
    OKAY(act(c, "rate", code, ""));
}

TEST(a_row_keeps_what_its_form_says_and_is_done_once)
{
    Ctx *c = office();
    const Str code = begin(c, "title=Ten&days=5");
    ActRow last;
    as(c, "officer", OFFICER, "22945");
    OKAY(act(c, "tell", code, "done=2026-11-23&document=12/TB"));
    OKAY(act_last(c, done.file.id, &last));
    EQ_STR(last.note, "12/TB");
    EQ_STR(last.document, "12/TB");
    EQ(act(c, "tell", code, "done=2026-11-23&document=13/TB"), ERR_CONFLICT);
    EQ_STR(why_text(c), "Việc này chỉ làm được một lần.");
    OKAY(casework_void(c, &flow, code, S("Ghi nhầm sang hồ sơ khác"), -1, &done));
    OKAY(act(c, "tell", code, "done=2026-11-23&document=13/TB")); /* what was taken back does not stand */
    OKAY(act(c, "explain", code, "reason=Ch%E1%BB%9D+b%C3%AAn+kia+tr%E1%BA%A3+l%E1%BB%9Di"));
    OKAY(act_last(c, done.file.id, &last));
    EQ_STR(last.note, "Chờ bên kia trả lời");
    sound(c);
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
    Ctx *c = office();
    ImportReport r;
    ActRow last;
    const Str code = begin(c, "title=Ten&days=2"), other = begin(c, "title=Xong&days=2");
    as(c, "officer", OFFICER, "22945");
    OKAY(act(c, "close", other, ""));
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
    sound(c);
}

TEST(a_recounted_day_keeps_what_the_clock_stood_and_what_was_given)
{
    Ctx *c = office();
    ImportReport r;
    const Str code = begin(c, "title=Ten&days=5"); /* 01/12 */
    as(c, "officer", OFFICER, "22945");
    OKAY(act(c, "hand_in", code, ""));
    c->today = day(2026, 11, 26), c->now = time_at(c->today, 600); /* stood for 25 and 26 */
    OKAY(act(c, "go_on", code, ""));
    IS(file_now(c, code).due, 2026, 12, 3);
    EQ(file_now(c, code).stood, 2);
    OKAY(days_off(c, "2026-11-30,Nghỉ,swap_off,chinh_thuc,CĐ\n2026-12-12,Bù,swap_work,chinh_thuc,CĐ\n", &r));
    IS(file_now(c, code).due, 2026, 12, 4);
    OKAY(act(c, "ask_for", code, "done=2026-12-07&document=1"));
    as(c, "head", UNIT_HEAD, "68");
    OKAY(act(c, "ask_for", code, ""));
    IS(file_now(c, code).due, 2026, 12, 7);
    OKAY(days_off(c, "2026-12-02,Nghỉ,swap_off,chinh_thuc,CĐ\n2026-12-13,Bù,swap_work,chinh_thuc,CĐ\n", &r));
    IS(file_now(c, code).due, 2026, 12, 7); /* given outright: it moves only if it is off itself */
    IS(file_now(c, code).first_due, 2026, 12, 3);
    OKAY(days_off(c, "2026-12-07,Nghỉ,swap_off,chinh_thuc,CĐ\n2026-12-19,Bù,swap_work,chinh_thuc,CĐ\n", &r));
    IS(file_now(c, code).due, 2026, 12, 8);
    sound(c);
}

TEST(what_is_taken_back_does_not_bring_an_old_day_back)
{
    Ctx *c = office();
    ImportReport r;
    const Str code = begin(c, "title=Ten&days=2");
    as(c, "officer", OFFICER, "22945");
    OKAY(act(c, "tell", code, "done=2026-11-23&document=12/TB"));
    OKAY(days_off(c, "2026-11-25,Bão,swap_off,chinh_thuc,CĐ\n2026-11-28,Làm bù,swap_work,chinh_thuc,CĐ\n", &r));
    OKAY(casework_void(c, &flow, code, S("Ghi nhầm sang hồ sơ khác"), -1, &done));
    IS(file_now(c, code).due, 2026, 11, 27);
    sound(c);
}

TEST(a_clock_set_back_writes_nothing)
{
    Ctx *c = office();
    const Str code = begin(c, "title=Ten&days=2");
    const Time now = c->now;
    as(c, "officer", OFFICER, "22945");
    c->now.ms -= 60000;
    EQ(act(c, "close", code, ""), ERR_CONFLICT);
    CHECK(str_starts(why_text(c), S("Đồng hồ máy chủ đang chỉ")));
    c->now = now;
    OKAY(act(c, "close", code, ""));
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
    Ctx *c = office();
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
    Ctx *c = office();
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

TEST(a_parent_waits_for_its_children)
{
    Ctx *c = office();
    Str parent = begin(c, "title=Ten&days=20");
    int64_t id = done.file.id;
    OKAY(deed(c, "begin", (Str){0}, S("title=Con&days=2"), (Str){0}, -1, id));
    Str child = done.file.code;
    as(c, "officer", OFFICER, "22945");
    EQ(act(c, "finish", parent, ""), ERR_CONFLICT);
    OKAY(act(c, "close", child, ""));
    OKAY(act(c, "finish", parent, ""));
}

TEST(an_event_reaches_the_rows_that_listen_once)
{
    Ctx *c = office();
    Str code = begin(c, "title=Ten&days=2");
    int64_t n = 0;
    as(c, "officer", OFFICER, "22945");
    OKAY(act(c, "shout", code, ""));
    OKAY(casework_events(c, &n));
    OKAY(casework_events(c, &n));
    EQ(n, 1);
    EQ(sum(c, "68", "heard"), 1);
}

TEST(the_check_finds_a_figure_that_drifted)
{
    Ctx *c = office();
    Buf faults = {.arena = c->arena};
    int64_t n = 0;
    begin(c, "title=Ten&days=2");
    sound(c);
    run(c, &spoil_sql);
    OKAY(casework_verify(c, &faults, &n));
    CHECK(n > 0);
}

TEST(sums_of_units_above_are_worked_out_anew)
{
    Ctx *c = office();
    begin(c, "title=Ten&days=2");
    OKAY(casework_roll_up(c));
    EQ(sum(c, "68", "=open"), 1);
    sound(c);
}
