/* procedure.h - an administrative procedure (thủ tục hành chính) by version: limit, fee, papers. */
#pragma once
#include "calendar/calendar.h"
#include "procedure.sql.h"
#include "search/search.h"
#include "web/web.h"

enum { PAPERS_MAX = 40, STEPS_MAX = 20, LIMIT_VALUE_MAX = 365, NOT_ENTERED = -1 };
extern const char *const paper_numbers[PAPERS_MAX + 1]; /* "1" ... "40": what a form may tick */

/* 1.004873, DEMO.0001; a province's ending (1.000948.H38) is set apart. False: not of that form. */
bool procedure_code(Str typed, Str *code, Str *suffix);
bool is_procedure_code(Str typed);

/* The version in force on that day, by code as typed. */
MUST Err procedure_find(Ctx *c, Str typed, Day day, Procedure *out);
/* Those in force whose code, name or field has every word of `words`, typed with or without marks. */
MUST Err procedure_search(Ctx *c, Str words, ProcedureRows *out);

OptionsOf procedure_options; /* those in force that have a limit; value: code */
MUST Err procedure_known(Ctx *c, Str code, bool *yes);

bool has_limit(const Procedure *p);
LimitUnit limit_unit_of(const Procedure *p);
/* The limit that a dossier gets which came in at `received`: "within the day" (0) is the next working day
 * for what came in after the cut-off, where the procedure says so. */
void limit_of(const Procedure *p, Time received, int64_t cut_off, int64_t *n, LimitUnit *unit);
/* A rule of the one-stop desk on that day, by name. ERR_INVALID: there were none yet. */
MUST Err onestop_rule(Ctx *c, Day day, const char *name, int64_t *out);
/* The limit of a dossier that comes in at `received`, by the rules of that day. ERR_INVALID: none is entered, or there are no rules. */
MUST Err limit_on(Ctx *c, const Procedure *p, Time received, int64_t *n, LimitUnit *unit);
/* Where a dossier of this procedure that came in at `received` would be due, and how it was counted. */
typedef struct { Day due; Str said, limit, reckoning; bool provisional; } Appointment;
MUST Err appointment_of(Ctx *c, const Procedure *p, Time received, Appointment *out);

Str limit_text(const Ctx *c, const Procedure *p);  /* "3 ngày làm việc", "trong ngày", "chưa nhập" */
Str fee_text(const Ctx *c, const Procedure *p);
Str code_text(const Ctx *c, const Procedure *p);   /* with the province's ending */
Str paper_form_text(const Ctx *c, Str form);

/* Exchanges `procedures` and `papers`: all or nothing, every bad line is named. A changed row is a new
 * version from the day it says (valid_from; today), so that dossiers keep theirs; valid_to ends a procedure; the papers
 * and the steps of a procedure are replaced as a whole. */
MUST Err procedure_import(Ctx *c, Str text, ImportReport *r);
MUST Err procedure_export(Ctx *c, Outlet *out);
typedef struct ProcedureLine ProcedureLine;
ProcedureLine *procedure_lines(Ctx *c, ProcedureRows rows);
extern const Columns procedure_table;    /* of such lines */
void procedure_json(Ctx *c, Buf *out, const Procedure *p, const PaperRows *papers, const ProcedureStepRows *steps); /* NULL: without */
MUST Err paper_import(Ctx *c, Str text, ImportReport *r);
MUST Err paper_export(Ctx *c, Outlet *out);
/* Who works on a procedure, in order, with shares of the limit that make 100 together. */
MUST Err step_import(Ctx *c, Str text, ImportReport *r);
MUST Err step_export(Ctx *c, Outlet *out);
extern const char procedure_columns[], paper_columns[], step_columns[];
extern const FormSpec procedure_form, paper_form;

extern const Shelving procedure_shelf;
MUST Err procedure_shelve(Ctx *c, Str code); /* after it was changed */
extern const Slice procedures;
