/* batch.h - many papers printed into one PDF with a bookmark each, in portions, while nobody waits.
 *
 * Whoever asks names the files and the paper; the job draws a portion at a time on the thread of the jobs, and the writer
 * only keeps what was drawn. A paper that cannot be printed is named, the others are there. What was printed is for whoever
 * asked, and is dropped after a day. */
#pragma once
#include "batch.sql.h"
#include "casework/casework.h"
#include "document/document.h"

enum { BATCH_MAX = 500, BATCH_PORTION = 20, BATCH_HOURS = 24, BATCHES_WAITING = 5 };

/* A paper of a file, offered by a service: set by app. */
typedef struct {
    const char *key;     /* "01": in addresses and forms */
    int name;            /* message: Giấy tiếp nhận ... */
    const char *kind;    /* of the files it is of */
    Err (*fill)(Ctx *c, const Casefile *f, Str key, Str host, Buf *out); /* ERR_NOT_FOUND: there is none of this file */
} Printable;
extern const Printable *batch_printables; /* ends with one without key */
const Printable *printable_of(Str key);   /* NULL: no such paper */

/* Asks for that paper of these files, in their order, all of which this person may read (ERR_NOT_FOUND: not so). ERR_CONFLICT with c->why: none, too
 * many, or too many batches of theirs wait. *place: of /can-bo/in/PLACE. */
typedef struct { Str form, host; const Str *codes; size_t len; } BatchAsk;
MUST Err batch_ask(Ctx *c, const BatchAsk *x, Str *place);

/* The job's two halves: what is next, drawn (NULL: nothing waits); and kept. */
MUST Err batch_draw(Ctx *c, void **made);
MUST Err batch_keep(Ctx *c, void *made, int64_t *n);
MUST Err batch_forget(Ctx *c, int64_t *n); /* job: what is older than a day */

/* All that was printed, as one file. ERR_NOT_FOUND: nothing was. */
MUST Err batch_file(Ctx *c, const Batch *b, Str *pdf);

typedef struct { Str heading, name, file, next; int64_t printed; BatchFaultRows faults; const Batch *b; } BatchView;
typedef struct { Str place, name, state; Time asked; int64_t total, settled; bool done; } BatchLine;
typedef struct { BatchLine *at; size_t len; } BatchLines;
Handler batches_page, batch_page, batch_file_page;
