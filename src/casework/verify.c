/* verify.c - acts, states and figures agree, recounted in three independent ways: from the files, from the
 * acts, and from the changes that each act noted. */
#include "casework/engine.h"
#include <string.h>

enum { FAULTS = 20, PAGE = 1000 };
typedef struct {
    Buf *out;
    int64_t n;
} Faults;

static Err codes(Ctx *c, Faults *f, Err (*query)(Ctx *, int64_t, FileFaultRows *), const char *what)
{
    FileFaultRows rows;
    TRY(query(c, FAULTS, &rows));
    for (size_t i = 0; i < rows.len; i++, f->n++)
        buf_fmt(f->out, "casefile " STR ": %s\n", ARG(rows.at[i].code), what);
    return OK;
}

static Err chain(Ctx *c, Faults *f)
{
    ChainFaultRows rows;
    TRY(verify_chain(c, FAULTS, &rows));
    for (size_t i = 0; i < rows.len; i++, f->n++)
        buf_fmt(f->out, "casefile " STR ": act %lld does not begin where the one before it ended\n",
                ARG(rows.at[i].code), (long long)rows.at[i].seq);
    return OK;
}

static Err cells(Ctx *c, Faults *f, Err (*query)(Ctx *, int64_t, CellFaultRows *), const char *what)
{
    CellFaultRows rows;
    TRY(query(c, FAULTS, &rows));
    for (size_t i = 0; i < rows.len; i++, f->n++) {
        const CellFault *x = &rows.at[i];
        buf_fmt(f->out, "tally unit %lld " STR " " STR " %lld " STR ": is %lld, %s %lld\n", (long long)x->unit,
                ARG(x->kind), ARG(x->measure), (long long)x->month, ARG(x->facet), (long long)x->have, what,
                (long long)x->want);
    }
    return OK;
}

/* ---- the tally from what the acts noted: a table of cells, open addressing ---- */

typedef struct {
    Str key;
    int64_t n;
} Slot;
typedef struct {
    Slot *at;
    size_t cap, len;
} Cells;

static Slot *slot_of(const Cells *t, Str key)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < key.len; i++)
        h = (h ^ (unsigned char)key.ptr[i]) * 0x100000001b3u;
    size_t i = h & (t->cap - 1);
    while (t->at[i].key.len && !str_eq(t->at[i].key, key))
        i = (i + 1) & (t->cap - 1);
    return &t->at[i];
}

static void grow(Arena *a, Cells *t)
{
    Cells bigger = {NEW(a, Slot, t->cap ? t->cap * 2 : 1024), t->cap ? t->cap * 2 : 1024, t->len};
    for (size_t i = 0; i < t->cap; i++)
        if (t->at[i].key.len) *slot_of(&bigger, t->at[i].key) = t->at[i];
    *t = bigger;
}

static Str key_of(Arena *a, int64_t unit, Str kind, Str measure, int64_t month, Str facet)
{
    return arena_fmt(a, "%lld " STR " " STR " %lld " STR, (long long)unit, ARG(kind), ARG(measure), (long long)month,
                     ARG(facet));
}

static void add(Arena *a, Cells *t, Str key, int64_t n)
{
    if (t->len * 2 >= t->cap) grow(a, t);
    Slot *s = slot_of(t, key);
    if (!s->key.len) s->key = key, t->len++;
    s->n += n;
}

/* The rows of one page of acts, in memory that is given back after the page: only cells stay. */
static Err add_page(Ctx *c, Cells *t, int64_t *after, bool *more, Faults *f)
{
    Arena *keep = c->arena, page = arena_empty((size_t)1 << 28);
    CountsRowRows rows;
    c->arena = &page;
    Err e = verify_counts(c, *after, PAGE, &rows);
    c->arena = keep;
    for (size_t i = 0; !e && i < rows.len; i++) {
        Str counts = rows.at[i].counts;
        Count x;
        *after = rows.at[i].id;
        while (counts.len && count_next(&counts, &x))
            add(keep, t, key_of(keep, x.unit, rows.at[i].kind, x.measure, x.month, x.facet), x.n);
        if (counts.len) f->n++, buf_fmt(f->out, "act %lld: its counts are not readable\n", (long long)rows.at[i].id);
    }
    *more = !e && rows.len == PAGE;
    arena_clear(&page);
    return e;
}

static Err noted(Ctx *c, Faults *f)
{
    Cells t = {0};
    OwnCellRows own;
    bool more = true;
    for (int64_t after = 0; more;)
        TRY(add_page(c, &t, &after, &more, f));
    TRY(verify_own(c, &own));
    for (size_t i = 0; i < own.len; i++) {
        const OwnCell *x = &own.at[i];
        add(c->arena, &t, key_of(c->arena, x->unit, x->kind, x->measure, x->month, x->facet), -x->n);
    }
    for (size_t i = 0; i < t.cap; i++)
        if (t.at[i].n && f->n < FAULTS)
            f->n++, buf_fmt(f->out, "tally " STR ": the acts noted %+lld more than it holds\n", ARG(t.at[i].key),
                            (long long)t.at[i].n);
    return OK;
}

Err casework_verify(Ctx *c, Buf *faults, int64_t *n)
{
    Faults f = {faults, 0};
    TRY(codes(c, &f, verify_versions, "the number of its acts is not its version"));
    TRY(chain(c, &f));
    TRY(codes(c, &f, verify_state, "its state is not where its last act ended"));
    TRY(cells(c, &f, verify_stock, "the files counted give"));
    TRY(cells(c, &f, verify_flow, "the acts counted give"));
    TRY(cells(c, &f, verify_roll_up, "the units below give"));
    TRY(noted(c, &f));
    TRY(enter_verify(c, faults, &f.n));
    *n = f.n;
    return OK;
}
