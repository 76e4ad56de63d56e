/* engine.h - what the files of this folder share; nobody else includes it. */
#pragma once
#include "casework/casework.h"

enum { DEPTH_MAX = 3, JOB_BATCH = 200, REASON_MIN = 10, REASON_MAX = 2000 };
enum { OFFICE_START = 8 * 60, OFFICE_END = 17 * 60 }; /* minutes of the day; with the latter a due day ends */

/* right.c */
bool holds(const Ctx *c, int64_t roles, Reach reach, const Casefile *f);
bool is_system(const Ctx *c);
bool holds_row(const Ctx *c, const Transition *row, bool second, const Casefile *f); /* as the first, or as who signs */
MUST Err allowed(Ctx *c, const Transition *row, bool second, const Casefile *f);
int guard_ask(Ctx *c, const Transition *row, const Casefile *f);
const Transition *row_named(const Flow *flow, int state, Str event); /* the first, whoever may */

/* The row of the event that this state allows and this person may do now, with what waits for its second person;
 * none: ERR_DENIED or ERR_CONFLICT, and c->why says why. */
MUST Err row_find(Act *a, int state, Str event, Pending *p, bool *first);

/* record.c: what is written for every act. `before`, `after`: names of states; `measure`: what it is counted as. */
typedef struct { Str event, before, after, measure; int64_t voids, unit; const char *leaf; int tell; } Entry; /* unit: of a correction, that of the act it stands for; 0: the file's */
int64_t seq_of(const Act *a); /* of the act under way */
MUST Err act_write(Act *a, const Entry *e);
MUST Err file_open(Act *a, const Deed *deed, Str *link); /* there before `apply`, so that its row can refer to it */
MUST Err propose(Act *a, const Deed *deed);

/* child.c: what an act does to the children of its file. */
MUST Err children_follow(Act *a);                 /* their clocks go with its */
MUST Err children_back(Act *a, int64_t seq);      /* what the act `seq` caused in them is taken back */

/* act.c */
MUST Err act_start(Ctx *c, const Flow *flow, Str code, Act *a); /* finds the file; was = as it is */
MUST Err seen_check(Ctx *c, const Casefile *f, int64_t seen);    /* says who was faster */
MUST Err clock_check(Ctx *c, const Casefile *f);                 /* is it later than its last act? */
void place_at(Casefile *f, const Unit *u);                       /* it belongs there from now on */

/* deadline.c */
Str words_with(const Ctx *c, int id, Str a, Str b); /* a message with up to two values */

/* void.c: the last act that whoever may do it can take back, and the act that stands for it now: itself, or its
 * last correction. Both NULL: there is none. */
typedef struct { const ActRow *act, *stands; } Target;
Target act_to_void(const Flow *flow, const ActRowRows *acts);
/* Everything that the act did to its file and to the children of it, given back; then the act that says so. a: the file
 * as it is, with the row of what is taken back (NULL: none) and the reason. */
MUST Err act_give_back(Act *a, Target t, const char *leaf, int tell);

/* clock.c */
MUST Err clock_move(Act *a);
/* What the calendar makes of a deadline now: due and first_due go later where they must, and never earlier. True: one
 * of them moved. */
bool clock_recount(const Calendar *cal, Casefile *f);
/* Where the limit ends, before the clock stood or a further day was given. */
Day clock_first_day(const Calendar *cal, const Casefile *f);
/* recount.c: deadlines of open files after the days off were changed, each move an act of its file; noted in r. */
MUST Err recount_all(Ctx *c, ImportReport *r);
/* The first day after `day` on which those who work on it are told that the deadline is near; 0: none is left. */
MUST Err warn_after(Ctx *c, const Flow *flow, const Casefile *f, Day day, Day *out);
void state_timer(Act *a, int64_t days);               /* wake day of the state entered; 0: none */
Str clock_save(Ctx *c, const Casefile *f);
bool clock_restore(Casefile *f, Str saved);

/* tally.c: counts of an act; each is also noted in the act, so that voiding and checking need no rule. */
MUST Err count_act(Act *a, Str measure, const char *before, const char *after);
MUST Err count_back(Act *a, Str counts);
MUST Err count_place(Act *a);                          /* the file goes to another unit */
MUST Err count_at(Act *a, const Count *x);
bool count_next(Str *counts, Count *out);              /* takes one line; false: none left, or malformed */

/* enter.c: the public ledger. */
MUST Err act_enter(Ctx *c, int64_t act);
Str content_of(Ctx *c, const Form *form);
MUST Err act_index(Ctx *c, const Casefile *f, int64_t seq, int64_t *index); /* ERR_NOT_FOUND: it has no leaf */
Str receipt_path(Ctx *c, const Casefile *f, Str link, int64_t seq); /* link: the private one, or empty */
MUST Err enter_verify(Ctx *c, Buf *faults, int64_t *n);

/* link.c */
MUST Err link_make(Ctx *c, Str code, Str *secret);     /* of the private link: always the same for a code */
Str link_hash(Ctx *c, Str secret);


/* holiday.c: a table that contradicts itself is refused; official days of a year put the provisional ones out. */
MUST Err holiday_read(Ctx *c, Str text, ImportReport *r);
MUST Err holiday_write(Ctx *c, Outlet *out);
#define HOLIDAY_COLUMNS "date,name,kind,status,source"

/* belong.c */
MUST Err belong_read(Ctx *c, Str text, ImportReport *r);
MUST Err belong_write(Ctx *c, Outlet *out);
#define BELONG_COLUMNS "casefile,unit,rule"
