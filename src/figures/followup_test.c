/* followup_test.c - days to praise and who is silent, against a recount that knows only what was made up. */
#include "base/day.h"
#include "base/test.h"
#include "calendar/calendar.h"
#include "figures/followup.h"
#include "movement/model.h"
#include "store/bench.h"
#include <stdlib.h>

enum { MODELS = 120, ASKED = 150 };
static const char *const units[] = {"22945", "22972", "23235", "68"};
static const char *const subjects[] = {"tap_the", "ca_nhan"};

typedef struct {
    int unit, subject;
    bool public;
    Day recognised, praised; /* for the first time; 0: never */
    int confirmed;           /* the year; 0: none */
} MadeUp;
static MadeUp made[MODELS];

static uint64_t seed;
static int lot(int n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (int)((seed >> 33) % (uint64_t)n);
}

static void make_up(MadeUp *m)
{
    const Day first = day(2025, 8, 1), today = day(2026, 11, 23);
    *m = (MadeUp){.unit = lot(LEN(units)), .subject = lot(2), .public = lot(5) > 0};
    m->recognised.n = first.n + lot(470);
    if (lot(3)) m->praised.n = m->recognised.n + lot(lot(4) ? 60 : 300);
    if (m->praised.n > today.n) m->praised.n = 0;
    if (lot(2)) m->confirmed = civil(m->recognised).year + lot(civil(today).year - civil(m->recognised).year + 1);
}

static void line(Buf *out, Arena *a, int i, const MadeUp *m)
{
    const bool person = m->subject == 1;
    const Str confirmed = m->confirmed ? arena_fmt(a, "%d", m->confirmed) : S("");
    const Str praised = m->praised.n ? arena_fmt(a, STR " 1/GK; " STR " 2/GK", ARG(day_iso(a, m->praised)),
                                                 ARG(day_iso(a, (Day){m->praised.n + 1})))
                                     : S("");
    buf_fmt(out,
            "%s,Mô hình %d,%s,kinh_te,DVK,,%s,2025-07-05,,Mục tiêu,Cách làm đủ dài,1,2,,,Kết quả,,Người Mẫu,,%s,,,,"
            "recognised,2025-07-05,2025-07-05,2025-07-05,2025-07-06," STR ",1/QĐ,%d,,," STR "," STR ",\n",
            units[m->unit], i, subjects[m->subject], units[m->unit], person ? "Người Mẫu" : "",
            ARG(day_iso(a, m->recognised)), m->public, ARG(confirmed), ARG(praised));
}

static Ctx *with_models(void)
{
    Ctx *c = bench_ctx();
    ImportReport r = {0};
    Buf csv = {.arena = c->arena};
    seed = 1930;
    OKAY(unit_exchange.read(c, bench_file(c, "units.csv"), &r));
    buf_str(&csv, S(MODEL_COLUMNS "\n"));
    for (int i = 0; i < MODELS; i++) {
        do
            make_up(&made[i]);
        while (made[i].praised.n + 1 > c->today.n); /* its second praise is not in the future */
        line(&csv, c->arena, i, &made[i]);
    }
    r = (ImportReport){0};
    if (models_read(c, buf_done(&csv), &r))
        test_fail(__FILE__, __LINE__, "line %d: " STR " " STR, r.len ? (int)r.at[0].line : 0,
                  ARG(r.len ? r.at[0].field : S("")), ARG(r.len ? r.at[0].reason : S("")));
    EQ(r.added, MODELS);
    return c;
}

/* ---- the recount ---- */

typedef struct {
    int64_t n[GROUPS_OF_EACH];
    int64_t days[MODELS], praised;
} Recount;

static int by_size(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static Day last_act(const MadeUp *m)
{
    Day last = m->recognised;
    if (m->praised.n) last.n = m->praised.n + 1; /* the second one */
    if (!m->confirmed) return last;
    const Day end = m->confirmed == 2026 ? day(2026, 11, 23) : day(m->confirmed, 12, 31);
    return end.n > last.n ? end : last;
}

static bool concerns(const Followup *f, const MadeUp *m, int unit)
{
    const Scope *s = &f->scope;
    const Str subject = s->asked.subject;
    if (!m->public || (unit >= 0 && m->unit != unit)) return false;
    if (subject.len && !str_eq(subject, str(subjects[m->subject]))) return false;
    return m->recognised.n >= s->from_day.n && m->recognised.n <= s->to_day.n;
}

static Recount recount(const Followup *f, int unit)
{
    Recount r = {0};
    for (int i = 0; i < MODELS; i++) {
        const MadeUp *m = &made[i];
        if (!concerns(f, m, unit)) continue;
        const bool praising = f->question == PRAISING;
        const bool silent = last_act(m).n <= months_add(day(2026, 11, 23), -f->months).n;
        const bool missing = civil(m->recognised).year <= f->year && m->confirmed != f->year;
        r.n[GROUP_ALL]++;
        r.n[GROUP_FIRST] += praising ? m->praised.n != 0 : silent;
        r.n[GROUP_SECOND] += praising ? m->praised.n == 0 : missing;
        if (praising && m->praised.n) r.days[r.praised++] = m->praised.n - m->recognised.n;
    }
    qsort(r.days, (size_t)r.praised, sizeof *r.days, by_size);
    return r;
}

/* The smallest number of days within which at least k quarters were praised. */
static int64_t within(const Recount *r, int64_t k)
{
    for (int64_t i = 0; i < r->praised; i++)
        if (4 * (i + 1) >= k * r->praised) return r->days[i];
    return -1;
}

static void same(const FollowupCount *have, const Recount *want)
{
    for (Group g = 0; g < GROUPS_OF_EACH; g++)
        EQ(have->n[g], want->n[g]);
    EQ(have->days.there, want->praised > 0);
    if (!want->praised) return;
    EQ(have->days.lower, within(want, 1));
    EQ(have->days.median, within(want, 2));
    EQ(have->days.upper, within(want, 3));
}

/* ---- asked ---- */

static Str question(Ctx *c, Question q)
{
    Buf out = {.arena = c->arena};
    buf_str(&out, S("tien-than=co"));
    if (lot(2)) buf_fmt(&out, "&doi-tuong=%s", subjects[lot(2)]);
    if (q == UPKEEP) {
        buf_fmt(&out, "&thang=%d", 1 + lot(14));
        if (lot(2)) buf_fmt(&out, "&nam-duy-tri=%d", 2025 + lot(2));
    } else if (lot(2)) {
        const Day from = {day(2025, 8, 1).n + lot(300)}, to = {from.n + lot(200)};
        buf_fmt(&out, "&tu=" STR "&den=" STR, ARG(day_iso(c->arena, from)), ARG(day_iso(c->arena, to)));
    }
    return buf_done(&out);
}

static FollowupCount counted_at(Ctx *c, const FollowedAll *all, int64_t under)
{
    FollowedAll some = {NEW(c->arena, Followed, all->len + 1), 0};
    for (size_t i = 0; i < all->len; i++)
        if (!under || all->at[i].under == under) {
            some.at[some.len] = all->at[i];
            some.at[some.len++].under = 0;
        }
    followup_order(&some);
    return followup_count(some.at, some.len);
}

static void ask(Ctx *c, Question q)
{
    Pairs pairs;
    Form form = {0};
    Followup f;
    FollowedAll all;
    CHECK(pairs_parse(c->arena, question(c, q), &pairs));
    OKAY(followup_read(c, pairs, q, &f, &form));
    OKAY(followup_find(c, &f, &all));
    const FollowupCount whole = counted_at(c, &all, 0);
    const Recount want = recount(&f, -1);
    same(&whole, &want);
    for (int i = 0; i < (int)LEN(units); i++) {
        Unit u;
        OKAY(unit_by_code(c, str(units[i]), c->today, &u));
        const FollowupCount have = counted_at(c, &all, u.id);
        const Recount part = recount(&f, i);
        same(&have, &part);
    }
}

TEST(days_to_praise_and_silence_are_what_a_recount_says)
{
    Ctx *c = with_models();
    Arena *keep = c->arena;
    for (int i = 0; i < ASKED; i++) {
        Arena page = arena_empty((size_t)1 << 28);
        c->arena = &page;
        ask(c, i % 2 ? PRAISING : UPKEEP);
        c->arena = keep;
        arena_clear(&page);
    }
}

TEST(quartiles_are_days_of_one_of_them)
{
    Followed rows[] = {
        {.praised = {1},             .days = 0, .in = {true, true, false}},
        {.praised = {1}, .days = 4, .in = {true, true, false}},
        {.days = 9,             .in = {true, true, false}},
        {.praised = {1}, .days = 100, .in = {true, true, false}},
        {.in = {true, false, true}                 }
    };
    const FollowupCount x = followup_count(rows, LEN(rows));
    EQ(x.n[GROUP_ALL], 5);
    EQ(x.n[GROUP_FIRST], 4);
    EQ(x.n[GROUP_SECOND], 1);
    EQ(x.days.lower, 0);
    EQ(x.days.median, 4);
    EQ(x.days.upper, 9);
    CHECK(!followup_count(rows + 4, 1).days.there);
    CHECK(!followup_count(NULL, 0).days.there);
}
