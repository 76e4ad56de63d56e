/* forms.c - which forms there are of a dossier, each as PDF for the staff and for whoever brought it, and in batches.
 */
#include "base/day.h"
#include "onestop/onestop.h"
#include "paperwork/printed.h"
#include <assert.h>

enum { APOLOGY = 4, DRAFT = 7 }; /* places in the table of forms, from 1 */

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
    const char *file, *template; int name; bool of_holder; bool (*there)(const Ctx *c, const DossierView *v); Filler *fill;
} forms[] = {
    {"01.pdf", "paperwork/form/01.txt", MSG_dossier_receipt_pdf,    true,  is_received,   receipt_fill   },
    {"02.pdf", "paperwork/form/02.txt", MSG_dossier_supplement_pdf, true,  is_asked,      supplement_fill},
    {"03.pdf", "paperwork/form/03.txt", MSG_dossier_refusal_pdf,    true,  is_refused,    refusal_fill   },
    {"04.pdf", "paperwork/form/04.txt", MSG_dossier_letter_pdf,     true,  is_apologised, apology_fill   },
    {"05.pdf", "paperwork/form/05.txt", MSG_dossier_stop_pdf,       true,  is_stopped,    stop_fill      },
    {"06.pdf", "paperwork/form/06.txt", MSG_dossier_slip_pdf,       false, always,        slip_fill      },
    {"04-du-thao.pdf", "paperwork/form/04.txt", MSG_dossier_draft_pdf, false, is_near,    apology_draft_fill},
};
// clang-format on
_Static_assert(LEN(forms) == DRAFT, "the draft is the last of them");

Err form_links(Ctx *c, DossierView *v)
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

Err form_fill(Ctx *c, const Casefile *f, size_t n, Str host, Buf *out)
{
    Ctx vi = in_vietnamese(c);
    Printed p = {.c = &vi, .f = *f, .host = host};
    assert(n && n <= LEN(forms));
    vi.holder = 0;
    TRY(dossier_view(&vi, &p.f, true, &p.v));
    if (!forms[n - 1].there(&vi, &p.v)) return ERR_NOT_FOUND;
    TRY(document_issuer(&vi, f->unit, &p.issuer));
    TRY(act_list(&vi, f->id, &p.acts));
    printed_dossier(&p);
    TRY(forms[n - 1].fill(&p));
    return printed_fill(&p, forms[n - 1].template, out);
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

// clang-format off
const MailPaper dossier_mail_papers[] = {
    {"dossier.request_supplement", "/can-bo/mot-cua/*/phieu/02.pdf"},
    {"dossier.apologise",          "/can-bo/mot-cua/*/phieu/04.pdf"},
    {"dossier.apologise_late",     "/can-bo/mot-cua/*/phieu/04.pdf"},
    {"dossier.stop",               "/can-bo/mot-cua/*/phieu/05.pdf"},
    {"dossier.lapse",              "/can-bo/mot-cua/*/phieu/05.pdf"},
    {NULL,                         NULL                            },
};
// clang-format on

/* ---- one, answered ---- */

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
    return printed_answer(q, buf_done(&filled), arena_fmt(c->arena, STR "-" STR, ARG(f->code), ARG(file)));
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
