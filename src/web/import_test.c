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
