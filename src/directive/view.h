/* view.h - what the pages of directives see. */
#pragma once
#include "directive/directive.h"

typedef struct {
    const Casefile *f;
    Directive d;
    Progress p;
    bool inside;
} DirectiveView;
typedef struct {
    const Casefile *f;
    Task t;
    Reported last; /* day 0: nothing was reported yet */
} TaskView;

typedef struct { Str label, href, css; int64_t n; bool here; } CountLink;
typedef struct { CountLink *at; size_t len; } CountLinks;
typedef struct { TaskRow *row; Str due_class, due_words; Day due; } TaskLine;
typedef struct { TaskLine *at; size_t len; } TaskLines;

typedef struct { DirectiveRow *row; Progress p; } DirectiveLine;
typedef struct { DirectiveLine *at; size_t len; } DirectiveLines;
typedef struct {
    Str heading, more;
    DirectiveLines rows;
    bool staff, may_create;
} DirectiveList;

typedef struct {
    const Casefile *f; /* the directive; NULL: of the tasks of a unit, whatever the directive */
    Directive d;
    Str heading, about, path, unit, state, due;
    CountLinks counts;
    Options units;
    TaskLines rows;
    bool may_assign, all_units, cut;
} TaskList;
typedef struct { Html faults, fields, hidden; Str conflict; } DirectiveEdit;

MUST Err directive_panel(Ctx *c, const Casefile *f, bool inside, Html *out);
MUST Err directive_json(Ctx *c, const Casefile *f, bool inside, Buf *out);
