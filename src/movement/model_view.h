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
MUST Err model_words(Ctx *c, const Casefile *f, bool inside, Words *out);
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
typedef struct {
    Str name, label, all;
    Options options; /* none: words are typed */
    Str given;
} Filter;
typedef struct { Filter *at; size_t len; } Filters;

/* model_word.c: the words that a search asks for, all of them, the rarest first. */
enum { FOUND_BY_MOST = 9 };
typedef struct { Str word[FOUND_BY_MOST]; int64_t n[FOUND_BY_MOST]; size_t len; } FoundBy;
MUST Err found_by(Ctx *c, Str typed, Str campaign, FoundBy *out);
bool is_common(const FoundBy *f);  /* so many have the rarest that it does not narrow much */
Str campaign_word(Arena *a, Str campaign);

/* catalogue.c */
typedef struct {
    Str field, subject_kind;       /* '': all */
    Str campaign, words;           /* '': all */
    Unit unit;                     /* and what is below it; id 0: all */
    int64_t year;                  /* 0: all */
    int64_t kept;                  /* kept up in that year or later; 0: or not */
    Day first, last;               /* of the year; `last` with `before`: where a list goes on */
    int64_t before, n;
    int64_t walk;                  /* how many that have the rarest word are looked at */
} CatalogueBy;
/* *deeper: after which model to go on, where the search has not come to the end but has looked at enough; else empty. */
MUST Err catalogue_rows(Ctx *c, const CatalogueBy *by, PublicModelRows *out, Str *deeper);
MUST Err catalogue_heading(Ctx *c, const CatalogueBy *by, Str *out);
Html catalogue_photo(Ctx *c, const PublicModel *m);
enum { CATALOGUE_WALK = 20000 };

typedef struct {
    Str heading, csv, xlsx, more; /* addresses; empty: there is no more */
    Filters filters;
    bool filtered, deeper;        /* deeper: `more` goes on with a search that has looked at enough for one page */
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
