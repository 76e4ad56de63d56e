/* sheet_test.c - a workbook says what was written into it: a wrong cell is a wrong figure in somebody's report. */
#include "base/day.h"
#include "base/test.h"
#include "sheet/sheet.h"
#include "store/bench.h"
#include "zip.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const Time now = {1795399200000};

static Str entry(Ctx *c, Str workbook, const char *name)
{
    return zip_entry(c->arena, workbook, str(name));
}

static bool has(Str text, const char *part)
{
    return memmem(text.ptr, text.len, part, strlen(part)) != NULL;
}

static Sheet *opened(Str name)
{
    static const SheetColumn columns[] = {
        {{"chữ", 4},  SHEET_TEXT  },
        {{"số", 4},   SHEET_NUMBER},
        {{"ngày", 5},  SHEET_DAY   },
        {{"giờ", 5},  SHEET_TIME  },
        {{"tiền", 6}, SHEET_MONEY },
    };
    Sheet *s = sheet_open(NULL, now);
    CHECK(s);
    sheet_page(s, name, columns, LEN(columns));
    return s;
}

static void row(Sheet *s, Str text, int64_t n, Day d, Time t, Money m)
{
    sheet_Str(s, text), sheet_int64_t(s, n), sheet_Day(s, d), sheet_Time(s, t), sheet_Money(s, m);
    sheet_row_end(s);
}

TEST(a_workbook_holds_text_numbers_and_days)
{
    Ctx *c = bench_ctx();
    Str x;
    Sheet *s = opened(S("Báo cáo"));
    row(s, S("trên 900 <b> & \"x\""), -1234, day(2025, 12, 31), time_at(day(2026, 11, 23), 540), (Money){3795000});
    row(s, S("không nêu"), 0, (Day){0}, (Time){0}, (Money){0});
    OKAY(sheet_bytes(s, c->arena, &x));
    const Str page = entry(c, x, "xl/worksheets/sheet1.xml"), looks = entry(c, x, "xl/styles.xml");
    CHECK(has(page, "<t>trên 900 &lt;b&gt; &amp; \"x\"</t>"));
    CHECK(has(page, "<t>không nêu</t>"));
    CHECK(has(page, "<v>-1234</v>"));
    CHECK(has(page, "<v>46022</v>"));     /* 31/12/2025 */
    CHECK(has(page, "<v>46349.375</v>")); /* 23/11/2026 09:00 here, not in Greenwich */
    CHECK(has(page, "<v>3795000</v>"));
    CHECK(!has(page, "r=\"C3\"") && has(page, "r=\"E3\"")); /* no day is an empty cell, no money is 0 */
    CHECK(has(page, "state=\"frozen\"") && has(page, "<autoFilter ref=\"A1:E3\""));
    CHECK(has(looks, "dd/mm/yyyy") && has(looks, "#,##0") && has(looks, "<b/>"));
    CHECK(has(entry(c, x, "xl/workbook.xml"), "name=\"Báo cáo\""));
}

TEST(what_looks_like_a_formula_stays_text)
{
    static const char *const cells[] = {"=1+1", "+84912345678", "-3", "@SUM(A1)", "\t=1", "'x", "0123", "{=1}"};
    Ctx *c = bench_ctx();
    Str x;
    Sheet *s = opened(S("x"));
    for (size_t i = 0; i < LEN(cells); i++)
        row(s, str(cells[i]), 1, (Day){1}, (Time){1}, (Money){1});
    OKAY(sheet_bytes(s, c->arena, &x));
    const Str page = entry(c, x, "xl/worksheets/sheet1.xml");
    CHECK(!has(page, "<f>") && has(page, ">=1+1</t>") && has(page, ">@SUM(A1)</t>") && has(page, ">0123</t>"));
}

TEST(the_same_rows_give_the_same_bytes)
{
    Ctx *c = bench_ctx();
    Str x[2];
    for (int i = 0; i < 2; i++) {
        Sheet *s = opened(S("x"));
        row(s, S("a"), 1, (Day){20000}, now, (Money){1});
        OKAY(sheet_bytes(s, c->arena, &x[i]));
    }
    CHECK(str_eq(x[0], x[1]));
}

TEST(days_that_spreadsheets_cannot_say_are_text)
{
    Ctx *c = bench_ctx();
    Str x;
    Sheet *s = opened(S("x"));
    row(s, S("a"), INT64_C(1234567890123456789), day(1890, 5, 19), now, (Money){-1});
    OKAY(sheet_bytes(s, c->arena, &x));
    const Str page = entry(c, x, "xl/worksheets/sheet1.xml");
    CHECK(has(page, ">1890-05-19</t>") && has(page, ">1234567890123456789</t>"));
}

TEST(names_of_pages_fit)
{
    Ctx *c = bench_ctx();
    EQ_STR(sheet_name(c->arena, S("Quý [1]: a/b\\c*?"), 1), "Quý -1-- a-b-c--");
    EQ_STR(sheet_name(c->arena, S("'x'"), 1), "-x-");
    EQ_STR(sheet_name(c->arena, S(""), 1), "-");
    EQ_STR(sheet_name(c->arena, S("Ủy ban nhân dân xã Hàm Thuận Bắc"), 1), "Ủy ban nhân dân xã Hàm Thuận Bắ");
    EQ_STR(sheet_name(c->arena, S("Ủy ban nhân dân xã Hàm Thuận Bắc"), 12), "Ủy ban nhân dân xã Hàm Thu (12)");
}

TEST(text_too_long_for_a_cell_says_so)
{
    Ctx *c = bench_ctx();
    Str x;
    Buf text = {.arena = c->arena};
    for (int i = 0; i < SHEET_TEXT_MAX; i++)
        buf_str(&text, S("ữ"));
    Sheet *s = opened(S("x"));
    row(s, buf_done(&text), 1, (Day){1}, now, (Money){1});
    buf_char(&text, '!');
    row(s, buf_done(&text), 1, (Day){1}, now, (Money){1});
    OKAY(sheet_bytes(s, c->arena, &x));
    const Str page = entry(c, x, "xl/worksheets/sheet1.xml");
    CHECK(has(page, "ữ […]</t>") && !has(page, "!</t>") && has(page, "ữ</t>"));
}

TEST(a_file_is_whole_or_not_there)
{
    Ctx *c = bench_ctx();
    char folder[] = "/tmp/kheo-sheet-XXXXXX";
    CHECK(mkdtemp(folder));
    const Str file = arena_fmt(c->arena, "%s/a.xlsx", folder), half = arena_fmt(c->arena, "%s.part", file.ptr);
    static const SheetColumn one[] = {
        {{"a", 1}, SHEET_TEXT}
    };
    Sheet *s = sheet_open(file.ptr, now);
    CHECK(s);
    sheet_page(s, S("x"), one, 1);
    CHECK(access(file.ptr, F_OK) != 0);
    OKAY(sheet_save(s));
    CHECK(access(file.ptr, F_OK) == 0 && access(half.ptr, F_OK) != 0);
    CHECK((s = sheet_open(file.ptr, now)));
    sheet_drop(s);
    CHECK(access(half.ptr, F_OK) != 0 && unlink(file.ptr) == 0 && rmdir(folder) == 0);
    CHECK(!sheet_open("/no/such/folder/a.xlsx", now));
}
