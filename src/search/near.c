/* near.c - what was meant: the nearest syllables that are known. */
#include "search/index.h"
#include <string.h>

enum { TRIED_MOST = 4, LONG_MOST = 12 }; /* syllables of a query; letters of one */

typedef struct {
    Ctx *c;
    const int64_t *shelf;
    size_t shelves;
    TermOnShelfRows best; /* the terms of the best so far */
    int64_t docs;
    Err e;
} Near;

static int64_t docs_of(const Near *n, const TermOnShelfRows *rows)
{
    int64_t docs = 0;
    for (size_t i = 0; i < rows->len; i++)
        for (size_t k = 0; k < n->shelves; k++)
            if (rows->at[i].shelf == n->shelf[k]) docs += rows->at[i].docs;
    return docs;
}

static void try(Near *n, const char *text, size_t len)
{
    TermOnShelfRows rows;
    if (n->e || !len) return;
    n->e = term_everywhere(n->c, (Str){text, len}, &rows);
    if (n->e) return;
    const int64_t docs = docs_of(n, &rows);
    if (docs > n->docs) n->docs = docs, n->best = rows;
}

/* Everything that is one slip of the finger away: a letter too many, two that changed places, a wrong one, one too few.
 */
static void slips(Near *n, Str word)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    char *text = arena_raw(n->c->arena, word.len + 2);
    const bool digits = str_digits(word);
    const char *from = digits ? letters + 26 : letters, *to = digits ? letters + 36 : letters + 26;
    for (size_t i = 0; i < word.len; i++) {
        memcpy(text, word.ptr, i), memcpy(text + i, word.ptr + i + 1, word.len - i - 1);
        try(n, text, word.len - 1);
    }
    for (size_t i = 0; i + 1 < word.len; i++) {
        memcpy(text, word.ptr, word.len);
        text[i] = word.ptr[i + 1], text[i + 1] = word.ptr[i];
        try(n, text, word.len);
    }
    for (size_t i = 0; i <= word.len; i++)
        for (const char *k = from; k < to; k++) {
            memcpy(text, word.ptr, word.len);
            text[i] = *k;
            if (i < word.len) try(n, text, word.len);
            memcpy(text + i + 1, word.ptr + i, word.len - i);
            try(n, text, word.len + 1);
        }
}

/* The form of it that most documents have. */
static Err usual_form(Near *n, Str *out)
{
    int64_t most = 0;
    for (size_t i = 0; i < n->best.len; i++) {
        WordRows words;
        bool mine = false;
        for (size_t k = 0; k < n->shelves; k++)
            mine = mine || n->best.at[i].shelf == n->shelf[k];
        if (!mine) continue;
        TRY(words_of(n->c, n->best.at[i].id, &words));
        if (words.len && words.at[0].docs > most) most = words.at[0].docs, *out = words.at[0].exact;
    }
    return OK;
}

static Err known(Near *n, Str folded, bool *yes)
{
    TermOnShelfRows rows;
    TRY(term_everywhere(n->c, folded, &rows));
    *yes = docs_of(n, &rows) > 0;
    return OK;
}

static Err word_near(Near *n, Str folded, Str *out)
{
    n->docs = 0, n->best = (TermOnShelfRows){0};
    slips(n, folded);
    TRY(n->e);
    return usual_form(n, out);
}

Err search_nearest(Ctx *c, const SearchQuery *q, const Str *shelves, size_t len, Str *out)
{
    Buf text = {.arena = c->arena};
    int64_t *ids = NEW(c->arena, int64_t, len + 1);
    Near n = {.c = c, .shelf = ids};
    bool better = false;
    int tried = 0;
    *out = (Str){0};
    for (size_t i = 0; i < len; i++) {
        Shelf s;
        const Err e = shelf_named(c, shelves[i], &s);
        if (e && e != ERR_NOT_FOUND) return e;
        if (!e) ids[n.shelves++] = s.id;
    }
    for (size_t i = 0; i < q->len; i++) {
        const QueryWord *w = &q->word[i];
        Str form = w->exact;
        bool is_known;
        TRY(known(&n, w->folded, &is_known));
        if (!is_known && w->folded.len <= LONG_MOST && tried++ < TRIED_MOST) {
            TRY(word_near(&n, w->folded, &form));
            better = better || !str_eq(form, w->exact);
        }
        if (i) buf_char(&text, ' ');
        buf_str(&text, form);
    }
    if (better) *out = buf_done(&text);
    return OK;
}
