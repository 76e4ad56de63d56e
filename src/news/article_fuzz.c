/* article_fuzz.c - whatever an author writes, the only tags that come out are ours, and each is closed. */
#include "news/article.h"
#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const tags[] = {"p>", "ul>", "li>", "h2>"};
    int open[LEN(tags)] = {0};
    if (size > 1 << 14) return 0;
    Arena a = {.max = 1 << 24};
    const Str html = article_prose(&a, (Str){(const char *)data, size}).s;
    for (size_t i = 0; i < html.len; i++) {
        if (html.ptr[i] != '<') continue;
        const bool end = i + 1 < html.len && html.ptr[i + 1] == '/';
        const char *name = html.ptr + i + 1 + end;
        size_t k = 0;
        while (k < LEN(tags) && strncmp(name, tags[k], strlen(tags[k])) != 0)
            k++;
        assert(k < LEN(tags));
        open[k] += end ? -1 : 1;
        assert(open[k] == 0 || open[k] == 1);
    }
    for (size_t k = 0; k < LEN(tags); k++)
        assert(open[k] == 0);
    arena_clear(&a);
    return 0;
}
