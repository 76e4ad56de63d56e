/* report.c - a report from its draft to the version that was issued, and its corrections. */
#include "report/report.h"
#include "base/day.h"
#include "movement/field.h"
#include "report/view.h"

enum { NONE, DRAFT, SUBMITTED, ISSUED, WITHDRAWN };
static const char *const states[] = {"", "draft", "submitted", "issued", "withdrawn"};
enum { YEAR_MIN = 2009, YEAR_MAX = 2100, TEXT_MAX = 20000, TEXT_ROOM = 20 };

/* ---- what is written by hand ---- */

typedef struct {
    Str unit, period, result, difficulty, plan;
    int64_t year, since;
    Day borders;
} Opening;
#define TEXTS(T)                                                                                                       \
    DAY_FIELD(T, borders, .optional = true), LONG_FIELD(T, result, .max = TEXT_MAX, .optional = true),                 \
        LONG_FIELD(T, difficulty, .max = TEXT_MAX, .optional = true),                                                  \
        LONG_FIELD(T, plan, .max = TEXT_MAX, .optional = true)

static Err own_units(Ctx *c, Options *out)
{
    return unit_options_of(c, REPORT_WRITERS, out);
}

static const Field opening_fields[] = {
    PICK_FIELD(Opening, unit, own_units),
    CHOICE_FIELD(Opening, period, report_periods, .labels = "report.form.period"),
    NUMBER_FIELD(Opening, year, .min = YEAR_MIN, .max = YEAR_MAX),
    NUMBER_FIELD(Opening, since, .min = YEAR_MIN, .max = YEAR_MAX, .optional = true),
    TEXTS(Opening),
};
const FormSpec report_form = FORM("report.form", opening_fields, Opening);

typedef struct {
    Str result, difficulty, plan;
    Day borders;
} Texts;
static const Field texts_fields[] = {TEXTS(Texts)};
static const FormSpec texts_form = FORM("report.form", texts_fields, Texts);

typedef struct {
    Str document;
} Issue;
static const Field issue_fields[] = {TEXT_FIELD(Issue, document, .max = 60, .optional = true)};
static const FormSpec issue_form = FORM("report.form", issue_fields, Issue);

/* ---- opening ---- */

static Err fault(Act *a, const char *field, const char *code, int message, Str arg)
{
    form_fault(a->c, a->form, field, code, message, arg);
    return ERR_INVALID;
}

static Err borders_hold(Act *a, Day borders)
{
    if (!borders.n || borders.n <= a->c->today.n) return OK;
    return fault(a, "borders", "E_RANGE", MSG_report_borders_future, text_Day(a->c, a->c->today));
}

static Err place(Act *a)
{
    Unit unit;
    const Opening *o = a->input;
    TRY(unit_in_force(a->c, o->unit, a->c->today, &unit));
    a->file.unit = unit.id;
    return OK;
}

static Err period_free(Act *a, const Period *p)
{
    ReportTaken taken;
    const Err e = report_twin(a->c, (ReportTwin){a->file.unit, p->from_month, p->to_month}, &taken);
    if (e == ERR_NOT_FOUND) return OK;
    TRY(e);
    return fault(a, "period", "E_DUP", MSG_report_twin, taken.code);
}

static Err asked_period(Act *a, const Opening *o, Period *p)
{
    const bool term = str_eq(o->period, S("nhiem_ky"));
    if (term && !o->since) return fault(a, "since", "E_REQUIRED", MSG_report_since_missing, (Str){0});
    if (!period_of(o->period, o->year, o->since, p))
        return fault(a, "since", "E_RANGE", MSG_report_since_late, (Str){0});
    if (month_first((int)p->from_month).n > a->c->today.n)
        return fault(a, "year", "E_RANGE", MSG_report_not_begun, (Str){0});
    return OK;
}

static Err open_report(Act *a)
{
    const Opening *o = a->input;
    Period p;
    TRY(asked_period(a, o, &p));
    TRY(borders_hold(a, o->borders));
    TRY(period_free(a, &p));
    Ctx vi = *a->c;
    vi.lang = VI;
    const Str period = period_words(&vi, o->period, p.from_month, p.to_month);
    a->file.title = msg_with(&vi, MSG_report_file_title, &period, 1);
    a->file.facet = o->period;
    return report_add(a->c, (ReportAdd){a->file.id, a->file.unit, o->period, p.from_month, p.to_month, o->borders,
                                        o->result, o->difficulty, o->plan});
}

static Err rewrite(Act *a)
{
    const Texts *t = a->input;
    TRY(borders_hold(a, t->borders));
    return report_write(a->c, (ReportWrite){a->file.id, t->borders, t->result, t->difficulty, t->plan});
}

static Err fill(Ctx *c, const Casefile *f, Str event, Form *out)
{
    Report r;
    if (!str_eq(event, S("edit"))) return OK;
    TRY(report_of(c, f->id, &r));
    form_value(out, "result", r.result);
    form_value(out, "difficulty", r.difficulty);
    form_value(out, "plan", r.plan);
    if (r.borders.n) form_value(out, "borders", day_vi(c->arena, r.borders));
    return OK;
}

/* ---- its steps ---- */

static int is_written(Ctx *c, const Casefile *f)
{
    Report r;
    if (report_of(c, f->id, &r)) return MSG_report_result_missing;
    return str_chars(r.result) < TEXT_ROOM ? MSG_report_result_missing : 0;
}

static Err freeze(Act *a)
{
    return snapshot_freeze(a->c, &a->file);
}

static Err issue(Act *a)
{
    Report r;
    TRY(report_of(a->c, a->file.id, &r));
    a->document = ((const Issue *)a->input)->document;
    a->file.public = true;
    TRY(report_version_issue(a->c, (ReportVersionIssue){a->file.id, r.issued + 1, a->done, a->document}));
    return report_issued_set(a->c, a->file.id, r.issued + 1);
}

static Err revise(Act *a)
{
    const Reason *x = a->input;
    TRY(report_revise(a->c, a->file.id, x->reason));
    return OK;
}

static int is_unsent(Ctx *c, const Casefile *f)
{
    Report r;
    Unit u;
    if (unit_by_id(c, f->unit, &u) || !u.parent) return MSG_report_nobody_above;
    return report_of(c, f->id, &r) || r.sent.n ? MSG_report_sent_already : 0;
}

static Err send_up(Act *a)
{
    return report_sent_set(a->c, a->file.id, a->done);
}

static int is_never_issued(Ctx *c, const Casefile *f)
{
    Report r;
    return report_of(c, f->id, &r) || r.issued ? MSG_report_issued_already : 0;
}

static Err withdraw(Act *a)
{
    TRY(report_cells_unissued_drop(a->c, a->file.id));
    TRY(report_version_unissued_drop(a->c, a->file.id));
    TRY(report_drop(a->c, a->file.id));
    return OK;
}

// clang-format off
static const Transition rows[] = {
    {IN(NEW_FILE),  "create",    DRAFT,     REPORT_WRITERS, .form = &report_form, .place = place, .apply = open_report, .hidden = true, .inner = true},
    {IN(DRAFT),     "edit",      STAY,      REPORT_WRITERS, .form = &texts_form, .apply = rewrite, .inner = true},
    {IN(DRAFT),     "submit",    SUBMITTED, REPORT_WRITERS, .guard = is_written, .apply = freeze, .inner = true, .tell = TELL_STAFF},
    {IN(SUBMITTED), "send_back", DRAFT,     UNIT_HEAD,      .form = &casework_reason_form, .inner = true, .tell = TELL_STAFF},
    {IN(SUBMITTED), "issue",     ISSUED,    UNIT_HEAD,      .not_by = "submit", .form = &issue_form, .apply = issue, .leaf = "stats.published", .tell = TELL_STAFF},
    {IN(ISSUED),    "send_up",   STAY,      REPORT_WRITERS | UNIT_HEAD, .guard = is_unsent, .apply = send_up, .tell = TELL_STAFF},
    {IN(ISSUED),    "revise",    DRAFT,     REPORT_WRITERS, .form = &casework_reason_form, .apply = revise, .tell = TELL_STAFF},
    {IN(DRAFT),     "withdraw",  WITHDRAWN, REPORT_WRITERS, .form = &casework_reason_form, .guard = is_never_issued, .apply = withdraw, .inner = true},
};
// clang-format on

/* By its name and its unit alone: what is being written for a next version is not public. */
static Err words(Ctx *c, const Casefile *f, bool inside, Words *out)
{
    (void)c, (void)inside;
    out->title = f->title, out->text = f->unit_name;
    return OK;
}

const Flow report_flow = {
    FLOW("report", "BC", states, rows),
    .readers = REPORT_READERS,
    .closed = IN(ISSUED) | IN(WITHDRAWN),
    .fill = fill,
    .page = "/bao-cao",
    .panel = report_panel,
    .json = report_json,
    .words = words,
};
