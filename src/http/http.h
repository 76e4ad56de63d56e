/* http.h - sockets to calls and back. The only folder that names libmicrohttpd.
 * A call belongs to its loop thread; between http_park and http_resume to whoever it was handed to.
 * It is freed in one place, by its loop thread, when the library says the request is over. */
#pragma once
#include "base/base.h"

typedef struct Call Call;
typedef struct { const char *name; Str value; } Header;
enum { HEADERS_OUT = 16 };
struct Call {
    Str method, path, query, body; /* valid as long as the call; HEAD comes as GET, path as sent, query without '?' */
    Str address;                   /* of the client, for limits; never logged whole */
    Arena arena;                   /* the request's memory: everything comes from here */
    int status;                    /* the answer, filled by the handler */
    Str answer;                    /* lies in the arena or in the program */
    Header header[HEADERS_OUT];    /* Content-Type, Location, Cache-Control ...; values likewise */
    int header_len;
    bool close;                    /* close the connection after the answer */
    struct Wire *wire;             /* http's own */
};

typedef struct {
    Str listen;                    /* "127.0.0.1:8080", "[::1]:8080" */
    int threads;                   /* 0: one for each core */
    bool (*handle)(Call *x);       /* true: answered; false: parked, x is no longer ours */
    size_t (*body_max)(const Call *x); /* asked when the head of one with a body is there: 0 takes none */
    void (*refused)(Call *x);      /* fills the answer of a body that is not taken: x->status is 413, or 503 when too many
                                    * large ones are under way; NULL: a line of text. Called by the loop thread */
    size_t large_max;              /* bytes of large bodies (over 1 MiB) that may be under way at once; 0: 128 MiB */
    const char *tls_cert, *tls_key;    /* PEM text; NULL: plain HTTP */
    int head_ms, body_ms, idle_ms, write_ms; /* deadlines; 0: the default of reliability */
    size_t arena_max;
    int connections_max, per_address_max; /* 0: 8192, 1024; of a /32 or /64 */
    bool behind_proxy;             /* the client's address is the last of X-Forwarded-For */
} HttpConfig;

typedef struct Http Http;
Http *http_start(const HttpConfig *config, Arena *arena, Str *why); /* NULL: *why says what to mend */
int http_port(const Http *h);       /* the one bound, when 0 was asked for */
void http_park(Call *x);            /* in handle(), before the call is handed to another thread */
void http_resume(Call *x);          /* from any thread, once */
void http_quiesce(Http *h);         /* takes no new connection */
void http_stop(Http *h);            /* lets what is under way, or parked, finish; waits up to 10 s */
Str http_header(const Call *x, const char *name); /* of the request; empty: not there */
void http_add(Call *x, const char *name, Str value); /* an empty value adds nothing, a line end in it gives a 500 */
