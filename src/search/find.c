/* find.c - which documents of a shelf a query finds, and in which order. */
#include "base/day.h"
#include "search/index.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BEGUN_TERMS = 256, MONTHS_MOST = 1200, NO_TERM = 255, GAP_TERM = 254 };

/* A distinct syllable of the query, with the terms of the shelf that it means: one, none, or all that begin so. */
typedef struct {
    Str folded;
    TermRows of;
    Bits in;
    int64_t docs;
    double idf;
} Wanted;

typedef struct {
    Ctx *c;
    const SearchQuery *q;
    const SearchIn *in;
    int64_t shelf;
    size_t blocks;
    double docs, mean; /* how many there are, and their mean length */
    Wanted term[QUERY_WORDS];
    size_t terms;
    uint8_t term_of[QUERY_WORDS]; /* of each word of the query */
    uint32_t marked;              /* words of the query that were typed with marks, each form once */
    Bits allowed;                 /* by the filters; no blocks: all */
    SearchMatch match;
} Find;

/* ---- sets ---- */

/* The rows of a term into one set; their memory is given back at once. */
static Err term_bits(Find *f, int64_t term, Bits *into)
{
    Ctx *c = f->c;
    Arena *keep = c->arena, rows_in = arena_empty((size_t)1 << 26);
    ListRows rows;
    c->arena = &rows_in;
    const Err e = lists_between(c, list_id(term, 0), list_id(term + 1, 0) - 1, &rows);
    c->arena = keep;
    for (size_t i = 0; !e && i < rows.len; i++) {
        const size_t block = (size_t)(rows.at[i].id - list_id(term, 0));
        if (block < into->blocks) (void)block_read(rows.at[i].docs, &into->at[block]); /* kheo verify says so */
    }
    arena_clear(&rows_in);
    return e;
}

static Err named_bits(Find *f, Str name, Bits *into)
{
    Term t;
    const Err e = term_of(f->c, name, f->shelf, &t);
    if (e) return e == ERR_NOT_FOUND ? OK : e;
    return term_bits(f, t.id, into);
}

static double idf(const Find *f, int64_t docs)
{
    return log(1 + (f->docs - (double)docs + 0.5) / ((double)docs + 0.5));
}

static Err wanted_bits(Find *f, Wanted *w)
{
    w->in = bits_new(f->c->arena, f->blocks);
    for (size_t i = 0; i < w->of.len; i++)
        TRY(term_bits(f, w->of.at[i].id, &w->in));
    w->docs = w->of.len == 1 ? w->of.at[0].docs : bits_count(&w->in);
    w->idf = idf(f, w->docs);
    return OK;
}

static Err wanted_term(Find *f, Wanted *w)
{
    Ctx *c = f->c;
    Term *t = NEW(c->arena, Term, 1);
    const Err e = term_of(c, w->folded, f->shelf, t);
    if (e && e != ERR_NOT_FOUND) return e;
    w->of = (TermRows){t, e ? 0 : 1};
    return wanted_bits(f, w);
}

static Err wanted_all(Find *f)
{
    for (size_t i = 0; i < f->q->len; i++) {
        size_t k = 0;
        while (k < f->terms && !str_eq(f->term[k].folded, f->q->word[i].folded))
            k++;
        f->term_of[i] = (uint8_t)k;
        if (k < f->terms) continue;
        f->term[f->terms++] = (Wanted){.folded = f->q->word[i].folded};
        TRY(wanted_term(f, &f->term[k]));
    }
    return OK;
}

/* ---- filters ---- */

static Err units_allowed(Find *f)
{
    Bits any = bits_new(f->c->arena, f->blocks);
    for (size_t i = 0; i < f->in->unit_len; i++)
        TRY(named_bits(f, unit_term(f->c->arena, f->in->unit[i]), &any));
    f->allowed = any;
    return OK;
}

/* The months that the days fall into; each document is then asked for its day. */
static Err months_allowed(Find *f)
{
    TermRows terms;
    Ctx *c = f->c;
    Bits any = bits_new(c->arena, f->blocks);
    const Str first = f->in->from.n ? month_term(c->arena, f->in->from) : S("@");
    const Str last = f->in->to.n ? month_term(c->arena, f->in->to) : S("@9999");
    TRY(terms_between(c, (TermsBetween){first, last, f->shelf, MONTHS_MOST}, &terms));
    for (size_t i = 0; i < terms.len; i++)
        TRY(term_bits(f, terms.at[i].id, &any));
    if (f->allowed.blocks)
        bits_and(&f->allowed, &any);
    else
        f->allowed = any;
    return OK;
}

static Err filters(Find *f)
{
    if (f->in->narrowed) TRY(units_allowed(f));
    if (f->in->from.n || f->in->to.n) TRY(months_allowed(f));
    return OK;
}

static bool is_in_days(const Find *f, Day day)
{
    const SearchIn *in = f->in;
    if (in->from.n && day.n < in->from.n) return false;
    return !in->to.n || day.n <= in->to.n;
}

/* ---- which ---- */

static void all_of(Find *f, Bits *out)
{
    *out = bits_new(f->c->arena, f->blocks);
    bits_or(out, &f->term[0].in);
    for (size_t i = 1; i < f->terms; i++)
        bits_and(out, &f->term[i].in);
    if (f->allowed.blocks) bits_and(out, &f->allowed);
}

static void most_of(Find *f, unsigned n, Bits *out)
{
    Votes v = votes_new(f->c->arena, f->blocks);
    for (size_t i = 0; i < f->terms; i++)
        votes_add(&v, &f->term[i].in);
    *out = votes_least(f->c->arena, &v, n);
    if (f->allowed.blocks) bits_and(out, &f->allowed);
}

/* The last syllable as the beginning of one. */
static Err begun(Find *f, Bits *out)
{
    Ctx *c = f->c;
    Wanted *w = &f->term[f->term_of[f->q->len - 1]];
    const Wanted as_typed = *w;
    const Str last = arena_fmt(c->arena, STR "\xF4\x8F\xBF\xBF", ARG(w->folded)); /* no letter comes after it */
    TRY(terms_between(c, (TermsBetween){w->folded, last, f->shelf, BEGUN_TERMS}, &w->of));
    TRY(wanted_bits(f, w));
    all_of(f, out);
    if (bits_count(out))
        f->match = MATCH_BEGUN;
    else
        *w = as_typed;
    return OK;
}

static Err matching(Find *f, Bits *out)
{
    const bool last_unknown = !f->term[f->term_of[f->q->len - 1]].docs;
    all_of(f, out);
    f->match = MATCH_ALL;
    if (bits_count(out)) return OK;
    if (f->q->open && last_unknown) TRY(begun(f, out));
    if (f->match == MATCH_BEGUN || f->q->phrases || f->in->whole) return OK;
    const unsigned most = (unsigned)((f->terms * 6 + 9) / 10);
    f->match = MATCH_MOST;
    most_of(f, most, out);
    if (bits_count(out)) return OK;
    f->match = MATCH_ANY;
    most_of(f, 1, out);
    return OK;
}

/* ---- in which order ---- */

/* What a word of the shelf is to the query: which syllable, and which of its typed forms it is to the letter. */
typedef struct {
    int64_t id;
    uint32_t exact;
    uint8_t term;
} Known;
typedef struct {
    Known *at;
    size_t cap;
} KnownWords;

static Known *known_at(const KnownWords *k, int64_t id)
{
    size_t i = (size_t)((uint64_t)id * 0x9E3779B97F4A7C15u >> 32) & (k->cap - 1);
    while (k->at[i].id && k->at[i].id != id)
        i = (i + 1) & (k->cap - 1);
    return &k->at[i];
}

static uint32_t exact_bits(const Find *f, Str exact)
{
    uint32_t bits = 0;
    for (size_t i = 0; i < f->q->len; i++)
        if (str_eq(f->q->word[i].exact, exact)) bits |= 1u << i;
    return bits;
}

static Err words_known(Find *f, KnownWords *out)
{
    Ctx *c = f->c;
    for (size_t i = 0; i < f->q->len; i++) {
        const QueryWord *w = &f->q->word[i];
        if (w->marked && !(exact_bits(f, w->exact) & ((1u << i) - 1))) f->marked |= 1u << i;
    }
    size_t n = 0, words = 0, all = 0;
    for (size_t i = 0; i < f->terms; i++)
        all += f->term[i].of.len;
    WordRows *rows = NEW(c->arena, WordRows, all + 1);
    uint8_t *term = NEW(c->arena, uint8_t, all + 1);
    for (size_t i = 0; i < f->terms; i++)
        for (size_t k = 0; k < f->term[i].of.len; k++, n++) {
            TRY(words_of(c, f->term[i].of.at[k].id, &rows[n]));
            term[n] = (uint8_t)i, words += rows[n].len;
        }
    for (out->cap = 16; out->cap < words * 2;)
        out->cap *= 2;
    out->at = NEW(c->arena, Known, out->cap);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < rows[i].len; k++) {
            const Word *w = &rows[i].at[k];
            *known_at(out, w->id) = (Known){w->id, exact_bits(f, w->exact), term[i]};
        }
    return OK;
}

/* One document as the query sees it. */
typedef struct {
    uint8_t *term; /* of each syllable: that of the query, NO_TERM, GAP_TERM */
    uint32_t *exact;
    size_t len, cap;
    size_t title; /* how many of them are the title's */
} Seen;

static void see(Arena *a, const KnownWords *words, Blob text, Seen *s)
{
    int64_t id;
    if (s->cap < text.len) { /* a syllable is one byte or more */
        s->cap = text.len * 2;
        s->term = arena_raw(a, s->cap), s->exact = arena_raw(a, s->cap * sizeof *s->exact);
    }
    s->len = s->title = 0;
    while (word_next(&text, &id)) {
        const Known *k = id ? known_at(words, id) : NULL;
        if (!id) s->title = s->len;
        s->term[s->len] = !k ? GAP_TERM : k->id ? k->term : NO_TERM;
        s->exact[s->len++] = k ? k->exact : 0;
    }
}

static bool phrase_at(const Find *f, const Seen *s, size_t at, size_t first, size_t n)
{
    if (at + n > s->len) return false;
    for (size_t i = 0; i < n; i++) {
        const QueryWord *w = &f->q->word[first + i];
        if (s->term[at + i] != f->term_of[first + i]) return false;
        if (w->marked && !(s->exact[at + i] >> (first + i) & 1)) return false;
    }
    return true;
}

static bool has_phrase(const Find *f, const Seen *s, size_t first, size_t n)
{
    for (size_t at = 0; at + n <= s->len; at++)
        if (phrase_at(f, s, at, first, n)) return true;
    return false;
}

/* Every quotation stands in it, in that order; a syllable typed with marks to the letter. */
static bool has_phrases(const Find *f, const Seen *s)
{
    for (size_t i = 0, n; i < f->q->len; i += n) {
        n = 1;
        if (!f->q->word[i].phrase) continue;
        while (i + n < f->q->len && f->q->word[i + n].phrase == f->q->word[i].phrase)
            n++;
        if (!has_phrase(f, s, i, n)) return false;
    }
    return true;
}

static double by_frequency(const Find *f, const Seen *s, int64_t length)
{
    static const double k1 = 1.2, b = 0.75;
    double tf[QUERY_WORDS] = {0}, score = 0;
    for (size_t i = 0; i < s->len; i++)
        if (s->term[i] < GAP_TERM) tf[s->term[i]] += i < s->title ? TITLE_WEIGHT : 1;
    for (size_t i = 0; i < f->terms; i++)
        score += f->term[i].idf * tf[i] * (k1 + 1) / (tf[i] + k1 * (1 - b + b * (double)length / f->mean));
    return score;
}

/* Half its weight more for every syllable that stands there as it was typed, with its marks. */
static double by_marks(const Find *f, const Seen *s)
{
    uint32_t seen = 0;
    double score = 0;
    for (size_t i = 0; i < s->len; i++)
        seen |= s->exact[i];
    for (size_t i = 0; i < f->q->len; i++)
        if (f->marked & seen & 1u << i) score += 0.5 * f->term[f->term_of[i]].idf;
    return score;
}

static bool stand_together(const Seen *s, uint8_t a, uint8_t b)
{
    for (size_t i = 1; i < s->len; i++)
        if (s->term[i - 1] == a && s->term[i] == b) return true;
    return false;
}

/* The weight of two that were typed side by side and stand so, once for each two. */
static double by_neighbours(const Find *f, const Seen *s)
{
    double score = 0;
    for (size_t i = 1; i < f->q->len; i++) {
        const uint8_t a = f->term_of[i - 1], b = f->term_of[i];
        bool again = false;
        for (size_t k = 1; k < i; k++)
            again = again || (f->term_of[k - 1] == a && f->term_of[k] == b);
        if (!again && stand_together(s, a, b)) score += (f->term[a].idf + f->term[b].idf) / 2;
    }
    return score;
}

typedef struct {
    int64_t number;
    double score;
} Ranked;

static int better(const void *a, const void *b)
{
    const Ranked *x = a, *y = b;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    return x->number > y->number ? -1 : x->number < y->number; /* the newest first */
}

/* Looks into the documents of the set, the newest first. */
static Err rank(Find *f, const Bits *set, Ranked *out, SearchHits *hits)
{
    Ctx *c = f->c;
    Arena *keep = c->arena, one = arena_empty((size_t)1 << 24);
    KnownWords words;
    Seen seen = {0};
    Err e = words_known(f, &words);
    size_t looked = 0;
    int64_t at = -1;
    while (!e && hits->ranked < MOST_RANKED && looked < MOST_SIFTED && (at = bits_below(set, at)) >= 0) {
        DocWords d;
        c->arena = &one;
        e = doc_words(c, doc_id(f->shelf, at), &d);
        c->arena = keep;
        looked++;
        if (e) {
            e = FAIL(ERR_INTERNAL, "the search index has no document %lld of shelf %lld: kheo reindex", (long long)at,
                     (long long)f->shelf);
            break;
        }
        if (is_in_days(f, d.day)) {
            see(keep, &words, d.words, &seen);
            const double score = by_frequency(f, &seen, d.length) + by_marks(f, &seen) + by_neighbours(f, &seen);
            if (!f->q->phrases || has_phrases(f, &seen)) out[hits->ranked++] = (Ranked){at, score};
        }
        if (looked % 64 == 0) arena_clear(&one);
        if (!at) break;
    }
    arena_clear(&one);
    hits->more = !e && at > 0 && bits_below(set, at) >= 0;
    return e;
}

static Err page(Find *f, const Ranked *ranked, SearchHits *out)
{
    Ctx *c = f->c;
    out->at = NEW(c->arena, SearchHit, f->in->n + 1);
    for (size_t i = f->in->skip; i < out->ranked && out->len < f->in->n; i++) {
        StoredDoc d;
        TRY(doc_by_id(c, doc_id(f->shelf, ranked[i].number), &d));
        out->at[out->len++] = (SearchHit){d.key, d.title, d.text, d.unit, d.day, ranked[i].score};
    }
    return OK;
}

Err search_find(Ctx *c, const SearchQuery *q, const SearchIn *in, SearchHits *out)
{
    Shelf s;
    Bits set;
    *out = (SearchHits){0};
    const Err e = q->len ? shelf_named(c, in->shelf, &s) : ERR_NOT_FOUND;
    if (e || !s.docs || !s.length) return e == ERR_NOT_FOUND ? OK : e;
    Find f = {.c = c, .q = q, .in = in, .shelf = s.id, .docs = (double)s.docs};
    f.blocks = (size_t)(s.last / BLOCK_DOCS) + 1;
    f.mean = (double)s.length / (double)s.docs;
    TRY(wanted_all(&f));
    TRY(filters(&f));
    TRY(matching(&f, &set));
    Ranked *ranked = NEW(c->arena, Ranked, MOST_RANKED);
    TRY(rank(&f, &set, ranked, out));
    out->match = f.match;
    /* Where every document of the set was looked into, those that hold are known; else only the set is. */
    const bool sifted = q->phrases || in->from.n || in->to.n;
    out->found = sifted || !out->more ? (int64_t)out->ranked : bits_count(&set);
    qsort(ranked, out->ranked, sizeof *ranked, better);
    return page(&f, ranked, out);
}
