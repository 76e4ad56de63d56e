/* supplement.c - the one request for what is missing (form 02), and the clock anew when it has come. */
#include "document/book.h"
#include "onestop/events.h"

typedef struct {
    Str missing, items, late_reason;
} Missing;
static const Field missing_fields[] = {
    {.name = "missing",
     .type = FIELD_MANY,
     .at = TYPED(Missing, missing, Str),
     .choices = paper_numbers,
     .each = MSG_dossier_missing_why,
     .optional = true},
    LONG_FIELD(Missing, items, .min = 10, .max = 2000, .optional = true),
    LONG_FIELD(Missing, late_reason, .min = 10, .max = 1000, .optional = true),
};
const FormSpec missing_form = FORM("dossier.supplement_form", missing_fields, Missing);

typedef struct {
    Str handed_in;
} Resubmission;
static const Field resubmit_fields[] = {LONG_FIELD(Resubmission, handed_in, .min = 3, .max = 2000)};
const FormSpec resubmit_form = FORM("dossier.form", resubmit_fields, Resubmission);

static Err papers_of(Ctx *c, const Casefile *f, Dossier *d, PaperRows *papers)
{
    TRY(dossier_of(c, f->id, d));
    return paper_list(c, d->procedure, papers);
}

Err missing_dress(Ctx *c, const Casefile *f, Form *form)
{
    Dossier d;
    PaperRows papers;
    if (form->spec != &missing_form) return OK;
    TRY(papers_of(c, f, &d, &papers));
    form_choices(form, "missing", papers_asked(c, papers));
    return OK;
}

/* One list, whole, a line each: the papers of the procedure with what is wrong with them, then what else there is. */
static Str items_of(Act *a, const Missing *in, const PaperRows *papers)
{
    Ctx *c = a->c;
    Buf out = {.arena = c->arena};
    Str why;
    int64_t found = 0, n = 0;
    for (Str rest = in->missing; rest.len; n++)
        (void)str_cut(&rest, '\n');
    for (size_t i = 0; i < papers->len; i++) {
        const Paper *p = &papers->at[i];
        if (!each_given(in->missing, text_int64_t(c, p->sort), &why)) continue;
        buf_fmt(&out, "%s" STR ": " STR, found++ ? "\n" : "", ARG(p->name), ARG(why));
    }
    if (in->items.len) buf_fmt(&out, "%s" STR, out.len ? "\n" : "", ARG(in->items));
    if (found < n) form_fault(c, a->form, "missing", "E_UNKNOWN_REF", MSG_form_unknown, in->missing);
    if (!out.len) form_fault(c, a->form, "items", "E_REQUIRED", MSG_form_required, (Str){0});
    return buf_done(&out);
}

Items missing_items(Ctx *c, Str lines)
{
    Items out = {NEW(c->arena, Str, lines.len / 2 + 1), 0};
    while (lines.len) {
        const Str one = str_trim(str_cut(&lines, '\n'));
        if (one.len) out.at[out.len++] = one;
    }
    return out;
}

Err request_supplement(Act *a)
{
    Ctx *c = a->c;
    const Missing *in = a->input;
    Dossier d;
    PaperRows papers;
    int64_t within;
    TRY(papers_of(c, &a->file, &d, &papers));
    TRY(casework_rule(c, a->flow, &a->file, "supplement_within", &within));
    a->note = items_of(a, in, &papers);
    const bool late = workdays_between(c->calendar, d.reception, a->done) > within;
    if (late && !in->late_reason.len)
        form_fault(c, a->form, "late_reason", "E_REQUIRED", MSG_dossier_supplement_late, text_int64_t(c, within));
    if (!a->form->ok) return ERR_INVALID;
    if (late) TRY(casework_count(a, "supplement_late", a->file.facet, 1));
    TRY(book_take(a, "PYC", NULL));
    return supplement_add(c, (SupplementAdd){d.id, a->done, a->note, late ? in->late_reason : (Str){0}});
}

Err request_supplement_undo(Act *a)
{
    TRY(book_leave(a, "PYC"));
    return supplement_drop(a->c, a->file.id);
}

/* The clock begins anew in full: with the limit as for what comes in now. */
Err resubmit(Act *a)
{
    Ctx *c = a->c;
    Dossier d;
    Procedure p;
    int64_t cut_off;
    LimitUnit unit;
    TRY(dossier_of(c, a->file.id, &d));
    TRY(procedure_by_id(c, d.procedure, &p));
    TRY(casework_rule(c, a->flow, &a->file, "cut_off", &cut_off));
    if (has_limit(&p)) { /* taken out of that version since: what was promised stays */
        limit_of(&p, c->now, cut_off, &a->file.days, &unit);
        a->file.day_unit = unit;
    }
    return leg_first(a);
}
