/* followup.h - what became of models once they were recognised: how soon they were praised, whether they are still at
 * work. Of published models alone: what is counted is what the list shows. */
#pragma once
#include "followup.sql.h"
#include "figures/statistics.h"

typedef enum { PRAISING, UPKEEP } Question; /* days from recognition to praise; who is no longer heard of */
/* FIRST, SECOND: praised and never praised; or without an act for months, and not confirmed for the year. */
typedef enum { GROUP_ALL, GROUP_FIRST, GROUP_SECOND, GROUPS_OF_EACH } Group;

typedef struct {
    Question question;
    Scope scope;
    Group group;         /* of a list */
    int64_t months;      /* without an act ... */
    Day since;           /* ... after this day */
    int64_t year, due;   /* to be confirmed; due: the last year for which it is */
} Followup;
extern const FormSpec figures_praise_form, figures_upkeep_form; /* figures_scope.c */
MUST Err followup_read(Ctx *c, Pairs query, Question question, Followup *out, Form *form); /* as figures_scope() */

typedef struct {
    int64_t id, under;   /* as in StatCell */
    Day recognised;
    Day praised;         /* for the first time; 0: never */
    int64_t days;        /* from recognition to praise; praised before it was recognised: 0 */
    bool in[GROUPS_OF_EACH];
} Followed;
typedef struct { Followed *at; size_t len; } FollowedAll;
/* All that the question is about, those of whom only a part may belong here (PLACE_PARTLY) too; by `under`, then those
 * of the first group by their days, then the others by the day of recognition. */
MUST Err followup_find(Ctx *c, const Followup *f, FollowedAll *out);

void followup_order(FollowedAll *all);
Str followup_group(Ctx *c, const Followup *f, Group g); /* in words */

/* The middle of the ordered days, and a quarter from each end: always the days of one of them, at place n*k/4 rounded
 * up. there: of at least one. */
typedef struct { bool there; int64_t lower, median, upper; } Quartiles;
typedef struct { int64_t n[GROUPS_OF_EACH]; Quartiles days; } FollowupCount;
FollowupCount followup_count(const Followed *rows, size_t n); /* ordered as by followup_find, of one place */

MUST Err followup_praise_page(Req *q);
MUST Err followup_upkeep_page(Req *q);
MUST Err followup_praise_list(Req *q);
MUST Err followup_upkeep_list(Req *q);

/* ---- what the pages see ---- */

typedef struct { Str name, code; FollowupCount count; Str link[GROUPS_OF_EACH]; } FollowupRow;
typedef struct { FollowupRow *at; size_t len; } FollowupRows;
typedef struct {
    const Followup *ask;
    Str heading, csv, xlsx, json, other, partly_link, group[GROUPS_OF_EACH];
    FollowupRows rows;
    FollowupRow total;
    Html form;
    UnitChooser units;
    int64_t partly;
} FollowupPage;
typedef struct { Str code, name, unit, unit_name, field, subject; Day recognised, praised; int64_t days; Day last; int64_t confirmed; } FollowupLine;
typedef struct { FollowupLine *at; size_t len; } FollowupLines;
