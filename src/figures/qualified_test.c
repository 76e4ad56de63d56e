/* qualified_test.c - "trên 2.600" read as 2.600, or "không nêu" as 0, would be a lie in our name. */
#include "base/test.h"
#include "figures/qualified.h"
#include "store/bench.h"
#include <jansson.h>
#include <string.h>

static Qualified read_words(Ctx *c, const char *text)
{
    Qualified q;
    if (!qualified_parse(c->arena, str(text), &q)) test_fail(__FILE__, __LINE__, "not understood: %s", text);
    return q;
}

static json_t *file_of(Ctx *c, const char *name)
{
    Str text = bench_file(c, name);
    json_t *all = json_loadb(text.ptr, text.len, 0, NULL);
    CHECK(all);
    return all;
}

static const char *text_of(json_t *o, const char *key)
{
    const char *z = json_string_value(json_object_get(o, key));
    CHECK(z);
    return z;
}

/* [lo, hi or null, soft, unknown] */
static void same(json_t *want, Qualified q, const char *what)
{
    const json_t *hi = json_array_get(want, 1);
    const int64_t end = json_is_null(hi) ? QUALIFIED_NO_END : json_integer_value(hi);
    CHECK(json_array_size(want) == 4);
    if (q.lo != json_integer_value(json_array_get(want, 0)) || q.hi != end ||
        q.soft != json_integer_value(json_array_get(want, 2)) ||
        q.unknown != json_integer_value(json_array_get(want, 3)))
        test_fail(__FILE__, __LINE__, "%s gave %lld..%lld soft %d unknown %d", what, (long long)q.lo, (long long)q.hi,
                  q.soft, q.unknown);
}

static void shown(Ctx *c, json_t *o, const char *key, Qualified q)
{
    Str is = qualified_show(c->arena, q);
    if (!str_eq(is, str(text_of(o, key))))
        test_fail(__FILE__, __LINE__, "printed '" STR "', not '%s'", ARG(is), text_of(o, key));
}

TEST(words_of_a_source_become_intervals)
{
    Ctx *c = bench_ctx();
    json_t *all = file_of(c, "movement/qualified.json"), *x;
    size_t i, n = 0;
    json_array_foreach(json_object_get(all, "parse"), i, x)
    {
        Qualified q = read_words(c, text_of(x, "text"));
        same(json_object_get(x, "q"), q, text_of(x, "text"));
        shown(c, x, "show", q);
        EQ(strcmp(text_of(x, "text"), arena_copy(c->arena, q.words).ptr), 0);
        n++;
    }
    CHECK(n >= 12);
    json_decref(all);
}

TEST(qualified_numbers_add_and_subtract_as_intervals)
{
    Ctx *c = bench_ctx();
    json_t *all = file_of(c, "movement/qualified.json"), *x;
    size_t i, n = 0;
    json_array_foreach(json_object_get(all, "ops"), i, x)
    {
        Qualified a = read_words(c, text_of(x, "a")), b = read_words(c, text_of(x, "b"));
        Qualified add = qualified_sum(a, b), sub = qualified_difference(a, b);
        same(json_object_get(x, "add"), add, "a sum");
        same(json_object_get(x, "sub"), sub, "a difference");
        shown(c, x, "add_show", add);
        shown(c, x, "sub_show", sub);
        EQ(qualified_meet(a, b), json_is_true(json_object_get(x, "consistent")));
        EQ(qualified_meet(b, a), qualified_meet(a, b));
        n++;
    }
    CHECK(n >= 40);
    json_decref(all);
}

/* The printed share encloses the one of the fixture, which is rounded to the nearest. */
static void share_near(Share s, json_t *want)
{
    const double lo = json_number_value(json_array_get(want, 0)), hi = json_number_value(json_array_get(want, 1));
    const double is_lo = (double)s.lo / 10, is_hi = (double)s.hi / 10;
    if (is_lo > lo + 1e-9 || is_lo < lo - 0.1001 || is_hi < hi - 1e-9 || is_hi > hi + 0.1001)
        test_fail(__FILE__, __LINE__, "share %.1f..%.1f, not %.1f..%.1f", is_lo, is_hi, lo, hi);
}

TEST(the_article_agrees_with_itself)
{
    static const char *const fields[] = {"kinh_te", "van_hoa_xa_hoi", "quoc_phong_an_ninh", "he_thong_chinh_tri"};
    Ctx *c = bench_ctx();
    json_t *all = file_of(c, "movement/seed_table.json"), *stated = json_object_get(all, "stated"), *want;
    const char *subject;
    int subjects = 0;
    json_object_foreach(json_object_get(all, "expected"), subject, want)
    {
        Qualified total = read_words(c, text_of(json_object_get(stated, "total"), subject)), sum = {0}, known = {0};
        for (size_t i = 0; i < LEN(fields); i++) {
            Qualified q = read_words(c, text_of(json_object_get(stated, fields[i]), subject));
            sum = qualified_sum(sum, q);
            if (!q.unknown) known = qualified_sum(known, q);
        }
        same(json_object_get(want, "stated_sum"), known, "the stated fields");
        shown(c, want, "stated_sum_show", known);
        same(json_object_get(want, "all_fields"), sum, "all fields");
        same(json_object_get(want, "total"), total, "the total");
        shown(c, want, "total_show", total);
        EQ(qualified_meet(sum, total), json_is_true(json_object_get(want, "consistent")));
        Qualified rest = qualified_difference(total, known);
        same(json_object_get(want, "unstated_field"), rest, "what the fields leave open");
        shown(c, want, "unstated_field_show", rest);
        Qualified economy = read_words(c, text_of(json_object_get(stated, "kinh_te"), subject));
        share_near(qualified_share(economy, total), json_object_get(want, "share_kinh_te"));
        subjects++;
    }
    EQ(subjects, 2);
    json_decref(all);
}

TEST(wordings_are_read_in_the_forms_people_type)
{
    static const struct {
        const char *text;
        Qualifier how;
        int64_t value;
    } cases[] = {
        {"Trên 2,600",         GT,         2600           },
        {"HƠN 1 130",          GT,         1130           },
        {"tren 900",            GT,         900            },
        {">900",                GT,         900            },
        {">= 7",                GE,         7              },
        {"tối thiểu 7",     GE,         7              },
        {"dưới 5",           LT,         5              },
        {"nhiều nhất 5",    LE,         5              },
        {"tối đa 1.234.567", LE,         1234567        },
        {"≤5",                LE,         5              },
        {"Gần 20",            NEAR_BELOW, 20             },
        {"≈ 8",               APPROX,     8              },
        {"xấp xỉ 8",        APPROX,     8              },
        {"Không nêu",         UNSTATED,   0              },
        {"",                    UNSTATED,   0              },
        {"2\xC2\xA0"
         "600",        EXACT,      2600           },
        {"000",                 EXACT,      0              },
        {"999.999.999.999.999", EXACT,      999999999999999},
    };
    Ctx *c = bench_ctx();
    for (size_t i = 0; i < LEN(cases); i++) {
        Qualified q = read_words(c, cases[i].text);
        EQ(q.how, cases[i].how);
        EQ(q.value, cases[i].value);
        CHECK(q.lo <= q.hi);
    }
}

TEST(what_is_no_count_is_refused)
{
    static const char *const cases[] = {"nhiều",
                                        "khoảng",
                                        "trên",
                                        "2.60",
                                        "2.6000",
                                        "1.234,567",
                                        "-5",
                                        "1,5",
                                        "12a",
                                        "dưới 0",
                                        "gần 0",
                                        "> < 5",
                                        "472 mô hình",
                                        "2..600",
                                        "2.600.",
                                        "2600.000",
                                        "1.000.000.000.000.000",
                                        "9999999999999999",
                                        "trên gần 5",
                                        "1–2"};
    Ctx *c = bench_ctx();
    Qualified q;
    for (size_t i = 0; i < LEN(cases); i++)
        if (qualified_parse(c->arena, str(cases[i]), &q)) test_fail(__FILE__, __LINE__, "understood: %s", cases[i]);
}

TEST(small_and_great_numbers_keep_their_ends_in_order)
{
    Ctx *c = bench_ctx();
    Qualified one = read_words(c, "gần 1"), ten = read_words(c, "gần 10"), great = read_words(c, "999999999999999");
    EQ(one.lo, 0);
    EQ(one.hi, 0);
    EQ(ten.lo, 9);
    EQ(ten.hi, 9);
    Qualified sum = great;
    for (int i = 0; i < 2000; i++)
        sum = qualified_sum(sum, great);
    CHECK(sum.lo > 0);
    CHECK(sum.hi >= sum.lo);
    sum = qualified_sum(sum, read_words(c, "trên 1"));
    CHECK(sum.hi == QUALIFIED_NO_END);
}

TEST(a_share_is_shown_only_where_it_follows)
{
    Ctx *c = bench_ctx();
    Share s = qualified_share(read_words(c, "472"), read_words(c, "trên 2.600"));
    EQ(s.hi, 182); /* 18,147 % is below 18,2 % */
    CHECK(s.under && !s.none && !s.exact && !s.soft);
    EQ(s.lo, 0);
    s = qualified_share(read_words(c, "1"), read_words(c, "3"));
    CHECK(s.exact);
    EQ(s.lo, 333);
    s = qualified_share(read_words(c, "2"), read_words(c, "3"));
    EQ(s.lo, 667);
    EQ(s.hi, 667);
    CHECK(qualified_share(read_words(c, "không nêu"), read_words(c, "10")).none);
    CHECK(qualified_share(read_words(c, "10"), read_words(c, "không nêu")).none);
    CHECK(qualified_share(read_words(c, "trên 5"), read_words(c, "trên 5")).none);
    CHECK(qualified_share(read_words(c, "5"), read_words(c, "0")).none);
    CHECK(qualified_share(read_words(c, "40"), read_words(c, "gần 2.000")).soft);
    s = qualified_share(read_words(c, "5"), read_words(c, "ít nhất 10"));
    EQ(s.hi, 500);
    CHECK(!s.under); /* one half may be reached */
}
