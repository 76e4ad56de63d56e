/* view.h - what the casefile templates see. */
#pragma once
#include "casework/casework.h"
#include "web/form_page.h"

typedef struct { Day done; Str label, document, who, note, seq, css, receipt; bool last, voided, correctable; } Step;
typedef struct { Step *at; size_t len; } Steps;
typedef struct {
    const Casefile *f;
    Str kind_name, title, state, note_class, link;
    Html deadline, panel, hidden, qr; /* qr, slip: on the private page alone */
    Str slip;
    Steps steps;
    Possibles actions, waiting;
    Day next_due;
    Str next_due_is;
    bool may_void;
    Str base; /* the page's own address, below which its acts are */
} FileView;

typedef struct {
    const Casefile *f;
    Str kind_name, office, state, address, link; /* address: whole, of the private page; link: its path */
    Html qr;
    Steps steps;
    Day due;
    int64_t witnesses;
    Time attested;
} SlipView;

typedef struct { Pair *at; size_t len; } Given;
typedef struct {
    const Casefile *f;
    Str kind_name, title, state, label, button, base, action, conflict, proposer, why, back_action, back_label;
    Time proposed_at;
    Html fields, faults, hidden;
    Given given;
    bool needs_sign, own, files;
} ActView;

typedef struct {
    Str heading, kind, state, next;
    Choices kinds, states;
    FileRowRows rows;
} ListView;

typedef struct { Str name; FileRowRows rows; bool more; } WorkGroup;
typedef struct { WorkGroup *at; size_t len; } WorkGroups;
typedef struct { Str heading; SignRowRows to_sign; WorkGroups groups; } WorkView;
/* What waits for the person of `c`, as their page of work shows it; more: there is more than was counted. */
typedef struct { int64_t sign, all; FileRowRows late, soon; bool more; } Waiting;
MUST Err work_waiting(Ctx *c, Waiting *out);
int64_t roles_in(const Flow *flow, int state); /* those who have work with a file in this state */

/* Why a deadline is on its day: a step for each act that moved it. due: where the step leads to by the calendar of today. */
typedef struct { Day day; Str text; bool counts; } DayLine;
typedef struct { DayLine *at; size_t len; } DayLines;
typedef struct { Day done, due; Str what, text, moved; DayLines days; } WhyStep;
typedef struct { WhyStep *at; size_t len; } WhySteps;
typedef struct {
    WhySteps steps;
    size_t run;    /* the first step of the count in force */
    Day last;      /* where they lead to; 0: the clock stands */
    Str sentence, kept; /* kept: what was said holds, and why; empty: it is the day they lead to */
    bool provisional;
} Why;
typedef struct { const Why *w; const Casefile *f; Str kind_name, back; } WhyView;
MUST Err why_of(Ctx *c, const Casefile *f, const ActRowRows *acts, bool by_day, Why *out); /* by_day: with the days of each step */
WhySteps why_run(const Why *w); /* of the count in force */
Html deadline_shown(Ctx *c, const Casefile *f, const Why *w, Str why); /* why: address of the page that explains it */
Str why_path(const Req *q, const Casefile *f, bool inside);

typedef struct {
    SplitLineRows units;
    const SplitLine *chosen; /* NULL: none yet */
    UntoldFileRows files;    /* that nobody told apart; without the titles that this person may not read */
    Options heirs;
    Html fields, faults, hidden;
} BelongView;
Str kind_word(const Ctx *c, const Casefile *f, const char *name, Str a, Str b); /* KIND.name, else casework.name */
typedef struct { Str code, name, open_words; Day last; bool whole; int64_t open, people; } MergeEnd;
typedef struct { MergeEnd *at; size_t len; } MergeEnds;
typedef struct {
    MergeEnds ends;
    UnitLineRows opens;
    Given given;
    Html fields, faults, hidden;
    Day day;
    int64_t moves, stays; /* open files that go over, and that wait for somebody to say where to */
    bool planned, later;
} MergeView;

Html rows_table(Ctx *c, FileRowRows rows, Str name);
Html due_tag(Ctx *c, const FileRow *r);
Str kind_name(const Ctx *c, const Casefile *f);               /* "Hồ sơ một cửa" */
Html seen_hidden(Ctx *c, const Req *q, int64_t version);      /* the tokens, and how many acts the form saw */
int64_t seen_of(const Req *q);                                /* as sent back; -1: not said */
Str file_base(const Req *q, const Casefile *f); /* /can-bo/ho-so/CODE, or by the link /tra-cuu/SECRET: what its acts lie below */

/* ---- handlers: casework.c has their routes ---- */

Err work_page(Req *q), list_page(Req *q);                                                  /* lists.c */
Err staff_file(Req *q), lookup(Req *q), holder_file(Req *q);                               /* file_page.c */
Err file_why(Req *q), code_why(Req *q);                                                    /* why.c */
MUST Err act_file(Req *q, const Flow **flow, Casefile *f);                                 /* as staff by the code, or by the private link */
MUST Err file_looked_up(Ctx *c, Str typed, const Flow **flow, Casefile *f);                /* by a code, as everybody may */
MUST Err lookup_missed(Req *q, Str typed);                                                 /* the one answer to all that is not there */
Err act_page(Req *q), act_files(Req *q), act_post(Req *q);                                /* act_page.c */
Err holder_receipt(Req *q), code_receipt(Req *q);                                          /* enter.c */
Err holder_slip(Req *q);                                                                   /* slip.c */
MUST Err private_qr(Req *q, Str *address, Html *out); /* of the private page that is asked for */
Steps steps_of(Ctx *c, const Flow *flow, const Casefile *f, const ActRowRows *acts, bool inside, Str link);
Err void_page(Req *q), void_post(Req *q), correct_page(Req *q), correct_post(Req *q), take_back_post(Req *q); /* mend_page.c */
Err merge_page(Req *q), merge_post(Req *q);                                               /* merge_page.c */
Err belong_page(Req *q), belong_post(Req *q);                                             /* belong.c */
extern const FormSpec void_form, correction_form, merge_form, belong_form;
