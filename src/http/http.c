/* http.c - libmicrohttpd behind our own door, guard and deadlines.
 *
 * The life of a call: on_url makes it, when the request line is there; on_head checks the head; on_body gathers; then
 * the handler answers at once, or parks it and http_resume brings it back; on_over, the library's last word about a
 * request, is where it goes. Whatever happens, a client that left while its call was parked included, the library
 * says that word exactly once, and never of a request that is parked. */
#include "http/http.h"
#include "base/thread.h"
#include "http/call.h"
#include "http/guard.h"
#include "http/listen.h"
#include "http/wire.h"
#include <arpa/inet.h>
#include <assert.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    POOL_BYTES = 32 << 10, /* a connection's buffer: the head, and what the library notes about it */
    REQUESTS_MAX = 1000,   /* of one connection */
    DROPPED_MAX = 1 << 20, /* of a body that is refused, so that its sender hears why */
    BODY_FIRST = 64 << 10, /* memory for a body before any of it came */
    VALUE_MAX = 4096,      /* of a header of an answer */
    STOP_MS = 10000,
    ARENA_DEFAULT = 8 << 20,
    LARGE = 1 << 20, /* a body over this is counted against large_max */
    LARGE_DEFAULT = 128 << 20,
    LARGE_ALONE = 2, /* one network may have half of it under way, */
    LARGE_SHARE = 4, /* and a quarter while others send, too */
    LARGE_RATE = 8   /* bytes a millisecond that keep what is set aside, from a third of body_ms on */
};

typedef enum MHD_Result Result;

struct Http {
    HttpConfig config;
    struct MHD_Daemon *daemon;
    Wires wires;
    Calls calls;
    int port;
    bool quiesced;
    _Atomic size_t large; /* bytes set aside for large bodies */
    _Atomic bool stopping;
    _Atomic bool starting;
    Arena *arena; /* while it starts */
    Str said;     /* by the library, while it starts */
};

/* ---- answers ---- */

static const struct {
    int status;
    const char *text;
} refusals[] = {
    {400, "Yêu cầu không đúng dạng. / Bad request.\n"                                                   },
    {413, "Nội dung gửi lên quá lớn. / What was sent is too large.\n"                                   },
    {414, "Địa chỉ trang quá dài. / The address is too long.\n"                                          },
    {431, "Phần đầu của yêu cầu quá lớn. / The head of the request is too large.\n"                },
    {503, "Đang có quá nhiều tệp gửi lên, xin thử lại sau. / Too many uploads, try again later.\n"},
    {500, "Hệ thống gặp lỗi, xin thử lại sau. / Something failed here, try again later.\n"          },
    {505, "Chỉ hỗ trợ HTTP/1.1. / Only HTTP/1.1 is spoken here.\n"                                        },
};

/* What comes from the handler is not trusted to be free of line ends: the library refuses those. */
static bool put_header(struct MHD_Response *r, const char *name, Str value)
{
    char text[VALUE_MAX];
    if (value.len == 0) return true;
    if (value.len >= sizeof text || memchr(value.ptr, 0, value.len)) return false;
    memcpy(text, value.ptr, value.len);
    text[value.len] = 0;
    return MHD_add_response_header(r, name, text) == MHD_YES;
}

static struct MHD_Response *response_of(const Call *x, bool close)
{
    struct MHD_Response *r =
        MHD_create_response_from_buffer(x->answer.len, (void *)(uintptr_t)x->answer.ptr, MHD_RESPMEM_PERSISTENT);
    bool ok = r != NULL;
    for (int i = 0; ok && i < x->header_len; i++)
        ok = put_header(r, x->header[i].name, x->header[i].value);
    if (ok && close) ok = put_header(r, "Connection", S("close"));
    if (ok || !r) return r;
    MHD_destroy_response(r);
    return NULL;
}

static Result queue(Call *x, struct MHD_Response *r)
{
    Wire *w = x->wire;
    wire_phase(w, WRITING);
    wire_until(w, clock_ms() + w->all->config.write_ms);
    Result ok = MHD_queue_response(w->conn, (unsigned)x->status, r);
    MHD_destroy_response(r);
    return ok;
}

static Result refuse(Call *x, int status)
{
    x->status = status, x->header_len = 0;
    http_add(x, "Content-Type", S("text/plain; charset=utf-8"));
    http_add(x, "Cache-Control", S("no-store"));
    for (size_t i = 0; i < LEN(refusals); i++)
        if (refusals[i].status == status) x->answer = str(refusals[i].text);
    x->wire->linger = true;
    struct MHD_Response *r = response_of(x, true);
    return r ? queue(x, r) : MHD_NO; /* no memory: the connection ends */
}

/* A body that is not taken: whoever sent it reads why on a page of ours. */
static Result refuse_body(Http *h, Call *x, int status)
{
    if ((status != 413 && status != 503) || !h->config.refused) return refuse(x, status);
    x->status = status, x->header_len = 0;
    h->config.refused(x);
    x->wire->linger = true;
    struct MHD_Response *r = response_of(x, true);
    return r ? queue(x, r) : refuse(x, status);
}

static Result answer(Http *h, Call *x)
{
    Wire *w = x->wire;
    bool last = x->close || w->body_want < 0 || ++w->requests >= REQUESTS_MAX || h->stopping;
    struct MHD_Response *r = x->status >= 200 && x->status <= 599 ? response_of(x, last) : NULL;
    if (r) return queue(x, r);
    fail_at(__FILE__, __LINE__, ERR_INTERNAL, "a handler's answer is none: its status (%d), a header, or no memory",
            x->status);
    return refuse(x, 500);
}

/* ---- requests ---- */

static Wire *wire_of_connection(struct MHD_Connection *conn)
{
    return MHD_get_connection_info(conn, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

/* The request line is there, the rest of the head perhaps not yet. The library is about to cut the query up in place
 * and to note each argument; it is copied first, then hidden from it. */
static void *on_url(void *arg, const char *url, struct MHD_Connection *conn)
{
    Http *h = arg;
    Wire *w = wire_of_connection(conn);
    Call *x = w ? call_new(&h->calls, w) : NULL;
    if (!x) return NULL;
    int64_t due = clock_ms() + w->all->config.head_ms, set = wire_deadline(w);
    wire_phase(w, HEAD);
    if (due < set) atomic_compare_exchange_strong(&w->deadline, &set, due); /* unless the door was first: sooner */
    w->conn = conn, w->refuse = 0, w->url = url, w->url_len = strlen(url);
    w->body_want = 0, w->body_cap = 0, w->dropped = 0;
    char *mark = memchr(url, '?', w->url_len);
    if (!mark) return x;
    x->query = (Str){mark + 1, w->url_len - (size_t)(mark + 1 - url)};
    if (w->url_len <= URL_MAX) x->query = arena_copy(&x->arena, x->query);
    mark[1] = 0;
    return x;
}

static size_t unescape_nothing(void *arg, struct MHD_Connection *conn, char *s)
{
    (void)arg, (void)conn;
    return strlen(s);
}

static Str last_hop(Str forwarded, Str otherwise)
{
    char text[64];
    struct in6_addr address;
    size_t comma = forwarded.len;
    while (comma > 0 && forwarded.ptr[comma - 1] != ',')
        comma--;
    forwarded = str_trim((Str){forwarded.ptr + comma, forwarded.len - comma});
    if (forwarded.len == 0 || forwarded.len >= sizeof text) return otherwise;
    memcpy(text, forwarded.ptr, forwarded.len);
    text[forwarded.len] = 0;
    bool real = inet_pton(AF_INET, text, &address) == 1 || inet_pton(AF_INET6, text, &address) == 1;
    return real ? forwarded : otherwise;
}

static Result take_field(void *arg, enum MHD_ValueKind kind, const char *name, size_t name_len, const char *value,
                         size_t value_len)
{
    Fields *f = arg;
    (void)kind;
    if (f->len == FIELDS_IN_MAX) return MHD_NO; /* one more: the count says so */
    f->at[f->len++] = (Field){
        {name,  name_len },
        {value, value_len}
    };
    return MHD_YES;
}

/* The head must lie as guard.c describes: method, one NUL, url, one NUL, version, two NULs, fields. */
static int check_head(const Wire *w, const char *method, const char *version, Head *out)
{
    size_t size = MHD_get_connection_info(w->conn, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)->header_size;
    const char *end = method + size;
    size_t method_len = strlen(method);
    *out = (Head){.length = -1};
    if (w->url != method + method_len + 1 || version != w->url + w->url_len + 1) return 400;
    if (memcmp(version, "HTTP/1.", 7) || (version[7] != '0' && version[7] != '1')) return 505;
    if (end - version < 10 + 2 || version[8] || version[9]) return 400;
    Fields fields;
    fields.len = 0;
    if (MHD_get_connection_values_n(w->conn, MHD_HEADER_KIND, take_field, &fields) > FIELDS_IN_MAX) return 431;
    return guard_head(version + 10, end, version[7] == '1', &fields, out);
}

/* ---- large bodies: their memory has one limit for all ---- */

/* A chunked body grows by doubling, and may leave as much again behind. */
static bool large_take(Http *h, Call *x, bool chunked)
{
    Wire *w = x->wire;
    const size_t n = chunked ? 2 * w->body_max : (size_t)w->body_want, max = h->config.large_max;
    if ((chunked ? w->body_max : n) <= LARGE) return true;
    const size_t own = wire_large(w, x->address);
    if (own + n > max / (atomic_load(&h->large) == own ? LARGE_ALONE : LARGE_SHARE)) return false;
    if (atomic_fetch_add(&h->large, n) + n > max) {
        atomic_fetch_sub(&h->large, n);
        return false;
    }
    atomic_store(&w->large, n);
    x->arena.max += n;
    return true;
}

static void large_give(Http *h, Wire *w)
{
    atomic_fetch_sub(&h->large, atomic_exchange(&w->large, 0));
}

/* A byte a millisecond (1 KiB/s) is enough for a form; who has memory of all set aside must be quicker about it. */
static void body_until(Wire *w, size_t came)
{
    const int64_t ms = w->all->config.body_ms;
    wire_until(w, w->began + (atomic_load(&w->large) ? ms / 3 + (int64_t)came / LARGE_RATE : ms + (int64_t)came));
}

static Result on_head(Http *h, Call *x, const char *url, const char *method, const char *version)
{
    Wire *w = x->wire;
    Head head;
    size_t path_len = x->query.ptr ? w->url_len - x->query.len - 1 : w->url_len;
    x->method = str(method), x->path = (Str){url, path_len};
    int bad = guard_line(x->method, x->path);
    if (!bad && w->url_len > URL_MAX) bad = 414;
    if (!bad && x->query.len) bad = guard_query(x->query);
    if (!bad) bad = check_head(w, method, version, &head);
    if (bad) return refuse(x, bad);
    if (str_eq(x->method, S("HEAD"))) x->method = S("GET"); /* the library leaves the body out */
    if (h->config.behind_proxy) x->address = last_hop(head.forwarded, x->address);
    wire_phase(w, READY);
    wire_until(w, NEVER);
    if (!head.chunked && head.length <= 0) return MHD_YES;
    w->body_max = h->config.body_max ? h->config.body_max(x) : 0;
    w->body_want = head.chunked ? -1 : head.length;
    if (w->body_max == 0 || head.length > (int64_t)w->body_max) return refuse_body(h, x, 413);
    if (!large_take(h, x, head.chunked)) return refuse_body(h, x, 503);
    w->base = method + MHD_get_connection_info(w->conn, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)->header_size;
    w->began = clock_ms();
    wire_phase(w, BODY);
    body_until(w, 0);
    return MHD_YES;
}

/* A length is only believed when a part has come: a promise costs nothing. */
static bool body_room(Call *x, size_t need)
{
    Wire *w = x->wire;
    if (need <= w->body_cap) return true;
    size_t cap = need < BODY_FIRST ? BODY_FIRST : w->body_want > 0 ? (size_t)w->body_want : 2 * need;
    if (cap > w->body_max) cap = w->body_max;
    if (w->body_want > 0 && cap > (size_t)w->body_want) cap = (size_t)w->body_want;
    char *p = call_room(x, cap);
    if (!p) return false;
    if (x->body.len) memcpy(p, x->body.ptr, x->body.len);
    x->body.ptr = p, w->body_cap = cap;
    return true;
}

/* A refusal cannot be sent before the body's end; a small rest is waited for. */
static Result drop(Wire *w, size_t n)
{
    w->dropped += n;
    return w->dropped > DROPPED_MAX ? MHD_NO : MHD_YES;
}

static Result on_body(Call *x, const char *data, size_t n)
{
    Wire *w = x->wire;
    if (w->body_want < 0 && !w->refuse) w->refuse = guard_chunk(w->base, data);
    if (!w->refuse && n > w->body_max - x->body.len) w->refuse = 413;
    if (!w->refuse && !body_room(x, x->body.len + n)) w->refuse = 413;
    if (w->refuse) return drop(w, n);
    memcpy((char *)(uintptr_t)x->body.ptr + x->body.len, data, n);
    x->body.len += n;
    body_until(w, x->body.len);
    return MHD_YES;
}

static Result on_whole(Http *h, Call *x)
{
    Wire *w = x->wire;
    if (w->refuse) return refuse_body(h, x, w->refuse);
    wire_phase(w, READY);
    wire_until(w, NEVER);
    if (!h->config.handle(x)) return MHD_YES; /* not one look at x: another thread may have it */
    return answer(h, x);
}

static Result on_request(void *arg, struct MHD_Connection *conn, const char *url, const char *method,
                         const char *version, const char *data, size_t *size, void **context)
{
    Http *h = arg;
    Call *x = *context;
    (void)conn;
    if (!x) return MHD_NO;
    size_t n = *size;
    *size = 0;
    switch (wire_is(x->wire)) {
    case HEAD:
        return on_head(h, x, url, method, version);
    case BODY:
        return n ? on_body(x, data, n) : on_whole(h, x);
    case READY:
        return on_whole(h, x);
    case ANSWERED:
        return answer(h, x);
    default:
        return MHD_YES;
    }
}

static void on_over(void *arg, struct MHD_Connection *conn, void **context, enum MHD_RequestTerminationCode code)
{
    Http *h = arg;
    Call *x = *context;
    (void)conn;
    *context = NULL;
    if (!x) return;
    Wire *w = x->wire;
    if (code == MHD_REQUEST_TERMINATED_WITH_ERROR && w->dropped <= DROPPED_MAX)
        w->linger = true; /* the library refused it by itself */
    int64_t now = clock_ms();
    assert(wire_is(w) != PARKED);
    large_give(h, w);
    call_free(&h->calls, x);
    atomic_store_explicit(&w->since, now, memory_order_relaxed);
    wire_until(w, now + w->all->config.idle_ms);
    wire_phase(w, IDLE);
}

static void on_wire(void *arg, struct MHD_Connection *conn, void **context, enum MHD_ConnectionNotificationCode code)
{
    Http *h = arg;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        int fd = MHD_get_connection_info(conn, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
        *context = wire_of(&h->wires, fd);
    } else if (*context) {
        wire_closed(*context);
    }
}

/* ---- for handlers ---- */

void http_park(Call *x)
{
    assert(wire_is(x->wire) == READY);
    wire_phase(x->wire, PARKED);
    MHD_suspend_connection(x->wire->conn);
}

void http_resume(Call *x)
{
    Wire *w = x->wire;
    assert(wire_is(w) == PARKED);
    wire_phase(w, ANSWERED);
    MHD_resume_connection(w->conn); /* from here on the call is the loop thread's again */
}

Str http_header(const Call *x, const char *name)
{
    const char *value = NULL;
    size_t len = 0;
    MHD_lookup_connection_value_n(x->wire->conn, MHD_HEADER_KIND, name, strlen(name), &value, &len);
    return value ? str_trim((Str){value, len}) : (Str){0};
}

void http_add(Call *x, const char *name, Str value)
{
    assert(x->header_len < HEADERS_OUT);
    x->header[x->header_len++] = (Header){name, value};
}

/* ---- start and stop ---- */

static HttpConfig with_defaults(const HttpConfig *c)
{
    HttpConfig d = *c;
    if (!d.threads) d.threads = (int)sysconf(_SC_NPROCESSORS_ONLN);
    if (d.threads < 1) d.threads = 1;
    if (!d.head_ms) d.head_ms = 10000;
    if (!d.body_ms) d.body_ms = 30000;
    if (!d.idle_ms) d.idle_ms = 60000;
    if (!d.write_ms) d.write_ms = 30000;
    if (!d.large_max) d.large_max = LARGE_DEFAULT;
    if (!d.arena_max) d.arena_max = ARENA_DEFAULT;
    if (!d.connections_max) d.connections_max = 8192;
    if (!d.per_address_max) d.per_address_max = 1024;
    return d;
}

/* The library's own words matter only while it starts, for what is wrong with a certificate. */
static void on_said(void *arg, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));
static void on_said(void *arg, const char *fmt, va_list ap)
{
    Http *h = arg;
    if (h->starting) h->said = str_trim(arena_vfmt(h->arena, fmt, ap));
}

static bool admit(void *arg, int fd, const void *address, unsigned len)
{
    Http *h = arg;
    return MHD_add_connection(h->daemon, fd, address, (socklen_t)len) == MHD_YES;
}

static struct MHD_Daemon *start_library(Http *h)
{
    const HttpConfig *c = &h->config;
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_NO_LISTEN_SOCKET |
                     MHD_USE_ERROR_LOG | (c->tls_cert ? MHD_USE_TLS : 0);
    struct MHD_OptionItem tls[] = {
        {MHD_OPTION_HTTPS_MEM_CERT,   0, (void *)(uintptr_t)c->tls_cert                     },
        {MHD_OPTION_HTTPS_MEM_KEY,    0, (void *)(uintptr_t)c->tls_key                      },
        {MHD_OPTION_HTTPS_PRIORITIES, 0,
         (void *)(uintptr_t) "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:%SERVER_PRECEDENCE"},
        {MHD_OPTION_END,              0, NULL                                               },
    };
    if (!c->tls_cert) tls[0].option = MHD_OPTION_END;
    sigset_t before;
    signals_off(&before);
    // clang-format off
    struct MHD_Daemon *daemon = MHD_start_daemon(flags, 0, NULL, NULL, on_request, h,
        MHD_OPTION_EXTERNAL_LOGGER, on_said, h, /* first: it hears about the others */
        MHD_OPTION_THREAD_POOL_SIZE, (unsigned)(c->threads > 1 ? c->threads : 0),
        MHD_OPTION_STRICT_FOR_CLIENT, 0, /* 1 looks at Host and at spaces in the URL: so does the guard, with an answer */
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)POOL_BYTES,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)(c->connections_max + 64) * (unsigned)c->threads, /* the door counts */
        MHD_OPTION_CONNECTION_TIMEOUT, 0u, /* the door again */
        MHD_OPTION_URI_LOG_CALLBACK, on_url, h,
        MHD_OPTION_UNESCAPE_CALLBACK, unescape_nothing, h,
        MHD_OPTION_NOTIFY_CONNECTION, on_wire, h,
        MHD_OPTION_NOTIFY_COMPLETED, on_over, h,
        MHD_OPTION_ARRAY, tls,
        MHD_OPTION_END);
    // clang-format on
    signals_back(&before);
    return daemon;
}

static bool start_all(Http *h, int listener, Str *why)
{
    const HttpConfig *c = &h->config;
    if (!calls_open(&h->calls, c->arena_max)) {
        *why = S("cannot serve: no thread key is left");
        return false;
    }
    h->starting = true;
    h->daemon = start_library(h);
    h->starting = false;
    if (!h->daemon) {
        const char *what = c->tls_cert ? "cannot serve HTTPS" : "cannot serve HTTP";
        const char *mend = c->tls_cert ? "; the certificate and its key must be PEM texts that belong together" : "";
        *why = arena_fmt(h->arena, "%s: " STR "%s", what, ARG(h->said), mend);
        calls_close(&h->calls);
        return false;
    }
    WiresConfig door = {
        .listener = listener,
        .connections_max = c->connections_max,
        .per_address_max = c->behind_proxy ? 0 : c->per_address_max, /* all come from the proxy */
        .head_ms = c->head_ms,
        .body_ms = c->body_ms,
        .idle_ms = c->idle_ms,
        .write_ms = c->write_ms,
        .plain = !c->tls_cert,
        .admit = admit,
        .arg = h,
    };
    if (wires_open(&h->wires, &door)) return true;
    *why = S("cannot serve: no memory for the table of connections");
    MHD_stop_daemon(h->daemon);
    calls_close(&h->calls);
    return false;
}

Http *http_start(const HttpConfig *config, Arena *arena, Str *why)
{
    assert(config->handle);
    *why = (Str){0};
    Http *h = NEW(arena, Http, 1);
    h->config = with_defaults(config), h->arena = arena;
    int listener = listen_on(config->listen, arena, why);
    if (listener < 0) return NULL;
    h->port = listen_port(listener);
    if (!start_all(h, listener, why)) {
        close(listener);
        return NULL;
    }
    return h;
}

int http_port(const Http *h)
{
    return h->port;
}

void http_quiesce(Http *h)
{
    if (h->quiesced) return;
    h->quiesced = true;
    wires_quiesce(&h->wires);
}

void http_stop(Http *h)
{
    if (!h) return;
    http_quiesce(h);
    h->stopping = true; /* an answer from now on is its connection's last */
    for (int64_t until = clock_ms() + STOP_MS; wires_hush(&h->wires) && clock_ms() < until;)
        usleep(5000);
    wires_stop(&h->wires);
    if (wires_parked(&h->wires)) { /* the library would abort, and the handed-out calls would be used after it */
        fail_at(__FILE__, __LINE__, ERR_INTERNAL, "stopped with requests under way");
        return;
    }
    MHD_stop_daemon(h->daemon);
    calls_close(&h->calls);
    wires_free(&h->wires);
}
