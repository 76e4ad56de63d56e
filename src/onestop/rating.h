/* rating.h - what whoever brought a dossier says of how it was handled: from home by the link, or at the counter. */
#pragma once
#include "casework/casework.h"
#include "rating.sql.h"

extern const FormSpec rating_form;
extern const char *const rating_overall[], *const rating_manner[]; /* best first; end with NULL */
int rating_open(Ctx *c, const Casefile *f); /* guard: within the days of the rule, from the day it was handed over */
Err rating_apply(Act *a);                   /* apply: a later rating replaces the earlier */
MUST Err rating_verify(Ctx *c, Buf *faults, int64_t *n); /* its tallies against its rows */
