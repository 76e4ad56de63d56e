/* shrink.c - gzip for pages over a slow line; static files are compressed while building. */
#include "app/shrink.h"
#include <zlib.h>

enum { WORTH_IT = 1400, LEVEL = 5, GZIP = 16 + MAX_WBITS }; /* below one packet there is nothing to win */

bool shrink(Arena *a, Str text, Str *out)
{
    z_stream z = {0};
    if (text.len < WORTH_IT || text.len > UINT32_MAX / 2) return false;
    if (deflateInit2(&z, LEVEL, Z_DEFLATED, GZIP, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return false; /* no memory: sent as it is */
    const uLong room = deflateBound(&z, (uLong)text.len);
    unsigned char *to =
        a->max - a->grown > room ? arena_raw(a, room) : NULL; /* the jump of a full arena would lose z */
    z.next_in = (unsigned char *)(uintptr_t)text.ptr, z.avail_in = (uInt)text.len;
    z.next_out = to, z.avail_out = to ? (uInt)room : 0;
    const bool whole = to && deflate(&z, Z_FINISH) == Z_STREAM_END;
    *out = (Str){(char *)to, (size_t)z.total_out};
    deflateEnd(&z);
    return whole && out->len < text.len;
}
