/* send.c - which letters are due, what came of a try, and what is erased in time. */
#include "base/day.h"
#include "mail/own.h"
#include "store/store.h"
#include "text/cut.h"
#include <string.h>

enum { FIRST_WAIT_MS = 60000, WAIT_MAX_MS = 4 * 3600000, DOUBLINGS_MAX = 8 };
enum { TRIED_DAYS = 5, UNSENT_DAYS = 30, KEPT_DAYS = 90, PORTION = 200 };

/* What was asked for now goes first; the rest not at night. */
Err mail_take_due(Ctx *c, const char *channel, int64_t n, MailRowRows *out)
{
    MailRowRows rest = {0};
    TRY(mail_due(c, (MailDue){str(channel), true, c->now, n}, out));
    if (mail_quiet(c->now) || (int64_t)out->len >= n) return OK;
    TRY(mail_due(c, (MailDue){str(channel), false, c->now, n - (int64_t)out->len}, &rest));
    MailRow *all = NEW(c->arena, MailRow, out->len + rest.len + 1);
    if (out->len) memcpy(all, out->at, out->len * sizeof *all);
    if (rest.len) memcpy(all + out->len, rest.at, rest.len * sizeof *all);
    *out = (MailRowRows){all, out->len + rest.len};
    return OK;
}

int64_t mail_wait_ms(int64_t tries, uint64_t chance)
{
    const int64_t doublings = tries < DOUBLINGS_MAX ? tries : DOUBLINGS_MAX;
    const int64_t whole = (int64_t)FIRST_WAIT_MS << doublings, wait = whole < WAIT_MAX_MS ? whole : WAIT_MAX_MS;
    return wait * 3 / 4 + (int64_t)(chance % (uint64_t)(wait / 2));
}

/* What is owed and is not delivered is handed over. Its cause is the letter's, its recipient nobody's, as of every
 * letter on paper: however often the same is tried again and refused, there is one to hand over. */
static Err hand_over(Ctx *c, const MailLine *m)
{
    const bool by_machine = m->next.ms; /* else it waits for people's hands already */
    if (!by_machine || !mail_paper(c, m->kind, m->about).len) return OK;
    TRY(mail_hand_over(c, (MailHandOver){m->id, mail_uid(c), c->now}));
    return store_changed(c) ? mail_moved(c, S("print"), NULL, "waiting") : OK;
}

Err mail_abandon(Ctx *c, const MailLine *m, Str by, Str said)
{
    TRY(mail_give_up(c, (MailGiveUp){m->id, c->now, by, said}));
    TRY(mail_moved(c, m->channel, arena_copy(c->arena, m->state).ptr, "given_up"));
    return hand_over(c, m);
}

/* Whoever gave it up meanwhile, or marked it, was faster: then nothing changes. */
Err mail_came(Ctx *c, const MailRow *m, Came how, Str said)
{
    MailLine now;
    const Err e = mail_by_id(c, m->id, &now);
    if (e) return e == ERR_NOT_FOUND ? OK : e;
    if (!now.next.ms) return OK;
    said = cut_bytes(said, SAID_MAX);
    const char *from = arena_copy(c->arena, now.state).ptr, *to = "failed";
    if (how == CAME_LATER && c->now.ms - m->at.ms > (int64_t)TRIED_DAYS * DAY_MS) how = CAME_NEVER;
    if (how == CAME_NEVER) return mail_abandon(c, &now, S(""), said);
    if (how == CAME_SENT) {
        to = "sent";
        TRY(mail_sent(c, (MailSent){m->id, c->now, S(""), said}));
    } else {
        TRY(mail_try_later(c, (MailTryLater){m->id, {c->now.ms + mail_wait_ms(m->tries, chance(c))}, said}));
    }
    return mail_moved(c, m->channel, from, to);
}

/* ---- in time ---- */

/* The address and text of what is a month old: nobody sends it any more, by hand or by machine. Where no server takes
 * mails, or sending is switched off, a letter that failed was not given up before. */
static Err erase_old(Ctx *c, const char *state, int64_t *n)
{
    MailIdRows rows;
    MailLine m;
    TRY(mail_too_old(c, (MailTooOld){str(state), {c->now.ms - (int64_t)UNSENT_DAYS * DAY_MS}, PORTION}, &rows));
    for (size_t i = 0; i < rows.len; i++, ++*n) {
        TRY(mail_by_id(c, rows.at[i].id, &m));
        if (strcmp(state, "given_up") != 0) TRY(mail_abandon(c, &m, S(""), m.said));
        TRY(mail_erase(c, m.id));
    }
    return OK;
}

Err mail_forget(Ctx *c, int64_t *n)
{
    MailPastRows rows;
    TRY(erase_old(c, "waiting", n));
    TRY(erase_old(c, "failed", n));
    TRY(erase_old(c, "given_up", n));
    TRY(mail_past(c, (Time){c->now.ms - (int64_t)KEPT_DAYS * DAY_MS}, PORTION, &rows));
    for (size_t i = 0; i < rows.len; i++, ++*n) {
        const char *state = arena_copy(c->arena, rows.at[i].state).ptr;
        TRY(mail_drop(c, rows.at[i].id));
        TRY(mail_moved(c, rows.at[i].channel, state, NULL));
    }
    return OK;
}
