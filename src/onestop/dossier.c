/* dossier.c - how a dossier moves: its rows, its forms, its rules. */
#include "onestop/dossier.h"
#include "base/day.h"
#include "onestop/rating.h"
#include "text/fold.h"
#include <assert.h>
#include <string.h>

enum { NONE, RECEIVED, PROCESSING, SUPPLEMENT, WAITING, HAS_RESULT, RETURNED, STOPPED, REFUSED, WITHDRAWN };
static const char *const states[] = {"",        "received",   "processing", "supplement_requested",
                                     "waiting", "has_result", "returned",   "stopped",
                                     "refused", "withdrawn"};
enum { OPEN = IN(RECEIVED) | IN(PROCESSING) | IN(SUPPLEMENT) | IN(WAITING), ID_DIGITS = 12, TAX_DIGITS = 10 };

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
    Str procedure, papers, applicant_kind, applicant_name, phone, address, id_number, tax_code, channel, delivery;
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

typedef struct { Str items, late_reason; } Missing;
static const Field missing_fields[] = {
    LONG_FIELD(Missing, items, .min = 10, .max = 2000),
    LONG_FIELD(Missing, late_reason, .min = 10, .max = 1000, .optional = true),
};
static const FormSpec missing_form = FORM("dossier.supplement_form", missing_fields, Missing);

typedef struct { Str handed_in; } Resubmission;
static const Field resubmit_fields[] = {LONG_FIELD(Resubmission, handed_in, .min = 3, .max = 2000)};
static const FormSpec resubmit_form = FORM("dossier.form", resubmit_fields, Resubmission);

typedef struct { Str reason; Day new_day; } Letter;
static const Field letter_fields[] = {LONG_FIELD(Letter, reason, .min = 20, .max = 2000), DAY_FIELD(Letter, new_day)};
static const FormSpec letter_form = FORM("dossier.apology_form", letter_fields, Letter);

typedef struct { Str ground, note; } Wait;
static const char *const grounds[] = {"nghia_vu_tai_chinh", "xac_minh", "giam_dinh", "lay_y_kien", "khac", NULL};
static const Field wait_fields[] = {
    CHOICE_FIELD(Wait, ground, grounds, .labels = "dossier.ground"),
    LONG_FIELD(Wait, note, .max = 1000, .optional = true),
};
static const FormSpec wait_form = FORM("dossier.form", wait_fields, Wait);

typedef struct { Str paper, reason; } Result;
static const Field result_fields[] = {TEXT_FIELD(Result, paper, .min = 1, .max = 60)};
static const FormSpec result_form = FORM("dossier.form", result_fields, Result);
static const Field denial_fields[] = {
    TEXT_FIELD(Result, paper, .min = 1, .max = 60),
    LONG_FIELD(Result, reason, .min = 20, .max = 2000),
};
static const FormSpec denial_form = FORM("dossier.denial", denial_fields, Result);

typedef struct { Str checked; bool fee_settled; } HandOver;
static const char *const checks[] = {"giay_hen", "giay_to", "uy_quyen", NULL};
static const Field hand_over_fields[] = {
    CHOICE_FIELD(HandOver, checked, checks, .labels = "dossier.checked"),
    YES_FIELD(HandOver, fee_settled),
};
static const FormSpec hand_over_form = FORM("dossier.form", hand_over_fields, HandOver);
// clang-format on

/* ---- numbers ---- */

typedef struct {
    Str name, value;
} Token;

/* "{ma_tinh}.{co_quan}-{ymd}-{seq4}" with each token replaced; an unknown one stays, so that it is seen. */
static Str expand(Ctx *c, Str template, const Token *tokens, size_t n)
{
    Buf out = {.arena = c->arena};
    while (template.len) {
        buf_str(&out, str_cut(&template, '{'));
        if (!template.len) break;
        const Str name = str_cut(&template, '}');
        size_t i = 0;
        while (i < n && !str_eq(name, tokens[i].name))
            i++;
        if (i < n)
            buf_str(&out, tokens[i].value);
        else
            buf_fmt(&out, "{" STR "}", ARG(name));
    }
    return buf_done(&out);
}

static Err number_make(Act *a, const char *kind, Str period, Str template_name, Day day, Str *out)
{
    Ctx *c = a->c;
    HouseValue template, province;
    Running seq;
    const Str office = a->file.unit_code;
    const Civil d = civil(day);
    TRY(house_of(c, template_name, &template));
    TRY(house_of(c, S("onestop.province_code"), &province));
    TRY(running_next(c, arena_fmt(c->arena, "%s/" STR "/" STR, kind, ARG(office), ARG(period)), &seq));
    const Token tokens[] = {
        {S("ma_tinh"), province.value   },
        {                       S("co_quan"),                  office                     },
        { S("ymd"), arena_fmt(c->arena,               "%02d%02d%02d", d.year % 100, d.month, d.date)},
        {                                     S("nam"),                      arena_fmt(c->arena,                  "%d", d.year)},
        {                       S("seq4"),                     arena_fmt(c->arena, "%04lld", (long long)seq.last)},
        {                       S("seq"),                      arena_fmt(c->arena,   "%lld", (long long)seq.last)},
    };
    *out = expand(c, template.value, tokens, LEN(tokens));
    return OK;
}

/* ---- reception ---- */

static Err rule_of_day(Ctx *c, Day day, const char *name, int64_t *out)
{
    Ruleset set;
    Rule r;
    const Err e = ruleset_of(c, S("onestop"), day, &set);
    if (e == ERR_NOT_FOUND) return WHY(c, MSG_dossier_no_rules, ERR_INVALID);
    TRY(e);
    TRY(rule_of(c, set.id, str(name), &r));
    *out = r.value;
    return OK;
}

/* The dossier belongs to the day it came in, which may be some days ago: it takes that day's rules. */
static Err place(Act *a)
{
    const Reception *in = a->input;
    const Day day = day_of(in->received_at);
    int64_t back;
    TRY(rule_of_day(a->c, a->c->today, "backdate_max", &back));
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
    if (!number.len) TRY(number_make(a, "dossier", day_iso(c->arena, day), S("onestop.number_template"), day, &number));
    a->done = day, a->file.title = p->name, a->file.facet = p->code;
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

static Err receive(Act *a)
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
    if (str_eq(in->channel, S("cong_quoc_gia"))) TRY(casework_count(a, "receive_online", p.code, 1));
    for (size_t i = 0; i < papers.len; i++) {
        const Paper *x = &papers.at[i];
        if (!ticked(in->papers, x->sort)) continue;
        TRY(dossier_paper_add(c, (DossierPaperAdd){a->file.id, x->sort, x->name, x->copies, x->form}));
    }
    return OK;
}

static Err refuse(Act *a)
{
    const Reception *in = a->input;
    Procedure p;
    Time received;
    TRY(received_when(a, in, &received));
    TRY(procedure_for(a, in, &p));
    if (!a->form->ok) return ERR_INVALID;
    TRY(enter(a, in, &p, received));
    const Str there[] = {in->reason, in->refer_to};
    a->note = in->refer_to.len ? msg_with(a->c, MSG_dossier_refused_to, there, LEN(there)) : in->reason;
    return OK;
}

/* What comes in from 15:00 on is handed on the next working day (the limit still counts from reception). */
static Err forward(Act *a)
{
    Dossier d;
    int64_t cut_off;
    TRY(dossier_of(a->c, a->file.id, &d));
    TRY(casework_rule(a->c, a->flow, &a->file, "cut_off", &cut_off));
    return dossier_forwarded(a->c, d.id, workday_forward(a->c->calendar, d.received, (int)cut_off));
}

/* ---- the one supplement ---- */

static Err request_supplement(Act *a)
{
    Ctx *c = a->c;
    const Missing *in = a->input;
    Dossier d;
    int64_t within;
    TRY(dossier_of(c, a->file.id, &d));
    TRY(casework_rule(c, a->flow, &a->file, "supplement_within", &within));
    const bool late = workdays_between(c->calendar, d.reception, a->done) > within;
    if (late && !in->late_reason.len) {
        form_fault(c, a->form, "late_reason", "E_REQUIRED", MSG_dossier_supplement_late, text_int64_t(c, within));
        return ERR_INVALID;
    }
    if (late) TRY(casework_count(a, "supplement_late", a->file.facet, 1));
    return supplement_add(c, (SupplementAdd){d.id, a->done, in->items, late ? in->late_reason : (Str){0}});
}

static Err request_supplement_undo(Act *a)
{
    return supplement_drop(a->c, a->file.id);
}

/* The clock begins anew in full: with the limit as for what comes in now. */
static Err resubmit(Act *a)
{
    Ctx *c = a->c;
    Dossier d;
    Procedure p;
    int64_t cut_off;
    LimitUnit unit;
    TRY(dossier_of(c, a->file.id, &d));
    TRY(procedure_by_id(c, d.procedure, &p));
    TRY(casework_rule(c, a->flow, &a->file, "cut_off", &cut_off));
    if (!has_limit(&p)) return OK; /* taken out of that version since: what was promised stays */
    limit_of(&p, c->now, cut_off, &a->file.days, &unit);
    a->file.day_unit = unit;
    return OK;
}

/* ---- the one apology ---- */

Err apology_last_day(Ctx *c, const Casefile *f, Day *out)
{
    int64_t before;
    TRY(casework_rule(c, &dossier_flow, f, "apology_before", &before));
    *out = workdays_add(c->calendar, f->due, -before);
    return OK;
}

static int apology_when(Ctx *c, const Casefile *f, bool late)
{
    Day last;
    if (apology_last_day(c, f, &last)) return MSG_error_internal_title;
    if (late == (c->today.n > last.n)) return 0;
    return late ? MSG_dossier_apology_not_late : MSG_dossier_apology_too_late;
}

static int apology_in_time(Ctx *c, const Casefile *f)
{
    return apology_when(c, f, false);
}

static int apology_too_late(Ctx *c, const Casefile *f)
{
    return apology_when(c, f, true);
}

/* The new appointment: a working day after the present one, within the limit once more. */
static Err letter_check(Act *a)
{
    Ctx *c = a->c;
    const Letter *in = a->input;
    const Casefile *f = &a->file;
    const Day from = {f->due.n > a->done.n ? f->due.n : a->done.n};
    const Day last = deadline(c->calendar, from, f->days ? f->days : 1, f->days ? (LimitUnit)f->day_unit : WORKDAYS);
    const Day first = workdays_add(c->calendar, from, 1);
    if (in->new_day.n < first.n || in->new_day.n > last.n) {
        const Str a1 = text_Day(c, first), b1 = text_Day(c, last);
        form_fault(c, a->form, "new_day", "E_RANGE", MSG_form_range,
                   arena_fmt(c->arena, STR "–" STR, ARG(a1), ARG(b1)));
    } else if (!workday(c->calendar, in->new_day))
        form_fault(c, a->form, "new_day", "E_RANGE", MSG_dossier_new_day_off, text_Day(c, in->new_day));
    return a->form->ok ? OK : WHY(c, MSG_dossier_new_day_passed, ERR_INVALID);
}

static Err letter_send(Act *a, bool late)
{
    Ctx *c = a->c;
    const Letter *in = a->input;
    const Str year = arena_fmt(c->arena, "%d", civil(a->done).year);
    Str number;
    TRY(number_make(a, "apology", year, S("onestop.apology_template"), a->done, &number));
    TRY(apology_add(c, (ApologyAdd){.dossier = a->file.id,
                                    .number = number,
                                    .unit = a->file.unit,
                                    .signed_on = a->done,
                                    .signer = c->actor_name,
                                    .reason = in->reason,
                                    .promised = a->file.due,
                                    .promised_anew = in->new_day,
                                    .late = late}));
    if (late) TRY(casework_count(a, "apology_late", a->file.facet, 1));
    a->new_due = in->new_day, a->document = number;
    return OK;
}

static Err apologise(Act *a)
{
    return letter_send(a, false);
}

static Err apologise_late(Act *a)
{
    return letter_send(a, true);
}

/* ---- results and other ends ---- */

static Err wait_external(Act *a)
{
    const Wait *in = a->input;
    const Str ground = msg_of(a->c, "dossier", "ground", in->ground);
    a->note = in->note.len ? arena_fmt(a->c->arena, STR ". " STR, ARG(ground), ARG(in->note)) : ground;
    return OK;
}

static Err complete(Act *a)
{
    return dossier_resulted(a->c, (DossierResulted){a->file.id, a->document, a->done});
}

static Err complete_undo(Act *a)
{
    return dossier_resulted(a->c, (DossierResulted){.id = a->file.id});
}

static Err hand_over(Act *a)
{
    const HandOver *in = a->input;
    Dossier d;
    Procedure p;
    TRY(dossier_of(a->c, a->file.id, &d));
    TRY(procedure_by_id(a->c, d.procedure, &p));
    if (p.fee.n > 0 && !in->fee_settled) {
        form_fault(a->c, a->form, "fee_settled", "E_REQUIRED", MSG_dossier_fee_open, text_Money(a->c, p.fee));
        return ERR_INVALID;
    }
    a->note = msg_of(a->c, "dossier", "checked", in->checked);
    return dossier_returned(a->c, d.id, a->done);
}

static Err hand_over_undo(Act *a)
{
    return dossier_returned(a->c, a->file.id, (Day){0});
}

#define APOLOGIES "apologise apologise_late"
// clang-format off
static const Transition rows[] = {
    {IN(NONE), "receive", RECEIVED, ONESTOP_CLERK, .form = &dossier_receive_form, .place = place, .apply = receive,
     .clock = CLOCK_START, .leaf = "dossier.received", .hidden = true, .tell = TELL_PEOPLE},
    {IN(NONE), "refuse", REFUSED, ONESTOP_CLERK, .form = &dossier_refuse_form, .place = place, .apply = refuse,
     .leaf = "dossier.returned", .hidden = true, .tell = TELL_PEOPLE},
    {IN(RECEIVED), "forward", PROCESSING, ONESTOP_CLERK, .apply = forward, .tell = TELL_STAFF},
    {IN(RECEIVED) | IN(PROCESSING), "request_supplement", SUPPLEMENT, OFFICER, .once = "request_supplement", .form = &missing_form, .note = "items",
     .apply = request_supplement, .undo = request_supplement_undo, .clock = CLOCK_PAUSE, .leaf = "dossier.deadline", .tell = TELL_PEOPLE},
    {IN(SUPPLEMENT), "resubmit", PROCESSING, ONESTOP_CLERK, .form = &resubmit_form, .note = "handed_in", .apply = resubmit, .clock = CLOCK_RESTART,
     .leaf = "dossier.deadline", .tell = TELL_PEOPLE | TELL_STAFF},
    {IN(SUPPLEMENT), "lapse", STOPPED, SYSTEM, .after = "supplement_lapse", .clock = CLOCK_DROP, .leaf = "dossier.returned", .tell = TELL_PEOPLE},
    {IN(PROCESSING), "apologise", STAY, OFFICER, .sign = UNIT_HEAD, .once = APOLOGIES, .guard = apology_in_time, .form = &letter_form, .note = "reason",
     .check = letter_check, .apply = apologise, .clock = CLOCK_EXTEND, .leaf = "dossier.apology", .tell = TELL_PEOPLE},
    {IN(PROCESSING), "apologise_late", STAY, OFFICER, .sign = UNIT_HEAD, .once = APOLOGIES, .guard = apology_too_late, .form = &letter_form, .note = "reason",
     .check = letter_check, .apply = apologise_late, .clock = CLOCK_EXTEND, .leaf = "dossier.apology", .tell = TELL_PEOPLE},
    {IN(PROCESSING), "wait_external", WAITING, OFFICER, .form = &wait_form, .apply = wait_external, .clock = CLOCK_PAUSE,
     .leaf = "dossier.deadline", .tell = TELL_PEOPLE},
    {IN(WAITING), "resume", PROCESSING, OFFICER, .clock = CLOCK_RESUME, .leaf = "dossier.deadline", .tell = TELL_PEOPLE},
    {IN(PROCESSING), "complete", HAS_RESULT, OFFICER, .form = &result_form, .paper = "paper", .apply = complete, .undo = complete_undo,
     .clock = CLOCK_STOP, .tell = TELL_PEOPLE | TELL_STAFF},
    {IN(PROCESSING), "deny", HAS_RESULT, OFFICER, .sign = UNIT_HEAD, .form = &denial_form, .paper = "paper", .note = "reason", .apply = complete, .undo = complete_undo,
     .clock = CLOCK_STOP, .tell = TELL_PEOPLE | TELL_STAFF},
    {IN(PROCESSING) | IN(WAITING) | IN(SUPPLEMENT), "stop", STOPPED, OFFICER, .form = &casework_reason_form,
     .clock = CLOCK_DROP, .leaf = "dossier.returned", .tell = TELL_PEOPLE},
    {OPEN, "withdraw", WITHDRAWN, ONESTOP_CLERK, .form = &casework_reason_form, .clock = CLOCK_DROP, .leaf = "dossier.returned"},
    {IN(HAS_RESULT), "hand_over", RETURNED, ONESTOP_CLERK, .form = &hand_over_form, .apply = hand_over, .undo = hand_over_undo,
     .leaf = "dossier.returned", .tell = TELL_PEOPLE},
    {IN(RETURNED), "rate", STAY, ANYONE, HOLDER, .guard = rating_open, .form = &rating_form, .apply = rating_apply, .inner = true, .aside = true},
    {IN(RETURNED), "rate_here", STAY, ONESTOP_CLERK, .guard = rating_open, .form = &rating_form, .apply = rating_apply, .inner = true, .aside = true},
};
const Flow dossier_flow = {
    FLOW("dossier", "HS", states, rows),
    .area = "onestop",
    .readers = ONESTOP_CLERK | OFFICER | UNIT_HEAD | PROVINCE_MONITOR | AUDITOR,
    .closed = IN(RETURNED) | IN(STOPPED) | IN(REFUSED) | IN(WITHDRAWN),
    .deadline_leaf = "dossier.deadline",
    .by_code = true,
    .linked = true,
    .panel = dossier_panel,
    .json = dossier_json,
};
// clang-format on

/* ---- the appointment before anything is saved ---- */

static Str reckoning(Ctx *c, const DayNotes *notes)
{
    Buf off = {.arena = c->arena};
    if (notes->weekends) buf_str(&off, msg(c, MSG_dossier_weekends));
    for (size_t i = 0; i < notes->len; i++) {
        const DayNote *d = &notes->at[i];
        if (d->count || (d->why != HOLIDAY && d->why != COMP && d->why != SWAP_OFF)) continue;
        const Str day = text_Day(c, d->day);
        buf_fmt(&off, "%s" STR " (" STR ")", off.len ? ", " : "", ARG(day), ARG(d->name));
    }
    const Str days = buf_done(&off);
    return off.len ? msg_with(c, MSG_dossier_not_counted, &days, 1) : msg(c, MSG_dossier_first_not_counted);
}

Err limit_on(Ctx *c, const Procedure *p, Time received, int64_t *n, LimitUnit *unit)
{
    int64_t cut_off;
    const Day day = day_of(received);
    TRY(rule_of_day(c, day, "cut_off", &cut_off));
    if (!has_limit(p) || !calendar_covers(c->calendar, day)) return WHY(c, MSG_dossier_no_rules, ERR_INVALID);
    limit_of(p, received, cut_off, n, unit);
    return OK;
}

Err appointment_of(Ctx *c, const Procedure *p, Time received, Appointment *out)
{
    int64_t n;
    LimitUnit unit;
    const Day day = day_of(received);
    TRY(limit_on(c, p, received, &n, &unit));
    const DayNotes notes = deadline_explain(c->arena, c->calendar, day, n, unit);
    const Str weekday = weekday_text(c, notes.due), date = text_Day(c, notes.due);
    *out = (Appointment){.due = notes.due,
                         .said = arena_fmt(c->arena, STR " " STR, ARG(weekday), ARG(date)),
                         .limit = limit_text(c, p),
                         .reckoning = reckoning(c, &notes),
                         .provisional = calendar_provisional(c->calendar, day, notes.due)};
    return OK;
}
