/* shrink_test.c - a page over a slow line is the same page. */
#include "app/shrink.h"
#include "base/test.h"
#include <string.h>
#include <zlib.h>

TEST(a_page_shrinks_and_comes_back_the_same)
{
    static _Alignas(16) char first[1 << 16], page[60000];
    static char back[sizeof page + 1] = {0};
    Arena a = arena_over(first, sizeof first, 1 << 20);
    Str out;
    for (size_t i = 0; i < sizeof page; i++)
        page[i] = (char)('a' + i * i % 23);
    CHECK(shrink(&a, (Str){page, sizeof page}, &out));
    CHECK(out.len < sizeof page / 4);
    z_stream z = {.next_in = (unsigned char *)(uintptr_t)out.ptr,
                  .avail_in = (uInt)out.len,
                  .next_out = (unsigned char *)back,
                  .avail_out = sizeof back};
    EQ(inflateInit2(&z, 16 + MAX_WBITS), Z_OK);
    EQ(inflate(&z, Z_FINISH), Z_STREAM_END);
    EQ(z.total_out, sizeof page);
    CHECK(!memcmp(page, back, sizeof page));
    inflateEnd(&z);
    arena_clear(&a);
}

TEST(what_is_short_or_finds_no_room_goes_as_it_is)
{
    static _Alignas(16) char first[64];
    static const char page[60000] = {0};
    Arena a = arena_over(first, sizeof first, 1000);
    Str out;
    CHECK(!shrink(&a, S("short"), &out));
    CHECK(!shrink(&a, (Str){page, sizeof page}, &out)); /* and no jump: nobody set a boundary */
    arena_clear(&a);
}
