/* line.c - directives and their tasks as tables, in and out: a line of a task brings its history, each act on its day.
 */
#include "base/csv.h"
#include "base/day.h"
#include "directive/directive.h"
#include "store/store.h"
#include "text/fold.h"
#include <string.h>

enum { BATCH = 500 };

/* ---- directives: out ---- */

typedef struct {
    Str number, unit, issuer, title, summary, url, state;
    Day issued_on, opened;
    bool published;
} Line;
static const Column line_columns[] = {
    COLUMN(Line, number),  COLUMN(Line, unit), COLUMN(Line, issuer), COLUMN(Line, issued_on), COLUMN(Line, title),
    COLUMN(Line, summary), COLUMN(Line, url),  COLUMN(Line, opened), COLUMN(Line, state),     COLUMN(Line, published),
};
static const Columns line_table = COLUMNS("directives", line_columns, Line);

static Err line_of(Ctx *c, int64_t id, Line *out)
{
    Casefile f;
    Directive d;
    TRY(casefile_by_id(c, id, &f));
    TRY(directive_of(c, id, &d));
    *out = (Line){.number = d.number,
                  .unit = f.unit_code,
                  .issuer = d.issuer,
                  .title = f.title,
                  .summary = d.summary,
                  .url = d.url,
                  .state = f.state,
                  .issued_on = d.issued_on,
                  .opened = f.opened,
                  .published = f.public};
    return OK;
}

Err directives_write(Ctx *c, Outlet *out)
{
    DirectiveIdRows all;
    TRY(directive_all(c, &all));
    Line *lines = NEW(c->arena, Line, all.len + 1);
    for (size_t i = 0; i < all.len; i++)
        TRY(line_of(c, all.at[i].id, &lines[i]));
    rows_write(out, &line_table, lines, all.len);
    return OK;
}

/* ---- directives: in ---- */

typedef struct {
    Str unit, state;
    Day opened;
    bool published;
} Frame;
static const char *const frame_states[] = {"draft", "in_force", NULL};
// clang-format off
static const Field frame_fields[] = {
    TEXT_FIELD(Frame, unit, .min = 1, .max = 40, .check = is_code),
    DAY_FIELD(Frame, opened, .optional = true),
    CHOICE_FIELD(Frame, state, frame_states, .labels = "directive.state", .optional = true),
    YES_FIELD(Frame, published),
};
// clang-format on
static const FormSpec frame_form = FORM("directive.frame", frame_fields, Frame);

static Pairs said(Ctx *c, const CsvRow *row)
{
    Pairs all = import_pairs(c, row);
    size_t n = 0;
    for (size_t i = 0; i < all.len; i++)
        if (!str_eq(all.at[i].name, S("published")) || !str_eq(str_trim(all.at[i].value), S("0")))
            all.at[n++] = all.at[i];
    all.len = n;
    return all;
}

/* One act of a line on its day; what it refuses is named there. */
typedef struct {
    Ctx *c;
    const Ctx *by; /* with whose rights */
    ImportReport *r;
    const Flow *flow;
    int64_t line, unit, parent;
    Str code;
} Player;

static Err play(Player *p, Day on, const char *event, Pairs input)
{
    Ctx past = casework_on(p->by, on, p->unit);
    Done done;
    const Deed deed = {
        .flow = p->flow, .code = p->code, .event = str(event), .input = input, .seen = -1, .parent = p->parent};
    const Err e = casework_act(&past, &deed, &done);
    if (e == ERR_INTERNAL || e == ERR_BUSY) return e;
    if (e == ERR_INVALID && !done.form.ok)
        import_form(p->c, p->r, p->line, &done.form);
    else if (e)
        import_fault(p->c, p->r, p->line, str(event), why_text(&past));
    else
        p->code = done.file.code;
    return e ? ERR_INVALID : OK;
}

/* The name of the first column in which two lines differ; NULL: they are the same. */
static const char *differing(Ctx *c, const Columns *cols, const void *a, const void *b)
{
    for (size_t i = 0; i < cols->len; i++) {
        const Columns one = {cols->name, &cols->at[i], 1, cols->row_size};
        Buf x = {.arena = c->arena}, y = {.arena = c->arena};
        columns_csv(&x, &one, a, 1);
        columns_csv(&y, &one, b, 1);
        if (!str_eq(buf_done(&x), buf_done(&y))) return cols->at[i].name;
    }
    return NULL;
}

static void says_otherwise(Ctx *c, ImportReport *r, int64_t line, const char *column)
{
    const Str name = str(column);
    import_fault(c, r, line, name, msg_with(c, MSG_directive_line_differs, &name, 1));
}

static Err directive_there(Ctx *c, const Line *want, int64_t unit, int64_t line, ImportReport *r, bool *there)
{
    DirectiveIdRows same;
    TRY(directive_numbered(c, fold(c->arena, want->number), 0, &same));
    for (size_t i = 0; i < same.len; i++) {
        Line have;
        if (same.at[i].unit != unit) continue;
        *there = true;
        TRY(line_of(c, same.at[i].id, &have));
        const char *column = differing(c, &line_table, want, &have);
        if (column) says_otherwise(c, r, line, column);
    }
    return OK;
}

static Str cleaned(Ctx *c, const CsvRow *row, const char *column)
{
    return text_clean(c->arena, csv_cell(row, column));
}

static Err directive_in(Ctx *c, const CsvRow *row, bool write, ImportReport *r)
{
    const Pairs input = said(c, row);
    Frame frame = {0};
    Form form;
    Unit unit;
    bool there = false;
    TRY(form_read(c, input, &frame_form, &frame, &form));
    import_form(c, r, row->line, &form);
    if (!form.ok) return OK;
    const Day opened = frame.opened.n ? frame.opened : c->today;
    if (opened.n > c->today.n) return import_fault(c, r, row->line, S("opened"), msg(c, MSG_directive_line_order)), OK;
    Err e = unit_in_force(c, frame.unit, opened, &unit);
    if (e == ERR_INVALID) return import_fault(c, r, row->line, S("unit"), why_text(c)), OK;
    TRY(e);
    Ctx past = casework_on(c, opened, unit.id);
    TRY(form_read(&past, input, &directive_form, arena_alloc(c->arena, directive_form.size), &form));
    import_form(c, r, row->line, &form);
    if (!form.ok) return OK;
    Line want = {.number = cleaned(c, row, "number"),
                 .unit = unit.code,
                 .issuer = cleaned(c, row, "issuer"),
                 .title = cleaned(c, row, "title"),
                 .summary = cleaned(c, row, "summary"),
                 .url = cleaned(c, row, "url"),
                 .state = frame.state.len ? frame.state : S("draft"),
                 .opened = opened,
                 .published = frame.published};
    if (!day_parse(cleaned(c, row, "issued_on"), &want.issued_on)) want.issued_on = (Day){0};
    TRY(directive_there(c, &want, unit.id, row->line, r, &there));
    if (there || !write) return OK;
    Player p = {.c = c, .by = c, .r = r, .flow = &directive_flow, .line = row->line, .unit = unit.id};
    e = play(&p, opened, "create", input);
    if (!e && str_eq(want.state, S("in_force"))) e = play(&p, opened, "issue", (Pairs){0});
    if (!e && want.published) e = play(&p, opened, "publish", (Pairs){0});
    r->added += !e;
    return e == ERR_INVALID ? OK : e;
}

/* ---- tasks: out ---- */

typedef struct {
    Str directive, unit, title, detail, paper, report, state;
    Day assigned_on, due_on, accepted_on, reported_on, done_on;
} TaskRecord;
static const Column task_columns[] = {
    COLUMN(TaskRecord, directive),   COLUMN(TaskRecord, unit),        COLUMN(TaskRecord, title),
    COLUMN(TaskRecord, detail),      COLUMN(TaskRecord, assigned_on), COLUMN(TaskRecord, due_on),
    COLUMN(TaskRecord, accepted_on), COLUMN(TaskRecord, reported_on), COLUMN(TaskRecord, paper),
    COLUMN(TaskRecord, report),      COLUMN(TaskRecord, done_on),     COLUMN(TaskRecord, state),
};
static const Columns task_table = COLUMNS("directive_tasks", task_columns, TaskRecord);

static Err last_of(Ctx *c, int64_t id, const char *event, TaskAct *out)
{
    *out = (TaskAct){0};
    const Err e = task_last(c, id, str(event), out);
    return e == ERR_NOT_FOUND ? OK : e;
}

static Err task_line(Ctx *c, int64_t id, TaskRecord *out)
{
    Casefile f;
    Task t;
    TaskAct accepted, reported, done;
    TRY(casefile_by_id(c, id, &f));
    TRY(task_of(c, id, &t));
    TRY(last_of(c, id, "accept", &accepted));
    TRY(last_of(c, id, "report", &reported));
    TRY(last_of(c, id, "finish", &done));
    *out = (TaskRecord){.directive = t.number,
                        .unit = f.unit_code,
                        .title = f.title,
                        .detail = t.detail,
                        .paper = reported.document,
                        .report = reported.note,
                        .state = f.state,
                        .assigned_on = f.opened,
                        .due_on = {f.counted_from.n + (int32_t)f.days},
                        .accepted_on = accepted.done,
                        .reported_on = reported.done,
                        .done_on = done.done};
    return OK;
}

static Err tasks_batch(Ctx *c, Outlet *out, int64_t *after, bool *more)
{
    TaskIdRows ids;
    TRY(task_all(c, *after, BATCH, &ids));
    TaskRecord *lines = NEW(c->arena, TaskRecord, ids.len + 1);
    for (size_t i = 0; i < ids.len; i++)
        TRY(task_line(c, ids.at[i].id, &lines[i]));
    rows_write(out, &task_table, lines, ids.len);
    *more = ids.len == BATCH;
    if (ids.len) *after = ids.at[ids.len - 1].id;
    return OK;
}

/* Each batch in memory of its own, which is given back. */
Err tasks_write(Ctx *c, Outlet *out)
{
    Err e = OK;
    int64_t after = 0;
    for (bool more = true; more && !e;) {
        Arena own = arena_empty(64 << 20);
        Ctx batch = *c;
        batch.arena = &own;
        e = tasks_batch(&batch, out, &after, &more);
        store_settle(c->store);
        arena_clear(&own);
    }
    return e;
}

/* ---- tasks: in ---- */

typedef struct {
    Str directive, state, report, paper;
    Day assigned_on, accepted_on, reported_on, done_on;
} History;
static const char *const task_states[] = {"assigned", "accepted", "reported", "done", NULL};
// clang-format off
static const Field history_fields[] = {
    TEXT_FIELD(History, directive, .min = 1, .max = 60),
    DAY_FIELD(History, assigned_on, .optional = true),
    DAY_FIELD(History, accepted_on, .optional = true),
    DAY_FIELD(History, reported_on, .optional = true),
    DAY_FIELD(History, done_on, .optional = true),
    LONG_FIELD(History, report, .min = 20, .max = 5000, .optional = true),
    TEXT_FIELD(History, paper, .max = 60, .optional = true),
    CHOICE_FIELD(History, state, task_states, .labels = "directive_task.state", .optional = true),
};
// clang-format on
static const FormSpec history_form = FORM("directive_task.line", history_fields, History);

static void history_check(Ctx *c, const History *h, int64_t line, ImportReport *r)
{
    const Day days[] = {h->assigned_on, h->accepted_on, h->reported_on, h->done_on};
    int reached = 0;
    Day before = {0};
    bool gap = false;
    for (int i = 0; i < (int)LEN(days); i++) {
        gap = gap || (days[i].n && (reached != i || days[i].n < before.n || days[i].n > c->today.n));
        if (days[i].n) reached = i + 1, before = days[i];
    }
    if (gap) import_fault(c, r, line, S("assigned_on"), msg(c, MSG_directive_line_order));
    if ((h->reported_on.n != 0) != (h->report.len > 0))
        import_fault(c, r, line, S("report"), msg(c, MSG_directive_line_report));
    if (h->state.len && !str_eq(h->state, str(task_states[reached ? reached - 1 : 0])))
        import_fault(c, r, line, S("state"), msg_with(c, MSG_directive_line_state, &h->state, 1));
}

static Err directive_named(Ctx *c, const History *h, int64_t line, ImportReport *r, DirectiveId *out)
{
    DirectiveIdRows same;
    TRY(directive_numbered(c, fold(c->arena, h->directive), 0, &same));
    if (same.len == 1 && !str_eq(same.at[0].state, S("in_force")))
        import_fault(c, r, line, S("directive"), msg_with(c, MSG_directive_line_not_in_force, &h->directive, 1));
    else if (same.len != 1)
        import_fault(c, r, line, S("directive"),
                     msg_with(c, same.len ? MSG_directive_line_many : MSG_directive_line_missing, &h->directive, 1));
    else
        *out = same.at[0];
    return OK;
}

static Err task_there(Ctx *c, const TaskRecord *want, int64_t parent, int64_t unit, int64_t line, ImportReport *r,
                      bool *there)
{
    TaskTwinRows same;
    TRY(task_twins(c, (TaskTwins){parent, unit, want->title}, &same));
    for (size_t i = 0; i < same.len && !*there; i++) {
        TaskRecord have;
        *there = true;
        TRY(task_line(c, same.at[i].id, &have));
        const char *column = differing(c, &task_table, want, &have);
        if (column) says_otherwise(c, r, line, column);
    }
    return OK;
}

static Err task_play(Player *p, const History *h, Pairs input)
{
    Pair report[] = {
        {S("text"),  h->report},
        {S("paper"), h->paper }
    };
    const struct {
        const char *event;
        Day on;
        Pairs input;
    } all[] = {
        {"assign", h->assigned_on, input                },
        {"accept", h->accepted_on, {NULL, 0}            },
        {"report", h->reported_on, {report, LEN(report)}},
        {"finish", h->done_on,     {NULL, 0}            },
    };
    for (size_t i = 0; i < LEN(all); i++)
        if (all[i].on.n) TRY(play(p, all[i].on, all[i].event, all[i].input));
    return OK;
}

static Err task_in(Ctx *c, const CsvRow *row, bool write, ImportReport *r)
{
    const Pairs input = import_pairs(c, row);
    History h = {0};
    TaskInput in = {0};
    Form form;
    Unit unit;
    DirectiveId d = {0};
    bool there = false;
    const size_t faults = r->len;
    TRY(form_read(c, input, &history_form, &h, &form));
    import_form(c, r, row->line, &form);
    if (!h.assigned_on.n) h.assigned_on = c->today;
    if (form.ok) history_check(c, &h, row->line, r);
    Ctx past = casework_on(c, h.assigned_on, 0);
    TRY(form_read(&past, input, &directive_task_form, &in, &form));
    import_form(c, r, row->line, &form);
    if (form.ok && in.due_on.n < h.assigned_on.n)
        import_fault(c, r, row->line, S("due_on"), msg(c, MSG_directive_line_due));
    if (r->len > faults) return OK;
    TRY(directive_named(c, &h, row->line, r, &d));
    TRY(unit_in_force(c, in.unit, h.assigned_on, &unit));
    if (!d.id) return OK;
    if (!unit_covers(c, DIRECTIVE_ISSUERS | SYSTEM, d.path))
        return import_fault(c, r, row->line, S("directive"), msg(c, MSG_casework_no_role)), OK;
    if (!path_within(unit.path, d.path) || unit.id == d.unit) {
        const Str args[] = {S("unit"), unit.name};
        return import_fault(c, r, row->line, S("unit"), msg_with(c, MSG_directive_not_below, args, LEN(args))), OK;
    }
    const TaskRecord want = {.directive = d.number,
                             .unit = unit.code,
                             .title = in.title,
                             .detail = in.detail,
                             .paper = h.paper,
                             .report = h.report,
                             .state = h.done_on.n       ? S("done")
                                      : h.reported_on.n ? S("reported")
                                      : h.accepted_on.n ? S("accepted")
                                                        : S("assigned"),
                             .assigned_on = h.assigned_on,
                             .due_on = in.due_on,
                             .accepted_on = h.accepted_on,
                             .reported_on = h.reported_on,
                             .done_on = h.done_on};
    TRY(task_there(c, &want, d.id, unit.id, row->line, r, &there));
    if (there || !write) return OK;
    const Ctx system = casework_system(c);
    Player p = {.c = c,
                .by = &system,
                .r = r,
                .flow = &directive_task_flow,
                .line = row->line,
                .unit = unit.id,
                .parent = d.id};
    const Err e = task_play(&p, &h, input);
    r->added += !e;
    return e == ERR_INVALID ? OK : e;
}

/* ---- the files: looked through as a whole before anything is written ---- */

typedef Err LineIn(Ctx *c, const CsvRow *row, bool write, ImportReport *r);

static Err lines_read(Ctx *c, const char *columns, Str text, ImportReport *r, LineIn *one)
{
    CsvReader *in = import_open(c, columns, text, r);
    CsvRow row;
    const bool headed = !r->len; /* without its columns no line can be read */
    for (; headed && csv_next(in, &row); r->rows++)
        TRY(one(c, &row, false, r));
    TRY(import_end(c, in, r));
    in = import_open(c, columns, text, r);
    while (csv_next(in, &row))
        TRY(one(c, &row, true, r));
    return r->len ? WHY(c, MSG_import_refused, ERR_INVALID) : OK;
}

Err directives_read(Ctx *c, Str text, ImportReport *r)
{
    return lines_read(c, DIRECTIVE_COLUMNS, text, r, directive_in);
}

Err tasks_read(Ctx *c, Str text, ImportReport *r)
{
    return lines_read(c, TASK_COLUMNS, text, r, task_in);
}
