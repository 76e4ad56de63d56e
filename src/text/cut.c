/* cut.c - the beginning of a text that is too long. */
#include "text/cut.h"

static bool goes_on(char k) /* a byte that begins no character */
{
    return ((unsigned char)k & 0xc0) == 0x80;
}

Str cut_bytes(Str s, size_t most)
{
    if (s.len <= most) return s;
    while (most && goes_on(s.ptr[most]))
        most--;
    return (Str){s.ptr, most};
}

Str cut_chars(Str s, size_t most)
{
    size_t n = 0;
    for (size_t chars = 0; n < s.len && chars < most; chars++)
        for (n++; n < s.len && goes_on(s.ptr[n]);)
            n++;
    return (Str){s.ptr, n};
}
