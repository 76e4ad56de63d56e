/* document.h - official papers as PDF: a template filled with values on the server, drawn by the worker.
 *
 * A template is a text file of the folder that owns it (src/paperwork/form/01.txt), compiled in as data. Each line is a
 * row: a word, and its text.
 *
 *   # ...                    a remark
 *   ?name ...  !name ...     the rest of the line, only where the value is there, or only where it is not
 *   form NAME                what the paper is called, in its title and its bookmark; before all that is drawn, as are
 *   page lying               landscape, else upright, and
 *   foot TEXT                small, at the end of every page
 *   head                     whose paper: values superior, issuer, number, place_date, in the layout of the profile
 *   title TEXT  about TEXT   in the middle, bold; a bookmark goes to the title
 *   to TEXT                  Kính gửi: ...
 *   text TEXT                a paragraph
 *   line TEXT                a line of a form, from the margin
 *   part TEXT                a heading
 *   item TEXT                numbered, from 1 in each document
 *   lines NAME               the value's lines, an `item` each
 *   table NAME               then its columns:
 *   column WIDTH KEY TEXT    a share of the width, the column of the data, the heading; KEY> stands to the right
 *   qr TEXT | TEXT           a code, and what stands beside it
 *   left TITLE | NOTE | NAME   who signs on the left ...
 *   right TITLE | NOTE | NAME  ... and on the right; `recipients A; B` stands on the left: Nơi nhận
 *   sign                     draws these, with room for the stamp, never parted by the end of a page
 *
 * In a text {name} is a value and <b>...</b>, <i>...</i> are bold and italic; \n ends a line, | is the border of two texts. A value that
 * is empty leaves dots to write on. Values are text only: whatever is in them is printed as it is. */
#pragma once
#include "web/web.h"
#include "worker/worker.h"

typedef enum { STATE_PROFILE, PARTY_PROFILE } DocumentProfile; /* NĐ 30/2020/NĐ-CP, appendix I; HD 05-HD/VPTW */

typedef struct { const char *name; Str text; } DocumentValue;
typedef struct {
    const char *name;
    const char *const *keys; /* of the columns, ends with NULL */
    const Str *cells;        /* row by row */
    size_t rows;
} DocumentTable;
typedef struct {
    Str template;            /* the text itself */
    DocumentProfile profile;
    const DocumentValue *values; size_t value_len;
    const DocumentTable *tables; size_t table_len;
    Day made;                /* in the file's own data; the same input gives the same bytes */
} Document;

/* Adds the filled paper to `out`, in the form that the worker reads; several may follow one another, and become one
 * PDF. ERR_INTERNAL: the template names what there is not (a fault of the template: tests try each). */
MUST Err document_fill(const Document *d, Buf *out);
/* Draws it. ERR_BUSY, with c->why for the person: no worker, or it died over it; nothing half made is given back. Not
 * for the writer's thread, nor for a loop thread: on a slow route only. */
MUST Err document_draw(Ctx *c, Str filled, Str *pdf);
MUST Err document_ask(Ctx *c, const WorkKind *kind, Str in, Str *pdf); /* the same of another kind of work */
extern const WorkKind document_work;

/* "{seq}/{kind}" with each token replaced; an unknown one stays, so that it is seen. */
Str document_expand(Arena *a, Str template, const DocumentValue *tokens, size_t n);

/* "Phan Thiết, ngày 05 tháng 9 năm 2026": the day below 10 and the months 1 and 2 with a zero before them. */
Str document_place_date(Arena *a, Str place, Day d);
Str document_upper(Arena *a, Str s); /* ỦY BAN NHÂN DÂN */

/* Whose paper it is. The profile follows the unit: bodies of the Party write as the Party does. */
typedef struct {
    Str superior, head; /* ỦY BAN NHÂN DÂN PHƯỜNG PHAN THIẾT; superior: empty where none is named */
    Str name, place;    /* Ủy ban nhân dân phường Phan Thiết; Phan Thiết */
    Str symbol;         /* as in its numbers: UBND, BDVTU; the table `house` may say another: document.symbol.CODE */
    DocumentProfile profile;
} DocumentIssuer;
MUST Err document_issuer(Ctx *c, int64_t unit, DocumentIssuer *out);
