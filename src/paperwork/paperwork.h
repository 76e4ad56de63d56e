/* paperwork.h - the papers of the one-stop desk: forms 01 to 07 of Thông tư 03/2025/TT-VPCP, one by one and in batches.
 *
 * What a dossier is and what happened to it is in src/onestop, which knows nothing of these; how a paper looks is in
 * form/01.txt ..., and src/document draws it. A new form is a template and a row in forms.c. */
#pragma once
#include "document/batch.h"
#include "onestop/dossier.h"
#include "qr/qr.h"

/* Form n (from 1) of the file as the worker reads it; ERR_NOT_FOUND: what it tells has not happened. */
MUST Err form_fill(Ctx *c, const Casefile *f, size_t n, Str host, Buf *out);
MUST Err form_links(Ctx *c, DossierView *v); /* for dossier_forms */
extern const Printable dossier_printables[]; /* for batches: 04 is a draft where none is signed yet */
extern const MailPaper dossier_mail_papers[]; /* of letters that are owed, for whoever has neither mail nor phone */

Handler form_file, holder_form_file, register_file; /* as PDF: forms.c, register.c */

/* As pages that a browser prints (page.c). */
typedef struct { const DossierView *v; const Qr *qr; Str link, form_source; bool receives; } ReceiptView;
Handler receipt_page, letter_page;

extern const Slice paperwork;
