/* score.c - offices scored by nine indices, each 0 to 2 points (NĐ 61/2018/NĐ-CP, art. 31 to 33).
 *
 * An index without data is said to have none: it gets no points, and the office no class, rather than a low one.
 * Points come from whole numbers: so many of so many, against the percentages of the rule set of that year. */
#include "base/day.h"
#include "performance/performance.h"
#include "score.html.h"
#include "score.sql.h"

enum { INDICES = 9, POINTS_MAX = 2, PERCENT = 100 };

/* Measures are added up: "a b". `less`: the good ones are the whole without these. No `whole`: nothing here counts it
 * yet. */
static const struct {
    const char *key, *good, *less, *whole, *shown;
} indices[INDICES] = {
    {"time",     "on_time_first",     NULL,                 "on_time_first late_first",                      "late_first"        },
    {"legs",     "leg@on_time_first", NULL,                 "leg@on_time_first leg@late_first",              "late_legs"         },
    {"contacts", NULL,                "request_supplement", "receive",                                       "request_supplement"},
    {"agencies", NULL,                NULL,                 NULL,                                            NULL                },
    {"one_door", "hand_over",         NULL,                 "on_time_first late_first",                      "hand_over"         },
    {"manner",   "manner@tot",        NULL,                 "manner@tot manner@binh_thuong manner@chua_tot", "manner"            },
    {"open",     "open",              NULL,                 "procedures",                                    NULL                },
    {"answers",  NULL,                NULL,                 NULL,                                            NULL                },
    {"online",   "receive_online",    NULL,                 "receive",                                       "receive_online"    },
};
/* Of 18 points at least: the classes of article 33. */
static const struct {
    const char *name;
    int64_t from;
} ranks[] = {
    {"xuat_sac",   15},
    {"tot",        12},
    {"kha",        9 },
    {"trung_binh", 6 },
    {"yeu",        0 }
};

typedef struct {
    int64_t good, whole, points;
} Score;
typedef struct {
    Score index[INDICES];
    int64_t total, known;
} Scores;
typedef struct {
    ScoreSumRows sums; /* of one unit */
    ScoreProcedure procedures;
} Counted;

static int64_t counted(const Counted *x, Str measures)
{
    int64_t n = 0;
    while (measures.len) {
        const Str name = str_cut(&measures, ' ');
        if (str_eq(name, S("open"))) n += x->procedures.good;
        if (str_eq(name, S("procedures"))) n += x->procedures.whole;
        for (size_t i = 0; i < x->sums.len; i++)
            if (str_eq(x->sums.at[i].measure, name)) n += x->sums.at[i].n;
    }
    return n;
}

static int64_t rule(const ScoreRuleRows *rules, Str name)
{
    for (size_t i = 0; i < rules->len; i++)
        if (str_eq(rules->at[i].name, name)) return rules->at[i].value;
    return INT64_MAX / PERCENT; /* no such rule: out of reach */
}

static int64_t points(Ctx *c, const ScoreRuleRows *rules, const char *key, const Score *x)
{
    if (!x->whole) return -1;
    if (x->good * PERCENT >= rule(rules, arena_fmt(c->arena, "%s_full", key)) * x->whole) return POINTS_MAX;
    return x->good * PERCENT >= rule(rules, arena_fmt(c->arena, "%s_half", key)) * x->whole ? 1 : 0;
}

static Scores scores_of(Ctx *c, const ScoreRuleRows *rules, const Counted *x)
{
    Scores out = {0};
    for (size_t i = 0; i < INDICES; i++) {
        Score *s = &out.index[i];
        s->whole = indices[i].whole ? counted(x, str(indices[i].whole)) : 0;
        s->good = indices[i].less ? s->whole - counted(x, str(indices[i].less)) : 0;
        if (indices[i].good) s->good = counted(x, str(indices[i].good));
        if (s->good < 0) s->good = 0; /* asked for this year, received the year before */
        if (s->good > s->whole) s->good = s->whole;
        s->points = points(c, rules, indices[i].key, s);
        if (s->points < 0) continue;
        out.total += s->points, out.known++;
    }
    return out;
}

static Str rank_of(Ctx *c, const Scores *s)
{
    const Str lacking = text_int64_t(c, INDICES - s->known);
    if (s->known < INDICES) return msg_with(c, MSG_score_no_rank, &lacking, 1);
    size_t i = 0;
    while (s->total < ranks[i].from)
        i++;
    return msg_of(c, "score", "rank", str(ranks[i].name));
}

static Str total_of(Ctx *c, const Scores *s)
{
    const Str args[] = {text_int64_t(c, s->total), text_int64_t(c, s->known * POINTS_MAX)};
    return msg_with(c, MSG_score_total, args, LEN(args));
}

/* ---- as a page ---- */

static IndexesShown indexes_of(Ctx *c, const ScoreRuleRows *rules, const Scores *s)
{
    IndexesShown out = {NEW(c->arena, IndexShown, INDICES), INDICES};
    for (size_t i = 0; i < INDICES; i++) {
        const Score *x = &s->index[i];
        const Str key = str(indices[i].key), args[] = {text_int64_t(c, x->good), text_int64_t(c, x->whole)};
        out.at[i] = (IndexShown){.key = key, .name = msg_of(c, "score", "index", key), .points = x->points};
        if (x->points < 0) continue;
        const Str limits[] = {text_int64_t(c, rule(rules, arena_fmt(c->arena, STR "_full", ARG(key)))),
                              text_int64_t(c, rule(rules, arena_fmt(c->arena, STR "_half", ARG(key))))};
        out.at[i].share = msg_with(c, MSG_score_of, args, LEN(args));
        out.at[i].rule = msg_with(c, MSG_score_rule, limits, LEN(limits));
        out.at[i].measure = indices[i].shown ? str(indices[i].shown) : (Str){0};
    }
    return out;
}

/* ---- as data: a line an office and index ---- */

typedef struct {
    Str unit_code, unit_name, index;
    int64_t good, whole;
    Str points; /* empty: no data */
} ScoreLine;
static const Column columns[] = {
    COLUMN(ScoreLine, unit_code), COLUMN(ScoreLine, unit_name), COLUMN(ScoreLine, index),
    COLUMN(ScoreLine, good),      COLUMN(ScoreLine, whole),     COLUMN(ScoreLine, points),
};
static const Columns table = COLUMNS("cham-diem", columns, ScoreLine);

static void put_lines(Ctx *c, ScoreLine *to, const Scores *s, Str code, Str name)
{
    for (size_t i = 0; i < INDICES; i++) {
        const Score *x = &s->index[i];
        to[i] = (ScoreLine){code,    name,     str(indices[i].key),
                            x->good, x->whole, x->points < 0 ? (Str){0} : text_int64_t(c, x->points)};
    }
}

/* The rows of that unit at the head of a list in order of units. */
static ScoreSumRows rows_of(ScoreSumRows *rest, int64_t unit)
{
    ScoreSumRows out = {rest->at, 0};
    while (out.len < rest->len && rest->at[out.len].id == unit)
        out.len++;
    rest->at += out.len, rest->len -= out.len;
    return out;
}

static ScoreProcedure procedures_of(const ScoreProcedureRows *all, int64_t unit)
{
    for (size_t i = 0; i < all->len; i++)
        if (all->at[i].unit == unit) return all->at[i];
    return (ScoreProcedure){.unit = unit};
}

static Err rules_of(Ctx *c, int64_t year, Ruleset *set, ScoreRuleRows *rules)
{
    const Day last = day((int)year, 12, 31);
    TRY(ruleset_of(c, S("onestop_score"), last.n < c->today.n ? last : c->today, set));
    return score_rules(c, set->id, rules);
}

static Scores scored(Ctx *c, const ScoreRuleRows *rules, int64_t unit, ScoreSumRows *rest,
                     const ScoreProcedureRows *offered)
{
    const Counted x = {.sums = rows_of(rest, unit), .procedures = procedures_of(offered, unit)};
    return scores_of(c, rules, &x);
}

static Err show(Req *q, ScoreView *v)
{
    Ctx *c = &q->ctx;
    const Str args[] = {v->unit_name, v->total};
    v->heading =
        v->known ? msg_with(c, MSG_score_heading, args, LEN(args)) : msg_with(c, MSG_score_heading_none, args, 1);
    TRY(unit_options(c, &v->units));
    return reply(q, (Page){.title = v->heading,
                           .main = score_html(c, v),
                           .nav = "/mot-cua",
                           .up = "/mot-cua",
                           .up_title = MSG_onestop_title});
}

Err score_page(Req *q)
{
    Ctx *c = &q->ctx;
    OnestopScope s;
    Ruleset set;
    ScoreRuleRows rules;
    ScoreSumRows rest;
    ScoreProcedureRows offered;
    TRY(onestop_scope(q, &s));
    TRY(rules_of(c, s.year, &set, &rules));
    const int64_t from = s.year * 100 + 1, to = s.year * 100 + 12;
    TRY(score_sums(c, (ScoreSums){s.unit.id, from, to}, &rest));
    TRY(score_procedures(c, (ScoreProcedures){s.unit.id, from, to}, &offered));
    ScoreLine *lines = NEW(c->arena, ScoreLine, (rest.len + 1) * INDICES);
    OfficeScore *below = NEW(c->arena, OfficeScore, rest.len + 1);
    Scores x = scored(c, &rules, s.unit.id, &rest, &offered);
    ScoreView v = {
        .unit_name = s.unit.name,
        .unit_code = s.unit.code,
        .year_text = s.year_text,
        .known = x.known,
        .total = total_of(c, &x),
        .rank = rank_of(c, &x),
        .rules = set.name,
        .indexes = indexes_of(c, &rules, &x),
        .below = {below, 0}
    };
    put_lines(c, lines, &x, s.unit.code, s.unit.name);
    while (rest.len) {
        const ScoreSum *u = &rest.at[0];
        x = scored(c, &rules, u->id, &rest, &offered);
        below[v.below.len++] = (OfficeScore){u->code, u->name, total_of(c, &x), rank_of(c, &x), x.known};
        put_lines(c, lines + v.below.len * INDICES, &x, u->code, u->name);
    }
    return wants_html(q) ? show(q, &v) : reply_rows(q, &table, lines, (v.below.len + 1) * INDICES, (Str){0});
}
