/* article.h - articles (bài viết): written, read by a second person, published, corrected in the open, withdrawn. */
#pragma once
#include "article.sql.h"
#include "casework/casework.h"
#include "media/media.h"
#include "news/markdown.h"

enum { ARTICLE_WRITERS = EDITOR | CHIEF_EDITOR, ARTICLE_READERS = EDITOR | CHIEF_EDITOR | MODERATOR | UNIT_HEAD | AUDITOR };
enum { SLUG_MAX = 80, FRONT_PLACES = 5 };

extern const Flow article_flow;
/* What an editor fills in: the same row of fields for the desk, the table and the correction. */
typedef struct {
    Str title, slug, section, lede, body, caption, alt, tags, campaigns, models, source_name, source_title, source_url, change;
    Day page_date, published_on;
} ArticleInput;
extern const FormSpec article_form;    /* a draft */
extern const FormSpec article_correction_form; /* the same, and what is corrected */
extern const FormSpec article_row_form; /* a row of the table */

/* ---- addresses ---- */

/* The title as an address that nobody has: "toa-dam", "toa-dam-2". */
MUST Err slug_make(Ctx *c, Str title, int64_t article, Str *out);
bool is_slug(Str s);
MUST Err slug_free(Ctx *c, Str slug, int64_t article, bool *yes); /* nobody has it, or this article; and no page of ours */
/* The address becomes that of the article; the one before leads here, if anybody could have read it. */
MUST Err slug_move(Ctx *c, const Article *a, Str to);
#define ARTICLE_PATH(c, a) arena_fmt((c)->arena, "/tin/" STR, ARG((a)->slug))

/* ---- reading ---- */

MUST Err article_list(Ctx *c, int64_t n, ArticleRows *out); /* the newest that are published */
MUST Err front_rows(Ctx *c, int64_t n, ArticleRows *out);   /* what the front page shows, the main story first */
MUST Err most_read_html(Ctx *c, int64_t now_reading, Html *out); /* a list with its heading; blank: nothing was read */
/* The figures that its text names, and what stands for each token. */
typedef struct { Str code, words, quote, source, href, mark; int64_t n; } TextFigure; /* mark: n as text */
typedef struct { TextFigure *at; size_t len; Str unknown; } TextFigures; /* unknown: codes of no figure */
MUST Err figures_in(Ctx *c, Str body, TextFigures *out, ProseMarks *marks);
Html article_drawing(Ctx *c, Str alt); /* our own picture, drawn; alt says what it shows */
/* In a list: with its first picture that everybody may see. */
typedef struct { const Article *a; PhotoImage photo; } ArticleCard; /* photo.width 0: it has none */
typedef struct { ArticleCard *at; size_t len; } ArticleCards;
MUST Err article_cards(Ctx *c, const ArticleRows *rows, ArticleCards *out);
MUST Err article_plain(Ctx *c, const Article *a, Str *out); /* lede and text, plain */
Str version_hash(Ctx *c, const Article *a);                 /* of what the ledger has */

/* ---- table, text pages, demo ---- */

#define ARTICLE_COLUMNS \
    "slug,section,title,lede,body,caption,alt,source_name,source_title,source_url,page_date,published_on|tags,campaigns,models"
MUST Err articles_read(Ctx *c, Str text, ImportReport *r);
MUST Err articles_write(Ctx *c, Outlet *out);
Pairs article_pairs(Ctx *c, const FormSpec *spec, const ArticleInput *in); /* as it would be sent */
Pairs news_demo_article(Ctx *c);                      /* the first article, as its form takes it */
MUST Err news_demo_named(Ctx *c, int64_t article);    /* and the seven models that it names */

extern const Slice news;
