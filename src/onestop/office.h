/* office.h - for tests: a one-stop office with its units, calendar and procedures, in a write transaction. */
#pragma once
#include "onestop/dossier.h"

Ctx *office(void);
/* From now on this person acts, with that one role in the unit of that code. */
void office_as(Ctx *c, int64_t role, const char *unit, Str name);
void office_at(Ctx *c, const char *when); /* sets the clock: "2026-11-23T14:00" */
