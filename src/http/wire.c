/* wire.c - the door: lets connections in, keeps the table of them, shuts those past their deadline. */
#include "http/wire.h"
#include "base/thread.h"
#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    BUCKET_BITS = 10,
    TABLE_MAX = 1 << 16,
    ACCEPT_MAX = 64, /* in a row, before the deadlines are looked at again */
    IDLE_SWEEPS = 4, /* of so many one asks the system about each idle connection */
    LINGERERS = 64,
    LINGER_MS = 20000,
    LINGER_BYTES = 64 << 20,
    FIRST_MS = 1000, /* at the stop: how long a new connection may take to say something */
    FDS_KEPT = 64    /* for files and whatever else the program opens */
};

typedef struct {
    int fd;
    int64_t until;
    size_t left; /* bytes */
} Lingerer;

typedef struct Door {
    pthread_t thread;
    pthread_mutex_t lock; /* of all below; also "is this number still that socket?" */
    pthread_cond_t closed;
    Wire *bucket[1 << BUCKET_BITS];
    int count, high;
    Lingerer lingerer[LINGERERS];
    int lingerer_len;
    int bell, tick_ms;
    unsigned sweeps;
    bool listening, tired;
    _Atomic bool quiesce, stop;
} Door;

static const char full[] = "HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\n"
                           "Content-Length: 22\r\nRetry-After: 5\r\nConnection: close\r\n\r\n"
                           "Too many connections.\n";

int64_t clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &t); /* a read of memory, right to 4 ms */
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- lingering: a socket closed with unread bytes takes the answer with it, so what comes is read and dropped ---- */

static void linger(Door *d, int fd)
{
    if (fd < 0) return;
    if (d->lingerer_len == LINGERERS) {
        close(fd);
        return;
    }
    shutdown(fd, SHUT_WR);
    d->lingerer[d->lingerer_len++] = (Lingerer){fd, clock_ms() + LINGER_MS, LINGER_BYTES};
}

/* Nothing more will come, or too much did. */
static bool drained(Lingerer *l)
{
    char waste[1 << 14];
    for (int i = 0; i < 16; i++) {
        ssize_t n = recv(l->fd, waste, sizeof waste, MSG_DONTWAIT);
        if (n < 0) return errno != EAGAIN && errno != EINTR;
        if (n == 0 || (size_t)n > l->left) return true;
        l->left -= (size_t)n;
    }
    return false;
}

static void drain(Door *d, bool all)
{
    int64_t now = clock_ms();
    pthread_mutex_lock(&d->lock);
    for (int i = d->lingerer_len - 1; i >= 0; i--) {
        Lingerer *l = &d->lingerer[i];
        if (!drained(l) && now < l->until && !all) continue;
        close(l->fd);
        *l = d->lingerer[--d->lingerer_len];
    }
    pthread_mutex_unlock(&d->lock);
}

/* ---- the table ---- */

Wire *wire_of(const Wires *all, int fd)
{
    return fd >= 0 && fd < all->size ? &all->table[fd] : NULL;
}

static Wire **bucket_of(Door *d, uint64_t network)
{
    return &d->bucket[(network * 0x9e3779b97f4a7c15u) >> (64 - BUCKET_BITS)];
}

static void unlink_wire(Door *d, Wire *w)
{
    if (wire_is(w) == FREE) return;
    wire_phase(w, FREE);
    *w->at = w->next;
    if (w->next) w->next->at = w->at;
    d->count--;
}

void wire_closed(Wire *w)
{
    Door *d = w->all->door;
    pthread_mutex_lock(&d->lock);
    if (w->linger) linger(d, fcntl(w->fd, F_DUPFD_CLOEXEC, 0));
    unlink_wire(d, w);
    pthread_mutex_unlock(&d->lock);
}

/* An IPv4 address, or the first half of an IPv6 one: what one household or office has. */
static uint64_t network_of(const void *address, bool is_six)
{
    uint64_t network = 0;
    const struct in6_addr *six = address;
    const bool mapped = is_six && IN6_IS_ADDR_V4MAPPED(six);
    memcpy(&network, mapped ? &six->s6_addr[12] : address, is_six && !mapped ? 8 : 4);
    return network;
}

static uint64_t network_named(Str address)
{
    char text[INET6_ADDRSTRLEN];
    unsigned char bytes[16];
    if (address.len >= sizeof text) return 0;
    memcpy(text, address.ptr, address.len), text[address.len] = 0;
    if (inet_pton(AF_INET, text, bytes) == 1) return network_of(bytes, false);
    return inet_pton(AF_INET6, text, bytes) == 1 ? network_of(bytes, true) : 0;
}

/* Under the lock of the door: it may be writing a new one of the same network. Behind a proxy all are of its network.
 */
size_t wire_large(Wire *w, Str client)
{
    Door *d = w->all->door;
    size_t sum = 0;
    const uint64_t payer = network_named(client);
    pthread_mutex_lock(&d->lock);
    w->payer = payer;
    for (Wire *o = *bucket_of(d, w->network); o; o = o->next)
        if (o->network == w->network && o->payer == payer) sum += atomic_load(&o->large);
    pthread_mutex_unlock(&d->lock);
    return sum;
}

static void name_wire(Wire *w, const struct sockaddr_storage *from)
{
    const struct in6_addr *six = &((const struct sockaddr_in6 *)from)->sin6_addr;
    const void *four = &((const struct sockaddr_in *)from)->sin_addr;
    bool mapped = from->ss_family == AF_INET6 && IN6_IS_ADDR_V4MAPPED(six);
    if (mapped) four = &six->s6_addr[12];
    bool is_six = from->ss_family == AF_INET6 && !mapped;
    w->network = network_of(is_six ? (const void *)six : four, is_six);
    if (!inet_ntop(is_six ? AF_INET6 : AF_INET, is_six ? six : four, w->address_text, sizeof w->address_text))
        w->address_text[0] = 0;
    w->address = str(w->address_text);
}

/* NULL: too many, in all or of this network. */
static Wire *enter(Wires *all, int fd, const struct sockaddr_storage *from)
{
    Door *d = all->door;
    Wire *w = wire_of(all, fd);
    if (!w) return NULL;
    if (wire_is(w) != FREE) unlink_wire(d, w); /* the library gave up on it without a word */
    *w = (Wire){.all = all, .fd = fd};
    name_wire(w, from);
    Wire **bucket = bucket_of(d, w->network);
    int same = 0;
    for (const Wire *o = *bucket; o; o = o->next)
        same += o->network == w->network;
    if (d->count >= all->config.connections_max) return NULL;
    if (all->config.per_address_max && same >= all->config.per_address_max) return NULL;
    w->next = *bucket, w->at = bucket;
    if (w->next) w->next->at = &w->next;
    *bucket = w, d->count++;
    if (fd > d->high) d->high = fd;
    w->since = clock_ms();
    wire_until(w, w->since + all->config.head_ms);
    wire_phase(w, OPENED);
    return w;
}

/* ---- letting in ---- */

static void turn_away(Wires *all, int fd)
{
    if (all->config.plain && send(fd, full, sizeof full - 1, MSG_NOSIGNAL | MSG_DONTWAIT) > 0)
        linger(all->door, fd);
    else
        close(fd);
}

static bool let_in(Wires *all)
{
    struct sockaddr_storage from = {0};
    socklen_t len = sizeof from;
    int fd = accept4(all->config.listener, (struct sockaddr *)&from, &len, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) {
        all->door->tired = errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS;
        return errno == EINTR || errno == ECONNABORTED;
    }
    pthread_mutex_lock(&all->door->lock);
    Wire *w = enter(all, fd, &from);
    if (!w) turn_away(all, fd);
    pthread_mutex_unlock(&all->door->lock);
    if (!w || all->config.admit(all->config.arg, fd, &from, len)) return true;
    pthread_mutex_lock(&all->door->lock);
    unlink_wire(all->door, w);
    pthread_mutex_unlock(&all->door->lock);
    return true;
}

static void stop_listening(Wires *all)
{
    Door *d = all->door;
    for (int i = 0; i < 4096 && let_in(all); i++) /* who has connected is served */
        ;
    close(all->config.listener);
    pthread_mutex_lock(&d->lock);
    d->listening = false;
    pthread_cond_broadcast(&d->closed);
    pthread_mutex_unlock(&d->lock);
}

/* ---- deadlines ---- */

static bool tcp_info(const Wire *w, struct tcp_info *out)
{
    socklen_t len = sizeof *out;
    *out = (struct tcp_info){0};
    return getsockopt(w->fd, IPPROTO_TCP, TCP_INFO, out, &len) == 0;
}

/* The library tells of a request when its first line is whole. What came since the last answer is the start of a next
 * one, and from then on the deadline of a head counts, not that of an idle connection. */
static int64_t idle_deadline(const Wire *w, int64_t now, int64_t deadline)
{
    struct tcp_info info;
    const Door *d = w->all->door;
    int64_t head = now + w->all->config.head_ms - IDLE_SWEEPS * d->tick_ms; /* it may have begun after the last look */
    if (d->sweeps % IDLE_SWEEPS || deadline <= head || !tcp_info(w, &info)) return deadline;
    return now - (int64_t)info.tcpi_last_data_recv > w->since + 50 ? head : deadline;
}

/* A large answer may take its time as long as the client takes some of it. */
static int64_t writing_deadline(Wire *w, int64_t now, int64_t deadline)
{
    struct tcp_info info;
    if (!tcp_info(w, &info) || info.tcpi_bytes_acked == w->acked) return deadline;
    w->acked = info.tcpi_bytes_acked;
    return now + w->all->config.write_ms;
}

static void look_at(Wire *w, int64_t now)
{
    int64_t was = wire_deadline(w), deadline = was;
    Phase p = wire_is(w);
    if (p == FREE || was == NEVER) return;
    if (p == IDLE) deadline = idle_deadline(w, now, was);
    if (p == WRITING) deadline = writing_deadline(w, now, was);
    bool over = now >= deadline;
    if (over) deadline = NEVER;
    if (deadline == was || !atomic_compare_exchange_strong(&w->deadline, &was, deadline)) return;
    if (over) shutdown(w->fd, SHUT_RDWR);
}

static void sweep(Wires *all)
{
    Door *d = all->door;
    int64_t now = clock_ms();
    d->sweeps++;
    for (int fd = 0; fd <= d->high; fd++) { /* the lock is given back between two: nobody waits long */
        Wire *w = &all->table[fd];
        if (wire_is(w) == FREE) continue;
        pthread_mutex_lock(&d->lock);
        look_at(w, now);
        pthread_mutex_unlock(&d->lock);
    }
}

/* ---- the thread ---- */

static void wait_at_door(Wires *all)
{
    Door *d = all->door;
    struct pollfd fds[2 + LINGERERS] = {
        {.fd = d->bell, .events = POLLIN}
    };
    fds[1] = (struct pollfd){.fd = d->listening && !d->tired ? all->config.listener : -1, .events = POLLIN};
    nfds_t n = 2;
    pthread_mutex_lock(&d->lock);
    for (int i = 0; i < d->lingerer_len; i++)
        fds[n++] = (struct pollfd){.fd = d->lingerer[i].fd, .events = POLLIN};
    pthread_mutex_unlock(&d->lock);
    if (poll(fds, n, d->tick_ms) <= 0) return;
    uint64_t rung;
    if (fds[0].revents && read(d->bell, &rung, sizeof rung) < 0) assert(errno == EAGAIN || errno == EINTR);
}

static void *door_main(void *arg)
{
    Wires *all = arg;
    Door *d = all->door;
    for (int64_t swept = clock_ms(); !d->stop;) {
        wait_at_door(all);
        d->tired = false;
        for (int i = 0; d->listening && i < ACCEPT_MAX && let_in(all); i++)
            ;
        if (d->quiesce && d->listening) stop_listening(all);
        drain(d, false);
        if (clock_ms() - swept < d->tick_ms) continue;
        sweep(all);
        swept = clock_ms();
    }
    return NULL;
}

static void ring(Door *d)
{
    uint64_t one = 1;
    if (write(d->bell, &one, sizeof one) < 0) assert(errno == EAGAIN);
}

/* The limit of open files is raised as far as it goes; connections that would not fit are not promised. */
static int files_max(int wanted)
{
    struct rlimit r;
    if (getrlimit(RLIMIT_NOFILE, &r)) return 1024;
    rlim_t want = (rlim_t)wanted + FDS_KEPT;
    if (r.rlim_cur < want) {
        struct rlimit more = {r.rlim_max < want ? r.rlim_max : want, r.rlim_max};
        if (setrlimit(RLIMIT_NOFILE, &more) == 0) r = more;
    }
    return r.rlim_cur < TABLE_MAX ? (int)r.rlim_cur : TABLE_MAX;
}

static int tick_of(const WiresConfig *c)
{
    int least = c->head_ms < c->idle_ms ? c->head_ms : c->idle_ms;
    if (c->write_ms < least) least = c->write_ms;
    if (c->body_ms < least) least = c->body_ms;
    return least / 40 < 10 ? 10 : least / 40 > 250 ? 250 : least / 40;
}

bool wires_open(Wires *w, const WiresConfig *config)
{
    *w = (Wires){.config = *config, .size = files_max(config->connections_max)};
    if (w->config.connections_max > w->size - FDS_KEPT / 2) w->config.connections_max = w->size - FDS_KEPT / 2;
    Door *d = w->door = calloc(1, sizeof *w->door);
    w->table = calloc((size_t)w->size, sizeof *w->table);
    if (!d || !w->table) goto out;
    d->tick_ms = tick_of(config);
    w->config.head_ms -= d->tick_ms < w->config.head_ms / 2 ? d->tick_ms : 0; /* "within", though looked at by ticks */
    d->listening = true;
    pthread_mutex_init(&d->lock, NULL);
    pthread_cond_init(&d->closed, NULL);
    d->bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (d->bell >= 0 && thread_start(&d->thread, door_main, w)) return true;
    if (d->bell >= 0) close(d->bell);
out:
    free(d);
    free(w->table);
    return false;
}

void wires_quiesce(Wires *w)
{
    Door *d = w->door;
    d->quiesce = true;
    ring(d);
    pthread_mutex_lock(&d->lock);
    while (d->listening)
        pthread_cond_wait(&d->closed, &d->lock);
    pthread_mutex_unlock(&d->lock);
}

static bool nothing_unread(const Wire *w)
{
    int n = 0;
    return ioctl(w->fd, FIONREAD, &n) == 0 && n == 0;
}

int wires_hush(Wires *w)
{
    Door *d = w->door;
    int busy = 0;
    int64_t now = clock_ms();
    pthread_mutex_lock(&d->lock);
    for (int fd = 0; fd <= d->high; fd++) {
        Wire *o = &w->table[fd];
        Phase p = wire_is(o);
        if (p == FREE) continue;
        bool idle = (p == IDLE && nothing_unread(o)) || (p == OPENED && now - o->since > FIRST_MS);
        if (idle) shutdown(fd, SHUT_RDWR);
        busy += !idle;
    }
    pthread_mutex_unlock(&d->lock);
    return busy;
}

int wires_parked(const Wires *w)
{
    int n = 0;
    for (int fd = 0; fd < w->size; fd++)
        n += wire_is(&w->table[fd]) == PARKED;
    return n;
}

void wires_stop(Wires *w)
{
    w->door->stop = true;
    ring(w->door);
    pthread_join(w->door->thread, NULL);
    drain(w->door, true);
}

void wires_free(Wires *w)
{
    Door *d = w->door;
    drain(d, true);
    assert(d->count == 0);
    pthread_mutex_destroy(&d->lock);
    pthread_cond_destroy(&d->closed);
    close(d->bell);
    free(d);
    free(w->table);
}
