/* rating.c - ratings of dossiers, and their tallies rating@OVERALL and manner@MANNER by office and procedure. */
#include "onestop/rating.h"
#include "base/day.h"
#include "onestop/dossier.h"
#include "onestop/onestop.h"

enum { FAULTS = 100 };

const char *const rating_overall[] = {"rat_hai_long", "hai_long", "binh_thuong", "khong_hai_long", NULL};
const char *const rating_manner[] = {"tot", "binh_thuong", "chua_tot", NULL};

typedef struct {
    Str overall, manner, comment;
} Given;
static const Field fields[] = {
    CHOICE_FIELD(Given, overall, rating_overall, .labels = "rating.overall"),
    CHOICE_FIELD(Given, manner, rating_manner, .labels = "rating.manner", .optional = true),
    LONG_FIELD(Given, comment, .max = 1000, .optional = true),
};
const FormSpec rating_form = FORM("rating", fields, Given);

int rating_open(Ctx *c, const Casefile *f)
{
    Dossier d;
    int64_t days;
    if (dossier_of(c, f->id, &d) || casework_rule(c, &dossier_flow, f, "rating_days", &days))
        return MSG_error_internal_title;
    if (c->today.n <= d.returned_on.n + days) return 0;
    c->why_arg[0] = text_int64_t(c, days);
    return MSG_rating_too_late;
}

static Err count_of(Act *a, const Rating *r, const char *of, Str answer, int64_t n)
{
    if (!answer.len) return OK;
    const Str measure = arena_fmt(a->c->arena, "%s@" STR, of, ARG(answer));
    return casework_count_in(a, &(Count){r->unit, measure, r->facet, r->month, n});
}

static Err count(Act *a, const Rating *r, int64_t n)
{
    TRY(count_of(a, r, "rating", r->overall, n));
    return count_of(a, r, "manner", r->manner, n);
}

Err rating_apply(Act *a)
{
    Ctx *c = a->c;
    const Given *in = a->input;
    Rating before;
    const Err e = rating_of(c, a->file.id, &before);
    if (e && e != ERR_NOT_FOUND) return e;
    if (!e) TRY(count(a, &before, -1));
    const Rating now = {.overall = in->overall,
                        .manner = in->manner,
                        .month = month_of(a->done),
                        .unit = a->file.unit,
                        .facet = a->file.facet};
    const Ctx vi = in_vietnamese(c);
    const Str said = msg_of(&vi, "rating", "overall", in->overall);
    a->note = in->comment.len ? arena_fmt(c->arena, STR ". " STR, ARG(said), ARG(in->comment)) : said;
    TRY(count(a, &now, 1));
    return rating_set(
        c, (RatingSet){a->file.id, now.overall, now.manner, in->comment, a->done, now.month, now.unit, now.facet});
}

Err rating_verify(Ctx *c, Buf *faults, int64_t *n)
{
    RatingFaultRows rows;
    TRY(verify_ratings(c, FAULTS, &rows));
    for (size_t i = 0; i < rows.len; i++) {
        const RatingFault *x = &rows.at[i];
        buf_fmt(faults, "tally unit %lld dossier " STR " %lld " STR ": is %lld, the ratings counted give %lld\n",
                (long long)x->unit, ARG(x->measure), (long long)x->month, ARG(x->facet), (long long)x->have,
                (long long)x->want);
    }
    *n = (int64_t)rows.len;
    return OK;
}
