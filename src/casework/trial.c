/* trial.c - for tests: flows in which everything happens that the engine knows, in an office of their own. */
#include "casework/trial.h"
#include "base/day.h"
#include "base/test.h"
#include "store/bench.h"

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

static Err lend(Act *a)
{
    Done child;
    return casework_also(a, &trial_lent, (Str){0}, "give", (Pairs){0}, &child);
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
const Flow trial_flow = {FLOW("test", "TT", states, rows),
                         .area = "test",
                         .readers = ONESTOP_CLERK | OFFICER | UNIT_HEAD,
                         .closed = IN(DONE) | IN(DROPPED),
                         .sealed = IN(SEALED),
                         .sealed_for = KNTC_RECEIVER,
                         .by_code = true,
                         .linked = true};
static const char *const warn_rules[] = {"warn_first", "warn_last", NULL};
const Flow trial_told = {FLOW("told", "TD", states, rows), .area = "test", .closed = IN(DONE), .warn = warn_rules};
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
const Flow trial_lent = {FLOW("lent", "TL", states, lent_rows), .area = "test", .readers = OFFICER,
                         .closed = IN(DONE) | IN(DROPPED), .lends = true};
static const Flow *const flows[] = {&trial_flow, &trial_told, &trial_lent, NULL};

SQL_STATEMENT ruleset_sql = {
    "test_ruleset", "INSERT INTO ruleset (id, area, valid_from, name, source) VALUES (900, 'test', 0, 't', 't')", NULL};
SQL_STATEMENT rule_sql = {"test_rule",
                          "INSERT INTO rule (ruleset, name, value)"
                          " VALUES (900, 'lapse_days', 30), (900, 'warn_first', 5), (900, 'warn_last', 1)",
                          NULL};

void trial_run(Ctx *c, const Sql *sql)
{
    Stmt *st;
    bool row;
    OKAY(store_stmt(c, sql, &st));
    OKAY(store_step(c, st, &row));
}

void trial_as(Ctx *c, const char *name, int64_t role, const char *code)
{
    Unit u;
    Grant *g = NEW(c->arena, Grant, 1);
    OKAY(unit_by_code(c, str(code), c->today, &u));
    *g = (Grant){role, u.path};
    c->actor = c->actor_name = str(name), c->unit = u.id, c->grants = g, c->grant_len = 1, c->holder = 0;
}

void trial_nobody(Ctx *c)
{
    c->actor = c->actor_name = (Str){0}, c->unit = 0, c->grants = NULL, c->grant_len = 0, c->holder = 0;
}

Ctx *trial(void)
{
    Ctx *c = bench_ctx();
    ImportReport r = {0};
    casework_flows = flows;
    OKAY(unit_exchange.read(c, bench_file(c, "units.csv"), &r));
    r = (ImportReport){0};
    OKAY(casework.exchanges.at[0].read(c, bench_file(c, "holidays.csv"), &r));
    OKAY(calendar_load(c, c->arena, &c->calendar));
    trial_run(c, &ruleset_sql);
    trial_run(c, &rule_sql);
    OKAY(store_do(c->store, BEGIN_WRITE));
    trial_as(c, "desk", ONESTOP_CLERK, "22945");
    return c;
}

Done trial_done;

Err trial_deed(Ctx *c, const char *event, Str code, Str input, Str token, int64_t seen, int64_t parent)
{
    Pairs pairs;
    CHECK(pairs_parse(c->arena, input, &pairs));
    OKAY(store_do(c->store, SAVEPOINT));
    Err e = casework_act(c,
                         &(Deed){.flow = &trial_flow,
                                 .code = code,
                                 .event = str(event),
                                 .input = pairs,
                                 .token = token,
                                 .seen = seen,
                                 .parent = parent,
                                 .live = true},
                         &trial_done);
    if (e) OKAY(store_do(c->store, ROLLBACK_TO));
    OKAY(store_do(c->store, RELEASE));
    return e;
}

Err trial_act(Ctx *c, const char *event, Str code, const char *input)
{
    return trial_deed(c, event, code, str(input), (Str){0}, -1, 0);
}

Str trial_begin(Ctx *c, const char *input)
{
    trial_as(c, "desk", ONESTOP_CLERK, "22945");
    OKAY(trial_act(c, "begin", (Str){0}, input));
    return trial_done.file.code;
}

int64_t trial_sum(Ctx *c, const char *unit, const char *measure)
{
    Unit u;
    Sum s;
    OKAY(unit_by_code(c, str(unit), c->today, &u));
    OKAY(tally_sum(c, (TallySum){u.id, S("test"), str(measure), 0, 999912}, &s));
    return s.n;
}

void trial_sound(Ctx *c)
{
    Buf faults = {.arena = c->arena};
    int64_t n = 0;
    OKAY(casework_verify(c, &faults, &n));
    if (n) test_fail(__FILE__, __LINE__, STR, ARG(buf_done(&faults)));
}

Str trial_give(Ctx *c, const Flow *of, const char *input)
{
    Pairs pairs;
    trial_as(c, "desk", ONESTOP_CLERK, "22945");
    CHECK(pairs_parse(c->arena, str(input), &pairs));
    OKAY(casework_act(c, &(Deed){.flow = of, .event = S("given"), .input = pairs, .seen = -1}, &trial_done));
    return trial_done.file.code;
}
