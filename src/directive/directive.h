/* directive.h - a directive (chỉ thị, kế hoạch): a paper from above, and the tasks (nhiệm vụ) that units are given by it.
 *
 * The directive is a casefile of the unit that follows it up. Each task is a child of it, a casefile of the unit
 * that has it to do, with a clock of its own: a day given outright. While a report waits to be judged the clock
 * stands, so nobody is late because somebody else is slow. */
#pragma once
#include "casework/casework.h"
#include "directive.sql.h"

enum {
    DIRECTIVE_ISSUERS = MOVEMENT_APPROVER | UNIT_HEAD, /* of the unit of the directive: write it, give and judge tasks */
    TASK_DOERS = MOVEMENT_STAFF | UNIT_HEAD,           /* of the unit that has a task */
    DIRECTIVE_READERS = MOVEMENT_STAFF | MOVEMENT_APPROVER | UNIT_HEAD | PROVINCE_MONITOR | AUDITOR,
    TASKS_MAX = 2000,                                  /* of one directive: its page shows them all */
};

extern const Flow directive_flow, directive_task_flow;
extern const FormSpec directive_form, directive_task_form;

/* What the form of a task fills, for one unit. */
typedef struct { Str unit, title, detail; Day due_on; } TaskInput;

/* How far the tasks of a directive are, of the units at or below one; dropped ones are not counted in `all`. */
typedef struct { int64_t all, open, reported, done, dropped, overdue; } Progress;
MUST Err directive_progress(Ctx *c, int64_t id, int64_t above, Progress *out);
/* The last day whose office hours have ended: what was due then and is not handed in is overdue. */
Day directive_last_day(const Ctx *c);

/* line.c: exchanges `directives` and `directive_tasks`. */
#define DIRECTIVE_COLUMNS "number,unit,issuer,issued_on,title,summary,url,opened,state,published"
#define TASK_COLUMNS "directive,unit,title,detail,assigned_on,due_on,accepted_on,reported_on,paper,report,done_on,state"
MUST Err directives_read(Ctx *c, Str text, ImportReport *r);
MUST Err directives_write(Ctx *c, Outlet *out);
MUST Err tasks_read(Ctx *c, Str text, ImportReport *r);
MUST Err tasks_write(Ctx *c, Outlet *out);

extern const Slice directive_slice;
