/* desk.c - the staff's side of the counter: the list, reception, the papers to print. */
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
    return (Casefile){.clock = r->clock, .due = r->due};
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

bool needs_letter(const Ctx *c, const DossierRow *r)
{
    const Casefile f = clock_of(r);
    return may(c, OFFICER) && !r->apologised && str_eq(r->state, S("processing")) && days_left(c, &f) <= 1;
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
static Err all_open(Ctx *c, DossierRowRows *out)
{
    const Flow *flow = &dossier_flow;
    *out = (DossierRowRows){NEW(c->arena, DossierRow, flow->state_len * (LIST_MAX + 1)), 0};
    for (size_t i = NEW_FILE + 1; i < flow->state_len; i++) {
        DossierRowRows rows;
        if (flow->closed & IN(i)) continue;
        TRY(dossiers_in(c, (DossiersIn){c->unit, str(flow->states[i]), LIST_MAX + 1}, &rows));
        if (rows.len) memcpy(out->at + out->len, rows.at, rows.len * sizeof *rows.at);
        out->len += rows.len;
    }
    qsort(out->at, out->len, sizeof *out->at, by_due);
    return OK;
}

static Err rows_of(Ctx *c, Str state, Str due, DossierRowRows *out)
{
    const int at = state.len ? state_of(&dossier_flow, state) : NEW_FILE;
    DossiersDue x = {.above = c->unit, .state = state, .n = LIST_MAX + 1};
    if (at < 0 || (due.len && !due_between(c, due, &x.due_from, &x.due_to))) return ERR_NOT_FOUND;
    if (dossier_flow.closed & IN(at)) return dossiers_closed(c, (DossiersClosed){c->unit, state, LIST_MAX + 1}, out);
    if (due.len) return dossiers_due(c, x, out);
    if (state.len) return dossiers_in(c, (DossiersIn){c->unit, state, LIST_MAX + 1}, out);
    return all_open(c, out);
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

Err desk_page(Req *q)
{
    Ctx *c = &q->ctx;
    DossierRowRows rows;
    ListFilters f = {
        .state = query_arg(q, "tinh-trang"), .due = query_arg(q, "han"), .states = flow_states(c, &dossier_flow)};
    TRY(rows_of(c, f.state, f.due, &rows));
    const bool more = rows.len > LIST_MAX;
    if (more) rows.len = LIST_MAX;
    if (!wants_html(q)) return reply_rows(q, &table, rows.at, rows.len, (Str){0});
    TRY(news_read(c, &f.news));
    f.heading = news_of(c, &f.news);
    return reply(q, (Page){.title = f.heading,
                           .main = dossier_list_html(c, &f, rows, may(c, ONESTOP_CLERK), more),
                           .nav = "/can-bo/mot-cua",
                           .private_page = true});
}

/* ---- reception ---- */

/* "Tờ khai (1 bản chính)": what the procedure asks for, to be ticked. */
static Options papers_asked(Ctx *c, PaperRows papers)
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

/* ---- to print ---- */

static Err dossier_found(Req *q, Casefile *f, DossierView *v)
{
    const Flow *flow;
    TRY(casework_read(&q->ctx, path_arg(q, "dossier"), &flow, f));
    return flow == &dossier_flow ? dossier_view(&q->ctx, f, true, v) : ERR_NOT_FOUND;
}

static Err printed(Req *q, Str title, Html main)
{
    return reply(q,
                 (Page){.title = title, .main = main, .nav = "/can-bo/mot-cua", .script = true, .private_page = true});
}

Err receipt_page(Req *q)
{
    Ctx *c = &q->ctx;
    Casefile f;
    DossierView v;
    Ruleset forms;
    Qr qr;
    Str secret;
    TRY(dossier_found(q, &f, &v));
    TRY(casework_link(c, &f, &secret));
    const Err e = ruleset_of(c, S("onestop_form"), v.d.reception, &forms);
    if (e && e != ERR_NOT_FOUND) return e;
    const Str link = casework_address(c, q->host, secret);
    const bool drawn = qr_of(c->arena, link, &qr);
    assert(drawn); /* an address is never that long */
    const ReceiptView r = {&v, &qr, link, e ? (Str){0} : forms.name, may(c, ONESTOP_CLERK)};
    return printed(q, msg(c, MSG_dossier_receipt_title), receipt_html(c, &r));
}

Err letter_page(Req *q)
{
    Ctx *c = &q->ctx;
    Casefile f;
    DossierView v;
    TRY(dossier_found(q, &f, &v));
    if (!v.apologised) return ERR_NOT_FOUND;
    return printed(q, msg(c, MSG_dossier_letter_title), letter_page_html(c, &v));
}
