/* csv.h - tables as text: reading what people send, writing what opens in a spreadsheet.
 *
 * RFC 4180 quoting; comma, semicolon or tab, as the header line has it; UTF-8 with or without a BOM;
 * lines end in LF or CRLF and may stand inside quotes. A cell of text that a spreadsheet would take
 * for a formula is written with ' in front, and that ' is taken off again when read, so that any
 * table comes back as it was. */
#pragma once
#include "base/base.h"

enum { CSV_COLUMNS_MAX = 64, CSV_CELL_BYTES_MAX = 1 << 18, CSV_FAULTS_MAX = 100 };

typedef enum {
    CSV_EMPTY,      /* no header line */
    CSV_NAME,       /* a column without a name, or two of one name */
    CSV_UNCLOSED,   /* a quote is opened and never closed: the rest of the text is lost */
    CSV_AFTER_QUOTE, /* text between a closing quote and the next separator */
    CSV_WIDTH,      /* more or fewer cells than the header has */
    CSV_COLUMNS,    /* more columns than CSV_COLUMNS_MAX */
    CSV_LONG,       /* a cell above CSV_CELL_BYTES_MAX */
    CSV_BYTES       /* not UTF-8, or a NUL */
} CsvReason;
typedef struct { int64_t line, column; CsvReason why; } CsvFault; /* both from 1; column 0: the whole line */

typedef struct CsvReader {
    Arena *arena;
    Str rest;       /* what is still to be read */
    char by;        /* the separator found */
    int64_t line;   /* at which `rest` begins */
    Str name[CSV_COLUMNS_MAX];
    size_t width;
    CsvFault *fault; /* the first CSV_FAULTS_MAX */
    int64_t faults;  /* how many there were in all */
} CsvReader;
typedef struct CsvRow {
    const CsvReader *of;
    int64_t line; /* at which the record begins, from 1 */
    Str cell[CSV_COLUMNS_MAX];
} CsvRow;

/* Reads the header line. `text` must outlive the cells: most of them point into it. */
CsvReader csv_open(Arena *a, Str text);
/* The next sound record; false at the end. Faulty records are passed over and noted in `fault`: the
 * caller looks at `faults` afterwards. Blank lines are no records. */
bool csv_next(CsvReader *r, CsvRow *row);
/* A table whose header line is yet to be looked for: no names, `by` given; 0: what the first lines have most of. */
CsvReader csv_bare(Arena *a, Str text, char by);
bool csv_next_any(CsvReader *r, CsvRow *row, size_t *n); /* the next sound record, of any width */
Str csv_cell(const CsvRow *row, const char *name); /* empty when there is no such column */
bool csv_has(const CsvReader *r, const char *name);

#define CSV_BOM "\xEF\xBB\xBF" /* first in a file: without it spreadsheets guess the encoding wrong */
void csv_put(Buf *b, Str cell);             /* one cell of a row separated by commas */
void csv_put_by(Buf *b, char by, Str cell); /* , or ; */
void csv_end_row(Buf *b);                   /* after at least one cell */
