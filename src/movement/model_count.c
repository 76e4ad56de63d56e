/* model_count.c - the tallies that the movement keeps beside the engine's, and their check.
 *
 * MEASURE@CAMPAIGN: acts by campaign, field, subject and month; a model in several campaigns counts in each, so
 * they are never added up over campaigns. public@ and public@CAMPAIGN: what the catalogue shows, by the year of
 * recognition. All change in the act's own transaction, and are noted in the act like those of the engine. */
#include "base/day.h"
#include "catalogue.sql.h"
#include "movement/model_own.h"

static const char *const lawful[] = {"dang_ky", "tham_dinh",  "cong_nhan",   "nhan_rong",
                                     "duy_tri", "bieu_duong", "khen_thuong", "ket_thuc"};

static bool is_lawful(Str measure)
{
    for (size_t i = 0; i < LEN(lawful); i++)
        if (str_eq(measure, str(lawful[i]))) return true;
    return false;
}

Str campaign_measure(Arena *a, Str measure, Str campaign)
{
    return arena_fmt(a, STR "@" STR, ARG(measure), ARG(campaign));
}

static Err count_campaigns(Act *a, const Count *x)
{
    ModelCampaignRows in;
    TRY(model_campaigns(a->c, a->file.id, &in));
    for (size_t i = 0; i < in.len; i++) {
        Count of = *x;
        of.measure = campaign_measure(a->c->arena, x->measure, in.at[i].code);
        TRY(casework_count_in(a, &of));
    }
    return OK;
}

static Err count_shown(Act *a, const Count *x)
{
    const Count all = {x->unit, S("public@"), x->facet, x->month / 100, x->n};
    TRY(casework_count_in(a, &all));
    return count_campaigns(a, &(Count){x->unit, S("public"), x->facet, x->month / 100, x->n});
}

Err model_listed_at(Act *a, Day on)
{
    TRY(model_words_set(a, on));
    return model_listed_set(a->c, (ModelListedSet){a->file.id, on, on.n ? a->file.unit : 0});
}

Err model_count_shown(Act *a, Day recognised, int64_t n)
{
    const Casefile *f = &a->file;
    TRY(model_listed_at(a, n > 0 ? recognised : (Day){0}));
    return count_shown(a, &(Count){f->unit, S(""), f->facet, month_of(recognised), n});
}

/* A recognition comes to stand, or its day is corrected: the catalogue and the years kept up go by it. */
static Err count_recognised(Act *a, const Count *x)
{
    if (a->file.public) TRY(count_shown(a, x));
    if (x->n < 0) return OK;
    TRY(model_listed_at(a, a->file.public ? a->done : (Day){0}));
    const bool is_open = a->to == RECOGNISED || str_eq(a->file.state, S("recognised"));
    return is_open ? model_kept_find(a, a->done, 0) : OK;
}

Err model_count(Act *a, const Count *x)
{
    if (!is_lawful(x->measure)) return OK;
    TRY(count_campaigns(a, x));
    return str_eq(x->measure, S("cong_nhan")) ? count_recognised(a, x) : OK;
}

Err model_recount_campaigns(Act *a, int64_t n)
{
    CountedActRows acts;
    TRY(model_counted_acts(a->c, a->file.id, &acts));
    for (size_t i = 0; i < acts.len; i++) {
        const CountedAct *t = &acts.at[i];
        if (is_lawful(t->measure)) TRY(count_campaigns(a, &(Count){t->unit, t->measure, t->facet, t->month, n}));
    }
    return OK;
}

/* ---- the check ---- */

enum { FAULTS = 20 };

static void say_cells(Buf *out, const MovementCellFaultRows *rows)
{
    for (size_t i = 0; i < rows->len; i++) {
        const MovementCellFault *x = &rows->at[i];
        buf_fmt(out, "tally unit %lld model " STR " %lld " STR ": is %lld, the models counted give %lld\n",
                (long long)x->unit, ARG(x->measure), (long long)x->month, ARG(x->facet), (long long)x->have,
                (long long)x->want);
    }
}

Err movement_verify(Ctx *c, Buf *faults, int64_t *n)
{
    MovementCellFaultRows campaigns, shown;
    ModelFaultRows files;
    WordFaultRows words;
    TRY(verify_campaigns(c, FAULTS, &campaigns));
    TRY(verify_shown(c, FAULTS, &shown));
    TRY(verify_models(c, FAULTS, &files));
    TRY(verify_words(c, FAULTS, &words));
    say_cells(faults, &campaigns);
    say_cells(faults, &shown);
    for (size_t i = 0; i < files.len; i++)
        buf_fmt(faults,
                "casefile " STR
                ": the year it was last kept up, or its place in the catalogue, is not that of its acts\n",
                ARG(files.at[i].code));
    for (size_t i = 0; i < words.len; i++)
        buf_fmt(faults,
                "casefile " STR ": the words it is found by are not those of its name, its goal and its campaigns\n",
                ARG(words.at[i].code));
    *n = (int64_t)(campaigns.len + shown.len + files.len + words.len);
    return OK;
}
