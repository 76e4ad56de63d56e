/* article.h - articles: told in our own words, with their source named. */
#pragma once
#include "article.sql.h"
#include "search/search.h"
#include "web/web.h"

/* Paragraphs parted by blank lines; "## " begins a heading, "- " a line of a list. Everything else is text. */
Html article_prose(Arena *a, Str body);
/* Our own picture, drawn; `alt` says what it shows. */
Html article_drawing(Ctx *c, Str alt);
MUST Err news_demo(Ctx *c); /* the first article, and the seven models that it names */
extern const Shelving article_shelf;
MUST Err article_shelve(Ctx *c, Str slug); /* after it was changed: the search follows */
extern const Slice news;

#define ARTICLE_COLUMNS \
    "slug,section,title,lede,body,caption,alt,source_name,source_title,source_url,page_date,published_on"
extern const FormSpec article_form; /* a row of the table */
MUST Err articles_read(Ctx *c, Str text, ImportReport *r);
MUST Err articles_write(Ctx *c, Outlet *out);

/* What the page sees of a model that the article names: what Khéo does for it, and where. */
typedef struct { Str name, does, path, label; bool here; } NamedModel;
typedef struct { NamedModel *at; size_t len; } NamedModels;
typedef struct { const Article *a; Html body; NamedModels models; bool figures; } ArticleView;
