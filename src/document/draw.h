/* draw.h - the inside of the worker's drawing; for this folder only. */
#pragma once
#include "document/document.h"
#include "document/pango.h"

/* In filled text: what the template's marks became. No value can hold one of these. */
enum { BOLD_ON = 1, BOLD_OFF = 2, ITALIC_ON = 3, ITALIC_OFF = 4, LINE_END = 11 /* within a text */ };

enum { SLOT_LEFT, SLOT_RIGHT, SLOT_RECIPIENTS, SLOTS };
enum { COLUMNS_MAX = 20 };
typedef struct { double width; bool right; Str heading; } DrawColumn;

typedef struct {
    Arena *a;
    cairo_surface_t *surface;
    cairo_t *cr;
    bool tagged;      /* one paper: its structure is told; a batch: not */
    int pages;        /* drawn in all */
    /* the paper under way */
    bool open, party, lying;
    Str form, foot, day;
    int page, items;  /* from 1 in each */
    double y, left, width, top, bottom;
    Str slot[SLOTS];
    DrawColumn column[COLUMNS_MAX];
    size_t columns;
    bool heading_due; /* of a table: before its next row */
    bool in_table;    /* its tag is open: on each page anew */
} Draw;

#define MM(x) ((x) * 72.0 / 25.4)

/* A text set in type. `style` are bits. */
enum { BOLD = 1, ITALIC = 2, CENTRE = 4, RIGHT = 8, JUSTIFY = 16, INDENT = 32 };
PangoLayout *set_text(const Draw *d, Str text, double size, int style, double width);
double text_height(PangoLayout *l);
/* Draws the lines from *from on that `room` has place for; moves *from behind them. The height they take. */
double lines_draw(const Draw *d, PangoLayout *l, double x, double y, double room, int *from);
double text_draw(const Draw *d, PangoLayout *l, double x, double y); /* all of it; sets it free */
void rule_draw(const Draw *d, double x, double y, double length);
void tag_begin(const Draw *d, const char *tag);
void tag_end(const Draw *d, const char *tag);
void table_tag(Draw *d, bool open);

void page_begin(Draw *d);                 /* the next one */
void paragraph(Draw *d, const char *tag, PangoLayout *l, double after); /* over as many pages as it takes */
void room_for(Draw *d, double height);    /* a new page where this one has less */

void head_draw(Draw *d, Str text);        /* superior, issuer, number, place and day, parted by tabs */
void sign_draw(Draw *d);
void qr_draw(Draw *d, Str text);
void row_draw(Draw *d, Str cells);        /* of the table whose columns are set; parted by tabs */
void table_end(Draw *d);
