/* search.c - the search at a size, through its own code, on short texts that are made.
 *
 * search texts N          N texts of 8 to 26 syllables as lines "id TAB text TAB folded", for the peer
 * search queries K        K queries of three syllables, folded: two thirds are of one text, the others of any
 * search fill FILE N      makes the data file and its index: "seconds"
 * search ask FILE K       asks the K queries, each on its own: "p50 p99 worst found" in milliseconds
 * search add FILE K       K further texts, a document and a commit each: "p50 p99" in milliseconds */
#include "search/search.h"
#include "store/store.h"
#include "text/fold.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MEMORY = 1 << 30, SYLLABLES = 2400, PAGE = 500 };

static uint64_t mix(uint64_t z)
{
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

static uint64_t lot(uint64_t of, uint64_t i)
{
    return mix(of * 0x9E3779B97F4A7C15u + i + 1);
}

/* Syllable `rank` of so many; the first are in half of all texts, as "và", "của" are. */
static void syllable(Buf *out, uint64_t rank)
{
    static const char *const first[] = {"b",  "c",  "ch", "d",  "đ", "g", "gi", "h",  "kh", "l", "m", "n",
                                        "ng", "nh", "ph", "qu", "r", "s", "t",  "th", "tr", "v", "x", ""};
    static const char *const vowel[] = {"a", "á", "à", "ả", "ã", "ạ",  "e",  "ế",  "ề",    "i",   "í",
                                        "ì", "o", "ó", "ò", "ô", "ố",  "ồ",  "ơ",  "ớ",    "ờ",   "u",
                                        "ú", "ù", "ư", "ứ", "ừ", "ươ", "ướ", "ườ", "ương", "ường"};
    static const char *const last[] = {"", "n", "ng", "m", "c", "t", "i", "o"};
    const uint64_t at = mix(rank + 77);
    buf_str(out, str(first[at % LEN(first)]));
    buf_str(out, str(vowel[at / 64 % LEN(vowel)]));
    buf_str(out, str(last[at / 4096 % LEN(last)]));
}

/* Small ranks far more often: the share falls with the rank. */
static uint64_t rank_of(uint64_t random)
{
    const double u = (double)(random >> 11) * 0x1p-53;
    uint64_t rank = (uint64_t)(SYLLABLES * u * u * u);
    return rank < SYLLABLES ? rank : SYLLABLES - 1;
}

static uint64_t length_of(uint64_t text)
{
    return 8 + lot(text, 1000) % 19;
}

static Str text_of(Arena *a, uint64_t text)
{
    Buf out = {.arena = a};
    for (uint64_t i = 0; i < length_of(text); i++) {
        if (i) buf_char(&out, ' ');
        syllable(&out, rank_of(lot(text, i)));
    }
    return buf_done(&out);
}

static Str query_of(Arena *a, uint64_t query, uint64_t texts)
{
    Buf out = {.arena = a};
    const uint64_t of = lot(query, 5) % texts, from = lot(query, 6) % (length_of(of) - 3);
    for (uint64_t i = 0; i < 3; i++) {
        if (i) buf_char(&out, ' ');
        syllable(&out, rank_of(query % 3 ? lot(of, from + i) : lot(query, i)));
    }
    return fold(a, buf_done(&out));
}

static int64_t texts;
static Err walk(Ctx *c, const Shelving *s, int64_t *after, bool *more, SearchDocs *out)
{
    (void)s;
    for (int i = 0; i < PAGE && *after < texts; i++, ++*after)
        search_docs_add(out, (SearchDoc){.shelf = S("bench"),
                                         .key = arena_fmt(c->arena, "%lld", (long long)*after),
                                         .text = text_of(c->arena, (uint64_t)*after)});
    *more = *after < texts;
    return OK;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void check(Err e, const char *what)
{
    if (!e) return;
    fprintf(stderr, "search: %s failed (%d)\n", what, e);
    exit(1);
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double part(const double *sorted, int n, double share)
{
    return sorted[(int)((n - 1) * share)];
}

static void ask(Ctx *c, int k)
{
    double *took = calloc((size_t)k, sizeof *took);
    int64_t found = 0;
    Arena *keep = c->arena;
    for (int i = 0; took && i < k; i++) {
        Arena one = arena_empty(MEMORY);
        SearchHits hits;
        c->arena = &one;
        const Str typed = query_of(&one, (uint64_t)i, (uint64_t)texts);
        const double from = now();
        const SearchQuery q = search_query(&one, typed);
        const SearchIn in = {.shelf = S("bench"), .whole = true, .n = 20};
        check(search_find(c, &q, &in, &hits), "a query");
        took[i] = now() - from;
        found += hits.found;
        c->arena = keep;
        arena_clear(&one);
    }
    qsort(took, (size_t)k, sizeof *took, by_size);
    printf("%.3f %.3f %.3f %lld\n", part(took, k, 0.5), part(took, k, 0.99), took[k - 1], (long long)found);
    free(took);
}

static void add(Ctx *c, int k)
{
    double *took = calloc((size_t)k, sizeof *took);
    Arena *keep = c->arena;
    for (int i = 0; took && i < k; i++) {
        Arena one = arena_empty(MEMORY);
        c->arena = &one;
        const SearchDoc d = {
            .shelf = S("bench"), .key = arena_fmt(&one, "new %d", i), .text = text_of(&one, (uint64_t)(texts + i))};
        const double from = now();
        check(store_do(c->store, BEGIN_WRITE), "begin");
        check(search_put(c, &d), "a text");
        check(store_do(c->store, COMMIT), "commit");
        took[i] = now() - from;
        c->arena = keep;
        arena_clear(&one);
    }
    qsort(took, (size_t)k, sizeof *took, by_size);
    printf("%.3f %.3f\n", part(took, k, 0.5), part(took, k, 0.99));
    free(took);
}

static void fill(Ctx *c)
{
    static const Shelving shelf = {.kind = "bench", .walk = walk};
    static const Shelving *const all[] = {&shelf, NULL};
    const double from = now();
    int64_t n;
    check(store_do(c->store, BEGIN_WRITE), "begin");
    check(search_rebuild(c, all, &n), "the index");
    check(store_do(c->store, COMMIT), "commit");
    check(store_tidy(c->store), "tidy");
    printf("%.1f\n", (now() - from) / 1e3);
}

static void print_texts(Arena *a)
{
    for (int64_t i = 0; i < texts; i++) {
        Arena one = arena_empty(MEMORY);
        const Str text = text_of(&one, (uint64_t)i), folded = fold(&one, text);
        printf("%lld\t" STR "\t" STR "\n", (long long)i, ARG(text), ARG(folded));
        arena_clear(&one);
    }
    (void)a;
}

int main(int argc, char **argv)
{
    Arena arena = arena_empty(MEMORY);
    Str why;
    const char *name, *verb = argc > 1 ? argv[1] : "";
    texts = argc > 3 ? atoll(argv[3]) : argc > 2 ? atoll(argv[2]) : 0;
    if (argc == 3 && !strcmp(verb, "texts")) return print_texts(&arena), 0;
    if (argc == 4 && !strcmp(verb, "queries")) {
        const int k = atoi(argv[2]);
        for (int i = 0; i < k; i++)
            printf(STR "\n", ARG(query_of(&arena, (uint64_t)i, (uint64_t)texts)));
        return 0;
    }
    if (argc < 4) return 2;
    Ctx c = {.arena = &arena, .store = store_open(&arena, argv[2], CREATE, &why)};
    if (!c.store) return fprintf(stderr, STR "\n", ARG(why)), 1;
    check(store_migrate(c.store, &name), "the schema");
    if (!strcmp(verb, "fill")) fill(&c);
    if (!strcmp(verb, "ask") && argc == 5) ask(&c, atoi(argv[4]));
    if (!strcmp(verb, "add") && argc == 5) add(&c, atoi(argv[4]));
    store_free(c.store);
    arena_clear(&arena);
    return 0;
}
