/* year_test.c - a year of desk work, played by chance that is always the same; then every figure is counted anew from
 * the acts alone, day by day, by nothing that the program counts with. */
#include "base/data.h"
#include "base/day.h"
#include "base/test.h"
#include "onestop/office.h"
#include "performance/performance.h"
#include "store/bench.h"
#include <stdio.h>
#include <string.h>

enum { FILES = 300, SPAN = 800, TOOK = 400, OFFICES = 3, PROCEDURES = 4 };
static const char *const offices[OFFICES] = {"22945", "23235", "23059"};
static const struct {
    const char *code;
    int limit;
    bool open; /* limit, fee and papers are entered */
} wishes[PROCEDURES] = {
    {"1.004837", 3,  false},
    {"1.004222", 7,  false},
    {"2.001035", 2,  true },
    {"1.011606", 15, true },
};
static const char *const manners[] = {"tot", "binh_thuong", "chua_tot"};

/* ---- the naive side: its own calendar, its own acts ---- */

static bool works[2][SPAN]; /* before and after the days off were changed */
static int32_t base;

static bool naive_works(int change, int32_t d)
{
    return works[change][d - base];
}

static int32_t naive_add(int change, int32_t d, int64_t n)
{
    while (!n && !naive_works(change, d))
        d++;
    for (; n > 0; n--)
        do {
            d++;
        } while (!naive_works(change, d));
    return d;
}

static int64_t naive_between(int change, int32_t from, int32_t to)
{
    int64_t n = 0;
    for (int32_t d = from + 1; d <= to; d++)
        n += naive_works(change, d);
    return n;
}

static void naive_days(int change, Str table)
{
    while (table.len) {
        const Str line = str_cut(&table, '\n');
        Day d;
        if (line.len < 12 || !day_parse((Str){line.ptr, 10}, &d) || d.n < base || d.n >= base + SPAN) continue;
        const Str rest = {line.ptr + 10, line.len - 10};
        const bool on = memmem(rest.ptr, rest.len, ",swap_work,", 11);
        for (int k = change; k < 2; k++)
            works[k][d.n - base] = on;
    }
}

typedef struct {
    Str code;
    int office, wish;
    bool online, asked, sorry, closed, done;
    int64_t stood, took;
    int32_t from, due, first, promised, paused, result, step; /* step: the day of the last act */
    bool running, standing, returned, kept;
    int manner; /* -1: not rated */
} Case;
static Case cases[FILES];
static size_t case_len;

/* The law: later by the changed days off, never earlier. */
static void naive_change(Case *x, int32_t today)
{
    if (!x->running && !x->standing) return;
    if (x->running && x->due < today) {
        x->kept = true;
        return;
    }
    const int32_t first = naive_add(1, x->from, wishes[x->wish].limit);
    const int32_t due = naive_add(1, x->promised ? naive_add(1, x->promised, 0) : first, x->stood);
    x->kept = due < x->due;
    if (first > x->first) x->first = first;
    if (due > x->due) x->due = due;
}

/* ---- the year played ---- */

static uint64_t chance_state;
static int draw(int n)
{
    chance_state = chance_state * 6364136223846793005u + 1442695040888963407u;
    return (int)((chance_state >> 33) % (uint64_t)n);
}

static Ctx *c;
static int changed; /* which calendar is in force */

static Err deed(int64_t role, const Case *x, const char *event, const char *input, Done *done)
{
    Pairs pairs;
    CHECK(pairs_parse(c->arena, str(input), &pairs));
    office_as(c, role, offices[x->office], arena_fmt(c->arena, "%lld", (long long)role));
    OKAY(store_do(c->store, SAVEPOINT));
    const Err e = casework_act(
        c, &(Deed){.flow = &dossier_flow, .code = x->code, .event = str(event), .input = pairs, .seen = -1}, done);
    if (e) printf("%s: %d " STR " %s\n", event, e, ARG(why_text(c)), input);
    OKAY(e);
    OKAY(store_do(c->store, RELEASE));
    return e;
}

static void undo(int64_t role, const Case *x)
{
    Done done;
    office_as(c, role, offices[x->office], S("undo"));
    OKAY(store_do(c->store, SAVEPOINT));
    OKAY(casework_void(c, &dossier_flow, x->code, S("Ghi nhầm hồ sơ khác"), -1, &done));
    OKAY(store_do(c->store, RELEASE));
}

static void come_in(int32_t today)
{
    Done done;
    Case *x = &cases[case_len++];
    *x = (Case){.office = draw(OFFICES), .wish = draw(PROCEDURES), .online = draw(5) == 0, .manner = -1, .step = today};
    const char *more = x->wish == 2 ? "&papers=1&papers=2&papers=3" : x->wish == 3 ? "&papers=1&papers=2" : "";
    const char *input =
        arena_fmt(c->arena, "procedure=%s&another=1&applicant_kind=ca_nhan&applicant_name=Mau&channel=%s%s",
                  wishes[x->wish].code, x->online ? "cong_quoc_gia" : "truc_tiep", more)
            .ptr;
    OKAY(deed(ONESTOP_CLERK, x, "receive", input, &done));
    x->code = arena_copy(c->arena, done.file.code);
    OKAY(deed(ONESTOP_CLERK, x, "forward", "", &done));
    x->from = today, x->running = true;
    x->first = x->due = naive_add(changed, today, wishes[x->wish].limit);
}

static void apologise_now(Case *x, int32_t today)
{
    Done done;
    const bool late = today >= x->due; /* the last day for it is the working day before */
    const int32_t from = x->due > today ? x->due : today, anew = naive_add(changed, from, 1 + draw(2));
    const Civil d = civil((Day){anew});
    const char *event = late ? "apologise_late" : "apologise";
    const char *input = arena_fmt(c->arena, "cause=qua_tai&reason=Phong+dang+qua+tai+ho+so&new_day=%04d-%02d-%02d",
                                  d.year, d.month, d.date)
                            .ptr;
    OKAY(deed(OFFICER, x, event, input, &done));
    OKAY(deed(UNIT_HEAD, x, event, "", &done));
    x->sorry = true, x->promised = x->due = anew, x->stood = 0;
}

static void result_now(Case *x, int32_t today)
{
    Done done;
    OKAY(deed(OFFICER, x, "complete", "paper=1", &done));
    if (draw(8) == 0) { /* of another file: taken back, and done later */
        undo(OFFICER, x);
        return;
    }
    x->running = false, x->done = true, x->result = today;
    x->took = naive_between(changed, x->from, today);
}

static void hand_out(Case *x)
{
    Done done;
    OKAY(deed(ONESTOP_CLERK, x, "hand_over", "checked=giay_hen&fee_settled=1", &done));
    x->returned = x->closed = true;
    if (draw(2)) return;
    x->manner = draw(3);
    OKAY(deed(ONESTOP_CLERK, x, "rate_here", arena_fmt(c->arena, "overall=hai_long&manner=%s", manners[x->manner]).ptr,
              &done));
}

static void one_step(Case *x, int32_t today)
{
    Done done;
    const int luck = draw(100);
    x->step = today;
    if (x->done) return hand_out(x);
    if (x->standing && x->paused && x->asked && x->stood < 0) { /* waits for papers */
        OKAY(deed(ONESTOP_CLERK, x, "resubmit", "handed_in=giay+to", &done));
        x->standing = false, x->running = true, x->stood = 0, x->promised = 0, x->from = today;
        x->first = x->due = naive_add(changed, today, wishes[x->wish].limit);
    } else if (x->standing) {
        const int64_t n = naive_between(changed, x->paused, today);
        OKAY(deed(OFFICER, x, "resume", "", &done));
        x->standing = false, x->running = true, x->stood += n;
        x->due = naive_add(changed, x->due, n);
    } else if (luck < 10 && !x->asked) {
        OKAY(deed(OFFICER, x, "request_supplement", "items=Ban+sao+con+han&late_reason=Cho+tra+cuu+so+luu", &done));
        if (luck < 2) return undo(OFFICER, x);
        x->asked = true, x->running = false, x->standing = true, x->paused = today, x->stood = -1;
    } else if (luck < 18) {
        OKAY(deed(OFFICER, x, "wait_external", "ground=xac_minh", &done));
        x->running = false, x->standing = true, x->paused = today;
    } else if (luck < 40 && !x->sorry)
        apologise_now(x, today);
    else if (luck < 43) {
        OKAY(deed(ONESTOP_CLERK, x, "withdraw", "reason=Nguoi+nop+xin+rut", &done));
        x->running = false, x->closed = true;
    } else
        result_now(x, today);
}

static void days_off_change(int32_t today)
{
    static const char table[] = "date,name,kind,status,source\n2026-07-18,Bu,swap_work,chinh_thuc,thu\n"
                                "2026-07-27,Bao,swap_off,chinh_thuc,thu\n";
    ImportReport r = {0};
    OKAY(store_do(c->store, SAVEPOINT));
    OKAY(casework.exchanges.at[0].read(c, str(table), &r));
    OKAY(store_do(c->store, RELEASE));
    OKAY(calendar_load(c, c->arena, &c->calendar));
    naive_days(1, str(table));
    changed = 1;
    for (size_t i = 0; i < case_len; i++) {
        Case *x = &cases[i];
        const int64_t stood = x->stood;
        if (stood < 0) x->stood = 0; /* its days begin anew anyway; until then it may move */
        naive_change(x, today);
        x->stood = stood;
    }
}

static void play(void)
{
    c = office(), chance_state = 2026, case_len = 0, changed = 0;
    base = day(2025, 12, 1).n;
    for (int32_t d = 0; d < SPAN; d++)
        works[0][d] = works[1][d] = ((base + d + 3) % 7 + 7) % 7 < 5; /* 1/1/1970 was a Thursday */
    naive_days(0, bench_file(c, "holidays.csv"));
    const int32_t end = day(2026, 12, 31).n, change = day(2026, 7, 20).n;
    for (int32_t today = day(2026, 1, 5).n; today <= end; today++) {
        c->today = (Day){today}, c->now = time_at(c->today, 9 * 60);
        if (today == change) days_off_change(today);
        if (!naive_works(changed, today)) continue;
        for (int n = draw(3); n > 0 && case_len < FILES; n--)
            come_in(today);
        for (size_t i = 0; i < case_len; i++)
            if (!cases[i].closed && cases[i].step < today && draw(4) == 0) one_step(&cases[i], today);
    }
}

/* ---- what comes out ---- */

static Str page_of(Handler *run, const char *query)
{
    Req q = {.ctx = *c, .as = AS_JSON, .method = GET};
    CHECK(pairs_parse(c->arena, str(query), &q.query));
    OKAY(run(&q));
    return arena_copy(c->arena, q.text);
}

static void holds_text(Str text, Str what)
{
    if (!memmem(text.ptr, text.len, what.ptr, what.len))
        printf("not there: " STR "\nin " STR "\n", ARG(what), ARG(text));
    CHECK(memmem(text.ptr, text.len, what.ptr, what.len));
}

static void index_is(Str scores, const char *index, int64_t good, int64_t whole)
{
    holds_text(scores, arena_fmt(c->arena, "\"index\":\"%s\",\"good\":%lld,\"whole\":%lld,", index,
                                 (long long)(good < 0 ? 0 : good), (long long)whole));
}

static void office_is_counted(int o)
{
    int64_t received = 0, online = 0, asked = 0, out = 0, first = 0, now = 0, done = 0, rated = 0, well = 0;
    bool of[PROCEDURES] = {0};
    for (size_t i = 0; i < case_len; i++) {
        const Case *x = &cases[i];
        if (x->office != o) continue;
        received++, online += x->online, asked += x->asked, out += x->returned, done += x->done;
        first += x->done && x->result <= x->first, now += x->done && x->result <= x->due;
        rated += x->manner >= 0, well += x->manner == 0, of[x->wish] = true;
    }
    const char *query = arena_fmt(c->arena, "nam=2026&don-vi=%s", offices[o]).ptr;
    holds_text(page_of(onestop_page, query),
               arena_fmt(c->arena,
                         "\"received\":%lld,\"on_time_first\":%lld,\"late_first\":%lld,\"on_time\":%lld,\"late\":%lld",
                         (long long)received, (long long)first, (long long)(done - first), (long long)now,
                         (long long)(done - now)));
    int64_t offered = 0, open = 0;
    for (int w = 0; w < PROCEDURES; w++)
        offered += of[w], open += of[w] && wishes[w].open;
    const Str scores = page_of(score_page, query);
    index_is(scores, "time", first, done);
    index_is(scores, "contacts", received - asked, received);
    index_is(scores, "one_door", out < done ? out : done, done);
    index_is(scores, "manner", well, rated);
    index_is(scores, "open", open, offered);
    index_is(scores, "online", online, received);
    CHECK(done > 20 && first < done && now > first);
}

static void procedure_is_counted(int w)
{
    int64_t n[TOOK] = {0}, all = 0, so_far = 0, half = -1, most = -1, longest = 0;
    for (size_t i = 0; i < case_len; i++)
        if (cases[i].wish == w && cases[i].done) n[cases[i].took]++, all++;
    for (int64_t d = 0; d < TOOK; d++) {
        so_far += n[d];
        if (half < 0 && 2 * so_far >= all) half = d;
        if (most < 0 && 10 * so_far >= 9 * all) most = d;
        if (n[d]) longest = d;
    }
    holds_text(page_of(took_page, "nam=2026"),
               arena_fmt(c->arena, "\"code\":\"%s\",\"n\":%lld,\"half\":%lld,\"most\":%lld,\"longest\":%lld",
                         wishes[w].code, (long long)all, (long long)half, (long long)most, (long long)longest));
}

TEST(a_year_at_the_desk_is_counted_as_its_acts_say)
{
    Buf faults = {0};
    int64_t n = 0;
    play();
    CHECK(case_len > 200);
    for (int o = 0; o < OFFICES; o++)
        office_is_counted(o);
    for (int w = 0; w < PROCEDURES; w++)
        procedure_is_counted(w);
    faults.arena = c->arena;
    OKAY(casework_verify(c, &faults, &n));
    EQ(n, 0);
}

/* Each deadline is where stepping day by day leads, and where the page that explains it ends. */
TEST(each_day_of_a_year_is_explained_to_the_day)
{
    int64_t kept_n = 0, moved = 0;
    play();
    for (size_t i = 0; i < case_len; i++) {
        const Case *x = &cases[i];
        Casefile f;
        Day last;
        bool kept;
        OKAY(casefile_by_code(c, x->code, &f));
        OKAY(casework_reckoned(c, &f, &last, &kept));
        if (x->standing) {
            EQ(last.n, 0);
            continue;
        }
        if (f.due.n != x->due) printf(STR " %d %d\n", ARG(x->code), f.due.n, x->due);
        EQ(f.due.n, x->due);
        EQ(f.first_due.n, x->first);
        kept_n += kept, moved += f.due.n != f.first_due.n;
        const bool over = x->closed || x->done; /* what ended before the days off changed stays as it was */
        if (!kept) EQ(last.n, x->due);
        if (kept) CHECK(over || x->kept);
    }
    CHECK(moved > 20);
    CHECK(kept_n < (int64_t)case_len / 10);
}
