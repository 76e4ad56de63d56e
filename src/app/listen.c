/* listen.c - over plain HTTP passwords and sessions can be read on the way, so only this machine, or a proxy
 * that does TLS, may be served without it. */
#include "app/listen.h"
#include <string.h>

bool listen_is_loopback(Str listen)
{
    return (str_starts(listen, S("127.")) && strspn(listen.ptr, "0123456789.:") == listen.len) ||
           str_starts(listen, S("[::1]:")) || str_starts(listen, S("localhost:"));
}

static const char both[] = "--tls-cert and --tls-key go together: give both, or neither";

bool listen_allowed(const Settings *s, Arena *a, Str *why)
{
    *why = (Str){0};
    if (!s->tls_cert != !s->tls_key)
        *why = S(both);
    else if (!s->tls_cert && !s->behind_proxy && !listen_is_loopback(str(s->listen)))
        *why = arena_fmt(a,
                         "%s can be reached from other machines, and plain HTTP shows passwords on the way: give "
                         "--tls-cert and --tls-key, or --behind-proxy when a proxy does TLS",
                         s->listen);
    return !why->len;
}

bool listen_tls(const Command *x, HttpConfig *http)
{
    Str cert, key;
    if (!x->s.tls_cert != !x->s.tls_key) return complain(NOT_SO, "%s", both), false;
    if (!x->s.tls_cert) return true;
    if (!file_read(x, x->s.tls_cert, &cert) || !file_read(x, x->s.tls_key, &key)) return false;
    http->tls_cert = arena_copy(x->arena, cert).ptr, http->tls_key = arena_copy(x->arena, key).ptr;
    return true;
}
