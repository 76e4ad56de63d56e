/* onestop.h - what the pages of the one-stop desk show. */
#pragma once
#include "document/batch.h"
#include "onestop/dossier.h"
#include "procedure/took.h"
#include "qr/qr.h"

typedef struct { Options states, papers; Str state, due, heading; DossierNews news; Html hidden, faults; const Form *print; } ListFilters;
bool desk_chosen(const ListFilters *f, Str code);
Str desk_due_class(const Ctx *c, const DossierRow *r);
Str desk_due_words(const Ctx *c, const DossierRow *r);
/* Near or past its day, not yet apologised for, and this person may write the letter. */
bool letter_due(const Ctx *c, const Casefile *f, bool apologised); /* the same, whoever asks */
bool needs_letter(const Ctx *c, const DossierRow *r);
Str letter_event(const Ctx *c, const DossierRow *r);

/* What the public figures are of: a unit with all below it (?don-vi=, else the whole) and a year (?nam=, else this one). */
typedef struct { Unit unit; int64_t year; Str year_text; } OnestopScope;
MUST Err onestop_scope(Req *q, OnestopScope *out);

/* One of the nine indices of an office (NĐ 61/2018 art. 31): so many of so many; points 0 to 2, -1: no data. */
typedef struct { Str key, name, good, whole, share, rule, measure; int64_t points; } IndexShown;
typedef struct { IndexShown *at; size_t len; } IndexesShown;
typedef struct { Str code, name, total, rank; int64_t known; } OfficeScore;
typedef struct { OfficeScore *at; size_t len; } OfficeScores;
typedef struct { Str heading, unit_name, unit_code, year_text, total, rank, rules; IndexesShown indexes; OfficeScores below; Options units; int64_t known; } ScoreView;

typedef struct { const DossierView *v; const Qr *qr; Str link, form_source; bool receives; } ReceiptView;
typedef struct { int64_t received, on_time_first, late_first, on_time, late, done; } Figures;
typedef struct {
    Str unit_name, unit_code, year_text, share_first, share_now;
    int64_t year;
    Figures total;
    OfficeRowRows offices;
    Options units;
} OnestopView;
typedef struct { Str heading, unit_name, unit_code, year_text, measure, facet, next; ResultRowRows rows; } ResultsView;
typedef struct { Str unit_name, unit_code, year_text; Tooks rows; Options units; } TookView;
/* A dossier past its first appointment; days late in working days, by the first appointment and by the one in force. */
typedef struct { Str code, number, title, facet, unit_code, unit_name, who; Day first_due, due; int64_t late_first, late; } LateLine;
typedef struct { LateLine *at; size_t len; } LateLines;
typedef struct { Str heading, unit_code, facet; Options units; LateGroupRows groups; LateLines rows; bool listed, more; } LateView;

/* The pages, by file: desk.c for the staff, public.c for everybody, forms.c for what is printed. */
Handler desk_page, choose_page, receive_post, refuse_page, refuse_post, receipt_page, letter_page;
Handler onestop_page, figures_page, apologies_page, took_page;
Handler late_page; /* late.c */
Handler score_page; /* score.c */

/* Form n (from 1) of the file as the worker reads it; ERR_NOT_FOUND: what it tells has not happened. */
MUST Err form_fill(Ctx *c, const Casefile *f, size_t n, Str host, Buf *out);
extern const Printable dossier_printables[]; /* for batches: 04 is a draft where none is signed yet */
extern const FormSpec desk_print_form;
Handler desk_print_post;
Handler form_file, holder_form_file, register_file;

extern const Slice onestop;
