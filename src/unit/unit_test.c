/* unit_test.c - a record of 2024 stays with the unit of 2024, and whoever is responsible today reaches it. */
#include "base/csv.h"
#include "base/day.h"
#include "base/test.h"
#include "store/bench.h"
#include "unit/unit.h"
#include <string.h>

static ImportReport import(Ctx *c, Str text, Err want)
{
    ImportReport r = {0};
    Err e = unit_exchange.read(c, text, &r);
    if (e != want && r.len) test_fail(__FILE__, __LINE__, "line %d: " STR, (int)r.at[0].line, ARG(r.at[0].reason));
    EQ(e, want);
    return r;
}

static Ctx *with_units(void)
{
    Ctx *c = bench_ctx();
    ImportReport r = import(c, bench_file(c, "units.csv"), OK);
    EQ(r.rows, 200);
    EQ(r.added, 200);
    return c;
}

static Unit unit_at(Ctx *c, Str code, int year, int month, int date)
{
    Unit u = {0};
    OKAY(unit_by_code(c, code, day(year, month, date), &u));
    return u;
}

TEST(a_code_means_the_unit_of_the_day)
{
    Ctx *c = with_units();
    Unit u;
    EQ_STR(unit_at(c, S("22945"), 2024, 11, 14).name, "Phường Lạc Đạo");
    EQ_STR(unit_at(c, S("22945"), 2025, 6, 30).name, "Phường Lạc Đạo");
    EQ_STR(unit_at(c, S("22945"), 2025, 7, 1).name, "Phường Phan Thiết");
    EQ_STR(unit_at(c, S("22951"), 2024, 11, 30).name, "Phường Hưng Long");
    EQ_STR(unit_at(c, S("22951"), 2024, 12, 1).name, "Phường Bình Hưng");
    EQ(unit_by_code(c, S("22951"), day(2025, 7, 1), &u), ERR_NOT_FOUND);
    EQ_STR(unit_at(c, S("68"), 2025, 6, 30).name, "Tỉnh Lâm Đồng");
    CHECK(unit_at(c, S("68"), 2025, 6, 30).id != unit_at(c, S("68"), 2025, 7, 1).id);
    /* an empty first day is the parent's: Bình Thuận was founded anew on 01/04/1992 */
    EQ(unit_by_code(c, S("593"), day(1992, 3, 31), &u), ERR_NOT_FOUND);
    EQ_STR(unit_at(c, S("22915"), 1992, 4, 1).name, "Phường Mũi Né");
}

TEST(a_closed_unit_is_refused_with_its_successors)
{
    Ctx *c = with_units();
    Unit u;
    OKAY(unit_in_force(c, S("22945"), c->today, &u));
    EQ(unit_in_force(c, S("22951"), c->today, &u), ERR_INVALID);
    EQ_STR(why_text(c),
           "Đơn vị Phường Bình Hưng không còn hoạt động vào ngày này; đơn vị kế thừa: Phường Phan Thiết (22945).");
    EQ(unit_in_force(c, S("22951"), day(2024, 11, 30), &u), OK);
    EQ(unit_in_force(c, S("99999"), c->today, &u), ERR_INVALID);
    EQ_STR(why_text(c), "Không tìm thấy đơn vị 99999.");
}

static bool is_above(Ctx *c, int64_t unit, int64_t above)
{
    UnitRows over;
    OKAY(unit_over(c, unit, &over));
    for (size_t i = 0; i < over.len; i++)
        if (over.at[i].id == above) return true;
    return false;
}

TEST(old_records_lie_under_who_is_responsible_today)
{
    Ctx *c = with_units();
    const Unit province = unit_at(c, S("68"), 2026, 1, 1), ward = unit_at(c, S("22945"), 2026, 1, 1);
    const Unit la_gi = unit_at(c, S("23235"), 2026, 1, 1), old = unit_at(c, S("22945"), 2024, 1, 1);
    const Unit hung_long = unit_at(c, S("22951"), 2024, 1, 1), binh_hung = unit_at(c, S("22951"), 2025, 1, 1);
    CHECK(path_within(old.path, ward.path));
    CHECK(path_within(hung_long.path, binh_hung.path)); /* and through it */
    CHECK(path_within(hung_long.path, ward.path));
    CHECK(path_within(hung_long.path, province.path));
    CHECK(!path_within(hung_long.path, la_gi.path));
    EQ(hung_long.heir, ward.id);
    EQ(ward.heir, ward.id);
    CHECK(is_above(c, hung_long.id, ward.id) && is_above(c, hung_long.id, hung_long.id));
    CHECK(!is_above(c, ward.id, hung_long.id));
    EQ(path_unit(ward.path), ward.id);
    /* a district had no successor: it lies where its province lies now */
    CHECK(path_within(unit_at(c, S("593"), 2024, 1, 1).path, province.path));
    /* Phong Phú went to two communes: under neither, under what both share */
    const Unit phong_phu = unit_at(c, S("22978"), 2024, 1, 1);
    CHECK(path_within(phong_phu.path, province.path));
    CHECK(!path_within(phong_phu.path, unit_at(c, S("22978"), 2026, 1, 1).path));
    CHECK(!path_within(phong_phu.path, unit_at(c, S("22972"), 2026, 1, 1).path));
    EQ(phong_phu.heir, 0);
    CHECK(province.wide && !ward.wide && !old.wide && !old.in_force);
}

TEST(a_grant_reaches_the_subtree_and_nothing_else)
{
    Ctx *c = with_units();
    const Unit ward = unit_at(c, S("22945"), 2026, 1, 1), other = unit_at(c, S("23235"), 2026, 1, 1);
    const Unit old = unit_at(c, S("22930"), 2024, 1, 1), top = unit_at(c, S("68"), 2026, 1, 1);
    const Grant grants[] = {
        {4, ward.path},
        {8, S("")    }
    };
    c->grants = grants, c->grant_len = LEN(grants);
    CHECK(unit_covers(c, 4, ward.path) && unit_covers(c, 4 | 1, old.path));
    CHECK(!unit_covers(c, 4, other.path) && !unit_covers(c, 4, top.path) && !unit_covers(c, 2, ward.path));
    CHECK(!unit_covers(c, 8, ward.path)); /* held over nothing */
    CHECK(unit_covers_above(c, 4, old.path) && !unit_covers_above(c, 4, ward.path));
    CHECK(!path_within(S("/12/"), S("/1/")) && path_within(S("/1/"), S("/")));
}

TEST(the_list_counts_as_its_source_says)
{
    Ctx *c = with_units();
    UnitRows open, children;
    Unit root;
    Options options;
    OKAY(unit_root(c, &root));
    EQ_STR(root.code, "68");
    OKAY(unit_children(c, root.id, c->today, &children));
    int64_t communes = 0, before = 0;
    for (size_t i = 0; i < children.len; i++)
        communes += !memcmp(children.at[i].code.ptr, "2", 1);
    EQ(communes, 45);
    static const char *const districts[] = {"593", "594", "595", "596", "597", "598", "599", "600", "601", "602"};
    for (size_t i = 0; i < LEN(districts); i++) {
        const Unit d = unit_at(c, str(districts[i]), 2025, 6, 30);
        OKAY(unit_children(c, d.id, day(2025, 6, 30), &children));
        before += (int64_t)children.len;
        OKAY(unit_children(c, d.id, c->today, &children));
        EQ(children.len, 0);
    }
    EQ(before, 121);
    OKAY(unit_options(c, &options));
    OKAY(unit_all_in_force(c, &open));
    EQ(options.len, open.len);
    EQ(options.len, 58 + 1);
    for (size_t i = 0; i < options.len; i++) {
        bool yes = false;
        OKAY(unit_known(c, options.at[i].value, &yes));
        CHECK(yes);
    }
    static const char *const others[] = {"593", "60", "99999", ""}; /* closed, closed, never was, none */
    for (size_t i = 0; i < LEN(others); i++) {
        bool yes = true;
        OKAY(unit_known(c, str(others[i]), &yes));
        CHECK(!yes);
    }
}

TEST(predecessors_are_those_of_the_day_before)
{
    Ctx *c = with_units();
    UnitRows from, to;
    OKAY(unit_predecessors(c, unit_at(c, S("22945"), 2026, 1, 1).id, &from));
    EQ(from.len, 3);
    EQ_STR(from.at[0].name, "Phường Bình Hưng");
    EQ_STR(from.at[1].name, "Phường Lạc Đạo");
    EQ(from.at[1].valid_from.n, day(2024, 12, 1).n);
    OKAY(unit_successors(c, unit_at(c, S("22978"), 2025, 6, 30).id, &to));
    EQ(to.len, 2);
}

TEST(importing_twice_changes_nothing_and_export_gives_the_file_back)
{
    Ctx *c = with_units();
    const Outlet csv = {.as = AS_CSV, .text = {.arena = c->arena}};
    Outlet first = csv, second = csv;
    ImportReport r = import(c, bench_file(c, "units.csv"), OK);
    EQ(r.added + r.changed, 0);
    EQ(r.note_len, 1); /* Đắk Nông has no row of its own */
    EQ(r.note[0].line, 4);
    OKAY(unit_exchange.write(c, &first));
    r = import(c, outlet_done(&first), OK);
    EQ(r.rows, 200);
    EQ(r.added + r.changed, 0);
    c = bench_ctx();
    r = import(c, bench_file(c, "units.csv"), OK);
    OKAY(unit_exchange.write(c, &second));
    CsvReader got = csv_open(c->arena, outlet_done(&second)), want = csv_open(c->arena, bench_file(c, "units.csv"));
    CsvRow a, b;
    while (csv_next(&want, &b)) {
        CHECK(csv_next(&got, &a));
        for (size_t i = 0; i < want.width; i++)
            if (!str_eq(a.cell[i], b.cell[i]))
                test_fail(__FILE__, __LINE__, STR " is not " STR, ARG(a.cell[i]), ARG(b.cell[i]));
    }
    CHECK(!csv_next(&got, &a));
}

#define HEAD                                                                                                           \
    "code,name,kind,parent_code,valid_from,valid_to,predecessor_codes,partial_predecessors,code_source,source,note\n"

TEST(every_bad_line_is_named_and_nothing_is_kept)
{
    static const struct {
        Str text;
        int line;
        const char *field, *reason;
    } cases[] = {
        {S(HEAD "A,Tỉnh A,tinh,,,,,,local,,\nB,,xa,A,,,,,local,,\n"),                                 3, "name",                 "Chưa nhập Tên đơn vị."                                         },
        {S(HEAD "A,Tỉnh A,tinhh,,,,,,local,,\n"),                                                     2, "kind",                 "Loại đơn vị: không tìm thấy “tinhh”."                    },
        {S(HEAD "A,Tỉnh A,tinh,,31/02/2020,,,,local,,\n"),                                            2, "valid_from",
         "Ngày bắt đầu không đúng dạng ngày/tháng/năm, ví dụ 23/11/2026."                                                                                                                 },
        {S(HEAD "A,Tỉnh A,tinh,,,,,,local,,\nB,Xã B,xa,Z,,,,,local,,\n"),                            3, "parent_code",
         "Không tìm thấy đơn vị cấp trên Z."                                                                                                                                                    },
        {S(HEAD "A,Tỉnh A,tinh,B,,,,,local,,\nB,Xã B,xa,C,,,,,local,,\nC,Xã C,xa,B,,,,,local,,\n"), 2, "parent_code",
         "Đơn vị cấp trên B lại trực thuộc chính đơn vị này."                                                                                                                           },
        {S(HEAD "A,Tỉnh A,tinh,,,2025-06-30,,,local,,\nB,Xã B,xa,A,,,,,local,,\n"),                  3, "parent_code",
         "Đơn vị cấp trên A không hoạt động đến hết …."                                                                                                                                },
        {S(HEAD "A,Tỉnh A,tinh,,2000-01-01,,,,local,,\nB,Xã B,xa,A,1999-12-31,,,,local,,\n"),        3, "parent_code",
         "Đơn vị cấp trên A chỉ có từ 01/01/2000."                                                                                                                                             },
        {S(HEAD "A,Tỉnh A,tinh,,,2025-06-30,,,local,,\nA,Tỉnh A,tinh,,2025-06-30,,,,local,,\n"),    3, "valid_from",
         "Mã A có hai thời kỳ chồng lên nhau, từ 30/06/2025."                                                                                                                                   },
        {S(HEAD "A,Tỉnh A,tinh,,2025-01-02,2025-01-01,,,local,,\n"),                                  2, "valid_to",
         "Ngày kết thúc 01/01/2025 trước ngày bắt đầu 02/01/2025."                                                                                                                            },
        {S(HEAD "A,Tỉnh A,tinh,,,,,,local,,\nA,Tỉnh A nữa,tinh,,,,,,local,,\n"),                  3, "code",
         "Đơn vị A với ngày bắt đầu này đã có ở dòng 2."                                                                                                                                },
        {S(HEAD "A,Tỉnh A,tinh,,,2024-01-01,,,local,,\nB,Tỉnh B,tinh,,2025-01-01,,A,,local,,\n"),   3,
         "predecessor_codes",                                                                                                      "Đơn vị tiền thân A không hoạt động vào ngày 31/12/2024."},
        {S(HEAD "B,Tỉnh B,tinh,,,,A,,local,,\n"),                                                     2, "valid_from",           "Đơn vị B có tiền thân thì phải có ngày bắt đầu."     },
        {S(HEAD "B,Tỉnh B,tinh,,2025-01-01,,A,C,local,,\n"),                                          2, "partial_predecessors",
         "Mã tiền thân một phần C không nằm trong các mã tiền thân."                                                                                                                       },
        {S(HEAD "A,Tỉnh A,tinh,,1970-01-01,,,,local,,\n"),                                            2, "valid_from",
         "Ngày bắt đầu không thể là ngày 01/01/1970."                                                                                                                                           },
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        Ctx *c = bench_ctx();
        UnitLineRows rows;
        ImportReport r = import(c, cases[i].text, ERR_INVALID);
        CHECK(r.len >= 1);
        EQ(r.at[0].line, cases[i].line);
        if (!str_eq(r.at[0].field, str(cases[i].field)) || !str_eq(r.at[0].reason, str(cases[i].reason)))
            test_fail(__FILE__, __LINE__, "case %d: " STR ": " STR, (int)i, ARG(r.at[0].field), ARG(r.at[0].reason));
        OKAY(unit_to_export(c, &rows));
        EQ(rows.len, 0);
    }
}

TEST(faults_of_different_kinds_are_all_named_at_once)
{
    Ctx *c = with_units();
    ImportReport r =
        import(c,
               S(HEAD "X1,,xa,68,2025-07-01,,,,local,,\nX2,Xã Hai,xa,X1,2025-07-01,,,,local,,\n"
                      "X3,Xã Ba,xa,Q,2025-07-01,,,,local,,\n68,Tỉnh,tinh,,2025-07-01,2026-01-01,,,nso,,\n"),
               ERR_INVALID);
    EQ(r.at[0].line, 2);
    EQ_STR(r.at[0].field, "name");
    bool third = false, stored = false;
    for (size_t i = 0; i < r.len; i++) {
        CHECK(r.at[i].line != 3 || str_eq(r.at[i].field, S("parent_code"))); /* X1 is known, though faulty */
        third |= r.at[i].line == 4;
        stored |=
            r.at[i].line == 0 && str_starts(r.at[i].reason, S("Với đơn vị 22945 đã có trong dữ liệu: Đơn vị cấp "));
    }
    CHECK(third && stored); /* 68 cannot be closed under its communes */
}

static int64_t under(const Places *p, int64_t id)
{
    const Place *x = place_find(p, id);
    return x ? x->under : 0;
}

TEST(a_report_in_the_borders_of_a_day)
{
    Ctx *c = with_units();
    Places p;
    const Unit ward = unit_at(c, S("22945"), 2026, 1, 1), tuy_phong = unit_at(c, S("22978"), 2026, 1, 1);
    const Unit old = unit_at(c, S("22978"), 2025, 1, 1), new_lam_dong = unit_at(c, S("68"), 2026, 1, 1);
    const Unit city = unit_at(c, S("593"), 2024, 11, 14);
    OKAY(unit_places(c, ward.id, c->today, &p));
    EQ(p.len, 1 + 3 + 5); /* itself; three of 2025; the five of 2024 that these came from */
    EQ(under(&p, unit_at(c, S("22939"), 2024, 1, 1).id), ward.id);
    OKAY(unit_places(c, tuy_phong.id, c->today, &p));
    EQ(under(&p, old.id), PLACE_PARTLY); /* only a part came here ... */
    OKAY(unit_places(c, new_lam_dong.id, c->today, &p));
    EQ(under(&p, old.id), PLACE_SPLIT); /* ... but both parts are in the province */
    EQ(under(&p, ward.id), ward.id);
    EQ(under(&p, unit_at(c, S("22951"), 2024, 1, 1).id), ward.id);
    EQ(under(&p, city.id), new_lam_dong.id); /* a district had no successor: the province's own */
    EQ(p.len, 200);
    CHECK(place_find(&p, ward.id)->of_day && !place_find(&p, city.id)->of_day);
    OKAY(unit_places(c, unit_at(c, S("593"), 2025, 6, 30).id, day(2025, 6, 30), &p));
    CHECK(under(&p, unit_at(c, S("22951"), 2024, 1, 1).id) > 0); /* through Bình Hưng of 2025 */
}

TEST(what_began_later_lies_where_all_that_it_came_from_were)
{
    Ctx *c = with_units();
    Places p;
    const Unit binh_thuan = unit_at(c, S("60"), 2024, 11, 14), city = unit_at(c, S("593"), 2024, 11, 14);
    const Unit ward = unit_at(c, S("22945"), 2026, 1, 1), ham_thang = unit_at(c, S("22933"), 2026, 1, 1);
    OKAY(unit_places(c, binh_thuan.id, day(2024, 11, 14), &p));
    EQ(under(&p, ward.id), city.id);
    EQ(under(&p, ham_thang.id), PLACE_SPLIT); /* of Phan Thiết and of Hàm Thuận Bắc: of the province, of no district */
    EQ(under(&p, unit_at(c, S("22978"), 2025, 1, 1).id), unit_at(c, S("595"), 2024, 11, 14).id);
    EQ(under(&p, unit_at(c, S("68"), 2026, 1, 1).id), PLACE_PARTLY); /* three provinces are one now */
    OKAY(unit_places(c, city.id, day(2024, 11, 14), &p));
    EQ(under(&p, ham_thang.id), PLACE_PARTLY);
    CHECK(!place_find(&p, binh_thuan.id));
}

static int moves;
static Err count_move(Ctx *c)
{
    (void)c;
    moves++;
    return OK;
}

TEST(the_tree_moves_with_the_day_and_says_so)
{
    Ctx *c = bench_ctx();
    int64_t n;
    bench_at(c, 2025, 6, 30, 12, 0);
    moves = 0, unit_moved = count_move;
    import(c, bench_file(c, "units.csv"), OK);
    EQ(moves, 1);
    import(c, bench_file(c, "units.csv"), OK);
    EQ(moves, 1);
    Unit old = unit_at(c, S("22945"), 2025, 6, 30), ward = unit_at(c, S("22945"), 2025, 7, 1);
    CHECK(old.in_force && !ward.in_force);
    CHECK(path_within(old.path, unit_at(c, S("593"), 2025, 6, 30).path));
    const JobRow *job = unit_slice.jobs.at;
    OKAY(job->run(c, &n));
    EQ(n, 0);
    bench_at(c, 2025, 7, 1, 0, 5);
    OKAY(job->run(c, &n));
    CHECK(n > 100);
    EQ(moves, 2);
    old = unit_at(c, S("22945"), 2025, 6, 30), ward = unit_at(c, S("22945"), 2025, 7, 1);
    CHECK(!old.in_force && ward.in_force && path_within(old.path, ward.path));
    unit_moved = NULL;
}
