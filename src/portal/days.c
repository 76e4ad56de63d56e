/* days.c - the working days of a year, and what day an appointment falls on. */
#include "base/day.h"
#include "base/json.h"
#include "days.html.h"
#include "portal/portal.h"

enum { YEAR_FIRST = 2000, YEAR_LAST = 2100, LIMIT_DAYS = 365, NAMED_MAX = 64 };

typedef struct {
    int64_t year, limit;
    Day from;
    Str procedure, unit;
    bool late;
} Asked;
static const char *const units[] = {"ngay_lam_viec", "ngay", "thang", NULL}; /* in the order of LimitUnit */
// clang-format off
static const Field fields[] = {
    {.name = "nam", .type = FIELD_NUMBER, .at = TYPED(Asked, year, int64_t), .min = YEAR_FIRST, .max = YEAR_LAST, .optional = true},
    {.name = "thu-tuc", .type = FIELD_PICK, .at = TYPED(Asked, procedure, Str), .options = procedure_options, .known = procedure_known, .optional = true},
    {.name = "ngay", .type = FIELD_DAY, .at = TYPED(Asked, from, Day), .optional = true},
    {.name = "sau-15", .type = FIELD_YES, .at = TYPED(Asked, late, bool)},
    {.name = "so-ngay", .type = FIELD_NUMBER, .at = TYPED(Asked, limit, int64_t), .min = 0, .max = LIMIT_DAYS, .optional = true},
    {.name = "don-vi", .type = FIELD_CHOICE, .at = TYPED(Asked, unit, Str), .choices = units, .labels = "days.unit", .optional = true},
};
// clang-format on
const FormSpec days_form = FORM("days", fields, Asked);

static Str kind_words(Ctx *c, DayKind k)
{
    switch (k) {
    case HOLIDAY:
        return msg(c, MSG_days_holiday);
    case COMP:
        return msg(c, MSG_days_comp);
    case SWAP_OFF:
        return msg(c, MSG_days_swap_off);
    case SWAP_WORK:
        return msg(c, MSG_days_swap_work);
    case WEEKEND:
        return msg(c, MSG_days_weekend);
    case START:
        return msg(c, MSG_days_start);
    case LAST_DAY_MOVED:
        return msg(c, MSG_days_moved);
    case COUNTED:
        break;
    }
    return (Str){0};
}

WeekDays week_days(Ctx *c)
{
    static const int names[] = {MSG_days_mon, MSG_days_tue, MSG_days_wed, MSG_days_thu,
                                MSG_days_fri, MSG_days_sat, MSG_days_sun};
    WeekDays out = {NEW(c->arena, Str, LEN(names)), LEN(names)};
    for (size_t i = 0; i < LEN(names); i++)
        out.at[i] = msg(c, names[i]);
    return out;
}

Str year_text(const Ctx *c, int64_t year)
{
    return arena_fmt(c->arena, "%lld", (long long)year);
}

/* ---- the year ---- */

static Square square_of(Ctx *c, Day d)
{
    const CalendarRow *row = calendar_row(c->calendar, d);
    return (Square){.there = true,
                    .date = civil(d).date,
                    .off = !workday(c->calendar, d),
                    .swapped = row && row->kind == SWAP_WORK,
                    .name = row ? row->name : (Str){0}};
}

/* Weeks from Monday to Sunday; places before the first and after the last day are empty. */
static MonthView month_view(Ctx *c, int year, int month)
{
    const Day first = day(year, month, 1);
    const int len = days_in_month(year, month), lead = (weekday(first) + 6) % 7, weeks = (lead + len + 6) / 7;
    MonthView m = {NEW(c->arena, Week, weeks), (size_t)weeks};
    m.name = arena_fmt(c->arena, "%d/%d", month, year);
    for (int w = 0; w < weeks; w++) {
        m.at[w] = (Week){NEW(c->arena, Square, 7), 7};
        for (int i = 0; i < 7; i++) {
            const int date = w * 7 + i - lead;
            if (date < 0 || date >= len) continue;
            m.at[w].at[i] = square_of(c, (Day){first.n + date});
            m.workdays += !m.at[w].at[i].off;
        }
    }
    return m;
}

static void fill_year(Ctx *c, DaysView *v)
{
    const int year = (int)v->year;
    const Day last = day(year, 12, 31);
    v->named.at = NEW(c->arena, NamedDay, NAMED_MAX);
    for (Day d = day(year, 1, 1); d.n <= last.n; d.n++) {
        const CalendarRow *row = calendar_row(c->calendar, d);
        if (!row || v->named.len == NAMED_MAX) continue;
        v->named.at[v->named.len++] =
            (NamedDay){d, row->name, kind_words(c, row->kind), row->kind != SWAP_WORK, row->provisional};
        v->provisional |= row->provisional;
    }
    v->months = (MonthViews){NEW(c->arena, MonthView, 12), 12};
    for (int m = 0; m < 12; m++) {
        v->months.at[m] = month_view(c, year, m + 1);
        v->workdays += v->months.at[m].workdays;
    }
    v->before = year > YEAR_FIRST ? year - 1 : 0, v->after = year < YEAR_LAST ? year + 1 : 0;
}

/* ---- the appointment ---- */

static Str note_words(Ctx *c, const DayNote *n, LimitUnit unit)
{
    const Str count = text_int64_t(c, n->count), why = n->name.len ? n->name : kind_words(c, n->why);
    if (n->why == START) return kind_words(c, START);
    if (n->count) return msg_with(c, unit == WORKDAYS ? MSG_days_counted : MSG_casework_day_counted, &count, 1);
    return msg_with(c, n->why == LAST_DAY_MOVED ? MSG_days_ends : MSG_days_skipped, &why, 1);
}

/* By the procedure's limit if one is named, else by the days that were typed. */
static Err limit_asked(Ctx *c, const Asked *x, DaysView *v, LimitUnit *unit)
{
    static const int words[] = {
        [WORKDAYS] = MSG_casework_workdays, [DAYS] = MSG_casework_days, [MONTHS] = MSG_casework_months};
    Procedure p;
    while (*unit < MONTHS && x->unit.len && !str_eq(x->unit, str(units[*unit])))
        ++*unit;
    if (x->procedure.len) {
        TRY(procedure_find(c, x->procedure, x->from, &p));
        TRY(limit_on(c, &p, time_at(x->from, x->late ? CUT_OFF : 0), &v->limit, unit));
        v->procedure = p.name, v->procedure_code = p.code;
    }
    const Str n = text_int64_t(c, v->limit);
    v->limit_words = msg_with(c, words[*unit], &n, 1);
    return OK;
}

static Err fill_deadline(Ctx *c, const Asked *x, DaysView *v)
{
    LimitUnit unit = WORKDAYS;
    const Err e = limit_asked(c, x, v, &unit);
    if (e == ERR_NOT_FOUND || e == ERR_INVALID)
        form_fault(c, &v->form, "thu-tuc", "E_UNKNOWN_REF", MSG_days_no_limit, text_Day(c, x->from));
    if (e) return e == ERR_NOT_FOUND || e == ERR_INVALID ? OK : e;
    const DayNotes notes = deadline_explain(c->arena, c->calendar, v->from, v->limit, unit);
    v->asked = true, v->due = notes.due, v->due_words = date_long(c, notes.due), v->shortened = notes.shortened;
    v->due_provisional = calendar_provisional(c->calendar, v->from, notes.due);
    v->countings = (Countings){NEW(c->arena, Counting, notes.len + 1), notes.len};
    for (size_t i = 0; i < notes.len; i++) {
        const DayNote *n = &notes.at[i];
        v->countings.at[i] = (Counting){n->day, date_long(c, n->day), note_words(c, n, unit), n->count > 0};
    }
    return OK;
}

/* ---- replies ---- */

typedef struct {
    Day day;
    Str name, kind;
    bool off, provisional;
} Line;

static Err as_file(Req *q, const DaysView *v)
{
    static const Column cells[] = {COLUMN(Line, day), COLUMN(Line, name), COLUMN(Line, kind), COLUMN(Line, off),
                                   COLUMN(Line, provisional)};
    static const Columns columns = COLUMNS("ngay-nghi", cells, Line);
    Line *lines = NEW(q->ctx.arena, Line, v->named.len + 1);
    for (size_t i = 0; i < v->named.len; i++) {
        const NamedDay *n = &v->named.at[i];
        lines[i] = (Line){n->day, n->name, n->kind, n->off, n->provisional};
    }
    return reply_rows(q, &columns, lines, v->named.len, (Str){0});
}

static const Column counting_cells[] = {COLUMN(Counting, day), COLUMN(Counting, what), COLUMN(Counting, counts)};
static const Columns counting_columns = COLUMNS("ngay-hen", counting_cells, Counting);

/* The answer as data: the day, and how it was counted. */
static Err as_answer(Req *q, const DaysView *v)
{
    Buf out = {.arena = q->ctx.arena};
    Json j = {&out, false};
    json_open(&j, '{');
    json_member(&j, "from", v->from);
    json_member(&j, "limit", v->limit_words);
    json_member(&j, "procedure", v->procedure_code);
    json_member(&j, "due", v->due);
    json_member(&j, "provisional", v->due_provisional);
    json_key(&j, "days");
    rows_json(&j, &counting_columns, v->countings.at, v->countings.len);
    json_close(&j, '}');
    return reply_json(q, 200, buf_done(&out));
}

static Err read_asked(Req *q, Asked *asked, DaysView *v)
{
    Ctx *c = &q->ctx;
    *asked = (Asked){.from = c->today, .late = minute_of(c->now) >= CUT_OFF};
    TRY(form_read(c, q->query, &days_form, asked, &v->form));
    if (pair(q->query, "ngay").len) asked->late = pair(q->query, "sau-15").len;
    if (!asked->year || !v->form.ok) asked->year = civil(c->today).year;
    if (v->form.ok && !calendar_covers(c->calendar, asked->from))
        form_fault(c, &v->form, "ngay", "E_RANGE", MSG_days_early, (Str){0});
    v->year = asked->year, v->from = asked->from, v->limit = asked->limit;
    const bool wants = asked->procedure.len || pair(q->query, "so-ngay").len;
    if (v->form.ok && wants) TRY(fill_deadline(c, asked, v));
    if (!pair(q->query, "ngay").len) form_value(&v->form, "ngay", day_vi(c->arena, c->today));
    if (!pair(q->query, "don-vi").len) form_value(&v->form, "don-vi", str(units[WORKDAYS]));
    form_value(&v->form, "sau-15", asked->late ? S("1") : (Str){0});
    return OK;
}

Err get_days(Req *q)
{
    Ctx *c = &q->ctx;
    DaysView v = {0};
    Asked asked;
    TRY(read_asked(q, &asked, &v));
    fill_year(c, &v);
    const Str args[] = {v.year_words = year_text(c, v.year), text_int64_t(c, v.workdays)};
    const Str heading =
        v.asked ? msg_with(c, MSG_days_due_heading, &v.due_words, 1) : msg_with(c, MSG_days_heading, args, LEN(args));
    form_value(&v.form, "nam", args[0]);
    const Page p = {.title = heading, .main = days_html(c, &v, heading, form_faults(c, &v.form)), .nav = "/lich"};
    if (!v.form.ok) return reply_faults(q, &v.form, p);
    if (q->as == AS_JSON && v.asked) return as_answer(q, &v);
    return wants_html(q) ? reply(q, p) : as_file(q, &v);
}
