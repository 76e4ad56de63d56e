/* pdf.h - PDF files as Cairo writes them, taken to pieces: enough to add what it does not write, and to make one of
 * several. No reader for PDF from elsewhere. */
#pragma once
#include "worker/worker.h"

typedef struct {
    Str text;
    const uint32_t *at;  /* where object n begins, from 1; 0: there is none */
    uint32_t size, root, info;
    uint32_t table;      /* where the list of objects begins */
} Pdf;
bool pdf_read(Arena *a, Str text, Pdf *out); /* false: not as expected */
Str pdf_object(const Pdf *p, uint32_t n);    /* what stands between "obj" and "endobj"; empty: none */

/* Language, and that windows show the title: added to the catalog. Empty: not as expected. */
Str pdf_finish(Arena *a, Str pdf);

/* One file with the pages and bookmarks of all, in their order. Empty: one of them is not as expected. */
Str pdf_join(Arena *a, const Str *parts, size_t n);
extern const WorkKind join_work; /* in: the parts, each behind its length (four bytes, as the machine has them) */
