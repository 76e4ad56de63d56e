/* index.c - a document goes into the index, is changed there, or leaves it. */
#include "search/index.h"
#include "base/day.h"
#include "text/cut.h"
#include "text/fold.h"
#include <stdlib.h>

enum { TABLE_LEAST = 64, TERMS_MOST = 20000 }; /* with so many terms in memory what is gathered is written */

typedef struct {
    Str text;
    int64_t shelf, id, docs; /* docs: how many more, or fewer, have it */
    bool was, now;           /* in the document under way: before, and after */
    uint32_t *change;        /* slots of the block under way, << 1, and whether it is to be in */
    size_t len, cap;
} TermSlot;
typedef struct {
    TermSlot *term;
    Str exact;
    int64_t id, docs;
    bool was, now;
} WordSlot;
typedef struct {
    void **at;
    size_t cap, len;
} Table;
typedef struct {
    Str name;
    int64_t id, docs, length, last;
    bool changed;
} ShelfSlot;

struct Indexer {
    Ctx *c;
    Arena *keep, pending, store; /* of many documents: what lasts, what lasts to the end of a block, what of a table */
    Arena *terms_in;
    bool many;
    Table terms, words;
    ShelfSlot *shelf;
    size_t shelves, shelf_cap;
    int64_t block, block_shelf; /* whose changes are pending */
    TermSlot **term;            /* touched by the document under way */
    WordSlot **word;
    size_t term_len, term_cap, word_len, word_cap;
};

/* ---- small things ---- */

const Shelving *const *search_shelves;

Str shelf_name(Arena *a, const char *kind, bool staff)
{
    return arena_fmt(a, "%s%s", kind, staff ? "/staff" : "");
}

Str unit_term(Arena *a, int64_t unit)
{
    return arena_fmt(a, "#%lld", (long long)unit);
}

Str month_term(Arena *a, Day day)
{
    const Civil d = civil(day);
    return arena_fmt(a, "@%04d%02d", d.year, d.month);
}

SearchDoc doc_within(const SearchDoc *d)
{
    SearchDoc out = *d;
    out.title = cut_bytes(d->title, TEXT_MOST), out.text = cut_bytes(d->text, TEXT_MOST);
    return out;
}

static void word_put(Buf *to, int64_t id)
{
    uint64_t left = (uint64_t)id;
    for (; left >= 128; left >>= 7)
        buf_char(to, (char)((left & 127) | 128));
    buf_char(to, (char)left);
}

bool word_next(Blob *words, int64_t *id)
{
    uint64_t n = 0;
    for (unsigned shift = 0; words->len && shift < 63; shift += 7) {
        const unsigned char byte = (unsigned char)*words->ptr;
        words->ptr++, words->len--;
        n |= (uint64_t)(byte & 127) << shift;
        if (byte < 128) return *id = (int64_t)n, true;
    }
    return false;
}

/* ---- terms and words in memory: open addressing ---- */

static uint64_t term_hash(int64_t shelf, Str text)
{
    return str_hash(text) ^ (uint64_t)shelf * 0x9E3779B97F4A7C15u;
}

static uint64_t word_hash(int64_t term, Str exact)
{
    return str_hash(exact) ^ (uint64_t)term * 0x9E3779B97F4A7C15u;
}

static void **place_of(const Table *t, uint64_t hash, bool (*is)(const void *, int64_t, Str), int64_t of, Str text)
{
    size_t i = (hash ^ hash >> 29) & (t->cap - 1);
    while (t->at[i] && !is(t->at[i], of, text))
        i = (i + 1) & (t->cap - 1);
    return &t->at[i];
}

static bool is_term(const void *slot, int64_t shelf, Str text)
{
    const TermSlot *t = slot;
    return t->shelf == shelf && str_eq(t->text, text);
}

static bool is_word(const void *slot, int64_t term, Str exact)
{
    const WordSlot *w = slot;
    return w->term->id == term && str_eq(w->exact, exact);
}

static void **term_place(const Table *t, int64_t shelf, Str text)
{
    return place_of(t, term_hash(shelf, text), is_term, shelf, text);
}

static void **word_place(const Table *t, int64_t term, Str exact)
{
    return place_of(t, word_hash(term, exact), is_word, term, exact);
}

static void table_grow(Arena *a, Table *t, bool words)
{
    if (t->len * 2 < t->cap) return;
    Table bigger = {NULL, t->cap ? t->cap * 2 : TABLE_LEAST, t->len};
    bigger.at = NEW(a, void *, bigger.cap);
    for (size_t i = 0; i < t->cap; i++) {
        if (!t->at[i]) continue;
        const WordSlot *w = t->at[i];
        const TermSlot *x = t->at[i];
        *(words ? word_place(&bigger, w->term->id, w->exact) : term_place(&bigger, x->shelf, x->text)) = t->at[i];
    }
    *t = bigger;
}

static Err term_at(Indexer *x, int64_t shelf, Str text, TermSlot **out)
{
    table_grow(x->terms_in, &x->terms, false);
    void **place = term_place(&x->terms, shelf, text);
    if (*place) return *out = *place, OK;
    Term known;
    const Err e = term_of(x->c, text, shelf, &known);
    if (e == ERR_NOT_FOUND) {
        TermId id;
        TRY(term_add(x->c, shelf, text, &id));
        known.id = id.id;
    } else {
        TRY(e);
    }
    *out = *place = NEW(x->terms_in, TermSlot, 1);
    **out = (TermSlot){.text = arena_copy(x->terms_in, text), .shelf = shelf, .id = known.id};
    x->terms.len++;
    return OK;
}

static Err word_at(Indexer *x, TermSlot *term, Str exact, WordSlot **out)
{
    table_grow(x->terms_in, &x->words, true);
    void **place = word_place(&x->words, term->id, exact);
    if (*place) return *out = *place, OK;
    WordId id;
    const Err e = word_of(x->c, term->id, exact, &id);
    if (e && e != ERR_NOT_FOUND) return e;
    if (e) TRY(word_add(x->c, term->id, exact, &id));
    *out = *place = NEW(x->terms_in, WordSlot, 1);
    **out = (WordSlot){.term = term, .exact = arena_copy(x->terms_in, exact), .id = id.id};
    x->words.len++;
    return OK;
}

/* ---- shelves ---- */

static Err shelf_at(Indexer *x, Str name, ShelfSlot **out)
{
    for (size_t i = 0; i < x->shelves; i++)
        if (str_eq(x->shelf[i].name, name)) return *out = &x->shelf[i], OK;
    Shelf s = {0};
    const Err e = shelf_named(x->c, name, &s);
    if (e && e != ERR_NOT_FOUND) return e;
    if (e) {
        ShelfId id;
        TRY(shelf_add(x->c, name, &id));
        s.id = id.id;
    }
    x->shelf = arena_grown(x->keep, x->shelf, x->shelves, &x->shelf_cap, sizeof *x->shelf);
    *out = &x->shelf[x->shelves++];
    **out = (ShelfSlot){.name = arena_copy(x->keep, name), .id = s.id, .last = s.last};
    return OK;
}

/* ---- the document under way ---- */

static void touch_term(Indexer *x, TermSlot *t, bool now)
{
    if (!t->was && !t->now) {
        x->term = arena_grown(x->keep, x->term, x->term_len, &x->term_cap, sizeof *x->term);
        x->term[x->term_len++] = t;
    }
    *(now ? &t->now : &t->was) = true;
}

static void touch_word(Indexer *x, WordSlot *w, bool now)
{
    if (!w->was && !w->now) {
        x->word = arena_grown(x->keep, x->word, x->word_len, &x->word_cap, sizeof *x->word);
        x->word[x->word_len++] = w;
    }
    *(now ? &w->now : &w->was) = true;
    touch_term(x, w->term, now);
}

static Err narrow(Indexer *x, int64_t shelf, int64_t unit, Day day, bool now)
{
    TermSlot *t;
    Arena *a = x->c->arena;
    if (unit) {
        TRY(term_at(x, shelf, unit_term(a, unit), &t));
        touch_term(x, t, now);
    }
    if (day.n) {
        TRY(term_at(x, shelf, month_term(a, day), &t));
        touch_term(x, t, now);
    }
    return OK;
}

static Err text_in(Indexer *x, int64_t shelf, Str text, Buf *words, int64_t *n)
{
    Syllable s;
    for (*n = 0; syllable_next(&text, &s); ++*n) {
        TermSlot *term;
        WordSlot *word;
        TRY(term_at(x, shelf, (Str){s.folded, s.folded_len}, &term));
        TRY(word_at(x, term, (Str){s.exact, s.exact_len}, &word));
        touch_word(x, word, true);
        word_put(words, word->id);
    }
    return OK;
}

static int by_number(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* Each once, however often it stands in the text. */
static size_t distinct(Arena *a, Blob words, int64_t **out)
{
    int64_t *ids = arena_raw(a, words.len * sizeof *ids), id; /* a word is one byte or more */
    size_t all = 0, n = 0;
    while (word_next(&words, &id))
        if (id) ids[all++] = id; /* not the gap */
    qsort(ids, all, sizeof *ids, by_number);
    for (size_t i = 0; i < all; i++)
        if (!n || ids[n - 1] != ids[i]) ids[n++] = ids[i];
    *out = ids;
    return n;
}

/* Marks what the document had. */
static Err before(Indexer *x, int64_t shelf, const StoredDoc *old)
{
    int64_t *ids;
    const size_t n = distinct(x->c->arena, old->words, &ids);
    TRY(narrow(x, shelf, old->unit, old->day, false));
    for (size_t i = 0; i < n; i++) {
        WordParts parts;
        TermSlot *term;
        WordSlot *word;
        TRY(word_by_id(x->c, ids[i], &parts));
        TRY(term_at(x, shelf, parts.term, &term));
        TRY(word_at(x, term, parts.exact, &word));
        touch_word(x, word, false);
    }
    return OK;
}

static void note_change(Indexer *x, TermSlot *t, unsigned slot)
{
    Arena *a = x->many ? &x->pending : x->keep;
    t->change = arena_grown(a, t->change, t->len, &t->cap, sizeof *t->change);
    t->change[t->len++] = slot << 1 | t->now;
}

static void settle(Indexer *x, int64_t number)
{
    for (size_t i = 0; i < x->term_len; i++) {
        TermSlot *t = x->term[i];
        if (t->was != t->now) {
            t->docs += t->now ? 1 : -1;
            note_change(x, t, (unsigned)(number % BLOCK_DOCS));
        }
        t->was = t->now = false;
    }
    for (size_t i = 0; i < x->word_len; i++) {
        WordSlot *w = x->word[i];
        w->docs += w->now - w->was;
        w->was = w->now = false;
    }
    x->term_len = x->word_len = 0;
}

/* ---- writing what was gathered ---- */

static Err list_write(Indexer *x, TermSlot *t)
{
    Ctx *c = x->c;
    List old;
    Block b = {{0}};
    const int64_t id = list_id(t->id, x->block);
    const Err e = list_of(c, id, &old);
    if (e && e != ERR_NOT_FOUND) return e;
    if (!e && !block_read(old.docs, &b)) return FAIL(ERR_INTERNAL, "list %lld is not readable", (long long)id);
    for (size_t i = 0; i < t->len; i++)
        block_set(&b, t->change[i] >> 1, t->change[i] & 1);
    t->change = NULL, t->len = t->cap = 0;
    const Blob packed = block_pack(c->arena, &b);
    return packed.len ? list_put(c, id, packed) : list_drop(c, id);
}

static Err lists_write(Indexer *x)
{
    for (size_t i = 0; i < x->terms.cap; i++) {
        TermSlot *t = x->terms.at[i];
        if (t && t->len) TRY(list_write(x, t));
    }
    if (x->many) arena_clear(&x->pending);
    return OK;
}

static Err counts_write(Indexer *x)
{
    Ctx *c = x->c;
    for (size_t i = 0; i < x->words.cap; i++) { /* before their terms, which they refer to */
        WordSlot *w = x->words.at[i];
        if (!w || !w->docs) continue;
        TRY(word_count(c, w->id, w->docs));
        if (w->docs < 0) TRY(word_drop(c, w->id));
        w->docs = 0;
    }
    for (size_t i = 0; i < x->terms.cap; i++) {
        TermSlot *t = x->terms.at[i];
        if (!t || !t->docs) continue;
        TRY(term_count(c, t->id, t->docs));
        if (t->docs < 0) TRY(term_drop(c, t->id));
        t->docs = 0;
    }
    return OK;
}

/* Everything is written, and the tables begin anew. */
static Err tables_write(Indexer *x)
{
    TRY(lists_write(x));
    TRY(counts_write(x));
    x->terms = x->words = (Table){0};
    if (x->many) arena_clear(&x->store);
    return OK;
}

static Err block_begin(Indexer *x, int64_t shelf, int64_t number)
{
    const int64_t block = number / BLOCK_DOCS;
    if (x->terms.len > TERMS_MOST) TRY(tables_write(x));
    if (x->block == block && x->block_shelf == shelf) return OK;
    TRY(lists_write(x));
    x->block = block, x->block_shelf = shelf;
    return OK;
}

Indexer *indexer(Ctx *c, Arena *keep)
{
    Indexer *x = NEW(keep, Indexer, 1);
    *x = (Indexer){.c = c, .keep = keep, .block = -1, .many = keep != c->arena};
    if (x->many) x->pending = arena_empty((size_t)1 << 28), x->store = arena_empty((size_t)1 << 28);
    x->terms_in = x->many ? &x->store : keep;
    return x;
}

Err indexer_end(Indexer *x)
{
    TRY(tables_write(x));
    for (size_t i = 0; i < x->shelves; i++) {
        const ShelfSlot *s = &x->shelf[i];
        if (s->changed) TRY(shelf_count(x->c, (ShelfCount){s->id, s->docs, s->length, s->last}));
    }
    return OK;
}

/* ---- putting and dropping ---- */

static bool same(const StoredDoc *old, const SearchDoc *d)
{
    return old->unit == d->unit && old->day.n == d->day.n && str_eq(old->title, d->title) && str_eq(old->text, d->text);
}

static Err doc_write(Indexer *x, ShelfSlot *s, const SearchDoc *d, const StoredDoc *old)
{
    Ctx *c = x->c;
    Buf words = {.arena = c->arena};
    int64_t in_title, in_text;
    const int64_t number = old ? doc_number(old->id) : ++s->last, id = doc_id(s->id, number);
    TRY(block_begin(x, s->id, number));
    if (old) TRY(before(x, s->id, old));
    TRY(narrow(x, s->id, d->unit, d->day, true));
    TRY(text_in(x, s->id, d->title, &words, &in_title));
    word_put(&words, 0);
    TRY(text_in(x, s->id, d->text, &words, &in_text));
    settle(x, number);
    const int64_t length = in_title * TITLE_WEIGHT + in_text;
    s->docs += !old, s->length += length - (old ? old->length : 0), s->changed = true;
    const Blob all = buf_done(&words);
    if (old) return doc_change(c, (DocChange){id, d->unit, d->day, length, all, d->title, d->text});
    return doc_add(c, (DocAdd){id, s->id, d->key, d->unit, d->day, length, all, d->title, d->text});
}

Err indexer_put(Indexer *x, const SearchDoc *given)
{
    ShelfSlot *s;
    StoredDoc old;
    const SearchDoc d = doc_within(given);
    TRY(shelf_at(x, d.shelf, &s));
    const Err e = doc_of(x->c, s->id, d.key, &old);
    if (e && e != ERR_NOT_FOUND) return e;
    if (!e && same(&old, &d)) return OK;
    return doc_write(x, s, &d, e ? NULL : &old);
}

static Err doc_leave(Indexer *x, Str shelf, const StoredDoc *old)
{
    ShelfSlot *s;
    TRY(shelf_at(x, shelf, &s));
    TRY(block_begin(x, s->id, doc_number(old->id)));
    TRY(before(x, s->id, old));
    settle(x, doc_number(old->id));
    s->docs--, s->length -= old->length, s->changed = true;
    return doc_drop(x->c, old->id);
}

Err search_put(Ctx *c, const SearchDoc *d)
{
    Indexer *x = indexer(c, c->arena);
    TRY(indexer_put(x, d));
    return indexer_end(x);
}

Err search_drop(Ctx *c, Str shelf, Str key)
{
    Shelf s;
    StoredDoc old;
    Err e = shelf_named(c, shelf, &s);
    if (!e) e = doc_of(c, s.id, key, &old);
    if (e) return e == ERR_NOT_FOUND ? OK : e;
    Indexer *x = indexer(c, c->arena);
    TRY(doc_leave(x, shelf, &old));
    return indexer_end(x);
}

void search_docs_add(SearchDocs *to, SearchDoc d)
{
    to->at = arena_grown(to->arena, to->at, to->len, &to->cap, sizeof d);
    to->at[to->len++] = d;
}
