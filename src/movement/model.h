/* model.h - a "Dân vận khéo" model of a group (mô hình) or an exemplary person (điển hình): how it is registered,
 * appraised and recognised. */
#pragma once
#include "casework/casework.h"
#include "model.sql.h"

extern const Flow model_flow;
enum { MODEL_READERS = MOVEMENT_STAFF | MOVEMENT_APPROVER | UNIT_HEAD | PROVINCE_MONITOR | AUDITOR };

/* What the registration form fills: 13 items. A number left empty is -1 in `model` ("not said"), never 0. */
typedef struct {
    Str name, subject_kind, field, partners, campaigns, place_unit_id, goal, method, resources, expected_result,
        actual_result, lead_name, lead_phone, person_name, person_job, another_reason, proposal;
    int64_t participants, beneficiaries, cost_vnd, person_birth_year;
    Day start_on, end_on;
    bool another; /* it is not the one of the same name: another_reason says why */
} Registration;
extern const FormSpec model_form;

/* The rules over several items; faults go to the form. */
void registration_check(Ctx *c, const Registration *r, Form *form);
/* Labels of what a complete registration still lacks, joined by commas; empty: it is complete. */
Str model_missing(Ctx *c, const Model *m);
/* kinh_te/tap_the: what the counts of models are split by. */
Str model_facet(Arena *a, Str field, Str subject_kind);
bool is_exemplar(Str subject_kind);
Str phone_local(Arena *a, Str phone); /* +84 and 9 digits: as 0 and 9 digits */
/* The acts in the law's sense (dang_ky, tham_dinh, cong_nhan) that stand, by their latest correction; day 0: none. */
MUST Err model_act_of(Ctx *c, int64_t id, Str measure, Acted *out);

/* What acts are counted as by campaign, in the engine's tally: cong_nhan@DODN. Read with tally_cells() or
 * tally_sum(), kind "model", facets as model_facet(). Never summed over campaigns: a model may be in several. */
Str campaign_measure(Arena *a, Str measure, Str campaign);
/* The last year for which a confirmation that it was kept up is due by today: the one before this, from the day of
 * the rule set on. */
MUST Err kept_up_due(Ctx *c, int64_t *year);
/* The years confirmed, and those that are due and are not, joined by commas. */
typedef struct { Str kept, missing; } KeptYears;
MUST Err kept_years(Ctx *c, const Casefile *f, KeptYears *out);
/* The tallies above agree with models and acts; for `kheo verify`. */
MUST Err movement_verify(Ctx *c, Buf *faults, int64_t *n);

/* model_line.c: the models as a table, in and out. */
#define MODEL_COLUMNS \
    "unit,name,subject_kind,field,campaigns,partners,place_unit_id,start_on,end_on,goal,method,participants," \
    "beneficiaries,resources,cost_vnd,expected_result,actual_result,lead_name,lead_phone,person_name," \
    "person_birth_year,person_job,another_reason,state,opened,registered,taken,appraised,recognised,decision," \
    "published,reason,reason_on,confirmed,praised,parent"
MUST Err models_read(Ctx *c, Str text, ImportReport *r);
MUST Err models_write(Ctx *c, Outlet *out);

/* Its routes have /phong-trao/:code: in the list of slices, those with /phong-trao/WORD come before it. */
extern const Slice movement_models;
