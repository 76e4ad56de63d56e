/* outbox.c - the outbox as whoever looks after the server sees it: where letters stand and what the other server said;
 * neither whom they are for nor what is in them. */
#include "account/account.h"
#include "mail.html.h"
#include "mail/own.h"
#include "mail/view.h"
#include "store/store.h"

enum { ROWS = 50, COUNTS_MAX = 16, ALL_AT_ONCE = 500 };
static const char *const states[] = {"failed", "given_up", "waiting", "sent", NULL};

static const Column outbox_columns[] = {
    COLUMN(MailLine, uid),       COLUMN(MailLine, channel), COLUMN(MailLine, kind), COLUMN(MailLine, state),
    COLUMN(MailLine, unit_code), COLUMN(MailLine, tries),   COLUMN(MailLine, at),   COLUMN(MailLine, next),
    COLUMN(MailLine, ended),     COLUMN(MailLine, said),
};
static const Columns outbox_table = COLUMNS("hop-gui", outbox_columns, MailLine);

static CountViews counts_of(Ctx *c, const MailCountRows *rows)
{
    CountViews out = {NEW(c->arena, CountView, COUNTS_MAX), 0};
    for (size_t i = 0; i < rows->len && out.len < COUNTS_MAX; i++)
        if (rows->at[i].n) out.at[out.len++] = (CountView){rows->at[i].channel, rows->at[i].state, rows->at[i].n};
    return out;
}

static StateChoices choices(Ctx *c, Str chosen)
{
    StateChoices out = {NEW(c->arena, StateChoice, LEN(states)), 0};
    for (size_t i = 0; states[i]; i++)
        out.at[out.len++] = (StateChoice){str(states[i]), msg_of(c, "mail.state", NULL, str(states[i])),
                                          str_eq(chosen, str(states[i]))};
    return out;
}

static Str state_asked(const Req *q)
{
    const Str s = query_arg(q, "tinh-trang");
    for (size_t i = 0; states[i]; i++)
        if (str_eq(s, str(states[i]))) return s;
    return str(states[0]);
}

Err outbox_page(Req *q)
{
    Ctx *c = &q->ctx;
    MailCountRows counts;
    MailSetting s;
    OutboxView v = {.state = state_asked(q)};
    int64_t before = INT64_MAX;
    const Str after = query_arg(q, "sau");
    if (after.len && !str_int(after, &before)) return ERR_NOT_FOUND;
    TRY(mail_in_state(c, (MailInState){v.state, before, ROWS + 1}, &v.rows));
    if (v.rows.len > ROWS) {
        v.rows.len = ROWS;
        v.next = arena_fmt(c->arena, "%lld", (long long)v.rows.at[ROWS - 1].id);
    }
    if (!wants_html(q)) return reply_rows(q, &outbox_table, v.rows.at, v.rows.len, v.next);
    TRY(mail_counts(c, &counts));
    TRY(mail_setting_of(c, &s));
    v.counts = counts_of(c, &counts), v.states = choices(c, v.state), v.hidden = form_hidden(c, q);
    v.active = s.active, v.ready = mail_server_set(&s);
    v.again_all = str_eq(v.state, S("given_up"));
    return reply(q, (Page){.title = msg(c, MSG_mail_outbox_title),
                           .main = outbox_html(c, &v),
                           .nav = SETTING_PAGE,
                           .up = SETTING_PAGE,
                           .up_title = MSG_mail_setting_title,
                           .private_page = true});
}

static Err letter_asked(Req *q, MailLine *m)
{
    int64_t id;
    return str_int(pair(q->body, "id"), &id) ? mail_by_id(&q->ctx, id, m) : ERR_NOT_FOUND;
}

static Err again(Ctx *c, int64_t id, Str channel, const char *state)
{
    TRY(mail_again(c, id, c->now));
    return store_changed(c) ? mail_moved(c, channel, state, "waiting") : OK;
}

Err outbox_again(Req *q)
{
    Ctx *c = &q->ctx;
    MailLine m;
    TRY(letter_asked(q, &m));
    TRY(again(c, m.id, m.channel, arena_copy(c->arena, m.state).ptr));
    TRY(audit_add(c, "mail.again", m.uid, true, (Str){0}));
    return redirect(q, OUTBOX_PAGE "?tinh-trang=%s", arena_copy(c->arena, m.state).ptr);
}

Err outbox_again_all(Req *q)
{
    Ctx *c = &q->ctx;
    MailIdRows rows;
    TRY(mail_given_up(c, ALL_AT_ONCE, &rows));
    for (size_t i = 0; i < rows.len; i++)
        TRY(again(c, rows.at[i].id, rows.at[i].channel, "given_up"));
    TRY(audit_add(c, "mail.again", arena_fmt(c->arena, "%zu", rows.len), true, (Str){0}));
    return redirect(q, OUTBOX_PAGE "?tinh-trang=given_up");
}

Err outbox_give_up(Req *q)
{
    Ctx *c = &q->ctx;
    MailLine m;
    TRY(letter_asked(q, &m));
    if (m.next.ms) {
        TRY(mail_abandon(c, &m, c->actor, m.said));
        TRY(audit_add(c, "mail.give_up", m.uid, true, (Str){0}));
    }
    return redirect(q, OUTBOX_PAGE "?tinh-trang=%s", arena_copy(c->arena, m.state).ptr);
}
