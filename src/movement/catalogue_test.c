/* catalogue_test.c - whatever the catalogue is filtered by: the same models as in the whole, in its order, none twice.
 */
#include "base/day.h"
#include "base/test.h"
#include "movement/model_view.h"
#include "store/bench.h"

static Ctx *with_models(void)
{
    static const char *const files[] = {"movement/models.csv", "movement/many.csv"};
    Ctx *c = bench_ctx();
    ImportReport r = {0};
    OKAY(unit_exchange.read(c, bench_file(c, "units.csv"), &r));
    for (size_t i = 0; i < LEN(files); i++) {
        r = (ImportReport){0};
        OKAY(models_read(c, bench_file(c, files[i]), &r));
    }
    return c;
}

static CatalogueBy all(int64_t n)
{
    return (CatalogueBy){.first = {1}, .last = {INT32_MAX}, .before = INT64_MAX, .n = n};
}

static bool wanted(const CatalogueBy *by, const PublicModel *m)
{
    const Day last = by->year ? day((int)by->year, 12, 31) : (Day){INT32_MAX};
    return (!by->field.len || str_eq(by->field, m->field)) &&
           (!by->subject_kind.len || str_eq(by->subject_kind, m->subject_kind)) &&
           (!by->unit.id || !by->unit.parent || str_eq(by->unit.code, m->unit)) && m->recognised.n >= by->first.n &&
           m->recognised.n <= last.n;
}

/* Page after page of two, against the whole list. */
static size_t same_as_whole(Ctx *c, CatalogueBy by, const PublicModelRows *whole)
{
    PublicModelRows page = {0};
    size_t at = 0, n = 0;
    by.n = 2;
    for (size_t i = 0; i < whole->len; i++) {
        if (!wanted(&by, &whole->at[i])) continue;
        if (at == page.len) {
            OKAY(catalogue_rows(c, &by, &page));
            at = 0;
            CHECK(page.len > 0);
            by.last = page.at[page.len - 1].recognised, by.before = page.at[page.len - 1].id;
        }
        EQ(page.at[at].id, whole->at[i].id);
        at++, n++;
    }
    EQ(at, page.len);
    if (n) OKAY(catalogue_rows(c, &by, &page));
    if (n) EQ(page.len, 0);
    return n;
}

TEST(the_catalogue_is_one_list_whatever_it_is_filtered_by)
{
    static const char *const fields[] = {"", "kinh_te", "van_hoa_xa_hoi", "quoc_phong_an_ninh", "xay_dung_htct"};
    static const char *const subjects[] = {"", "tap_the", "ca_nhan"};
    static const int years[] = {0, 2019, 2026};
    Ctx *c = with_models();
    PublicModelRows whole;
    CatalogueBy by = all(1000);
    UnitRows tops;
    Unit one;
    size_t n = 0;
    OKAY(catalogue_rows(c, &by, &whole));
    CHECK(whole.len > 20);
    for (size_t i = 1; i < whole.len; i++) {
        const PublicModel *a = &whole.at[i - 1], *b = &whole.at[i];
        CHECK(a->recognised.n > b->recognised.n || (a->recognised.n == b->recognised.n && a->id > b->id));
    }
    OKAY(unit_tops(c, &tops));
    OKAY(unit_by_code(c, whole.at[0].unit, c->today, &one));
    const Unit units[] = {{0}, tops.at[0], one};
    for (size_t f = 0; f < LEN(fields); f++)
        for (size_t k = 0; k < LEN(subjects); k++)
            for (size_t u = 0; u < LEN(units); u++)
                for (size_t y = 0; y < LEN(years); y++) {
                    by = all(2);
                    by.field = str(fields[f]), by.subject_kind = str(subjects[k]), by.unit = units[u];
                    by.year = years[y];
                    if (by.year) by.first = day(years[y], 1, 1), by.last = day(years[y], 12, 31);
                    n += same_as_whole(c, by, &whole);
                }
    CHECK(n > 10 * whole.len);
}
