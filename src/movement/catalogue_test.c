/* catalogue_test.c - whatever the catalogue is filtered by: the same models as in the whole, in its order, none twice.
 */
#include "base/day.h"
#include "base/test.h"
#include "movement/model_view.h"
#include "store/bench.h"
#include "text/fold.h"

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
    return (CatalogueBy){.first = {1}, .last = {INT32_MAX}, .before = INT64_MAX, .n = n, .walk = CATALOGUE_WALK};
}

static bool has_word(Str text, Str word)
{
    while (text.len)
        if (str_eq(str_cut(&text, ' '), word)) return true;
    return false;
}

static bool has_words(Ctx *c, const CatalogueBy *by, const PublicModel *m)
{
    const Str text = arena_fmt(c->arena, STR " " STR, ARG(fold(c->arena, m->name)), ARG(fold(c->arena, m->goal)));
    for (Str words = fold(c->arena, by->words); words.len;)
        if (!has_word(text, str_cut(&words, ' '))) return false;
    return true;
}

static bool is_of_campaign(Ctx *c, const CatalogueBy *by, const PublicModel *m)
{
    ModelCampaignRows in;
    OKAY(model_campaigns(c, m->id, &in));
    for (size_t i = 0; i < in.len; i++)
        if (str_eq(in.at[i].code, by->campaign)) return true;
    return !by->campaign.len;
}

static bool is_kept_up(Ctx *c, const CatalogueBy *by, const PublicModel *shown)
{
    Model m;
    OKAY(model_of(c, shown->id, &m));
    return m.kept >= by->kept;
}

static bool wanted(Ctx *c, const CatalogueBy *by, const PublicModel *m)
{
    const Day last = by->year ? day((int)by->year, 12, 31) : (Day){INT32_MAX};
    return (!by->field.len || str_eq(by->field, m->field)) &&
           (!by->subject_kind.len || str_eq(by->subject_kind, m->subject_kind)) &&
           (!by->unit.id || !by->unit.parent || str_eq(by->unit.code, m->unit)) && m->recognised.n >= by->first.n &&
           m->recognised.n <= last.n && has_words(c, by, m) && is_of_campaign(c, by, m) && is_kept_up(c, by, m);
}

/* Page after page of two, against the whole list. */
static size_t same_as_whole(Ctx *c, CatalogueBy by, const PublicModelRows *whole)
{
    PublicModelRows page = {0};
    size_t at = 0, n = 0;
    Str deeper;
    by.n = 2;
    for (size_t i = 0; i < whole->len; i++) {
        if (!wanted(c, &by, &whole->at[i])) continue;
        if (at == page.len) {
            OKAY(catalogue_rows(c, &by, &page, &deeper));
            at = 0;
            CHECK(page.len > 0);
            by.last = page.at[page.len - 1].recognised, by.before = page.at[page.len - 1].id;
        }
        EQ(page.at[at].id, whole->at[i].id);
        at++, n++;
    }
    EQ(at, page.len);
    if (n) OKAY(catalogue_rows(c, &by, &page, &deeper));
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
    Str deeper;
    OKAY(catalogue_rows(c, &by, &whole, &deeper));
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

TEST(the_catalogue_is_searched_by_words_campaigns_and_what_is_kept_up)
{
    static const char *const words[] = {"",         "viec hay",           "BẾP", "bep com", "số 3, Số 3",
                                        "viec zzz", "suất nghĩa tình com"};
    static const char *const campaigns[] = {"", "DODN", "TDDKXDDSVH", "KHONG"};
    static const char *const fields[] = {"", "van_hoa_xa_hoi"};
    static const int kept[] = {0, 2024, 2025};
    Ctx *c = with_models();
    PublicModelRows whole;
    CatalogueBy by = all(1000);
    UnitRows tops;
    Unit one;
    Str deeper;
    size_t found = 0, of_campaign = 0, kept_up = 0;
    OKAY(catalogue_rows(c, &by, &whole, &deeper));
    OKAY(unit_tops(c, &tops));
    OKAY(unit_by_code(c, whole.at[0].unit, c->today, &one));
    const Unit units[] = {{0}, tops.at[0], one};
    for (size_t w = 0; w < LEN(words); w++)
        for (size_t k = 0; k < LEN(campaigns); k++)
            for (size_t f = 0; f < LEN(fields); f++)
                for (size_t u = 0; u < LEN(units); u++)
                    for (size_t y = 0; y < LEN(kept); y++) {
                        by = all(2);
                        by.words = str(words[w]), by.campaign = str(campaigns[k]), by.field = str(fields[f]);
                        by.unit = units[u], by.kept = kept[y];
                        const size_t n = same_as_whole(c, by, &whole);
                        if (w) found += n;
                        if (k) of_campaign += n;
                        if (y) kept_up += n;
                    }
    CHECK(found > 20);
    CHECK(of_campaign > 2);
    CHECK(kept_up > 20);
}

/* Of a search that has looked at enough for one page, each page says where to go on: nothing is passed over. */
TEST(a_long_search_goes_on_where_it_stopped)
{
    Ctx *c = with_models();
    PublicModelRows whole, found;
    CatalogueBy by = all(1000);
    Str deeper;
    size_t n = 0, pages = 0;
    by.words = S("viec hay so"), by.subject_kind = S("tap_the");
    OKAY(catalogue_rows(c, &by, &whole, &deeper));
    CHECK(whole.len > 3);
    EQ(deeper.len, 0);
    by.walk = 2;
    do {
        OKAY(catalogue_rows(c, &by, &found, &deeper));
        CHECK(found.len <= 3);
        for (size_t i = 0; i < found.len; i++)
            EQ(found.at[i].id, whole.at[n++].id);
        if (!deeper.len) break;
        Casefile last;
        Model m;
        OKAY(casefile_by_code(c, deeper, &last));
        OKAY(model_of(c, last.id, &m));
        by.before = m.id, by.last = m.listed;
    } while (++pages < 1000);
    EQ(n, whole.len);
    CHECK(pages >= whole.len / 3);
}
