/* figures_scope.c - which figures are asked for: source, period, unit, borders, act, and what they are split by. */
#include "base/day.h"
#include "figures/followup.h"
#include <string.h>

/* ---- days, months and years as people write them ---- */

static bool year_read(Str s, int *year)
{
    int64_t n;
    if (s.len != 4 || !str_digits(s) || !str_int(s, &n) || n < 1) return false;
    *year = (int)n;
    return true;
}

static bool month_read(Str text, Day *first, Day *last)
{
    Str rest = text, left = str_cut(&rest, memchr(text.ptr, '/', text.len) ? '/' : '-');
    const Str month = left.len == 4 ? rest : left;
    int year;
    int64_t m;
    if (!year_read(left.len == 4 ? left : rest, &year)) return false;
    if (!month.len || month.len > 2 || !str_digits(month) || !str_int(month, &m) || m < 1 || m > 12) return false;
    *first = day(year, (int)m, 1), *last = day(year, (int)m, days_in_month(year, (int)m));
    return true;
}

static bool period_read(Str text, Day *first, Day *last)
{
    int year;
    if (year_read(text, &year)) {
        *first = day(year, 1, 1), *last = day(year, 12, 31);
        return true;
    }
    if (month_read(text, first, last)) return true;
    if (!day_parse(text, first)) return false;
    *last = *first;
    return true;
}

static bool is_period(Str s)
{
    Day first, last;
    return period_read(s, &first, &last);
}

static bool is_day(Str s)
{
    Day d;
    return day_parse(s, &d);
}

static bool is_year(Str s)
{
    int year;
    return year_read(s, &year);
}

enum { MONTHS_MOST = 600 };
static bool is_months(Str s)
{
    int64_t n;
    return str_digits(s) && str_int(s, &n) && n >= 1 && n <= MONTHS_MOST;
}

/* ---- the form ---- */

static Err source_options(Ctx *c, Options *out)
{
    FigureSourceRows rows;
    TRY(figure_source_list(c, &rows));
    *out = (Options){NEW(c->arena, Option, rows.len + 1), rows.len};
    for (size_t i = 0; i < rows.len; i++)
        out->at[i] = (Option){rows.at[i].slug, figure_source_label(c, &rows.at[i])};
    return OK;
}

const char *const figures_acts[] = {"dang_ky",    "tham_dinh",   "cong_nhan", "nhan_rong", "duy_tri",
                                    "bieu_duong", "khen_thuong", "ket_thuc",  NULL};
static const char *const counted[] = {"cong_nhan",  "dang_ky",     "tham_dinh", "nhan_rong", "duy_tri",
                                      "bieu_duong", "khen_thuong", "ket_thuc",  "hien_co",   NULL};
static const char *const with_before[] = {"co", "khong", NULL};
static const char *const dimensions[] = {"linh_vuc", "doi_tuong", "don_vi", "phong_trao",
                                         "nam",      "buoc",      NULL}; /* By - 1 */
static const char *const parts[] = {"rieng", "chua_phan_dinh", "mot_phan", NULL};
static const char *const subject_choices[] = {"tap_the", "ca_nhan", NULL};
static const char *const praise_groups[] = {"da_khen", "chua_khen", NULL};
static const char *const upkeep_groups[] = {"lau_khong", "chua_duy_tri", NULL};
#define PLACE(m) .at = TYPED(FiguresAsked, m, Str), .optional = true
// clang-format off
#define PERIOD                                                                                                         \
    {.name = "tu", .type = FIELD_TEXT, PLACE(from), .max = 10, .check = is_period, .example = MSG_figures_month},      \
    {.name = "den", .type = FIELD_TEXT, PLACE(to), .max = 10, .check = is_period, .example = MSG_figures_month}
#define WHERE                                                                                                          \
    {.name = "don-vi", .type = FIELD_TEXT, PLACE(unit), .max = 20, .check = is_code, .example = MSG_unit_line_code_example}, \
    {.name = "dia-gioi", .type = FIELD_TEXT, PLACE(borders), .max = 10, .check = is_day, .example = MSG_figures_day},  \
    {.name = "tien-than", .type = FIELD_CHOICE, PLACE(before), .choices = with_before, .labels = "figures.before"}
#define QUESTION                                                                                                       \
    PERIOD, WHERE, {.name = "dem", .type = FIELD_CHOICE, PLACE(act), .choices = counted, .labels = "figures.act"}
#define WHAT                                                                                                           \
    {.name = "linh-vuc", .type = FIELD_PICK, PLACE(field), .options = field_options},                                  \
    {.name = "doi-tuong", .type = FIELD_CHOICE, PLACE(subject), .choices = subject_choices, .labels = "figures.subject"}
#define PART {.name = "phan", .type = FIELD_CHOICE, PLACE(part), .choices = parts, .labels = "figures.part"}
static const Field figures_fields[] = {
    {.name = "nguon", .type = FIELD_PICK, PLACE(source), .options = source_options},
    QUESTION,
    {.name = "hang", .type = FIELD_CHOICE, PLACE(rows), .choices = dimensions, .labels = "figures.by"},
    {.name = "cot", .type = FIELD_CHOICE, PLACE(cols), .choices = dimensions, .labels = "figures.by"},
};
static const Field list_fields[] = {
    QUESTION,
    WHAT,
    {.name = "phong-trao", .type = FIELD_PICK, PLACE(campaign), .options = campaign_options},
    {.name = "nam", .type = FIELD_TEXT, PLACE(year), .max = 4, .check = is_year, .example = MSG_figures_month},
    PART,
};
static const Field praise_fields[] = {
    PERIOD,
    WHERE,
    WHAT,
    PART,
    {.name = "nhom", .type = FIELD_CHOICE, PLACE(group), .choices = praise_groups, .labels = "figures.group"},
};
static const Field upkeep_fields[] = {
    {.name = "thang", .type = FIELD_TEXT, PLACE(months), .max = 3, .check = is_months, .example = MSG_figures_months_example},
    {.name = "nam-duy-tri", .type = FIELD_TEXT, PLACE(kept), .max = 4, .check = is_year, .example = MSG_figures_year_example},
    WHERE,
    WHAT,
    PART,
    {.name = "nhom", .type = FIELD_CHOICE, PLACE(group), .choices = upkeep_groups, .labels = "figures.group"},
};
// clang-format on
const FormSpec figures_form = FORM("figures", figures_fields, FiguresAsked);
const FormSpec figures_list_form = FORM("figures", list_fields, FiguresAsked);
const FormSpec figures_praise_form = FORM("figures", praise_fields, FiguresAsked);
const FormSpec figures_upkeep_form = FORM("figures", upkeep_fields, FiguresAsked);

/* ---- read ---- */

static Str month_words(Ctx *c, Day d)
{
    return arena_fmt(c->arena, "%02d/%d", civil(d).month, civil(d).year);
}

static const Day first_day = {-719162}, last_day = {2932896}; /* 0001-01-01, 9999-12-31 */

static Str period_words(Ctx *c, const Scope *s)
{
    const bool open = s->from_day.n == first_day.n, last = s->to_day.n == last_day.n;
    const Civil to = civil(s->to_day);
    const bool whole = civil(s->from_day).date == 1 && (last || to.date == days_in_month(to.year, to.month));
    const Str args[] = {whole ? month_words(c, s->from_day) : day_vi(c->arena, s->from_day),
                        whole ? month_words(c, s->to_day) : day_vi(c->arena, s->to_day)};
    if (open && last) return msg(c, MSG_figures_period_all);
    if (open) return msg_with(c, MSG_figures_period_to, args + 1, 1);
    if (last) return msg_with(c, MSG_figures_period_from, args, 1);
    return msg_with(c, MSG_figures_period, args, 2);
}

static By by_of(Str name, By none)
{
    for (size_t i = 0; dimensions[i]; i++)
        if (str_eq(name, str(dimensions[i]))) return (By)(i + 1);
    return none;
}

static Err unit_asked(Ctx *c, Scope *s, Form *form)
{
    s->whole = !s->asked.unit.len;
    if (s->whole) return unit_root(c, &s->unit);
    Err e = unit_in_force(c, s->asked.unit, s->borders, &s->unit);
    if (e == ERR_INVALID) {
        const Str why = why_text(c);
        form_fault(c, form, "don-vi", "E_UNKNOWN_REF", MSG_unit_merge_why, why);
    }
    return e;
}

static void period_asked(Ctx *c, Scope *s, Form *form)
{
    Day first, last;
    s->from_day = first_day, s->to_day = last_day;
    if (s->asked.from.len && period_read(s->asked.from, &first, &last)) s->from_day = first;
    if (s->asked.to.len && period_read(s->asked.to, &first, &last)) s->to_day = last;
    if (s->to_day.n < s->from_day.n) form_fault(c, form, "den", "E_RANGE", MSG_figures_order, (Str){0});
    const Civil from = civil(s->from_day), to = civil(s->to_day);
    if (s->stock && (from.month != 1 || from.date != 1 || to.month != 12 || to.date != 31))
        form_fault(c, form, "tu", "E_RANGE", MSG_figures_whole_years, (Str){0});
}

static void split_asked(Ctx *c, Scope *s, Form *form)
{
    s->rows = by_of(s->asked.rows, s->asked.cols.len ? BY_FIELD : BY_NOTHING);
    s->cols = by_of(s->asked.cols, BY_NOTHING);
    if (s->rows == s->cols && s->rows != BY_NOTHING)
        form_fault(c, form, "cot", "E_RANGE", MSG_figures_same_split, (Str){0});
    if (!s->stock) return;
    if (s->rows == BY_ACT || s->cols == BY_ACT) form_fault(c, form, "dem", "E_RANGE", MSG_figures_stock_act, (Str){0});
    if (s->rows == BY_CAMPAIGN || s->cols == BY_CAMPAIGN || s->asked.campaign.len)
        form_fault(c, form, "dem", "E_RANGE", MSG_figures_stock_campaign, (Str){0});
}

/* The year of a list lies within its period. */
static void year_asked(Scope *s)
{
    int year;
    if (!s->asked.year.len || !year_read(s->asked.year, &year)) return;
    const Day first = day(year, 1, 1), last = day(year, 12, 31);
    if (first.n > s->from_day.n) s->from_day = first;
    if (last.n < s->to_day.n) s->to_day = last;
}

Err figures_scope(Ctx *c, Pairs query, const FormSpec *spec, Scope *out, Form *form)
{
    *out = (Scope){.borders = c->today};
    FiguresAsked *asked = &out->asked;
    TRY(form_read(c, query, spec, asked, form));
    if (!form->ok) return ERR_INVALID;
    if (asked->borders.len) (void)day_parse(asked->borders, &out->borders);
    out->before = !str_eq(asked->before, S("khong"));
    out->stock = str_eq(asked->act, S("hien_co"));
    out->measure = out->stock ? S("=recognised") : asked->act.len ? asked->act : S("cong_nhan");
    if (out->borders.n > c->today.n) form_fault(c, form, "dia-gioi", "E_RANGE", MSG_figures_borders_later, (Str){0});
    period_asked(c, out, form);
    split_asked(c, out, form);
    if (!form->ok) return ERR_INVALID;
    TRY(unit_asked(c, out, form));
    const char *const part = asked->part.len ? asked->part.ptr : "";
    out->part = *part == 'r' ? out->unit.id : *part == 'c' ? PLACE_SPLIT : *part == 'm' ? PLACE_PARTLY : 0;
    out->period = period_words(c, out);
    out->act_words = msg_of(c, "figures.act", NULL, asked->act.len ? asked->act : S("cong_nhan"));
    year_asked(out);
    return OK;
}

Str figures_link(Ctx *c, const char *page, const Scope *s, const Pair *more, size_t n)
{
    const FiguresAsked *a = &s->asked;
    const struct {
        const char *name;
        Str value;
    } own[] = {
        {"nguon",       a->source  },
        {"tu",          a->from    },
        {"den",         a->to      },
        {"don-vi",      a->unit    },
        {"dia-gioi",    a->borders },
        {"tien-than",   a->before  },
        {"dem",         a->act     },
        {"hang",        a->rows    },
        {"cot",         a->cols    },
        {"phong-trao",  a->campaign},
        {"nam",         a->year    },
        {"phan",        a->part    },
        {"linh-vuc",    a->field   },
        {"doi-tuong",   a->subject },
        {"thang",       a->months  },
        {"nam-duy-tri", a->kept    },
        {"nhom",        a->group   },
    };
    Buf out = {.arena = c->arena};
    char between = '?';
    buf_str(&out, str(page));
    for (size_t i = 0; i < LEN(own); i++) {
        Str value = own[i].value;
        for (size_t k = 0; k < n; k++)
            if (str_eq(more[k].name, str(own[i].name))) value = more[k].value;
        if (!value.len) continue;
        buf_fmt(&out, "%c%s=", between, own[i].name);
        put_url(&out, value);
        between = '&';
    }
    return buf_done(&out);
}

/* A map has no source, rows or columns of its own. */
Str figures_map_link(Ctx *c, const Scope *s)
{
    const Pair none[] = {
        {S("nguon"), {0}},
        {S("hang"),  {0}},
        {S("cot"),   {0}}
    };
    return figures_link(c, STATISTICS_PATH "/ban-do", s, none, LEN(none));
}
