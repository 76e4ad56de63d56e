/* keep.c - the bytes themselves: written once, swept when nobody refers to them, read again to see that they are whole.
 */
#include "media/media.h"
#include "store/store.h"

enum { LOOSE_MS = 24 * 3600 * 1000, FAULTS = 20, PAGE = 8, PAGE_MEMORY = 1 << 28 };

Err media_put(Ctx *c, MediaPut x)
{
    return media_write(c, (MediaWrite){x.hash, x.size, x.type, sha256_hex(c->arena, x.bytes), x.bytes});
}

/* Only an act lets go of bytes, and says when; whatever refers to them by now keeps them. */
Err media_sweep(Ctx *c, int64_t *n)
{
    const Time before = {c->now.ms - LOOSE_MS};
    TRY(media_hold(c, before));
    *n += store_changed(c);
    TRY(media_sweep_loose(c, before));
    *n += store_changed(c);
    return OK;
}

/* ---- checking ---- */

typedef struct {
    Str hash;
    int64_t size;
} Spot;

static void check_row(Ctx *c, const MediaRow *m, Buf *faults, int64_t *n)
{
    const Str sum = sha256_hex(c->arena, m->bytes);
    if (!str_eq(sum, m->sum))
        buf_fmt(faults, "media " STR " %lld: its bytes are not those that were stored\n", ARG(m->hash),
                (long long)m->size),
            ++*n;
    else if (!m->size && !str_eq(sum, m->hash))
        buf_fmt(faults, "media " STR ": it is not the document it is known as\n", ARG(m->hash)), ++*n;
}

/* The bytes of one page, in memory that is given back after it. */
static Err check_page(Ctx *c, Spot *after, bool *more, Buf *faults, int64_t *n)
{
    Arena page = arena_empty(PAGE_MEMORY);
    MediaRowRows rows;
    Ctx own = *c;
    own.arena = &page;
    const Err e = media_page(&own, (MediaPage){after->hash, after->size, PAGE}, &rows);
    for (size_t i = 0; !e && i < rows.len; i++)
        check_row(&own, &rows.at[i], faults, n);
    *more = !e && rows.len == PAGE;
    if (*more) *after = (Spot){arena_copy(c->arena, rows.at[PAGE - 1].hash), rows.at[PAGE - 1].size};
    arena_clear(&page);
    return e;
}

static void say_held(const HeldFaultRows *rows, const char *what, Buf *faults, int64_t *n)
{
    for (size_t i = 0; i < rows->len; i++, ++*n)
        buf_fmt(faults, "casefile " STR ": the bytes of its %s " STR " are not there\n", ARG(rows->at[i].code), what,
                ARG(rows->at[i].hash));
}

Err media_verify(Ctx *c, Buf *faults, int64_t *n)
{
    Spot after = {S(""), -1};
    MediaFaultRows loose;
    HeldFaultRows held;
    for (bool more = true; more && *n < FAULTS;)
        TRY(check_page(c, &after, &more, faults, n));
    TRY(verify_unreferred(c, FAULTS, &loose));
    for (size_t i = 0; i < loose.len; i++, ++*n)
        buf_fmt(faults, "media " STR " %lld: nobody refers to it\n", ARG(loose.at[i].hash),
                (long long)loose.at[i].size);
    TRY(verify_photos(c, FAULTS, &held));
    say_held(&held, "photo", faults, n);
    TRY(verify_attachments(c, FAULTS, &held));
    say_held(&held, "document", faults, n);
    return OK;
}
