/* query.c - what somebody typed, as syllables and quotations. */
#include "search/search.h"
#include "text/fold.h"
#include <string.h>

static const Str quotes[] = {
    {"\"",  1},
    {"“", 3},
    {"”", 3},
    {"„", 3},
    {"«",  2},
    {"»",  2}
};

static size_t quote_at(Str s)
{
    for (size_t i = 0; i < LEN(quotes); i++)
        if (str_starts(s, quotes[i])) return quotes[i].len;
    return 0;
}

/* Up to the next quotation mark, which is taken off; `mark`: there was one. */
static Str piece(Str *rest, bool *mark)
{
    Str s = *rest, out = *rest;
    size_t n = 0;
    while (s.len && !(n = quote_at(s)))
        s.ptr++, s.len--;
    out.len -= s.len;
    *mark = n > 0;
    *rest = (Str){s.ptr + n, s.len - n};
    return out;
}

static void add(Arena *a, SearchQuery *q, Str text, int phrase)
{
    Syllable s;
    while (syllable_next(&text, &s)) {
        const Str folded = {s.folded, s.folded_len}, exact = {s.exact, s.exact_len};
        if (q->len == QUERY_WORDS) {
            q->cut = true;
            return;
        }
        q->word[q->len++] = (QueryWord){arena_copy(a, folded), arena_copy(a, exact), !str_eq(folded, exact), phrase};
    }
}

SearchQuery search_query(Arena *a, Str typed)
{
    SearchQuery q = {0};
    bool inside = false, mark = false;
    Str rest = typed;
    while (rest.len && !q.cut) {
        const Str text = piece(&rest, &mark);
        const size_t before = q.len;
        add(a, &q, text, inside && mark ? q.phrases + 1 : 0); /* a quotation that does not end is none */
        if (inside && mark && q.len > before) q.phrases++;
        if (mark) inside = !inside;
        q.open = !mark && text.len && text.ptr[text.len - 1] != ' ' && q.len > before;
    }
    return q;
}
