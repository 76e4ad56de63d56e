/* staff.c - what those who work here want by mail, said by themselves. */
#include "account/account.h"
#include "mail.html.h"
#include "mail/own.h"
#include "mail/view.h"

typedef struct {
    Str mode, address;
} OwnMail;
static const char *const modes[] = {"khong", "moi_ngay", "ngay", NULL};
// clang-format off
static const Field own_fields[] = {
    CHOICE_FIELD(OwnMail, mode, modes, .labels = "mail.mode"),
    TEXT_FIELD(OwnMail, address, .max = 254, .optional = true, .check = is_mail_address, .example = MSG_mail_address_example, .autocomplete = "email"),
};
// clang-format on
const FormSpec own_mail_form = FORM("mail.own.form", own_fields, OwnMail);

static Err show(Req *q, const Form *f)
{
    Ctx *c = &q->ctx;
    const OwnMailView v = {.faults = form_faults(c, f),
                           .fields = form_fields(c, f),
                           .hidden = form_hidden(c, q),
                           .saved = str_eq(query_arg(q, "da-luu"), S("1"))};
    const Page p = {.title = msg(c, MSG_mail_own_title),
                    .main = own_mail_html(c, &v),
                    .nav = "/can-bo",
                    .up = "/can-bo/tai-khoan",
                    .up_title = MSG_account_own_title,
                    .private_page = true};
    return f->ok ? reply(q, p) : reply_faults(q, f, p);
}

Err own_mail_page(Req *q)
{
    Ctx *c = &q->ctx;
    Account a;
    MailStaff s;
    Form f = form_blank(&own_mail_form);
    TRY(account_of(c, c->actor, &a));
    const Err e = mail_staff_of(c, a.id, &s);
    if (e && e != ERR_NOT_FOUND) return e;
    form_value(&f, "mode", e ? S("khong") : s.mode);
    if (!e) form_value(&f, "address", s.address);
    return show(q, &f);
}

Err own_mail_put(Req *q)
{
    Ctx *c = &q->ctx;
    Account a;
    OwnMail x = {0};
    Form f;
    TRY(account_of(c, c->actor, &a));
    TRY(form_read(c, q->body, &own_mail_form, &x, &f));
    const bool none = str_eq(x.mode, S("khong"));
    if (f.ok && !none && !x.address.len) form_fault(c, &f, "address", "E_REQUIRED", MSG_mail_own_address, (Str){0});
    if (!f.ok) return show(q, &f);
    if (none)
        TRY(mail_staff_drop(c, a.id));
    else
        TRY(mail_staff_put(c, (MailStaffPut){a.id, x.address, x.mode, lang_code(c->lang)}));
    return redirect(q, OWN_MAIL_PAGE "?da-luu=1");
}
