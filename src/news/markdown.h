/* markdown.h - what an author writes (CommonMark) as markup of ours: no tag of theirs comes through. */
#pragma once
#include "base/base.h"

enum { PROSE_NOTES_MAX = 20, FIGURES_IN_TEXT_MAX = 60 };

/* What was left out, for the author. */
typedef enum { PROSE_HTML, PROSE_LINK, PROSE_PICTURE } ProseFault;
typedef struct { ProseFault what; int64_t line; Str text; } ProseNote;
typedef struct { ProseNote at[PROSE_NOTES_MAX]; size_t len; } ProseNotes;

/* What stands where the text says {{so:CODE}}: a figure in its words, with the way to its sentence. */
typedef struct { Str code, words; Html html; } ProseMark;
typedef struct { const ProseMark *at; size_t len; } ProseMarks;

/* Headings start at h2, raw HTML and pictures are left out, a link leads to the web, to mail, to a phone or into this
 * site. notes: NULL, nobody asks. */
Html prose_html(Arena *a, Str body, ProseMarks marks, ProseNotes *notes);
/* The same as plain text, a line a paragraph: for finding, for mail, for a feed's summary. */
Str prose_plain(Arena *a, Str body, ProseMarks marks);
/* The codes that the text names as {{so:CODE}}, each once, in their order. */
size_t prose_codes(Str body, Str out[FIGURES_IN_TEXT_MAX]);
