/* criteria.c - sets of criteria: found for a model, entered on a page, and as a table in and out. */
#include "movement/criteria.h"
#include "base/csv.h"
#include "criteria.html.h"
#include "movement/criteria_view.h"

enum { SHOWN_MOST = 200, YEAR_FIRST = 2009, YEAR_LAST = 2100, TEXT_MOST = 300 };
enum { ENTERERS = MOVEMENT_APPROVER | UNIT_ADMIN };

Err criteria_for(Ctx *c, const Casefile *f, Criteria *out)
{
    Str field = f->facet;
    *out = (Criteria){{0}, {0}};
    Err e = criteria_in_force(c, (CriteriaInForce){f->unit, f->year, str_cut(&field, '/')}, &out->set);
    if (e == ERR_NOT_FOUND) return OK;
    TRY(e);
    return criteria_of(c, out->set.id, &out->of);
}

/* ---- a set, however it came ---- */

typedef struct {
    Str text;
    int64_t most;
} Asked;
typedef struct {
    int64_t unit, year, pass_mark;
    Str field, name;
    Asked of[CRITERIA_MOST];
    size_t len;
} NewSet;

static int64_t total_of(const NewSet *s)
{
    int64_t total = 0;
    for (size_t i = 0; i < s->len; i++)
        total += s->of[i].most;
    return total;
}

static Err is_same(Ctx *c, const NewSet *s, bool *same)
{
    CriteriaSet have;
    CriterionRows of;
    Err e = criteria_find(c, (CriteriaFind){s->unit, s->year, s->field}, &have);
    if (e == ERR_NOT_FOUND) return OK;
    TRY(e);
    TRY(criteria_of(c, have.id, &of));
    bool all = of.len == s->len && have.pass_mark == s->pass_mark && str_eq(have.name, s->name);
    for (size_t i = 0; all && i < of.len; i++)
        all = of.at[i].most == s->of[i].most && str_eq(of.at[i].text, s->of[i].text);
    *same = all;
    return OK;
}

static Err set_put(Ctx *c, const NewSet *s)
{
    CriteriaSetId id;
    TRY(criteria_set_add(c, (CriteriaSetAdd){s->unit, s->year, s->field, s->name, s->pass_mark}, &id));
    TRY(criterion_clear(c, id.id));
    for (size_t i = 0; i < s->len; i++)
        TRY(criterion_add(c, (CriterionAdd){id.id, (int64_t)i + 1, s->of[i].text, s->of[i].most}));
    return OK;
}

/* ---- the page ---- */

typedef struct {
    Str unit, field, name, criteria;
    int64_t year, pass_mark;
} Entered;

static Err own_units(Ctx *c, Options *out)
{
    return unit_options_of(c, ENTERERS, out);
}

static const Field entered_fields[] = {
    PICK_FIELD(Entered, unit, own_units),
    NUMBER_FIELD(Entered, year, .min = YEAR_FIRST, .max = YEAR_LAST),
    PICK_FIELD(Entered, field, field_options, .optional = true),
    TEXT_FIELD(Entered, name, .min = 3, .max = TEXT_MOST),
    LONG_FIELD(Entered, criteria, .min = 3, .max = 6000),
    NUMBER_FIELD(Entered, pass_mark, .max = CRITERIA_MOST * SCORE_MOST, .optional = true),
};
static const FormSpec entered_form = FORM("criteria", entered_fields, Entered);

/* "Cách làm sáng tạo | 30": the number after the last bar. */
static bool asked_read(Str line, Asked *out)
{
    size_t at = line.len;
    while (at > 0 && line.ptr[at - 1] != '|')
        at--;
    if (!at) return false;
    out->text = str_trim((Str){line.ptr, at - 1});
    const size_t chars = str_chars(out->text);
    return str_int(str_trim((Str){line.ptr + at, line.len - at}), &out->most) && out->most >= 1 &&
           out->most <= SCORE_MOST && chars >= 3 && chars <= TEXT_MOST;
}

static void lines_read(Ctx *c, Str text, NewSet *out, Form *form)
{
    while (text.len && form->ok) {
        const Str line = str_trim(str_cut(&text, '\n'));
        if (!line.len) continue;
        if (out->len == CRITERIA_MOST)
            form_fault(c, form, "criteria", "E_RANGE", MSG_criteria_many, text_int64_t(c, CRITERIA_MOST));
        else if (!asked_read(line, &out->of[out->len++]))
            form_fault(c, form, "criteria", "E_FORMAT", MSG_criteria_line, line);
    }
    if (form->ok && out->pass_mark > total_of(out))
        form_fault(c, form, "pass_mark", "E_RANGE", MSG_form_range,
                   arena_fmt(c->arena, "0–%lld", (long long)total_of(out)));
}

/* The sets of one's own units, and of those above, which are in force for them. */
static Err sets_shown(Ctx *c, CriteriaShowns *out)
{
    CriteriaListedRows all;
    Unit own = {0};
    if (c->unit) TRY(unit_by_id(c, c->unit, &own));
    TRY(criteria_list(c, SHOWN_MOST, &all));
    *out = (CriteriaShowns){NEW(c->arena, CriteriaShown, all.len + 1), 0};
    for (size_t i = 0; i < all.len; i++) {
        const CriteriaListed *s = &all.at[i];
        if (!unit_covers(c, MODEL_READERS | UNIT_ADMIN, s->path) && !path_within(own.path, s->path)) continue;
        out->at[out->len].set = *s;
        TRY(criteria_of(c, s->id, &out->at[out->len++].of));
    }
    return OK;
}

static const Column line_columns[] = {
    COLUMN(CriteriaLine, unit), COLUMN(CriteriaLine, year),      COLUMN(CriteriaLine, field),
    COLUMN(CriteriaLine, name), COLUMN(CriteriaLine, pass_mark), COLUMN(CriteriaLine, criterion),
    COLUMN(CriteriaLine, most),
};
static const Columns line_table = COLUMNS("tieu-chi", line_columns, CriteriaLine);
#define CRITERIA_COLUMNS "unit,year,field,name,pass_mark,criterion,most"

static Err page_show(Req *q, const Form *form, int status)
{
    Ctx *c = &q->ctx;
    CriteriaView v = {.faults = form_faults(c, form),
                      .fields = form_fields(c, form),
                      .hidden = form_hidden(c, q),
                      .may_enter = may(c, ENTERERS)};
    if (status == 422 && !wants_html(q)) return reply_faults(q, form, (Page){0});
    TRY(sets_shown(c, &v.sets));
    const Page p = {.status = status,
                    .title = msg(c, MSG_criteria_title),
                    .main = criteria_html(c, v),
                    .nav = "/can-bo/phong-trao",
                    .up = "/can-bo/phong-trao",
                    .up_title = MSG_model_movement,
                    .private_page = true};
    return status == 422 ? reply_faults(q, form, p) : reply(q, p);
}

static Err criteria_page(Req *q)
{
    Ctx *c = &q->ctx;
    Form blank = form_blank(&entered_form);
    CriteriaLineRows lines;
    if (wants_html(q)) return page_show(q, &blank, 200);
    TRY(criteria_lines(c, &lines));
    return reply_rows(q, &line_table, lines.at, lines.len, (Str){0});
}

static Err criteria_post(Req *q)
{
    Ctx *c = &q->ctx;
    Entered in = {0};
    Form form;
    Unit unit;
    TRY(form_read(c, q->body, &entered_form, &in, &form));
    NewSet s = {.year = in.year, .pass_mark = in.pass_mark, .field = in.field, .name = in.name};
    if (form.ok) lines_read(c, in.criteria, &s, &form);
    if (!form.ok) return page_show(q, &form, 422);
    TRY(unit_by_code(c, in.unit, c->today, &unit));
    s.unit = unit.id;
    TRY(set_put(c, &s));
    return reply_done(q, in.unit, S("/can-bo/phong-trao/tieu-chi"));
}

/* ---- in and out: a line a criterion; the lines of a set stand together ---- */

typedef struct {
    Str unit, field, name, criterion;
    int64_t year, pass_mark, most;
} SetLine;
static const Field line_fields[] = {
    TEXT_FIELD(SetLine, unit, .min = 1, .max = 40, .check = is_code),
    NUMBER_FIELD(SetLine, year, .min = YEAR_FIRST, .max = YEAR_LAST),
    PICK_FIELD(SetLine, field, field_options, .optional = true),
    TEXT_FIELD(SetLine, name, .min = 3, .max = TEXT_MOST),
    NUMBER_FIELD(SetLine, pass_mark, .max = CRITERIA_MOST * SCORE_MOST, .optional = true),
    TEXT_FIELD(SetLine, criterion, .min = 3, .max = TEXT_MOST),
    NUMBER_FIELD(SetLine, most, .min = 1, .max = SCORE_MOST),
};
static const FormSpec line_form = FORM("criteria", line_fields, SetLine);

static bool goes_on(const NewSet *s, const SetLine *l, int64_t unit)
{
    return s->len && s->unit == unit && s->year == l->year && str_eq(s->field, l->field);
}

typedef struct {
    NewSet *at;
    size_t len, cap;
} NewSets;

static NewSet *set_next(Ctx *c, NewSets *all, const NewSet *first)
{
    all->at = arena_grown(c->arena, all->at, all->len, &all->cap, sizeof *all->at);
    all->at[all->len] = *first;
    return &all->at[all->len++];
}

static Err line_read(Ctx *c, const CsvRow *row, NewSets *all, ImportReport *r)
{
    SetLine l = {0};
    Form form;
    Unit unit = {0};
    TRY(form_read(c, import_pairs(c, row), &line_form, &l, &form));
    Err e = form.ok ? unit_by_code(c, l.unit, c->today, &unit) : OK;
    if (e == ERR_NOT_FOUND) form_fault(c, &form, "unit", "E_UNKNOWN_REF", MSG_form_unknown, l.unit), e = OK;
    TRY(e);
    NewSet *s = all->len ? &all->at[all->len - 1] : NULL;
    const bool same = form.ok && s && goes_on(s, &l, unit.id);
    if (same && s->len == CRITERIA_MOST)
        form_fault(c, &form, "criterion", "E_RANGE", MSG_criteria_many, text_int64_t(c, CRITERIA_MOST));
    import_form(c, r, row->line, &form);
    if (!form.ok) return OK;
    if (!same) s = set_next(c, all, &(NewSet){unit.id, l.year, l.pass_mark, l.field, l.name, {{{0}, 0}}, 0});
    s->of[s->len++] = (Asked){l.criterion, l.most};
    return OK;
}

static Err criteria_read(Ctx *c, Str text, ImportReport *r)
{
    CsvReader *in = import_open(c, CRITERIA_COLUMNS, text, r);
    CsvRow row;
    NewSets all = {0};
    for (; csv_next(in, &row); r->rows++)
        TRY(line_read(c, &row, &all, r));
    for (size_t i = 0; i < all.len; i++)
        if (all.at[i].pass_mark > total_of(&all.at[i]))
            import_fault(c, r, 1, S("pass_mark"), msg(c, MSG_criteria_pass_high));
    TRY(import_end(c, in, r));
    for (size_t i = 0; i < all.len; i++) {
        bool same = false;
        TRY(is_same(c, &all.at[i], &same));
        if (same) continue;
        TRY(set_put(c, &all.at[i]));
        r->added += (int64_t)all.at[i].len;
    }
    return OK;
}

static Err criteria_write(Ctx *c, Outlet *out)
{
    CriteriaLineRows lines;
    TRY(criteria_lines(c, &lines));
    rows_write(out, &line_table, lines.at, lines.len);
    return OK;
}

static const Permission may_see = {"model.criteria", MODEL_READERS | UNIT_ADMIN};
static const Permission may_enter = {"model.criteria.enter", ENTERERS};
// clang-format off
static const Route routes[] = {
    {GET,  "/can-bo/phong-trao/tieu-chi", &may_see,   criteria_page, .csv = true},
    {POST, "/can-bo/phong-trao/tieu-chi", &may_enter, criteria_post, .form = &entered_form},
};
// clang-format on
static const Exchange exchanges[] = {
    {"criteria", criteria_read, criteria_write, CRITERIA_COLUMNS},
};
static const FormSpec *const forms[] = {&entered_form};

const Slice movement_criteria = {
    .name = "movement.criteria",
    .routes = TABLE(routes),
    .exchanges = TABLE(exchanges),
    .forms = TABLE(forms),
};
