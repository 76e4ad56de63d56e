/* session.c - whose request it is: sessions of browsers and tokens of programs. */
#include "account/own.h"
#include "base/day.h"
#include "unit/unit.h"
#include <pthread.h>
#include <sodium.h>
#include <string.h>

/* 15 minutes is what an information system of security level 3 is asked for; an office may choose otherwise. */
SessionRules session_rules = {.idle_ms = 15 * 60000, .whole_ms = 12 * 3600000LL};

enum { SECRET_BYTES = 32, TOKEN_DAYS = 365, SEEN_SLOTS = 8192, SEEN_PORTION = 500 };
#define TOKEN_PREFIX S("kheo_")

/* ---- secrets: the browser keeps them, we keep their hash ---- */

static Str digest(Arena *a, Str purpose, Str secret, size_t n)
{
    unsigned char out[32];
    const unsigned char *key = (const unsigned char *)purpose.ptr;
    crypto_generichash(out, n, (const unsigned char *)secret.ptr, secret.len, key, purpose.len);
    return hex_of(a, out, n);
}

Str session_hash(Arena *a, Str secret)
{
    return digest(a, S("kheo session hash"), secret, 32);
}

Str session_csrf(Arena *a, Str secret)
{
    return digest(a, S("kheo session csrf"), secret, 16);
}

static Str new_secret(Ctx *c)
{
    unsigned char bytes[SECRET_BYTES];
    chance_bytes(c, bytes, sizeof bytes);
    return hex_of(c->arena, bytes, sizeof bytes);
}

/* ---- when it was last seen: kept in memory, written now and then, since reads cannot write ---- */

typedef struct {
    int64_t session, ms;
    bool written;
} Seen;
static struct {
    pthread_mutex_t lock;
    Seen at[SEEN_SLOTS]; /* a session's slot is its number; whom another one pushes out, the file remembers */
} seen = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void saw(int64_t session, Time now)
{
    Seen *s = &seen.at[(uint64_t)session % SEEN_SLOTS];
    pthread_mutex_lock(&seen.lock);
    if (s->session != session || s->ms < now.ms) *s = (Seen){session, now.ms, false};
    pthread_mutex_unlock(&seen.lock);
}

Time session_last_seen(int64_t session, Time stored)
{
    const Seen *s = &seen.at[(uint64_t)session % SEEN_SLOTS];
    pthread_mutex_lock(&seen.lock);
    if (s->session == session && s->ms > stored.ms) stored.ms = s->ms;
    pthread_mutex_unlock(&seen.lock);
    return stored;
}

static size_t take_seen(Seen *out, size_t max)
{
    size_t n = 0;
    pthread_mutex_lock(&seen.lock);
    for (size_t i = 0; i < SEEN_SLOTS && n < max; i++) {
        Seen *s = &seen.at[i];
        if (!s->session || s->written) continue;
        s->written = true;
        out[n++] = *s;
    }
    pthread_mutex_unlock(&seen.lock);
    return n;
}

Err session_write_seen(Ctx *c, int64_t *n)
{
    Seen *take = arena_raw(c->arena, sizeof *take * SEEN_PORTION);
    const size_t len = take_seen(take, SEEN_PORTION);
    for (size_t i = 0; i < len; i++)
        TRY(session_saw(c, take[i].session, (Time){take[i].ms}));
    *n = (int64_t)len;
    return OK;
}

Err session_forget_old(Ctx *c, int64_t *n)
{
    *n = 0; /* how many does not matter: one run takes all */
    return session_drop_old(c, c->now);
}

/* ---- opening ---- */

/* The net, not the machine: enough to recognise one's own sessions by. */
Str address_class(Arena *a, Str address)
{
    const bool v6 = address.len && memchr(address.ptr, ':', address.len);
    const char by = v6 ? ':' : '.';
    size_t n = 0, parts = 0;
    for (; n < address.len && parts < 3; n++)
        parts += address.ptr[n] == by;
    if (parts < 3) return (Str){0};
    return arena_fmt(a, STR "%s", ARG(((Str){address.ptr, n})), v6 ? ":/48" : "0/24");
}

static Err open(Ctx *c, int64_t account, Str hash, bool token, Str label, Str address)
{
    SessionId id;
    const Time end = {c->now.ms + (token ? (int64_t)TOKEN_DAYS * DAY_MS : session_rules.whole_ms)};
    return session_insert(c, (SessionInsert){hash, account, token, label, c->now, c->now, end, address}, &id);
}

Err session_open(Ctx *c, int64_t account, Str address, Str *secret)
{
    *secret = new_secret(c);
    return open(c, account, session_hash(c->arena, *secret), false, S(""), address_class(c->arena, address));
}

Err account_token(Ctx *c, Str name, Str label, Str *token)
{
    Account a;
    const Str secret = new_secret(c), prefix = TOKEN_PREFIX;
    TRY(account_of(c, name, &a));
    if (!str_eq(a.state, S("active"))) return WHY_WITH(c, MSG_account_not_active, a.name, ERR_CONFLICT);
    *token = arena_fmt(c->arena, STR STR, ARG(prefix), ARG(secret));
    TRY(open(c, a.id, session_hash(c->arena, *token), true, text_clean(c->arena, label), S("")));
    return audit_add_for(c, a.unit, "account.token", a.name, true, S(""));
}

/* ---- who ---- */

static bool over(const SessionOf *s, Time now)
{
    if (s->expires.ms <= now.ms || !str_eq(s->state, S("active"))) return true;
    return !s->token && session_last_seen(s->id, s->seen).ms + session_rules.idle_ms <= now.ms;
}

static Err give_grants(Ctx *c, int64_t account)
{
    AccountGrantRows rows = {0};
    if (account) TRY(account_grants(c, account, c->today, &rows));
    Grant *out = NEW(c->arena, Grant, rows.len + 1);
    size_t n = 0;
    out[n++] = (Grant){SIGNED_IN, S("")};
    for (size_t i = 0; i < rows.len; i++) {
        size_t k = 0;
        while (k < n && !str_eq(out[k].path, rows.at[i].path))
            k++;
        if (k == n)
            out[n++] = (Grant){rows.at[i].role, rows.at[i].path};
        else
            out[k].role |= rows.at[i].role;
    }
    c->grants = out, c->grant_len = n;
    return OK;
}

static Err grants_of(Ctx *c, const SessionOf *s)
{
    const bool first = s->must_change && !s->token;
    if (first) c->why = MSG_account_must_change; /* until then nothing but the own account; a program has no password */
    return give_grants(c, first ? 0 : s->account);
}

Err account_as(const Ctx *c, int64_t account, Str name, int64_t unit, Ctx *out)
{
    *out = *c;
    out->actor = name, out->actor_name = (Str){0}, out->unit = unit, out->holder = 0;
    return give_grants(out, account);
}

Err account_who(Req *q)
{
    Ctx *c = &q->ctx;
    SessionOf s;
    Str secret = cookie(q, "phien"), bearer = q->authorization;
    if (bearer.len) {
        if (!str_starts(bearer, S("Bearer "))) return WHY(c, MSG_account_token_unknown, ERR_DENIED);
        secret = str_trim((Str){bearer.ptr + 7, bearer.len - 7});
    }
    if (!secret.len) return OK;
    Err e = session_by_hash(c, session_hash(c->arena, secret), &s);
    if (e && e != ERR_NOT_FOUND) return e;
    if (e || s.token != (bearer.len > 0) || over(&s, c->now))
        return bearer.len ? WHY(c, MSG_account_token_unknown, ERR_DENIED) : OK;
    saw(s.id, c->now);
    c->actor = s.name, c->actor_name = s.person, c->unit = s.unit;
    q->session = secret, q->bearer = s.token;
    if (!s.token) q->csrf = session_csrf(c->arena, secret);
    return grants_of(c, &s);
}
