/* page.h - what the pages of units see. */
#pragma once
#include "unit/unit.h"

/* One period of a code: a unit as it was from a day to a day. */
typedef struct { Unit u; UnitRows over, before, after, below; } Period;
typedef struct { Period *at; size_t len; } Periods;
