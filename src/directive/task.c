/* task.c - a task of one unit: given, accepted, reported, judged; extended and taken back. */
#include "base/day.h"
#include "base/json.h"
#include "directive.html.h"
#include "directive/view.h"

enum { NONE, ASSIGNED, ACCEPTED, REPORTED, SENT_BACK, FINISHED, DROPPED };
static const char *const states[] = {"", "assigned", "accepted", "reported", "sent_back", "done", "dropped"};
enum { AT_WORK = IN(ASSIGNED) | IN(ACCEPTED) | IN(SENT_BACK), DUE_MONTHS_MAX = 60 };

/* ---- given ---- */

static const Field task_fields[] = {
    UNIT_FIELD(TaskInput, unit),
    TEXT_FIELD(TaskInput, title, .min = 3, .max = 300),
    LONG_FIELD(TaskInput, detail, .max = 4000, .optional = true),
    DAY_FIELD(TaskInput, due_on),
};
const FormSpec directive_task_form = FORM("directive_task.form", task_fields, TaskInput);

static Err place(Act *a)
{
    Unit u;
    TRY(unit_in_force(a->c, ((const TaskInput *)a->input)->unit, a->done, &u));
    a->file.unit = u.id;
    return OK;
}

static void due_check(Act *a, const char *field, Day due, Day first)
{
    Ctx *c = a->c;
    const Day last = months_add(c->today, DUE_MONTHS_MAX);
    if (due.n >= first.n && due.n <= last.n) return;
    const Str from = day_vi(c->arena, first), to = day_vi(c->arena, last);
    form_fault(c, a->form, field, "E_RANGE", MSG_form_range, arena_fmt(c->arena, STR "–" STR, ARG(from), ARG(to)));
}

static Err assign(Act *a)
{
    const TaskInput *in = a->input;
    due_check(a, "due_on", in->due_on, a->c->today);
    if (!a->form->ok) return ERR_INVALID;
    a->file.title = in->title, a->file.facet = (Str){0};
    a->new_due = in->due_on;
    return task_put(a->c, a->file.id, in->detail);
}

/* ---- at work ---- */

typedef struct {
    Str text, paper;
} Report;
static const Field report_fields[] = {
    LONG_FIELD(Report, text, .min = 20, .max = 5000),
    TEXT_FIELD(Report, paper, .max = 60, .optional = true),
};
static const FormSpec report_form = FORM("directive_task.report", report_fields, Report);

static Err report(Act *a)
{
    const Report *r = a->input;
    a->note = r->text, a->document = r->paper;
    return OK;
}

typedef struct {
    Day new_due;
    Str reason;
} Extension;
static const Field extension_fields[] = {
    DAY_FIELD(Extension, new_due),
    LONG_FIELD(Extension, reason, .min = 10, .max = 2000),
};
static const FormSpec extension_form = FORM("directive_task.extension", extension_fields, Extension);

/* The day is moved off a day off, as the first one was. */
static Day extended(const Act *a)
{
    return workdays_add(a->c->calendar, ((const Extension *)a->input)->new_due, 0);
}

static Err extension_check(Act *a)
{
    const Day now = a->file.due.n > a->c->today.n ? a->file.due : a->c->today;
    due_check(a, "new_due", ((const Extension *)a->input)->new_due, (Day){now.n + 1});
    return a->form->ok ? OK : ERR_INVALID;
}

static Err extend(Act *a)
{
    a->new_due = extended(a), a->note = ((const Extension *)a->input)->reason;
    return OK;
}

/* ---- judged, by the unit whose directive it is ---- */

static int is_issuer(Ctx *c, const Casefile *f)
{
    Task t;
    if (task_of(c, f->id, &t)) return MSG_error_internal_title;
    if (unit_covers(c, DIRECTIVE_ISSUERS | SYSTEM, t.issuing_path)) return 0;
    c->why_arg[0] = t.issuing_unit;
    return MSG_directive_not_issuer;
}

typedef struct {
    Str note;
} Verdict;
static const Field verdict_fields[] = {LONG_FIELD(Verdict, note, .max = 2000, .optional = true)};
static const FormSpec verdict_form = FORM("directive_task.verdict", verdict_fields, Verdict);

static Err finish(Act *a)
{
    a->note = ((const Verdict *)a->input)->note;
    return OK;
}

static Err nothing_kept(Act *a) /* nothing of it is kept but the act */
{
    return a->file.id ? OK : ERR_INTERNAL;
}

// clang-format off
static const Transition rows[] = {
    {IN(NEW_FILE),             "assign",    ASSIGNED,  SYSTEM, .form = &directive_task_form, .place = place, .apply = assign,
     .clock = CLOCK_START, .hidden = true, .tell = TELL_STAFF},
    {IN(ASSIGNED),             "accept",    ACCEPTED,  TASK_DOERS, .undo = nothing_kept},
    {IN(ACCEPTED) | IN(SENT_BACK), "report", REPORTED, TASK_DOERS, .form = &report_form, .apply = report, .undo = nothing_kept,
     .clock = CLOCK_PAUSE, .tell = TELL_STAFF},
    {IN(REPORTED),             "finish",    FINISHED,  DIRECTIVE_ISSUERS, ABOVE, .not_by = "report", .guard = is_issuer,
     .form = &verdict_form, .apply = finish, .undo = nothing_kept, .clock = CLOCK_STOP, .tell = TELL_STAFF},
    {IN(REPORTED),             "send_back", SENT_BACK, DIRECTIVE_ISSUERS, ABOVE, .guard = is_issuer, .form = &casework_reason_form,
     .undo = nothing_kept, .clock = CLOCK_RESUME, .tell = TELL_STAFF},
    {AT_WORK,                  "extend",    STAY,      TASK_DOERS, .sign = DIRECTIVE_ISSUERS, .sign_reach = ABOVE,
     .form = &extension_form, .check = extension_check, .apply = extend, .clock = CLOCK_EXTEND, .aside = true, .tell = TELL_STAFF},
    {AT_WORK | IN(REPORTED),   "drop",      DROPPED,   DIRECTIVE_ISSUERS, ABOVE, .guard = is_issuer, .form = &casework_reason_form,
     .clock = CLOCK_DROP, .aside = true, .tell = TELL_STAFF},
};
// clang-format on

/* ---- its part of a page ---- */

static Err view_of(Ctx *c, const Casefile *f, TaskView *v)
{
    *v = (TaskView){.f = f};
    TRY(task_of(c, f->id, &v->t));
    const Err e = task_report(c, f->id, &v->last);
    return e == ERR_NOT_FOUND ? OK : e;
}

static Err panel(Ctx *c, const Casefile *f, bool inside, Html *out)
{
    TaskView v;
    *out = (Html){S("")};
    if (!inside) return OK;
    TRY(view_of(c, f, &v));
    *out = task_panel_html(c, v);
    return OK;
}

static Err json(Ctx *c, const Casefile *f, bool inside, Buf *out)
{
    TaskView v;
    Json j = {out, true};
    if (!inside) return OK;
    TRY(view_of(c, f, &v));
    json_member(&j, "directive", v.t.directive_code);
    json_member(&j, "directive_number", v.t.number);
    json_member(&j, "detail", v.t.detail);
    if (!v.last.done.n) return OK;
    json_member(&j, "reported_on", v.last.done);
    json_member(&j, "report", v.last.note);
    json_member(&j, "paper", v.last.document);
    return OK;
}

static Err words(Ctx *c, const Casefile *f, bool inside, Words *out)
{
    Task t;
    (void)inside;
    const Err e = task_of(c, f->id, &t);
    if (e) return e == ERR_NOT_FOUND ? OK : e;
    out->title = f->title, out->text = t.detail;
    return OK;
}

static const char *const reminders[] = {"remind_first", "remind_last", NULL};
const Flow directive_task_flow = {
    FLOW("directive_task", "NV", states, rows),
    .area = "directive",
    .readers = DIRECTIVE_READERS,
    .closed = IN(FINISHED) | IN(DROPPED),
    .warn = reminders,
    .panel = panel,
    .json = json,
    .words = words,
};
