/* jobs.h - what runs by itself: every JobRow of every slice. */
#pragma once
#include "web/web.h"

const JobRow *job_of(Str name);                 /* NULL: no such job */
bool job_hours(const Calendar *cal, Time now);  /* a working day from 7:00 to 17:00 */
/* One portion, inside a savepoint; *n: how much was done. In the name of the system. */
MUST Err job_portion(Ctx *c, const JobRow *job, void *made, int64_t *n);
/* Its slow half, where it has one: inside a snapshot. */
MUST Err job_prepare(Ctx *c, const JobRow *job, void **made);
/* Portion by portion, a transaction each, until there is nothing to do. */
MUST Err job_to_end(Ctx *c, const JobRow *job, int64_t *total);
enum { PORTIONS_MAX = 1000 };                   /* of one job in one go */
