/* slug.c - addresses of articles: made from the title, never given twice, and leading on when they change. */
#include "news/article.h"
#include "text/fold.h"

enum { NUMBERS_MAX = 1000 };

bool is_slug(Str s)
{
    for (size_t i = 0; i < s.len; i++) {
        const char k = s.ptr[i];
        if (!((k >= 'a' && k <= 'z') || (k >= '0' && k <= '9') || (k == '-' && i && i + 1 < s.len))) return false;
    }
    return s.len > 0 && s.len <= SLUG_MAX;
}

/* Pages of ours that stand beside articles. */
static bool is_reserved(Str s)
{
    static const char *const own[] = {"luu-tru", "chu-de", "anh", "xem-nhieu"};
    for (size_t i = 0; i < LEN(own); i++)
        if (str_eq(s, str(own[i]))) return true;
    return false;
}

/* Not longer than an address may be, cut between words. */
static Str shortened(Str s, size_t most)
{
    if (s.len <= most) return s;
    size_t end = most;
    while (end && s.ptr[end] != '-')
        end--;
    return (Str){s.ptr, end ? end : most};
}

Err slug_free(Ctx *c, Str slug, int64_t article, bool *yes)
{
    SlugOf of;
    *yes = !is_reserved(slug);
    if (!*yes) return OK;
    const Err e = slug_taken(c, slug, &of);
    *yes = e == ERR_NOT_FOUND || of.article == article;
    return e == ERR_NOT_FOUND ? OK : e;
}

Err slug_make(Ctx *c, Str title, int64_t article, Str *out)
{
    enum { ROOM = 5 }; /* for "-1000" */
    Str base = shortened(slug(c->arena, title), SLUG_MAX - ROOM);
    if (!base.len) base = S("bai-viet"); /* a title without a letter of ours */
    for (int n = 1; n <= NUMBERS_MAX; n++) {
        bool yes;
        *out = n == 1 ? base : arena_fmt(c->arena, STR "-%d", ARG(base), n);
        TRY(slug_free(c, *out, article, &yes));
        if (yes) return OK;
    }
    return WHY(c, MSG_article_slug_none, ERR_CONFLICT);
}

Err slug_move(Ctx *c, const Article *a, Str to)
{
    if (!str_eq(a->slug, to) && !a->posted_at.ms) TRY(slug_drop(c, a->slug, a->id));
    return slug_add(c, to, a->id);
}
