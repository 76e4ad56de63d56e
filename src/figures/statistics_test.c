/* statistics_test.c - every number opens as many records as it says, in any borders, period and breakdown. */
#include "base/day.h"
#include "base/test.h"
#include "casework/engine.h"
#include "figures/statistics.h"
#include "movement/model.h"
#include "store/bench.h"

enum { MODELS = 160, QUESTIONS = 250, ALL = 400 };

static uint64_t seed;
static size_t pick(size_t n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(seed >> 33) % n;
}
static const char *one(const char *const *list, size_t n)
{
    return list[pick(n)];
}
#define ONE(list) one((list), LEN(list))

static const char *const fields[] = {"kinh_te", "van_hoa_xa_hoi", "quoc_phong_an_ninh", "xay_dung_htct"};
static const char *const subjects[] = {"tap_the", "ca_nhan"};

static void model_line(Buf *out, Arena *a, int i)
{
    static const char *const before[] = {"22945", "22951", "22978", "22972", "22930", "22924", "22933", "23062", "60"};
    static const char *const now[] = {"22945", "22978", "22972", "22933", "68", "23235"};
    const bool old = pick(2);
    const Day opened = {old ? day(2024, 12, 2).n + (int)pick(180) : day(2025, 7, 2).n + (int)pick(400)};
    const Day recognised = {opened.n + 3 + (int)pick(20)};
    const Str unit = str(old ? ONE(before) : ONE(now)), from = day_iso(a, opened), to = day_iso(a, recognised);
    const bool person = pick(3) == 0;
    buf_fmt(out,
            STR ",Mô hình %d,"
                "%s,%s,%s,," STR "," STR ",,Mục tiêu,Cách làm đủ dài,1,2,,,Kết quả,,Người Mẫu,,%s,,,,"
                "recognised," STR "," STR "," STR "," STR "," STR ",1/QĐ,0,,,,,\n",
            ARG(unit), i, person ? "ca_nhan" : "tap_the", ONE(fields), pick(2) ? "DVK;DODN" : "DVK", ARG(unit),
            ARG(from), person ? "Người Mẫu" : "", ARG(from), ARG(from), ARG(from), ARG(from), ARG(to));
}

static Ctx *with_models(void)
{
    Ctx *c = bench_ctx();
    ImportReport r = {0};
    Buf csv = {.arena = c->arena};
    seed = 20241114;
    OKAY(unit_exchange.read(c, bench_file(c, "units.csv"), &r));
    const Str head = bench_file(c, "movement/recognised.csv");
    Str rest = head;
    buf_str(&csv, str_cut(&rest, '\n'));
    buf_str(&csv, S("\n"));
    for (int i = 0; i < MODELS; i++)
        model_line(&csv, c->arena, i);
    r = (ImportReport){0};
    Err e = models_read(c, buf_done(&csv), &r);
    if (e)
        test_fail(__FILE__, __LINE__, "line %d: " STR " " STR, r.len ? (int)r.at[0].line : 0,
                  ARG(r.len ? r.at[0].field : S("")), ARG(r.len ? r.at[0].reason : S("")));
    EQ(r.added, MODELS);
    return c;
}

static Scope scope_of(Ctx *c, Str query)
{
    Pairs pairs;
    Scope s;
    Form form = {0};
    CHECK(pairs_parse(c->arena, query, &pairs));
    Err e = figures_scope(c, pairs, &figures_list_form, &s, &form);
    if (e) test_fail(__FILE__, __LINE__, STR " gave %d: " STR, ARG(query), e, ARG(why_text(c)));
    return s;
}

static void agrees(Ctx *c, Str query)
{
    const Scope s = scope_of(c, query);
    CountedRowRows rows;
    int64_t n;
    OKAY(figures_number(c, &s, &n));
    OKAY(statistics_find(c, &s, (Str){0}, ALL, &rows));
    if (n != (int64_t)rows.len)
        test_fail(__FILE__, __LINE__, STR ": says %lld, lists %zu", ARG(query), (long long)n, rows.len);
}

static Str question(Ctx *c)
{
    static const struct {
        const char *borders;
        const char *units[5];
    } days[] = {
        {"",           {"68", "22945", "22972", "22978", "23235"}},
        {"2025-06-30", {"60", "593", "22945", "22978", "595"}    },
        {"2024-11-14", {"60", "593", "22945", "22951", "22978"}  },
    };
    static const char *const parts[] = {"", "", "", "rieng", "chua_phan_dinh", "mot_phan"};
    static const char *const acts[] = {"", "dang_ky", "tham_dinh", "hien_co"};
    const size_t d = pick(LEN(days));
    const Str act = str(ONE(acts)), borders = str(days[d].borders);
    const bool stock = str_eq(act, S("hien_co"));
    Buf out = {.arena = c->arena};
    buf_fmt(&out, "don-vi=%s&dia-gioi=" STR "&dem=" STR "&phan=%s", days[d].units[pick(5)], ARG(borders), ARG(act),
            ONE(parts));
    if (pick(2)) buf_fmt(&out, "&linh-vuc=%s", ONE(fields));
    if (pick(3) == 0) buf_fmt(&out, "&doi-tuong=%s", ONE(subjects));
    if (pick(3) == 0) buf_str(&out, S("&tien-than=khong"));
    if (pick(4) == 0) buf_fmt(&out, "&nam=%d", 2024 + (int)pick(3));
    if (!stock && pick(2)) {
        const Day from = {day(2024, 12, 1).n + (int)pick(500)}, to = {from.n + (int)pick(200)};
        buf_fmt(&out, "&tu=" STR "&den=" STR, ARG(day_iso(c->arena, from)), ARG(day_iso(c->arena, to)));
    }
    if (!stock && pick(3) == 0) buf_str(&out, pick(2) ? S("&phong-trao=DVK") : S("&phong-trao=DODN"));
    return buf_done(&out);
}

/* In memory of its own: there are many. */
static void ask(Ctx *c)
{
    Arena *keep = c->arena, page = arena_empty((size_t)1 << 28);
    c->arena = &page;
    agrees(c, question(c));
    c->arena = keep;
    arena_clear(&page);
}

/* Half of the files of the unit that went to two communes are told apart. */
static void tell_some_apart(Ctx *c)
{
    SplitLineRows split;
    ImportReport r = {0};
    Buf csv = {.arena = c->arena};
    buf_str(&csv, S(BELONG_COLUMNS "\n"));
    OKAY(split_units(c, &split));
    for (size_t i = 0; i < split.len; i++) {
        UntoldFileRows files;
        if (!str_eq(split.at[i].code, S("22978"))) continue;
        OKAY(files_untold(c, split.at[i].id, ALL, &files));
        CHECK(files.len > 4);
        for (size_t k = 0; k < files.len; k += 2)
            buf_fmt(&csv, STR ",%s,thử\n", ARG(files.at[k].code), k % 4 ? "22972" : "22978");
    }
    OKAY(belong_read(c, buf_done(&csv), &r));
    CHECK(r.added > 2);
}

TEST(every_number_lists_as_many_as_it_says)
{
    Ctx *c = with_models();
    int64_t faults = 0;
    for (int i = 0; i < QUESTIONS; i++)
        ask(c);
    tell_some_apart(c);
    for (int i = 0; i < QUESTIONS; i++)
        ask(c);
    Buf out = {.arena = c->arena};
    OKAY(casework_verify(c, &out, &faults));
    EQ(faults, 0);
}

static int64_t number(Ctx *c, const char *query)
{
    const Scope s = scope_of(c, str(query));
    int64_t n;
    OKAY(figures_number(c, &s, &n));
    return n;
}

static void parts_are_the_whole(Ctx *c, Str unit, const char *borders)
{
    const Scope s = scope_of(c, arena_fmt(c->arena, "don-vi=" STR "&dia-gioi=%s", ARG(unit), borders));
    StatCells cells = {0};
    UnitRows below;
    int64_t all, sum = 0;
    OKAY(figures_number(c, &s, &all));
    OKAY(statistics_cells(c, &s, S("cong_nhan"), (Str){0}, true, &cells));
    OKAY(unit_children(c, s.unit.id, s.borders, &below));
    for (size_t i = 0; i < cells.len; i++)
        if (cells.at[i].under != PLACE_PARTLY) sum += cells.at[i].n;
    EQ(sum, all);
    for (size_t i = 0; i < below.len; i++) {
        int64_t n = 0;
        for (size_t k = 0; k < cells.len; k++)
            if (cells.at[k].under == below.at[i].id) n += cells.at[k].n;
        EQ(n, number(c, arena_fmt(c->arena, "don-vi=" STR "&dia-gioi=%s", ARG(below.at[i].code), borders).ptr));
    }
}

TEST(units_below_and_what_is_theirs_alone_make_the_whole)
{
    Ctx *c = with_models();
    parts_are_the_whole(c, S("68"), "");
    parts_are_the_whole(c, S("60"), "2024-11-14");
    EQ(number(c, "don-vi=68"), MODELS);
    /* what a split unit did is shown under both, and counted once above */
    const int64_t apart = number(c, "don-vi=68&phan=chua_phan_dinh");
    CHECK(apart > 4);
    EQ(number(c, "don-vi=22972&phan=mot_phan"), apart);
    EQ(number(c, "don-vi=22978&phan=mot_phan"), apart);
    const int64_t before = number(c, "don-vi=22972");
    tell_some_apart(c);
    CHECK(number(c, "don-vi=22972") > before);
    CHECK(number(c, "don-vi=68&phan=chua_phan_dinh") < apart);
    EQ(number(c, "don-vi=68"), MODELS);
    parts_are_the_whole(c, S("68"), "");
}
