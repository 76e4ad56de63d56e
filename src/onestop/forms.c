/* forms.c - forms 01 to 07 of the desk as PDF: what is printed in each, for the staff and for whoever brought the file.
 * How they look is in form/01.txt ...; the forms are those of Thông tư 03/2025/TT-VPCP. */
#include "base/data.h"
#include "base/day.h"
#include "document/document.h"
#include "onestop/onestop.h"
#include <assert.h>
#include <string.h>

enum { REGISTER_MAX = 500, VALUES_MAX = 40 };
enum { APOLOGY = 4, DRAFT = 7 }; /* places in the table of forms, from 1 */

typedef struct {
    Ctx *c; /* in Vietnamese, whoever asks */
    DossierView v;
    Casefile f;
    DocumentIssuer issuer;
    ActRowRows acts;
    Str host;
    DocumentValue values[VALUES_MAX];
    size_t value_len;
    DocumentTable table;
    Day made;
} Printed;

static void say(Printed *p, const char *name, Str text)
{
    p->values[p->value_len++] = (DocumentValue){name, text};
}

/* ---- what all have ---- */

static void say_head(Printed *p, bool desk, Str number, Day made)
{
    Ctx *c = p->c;
    p->made = made;
    say(p, "superior", desk ? p->issuer.head : p->issuer.superior);
    say(p, "issuer", desk ? document_upper(c->arena, msg(c, MSG_dossier_office_desk)) : p->issuer.head);
    say(p, "number", number);
    say(p, "place_date", document_place_date(c->arena, p->issuer.place, made));
    say(p, "issuer_plain", p->issuer.name);
    say(p, "office_phone", site()->help_phone);
}

static void say_dossier(Printed *p)
{
    Ctx *c = p->c;
    const DossierView *v = &p->v;
    const bool person = !str_eq(v->who.kind, S("to_chuc"));
    const Str you = msg(c, person ? MSG_dossier_honorific : MSG_dossier_honorific_body);
    say(p, "code", p->f.code);
    say(p, "dossier_number", v->d.number);
    say(p, "procedure", v->p.name);
    say(p, "procedure_code", v->p.code);
    say(p, "you", you);
    say(p, "who",
        person && v->who.name.len ? arena_fmt(c->arena, STR " " STR, ARG(you), ARG(v->who.name)) : v->who.name);
    say(p, "received_on", text_Day(c, v->d.reception));
    say(p, "received", text_Time(c, v->d.received));
}

static Str due_text(const Printed *p, Day due)
{
    Ctx *c = p->c;
    if (!due.n) return msg(c, MSG_dossier_no_promise);
    const Str day = date_long(c, due), end = msg(c, MSG_dossier_office_end);
    return arena_fmt(c->arena, STR ", " STR, ARG(day), ARG(end));
}

/* The last act of one of these events that still stands. */
static const ActRow *act_of(const Printed *p, const char *event, const char * or)
{
    const ActRow *found = NULL;
    for (size_t i = 0; i < p->acts.len; i++) {
        const ActRow *a = &p->acts.at[i];
        if (str_eq(a->event, str(event)) || str_eq(a->event, str(or))) found = a;
    }
    return found;
}

/* ---- 01: the receipt ---- */

static const char *const paper_keys[] = {"n", "name", "copies", "form", NULL};

static void paper_rows(Printed *p)
{
    enum { WIDTH = LEN(paper_keys) - 1 };
    Ctx *c = p->c;
    const DossierPaperRows *in = &p->v.papers;
    Str *cell = NEW(c->arena, Str, in->len * WIDTH + 1);
    for (size_t i = 0; i < in->len; i++) {
        const DossierPaper *x = &in->at[i];
        cell[i * WIDTH] = text_int64_t(c, (int64_t)i + 1);
        cell[i * WIDTH + 1] = x->name;
        cell[i * WIDTH + 2] = text_int64_t(c, x->copies);
        cell[i * WIDTH + 3] = paper_form_text(c, x->form);
    }
    p->table = (DocumentTable){"papers", paper_keys, cell, in->len};
}

static Err receipt(Printed *p)
{
    Ctx *c = p->c;
    const DossierView *v = &p->v;
    Str secret;
    const ActRow *received = act_of(p, "receive", "receive");
    if (!received) return ERR_NOT_FOUND;
    TRY(casework_link(c, &p->f, &secret));
    say_head(p, true, (Str){0}, v->d.reception);
    say(p, "link", casework_address(c, p->host, secret));
    say(p, "id_number", v->who.id_number);
    say(p, "tax_code", v->who.tax_code);
    say(p, "address", v->who.address);
    say(p, "phone", v->who.phone);
    say(p, "papers_count", text_int64_t(c, (int64_t)v->papers.len));
    say(p, "limit", limit_text(c, &v->p));
    say(p, "due", due_text(p, p->f.first_due));
    say(p, "office", p->issuer.name);
    say(p, "fee", fee_text(c, &v->p));
    say(p, "delivery", msg_of(c, "dossier", "delivery", v->d.delivery));
    say(p, "receiver", received->actor_name);
    paper_rows(p);
    return OK;
}

/* ---- 02 to 05: letters ---- */

static Err supplement(Printed *p)
{
    const ActRow *a = act_of(p, "request_supplement", "request_supplement");
    if (!a) return ERR_NOT_FOUND;
    say_head(p, true, a->document, p->v.supplement.asked);
    say(p, "items", p->v.supplement.items);
    say(p, "late_reason", p->v.supplement.late_reason);
    say(p, "officer", a->actor_name);
    say(p, "signer", a->actor_name);
    return OK;
}

static Err refusal(Printed *p)
{
    const ActRow *a = act_of(p, "refuse", "refuse");
    if (!a) return ERR_NOT_FOUND;
    say_head(p, true, a->document, a->done);
    say(p, "reason", a->note);
    say(p, "signer", a->actor_name);
    return OK;
}

static Err apology(Printed *p)
{
    const Apology *x = &p->v.apology;
    const ActRow *a = act_of(p, "apologise", "apologise_late");
    if (!a) return ERR_NOT_FOUND;
    say_head(p, false, x->number, x->signed_on);
    say(p, "promised", due_text(p, x->promised));
    say(p, "promised_anew", due_text(p, x->promised_anew));
    say(p, "reason", apology_words(p->c, x));
    say(p, "officer", a->proposer_name.len ? a->proposer_name : a->actor_name);
    say(p, "signer", x->signer);
    say(p, "draft", (Str){0});
    return OK;
}

/* The letter that waits to be signed, or to be written: with the reason and the new day where somebody has put them
 * forward. */
static Err apology_draft(Printed *p)
{
    Ctx *c = p->c;
    Pending x;
    Pairs input = {0};
    Day anew = {0};
    Err e = pending_of(c, p->f.id, S("apologise"), &x);
    if (e == ERR_NOT_FOUND) e = pending_of(c, p->f.id, S("apologise_late"), &x);
    if (e && e != ERR_NOT_FOUND) return e;
    if (!e && !pairs_parse(c->arena, x.input, &input))
        return FAIL(ERR_INTERNAL, "pending %lld is not readable", (long long)x.id);
    const bool day = day_parse(pair(input, "new_day"), &anew);
    say_head(p, false, (Str){0}, c->today);
    say(p, "draft", msg(c, MSG_dossier_draft));
    say(p, "promised", due_text(p, p->f.due));
    say(p, "promised_anew", day ? due_text(p, anew) : (Str){0});
    const Apology asked = {.cause = pair(input, "cause"), .reason = pair(input, "reason")};
    say(p, "reason", e ? (Str){0} : apology_words(c, &asked));
    say(p, "officer", e ? (Str){0} : x.proposer_name);
    say(p, "signer", (Str){0});
    return OK;
}

static Err stop_notice(Printed *p)
{
    Ctx *c = p->c;
    Ruleset rules;
    const ActRow *a = act_of(p, "stop", "lapse");
    if (!a) return ERR_NOT_FOUND;
    TRY(ruleset_of(c, S("onestop"), p->f.opened, &rules));
    const bool lapsed = str_eq(a->event, S("lapse"));
    say_head(p, false, a->document, a->done);
    say(p, "reason", a->note.len ? a->note : msg(c, MSG_dossier_lapsed));
    say(p, "basis", rules.name);
    say(p, "stopped_on", text_Day(c, a->done));
    say(p, "signer_title", msg(c, lapsed ? MSG_dossier_signs_head : MSG_dossier_signs_officer));
    say(p, "signer", lapsed ? (Str){0} : a->actor_name);
    return OK;
}

/* ---- 06: who had it ---- */

static const char *const step_keys[] = {"n", "given_at", "giver", "receiver", "result", "note", NULL};

enum { STEP_WIDTH = LEN(step_keys) - 1 };

/* The legs: who gave it to whom, and whether that was in its time. */
static void leg_rows(Printed *p)
{
    Ctx *c = p->c;
    const StepsShown *in = &p->v.steps;
    Str *cell = NEW(c->arena, Str, in->len * STEP_WIDTH + 1);
    size_t n = 0;
    for (; n < in->len && in->at[n].given_at.ms; n++, cell += STEP_WIDTH) {
        const StepShown *s = &in->at[n];
        const Str args[] = {text_int64_t(c, s->sort), s->name, s->note};
        cell[0] = text_int64_t(c, (int64_t)n + 1);
        cell[1] = text_Time(c, s->given_at);
        cell[2] = s->giver;
        cell[3] = s->receiver.len ? arena_fmt(c->arena, STR ", " STR, ARG(s->unit), ARG(s->receiver)) : s->unit;
        cell[4] = s->judged.len ? s->judged : s->label;
        cell[5] = msg_with(c, s->note.len ? MSG_dossier_step_noted : MSG_dossier_step, args, s->note.len ? 3 : 2);
    }
    p->table = (DocumentTable){"steps", step_keys, cell - n * STEP_WIDTH, n};
}

/* Of a procedure without steps: each act. */
static void act_rows(Printed *p)
{
    enum { WIDTH = STEP_WIDTH };
    Ctx *c = p->c;
    Str *cell = NEW(c->arena, Str, p->acts.len * WIDTH + 1), giver = p->v.who.name;
    for (size_t i = 0; i < p->acts.len; i++, cell += WIDTH) {
        const ActRow *a = &p->acts.at[i];
        const Str done = act_label(c, S("dossier"), a->event);
        cell[0] = text_int64_t(c, (int64_t)i + 1);
        cell[1] = text_Time(c, a->at);
        cell[2] = giver;
        cell[3] = a->actor_name;
        cell[4] = day_judged(c, a->done, a->due);
        cell[5] = a->document.len ? arena_fmt(c->arena, STR " (" STR ")", ARG(done), ARG(a->document)) : done;
        giver = a->actor_name;
    }
    p->table = (DocumentTable){"steps", step_keys, cell - p->acts.len * WIDTH, p->acts.len};
}

static Err control_slip(Printed *p)
{
    Ctx *c = p->c;
    if (p->v.steps.len && p->v.steps.at[0].given_at.ms)
        leg_rows(p);
    else
        act_rows(p);
    say_head(p, false, (Str){0}, c->today);
    say(p, "due", due_text(p, p->f.due));
    say(p, "judged",
        p->v.d.result_on.n ? day_judged(c, p->v.d.result_on, p->f.first_due) : msg(c, MSG_dossier_no_result));
    return OK;
}

/* ---- which there are ---- */

static bool is_received(const Ctx *c, const DossierView *v)
{
    (void)c;
    return !str_eq(v->f->state, S("refused"));
}

static bool is_refused(const Ctx *c, const DossierView *v)
{
    (void)c;
    return !is_received(c, v);
}

static bool is_asked(const Ctx *c, const DossierView *v)
{
    (void)c;
    return v->asked;
}

static bool is_apologised(const Ctx *c, const DossierView *v)
{
    (void)c;
    return v->apologised;
}

/* From the last working day before the appointment on, until the letter is signed. */
static bool is_near(const Ctx *c, const DossierView *v)
{
    return letter_due(c, v->f, v->apologised);
}

static bool is_stopped(const Ctx *c, const DossierView *v)
{
    (void)c;
    return str_eq(v->f->state, S("stopped"));
}

static bool always(const Ctx *c, const DossierView *v)
{
    (void)c;
    return v != NULL;
}

// clang-format off
static const struct {
    const char *file, *template; int name; bool of_holder; bool (*there)(const Ctx *c, const DossierView *v); Err (*fill)(Printed *p);
} forms[] = {
    {"01.pdf", "onestop/form/01.txt", MSG_dossier_receipt_pdf,    true,  is_received,   receipt     },
    {"02.pdf", "onestop/form/02.txt", MSG_dossier_supplement_pdf, true,  is_asked,      supplement  },
    {"03.pdf", "onestop/form/03.txt", MSG_dossier_refusal_pdf,    true,  is_refused,    refusal     },
    {"04.pdf", "onestop/form/04.txt", MSG_dossier_letter_pdf,     true,  is_apologised, apology     },
    {"05.pdf", "onestop/form/05.txt", MSG_dossier_stop_pdf,       true,  is_stopped,    stop_notice },
    {"06.pdf", "onestop/form/06.txt", MSG_dossier_slip_pdf,       false, always,        control_slip},
    {"04-du-thao.pdf", "onestop/form/04.txt", MSG_dossier_draft_pdf, false, is_near,   apology_draft},
};
// clang-format on
_Static_assert(LEN(forms) == DRAFT, "the draft is the last of them");

Err dossier_forms(Ctx *c, DossierView *v)
{
    const bool holder = c->holder == v->f->id;
    Str of = v->f->code;
    if (holder) TRY(casework_link(c, v->f, &of));
    v->forms = (FormLinks){NEW(c->arena, FormLink, LEN(forms)), 0};
    for (size_t i = 0; i < LEN(forms); i++) {
        if (!forms[i].there(c, v) || (holder && !forms[i].of_holder)) continue;
        v->forms.at[v->forms.len++] = (FormLink){
            msg(c, forms[i].name), arena_fmt(c->arena, "%s/" STR "/phieu/%s", holder ? "/tra-cuu" : "/can-bo/mot-cua",
                                             ARG(of), forms[i].file)};
    }
    return OK;
}

/* ---- filling ---- */

static Err fill(const Printed *p, const char *template, Buf *out)
{
    const Document d = {.template = data_file(template),
                        .profile = p->issuer.profile,
                        .values = p->values,
                        .value_len = p->value_len,
                        .tables = &p->table,
                        .table_len = p->table.name != NULL,
                        .made = p->made};
    return document_fill(&d, out);
}

Err form_fill(Ctx *c, const Casefile *f, size_t n, Str host, Buf *out)
{
    Ctx vi = *c;
    Printed p = {.c = &vi, .f = *f, .host = host};
    assert(n && n <= LEN(forms));
    vi.lang = VI, vi.holder = 0;
    TRY(dossier_view(&vi, &p.f, true, &p.v));
    if (!forms[n - 1].there(&vi, &p.v)) return ERR_NOT_FOUND;
    TRY(document_issuer(&vi, f->unit, &p.issuer));
    TRY(act_list(&vi, f->id, &p.acts));
    say_dossier(&p);
    TRY(forms[n - 1].fill(&p));
    return fill(&p, forms[n - 1].template, out);
}

/* ---- in batches ---- */

static Err print_one(Ctx *c, const Casefile *f, Str key, Str host, Buf *out)
{
    int64_t n;
    if (!str_int(key, &n) || n < 1 || n >= DRAFT) return ERR_NOT_FOUND;
    const Err e = form_fill(c, f, (size_t)n, host, out);
    return e == ERR_NOT_FOUND && n == APOLOGY ? form_fill(c, f, DRAFT, host, out) : e;
}

// clang-format off
const Printable dossier_printables[] = {
    {"01", MSG_dossier_receipt_pdf,    "dossier", print_one},
    {"02", MSG_dossier_supplement_pdf, "dossier", print_one},
    {"03", MSG_dossier_refusal_pdf,    "dossier", print_one},
    {"04", MSG_dossier_letter_pdf,     "dossier", print_one},
    {"05", MSG_dossier_stop_pdf,       "dossier", print_one},
    {"06", MSG_dossier_slip_pdf,       "dossier", print_one},
    {NULL, 0,                          NULL,      NULL     },
};
// clang-format on

/* ---- one, answered ---- */

static Err answer(Req *q, Str filled, Str name)
{
    Str pdf;
    TRY(document_draw(&q->ctx, filled, &pdf));
    return reply_text(q, "application/pdf", pdf, name);
}

static Err form_answer(Req *q, const Flow *flow, const Casefile *f, bool holder)
{
    Ctx *c = &q->ctx;
    const Str file = path_arg(q, "form");
    Buf filled = {.arena = c->arena};
    size_t i = 0;
    while (i < LEN(forms) && !str_eq(file, str(forms[i].file)))
        i++;
    if (i == LEN(forms) || flow != &dossier_flow || (holder && !forms[i].of_holder)) return ERR_NOT_FOUND;
    TRY(form_fill(c, f, i + 1, q->host, &filled));
    return answer(q, buf_done(&filled), arena_fmt(c->arena, STR "-" STR, ARG(f->code), ARG(file)));
}

Err form_file(Req *q)
{
    const Flow *flow;
    Casefile f;
    TRY(casework_read(&q->ctx, path_arg(q, "dossier"), &flow, &f));
    return form_answer(q, flow, &f, false);
}

Err holder_form_file(Req *q)
{
    const Flow *flow;
    Casefile f;
    TRY(casework_held(q, &flow, &f));
    return form_answer(q, flow, &f, true);
}

/* ---- 07: the register of an office ---- */

static const char *const register_keys[] = {"n",       "number",   "procedure", "papers",   "applicant",
                                            "address", "received", "due",       "returned", "delivery",
                                            "signed",  "note",     NULL};

static void register_row(Ctx *c, const RegisterRow *r, size_t n, Str *cell)
{
    const Str cells[] = {
        text_int64_t(c, (int64_t)n),
        r->number,
        r->title,
        text_int64_t(c, r->papers),
        r->applicant,
        arena_fmt(c->arena, STR "%s" STR, ARG(r->address), r->address.len && r->phone.len ? ", " : "", ARG(r->phone)),
        text_Day(c, r->reception),
        r->first_due.n ? text_Day(c, r->first_due) : (Str){0},
        r->returned_on.n ? text_Day(c, r->returned_on) : (Str){0},
        msg_of(c, "dossier", "delivery", r->delivery),
        {0},
        state_name(c, S("dossier"), r->state)};
    memcpy(cell, cells, sizeof cells);
}

static Err days_asked(Req *q, Day *from, Day *to)
{
    const Str a = query_arg(q, "tu"), b = query_arg(q, "den");
    *from = *to = q->ctx.today;
    if ((a.len && !day_parse(a, from)) || (b.len && !day_parse(b, to)) || from->n > to->n) return ERR_NOT_FOUND;
    return OK;
}

Err register_file(Req *q)
{
    Ctx vi = q->ctx, *c = &vi;
    Printed p = {.c = c, .made = c->today};
    RegisterRowRows rows;
    Day from, to;
    Buf filled = {.arena = c->arena};
    vi.lang = VI;
    TRY(days_asked(q, &from, &to));
    TRY(dossiers_registered(c, (DossiersRegistered){c->unit, from, to, REGISTER_MAX + 1}, &rows));
    if (rows.len > REGISTER_MAX) return WHY(&q->ctx, MSG_onestop_register_long, ERR_CONFLICT);
    TRY(document_issuer(c, c->unit, &p.issuer));
    const size_t width = LEN(register_keys) - 1;
    Str *cells = NEW(c->arena, Str, rows.len * width + 1);
    for (size_t i = 0; i < rows.len; i++)
        register_row(c, &rows.at[i], i + 1, cells + i * width);
    p.table = (DocumentTable){"dossiers", register_keys, cells, rows.len};
    say_head(&p, false, (Str){0}, c->today);
    say(&p, "from", text_Day(c, from)), say(&p, "to", text_Day(c, to));
    say(&p, "total", text_int64_t(c, (int64_t)rows.len));
    say(&p, "maker", c->actor_name);
    TRY(fill(&p, "onestop/form/07.txt", &filled));
    return answer(q, buf_done(&filled), S("so-theo-doi.pdf"));
}
