/* page_cache.h - public pages as they were last drawn: one is shown again only while nothing that it was drawn from
 * has changed. In bounded memory; only for readers whom nothing tells apart (no cookie, no token). */
#pragma once
#include "http/http.h"
#include "store/store.h"
#include "web/web.h"

/* The body of an answer that caches may keep, as it is sent. */
typedef struct {
    Str type, tag, bytes;
    bool gzip;
    const Route *route;
} Kept;

bool takes_gzip(const Call *x); /* whoever asks: they are told apart by it */
bool page_cache_may(const Call *x, const Req *q); /* of what caches may keep: is it a page, and a reader, of that kind? */
/* What this call asks for, copied into its memory; false: it must be drawn. */
bool page_cache_find(Call *x, Kept *out);
/* Before the snapshot that a page is drawn from, and after: which tables it was. */
typedef struct { int64_t commit; const Site *site; } Drawing;
Drawing page_cache_begin(void);
void page_cache_keep(const Call *x, const Req *q, const Kept *page, Drawing from, Tables tables);
