/* lineage.h - which model descends from which (nhân rộng): a forest, each model with at most one parent. */
#pragma once
#include "lineage.sql.h"
#include "movement/model.h"

/* Rows of the flow in model.c. */
extern const FormSpec replication_form, parent_form, spread_form;
MUST Err replication_place(Act *a);   /* a copy opens in the unit of its form, below Deed.parent */
MUST Err replicate(Act *a);
int has_no_parent(Ctx *c, const Casefile *f);
MUST Err parent_check(Act *a);
MUST Err link_parent(Act *a);
MUST Err link_parent_undo(Act *a);
MUST Err spread(Act *a);

/* From the recognition of a copy, on its day: the act nhan_rong of its parent; and its taking back. */
MUST Err lineage_spread(Act *a, Day on);
MUST Err lineage_spread_undo(Act *a);
MUST Err replication_fill(Ctx *c, Form *out);

/* Its relatives, as lines of the model's page. An address is empty where the reader may not open it. */
typedef struct { Str title, unit, href; } Relative;
typedef struct {
    Relative parent;   /* no title: it has none, or none that the reader may know of */
    int64_t copies;    /* recognised ones */
    Str page;          /* of the lineage; empty: there is nothing to see */
    Str replicate;     /* of the form; empty: not for this reader */
    Str adapted;
} Relatives;
MUST Err lineage_relatives(Ctx *c, const Casefile *f, bool inside, Relatives *out);

/* Where this reader opens a model: the office's page, the public one, or nowhere (empty). */
Str model_href(Ctx *c, Str code, bool public, Str path);

extern const Slice movement_lineage; /* before movement_models in the list of slices */
