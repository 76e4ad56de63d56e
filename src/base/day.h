/* day.h - civil dates and instants: reading, writing, month and weekday. */
#pragma once
#include "base/base.h"

typedef struct { int year, month, date; } Civil;
Day day(int year, int month, int date); /* proleptic Gregorian; no check: day_parse checks */
Civil civil(Day d);
int days_in_month(int year, int month);
int weekday(Day d);                  /* 0 = Sunday */
bool day_parse(Str text, Day *out);  /* 2026-03-16, or as people write it: 16/3/2026 */
Str day_iso(Arena *a, Day d);        /* 2026-03-16 */
Str day_vi(Arena *a, Day d);         /* 16/03/2026 */
int month_of(Day d);                 /* 202603: the period of a tally */
Day month_first(int month);          /* of 202603: 2026-03-01 */

enum { UTC_OFFSET_MS = 7 * 3600000, DAY_MS = 86400000 }; /* no summer time since 1975-06-13 */
Day day_of(Time t);                  /* the day in Asia/Ho_Chi_Minh */
int minute_of(Time t);               /* minutes since local midnight */
Time time_at(Day d, int minute);     /* that minute of that local day */
bool time_parse(Str text, Time *out); /* 2026-11-19T09:10, local; with Z or +07:00 as said */
Str time_iso(Arena *a, Time t);      /* 2026-11-19T09:10:00+07:00 */
Str clock_vi(Arena *a, Time t);      /* 09:10 */
