/* compose.c - a row of the outbox as the mail server gets it: head, plain text and HTML. */
#include "base/day.h"
#include "mail/own.h"
#include <assert.h>

enum { HEAD_LINES = 12, SECONDS = 60 };

static Str domain_of(Str address)
{
    Str rest = address;
    (void)str_cut(&rest, '@');
    return rest.len ? rest : S("localhost");
}

static Str whole_link(Ctx *c, const MailSetting *s, Str path)
{
    const bool en = c->lang == EN;
    return path.len && s->site.len ? arena_fmt(c->arena, STR "%s" STR, ARG(s->site), en ? "/en" : "", ARG(path))
                                   : (Str){0};
}

typedef struct {
    Str text, action, link, stop;
} Letter;

static Str as_text(Ctx *c, const Letter *l)
{
    Buf out = {.arena = c->arena};
    for (Str rest = l->text; rest.len;)
        buf_str(&out, str_cut(&rest, '\n')), buf_str(&out, S("\r\n\r\n"));
    if (l->link.len) buf_fmt(&out, STR ":\r\n" STR "\r\n\r\n", ARG(l->action), ARG(l->link));
    buf_fmt(&out, "-- \r\n" STR "\r\n" STR "\r\n", ARG(site()->name), ARG(msg(c, MSG_mail_automatic)));
    if (l->stop.len) buf_fmt(&out, STR "\r\n" STR "\r\n", ARG(msg(c, MSG_mail_stop_line)), ARG(l->stop));
    return buf_done(&out);
}

static void put_link(Buf *out, Str link, Str words)
{
    buf_str(out, S("<a href=\""));
    put_attr(out, link);
    buf_str(out, S("\">"));
    put(out, words);
    buf_str(out, S("</a>"));
}

/* No picture, no style, nothing loaded from anywhere: who reads it is not watched. */
static Str as_html(Ctx *c, const Letter *l, Str subject)
{
    Buf out = {.arena = c->arena};
    buf_fmt(&out, "<!doctype html>\r\n<html lang=\"" STR "\"><head><meta charset=\"utf-8\"><title>",
            ARG(lang_code(c->lang)));
    put(&out, subject);
    buf_str(&out, S("</title></head>\r\n<body>\r\n"));
    for (Str rest = l->text; rest.len;) {
        buf_str(&out, S("<p>"));
        put(&out, str_cut(&rest, '\n'));
        buf_str(&out, S("</p>\r\n"));
    }
    if (l->link.len) buf_str(&out, S("<p>")), put_link(&out, l->link, l->action), buf_str(&out, S("</p>\r\n"));
    buf_str(&out, S("<hr>\r\n<p><small>"));
    put(&out, site()->name);
    buf_str(&out, S("<br>"));
    put(&out, msg(c, MSG_mail_automatic));
    if (l->stop.len) buf_str(&out, S("<br>")), put_link(&out, l->stop, msg(c, MSG_mail_stop_line));
    buf_str(&out, S("</small></p>\r\n</body></html>\r\n"));
    return buf_done(&out);
}

void mail_head(Ctx *c, const MailSetting *s, const MailHead *of, Str out[static MAIL_HEAD])
{
    const Str name = s->sender_name.len ? s->sender_name : site()->name;
    out[0] = header_mailbox(c->arena, "From", header_safe(name) ? name : (Str){0}, s->sender);
    out[1] = header_mailbox(c->arena, "To", (Str){0}, of->to);
    out[2] = header_text(c->arena, "Subject", of->subject);
    out[3] = arena_fmt(c->arena, "Date: " STR, ARG(header_date(c->arena, of->at)));
}

Err mail_compose(Ctx *c, const MailSetting *s, const MailRow *m, SmtpMail *out)
{
    Ctx in = *c;
    Str token;
    Str *head = NEW(c->arena, Str, HEAD_LINES);
    size_t n = MAIL_HEAD;
    in.lang = lang_coded(m->lang);
    TRY(mail_stop_token(c, s, m->who, &token));
    const Letter l = {.text = m->text,
                      .action = m->action,
                      .link = whole_link(&in, s, m->path),
                      .stop = whole_link(&in, s, arena_fmt(c->arena, "/thu/" STR, ARG(token)))};
    mail_head(c, s, &(MailHead){m->recipient, m->subject, m->at}, head);
    head[n++] = arena_fmt(c->arena, "Message-ID:\r\n <" STR "@" STR ">", ARG(m->uid), ARG(domain_of(s->sender)));
    head[n++] = S("Auto-Submitted: auto-generated");
    if (l.stop.len) {
        head[n++] = arena_fmt(c->arena, "List-Unsubscribe:\r\n <" STR ">", ARG(l.stop));
        head[n++] = S("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
    }
    assert(n <= HEAD_LINES);
    *out = (SmtpMail){.from = s->sender,
                      .to = m->recipient,
                      .head = head,
                      .head_len = n,
                      .text = as_text(&in, &l),
                      .html = as_html(&in, &l, m->subject)};
    return OK;
}

bool mail_server_set(const MailSetting *s)
{
    return s->host.len && s->sender.len;
}

SmtpServer mail_server(Ctx *c, const MailSetting *s)
{
    const bool tls = str_eq(s->safety, S("tls")), plain = str_eq(s->safety, S("none"));
    return (SmtpServer){.host = s->host,
                        .port = (int)s->port,
                        .safety = tls     ? SMTP_TLS
                                  : plain ? SMTP_PLAIN
                                          : SMTP_STARTTLS,
                        .user = s->user_name,
                        .password = s->password,
                        .ca = s->ca,
                        .helo = arena_copy(c->arena, domain_of(s->sender)),
                        .seconds = SECONDS};
}

Str sms_body(Ctx *c, const MailSetting *s, Str text, Str path)
{
    const Str whole =
        path.len && s->site.len ? arena_fmt(c->arena, STR " " STR STR, ARG(text), ARG(s->site), ARG(path)) : text;
    return s->sms_marks ? whole : sms_plain(c->arena, whole);
}
