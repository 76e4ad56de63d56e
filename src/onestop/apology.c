/* apology.c - the one letter of apology (form 04) with its one new appointment. */
#include "base/day.h"
#include "document/book.h"
#include "onestop/events.h"

/* What everybody reads is chosen from a list, so that no name comes into it; the words are for the letter alone. */
typedef struct {
    Str cause, reason;
    Day new_day;
} Letter;
static const char *const causes[] = {"qua_tai", "cho_tra_loi", "phuc_tap", "su_co", "thieu_nguoi", "khac", NULL};
static const Field letter_fields[] = {
    CHOICE_FIELD(Letter, cause, causes, .labels = "dossier.cause"),
    LONG_FIELD(Letter, reason, .min = 20, .max = 2000),
    DAY_FIELD(Letter, new_day),
};
const FormSpec letter_form = FORM("dossier.apology_form", letter_fields, Letter);

Str apology_words(Ctx *c, const Apology *a)
{
    const Str cause = msg_of(c, "dossier", "cause", a->cause);
    return arena_fmt(c->arena, STR ". " STR, ARG(cause), ARG(a->reason));
}

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
    if (f->clock != RUNNING) return NOT_OFFERED; /* it waits, and its day with it */
    if (apology_last_day(c, f, &last)) return MSG_error_internal_title;
    if (late == (c->today.n > last.n)) return 0;
    return late ? MSG_dossier_apology_not_late : MSG_dossier_apology_too_late;
}

int apology_in_time(Ctx *c, const Casefile *f)
{
    return apology_when(c, f, false);
}

int apology_too_late(Ctx *c, const Casefile *f)
{
    return apology_when(c, f, true);
}

/* The new appointment: a working day after the present one, within the limit once more. */
Err letter_check(Act *a)
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
    TRY(book_take(a, "TXL", NULL));
    TRY(apology_add(c, (ApologyAdd){.dossier = a->file.id,
                                    .number = a->document,
                                    .unit = a->file.unit,
                                    .signed_on = a->done,
                                    .signer = c->actor_name,
                                    .cause = in->cause,
                                    .reason = in->reason,
                                    .promised = a->file.due,
                                    .promised_anew = in->new_day,
                                    .late = late}));
    if (late) TRY(casework_count(a, "apology_late", a->file.facet, 1));
    a->new_due = in->new_day;
    return OK;
}

Err apologise(Act *a)
{
    return letter_send(a, false);
}

Err apologise_late(Act *a)
{
    return letter_send(a, true);
}
