/* digest.c - what those who work here are told by mail, as each of them chose: every new matter by itself, or once a
 * working day what waits. Codes and states only: a mail is read where no right is asked. */
#include "casework/engine.h"
#include "casework/view.h"

enum { READERS_MAX = 500, PEOPLE_A_TIME = 20, LISTED = 10, STALE_MS = 86400000 };

static Lang lang_chosen(const MailStaff *p)
{
    return str_eq(p->lang, S("en")) ? EN : VI;
}

static Err reader_of(const Ctx *c, const MailStaff *p, Ctx *out)
{
    TRY(account_as(c, p->account, p->name, p->unit, out));
    out->lang = lang_chosen(p);
    return OK;
}

static Err post(const Ctx *reader, const MailStaff *p, Mail m)
{
    Ctx c = *reader;
    MailWay way;
    m.lang = c.lang, m.to = p->address, m.action = msg(&c, MSG_casework_digest_action);
    return mail_put(&c, &m, &way);
}

/* ---- one matter ---- */

/* Whoever has work with the file as it stands now, but not who did that act: the message says who. */
static bool concerns(const Ctx *reader, const Message *m, const Flow *flow, const Casefile *f)
{
    const int state = state_of(flow, f->state);
    return !str_eq(m->payload, reader->actor) && state > NEW_FILE && casework_may_read(reader, flow, f) &&
           unit_covers(reader, roles_in(flow, state), f->path);
}

static Err notice(Ctx *c, const Message *m, const Flow *flow, const Casefile *f, const MailStaff *p)
{
    Ctx reader;
    Str event = m->topic;
    TRY(reader_of(c, p, &reader));
    if (!concerns(&reader, m, flow, f)) return OK;
    (void)str_cut(&event, '.');
    const bool near = str_eq(event, S("near"));
    const Str what = near ? msg(&reader, MSG_casework_digest_near) : act_label(&reader, f->kind, event);
    const Str line[] = {f->code, what, state_label(&reader, f)};
    return post(&reader, p,
                (Mail){.kind = S("notice"),
                       .cause = arena_fmt(c->arena, "notice/%lld", (long long)m->id),
                       .subject = msg_with(&reader, MSG_casework_notice_subject, line, 1),
                       .text = msg_with(&reader, MSG_casework_notice_text, line, LEN(line)),
                       .path = arena_fmt(c->arena, "/can-bo/ho-so/" STR, ARG(f->code))});
}

Err casework_notices(Ctx *c, int64_t *n)
{
    MessageRows open;
    MailStaffRows people;
    Casefile f;
    TRY(outbox_staff(c, JOB_BATCH, &open));
    if (!open.len) return OK;
    TRY(mail_staff_in(c, S("ngay"), READERS_MAX, &people));
    for (size_t i = 0; i < open.len; i++, ++*n) {
        const Message *m = &open.at[i];
        const bool fresh = c->now.ms - m->at.ms < STALE_MS;
        if (fresh && people.len) TRY(casefile_by_id(c, m->casefile, &f));
        const Flow *flow = fresh && people.len ? flow_of(f.kind) : NULL;
        for (size_t k = 0; flow && k < people.len; k++)
            TRY(notice(c, m, flow, &f, &people.at[k]));
        TRY(outbox_drop(c, m->id));
    }
    return OK;
}

/* ---- once a day ---- */

static void put_rows(const Ctx *c, Buf *out, int heading, const FileRowRows *rows)
{
    const Str n = text_int64_t(c, (int64_t)rows->len);
    if (!rows->len) return;
    buf_fmt(out, "\n" STR, ARG(msg_with(c, heading, &n, 1)));
    for (size_t i = 0; i < rows->len && i < LISTED; i++)
        buf_fmt(out, "\n" STR " – " STR " – " STR, ARG(rows->at[i].code),
                ARG(state_name(c, rows->at[i].kind, rows->at[i].state)), ARG(text_Day(c, rows->at[i].due)));
}

static Err digest(Ctx *c, const MailStaff *p)
{
    Ctx reader;
    Waiting w;
    TRY(reader_of(c, p, &reader));
    TRY(work_waiting(&reader, &w));
    if (!w.all && !w.sign) return OK; /* nothing waits: no mail */
    Buf out = {.arena = c->arena};
    const Str all = arena_fmt(c->arena, STR "%s", ARG(text_int64_t(&reader, w.all)), w.more ? "+" : "");
    const Str counts[] = {all, text_int64_t(&reader, w.sign)}, today = text_Day(&reader, c->today);
    buf_str(&out, msg_with(&reader, MSG_casework_digest_text, counts, LEN(counts)));
    put_rows(&reader, &out, MSG_casework_digest_late, &w.late);
    put_rows(&reader, &out, MSG_casework_digest_soon, &w.soon);
    return post(&reader, p,
                (Mail){.kind = S("digest"),
                       .cause = arena_fmt(c->arena, "digest/%d", c->today.n),
                       .subject = msg_with(&reader, MSG_casework_digest_subject, &today, 1),
                       .text = buf_done(&out),
                       .path = S("/can-bo")});
}

Err casework_digest(Ctx *c, int64_t *n)
{
    MailStaffRows people;
    TRY(mail_staff_untold(c, (MailStaffUntold){S("moi_ngay"), c->today, PEOPLE_A_TIME}, &people));
    for (size_t i = 0; i < people.len; i++, ++*n) {
        TRY(digest(c, &people.at[i]));
        TRY(mail_staff_told(c, people.at[i].account, c->today));
    }
    return OK;
}
