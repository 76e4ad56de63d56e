/* page_text.h - a news page as plain text, as it comes off a screen: what in it is what. */
#pragma once
#include "news/article.h"

enum { PAGE_FIGURES_MAX = 40 };
/* A number in the text with its qualifier, to be confirmed by a person. `code`: of the figure that says the same. */
typedef struct { Str words, sentence, code; int64_t value; } PageFigure;
typedef struct {
    ArticleInput in;
    Str dropped;         /* lines of the page's own furniture, joined by " · " */
    PageFigure figure[PAGE_FIGURES_MAX];
    size_t figures;
    int64_t paragraphs;
} PageText;

typedef struct { const PageText *p; const PageFigure *at; size_t len; Str text; Html body, hidden; } PageSeen; /* of a page: its figures */

/* A table begins with a line of column names; JSON with a bracket. */
bool page_is_table(Str text);
/* False: there is no title or no text in it. */
bool page_read(Arena *a, Str text, PageText *out);
/* Stores it as a draft; what was recognised is noted. */
MUST Err page_import(Ctx *system, Str text, ImportReport *r);
MUST Err page_known_figures(Ctx *c, PageText *p); /* fills `code` where a figure has these very words */
