/* casework.h - casefiles (hồ sơ) moved from state to state by dated acts; a service is a table of rows.
 *
 * Everything an office does is one thing: a file is moved by an act that one person, in one role, for one
 * unit, did on one day. The engine does what belongs to every act, once, in one transaction: the right, the
 * form, the second person, the clock, the counts, the record, the messages. A service (movement, onestop)
 * adds its table of rows, its forms, its own columns and its panel. */
#pragma once
#include "account/account.h"
#include "calendar/calendar.h"
#include "casework.sql.h"
#include "mail/mail.h"
#include "search/search.h"
#include "unit/unit.h"
#include "web/web.h"

enum { NEW_FILE = 0, STAY = -1 }; /* state 0 of every flow, named "", is "not yet there", or no more: its opening was
                                   * taken back */
enum { NOT_OFFERED = -1 };        /* of a guard: such a file does not know the event at all, so nobody is told why not */
#define IN(state) (1u << (state))

/* START begins to count on the act's day; RESTART the same anew (after a supplement: in full); PAUSE and
 * RESUME let the days between not count; EXTEND takes act->new_due and leaves the first appointment; STOP
 * ends with a result, which is judged on time or late; DROP ends without one. */
typedef enum { CLOCK_NONE, CLOCK_START, CLOCK_RESTART, CLOCK_PAUSE, CLOCK_RESUME, CLOCK_EXTEND, CLOCK_STOP, CLOCK_DROP } Clock;
enum { STOPPED_NOT = 0, RUNNING = 1, STANDING = 2, ENDED = 3 }; /* casefile.clock */
/* casefile.day_unit, beside LimitUnit: the day was given outright, and is so many days from where the clock started. */
enum { GIVEN_DAY = 3 };

/* Where the role must be held: over the file's unit (the unit itself or one above it), or over one that has it in hand
 * (Flow.lends); over a unit truly
 * above it; over any unit; or not at all, by whoever shows the private link of the file. */
typedef enum { HERE, ABOVE, ANYWHERE, HOLDER } Reach;
typedef enum { TELL_NOBODY, TELL_PEOPLE = 1, TELL_STAFF = 2 } Tell; /* whom the message goes to; may be added */

typedef struct Act Act;
typedef struct Flow Flow;
typedef struct { int64_t unit; Str measure, facet; int64_t month, n; } Count; /* n more in one cell of the tallies */
typedef int Guard(Ctx *c, const Casefile *f); /* 0, or the message why not now; c->why_arg fills its {}; NOT_OFFERED */
typedef struct {
    uint32_t from;       /* states it may start from: IN(A) | IN(B); IN(NEW_FILE): it opens a file */
    const char *event;   /* its name in addresses, API and messages: KIND.event.EVENT */
    int to;              /* the state after, or STAY */
    int64_t who;         /* roles, any of them (account/role.h); SYSTEM, ANYONE */
    Reach reach;
    int64_t sign;        /* a second person with one of these roles makes it effective */
    Reach sign_reach;    /* where that one must hold it; HERE: where the first does */
    const char *not_by;  /* whoever did that event on the file may not do this one; several: "a b" */
    const FormSpec *form;
    const char *note, *paper; /* fields of the form that the act keeps: as its note (of casework_reason_form the reason,
                          * unsaid), as the number of its paper; apply may say otherwise */
    const char *once;    /* not where one of these events, "a b", stands already: message KIND.once.EVENT */
    Guard *guard;        /* asked for the button, and again in the act */
    Err (*check)(Act *); /* rules over the form and the file: asked of the proposal too, so that whoever signs
                          * is not the first to see a fault */
    Err (*place)(Act *); /* of a row that opens: sets file.unit (c->unit otherwise) before the right is asked,
                          * and done (today otherwise): the file opens on that day, under its rules */
    Err (*apply)(Act *); /* the service's own columns and choices */
    Err (*undo)(Act *);  /* the inverse; without it the act cannot be voided */
    Clock clock;         /* apply may choose another: act->clock */
    uint32_t to_also;    /* states apply may choose instead: act->to */
    const char *after;   /* SYSTEM: name of the rule that gives the days in the state until it happens by itself */
    const char *on;      /* SYSTEM: topic in the outbox that causes it */
    const char *kind;    /* the act's name in statistics where the law has one (dang_ky); else the event */
    const char *leaf;    /* kind of its ledger leaf; NULL: the act is kept but has none */
    Clock with;          /* SYSTEM: it happens when the parent's clock does that: a child's clock goes with it */
    bool correctable;    /* the day and the paper of such an act may be corrected by a later act */
    bool hidden;         /* not offered on the casefile page (it has a page of its own) */
    bool caused;         /* SYSTEM, STAY: by another file, with which it comes and goes (casework_void_also); it does
                          * not stand in the way of taking back what was done before it */
    bool inner;          /* a step of the desk: not in the timeline that everybody sees */
    bool aside;          /* it may be done, but waits for nobody: the file does not lie on a desk for it */
    int tell;            /* Tell */
} Transition;

typedef struct { Str title, text; } Words; /* of what can be found; no title: it is not */

struct Flow {
    const char *kind, *prefix;   /* "dossier", "HS" */
    const char *area;            /* whose rule sets apply; NULL: none */
    const char *const *states; size_t state_len;
    const Transition *rows; size_t row_len;
    int64_t readers;             /* roles, held over the unit, that may read a file; those who may act always do */
    uint32_t closed;             /* states in which nobody has work left */
    bool lends;                  /* of a child: while one is open, its unit has the parent in hand, too: its people read it,
                                  * and do what their roles may do HERE; one at a time */
    int64_t desk;                /* roles on whose desk an open file lies, though it has no act for them: what is to be
                                  * done is done to its parent */
    uint32_t sealed;             /* states that only `sealed_for` may see or know of */
    int64_t sealed_for;
    bool by_code;                /* the code alone opens the public state; else only of published files */
    bool linked;                 /* a file has a private link, for whoever brought it */
    bool title_private;          /* the title names a person: shown inside, and once the file is published */
    Err (*fill)(Ctx *c, const Casefile *f, Str event, Form *blank); /* what a form of this event starts with */
    const char *const *warn;     /* rules, ending with NULL: so many working days before the due day those who work on a
                                  * file are told; NULL: once, one day before or with four fifths of the limit gone */
    Err (*dress)(Ctx *c, const Casefile *f, Form *form); /* gives a form that is shown the labels that depend on the
                                 * file, and leaves out what does not concern it */
    Err (*count)(Act *a, const Count *x); /* counts of the service's own beside the engine's, for every act that
                                 * comes to stand (n is 1, on a->done) or is corrected (n is -1, where it stood) */
    const char *deadline_leaf;   /* kind of the ledger leaf where a changed calendar moves the day; NULL: none */
    Err (*letter)(Act *a, Str event, Mail *m); /* what whoever brought the file is told of this event (a row with
                                 * TELL_PEOPLE): fills to, phone, subject, text, sms; text left empty: nothing. In
                                 * Vietnamese; the engine has filled the rest. NULL: nobody is written to */
    const char *page;            /* "/phong-trao": the public page of a published file is page/CODE; NULL: /tra-cuu */
    Err (*panel)(Ctx *c, const Casefile *f, bool inside, Html *out); /* the service's part of the page;
                                 * inside: for staff or holder, with personal data; else for everybody */
    Err (*json)(Ctx *c, const Casefile *f, bool inside, Buf *out);   /* the same as members `,"name":value` */
    Err (*words)(Ctx *c, const Casefile *f, bool inside, Words *out); /* by which it is found: once it is published by
                                 * everybody, before by those who may read it; NULL: it is not */
};
#define FLOW(k, p, s, r) .kind = (k), .prefix = (p), .states = (s), .state_len = LEN(s), .rows = (r), .row_len = LEN(r)

/* One act under way: what `place`, `apply` and `undo` see, and may set. */
struct Act {
    Ctx *c;
    const Flow *flow;
    const Transition *row;
    Casefile file;      /* set unit, title, facet, public here; for START and RESTART days and day_unit */
    const Casefile *was;
    const void *input;  /* the struct that row->form fills; NULL: no form */
    Form *form;         /* form_fault() on it, then ERR_INVALID: the form is shown again */
    int to;             /* one of row->to_also, if not row->to */
    Clock clock;
    Day done;           /* the day it counts for: today, or what the form says; never after today */
    Day new_due;        /* for EXTEND; for START and RESTART, where the day is given outright and not by days */
    Str document;       /* number of the paper that does it: public */
    Str note;           /* reason, for those who may read the file */
    Str proposer, proposer_name; /* the first of two persons */
    Buf counts;
    const Act *by;      /* the act of another file that caused this one */
    int depth;
    bool live;          /* it happens now: people are told. What is played after the event tells nobody */
};

typedef struct {
    const Flow *flow;
    Str code;           /* empty: open a new file */
    Str event;
    Pairs input;        /* kept while a second person is awaited */
    Str token;          /* idempotency; empty: none */
    int64_t seen;       /* number of acts the form was drawn from; -1: not said */
    bool live;          /* done now, by the clock of the machine, and not played after the event: a clock set back is found */
    bool demo;          /* a new file of the demo: shown as sample data */
    int64_t parent;     /* of a new file: what it descends from; 0: nothing */
} Deed;
typedef struct {
    Form form;          /* when not ok, or after a conflict: to be shown again with what was typed */
    Casefile file;
    int64_t seq;        /* of the act done now, or then */
    Str link;           /* "/tra-cuu/SECRET" of a file opened now; empty: it has none */
    bool proposed;      /* it waits for the second person */
    bool again;         /* the token was used: this is the first answer once more */
} Done;

/* Does one act with everything that belongs to it, inside the caller's savepoint. Any Err: the savepoint must
 * be rolled back. ERR_INVALID with !done->form.ok: show the form again. ERR_CONFLICT: c->why says who acted
 * first, or why not now. ERR_NOT_FOUND: there is no such file, or not for this person. */
MUST Err casework_act(Ctx *c, const Deed *deed, Done *done);
/* Takes back the last act of a file (its row must have `undo`), with a reason of 10 characters or more. What it did to
 * the file's children (casework_also, Transition.with) goes back with it; refused where a child has gone on since. */
MUST Err casework_void(Ctx *c, const Flow *flow, Str code, Str reason, int64_t seen, Done *done);
/* Corrects the day and the paper of an earlier act (its row must be `correctable`): a new act that counts
 * instead of it; both stay readable. */
typedef struct { int64_t seq; Day done; Str document, reason; } Correction;
MUST Err casework_correct(Ctx *c, const Flow *flow, Str code, const Correction *x, int64_t seen, Done *done);
/* Takes an act that waits for its second person off the table: by whoever proposed it, or sent back, with a
 * reason, by whoever was to sign. */
MUST Err casework_take_back(Ctx *c, const Flow *flow, Str code, Str event, Str reason, Done *done);

/* From inside `apply`: a SYSTEM act on another casefile, same transaction, in the name of the same person. Without a
 * code it opens a child of this one. What it does to a child goes back with this act (casework_void). */
MUST Err casework_also(Act *a, const Flow *flow, Str code, const char *event, Pairs input, Done *done);
/* The same context with the rights of the system itself, for jobs, imports and acts that follow from acts. */
Ctx casework_system(const Ctx *c);
/* The same context on an earlier day, for the unit: an import plays what was done, each act on its day. */
Ctx casework_on(const Ctx *c, Day d, int64_t unit);
/* From inside `apply`: a count of the service's own beside those the engine keeps. */
MUST Err casework_count(Act *a, const char *measure, Str facet, int64_t n);
/* The same anywhere else. Such a measure has an '@' in it: a correction leaves it alone, and flow->count mends it. */
MUST Err casework_count_in(Act *a, const Count *x);
/* From inside `apply` or `undo`: takes back the act `seq` of another file, one that had left it in its state. */
MUST Err casework_void_also(Act *a, const Flow *flow, int64_t file, int64_t seq, Str reason);
/* From inside `apply`: an event for whichever service has rows `on` that topic, about the file `code`. */
MUST Err casework_emit(Act *a, const char *topic, Str code);
/* The value of a rule in the rule set that the file keeps from its first day; ERR_INTERNAL: it has none. */
MUST Err casework_rule(Ctx *c, const Flow *flow, const Casefile *f, const char *name, int64_t *out);
/* Children that are not closed: what a guard "no open child" asks. */
MUST Err casework_open_children(Ctx *c, const Casefile *f, int64_t *n);

/* A key of this data file, of the table `house`; made by chance when it is first asked for, which only an act may do. */
enum { HOUSE_KEY = 32 };
MUST Err house_key(Ctx *c, const char *name, unsigned char key[HOUSE_KEY]);

/* A form that asks for a reason, which becomes the act's note. */
typedef struct { Str reason; } Reason;
extern const FormSpec casework_reason_form;

/* The receipt of an act that has a leaf in the public ledger: a file to be kept and checked by anybody. inside:
 * for staff or holder, with the document and what was typed (its hash) opened. ERR_NOT_FOUND: it has no leaf. */
MUST Err casework_receipt(Ctx *c, const Casefile *f, int64_t seq, bool inside, Str *out);
MUST Err casework_forget(Ctx *c, int64_t *n); /* job: answers kept for a repeated token, after a week */

/* ---- reading ---- */

const Flow *flow_of(Str kind);                       /* NULL: no such kind */
int state_of(const Flow *flow, Str name);            /* -1: not one of its states */
Str state_label(const Ctx *c, const Casefile *f);    /* "Đang xử lý" */
Str state_name(const Ctx *c, Str kind, Str state);
Str event_label(const Ctx *c, Str kind, Str event);  /* of a button */
Str act_label(const Ctx *c, Str kind, Str event);    /* in a timeline */
bool casework_may_read(const Ctx *c, const Flow *flow, const Casefile *f); /* as staff or holder */
bool casework_is_public(const Flow *flow, const Casefile *f);              /* by its code */
/* By code as typed by anybody, for staff: ERR_NOT_FOUND also when it is not theirs to read (audited). */
MUST Err casework_read(Ctx *c, Str code, const Flow **flow, Casefile *f);
/* What this person may do now, and why not the rest. */
typedef struct { const Transition *row; Str label, why; bool may, awaits; Str proposer; Time proposed_at; } Possible;
typedef struct { Possible *at; size_t len; } Possibles;
MUST Err casework_possible(Ctx *c, const Flow *flow, const Casefile *f, Possibles *out);
MUST Err casework_link(Ctx *c, const Casefile *f, Str *secret); /* of the private link: for printing it */
Str casework_address(Ctx *c, Str host, Str secret); /* the same whole, https://HOST/tra-cuu/SECRET; host: as whoever asks reached us */
/* The file whose private link is the path's :secret; from here on c->holder says so. */
MUST Err casework_held(Req *q, const Flow **flow, Casefile *f);
/* Working days to the due day; negative: past it; meaningless unless the clock is RUNNING. */
int64_t days_left(const Ctx *c, const Casefile *f);
bool is_overdue(const Ctx *c, const Casefile *f);    /* the due day ends with office hours */
bool is_nearly_due(const Ctx *c, const Casefile *f); /* one working day is left, or this one */
/* The due day in a list, while the clock runs or stands: the class of a tag, and its words. */
Str due_class(const Ctx *c, const Casefile *f);
Str due_words(const Ctx *c, const Casefile *f);
Str due_sure(const Ctx *c, Day due); /* "(tạm tính)", where the calendar up to it is not yet official; or nothing */
/* The days of a filter of lists: qua-han (past), hom-nay, sap-han (one working day); false: no such filter. */
bool due_between(const Ctx *c, Str filter, Day *from, Day *to);
Options flow_states(Ctx *c, const Flow *flow); /* to choose from, without those that are sealed */
/* The day to which the acts of a file lead by the calendar of today, reckoned step by step as its page of reasons tells
 * it; 0: the clock stands. kept: the day in force is another one, because what was said holds. */
MUST Err casework_reckoned(Ctx *c, const Casefile *f, Day *out, bool *kept);

/* ---- the shell around an act: routes of services with pages of their own call it ---- */

/* Runs the event with what the form of `q` carries and answers: redirect to `page` (its '*' is the code; "": the casefile page;
 * the private link where the file has one and the actor is nobody), 201 with code and link for programs, or
 * through `again` the form with its faults. */
typedef Err FormPage(Req *q, const Form *form, int status);
MUST Err casework_post(Req *q, const Deed *deed, Str page, FormPage *again);

/* The page of a published file, for everybody: what a service's route of `page`/CODE answers. */
MUST Err casework_public(Req *q, const Flow *flow, const char *up, int up_title); /* the code is the path's :code */

/* ---- jobs, checks, and what app sets ---- */

/* From a job: a SYSTEM act on one of the files that it goes through, by nobody. One that is refused is said in the log and
 * left for the next run (*did: false); the others go on. */
MUST Err casework_alone(Ctx *c, const Casefile *f, Str event, bool *did);
MUST Err casework_wake(Ctx *c, int64_t *n);          /* time-outs of states */
MUST Err casework_breach(Ctx *c, int64_t *n);        /* deadlines missed */
MUST Err casework_warn(Ctx *c, int64_t *n);          /* deadlines near */
MUST Err casework_events(Ctx *c, int64_t *n);        /* what services tell each other */
MUST Err casework_notices(Ctx *c, int64_t *n);       /* what staff are told, each matter by itself */
MUST Err casework_digest(Ctx *c, int64_t *n);        /* one mail a working day of what waits for them */
/* Acts, states, tallies and roll-ups agree: one line of `faults` for each thing that does not. */
MUST Err casework_verify(Ctx *c, Buf *faults, int64_t *n);
MUST Err casework_roll_up(Ctx *c);                   /* after the tree of units changed: sums from own counts */
MUST Err casework_follow(Ctx *c);                    /* and then: open work of units that ended goes to their successor */
MUST Err casework_open_work(Ctx *c, int64_t unit, Str *what); /* in words; empty: none */
MUST Err calendar_load(Ctx *c, Arena *arena, const Calendar **out); /* from the table of days off */
/* The shelves of a kind in the search, into two places; how many. */
size_t casework_shelves(const Flow *flow, Shelving *out);
/* What a file is found by has changed outside of an act: the index follows, in the same transaction. */
MUST Err casework_found(Ctx *c, const Flow *flow, const Casefile *f);
extern const Flow *const *casework_flows;            /* ends with NULL */
extern const Slice casework;
