/* criteria.h - what an appraisal scores (tiêu chí): sets of criteria by unit, year and field, as configuration. */
#pragma once
#include "criteria.sql.h"
#include "movement/model.h"

enum { CRITERIA_MOST = 12, SCORE_MOST = 1000 };
/* The set for a model of that unit: of the nearest unit above that has one for the year; one for its field before
 * one for all. No criteria (len 0): none is in force, and nothing is scored. */
typedef struct { CriteriaSet set; CriterionRows of; } Criteria;
MUST Err criteria_for(Ctx *c, const Casefile *f, Criteria *out);

extern const Slice movement_criteria; /* before movement_models in the list of slices */
