/* model_own.h - what the files of a model's rules share; pages and other services do not include it. */
#pragma once
#include "movement/model.h"

enum { NONE, DRAFT, SUBMITTED, APPRAISING, RETURNED, REJECTED, APPRAISED, RECOGNISED, WITHDRAWN, ENDED_ };

/* registration.c */
MUST Err registration_write(Act *a);                              /* apply of create and edit */
MUST Err registration_fill(Ctx *c, const Casefile *f, Form *out); /* what edit starts with */
Str days_between(Ctx *c, Day from, Day to);                       /* 01/01/2009–02/03/2027 */

/* model.c: an act is not dated before those that it follows ("dang_ky nop_lai"), nor in the future. */
MUST Err model_day_check(Act *a, const char *field, Day on, Str follows);

bool is_covered(const Ctx *c, Str path);                          /* the reader may read models of that unit */

/* appraisal.c */
extern const FormSpec appraisal_form;
MUST Err appraisal_dress(Ctx *c, const Casefile *f, Form *form);
MUST Err appraisal_check(Act *a);
MUST Err appraise(Act *a);
MUST Err appraise_undo(Act *a);

/* model_count.c: the tallies that the movement keeps beside the engine's. */
MUST Err model_count(Act *a, const Count *x);
MUST Err model_count_shown(Act *a, Day recognised, int64_t n);   /* it comes into the catalogue (1), or leaves it (-1) */
MUST Err model_listed_at(Act *a, Day on);                        /* where the catalogue has it; day 0: nowhere */
MUST Err model_recount_campaigns(Act *a, int64_t n);             /* around a change of campaigns: -1 before, 1 after */

/* model_word.c: what it is found by, on the day by which the catalogue has it; day 0: by nothing any more. */
MUST Err model_words_set(Act *a, Day on);

/* model_life.c: kept up year by year, praised, ended, taken up again. */
extern const FormSpec confirmation_form, praised_form, ending_form;
MUST Err model_kept_find(Act *a, Day recognised, int64_t but_seq); /* keeps the last year kept up in the model */
MUST Err model_confirm(Act *a);
MUST Err model_confirm_undo(Act *a);
MUST Err model_praise(Act *a);
MUST Err model_end(Act *a);
MUST Err model_end_undo(Act *a);
MUST Err model_reopen(Act *a);
MUST Err model_reopen_undo(Act *a);
MUST Err model_nothing_kept(Act *a);                              /* undo of what is kept nowhere but in the act */
MUST Err model_life_fill(Ctx *c, const Casefile *f, Form *out);
