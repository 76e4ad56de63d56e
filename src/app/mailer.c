/* mailer.c - takes what is due from the outbox, gives it to the mail server or the SMS gateway, and writes down, among
 * the acts, what came of it: each at once, so that a kill makes no more than one double. */
#include "app/mailer.h"
#include "app/clock.h"
#include "app/pass.h"
#include "app/turn.h"
#include "base/json.h"
#include "http/fetch.h"
#include "mail/own.h"
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

enum {
    ROUND = 50,
    POLL_MS = 1000,
    PAUSE_MS = 5000,
    PAUSE_MAX_MS = 600000,
    SMS_S = 10,
    ANSWER_MAX = 4096,
    MEMORY_MAX = 1 << 25
};

static Settings settings;
static pthread_t thread;
static bool running;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t bell = PTHREAD_COND_INITIALIZER;
static _Atomic bool stopping;
static struct {
    int64_t until_ms, pause_ms; /* a server that is not there is not asked at every letter */
} rest[2];                      /* of the mail server, of the gateway */
enum { MAIL_SERVER, SMS_GATEWAY };

static bool nap(int64_t ms)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += ms / 1000, until.tv_nsec += ms % 1000 * 1000000;
    if (until.tv_nsec >= 1000000000) until.tv_sec++, until.tv_nsec -= 1000000000;
    pthread_mutex_lock(&lock);
    if (!stopping) pthread_cond_timedwait(&bell, &lock, &until);
    pthread_mutex_unlock(&lock);
    return !stopping;
}

/* ---- what came of it ---- */

typedef struct {
    Job job; /* first */
    Arena *arena;
    const MailRow *m;
    Came how;
    Str said;
    Err e;
    sem_t done;
} Written;

static Err write_down(Job *j, Store *s)
{
    Written *w = (Written *)j;
    Ctx c = {.arena = w->arena};
    turn_context(&c, s);
    return mail_came(&c, w->m, w->how, w->said);
}

static void written(Job *j, Err e)
{
    Written *w = (Written *)j;
    w->e = e;
    sem_post(&w->done);
}

/* False: it could not be written, so nothing more may be sent now: the same letters would go again and again. */
static bool among_the_acts(Ctx *c, const MailRow *m, Came how, Str said)
{
    Written w = {
        .job = {.run = write_down, .done = written},
          .arena = c->arena, .m = m, .how = how, .said = said
    };
    sem_init(&w.done, 0, 0);
    const bool taken = pass_job(&w.job);
    while (taken && sem_wait(&w.done)) {
    } /* a signal may wake it */
    sem_destroy(&w.done);
    return taken && !w.e;
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
    while (n < rows->len && !stopping && one_mail(c, smtp, s, &rows->at[n]) && ++n)
        if (n < rows->len && !nap(1000 / s->per_second)) break;
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
    fetch_all(c->arena, &f, 1, SMS_S, &stopping);
    const Came how = came_of(f.status);
    const Str said = f.status ? arena_fmt(c->arena, "HTTP %d", f.status) : f.why;
    if (stopping && !f.status) return false;
    server_rests(SMS_GATEWAY, how == CAME_LATER, said);
    return among_the_acts(c, m, how, said) && how != CAME_LATER;
}

static size_t sms_go(Ctx *c, const MailSetting *s, const MailRowRows *rows)
{
    size_t n = 0;
    while (n < rows->len && !stopping && one_sms(c, s, &rows->at[n]) && ++n)
        if (n < rows->len && !nap(1000 / s->per_second)) break;
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
    if (d->set.host.len && d->set.sender.len && may_try(MAIL_SERVER)) TRY(mail_take_due(c, "mail", ROUND, &d->mails));
    if (str_eq(d->set.sms, S("gateway")) && may_try(SMS_GATEWAY)) TRY(mail_take_due(c, "sms", ROUND, &d->sms));
    return OK;
}

static size_t go(Ctx *c, Store *s)
{
    Due d = {0};
    if (store_do(s, BEGIN_READ)) return 0;
    const Err e = gather(c, &d);
    turn_end(s); /* nothing is kept open while another server thinks */
    if (e) return 0;
    const size_t sms = d.sms.len ? sms_go(c, &d.set, &d.sms) : 0;
    return sms + (d.mails.len ? mails_go(c, &d.set, &d.mails) : 0);
}

static size_t go_round(Store *s)
{
    static alignas(16) char first[1 << 16];
    static size_t n;
    Arena a = arena_over(first, sizeof first, MEMORY_MAX);
    Ctx c = {.arena = &a};
    jmp_buf full;
    turn_context(&c, s);
    arena_boundary = &full;
    n = 0;
    if (setjmp(full))
        turn_undo(s), complain(NOT_SO, "the outbox: no memory for a round");
    else
        n = go(&c, s);
    arena_boundary = NULL;
    arena_clear(&a);
    return n;
}

static void *thread_main(void *arg)
{
    static alignas(16) char first[1 << 12];
    Arena a = arena_over(first, sizeof first, 1 << 20);
    Str why;
    (void)arg;
    Store *s = store_open(&a, settings.data, READ_ONLY, &why);
    if (!s) return complain(NOT_SO, "no letter is sent: " STR, ARG(why)), NULL;
    while (nap(go_round(s) ? 1 : POLL_MS)) {
    }
    store_free(s);
    return NULL;
}

bool mailer_start(const Command *x)
{
    sigset_t all, before;
    settings = x->s;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    running = pthread_create(&thread, NULL, thread_main, NULL) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return running;
}

void mailer_stop(void)
{
    pthread_mutex_lock(&lock);
    stopping = true;
    pthread_cond_signal(&bell);
    pthread_mutex_unlock(&lock);
    if (running) pthread_join(thread, NULL);
}
