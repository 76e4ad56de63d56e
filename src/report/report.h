/* report.h - periodic reports: what a unit reports on the movement for a quarter, a half year, a year or a term.
 *
 * The numbers are read from the tallies once, when the report is handed in, in the borders of a day; with the texts
 * they are a version, whose SHA-256 over the canonical JSON (RFC 8785) is shown and recomputed by `kheo verify`. A
 * version that was issued never changes: a correction is a further version with a reason, and names the hash of the one
 * before. What was counted differently since then is shown beside a frozen number, never instead of it. */
#pragma once
#include "casework/casework.h"
#include "figures/statistics.h"
#include "report.sql.h"

extern const Flow report_flow;
enum { REPORT_WRITERS = MOVEMENT_STAFF | MOVEMENT_APPROVER,
       REPORT_READERS = REPORT_WRITERS | UNIT_HEAD | PROVINCE_MONITOR | AUDITOR };

/* ---- period.c ---- */

typedef struct { int64_t from_month, to_month; } Period;
extern const char *const report_periods[]; /* codes, ends with NULL */
/* Of a code and a year; `since`: first year of a term. false: there is no such period. */
bool period_of(Str code, int64_t year, int64_t since, Period *out);
Str period_words(const Ctx *c, Str code, int64_t from_month, int64_t to_month); /* "quý 1/2025", "giai đoạn 2021-2025" */
Day period_end(int64_t to_month);
/* The day by which the unit should have reported. */
MUST Err period_due(Ctx *c, Str code, int64_t unit, int64_t to_month, Day *out);

/* ---- count.c: the numbers, as they are now ---- */

typedef ReportCellRows Cells;
extern const char *const report_acts_counted[]; /* dang_ky ... ket_thuc; ends with NULL */
typedef struct { Str period; Period of; Unit unit; Day borders; int64_t report; } ReportAsked;
MUST Err report_count(Ctx *c, const ReportAsked *what, Cells *out);
/* Of one cell; a counted cell that is not there is 0. */
int64_t cell_number(const Cells *cells, const char *part, Str item, Str measure);
Str cell_name(Arena *a, const char *act, Subject k); /* cong_nhan/tap_the */

/* ---- snapshot.c: frozen ---- */

typedef struct {
    Str code, unit, period;      /* of the report: they do not change */
    int64_t from_month, to_month;
    ReportVersion v;
    Cells cells;
} Snapshot;
Str snapshot_json(Arena *a, const Snapshot *s); /* canonical: what the hash is taken of */
Str snapshot_hash(Arena *a, Str json);
MUST Err snapshot_freeze(Ctx *c, const Casefile *f);               /* as the next version, not yet issued */
MUST Err snapshot_read(Ctx *c, const Casefile *f, int64_t version, Snapshot *out); /* ERR_NOT_FOUND */
MUST Err report_verify(Ctx *c, Buf *faults, int64_t *n);

/* ---- now.c: kheo report movement ---- */

typedef struct { Day from, to; Unit unit; Cells cells; } LiveReport;
/* Any days; whole months come from the tallies, other days from the acts. */
MUST Err report_live(Ctx *c, Day from, Day to, Str unit, LiveReport *out);
typedef struct ReportOut ReportOut;
ReportOut *report_lines(Ctx *c, const Cells *in);
extern const Columns report_columns; /* of such lines: CSV and XLSX of every report */

extern const Slice report_slice;
