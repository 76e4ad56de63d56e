/* model_line.h - one line of a table of models: a registration and the days of its acts; what `kheo import models`
 * and the import in the browser share. */
#pragma once
#include "movement/model.h"

/* The line as it stands in a table; model_line.c has its columns, in the order of MODEL_COLUMNS. */
typedef struct {
    Str unit, name, subject_kind, field, campaigns, partners, place_unit_id, goal, method, participants, beneficiaries,
        resources, cost_vnd, expected_result, actual_result, lead_name, lead_phone, person_name, person_birth_year,
        person_job, another_reason, state, decision, reason, confirmed, praised, parent;
    Day start_on, end_on, opened, registered, taken, appraised, recognised, reason_on;
    bool published;
} ModelLine;

/* The days of its acts. */
typedef struct {
    Str unit, state, decision, reason;
    Str confirmed; /* "2024;2025": years in which it was kept up */
    Str praised;   /* "2025-05-02 12/QĐ-UBND;...": day and paper */
    Str parent;    /* "22945/Ngõ xanh": code of the unit and name of what it was copied from */
    Day opened, registered, taken, appraised, recognised, reason_on;
    bool published;
} ModelHistory;

/* A line that was read, on its way in. */
typedef struct {
    int64_t line;
    Pairs input; /* by the names of MODEL_COLUMNS */
    ModelHistory h;
    Registration r;
    Form form;
    Unit unit; /* in force on the day it was opened */
} ModelIncoming;

/* The cells of a line, by the names of MODEL_COLUMNS, as its forms take them. */
Pairs model_line_input(Ctx *c, Pairs cells);
/* Reads a line and checks all that can be known before it is played; what is wrong goes into the report. */
MUST Err model_line_check(Ctx *c, int64_t line, Pairs input, ModelIncoming *x, ImportReport *r);
/* Is it there already, to the letter? */
MUST Err model_line_there(Ctx *c, const ModelIncoming *x, bool *there);
/* Plays it through the same acts as on the pages, each on its own day. ERR_INVALID: an act was refused, and the
 * report says why; whoever began the transaction takes all of it back. `own`: with the person's own rights;
 * else with those of the system, in the person's name. `code` (may be NULL): of the new file. */
MUST Err model_line_play(Ctx *c, const ModelIncoming *x, bool own, ImportReport *r, Str *code);
Str model_column_label(const Ctx *c, const char *column);
/* Labels of the columns in which a model that is there says something else, joined by commas. */
MUST Err model_line_differs(Ctx *c, const ModelIncoming *x, int64_t id, Str *labels);
