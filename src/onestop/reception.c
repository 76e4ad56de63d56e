/* reception.c - a dossier comes in at the desk: what is asked, what is checked, what is kept. */
#include "document/book.h"
#include "mail/address.h"
#include "onestop/events.h"
#include "text/fold.h"
#include <string.h>

enum { ID_DIGITS = 12, TAX_DIGITS = 10 };

/* ---- forms ---- */

static bool is_id_number(Str s)
{
    return s.len == ID_DIGITS && str_digits(s);
}

static bool is_tax_code(Str s)
{
    Str branch = s, head = str_cut(&branch, '-');
    if (head.len != TAX_DIGITS || !str_digits(head)) return false;
    return head.len == s.len || (branch.len == 3 && str_digits(branch));
}

typedef struct {
    Str procedure, papers, applicant_kind, applicant_name, phone, email, address, id_number, tax_code, channel,
        delivery;
    Str backdated, reason, refer_to, number;
    Time received_at;
    bool another;
} Reception;
static const char *const applicant_kinds[] = {"ca_nhan", "to_chuc", NULL};
static const char *const channels[] = {"truc_tiep", "buu_chinh", "cong_quoc_gia", NULL};
static const char *const deliveries[] = {"tai_quay", "buu_chinh", "dien_tu", NULL};
// clang-format off
#define WHO_FIELDS                                                                                                        \
    CHOICE_FIELD(Reception, applicant_kind, applicant_kinds, .labels = "dossier.applicant_kind"),                          \
    TEXT_FIELD(Reception, applicant_name, .min = 2, .max = 200, .autocomplete = "off"),                                    \
    TEXT_FIELD(Reception, phone, .max = 12, .optional = true, .check = is_phone, .example = MSG_dossier_phone_example),    \
    TEXT_FIELD(Reception, email, .max = 254, .optional = true, .check = is_mail_address, .example = MSG_mail_address_example, .autocomplete = "off"), \
    TEXT_FIELD(Reception, address, .max = 300, .optional = true),                                                          \
    TEXT_FIELD(Reception, id_number, .max = 12, .optional = true, .check = is_id_number, .example = MSG_dossier_id_example), \
    TEXT_FIELD(Reception, tax_code, .max = 14, .optional = true, .check = is_tax_code, .example = MSG_dossier_tax_example)
#define WHEN_FIELDS                                                                                                       \
    TIME_FIELD(Reception, received_at, .optional = true),                                                                  \
    TEXT_FIELD(Reception, backdated, .max = 300, .optional = true)
static const Field receive_fields[] = {
    HIDDEN_FIELD(Reception, procedure, .max = 13),
    {.name = "papers", .type = FIELD_MANY, .at = TYPED(Reception, papers, Str), .choices = paper_numbers, .optional = true},
    WHO_FIELDS,
    CHOICE_FIELD(Reception, channel, channels, .labels = "dossier.channel", .optional = true),
    CHOICE_FIELD(Reception, delivery, deliveries, .labels = "dossier.delivery", .optional = true),
    TEXT_FIELD(Reception, number, .max = 40, .optional = true, .check = is_code, .example = MSG_dossier_number_example),
    WHEN_FIELDS,
    YES_FIELD(Reception, another),
};
static const Field refuse_fields[] = {
    HIDDEN_FIELD(Reception, procedure, .max = 13),
    WHO_FIELDS,
    CHOICE_FIELD(Reception, channel, channels, .labels = "dossier.channel", .optional = true),
    LONG_FIELD(Reception, reason, .min = 10, .max = 2000),
    TEXT_FIELD(Reception, refer_to, .max = 300, .optional = true),
    WHEN_FIELDS,
};
const FormSpec dossier_receive_form = FORM("dossier.receive", receive_fields, Reception);
const FormSpec dossier_refuse_form = FORM("dossier.receive", refuse_fields, Reception);
// clang-format on

/* ---- reception ---- */

/* The dossier belongs to the day it came in, which may be some days ago: it takes that day's rules. */
Err dossier_place(Act *a)
{
    const Reception *in = a->input;
    const Day day = day_of(in->received_at);
    int64_t back;
    TRY(onestop_rule(a->c, a->c->today, "backdate_max", &back));
    if (in->received_at.ms && day.n <= a->c->today.n && day.n >= a->c->today.n - back) a->done = day;
    return OK;
}

/* Received later than now, or longer ago than the rule allows: refused. On an earlier day: with a reason. */
static Err received_when(Act *a, const Reception *in, Time *received)
{
    Ctx *c = a->c;
    int64_t back;
    *received = in->received_at.ms ? in->received_at : c->now;
    TRY(casework_rule(c, a->flow, &a->file, "backdate_max", &back));
    const int64_t ago = c->today.n - day_of(*received).n;
    if (received->ms > c->now.ms)
        form_fault(c, a->form, "received_at", "E_RANGE", MSG_dossier_in_future, text_Time(c, c->now));
    else if (ago > back)
        form_fault(c, a->form, "received_at", "E_RANGE", MSG_dossier_too_long_ago, text_int64_t(c, back));
    else if (ago > 0 && !in->backdated.len)
        form_fault(c, a->form, "backdated", "E_REQUIRED", MSG_dossier_backdated_why, (Str){0});
    return OK;
}

static Err procedure_for(Act *a, const Reception *in, Procedure *p)
{
    const Err e = procedure_find(a->c, in->procedure, a->done, p);
    if (e != ERR_NOT_FOUND) return e;
    form_fault(a->c, a->form, "procedure", "E_UNKNOWN_REF", MSG_dossier_no_procedure, in->procedure);
    return ERR_INVALID;
}

static bool ticked(Str papers, int64_t sort)
{
    int64_t n;
    while (papers.len)
        if (str_int(str_cut(&papers, ';'), &n) && n == sort) return true;
    return false;
}

/* A dossier is received when it is complete: all that is missing is named at once. */
static Err papers_check(Act *a, const Reception *in, const Procedure *p, PaperRows *asked)
{
    Ctx *c = a->c;
    Buf missing = {.arena = c->arena};
    size_t found = 0, n = 0;
    TRY(paper_list(c, p->id, asked));
    for (Str rest = in->papers; rest.len; n++)
        (void)str_cut(&rest, ';');
    for (size_t i = 0; i < asked->len; i++) {
        const Paper *x = &asked->at[i];
        const bool here = ticked(in->papers, x->sort);
        found += here;
        if (!here && x->required) buf_fmt(&missing, "%s" STR, missing.len ? "; " : "", ARG(x->name));
    }
    if (missing.len)
        form_fault(c, a->form, "papers", "E_REQUIRED", MSG_dossier_papers_missing, buf_done(&missing));
    else if (found < n)
        form_fault(c, a->form, "papers", "E_UNKNOWN_REF", MSG_dossier_papers_unknown, in->papers);
    return OK;
}

static Str phone_of(Ctx *c, Str s)
{
    if (!str_starts(s, S("+84"))) return s;
    return arena_fmt(c->arena, "0%.*s", (int)s.len - 3, s.ptr + 3);
}

/* Its own row, the person's, and the file's title: what reception and refusal have in common. */
static Err enter(Act *a, const Reception *in, const Procedure *p, Time received)
{
    Ctx *c = a->c;
    Str number = in->number; /* what the national portal gave it is kept */
    const Day day = day_of(received);
    const bool late_entry = day.n != c->today.n;
    if (!number.len) TRY(number_make(a, day, &number));
    a->done = day, a->file.title = p->name, a->file.facet = p->code;
    TRY(procedure_use(c, p->id, day));
    TRY(dossier_add(c, (DossierAdd){.id = a->file.id,
                                    .number = number,
                                    .procedure = p->id,
                                    .received = received,
                                    .reception = day,
                                    .channel = in->channel.len ? in->channel : S("truc_tiep"),
                                    .delivery = in->delivery.len ? in->delivery : S("tai_quay"),
                                    .backdated = late_entry ? in->backdated : (Str){0}}));
    if (late_entry) {
        a->note = in->backdated;
        TRY(casework_count(a, "backdated", p->code, 1));
    }
    return applicant_add(c, (ApplicantAdd){.id = a->file.id,
                                           .kind = in->applicant_kind,
                                           .name = in->applicant_name,
                                           .name_fold = fold(c->arena, in->applicant_name),
                                           .phone = phone_of(c, in->phone),
                                           .email = in->email,
                                           .address = in->address,
                                           .id_number = in->id_number,
                                           .tax_code = in->tax_code});
}

Err dossier_open_for(Ctx *c, const Applicant *who, Str procedure, AlikeRowRows *out)
{
    return dossier_open_alike(c,
                              (DossierOpenAlike){.above = c->unit,
                                                 .facet = procedure,
                                                 .id_number = who->id_number,
                                                 .name_fold = fold(c->arena, who->name),
                                                 .phone = phone_of(c, who->phone)},
                              out);
}

Str alike_codes(Ctx *c, const AlikeRowRows *rows)
{
    Buf codes = {.arena = c->arena};
    for (size_t i = 0; i < rows->len; i++)
        buf_fmt(&codes, "%s" STR, i ? ", " : "", ARG(rows->at[i].code));
    return buf_done(&codes);
}

/* The same person with the same wish, not yet done: said before anything is kept, and allowed when it is another. */
static Err doubles_check(Act *a, const Reception *in, const Procedure *p)
{
    AlikeRowRows open;
    Dossier same;
    const Applicant who = {.id_number = in->id_number, .name = in->applicant_name, .phone = in->phone};
    if (in->number.len && !str_eq(in->channel, S("cong_quoc_gia")))
        form_fault(a->c, a->form, "number", "E_FORMAT", MSG_dossier_number_portal, (Str){0});
    const Err e = in->number.len ? dossier_numbered(a->c, in->number, &same) : ERR_NOT_FOUND;
    if (e && e != ERR_NOT_FOUND) return e;
    if (!e) form_fault(a->c, a->form, "number", "E_DUP", MSG_dossier_number_twice, in->number);
    if (in->another || !a->form->ok) return OK;
    TRY(dossier_open_for(a->c, &who, p->code, &open));
    if (open.len) form_fault(a->c, a->form, "another", "E_DUP", MSG_dossier_alike_open, alike_codes(a->c, &open));
    return OK;
}

Err dossier_receive(Act *a)
{
    Ctx *c = a->c;
    const Reception *in = a->input;
    Procedure p;
    PaperRows papers;
    Time received;
    int64_t cut_off;
    LimitUnit unit;
    TRY(received_when(a, in, &received));
    TRY(procedure_for(a, in, &p));
    if (!has_limit(&p)) form_fault(c, a->form, "procedure", "E_REQUIRED", MSG_dossier_no_limit, p.name);
    TRY(papers_check(a, in, &p, &papers));
    TRY(doubles_check(a, in, &p));
    if (!a->form->ok) return ERR_INVALID;
    TRY(casework_rule(c, a->flow, &a->file, "cut_off", &cut_off));
    limit_of(&p, received, cut_off, &a->file.days, &unit);
    a->file.day_unit = unit;
    TRY(enter(a, in, &p, received));
    TRY(steps_plan(c, a->file.id, p.id));
    if (str_eq(in->channel, S("cong_quoc_gia"))) TRY(casework_count(a, "receive_online", p.code, 1));
    for (size_t i = 0; i < papers.len; i++) {
        const Paper *x = &papers.at[i];
        if (!ticked(in->papers, x->sort)) continue;
        TRY(dossier_paper_add(c, (DossierPaperAdd){a->file.id, x->sort, x->name, x->copies, x->form}));
    }
    return OK;
}

Err dossier_refuse(Act *a)
{
    const Reception *in = a->input;
    Procedure p;
    Time received;
    TRY(received_when(a, in, &received));
    TRY(procedure_for(a, in, &p));
    if (!a->form->ok) return ERR_INVALID;
    TRY(enter(a, in, &p, received));
    TRY(book_take(a, "PTC", "received_at"));
    const Ctx vi = in_vietnamese(a->c);
    const Str there[] = {in->reason, in->refer_to};
    a->note = in->refer_to.len ? msg_with(&vi, MSG_dossier_refused_to, there, LEN(there)) : in->reason;
    return OK;
}

/* What comes in from 15:00 on is handed on the next working day (the limit still counts from reception). */
Err dossier_forward(Act *a)
{
    Dossier d;
    int64_t cut_off;
    TRY(dossier_of(a->c, a->file.id, &d));
    TRY(casework_rule(a->c, a->flow, &a->file, "cut_off", &cut_off));
    TRY(dossier_forwarded(a->c, d.id, workday_forward(a->c->calendar, d.received, (int)cut_off)));
    return leg_first(a);
}

Err dossier_forward_undo(Act *a)
{
    return dossier_forwarded(a->c, a->file.id, (Day){0});
}
