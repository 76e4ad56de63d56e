/* article_found.c - articles in the search. */
#include "base/day.h"
#include "news/article.h"

enum { PAGE = 100 };

/* The text without the signs that shape it. */
static Str plain(Ctx *c, Str body)
{
    Buf out = {.arena = c->arena};
    while (body.len) {
        Str line = str_trim(str_cut(&body, '\n'));
        const size_t sign = str_starts(line, S("## ")) ? 3 : str_starts(line, S("- ")) ? 2 : 0;
        buf_str(&out, (Str){line.ptr + sign, line.len - sign});
        buf_char(&out, '\n');
    }
    return buf_done(&out);
}

static SearchDoc doc_of_article(Ctx *c, const Article *a)
{
    return (SearchDoc){.shelf = shelf_name(c->arena, "article", false),
                       .key = a->slug,
                       .title = a->title,
                       .text = arena_fmt(c->arena, STR "\n" STR "\n" STR, ARG(a->lede), ARG(plain(c, a->body)),
                                         ARG(a->caption)),
                       .day = day_of(a->posted_at)};
}

Err article_shelve(Ctx *c, Str slug)
{
    Article a;
    TRY(article_by_slug(c, slug, &a));
    const SearchDoc d = doc_of_article(c, &a);
    return a.posted_at.ms ? search_put(c, &d) : search_drop(c, d.shelf, d.key);
}

static Err walk(Ctx *c, const Shelving *s, int64_t *after, bool *more, SearchDocs *out)
{
    ArticleRows rows;
    (void)s;
    TRY(article_after(c, *after, PAGE, &rows));
    for (size_t i = 0; i < rows.len; i++) {
        if (rows.at[i].posted_at.ms) search_docs_add(out, doc_of_article(c, &rows.at[i]));
        *after = rows.at[i].id;
    }
    *more = rows.len == PAGE;
    return OK;
}

const Shelving article_shelf = {.kind = "article", .page = "/tin", .label = MSG_news_title, .walk = walk};
