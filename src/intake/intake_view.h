/* intake_view.h - what the pages of lists brought in see. */
#pragma once
#include "intake/intake.h"

typedef struct {
    const Casefile *f;
    IntakeListedRows rows;
    Str name;
    int64_t n, recognised, settled, refused;
    bool more, waiting, coming, portioned; /* portioned: too long to come in at once */
} IntakePanel;

typedef struct { Html faults, fields, hidden; Str last; bool draft; } IntakeStart; /* last: code of the list handed in before */

typedef struct { Str label; int64_t n; Str css; } IntakeTally;
typedef struct { IntakeTally *at; size_t len; } IntakeTallies;
typedef struct { Str *at; size_t len; } Sentences;
typedef struct {
    Str heading, name, more, button, conflict;
    IntakeTallies tallies;
    Sentences said;
    IntakeLines ask;   /* of this page: wrong, or to be decided, or decided */
    IntakeLines new;   /* the first that come in */
    IntakeLines there; /* the first that are there but differ, or wait */
    Html hidden;
    Str seen; /* which state of the draft the page shows */
    int64_t open; /* lines that are wrong, or not decided */
    bool changes, second;
} IntakePage;

typedef struct {
    const Casefile *f;
    Str heading, more;
    IntakeListedRows rows;
} IntakeList;
