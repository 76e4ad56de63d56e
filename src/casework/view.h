/* view.h - what the casefile templates see. */
#pragma once
#include "casework/casework.h"
#include "web/form_page.h"

typedef struct { Day done; Str label, document, who, note, seq, css; bool last, voided, correctable; } Step;
typedef struct { Step *at; size_t len; } Steps;
typedef struct {
    const Casefile *f;
    Str kind_name, title, state, note_class, link;
    Html deadline, panel, hidden;
    Steps steps;
    Possibles actions, waiting;
    Day next_due;
    bool may_void;
} FileView;

typedef struct { Pair *at; size_t len; } Given;
typedef struct {
    const Casefile *f;
    Str kind_name, title, state, label, button, action, conflict, proposer, back_action, back_label;
    Time proposed_at;
    Html fields, faults, hidden;
    Given given;
    bool needs_sign, own;
} ActView;

typedef struct {
    Str heading, kind, state, next;
    Choices kinds, states;
    FileRowRows rows;
} ListView;

typedef struct { Str name; FileRowRows rows; bool more; } WorkGroup;
typedef struct { WorkGroup *at; size_t len; } WorkGroups;
typedef struct { Str heading; SignRowRows to_sign; WorkGroups groups; } WorkView;

typedef struct { Str day, text; } DayLine;
typedef struct { DayLine *at; size_t len; } DayLines;
typedef struct { Str *at; size_t len; } Lines;
typedef struct { Str sentence, detail, start; DayLines days; Lines moves; bool provisional; } DeadlineView;

Html rows_table(Ctx *c, FileRowRows rows, Str name);
Html due_tag(Ctx *c, const FileRow *r);
Err work_page(Req *q);
Err list_page(Req *q);
