/* exchange.c - a table is sent and tried, its faults or its changes are shown, and it is taken in whole or not at all.
 */
#include "exchange/exchange.h"
#include "account/account.h"
#include "base/day.h"
#include "exchange.html.h"
#include "store/store.h"
#include "unit/unit.h"

enum { TEXT_MAX = 900000, LINES_MAX = 60, KEPT_DAYS = 30, LISTED_MAX = 24 };

static const Permission may_bring = {"exchange.bring", ONESTOP_CLERK | UNIT_HEAD | UNIT_ADMIN};

/* ---- which tables, and for whom ---- */

/* What is of the whole house is for those who are over all of it. */
static Err may_have(Ctx *c, const Exchange *x, bool *yes)
{
    Unit top;
    *yes = x->may && may(c, x->may->roles);
    if (!*yes || !x->whole) return OK;
    const Err e = unit_root(c, &top);
    if (e && e != ERR_NOT_FOUND) return e;
    *yes = unit_covers(c, x->may->roles, e ? S("/") : top.path);
    return OK;
}

static Err table_of(Req *q, const Exchange **out)
{
    bool yes = false;
    *out = exchange_of(path_arg(q, "kind"));
    if (*out) TRY(may_have(&q->ctx, *out, &yes));
    return yes ? OK : ERR_NOT_FOUND;
}

static Err list_page(Req *q)
{
    Ctx *c = &q->ctx;
    TableLinks all = {NEW(c->arena, TableLink, LISTED_MAX), 0};
    for (const Slice *const *s = web.slices; *s; s++)
        for (size_t i = 0; i < (*s)->exchanges.len && all.len < LISTED_MAX; i++) {
            const Exchange *x = &(*s)->exchanges.at[i];
            bool yes;
            TRY(may_have(c, x, &yes));
            if (yes) all.at[all.len++] = (TableLink){str(x->kind), msg(c, x->title)};
        }
    return reply(
        q, (Page){.title = msg(c, MSG_exchange_title), .main = exchange_list_html(c, all), .nav = "/can-bo/bang"});
}

/* ---- one table ---- */

typedef struct {
    Upload list;
    Str cells;
} Sent;
static const Field sent_fields[] = {
    FILE_FIELD(Sent, list, .max = TEXT_MAX, .accept = ".csv,.tsv,.json,text/csv,application/json", .optional = true),
    LONG_FIELD(Sent, cells, .max = 200000, .optional = true),
};
static const FormSpec sent_form = FORM("exchange", sent_fields, Sent);

static TextLines cut(Ctx *c, Str text, char by)
{
    TextLines out = {NEW(c->arena, Str, LISTED_MAX + LINES_MAX + 2), 0};
    while (text.len && out.len < LISTED_MAX + LINES_MAX)
        out.at[out.len++] = str_cut(&text, by);
    return out;
}

static Err table_show(Req *q, const Exchange *x, const Form *form, int status)
{
    Ctx *c = &q->ctx;
    ExchangeDraftRows rows;
    Str rest = str(x->columns), needed = str_cut(&rest, '|');
    TableView v = {.kind = str(x->kind), .title = msg(c, x->title), .two = x->two, .export = x->write && x->whole};
    TRY(exchange_drafts(c, v.kind, &rows));
    v.needed = cut(c, needed, ','), v.optional = cut(c, rest, ',');
    v.fields = form_fields(c, form), v.faults = form_faults(c, form), v.hidden = form_hidden(c, q);
    v.drafts = (DraftViews){NEW(c->arena, DraftView, rows.len + 1), 0};
    for (size_t i = 0; i < rows.len; i++) {
        const ExchangeDraft *d = &rows.at[i];
        const bool own = str_eq(d->person, c->actor);
        if (!own && !x->two) continue;
        v.drafts.at[v.drafts.len++] =
            (DraftView){d, cut(c, d->faults, '\n'), cut(c, d->notes, '\n'), own, own != x->two};
    }
    const Page p = {.title = v.title,
                    .main = exchange_table_html(c, &v),
                    .nav = "/can-bo/bang",
                    .up = "/can-bo/bang",
                    .up_title = MSG_exchange_title,
                    .private_page = true};
    return status == 422 ? reply_faults(q, form, p) : reply(q, p);
}

static Err table_page(Req *q)
{
    const Exchange *x;
    const Form blank = form_blank(&sent_form);
    TRY(table_of(q, &x));
    return table_show(q, x, &blank, 200);
}

static Err export_file(Req *q)
{
    const Exchange *x;
    Outlet o = {.as = AS_CSV, .text = {.arena = q->ctx.arena}};
    TRY(table_of(q, &x));
    if (!x->write || !x->whole) return ERR_NOT_FOUND; /* of one unit, a whole table would show the others */
    TRY(x->write(&q->ctx, &o));
    return reply_text(q, "text/csv; charset=utf-8", outlet_done(&o), arena_fmt(q->ctx.arena, "%s.csv", x->kind));
}

/* ---- trying and taking in ---- */

static Str lines_of(Ctx *c, const ImportFault *at, size_t n)
{
    Buf out = {.arena = c->arena};
    for (size_t i = 0; i < n && i < LINES_MAX; i++) {
        const Str args[] = {text_int64_t(c, at[i].line), at[i].field, at[i].reason};
        if (i) buf_char(&out, '\n');
        buf_str(&out, at[i].line
                          ? msg_with(c, at[i].field.len ? MSG_exchange_fault : MSG_exchange_fault_row, args, LEN(args))
                          : at[i].reason);
    }
    if (n > LINES_MAX) buf_fmt(&out, "\n…");
    return buf_done(&out);
}

/* Inside the request's transaction: what the trial did is undone, what it said stays. */
static Err run(Ctx *c, const Exchange *x, Str text, bool trial, ImportReport *r)
{
    Ctx at = *c;
    *r = (ImportReport){0};
    TRY(store_do(c->store, SAVEPOINT));
    const Err e = x->read(&at, text, r);
    store_settle(c->store);
    if (e || trial || r->len) TRY(store_do(c->store, ROLLBACK_TO));
    TRY(store_do(c->store, RELEASE));
    if (e && e != ERR_INVALID && e != ERR_DENIED && e != ERR_CONFLICT && e != ERR_NOT_FOUND) return e;
    if (e && !r->len) import_fault(c, r, 0, (Str){0}, at.why ? why_text(&at) : msg(c, MSG_import_refused));
    return OK;
}

static Err keep(Ctx *c, const Exchange *x, Str name, Str text)
{
    ImportReport r;
    TRY(run(c, x, text, true, &r));
    return exchange_draft_put(c, (ExchangeDraftPut){.kind = str(x->kind),
                                                    .person = c->actor,
                                                    .person_name = c->actor_name,
                                                    .file = name,
                                                    .text = text,
                                                    .rows = r.rows,
                                                    .added = r.added,
                                                    .changed = r.changed,
                                                    .faults = lines_of(c, r.at, r.len),
                                                    .notes = lines_of(c, r.note, r.note_len),
                                                    .at = c->now});
}

static Err send(Req *q)
{
    Ctx *c = &q->ctx;
    const Exchange *x;
    Sent s = {0};
    Form f;
    TRY(table_of(q, &x));
    TRY(form_read(c, q->body, &sent_form, &s, &f));
    const Str cells = pair(q->body, "cells"); /* as typed: a form takes the tabs off */
    const bool pasted = str_trim(cells).len > 0, file = s.list.bytes.len > 0;
    if (f.ok && pasted == file) form_fault(c, &f, "list", "E_REQUIRED", MSG_exchange_one, (Str){0});
    if (!f.ok) return table_show(q, x, &f, 422);
    TRY(keep(c, x, file ? s.list.name : msg(c, MSG_exchange_pasted), file ? s.list.bytes : cells));
    return redirect(q, "/can-bo/bang/%s", x->kind);
}

static Err draft_of(Req *q, const Exchange **x, ExchangeDraft *d)
{
    TRY(table_of(q, x));
    TRY(exchange_draft_of(&q->ctx, str((*x)->kind), pair(q->body, "person"), d));
    return d->text.len && (str_eq(d->person, q->ctx.actor) || (*x)->two) ? OK : ERR_NOT_FOUND;
}

static Err take(Req *q)
{
    Ctx *c = &q->ctx;
    const Exchange *x;
    ExchangeDraft d;
    ImportReport r;
    TRY(draft_of(q, &x, &d));
    if (str_eq(d.person, c->actor) == x->two) return WHY(c, MSG_exchange_second, ERR_DENIED);
    TRY(run(c, x, d.text, false, &r));
    if (r.len) { /* what stands in the data has changed since it was tried */
        TRY(keep(c, x, d.file, d.text));
        return redirect(q, "/can-bo/bang/%s", x->kind);
    }
    TRY(exchange_draft_taken(c, (ExchangeDraftTaken){d.kind, d.person, r.added, r.changed,
                                                     lines_of(c, r.note, r.note_len), c->now, c->actor_name}));
    TRY(audit_add(c, "exchange.take", d.kind, true, d.person));
    return redirect(q, "/can-bo/bang/%s", x->kind);
}

static Err drop(Req *q)
{
    const Exchange *x;
    ExchangeDraft d;
    TRY(draft_of(q, &x, &d));
    TRY(exchange_draft_drop(&q->ctx, d.kind, d.person));
    return redirect(q, "/can-bo/bang/%s", x->kind);
}

static Err forget(Ctx *c, int64_t *n)
{
    TRY(exchange_drafts_forget(c, (Time){c->now.ms - KEPT_DAYS * (int64_t)DAY_MS}));
    *n = store_changed(c);
    return OK;
}

// clang-format off
static const Route routes[] = {
    {GET,  "/can-bo/bang",                &may_bring, list_page},
    {GET,  "/can-bo/bang/:kind",          &may_bring, table_page},
    {POST, "/can-bo/bang/:kind",          &may_bring, send, .form = &sent_form, .files = true},
    {GET,  "/can-bo/bang/:kind/hien-co",  &may_bring, export_file},
    {POST, "/can-bo/bang/:kind/nhan",     &may_bring, take},
    {POST, "/can-bo/bang/:kind/bo",       &may_bring, drop},
};
// clang-format on
static const JobRow jobs[] = {
    {"exchange.forget", forget, 3600, false},
};
static const FormSpec *const forms[] = {&sent_form};
const Slice exchange_slice = {.name = "exchange", .routes = TABLE(routes), .jobs = TABLE(jobs), .forms = TABLE(forms)};
