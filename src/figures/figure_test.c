/* figure_test.c - a figure taken in wrongly would be printed as the newspaper's word. */
#include "base/data.h"
#include "base/day.h"
#include "base/test.h"
#include "figures/figure.h"
#include "store/bench.h"
#include <string.h>

#define HEAD "id,scope,field,subject,qualifier,value,display_vi,lower,upper,as_of,quote\n"

static Err take(Ctx *c, Str text, ImportReport *r)
{
    *r = (ImportReport){0};
    return figure_import(c, text, r);
}

/* The first fault stands at that line and column. */
static void refused(Ctx *c, Str text, int64_t line, const char *column)
{
    ImportReport r;
    EQ(take(c, text, &r), ERR_INVALID);
    CHECK(r.len > 0);
    if (r.at[0].line != line || !str_eq(r.at[0].field, str(column)))
        test_fail(__FILE__, __LINE__, "line %lld, column " STR ", not %lld, %s", (long long)r.at[0].line,
                  ARG(r.at[0].field), (long long)line, column);
    CHECK(r.at[0].reason.len > 0);
}

TEST(figures_of_the_article_come_out_as_they_went_in)
{
    Ctx *c = bench_ctx();
    ImportReport r;
    Outlet out = {.as = AS_CSV, .text = {.arena = c->arena}};
    const Str file = data_file("figures/data/figures.csv");
    OKAY(take(c, file, &r));
    EQ(r.added, 10);
    EQ(r.note_len, 0);
    OKAY(figure_export(c, &out));
    Buf lines = {.arena = c->arena}; /* the file in the tree ends its lines in LF alone */
    const Str csv = outlet_done(&out);
    for (size_t i = 0; i < csv.len; i++)
        if (csv.ptr[i] != '\r') buf_char(&lines, csv.ptr[i]);
    CHECK(str_eq(buf_done(&lines), file));
    OKAY(take(c, csv, &r));
    EQ(r.added, 0);
    EQ(r.changed, 0);
}

TEST(figures_keep_their_source_when_the_file_names_none)
{
    Ctx *c = bench_ctx();
    ImportReport r;
    Figure f;
    FigureSource s;
    OKAY(figure_demo(c));
    OKAY(take(c,
              S(HEAD "F03,toan_tinh,kinh_te,mo_hinh_tap_the,,,473,,,nay,473 mô hình\n"
                     "X1,68,,dien_hinh,,,ít nhất 5,,,nay,ít nhất 5 điển hình\n"),
              &r));
    EQ(r.added, 1);
    EQ(r.changed, 1);
    EQ(r.note_len, 1); /* X1 has no source */
    OKAY(figure_by_code(c, S("F03"), &f));
    OKAY(figure_source_by_id(c, f.source, &s));
    EQ_STR(s.name, "Báo Bình Thuận");
    EQ(s.page_date.n, day(2024, 11, 14).n);
    EQ(s.published_on.n, 0);
}

TEST(figures_that_contradict_their_words_are_refused)
{
    Ctx *c = bench_ctx();
    refused(c, S(HEAD "F1,toan_tinh,kinh_te,mo_hinh_tap_the,exact,900,trên 900,,,x,trên 900\n"), 2, "qualifier");
    refused(c, S(HEAD "F1,toan_tinh,kinh_te,mo_hinh_tap_the,gt,90,trên 900,,,x,trên 900\n"), 2, "value");
    refused(c, S(HEAD "F1,toan_tinh,kinh_te,mo_hinh_tap_the,gt,900,trên 900,900,,x,trên 900\n"), 2, "lower");
    refused(c, S(HEAD "F1,toan_tinh,kinh_te,mo_hinh_tap_the,unstated,0,không nêu,,,x,\n"), 2, "value");
    refused(c, S(HEAD "F1,toan_tinh,kinh_te,mo_hinh_tap_the,,,nhiều,,,x,nhiều\n"), 2, "display_vi");
    refused(c, S(HEAD "F1,toan_tinh,kinh_te,mo_hinh_tap_the,,,,,,x,y\n"), 2, "display_vi");
    refused(c, S(HEAD "F1,toan_tinh,kinh_te,mo_hinh_tap_the,,,5,,,x,\n"), 2, "quote");
    refused(c, S(HEAD "F1,toan_tinh,kinh te,mo_hinh_tap_the,,,5,,,x,5\n"), 2, "field");
    refused(c, S(HEAD "F1,toan_tinh,,nguoi,,,5,,,x,5\n"), 2, "subject");
    refused(c, S(HEAD ",toan_tinh,,dien_hinh,,,5,,,x,5\n"), 2, "id");
    refused(c, S(HEAD "F1,toan_tinh,,dien_hinh,,,5,,,x,5\nF1,68,,dien_hinh,,,5,,,x,5\n"), 3, "id");
    refused(c, S(HEAD "F1,toan_tinh,,dien_hinh,,,5,,,x,5\nF2,toan_tinh,,dien_hinh,,,5,,,x,5\n"), 3, "field");
    refused(c, S("id,scope\nF1,x\n"), 1, "field");
    FigureSourceRows none;
    OKAY(figure_source_list(c, &none));
    EQ(none.len, 0); /* nothing was written */
    OKAY(figure_demo(c));
    refused(
        c,
        S("id,scope,field,subject,qualifier,value,display_vi,lower,upper,as_of,quote,source,source_title,source_url,"
          "page_date,published_on,period_text\n"
          "F77,toan_tinh,kinh_te,mo_hinh_tap_the,,,5,,,x,5,Báo Bình Thuận,,,2024-11-14,,\n"),
        2, "id"); /* that is F03 */
}

TEST(a_source_that_contradicts_itself_is_kept_and_said)
{
    Ctx *c = bench_ctx();
    ImportReport r;
    StatedTable t;
    FigureSourceRows s;
    OKAY(take(c,
              S(HEAD "F1,toan_tinh,,mo_hinh_tap_the,,,dưới 400,,,x,dưới 400\n"
                     "F2,toan_tinh,kinh_te,mo_hinh_tap_the,,,472,,,x,472\n"
                     "F3,toan_tinh,,dien_hinh,,,gần 2.000,,,x,gần 2.000\n"
                     "F4,toan_tinh,kinh_te,dien_hinh_ca_nhan,,,40,,,x,40\n"),
              &r));
    EQ(r.added, 4);
    CHECK(r.note_len > 0);
    EQ_STR(r.note[r.note_len - 1].field, "F1");
    OKAY(figure_source_list(c, &s));
    OKAY(figure_table(c, s.at[0].id, S("toan_tinh"), &t));
    CHECK(!t.agrees[GROUPS]);
    CHECK(t.agrees[PERSONS]); /* the fields that are not stated may hold the rest */
    EQ(t.len, 4);
    CHECK(!t.at[2].of[GROUPS].there);
}
