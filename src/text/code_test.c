/* code_test.c - a code that is misread shows a citizen somebody else's affair. */
#include "base/test.h"
#include "text/code.h"
#include <string.h>

static _Alignas(16) char memory[1 << 16];
static Arena arena(void)
{
    return arena_over(memory, sizeof memory, 0);
}

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

TEST(code_is_made_as_agreed)
{
    Arena a = arena();
    uint64_t random = 0;
    for (const char *k = "7K4M2QX9"; *k; k++)
        random = random << 5 | (uint64_t)(strchr(alphabet, *k) - alphabet);
    EQ_STR(code_make(&a, S("PA"), random), "PA-7K4M-2QX9-5");
    EQ_STR(code_make(&a, S("HS"), 0), "HS-0000-0000-0");
    EQ_STR(code_make(&a, S("HS"), UINT64_MAX << CODE_BITS), "HS-0000-0000-0");
    EQ(code_make(&a, S("MH"), UINT64_MAX).len, CODE_LEN);
}

TEST(code_reads_what_people_type)
{
    static const Str good[] = {
        S("PA-7K4M-2QX9-5"),
        S("pa-7k4m-2qx9-5"),
        S("PA7K4M2QX95"),
        S(" pa 7k4m 2qx9 5 "),
        S("PA–7K4M–2QX9–5"),
        S("P A 7 K 4 M 2 Q X 9 5"),
        S("PA\xC2\xA0"
          "7K4M2QX95\n"),
    };
    for (size_t i = 0; i < LEN(good); i++) {
        Arena a = arena();
        Str got = S("");
        CHECK(code_read(&a, good[i], &got));
        EQ_STR(got, "PA-7K4M-2QX9-5");
    }
    Arena a = arena();
    Str made = code_make(&a, S("CK"), 0x00108421C0), got = S(""); /* zeros and ones */
    Buf typed = {.arena = &a};
    for (size_t i = 0; i < made.len; i++) {
        char k = made.ptr[i];
        buf_char(&typed, i < 2 ? k : k == '0' ? 'o' : k == '1' ? (i % 2 ? 'l' : 'I') : k);
    }
    CHECK(code_read(&a, buf_done(&typed), &got));
    CHECK(str_eq(got, made));
}

TEST(code_leaves_the_prefix_alone)
{
    static const char *const kinds[] = {"PA", "HS", "MH", "GT", "CH", "CK", "DT", "KS", "TV", "BK", "IL", "OU"};
    for (size_t i = 0; i < LEN(kinds); i++) {
        Arena a = arena();
        Str made = code_make(&a, str(kinds[i]), 12345678901), got = S("");
        CHECK(code_read(&a, made, &got));
        CHECK(str_eq(got, made));
        CHECK(str_starts(got, str(kinds[i])));
    }
}

TEST(code_refuses_the_rest)
{
    static const Str bad[] = {
        S(""),
        S("PA"),
        S("PA-7K4M-2QX9"),
        S("PA-7K4M-2QX9-6"),
        S("PA-7K4M-2QX9-55"),
        S("7K4M-2QX9-5"),
        S("P4-7K4M-2QX9-5"),
        S("PA-7K4U-2QX9-5"),
        S("PA.7K4M.2QX9.5"),
        S("PÁ-7K4M-2QX9-5"),
        S("PA-7K4M-2QX9-5\0"),
        S("PA_7K4M_2QX9_5"),
    };
    for (size_t i = 0; i < LEN(bad); i++) {
        Arena a = arena();
        Str got = S("untouched");
        CHECK(!code_read(&a, bad[i], &got));
        EQ_STR(got, "untouched");
    }
}

/* Any one wrong character is noticed; of swapped neighbours all but the pair 0 and Z. */
TEST(code_check_catches_slips)
{
    uint64_t random = 88172645463325252u;
    int swaps = 0, missed = 0;
    for (int i = 0; i < 200; i++) {
        random ^= random << 13, random ^= random >> 7, random ^= random << 17;
        Arena a = arena();
        Str made = code_make(&a, S("PA"), random), got;
        char typed[CODE_LEN];
        for (size_t at = 3; at < CODE_LEN; at++) {
            if (made.ptr[at] == '-') continue;
            for (const char *k = alphabet; *k; k++) {
                memcpy(typed, made.ptr, CODE_LEN);
                typed[at] = *k;
                EQ(code_read(&a, (Str){typed, CODE_LEN}, &got), *k == made.ptr[at]);
            }
            size_t next = made.ptr[at + 1] == '-' ? at + 2 : at + 1;
            if (next >= CODE_LEN || made.ptr[at] == made.ptr[next]) continue;
            memcpy(typed, made.ptr, CODE_LEN);
            typed[at] = made.ptr[next], typed[next] = made.ptr[at];
            swaps++;
            if (!code_read(&a, (Str){typed, CODE_LEN}, &got)) continue;
            missed++;
            CHECK(memchr("0Z", typed[at], 2) && memchr("0Z", typed[next], 2));
        }
    }
    CHECK(swaps > 1000 && missed < swaps / 100);
}
