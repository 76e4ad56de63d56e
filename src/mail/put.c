/* put.c - a letter goes into the outbox, with the act that it follows from. */
#include "base/day.h"
#include "mail/own.h"
#include "store/store.h"
#include <assert.h>
#include <sodium.h>
#include <string.h>

enum { KEY_BYTES = 32, UID_BYTES = 16 };

bool is_mail_address(Str s)
{
    enum { LOCAL_MAX = 64 };
    Str rest = s;
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] <= ' ' || (unsigned char)s.ptr[i] >= 0x7f) return false;
    return is_email(s) && str_cut(&rest, '@').len <= LOCAL_MAX && s.ptr[0] != '.' && s.ptr[0] != '-';
}

bool mail_quiet(Time now)
{
    const int minute = minute_of(now);
    return minute >= QUIET_FROM || minute < QUIET_TO;
}

/* ---- whose: known again when the address is gone ---- */

static Str keyed(Ctx *c, Str key, const char *purpose, Str s, size_t hex)
{
    unsigned char out[32];
    const Str all = arena_fmt(c->arena, "%s:" STR, purpose, ARG(s));
    crypto_generichash(out, sizeof out, (const unsigned char *)all.ptr, all.len, (const unsigned char *)key.ptr,
                       key.len);
    return hex_of(c->arena, out, hex / 2);
}

static Str small(Arena *a, Str s)
{
    Str out = arena_copy(a, s);
    for (size_t i = 0; i < out.len; i++)
        if (out.ptr[i] >= 'A' && out.ptr[i] <= 'Z') ((char *)(uintptr_t)out.ptr)[i] |= 32;
    return out;
}

Err mail_who(Ctx *c, const MailSetting *s, Str to, Str *who)
{
    Str key = s->secret;
    if (!key.len) {
        unsigned char random[KEY_BYTES];
        chance_bytes(c, random, sizeof random);
        key = hex_of(c->arena, random, sizeof random);
        TRY(mail_secret_put(c, key));
    }
    *who = keyed(c, key, "who", small(c->arena, to), WHO_HEX);
    return OK;
}

Err mail_stop_token(Ctx *c, const MailSetting *s, Str who, Str *token)
{
    if (!s->secret.len) return FAIL(ERR_INTERNAL, "mail: no key of recipients");
    *token = arena_fmt(c->arena, STR STR, ARG(who), ARG(keyed(c, s->secret, "stop", who, MAC_HEX)));
    return OK;
}

bool mail_stop_read(Ctx *c, const MailSetting *s, Str token, Str *who)
{
    if (token.len != WHO_HEX + MAC_HEX || !s->secret.len) return false;
    *who = (Str){token.ptr, WHO_HEX};
    const Str mac = keyed(c, s->secret, "stop", *who, MAC_HEX);
    return sodium_memcmp(mac.ptr, token.ptr + WHO_HEX, MAC_HEX) == 0;
}

Err mail_stopped(Ctx *c, Str address, bool *yes)
{
    MailSetting s;
    MailStop stop;
    Str who;
    *yes = false;
    TRY(mail_setting_of(c, &s));
    if (!s.secret.len) return OK; /* nobody was ever written to */
    TRY(mail_who(c, &s, address, &who));
    const Err e = mail_stop_of(c, who, &stop);
    *yes = e == OK;
    return e == ERR_NOT_FOUND ? OK : e;
}

Err mail_ready(Ctx *c, bool *yes)
{
    MailSetting s;
    TRY(mail_setting_of(c, &s));
    *yes = s.active && mail_server_set(&s);
    return OK;
}

Err mail_site(Ctx *c, Str *out)
{
    MailSetting s;
    TRY(mail_setting_of(c, &s));
    *out = s.site;
    return OK;
}

Err mail_of(Ctx *c, Str code, MailOfFileRows *out)
{
    enum { SHOWN = 20 };
    return mail_of_file(c, code, SHOWN, out);
}

/* ---- counts ---- */

Err mail_moved(Ctx *c, Str channel, const char *from, const char *to)
{
    if (from) TRY(mail_count_add(c, (MailCountAdd){channel, str(from), -1}));
    return to ? mail_count_add(c, (MailCountAdd){channel, str(to), 1}) : OK;
}

static Err waiting(Ctx *c, int64_t *n)
{
    MailCountRows rows;
    *n = 0;
    TRY(mail_counts(c, &rows));
    for (size_t i = 0; i < rows.len; i++)
        if (str_eq(rows.at[i].channel, S("mail")) &&
            (str_eq(rows.at[i].state, S("waiting")) || str_eq(rows.at[i].state, S("failed"))))
            *n += rows.at[i].n;
    return OK;
}

static const MailCount *count_of(const MailCountRows *rows, const MailCount *as)
{
    for (size_t i = 0; i < rows->len; i++)
        if (str_eq(rows->at[i].channel, as->channel) && str_eq(rows->at[i].state, as->state)) return &rows->at[i];
    return NULL;
}

static void compare(const MailCount *as, int64_t counted, int64_t really, Buf *faults, int64_t *n)
{
    if (counted == really) return;
    ++*n;
    buf_fmt(faults, "mail: " STR " " STR ": counted %lld, there are %lld\n", ARG(as->channel), ARG(as->state),
            (long long)counted, (long long)really);
}

/* What is counted and what there is: a state may be in one of them only. */
Err mail_verify(Ctx *c, Buf *faults, int64_t *n)
{
    MailCountRows kept, found;
    TRY(mail_counts(c, &kept));
    TRY(mail_recount(c, &found));
    for (size_t i = 0; i < kept.len; i++) {
        const MailCount *really = count_of(&found, &kept.at[i]);
        compare(&kept.at[i], kept.at[i].n, really ? really->n : 0, faults, n);
    }
    for (size_t i = 0; i < found.len; i++)
        if (!count_of(&kept, &found.at[i])) compare(&found.at[i], 0, found.at[i].n, faults, n);
    return OK;
}

/* ---- putting ---- */

typedef struct {
    Ctx *c;
    const Mail *m;
    MailSetting set;
    Str channel, to, who, text;
} Putting;

static Err check(Ctx *c, const Mail *m)
{
    const bool good = header_safe(m->subject) && header_safe(m->path) && header_safe(m->cause) &&
                      (!m->to.len || is_mail_address(m->to)) && (!m->phone.len || is_phone(m->phone)) &&
                      m->text.len <= MAIL_TEXT_MAX && utf8_valid(m->text) && utf8_valid(m->subject);
    assert(m->kind.len && m->cause.len);
    assert(!m->path.len || m->path.ptr[0] == '/');
    return good ? OK : WHY(c, MSG_mail_unfit, ERR_INVALID);
}

static Err by_mail(Putting *p, bool *yes)
{
    MailStop stop;
    *yes = false;
    if (!p->m->to.len || !p->set.active) return OK;
    if (p->m->paper && !mail_server_set(&p->set))
        return OK; /* what is owed does not wait for a server that is not there */
    TRY(mail_who(p->c, &p->set, p->m->to, &p->who));
    const Err e = mail_stop_of(p->c, p->who, &stop);
    if (e != ERR_NOT_FOUND) return e;
    p->channel = S("mail"), p->to = p->m->to, p->text = p->m->text, *yes = true;
    return OK;
}

static Err by_sms(Putting *p, bool *yes)
{
    *yes = p->m->phone.len && p->m->sms.len && p->set.active && !str_eq(p->set.sms, S("none"));
    if (!*yes) return OK;
    TRY(mail_who(p->c, &p->set, p->m->phone, &p->who));
    p->channel = S("sms"), p->to = p->m->phone, p->text = sms_body(p->c, &p->set, p->m->sms, p->m->path);
    return OK;
}

/* What anybody may cause must neither fill the outbox nor one person's letter box. */
static Err not_too_many(Putting *p)
{
    int64_t n;
    MailCountOf of;
    TRY(waiting(p->c, &n));
    if (n >= OUTSIDERS_MAX) return WHY(p->c, MSG_mail_full, ERR_BUSY);
    TRY(mail_since(p->c, p->who, (Time){p->c->now.ms - DAY_MS}, &of));
    return of.n < PER_RECIPIENT_MAX ? OK : WHY(p->c, MSG_mail_enough, ERR_RATE);
}

Str mail_uid(Ctx *c)
{
    unsigned char random[UID_BYTES];
    chance_bytes(c, random, sizeof random);
    return hex_of(c->arena, random, sizeof random);
}

static Err add(Putting *p, bool *added)
{
    Ctx *c = p->c;
    const Mail *m = p->m;
    const bool print = str_eq(p->channel, S("print"));
    const bool by_hand = print || (str_eq(p->channel, S("sms")) && !str_eq(p->set.sms, S("gateway")));
    TRY(mail_add(c, (MailAdd){.uid = mail_uid(c),
                              .channel = p->channel,
                              .kind = m->kind,
                              .cause = m->cause,
                              .who = p->who,
                              .about = m->about,
                              .unit = m->unit,
                              .lang = lang_code(m->lang),
                              .recipient = p->to,
                              .subject = m->subject,
                              .text = p->text,
                              .path = print ? (Str){0} : m->path,
                              .action = print ? (Str){0} : m->action,
                              .at_once = m->at_once,
                              .next = by_hand ? (Time){0} : c->now,
                              .at = c->now}));
    *added = store_changed(c) > 0;
    return *added ? mail_moved(c, p->channel, NULL, "waiting") : OK;
}

Err mail_put(Ctx *c, const Mail *m, MailWay *way)
{
    Putting p = {.c = c, .m = m};
    bool yes = false, added;
    *way = MAIL_NONE;
    TRY(check(c, m));
    TRY(mail_setting_of(c, &p.set));
    TRY(by_mail(&p, &yes));
    *way = MAIL_BY_MAIL;
    if (!yes) {
        TRY(by_sms(&p, &yes));
        *way = MAIL_BY_SMS;
    }
    if (!yes && m->paper) p.channel = S("print"), p.who = p.to = p.text = (Str){0}, *way = MAIL_ON_PAPER, yes = true;
    if (!yes) return *way = MAIL_NONE, OK;
    if (m->outsider) TRY(not_too_many(&p));
    TRY(add(&p, &added));
    if (!added) *way = MAIL_TWICE;
    return OK;
}
