/* report_test.c - a frozen report says of itself what anybody can work out again, to the last byte. */
#include "base/day.h"
#include "base/test.h"
#include "report/report.h"
#include "store/bench.h"

TEST(periods_have_their_months_and_names)
{
    static const struct {
        const char *code;
        int64_t year, since, from, to;
        const char *words;
    } cases[] = {
        {"quy_1",     2025, 0,    202501, 202503, "quý 1/2025"              },
        {"quy_4",     2025, 0,    202510, 202512, "quý 4/2025"              },
        {"nua_nam_1", 2025, 0,    202501, 202506, "6 tháng đầu năm 2025"},
        {"nua_nam_2", 2025, 0,    202507, 202512, "6 tháng cuối năm 2025"},
        {"nam",       2025, 2020, 202501, 202512, "năm 2025"                },
        {"nhiem_ky",  2025, 2021, 202101, 202512, "giai đoạn 2021-2025"   },
    };
    Ctx *c = bench_ctx();
    Period p;
    for (size_t i = 0; i < LEN(cases); i++) {
        CHECK(period_of(str(cases[i].code), cases[i].year, cases[i].since, &p));
        EQ(p.from_month, cases[i].from);
        EQ(p.to_month, cases[i].to);
        CHECK(str_eq(period_words(c, str(cases[i].code), p.from_month, p.to_month), str(cases[i].words)));
    }
    CHECK(!period_of(S("nhiem_ky"), 2020, 2021, &p));
    CHECK(!period_of(S("tuan"), 2025, 0, &p));
    EQ(period_end(202402).n, day(2024, 2, 29).n);
}

TEST(a_report_is_due_some_days_after_its_period)
{
    Ctx *c = bench_ctx();
    Day due;
    OKAY(period_due(c, S("nam"), 1, 202512, &due));
    EQ(due.n, day(2026, 1, 20).n);
    OKAY(period_due(c, S("quy_2"), 1, 202506, &due));
    EQ(due.n, day(2025, 7, 10).n);
}

static Snapshot sample(void)
{
    static ReportCell cells[] = {
        {{"field", 5},  {"kinh_te", 7}, {"Kinh tế", 9}, {"cong_nhan/tap_the", 17},     12, {NULL, 0}       },
        {{"stated", 6}, {"F07", 3},     {"Báo", 4},      {"xay_dung_htct/mo_hinh", 21}, 0,  {"trên 900", 9}},
    };
    return (Snapshot){
        .code = S("BC-0000-0000-0"),
        .unit = S("68"),
        .period = S("nam"),
        .from_month = 202501,
        .to_month = 202512,
        .v = {.version = 1,
              .borders = {day(2026, 1, 5).n},
              .frozen = time_at(day(2026, 1, 5), 540),
              .unit_name = S("Tỉnh Lâm Đồng"),
              .result = S("Dòng 1\nDòng \"2\" <b> \\u003c &")},
        .cells = {cells,           LEN(cells)                        }
    };
}

/* The hash was worked out by another program from the bytes below. */
TEST(the_canonical_text_is_what_another_program_would_write)
{
    Ctx *c = bench_ctx();
    const Snapshot s = sample();
    const Str json = snapshot_json(c->arena, &s);
    EQ_STR(
        json,
        "{\"borders\":\"2026-01-05\",\"cells\":[{\"item\":\"kinh_te\",\"measure\":\"cong_nhan/tap_the\",\"n\":12,"
        "\"name\":\"Kinh tế\",\"part\":\"field\"},{\"item\":\"F07\",\"measure\":\"xay_dung_htct/mo_hinh\",\"name\":"
        "\"Báo\",\"part\":\"stated\",\"words\":\"trên 900\"}],\"code\":\"BC-0000-0000-0\",\"difficulty\":\"\","
        "\"format\":1,\"from_month\":202501,\"frozen\":\"2026-01-05T09:00:00+07:00\",\"period\":\"nam\",\"plan\":\"\","
        "\"previous\":\"\",\"reason\":\"\",\"result\":\"Dòng 1\\nDòng \\\"2\\\" <b> \\\\u003c &\",\"to_month\":202512,"
        "\"unit\":\"68\",\"unit_name\":\"Tỉnh Lâm Đồng\",\"version\":1}");
    EQ_STR(snapshot_hash(c->arena, json), "b5ce7c5e209f37fc25863bbee2fab73efb3bfee2ed67389401faf57d56932ee9");
}
