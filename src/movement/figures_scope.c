/* figures_scope.c - which figures are asked for: source, months, unit; and how many records there are. */
#include "base/day.h"
#include "movement/statistics.h"
#include <string.h>

enum { EVER = 999912 };

static bool month_read(Str text, int64_t *out)
{
    Day first;
    Str rest = text, left = str_cut(&rest, memchr(text.ptr, '/', text.len) ? '/' : '-');
    Str year = left.len == 4 ? left : rest, month = left.len == 4 ? rest : left;
    char iso[16];
    if (year.len != 4 || !month.len || month.len > 2) return false;
    Buf b = {.ptr = iso, .cap = sizeof iso};
    buf_str(&b, year);
    buf_str(&b, month.len == 1 ? S("-0") : S("-"));
    buf_str(&b, month);
    buf_str(&b, S("-01"));
    if (!day_parse(buf_done(&b), &first)) return false;
    *out = month_of(first);
    return true;
}

static bool is_month(Str s)
{
    int64_t n;
    return month_read(s, &n);
}

static Err source_options(Ctx *c, Options *out)
{
    FigureSourceRows rows;
    TRY(figure_source_list(c, &rows));
    *out = (Options){NEW(c->arena, Option, rows.len + 1), rows.len};
    for (size_t i = 0; i < rows.len; i++)
        out->at[i] = (Option){rows.at[i].slug, figure_source_label(c, &rows.at[i])};
    return OK;
}

static const char *const subject_choices[] = {"tap_the", "ca_nhan", NULL};
#define PLACE(m) .at = TYPED(FiguresAsked, m, Str), .optional = true
// clang-format off
#define PERIOD_AND_UNIT                                                                                                \
    {.name = "tu", .type = FIELD_TEXT, PLACE(from), .max = 7, .check = is_month, .example = MSG_figures_month},        \
    {.name = "den", .type = FIELD_TEXT, PLACE(to), .max = 7, .check = is_month, .example = MSG_figures_month},         \
    {.name = "don-vi", .type = FIELD_PICK, PLACE(unit), .options = unit_options, .known = unit_known}
static const Field figures_fields[] = {
    {.name = "nguon", .type = FIELD_PICK, PLACE(source), .options = source_options},
    PERIOD_AND_UNIT,
};
static const Field list_fields[] = {
    PERIOD_AND_UNIT,
    {.name = "linh-vuc", .type = FIELD_PICK, PLACE(field), .options = field_options},
    {.name = "doi-tuong", .type = FIELD_CHOICE, PLACE(subject), .choices = subject_choices, .labels = "figures.subject"},
};
// clang-format on
const FormSpec figures_form = FORM("figures", figures_fields, FiguresAsked);
const FormSpec figures_list_form = FORM("figures", list_fields, FiguresAsked);

static Str month_words(Ctx *c, int64_t month)
{
    return arena_fmt(c->arena, "%02d/%d", (int)(month % 100), (int)(month / 100));
}

static Str period_words(Ctx *c, const Scope *s)
{
    const bool open = !s->from_month, last = s->to_month == EVER;
    const Str args[] = {open ? (Str){0} : month_words(c, s->from_month), last ? (Str){0} : month_words(c, s->to_month)};
    if (open && last) return msg(c, MSG_figures_period_all);
    if (open) return msg_with(c, MSG_figures_period_to, args + 1, 1);
    if (last) return msg_with(c, MSG_figures_period_from, args, 1);
    return msg_with(c, MSG_figures_period, args, 2);
}

static Err unit_asked(Ctx *c, Scope *s)
{
    s->whole = !s->asked.unit.len;
    return s->whole ? unit_root(c, &s->unit) : unit_in_force(c, s->asked.unit, c->today, &s->unit);
}

Err figures_scope(Ctx *c, Pairs query, const FormSpec *spec, Scope *out, Form *form)
{
    *out = (Scope){.to_month = EVER, .from_day = day(1, 1, 1), .to_day = day(9999, 12, 31)};
    TRY(form_read(c, query, spec, &out->asked, form));
    if (!form->ok) return ERR_INVALID;
    if (out->asked.from.len) {
        (void)month_read(out->asked.from, &out->from_month);
        out->from_day = month_first((int)out->from_month);
    }
    if (out->asked.to.len) {
        (void)month_read(out->asked.to, &out->to_month);
        const int year = (int)(out->to_month / 100), month = (int)(out->to_month % 100);
        out->to_day = day(year, month, days_in_month(year, month));
    }
    if (out->to_month < out->from_month) {
        form_fault(c, form, "den", "E_RANGE", MSG_figures_order, (Str){0});
        return ERR_INVALID;
    }
    out->period = period_words(c, out);
    return unit_asked(c, out);
}

Err figures_number(Ctx *c, const Scope *s, int64_t *n)
{
    RecognisedCellRows cells;
    TRY(recognised_cells(c, (RecognisedCells){s->unit.id, s->from_month, s->to_month}, &cells));
    *n = 0;
    for (size_t i = 0; i < cells.len; i++) {
        Str subject = cells.at[i].facet;
        const Str field = str_cut(&subject, '/');
        if (s->asked.field.len && !str_eq(field, s->asked.field)) continue;
        if (s->asked.subject.len && !str_eq(subject, s->asked.subject)) continue;
        *n += cells.at[i].n;
    }
    return OK;
}

Err figures_count(Ctx *c, const Scope *s, const StatedTable *fields, Counted *out)
{
    RecognisedCellRows cells;
    TRY(recognised_cells(c, (RecognisedCells){s->unit.id, s->from_month, s->to_month}, &cells));
    *out = (Counted){0};
    for (Subject k = 0; k < SUBJECTS; k++) {
        out->of_field[k] = NEW(c->arena, int64_t, fields->len + 1);
        for (size_t i = 0; i < fields->len; i++) {
            const Str facet = arena_fmt(c->arena, STR "/%s", ARG(fields->at[i].code), subject_kinds[k]);
            for (size_t n = 0; n < cells.len; n++)
                if (str_eq(cells.at[n].facet, facet)) out->of_field[k][i] = cells.at[n].n;
            out->total[k] += out->of_field[k][i];
        }
    }
    return OK;
}
