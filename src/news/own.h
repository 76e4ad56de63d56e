/* own.h - what the files of this folder share. */
#pragma once
#include "media/media.h"
#include "news/article.h"

/* ---- pages of readers see ---- */

typedef struct { Str name, does, path, label; bool here; } NamedModel;
typedef struct { NamedModel *at; size_t len; } NamedModels;
typedef struct { int64_t id; Str code, title; } ModelLink;
typedef struct { ModelLink *at; size_t len; } ModelLinks;
typedef struct {
    const Article *a;
    Html body, photos;
    TextFigures figures;
    NamedModels named;
    ModelLinks models;
    Options campaigns;   /* that it names, and those of its models */
    ArticleTagRows tags;
    Html aside, answers; /* what others read, and what readers answered */
    bool reader;         /* seen by anybody, who may answer and send it on; not looked at from the desk */
    bool statistics;     /* there is a table of figures to go to */
} ArticleView;
MUST Err article_view(Ctx *c, const Article *a, bool inside, ArticleView *out);
MUST Err photo_first(Ctx *c, int64_t article, const Photo **out); /* that everybody may see; NULL: there is none */
typedef struct { Str key, label; int64_t n; bool here; } MonthLink;
typedef struct { MonthLink *at; size_t len; } MonthLinks;

typedef struct { const Version *v; Html title, lede, body; bool first; } Change;
typedef struct { Change *at; size_t len; } Changes;
MUST Err article_changes(Ctx *c, int64_t article, Changes *out); /* the newest first */
Html text_change(Ctx *c, Str before, Str after); /* with <del> and <ins> */

/* ---- pages of the office ---- */

typedef struct { Str label, href; bool here; } StateLink;
typedef struct { StateLink *at; size_t len; } StateLinks;
StateLinks state_links(Ctx *c, const Flow *flow, Str page, Str all, Str here); /* all: of the link to those in every state; empty: none */
MUST Err list_from(Req *q, int64_t *before); /* the files of a list before the one that ?sau= names; without it all */
typedef struct { Str heading, more; StateLinks states; ArticleRowRows rows; bool may_write, may_front; } DeskView;
typedef struct {
    const Article *a;  /* NULL: a new one */
    Str title, action, conflict, back;
    Html faults, fields, hidden, preview;
    bool correction;
} ArticleEdit;
typedef struct { const Casefile *f; const Article *a; ProseNotes notes; Html photos; bool may_edit, may_correct, awaits; } ArticlePanel; /* awaits: a correction, its second person */

/* An article that is, or was, everybody's, by the path's :slug. Answered already where it moved (to the same page `below`
 * its address) or is gone: q->status is set. */
MUST Err public_article(Req *q, const char *below, Article *a);
extern const Permission news_write, news_read;
