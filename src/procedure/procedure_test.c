/* procedure_test.c - a limit is what the procedure says on that day; a bad table changes nothing. */
#include "base/data.h"
#include "base/day.h"
#include "base/test.h"
#include "procedure/procedure.h"
#include "store/bench.h"

TEST(procedure_codes_are_read_with_the_ending_of_a_province)
{
    static const struct {
        const char *typed, *code, *suffix;
    } all[] = {
        {"1.004873",      "1.004873",  ""   },
        {"1.000948.H38",  "1.000948",  "H38"},
        {"DEMO.0001",     "DEMO.0001", ""   },
        {"",              NULL,        NULL },
        {"1.00487",       NULL,        NULL },
        {"1.0048731",     NULL,        NULL },
        {"1.004873.",     NULL,        NULL },
        {"1.004873.h38",  NULL,        NULL },
        {"1.004873.H3",   NULL,        NULL },
        {"1.004873.H380", NULL,        NULL },
        {"DEMO.001",      NULL,        NULL },
        {"1,004873",      NULL,        NULL },
    };
    for (size_t i = 0; i < LEN(all); i++) {
        Str code, suffix;
        EQ(procedure_code(str(all[i].typed), &code, &suffix), all[i].code != NULL);
        if (!all[i].code) continue;
        CHECK(str_eq(code, str(all[i].code)));
        CHECK(str_eq(suffix, str(all[i].suffix)));
    }
}

TEST(within_the_day_moves_to_the_next_after_the_cut_off)
{
    static const struct {
        int64_t limit;
        bool next_day;
        int hour, minute;
        int64_t n;
    } all[] = {
        {0, true,  14, 59, 0},
        {0, true,  15, 0,  1},
        {0, false, 15, 0,  0},
        {2, true,  16, 0,  2},
    };
    for (size_t i = 0; i < LEN(all); i++) {
        const Procedure p = {
            .limit_value = all[i].limit, .limit_unit = S("ngay_lam_viec"), .next_day = all[i].next_day};
        int64_t n;
        LimitUnit unit;
        limit_of(&p, time_at(day(2026, 11, 20), all[i].hour * 60 + all[i].minute), CUT_OFF, &n, &unit);
        EQ(n, all[i].n);
        EQ(unit, WORKDAYS);
    }
    const Procedure monthly = {.limit_value = 1, .limit_unit = S("thang")},
                    daily = {.limit_value = 20, .limit_unit = S("ngay")};
    EQ(limit_unit_of(&monthly), MONTHS);
    EQ(limit_unit_of(&daily), DAYS);
}

static Err import(Ctx *c, Str text, ImportReport *r)
{
    *r = (ImportReport){0};
    return procedure_import(c, text, r);
}

#define HEAD "code,name_vi,field,level,limit_value,limit_unit,after_15h_next_day,fee_vnd,fee_note,verified,note\n"

TEST(every_bad_line_of_a_table_is_named_and_none_is_taken_in)
{
    Ctx *c = bench_ctx();
    ImportReport r;
    ProcedureRows rows;
    EQ(import(c,
              S(HEAD "1.000001,Một thủ tục,Hộ tịch,xa,3,ngay_lam_viec,0,0,,no,\n"
                     "1.00002,Sai mã,Hộ tịch,xa,3,ngay_lam_viec,0,0,,no,\n"
                     "1.000003,Quá dài,Hộ tịch,xa,366,ngay_lam_viec,0,0,,no,\n"
                     "1.000004,Sai đơn vị,Hộ tịch,xa,3,tuần,0,-1,,no,\n"
                     "1.000001,Trùng mã,Hộ tịch,huyện,3,ngay_lam_viec,0,0,,no,\n"
                     "1.000006,Thiếu ô,Hộ tịch\n"),
              &r),
       ERR_INVALID);
    static const struct {
        int line;
        const char *field;
    } want[] = {
        {3, "code"       },
        {4, "limit_value"},
        {5, "limit_unit" },
        {5, "fee_vnd"    },
        {6, "level"      },
        {7, ""           },
    };
    for (size_t i = 0; i < LEN(want); i++) {
        bool found = false;
        for (size_t k = 0; k < r.len; k++)
            found = found || (r.at[k].line == want[i].line && str_eq(r.at[k].field, str(want[i].field)));
        if (!found) test_fail(__FILE__, __LINE__, "line %d: no fault of '%s'", want[i].line, want[i].field);
    }
    OKAY(procedure_open(c, c->today, &rows));
    EQ(rows.len, 0);
    EQ(import(c,
              S(HEAD "1.000001,Một thủ tục,Hộ tịch,xa,3,ngay_lam_viec,0,0,,no,\n"
                     "1.000001.H36,Trùng mã,Hộ tịch,xa,3,ngay_lam_viec,0,0,,no,\n"),
              &r),
       ERR_INVALID);
    EQ(r.len, 1);
    EQ(r.at[0].line, 3);
}

TEST(a_changed_limit_is_a_new_version_and_the_old_one_keeps_its_days)
{
    Ctx *c = bench_ctx();
    ImportReport r;
    Procedure old, new;
    OKAY(import(c, data_file("procedure/data/procedures.csv"), &r));
    EQ(r.added, 30);
    r = (ImportReport){0};
    OKAY(paper_import(c, data_file("procedure/data/papers.csv"), &r));
    EQ(r.added, 15);
    bench_at(c, 2026, 12, 1, 9, 0);
    OKAY(import(c, S(HEAD "2.001035,Chứng thực hợp đồng,Chứng thực,xa,1,ngay_lam_viec,0,,,yes,\n"), &r));
    EQ(r.changed, 1);
    OKAY(procedure_find(c, S("2.001035"), day(2026, 11, 30), &old));
    OKAY(procedure_find(c, S("2.001035.H36"), day(2026, 12, 1), &new));
    EQ(old.limit_value, 2);
    EQ(old.fee.n, 50000);
    EQ(new.limit_value, 1);
    EQ(new.fee.n, NOT_ENTERED);
    PaperRows papers;
    OKAY(paper_list(c, new.id, &papers));
    EQ(papers.len, 3);
    /* put right on the same day: no third version */
    OKAY(import(c, S(HEAD "2.001035,Chứng thực hợp đồng,Chứng thực,xa,,ngay_lam_viec,0,,,yes,\n"), &r));
    OKAY(procedure_find(c, S("2.001035"), day(2026, 12, 1), &old));
    EQ(old.id, new.id);
    CHECK(!has_limit(&old));
}

TEST(papers_of_a_procedure_are_replaced_as_a_whole)
{
    Ctx *c = bench_ctx();
    ImportReport r;
    Procedure p;
    PaperRows papers;
    OKAY(import(c, data_file("procedure/data/procedures.csv"), &r));
    r = (ImportReport){0};
    OKAY(paper_import(c, data_file("procedure/data/papers.csv"), &r));
    r = (ImportReport){0};
    OKAY(paper_import(c,
                      S("procedure,sort,name_vi,copies,form,required,verified\n"
                        "2.001035,3,Giấy chứng nhận,2,ban_sao,1,yes\n2.001035,4,Giấy ủy quyền,1,ban_chinh,0,yes\n"),
                      &r));
    EQ(r.added, 1);
    EQ(r.changed, 3);
    OKAY(procedure_find(c, S("2.001035"), c->today, &p));
    OKAY(paper_list(c, p.id, &papers));
    EQ(papers.len, 2);
    EQ(papers.at[0].sort, 3);
    EQ(papers.at[0].copies, 2);
    EQ_STR(papers.at[1].name, "Giấy ủy quyền");
    r = (ImportReport){0};
    EQ(paper_import(c,
                    S("procedure,sort,name_vi,copies,form,required,verified\n"
                      "9.999999,1,Giấy,1,ban_sao,1,yes\n2.001035,1,Giấy một,1,ban_sao,1,yes\n2.001035,1,Giấy "
                      "hai,1,ban_sao,1,yes\n"),
                    &r),
       ERR_INVALID);
    EQ(r.len, 2);
}

TEST(what_was_exported_comes_in_as_it_was)
{
    Ctx *c = bench_ctx();
    ImportReport r;
    const Outlet csv = {.as = AS_CSV, .text = {.arena = c->arena}};
    Outlet first = csv, second = csv, papers = csv;
    OKAY(import(c, S(HEAD "1.000948.H38,\"Thủ tục, có phẩy\",Hộ tịch,tinh,2,thang,0,,=1+1,demo,\"hai\ndòng\"\n"), &r));
    r = (ImportReport){0};
    OKAY(paper_import(c, S("procedure,sort,name_vi,copies,form,required,verified\n1.000948,1,Đơn,1,ban_chinh,1,no\n"),
                      &r));
    OKAY(procedure_export(c, &first));
    OKAY(import(c, outlet_done(&first), &r));
    EQ(r.changed, 0);
    EQ(r.added, 0);
    OKAY(procedure_export(c, &second));
    CHECK(str_eq(outlet_done(&first), outlet_done(&second)));
    OKAY(paper_export(c, &papers));
    EQ_STR(outlet_done(&papers),
           "procedure,sort,name_vi,copies,form,required,verified\r\n1.000948.H38,1,Đơn,1,ban_chinh,1,no\r\n");
}

/* ---- versions by date, steps ---- */

static Err table(Ctx *c, Err (*read)(Ctx *, Str, ImportReport *), const char *text, ImportReport *r)
{
    *r = (ImportReport){0};
    OKAY(store_do(c->store, SAVEPOINT));
    const Err e = read(c, str(text), r);
    if (e) OKAY(store_do(c->store, ROLLBACK_TO));
    OKAY(store_do(c->store, RELEASE));
    return e;
}

#define VERSIONS       "code,name_vi,field,level,limit_value,limit_unit,after_15h_next_day,fee_vnd,fee_note,verified,note"
#define VERSION(limit) "DEMO.0007,Thu tuc mau,Mau,xa," limit ",ngay_lam_viec,0,,,demo,"

static int64_t limit_at(Ctx *c, Day d)
{
    Procedure p;
    const Err e = procedure_find(c, S("DEMO.0007"), d, &p);
    return e ? -99 : p.limit_value;
}

TEST(a_version_holds_from_its_day_to_its_day)
{
    Ctx *c = bench_ctx();
    ImportReport r;
    ProcedureRows now;
    OKAY(store_do(c->store, BEGIN_WRITE));
    OKAY(table(c, procedure_import, VERSIONS ",valid_from\n" VERSION("5") ",2026-01-01\n", &r));
    OKAY(table(c, procedure_import,
               VERSIONS ",valid_from,result_name,source_decision\n" VERSION("3") ",2027-01-01,Giay mau,QD 1\n", &r));
    EQ(r.changed, 1);
    EQ(limit_at(c, day(2025, 12, 31)), -99);
    EQ(limit_at(c, day(2026, 12, 31)), 5);
    EQ(limit_at(c, day(2027, 1, 1)), 3);
    OKAY(procedure_open(c, c->today, &now));
    EQ(now.len, 1);
    EQ(now.at[0].limit_value, 5); /* what holds today, though a later one is known */
    /* the same once more changes nothing; before the newest, or an end before the beginning, is refused */
    OKAY(table(c, procedure_import,
               VERSIONS ",valid_from,result_name,source_decision\n" VERSION("3") ",2027-01-01,Giay mau,QD 1\n", &r));
    EQ(r.changed + r.added, 0);
    EQ(table(c, procedure_import, VERSIONS ",valid_from\n" VERSION("4") ",2026-12-01\n", &r), ERR_INVALID);
    EQ_STR(r.at[0].field, "valid_from");
    EQ(table(c, procedure_import, VERSIONS ",valid_from,valid_to\n" VERSION("4") ",2027-02-01,2027-01-31\n", &r),
       ERR_INVALID);
    EQ_STR(r.at[0].field, "valid_to");
    /* it ends */
    OKAY(table(c, procedure_import,
               VERSIONS ",valid_from,valid_to,result_name,source_decision\n" VERSION(
                   "3") ",2027-01-01,2027-06-30,Giay mau,QD 1\n",
               &r));
    EQ(limit_at(c, day(2027, 6, 30)), 3);
    EQ(limit_at(c, day(2027, 7, 1)), -99);
}

TEST(steps_share_the_whole_limit)
{
    Ctx *c = bench_ctx();
    ImportReport r;
    ProcedureStepRows steps;
    Procedure p;
    OKAY(store_do(c->store, BEGIN_WRITE));
    OKAY(table(c, procedure_import, VERSIONS "\n" VERSION("5") "\n", &r));
    EQ(table(c, step_import, "procedure,sort,name_vi,role,share\nDEMO.0007,1,Mot,officer,60\n", &r), ERR_INVALID);
    EQ_STR(r.at[0].field, "share");
    EQ(table(c, step_import, "procedure,sort,name_vi,role,share\nDEMO.0008,1,Mot,officer,100\n", &r), ERR_INVALID);
    EQ_STR(r.at[0].field, "procedure");
    EQ(table(c, step_import, "procedure,sort,name_vi,role,share,unit\nDEMO.0007,1,Mot,officer,100,99999\n", &r),
       ERR_INVALID);
    EQ(table(c, step_import, "procedure,sort,name_vi,role,share\nDEMO.0007,1,Mot,chu_tich,100\n", &r), ERR_INVALID);
    OKAY(table(c, step_import,
               "procedure,sort,name_vi,role,share\nDEMO.0007,2,Hai,unit_head,40\nDEMO.0007,1,Mot,officer,60\n", &r));
    EQ(r.added, 2);
    OKAY(table(c, step_import,
               "[{\"procedure\":\"DEMO.0007\",\"sort\":1,\"name_vi\":\"Mot\",\"role\":\"officer\",\"share\":100}]",
               &r));
    OKAY(procedure_find(c, S("DEMO.0007"), c->today, &p));
    OKAY(step_list(c, p.id, &steps));
    EQ(steps.len, 1);
    /* a new version takes them over */
    c->today.n++;
    OKAY(table(c, procedure_import, VERSIONS "\n" VERSION("4") "\n", &r));
    OKAY(procedure_find(c, S("DEMO.0007"), c->today, &p));
    OKAY(step_list(c, p.id, &steps));
    EQ(steps.len, 1);
    EQ(steps.at[0].share, 100);
}
