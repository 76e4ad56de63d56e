/* directive.c - a directive: its form, its way from draft to ended, and giving its tasks to many units at once. */
#include "directive/directive.h"
#include "base/day.h"
#include "base/json.h"
#include "directive.html.h"
#include "directive/view.h"
#include "text/fold.h"

enum { NONE, DRAFT, IN_FORCE, ENDED_ };
static const char *const states[] = {"", "draft", "in_force", "ended"};

/* ---- the paper ---- */

static bool is_address(Str s)
{
    return (str_starts(s, S("https://")) && s.len > 8) || (str_starts(s, S("http://")) && s.len > 7);
}

typedef struct {
    Str number, issuer, title, summary, url;
    Day issued_on;
} Paper;
// clang-format off
static const Field paper_fields[] = {
    TEXT_FIELD(Paper, number, .min = 1, .max = 60),
    TEXT_FIELD(Paper, issuer, .min = 2, .max = 200),
    DAY_FIELD(Paper, issued_on),
    TEXT_FIELD(Paper, title, .min = 3, .max = 300),
    LONG_FIELD(Paper, summary, .max = 4000, .optional = true),
    TEXT_FIELD(Paper, url, .max = 500, .check = is_address, .example = MSG_directive_url_example, .optional = true),
};
// clang-format on
const FormSpec directive_form = FORM("directive.form", paper_fields, Paper);

/* One unit does not follow up one paper twice. */
static Err twin_check(Act *a, Str number_fold)
{
    Ctx *c = a->c;
    DirectiveIdRows same;
    TRY(directive_numbered(c, number_fold, a->file.id, &same));
    for (size_t i = 0; i < same.len; i++)
        if (same.at[i].unit == a->file.unit)
            form_fault(c, a->form, "number", "E_DUP", MSG_directive_twin, same.at[i].code);
    return OK;
}

static Err write_paper(Act *a)
{
    Ctx *c = a->c;
    const Paper *p = a->input;
    const Str number_fold = fold(c->arena, p->number);
    if (p->issued_on.n > c->today.n)
        form_fault(c, a->form, "issued_on", "E_RANGE", MSG_directive_issued_later, (Str){0});
    TRY(twin_check(a, number_fold));
    if (!a->form->ok) return ERR_INVALID;
    a->file.title = p->title, a->file.facet = (Str){0};
    return directive_put(c, (DirectivePut){.id = a->file.id,
                                           .number = p->number,
                                           .number_fold = number_fold,
                                           .issuer = p->issuer,
                                           .issued_on = p->issued_on,
                                           .summary = p->summary,
                                           .url = p->url});
}

/* ---- giving a task to many units: one act here, and one on each child, all or nothing ---- */

typedef struct {
    Str title, detail, units;
    Day due_on;
    bool all_communes;
} Assignment;

static bool is_commune(const Unit *u)
{
    return str_among(S("xa;phuong;dac_khu"), ';', u->kind);
}

/* Those in force below a unit for which this person gives tasks. */
static Err units_below(Ctx *c, Options *out)
{
    UnitRows all;
    TRY(unit_all_in_force(c, &all));
    *out = (Options){NEW(c->arena, Option, all.len + 1), 0};
    for (size_t i = 0; i < all.len; i++)
        if (unit_covers_above(c, DIRECTIVE_ISSUERS, all.at[i].path))
            out->at[out->len++] = (Option){all.at[i].code, all.at[i].name};
    return OK;
}

enum { UNITS_PICKED_MAX = 400 };
// clang-format off
static const Field assign_fields[] = {
    TEXT_FIELD(Assignment, title, .min = 3, .max = 300),
    LONG_FIELD(Assignment, detail, .max = 4000, .optional = true),
    DAY_FIELD(Assignment, due_on),
    YES_FIELD(Assignment, all_communes),
    MANY_FIELD(Assignment, units, units_below, .max = UNITS_PICKED_MAX, .optional = true),
};
// clang-format on
static const FormSpec assign_form = FORM("directive_task.form", assign_fields, Assignment);

static Err units_chosen(Act *a, const Assignment *in, UnitRows *out)
{
    Ctx *c = a->c;
    UnitRows all;
    TRY(unit_all_in_force(c, &all));
    *out = (UnitRows){NEW(c->arena, Unit, all.len + 1), 0};
    for (size_t i = 0; i < all.len; i++) {
        const Unit *u = &all.at[i];
        const bool below = path_within(u->path, a->file.path) && u->id != a->file.unit;
        const bool picked = str_among(in->units, ';', u->code);
        if (picked && !below) form_fault(c, a->form, "units", "E_RANGE", MSG_directive_not_below, u->name);
        if (below && (picked || (in->all_communes && is_commune(u)))) out->at[out->len++] = *u;
    }
    if (!out->len && a->form->ok) form_fault(c, a->form, "units", "E_REQUIRED", MSG_directive_no_units, (Str){0});
    return OK;
}

static Err room_check(Act *a, const Assignment *in, const UnitRows *units)
{
    Ctx *c = a->c;
    Progress p;
    TRY(directive_progress(c, a->file.id, a->file.unit, &p));
    if (p.all + p.dropped + (int64_t)units->len > TASKS_MAX)
        form_fault(c, a->form, "units", "E_RANGE", MSG_directive_too_many, text_int64_t(c, TASKS_MAX));
    for (size_t i = 0; i < units->len; i++) {
        TaskTwinRows twins;
        TRY(task_twins(c, (TaskTwins){a->file.id, units->at[i].id, in->title}, &twins));
        if (twins.len) form_fault(c, a->form, "title", "E_DUP", MSG_directive_task_twin, units->at[i].name);
    }
    return OK;
}

/* What the child's form refuses is said at the field of this one. */
static void pass_on(Form *to, const Form *from)
{
    for (size_t i = 0; from->spec && i < from->spec->len; i++) {
        const bool unit = str_eq(str(from->spec->fields[i].name), S("unit"));
        const Str name = unit ? S("units") : str(from->spec->fields[i].name);
        for (size_t k = 0; from->error[i].len && k < to->spec->len; k++)
            if (str_eq(name, str(to->spec->fields[k].name)))
                to->error[k] = from->error[i], to->code[k] = from->code[i], to->ok = false;
    }
}

static Err give(Act *a, const Assignment *in, const Unit *u)
{
    // clang-format off
    Pair input[] = {{S("unit"), u->code}, {S("title"), in->title}, {S("detail"), in->detail},
                    {S("due_on"), day_iso(a->c->arena, in->due_on)}};
    // clang-format on
    Done child;
    Err e = casework_also(a, &directive_task_flow, (Str){0}, "assign", (Pairs){input, LEN(input)}, &child);
    if (e == ERR_INVALID) pass_on(a->form, &child.form);
    return e;
}

static Err assign(Act *a)
{
    Ctx *c = a->c;
    const Assignment *in = a->input;
    UnitRows units;
    TRY(units_chosen(a, in, &units));
    TRY(room_check(a, in, &units));
    if (!a->form->ok) return ERR_INVALID;
    for (size_t i = 0; i < units.len; i++)
        TRY(give(a, in, &units.at[i]));
    const Str said[] = {in->title, text_int64_t(c, (int64_t)units.len)};
    a->note = msg_with(c, MSG_directive_assigned_note, said, LEN(said));
    return OK;
}

/* ---- showing it to everybody, and ending it ---- */

static int is_private(Ctx *c, const Casefile *f)
{
    (void)c;
    return f->public ? MSG_directive_already_public : 0;
}

static int is_published(Ctx *c, const Casefile *f)
{
    (void)c;
    return f->public ? 0 : MSG_directive_not_public;
}

static Err publish(Act *a)
{
    a->file.public = true;
    return OK;
}

static Err unpublish(Act *a)
{
    a->file.public = false;
    return OK;
}

static int no_open_task(Ctx *c, const Casefile *f)
{
    int64_t n;
    if (casework_open_children(c, f, &n)) return MSG_error_internal_title;
    c->why_arg[0] = text_int64_t(c, n);
    return n ? MSG_directive_open_tasks : 0;
}

static Err fill(Ctx *c, const Casefile *f, Str event, Form *out)
{
    Directive d;
    if (!str_eq(event, S("edit"))) return OK;
    TRY(directive_of(c, f->id, &d));
    form_value(out, "number", d.number);
    form_value(out, "issuer", d.issuer);
    form_value(out, "issued_on", day_vi(c->arena, d.issued_on));
    form_value(out, "title", f->title);
    form_value(out, "summary", d.summary);
    form_value(out, "url", d.url);
    return OK;
}

// clang-format off
static const Transition rows[] = {
    {IN(NEW_FILE),              "create",    DRAFT,    DIRECTIVE_ISSUERS, .form = &directive_form, .apply = write_paper, .hidden = true},
    {IN(DRAFT),                 "edit",      STAY,     DIRECTIVE_ISSUERS, .form = &directive_form, .apply = write_paper, .inner = true,
     .aside = true},
    {IN(DRAFT),                 "issue",     IN_FORCE, DIRECTIVE_ISSUERS, .tell = TELL_STAFF},
    {IN(IN_FORCE),              "assign",    STAY,     DIRECTIVE_ISSUERS, .form = &assign_form, .apply = assign, .inner = true, .aside = true},
    {IN(IN_FORCE) | IN(ENDED_), "publish",   STAY,     DIRECTIVE_ISSUERS, .guard = is_private, .apply = publish, .inner = true, .aside = true},
    {IN(IN_FORCE) | IN(ENDED_), "unpublish", STAY,     DIRECTIVE_ISSUERS, .guard = is_published, .form = &casework_reason_form,
     .apply = unpublish, .inner = true, .aside = true},
    {IN(DRAFT) | IN(IN_FORCE),  "end",       ENDED_,   DIRECTIVE_ISSUERS, .guard = no_open_task, .form = &casework_reason_form,
     .aside = true},
    {IN(ENDED_),                "reopen",    IN_FORCE, DIRECTIVE_ISSUERS, .form = &casework_reason_form,
     .aside = true},
};
// clang-format on

/* ---- its part of a page ---- */

Day directive_last_day(const Ctx *c)
{
    const Casefile due_today = {.clock = RUNNING, .due = c->today};
    return is_overdue(c, &due_today) ? c->today : (Day){c->today.n - 1};
}

Err directive_progress(Ctx *c, int64_t id, int64_t above, Progress *out)
{
    TaskCountRows counts;
    *out = (Progress){0};
    TRY(task_counts(c, (TaskCounts){id, above, (Str){0}, directive_last_day(c)}, &counts));
    for (size_t i = 0; i < counts.len; i++) {
        const TaskCount *k = &counts.at[i];
        int64_t *to = str_eq(k->state, S("done"))       ? &out->done
                      : str_eq(k->state, S("reported")) ? &out->reported
                      : str_eq(k->state, S("dropped"))  ? &out->dropped
                                                        : &out->open;
        *to += k->n, out->overdue += k->overdue;
    }
    out->all = out->open + out->reported + out->done;
    return OK;
}

Err directive_panel(Ctx *c, const Casefile *f, bool inside, Html *out)
{
    DirectiveView v = {.f = f, .inside = inside};
    TRY(directive_of(c, f->id, &v.d));
    TRY(directive_progress(c, f->id, f->unit, &v.p));
    *out = directive_panel_html(c, v);
    return OK;
}

Err directive_json(Ctx *c, const Casefile *f, bool inside, Buf *out)
{
    Directive d;
    Progress p;
    Json j = {out, true}; /* goes on after the members of the engine */
    TRY(directive_of(c, f->id, &d));
    TRY(directive_progress(c, f->id, f->unit, &p));
    json_member(&j, "number", d.number);
    json_member(&j, "issuer", d.issuer);
    json_member(&j, "issued_on", d.issued_on);
    json_member(&j, "tasks", p.all);
    json_member(&j, "tasks_done", p.done);
    json_member(&j, "tasks_reported", p.reported);
    json_member(&j, "tasks_overdue", p.overdue);
    if (!inside) return OK;
    json_member(&j, "summary", d.summary);
    json_member(&j, "url", d.url);
    return OK;
}

/* Outside its page says no more than number and issuer. */
static Err words(Ctx *c, const Casefile *f, bool inside, Words *out)
{
    Directive d;
    const Err e = directive_of(c, f->id, &d);
    if (e) return e == ERR_NOT_FOUND ? OK : e;
    out->title = f->title;
    out->text = arena_fmt(c->arena, STR ", " STR "%s" STR, ARG(d.number), ARG(d.issuer), inside ? "\n" : "",
                          ARG(inside ? d.summary : (Str){0}));
    return OK;
}

const Flow directive_flow = {
    FLOW("directive", "CT", states, rows),
    .area = "directive",
    .readers = DIRECTIVE_READERS,
    .closed = IN(ENDED_),
    .fill = fill,
    .page = "/chi-thi",
    .panel = directive_panel,
    .json = directive_json,
    .words = words,
};
