/* figure.c - stated figures as a table, and what their words amount to. */
#include "figures/figure.h"
#include "base/data.h"
#include "base/day.h"

const char *const subject_kinds[SUBJECTS] = {[GROUPS] = "tap_the", [PERSONS] = "ca_nhan"};

/* A source may say "điển hình" without saying whose: it stands beside the exemplary persons, in its own words. */
static const struct {
    const char *name;
    Subject subject;
} subjects[] = {
    {"mo_hinh_tap_the",   GROUPS },
    {"dien_hinh_ca_nhan", PERSONS},
    {"dien_hinh",         PERSONS},
};

bool subject_of(Str figure_subject, Subject *out)
{
    for (size_t i = 0; i < LEN(subjects); i++)
        if (str_eq(figure_subject, str(subjects[i].name))) {
            *out = subjects[i].subject;
            return true;
        }
    return false;
}

Err figure_read(Ctx *c, const Figure *row, Stated *out)
{
    *out = (Stated){.there = true, .row = *row};
    if (qualified_parse(c->arena, row->words, &out->q)) return OK;
    return FAIL(ERR_INTERNAL, "figure " STR ": its words are no number", ARG(row->code));
}

Str figure_words(const Ctx *c, const Stated *s)
{
    return s->there && !s->q.unknown ? s->row.words : msg(c, MSG_figure_unstated);
}

Str figure_source_label(Ctx *c, const FigureSource *s)
{
    const Str name = s->name.len ? s->name : msg(c, MSG_figure_source_unnamed);
    const Str args[] = {name, s->page_date.n ? day_vi(c->arena, s->page_date) : (Str){0}};
    return s->page_date.n ? msg_with(c, MSG_figure_source_label, args, LEN(args)) : name;
}

/* The rule on entry: what the parts add up to and the stated total must be able to be true together. A part that
 * is not stated may be anything. */
static bool agrees(const StatedTable *t, Subject k)
{
    if (!t->total[k].there || t->total[k].q.unknown) return true;
    Qualified sum = {0};
    for (size_t i = 0; i < t->len; i++) {
        const Stated *s = &t->at[i].of[k];
        const Qualified open = {.hi = QUALIFIED_NO_END, .unknown = true};
        sum = qualified_sum(sum, s->there ? s->q : open);
    }
    return qualified_meet(sum, t->total[k].q);
}

static Stated *place_of(StatedTable *t, const Figure *row)
{
    Subject k;
    if (!subject_of(row->subject, &k)) return NULL;
    if (!row->field.len) return &t->total[k];
    for (size_t i = 0; i < t->len; i++)
        if (str_eq(t->at[i].code, row->field)) return &t->at[i].of[k];
    return NULL;
}

Err figure_table(Ctx *c, int64_t source, Str scope, StatedTable *out)
{
    Options fields;
    FigureRows rows = {0};
    TRY(field_options(c, &fields));
    if (source) TRY(figure_of_source(c, source, &rows));
    *out = (StatedTable){NEW(c->arena, StatedField, fields.len + 1), fields.len};
    for (size_t i = 0; i < fields.len; i++)
        out->at[i].code = fields.at[i].value, out->at[i].name = fields.at[i].label;
    for (size_t i = 0; i < rows.len; i++) {
        Stated *at = str_eq(rows.at[i].scope, scope) ? place_of(out, &rows.at[i]) : NULL;
        if (at) TRY(figure_read(c, &rows.at[i], at));
    }
    for (Subject k = 0; k < SUBJECTS; k++)
        out->agrees[k] = agrees(out, k);
    return OK;
}

Err figure_demo(Ctx *c)
{
    ImportReport r = {0};
    return figure_import(c, data_file("figures/data/figures.csv"), &r);
}
