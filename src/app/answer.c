/* answer.c - status, header set and bytes of every answer. */
#include "app/answer.h"
#include "app/shrink.h"
#include "web/asset.h"
#include <string.h>

/* No inline script or style anywhere, nothing from elsewhere (front end, decision 4). */
static const struct {
    const char *name, *value;
} always[] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
     "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types "
     "'none'"                                     },
    {"X-Content-Type-Options",       "nosniff"    },
    {"Referrer-Policy",              "same-origin"},
    {"Cross-Origin-Opener-Policy",   "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
};

static void add_always(Call *x)
{
    x->header_len = 0;
    for (size_t i = 0; i < LEN(always); i++)
        http_add(x, always[i].name, str(always[i].value));
    if (web.secure) http_add(x, "Strict-Transport-Security", S("max-age=31536000"));
}

/* ---- pages ---- */

__extension__ typedef unsigned __int128 Product;

static uint64_t mix(uint64_t sum, uint64_t piece)
{
    const Product p = (Product)(sum ^ piece) * 0x9e3779b97f4a7c15u;
    return (uint64_t)p ^ (uint64_t)(p >> 64) ^ (sum << 5 | sum >> 59);
}

/* Says whether a page changed, and keeps no secret: eight bytes at a time, multiplied and folded. */
static uint64_t sum_of(Str text)
{
    uint64_t sum = text.len, piece = 0;
    for (; text.len >= sizeof piece; text.ptr += sizeof piece, text.len -= sizeof piece) {
        memcpy(&piece, text.ptr, sizeof piece);
        sum = mix(sum, piece);
    }
    piece = 0;
    if (text.len) memcpy(&piece, text.ptr, text.len);
    return mix(sum, piece);
}

static Str tag_of(Arena *a, Str text, bool gzip)
{
    return arena_fmt(a, "\"%016llx%s\"", (unsigned long long)sum_of(text), gzip ? "-gz" : "");
}

static bool lists(Str header, Str one)
{
    return header.len && memmem(header.ptr, header.len, one.ptr, one.len);
}

static bool may_keep(const Req *q)
{
    return q->store && q->status == 200 && !q->set_cookie_len;
}

/* The reader has it already: 304. */
static bool is_there(Call *x, Str tag)
{
    return lists(http_header(x, "If-None-Match"), tag);
}

/* It may be kept, if it is asked for again each time; its tag says whether it changed. */
static void send_kept(Call *x, const Kept *page)
{
    http_add(x, "Cache-Control", S("no-cache"));
    http_add(x, "Vary", S("Cookie, Accept-Encoding"));
    http_add(x, "ETag", page->tag);
    x->answer = page->bytes;
    if (is_there(x, page->tag))
        x->status = 304, x->answer = (Str){0};
    else if (page->gzip)
        http_add(x, "Content-Encoding", S("gzip"));
}

/* again: it will be sent to others, too; else what this reader has already need not be made small. */
static Kept kept_of(Call *x, const Req *q, bool again)
{
    const bool gzip = takes_gzip(x);
    Kept page = {.type = q->type, .route = q->route, .tag = tag_of(&x->arena, q->text, gzip)};
    page.gzip = gzip && (again || !is_there(x, page.tag)) && shrink(&x->arena, q->text, &page.bytes);
    if (!page.gzip) page.bytes = q->text;
    return page;
}

/* What has an address of its own for each content, or may be a little old: pictures, small already. */
static void add_lasting(Call *x, const Req *q)
{
    if (q->forever) {
        http_add(x, "Cache-Control", S("public, max-age=31536000, immutable"));
        return;
    }
    const Str tag = tag_of(&x->arena, q->text, false);
    http_add(x, "Cache-Control", arena_fmt(&x->arena, "public, max-age=%d", q->keep_s));
    http_add(x, "ETag", tag);
    if (is_there(x, tag)) x->status = 304, x->answer = (Str){0};
}

static void add_file(Call *x, Str name)
{
    if (name.len)
        http_add(x, "Content-Disposition", arena_fmt(&x->arena, "attachment; filename=\"" STR "\"", ARG(name)));
}

bool answer_page(Call *x, const Req *q, Str id, Kept *page)
{
    const bool lasting = q->forever || q->keep_s, keeps = may_keep(q);
    const bool again = keeps && !lasting && page_cache_may(x, q);
    add_always(x);
    x->status = q->status ? q->status : 500;
    x->answer = q->text;
    if (q->type.len) http_add(x, "Content-Type", q->type);
    http_add(x, "X-Request-Id", id);
    if (!keeps)
        http_add(x, "Cache-Control", S("no-store"));
    else if (lasting)
        add_lasting(x, q);
    else
        *page = kept_of(x, q, again), send_kept(x, page);
    if (q->location.len) http_add(x, "Location", q->location);
    if (q->retry_after) http_add(x, "Retry-After", arena_fmt(&x->arena, "%d", q->retry_after));
    if (x->status == 405) http_add(x, "Allow", S("GET, HEAD, POST"));
    for (int i = 0; i < q->set_cookie_len; i++)
        http_add(x, "Set-Cookie", q->set_cookie[i]);
    add_file(x, q->filename);
    return again;
}

void answer_kept(Call *x, const Kept *page, Str id)
{
    add_always(x);
    x->status = 200;
    http_add(x, "Content-Type", page->type);
    http_add(x, "X-Request-Id", id);
    send_kept(x, page);
}

void answer_text(Call *x, int status, Str text)
{
    add_always(x);
    x->status = status, x->answer = text;
    http_add(x, "Content-Type", S("text/plain; charset=utf-8"));
    http_add(x, "Cache-Control", S("no-store"));
}

void answer_busy(Call *x)
{
    Req q = {0};
    Err busy = web_busy(&q);
    (void)busy;
    add_always(x);
    x->status = q.status, x->answer = q.text;
    http_add(x, "Content-Type", q.type);
    http_add(x, "Cache-Control", S("no-store"));
    http_add(x, "Retry-After", S("2"));
}

/* ---- static files: their address holds a hash over all of them, so they never change ---- */

static const Asset *asset_of(Str name)
{
    for (const Asset *f = assets; f->name; f++)
        if (str_eq(name, str(f->name))) return f;
    return NULL;
}

static void answer_asset(Call *x, const Asset *f)
{
    const bool brotli = f->brotli && lists(http_header(x, "Accept-Encoding"), S("br"));
    const Str tag =
        arena_fmt(&x->arena, "\"%.*s%s\"", (int)strcspn(asset_base + 6, "/"), asset_base + 6, brotli ? "-br" : "");
    add_always(x);
    x->status = 200;
    x->answer = brotli ? (Str){(const char *)f->brotli, f->brotli_len} : (Str){(const char *)f->bytes, f->len};
    http_add(x, "Content-Type", str(f->type));
    http_add(x, "Cache-Control", S("public, max-age=31536000, immutable"));
    http_add(x, "ETag", tag);
    if (f->brotli) http_add(x, "Vary", S("Accept-Encoding"));
    if (is_there(x, tag))
        x->status = 304, x->answer = (Str){0};
    else if (brotli)
        http_add(x, "Content-Encoding", S("br"));
}

bool answer_static(Call *x)
{
    const Str base = str(asset_base);
    if (!str_eq(x->method, S("GET"))) return false;
    if (str_eq(x->path, S("/favicon.ico"))) return answer_text(x, 404, S("")), true;
    if (!str_starts(x->path, base)) return false;
    const Asset *f = asset_of((Str){x->path.ptr + base.len, x->path.len - base.len});
    if (f) answer_asset(x, f);
    return f != NULL;
}
