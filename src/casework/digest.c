/* digest.c - what those who work here are told by mail, as each of them chose: every new matter by itself, or once a
 * working day what waits. Codes and states only: a mail is read where no right is asked. */
#include "casework/engine.h"
#include "casework/view.h"

enum { READERS_MAX = 500, PEOPLE_A_TIME = 20, LISTED = 10, STALE_MS = 86400000 };

/* One of those who are written to, with their rights. */
typedef struct {
    Ctx as;
    Str address;
} Reader;

static Err reader_of(const Ctx *c, const MailStaff *p, Reader *out)
{
    out->address = p->address;
    TRY(account_as(c, p->account, p->name, p->unit, &out->as));
    out->as.lang = lang_coded(p->lang);
    return OK;
}

static Err post(const Reader *r, Mail m)
{
    Ctx c = r->as;
    MailWay way;
    m.lang = c.lang, m.to = r->address, m.action = msg(&c, MSG_casework_digest_action);
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

static Err notice(const Reader *r, const Message *m, const Flow *flow, const Casefile *f)
{
    const Ctx *c = &r->as;
    Str event = m->topic;
    if (!concerns(c, m, flow, f)) return OK;
    (void)str_cut(&event, '.');
    const bool near = str_eq(event, S("near"));
    const Str what = near ? msg(c, MSG_casework_digest_near) : act_label(c, f->kind, event);
    const Str line[] = {f->code, what, state_label(c, f)};
    return post(r, (Mail){.kind = S("notice"),
                          .cause = arena_fmt(c->arena, "notice/%lld", (long long)m->id),
                          .subject = msg_with(c, MSG_casework_notice_subject, line, 1),
                          .text = msg_with(c, MSG_casework_notice_text, line, LEN(line)),
                          .path = arena_fmt(c->arena, "/can-bo/ho-so/" STR, ARG(f->code))});
}

/* Who wants each matter at once; their rights are read once for all of them. */
static Err readers_of(Ctx *c, Reader **out, size_t *n)
{
    MailStaffRows people;
    TRY(mail_staff_in(c, S("ngay"), READERS_MAX, &people));
    *out = NEW(c->arena, Reader, people.len + 1);
    for (*n = 0; *n < people.len; ++*n)
        TRY(reader_of(c, &people.at[*n], &(*out)[*n]));
    return OK;
}

Err casework_notices(Ctx *c, int64_t *n)
{
    MessageRows open;
    Reader *readers;
    size_t reader_len;
    Casefile f;
    TRY(outbox_staff(c, JOB_BATCH, &open));
    if (!open.len) return OK;
    TRY(readers_of(c, &readers, &reader_len));
    for (size_t i = 0; i < open.len; i++, ++*n) {
        const Message *m = &open.at[i];
        const bool fresh = c->now.ms - m->at.ms < STALE_MS;
        if (fresh && reader_len) TRY(casefile_by_id(c, m->casefile, &f));
        const Flow *flow = fresh && reader_len ? flow_of(f.kind) : NULL;
        for (size_t k = 0; flow && k < reader_len; k++)
            TRY(notice(&readers[k], m, flow, &f));
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
    Reader r;
    Waiting w;
    TRY(reader_of(c, p, &r));
    TRY(work_waiting(&r.as, &w));
    if (!w.all && !w.sign) return OK; /* nothing waits: no mail */
    Buf out = {.arena = c->arena};
    const Str all = arena_fmt(c->arena, STR "%s", ARG(text_int64_t(&r.as, w.all)), w.more ? "+" : "");
    const Str counts[] = {all, text_int64_t(&r.as, w.sign)}, today = text_Day(&r.as, c->today);
    buf_str(&out, msg_with(&r.as, MSG_casework_digest_text, counts, LEN(counts)));
    put_rows(&r.as, &out, MSG_casework_digest_late, &w.late);
    put_rows(&r.as, &out, MSG_casework_digest_soon, &w.soon);
    return post(&r, (Mail){.kind = S("digest"),
                           .cause = arena_fmt(c->arena, "digest/%d", c->today.n),
                           .subject = msg_with(&r.as, MSG_casework_digest_subject, &today, 1),
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
