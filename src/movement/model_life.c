/* model_life.c - after recognition: kept up year by year, praised, ended, taken up again. */
#include "base/day.h"
#include "movement/model_own.h"
#include <assert.h>

enum { FIRST_YEAR = 2009, LAST_YEAR = 2100 };

/* ---- kept up ---- */

Err kept_up_due(Ctx *c, int64_t *year)
{
    Ruleset set;
    Rule by;
    TRY(ruleset_of(c, S("movement"), c->today, &set));
    TRY(rule_of(c, set.id, S("kept_up_by"), &by));
    const Civil now = civil(c->today);
    *year = now.year - (now.month * 100 + now.date > by.value ? 1 : 2);
    return OK;
}

/* The last year kept up, as the acts say: of confirmations but one (0: of all), else the year before recognition. */
Err model_kept_find(Act *a, Day recognised, int64_t but_seq)
{
    KeptDayRows kept;
    int64_t year = civil(recognised).year - 1;
    TRY(model_kept_days(a->c, a->file.id, &kept));
    for (size_t i = 0; i < kept.len; i++)
        if (kept.at[i].seq != but_seq && civil(kept.at[i].done).year > year) year = civil(kept.at[i].done).year;
    return model_kept_set(a->c, a->file.id, year);
}

Err kept_years(Ctx *c, const Casefile *f, KeptYears *out)
{
    Acted recognised;
    KeptDayRows kept;
    *out = (KeptYears){{0}, {0}};
    Buf years = {.arena = c->arena}, missing = {.arena = c->arena};
    int64_t due;
    TRY(model_act_of(c, f->id, S("cong_nhan"), &recognised));
    if (!recognised.done.n) return OK;
    TRY(kept_up_due(c, &due));
    TRY(model_kept_days(c, f->id, &kept));
    const int64_t now = civil(c->today).year;
    size_t k = 0;
    for (int64_t year = civil(recognised.done).year; year <= now; year++) {
        while (k < kept.len && civil(kept.at[k].done).year < year)
            k++;
        const bool is_kept = k < kept.len && civil(kept.at[k].done).year == year;
        Buf *to = is_kept ? &years : &missing;
        if (is_kept || year <= due) buf_fmt(to, "%s%lld", to->len ? ", " : "", (long long)year);
    }
    out->kept = buf_done(&years);
    if (str_eq(f->state, S("recognised"))) out->missing = buf_done(&missing);
    return OK;
}

typedef struct {
    int64_t year;
    Str note;
} Confirmation;
static const Field confirmation_fields[] = {
    NUMBER_FIELD(Confirmation, year, .min = FIRST_YEAR, .max = LAST_YEAR),
    LONG_FIELD(Confirmation, note, .max = 2000, .optional = true),
};
const FormSpec confirmation_form = FORM("model.form", confirmation_fields, Confirmation);

static Err is_confirmed(Ctx *c, int64_t id, int64_t year, bool *yes)
{
    KeptDayRows kept;
    TRY(model_kept_days(c, id, &kept));
    for (size_t i = 0; i < kept.len; i++)
        *yes = *yes || civil(kept.at[i].done).year == year;
    return OK;
}

/* The act counts in the year that it is for: on its last day, once that year is over. */
Err model_confirm(Act *a)
{
    Ctx *c = a->c;
    const Confirmation *r = a->input;
    Acted recognised;
    bool twice = false;
    TRY(model_act_of(c, a->file.id, S("cong_nhan"), &recognised));
    const int64_t first = civil(recognised.done).year, last = civil(c->today).year;
    if (r->year < first || r->year > last)
        form_fault(c, a->form, "year", "E_RANGE", MSG_form_range,
                   arena_fmt(c->arena, "%lld–%lld", (long long)first, (long long)last));
    TRY(is_confirmed(c, a->file.id, r->year, &twice));
    if (twice) form_fault(c, a->form, "year", "E_LIMIT_ONCE", MSG_model_confirmed_already, (Str){0});
    if (!a->form->ok) return ERR_INVALID;
    a->done = r->year == last ? c->today : day((int)r->year, 12, 31);
    a->note = r->note;
    Model m;
    TRY(model_of(c, a->file.id, &m));
    return r->year > m.kept ? model_kept_set(c, a->file.id, r->year) : OK;
}

Err model_confirm_undo(Act *a)
{
    Acted recognised;
    KeptDayRows kept;
    int64_t last = 0;
    TRY(model_act_of(a->c, a->file.id, S("cong_nhan"), &recognised));
    TRY(model_kept_days(a->c, a->file.id, &kept));
    for (size_t i = 0; i < kept.len; i++)
        if (kept.at[i].seq > last) last = kept.at[i].seq;
    return model_kept_find(a, recognised.done, last);
}

/* The earliest year not yet confirmed. */
static Err confirmation_fill(Ctx *c, const Casefile *f, Form *out)
{
    Acted recognised;
    TRY(model_act_of(c, f->id, S("cong_nhan"), &recognised));
    const int64_t now = civil(c->today).year;
    for (int64_t year = civil(recognised.done).year; year <= now; year++) {
        bool yes = false;
        TRY(is_confirmed(c, f->id, year, &yes));
        if (yes) continue;
        form_value(out, "year", arena_fmt(c->arena, "%lld", (long long)year));
        return OK;
    }
    return OK;
}

/* ---- praised ---- */

typedef struct {
    Day praised_on;
    Str paper, note;
} Praised;
static const Field praised_fields[] = {
    DAY_FIELD(Praised, praised_on),
    TEXT_FIELD(Praised, paper, .min = 1, .max = 60),
    LONG_FIELD(Praised, note, .max = 2000, .optional = true),
};
const FormSpec praised_form = FORM("model.praise", praised_fields, Praised);

Err model_praise(Act *a)
{
    const Praised *r = a->input;
    TRY(model_day_check(a, "praised_on", r->praised_on, S("cong_nhan")));
    if (!a->form->ok) return ERR_INVALID;
    a->done = r->praised_on, a->document = r->paper, a->note = r->note;
    return OK;
}

Err model_nothing_kept(Act *a)
{
    assert(a->file.id);
    return OK;
}

/* ---- ended, and taken up again ---- */

typedef struct {
    Day end_on;
    Str reason;
} Ending;
static const Field ending_fields[] = {
    DAY_FIELD(Ending, end_on),
    LONG_FIELD(Ending, reason, .min = 10, .max = 2000),
};
const FormSpec ending_form = FORM("model.form", ending_fields, Ending);

Err model_end(Act *a)
{
    Ctx *c = a->c;
    const Ending *r = a->input;
    Model m;
    TRY(model_of(c, a->file.id, &m));
    TRY(model_day_check(a, "end_on", r->end_on, S("cong_nhan")));
    if (a->form->ok && r->end_on.n < m.start_on.n)
        form_fault(c, a->form, "end_on", "E_RANGE", MSG_model_end_before_start, (Str){0});
    if (!a->form->ok) return ERR_INVALID;
    a->done = r->end_on, a->note = r->reason;
    return model_kept_set(c, a->file.id, 0);
}

Err model_end_undo(Act *a)
{
    Acted recognised;
    TRY(model_act_of(a->c, a->file.id, S("cong_nhan"), &recognised));
    return model_kept_find(a, recognised.done, 0);
}

Err model_reopen(Act *a)
{
    TRY(model_end_undo(a));
    return OK;
}

Err model_reopen_undo(Act *a)
{
    return model_kept_set(a->c, a->file.id, 0);
}

Err model_life_fill(Ctx *c, const Casefile *f, Form *out)
{
    const Str today = day_vi(c->arena, c->today);
    if (out->spec == &praised_form) form_value(out, "praised_on", today);
    if (out->spec == &ending_form) form_value(out, "end_on", today);
    return out->spec == &confirmation_form ? confirmation_fill(c, f, out) : OK;
}
