/* listing.h - a list of models as an office keeps it in a spreadsheet, read into the columns of a table of models.
 *
 * Pure: bytes in, cells out. The header line may stand below a title; its words may be ours or those of the form, in
 * any case, with or without marks. Nothing here knows units or fields of the data. */
#pragma once
#include "base/csv.h"

enum { LISTING_LINES_MAX = 5000, LISTING_BYTES_MAX = 3 << 20, LISTING_COLUMNS = 36 };

typedef enum {
    LISTING_FINE,
    LISTING_EMPTY,    /* nothing but blanks */
    LISTING_WORKBOOK, /* .xlsx, .xls, .ods: not text at all */
    LISTING_BYTES,    /* neither UTF-8 nor UTF-16 */
    LISTING_BIG,      /* above LISTING_BYTES_MAX */
    LISTING_LINES,    /* above LISTING_LINES_MAX lines */
    LISTING_NO_HEAD,  /* no line of the first ones has a column of names and another one that is known */
    LISTING_TWICE     /* two columns mean the same: `twice` says which */
} ListingWhy;

typedef struct {
    CsvReader in;
    int64_t head_line;
    size_t width;
    Str head[CSV_COLUMNS_MAX]; /* as written */
    int of[CSV_COLUMNS_MAX];   /* the column it is, by its place in listing_columns; LISTING_NONE, LISTING_FAULTS */
    bool has[LISTING_COLUMNS];
    Str twice[2];
} Listing;
enum { LISTING_NONE = -1, LISTING_FAULTS = -2 }; /* the column of faults that we add ourselves is no news */
typedef struct {
    int64_t line;
    Str cell[LISTING_COLUMNS]; /* trimmed; empty: not there */
    Str raw[CSV_COLUMNS_MAX];  /* as they stood */
    size_t n;
} ListingRow;

extern const char *const listing_columns[LISTING_COLUMNS]; /* the names of MODEL_COLUMNS, in their order */
int listing_column(const char *name);                      /* its place */

/* UTF-8 without mark, of UTF-8 or UTF-16 with theirs; counts lines before anything else is done. */
ListingWhy listing_text(Arena *a, Str bytes, Str *text);
ListingWhy listing_open(Arena *a, Str text, Listing *out);
/* The next line that says something; rows that only number the columns are passed over. `scratch` holds its cells. */
bool listing_next(Listing *l, Arena *scratch, ListingRow *row);

/* ---- cells ---- */

typedef enum {
    DATE_WRONG,  /* no day, or one that is not in the calendar */
    DATE_PART,   /* a year or a month alone: which day? */
    DATE_SURE,
    DATE_EITHER, /* 3/4/2025: read as day/month, and worth saying */
    DATE_SERIAL  /* a spreadsheet's own number */
} DateRead;
DateRead listing_date(Arena *a, Str cell, Day *out);
/* "1,850 người" as 1850, "50 triệu" as 50000000; what is not understood comes back as it was. */
Str listing_number(Arena *a, Str cell);
/* "912 345 678", as a spreadsheet leaves 0912345678, as 10 digits; what is not understood as it was. */
Str listing_phone(Arena *a, Str cell);
Str listing_subject(Arena *a, Str cell); /* tap_the, ca_nhan; what is not understood as it was */
bool listing_yes(Arena *a, Str cell);    /* "có", "x", "1" */

/* A unit's folded name without the word for its kind: "p phan thiet" and "phuong phan thiet" are "phan thiet" of
 * the kind "phuong"; kind empty: none is said. */
Str unit_core(Str folded, Str *kind);
