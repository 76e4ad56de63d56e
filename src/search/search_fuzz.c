/* search_fuzz.c - any bytes are a query, and any text is shown with marks and nothing else in it. */
#include "search/search.h"
#include "text/fold.h"
#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t count(Str s, Str what)
{
    size_t n = 0;
    for (; s.len >= what.len; s.ptr++, s.len--)
        n += str_starts(s, what);
    return n;
}

/* Every sign of markup in it is a mark, and each that opens is closed. */
static bool only_marks(Str s)
{
    const size_t open = count(s, S("<mark>")), close = count(s, S("</mark>"));
    return open == close && count(s, S("<")) == open + close;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 1 << 12) return 0;
    Arena a = {.max = 1 << 24};
    Ctx c = {.arena = &a};
    Str text = {(const char *)data, size}, typed = str_cut(&text, '\n');
    const SearchQuery q = search_query(&a, typed);
    assert(q.len <= QUERY_WORDS && (q.len || !q.open));
    for (size_t i = 0; i < q.len; i++) {
        const QueryWord *w = &q.word[i];
        assert(w->folded.len && w->exact.len && w->phrase >= 0 && w->phrase <= q.phrases);
        assert(str_eq(fold(&a, w->folded), w->folded));
        assert(w->marked == !str_eq(w->folded, w->exact));
    }
    const Str whole = search_marked(&c, &q, text).s, part = search_snippet(&c, &q, text, 80).s;
    const bool good = only_marks(whole) && only_marks(part);
    assert(good);
    arena_clear(&a);
    return 0;
}
