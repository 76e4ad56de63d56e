/* text_test.c - a name stored broken cannot be found or printed again. */
#include "base/base.h"
#include "base/test.h"
#include <string.h>

static _Alignas(16) char memory[1 << 16];
static Arena arena(void)
{
    return arena_over(memory, sizeof memory, 0);
}

TEST(str_compares_and_cuts)
{
    CHECK(str_eq(S(""), (Str){0}));
    CHECK(!str_eq(S("a"), S("b")));
    CHECK(!str_eq(S("a"), S("ab")));
    CHECK(str_cmp(S("a"), S("ab")) < 0);
    CHECK(str_cmp(S("b"), S("ab")) > 0);
    EQ(str_cmp(S("ab"), S("ab")), 0);
    CHECK(str_cmp(S("z"), S("đ")) < 0); /* by bytes, not as signed characters */
    CHECK(str_starts(S("abc"), S("ab")) && str_ends(S("abc"), S("bc")));
    CHECK(!str_starts(S("a"), S("ab")) && !str_ends(S("c"), S("bc")));
    EQ_STR(str_trim(S(" \t\r\na b\n ")), "a b");
    EQ_STR(str_trim(S("  ")), "");
    EQ(str(NULL).len, 0);
}

TEST(str_cut_takes_every_part)
{
    Str rest = S("a,,b");
    EQ_STR(str_cut(&rest, ','), "a");
    EQ_STR(str_cut(&rest, ','), "");
    EQ_STR(str_cut(&rest, ','), "b");
    EQ(rest.len, 0);
    EQ_STR(str_cut(&rest, ','), "");
}

TEST(str_int_takes_whole_numbers_only)
{
    static const struct {
        Str text;
        bool good;
        int64_t want;
    } cases[] = {
        {S("0"),                   true,  0        },
        {S("-12"),                 true,  -12      },
        {S("007"),                 true,  7        },
        {S("9223372036854775807"), true,  INT64_MAX},
        {S("9223372036854775808"), false, 0        },
        {S(""),                    false, 0        },
        {S("-"),                   false, 0        },
        {S("+1"),                  false, 0        },
        {S("1 "),                  false, 0        },
        {S("1.000"),               false, 0        },
        {S("--1"),                 false, 0        },
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        int64_t n = 0;
        EQ(str_int(cases[i].text, &n), cases[i].good);
        EQ(n, cases[i].want);
    }
}

TEST(str_chars_counts_letters)
{
    EQ(str_chars(S("Đường")), 5);
    EQ(str_chars(S("")), 0);
}

TEST(utf8_valid_refuses_broken_text)
{
    CHECK(utf8_valid(S("")));
    CHECK(utf8_valid(S("Bình Thuận 😀")));
    CHECK(!utf8_valid(S("a\0b")));
    CHECK(!utf8_valid(S("\xC3")));
    CHECK(!utf8_valid(S("\xC0\x80")));
    CHECK(!utf8_valid(S("\xED\xA0\x80"))); /* half a pair */
    CHECK(!utf8_valid(S("\xF4\x90\x80\x80")));
}

TEST(text_clean_leaves_what_a_person_meant)
{
    static const struct {
        Str text, want;
    } cases[] = {
        {S("  Phan Thiết \n"),           S("Phan Thiết") },
        {S("o\xCC\x9B\xCC\xA3"),           S("ợ")          },
        {S("“Thie\xCC\x82\xCC\x81t”"), S("“Thiết”")}, /* accents that follow their letter */
        {S("ê\xCC\x81"),                  S("ế")          },
        {S("\xE2\x84\xAA"),                S("K")            }, /* the sign of kelvin */
        {S("a\r\nb\rc"),                   S("a\nbc")        },
        {S("a\tb"),                        S("a b")          },
        {S("a\x01\x7F\x1B[0mb"),           S("a[0mb")        },
        {S("a\xE2\x80\x8B\xEF\xBB\xBF"
           "b"),
         S("ab")                                             }, /* zero width space, BOM */
        {S("\xE2\x80\xAE"
           "ba"),
         S("ba")                                             }, /* turned writing */
        {S("a\xC2\x85"
           "b"),
         S("ab")                                             },
        {S("\xC2\xA0"),                    S("\xC2\xA0")     },
        {S(""),                            S("")             },
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        Arena a = arena();
        Str once = text_clean(&a, cases[i].text);
        CHECK(str_eq(once, cases[i].want));
        CHECK(str_eq(text_clean(&a, once), once));
    }
}

TEST(arena_copies_and_formats)
{
    Arena a = arena();
    Str s = arena_copy(&a, S("abc"));
    EQ(s.ptr[3], 0);
    EQ_STR(arena_fmt(&a, STR "-%d", ARG(s), 5), "abc-5");
    EQ((uintptr_t)arena_alloc(&a, 1) % 16, 0);
}

TEST(arena_jumps_when_it_is_full)
{
    static jmp_buf full;
    jmp_buf *before = arena_boundary;
    static Arena a;
    a = (Arena){.max = 1 << 16};
    volatile int jumped = 0;
    arena_boundary = &full;
    if (setjmp(full))
        jumped = 1;
    else
        for (int i = 0; i < 100; i++)
            arena_raw(&a, 1 << 10);
    arena_boundary = before;
    EQ(jumped, 1);
    arena_clear(&a);
    EQ(a.grown, 0);
}

TEST(buf_grows_and_writes_every_number)
{
    Arena a = arena();
    Buf b = {.arena = &a};
    EQ(buf_done(&b).len, 0);
    for (int i = 0; i < 1000; i++)
        buf_char(&b, 'x');
    EQ(buf_done(&b).len, 1000);
    Buf n = {.arena = &a};
    buf_int(&n, INT64_MIN), buf_char(&n, ' '), buf_int(&n, INT64_MAX), buf_str(&n, S(" ")), buf_int(&n, 0);
    buf_fmt(&n, " %03d", 7);
    EQ_STR(buf_done(&n), "-9223372036854775808 9223372036854775807 0 007");
}
