/* view.h - what the page of a procedure shows. */
#pragma once
#include "procedure/procedure.h"
#include "procedure/took.h"

typedef struct { Str name, role, unit; int64_t share; } StepLine;
typedef struct { StepLine *at; size_t len; } StepLines;
typedef struct {
    const Procedure *p;
    PaperRows papers;
    StepLines steps;
    ProcedureRows versions;
    Appointment when; /* of what is handed in now */
    bool promised;    /* there is one: it has a limit */
    Str source;
    Took took;        /* since the beginning of last year; n = 0: no figures */
    int64_t took_since;
} ProcedureView;
