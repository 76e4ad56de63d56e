/* listen.c - over plain HTTP passwords and sessions can be read on the way, so only this machine, or a proxy
 * that does TLS, may be served without it. */
#include "app/listen.h"
#include <string.h>

bool listen_is_loopback(Str listen)
{
    return (str_starts(listen, S("127.")) && strspn(listen.ptr, "0123456789.:") == listen.len) ||
           str_starts(listen, S("[::1]:")) || str_starts(listen, S("localhost:"));
}

bool listen_allowed(const Settings *s, Arena *a, Str *why)
{
    *why = (Str){0};
    if (!s->tls_cert != !s->tls_key)
        *why = S("--tls-cert and --tls-key go together: give both, or neither");
    else if (!s->tls_cert && !s->behind_proxy && !listen_is_loopback(str(s->listen)))
        *why = arena_fmt(a,
                         "%s can be reached from other machines, and plain HTTP shows passwords on the way: give "
                         "--tls-cert and --tls-key, or --behind-proxy when a proxy does TLS",
                         s->listen);
    return !why->len;
}
