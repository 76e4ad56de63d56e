/* markdown_fuzz.c - whatever an author writes, the only tags that come out are known ones, and links lead where links
 * may. */
#include "news/markdown.h"
#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool among(Str word, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(word, str(words[i]))) return true;
    return false;
}

static void check_tag(Str tag)
{
    static const char *const known[] = {"p", "ul", "ol",     "li",   "h2",  "h3",         "h4", "h5", "h6",
                                        "a", "em", "strong", "code", "pre", "blockquote", "hr", "br"};
    static const char *const ways[] = {"https://", "http://", "mailto:", "tel:", "/", "#"};
    Str rest = tag, name = str_cut(&rest, ' ');
    if (str_starts(name, S("/"))) name = (Str){name.ptr + 1, name.len - 1};
    assert(among(name, known, LEN(known)));
    if (!str_eq(name, S("a")) || !rest.len) return;
    const Str head = S("href=\"");
    assert(str_starts(rest, head));
    const Str url = {rest.ptr + head.len, rest.len - head.len};
    bool good = false;
    for (size_t i = 0; i < LEN(ways); i++)
        good = good || str_starts(url, str(ways[i]));
    assert(good);
    assert(!str_starts(url, S("//")));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 1 << 14) return 0;
    Arena a = {.max = 1 << 27};
    ProseNotes notes;
    const ProseMark mark = {S("F01"), S("trên 900"), {S("<em>trên 900</em>")}};
    const Str body = {(const char *)data, size};
    const Str html = prose_html(&a, body, (ProseMarks){&mark, 1}, &notes).s;
    for (size_t i = 0; i < html.len; i++) {
        if (html.ptr[i] != '<') continue;
        const char *end = memchr(html.ptr + i, '>', html.len - i);
        assert(end);
        check_tag((Str){html.ptr + i + 1, (size_t)(end - html.ptr) - i - 1});
    }
    (void)prose_plain(&a, body, (ProseMarks){&mark, 1});
    arena_clear(&a);
    return 0;
}
