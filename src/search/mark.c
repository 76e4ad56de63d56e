/* mark.c - a text for people, with what was looked for marked in it. */
#include "search/search.h"
#include "text/cut.h"
#include "text/fold.h"

static bool is_wanted(const SearchQuery *q, const Syllable *s)
{
    const Str folded = {s->folded, s->folded_len};
    for (size_t i = 0; i < q->len; i++) {
        if (str_eq(q->word[i].folded, folded)) return true;
        if (q->open && i + 1 == q->len && str_starts(folded, q->word[i].folded)) return true;
    }
    return false;
}

/* Syllables that stand side by side, parted by one blank, or in a number by its sign, are one mark. */
static bool goes_on(const char *end, const char *next)
{
    return next == end + 1 && (*end == ' ' || *end == '.' || *end == '-' || *end == '/');
}

static void marked(Buf *out, const SearchQuery *q, Str text)
{
    Syllable s;
    const char *done = text.ptr, *end = NULL; /* up to where it is written; where the open mark ends */
    for (Str rest = text; syllable_next(&rest, &s);) {
        if (!is_wanted(q, &s)) continue;
        if (end && !goes_on(end, s.at.ptr)) {
            put_Str(out, (Str){done, (size_t)(end - done)});
            buf_str(out, S("</mark>"));
            done = end, end = NULL;
        }
        if (!end) {
            put_Str(out, (Str){done, (size_t)(s.at.ptr - done)});
            buf_str(out, S("<mark>"));
            done = s.at.ptr;
        }
        end = s.at.ptr + s.at.len;
    }
    if (end) {
        put_Str(out, (Str){done, (size_t)(end - done)});
        buf_str(out, S("</mark>"));
        done = end;
    }
    put_Str(out, (Str){done, (size_t)(text.ptr + text.len - done)});
}

Html search_marked(Ctx *c, const SearchQuery *q, Str text)
{
    Buf out = {.arena = c->arena};
    marked(&out, q, text);
    return (Html){buf_done(&out)};
}

/* From each place that is wanted: how many different ones come within the length. The first of the best is taken. */
static Str best_part(const SearchQuery *q, Str text, size_t most)
{
    Syllable s;
    const char *best = text.ptr;
    uint32_t best_n = 0;
    for (Str rest = text; syllable_next(&rest, &s);) {
        if (!is_wanted(q, &s)) continue;
        uint32_t seen = 0;
        const char *from = s.at.ptr;
        Str near = {from, (size_t)(text.ptr + text.len - from)};
        for (Syllable k; syllable_next(&near, &k) && (size_t)(k.at.ptr - from) < most;)
            for (size_t i = 0; i < q->len; i++)
                if (str_eq(q->word[i].folded, (Str){k.folded, k.folded_len})) seen |= 1u << i;
        const uint32_t n = (uint32_t)__builtin_popcount(seen) + 1;
        if (n > best_n) best = from, best_n = n;
        if (n > q->len) break;
    }
    return (Str){best, (size_t)(text.ptr + text.len - best)};
}

/* Back over a few words, so that what is found has something before it; to the beginning of a sentence if one is near.
 */
static const char *lead_in(Str text, const char *at)
{
    const char *from = at;
    for (int blanks = 0; from > text.ptr; from--) {
        const char k = from[-1];
        if (k == '\n' || (k == ' ' && from - 1 > text.ptr && (from[-2] == '.' || from[-2] == ';'))) return from;
        if (k == ' ' && ++blanks > 6) return from;
    }
    return from;
}

/* Of so many characters, and up to the end of a word. */
static Str words_within(Str s, size_t most)
{
    const Str part = cut_chars(s, most);
    if (part.len == s.len) return s;
    for (size_t n = part.len; n-- > 1;)
        if (s.ptr[n] == ' ' || s.ptr[n] == '\n') return (Str){s.ptr, n};
    return part;
}

Html search_snippet(Ctx *c, const SearchQuery *q, Str text, size_t most)
{
    Buf out = {.arena = c->arena};
    const Str all = str_trim(text), part = best_part(q, all, most);
    const char *from = lead_in(all, part.ptr);
    const Str shown = words_within((Str){from, (size_t)(all.ptr + all.len - from)}, most);
    if (from > all.ptr) buf_str(&out, S("… "));
    marked(&out, q, shown);
    if (shown.ptr + shown.len < all.ptr + all.len) buf_str(&out, S(" …"));
    return (Html){buf_done(&out)};
}
