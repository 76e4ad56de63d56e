/* performance.h - how the one-stop desks do, for everybody: figures and the lists behind them, the days that things take,
 * offices scored, letters of apology. Nothing here writes: it reads what src/onestop keeps and the engine counts. */
#pragma once
#include "onestop/dossier.h"
#include "performance.sql.h"
#include "procedure/took.h"

/* What the public figures are of: a unit with all below it (?don-vi=, else the whole) and a year (?nam=, else this one). */
typedef struct { Unit unit; int64_t year; Str year_text; } OnestopScope;
MUST Err onestop_scope(Req *q, OnestopScope *out);

/* Where a page of a list goes on: the day that counts of its last row, and the place in it. As text "20777-13". */
typedef struct { Day day; int64_t place; } ListPlace;
Str list_place(Arena *a, Day day, int64_t place);
bool list_place_read(Str text, ListPlace *out);

/* One of the nine indices of an office (NĐ 61/2018 art. 31): so many of so many; points 0 to 2, -1: no data. */
typedef struct { Str key, name, good, whole, share, rule, measure; int64_t points; } IndexShown;
typedef struct { IndexShown *at; size_t len; } IndexesShown;
typedef struct { Str code, name, total, rank; int64_t known; } OfficeScore;
typedef struct { OfficeScore *at; size_t len; } OfficeScores;
typedef struct { Str heading, unit_name, unit_code, year_text, total, rank, rules; IndexesShown indexes; OfficeScores below; Options units; int64_t known; } ScoreView;

typedef struct { int64_t received, on_time_first, late_first, on_time, late, done; } Figures;
typedef struct {
    Str unit_name, unit_code, year_text, share_first, share_now;
    int64_t year;
    Figures total;
    OfficeRowRows offices;
    Options units;
} OnestopView;
typedef struct { Str heading, unit_name, unit_code, year_text, measure, facet, next; ResultRowRows rows; } ResultsView;
typedef struct { Str unit_name, unit_code, year_text; Tooks rows; Options units; } TookView;

Handler onestop_page, figures_page, took_page, score_page, apologies_page;

MUST Err results_verify(Ctx *c, Buf *faults, int64_t *n);

extern const Slice performance;
