/* import_test.c - whoever sends a file is told every fault with its line and field, not the first alone. */
#include "base/csv.h"
#include "base/test.h"
#include "store/bench.h"
#include "web/web.h"

static size_t faults_of(Ctx *c, Str text, ImportReport *r)
{
    CsvRow row;
    *r = (ImportReport){0};
    CsvReader *in = import_open(c, "code,name", text, r);
    while (csv_next(in, &row))
        r->rows++;
    EQ(import_end(c, in, r), r->len ? ERR_INVALID : OK);
    return r->len;
}

TEST(a_file_is_refused_with_every_bad_line)
{
    Ctx *c = bench_ctx();
    ImportReport r;
    EQ(faults_of(c, S("name,code\nA,1\nB,2\n"), &r), 0);
    EQ(r.rows, 2);
    EQ(faults_of(c, S(""), &r), 1);
    EQ(faults_of(c, S("code,nam\n1,A\n"), &r), 2);
    EQ_STR(r.at[0].field, "nam");
    EQ_STR(r.at[1].field, "name");
    EQ(faults_of(c, S("code,name\n1\n2,B\n\"3\"x,C\n4,D\n"), &r), 2);
    EQ(r.rows, 2);
    EQ(r.at[0].line, 2);
    EQ(r.at[1].line, 4);
    EQ_STR(r.at[1].field, "code");
}

typedef struct {
    Str code, name;
    int64_t n;
} Row;
static const Field row_fields[] = {
    TEXT_FIELD(Row, code, .min = 1, .max = 10),
    TEXT_FIELD(Row, name, .max = 20, .optional = true),
    NUMBER_FIELD(Row, n, .max = 9, .optional = true),
};
static const FormSpec row_form = FORM("test", row_fields, Row);
static Str row_key(Ctx *c, const void *row)
{
    return c ? ((const Row *)row)->code : (Str){0};
}
static const Row blank_row = {.n = -1};
static const ImportTable row_table = {"code|name,n", &row_form, &blank_row, row_key, "code"};

static size_t rows_of(Ctx *c, const char *text, ImportRows *out, ImportReport *r)
{
    *r = (ImportReport){0};
    OKAY(import_rows(c, &row_table, str(text), out, r));
    EQ(import_end(c, out->in, r), r->len ? ERR_INVALID : OK);
    return r->len;
}

TEST(rows_come_in_order_of_their_key_from_csv_and_json)
{
    static const char *const texts[] = {"code,n\nb,2\na,\n", "code\tn\nb\t2\na\t\n",
                                        " [ {\"code\":\"b\",\"n\":2}, {\"code\":\"a\"} ]\n"};
    Ctx *c = bench_ctx();
    ImportReport r;
    ImportRows rows;
    for (size_t i = 0; i < LEN(texts); i++) {
        EQ(rows_of(c, texts[i], &rows, &r), 0);
        EQ(rows.len, 2);
        EQ_STR(rows.at[0].key, "a");
        EQ(((const Row *)rows.at[0].of)->n, -1); /* not filled in */
        EQ(((const Row *)rows.at[1].of)->n, 2);
    }
    EQ(rows_of(c, "[]", &rows, &r), 0);
    EQ(rows.len, 0);
    EQ(rows_of(c, "code\na\na\n", &rows, &r), 1);
    EQ(r.at[0].line, 3);
    EQ(rows_of(c, "[{\"code\":\"a\"},{\"code\":\"a\",\"x\":1},{}]", &rows, &r), 3); /* strange, twice, blank */
    EQ(rows_of(c, "[{\"code\":\"a}\"", &rows, &r), 1);
    EQ(rows_of(c, "[{\"code\":1.5.2}]", &rows, &r), 1);
    EQ(rows_of(c, "name\na\n", &rows, &r), 1);
}
