/* batch.c - many papers asked for, drawn portion by portion, kept for a day. */
#include "document/batch.h"
#include "document/pdf.h"
#include <assert.h>

const Printable *batch_printables;

const Printable *printable_of(Str key)
{
    for (const Printable *p = batch_printables; p && p->key; p++)
        if (str_eq(key, str(p->key))) return p;
    return NULL;
}

/* ---- asking ---- */

static Err room_check(Ctx *c, const BatchAsk *x)
{
    BatchCount waiting;
    if (!x->len) return WHY(c, MSG_document_batch_empty, ERR_CONFLICT);
    if (x->len > BATCH_MAX) return WHY_WITH(c, MSG_document_batch_many, text_int64_t(c, BATCH_MAX), ERR_CONFLICT);
    TRY(batches_waiting(c, c->actor, &waiting));
    return waiting.n < BATCHES_WAITING ? OK : WHY(c, MSG_document_batch_waiting, ERR_CONFLICT);
}

static Err item_add(Ctx *c, const Printable *p, int64_t batch, int64_t place, Str code)
{
    const Flow *flow;
    Casefile f;
    TRY(casework_read(c, code, &flow, &f));
    if (!str_eq(f.kind, str(p->kind))) return ERR_NOT_FOUND;
    return batch_item_add(c, (BatchItemAdd){batch, place, f.id});
}

Err batch_ask(Ctx *c, const BatchAsk *x, Str *place)
{
    unsigned char by_chance[10];
    BatchId id;
    const Printable *p = printable_of(x->form);
    if (!p) return ERR_NOT_FOUND;
    TRY(room_check(c, x));
    chance_bytes(c, by_chance, sizeof by_chance);
    *place = hex_of(c->arena, by_chance, sizeof by_chance);
    TRY(batch_add(c, (BatchAdd){*place, c->actor, x->form, x->host, (int64_t)x->len, c->now}, &id));
    for (size_t i = 0; i < x->len; i++)
        TRY(item_add(c, p, id.id, (int64_t)i + 1, x->codes[i]));
    return OK;
}

/* ---- drawing: nothing here writes ---- */

typedef struct {
    int64_t place;
    Str filled, pdf; /* pdf: drawn alone */
    const char *fault;
} Item;
typedef struct {
    Batch b;
    Item at[BATCH_PORTION];
    size_t len, sound;
    Str pdf; /* of all that are sound, drawn together */
} Drawn;

static Err item_fill(Ctx *c, const Drawn *d, const Printable *p, int64_t casefile, Item *x)
{
    Casefile f;
    Buf out = {.arena = c->arena};
    Err e = casefile_by_id(c, casefile, &f);
    if (!e) e = p->fill(c, &f, d->b.form, d->b.host, &out);
    if (e == ERR_BUSY) return e;
    x->fault = !e ? NULL : e == ERR_NOT_FOUND ? "none" : "broken";
    if (!e) x->filled = buf_done(&out);
    return OK;
}

/* ERR_BUSY: there is no worker; it is asked again later. Else whatever became of it is in *pdf, empty: not drawn. */
static Err worker_draw(Ctx *c, Str filled, Str *pdf)
{
    const Err e = worker_ask(c->arena, &document_work, filled, pdf);
    if (e == ERR_BUSY) return e;
    if (e || !str_starts(*pdf, S("%PDF-"))) *pdf = (Str){0};
    return OK;
}

/* Together, for the fonts lie in the file once; and where that fails each alone, so that only the broken one is left
 * out. */
static Err draw(Ctx *c, Drawn *d)
{
    Buf all = {.arena = c->arena};
    for (size_t i = 0; i < d->len; i++) {
        if (d->at[i].fault) continue;
        buf_str(&all, d->at[i].filled);
        d->sound++;
    }
    if (!d->sound) return OK;
    TRY(worker_draw(c, buf_done(&all), &d->pdf));
    for (size_t i = 0; !d->pdf.len && i < d->len; i++) {
        Item *x = &d->at[i];
        if (x->fault) continue;
        TRY(worker_draw(c, x->filled, &x->pdf));
        if (!x->pdf.len) x->fault = "broken";
    }
    return OK;
}

Err batch_draw(Ctx *c, void **made)
{
    Drawn *d = NEW(c->arena, Drawn, 1);
    BatchItemRows items;
    *made = NULL;
    const Err e = batch_going(c, &d->b);
    if (e) return e == ERR_NOT_FOUND ? OK : e;
    const Printable *p = printable_of(d->b.form);
    TRY(batch_items_left(c, (BatchItemsLeft){d->b.id, d->b.settled, BATCH_PORTION}, &items));
    for (; d->len < items.len; d->len++) {
        Item *x = &d->at[d->len];
        x->place = items.at[d->len].place;
        if (p)
            TRY(item_fill(c, d, p, items.at[d->len].casefile, x));
        else
            x->fault = "broken";
    }
    TRY(draw(c, d));
    *made = d;
    return OK;
}

/* ---- keeping: the writer's part ---- */

static Err part_add(Ctx *c, const Drawn *d, int64_t place, Str pdf)
{
    return batch_part_add(c, (BatchPartAdd){d->b.id, place, pdf});
}

Err batch_keep(Ctx *c, void *made, int64_t *n)
{
    const Drawn *d = made;
    const int64_t settled = d->b.settled + (int64_t)d->len;
    const bool over = settled >= d->b.total || !d->len;
    assert(settled <= d->b.total);
    if (d->pdf.len) TRY(part_add(c, d, d->at[0].place, d->pdf));
    for (size_t i = 0; i < d->len; i++) {
        const Item *x = &d->at[i];
        if (x->pdf.len) TRY(part_add(c, d, x->place, x->pdf));
        if (x->fault) TRY(batch_item_fault(c, (BatchItemFault){d->b.id, x->place, str(x->fault)}));
    }
    *n = (int64_t)d->len;
    return batch_move(c, (BatchMove){d->b.id, settled, over ? c->now : (Time){0}});
}

Err batch_forget(Ctx *c, int64_t *n)
{
    enum { HOUR_MS = 3600 * 1000 };
    BatchId old;
    const Err e = batch_oldest(c, (Time){c->now.ms - (int64_t)BATCH_HOURS * HOUR_MS}, &old);
    *n = 0;
    if (e) return e == ERR_NOT_FOUND ? OK : e;
    TRY(batch_drop_parts(c, old.id));
    TRY(batch_drop_items(c, old.id));
    TRY(batch_drop(c, old.id));
    *n = 1;
    return OK;
}

/* ---- the whole ---- */

Err batch_file(Ctx *c, const Batch *b, Str *pdf)
{
    BatchPartRows parts;
    Buf in = {.arena = c->arena};
    TRY(batch_parts(c, b->id, &parts));
    if (!parts.len) return ERR_NOT_FOUND;
    for (size_t i = 0; i < parts.len; i++) {
        const uint32_t len = (uint32_t)parts.at[i].pdf.len;
        buf_str(&in, (Str){(const char *)&len, sizeof len});
        buf_str(&in, parts.at[i].pdf);
    }
    return document_ask(c, &join_work, buf_done(&in), pdf);
}
