/* printed.h - a form being filled: the file it is of, and what stands on it, by name. */
#pragma once
#include "document/document.h"
#include "paperwork/paperwork.h"

enum { VALUES_MAX = 40 };

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

void printed_say(Printed *p, const char *name, Str text);
void printed_head(Printed *p, bool desk, Str number, Day made); /* desk: from the desk itself, not from its office */
void printed_dossier(Printed *p);
Str printed_due(const Printed *p, Day due);
/* The last act of one of these events that still stands. */
const ActRow *printed_act(const Printed *p, const char *event, const char * or);
MUST Err printed_fill(const Printed *p, const char *template, Buf *out);
MUST Err printed_answer(Req *q, Str filled, Str name); /* drawn, as a file of that name */

/* What stands on each. ERR_NOT_FOUND: it has not happened. */
typedef Err Filler(Printed *p);
Filler receipt_fill;                                                               /* receipt.c: 01 */
Filler supplement_fill, refusal_fill, apology_fill, apology_draft_fill, stop_fill; /* notice.c: 02 to 05 */
Filler slip_fill;                                                                  /* control_slip.c: 06 */
