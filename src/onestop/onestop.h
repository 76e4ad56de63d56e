/* onestop.h - what the staff's pages of the one-stop desk show. */
#pragma once
#include "document/batch.h"
#include "onestop/dossier.h"

typedef struct { Options states, papers; Str state, due, heading; DossierNews news; Html hidden, faults; const Form *print; } ListFilters;
bool desk_chosen(const ListFilters *f, Str code);
Str desk_due_class(const Ctx *c, const DossierRow *r);
Str desk_due_words(const Ctx *c, const DossierRow *r);
/* Near or past its day, not yet apologised for, and this person may write the letter. */
bool letter_due(const Ctx *c, const Casefile *f, bool apologised); /* the same, whoever asks */
bool needs_letter(const Ctx *c, const DossierRow *r);
Str letter_event(const Ctx *c, const DossierRow *r);

/* A dossier past its first appointment; days late in working days, by the first appointment and by the one in force. */
typedef struct { Str code, number, title, facet, unit_code, unit_name, who; Day first_due, due; int64_t late_first, late; } LateLine;
typedef struct { LateLine *at; size_t len; } LateLines;
typedef struct { Str heading, unit_code, facet; Options units; LateGroupRows groups; LateLines rows; bool listed, more; } LateView;

Handler desk_page, choose_page, receive_post, refuse_page, refuse_post; /* desk.c */
extern const FormSpec desk_print_form;
Handler desk_print_post;
Handler late_page; /* late.c */

extern const Slice onestop;
