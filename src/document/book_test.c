/* book_test.c - a number is given once: whatever is taken back, dated back or broken by hand. */
#include "account/account.h"
#include "base/day.h"
#include "base/test.h"
#include "document/book.h"
#include "document/document.h"
#include "document/told.h"
#include "store/bench.h"
#include <string.h>

/* ---- a service that does nothing but take numbers ---- */

static const char *const states[] = {"", "open"};
static const char *kind = "QD";
typedef struct {
    Day signed_on;
} Signed;
static const Field fields[] = {DAY_FIELD(Signed, signed_on)};
static const FormSpec form = FORM("casework.void", fields, Signed);

static Err take(Act *a)
{
    const Signed *in = a->input;
    a->done = in->signed_on;
    return book_take(a, kind, "signed_on");
}

static Err leave(Act *a)
{
    return book_leave(a, kind);
}

static const Transition rows[] = {
    {IN(NEW_FILE), "open",      1,             UNIT_HEAD    },
    { IN(1), "sign", STAY, UNIT_HEAD, .form = &form, .apply = take, .undo = leave},
};
static const Flow paper_flow = {FLOW("paper", "VB", states, rows), .readers = UNIT_HEAD};
static const Flow *const flows[] = {&paper_flow, NULL};

static Ctx *office(const char *unit)
{
    Ctx *c = bench_ctx();
    Unit u;
    ImportReport r = {0};
    Grant *g = NEW(c->arena, Grant, 1);
    casework_flows = flows, kind = "QD";
    OKAY(unit_exchange.read(c, bench_file(c, "units.csv"), &r));
    OKAY(casework.exchanges.at[0].read(c, bench_file(c, "holidays.csv"), &r));
    OKAY(calendar_load(c, c->arena, &c->calendar));
    OKAY(store_do(c->store, BEGIN_WRITE));
    OKAY(unit_by_code(c, str(unit), c->today, &u));
    *g = (Grant){UNIT_HEAD, u.path};
    c->actor = S("dungdau"), c->actor_name = S("Phạm Thị Đứng Đầu"), c->unit = u.id, c->grants = g, c->grant_len = 1;
    return c;
}

static void on(Ctx *c, Day d)
{
    c->today = d, c->now = time_at(d, 9 * 60);
}

static Str opened(Ctx *c)
{
    Done done;
    OKAY(casework_act(c, &(Deed){.flow = &paper_flow, .event = S("open"), .seen = -1}, &done));
    return done.file.code;
}

static Err sign_on(Ctx *c, Str code, Day d, Done *done)
{
    Pair in = {S("signed_on"), day_iso(c->arena, d), NULL};
    const Deed deed = {
        .flow = &paper_flow, .code = code, .event = S("sign"), .input = {&in, 1},
                   .seen = -1
    };
    OKAY(store_do(c->store, SAVEPOINT));
    const Err e = casework_act(c, &deed, done);
    OKAY(store_do(c->store, e ? ROLLBACK_TO : RELEASE));
    if (e) OKAY(store_do(c->store, RELEASE));
    return e;
}

static Str number_of(Ctx *c, Str code)
{
    Casefile f;
    ActRow last;
    OKAY(casefile_by_code(c, code, &f));
    OKAY(act_last(c, f.id, &last));
    return last.document;
}

static int64_t faults(Ctx *c, const char *what)
{
    Buf out = {.arena = c->arena};
    int64_t n;
    OKAY(book_verify(c, &out, &n));
    if (n && !memmem(out.ptr, out.len, what, strlen(what)))
        test_fail(__FILE__, __LINE__, "no '%s' in " STR, what, ARG(buf_done(&out)));
    return n;
}

static void run(Ctx *c, const Sql *sql)
{
    Stmt *st;
    bool row;
    OKAY(store_stmt(c, sql, &st));
    OKAY(store_step(c, st, &row));
    store_reset(st);
}

#define STR_EQ(is, want) CHECK(str_eq((is), str(want)))

TEST(numbers_go_on_from_one_in_each_year_and_none_is_given_twice)
{
    Ctx *c = office("22945");
    Done done;
    on(c, day(2026, 12, 30));
    const Str a = opened(c), b = opened(c);
    OKAY(sign_on(c, a, c->today, &done));
    STR_EQ(number_of(c, a), "01/QD-UBND");
    OKAY(casework_void(c, &paper_flow, a, S("Ký nhầm văn bản khác"), -1, &done));
    OKAY(sign_on(c, b, c->today, &done));
    STR_EQ(number_of(c, b), "02/QD-UBND");
    OKAY(sign_on(c, a, c->today, &done)); /* once more: a further number */
    STR_EQ(number_of(c, a), "03/QD-UBND");
    EQ(faults(c, ""), 0);
    on(c, day(2027, 1, 4));
    OKAY(sign_on(c, b, c->today, &done));
    STR_EQ(number_of(c, b), "01/QD-UBND");
    OKAY(sign_on(c, b, day(2026, 12, 31), &done)); /* entered after New Year: in the old year's book */
    STR_EQ(number_of(c, b), "04/QD-UBND");
    for (int i = 2; i <= 120; i++)
        OKAY(sign_on(c, b, c->today, &done));
    STR_EQ(number_of(c, b), "120/QD-UBND");
    kind = "CV"; /* State letters bear no kind */
    OKAY(sign_on(c, b, c->today, &done));
    STR_EQ(number_of(c, b), "01/UBND");
    EQ(faults(c, ""), 0);
}

TEST(no_paper_is_signed_before_the_one_before_it)
{
    Ctx *c = office("22945");
    Done done;
    on(c, day(2026, 11, 25));
    const Str a = opened(c);
    on(c, day(2026, 11, 27));
    OKAY(sign_on(c, a, day(2026, 11, 26), &done));
    EQ(sign_on(c, a, day(2026, 11, 25), &done), ERR_INVALID);
    CHECK(!strcmp(done.form.code[0], "E_RANGE"));
    CHECK(memmem(done.form.error[0].ptr, done.form.error[0].len, "26/11/2026", 10) != NULL);
    OKAY(sign_on(c, a, day(2026, 11, 26), &done)); /* the same day is fine */
    STR_EQ(number_of(c, a), "02/QD-UBND");         /* what was refused took none */
}

TEST(nobody_signs_for_a_day_on_which_they_might_not)
{
    Ctx *c = office("22945");
    Done done;
    int64_t id;
    on(c, day(2026, 11, 23));
    const Str a = opened(c);
    on(c, day(2026, 11, 27));
    Ctx system = casework_system(c);
    OKAY(account_add(
        &system, &(NewAccount){.name = S("dungdau"), .person = S("x"), .unit = S("22945"), .password = S("-")}, &id));
    OKAY(account_grant(&system, &(NewRole){.name = S("dungdau"), .role = S("unit_head"), .since = day(2026, 11, 26)}));
    EQ(sign_on(c, a, day(2026, 11, 25), &done), ERR_INVALID);
    CHECK(!strcmp(done.form.code[0], "E_FORBIDDEN"));
    OKAY(sign_on(c, a, day(2026, 11, 26), &done));
    OKAY(sign_on(c, a, day(2026, 11, 27), &done));
}

/* A letter of that unit, whatever profile it has, as it is read. */
static Str letter(Ctx *c, int64_t unit, Str number)
{
    DocumentIssuer x;
    Buf filled = {.arena = c->arena};
    Str pdf;
    OKAY(document_issuer(c, unit, &x));
    // clang-format off
    const DocumentValue values[] = {
        {"superior", x.superior}, {"issuer", x.head}, {"number", number}, {"place_date", document_place_date(c->arena, x.place, c->today)},
    };
    // clang-format on
    const Document d = {.template =
                            S("form Thư\nhead\ntitle THƯ KHEN\ntext Kính gửi các đồng chí.\nrecipients Như trên; Lưu\n"
                              "right T/M BAN THƯỜNG VỤ\\nBÍ THƯ | (Ký) | Lê Vân\nsign\n"),
                        .profile = x.profile,
                        .values = values,
                        .value_len = LEN(values),
                        .made = c->today};
    OKAY(document_fill(&d, &filled));
    OKAY(document_draw(c, buf_done(&filled), &pdf));
    pdf_keep(pdf, arena_fmt(c->arena, "party-%lld", (long long)unit).ptr);
    return flat(c->arena, pdf_told(c->arena, pdf, "pdftotext", "-raw"));
}

static bool holds(Str s, const char *what)
{
    return memmem(s.ptr, s.len, what, strlen(what)) != NULL;
}

TEST(the_party_writes_its_numbers_in_its_own_way)
{
    Ctx *c = office("68");
    // clang-format off
    static const struct { const char *name, *number, *head; } units[] = {
        {"Tỉnh ủy Lâm Đồng",    "01-QD/TU",    "TỈNH ỦY LÂM ĐỒNG"},
        {"Đảng ủy phường Mũi Né", "01-QD/ĐU",    "ĐẢNG ỦY PHƯỜNG MŨI NÉ"},
        {"Ban Dân vận Tỉnh ủy",  "01-QD/BDVTU", "BAN DÂN VẬN TỈNH ỦY"},
    };
    // clang-format on
    on(c, day(2026, 11, 25));
    for (size_t i = 0; i < LEN(units); i++) {
        Unit u;
        Done done;
        ImportReport r = {0};
        const Str code = arena_fmt(c->arena, "DANG%zu", i);
        OKAY(unit_exchange.read(c,
                                arena_fmt(c->arena,
                                          "code,name,kind,parent_code,valid_from,valid_to,predecessor_codes,partial_"
                                          "predecessors,code_source,source,note\n" STR
                                          ",%s,co_quan_dang,68,2025-07-01,,,,local,,\n",
                                          ARG(code), units[i].name),
                                &r));
        OKAY(unit_by_code(c, code, c->today, &u));
        c->unit = u.id;
        const Str file = opened(c);
        OKAY(sign_on(c, file, c->today, &done));
        STR_EQ(number_of(c, file), units[i].number);
        const Str paper = letter(c, u.id, number_of(c, file));
        CHECK(holds(paper, "ĐẢNG CỘNG SẢN VIỆT NAM") && holds(paper, units[i].head) && holds(paper, "Nơi nhận -"));
        CHECK(holds(paper, arena_fmt(c->arena, "Số %s", units[i].number).ptr));
        CHECK(!holds(paper, "CỘNG HÒA") && !holds(paper, "Số:") && !holds(paper, "ỦY BAN NHÂN DÂN"));
    }
}

SQL_STATEMENT test_lose = {"test_lose", "DELETE FROM book_entry WHERE number = 2", ""};
SQL_STATEMENT test_twice = {"test_twice", "UPDATE book_entry SET symbol = '01/QD-UBND' WHERE number = 2", ""};
SQL_STATEMENT test_last = {"test_last", "UPDATE book SET last = 2", ""};
SQL_STATEMENT test_day = {"test_day", "UPDATE book_entry SET signed_on = signed_on - 1 WHERE number = 3", ""};
SQL_STATEMENT test_gap = {"test_gap", "UPDATE book_entry SET gap_on = 5, gap = 'x' WHERE number = 3", ""};

TEST(verify_finds_what_was_changed_behind_its_back)
{
    const struct {
        const Sql *sql;
        const char *says;
    } cases[] = {
        {&test_lose,  "a number is missing"              },
        {&test_twice, "a number stands twice"            },
        {&test_last,  "a number was given after the last"},
        {&test_day,   "signed before the one before it"  },
        {&test_gap,   "does not bear it"                 },
    };
    Ctx *c = office("22945");
    Done done;
    on(c, day(2026, 11, 25));
    const Str a = opened(c);
    for (int i = 0; i < 3; i++)
        OKAY(sign_on(c, a, c->today, &done));
    EQ(faults(c, ""), 0);
    for (size_t i = 0; i < LEN(cases); i++) {
        OKAY(store_do(c->store, SAVEPOINT));
        run(c, cases[i].sql);
        CHECK(faults(c, cases[i].says) > 0);
        OKAY(store_do(c->store, ROLLBACK_TO));
        OKAY(store_do(c->store, RELEASE));
    }
}
