/* dossier.h - one application at the one-stop desk (hồ sơ một cửa), from reception to return. */
#pragma once
#include "casework/casework.h"
#include "dossier.sql.h"
#include "onestop/leg.h"
#include "onestop/rating.h"
#include "procedure/procedure.h"

extern const Flow dossier_flow;
extern const FormSpec dossier_receive_form, dossier_refuse_form;
extern const Permission dossier_may_print;

/* Open dossiers of this person for this procedure, in the units of whoever asks. */
MUST Err dossier_open_for(Ctx *c, const Applicant *who, Str procedure, AlikeRowRows *out);
Str alike_codes(Ctx *c, const AlikeRowRows *rows); /* "HS-..., HS-..." */

enum { TABLE_MAX = 10000 }; /* rows of a CSV or XLSX of dossiers: so many have room in the memory of a call */

/* In its words a note is kept: those of the office, whoever the clerk is, for forms and the citizen's page quote it. */
Ctx in_vietnamese(const Ctx *c);

Options papers_asked(Ctx *c, PaperRows papers); /* "Tờ khai (1 bản chính)": what the procedure asks for, to be ticked */

typedef struct { Str *at; size_t len; } Items;
Items missing_items(Ctx *c, Str lines); /* of the request for a supplement, one by one */

/* Dossiers that came in on the national portal, brought by a clerk as a table (dossier_import.c). */
MUST Err dossier_import(Ctx *c, Str text, ImportReport *r);
extern const char dossier_columns[];

/* Grounds for waiting outside, as a table (ground.c). */
MUST Err ground_import(Ctx *c, Str text, ImportReport *r);
MUST Err ground_export(Ctx *c, Outlet *out);
extern const char ground_columns[];
extern const FormSpec ground_form;

/* The last day on which an apology is in time: so many working days before the appointment. */
MUST Err apology_last_day(Ctx *c, const Casefile *f, Day *out);

Str apology_words(Ctx *c, const Apology *a); /* the reason as the letter gives it, whole */

/* ---- its papers and its panel (dossier_view.c) ---- */

typedef struct { Str name, href; } FormLink;
typedef struct { FormLink *at; size_t len; } FormLinks;
typedef struct {
    const Casefile *f;
    FormLinks forms;   /* those that there are of it, as PDF; inside */
    Dossier d;
    Procedure p;
    Applicant who;     /* empty when it was erased, or outside */
    DossierPaperRows papers;
    Supplement supplement;
    Apology apology;
    Rating rating;
    bool asked, apologised, rated;
    AlikeRowRows alike;
    MailOfFileRows told; /* what was written to them, newest first; for staff */
    StepsShown steps;  /* its way; empty: it has none */
} DossierView;
MUST Err dossier_view(Ctx *c, const Casefile *f, bool inside, DossierView *out);
/* Puts links to the papers that there are of it for this reader into v->forms. What prints them stands above: set by
 * app; NULL: nothing does. */
extern Err (*dossier_forms)(Ctx *c, DossierView *v);
MUST Err dossier_panel(Ctx *c, const Casefile *f, bool inside, Html *out);
MUST Err dossier_words(Ctx *c, const Casefile *f, bool inside, Words *out);
MUST Err dossier_json(Ctx *c, const Casefile *f, bool inside, Buf *out);
MUST Err dossier_export(Ctx *c, Outlet *out);
Str honorific(const Ctx *c, const Applicant *who); /* Ông/Bà, or nothing before an organisation's name */
