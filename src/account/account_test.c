/* account_test.c - nobody gets at what is not theirs, and what is taken away is gone with the next click. */
#include "account/own.h"
#include "base/day.h"
#include "base/test.h"
#include "store/bench.h"
#include <string.h>

static Ctx *with_units(void)
{
    Ctx *c = bench_ctx();
    ImportReport r = {0};
    int64_t n;
    OKAY(unit_exchange.read(c, bench_file(c, "units.csv"), &r));
    do /* what another test has left in memory */
        OKAY(audit_flush(c, &n));
    while (n);
    session_rules = (SessionRules){15 * 60000, 12 * 3600000LL};
    return c;
}

/* A hash costs a tenth of a second, so that of one password serves all accounts of these tests. */
static Str hash_of_all(Ctx *c)
{
    static char kept[200];
    if (!kept[0]) {
        Str hash;
        OKAY(password_hash(c, S("mây trắng qua đèo Gia Bắc"), &hash));
        memcpy(kept, hash.ptr, hash.len);
    }
    return str(kept);
}

static int64_t add(Ctx *c, const char *name, const char *unit, const char *role)
{
    int64_t id;
    OKAY(account_add(
        c, &(NewAccount){.name = str(name), .person = S("Người Thử"), .unit = str(unit), .password = hash_of_all(c)},
        &id));
    if (*role) OKAY(account_grant(c, &(NewRole){.name = str(name), .role = str(role)}));
    return id;
}

static Req ask(Ctx *c, Str secret)
{
    return (Req){
        .ctx = {.arena = c->arena, .store = c->store, .now = c->now, .today = c->today, .chance = c->chance},
        .cookie = secret.len ? arena_fmt(c->arena, "x=1; phien=" STR, ARG(secret)) : S("")
    };
}

/* Acts from here on as that account, with the rights it has now. */
static Ctx as(Ctx *c, const char *name)
{
    Account a;
    Str secret;
    OKAY(account_of(c, str(name), &a));
    OKAY(session_open(c, a.id, S("10.1.2.3"), &secret));
    Req q = ask(c, secret);
    OKAY(account_who(&q));
    EQ_STR(q.ctx.actor_name, "Người Thử");
    return q.ctx;
}

static bool signed_in(Ctx *c, Str secret, int64_t roles)
{
    Req q = ask(c, secret);
    OKAY(account_who(&q));
    if (q.ctx.actor.len) CHECK(q.csrf.len == 32 && str_eq(q.csrf, session_csrf(c->arena, secret)));
    return q.ctx.actor.len && may(&q.ctx, roles);
}

TEST(a_session_ends_by_idleness_by_age_and_with_the_role)
{
    Ctx *c = with_units();
    Str secret;
    const int64_t id = add(c, "motcua@22945", "22945", "onestop_clerk");
    OKAY(session_open(c, id, S("10.1.2.3"), &secret));
    CHECK(signed_in(c, secret, ONESTOP_CLERK) && !signed_in(c, secret, UNIT_HEAD));
    CHECK(!signed_in(c, S("0000"), ONESTOP_CLERK) && !signed_in(c, S(""), SIGNED_IN));
    bench_at(c, 2026, 11, 23, 9, 14);
    CHECK(signed_in(c, secret, SIGNED_IN)); /* seen again at 9:14 */
    bench_at(c, 2026, 11, 23, 9, 28);
    CHECK(signed_in(c, secret, SIGNED_IN));
    bench_at(c, 2026, 11, 23, 9, 43);
    CHECK(!signed_in(c, secret, SIGNED_IN)); /* 15 minutes without a click */
    session_rules.idle_ms = 24 * 3600000LL;
    CHECK(signed_in(c, secret, SIGNED_IN));
    bench_at(c, 2026, 11, 23, 21, 0);
    CHECK(!signed_in(c, secret, SIGNED_IN)); /* 12 hours in all */
    OKAY(session_open(c, id, S("10.1.2.3"), &secret));
    CHECK(signed_in(c, secret, ONESTOP_CLERK));
    OKAY(account_revoke(c, S("motcua@22945"), S("onestop_clerk"), S("")));
    CHECK(!signed_in(c, secret, SIGNED_IN));
}

TEST(last_seen_is_written_by_the_job)
{
    Ctx *c = with_units();
    Str secret;
    int64_t n;
    SessionRowRows rows;
    bench_at(c, 2027, 11, 23, 9, 0); /* later than all that the tests before have seen */
    const int64_t id = add(c, "motcua@22945", "22945", "onestop_clerk");
    OKAY(session_open(c, id, S("10.1.2.3"), &secret));
    OKAY(session_write_seen(c, &n));
    bench_at(c, 2027, 11, 23, 9, 10);
    CHECK(signed_in(c, secret, SIGNED_IN));
    OKAY(session_write_seen(c, &n));
    CHECK(n >= 1);
    OKAY(session_list(c, id, &rows));
    EQ(rows.len, 1);
    EQ(rows.at[0].seen.ms, c->now.ms);
    EQ_STR(rows.at[0].address, "10.1.2.0/24");
    CHECK(!str_eq(rows.at[0].hash, secret)); /* who reads the file cannot sign in with it */
    bench_at(c, 2027, 11, 23, 22, 0);
    OKAY(session_forget_old(c, &n));
    OKAY(session_list(c, id, &rows));
    EQ(rows.len, 0);
}

TEST(a_request_costs_two_statements)
{
    Ctx *c = with_units();
    Str secret;
    OKAY(session_open(c, add(c, "motcua@22945", "22945", "onestop_clerk"), S(""), &secret));
    const int64_t before = store_statements(c->store);
    CHECK(signed_in(c, secret, ONESTOP_CLERK));
    EQ(store_statements(c->store) - before, 2);
}

TEST(rights_follow_the_unit_through_its_merger)
{
    Ctx *c = bench_ctx();
    ImportReport r = {0};
    Str secret;
    Unit old, ward;
    bench_at(c, 2025, 6, 30, 9, 0);
    OKAY(unit_exchange.read(c, bench_file(c, "units.csv"), &r));
    OKAY(session_open(c, add(c, "motcua@22930", "22930", "onestop_clerk"), S(""), &secret));
    OKAY(unit_by_code(c, S("22930"), c->today, &old));
    OKAY(unit_by_code(c, S("22945"), day(2026, 1, 1), &ward));
    Req q = ask(c, secret);
    OKAY(account_who(&q));
    EQ(q.ctx.unit, old.id);
    CHECK(unit_covers(&q.ctx, ONESTOP_CLERK, old.path) && !unit_covers(&q.ctx, ONESTOP_CLERK, ward.path));
    session_rules.whole_ms = 2 * 86400000LL, session_rules.idle_ms = session_rules.whole_ms;
    OKAY(session_open(c, 1, S(""), &secret));
    bench_at(c, 2025, 7, 1, 9, 0);
    OKAY(unit_rebuild(c));
    OKAY(unit_by_code(c, S("22945"), c->today, &ward));
    OKAY(unit_by_id(c, old.id, &old));
    q = ask(c, secret);
    OKAY(account_who(&q));
    EQ(q.ctx.unit, ward.id); /* Phú Trinh is Phan Thiết now, and so is who works there */
    CHECK(unit_covers(&q.ctx, ONESTOP_CLERK, old.path) && unit_covers(&q.ctx, ONESTOP_CLERK, ward.path));
}

TEST(a_token_is_a_program_s_and_dies_with_its_account)
{
    Ctx *c = with_units();
    Str token;
    add(c, "danvan@68", "68", "movement_approver");
    OKAY(account_token(c, S("DANVAN@68"), S("báo cáo"), &token));
    Req q = ask(c, S(""));
    q.authorization = arena_fmt(c->arena, "Bearer " STR, ARG(token));
    OKAY(account_who(&q));
    CHECK(q.bearer && !q.csrf.len && may(&q.ctx, MOVEMENT_APPROVER));
    CHECK(!signed_in(c, token, SIGNED_IN)); /* it is no cookie */
    bench_at(c, 2026, 12, 23, 9, 0);
    q = ask(c, S(""));
    q.authorization = arena_fmt(c->arena, "Bearer " STR, ARG(token));
    OKAY(account_who(&q)); /* and it is not idle */
    OKAY(account_state(c, S("danvan@68"), S("suspended")));
    q = ask(c, S(""));
    q.authorization = arena_fmt(c->arena, "Bearer " STR, ARG(token));
    EQ(account_who(&q), ERR_DENIED);
    CHECK(!q.ctx.actor.len);
    EQ(account_token(c, S("danvan@68"), S(""), &token), ERR_CONFLICT);
}

TEST(whoever_administers_does_no_business)
{
    static const struct {
        const char *has, *gets;
        Err outcome;
    } cases[] = {
        {"sys_admin",     "onestop_clerk", ERR_CONFLICT},
        {"onestop_clerk", "sys_admin",     ERR_CONFLICT},
        {"auditor",       "officer",       ERR_CONFLICT},
        {"unit_head",     "auditor",       ERR_CONFLICT},
        {"auditor",       "sys_admin",     ERR_CONFLICT},
        {"sys_admin",     "unit_admin",    OK          },
        {"unit_head",     "unit_admin",    OK          },
        {"onestop_clerk", "officer",       OK          },
        {"officer",       "officer",       ERR_CONFLICT},
        {"officer",       "system",        ERR_INVALID },
        {"officer",       "signed_in",     ERR_INVALID },
        {"officer",       "boss",          ERR_INVALID },
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        Ctx *c = with_units();
        add(c, "a@68", "68", cases[i].has);
        const Err e = account_grant(c, &(NewRole){.name = S("a@68"), .role = str(cases[i].gets)});
        if (e != cases[i].outcome) test_fail(__FILE__, __LINE__, "%s then %s: %d", cases[i].has, cases[i].gets, e);
        CHECK(e == OK || why_text(c).len);
    }
}

TEST(an_administrator_s_hand_reaches_its_subtree_only)
{
    Ctx *c = with_units();
    add(c, "quantri@22945", "22945", "unit_admin");
    add(c, "motcua@22945", "22945", "onestop_clerk");
    add(c, "motcua@23235", "23235", "onestop_clerk");
    add(c, "theodoi@22945", "22945", "");
    OKAY(account_grant(c, &(NewRole){.name = S("theodoi@22945"), .role = S("province_monitor"), .unit = S("68")}));
    Ctx admin = as(c, "quantri@22945");
    OKAY(account_grant(&admin, &(NewRole){.name = S("motcua@22945"), .role = S("officer")}));
    EQ(account_grant(&admin, &(NewRole){.name = S("motcua@22945"), .role = S("unit_head"), .unit = S("68")}),
       ERR_DENIED);
    EQ(account_grant(&admin, &(NewRole){.name = S("motcua@22945"), .role = S("sys_admin")}), ERR_DENIED);
    EQ(account_grant(&admin, &(NewRole){.name = S("motcua@22945"), .role = S("auditor")}), ERR_DENIED);
    EQ(account_grant(&admin, &(NewRole){.name = S("quantri@22945"), .role = S("unit_head")}), ERR_DENIED);
    EQ(account_grant(&admin, &(NewRole){.name = S("motcua@23235"), .role = S("officer")}), ERR_NOT_FOUND);
    /* nobody becomes more by setting the password of somebody who is more */
    EQ(account_give_password(&admin, S("theodoi@22945"), hash_of_all(c)), ERR_DENIED);
    EQ(account_state(&admin, S("motcua@23235"), S("locked")), ERR_NOT_FOUND);
    int64_t id;
    EQ(account_add(&admin, &(NewAccount){.name = S("b@68"), .person = S("B"), .unit = S("68")}, &id), ERR_DENIED);
    EQ(account_add(&admin, &(NewAccount){.name = S("b@68"), .person = S("B")}, &id), ERR_DENIED);
    OKAY(account_add(&admin, &(NewAccount){.name = S("b@22945"), .person = S("B"), .unit = S("22945")}, &id));
    EQ(account_add(&admin, &(NewAccount){.name = S("B@22945"), .person = S("B"), .unit = S("22945")}, &id),
       ERR_CONFLICT);
    AuditRowRows rows; /* the two looks at somebody else's clerk are in the audit once the job has run */
    OKAY(audit_flush(c, &id));
    EQ(id, 2);
    OKAY(audit_list(c, (AuditList){0, INT64_MAX, 1}, &rows));
    EQ_STR(rows.at[0].what, "account.hidden");
    EQ_STR(rows.at[0].actor, "quantri@22945");
    EQ_STR(rows.at[0].object, "motcua@23235");
    CHECK(!rows.at[0].ok);
}

TEST(a_role_counts_from_its_first_to_its_last_day)
{
    Ctx *c = with_units();
    Str secret;
    session_rules = (SessionRules){30 * 86400000LL, 30 * 86400000LL};
    const int64_t id = add(c, "motcua@22945", "22945", "");
    OKAY(account_grant(c, &(NewRole){.name = S("motcua@22945"),
                                     .role = S("officer"),
                                     .since = day(2026, 11, 25),
                                     .until = day(2026, 11, 26)}));
    EQ(account_grant(c, &(NewRole){.name = S("motcua@22945"), .role = S("unit_head"), .until = day(2026, 11, 22)}),
       ERR_INVALID);
    OKAY(session_open(c, id, S(""), &secret));
    for (int date = 23; date < 29; date++) {
        bench_at(c, 2026, 11, date, 9, 0);
        EQ(signed_in(c, secret, OFFICER), date == 25 || date == 26);
    }
}

TEST(until_the_password_is_changed_there_are_no_rights)
{
    Ctx *c = with_units();
    Str secret, password;
    Account a;
    add(c, "motcua@22945", "22945", "onestop_clerk");
    OKAY(account_reset(c, S("motcua@22945"), &password));
    EQ(str_chars(password), 19);
    EQ(password_fault(c->arena, S("motcua@22945"), password), 0);
    OKAY(account_of(c, S("motcua@22945"), &a));
    CHECK(password_matches(c->arena, a.password, password) &&
          !password_matches(c->arena, a.password, S("another one 12")));
    OKAY(session_open(c, a.id, S(""), &secret));
    CHECK(signed_in(c, secret, SIGNED_IN) && !signed_in(c, secret, ONESTOP_CLERK));
    OKAY(account_token(c, S("motcua@22945"), S(""), &secret)); /* which no program could do */
    Req q = ask(c, S(""));
    q.authorization = arena_fmt(c->arena, "Bearer " STR, ARG(secret));
    OKAY(account_who(&q));
    CHECK(may(&q.ctx, ONESTOP_CLERK));
}

TEST(passwords_that_are_guessed_first_are_refused)
{
    static const struct {
        const char *password;
        bool good;
    } cases[] = {
        {"short",                            false},
        {"aaaaaaaaaaaaaaaa",                 false},
        {"123456789012",                     false},
        {"abcdefghijkl",                     false},
        {"P@ssw0rd2024!",                    false},
        {"matkhau123456",                    false},
        {"Mật khẩu 2026",                false},
        {"qwertyuiop123",                    false},
        {"Danvankheo@2024",                  false},
        {"1q2w3e4r5t6y",                     true }, /* the list is short, not clever */
        {"lanhdao-moi!",                     false}, /* the name of the account */
        {"mây trắng qua đèo Gia Bắc", true },
        {"tq7-mmxk-42vh",                    true },
    };
    Ctx *c = bench_ctx();
    for (size_t i = 0; i < LEN(cases); i++)
        if (!password_fault(c->arena, S("lanhdao@68"), str(cases[i].password)) != cases[i].good)
            test_fail(__FILE__, __LINE__, "%s", cases[i].password);
    /* composed or decomposed, it is one password */
    CHECK(password_matches(c->arena, hash_of_all(c), S("mây trắng qua đèo Gia Bắc")));
    CHECK(
        password_matches(c->arena, hash_of_all(c),
                         S("ma\xCC\x82y tra\xCC\x86\xCC\x81ng qua \xC4\x91\x65\xCC\x80o Gia Ba\xCC\x86\xCC\x81\x63")));
    CHECK(!password_matches(c->arena, hash_of_all(c), S("mây trắng qua đèo Gia Bac")));
    CHECK(!password_matches(c->arena, S(""), S("")));
}

TEST(the_first_administrator_is_the_first_only)
{
    Ctx *c = bench_ctx();
    Account a;
    RoleRowRows roles;
    EQ(account_first(c, S("quantri"), S("Quản Trị"), S("matkhau123456")), ERR_INVALID);
    OKAY(account_first(c, S("quantri"), S("Quản Trị"), S("mây trắng qua đèo Gia Bắc")));
    EQ(account_first(c, S("khac"), S("Khác"), S("mây trắng qua đèo Gia Bắc")), ERR_CONFLICT);
    OKAY(account_of(c, S("quantri"), &a));
    OKAY(role_list(c, a.id, c->today, &roles));
    EQ(roles.len, 1);
    EQ(roles.at[0].role, SYS_ADMIN);
    EQ_STR(roles.at[0].path, "/"); /* over units that will come */
}

TEST(what_is_refused_is_kept_until_it_can_be_written)
{
    Ctx *c = with_units();
    AuditRowRows rows;
    int64_t n, all = 0;
    for (int i = 0; i < AUDIT_MAX + 5; i++)
        audit_later(c, "casework.hidden", S("PA-0000-0000-0"), false,
                    S("ộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộ"));
    do {
        OKAY(audit_flush(c, &n));
        all += n;
    } while (n);
    EQ(all, AUDIT_MAX);
    OKAY(audit_list(c, (AuditList){0, INT64_MAX, 2000}, &rows));
    EQ(rows.len, AUDIT_MAX + 1);
    bool lost = false;
    for (size_t i = 0; i < rows.len; i++) {
        lost |= str_eq(rows.at[i].what, S("audit.lost")) && str_eq(rows.at[i].object, S("5"));
        CHECK(utf8_valid(rows.at[i].note));
    }
    CHECK(lost);
}

TEST(names_of_accounts)
{
    static const struct {
        const char *name;
        bool good;
    } cases[] = {
        {"motcua@22945", true },
        {"quantri",      true },
        {"a.b@LD-SYT",   true },
        {"",             false},
        {"@68",          false},
        {"a@",           false},
        {"a@b@c",        false},
        {"a b",          false},
        {"nguyễn",     false},
        {"a.json",       false},
    };
    for (size_t i = 0; i < LEN(cases); i++)
        if (is_account_name(str(cases[i].name)) != cases[i].good) test_fail(__FILE__, __LINE__, "%s", cases[i].name);
    EQ(role_of(S("unit_head")), UNIT_HEAD);
    EQ(role_of(S("sys_admin")), SYS_ADMIN);
    EQ(role_of(S("movement_staff")), MOVEMENT_STAFF);
    EQ(role_of(S("")), 0);
    CHECK(!strcmp(role_name(PROVINCE_MONITOR), "province_monitor") && !role_name(3));
}
