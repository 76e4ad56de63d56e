/* change.c - two versions of a text as one: what went is struck out, what came is marked. Word by word, by the longest
 * words that both have in the same order. */
#include "news/own.h"
#include <string.h>

enum { CELLS_MAX = 1 << 21, TABLE_MEMORY = 2 * CELLS_MAX + (1 << 16) }; /* beyond it the middle is one change */

typedef struct {
    Str *at;
    size_t len;
} Pieces;

static bool is_blank(char k)
{
    return k == ' ' || k == '\n' || k == '\t';
}

/* Pieces, and what stands between them, each a piece of its own: nothing is lost. */
static Pieces words_of(Arena *a, Str s)
{
    Pieces out = {NEW(a, Str, s.len + 1), 0};
    for (size_t i = 0, from = 0; i < s.len; from = i) {
        const bool blank = is_blank(s.ptr[i]);
        while (i < s.len && is_blank(s.ptr[i]) == blank)
            i++;
        out.at[out.len++] = (Str){s.ptr + from, i - from};
    }
    return out;
}

static void put_all(Buf *out, const Str *at, size_t n)
{
    for (size_t i = 0; i < n; i++)
        put_Str(out, at[i]);
}

static void put_in(Buf *out, const char *tag, const Str *at, size_t n)
{
    if (!n) return;
    buf_fmt(out, "<%s>", tag);
    put_all(out, at, n);
    buf_fmt(out, "</%s>", tag);
}

/* length[i][k]: of the longest sequence that x from i on and y from k on have in common. */
static void put_middle(Buf *out, Pieces x, Pieces y)
{
    const size_t wide = y.len + 1;
    if ((x.len + 1) * wide > CELLS_MAX) {
        put_in(out, "del", x.at, x.len), put_in(out, "ins", y.at, y.len);
        return;
    }
    Arena table = arena_empty(TABLE_MEMORY); /* a history has many of them */
    uint16_t *length = NEW(&table, uint16_t, (x.len + 1) * wide);
    for (size_t i = x.len; i-- > 0;)
        for (size_t k = y.len; k-- > 0;) {
            const uint16_t down = length[(i + 1) * wide + k], right = length[i * wide + k + 1];
            length[i * wide + k] = str_eq(x.at[i], y.at[k]) ? (uint16_t)(length[(i + 1) * wide + k + 1] + 1)
                                   : down > right           ? down
                                                            : right;
        }
    for (size_t i = 0, k = 0; i < x.len || k < y.len;) {
        size_t gone = i, come = k;
        while (gone < x.len && (come == y.len || !str_eq(x.at[gone], y.at[come]))) {
            if (come < y.len && length[(gone + 1) * wide + come] < length[gone * wide + come + 1])
                come++;
            else
                gone++;
        }
        if (gone == x.len) come = y.len;
        put_in(out, "del", x.at + i, gone - i), put_in(out, "ins", y.at + k, come - k);
        i = gone, k = come;
        if (i < x.len && k < y.len) put_Str(out, x.at[i]), i++, k++;
    }
    arena_clear(&table);
}

Html text_change(Ctx *c, Str before, Str after)
{
    Buf out = {.arena = c->arena};
    Pieces x = words_of(c->arena, before), y = words_of(c->arena, after);
    size_t head = 0, tail = 0;
    while (head < x.len && head < y.len && str_eq(x.at[head], y.at[head]))
        head++;
    while (tail < x.len - head && tail < y.len - head && str_eq(x.at[x.len - 1 - tail], y.at[y.len - 1 - tail]))
        tail++;
    put_all(&out, x.at, head);
    put_middle(&out, (Pieces){x.at + head, x.len - head - tail}, (Pieces){y.at + head, y.len - head - tail});
    put_all(&out, x.at + x.len - tail, tail);
    return (Html){buf_done(&out)};
}
