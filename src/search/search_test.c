/* search_test.c - whoever types without marks must find it, whoever types with them finds it first, and nobody finds
 * what is not theirs. */
#include "base/csv.h"
#include "base/day.h"
#include "base/test.h"
#include "search/index.h"
#include "store/bench.h"
#include "text/fold.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void enter(Ctx *c, const char *key, const char *text)
{
    OKAY(search_put(c, &(SearchDoc){.shelf = S("test"), .key = str(key), .text = str(text)}));
}

/* Keys of what is found, best first, a blank between. */
static Str found(Ctx *c, const char *typed, SearchIn in, SearchHits *hits)
{
    Buf out = {.arena = c->arena};
    const SearchQuery q = search_query(c->arena, str(typed));
    if (!in.shelf.len) in.shelf = S("test");
    if (!in.n) in.n = 100;
    OKAY(search_find(c, &q, &in, hits));
    for (size_t i = 0; i < hits->len; i++)
        buf_fmt(&out, "%s" STR, i ? " " : "", ARG(hits->at[i].key));
    return buf_done(&out);
}

static Str keys(Ctx *c, const char *typed)
{
    SearchHits hits;
    return found(c, typed, (SearchIn){0}, &hits);
}

/* From the last row to the first: of two that are as good the newer comes first, here that with the smaller id. */
static void table_in(Ctx *c, const char *file)
{
    CsvReader r = csv_open(c->arena, bench_file(c, file));
    CsvRow *rows = NEW(c->arena, CsvRow, 200);
    size_t n = 0;
    while (csv_next(&r, &rows[n]))
        n++;
    EQ(r.faults, 0);
    while (n-- > 0)
        OKAY(search_put(c, &(SearchDoc){.shelf = S("test"),
                                        .key = csv_cell(&rows[n], "id"),
                                        .title = csv_cell(&rows[n], "title"),
                                        .text = csv_cell(&rows[n], "text")}));
}

static Str first_three(Str s)
{
    Str rest = s;
    for (int i = 0; i < 3 && rest.len; i++)
        (void)str_cut(&rest, ' ');
    s.len = rest.len ? (size_t)(rest.ptr - s.ptr) - 1 : s.len;
    return s;
}

static Str group_of(Ctx *c, Str docs, Str id)
{
    CsvReader r = csv_open(c->arena, docs);
    CsvRow row;
    while (csv_next(&r, &row))
        if (str_eq(csv_cell(&row, "id"), id)) return csv_cell(&row, "group");
    return (Str){0};
}

TEST(the_24_questions_find_what_they_are_about_with_marks_and_without)
{
    Ctx *c = bench_ctx();
    const Str docs = bench_file(c, "search/concerns.csv");
    table_in(c, "search/concerns.csv");
    CsvReader r = csv_open(c->arena, bench_file(c, "search/queries.csv"));
    CsvRow row;
    int n = 0;
    for (; csv_next(&r, &row); n++) {
        SearchHits hits;
        const Str typed = csv_cell(&row, "query");
        const Str order = found(c, arena_copy(c->arena, typed).ptr, (SearchIn){0}, &hits);
        CHECK(str_eq(first_three(order), csv_cell(&row, "expected_top3")));
        EQ(hits.found, strtol(csv_cell(&row, "n_results").ptr, NULL, 10));
        const double score = strtod(csv_cell(&row, "top_score").ptr, NULL);
        CHECK(fabs(hits.at[0].score - score) <= 1e-8 * score);
        Str bare = keys(c, fold(c->arena, typed).ptr);
        CHECK(str_eq(group_of(c, docs, str_cut(&bare, ' ')), csv_cell(&row, "expected_group")));
    }
    EQ(n, 24);
}

TEST(what_is_written_as_it_was_typed_comes_first)
{
    Ctx *c = bench_ctx();
    table_in(c, "search/diacritics_docs.csv");
    CsvReader r = csv_open(c->arena, bench_file(c, "search/diacritics_expected.csv"));
    CsvRow row;
    int n = 0;
    for (; csv_next(&r, &row); n++)
        CHECK(str_eq(keys(c, arena_copy(c->arena, csv_cell(&row, "query")).ptr), csv_cell(&row, "order")));
    EQ(n, 10);
}

TEST(what_is_changed_or_taken_out_is_found_no_more)
{
    Ctx *c = bench_ctx();
    enter(c, "1", "Trồng cây xanh đường làng");
    enter(c, "2", "Cây xanh trường học");
    EQ_STR(keys(c, "cây xanh"), "2 1");
    enter(c, "1", "Thu gom rác");
    EQ_STR(keys(c, "cây xanh"), "2");
    EQ_STR(keys(c, "rac"), "1");
    OKAY(search_drop(c, S("test"), S("2")));
    OKAY(search_drop(c, S("test"), S("2")));
    OKAY(search_drop(c, S("never"), S("2")));
    EQ_STR(keys(c, "cây xanh"), "");
    OKAY(search_drop(c, S("test"), S("1")));
    Term t;
    EQ(term_of(c, S("rac"), 1, &t), ERR_NOT_FOUND); /* not even the syllable stays */
    Shelf s;
    OKAY(shelf_named(c, S("test"), &s));
    EQ(s.docs, 0);
    EQ(s.length, 0);
}

TEST(a_quotation_is_found_as_it_stands)
{
    Ctx *c = bench_ctx();
    enter(c, "1", "cây xanh trước nhà, nhà sạch");
    enter(c, "2", "xanh rì cây trước nhà");
    enter(c, "3", "cầy xanh trước nhà, nhà sạch");
    EQ_STR(keys(c, "cây xanh"), "1 3 2");
    EQ_STR(keys(c, "\"cay xanh\""), "3 1"); /* as good as each other: the newer first */
    EQ_STR(keys(c, "“cây xanh”"), "1");
    EQ_STR(keys(c, "\"cây xanh\" sach"), "1");
    EQ_STR(keys(c, "\"xanh cây\""), "");
    EQ_STR(keys(c, "\"nha nha\" cây"), "1 3");
    EQ_STR(keys(c, "\"cây xanh"), "1 3 2"); /* does not end: is none */
}

TEST(a_phrase_does_not_run_from_the_title_into_the_text)
{
    Ctx *c = bench_ctx();
    OKAY(search_put(c, &(SearchDoc){.shelf = S("test"), .key = S("1"), .title = S("Ngõ xanh"), .text = S("sạch đẹp")}));
    EQ_STR(keys(c, "\"ngo xanh\""), "1");
    EQ_STR(keys(c, "\"xanh sach\""), "");
}

TEST(the_beginning_of_the_last_syllable_finds_it)
{
    Ctx *c = bench_ctx();
    SearchHits hits;
    enter(c, "1", "ngập nước đường");
    enter(c, "2", "đường nghiêng");
    EQ_STR(found(c, "duong ngh", (SearchIn){0}, &hits), "2");
    EQ(hits.match, MATCH_BEGUN);
    EQ_STR(found(c, "ngh duong", (SearchIn){0}, &hits), "2 1"); /* only the last one */
    EQ(hits.match, MATCH_ANY);
    EQ_STR(keys(c, "dươ"), "2 1");
    EQ_STR(keys(c, "zz"), "");
}

TEST(when_nothing_has_all_of_it_what_has_most_of_it_is_found)
{
    Ctx *c = bench_ctx();
    SearchHits hits;
    enter(c, "1", "một hai ba bốn");
    enter(c, "2", "một hai năm sáu");
    enter(c, "3", "bảy tám");
    EQ_STR(found(c, "một hai ba bảy", (SearchIn){0}, &hits), "1");
    EQ(hits.match, MATCH_MOST);
    EQ_STR(found(c, "một chín mười mười-một", (SearchIn){0}, &hits), "2 1");
    EQ(hits.match, MATCH_ANY);
}

TEST(a_shelf_knows_nothing_of_another)
{
    Ctx *c = bench_ctx();
    Str near;
    SearchHits hits;
    const Str shelves[] = {S("test"), S("never")};
    enter(c, "1", "đường làng");
    OKAY(search_put(c, &(SearchDoc){.shelf = S("staff"), .key = S("9"), .text = S("Nguyễn Văn Khuyết đường làng")}));
    EQ_STR(keys(c, "khuyết"), "");
    EQ_STR(found(c, "đường", (SearchIn){0}, &hits), "1");
    const SearchQuery q = search_query(c->arena, S("khuyêt")), wrong = search_query(c->arena, S("dduong lagn 77"));
    OKAY(search_nearest(c, &q, shelves, LEN(shelves), &near));
    EQ_STR(near, "");
    const SearchQuery slip = search_query(c->arena, S("khuyt"));
    OKAY(search_nearest(c, &slip, shelves, LEN(shelves), &near));
    EQ_STR(near, "");
    OKAY(search_nearest(c, &wrong, shelves, LEN(shelves), &near));
    EQ_STR(near, "đường làng 77");
}

TEST(units_and_days_narrow_what_is_found)
{
    Ctx *c = bench_ctx();
    const int64_t units[] = {7, 8};
    SearchHits hits;
    for (int i = 1; i <= 9; i++)
        OKAY(search_put(c, &(SearchDoc){.shelf = S("test"),
                                        .key = arena_fmt(c->arena, "%d", i),
                                        .text = S("đường"),
                                        .unit = i,
                                        .day = day(2026, i, 15)}));
    EQ_STR(found(c, "duong", (SearchIn){.narrowed = true, .unit = units, .unit_len = 2}, &hits), "8 7");
    EQ(hits.found, 2);
    EQ_STR(found(c, "duong", (SearchIn){.narrowed = true}, &hits), "");
    EQ_STR(found(c, "duong", (SearchIn){.from = day(2026, 3, 16), .to = day(2026, 5, 15)}, &hits), "5 4");
    EQ(hits.found, 2);
    EQ_STR(
        found(c, "duong", (SearchIn){.from = day(2026, 8, 1), .narrowed = true, .unit = units, .unit_len = 2}, &hits),
        "8");
    EQ_STR(found(c, "duong", (SearchIn){.to = day(2026, 1, 15)}, &hits), "1");
    OKAY(search_put(
        c, &(SearchDoc){.shelf = S("test"), .key = S("8"), .text = S("đường"), .unit = 1, .day = day(2020, 1, 1)}));
    EQ_STR(found(c, "duong", (SearchIn){.narrowed = true, .unit = units, .unit_len = 2}, &hits), "7");
    EQ_STR(found(c, "duong", (SearchIn){.skip = 1, .n = 2}, &hits), "8 7");
}

TEST(only_syllables_are_looked_for)
{
    Ctx *c = bench_ctx();
    enter(c, "1", "đường");
    EQ_STR(keys(c, ""), "");
    EQ_STR(keys(c, "\"\"\" ' “” --- %_*"), "");
    Buf much = {.arena = c->arena};
    for (int i = 0; i < 2500; i++)
        buf_str(&much, S("duo "));
    const SearchQuery q = search_query(c->arena, buf_done(&much));
    EQ(q.len, QUERY_WORDS);
    CHECK(q.cut);
    Buf one = {.arena = c->arena};
    for (int i = 0; i < 10000; i++)
        buf_char(&one, 'x');
    buf_char(&one, 0);
    EQ_STR(keys(c, one.ptr), "");
}

TEST(a_mark_stands_around_what_was_looked_for_and_nothing_else_is_markup)
{
    Ctx *c = bench_ctx();
    const SearchQuery q = search_query(c->arena, S("cây xanh"));
    EQ_STR(search_marked(c, &q, S("Trồng <b>CÂY XANH</b> & cay, xanh")).s,
           "Trồng &lt;b&gt;<mark>CÂY XANH</mark>&lt;/b&gt; &amp; <mark>cay</mark>, <mark>xanh</mark>");
    EQ_STR(search_marked(c, &q, S("không")).s, "không");
    EQ_STR(search_marked(c, &q, S("")).s, "");
    EQ_STR(search_snippet(c, &q, S("Một hai ba. Bốn năm cây <i> xanh sáu bảy tám chín mười"), 24).s,
           "… Bốn năm <mark>cây</mark> &lt;i&gt; <mark>xanh</mark> …");
}

/* ---- many documents, against a plain count ---- */

enum { MANY = 9000 };

static int numbers_in(int i, int k)
{
    return (int)((uint64_t)i * 2654435761u >> (k * 5) & 31);
}

static bool many_has(int i, int what)
{
    for (int k = 0; k < 3; k++)
        if (numbers_in(i, k) == what) return true;
    return false;
}

static Str many_text(Ctx *c, int i)
{
    return arena_fmt(c->arena, "w%c%c w%c%c w%c%c", 'a' + numbers_in(i, 0) / 6, 'a' + numbers_in(i, 0) % 6,
                     'a' + numbers_in(i, 1) / 6, 'a' + numbers_in(i, 1) % 6, 'a' + numbers_in(i, 2) / 6,
                     'a' + numbers_in(i, 2) % 6);
}

static Err many_walk(Ctx *c, const Shelving *shelf, int64_t *after, bool *more, SearchDocs *out)
{
    (void)shelf;
    for (int n = 0; n < 700 && *after < MANY; n++, ++*after) {
        const int i = (int)*after + 1;
        search_docs_add(out,
                        (SearchDoc){.shelf = S("test"), .key = arena_fmt(c->arena, "%d", i), .text = many_text(c, i)});
    }
    *more = *after < MANY;
    return OK;
}
static const Shelving many = {.kind = "test", .walk = many_walk};
static const Shelving *const only_many[] = {&many, NULL};

static Str faults_of(Ctx *c)
{
    Buf faults = {.arena = c->arena};
    int64_t n = 0;
    OKAY(search_verify(c, only_many, &faults, &n));
    EQ(n > 0, faults.len > 0);
    return buf_done(&faults);
}

TEST(of_many_documents_exactly_those_are_found_that_have_it_all)
{
    Ctx *c = bench_ctx();
    int64_t n;
    OKAY(search_rebuild(c, only_many, &n));
    EQ(n, MANY);
    EQ_STR(faults_of(c), "");
    for (int x = 0; x < 32; x += 5)
        for (int y = 0; y < 32; y += 7) {
            SearchHits hits;
            int64_t want = 0;
            for (int i = 1; i <= MANY; i++)
                want += many_has(i, x) && many_has(i, y);
            found(c, arena_fmt(c->arena, "w%c%c w%c%c ", 'a' + x / 6, 'a' + x % 6, 'a' + y / 6, 'a' + y % 6).ptr,
                  (SearchIn){.n = 1}, &hits);
            if (hits.match == MATCH_ALL) EQ(hits.found, want);
            if (hits.match != MATCH_ALL) EQ(want, 0);
        }
}

TEST(an_index_that_was_made_act_by_act_is_that_which_is_made_anew)
{
    Ctx *c = bench_ctx();
    SearchHits all, one;
    int64_t n;
    OKAY(search_rebuild(c, only_many, &n));
    const Str at_once = arena_copy(c->arena, found(c, "wab waf", (SearchIn){.n = 50}, &all));
    for (int i = 1; i <= MANY; i += 3)
        OKAY(search_put(
            c, &(SearchDoc){.shelf = S("test"), .key = arena_fmt(c->arena, "%d", i), .text = S("wholly other")}));
    CHECK(faults_of(c).len > 0);
    for (int i = 1; i <= MANY; i += 3)
        OKAY(search_put(
            c, &(SearchDoc){.shelf = S("test"), .key = arena_fmt(c->arena, "%d", i), .text = many_text(c, i)}));
    EQ_STR(faults_of(c), "");
    CHECK(str_eq(found(c, "wab waf", (SearchIn){.n = 50}, &one), at_once));
    EQ(one.found, all.found);
}

TEST(an_index_that_differs_from_the_records_is_noticed)
{
    Ctx *c = bench_ctx();
    int64_t n;
    OKAY(search_rebuild(c, only_many, &n));
    OKAY(search_put(c, &(SearchDoc){.shelf = S("test"), .key = S("stray"), .text = S("waa")}));
    EQ_STR(faults_of(c), "search test 1: documents more than there are records\n");
    OKAY(search_drop(c, S("test"), S("stray")));
    OKAY(search_drop(c, S("test"), S("17")));
    EQ_STR(faults_of(c), "search test 17: is not in the index\n");
    OKAY(search_rebuild(c, only_many, &n));
    Term t;
    OKAY(term_of(c, S("waa"), 1, &t));
    Block b = {{0}};
    List list;
    OKAY(list_of(c, list_id(t.id, 1), &list));
    CHECK(block_read(list.docs, &b));
    block_set(&b, 5, !block_has(&b, 5));
    OKAY(list_put(c, list.id, block_pack(c->arena, &b)));
    EQ_STR(faults_of(c), "search term waa: its list is not that of the documents that have it\n");
    OKAY(search_rebuild(c, only_many, &n));
    EQ_STR(faults_of(c), "");
}

TEST(a_list_comes_back_as_it_was_packed)
{
    Ctx *c = bench_ctx();
    for (unsigned step = 1; step < 5000; step += step / 3 + 1) {
        Block in = {{0}}, out = {{0}};
        for (unsigned i = step % 7; i < BLOCK_DOCS; i += step)
            block_set(&in, i, true);
        const Blob packed = block_pack(c->arena, &in);
        CHECK(packed.len <= BLOCK_BYTES);
        CHECK(block_read(packed, &out));
        EQ(memcmp(&in, &out, sizeof in), 0);
    }
    Block b = {{0}};
    CHECK(!block_read(S("\x05\x00\x05\x00"), &b)); /* twice the same */
    CHECK(!block_read(S("\x05"), &b));
    CHECK(!block_read(S("\xff\xff"), &b));
    CHECK(!block_read((Blob){0}, &b));
}

TEST(sets_are_counted_and_walked_from_the_top)
{
    Ctx *c = bench_ctx();
    Votes v = votes_new(c->arena, 2);
    for (int set = 1; set <= SETS_MAX; set++) {
        Bits x = bits_new(c->arena, 2);
        for (unsigned i = 0; i < 2 * BLOCK_DOCS; i += (unsigned)set)
            block_set(&x.at[i / BLOCK_DOCS], i % BLOCK_DOCS, true);
        votes_add(&v, &x);
    }
    for (unsigned least = 1; least <= SETS_MAX; least++) {
        const Bits x = votes_least(c->arena, &v, least);
        int64_t want = 0, at = -1, seen = 0;
        for (unsigned i = 0; i < 2 * BLOCK_DOCS; i++) {
            unsigned n = 0;
            for (unsigned set = 1; set <= SETS_MAX; set++)
                n += i % set == 0;
            want += n >= least;
        }
        EQ(bits_count(&x), want);
        while ((at = bits_below(&x, at)) > 0)
            seen++;
        EQ(seen + (at == 0), want);
    }
}
