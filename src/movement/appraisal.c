/* appraisal.c - a model is appraised: by the criteria in force, where there are any, with every score kept. */
#include "movement/criteria.h"
#include "movement/model_own.h"

typedef struct {
    Day appraised_on;
    Str paper, note;
    int64_t score_1, score_2, score_3, score_4, score_5, score_6, score_7, score_8, score_9, score_10, score_11,
        score_12;
} Appraisal;
// clang-format off
#define SCORE(n) NUMBER_FIELD(Appraisal, score_##n, .max = SCORE_MOST, .optional = true)
static const Field appraisal_fields[] = {
    DAY_FIELD(Appraisal, appraised_on),
    TEXT_FIELD(Appraisal, paper, .min = 1, .max = 60, .optional = true),
    SCORE(1), SCORE(2), SCORE(3), SCORE(4), SCORE(5), SCORE(6), SCORE(7), SCORE(8), SCORE(9), SCORE(10), SCORE(11), SCORE(12),
    LONG_FIELD(Appraisal, note, .max = 2000, .optional = true),
};
// clang-format on
enum { FIRST_SCORE = 2 };
_Static_assert(LEN(appraisal_fields) == FIRST_SCORE + CRITERIA_MOST + 1, "a field for every criterion a set may have");
const FormSpec appraisal_form = FORM("model.form", appraisal_fields, Appraisal);

static int64_t score_of(const Appraisal *r, size_t i)
{
    return *(const int64_t *)(const void *)((const char *)r + appraisal_fields[FIRST_SCORE + i].at);
}

/* The fields that are asked for: one for each criterion of the set, in its words. */
Err appraisal_dress(Ctx *c, const Casefile *f, Form *form)
{
    Criteria by;
    if (form->spec != &appraisal_form) return OK;
    TRY(criteria_for(c, f, &by));
    for (size_t i = 0; i < CRITERIA_MOST; i++) {
        form->off[FIRST_SCORE + i] = i >= by.of.len;
        if (i >= by.of.len) continue;
        const Str words[] = {by.of.at[i].text, text_int64_t(c, by.of.at[i].most)};
        form->label[FIRST_SCORE + i] = msg_with(c, MSG_criteria_label, words, LEN(words));
    }
    return OK;
}

/* A list of old models does not say how they were scored. */
static Err asked_of(Act *a, Criteria *out)
{
    *out = (Criteria){{0}, {0}};
    return may(a->c, SYSTEM) ? OK : criteria_for(a->c, &a->file, out);
}

Err appraisal_check(Act *a)
{
    Ctx *c = a->c;
    const Appraisal *r = a->input;
    Criteria by;
    int64_t total = 0;
    TRY(asked_of(a, &by));
    for (size_t i = 0; i < by.of.len && i < CRITERIA_MOST; i++) {
        const char *field = appraisal_fields[FIRST_SCORE + i].name;
        const int64_t most = by.of.at[i].most;
        if (!a->form->value[FIRST_SCORE + i].len)
            form_fault(c, a->form, field, "E_REQUIRED", MSG_form_required, (Str){0});
        else if (score_of(r, i) > most)
            form_fault(c, a->form, field, "E_RANGE", MSG_form_range, arena_fmt(c->arena, "0–%lld", (long long)most));
        total += score_of(r, i);
    }
    if (a->form->ok && by.of.len && total < by.set.pass_mark)
        form_fault(c, a->form, appraisal_fields[FIRST_SCORE].name, "E_RANGE", MSG_criteria_below,
                   arena_fmt(c->arena, "%lld/%lld", (long long)total, (long long)by.set.pass_mark));
    return a->form->ok ? OK : ERR_INVALID;
}

Err appraise(Act *a)
{
    const Appraisal *r = a->input;
    Criteria by;
    TRY(model_day_check(a, "appraised_on", r->appraised_on, S("dang_ky nop_lai")));
    if (!a->form->ok) return ERR_INVALID;
    a->done = r->appraised_on, a->document = r->paper, a->note = r->note;
    TRY(asked_of(a, &by));
    TRY(model_score_clear(a->c, a->file.id));
    for (size_t i = 0; i < by.of.len && i < CRITERIA_MOST; i++)
        TRY(model_score_add(
            a->c, (ModelScoreAdd){a->file.id, (int64_t)i + 1, by.of.at[i].text, by.of.at[i].most, score_of(r, i)}));
    return OK;
}

Err appraise_undo(Act *a)
{
    return model_score_clear(a->c, a->file.id);
}
