/* sheet.h - a workbook for spreadsheet programs (XLSX), cell by cell, in memory that does not grow with its rows.
 * The only folder that names libxlsxwriter.
 *
 * What is text stays text, whatever it begins with: nothing written here is ever calculated. Between sheet_open and
 * sheet_bytes or sheet_save nothing may jump out of the request (no arena that could be full). */
#pragma once
#include "base/base.h"

typedef enum { SHEET_TEXT, SHEET_NUMBER, SHEET_DAY, SHEET_TIME, SHEET_MONEY, SHEET_YES } SheetType;
typedef struct { Str heading; SheetType type; } SheetColumn;
typedef struct Sheet Sheet;

enum { SHEET_COLUMNS_MAX = 64, SHEET_NAME_MAX = 31, SHEET_TEXT_MAX = 32767, SHEET_ROWS_MAX = 1048576 };

/* Where temporary files go; the program sets it to the folder of the data file. NULL: the system's. */
extern const char *sheet_folder;

/* `file`: where sheet_save will put it, so that what is written meanwhile lies on the same disk; NULL: nowhere.
 * NULL is returned when there is no room or no right to write; it was logged. */
Sheet *sheet_open(const char *file, Time now);
/* Begins a page with its first row; the one before ends. A name that no spreadsheet takes is made to fit. */
void sheet_page(Sheet *s, Str name, const SheetColumn *columns, size_t n);
/* The cells of a row from left to right; beyond the last row that a page may have, a further page goes on. */
void sheet_Str(Sheet *s, Str v);         /* longer than SHEET_TEXT_MAX: cut, and it says so */
void sheet_int64_t(Sheet *s, int64_t v);
void sheet_bool(Sheet *s, bool v);
void sheet_Day(Sheet *s, Day v);
void sheet_Time(Sheet *s, Time v);
void sheet_Money(Sheet *s, Money v);
void sheet_nothing(Sheet *s);            /* an empty cell */
void sheet_row_end(Sheet *s);
/* Ends the workbook and the Sheet. Any failure to write: ERR_BUSY, logged; no half of a file is left. */
MUST Err sheet_bytes(Sheet *s, Arena *a, Str *out);
MUST Err sheet_save(Sheet *s);
void sheet_drop(Sheet *s);               /* ends it without a result */

/* A name as a page of a workbook may have it: for tests. */
Str sheet_name(Arena *a, Str wanted, int part);
