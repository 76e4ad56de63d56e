/* unit.h - the tree of units through time, and whose is whose.
 *
 * A code is reused and units merge and split, so a unit is a row with an id, and a record keeps the unit of
 * its day. Today's tree also holds the closed units: each lies under its successor (several: under what all
 * of them share; none: under its parent), so whoever is responsible today reaches the old records. A path is
 * the ids from the top: "/3/25/24/". */
#pragma once
#include "unit.sql.h"
#include "web/web.h"

/* Generated, ERR_NOT_FOUND when there is none: unit_by_id, unit_by_code (on a day). Lists: unit_children (on
 * a day), unit_over (from the top down to the unit itself), unit_successors, unit_predecessors,
 * unit_periods (all units that ever had the code). */

/* The unit of a code that is in force on the day. ERR_INVALID: c->why says that it is unknown, or that it is
 * closed and who follows it. */
MUST Err unit_in_force(Ctx *c, Str code, Day on, Unit *out);
MUST Err unit_root(Ctx *c, Unit *out); /* the top of today's tree; ERR_NOT_FOUND: there are no units yet */
Str unit_name(Ctx *c, int64_t id);     /* for people; empty when there is none */
OptionsOf unit_options;                /* those in force today, in Vietnamese order; value: code */
MUST Err unit_known(Ctx *c, Str code, bool *yes); /* one of them: asked for, where a province has thousands */
#define UNIT_FIELD(F, m, ...) PICK_FIELD(F, m, unit_options, .known = unit_known, __VA_ARGS__)

/* ---- scope ---- */

bool path_within(Str path, Str above); /* the unit itself counts; "/" is above all, "" above nothing */
int64_t path_unit(Str path);           /* the id at its end; 0: "/" */
/* One of the roles is held over the unit of that path, or over one above it. */
bool unit_covers(const Ctx *c, int64_t roles, Str path);
bool unit_covers_above(const Ctx *c, int64_t roles, Str path); /* over one truly above it */

/* ---- borders of another day ---- */

/* Where a unit of any time lies, seen from one unit in the borders of a day: under the unit itself, under one of its
 * children of that day, or under several of them (PLACE_SPLIT: counted at the unit, at no child); of some only a part
 * lies inside (PLACE_PARTLY: shown, and not counted). A unit that ended before the day is where those are that took
 * over from it; one that began later, where all that it came from were. */
enum { PLACE_SPLIT = -1, PLACE_PARTLY = -2 };
typedef struct { int64_t id, under; bool of_day; } Place; /* of_day: in force on that day itself */
typedef struct { int64_t unit; Place *at; size_t len; } Places; /* by id; what lies outside is not there */
MUST Err unit_places(Ctx *c, int64_t unit, Day on, Places *out);
const Place *place_find(const Places *p, int64_t unit); /* NULL: outside */

/* ---- changing ---- */

/* Works out today's tree anew from the list of units. */
MUST Err unit_rebuild(Ctx *c);
/* Set by app: called after the tree changed, in the same transaction (sums of the units above, open work). */
extern Err (*unit_moved)(Ctx *c);
/* Set by app: the work that lies open with a unit, in words; empty: there is none. */
extern Err (*unit_work)(Ctx *c, int64_t unit, Str *what);
extern const char *const unit_kinds[]; /* ends with NULL */
bool unit_is_code_list(Str s);         /* codes joined by ; */

/* Units that end, and the one that takes over from them, as one operation. A unit that takes others in ends too, and
 * begins anew under its code; so does one that only a part of was taken from. */
typedef struct {
    Str ends;   /* codes joined by ; */
    Str parts;  /* codes of which only a part goes over, and that go on without it */
    Day day;    /* the first of the new unit */
    Str code, name, kind, parent, source;
} Merge;
typedef struct { Unit was; bool whole; } UnitEnding; /* whole: all of it goes to the new unit */
typedef struct { UnitEnding *at; size_t len; } UnitEndings;
typedef struct { UnitEndings ends; UnitLineRows opens; } MergePlan;
/* What would happen: nothing is written. ERR_INVALID: the form (fields as in Merge) says why not. */
MUST Err unit_merge_plan(Ctx *c, const Merge *m, Form *form, MergePlan *out);
MUST Err unit_merge(Ctx *c, const Merge *m, Form *form);

extern const Exchange unit_exchange;
extern const Slice unit_slice;
