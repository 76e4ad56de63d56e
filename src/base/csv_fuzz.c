/* csv_fuzz.c - no bytes crash the reader, and what it read survives writing and reading again. */
#include "base/csv.h"
#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void put_row(Buf *b, char by, const Str *cell, size_t n)
{
    for (size_t i = 0; i < n; i++)
        csv_put_by(b, by, cell[i]);
    csv_end_row(b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 1 << 16) return 0;
    Arena a = {.max = 1 << 26};
    CsvReader r = csv_open(&a, (Str){(const char *)data, size});
    Buf b = {.arena = &a};
    CsvRow row, again;
    const char by = r.by == ';' ? ';' : ','; /* a tab is read, never written */
    if (r.width) put_row(&b, by, r.name, r.width);
    while (csv_next(&r, &row))
        put_row(&b, by, row.cell, r.width);

    CsvReader first = csv_open(&a, (Str){(const char *)data, size}), second = csv_open(&a, buf_done(&b));
    assert(first.width == second.width);
    while (csv_next(&first, &row)) {
        bool there = csv_next(&second, &again);
        assert(there);
        for (size_t i = 0; i < first.width; i++)
            assert(str_eq(row.cell[i], again.cell[i]));
    }
    assert(first.width == 0 || (!csv_next(&second, &again) && second.faults == 0));
    arena_clear(&a);
    return 0;
}
