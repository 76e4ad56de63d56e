/* listen.c - from "127.0.0.1:8080" to a listening socket, or to a line that says why not. */
#include "http/listen.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 1024 };

typedef union {
    struct sockaddr any;
    struct sockaddr_in four;
    struct sockaddr_in6 six;
} Address;

static bool parse_port(Str s, in_port_t *out)
{
    int64_t n;
    if (s.len == 0 || s.ptr[0] < '0' || s.ptr[0] > '9' || !str_int(s, &n) || n > 65535) return false;
    *out = htons((uint16_t)n);
    return true;
}

/* Bytes of the address; 0: it is none. */
static socklen_t parse(Str where, Address *out)
{
    char host[64];
    size_t colon = where.len;
    while (colon > 0 && where.ptr[colon - 1] != ':')
        colon--;
    if (colon < 2 || colon > sizeof host) return 0;
    Str port = {where.ptr + colon, where.len - colon}, name = {where.ptr, colon - 1};
    bool six = name.ptr[0] == '[';
    if (six && (name.len < 3 || name.ptr[name.len - 1] != ']')) return 0;
    if (six) name = (Str){name.ptr + 1, name.len - 2};
    memcpy(host, name.ptr, name.len);
    host[name.len] = 0;
    *out = (Address){0};
    if (six) {
        out->six.sin6_family = AF_INET6;
        return inet_pton(AF_INET6, host, &out->six.sin6_addr) == 1 && parse_port(port, &out->six.sin6_port)
                   ? sizeof out->six
                   : 0;
    }
    out->four.sin_family = AF_INET;
    return inet_pton(AF_INET, host, &out->four.sin_addr) == 1 && parse_port(port, &out->four.sin_port)
               ? sizeof out->four
               : 0;
}

static const struct {
    int error;
    const char *text;
} reasons[] = {
    {EADDRINUSE,    "address already in use: choose another with --listen"                                   },
    {EADDRNOTAVAIL, "this machine does not have that address: choose another with --listen"                  },
    {EACCES,        "permission denied: ports below 1024 are for root; choose another, with a proxy in front"},
    {EAFNOSUPPORT,  "this machine does not speak that kind of address: choose another with --listen"         },
};

static int refused(Arena *a, Str where, int error, Str *why)
{
    const char *text = strerror(error);
    for (size_t i = 0; i < LEN(reasons); i++)
        if (reasons[i].error == error) text = reasons[i].text;
    *why = arena_fmt(a, "cannot listen on " STR ": %s", ARG(where), text);
    return -1;
}

int listen_on(Str where, Arena *arena, Str *why)
{
    Address address;
    socklen_t len = parse(where, &address);
    if (len == 0) {
        *why =
            arena_fmt(arena, "cannot listen on " STR ": not an address and a port, like 127.0.0.1:8080 or [::1]:8080",
                      ARG(where));
        return -1;
    }
    int one = 1, off = 0, fd = socket(address.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return refused(arena, where, errno, why);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one); /* a restart need not wait for old connections */
    if (address.any.sa_family == AF_INET6) setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    if (bind(fd, &address.any, len) == 0 && listen(fd, BACKLOG) == 0) return fd;
    int error = errno;
    close(fd);
    return refused(arena, where, error, why);
}

int listen_port(int fd)
{
    Address address = {0};
    socklen_t len = sizeof address;
    if (getsockname(fd, &address.any, &len)) return 0;
    return ntohs(address.any.sa_family == AF_INET6 ? address.six.sin6_port : address.four.sin_port);
}
