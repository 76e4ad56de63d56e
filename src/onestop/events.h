/* events.h - what the rows of dossier.c call, by file. */
#pragma once
#include "onestop/dossier.h"
#include "onestop/leg.h"

/* reception.c */
MUST Err dossier_place(Act *a);
MUST Err dossier_receive(Act *a);
MUST Err dossier_refuse(Act *a);
MUST Err dossier_forward(Act *a);
MUST Err dossier_forward_undo(Act *a);

/* supplement.c */
extern const FormSpec missing_form, resubmit_form;
MUST Err missing_dress(Ctx *c, const Casefile *f, Form *form);
MUST Err request_supplement(Act *a);
MUST Err request_supplement_undo(Act *a);
MUST Err resubmit(Act *a);

/* apology.c */
extern const FormSpec letter_form;
int apology_in_time(Ctx *c, const Casefile *f);
int apology_too_late(Ctx *c, const Casefile *f);
MUST Err letter_check(Act *a);
MUST Err apologise(Act *a);
MUST Err apologise_late(Act *a);

/* letter.c: what whoever brought it is told of that event. */
MUST Err dossier_letter(Act *a, Str event, Mail *m);

/* ground.c: waiting for what is outside */
extern const FormSpec wait_form;
MUST Err wait_external(Act *a);
MUST Err wait_resume(Act *a);

/* number.c: the official number of what comes in on that day: running for each office and day, gaps allowed. */
MUST Err number_make(Act *a, Day day, Str *out);
