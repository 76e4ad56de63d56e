/* pages.c - directives listed, and who is where: the tasks of one directive, and those of one's own unit. */
#include "base/day.h"
#include "directive.html.h"
#include "directive/directive.h"
#include "directive/view.h"
#include "text/code.h"

enum { PAGE_ROWS = 20, DATA_ROWS = 100, TABLE_ROWS = 1000, OWN_TASKS_MAX = 500 };
#define NEWEST INT64_MAX

static const Permission may_list = {"directive.list", DIRECTIVE_READERS};
static const Permission may_create = {"directive.create", DIRECTIVE_ISSUERS};

/* ---- directives ---- */

static const Column directive_columns[] = {
    COLUMN(DirectiveRow, code),  COLUMN(DirectiveRow, number),    COLUMN(DirectiveRow, issuer),
    COLUMN(DirectiveRow, title), COLUMN(DirectiveRow, state),     COLUMN(DirectiveRow, issued_on),
    COLUMN(DirectiveRow, unit),  COLUMN(DirectiveRow, unit_name),
};
static const Columns directive_table = COLUMNS("chi-thi", directive_columns, DirectiveRow);

/* The unit whose work is looked at: one's own, or the whole house for who belongs to none. */
static Err own_unit(Ctx *c, Unit *out)
{
    Err e = c->unit ? unit_by_id(c, c->unit, out) : unit_root(c, out);
    if (e == ERR_NOT_FOUND) *out = (Unit){0}; /* nothing is set up yet */
    return e == ERR_NOT_FOUND ? OK : e;
}

static Err before_of(Req *q, int64_t *out)
{
    Casefile f;
    Str code;
    *out = NEWEST;
    if (!query_arg(q, "sau").len) return OK;
    if (!code_read(q->ctx.arena, query_arg(q, "sau"), &code)) return ERR_NOT_FOUND;
    TRY(casefile_by_code(&q->ctx, code, &f));
    *out = f.id;
    return str_eq(f.kind, str(directive_flow.kind)) ? OK : ERR_NOT_FOUND;
}

/* `above` 0: of all units, as everybody sees it. */
static Err list_show(Req *q, DirectiveRowRows rows, int64_t most, int64_t above, DirectiveList *v, Page page)
{
    Ctx *c = &q->ctx;
    const bool more = (int64_t)rows.len > most;
    if (more) rows.len = (size_t)most;
    const Str next = more ? rows.at[rows.len - 1].code : (Str){0};
    if (!wants_html(q)) return reply_rows(q, &directive_table, rows.at, rows.len, next);
    v->rows = (DirectiveLines){NEW(c->arena, DirectiveLine, rows.len + 1), rows.len};
    for (size_t i = 0; i < rows.len; i++) {
        DirectiveLine *line = &v->rows.at[i];
        Casefile f;
        line->row = &rows.at[i];
        TRY(casefile_by_id(c, rows.at[i].id, &f));
        TRY(directive_progress(c, f.id, above ? above : f.unit, &line->p));
    }
    if (more) v->more = arena_fmt(c->arena, STR "?sau=" STR, ARG(q->path), ARG(next));
    page.main = directive_list_html(c, *v);
    return reply(q, page);
}

static int64_t rows_wanted(const Req *q)
{
    return q->as == AS_HTML ? PAGE_ROWS : wants_table(q) ? TABLE_ROWS : DATA_ROWS;
}

static Err public_list(Req *q)
{
    Ctx *c = &q->ctx;
    const int64_t most = rows_wanted(q);
    DirectiveRowRows rows;
    int64_t before;
    TRY(before_of(q, &before));
    TRY(directives_public(c, before, most + 1, &rows));
    DirectiveList v = {.heading = msg(c, MSG_directive_title)};
    return list_show(q, rows, most, 0, &v, (Page){.title = v.heading, .nav = "/chi-thi"});
}

static Err staff_list(Req *q)
{
    Ctx *c = &q->ctx;
    const int64_t most = rows_wanted(q);
    const Str state = query_arg(q, "tinh-trang");
    DirectiveRowRows rows;
    int64_t before;
    Unit unit;
    if (state.len && state_of(&directive_flow, state) < 0) return ERR_NOT_FOUND;
    TRY(before_of(q, &before));
    TRY(own_unit(c, &unit));
    TRY(directives_seen(c, (DirectivesSeen){unit.id, state, before, most + 1}, &rows));
    DirectiveList v = {
        .heading = msg(c, MSG_directive_staff_title), .staff = true, .may_create = may(c, DIRECTIVE_ISSUERS)};
    const Page page = {.title = v.heading, .nav = "/can-bo/chi-thi", .private_page = true};
    return list_show(q, rows, most, unit.id, &v, page);
}

static Err public_directive(Req *q)
{
    return casework_public(q, &directive_flow, "/chi-thi", MSG_directive_title);
}

/* ---- writing one ---- */

static Err create_show(Req *q, const Form *form, int status)
{
    Ctx *c = &q->ctx;
    DirectiveEdit v = {.faults = form_faults(c, form), .fields = form_fields(c, form), .hidden = form_hidden(c, q)};
    if (status == 409) v.conflict = why_text(c);
    const Page p = {.status = status,
                    .title = msg(c, MSG_directive_create_title),
                    .main = directive_create_html(c, v),
                    .nav = "/can-bo/chi-thi",
                    .up = "/can-bo/chi-thi",
                    .up_title = MSG_directive_staff_title,
                    .private_page = true};
    return status == 422 ? reply_faults(q, form, p) : reply(q, p);
}

static Err create_page(Req *q)
{
    const Form blank = form_blank(&directive_form);
    return create_show(q, &blank, 200);
}

static Err create_post(Req *q)
{
    return casework_post(q, &(Deed){.flow = &directive_flow, .event = S("create")}, S(""), create_show);
}

/* ---- who is where ---- */

typedef struct {
    Str code, directive, number, unit, unit_name, title, state;
    Day assigned_on, first_due, due, handed_in;
    bool overdue;
    int64_t days_left;
} TaskData;
static const Column task_columns[] = {
    COLUMN(TaskData, code),      COLUMN(TaskData, directive), COLUMN(TaskData, number),  COLUMN(TaskData, unit),
    COLUMN(TaskData, unit_name), COLUMN(TaskData, title),     COLUMN(TaskData, state),   COLUMN(TaskData, assigned_on),
    COLUMN(TaskData, first_due), COLUMN(TaskData, due),       COLUMN(TaskData, overdue), COLUMN(TaskData, days_left),
    COLUMN(TaskData, handed_in),
};
static const Columns task_table = COLUMNS("nhiem-vu", task_columns, TaskData);

static Casefile clock_of(const TaskRow *r)
{
    return (Casefile){.clock = r->clock, .due = r->due};
}

/* Day 0: it is still to be done, or was given up. */
static Day handed_in(const TaskRow *r)
{
    return r->clock == RUNNING || str_eq(r->state, S("dropped")) ? (Day){0} : r->paused;
}

static Err tasks_data(Req *q, TaskRowRows rows)
{
    Ctx *c = &q->ctx;
    TaskData *out = NEW(c->arena, TaskData, rows.len + 1);
    for (size_t i = 0; i < rows.len; i++) {
        const TaskRow *r = &rows.at[i];
        const Casefile f = clock_of(r);
        out[i] = (TaskData){.code = r->code,
                            .directive = r->directive,
                            .number = r->number,
                            .unit = r->unit,
                            .unit_name = r->unit_name,
                            .title = r->title,
                            .state = r->state,
                            .assigned_on = r->opened,
                            .first_due = r->first_due,
                            .due = r->due,
                            .handed_in = handed_in(r),
                            .overdue = is_overdue(c, &f),
                            .days_left = f.clock == RUNNING ? days_left(c, &f) : NO_NUMBER};
    }
    return reply_rows(q, &task_table, out, rows.len, (Str){0});
}

/* Handed in by its day, or after it: stands where others are told how many days are left. */
static void judged(const Ctx *c, const TaskRow *r, TaskLine *out)
{
    const Day on = handed_in(r);
    const bool late = on.n > r->due.n;
    if (!on.n) return;
    out->due_class = late ? S("tag late") : S("tag ok");
    out->due_words = msg(c, late ? MSG_directive_handed_in_late : MSG_directive_handed_in);
    out->due = on;
}

static TaskLines lines_of(Ctx *c, TaskRowRows rows)
{
    TaskLines out = {NEW(c->arena, TaskLine, rows.len + 1), rows.len};
    for (size_t i = 0; i < rows.len; i++) {
        TaskRow *r = &rows.at[i];
        const Casefile f = clock_of(r);
        out.at[i] = (TaskLine){.row = r};
        if (r->clock == RUNNING)
            out.at[i] = (TaskLine){r, due_class(c, &f), due_words(c, &f), r->due};
        else
            judged(c, r, &out.at[i]);
    }
    return out;
}

static Str address(Ctx *c, const TaskList *v, Str state, Str due)
{
    Buf out = {.arena = c->arena};
    buf_str(&out, v->path);
    char by = '?';
    const Pair all[] = {
        {S("tinh-trang"), state  },
        {S("han"),        due    },
        {S("don-vi"),     v->unit}
    };
    for (size_t i = 0; i < LEN(all); i++) {
        if (!all[i].value.len) continue;
        buf_fmt(&out, "%c" STR "=", by, ARG(all[i].name));
        put_url(&out, all[i].value);
        by = '&';
    }
    return buf_done(&out);
}

/* All, overdue, then each state: the number says how long the list is that it opens. */
static void counts_fill(Ctx *c, const TaskCountRows *counts, TaskList *v)
{
    int64_t all = 0, overdue = 0;
    v->counts = (CountLinks){NEW(c->arena, CountLink, directive_task_flow.state_len + 2), 2};
    for (size_t s = 1; s < directive_task_flow.state_len; s++)
        for (size_t i = 0; i < counts->len; i++) {
            const Str state = str(directive_task_flow.states[s]);
            if (!str_eq(counts->at[i].state, state)) continue;
            all += counts->at[i].n, overdue += counts->at[i].overdue;
            v->counts.at[v->counts.len++] =
                (CountLink){state_name(c, str(directive_task_flow.kind), state), address(c, v, state, (Str){0}),
                            S("num"), counts->at[i].n, str_eq(state, v->state)};
        }
    v->counts.at[0] = (CountLink){msg(c, MSG_directive_all_tasks), address(c, v, (Str){0}, (Str){0}), S("num"), all,
                                  !v->state.len && !v->due.len};
    v->counts.at[1] = (CountLink){msg(c, MSG_directive_overdue), address(c, v, (Str){0}, S("qua-han")),
                                  overdue ? S("num late-t") : S("num"), overdue, v->due.len > 0};
    const Str n[] = {text_int64_t(c, overdue ? overdue : all), text_int64_t(c, all)};
    v->heading = overdue ? msg_with(c, MSG_directive_news_overdue, n, LEN(n))
                 : all   ? msg_with(c, MSG_directive_news, n, 1)
                         : msg(c, MSG_directive_news_none);
}

static Err filters_of(Req *q, TaskList *v)
{
    v->state = query_arg(q, "tinh-trang"), v->due = query_arg(q, "han"), v->unit = query_arg(q, "don-vi");
    if (v->state.len && state_of(&directive_task_flow, v->state) <= 0) return ERR_NOT_FOUND;
    return v->due.len && !str_eq(v->due, S("qua-han")) ? ERR_NOT_FOUND : OK;
}

static Err units_of(Ctx *c, int64_t directive, int64_t above, Options *out)
{
    TaskUnitRows units;
    TRY(task_units(c, directive, above, &units));
    *out = (Options){NEW(c->arena, Option, units.len + 1), units.len};
    for (size_t i = 0; i < units.len; i++)
        out->at[i] = (Option){units.at[i].code, units.at[i].name};
    return OK;
}

/* Whoever may read the directive sees all of its tasks; a unit that was given one sees its own. */
static Err directive_seen(Req *q, Casefile *f, int64_t *above)
{
    Ctx *c = &q->ctx;
    Str code;
    Unit own;
    Progress p;
    if (!code_read(c->arena, path_arg(q, "directive"), &code)) return ERR_NOT_FOUND;
    TRY(casefile_by_code(c, code, f));
    if (!str_eq(f->kind, str(directive_flow.kind))) return ERR_NOT_FOUND;
    *above = f->unit;
    if (casework_may_read(c, &directive_flow, f)) return OK;
    TRY(own_unit(c, &own));
    *above = own.id;
    TRY(directive_progress(c, f->id, own.id, &p));
    if (unit_covers(c, DIRECTIVE_READERS, own.path) && p.all + p.dropped) return OK;
    audit_later(c, "casework.read", f->code, false, (Str){0});
    return ERR_NOT_FOUND;
}

static Err directive_page(Req *q)
{
    Ctx *c = &q->ctx;
    Casefile f;
    TaskList v = {.path = q->path};
    TaskRowRows rows;
    TaskCountRows counts;
    int64_t above;
    TRY(directive_seen(q, &f, &above));
    TRY(filters_of(q, &v));
    TRY(tasks_of(c,
                 (TasksOf){.parent = f.id,
                           .above = above,
                           .unit = v.unit,
                           .state = v.state,
                           .any_due = !v.due.len,
                           .last = directive_last_day(c),
                           .n = TASKS_MAX},
                 &rows));
    if (!wants_html(q)) return tasks_data(q, rows);
    TRY(task_counts(c, (TaskCounts){f.id, above, v.unit, directive_last_day(c)}, &counts));
    TRY(directive_of(c, f.id, &v.d));
    TRY(units_of(c, f.id, above, &v.units));
    v.f = &f, v.all_units = above == f.unit, v.rows = lines_of(c, rows);
    v.may_assign = str_eq(f.state, S("in_force")) && unit_covers(c, DIRECTIVE_ISSUERS, f.path);
    counts_fill(c, &counts, &v);
    return reply(q, (Page){.title = v.heading,
                           .main = tasks_html(c, v),
                           .nav = "/can-bo/chi-thi",
                           .up = "/can-bo/chi-thi",
                           .up_title = MSG_directive_staff_title,
                           .private_page = true});
}

static Err own_tasks(Req *q)
{
    Ctx *c = &q->ctx;
    TaskList v = {.path = q->path};
    TaskRowRows rows;
    TaskCountRows counts;
    Unit own;
    const Day last = directive_last_day(c);
    TRY(own_unit(c, &own));
    TRY(filters_of(q, &v));
    v.unit = (Str){0};
    TRY(tasks_below(c, (TasksBelow){own.id, v.state, !v.due.len, last, OWN_TASKS_MAX + 1}, &rows));
    v.cut = rows.len > OWN_TASKS_MAX;
    if (v.cut) rows.len = OWN_TASKS_MAX;
    if (!wants_html(q)) return tasks_data(q, rows);
    TRY(task_counts_below(c, own.id, last, &counts));
    v.about = own.name, v.rows = lines_of(c, rows);
    counts_fill(c, &counts, &v);
    return reply(
        q, (Page){.title = v.heading, .main = tasks_html(c, v), .nav = "/can-bo/viec-duoc-giao", .private_page = true});
}

/* ---- what the folder tells the program ---- */

// clang-format off
static const Route routes[] = {
    {GET,  "/chi-thi",                    NULL,        public_list, .csv = true},
    {GET,  "/chi-thi/:code",              NULL,        public_directive},
    {GET,  "/can-bo/chi-thi",             &may_list,   staff_list, .csv = true},
    {GET,  "/can-bo/chi-thi/lap",         &may_create, create_page},
    {POST, "/can-bo/chi-thi/lap",         &may_create, create_post, .form = &directive_form},
    {GET,  "/can-bo/chi-thi/:directive",  &may_list,   directive_page, .csv = true},
    {GET,  "/can-bo/viec-duoc-giao",      &may_list,   own_tasks, .csv = true},
};
static const Exchange exchanges[] = {
    {"directives",      directives_read, directives_write, DIRECTIVE_COLUMNS},
    {"directive_tasks", tasks_read,      tasks_write,      TASK_COLUMNS},
};
static const FormSpec *const forms[] = {&directive_form, &directive_task_form};
static const Flow *const flows[] = {&directive_flow, &directive_task_flow};
// clang-format on

const Slice directive_slice = {.name = "directive",
                               .routes = TABLE(routes),
                               .exchanges = TABLE(exchanges),
                               .forms = TABLE(forms),
                               .flows = TABLE(flows)};
