/* fold_test.c - a village that is typed without marks must be found, and stand in its place. */
#include "base/test.h"
#include "text/fold.h"
#include "text/letter.h"
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <uninorm.h>
#include <unistr.h>

static _Alignas(16) char memory[1 << 18];
static Arena arena(void)
{
    return arena_over(memory, sizeof memory, 0);
}

static Str utf8(Arena *a, const uint32_t *code, size_t n)
{
    Buf b = {.arena = a};
    for (size_t i = 0; i < n; i++)
        b.len += (size_t)u8_uctomb((uint8_t *)buf_room(&b, 6), code[i], 6);
    return buf_done(&b);
}

/* What libunistring says about each code point, and no letter more than the Vietnamese ones. */
TEST(every_letter_agrees_with_unicode)
{
    static const struct {
        uint32_t mark;
        uint8_t tone;
        const char *bases;
    } marks[] = {
        {0x300, GRAVE, ""   },
        {0x309, HOOK,  ""   },
        {0x303, TILDE, ""   },
        {0x301, ACUTE, ""   },
        {0x323, DOT,   ""   },
        {0x306, 0,     "a"  },
        {0x302, 0,     "eoa"},
        {0x31B, 0,     "uo" },
    };
    int found = 0;
    for (uint32_t code = 0x80; code < 0x3000; code++) {
        Letter l;
        if (!letter_find(code, &l)) continue;
        found++;
        if (uc_tolower(code) == 0x111) {
            CHECK(l.base == 'd' && l.shape == 1 && l.tone == LEVEL);
            continue;
        }
        ucs4_t parts[8];
        size_t n = LEN(parts);
        uint32_t low = uc_tolower(code);
        CHECK(u32_normalize(UNINORM_NFD, &low, 1, parts, &n) == parts);
        EQ(l.code, low);
        EQ(l.base, parts[0]);
        uint8_t shape = 0, tone = LEVEL;
        for (size_t i = 1; i < n; i++) {
            size_t k = 0;
            while (k < LEN(marks) && marks[k].mark != parts[i])
                k++;
            CHECK(k < LEN(marks));
            if (k == LEN(marks)) continue;
            if (marks[k].tone)
                tone = marks[k].tone;
            else
                shape = (uint8_t)(1 + (parts[i] == 0x302 && l.base == 'a') + (parts[i] == 0x31B && l.base == 'o'));
        }
        EQ(l.shape, shape);
        EQ(l.tone, tone);
    }
    EQ(found, 134);
}

/* Composed and decomposed, capital and small: one folded form, and it is ASCII. */
TEST(every_letter_folds_from_every_form)
{
    for (uint32_t code = 0x80; code < 0x3000; code++) {
        Letter l;
        if (!letter_find(code, &l)) continue;
        Arena a = arena();
        ucs4_t parts[8];
        size_t n = LEN(parts);
        CHECK(u32_normalize(UNINORM_NFD, &code, 1, parts, &n) == parts);
        Str composed = utf8(&a, &code, 1), apart = utf8(&a, parts, n), got = fold(&a, composed);
        EQ(got.len, 1);
        EQ(got.ptr[0], l.base);
        CHECK(str_eq(fold(&a, apart), got));
        CHECK(str_eq(vi_key(&a, apart), vi_key(&a, composed)));
    }
}

TEST(fold_is_what_search_stores)
{
    static const struct {
        Str text, want;
    } cases[] = {
        {S("Đường Trần Hưng Đạo"),                S("duong tran hung dao")          },
        {S("  Phường  Phú Thủy, TP. Phan Thiết! "), S("phuong phu thuy tp phan thiet")},
        {S("QL1A số 125/3"),                              S("ql 1 a so 125 3")              },
        {S("snake_case"),                                   S("snake case")                   },
        {S("D\xCC\xA3uong o\xCC\x9B\xCC\xA3"),              S("duong o")                      },
        {S("MÜNCHEN ǖ ç Ł"),                            S("munchen u c ł")               },
        {S("Привет"),                                 S("привет")                 },
        {S("５ ٣"),                                       S("5 3")                          },
        {S("\xFF\xC3"),                                     S("")                             },
        {S("..."),                                          S("")                             },
        {S(""),                                             S("")                             },
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        Arena a = arena();
        Str got = fold(&a, cases[i].text);
        CHECK(str_eq(got, cases[i].want));
        CHECK(str_eq(fold(&a, got), got));
    }
}

TEST(slug_is_an_address)
{
    Arena a = arena();
    EQ_STR(slug(&a, S("Phan Thiết")), "phan-thiet");
    EQ_STR(slug(&a, S("Mô hình “Đường hoa” – khu phố 5, QL1A")), "mo-hinh-duong-hoa-khu-pho-5-ql1a");
    EQ_STR(slug(&a, S("--Привет a--")), "a");
    EQ_STR(slug(&a, S("đ")), "d");
    EQ_STR(slug(&a, S("!")), "");
}

/* In the order of a dictionary; each before the next. */
TEST(vietnamese_order)
{
    static const char *const words[] = {
        "",
        "1",
        "2",
        "9a",
        "10",
        "100",
        "999999999999",
        "1000000000000",
        "a",
        "a 1",
        "a1b",
        "ả",
        "ã",
        "á",
        "ạ",
        "ab",
        "ăn",
        "ân",
        "ba",
        "ba ba",
        "ba bà",
        "bà",
        "bà ba",
        "bả",
        "bã",
        "bá",
        "bạ",
        "bai",
        "bằng",
        "bầu",
        "ca",
        "da",
        "đa",
        "đá",
        "e",
        "em",
        "em bé 2",
        "ê",
        "êm",
        "Khu phố 2",
        "Khu phố 10",
        "Lâm Đồng",
        "Lê",
        "na",
        "o",
        "oa",
        "ô",
        "ơ",
        "pa",
        "Phan Rí",
        "Phan Thiết",
        "phản",
        "phán",
        "qua",
        "sa",
        "ta",
        "u",
        "uy",
        "ư",
        "va",
        "wa",
        "xa",
        "ya",
        "za",
        "ła",
        "я",
    };
    for (size_t i = 0; i + 1 < LEN(words); i++) {
        Arena a = arena();
        CHECK(vi_cmp(&a, str(words[i]), str(words[i + 1])) < 0);
        CHECK(vi_cmp(&a, str(words[i + 1]), str(words[i])) > 0);
    }
}

TEST(the_key_looks_at_words_only)
{
    Arena a = arena();
    CHECK(str_eq(vi_key(&a, S("Hòa Bình")), vi_key(&a, S("HOÀ  bình."))));
    CHECK(str_eq(vi_key(&a, S("khu 007")), vi_key(&a, S("Khu 7"))));
    CHECK(vi_cmp(&a, S("a"), S("A")) != 0);
    EQ(vi_cmp(&a, S("Ân"), S("Ân")), 0);
    EQ_STR(vi_key(&a, S("Bà 10 đ")), "DA!1 $10 G!");
    Str key = vi_key(&a, S("Đường 30/4, phường Đức Nghĩa"));
    for (size_t i = 0; i < key.len; i++)
        CHECK(key.ptr[i] >= ' ' && key.ptr[i] <= '~');
}

TEST(syllables_come_folded_with_their_marks_and_their_place)
{
    static const struct {
        const char *text, *folded, *exact, *at;
    } cases[] = {
        {"Đường QL1A",                      "duong ql 1 a", "đường ql 1 a", "Đường QL 1 A"                  },
        {"\"Bán\", (BÀN)",                    "ban ban",      "bán bàn",        "Bán BÀN"                         },
        {"ba\xCC\x81n  Du\xCC\x9B\xCC\x9Bơng", "ban duong",    "bán dương",     "ba\xCC\x81n Du\xCC\x9B\xCC\x9Bơng"},
        {"--- \xCC\x81 …",                    "",             "",                 ""                                  },
        {"Ünal ñ",                            "unal n",       "ünal ñ",         "Ünal ñ"                          },
    };
    Arena a = {.max = 1 << 20};
    for (size_t i = 0; i < LEN(cases); i++) {
        Buf folded = {.arena = &a}, exact = {.arena = &a}, at = {.arena = &a};
        Syllable s;
        for (Str rest = str(cases[i].text); syllable_next(&rest, &s);) {
            if (folded.len) buf_char(&folded, ' '), buf_char(&exact, ' '), buf_char(&at, ' ');
            buf_str(&folded, (Str){s.folded, s.folded_len});
            buf_str(&exact, (Str){s.exact, s.exact_len});
            buf_str(&at, s.at);
        }
        CHECK(str_eq(buf_done(&folded), str(cases[i].folded)));
        CHECK(str_eq(buf_done(&exact), str(cases[i].exact)));
        CHECK(str_eq(buf_done(&at), str(cases[i].at)));
        CHECK(str_eq(buf_done(&folded), fold(&a, str(cases[i].text))));
    }
    arena_clear(&a);
}

TEST(of_a_run_without_end_only_the_beginning_is_a_syllable)
{
    char text[4000];
    Syllable s;
    memset(text, 'x', sizeof text);
    Str rest = {text, sizeof text};
    CHECK(syllable_next(&rest, &s));
    EQ(s.folded_len, SYLLABLE_MAX);
    EQ(s.at.len, sizeof text);
    CHECK(!syllable_next(&rest, &s));
}
