/* statistics.h - the movement in figures: what a source states beside what is counted here. */
#pragma once
#include "movement/figure.h"
#include "statistics.sql.h"
#include "unit/unit.h"

/* What a page of figures is asked for. */
typedef struct { Str source, from, to, unit, field, subject; } FiguresAsked; /* as typed; empty: all */
typedef struct {
    FiguresAsked asked;
    Unit unit;
    bool whole;              /* no unit was named: the root */
    int64_t from_month, to_month;
    Day from_day, to_day;
    Str period;              /* for people */
} Scope;
extern const FormSpec figures_form, figures_list_form;
/* ERR_INVALID: the form says why; ERR_NOT_FOUND: there are no units yet. */
MUST Err figures_scope(Ctx *c, Pairs query, const FormSpec *spec, Scope *out, Form *form);

typedef struct { int64_t *of_field[SUBJECTS]; int64_t total[SUBJECTS]; } Counted; /* fields in their order */
MUST Err figures_count(Ctx *c, const Scope *s, const StatedTable *fields, Counted *out);
MUST Err figures_number(Ctx *c, const Scope *s, int64_t *n); /* of the field and the subject asked for */

extern const Slice movement_figures; /* in the list of slices before the one with /phong-trao/:code */

/* ---- what the pages see ---- */

typedef struct { bool there, open, dashed; Str solid, rest, at; } Bar; /* widths and places in percent */
typedef struct {
    Str code, name, words, link; /* code of the figure and its words; link: of the list counted */
    bool there, unstated;
    int64_t n;
    Bar bar;
} FigureCell;
typedef struct { FigureCell *at; size_t len; FigureCell total; Subject subject; Str title, colour; bool disagrees; } FigureView;
typedef struct { FigureView *at; size_t len; } FigureViews;
typedef struct { Figure *at; size_t len; } Quotes;
typedef struct {
    const Scope *scope;
    const FigureSource *source; /* NULL: there is none */
    Str source_label, heading, query;
    FigureViews tables;
    Quotes quotes;
    Html form;
    Str today;
} FiguresPage;
typedef struct { Str label, value; } Fact;
typedef struct { Fact *at; size_t len; } Facts;
typedef struct { Str code, name, unit_name, field; bool public; Day done; Str document; } ListRow;
typedef struct { ListRow *at; size_t len; } ListRows;
