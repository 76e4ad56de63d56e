/* leg.h - a leg (chặng): one step of a dossier, in the hands of the unit that does it, with a clock of its own.
 *
 * The way of a dossier is that of its procedure on the day it came in (dossier_step). A leg is a child casefile of the
 * unit that has the step: `forward` opens the first, `pass` ends the one and opens the next, `pass_back` returns it to
 * the step before. Its clock goes with the dossier's: it stands while that stands, begins anew in full with it after a
 * supplement, and whatever ends the dossier ends it. Result and denial may come at any step: they end the leg that is
 * open, and the steps behind it are not gone through. A procedure without steps has no legs. */
#pragma once
#include "casework/casework.h"
#include "leg.sql.h"

extern const Flow dossier_leg_flow;
enum { LEG_DOERS = ONESTOP_CLERK | OFFICER | UNIT_HEAD };

/* The share of a limit between two points of the way, in per cent: rounded so that all shares together are the limit. */
int64_t leg_days(int64_t limit, int64_t before, int64_t after);

/* Steps as people see them: those gone through, the one under way, those to come. `inside` tells names and notes, too. */
typedef struct {
    int64_t sort;
    Str name, unit;
    Str state;                 /* held passed sent_back finished dropped, or next: to come */
    Str label;                 /* that, in words */
    Str judged;                /* before or on its day, or past it; empty: not judged */
    Str giver, receiver, note; /* inside */
    Time given_at;             /* 0: to come */
    Day due, ended;            /* 0: the clock stands; under way */
    Str due_class, due_words;  /* of the one under way */
} StepShown;
typedef struct { StepShown *at; size_t len; } StepsShown;
MUST Err dossier_steps(Ctx *c, const Casefile *f, bool inside, StepsShown *out);
Str day_judged(const Ctx *c, Day done, Day due); /* "trước hạn", "đúng hạn", "quá hạn"; empty without a day */

/* The pages of legs (leg_page.c). */
typedef struct { Str label, href; int64_t n; bool here; } LegCount;
typedef struct { LegCount *at; size_t len; } LegCounts;
typedef struct { Str heading, due; LegCounts counts; HeldLegRows rows; bool more; } LegsView;
Casefile held_clock(const HeldLeg *r);
MUST Err legs_from_elsewhere(Ctx *c, Html *out); /* dossiers of other offices that lie here; empty: none */
Handler legs_page;

/* ---- what the rows of dossier.c call ---- */

MUST Err leg_first(Act *a); /* where there are steps and none is under way */
Guard leg_may_pass, leg_may_go_back;
MUST Err leg_pass(Act *a);
MUST Err leg_pass_back(Act *a);
