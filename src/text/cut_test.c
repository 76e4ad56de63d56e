/* cut_test.c - what is cut ends with a whole character. */
#include "base/test.h"
#include "text/cut.h"

TEST(bytes_are_cut_between_characters)
{
    const Str s = S("aộ😀"); /* 1, 3 and 4 bytes */
    static const size_t kept[] = {0, 1, 1, 1, 4, 4, 4, 4, 8, 8};
    for (size_t most = 0; most < LEN(kept); most++)
        EQ(cut_bytes(s, most).len, kept[most]);
    EQ(cut_bytes((Str){0}, 3).len, 0);
    EQ(cut_bytes(S("\x80\x80\x80"), 2).len, 0); /* no character begins in it */
}

TEST(characters_are_counted_and_not_cut)
{
    const Str s = S("aộ😀");
    static const size_t kept[] = {0, 1, 4, 8, 8};
    for (size_t most = 0; most < LEN(kept); most++)
        EQ(cut_chars(s, most).len, kept[most]);
    EQ(cut_chars((Str){0}, 3).len, 0);
    EQ(cut_chars(S("o\xcc\x80x"), 2).len, 3); /* a mark that stands behind its letter is one more */
}
