/* alike.c - names as sets of trigrams (Jaccard). */
#include "text/alike.h"

static uint32_t mixed(uint32_t h, unsigned char k)
{
    return (h ^ k) * 0x01000193u;
}

static void add(Trigrams *t, uint16_t one)
{
    size_t i = t->len;
    for (size_t k = 0; k < t->len; k++)
        if (t->at[k] == one) return;
    for (; i > 0 && t->at[i - 1] > one; i--)
        t->at[i] = t->at[i - 1];
    t->at[i] = one, t->len++;
}

Trigrams trigrams_of(Str s)
{
    enum { SEED = 0x811c9dc5u };
    Trigrams t = {0};
    unsigned char last[3] = {' ', ' ', ' '};
    for (size_t i = 0; i <= s.len && t.len < TRIGRAMS_MAX; i++) { /* a blank before and behind */
        last[0] = last[1], last[1] = last[2], last[2] = i < s.len ? (unsigned char)s.ptr[i] : ' ';
        const uint32_t h = mixed(mixed(mixed(SEED, last[0]), last[1]), last[2]);
        if (i) add(&t, (uint16_t)(h ^ h >> 16));
    }
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] >= '0' && s.ptr[i] <= '9') t.numbers = mixed(t.numbers + 1, (unsigned char)s.ptr[i]);
    return t;
}

int alike(const Trigrams *x, const Trigrams *y)
{
    size_t i = 0, k = 0, both = 0;
    if (!x->len || !y->len || x->numbers != y->numbers) return 0;
    while (i < x->len && k < y->len) {
        both += x->at[i] == y->at[k];
        const bool on_x = x->at[i] <= y->at[k], on_y = y->at[k] <= x->at[i];
        i += on_x, k += on_y;
    }
    return (int)(both * 100 / (x->len + y->len - both));
}
