/* stop.c - no more letters to this address: by the link in every one of them, without signing in (RFC 8058). */
#include "mail.html.h"
#include "mail/own.h"
#include "mail/view.h"

static Err whose(Req *q, Str *who)
{
    MailSetting s;
    TRY(mail_setting_of(&q->ctx, &s));
    return mail_stop_read(&q->ctx, &s, path_arg(q, "token"), who) ? OK : ERR_NOT_FOUND;
}

static Err show(Req *q, bool stopped)
{
    Ctx *c = &q->ctx;
    const StopView v = {.token = path_arg(q, "token"), .stopped = stopped, .hidden = form_hidden(c, q)};
    return reply(q, (Page){.title = msg(c, MSG_mail_stop_title), .main = stop_html(c, &v), .private_page = true});
}

/* Whoever opens it changes nothing: mail programs open links by themselves. */
Err stop_page(Req *q)
{
    Str who;
    MailStop stop;
    TRY(whose(q, &who));
    const Err e = mail_stop_of(&q->ctx, who, &stop);
    return e && e != ERR_NOT_FOUND ? e : show(q, e == OK);
}

Err stop_post(Req *q)
{
    Str who;
    TRY(whose(q, &who));
    TRY(mail_stop_put(&q->ctx, who, q->ctx.now));
    return show(q, true);
}

Err stop_back(Req *q)
{
    Str who;
    TRY(whose(q, &who));
    TRY(mail_stop_drop(&q->ctx, who));
    return show(q, false);
}
