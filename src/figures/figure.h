/* figure.h - figures of the movement that a source states ("trên 900 mô hình"): kept with the words, the sentence
 * and the page they come from. They are shown beside what is counted here and never added to it. */
#pragma once
#include "figure.sql.h"
#include "movement/field.h"
#include "figures/qualified.h"

typedef enum { GROUPS, PERSONS, SUBJECTS } Subject; /* mô hình tập thể, điển hình cá nhân */
extern const char *const subject_kinds[SUBJECTS];   /* tap_the, ca_nhan: the second part of a model's facet */

typedef struct { bool there; Figure row; Qualified q; } Stated;
typedef struct { Str code, name; Stated of[SUBJECTS]; } StatedField;
typedef struct {
    StatedField *at; size_t len; /* every field, in its order, stated or not */
    Stated total[SUBJECTS];      /* as stated; never a sum */
    bool agrees[SUBJECTS];       /* the parts and the total may both be true */
} StatedTable;
/* `scope`: "toan_tinh", or the code of a unit. */
MUST Err figure_table(Ctx *c, int64_t source, Str scope, StatedTable *out);
MUST Err figure_read(Ctx *c, const Figure *row, Stated *out); /* ERR_INTERNAL: the words are none */
bool subject_of(Str figure_subject, Subject *out);
Str figure_source_label(Ctx *c, const FigureSource *s); /* Báo Bình Thuận, trang ghi 14/11/2024 */
Str figure_words(const Ctx *c, const Stated *s);        /* the source's; "không nêu" in the reader's language */

#define FIGURE_COLUMNS_ALONE "id,scope,field,subject,qualifier,value,display_vi,lower,upper,as_of,quote"
#define FIGURE_COLUMNS \
    FIGURE_COLUMNS_ALONE ",source,source_title,source_url,page_date,published_on,period_text"
/* The columns of the source may be left out together: a figure known here keeps the source it has. */
MUST Err figure_import(Ctx *c, Str text, ImportReport *r);
MUST Err figure_export(Ctx *c, Outlet *out);
MUST Err figure_demo(Ctx *c); /* the figures of the newspaper's page */
