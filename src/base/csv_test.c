/* csv_test.c - a table that comes back changed would rewrite records on import. */
#include "base/csv.h"
#include "base/test.h"
#include <string.h>

static _Alignas(16) char memory[1 << 21];
static Arena arena(void)
{
    return arena_over(memory, sizeof memory, 0);
}

typedef struct {
    int64_t line, column;
    CsvReason why;
} Want;

/* Reads all; gives the number of sound records and the first fault. */
static int64_t rows_of(Str text, CsvFault *first, int64_t *faults)
{
    Arena a = arena();
    CsvReader r = csv_open(&a, text);
    CsvRow row;
    int64_t n = 0;
    while (csv_next(&r, &row))
        n++;
    *faults = r.faults;
    *first = r.faults ? r.fault[0] : (CsvFault){0};
    return n;
}

TEST(csv_reads_the_usual_forms)
{
    Arena a = arena();
    CsvReader r = csv_open(&a, S(CSV_BOM "code,name\r\n"
                                         "1,\"Phan Thiết, phường\"\r\n"
                                         "\r\n"
                                         "2,\"nói \"\"chào\"\"\nhai dòng\"\n"
                                         "3,"));
    CsvRow row;
    EQ(r.width, 2);
    CHECK(csv_next(&r, &row));
    EQ(row.line, 2);
    EQ_STR(csv_cell(&row, "name"), "Phan Thiết, phường");
    EQ_STR(csv_cell(&row, "code"), "1");
    EQ_STR(csv_cell(&row, "nothing"), "");
    CHECK(csv_next(&r, &row));
    EQ(row.line, 4);
    EQ_STR(csv_cell(&row, "name"), "nói \"chào\"\nhai dòng");
    CHECK(csv_next(&r, &row));
    EQ(row.line, 6);
    EQ_STR(csv_cell(&row, "name"), "");
    CHECK(!csv_next(&r, &row));
    CHECK(!csv_next(&r, &row));
    EQ(r.faults, 0);
    CHECK(csv_has(&r, "code"));
    CHECK(!csv_has(&r, "Code"));
}

TEST(csv_finds_the_separator_in_the_header)
{
    Arena a = arena();
    CsvReader r = csv_open(&a, S("\"a,b,c,d\";b\n1,5;2\n"));
    CsvRow row;
    EQ(r.by, ';');
    CHECK(csv_next(&r, &row));
    EQ_STR(csv_cell(&row, "a,b,c,d"), "1,5");
    EQ(csv_open(&a, S("a,b;c,d\n")).by, ',');
    EQ(csv_open(&a, S("a\n")).by, ',');
}

TEST(csv_names_every_fault_and_goes_on)
{
    static const struct {
        Str text;
        int64_t rows;
        Want want;
    } cases[] = {
        {S(""),                            0, {1, 0, CSV_EMPTY}      },
        {S(CSV_BOM "\n\n"),                0, {3, 0, CSV_EMPTY}      },
        {S("a,a\n1,2\n"),                  0, {1, 2, CSV_NAME}       },
        {S("a,\n1,2\n"),                   0, {1, 2, CSV_NAME}       },
        {S("a,b\n1,\"2\n3,4\n"),           0, {2, 2, CSV_UNCLOSED}   },
        {S("a,b\n1,2\n\"1\"x,2\n3,4\n"),   2, {3, 1, CSV_AFTER_QUOTE}},
        {S("a,b\n1\n3,4\n"),               1, {2, 0, CSV_WIDTH}      },
        {S("a,b\n1,\"x\ny\",3\n3,4\n5\n"), 1, {2, 0, CSV_WIDTH}      },
        {S("a,b\n1,\xC3\x28\n3,4\n"),      1, {2, 2, CSV_BYTES}      },
        {S("a,b\n1,x\0y\n3,4\n"),          1, {2, 2, CSV_BYTES}      },
        {S("\xFF\xFE"
           "a\0,\0b\0\n\0"),
         0,                                   {1, 1, CSV_BYTES}      },
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        CsvFault got;
        int64_t faults;
        EQ(rows_of(cases[i].text, &got, &faults), cases[i].rows);
        CHECK(faults > 0);
        EQ(got.line, cases[i].want.line);
        EQ(got.column, cases[i].want.column);
        EQ(got.why, cases[i].want.why);
    }
}

TEST(csv_keeps_the_limits)
{
    static char text[CSV_CELL_BYTES_MAX + 16];
    CsvFault got;
    int64_t faults;
    memset(text, ',', CSV_COLUMNS_MAX);
    EQ(rows_of((Str){text, CSV_COLUMNS_MAX}, &got, &faults), 0);
    EQ(got.why, CSV_COLUMNS);
    EQ(got.column, CSV_COLUMNS_MAX + 1);
    memset(text, 'x', sizeof text);
    text[0] = 'a', text[1] = '\n';
    EQ(rows_of((Str){text, CSV_CELL_BYTES_MAX + 2}, &got, &faults), 1);
    EQ(faults, 0);
    EQ(rows_of((Str){text, CSV_CELL_BYTES_MAX + 3}, &got, &faults), 0);
    EQ(got.why, CSV_LONG);
    for (size_t i = 2; i < 2003; i++)
        text[i] = i % 2 ? '\n' : ',';
    EQ(rows_of((Str){text, 2002}, &got, &faults), 0);
    EQ(faults, 1000); /* counted to the end, the first 100 kept */
}

TEST(csv_takes_the_sting_out_of_formulas)
{
    Arena a = arena();
    static const struct {
        Str cell, written;
    } cases[] = {
        {S("=1+1"),  S("'=1+1\r\n")        },
        {S("+84"),   S("'+84\r\n")         },
        {S("-5"),    S("'-5\r\n")          },
        {S("@sum"),  S("'@sum\r\n")        },
        {S("\tx"),   S("\"'\tx\"\r\n")     },
        {S("\rx"),   S("\"'\rx\"\r\n")     },
        {S("'=x"),   S("''=x\r\n")         },
        {S("''-x"),  S("'''-x\r\n")        },
        {S("'x"),    S("'x\r\n")           },
        {S("'"),     S("'\r\n")            },
        {S("a=b"),   S("a=b\r\n")          },
        {S("a;b"),   S("\"a;b\"\r\n")      },
        {S("\""),    S("\"\"\"\"\r\n")     },
        {S("a\"\""), S("\"a\"\"\"\"\"\r\n")},
        {S(" a"),    S("\" a\"\r\n")       },
        {S(""),      S("\"\"\r\n")         },
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        Buf b = {.arena = &a};
        csv_put(&b, cases[i].cell);
        csv_end_row(&b);
        CHECK(str_eq(buf_done(&b), cases[i].written));
        Str with = arena_fmt(&a, "n\r\n" STR, ARG(buf_done(&b)));
        CsvReader r = csv_open(&a, with);
        CsvRow row;
        CHECK(csv_next(&r, &row));
        CHECK(str_eq(row.cell[0], cases[i].cell));
    }
}

TEST(csv_writes_rows)
{
    Arena a = arena();
    Buf b = {.arena = &a};
    csv_put_by(&b, ';', S("a")), csv_put_by(&b, ';', S("b")), csv_end_row(&b);
    csv_put_by(&b, ';', S("")), csv_put_by(&b, ';', S("")), csv_end_row(&b);
    EQ_STR(buf_done(&b), "a;b\r\n;\r\n");
}

TEST(a_table_of_tabs_and_one_without_a_header)
{
    Arena a = {.max = 1 << 20};
    CsvRow row;
    size_t n;
    CsvReader r = csv_open(&a, S("a\tb\n1,5\t\"x\ty\"\n"));
    EQ(r.by, '\t');
    CHECK(csv_next(&r, &row));
    EQ_STR(csv_cell(&row, "a"), "1,5");
    EQ_STR(csv_cell(&row, "b"), "x\ty");
    r = csv_bare(&a, S("a title\n\nb;c;d\n1;2\n"), 0);
    EQ(r.by, ';');
    CHECK(csv_next_any(&r, &row, &n));
    EQ(n, 1);
    CHECK(csv_next_any(&r, &row, &n));
    EQ(n, 3);
    EQ(row.line, 3);
    CHECK(csv_next_any(&r, &row, &n));
    EQ(n, 2);
    CHECK(!csv_next_any(&r, &row, &n));
    arena_clear(&a);
}
