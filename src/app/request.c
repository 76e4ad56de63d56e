/* request.c - from the call's bytes to a Req. */
#include "app/request.h"
#include "web/multipart.h"
#include <string.h>
#include <strings.h>

static Err wrong_method(Req *q)
{
    return WHY(&q->ctx, MSG_error_method, ERR_NOT_FOUND);
}

static Err wrong_media(Req *q)
{
    return WHY(&q->ctx, MSG_error_media, ERR_INVALID);
}

static Err too_large(Req *q)
{
    const size_t max = q->multipart ? web_body_max(q->path) : BODY_BYTES_MAX;
    const int64_t mib =
        (int64_t)(max > BODY_BYTES_MAX ? max - BODY_BYTES_MAX : max) >> 20; /* what is left for the file */
    return WHY_WITH(&q->ctx, MSG_error_large, text_int64_t(&q->ctx, mib), ERR_INVALID);
}

static Err uploads_busy(Req *q)
{
    q->retry_after = 10;
    return WHY(&q->ctx, MSG_error_uploads, ERR_BUSY);
}

/* Like pages, so that people get one in their language. */
static const struct {
    Route route;
    int status;
} refusals[] = {
    {{GET, "(method)", NULL, wrong_method},  405},
    {{GET, "(media)", NULL, wrong_media},    415},
    {{GET, "(large)", NULL, too_large},      413},
    {{GET, "(uploads)", NULL, uploads_busy}, 503},
};
enum { METHOD, MEDIA, LARGE, UPLOADS };

int request_status(const Req *q)
{
    for (size_t i = 0; i < LEN(refusals); i++)
        if (q->route == &refusals[i].route) return refusals[i].status;
    return 0;
}

static void refuse(Req *q, int which)
{
    q->method = GET; /* it runs as a read: there is nothing to forge */
    q->route = &refusals[which].route;
}

/* "application/json; charset=utf-8" is application/json */
static bool media_is(Str type, Str want)
{
    const Str media = str_trim(str_cut(&type, ';'));
    return media.len == want.len && strncasecmp(media.ptr, want.ptr, want.len) == 0;
}

static bool is_multipart(const Call *x)
{
    return media_is(http_header(x, "Content-Type"), S("multipart/form-data"));
}

size_t request_body_max(const Call *x)
{
    if (str_eq(x->method, S("GET"))) return 0;
    const size_t max = web_body_max(x->path);
    return max > BODY_BYTES_MAX && !is_multipart(x) ? BODY_BYTES_MAX : max;
}

static bool read_body(Call *x, Req *q)
{
    const Str type = http_header(x, "Content-Type");
    q->body_text = x->body;
    q->json_body = media_is(type, S("application/json"));
    q->multipart = is_multipart(x);
    if (q->multipart) q->boundary = multipart_boundary(&x->arena, type);
    return q->json_body || q->multipart || !x->body.len || media_is(type, S("application/x-www-form-urlencoded"));
}

static void read_head(Call *x, Req *q)
{
    q->address = x->address;
    q->host = http_header(x, "Host");
    q->origin = http_header(x, "Origin");
    q->site = http_header(x, "Sec-Fetch-Site");
    q->cookie = http_header(x, "Cookie");
    q->authorization = http_header(x, "Authorization");
    q->csrf_header = http_header(x, "X-CSRF-Token");
    q->agent = http_header(x, "User-Agent");
    q->purpose = http_header(x, "Sec-Purpose");
    if (!q->purpose.len) q->purpose = http_header(x, "Purpose");
    q->token = http_header(x, "Idempotency-Key");
}

void request_read(Call *x, Req *q)
{
    *q = (Req){.path = x->path, .query_text = x->query};
    q->ctx.arena = &x->arena;
    const bool get = str_eq(x->method, S("GET")), post = str_eq(x->method, S("POST"));
    q->method = post ? POST : GET;
    read_head(x, q);
    const bool media = get || read_body(x, q);
    web_route(q);
    if ((!get && !post) || (!q->route && q->status == 405))
        refuse(q, METHOD);
    else if (q->route && !media)
        refuse(q, MEDIA);
    q->status = 0;
}

void request_refused(Call *x, Req *q)
{
    *q = (Req){.path = x->path};
    q->ctx.arena = &x->arena;
    read_head(x, q);
    q->multipart = is_multipart(x);
    web_route(q);
    refuse(q, x->status == 413 ? LARGE : UPLOADS);
    q->status = 0;
}
