/* listing_fuzz.c - any bytes are a list, or are told to be none; a day read from a cell comes back when written. */
#include "base/base.h"
#include "base/day.h"
#include "intake/listing.h"
#include "text/alike.h"
#include "text/fold.h"
#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void cell_check(Arena *a, Str cell)
{
    Day is, again;
    Str kind;
    const DateRead read = listing_date(a, cell, &is);
    if (read > DATE_PART) {
        assert(listing_date(a, day_iso(a, is), &again) == DATE_SURE);
        assert(again.n == is.n);
    }
    assert(utf8_valid(listing_number(a, cell)));
    assert(utf8_valid(listing_phone(a, cell)));
    const Str folded = fold(a, cell), core = unit_core(folded, &kind);
    assert(str_ends(folded, core));
    const Trigrams t = trigrams_of(folded);
    assert(alike(&t, &t) == (t.len ? 100 : 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena a = {.max = 1 << 26};
    Str text;
    Listing l;
    ListingRow row;
    int64_t before = 0;
    if (size > 1 << 13) return 0;
    if (listing_text(&a, (Str){(const char *)data, size}, &text) == LISTING_FINE) {
        assert(utf8_valid(text));
        cell_check(&a, text);
        if (listing_open(&a, text, &l) == LISTING_FINE)
            while (listing_next(&l, &a, &row)) {
                assert(row.line > before);
                before = row.line;
                for (size_t i = 0; i < LISTING_COLUMNS; i++)
                    if (row.cell[i].len && row.cell[i].len < 200) cell_check(&a, row.cell[i]);
            }
    }
    arena_clear(&a);
    return 0;
}
