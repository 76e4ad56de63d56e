/* zip.c - see zip.h. */
#include "zip.h"
#include <string.h>
#include <zlib.h>

static uint32_t little(const char *at, int n)
{
    uint32_t v = 0;
    for (int i = n - 1; i >= 0; i--)
        v = v << 8 | (unsigned char)at[i];
    return v;
}

static Str inflated(Arena *a, const char *from, size_t packed, size_t size)
{
    z_stream z = {.next_in = (Bytef *)from, .avail_in = (uInt)packed};
    char *to = arena_alloc(a, size + 1);
    z.next_out = (Bytef *)to, z.avail_out = (uInt)size;
    if (inflateInit2(&z, -MAX_WBITS) != Z_OK) return (Str){0};
    const int end = inflate(&z, Z_FINISH);
    inflateEnd(&z);
    return end == Z_STREAM_END && z.total_out == size ? (Str){to, size} : (Str){0};
}

/* The directory at the end has the sizes: what is written in one go does not know them at the head of an entry. */
Str zip_entry(Arena *a, Str zip, Str name)
{
    const char *end = zip.ptr + zip.len, *at = end - 22;
    if (zip.len < 22 || memcmp(at, "PK\5\6", 4) != 0) return (Str){0};
    const char *dir = zip.ptr + little(at + 16, 4);
    for (uint32_t i = 0; i < little(at + 10, 2) && dir + 46 <= end; i++) {
        const Str own = {dir + 46, little(dir + 28, 2)};
        const char *head = zip.ptr + little(dir + 42, 4);
        if (str_eq(own, name))
            return inflated(a, head + 30 + little(head + 26, 2) + little(head + 28, 2), little(dir + 20, 4),
                            little(dir + 24, 4));
        dir += 46 + own.len + little(dir + 30, 2) + little(dir + 32, 2);
    }
    return (Str){0};
}

Str zip_pages(Arena *a, Str workbook)
{
    Buf out = {.arena = a};
    for (int i = 1;; i++) {
        const Str page = zip_entry(a, workbook, arena_fmt(a, "xl/worksheets/sheet%d.xml", i));
        if (!page.len) return buf_done(&out);
        buf_str(&out, page);
    }
}
