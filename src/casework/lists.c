/* lists.c - what lies on a desk: my work by deadline, and lists of files with filters. */
#include "base/day.h"
#include "casefile.html.h"
#include "casework/engine.h"
#include "casework/view.h"

enum { GROUP_ROWS = 20, LIST_ROWS = 50, GROUPS_MAX = 40 };

/* A unit with many below it is walked by time, a small one by its own index: either way a page costs its
 * rows. */
typedef struct {
    int64_t unit;
    bool wide;
} Desk;

static Err desk_of(Ctx *c, Desk *out)
{
    Unit u;
    Err e = c->unit ? unit_by_id(c, c->unit, &u) : unit_root(c, &u); /* of no unit: of the whole house */
    if (e == ERR_NOT_FOUND) u = (Unit){0};
    *out = (Desk){u.id, u.wide};
    return e == ERR_NOT_FOUND ? OK : e;
}

/* ---- my work ---- */

int64_t roles_in(const Flow *flow, int state)
{
    int64_t roles = flow->desk;
    for (size_t i = 0; i < flow->row_len; i++)
        if ((flow->rows[i].from & IN(state)) && !flow->rows[i].aside) roles |= flow->rows[i].who;
    return roles & STAFF_ROLES;
}

static Err group_fill(Ctx *c, const Desk *d, Str kind, Str state, WorkGroup *g)
{
    FileRowRows rows;
    if (d->wide)
        TRY(files_in_hand_wide(c, (FilesInHandWide){d->unit, kind, state, GROUP_ROWS + 1}, &rows));
    else
        TRY(files_in_hand(c, (FilesInHand){d->unit, kind, state, GROUP_ROWS + 1}, &rows));
    g->more = rows.len > GROUP_ROWS;
    if (g->more) rows.len = GROUP_ROWS;
    g->rows = rows;
    return OK;
}

/* The rows of all states together, nearest deadline first. */
static void sort_by_due(FileRowRows *rows)
{
    for (size_t i = 1; i < rows->len; i++)
        for (size_t k = i; k > 0 && rows->at[k].due.n < rows->at[k - 1].due.n; k--) {
            FileRow t = rows->at[k];
            rows->at[k] = rows->at[k - 1], rows->at[k - 1] = t;
        }
}

static bool is_late_row(const Ctx *c, const FileRow *r)
{
    const Casefile f = {.clock = r->clock, .due = r->due};
    return is_overdue(c, &f);
}

static bool is_soon_row(const Ctx *c, const FileRow *r)
{
    const Casefile f = {.clock = r->clock, .due = r->due};
    return is_nearly_due(c, &f);
}

static FileRowRows picked(Ctx *c, const WorkGroups *all, bool (*pick)(const Ctx *, const FileRow *))
{
    size_t n = 0;
    for (size_t g = 0; g < all->len; g++)
        n += all->at[g].rows.len;
    FileRowRows out = {NEW(c->arena, FileRow, n + 1), 0};
    for (size_t g = 0; g < all->len; g++)
        for (size_t i = 0; i < all->at[g].rows.len; i++)
            if (pick(c, &all->at[g].rows.at[i])) out.at[out.len++] = all->at[g].rows.at[i];
    sort_by_due(&out);
    return out;
}

static FileRowRows rest_of(const Ctx *c, FileRowRows rows)
{
    FileRowRows out = {rows.at, 0};
    for (size_t i = 0; i < rows.len; i++)
        if (!is_late_row(c, &rows.at[i]) && !is_soon_row(c, &rows.at[i])) out.at[out.len++] = rows.at[i];
    return out;
}

static Err groups_of(Ctx *c, const Desk *d, WorkGroups *out)
{
    *out = (WorkGroups){NEW(c->arena, WorkGroup, GROUPS_MAX + 2), 0};
    for (const Flow *const *f = casework_flows; *f; f++)
        for (int state = 1; state < (int)(*f)->state_len && out->len < GROUPS_MAX; state++) {
            const int64_t roles = roles_in(*f, state);
            if (((*f)->closed & IN(state)) || !roles || !may(c, roles)) continue;
            WorkGroup *g = &out->at[out->len];
            TRY(group_fill(c, d, str((*f)->kind), str((*f)->states[state]), g));
            g->name = arena_fmt(c->arena, STR ": " STR, ARG(msg_of(c, "casework.kinds", NULL, str((*f)->kind))),
                                ARG(state_name(c, str((*f)->kind), str((*f)->states[state]))));
            if (g->rows.len) out->len++;
        }
    return OK;
}

/* What is overdue or nearly so comes in groups of its own, on top; says how many there are of each. */
static void urgent_first(Ctx *c, WorkGroups *all, int64_t *overdue, int64_t *nearly)
{
    const WorkGroup late = {.name = msg(c, MSG_casework_overdue_group), .rows = picked(c, all, is_late_row)};
    const WorkGroup soon = {.name = msg(c, MSG_casework_soon_group), .rows = picked(c, all, is_soon_row)};
    WorkGroups out = {NEW(c->arena, WorkGroup, all->len + 2), 0};
    *overdue = (int64_t)late.rows.len, *nearly = (int64_t)soon.rows.len;
    if (late.rows.len) out.at[out.len++] = late;
    if (soon.rows.len) out.at[out.len++] = soon;
    for (size_t i = 0; i < all->len; i++) {
        WorkGroup g = all->at[i];
        g.rows = rest_of(c, g.rows);
        if (g.rows.len) out.at[out.len++] = g;
    }
    *all = out;
}

/* Only what this person may sign, and did not propose. */
static void signable(const Ctx *c, SignRowRows *rows)
{
    size_t n = 0;
    for (size_t i = 0; i < rows->len; i++) {
        const SignRow *r = &rows->at[i];
        const Flow *flow = flow_of(r->kind);
        int state = flow ? state_of(flow, r->state) : -1;
        const Transition *row = state > NEW_FILE ? row_named(flow, state, r->event) : NULL;
        const Casefile f = {.id = 1, .path = r->path, .held_path = r->held_path};
        if (row && holds_row(c, row, true, &f) && !str_eq(r->proposer, c->actor)) rows->at[n++] = *r;
    }
    rows->len = n;
}

static Str heading_of(Ctx *c, int64_t overdue, int64_t soon, size_t to_sign)
{
    if (overdue) return words_with(c, MSG_casework_news_late, text_int64_t(c, overdue), text_int64_t(c, soon));
    if (soon) return words_with(c, MSG_casework_news_soon, text_int64_t(c, soon), (Str){0});
    if (to_sign) return words_with(c, MSG_casework_news_sign, text_int64_t(c, (int64_t)to_sign), (Str){0});
    return msg(c, MSG_casework_news_calm);
}

static Err on_desk(Ctx *c, WorkGroups *groups, SignRowRows *sign)
{
    Desk d;
    TRY(desk_of(c, &d));
    TRY(groups_of(c, &d, groups));
    TRY(files_to_sign(c, d.unit, LIST_ROWS, sign));
    signable(c, sign);
    return OK;
}

Err work_waiting(Ctx *c, Waiting *out)
{
    WorkGroups all;
    SignRowRows sign;
    TRY(on_desk(c, &all, &sign));
    *out = (Waiting){
        .sign = (int64_t)sign.len, .late = picked(c, &all, is_late_row), .soon = picked(c, &all, is_soon_row)};
    for (size_t i = 0; i < all.len; i++)
        out->all += (int64_t)all.at[i].rows.len, out->more |= all.at[i].more;
    return OK;
}

Err work_page(Req *q)
{
    Ctx *c = &q->ctx;
    WorkView v = {0};
    int64_t overdue, soon;
    TRY(on_desk(c, &v.groups, &v.to_sign));
    urgent_first(c, &v.groups, &overdue, &soon);
    v.heading = heading_of(c, overdue, soon, v.to_sign.len);
    return reply(q, (Page){.title = v.heading, .main = work_html(c, v), .nav = "/can-bo", .private_page = true});
}

/* ---- lists ---- */

bool due_between(const Ctx *c, Str filter, Day *from, Day *to)
{
    const Casefile due_today = {.clock = RUNNING, .due = c->today};
    const Day last = {c->today.n - !is_overdue(c, &due_today)}; /* today's pass with office hours */
    if (str_eq(filter, S("qua-han"))) return *from = (Day){0}, *to = last, true;
    if (str_eq(filter, S("hom-nay"))) return *from = (Day){last.n + 1}, *to = c->today, true;
    *from = (Day){c->today.n + 1}, *to = workdays_add(c->calendar, c->today, 1);
    return str_eq(filter, S("sap-han"));
}

Options flow_states(Ctx *c, const Flow *flow)
{
    Options out = {NEW(c->arena, Option, flow->state_len), 0};
    for (size_t i = 1; i < flow->state_len; i++) {
        const Str state = str(flow->states[i]);
        if (!(flow->sealed & IN(i))) out.at[out.len++] = (Option){state, state_name(c, str(flow->kind), state)};
    }
    return out;
}

static const Column columns[] = {
    COLUMN(FileRow, code),  COLUMN(FileRow, kind),      COLUMN(FileRow, state),
    COLUMN(FileRow, title), COLUMN(FileRow, facet),     COLUMN(FileRow, opened),
    COLUMN(FileRow, due),   COLUMN(FileRow, unit_code), COLUMN(FileRow, unit_name),
};
static const Columns table = COLUMNS("ho-so", columns, FileRow);

static Choices kinds_of(Ctx *c, const Flow *chosen)
{
    Choices out = {NEW(c->arena, Choice, 32), 0};
    for (const Flow *const *f = casework_flows; *f && out.len < 32; f++) {
        if (!may(c, (*f)->readers)) continue;
        out.at[out.len++] = (Choice){str((*f)->kind), msg_of(c, "casework.kinds", NULL, str((*f)->kind)), *f == chosen};
    }
    return out;
}

static Choices states_of(Ctx *c, const Flow *flow, Str state)
{
    const Options all = flow_states(c, flow);
    Choices out = {NEW(c->arena, Choice, all.len + 1), all.len};
    for (size_t i = 0; i < all.len; i++)
        out.at[i] = (Choice){all.at[i].value, all.at[i].label, str_eq(all.at[i].value, state)};
    return out;
}

static Err rows_of(Ctx *c, Str kind, Str state, int64_t before, FileRowRows *out)
{
    Desk d;
    TRY(desk_of(c, &d));
    if (d.wide && state.len)
        return files_of_wide_in(c, (FilesOfWideIn){kind, state, d.unit, before, LIST_ROWS + 1}, out);
    if (d.wide) return files_of_wide(c, (FilesOfWide){kind, d.unit, before, LIST_ROWS + 1}, out);
    if (state.len) return files_of_unit_in(c, (FilesOfUnitIn){kind, state, d.unit, before, LIST_ROWS + 1}, out);
    return files_of_unit(c, (FilesOfUnit){kind, d.unit, before, LIST_ROWS + 1}, out);
}

/* Sealed files are not in lists: whoever may see them has the code. */
static void leave_out_sealed(const Flow *flow, FileRowRows *rows)
{
    size_t n = 0;
    for (size_t i = 0; i < rows->len; i++) {
        int state = state_of(flow, rows->at[i].state);
        if (state > NEW_FILE && !(flow->sealed & IN(state))) rows->at[n++] = rows->at[i];
    }
    rows->len = n;
}

static const Flow *first_readable(const Ctx *c)
{
    for (const Flow *const *f = casework_flows; *f; f++)
        if (may(c, (*f)->readers)) return *f;
    return NULL;
}

Err list_page(Req *q)
{
    Ctx *c = &q->ctx;
    const Str kind = query_arg(q, "loai"), state = query_arg(q, "tinh-trang");
    const Flow *flow = kind.len ? flow_of(kind) : first_readable(c);
    int64_t before = INT64_MAX;
    FileRowRows rows;
    if (!flow || !may(c, flow->readers) || (state.len && state_of(flow, state) < 0)) return ERR_NOT_FOUND;
    if (query_arg(q, "sau").len && !str_int(query_arg(q, "sau"), &before)) return ERR_NOT_FOUND;
    TRY(rows_of(c, str(flow->kind), state, before, &rows));
    const bool more = rows.len > LIST_ROWS;
    if (more) rows.len = LIST_ROWS;
    Str next = more ? arena_fmt(c->arena, "%lld", (long long)rows.at[rows.len - 1].id) : (Str){0};
    leave_out_sealed(flow, &rows);
    if (!wants_html(q)) return reply_rows(q, &table, rows.at, rows.len, next);
    Str n = arena_fmt(c->arena, "%zu%s", rows.len, more ? "+" : "");
    const ListView v = {
        .heading = words_with(c, MSG_casework_list_news, n, msg_of(c, "casework.kinds", NULL, str(flow->kind))),
        .kind = str(flow->kind),
        .state = state,
        .next = next,
        .kinds = kinds_of(c, flow),
        .states = states_of(c, flow, state),
        .rows = rows};
    return reply(q, (Page){.title = v.heading, .main = list_html(c, v), .nav = "/can-bo/ho-so", .private_page = true});
}
