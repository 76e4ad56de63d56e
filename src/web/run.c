/* run.c - a request finds its route, its right and its handler; whatever happens becomes an answer. */
#include "web/multipart.h"
#include "web/web.h"
#include <string.h>

WebConfig web;

bool may(const Ctx *c, int64_t roles)
{
    for (size_t i = 0; i < c->grant_len; i++)
        if (c->grants[i].role & roles) return true;
    return false;
}

/* ---- which route ---- */

static bool strip(Str *s, Str ending)
{
    if (!str_ends(*s, ending) || s->len == ending.len) return false;
    s->len -= ending.len;
    return true;
}

static void path_split(Req *q)
{
    if (str_eq(q->path, S("/en")) || str_starts(q->path, S("/en/"))) {
        q->ctx.lang = EN;
        q->path.ptr += 3, q->path.len -= 3;
        if (!q->path.len) q->path = S("/");
    }
    if (strip(&q->path, S(".json")))
        q->as = AS_JSON;
    else if (strip(&q->path, S(".csv")))
        q->as = AS_CSV;
    else if (strip(&q->path, S(".xlsx")))
        q->as = AS_XLSX;
    if (q->path.len > 1 && strip(&q->path, S("/"))) {
    } /* /phong-trao/ is /phong-trao */
}

/* To a browser "//x" and "/\x" are another host: no page is there, and none may link to itself by it. */
static bool is_foreign(Str path)
{
    return path.len > 1 && (path.ptr[1] == '/' || path.ptr[1] == '\\');
}

/* Whether the path is of the pattern; its arguments as they are in the address. */
static bool fits(Str path, const char *pattern, Pair args[PATH_ARGS], size_t *n)
{
    const char *at = path.ptr, *end = at + path.len;
    *n = 0;
    for (;;) {
        if (*pattern == ':' || *pattern == '*') {
            const bool all = *pattern == '*'; /* to the end, slashes and all */
            const char *name = pattern + 1, *value = at;
            while (*pattern && *pattern != '/')
                pattern++;
            while (at < end && (all || *at != '/'))
                at++;
            if (value == at || *n == PATH_ARGS) return false;
            args[(*n)++] = (Pair){
                {name,  (size_t)(pattern - name)},
                {value, (size_t)(at - value)    }
            };
        } else if (at == end || !*pattern)
            return at == end && !*pattern;
        else if (*pattern++ != *at++)
            return false;
    }
}

static bool match(Req *q, const char *pattern)
{
    Arena *a = q->ctx.arena;
    if (!fits(q->path, pattern, q->args.at, &q->args.len)) return false;
    for (size_t i = 0; i < q->args.len; i++) {
        Pairs decoded;
        if (!pairs_parse(a, arena_fmt(a, "x=" STR, ARG(q->args.at[i].value)), &decoded) || !decoded.len) return false;
        q->args.at[i].value = decoded.at[0].value;
    }
    return true;
}

/* Before there is a request, and so without memory. */
size_t web_body_max(Str path)
{
    Pair args[PATH_ARGS];
    size_t n;
    Req q = {.path = path};
    path_split(&q);
    for (const Slice *const *s = web.slices; s && *s; s++)
        for (const Route *r = (*s)->routes.at, *end = r + (*s)->routes.len; r < end; r++)
            if (r->method == POST && fits(q.path, r->pattern, args, &n))
                return r->body_max ? r->body_max : r->files ? UPLOAD_BYTES_MAX : BODY_BYTES_MAX;
    return BODY_BYTES_MAX;
}

static Err files_only(Req *q)
{
    return form_files(q, q->route->form);
}

Handler *web_prepare(const Req *q)
{
    const Route *r = q->route;
    if (!r || (r->files && !q->multipart)) return NULL;
    return r->files && !r->prepare ? files_only : r->prepare;
}

bool web_has(Str pattern)
{
    for (const Slice *const *s = web.slices; s && *s; s++)
        for (const Route *r = (*s)->routes.at, *end = r + (*s)->routes.len; r < end; r++)
            if (r->method == GET && str_eq(str(r->pattern), pattern)) return true;
    return false;
}

const Exchange *exchange_of(Str kind)
{
    for (const Slice *const *s = web.slices; s && *s; s++)
        for (size_t i = 0; i < (*s)->exchanges.len; i++)
            if (str_eq(kind, str((*s)->exchanges.at[i].kind))) return &(*s)->exchanges.at[i];
    return NULL;
}

void web_route(Req *q)
{
    bool other_method = false;
    path_split(q);
    q->args = (Pairs){NEW(q->ctx.arena, Pair, PATH_ARGS), 0};
    if (is_foreign(q->path)) {
        q->path = S("/"), q->status = 404;
        return;
    }
    for (const Slice *const *s = web.slices; *s; s++)
        for (const Route *r = (*s)->routes.at, *end = r + (*s)->routes.len; r < end; r++) {
            if (!match(q, r->pattern)) continue;
            if (r->method == q->method) {
                q->route = r;
                return;
            }
            other_method = true;
        }
    q->args.len = 0;
    q->status = other_method ? 405 : 404;
}

/* ---- may it ---- */

static bool same_origin(const Req *q)
{
    if (q->site.len && !str_eq(q->site, S("same-origin")) && !str_eq(q->site, S("none"))) return false;
    if (!q->origin.len) return true; /* not a browser, or an old one: the token decides */
    Str rest = q->origin;
    const char *at = memmem(rest.ptr, rest.len, "://", 3);
    if (!at) return false;
    rest.len -= (size_t)(at + 3 - rest.ptr), rest.ptr = at + 3;
    return str_eq(rest, q->host);
}

/* In constant time: how much of a guess was right must not show in how long the answer takes. */
static bool same_secret(Str a, Str b)
{
    unsigned char differ = a.len != b.len;
    for (size_t i = 0; i < a.len && i < b.len; i++)
        differ |= (unsigned char)(a.ptr[i] ^ b.ptr[i]);
    return !differ;
}

static Err forged(Req *q)
{
    Ctx *c = &q->ctx;
    if (q->method != POST || q->bearer) return OK;
    if (!same_origin(q)) return WHY(c, MSG_error_foreign, ERR_DENIED);
    if (!q->csrf.len) return OK; /* nobody is signed in: there is nothing to forge */
    Str sent = q->csrf_header.len ? q->csrf_header : pair(q->body, "csrf");
    return same_secret(sent, q->csrf) ? OK : WHY(c, MSG_error_stale_session, ERR_DENIED);
}

static Err body_read(Req *q)
{
    Ctx *c = &q->ctx;
    if (!utf8_valid(q->query_text) || !pairs_parse(c->arena, q->query_text, &q->query))
        return WHY(c, MSG_error_malformed, ERR_INVALID);
    if (q->method != POST || q->body_read) return OK;
    if (q->json_body && q->as == AS_HTML) q->as = AS_JSON;
    int bad = 0;
    if (q->multipart)
        bad = multipart_parse(c->arena, q->boundary, q->body_text, &q->body);
    else if (!(q->json_body ? pairs_parse_json : pairs_parse)(c->arena, q->body_text, &q->body))
        bad = MSG_error_malformed;
    if (bad) return WHY(c, bad, ERR_INVALID);
    if (!q->token.len) q->token = pair(q->body, "token");
    q->body_read = true; /* the second half finds what the first made of the files */
    return OK;
}

static Err checked(Req *q, Handler *half)
{
    Ctx *c = &q->ctx;
    const Route *r = q->route;
    TRY(body_read(q));
    if (web.who) TRY(web.who(q));
    if (!r) return ERR_NOT_FOUND;
    TRY(forged(q));
    if (r->may && !c->actor.len && q->as == AS_HTML && q->method == GET)
        return redirect(q, "/dang-nhap?ve=" STR, ARG(q->path)); /* after signing in, back to here */
    if (r->may && !may(c, r->may->roles)) return c->actor.len ? ERR_DENIED : WHY(c, MSG_error_sign_in, ERR_DENIED);
    int wait = half == r->run && web_prepare(q) ? 0 : limit_take(r->limit, q->address, c->now);
    if (wait) {
        q->retry_after = wait;
        return WHY_WITH(c, MSG_error_rate_wait, text_int64_t(c, wait), ERR_RATE);
    }
    if (wants_table(q) && !r->csv) return ERR_NOT_FOUND;
    return half(q);
}

static Err no_route(Req *q)
{
    (void)q;
    return ERR_NOT_FOUND;
}

/* The page of an outcome needs a little room, also where the request has used up its own: a fresh ceiling for it. */
static Err refuse(Req *q, Err e)
{
    jmp_buf full, *outer = arena_boundary;
    arena_boundary = &full;
    q->ctx.arena->max += 1 << 18;
    Err out;
    if (setjmp(full))
        out = web_busy(q);
    else
        out = web_refuse(q, e);
    arena_boundary = outer;
    return out;
}

Err web_run(Req *q, Handler *half)
{
    jmp_buf full, *outer = arena_boundary;
    arena_boundary = &full;
    Err e;
    if (setjmp(full))
        e = ERR_BUSY;
    else
        e = checked(q, half ? half : no_route);
    arena_boundary = outer;
    return e ? refuse(q, e) : OK;
}

void web_lost(Req *q)
{
    jmp_buf full, *outer = arena_boundary;
    arena_boundary = &full;
    if (!setjmp(full) && body_read(q)) q->body.len = 0;
    arena_boundary = outer;
    q->ctx.why = MSG_NONE;
    const Err busy = refuse(q, ERR_BUSY);
    (void)busy;
}
