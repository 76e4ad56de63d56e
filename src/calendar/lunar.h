/* lunar.h - the Vietnamese lunar calendar (âm lịch), reckoned at UTC+7. */
#pragma once
#include "base/day.h"

typedef struct { int day, month, year; bool leap; } Lunar; /* leap: the second month of its number */

/* Tested for 1968-2060; beyond, days near a new moon at midnight may be off by one. */
Lunar lunar_of(Day d);

/* False: there is no such day, for example 30/2 of a short month, or a leap month in a plain year. */
bool solar_of(Lunar l, Day *out);

/* Bính Ngọ for 2026: the name of a lunar year. */
Str can_chi(Arena *a, int lunar_year);
