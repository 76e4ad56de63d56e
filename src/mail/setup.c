/* setup.c - the mail server, the SMS gateway and the one switch: set by the administrator, and tried. */
#include "account/account.h"
#include "base/day.h"
#include "http/fetch.h"
#include "mail.html.h"
#include "mail/own.h"
#include "mail/view.h"
#include <string.h>

typedef struct {
    Str site, host, safety, user_name, password, ca, sender, sender_name, sms, sms_url, sms_token;
    int64_t port, per_second;
    bool active, no_password, sms_marks;
} Setting;

static bool is_host(Str s)
{
    for (size_t i = 0; i < s.len; i++) {
        const char k = s.ptr[i];
        if (!(((k | 32) >= 'a' && (k | 32) <= 'z') || (k >= '0' && k <= '9') || k == '.' || k == '-')) return false;
    }
    return s.len && s.ptr[0] != '.' && s.ptr[0] != '-';
}

static Str host_of(Str url)
{
    Str rest = url;
    (void)str_cut(&rest, ':');
    if (rest.len < 3) return (Str){0};
    rest.ptr += 2, rest.len -= 2;
    rest = str_cut(&rest, '/');
    return str_cut(&rest, ':');
}

static bool is_near(Str host)
{
    return str_eq(host, S("localhost")) || str_starts(host, S("127."));
}

/* A token in clear may only go to this machine itself. */
static bool is_gateway(Str s)
{
    return fetch_allowed(s) && is_host(host_of(s)) && (str_starts(s, S("https://")) || is_near(host_of(s)));
}

static bool is_site(Str s)
{
    return fetch_allowed(s) && is_host(host_of(s)) && !str_ends(s, S("/")) && !memchr(s.ptr, '?', s.len);
}

static bool is_pem(Str s)
{
    return str_starts(s, S("-----BEGIN CERTIFICATE-----")) && str_ends(s, S("-----END CERTIFICATE-----"));
}

static bool is_token(Str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] <= ' ' || s.ptr[i] >= 0x7f) return false;
    return true;
}

static const char *const safeties[] = {"starttls", "tls", "none", NULL};
static const char *const sms_ways[] = {"list", "gateway", "none", NULL};
// clang-format off
static const Field setting_fields[] = {
    YES_FIELD(Setting, active),
    TEXT_FIELD(Setting, site, .max = 200, .check = is_site, .example = MSG_mail_site_example),
    TEXT_FIELD(Setting, host, .max = 200, .optional = true, .check = is_host, .example = MSG_mail_host_example),
    NUMBER_FIELD(Setting, port, .min = 1, .max = 65535),
    CHOICE_FIELD(Setting, safety, safeties, .labels = "mail.safety"),
    TEXT_FIELD(Setting, user_name, .max = 200, .optional = true, .autocomplete = "off"),
    SECRET_FIELD(Setting, password, .max = 200, .optional = true, .autocomplete = "new-password"),
    YES_FIELD(Setting, no_password),
    LONG_FIELD(Setting, ca, .max = 20000, .optional = true, .check = is_pem, .example = MSG_mail_ca_example),
    TEXT_FIELD(Setting, sender, .max = 254, .optional = true, .check = is_mail_address, .example = MSG_mail_address_example),
    TEXT_FIELD(Setting, sender_name, .max = 100, .optional = true),
    NUMBER_FIELD(Setting, per_second, .min = 1, .max = 100),
    CHOICE_FIELD(Setting, sms, sms_ways, .labels = "mail.sms"),
    TEXT_FIELD(Setting, sms_url, .max = 500, .optional = true, .check = is_gateway, .example = MSG_mail_gateway_example),
    SECRET_FIELD(Setting, sms_token, .max = 500, .optional = true, .check = is_token, .autocomplete = "new-password"),
    YES_FIELD(Setting, sms_marks),
};
const FormSpec setting_form = FORM("mail.setting.form", setting_fields, Setting);
typedef struct { Str to; } Try;
static const Field try_fields[] = {TEXT_FIELD(Try, to, .min = 3, .max = 254, .check = is_mail_address, .example = MSG_mail_address_example)};
const FormSpec try_form = FORM("mail.try", try_fields, Try);
// clang-format on

static Form filled(Ctx *c, const Req *q, const MailSetting *s)
{
    Form f = form_blank(&setting_form);
    const Str here = arena_fmt(c->arena, "%s://" STR, web.secure ? "https" : "http", ARG(q->host));
    form_value(&f, "active", s->active ? S("1") : S(""));
    form_value(&f, "site", s->site.len ? s->site : here);
    form_value(&f, "host", s->host);
    form_value(&f, "port", arena_fmt(c->arena, "%lld", (long long)s->port));
    form_value(&f, "safety", s->safety);
    form_value(&f, "user_name", s->user_name);
    form_value(&f, "ca", s->ca);
    form_value(&f, "sender", s->sender);
    form_value(&f, "sender_name", s->sender_name);
    form_value(&f, "per_second", arena_fmt(c->arena, "%lld", (long long)s->per_second));
    form_value(&f, "sms", s->sms);
    form_value(&f, "sms_url", s->sms_url);
    form_value(&f, "sms_marks", s->sms_marks ? S("1") : S(""));
    return f;
}

typedef struct {
    const Form *form, *try;
    const SmtpAnswer *answer;
} Shown;

static Err show(Req *q, const Shown *x)
{
    Ctx *c = &q->ctx;
    MailSetting s;
    TRY(mail_setting_of(c, &s));
    const Form now = filled(c, q, &s), blank = form_blank(&try_form);
    const Form *form = x->form ? x->form : &now, *try = x->try ? x->
    try:
        &blank, *wrong = x->try ?
        try : form
            ;
    SettingView v = {.faults = form_faults(c, wrong),
                     .fields = form_fields(c, form),
                     .try_fields = form_fields(c, try),
                     .hidden = form_hidden(c, q),
                     .saved = str_eq(query_arg(q, "da-luu"), S("1")),
                     .ready = mail_server_set(&s)};
    if (x->answer) {
        v.tried = true, v.good = x->answer->how == SMTP_SENT, v.talk = x->answer->talk;
        v.verdict = msg_with(c, v.good ? MSG_mail_try_good : MSG_mail_try_bad, &x->answer->said, 1);
    }
    const Page p = {.title = msg(c, MSG_mail_setting_title),
                    .main = setting_html(c, &v),
                    .nav = SETTING_PAGE,
                    .private_page = true};
    return wrong->ok ? reply(q, p) : reply_faults(q, wrong, p);
}

Err setting_page(Req *q)
{
    return show(q, &(Shown){0});
}

/* A line break in what becomes a header is refused, not mended: nobody types one by mistake. */
static void one_line(Req *q, Form *f, const char *field)
{
    const Str raw = pair(q->body, field);
    if (!header_safe(raw)) form_fault(&q->ctx, f, field, "E_FORMAT", MSG_mail_one_line, (Str){0});
}

static void check(Req *q, const Setting *x, const MailSetting *old, Form *f)
{
    static const char *const lines[] = {"site", "host", "sender", "sender_name", "user_name", "sms_url"};
    Ctx *c = &q->ctx;
    const bool secret = x->password.len || (old->password.len && !x->no_password);
    for (size_t i = 0; i < LEN(lines); i++)
        one_line(q, f, lines[i]);
    if (x->host.len && !x->sender.len) form_fault(c, f, "sender", "E_REQUIRED", MSG_mail_sender_needed, (Str){0});
    if (x->user_name.len && !secret) form_fault(c, f, "password", "E_REQUIRED", MSG_mail_password_needed, (Str){0});
    if (x->user_name.len && str_eq(x->safety, S("none")) && !is_near(x->host))
        form_fault(c, f, "safety", "E_RANGE", MSG_mail_password_in_clear, (Str){0});
    if (str_eq(x->sms, S("gateway")) && !x->sms_url.len)
        form_fault(c, f, "sms_url", "E_REQUIRED", MSG_mail_gateway_needed, (Str){0});
}

Err setting_put(Req *q)
{
    Ctx *c = &q->ctx;
    Setting x = {0};
    MailSetting old;
    Form f;
    TRY(mail_setting_of(c, &old));
    TRY(form_read(c, q->body, &setting_form, &x, &f));
    check(q, &x, &old, &f);
    if (!f.ok) return show(q, &(Shown){.form = &f});
    const Str password = x.no_password || !x.user_name.len ? (Str){0} : x.password.len ? x.password : old.password;
    TRY(mail_setting_put(c, (MailSettingPut){.active = x.active,
                                             .site = x.site,
                                             .host = x.host,
                                             .port = x.port,
                                             .safety = x.safety,
                                             .user_name = x.user_name,
                                             .password = password,
                                             .ca = x.ca,
                                             .sender = x.sender,
                                             .sender_name = x.sender_name,
                                             .per_second = x.per_second,
                                             .sms = x.sms,
                                             .sms_url = x.sms_url,
                                             .sms_token = x.sms_token.len ? x.sms_token : old.sms_token,
                                             .sms_marks = x.sms_marks}));
    TRY(audit_add(c, "mail.setting", x.host, true, x.active ? S("on") : S("off")));
    return redirect(q, SETTING_PAGE "?da-luu=1");
}

/* ---- one mail, now ---- */

typedef struct {
    Try in;
    Form form;
    SmtpAnswer answer;
    bool tried;
} Trial;

static Err trial_mail(Ctx *c, const MailSetting *s, Str to, SmtpMail *out)
{
    Str *head = NEW(c->arena, Str, MAIL_HEAD);
    mail_head(c, s, &(MailHead){to, msg(c, MSG_mail_try_subject), c->now}, head);
    const Str text = msg(c, MSG_mail_try_text);
    *out = (SmtpMail){.from = s->sender, .to = to, .head = head, .head_len = MAIL_HEAD, .text = text};
    out->html = arena_fmt(c->arena, "<!doctype html><html><body><p>" STR "</p></body></html>", ARG(text));
    return OK;
}

Err setting_try_prepare(Req *q)
{
    Ctx *c = &q->ctx;
    MailSetting s;
    SmtpMail m;
    Trial *t = NEW(c->arena, Trial, 1);
    q->prepared = t;
    TRY(form_read(c, q->body, &try_form, &t->in, &t->form));
    TRY(mail_setting_of(c, &s));
    if (!t->form.ok || !mail_server_set(&s)) return OK;
    SmtpServer server = mail_server(c, &s);
    server.seconds = 20;
    TRY(trial_mail(c, &s, t->in.to, &m));
    Smtp *smtp = smtp_open(c->arena, &server);
    if (smtp)
        smtp_send(smtp, c->arena, &m, &t->answer);
    else
        t->answer = (SmtpAnswer){.how = SMTP_SERVER, .said = S("libcurl4 is not installed")};
    smtp_close(smtp);
    t->tried = true;
    return OK;
}

Err setting_try(Req *q)
{
    const Trial *t = q->prepared;
    if (!t) return ERR_INVALID;
    if (!t->form.ok) return show(q, &(Shown){.try = &t->form});
    if (!t->tried) return redirect(q, SETTING_PAGE);
    TRY(audit_add(&q->ctx, "mail.try", (Str){0}, t->answer.how == SMTP_SENT, (Str){0}));
    return show(q, &(Shown){.answer = &t->answer});
}
