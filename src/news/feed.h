/* feed.h - articles for programs. */
#pragma once
#include "news/own.h"

typedef struct { const Article *a; Str url, image, alt, posted, updated; Html data; } ArticleHead;
MUST Err site_base(Req *q, Str *out);           /* https://host, without a slash at its end */
MUST Err feed_authority(Ctx *c, Str *out);      /* of the feed's ids */
MUST Err feed_authority_make(Ctx *c);           /* in an act that publishes */
MUST Err article_head(Req *q, const Article *a, Html *out); /* Open Graph, schema.org, the feed */
Err get_feed(Req *q), get_feed_moved(Req *q), get_map(Req *q), get_robots(Req *q);
