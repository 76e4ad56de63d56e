/* desk.c - the staff's side of the counter: the list, what is printed of it, reception. */
#include "base/day.h"
#include "dossier.html.h"
#include "onestop/onestop.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { LIST_MAX = 200 };

/* ---- the list ---- */

static Casefile clock_of(const DossierRow *r)
{
    return (Casefile){.clock = r->clock, .due = r->due, .state = r->state};
}

Str desk_due_class(const Ctx *c, const DossierRow *r)
{
    const Casefile f = clock_of(r);
    return due_class(c, &f);
}

Str desk_due_words(const Ctx *c, const DossierRow *r)
{
    const Casefile f = clock_of(r);
    return f.clock == RUNNING || f.clock == STANDING ? due_words(c, &f) : state_name(c, S("dossier"), r->state);
}

bool letter_due(const Ctx *c, const Casefile *f, bool apologised)
{
    return !apologised && f->clock == RUNNING && str_among(S("processing;waiting"), ';', f->state) &&
           days_left(c, f) <= 1;
}

bool needs_letter(const Ctx *c, const DossierRow *r)
{
    const Casefile f = clock_of(r);
    return may(c, OFFICER) && letter_due(c, &f, r->apologised);
}

/* Late letters are an act of their own: they do not count as in time. The engine asks again. */
Str letter_event(const Ctx *c, const DossierRow *r)
{
    const Casefile f = clock_of(r);
    return days_left(c, &f) > 0 ? S("apologise") : S("apologise_late");
}

static Str news_of(Ctx *c, const DossierNews *n)
{
    const Str args[] = {text_int64_t(c, n->overdue ? n->overdue
                                        : n->today ? n->today
                                                   : n->open),
                        text_int64_t(c, n->today)};
    if (n->overdue) return msg_with(c, MSG_onestop_news_overdue, args, LEN(args));
    if (n->today) return msg_with(c, MSG_onestop_news_today, args, 1);
    return n->open ? msg_with(c, MSG_onestop_news_open, args, 1) : msg(c, MSG_onestop_news_none);
}

/* Those whose clock runs first, nearest deadline on top. */
static int by_due(const void *a, const void *b)
{
    const DossierRow *x = a, *y = b;
    if ((x->clock == RUNNING) != (y->clock == RUNNING)) return x->clock == RUNNING ? -1 : 1;
    if (x->due.n != y->due.n) return x->due.n < y->due.n ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

/* Each state in which there is work left has its list. */
static Err all_open(Ctx *c, int64_t n, DossierRowRows *out)
{
    const Flow *flow = &dossier_flow;
    TRY(dossiers_due(c, (DossiersDue){c->unit, S(""), (Day){0}, (Day){INT32_MAX}, n}, out));
    if (out->len == (size_t)n) return OK; /* those whose clock runs come first, and fill the page */
    *out = (DossierRowRows){NEW(c->arena, DossierRow, flow->state_len * (size_t)n), 0};
    for (size_t i = NEW_FILE + 1; i < flow->state_len; i++) {
        DossierRowRows rows;
        if (flow->closed & IN(i)) continue;
        TRY(dossiers_in(c, (DossiersIn){c->unit, str(flow->states[i]), n}, &rows));
        if (rows.len) memcpy(out->at + out->len, rows.at, rows.len * sizeof *rows.at);
        out->len += rows.len;
    }
    qsort(out->at, out->len, sizeof *out->at, by_due);
    if (out->len > (size_t)n) out->len = (size_t)n;
    return OK;
}

/* What came in today, in whatever state it is by now; and letters of apology that wait for a signature. */
static Err rows_of(Ctx *c, Str state, Str due, int64_t n, DossierRowRows *out)
{
    if (str_eq(due, S("nhan-hom-nay"))) return dossiers_received(c, (DossiersReceived){c->unit, c->today, n}, out);
    if (str_eq(due, S("cho-ky"))) return dossiers_to_sign(c, c->unit, n, out);
    const int at = state.len ? state_of(&dossier_flow, state) : NEW_FILE;
    DossiersDue x = {.above = c->unit, .state = state, .n = n};
    if (at < 0 || (due.len && !due_between(c, due, &x.due_from, &x.due_to))) return ERR_NOT_FOUND;
    if (dossier_flow.closed & IN(at)) return dossiers_closed(c, (DossiersClosed){c->unit, state, n}, out);
    if (due.len) return dossiers_due(c, x, out);
    if (state.len) return dossiers_in(c, (DossiersIn){c->unit, state, n}, out);
    return all_open(c, n, out);
}

static Err news_read(Ctx *c, DossierNews *out)
{
    DossiersCounted x = {.above = c->unit, .today = c->today};
    Day from;
    const bool known = due_between(c, S("sap-han"), &from, &x.soon) && due_between(c, S("qua-han"), &from, &x.last);
    assert(known);
    return dossiers_counted(c, x, out);
}

/* Lists to be carried away have no names in them. */
static const Column columns[] = {
    COLUMN(DossierRow, code),      COLUMN(DossierRow, number), COLUMN(DossierRow, state),
    COLUMN(DossierRow, title),     COLUMN(DossierRow, facet),  COLUMN(DossierRow, reception),
    COLUMN(DossierRow, first_due), COLUMN(DossierRow, due),    COLUMN(DossierRow, unit_code),
    COLUMN(DossierRow, unit_name),
};
static const Columns table = COLUMNS("ho-so-mot-cua", columns, DossierRow);

static Options papers_offered(Ctx *c)
{
    Options out = {0};
    for (const Printable *p = batch_printables; p && p->key; p++)
        out.len++;
    out.at = NEW(c->arena, Option, out.len + 1);
    for (size_t i = 0; i < out.len; i++)
        out.at[i] = (Option){str(batch_printables[i].key), msg(c, batch_printables[i].name)};
    return out;
}

bool desk_chosen(const ListFilters *f, Str code)
{
    return f->print && str_among(form_given(f->print, "dossiers"), ';', code);
}

/* print: NULL, or what was asked to be printed and could not be. */
static Err list_page(Req *q, Str state, Str due, const Form *print)
{
    Ctx *c = &q->ctx;
    DossierRowRows rows;
    ListFilters f = {.state = state, .due = due, .states = flow_states(c, &dossier_flow), .print = print};
    TRY(rows_of(c, state, due, LIST_MAX + 1, &rows));
    const bool more = rows.len > LIST_MAX;
    if (more) rows.len = LIST_MAX;
    if (!wants_html(q) && !print) return reply_rows(q, &table, rows.at, rows.len, (Str){0});
    Html away;
    TRY(news_read(c, &f.news));
    TRY(legs_from_elsewhere(c, &away));
    f.heading = news_of(c, &f.news), f.papers = papers_offered(c), f.hidden = form_hidden(c, q);
    if (print) f.faults = form_faults(c, print);
    const Page page = {.title = f.heading,
                       .main = dossier_list_html(c, &f, rows, away, may(c, ONESTOP_CLERK), more),
                       .nav = "/can-bo/mot-cua",
                       .private_page = true};
    return print ? reply_faults(q, print, page) : reply(q, page);
}

Err desk_page(Req *q)
{
    return list_page(q, query_arg(q, "tinh-trang"), query_arg(q, "han"), NULL);
}

/* ---- many at once ---- */

typedef struct {
    Str form, dossiers, state, due;
    bool all;
} Print;
static const Field print_fields[] = {
    TEXT_FIELD(Print, form, .min = 2, .max = 2, .check = is_code),
    CODES_FIELD(Print, dossiers, .max = BATCH_MAX, .optional = true),
    HIDDEN_FIELD(Print, state, .max = 30, .optional = true),
    HIDDEN_FIELD(Print, due, .max = 30, .optional = true),
    YES_FIELD(Print, all),
};
const FormSpec desk_print_form = FORM("onestop.print", print_fields, Print);

/* The whole list, or what was ticked in it. */
static Err chosen(Ctx *c, const Print *in, BatchAsk *out)
{
    DossierRowRows rows = {0};
    Str *code = NEW(c->arena, Str, BATCH_MAX + 1);
    if (in->all) TRY(rows_of(c, in->state, in->due, BATCH_MAX + 1, &rows));
    for (size_t i = 0; i < rows.len; i++)
        code[out->len++] = rows.at[i].code;
    for (Str rest = in->dossiers; rest.len && !in->all && out->len <= BATCH_MAX;)
        code[out->len++] = str_cut(&rest, ';');
    out->codes = code;
    return OK;
}

Err desk_print_post(Req *q)
{
    Ctx *c = &q->ctx;
    Print in = {0};
    Form f;
    Str place;
    TRY(form_read(c, q->body, &desk_print_form, &in, &f));
    BatchAsk ask = {.form = in.form, .host = q->host};
    if (f.ok) TRY(chosen(c, &in, &ask));
    const Err e = f.ok ? batch_ask(c, &ask, &place) : ERR_INVALID;
    if (e == ERR_CONFLICT) form_fault(c, &f, "dossiers", "E_RANGE", c->why, c->why_arg[0]);
    if (e == ERR_CONFLICT || e == ERR_INVALID) return list_page(q, in.state, in.due, &f);
    TRY(e);
    return reply_done(q, place, arena_fmt(c->arena, "/can-bo/in/" STR, ARG(place)));
}

/* ---- reception ---- */

Options papers_asked(Ctx *c, PaperRows papers)
{
    Options out = {NEW(c->arena, Option, papers.len + 1), papers.len};
    for (size_t i = 0; i < papers.len; i++) {
        const Paper *x = &papers.at[i];
        const Str form = paper_form_text(c, x->form), args[] = {x->name, text_int64_t(c, x->copies), form};
        out.at[i] = (Option){text_int64_t(c, x->sort),
                             msg_with(c, x->required ? MSG_dossier_paper : MSG_dossier_paper_if_any, args, LEN(args))};
    }
    return out;
}

static Err receive_main(Req *q, const Form *given, const Procedure *p, Html *out)
{
    Ctx *c = &q->ctx;
    Form f = *given;
    Appointment when;
    PaperRows papers;
    Time received;
    if (!time_parse(form_given(given, "received_at"), &received)) received = c->now;
    TRY(paper_list(c, p->id, &papers));
    if (has_limit(p)) TRY(appointment_of(c, p, received, &when));
    form_choices(&f, "papers", papers_asked(c, papers));
    *out = receive_html(c, &f, p, papers.len == 0, has_limit(p) ? &when : NULL, form_hidden(c, q));
    return OK;
}

static Page desk_form(Req *q, int title)
{
    return (Page){.title = msg(&q->ctx, title),
                  .nav = "/can-bo/mot-cua",
                  .up = "/can-bo/mot-cua",
                  .up_title = MSG_onestop_desk,
                  .private_page = true};
}

static Err form_shown(Req *q, const Form *f, Page page, int status)
{
    page.script = true;
    if (status == 422) return reply_faults(q, f, page);
    page.status = status;
    return reply(q, page);
}

static Err procedures_found(Req *q)
{
    Ctx *c = &q->ctx;
    const Str words = query_arg(q, "tim");
    ProcedureRows rows;
    Page page = desk_form(q, MSG_onestop_choose_title);
    TRY(procedure_search(c, words, &rows));
    if (words.len && rows.len == 1 && wants_html(q)) /* nothing is left to choose */
        return redirect(q, "/can-bo/mot-cua/tiep-nhan?thu-tuc=" STR, ARG(rows.at[0].code));
    const bool more = rows.len > LIST_MAX;
    if (more) rows.len = LIST_MAX;
    page.main = choose_html(c, words, rows, more), page.script = true;
    return reply(q, page);
}

Err choose_page(Req *q)
{
    Ctx *c = &q->ctx;
    const Str code = query_arg(q, "thu-tuc");
    Procedure p;
    Page page = desk_form(q, MSG_onestop_receive_title);
    Form blank = form_blank(&dossier_receive_form);
    if (!code.len) return procedures_found(q);
    TRY(procedure_find(c, code, c->today, &p));
    form_value(&blank, "procedure", p.code);
    form_value(&blank, "applicant_kind", S("ca_nhan"));
    form_value(&blank, "delivery", S("tai_quay"));
    form_value(&blank, "channel", S("truc_tiep"));
    TRY(receive_main(q, &blank, &p, &page.main));
    page.script = true;
    return reply(q, page);
}

/* The form once more; without a known procedure there is nothing to draw it for. */
static Err receive_again(Req *q, const Form *f, int status)
{
    Ctx *c = &q->ctx;
    Procedure p;
    Page page = desk_form(q, MSG_onestop_receive_title);
    const Err e = procedure_find(c, form_given(f, "procedure"), c->today, &p);
    page.main = form_faults(c, f);
    if (e && e != ERR_NOT_FOUND) return e;
    if (!e && wants_html(q)) TRY(receive_main(q, f, &p, &page.main));
    return form_shown(q, f, page, status);
}

Err receive_post(Req *q)
{
    return casework_post(q, &(Deed){.flow = &dossier_flow, .event = S("receive")}, S("/can-bo/mot-cua/*/giay-hen"),
                         receive_again);
}

Err refuse_page(Req *q)
{
    Ctx *c = &q->ctx;
    Procedure p;
    Page page = desk_form(q, MSG_onestop_refuse_title);
    Form blank = form_blank(&dossier_refuse_form);
    TRY(procedure_find(c, query_arg(q, "thu-tuc"), c->today, &p));
    form_value(&blank, "procedure", p.code);
    form_value(&blank, "applicant_kind", S("ca_nhan"));
    form_value(&blank, "channel", S("truc_tiep"));
    page.main = refuse_html(c, &blank, &p, form_hidden(c, q));
    return reply(q, page);
}

static Err refuse_again(Req *q, const Form *f, int status)
{
    Ctx *c = &q->ctx;
    Procedure p;
    Page page = desk_form(q, MSG_onestop_refuse_title);
    const Err e = procedure_find(c, form_given(f, "procedure"), c->today, &p);
    page.main = form_faults(c, f);
    if (e && e != ERR_NOT_FOUND) return e;
    if (!e) page.main = refuse_html(c, f, &p, form_hidden(c, q));
    return form_shown(q, f, page, status);
}

Err refuse_post(Req *q)
{
    return casework_post(q, &(Deed){.flow = &dossier_flow, .event = S("refuse")}, (Str){0}, refuse_again);
}
