/* exchange.h - tables in and out: the same for the command line and the tests. */
#pragma once
#include "web/web.h"

/* Takes in one text, all or nothing: with a fault, or on trial, the data stay as they were. An Err that
 * has no fault in the report is explained by c->why, or was logged. */
MUST Err exchange_import(Ctx *c, const Exchange *x, Str text, bool trial, ImportReport *r);
/* From one snapshot: as CSV or JSON, or a workbook (ended also where it fails). */
MUST Err exchange_export(Ctx *c, const Exchange *x, As as, Str *out);
MUST Err exchange_sheet(Ctx *c, const Exchange *x, struct Sheet *s);
