/* listing_test.c - lists as offices keep them: titles above, other words, other separators, other dates. */
#include "base/day.h"
#include "base/test.h"
#include "intake/listing.h"
#include "movement/model.h"
#include <string.h>

static Arena a = {.max = 1 << 26};

static ListingWhy opened(const char *text, Listing *l)
{
    Str s;
    const ListingWhy why = listing_text(&a, str(text), &s);
    return why ? why : listing_open(&a, s, l);
}

static Str of(const ListingRow *row, const char *column)
{
    return row->cell[listing_column(column)];
}

TEST(the_columns_are_those_of_the_table_of_models)
{
    Buf all = {.arena = &a};
    for (size_t i = 0; i < LISTING_COLUMNS; i++)
        buf_fmt(&all, "%s%s", i ? "," : "", listing_columns[i]);
    EQ_STR(buf_done(&all), MODEL_COLUMNS);
    arena_clear(&a);
}

TEST(a_list_is_read_below_its_title_by_the_words_of_its_header)
{
    Listing l;
    ListingRow row;
    const char *text =
        "DANH SÁCH MÔ HÌNH DÂN VẬN KHÉO;;;;;\r\nNăm 2025;;;;;\r\n\r\n"
        "STT;TÊN MÔ HÌNH;Linh vuc;Đơn vi\xCC\xA3;Ngày công nhận;Ghi chú;Lỗi\r\n(1);(2);(3);(4);(5);;\r\n"
        "1;\"Ngõ \"\"xanh\"\";\r\nsạch\";Kinh tế;P. Phan Thiết;3/4/2025;=1+1;cũ\r\n;;;;;;\r\n2;Bếp cơm;;;\r\n";
    EQ(opened(text, &l), LISTING_FINE);
    EQ(l.head_line, 4);
    EQ(l.width, 7);
    EQ(l.of[0], LISTING_NONE);
    EQ(l.of[5], LISTING_NONE);
    EQ(l.of[6], LISTING_FAULTS);
    CHECK(listing_next(&l, &a, &row));
    EQ(row.line, 6);
    EQ_STR(of(&row, "name"), "Ngõ \"xanh\";\r\nsạch");
    EQ_STR(of(&row, "unit"), "P. Phan Thiết");
    EQ_STR(of(&row, "recognised"), "3/4/2025");
    EQ_STR(row.raw[5], "=1+1");
    CHECK(listing_next(&l, &a, &row)); /* shorter than the header: what is missing is empty */
    EQ(row.line, 9);
    EQ_STR(of(&row, "name"), "Bếp cơm");
    CHECK(!listing_next(&l, &a, &row));
    EQ(l.in.faults, 0);
    arena_clear(&a);
}

TEST(our_own_names_and_pasted_cells_are_read_too)
{
    Listing l;
    ListingRow row;
    EQ(opened("\xEF\xBB\xBF"
              "unit,name,subject_kind,field\n22945,Ngõ xanh,tap_the,kinh_te\n",
              &l),
       LISTING_FINE);
    CHECK(listing_next(&l, &a, &row));
    EQ_STR(of(&row, "unit"), "22945");
    EQ(opened("Tên mô hình\tKinh phí\tNgười phụ trách\nNgõ, hẻm; xanh\t1,850\tBà Mẫu\n", &l), LISTING_FINE);
    EQ(l.in.by, '\t');
    CHECK(listing_next(&l, &a, &row));
    EQ_STR(of(&row, "name"), "Ngõ, hẻm; xanh");
    EQ_STR(of(&row, "cost_vnd"), "1,850");
    arena_clear(&a);
}

TEST(what_is_no_list_is_told_apart)
{
    Listing l;
    Str s;
    static const char utf16[] = "\xFF\xFET\0\xEA\0n\0\t\0\x11\x01\x1A\x01n\0 \0v\0\xCB\x1E\n\0N\0g\0\xF5\0\t\0A\0";
    EQ(opened("", &l), LISTING_EMPTY);
    EQ(opened(" \r\n\t\n", &l), LISTING_EMPTY);
    EQ(opened("PK\x03\x04rest", &l), LISTING_WORKBOOK);
    EQ(opened("\xD0\xCF\x11\xE0rest", &l), LISTING_WORKBOOK);
    EQ(opened("T\xEAn m\xF4 h\xECnh,L\xEFnh v\xF9"
              "c\n",
              &l),
       LISTING_BYTES); /* an old code page */
    EQ(opened("Họ,Tuổi\nMẫu,3\n", &l), LISTING_NO_HEAD);
    EQ(opened("Tên mô hình\nNgõ\n", &l), LISTING_NO_HEAD);
    EQ(opened("Tên mô hình,Lĩnh vực,LINH VUC\n", &l), LISTING_TWICE);
    EQ_STR(l.twice[0], "Lĩnh vực");
    EQ_STR(l.twice[1], "LINH VUC");
    EQ(listing_text(&a, (Str){utf16, 3}, &s), LISTING_BYTES);
    EQ(listing_text(&a, (Str){utf16, sizeof utf16 - 1}, &s), LISTING_FINE); /* "Unicode text" of spreadsheets */
    EQ_STR(s, "Tên\tđĚn vị\nNgõ\tA");
    arena_clear(&a);
}

TEST(a_list_too_long_is_refused_before_it_is_read)
{
    Str s;
    char *lines = arena_raw(&a, LISTING_BYTES_MAX + 1);
    memset(lines, '\n', LISTING_BYTES_MAX + 1);
    EQ(listing_text(&a, (Str){lines, LISTING_BYTES_MAX + 1}, &s), LISTING_BIG);
    EQ(listing_text(&a, (Str){lines, 1000000}, &s), LISTING_LINES);
    arena_clear(&a);
}

TEST(days_are_read_as_people_and_spreadsheets_write_them)
{
    static const struct {
        const char *cell;
        DateRead read;
        int y, m, d;
    } cases[] = {
        {"05/03/2024",                 DATE_EITHER,                2024, 3, 5},
        {"4/3/24",                           DATE_EITHER,                                                    2024, 3, 4},
        {"3/3/2024",                     DATE_SURE,          2024, 3, 3},
        {"25/3/2024",                           DATE_SURE,                                                    2024, 3, 25},
        {"25.3.2024",                   DATE_SURE,                2024, 3, 25},
        {"2024-03-25",                           DATE_SURE,                                                    2024, 3, 25},
        {"2024-03-25 00:00:00",                  DATE_SURE,         2024, 3, 25},
        {"2024-03-25T08:00",                           DATE_SURE,                                                   2024, 3, 25},
        {"ngày 5 tháng 3 năm 2024",                  DATE_SURE,                 2024, 3, 5},
        {"45356",                           DATE_SERIAL,                                                   2024, 3, 5},
        {"45356.0",                 DATE_SERIAL,        2024, 3, 5},
        {"2024",                           DATE_PART                                                  },
        {"năm 2024",        DATE_PART       },
        {"03/2024",                           DATE_PART                                                  },
        {"3/25/2024",           DATE_WRONG }, /* never month first */
        {"31/2/2024",                           DATE_WRONG                                                  },
        {"0/1/2024", DATE_WRONG},
        {"1/1/202",                           DATE_WRONG                                                   },
        {"1/2/3/4",                      DATE_WRONG          },
        {"12",                           DATE_WRONG                                                   },
        {"99999999999999999999",                    DATE_WRONG                  },
        {"hôm qua",                           DATE_WRONG                                                   },
        {"",                       DATE_WRONG             },
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        Day is;
        const DateRead read = listing_date(&a, str(cases[i].cell), &is);
        const int want = cases[i].y ? day(cases[i].y, cases[i].m, cases[i].d).n : 0;
        if (read != cases[i].read || (read > DATE_PART && is.n != want))
            test_fail(__FILE__, __LINE__, "'%s': %d, day %d", cases[i].cell, read, is.n);
    }
    arena_clear(&a);
}

TEST(numbers_phones_and_kinds_are_read_or_left_alone)
{
    EQ_STR(listing_number(&a, S("1.850")), "1850");
    EQ_STR(listing_number(&a, S("1,850 người")), "1850");
    EQ_STR(listing_number(&a, S("12 500 000 đ")), "12500000");
    EQ_STR(listing_number(&a, S("50 triệu đồng")), "50000000");
    EQ_STR(listing_number(&a, S("1,5 tỷ")), "1500000000");
    EQ_STR(listing_number(&a, S("0")), "0");
    EQ_STR(listing_number(&a, S("1,5")), "1,5"); /* half a person: left to the form to refuse */
    EQ_STR(listing_number(&a, S("khoảng 40")), "khoảng 40");
    EQ_STR(listing_number(&a, S("-3")), "-3");
    EQ_STR(listing_number(&a, S("=SUM(A1:A9)")), "=SUM(A1:A9)");
    EQ_STR(listing_number(&a, S("999999999999999999 tỷ")), "999999999999999999 tỷ");
    EQ_STR(listing_phone(&a, S("912 345 678")), "0912345678");
    EQ_STR(listing_phone(&a, S("0912.345.678")), "0912345678");
    EQ_STR(listing_phone(&a, S("+84 912 345 678")), "+84912345678");
    EQ_STR(listing_phone(&a, S("84912345678")), "+84912345678");
    EQ_STR(listing_phone(&a, S("xin hỏi UBND")), "xin hỏi UBND");
    EQ_STR(listing_subject(&a, S("TẬP THỂ")), "tap_the");
    EQ_STR(listing_subject(&a, S("Điển hình cá nhân")), "ca_nhan");
    EQ_STR(listing_subject(&a, S("nhóm")), "nhóm");
    CHECK(listing_yes(&a, S("Có")));
    CHECK(!listing_yes(&a, S("không")));
    arena_clear(&a);
}

TEST(a_unit_is_named_with_or_without_its_kind)
{
    static const struct {
        const char *folded, *core, *kind;
    } cases[] = {
        {"phuong phan thiet", "phan thiet", "phuong"   },
        {"p phan thiet",      "phan thiet", "phuong"   },
        {"phan thiet",        "phan thiet", ""         },
        {"tt ma lam",         "ma lam",     "thi_tran" },
        {"tp phan thiet",     "phan thiet", "thanh_pho"},
        {"xa",                "xa",         ""         },
        {"dac khu phu quy",   "phu quy",    "dac_khu"  },
        {"",                  "",           ""         },
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        Str kind;
        CHECK(str_eq(unit_core(str(cases[i].folded), &kind), str(cases[i].core)));
        CHECK(str_eq(kind, str(cases[i].kind)));
    }
}
