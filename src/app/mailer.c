/* mailer.c - takes what is due from the outbox, gives it to the mail server or the SMS gateway, and writes down, among
 * the acts, what came of it: each at once, so that a kill makes no more than one double. */
#include "app/mailer.h"
#include "app/clock.h"
#include "app/errand.h"
#include "app/pass.h"
#include "app/turn.h"
#include "base/json.h"
#include "http/fetch.h"
#include "mail/own.h"

enum { ROUND = 50, POLL_MS = 1000, PAUSE_MS = 5000, PAUSE_MAX_MS = 600000, SMS_S = 10, ANSWER_MAX = 4096 };

static struct {
    int64_t until_ms, pause_ms; /* a server that is not there is not asked at every letter */
} rest[2];                      /* of the mail server, of the gateway */
enum { MAIL_SERVER, SMS_GATEWAY };

static bool go_round(Ctx *c);
static Errand errand = {.beat = BEAT,
                        .undone = "no letter is sent",
                        .full = "the outbox: no memory for a round",
                        .round = go_round,
                        .every_ms = POLL_MS};

/* ---- what came of it ---- */

typedef struct {
    const MailRow *m;
    Came how;
    Str said;
} Outcome;

static Err write_down(Ctx *c, void *of)
{
    const Outcome *o = of;
    return mail_came(c, o->m, o->how, o->said);
}

/* False: it could not be written, so nothing more may be sent now: the same letters would go again and again. */
static bool among_the_acts(Ctx *c, const MailRow *m, Came how, Str said)
{
    return pass_wait(c->arena, write_down, &(Outcome){m, how, said}) == OK;
}

static void server_rests(int which, bool failed, Str why)
{
    static const char *const names[] = {"mail server", "SMS gateway"};
    if (!failed) {
        rest[which].pause_ms = 0;
        return;
    }
    if (!rest[which].pause_ms)
        complain(NOT_SO, "the %s does not take what waits: " STR ": tried again; see /quan-tri/thu", names[which],
                 ARG(why));
    rest[which].pause_ms = rest[which].pause_ms ? 2 * rest[which].pause_ms : PAUSE_MS;
    if (rest[which].pause_ms > PAUSE_MAX_MS) rest[which].pause_ms = PAUSE_MAX_MS;
    rest[which].until_ms = clock_tick_ms() + rest[which].pause_ms;
}

/* ---- by mail ---- */

static bool one_mail(Ctx *c, Smtp *smtp, const MailSetting *s, const MailRow *m)
{
    static const Came came[] = {
        [SMTP_SENT] = CAME_SENT, [SMTP_LATER] = CAME_LATER, [SMTP_NEVER] = CAME_NEVER, [SMTP_SERVER] = CAME_LATER};
    SmtpMail mail;
    SmtpAnswer answer;
    if (mail_compose(c, s, m, &mail)) return false;
    smtp_send(smtp, c->arena, &mail, &answer);
    server_rests(MAIL_SERVER, answer.how == SMTP_SERVER, answer.said);
    return among_the_acts(c, m, came[answer.how], answer.said) && answer.how != SMTP_SERVER;
}

static size_t mails_go(Ctx *c, const MailSetting *s, const MailRowRows *rows)
{
    const SmtpServer server = mail_server(c, s);
    Smtp *smtp = smtp_open(c->arena, &server);
    if (!smtp) return server_rests(MAIL_SERVER, true, S("libcurl4 is not installed")), 0;
    size_t n = 0;
    while (n < rows->len && !errand.beat.stopping && one_mail(c, smtp, s, &rows->at[n]) && ++n)
        if (n < rows->len && !beat_sleep(&errand.beat, 1000 / s->per_second)) break;
    smtp_close(smtp);
    return n;
}

/* ---- by SMS ---- */

static Str as_json(Ctx *c, const MailRow *m)
{
    Buf out = {.arena = c->arena};
    Json j = {&out, false};
    json_open(&j, '{');
    json_member(&j, "id", m->uid);
    json_member(&j, "to", m->recipient);
    json_member(&j, "text", m->text);
    json_member(&j, "parts", sms_size(m->text).parts);
    json_close(&j, '}');
    return buf_done(&out);
}

static Came came_of(int status)
{
    if (status >= 200 && status < 300) return CAME_SENT;
    const bool theirs = status == 400 || status == 404 || status == 410 || status == 422; /* of this message */
    return theirs ? CAME_NEVER : CAME_LATER;
}

static bool one_sms(Ctx *c, const MailSetting *s, const MailRow *m)
{
    Fetch f = {
        .url = s->sms_url, .body = as_json(c, m), .is_json = true, .bearer = s->sms_token, .answer_max = ANSWER_MAX};
    fetch_all(c->arena, &f, 1, SMS_S, &errand.beat.stopping);
    const Came how = came_of(f.status);
    const Str said = f.status ? arena_fmt(c->arena, "HTTP %d", f.status) : f.why;
    if (errand.beat.stopping && !f.status) return false;
    server_rests(SMS_GATEWAY, how == CAME_LATER, said);
    return among_the_acts(c, m, how, said) && how != CAME_LATER;
}

static size_t sms_go(Ctx *c, const MailSetting *s, const MailRowRows *rows)
{
    size_t n = 0;
    while (n < rows->len && !errand.beat.stopping && one_sms(c, s, &rows->at[n]) && ++n)
        if (n < rows->len && !beat_sleep(&errand.beat, 1000 / s->per_second)) break;
    return n;
}

/* ---- a round ---- */

typedef struct {
    MailSetting set;
    MailRowRows mails, sms;
} Due;

static bool may_try(int which)
{
    return clock_tick_ms() >= rest[which].until_ms;
}

static Err gather(Ctx *c, Due *d)
{
    TRY(mail_setting_of(c, &d->set));
    if (!d->set.active) return OK;
    if (mail_server_set(&d->set) && may_try(MAIL_SERVER)) TRY(mail_take_due(c, "mail", ROUND, &d->mails));
    if (str_eq(d->set.sms, S("gateway")) && may_try(SMS_GATEWAY)) TRY(mail_take_due(c, "sms", ROUND, &d->sms));
    return OK;
}

static bool go_round(Ctx *c)
{
    Due d = {0};
    if (store_do(c->store, BEGIN_READ)) return false;
    const Err e = gather(c, &d);
    turn_end(c->store); /* nothing is kept open while another server thinks */
    if (e) return false;
    const size_t sms = d.sms.len ? sms_go(c, &d.set, &d.sms) : 0;
    return sms + (d.mails.len ? mails_go(c, &d.set, &d.mails) : 0) > 0;
}

bool mailer_start(const Command *x)
{
    errand.data = x->s.data;
    return errand_start(&errand);
}

void mailer_stop(void)
{
    beat_stop(&errand.beat);
}
