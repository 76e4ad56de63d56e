/* intake_own.h - what the files that weigh a list share; pages do not include it. */
#pragma once
#include "intake/intake.h"
#include "text/alike.h"

enum { FAULTS_MAX = 12, ALIKES_MAX = 3 };

/* A name that was met in a unit: there already, or on an earlier line. */
typedef struct Met Met;
struct Met {
    Met *next;
    Str code, name, fold;
    int64_t line, year;
    Trigrams of;
};
typedef struct {
    int64_t unit;
    Met *first;
} MetIn;

typedef struct {
    Ctx *c; /* what is kept */
    Ctx at; /* what one line needs, given back after it */
    UnitNames names;
    Options fields, campaigns;
    Pairs choices;
    Intake *out;
    MetIn *met;
    size_t met_len, met_cap;
    int64_t compared;
} Weighing;

/* One line under the scales. */
typedef struct {
    Weighing *w;
    Ctx *c; /* of the line */
    const ListingRow *row;
    IntakeLine *l;
    Str cell[LISTING_COLUMNS]; /* as our forms take them */
    Day day[LISTING_COLUMNS];
    LineFault fault[FAULTS_MAX];
    size_t faults;
    LineAlike alike[ALIKES_MAX];
    size_t alikes;
    ModelIncoming x;
    MetIn *in; /* where a sound line belongs */
} Line;

/* intake_read.c: the cells of a line as our forms take them, with what an old list leaves out. */
Str *line_cell(Line *n, const char *column);
void line_fault(Line *n, const char *column, Str value, Str reason);
void line_say_once(Line *n, SaidOf what, Str example);
MUST Err line_read(Line *n);

/* intake_match.c: is the model of this sound line there, does it wait, is something like it there? */
MUST Err line_match(Line *n, Str folded);
void line_met(Line *n, Str folded); /* it comes in: later lines may be like it */
