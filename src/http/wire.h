/* wire.h - the connections: how many there may be, and how long each may take for what it is doing.
 *
 * One thread, the door, takes new connections, turns away those over a limit and shuts those past their deadline; the
 * library's own timer starts anew with every byte and would let a slow drip live for ever. A socket is shut, never
 * closed: the library sees its end and cleans up itself. */
#pragma once
#include "base/base.h"
#include <stdatomic.h>

typedef enum {
    FREE,
    OPENED,   /* nothing came yet; the TLS handshake belongs to it, too */
    HEAD,     /* a request line is there */
    BODY,     /* being read */
    READY,    /* all read: the handler comes next, or has it */
    PARKED,
    ANSWERED, /* handed back by http_resume */
    WRITING,
    IDLE      /* between two requests */
} Phase;

#define NEVER INT64_MAX

typedef struct Wires Wires;
typedef struct Wire Wire;
struct Wire {
    Wires *all;
    void *conn;               /* the library's, from its loop thread on */
    int fd;
    _Atomic int phase;
    _Atomic int64_t deadline; /* the door changes it by exchange only: what the loop thread sets wins */
    _Atomic int64_t since;    /* OPENED, IDLE: ms when it began */
    uint64_t acked;           /* the door's: what the client had received when it last looked */
    uint64_t network;         /* the client's /32 or /64 */
    Wire *next, **at;         /* the others of the same bucket */
    Str address;
    char address_text[46];
    /* from here on the loop thread's, and the running request's but for the first */
    int requests;
    int refuse;               /* status to refuse it with */
    const char *url;          /* as sent, in the library's buffer */
    size_t url_len;
    const char *base;         /* where that buffer goes on behind the head */
    int64_t began;            /* ms, of the body */
    size_t body_max, body_cap;
    int64_t body_want;        /* Content-Length; -1: chunked */
    size_t dropped;           /* bytes of a refused body */
    _Atomic size_t large;     /* bytes set aside for its large body */
    uint64_t payer;           /* for whose network: behind a proxy not the connection's; under the door's lock */
    _Atomic bool linger;      /* bytes may still come that nobody reads */
};

typedef struct {
    int listener;
    int connections_max, per_address_max; /* per_address_max 0: no limit */
    int head_ms, body_ms, idle_ms, write_ms;
    bool plain;                           /* no TLS: a refusal can be sent as it is */
    bool (*admit)(void *arg, int fd, const void *address, unsigned len); /* takes the socket, or closes it */
    void *arg;
} WiresConfig;

struct Wires {
    WiresConfig config;
    Wire *table; /* by file descriptor */
    int size;
    struct Door *door;
};

int64_t clock_ms(void);
bool wires_open(Wires *w, const WiresConfig *config); /* starts the door; false: no memory or no thread */
void wires_quiesce(Wires *w); /* lets in who waits already, then closes the listener */
int wires_hush(Wires *w);     /* shuts what is idle; how many are still busy */
int wires_parked(const Wires *w);
void wires_stop(Wires *w);    /* ends the door's thread */
void wires_free(Wires *w);    /* after the library let go of every socket */
Wire *wire_of(const Wires *w, int fd);
size_t wire_large(Wire *w, Str client); /* bytes set aside for large bodies of the client's network */
void wire_closed(Wire *w);    /* by the loop thread, before the socket is closed */

static inline Phase wire_is(const Wire *w)
{
    return (Phase)atomic_load_explicit(&w->phase, memory_order_relaxed);
}
static inline void wire_phase(Wire *w, Phase p)
{
    atomic_store_explicit(&w->phase, (int)p, memory_order_relaxed);
}
static inline void wire_until(Wire *w, int64_t deadline)
{
    atomic_store_explicit(&w->deadline, deadline, memory_order_relaxed);
}
static inline int64_t wire_deadline(const Wire *w)
{
    return atomic_load_explicit(&w->deadline, memory_order_relaxed);
}
