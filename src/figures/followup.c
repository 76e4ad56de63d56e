/* followup.c - what became of models once they were recognised: those that a question is about, each put where it is
 * counted and in the groups that the page counts. */
#include "figures/followup.h"
#include "base/day.h"
#include "calendar/calendar.h"
#include "movement/model.h"
#include <stdlib.h>

/* ---- what is asked ---- */

static Group group_of(Question q, Str name)
{
    static const char *const names[][GROUPS_OF_EACH] = {
        [PRAISING] = {"", "da_khen",   "chua_khen"   },
        [UPKEEP] = {"", "lau_khong", "chua_duy_tri"},
    };
    for (Group g = GROUP_FIRST; g < GROUPS_OF_EACH; g++)
        if (str_eq(name, str(names[q][g]))) return g;
    return GROUP_ALL;
}

static Err months_ruled(Ctx *c, int64_t *out)
{
    Ruleset set;
    Rule months;
    TRY(ruleset_of(c, S("movement"), c->today, &set));
    TRY(rule_of(c, set.id, S("dormant_after"), &months));
    *out = months.value;
    return OK;
}

/* The fields' checks have seen that these are numbers. */
static Err upkeep_asked(Ctx *c, Followup *f, Form *form)
{
    const FiguresAsked *a = &f->scope.asked;
    if (!a->months.len || !str_int(a->months, &f->months)) TRY(months_ruled(c, &f->months));
    TRY(kept_up_due(c, &f->due));
    if (!a->kept.len || !str_int(a->kept, &f->year)) f->year = f->due;
    if (f->year > civil(c->today).year)
        form_fault(c, form, "nam-duy-tri", "E_RANGE", MSG_followup_year_later, (Str){0});
    f->since = months_add(c->today, -f->months);
    return form->ok ? OK : ERR_INVALID;
}

Err followup_read(Ctx *c, Pairs query, Question question, Followup *out, Form *form)
{
    *out = (Followup){.question = question};
    TRY(figures_scope(c, query, question == PRAISING ? &figures_praise_form : &figures_upkeep_form, &out->scope, form));
    out->group = group_of(question, out->scope.asked.group);
    return question == UPKEEP ? upkeep_asked(c, out, form) : OK;
}

/* ---- finding them ---- */

static int by_file(const void *a, const void *b)
{
    const FollowupDay *x = a, *y = b;
    return (x->casefile > y->casefile) - (x->casefile < y->casefile);
}

static const FollowupDay *day_of_file(const FollowupDayRows *rows, int64_t file)
{
    const FollowupDay key = {.casefile = file};
    return rows->len ? bsearch(&key, rows->at, rows->len, sizeof key, by_file) : NULL;
}

static int by_place(const void *a, const void *b)
{
    const Followed *x = a, *y = b;
    const int64_t keys[][2] = {
        {x->under,            y->under           },
        {!x->in[GROUP_FIRST], !y->in[GROUP_FIRST]},
        {x->days,             y->days            },
        {x->recognised.n,     y->recognised.n    },
        {x->id,               y->id              }
    };
    for (size_t i = 0; i < LEN(keys); i++)
        if (keys[i][0] != keys[i][1]) return keys[i][0] < keys[i][1] ? -1 : 1;
    return 0;
}

void followup_order(FollowedAll *all)
{
    if (all->len) qsort(all->at, all->len, sizeof *all->at, by_place);
}

typedef struct {
    FollowupDayRows praised, active, confirmed;
} Days;

static Err days_of(Ctx *c, const Followup *f, Days *out)
{
    if (f->question == PRAISING) return followup_praised(c, &out->praised);
    TRY(followup_active(c, f->since, &out->active));
    return followup_confirmed(c, day((int)f->year, 1, 1), day((int)f->year, 12, 31), &out->confirmed);
}

static Followed followed(const Followup *f, const Days *days, const FollowupModel *m, int64_t under)
{
    Followed x = {.id = m->id, .under = under, .recognised = m->listed, .in = {[GROUP_ALL] = true}};
    const FollowupDay *praise = f->question == PRAISING ? day_of_file(&days->praised, m->id) : NULL;
    if (praise) x.praised = praise->done;
    if (praise && praise->done.n > m->listed.n) x.days = praise->done.n - m->listed.n;
    if (f->question == PRAISING) {
        x.in[GROUP_FIRST] = praise, x.in[GROUP_SECOND] = !praise;
    } else {
        x.in[GROUP_FIRST] = !day_of_file(&days->active, m->id);
        x.in[GROUP_SECOND] = civil(m->listed).year <= f->year && !day_of_file(&days->confirmed, m->id);
    }
    return x;
}

Err followup_find(Ctx *c, const Followup *f, FollowedAll *out)
{
    Days days = {0};
    Places places;
    FollowupModelRows models;
    const Scope *s = &f->scope;
    TRY(followup_models(c, s->from_day, s->to_day, &models));
    TRY(days_of(c, f, &days));
    TRY(unit_places(c, s->unit.id, s->borders, &places));
    *out = (FollowedAll){NEW(c->arena, Followed, models.len + 1), 0};
    for (size_t i = 0; i < models.len; i++) {
        const FollowupModel *m = &models.at[i];
        const StatCell cell = {.facet = m->facet};
        if (f->question == UPKEEP && !m->kept) continue; /* it has ended */
        const int64_t under = statistics_wanted(s, &cell) ? statistics_under(s, &places, m->unit_id, m->belongs) : 0;
        if (under) out->at[out->len++] = followed(f, &days, m, under);
    }
    followup_order(out);
    return OK;
}

/* ---- counting ---- */

static int64_t quarter(const Followed *rows, int64_t n, int64_t k)
{
    return rows[(n * k + 3) / 4 - 1].days;
}

FollowupCount followup_count(const Followed *rows, size_t n)
{
    FollowupCount x = {0};
    int64_t praised = 0;
    for (size_t i = 0; i < n; i++) {
        praised += rows[i].praised.n != 0;
        for (Group g = 0; g < GROUPS_OF_EACH; g++)
            x.n[g] += rows[i].in[g];
    }
    if (praised)
        x.days = (Quartiles){true, quarter(rows, praised, 1), quarter(rows, praised, 2), quarter(rows, praised, 3)};
    return x;
}
