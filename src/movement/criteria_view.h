/* criteria_view.h - what the page of criteria sees. */
#pragma once
#include "movement/criteria.h"
#include "movement/field.h"

typedef struct { CriteriaListed set; CriterionRows of; } CriteriaShown;
typedef struct { CriteriaShown *at; size_t len; } CriteriaShowns;
typedef struct {
    CriteriaShowns sets;
    Html faults, fields, hidden;
    bool may_enter;
} CriteriaView;
