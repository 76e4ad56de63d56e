/* by_hand.c - what people must be told and no machine sends: messages to type into a phone, letters to hand over. */
#include "account/account.h"
#include "mail.html.h"
#include "mail/own.h"
#include "mail/view.h"

enum { ROWS = 50, EXPORT_MAX = 5000, TELLERS = ONESTOP_CLERK | OFFICER | UNIT_HEAD };

typedef struct {
    Str phone, text, about, kind, unit_code;
    int64_t chars, parts;
    Time at;
} SmsRow;
static const Column sms_columns[] = {
    COLUMN(SmsRow, phone), COLUMN(SmsRow, text), COLUMN(SmsRow, parts),     COLUMN(SmsRow, chars),
    COLUMN(SmsRow, about), COLUMN(SmsRow, kind), COLUMN(SmsRow, unit_code), COLUMN(SmsRow, at),
};
static const Columns sms_table = COLUMNS("tin-nhan", sms_columns, SmsRow);

static Err unit_asked(Ctx *c, int64_t *unit)
{
    Unit u;
    const Err e = c->unit ? unit_by_id(c, c->unit, &u) : unit_root(c, &u);
    *unit = e ? 0 : u.id;
    return e == ERR_NOT_FOUND ? OK : e;
}

static HandLines lines_of(Ctx *c, const MailLineRows *rows)
{
    HandLines out = {NEW(c->arena, HandLine, rows->len + 1), 0, 0};
    for (size_t i = 0; i < rows->len; i++) {
        const MailLine *m = &rows->at[i];
        if (!unit_covers(c, TELLERS, m->unit_path)) continue;
        const SmsSize z = sms_size(m->text);
        const Str args[] = {text_int64_t(c, z.chars), text_int64_t(c, z.parts)};
        out.at[out.len++] =
            (HandLine){m, msg_of(c, "mail.kind", NULL, m->kind), msg_with(c, MSG_mail_hand_size, args, 2)};
    }
    return out;
}

Err hand_lines(Ctx *c, const HandAsked *asked, HandLines *out)
{
    MailLineRows rows;
    TRY(mail_hand_list(c, (MailHandList){asked->unit, str(asked->channel), asked->after, asked->most + 1}, &rows));
    const bool more = (int64_t)rows.len > asked->most;
    if (more) rows.len = (size_t)asked->most;
    *out = lines_of(c, &rows);
    if (more) out->next = rows.at[rows.len - 1].id;
    return OK;
}

const MailPaper *mail_papers;

Str mail_paper(Ctx *c, Str kind, Str about)
{
    const MailPaper *p = mail_papers;
    while (p && p->kind && !str_eq(kind, str(p->kind)))
        p++;
    if (!p || !p->kind || !about.len) return (Str){0};
    Str tail = str(p->address);
    const Str head = str_cut(&tail, '*');
    return arena_fmt(c->arena, STR STR STR, ARG(head), ARG(about), ARG(tail));
}

static Err as_table(Req *q, const HandLines *lines)
{
    Ctx *c = &q->ctx;
    SmsRow *rows = NEW(c->arena, SmsRow, lines->len + 1);
    for (size_t i = 0; i < lines->len; i++) {
        const MailLine *m = lines->at[i].m;
        const SmsSize z = sms_size(m->text);
        rows[i] = (SmsRow){m->recipient, m->text, m->about, m->kind, m->unit_code, z.chars, z.parts, m->at};
    }
    audit_later(c, "mail.export", arena_fmt(c->arena, "%zu", lines->len), true, (Str){0});
    const Str next = lines->next ? arena_fmt(c->arena, "%lld", (long long)lines->next) : (Str){0};
    return reply_rows(q, &sms_table, rows, lines->len, next);
}

static bool place_asked(const Req *q, const char *name, int64_t *after)
{
    const Str from = query_arg(q, name);
    *after = 0;
    return !from.len || str_int(from, after);
}

/* The two lists are paged apart: each goes on where it stands, the other stays where it is. */
static Str onward(Ctx *c, int64_t sms, int64_t print)
{
    return arena_fmt(c->arena, HAND_PAGE "?sau=%lld&sau-giay=%lld", (long long)sms, (long long)print);
}

Err hand_page(Req *q)
{
    Ctx *c = &q->ctx;
    HandAsked sms = {.channel = "sms", .most = wants_table(q) ? EXPORT_MAX : ROWS};
    HandAsked print = {.channel = "print", .most = ROWS};
    HandView v = {0};
    if (!place_asked(q, "sau", &sms.after) || !place_asked(q, "sau-giay", &print.after)) return ERR_NOT_FOUND;
    TRY(unit_asked(c, &sms.unit));
    print.unit = sms.unit;
    TRY(hand_lines(c, &sms, &v.sms));
    if (!wants_html(q)) return as_table(q, &v.sms);
    TRY(hand_lines(c, &print, &v.print));
    v.hidden = form_hidden(c, q);
    if (v.sms.next) v.more_sms = onward(c, v.sms.next, print.after);
    if (v.print.next) v.more_print = onward(c, sms.after, v.print.next);
    return reply(
        q,
        (Page){.title = msg(c, MSG_mail_hand_title), .main = hand_html(c, &v), .nav = HAND_PAGE, .private_page = true});
}

Err hand_done(Req *q)
{
    Ctx *c = &q->ctx;
    int64_t id;
    MailLine m;
    if (!str_int(pair(q->body, "id"), &id)) return ERR_NOT_FOUND;
    TRY(mail_by_id(c, id, &m));
    if (!unit_covers(c, TELLERS, m.unit_path)) return ERR_NOT_FOUND;
    if (m.next.ms || str_eq(m.channel, S("mail"))) return ERR_NOT_FOUND; /* a machine sends it */
    if (str_eq(m.state, S("waiting"))) {
        TRY(mail_sent(c, (MailSent){m.id, c->now, c->actor, (Str){0}}));
        TRY(mail_moved(c, m.channel, "waiting", "sent"));
        TRY(audit_add_for(c, m.unit, "mail.by_hand", m.about, true, m.kind));
    }
    return redirect(q, HAND_PAGE);
}
