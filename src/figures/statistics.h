/* statistics.h - the movement in figures: what a source states beside what is counted here. */
#pragma once
#include "figures/figure.h"
#include "statistics.sql.h"
#include "unit/unit.h"

/* ---- what is asked for: figures_scope.c ---- */

typedef enum { BY_NOTHING, BY_FIELD, BY_SUBJECT, BY_UNIT, BY_CAMPAIGN, BY_YEAR, BY_ACT } By;
typedef struct { /* as typed; empty: all */
    Str source, from, to, unit, borders, before, act, rows, cols;
    Str field, subject, campaign, year, part; /* of a list */
    Str group, months, kept;                  /* of followup.h */
} FiguresAsked;
typedef struct {
    FiguresAsked asked;
    Unit unit;
    bool whole;              /* no unit was named: the root */
    Day borders;             /* the day in whose borders is counted */
    bool before;             /* units that ended before that day count where their successors are */
    Day from_day, to_day;
    Str measure;             /* "cong_nhan"; of a stock "=recognised" */
    bool stock;              /* how many there are now, by the year of registration; else how many acts in the period */
    By rows, cols;
    int64_t part;            /* of a list: 0 all; the unit's id: its own alone; PLACE_SPLIT, PLACE_PARTLY */
    Str period, act_words;   /* for people */
} Scope;
extern const FormSpec figures_form, figures_list_form;
/* ERR_INVALID: the form says why; ERR_NOT_FOUND: there are no units yet. */
MUST Err figures_scope(Ctx *c, Pairs query, const FormSpec *spec, Scope *out, Form *form);
extern const char *const figures_acts[]; /* that are counted; ends with NULL */
/* The address of a page that asks the same, but for what `more` says. */
Str figures_link(Ctx *c, const char *page, const Scope *s, const Pair *more, size_t n);
Str figures_map_link(Ctx *c, const Scope *s);

/* ---- what is counted: statistics_cells.c ---- */

/* under: the unit itself, one of its children, PLACE_SPLIT (in several of them) or PLACE_PARTLY (not counted: it may
 * lie outside). Without by_unit all that counts is under the unit. */
typedef struct { int64_t under; Str facet; int64_t year, n; } StatCell;
typedef struct { StatCell *at; size_t len, cap; } StatCells;
MUST Err statistics_cells(Ctx *c, const Scope *s, Str measure, Str campaign, bool by_unit, StatCells *out);
bool statistics_wanted(const Scope *s, const StatCell *x); /* the field, subject and year of a list */
/* Where a record is counted, as in StatCell: by its unit, and to which one it was said to belong. 0: not at all. */
int64_t statistics_under(const Scope *s, const Places *p, int64_t unit, int64_t belongs);
MUST Err statistics_fast(Ctx *c, const Scope *s, bool *yes); /* today's sums say it all */

typedef struct { int64_t *of_field[SUBJECTS]; int64_t total[SUBJECTS]; int64_t partly; } Counted; /* fields in their order */
MUST Err figures_count(Ctx *c, const Scope *s, const StatedTable *fields, Counted *out);
MUST Err figures_number(Ctx *c, const Scope *s, int64_t *n); /* of a list */

/* ---- pages ---- */

MUST Err statistics_table(Req *q, const Scope *s, Form *form);  /* statistics_table.c: rows by columns */
MUST Err statistics_list(Req *q);                               /* statistics_list.c: the records behind a number */
/* The records of a list behind a place (of a page before), one more than `max` where there are more. */
MUST Err statistics_find(Ctx *c, const Scope *s, Str after, int64_t max, CountedRowRows *out);
MUST Err statistics_refused(Req *q, const Form *f, const char *path);
#define STATISTICS_PATH "/phong-trao/thong-ke"

extern const Slice movement_figures; /* in the list of slices before the one with /phong-trao/:code */

/* ---- what the pages see ---- */

typedef struct { Str name, link; } UnitLinkTo;
typedef struct { UnitLinkTo *at; size_t len; } UnitLinksTo;
typedef struct { UnitLinksTo over, below; } UnitChooser; /* level by level, without a list of thousands */
MUST Err statistics_chooser(Ctx *c, const char *page, const Scope *s, UnitChooser *out);

typedef struct { Str praise, upkeep; } FollowupLinks; /* what became of them after recognition, of the same units */
FollowupLinks followup_links(Ctx *c, const Scope *s);

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
    Str source_label, heading, csv, xlsx, json, map, partly_link;
    FigureViews tables;
    Quotes quotes;
    Html form;
    UnitChooser units;
    int64_t partly;
    FollowupLinks after;
} FiguresPage;
typedef struct { Str label, value; } Fact;
typedef struct { Fact *at; size_t len; } Facts;
typedef struct { Str code, name, unit_name, field; bool public; Day done; Str document; } ListRow;
typedef struct { ListRow *at; size_t len; } ListRows;

typedef struct { int64_t n; Str link; } CrossCell;
typedef struct { CrossCell *at; size_t len; } CrossCells;
typedef struct { Str name; CrossCells cells; CrossCell total; } CrossRow;
typedef struct { CrossRow *at; size_t len; } CrossRows;
typedef struct { Str *at; size_t len; } CrossHeads;
typedef struct {
    const Scope *scope;
    Str heading, row_head, csv, xlsx, json, map, partly_link;
    CrossHeads heads;
    CrossRows rows;
    CrossRow total;
    bool campaigns, one_column, empty_left_out;
    int64_t partly;
    Html form;
    UnitChooser units;
    FollowupLinks after;
} CrossPage;

/* tile_map.c: places and sizes in the drawing's own units */
typedef struct { Str name, full, link, css, text; int64_t n, x, y; } MapTile;
typedef struct { MapTile *at; size_t len; } MapTiles;
typedef struct { Str css; int64_t least, most; } TileClass;
typedef struct { TileClass *at; size_t len; } TileClasses;
typedef struct { Str name, link; int64_t n; } TileLine;
typedef struct { TileLine *at; size_t len; } TileLines;
typedef struct {
    const Scope *scope;
    Str heading, box;
    Html form;
    MapTiles tiles;
    TileClasses classes;
    TileLines placed, others; /* units with a tile, and without */
    int64_t wide, high, rest; /* rest: of the unit itself, or not told apart */
} TileMap;
MUST Err tile_map_page(Req *q);
