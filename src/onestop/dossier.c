/* dossier.c - how a dossier moves: its rows, and what is done between reception and return. */
#include "document/book.h"
#include "onestop/events.h"
#include "onestop/rating.h"
#include "procedure/took.h"

enum { NONE, RECEIVED, PROCESSING, SUPPLEMENT, WAITING, HAS_RESULT, RETURNED, STOPPED, REFUSED, WITHDRAWN };
static const char *const states[] = {"",        "received",   "processing", "supplement_requested",
                                     "waiting", "has_result", "returned",   "stopped",
                                     "refused", "withdrawn"};
enum { OPEN = IN(RECEIVED) | IN(PROCESSING) | IN(SUPPLEMENT) | IN(WAITING) };

/* ---- forms ---- */

// clang-format off
typedef struct { Str note; } Passing;
static const Field pass_fields[] = {LONG_FIELD(Passing, note, .max = 1000, .optional = true)};
static const FormSpec pass_form = FORM("dossier.pass", pass_fields, Passing);

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

/* ---- results and other ends ---- */

Ctx in_vietnamese(const Ctx *c)
{
    Ctx vi = *c;
    vi.lang = VI;
    return vi;
}

/* By an officer, or by itself when nothing was handed in: then somebody signs the notice by hand. */
static Err stop(Act *a)
{
    return book_take(a, "TB", NULL);
}

static Err nothing_kept(Act *a) /* of it but the acts, here and on its legs, which go back by themselves */
{
    return a->file.id ? OK : ERR_INTERNAL;
}

static Err complete(Act *a)
{
    TRY(took_count(a));
    const Casefile *f = &a->file;
    return dossier_resulted(a->c, (DossierResulted){f->id, a->document, a->done, f->unit, a->done.n > f->first_due.n,
                                                    a->done.n > f->due.n});
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
    const Ctx vi = in_vietnamese(a->c);
    a->note = msg_of(&vi, "dossier", "checked", in->checked);
    return dossier_returned(a->c, d.id, a->done);
}

static Err hand_over_undo(Act *a)
{
    return dossier_returned(a->c, a->file.id, (Day){0});
}

#define APOLOGIES "apologise apologise_late"
// clang-format off
static const Transition rows[] = {
    {IN(NONE), "receive", RECEIVED, ONESTOP_CLERK, .form = &dossier_receive_form, .place = dossier_place, .apply = dossier_receive,
     .clock = CLOCK_START, .leaf = "dossier.received", .hidden = true, .tell = TELL_PEOPLE},
    {IN(NONE), "refuse", REFUSED, ONESTOP_CLERK, .form = &dossier_refuse_form, .place = dossier_place, .apply = dossier_refuse,
     .leaf = "dossier.returned", .hidden = true, .tell = TELL_PEOPLE},
    {IN(RECEIVED), "forward", PROCESSING, ONESTOP_CLERK, .apply = dossier_forward, .undo = dossier_forward_undo, .tell = TELL_STAFF},
    {IN(PROCESSING), "pass", STAY, LEG_DOERS, .guard = leg_may_pass, .form = &pass_form, .note = "note", .apply = leg_pass, .undo = nothing_kept},
    {IN(PROCESSING), "pass_back", STAY, LEG_DOERS, .guard = leg_may_go_back, .form = &casework_reason_form, .apply = leg_pass_back,
     .undo = nothing_kept},
    {IN(RECEIVED) | IN(PROCESSING), "request_supplement", SUPPLEMENT, OFFICER, .once = "request_supplement", .form = &missing_form,
     .apply = request_supplement, .undo = request_supplement_undo, .clock = CLOCK_PAUSE, .leaf = "dossier.deadline", .tell = TELL_PEOPLE},
    {IN(SUPPLEMENT), "resubmit", PROCESSING, ONESTOP_CLERK, .form = &resubmit_form, .note = "handed_in", .apply = resubmit, .clock = CLOCK_RESTART,
     .leaf = "dossier.deadline", .tell = TELL_PEOPLE | TELL_STAFF},
    {IN(SUPPLEMENT), "lapse", STOPPED, SYSTEM, .after = "supplement_lapse", .apply = stop, .clock = CLOCK_DROP, .leaf = "dossier.returned", .tell = TELL_PEOPLE},
    {IN(PROCESSING) | IN(WAITING), "apologise", STAY, OFFICER, .sign = UNIT_HEAD, .once = APOLOGIES, .guard = apology_in_time, .form = &letter_form, .note = "reason",
     .check = letter_check, .apply = apologise, .clock = CLOCK_EXTEND, .leaf = "dossier.apology", .tell = TELL_PEOPLE},
    {IN(PROCESSING) | IN(WAITING), "apologise_late", STAY, OFFICER, .sign = UNIT_HEAD, .once = APOLOGIES, .guard = apology_too_late, .form = &letter_form, .note = "reason",
     .check = letter_check, .apply = apologise_late, .clock = CLOCK_EXTEND, .leaf = "dossier.apology", .tell = TELL_PEOPLE},
    {IN(PROCESSING), "wait_external", WAITING, OFFICER, .form = &wait_form, .apply = wait_external, .undo = nothing_kept,
     .clock = CLOCK_PAUSE, .leaf = "dossier.deadline", .tell = TELL_PEOPLE},
    {IN(WAITING), "resume", PROCESSING, OFFICER, .apply = wait_resume, .undo = nothing_kept, .clock = CLOCK_RESUME, .leaf = "dossier.deadline",
     .tell = TELL_PEOPLE},
    {IN(PROCESSING), "complete", HAS_RESULT, OFFICER, .form = &result_form, .paper = "paper", .apply = complete, .undo = complete_undo,
     .clock = CLOCK_STOP, .tell = TELL_PEOPLE | TELL_STAFF},
    {IN(PROCESSING), "deny", HAS_RESULT, OFFICER, .sign = UNIT_HEAD, .form = &denial_form, .paper = "paper", .note = "reason", .apply = complete, .undo = complete_undo,
     .clock = CLOCK_STOP, .tell = TELL_PEOPLE | TELL_STAFF},
    {IN(PROCESSING) | IN(WAITING) | IN(SUPPLEMENT), "stop", STOPPED, OFFICER, .form = &casework_reason_form, .apply = stop,
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
    .dress = missing_dress,
    .deadline_leaf = "dossier.deadline",
    .by_code = true,
    .linked = true,
    .letter = dossier_letter,
    .panel = dossier_panel,
    .json = dossier_json,
    .words = dossier_words,
};
// clang-format on
