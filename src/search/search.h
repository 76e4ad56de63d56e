/* search.h - what is found by words: an index kept in the transaction of the act itself, and its ranking.
 *
 * Text is cut into syllables and folded once, here, before it is stored, and ranked here: the database only keeps
 * rows, so SQLite and PostgreSQL find the same things in the same order. What is written without marks is found with
 * and without them; what is written with them comes first where it is written so.
 *
 * Documents stand on shelves: one for each kind of record and circle of readers ("model", "model/staff"). Each has
 * its own counts, so nothing that everybody sees (results, their number and order, suggestions) depends on what only
 * some may read. A query costs the rows of its syllables (245 for each million documents and syllable) and at most
 * MOST_RANKED documents that are looked into, the newest. */
#pragma once
#include "base/base.h"
#include "web/web.h"

enum { MOST_RANKED = 2000, MOST_SIFTED = 20000, QUERY_WORDS = 24, TITLE_WEIGHT = 3 };

/* ---- keeping it ---- */

typedef struct {
    Str shelf, key;     /* key: by which the service knows it */
    Str title, text;    /* plain text, both shown and looked through */
    int64_t unit;       /* 0: of none */
    Day day;            /* 0: not said */
} SearchDoc;
/* Adds the document, or makes the one of that key so; one that is so already costs a look. */
MUST Err search_put(Ctx *c, const SearchDoc *d);
MUST Err search_drop(Ctx *c, Str shelf, Str key); /* also where there is none */

/* ---- what services describe ---- */

typedef struct { SearchDoc *at; size_t len, cap; Arena *arena; } SearchDocs;
void search_docs_add(SearchDocs *to, SearchDoc d);
struct Flow;
/* A kind of record that can be found, for one circle of readers. */
typedef struct Shelving Shelving;
struct Shelving {
    const char *kind;
    bool staff;                  /* only for those who may read files of the flow, by unit; else for everybody */
    const char *page;            /* "/tin": it stands at page/KEY */
    int label;                   /* message: of the group of results; 0: that of the flow's kind */
    const struct Flow *flow;     /* NULL: they are no casefiles */
    /* A page of what should stand on the shelf, in the order of *after, which starts at 0 and is left at the last one
     * looked at; when there are no more, *more is set to false. For rebuilding and checking. */
    Err (*walk)(Ctx *c, const Shelving *s, int64_t *after, bool *more, SearchDocs *out);
    /* May it be shown to this person now? Asked of each that would be; NULL: yes. */
    Err (*stands)(Ctx *c, const Shelving *s, Str key, bool *yes);
};
Str shelf_name(Arena *a, const char *kind, bool staff); /* "dossier/staff" */
extern const Shelving *const *search_shelves;           /* of all services; ends with NULL; set by app */

/* ---- asking ---- */

typedef struct {
    Str folded, exact;
    bool marked;        /* typed with marks: where it stands so counts more */
    int phrase;         /* number of the quotation it is in; 0: none */
} QueryWord;
typedef struct {
    QueryWord word[QUERY_WORDS];
    size_t len;
    int phrases;
    bool open;          /* the last one may go on: nothing was typed behind it */
    bool cut;           /* more was typed than is looked for */
} SearchQuery;
SearchQuery search_query(Arena *a, Str typed); /* len 0: there is no syllable in it */

typedef enum { MATCH_ALL, MATCH_BEGUN, MATCH_MOST, MATCH_ANY } SearchMatch; /* begun: the last syllable is the beginning of one */
typedef struct {
    Str shelf;
    bool narrowed;      /* to these units, by id; false: all */
    const int64_t *unit;
    size_t unit_len;
    Day from, to;       /* 0: open */
    bool whole;         /* only what has every syllable, or the beginning of the last; else what has most of them */
    size_t skip, n;     /* which of the results, best first */
} SearchIn;
typedef struct { Str key, title, text; int64_t unit; Day day; double score; } SearchHit;
typedef struct {
    SearchHit *at;
    size_t len;
    int64_t found;      /* documents that match; of `more`, at least so many */
    bool more;          /* more matched than were looked into */
    size_t ranked;      /* how many of them can be paged through */
    SearchMatch match;
} SearchHits;
MUST Err search_find(Ctx *c, const SearchQuery *q, const SearchIn *in, SearchHits *out);

/* The query with each syllable that none of the shelves knows replaced by the nearest they know; empty: none is near. */
MUST Err search_nearest(Ctx *c, const SearchQuery *q, const Str *shelves, size_t n, Str *out);

/* ---- showing ---- */

Html search_marked(Ctx *c, const SearchQuery *q, Str text);              /* whole, with <mark> around what was looked for */
Html search_snippet(Ctx *c, const SearchQuery *q, Str text, size_t most); /* the part with most of it, some `most` characters */

/* ---- the whole index ---- */

/* Makes the index anew from the records; n: documents. */
MUST Err search_rebuild(Ctx *c, const Shelving *const *all, int64_t *n);
/* The index says what the records say: a line of `faults` for each thing that does not. */
MUST Err search_verify(Ctx *c, const Shelving *const *all, Buf *faults, int64_t *n);
