/* onestop.h - what the pages of the one-stop desk show. */
#pragma once
#include "onestop/dossier.h"

typedef struct { Options states; Str state, due, heading; DossierNews news; } ListFilters;
Str desk_due_class(const Ctx *c, const DossierRow *r);
Str desk_due_words(const Ctx *c, const DossierRow *r);
/* Near or past its day, not yet apologised for, and this person may write the letter. */
bool needs_letter(const Ctx *c, const DossierRow *r);
Str letter_event(const Ctx *c, const DossierRow *r);

typedef struct { int64_t received, on_time_first, late_first, on_time, late, done; } Figures;
typedef struct {
    Str unit_name, unit_code, year_text, share_first, share_now;
    int64_t year;
    Figures total;
    OfficeRowRows offices;
    Options units;
} OnestopView;
typedef struct { Str heading, unit_name, unit_code, year_text, measure, next; ResultRowRows rows; } ResultsView;

/* The pages, by file: desk.c for the staff, public.c for everybody. */
Handler desk_page, choose_page, receive_post, refuse_page, refuse_post, receipt_page, letter_page;
Handler procedures_page, procedure_page, onestop_page, figures_page, apologies_page;

extern const Slice onestop;
