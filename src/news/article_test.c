/* article_test.c - text of an author must never become markup of ours, and the first article must tell the seed's
 * facts with its source and without a day of publication that nobody stated. */
#include "base/day.h"
#include "base/test.h"
#include "news/article.h"
#include "store/bench.h"
#include <string.h>

TEST(prose_becomes_paragraphs_headings_and_lists)
{
    static const struct {
        Str text, html;
    } cases[] = {
        {S(""),                         S("")                                                                   },
        {S("một\nhai\n\nba"),         S("<p>một hai</p>\n<p>ba</p>\n")                                      },
        {S("## Đầu\nmột"),         S("<h2>Đầu</h2><p>một</p>\n")                                      },
        {S("- a\n- b\nc"),              S("<ul><li>a</li><li>b</li></ul>\n<p>c</p>\n")                          },
        {S("- a\n\n- b"),               S("<ul><li>a</li></ul>\n<ul><li>b</li></ul>\n")                         },
        {S("<b>x</b> & \"y\"\n## <i>"), S("<p>&lt;b&gt;x&lt;/b&gt; &amp; &quot;y&quot;</p>\n<h2>&lt;i&gt;</h2>")},
        {S("##x\n-y"),                  S("<p>##x -y</p>\n")                                                    },
        {S("\n\n  \n"),                 S("")                                                                   },
    };
    Ctx *c = bench_ctx();
    for (size_t i = 0; i < LEN(cases); i++) {
        const Str is = article_prose(c->arena, cases[i].text).s;
        if (!str_eq(is, cases[i].html)) test_fail(__FILE__, __LINE__, "case %d: " STR, (int)i, ARG(is));
    }
}

static bool has(Str text, const char *part)
{
    return memmem(text.ptr, text.len, part, strlen(part)) != NULL;
}

TEST(the_first_article_tells_the_facts_of_its_source)
{
    static const char *const facts[] = {"Kế hoạch số 70", "472 mô hình",     "40 điển hình", "721 mô hình",
                                        "324 điển hình",  "trên 900",        "hơn 1.130",    "“không nêu”",
                                        "Chỉ thị số 44",  "Đền ơn đáp nghĩa"};
    Ctx *c = bench_ctx();
    Article a;
    ArticleModelRows m;
    OKAY(news_demo(c));
    OKAY(article_by_slug(c, S("dan-van-kheo-o-binh-thuan"), &a));
    for (size_t i = 0; i < LEN(facts); i++)
        if (!has(a.body, facts[i])) test_fail(__FILE__, __LINE__, "missing: %s", facts[i]);
    CHECK(has(a.lede, "trên 2.600") && has(a.lede, "gần 2.000"));
    CHECK(has(a.caption, "Hình vẽ") && a.alt.len > 0);
    EQ_STR(a.source_url, "baobinhthuan.com.vn");
    EQ(a.page_date.n, day(2024, 11, 14).n);
    EQ(a.published_on.n, 0);
    OKAY(article_models(c, a.id, &m));
    EQ(m.len, 7);
    EQ_STR(m.at[0].name, "Chính quyền điện tử");
    EQ_STR(m.at[6].code, "KSHL");
    EQ(news_demo(c), ERR_CONFLICT); /* not twice */
}
