/* article_test.c - text of an author must never become markup of ours; a page must be taken to pieces as a person
 * would; what changed in a corrected article must be shown, all of it; and one article that cannot be published must
 * not keep the others back. */
#include "base/day.h"
#include "base/test.h"
#include "news/own.h"
#include "news/page_text.h"
#include "store/bench.h"
#include <string.h>

TEST(markdown_becomes_our_markup_and_nothing_else)
{
    static const struct {
        const char *text, *html;
    } cases[] = {
        {"",                                                                     ""                                                             },
        {"một\nhai\n\nba",                                                     "<p>một\nhai</p>\n<p>ba</p>\n"                               },
        {"# Đầu\nmột\n\n### Dưới",                                       "<h2>Đầu</h2>\n<p>một</p>\n<h4>Dưới</h4>\n"            },
        {"### Chỉ một mức",                                                "<h2>Chỉ một mức</h2>\n"                                 },
        {"- a\n- b",                                                             "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"                        },
        {"<script>alert(1)</script>",                                            ""                                                             },
        {"x <b onclick=\"y()\">đậm</b> & \"z\"",                              "<p>x đậm &amp; &quot;z&quot;</p>\n"                        },
        {"[tới](https://a.vn/x) [đây](/tin/y) [thư](mailto:a@b.vn)",
         "<p><a href=\"https://a.vn/x\">tới</a> <a href=\"/tin/y\">đây</a> <a href=\"mailto:a@b.vn\">thư</a></p>\n"                        },
        {"[xấu](javascript:alert(1)) [kia](//a.vn) [nữa](data:text/html,x)", "<p>xấu kia nữa</p>\n"                                     },
        {"![ảnh](https://a.vn/x.png)rồi",                                    "<p>rồi</p>\n"                                               },
        {"**có {{so:F07}}** và {{so:F99}}",                                    "<p><strong>có <i>trên 900</i></strong> và {{so:F99}}</p>\n"},
        {"[{{so:F07}} mô hình](/x)",                                           "<p><a href=\"/x\">trên 900 mô hình</a></p>\n"              },
        {"> # Trong lời dẫn",                                                "<blockquote>\n<h2>Trong lời dẫn</h2>\n</blockquote>\n"    },
    };
    const ProseMark mark = {S("F07"), S("trên 900"), {S("<i>trên 900</i>")}};
    Ctx *c = bench_ctx();
    for (size_t i = 0; i < LEN(cases); i++) {
        const Str is = prose_html(c->arena, str(cases[i].text), (ProseMarks){&mark, 1}, NULL).s;
        if (!str_eq(is, str(cases[i].html))) test_fail(__FILE__, __LINE__, "case %d: " STR, (int)i, ARG(is));
    }
}

TEST(what_is_left_out_of_a_text_is_reported_with_its_line)
{
    Ctx *c = bench_ctx();
    ProseNotes notes;
    (void)prose_html(c->arena, S("một\n\n<div>\n\nhai <b>ba</b>\n\n[x](javascript:y)\n\n![z](q.png)"),
                     (ProseMarks){NULL, 0}, &notes);
    EQ(notes.len, 5);
    EQ(notes.at[0].what, PROSE_HTML);
    EQ(notes.at[0].line, 3);
    EQ_STR(notes.at[0].text, "<div>");
    EQ(notes.at[2].what, PROSE_HTML);
    EQ(notes.at[2].line, 5);
    EQ(notes.at[3].what, PROSE_LINK);
    EQ(notes.at[3].line, 7);
    EQ_STR(notes.at[3].text, "javascript:y");
    EQ(notes.at[4].what, PROSE_PICTURE);
    EQ(notes.at[4].line, 9);
}

TEST(plain_text_keeps_words_and_figures)
{
    const ProseMark mark = {S("F07"), S("trên 900"), {S("<i>")}};
    Ctx *c = bench_ctx();
    EQ_STR(
        prose_plain(c->arena, S("## Đầu\n\ncó {{so:F07}} *mô* [hình](/x)\ntiếp\n\n<b>x</b>"), (ProseMarks){&mark, 1}),
        "Đầu\ncó trên 900 mô hình tiếp\nx");
}

TEST(a_change_shows_every_word_that_went_and_came)
{
    static const struct {
        const char *before, *after, *shown;
    } cases[] = {
        {"",                        "",                        ""                                        },
        {"có 14 mô hình",        "có 41 mô hình",        "có <del>14</del><ins>41</ins> mô hình"},
        {"a b c",                   "a c",                     "a <del>b </del>c"                        },
        {"a c",                     "a b c",                   "a <ins>b </ins>c"                        },
        {"<b> x",                   "<b> y",                   "&lt;b&gt; <del>x</del><ins>y</ins>"      },
        {"",                        "mới",                   "<ins>mới</ins>"                        },
        {"một hai ba bốn năm", "một ba hai bốn sáu",
         "một <del>hai </del>ba <ins>hai </ins>bốn <del>năm</del><ins>sáu</ins>"                   },
    };
    Ctx *c = bench_ctx();
    for (size_t i = 0; i < LEN(cases); i++) {
        const Str is = text_change(c, str(cases[i].before), str(cases[i].after)).s;
        if (!str_eq(is, str(cases[i].shown))) test_fail(__FILE__, __LINE__, "case %d: " STR, (int)i, ARG(is));
    }
}

static bool has(Str text, const char *part)
{
    return memmem(text.ptr, text.len, part, strlen(part)) != NULL;
}

static const char page[] = "Trang chủ\n"
                           "Thứ Hai, 02/11/2026\n"
                           "Phường Biển Xanh: khéo dân vận ở bến cá\n"
                           " \xC2\xA0\n"
                           "Tổ tự quản thu gom rác trên bãi.\n"
                           "\n"
                           "Sau ba năm, phường có hơn 1.250 hộ tham gia và gần 300 người làm nòng cốt; Kế hoạch số 12 "
                           "ngày 05/3/2023 đặt ra 14 việc.\n"
                           "* Một việc thử.\n"
                           "Cách làm\n"
                           "Khoảng 40 tổ thu gom, đạt 95% điểm; không dưới 20 buổi mỗi tháng, từ năm 2023.\n"
                           "(bao-thu.example)\n"
                           "Gửi cho bạn bè\n"
                           "Phản hồi\n"
                           "Xem nhiều nhất\n"
                           "Một bài khác có 99 việc\n";

TEST(a_page_of_text_is_taken_to_pieces)
{
    Ctx *c = bench_ctx();
    PageText p;
    CHECK(page_read(c->arena, str(page), &p));
    EQ(p.in.page_date.n, day(2026, 11, 2).n);
    EQ(p.in.published_on.n, 0);
    EQ_STR(p.in.title, "Phường Biển Xanh: khéo dân vận ở bến cá");
    EQ_STR(p.in.caption, "Tổ tự quản thu gom rác trên bãi.");
    EQ_STR(p.in.source_name, "bao-thu.example");
    EQ_STR(p.in.source_url, "bao-thu.example");
    CHECK(str_starts(p.in.body, S("Sau ba năm, phường có hơn 1.250 hộ")));
    CHECK(has(p.in.body, "\n\n\\* Một việc thử.\n\n"));
    CHECK(has(p.in.body, "## Cách làm\n\nKhoảng 40"));
    CHECK(!has(p.in.body, "99"));
    EQ_STR(p.dropped, "Trang chủ · Gửi cho bạn bè · Phản hồi · Xem nhiều nhất · Một bài khác có 99 việc");
    static const struct {
        const char *words;
        int64_t value;
    } found[] = {
        {"hơn 1.250",  1250},
        {"gần 300",   300 },
        {"14",          14  },
        {"Khoảng 40", 40  },
        {"dưới 20",  20  }
    };
    EQ(p.figures, LEN(found));
    for (size_t i = 0; i < LEN(found); i++) {
        if (!str_eq(p.figure[i].words, str(found[i].words)))
            test_fail(__FILE__, __LINE__, "figure %d: " STR, (int)i, ARG(p.figure[i].words));
        EQ(p.figure[i].value, found[i].value);
    }
    CHECK(str_starts(p.figure[0].sentence, S("Sau ba năm, phường có hơn 1.250 hộ tham gia")));
}

TEST(what_is_no_page_is_said_to_be_none)
{
    PageText p;
    Ctx *c = bench_ctx();
    CHECK(!page_read(c->arena, S(""), &p));
    CHECK(!page_read(c->arena, S("Chỉ có một dòng"), &p));
    CHECK(!page_read(c->arena, S("Phản hồi\nXem nhiều nhất\n\n"), &p));
    CHECK(page_is_table(S("slug,title\nx,y")));
    CHECK(page_is_table(S("[{}]")));
    CHECK(!page_is_table(str(page)));
}

TEST(the_first_article_tells_the_facts_of_its_source)
{
    static const char *const facts[] = {
        "Kế hoạch số 70", "{{so:F03}} mô hình", "{{so:F04}} điển hình", "{{so:F05}} mô hình", "{{so:F06}} điển hình",
        "{{so:F07}}",     "{{so:F08}}",         "“không nêu”",          "Chỉ thị số 44",      "Đền ơn đáp nghĩa"};
    Ctx *c = bench_ctx();
    const Pairs in = news_demo_article(c);
    const Str body = pair(in, "body"), lede = pair(in, "lede");
    for (size_t i = 0; i < LEN(facts); i++)
        if (!has(body, facts[i])) test_fail(__FILE__, __LINE__, "missing: %s", facts[i]);
    CHECK(has(lede, "trên 2.600") && has(lede, "gần 2.000"));
    EQ_STR(pair(in, "slug"), "dan-van-kheo-o-binh-thuan");
    EQ_STR(pair(in, "source_url"), "baobinhthuan.com.vn");
    EQ_STR(pair(in, "page_date"), "2024-11-14");
    EQ_STR(pair(in, "published_on"), "");
}

/* ---- acts ---- */

static void as(Ctx *c, const char *name, int64_t role)
{
    Unit u;
    Grant *g = NEW(c->arena, Grant, 1);
    OKAY(unit_by_code(c, S("68"), c->today, &u));
    *g = (Grant){role, u.path};
    c->actor = c->actor_name = str(name), c->unit = u.id, c->grants = g, c->grant_len = 1;
}

static Err act(Ctx *c, const char *event, Str code, const char *input, Done *done)
{
    Pairs pairs;
    CHECK(pairs_parse(c->arena, str(input), &pairs));
    OKAY(store_do(c->store, SAVEPOINT));
    const Deed deed = {.flow = &article_flow, .code = code, .event = str(event), .input = pairs, .seen = -1};
    const Err e = casework_act(c, &deed, done);
    if (e) OKAY(store_do(c->store, ROLLBACK_TO));
    OKAY(store_do(c->store, RELEASE));
    return e;
}

static Ctx *office(void)
{
    static const Flow *const flows[] = {&article_flow, NULL};
    ImportReport r = {0};
    Ctx *c = bench_ctx();
    casework_flows = flows;
    OKAY(unit_exchange.read(c, bench_file(c, "units.csv"), &r));
    OKAY(store_do(c->store, BEGIN_WRITE));
    as(c, "viet", EDITOR);
    return c;
}

static int64_t published(Ctx *c)
{
    int64_t n = 0;
    for (size_t i = 0; i < news.jobs.len; i++)
        if (!strcmp(news.jobs.at[i].name, "news.publish")) OKAY(news.jobs.at[i].run(c, &n));
    return n;
}

TEST(an_article_that_is_refused_does_not_keep_the_others_back)
{
    Ctx *c = office();
    Done draft, good;
    Article a;
    OKAY(act(c, "create", S(""), "title=Ch%C6%B0a+duy%E1%BB%87t&body=a", &draft));
    OKAY(act(c, "create", S(""), "title=H%E1%BA%B9n+gi%E1%BB%9D&body=b", &good));
    OKAY(act(c, "submit", good.file.code, "", &good));
    as(c, "tong", CHIEF_EDITOR);
    OKAY(act(c, "schedule", good.file.code, "at=2026-11-23T10:00", &good));
    OKAY(article_due_set(c, draft.file.id, (Time){c->now.ms + 1})); /* its hour comes first, and no row lets it go */
    EQ(published(c), 0);
    bench_at(c, 2026, 11, 23, 10, 0);
    EQ(published(c), 1);
    OKAY(article_of(c, good.file.id, &a));
    CHECK(a.listed);
    OKAY(article_of(c, draft.file.id, &a));
    CHECK(!a.listed);
    EQ(published(c), 0);
}

TEST(an_address_may_be_as_long_as_it_is_said_to_be)
{
    Ctx *c = office();
    Done done;
    Article a;
    char input[SLUG_MAX + 32] = "title=Bi%E1%BB%83n&body=a&slug=";
    const size_t at = strlen(input);
    memset(input + at, 'x', SLUG_MAX), input[at + SLUG_MAX] = 0;
    OKAY(act(c, "create", S(""), input, &done));
    OKAY(article_of(c, done.file.id, &a));
    EQ(a.slug.len, SLUG_MAX);
    EQ(act(c, "create", S(""), input, &done), ERR_INVALID); /* taken now */
    EQ(act(c, "create", S(""), "title=Bi%E1%BB%83n&body=a&slug=luu-tru", &done), ERR_INVALID);
}
