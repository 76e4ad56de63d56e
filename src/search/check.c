/* check.c - the whole index: made anew from the records, and compared with them. */
#include "search/index.h"
#include "text/fold.h"
#include <stdlib.h>

enum { PAGE_DOCS = 500, PAGE_ROWS = 5000, FAULTS_MOST = 20 };

/* ---- going over the records ---- */

typedef Err EachDoc(void *of, Ctx *c, const SearchDoc *d);

/* One page of records, in memory that is given back after it. */
static Err each_page(Ctx *c, const Shelving *s, int64_t *after, bool *more, EachDoc *each, void *of)
{
    Arena *keep = c->arena, page = arena_empty((size_t)1 << 28);
    SearchDocs docs = {.arena = &page};
    c->arena = &page;
    Err e = s->walk(c, s, after, more, &docs);
    for (size_t i = 0; !e && i < docs.len; i++)
        e = each(of, c, &docs.at[i]);
    c->arena = keep;
    arena_clear(&page);
    return e;
}

static Err each_doc(Ctx *c, const Shelving *s, EachDoc *each, void *of)
{
    bool more = true;
    for (int64_t after = 0; more;)
        TRY(each_page(c, s, &after, &more, each, of));
    return OK;
}

/* ---- making it anew ---- */

typedef struct {
    Indexer *x;
    int64_t n;
} Rebuild;

static Err take_in(void *of, Ctx *c, const SearchDoc *d)
{
    Rebuild *r = of;
    (void)c;
    r->n++;
    return indexer_put(r->x, d);
}

Err search_rebuild(Ctx *c, const Shelving *const *all, int64_t *n)
{
    Arena keep = arena_empty((size_t)1 << 28);
    TRY(search_clear_lists(c));
    TRY(search_clear_words(c));
    TRY(search_clear_terms(c));
    TRY(search_clear_docs(c));
    TRY(search_clear_shelves(c));
    Rebuild r = {indexer(c, &keep), 0};
    Err e = OK;
    for (; *all && !e; all++)
        e = each_doc(c, *all, take_in, &r);
    if (!e) e = indexer_end(r.x);
    arena_clear(&keep);
    *n = r.n;
    return e;
}

/* ---- do the documents say what the records say? ---- */

typedef struct {
    Buf *out;
    int64_t n;
    int64_t shelf, seen;
    Str name;
} Check;

static void fault(Check *k, Str key, const char *what)
{
    if (k->n++ < FAULTS_MOST) buf_fmt(k->out, "search " STR " " STR ": %s\n", ARG(k->name), ARG(key), what);
}

static Err same_as_record(void *of, Ctx *c, const SearchDoc *given)
{
    Check *k = of;
    StoredDoc s;
    const SearchDoc d = doc_within(given);
    const Err e = doc_of(c, k->shelf, d.key, &s);
    k->seen++;
    if (e == ERR_NOT_FOUND) return fault(k, d.key, "is not in the index"), OK;
    TRY(e);
    if (!str_eq(s.title, d.title) || !str_eq(s.text, d.text) || s.unit != d.unit || s.day.n != d.day.n)
        fault(k, d.key, "the index has it otherwise than the record");
    return OK;
}

static Err shelf_check(Ctx *c, const Shelving *s, Check *k)
{
    Shelf shelf = {0};
    k->name = shelf_name(c->arena, s->kind, s->staff);
    const Err e = shelf_named(c, k->name, &shelf);
    if (e && e != ERR_NOT_FOUND) return e;
    k->shelf = shelf.id, k->seen = 0;
    const int64_t before = k->n;
    TRY(each_doc(c, s, same_as_record, k));
    if (k->n == before && k->seen != shelf.docs)
        fault(k, arena_fmt(c->arena, "%lld", (long long)(shelf.docs - k->seen)),
              "documents more than there are records");
    return OK;
}

/* ---- is the index sound in itself? ---- */

/* What each term is in: how many documents, and a sum that depends on which. */
typedef struct {
    int64_t id, shelf, docs, counted, listed;
    uint64_t sum, list_sum;
    int64_t stamp;
    Str text;
} TermCheck;
typedef struct {
    int64_t id, term, docs, counted, stamp;
    Str exact;
} WordCheck;
typedef struct {
    TermCheck *term;
    WordCheck *word;
    size_t terms, words, term_cap, word_cap;
    int64_t docs, length;
} Sums;

static uint64_t mix(int64_t number)
{
    uint64_t z = (uint64_t)number + 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

static Err terms_load(Ctx *c, Arena *a, Sums *s)
{
    TermRowRows rows;
    Ctx in = *c;
    in.arena = a;
    for (int64_t after = 0;; after = rows.at[rows.len - 1].id) {
        TRY(terms_all(&in, after, PAGE_ROWS, &rows));
        for (size_t i = 0; i < rows.len; i++) {
            s->term = arena_grown(a, s->term, s->terms, &s->term_cap, sizeof *s->term);
            s->term[s->terms++] = (TermCheck){
                .id = rows.at[i].id, .shelf = rows.at[i].shelf, .docs = rows.at[i].docs, .text = rows.at[i].term};
        }
        if (rows.len < PAGE_ROWS) return OK;
    }
}

static Err words_load(Ctx *c, Arena *a, Sums *s)
{
    WordRowRows rows;
    Ctx in = *c;
    in.arena = a;
    for (int64_t after = 0;; after = rows.at[rows.len - 1].id) {
        TRY(words_all(&in, after, PAGE_ROWS, &rows));
        for (size_t i = 0; i < rows.len; i++) {
            s->word = arena_grown(a, s->word, s->words, &s->word_cap, sizeof *s->word);
            s->word[s->words++] = (WordCheck){
                .id = rows.at[i].id, .term = rows.at[i].term, .docs = rows.at[i].docs, .exact = rows.at[i].exact};
        }
        if (rows.len < PAGE_ROWS) return OK;
    }
}

static int by_id(const void *id, const void *row)
{
    const int64_t x = *(const int64_t *)id, y = *(const int64_t *)row;
    return x < y ? -1 : x > y;
}

static TermCheck *term_with(const Sums *s, int64_t id)
{
    return s->terms ? bsearch(&id, s->term, s->terms, sizeof *s->term, by_id) : NULL;
}

static void term_seen(TermCheck *t, int64_t number)
{
    if (t->stamp == number) return;
    t->stamp = number, t->counted++, t->sum += mix(number);
}

/* The next stored word is the next syllable of the text. */
static bool same_text(const Sums *s, int64_t shelf, int64_t number, Str text, Blob *words, int64_t *n)
{
    Syllable x;
    for (*n = 0; syllable_next(&text, &x); ++*n) {
        int64_t id;
        if (!word_next(words, &id) || !s->words) return false;
        WordCheck *w = bsearch(&id, s->word, s->words, sizeof *s->word, by_id);
        TermCheck *t = w ? term_with(s, w->term) : NULL;
        if (!t || t->shelf != shelf || !str_eq(t->text, (Str){x.folded, x.folded_len})) return false;
        if (!str_eq(w->exact, (Str){x.exact, x.exact_len})) return false;
        if (w->stamp != number) w->stamp = number, w->counted++;
        term_seen(t, number);
    }
    return true;
}

static Err narrowed(Ctx *c, const Sums *s, int64_t shelf, int64_t number, Str name, bool *ok)
{
    Term t;
    const Err e = term_of(c, name, shelf, &t);
    if (e == ERR_NOT_FOUND) return *ok = false, OK;
    TRY(e);
    TermCheck *k = term_with(s, t.id);
    if (k) term_seen(k, number);
    *ok = *ok && k;
    return OK;
}

static Err doc_check(Ctx *c, Sums *s, Check *k, const StoredDoc *d)
{
    const int64_t shelf = d->id >> SHELF_BITS, number = doc_number(d->id);
    Blob words = d->words;
    int64_t in_title = 0, in_text = 0, gap = -1;
    bool ok = same_text(s, shelf, number, d->title, &words, &in_title) && word_next(&words, &gap) && gap == 0 &&
              same_text(s, shelf, number, d->text, &words, &in_text) && !words.len;
    if (ok && d->unit) TRY(narrowed(c, s, shelf, number, unit_term(c->arena, d->unit), &ok));
    if (ok && d->day.n) TRY(narrowed(c, s, shelf, number, month_term(c->arena, d->day), &ok));
    ok = ok && d->length == in_title * TITLE_WEIGHT + in_text;
    if (!ok) fault(k, d->key, "its words are not those of its text");
    s->docs++, s->length += d->length;
    return OK;
}

static Err docs_page(Ctx *c, Sums *s, Check *k, int64_t *after, int64_t last, bool *more)
{
    Arena page = arena_empty((size_t)1 << 28);
    Ctx own = *c; /* with memory of its own, for one page of many */
    StoredDocRows rows;
    own.arena = &page;
    Err e = docs_after(&own, (DocsAfter){*after, last, PAGE_DOCS}, &rows);
    for (size_t i = 0; !e && i < rows.len; i++)
        *after = rows.at[i].id, e = doc_check(&own, s, k, &rows.at[i]);
    *more = !e && rows.len == PAGE_DOCS;
    arena_clear(&page);
    return e;
}

static Err docs_check(Ctx *c, Sums *s, Check *k)
{
    ShelfNameRows shelves;
    TRY(shelf_list(c, &shelves));
    for (size_t i = 0; i < shelves.len; i++) {
        const ShelfName *shelf = &shelves.at[i];
        const int64_t last = doc_id(shelf->id + 1, 0) - 1;
        bool more = true;
        for (size_t t = 0; t < s->terms; t++)
            s->term[t].stamp = 0;
        for (size_t w = 0; w < s->words; w++)
            s->word[w].stamp = 0;
        k->name = shelf->name, s->docs = s->length = 0;
        for (int64_t after = doc_id(shelf->id, 0); more;)
            TRY(docs_page(c, s, k, &after, last, &more));
        if (s->docs != shelf->docs || s->length != shelf->length)
            fault(k, S("counts"), "are not those of its documents");
    }
    return OK;
}

static void list_sum(Sums *s, Check *k, const List *list)
{
    TermCheck *t = term_with(s, list->id >> TERM_BITS);
    const int64_t block = list->id & (((int64_t)1 << TERM_BITS) - 1);
    Block b = {{0}};
    if (!t || !block_read(list->docs, &b)) {
        k->n++, buf_fmt(k->out, "search list %lld: belongs to no term, or is not readable\n", (long long)list->id);
        return;
    }
    for (unsigned i = 0; i < BLOCK_DOCS; i++)
        if (block_has(&b, i)) t->listed++, t->list_sum += mix(block * BLOCK_DOCS + i);
}

static Err lists_check(Ctx *c, Sums *s, Check *k)
{
    bool more = true;
    for (int64_t after = 0; more;) {
        Arena *keep = c->arena, page = arena_empty((size_t)1 << 28);
        ListRows rows;
        c->arena = &page;
        const Err e = lists_after(c, after, PAGE_ROWS, &rows);
        c->arena = keep;
        for (size_t i = 0; !e && i < rows.len; i++)
            list_sum(s, k, &rows.at[i]), after = rows.at[i].id;
        more = !e && rows.len == PAGE_ROWS;
        arena_clear(&page);
        TRY(e);
    }
    return OK;
}

static void sums_check(const Sums *s, Check *k)
{
    k->name = S("term");
    for (size_t i = 0; i < s->terms; i++) {
        const TermCheck *t = &s->term[i];
        if (t->docs != t->counted || t->docs != t->listed || t->sum != t->list_sum || !t->docs)
            fault(k, t->text, "its list is not that of the documents that have it");
    }
    k->name = S("word");
    for (size_t i = 0; i < s->words; i++)
        if (s->word[i].docs != s->word[i].counted || !s->word[i].docs)
            fault(k, s->word[i].exact, "is counted otherwise than it occurs");
}

static Err sound(Ctx *c, Arena *a, Check *k)
{
    Sums s = {0};
    TRY(terms_load(c, a, &s));
    TRY(words_load(c, a, &s));
    TRY(docs_check(c, &s, k));
    TRY(lists_check(c, &s, k));
    sums_check(&s, k);
    return OK;
}

/* What stands on a shelf that no service describes can be found by nobody, and is nobody's to mend. */
static Err strays_check(Ctx *c, const Shelving *const *all, Check *k)
{
    ShelfNameRows shelves;
    TRY(shelf_list(c, &shelves));
    for (size_t i = 0; i < shelves.len; i++) {
        bool known = false;
        for (const Shelving *const *s = all; *s; s++)
            known = known || str_eq(shelf_name(c->arena, (*s)->kind, (*s)->staff), shelves.at[i].name);
        k->name = shelves.at[i].name;
        if (!known && shelves.at[i].docs) fault(k, S("shelf"), "belongs to no service");
    }
    return OK;
}

Err search_verify(Ctx *c, const Shelving *const *all, Buf *faults, int64_t *n)
{
    Check k = {.out = faults};
    Arena own = arena_empty((size_t)1 << 30);
    Err e = strays_check(c, all, &k);
    for (; *all && !e; all++)
        e = shelf_check(c, *all, &k);
    if (!e) e = sound(c, &own, &k);
    arena_clear(&own);
    *n += k.n;
    return e;
}
