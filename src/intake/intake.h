/* intake.h - "Đợt nhập": a list of models that an office kept elsewhere is weighed line by line, handed in by one
 * person, and where it tells of acts that were others' to do, confirmed by another. */
#pragma once
#include "intake.sql.h"
#include "intake/listing.h"
#include "movement/model_line.h"

enum { INTAKE_ROLES = MOVEMENT_STAFF | MOVEMENT_APPROVER };

typedef enum {
    LINE_NEW,     /* comes in */
    LINE_THERE,   /* is there already; `note` says where the list differs */
    LINE_WAITS,   /* is in a list that waits for its second person: `code` */
    LINE_SKIPPED, /* left out, by choice */
    LINE_ASKS,    /* something like it is there: is it another one? */
    LINE_WRONG,
    LINE_KINDS
} LineIs;
typedef struct { Str column, label, value, reason; } LineFault;
typedef struct { Str code, name; int64_t line, percent; } LineAlike; /* line: in this list; 0: there already */
typedef struct {
    int64_t line;
    LineIs is;
    uint64_t hash;
    Str key;  /* by its content: a choice stays when the list is sent again */
    Str name, unit_name, code, note;
    struct { LineFault *at; size_t len; } faults;
    struct { LineAlike *at; size_t len; } alikes;
    Options units;     /* which of these is meant? */
    Str choice, reason, reason_fault, unit_choice;
    bool second;       /* it tells of acts that are not this person's to do */
    int64_t unit;      /* id; what follows is filled for those that come in */
    Str path, name_fold, decision, cells;
    Day recognised;
} IntakeLine;
typedef struct { IntakeLine *at; size_t len; } IntakeLines;

/* What is said once of the whole list, with the first line it is about. */
typedef enum { SAID_UNIT_OWN, SAID_UNIT_THEN, SAID_EITHER_DAY, SAID_SERIAL_DAY, SAID_KIND, SAID_PLACE, SAID_DAYS, SAID_FILLED,
               SAID_NOT_COMPARED, SAID } SaidOf;
typedef struct { int64_t n, line; Str example; } Said;

typedef struct {
    ListingWhy why;      /* not LISTING_FINE: nothing else is filled but what explains it */
    Listing listing;
    IntakeLines lines;
    int64_t n[LINE_KINDS];
    Said said[SAID];
    bool second;         /* one of those that come in needs a second person */
    int64_t unit;        /* over which it is handed in; 0: the lines are of units without one above them that is theirs */
} Intake;

/* Weighs a list as sent. `choices`: c-KEY skip or new, r-KEY why it is another one, u-KEY the unit meant. */
MUST Err intake_weigh(Ctx *c, Str text, Pairs choices, Intake *out);
Str intake_why(Ctx *c, const Intake *in); /* what is wrong with the list as a whole */

/* intake_unit.c: the unit that somebody wrote. */
typedef struct {
    IntakeUnitRows units;
    uint64_t *core;    /* hash of the name without its kind */
} UnitNames;
typedef struct {
    const IntakeUnit *unit; /* NULL: not found, or one of `options` */
    Options options;
    bool of_then;           /* another one than the name says: that of the day */
    int why;                /* message why not, with the name in it */
} UnitFound;
MUST Err unit_names(Ctx *c, UnitNames *out);
MUST Err unit_find(Ctx *c, const UnitNames *names, Str typed, Day on, UnitFound *out);

extern const Flow intake_flow;
/* Opens the file of a list and keeps its lines; where nothing in it needs a second person, they come in at once. */
typedef struct { Str name, token; const Intake *list; } HandIn;
MUST Err intake_hand_in(Ctx *c, const HandIn *x, Casefile *out);

/* intake_bring.c: so many lines come in with one act, or with one portion of the job that brings in a longer list. */
enum { INTAKE_PORTION = 25 };
MUST Err intake_bring(Ctx *c, int64_t id, bool own);
MUST Err intake_portion(Ctx *c, int64_t *n);

extern const Slice movement_intake;
