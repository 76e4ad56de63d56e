/* model_view.h - what the pages of models see. */
#pragma once
#include "catalogue.sql.h"
#include "media/media.h"
#include "movement/field.h"
#include "movement/criteria.h"
#include "movement/lineage.h"
#include "movement/model.h"

/* model_panel.c: the model's part of a page and of its data. */
MUST Err model_panel(Ctx *c, const Casefile *f, bool inside, Html *out);
MUST Err model_json(Ctx *c, const Casefile *f, bool inside, Buf *out);
Str subject_label(const Ctx *c, Str subject_kind); /* Mô hình, Điển hình */

typedef struct { Str *at; size_t len; } Paragraphs;
Paragraphs paragraphs(Ctx *c, Str text);
typedef struct { Str heading; Paragraphs text; } Section;
typedef struct { Section *at; size_t len; } Sections;
typedef struct {
    const Casefile *f;
    const Model *m;
    ModelCampaignRows campaigns;
    KeptYears years;
    Relatives kin;
    Str proposal; /* of which it was made; empty: none, or not for this reader */
    ModelScoreRows scores;
    Str score_total;
    Paragraphs coaching; /* why it came back: to be read by whoever mends it */
    Sections sections;
    Html photos;
    Money cost;
    bool inside;
} ModelView;

/* model_pages.c: lists with their filters. */
typedef struct { Str value, label; bool chosen; } Pick;
typedef struct { Pick *at; size_t len; } Picks;
typedef struct {
    Str name, label, all;
    Picks picks;
} Filter;
typedef struct { Filter *at; size_t len; } Filters;

/* catalogue.c */
typedef struct {
    Str field, subject_kind;       /* '': all */
    Unit unit;                     /* and what is below it; id 0: all */
    int64_t year;                  /* 0: all */
    Day first, last;               /* of the year; `last` with `before`: where a list goes on */
    int64_t before, n;
} CatalogueBy;
MUST Err catalogue_rows(Ctx *c, const CatalogueBy *by, PublicModelRows *out);
MUST Err catalogue_heading(Ctx *c, const CatalogueBy *by, Str *out);

typedef struct {
    Str heading, csv, xlsx, more; /* addresses; empty: there is no more */
    Filters filters;
    bool filtered;
    PublicModelRows rows;
} Catalogue;

typedef struct { Str label, href, n; bool here; } StateLink;
typedef struct { StateLink *at; size_t len; } StateLinks;
typedef struct {
    Str heading, unit_name, more, due_text;
    int64_t due; /* year for which those recognised should be confirmed by now */
    StateLinks states;
    Filters filters;
    ModelFileRows rows;
    bool may_register, may_bring_in;
} StaffList;

typedef struct { Html faults, fields, hidden; Str twin, conflict; } Register;
