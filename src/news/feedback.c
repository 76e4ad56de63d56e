/* feedback.c - readers answer an article: private until the office shows it, answered by mail, moderated as a casefile.
 */
#include "base/day.h"
#include "base/json.h"
#include "mail/mail.h"
#include "news/talk.h"
#include "talk.html.h"
#include "text/code.h"
#include <string.h>
#include <strings.h>

enum { NONE, PENDING, APPROVED, REJECTED, ANSWERED };
static const char *const states[] = {"", "pending", "approved", "rejected", "answered"};
enum { CONTENT_MIN = 10, KEEP_CONTACT_DAYS = 365 };

/* ---- what is sent ---- */

typedef struct {
    Str article, content, name, email, phone, address;
} Sent;
static const Field sent_fields[] = {
    HIDDEN_FIELD(Sent, article, .max = 20),
    LONG_FIELD(Sent, content, .min = CONTENT_MIN, .max = 2000),
    TEXT_FIELD(Sent, name, .min = 2, .max = 80, .autocomplete = "name"),
    TEXT_FIELD(Sent, email, .max = 254, .check = is_email, .example = MSG_feedback_email_example,
               .autocomplete = "email"),
    TEXT_FIELD(Sent, phone, .max = 20, .check = is_phone, .example = MSG_feedback_phone_example, .autocomplete = "tel",
               .optional = true),
    TEXT_FIELD(Sent, address, .max = 200, .autocomplete = "address-line1", .optional = true),
};
const FormSpec feedback_form = FORM("feedback.form", sent_fields, Sent);

static bool is_link(Str word)
{
    static const char *const ends[] = {"vn",   "com", "net", "org", "info", "io",   "me",     "xyz", "top", "shop",
                                       "link", "ru",  "cn",  "co",  "biz",  "site", "online", "app", "dev"};
    if (!word.len) return false;
    if (memmem(word.ptr, word.len, "://", 3) || (word.len > 4 && !strncasecmp(word.ptr, "www.", 4))) return true;
    Str rest = word, host = str_cut(&rest, '/'), last = host;
    while (last.len && memchr(last.ptr, '.', last.len))
        (void)str_cut(&last, '.');
    while (last.len && strchr(".,;:!?)\"", last.ptr[last.len - 1]))
        last.len--;
    if (last.len == host.len) return false; /* no point in it */
    for (size_t i = 0; i < LEN(ends); i++)
        if (last.len == strlen(ends[i]) && !strncasecmp(last.ptr, ends[i], last.len)) return true;
    return false;
}

static Str next_word(Str *rest)
{
    size_t i = 0;
    while (i < rest->len && !strchr(" \n\t", rest->ptr[i]))
        i++;
    const Str word = {rest->ptr, i};
    *rest = (Str){rest->ptr + i, rest->len - i};
    while (rest->len && strchr(" \n\t", rest->ptr[0]))
        rest->ptr++, rest->len--;
    return word;
}

bool has_link(Str s)
{
    while (s.len)
        if (is_link(next_word(&s))) return true;
    return false;
}

/* Characters that are no part of a link. */
static size_t said_besides(Str s)
{
    size_t n = 0;
    while (s.len) {
        const Str word = next_word(&s);
        if (!is_link(word)) n += str_chars(word);
    }
    return n;
}

static Err place(Act *a)
{
    Casefile f;
    Str code;
    const Sent *in = a->input;
    if (!code_read(a->c->arena, in->article, &code)) return ERR_NOT_FOUND;
    TRY(casefile_by_code(a->c, code, &f));
    if (!str_eq(f.kind, str(article_flow.kind)) || !f.public) return ERR_NOT_FOUND;
    a->file.unit = f.unit;
    return OK;
}

static Err receive(Act *a)
{
    Ctx *c = a->c;
    Casefile f;
    const Sent *in = a->input;
    if (has_link(in->content) && said_besides(in->content) < CONTENT_MIN) {
        form_fault(c, a->form, "content", "E_FORMAT", MSG_feedback_only_links, (Str){0});
        return ERR_INVALID;
    }
    TRY(casefile_by_code(c, in->article, &f));
    a->file.title = msg_with(c, MSG_feedback_title, &f.title, 1);
    return feedback_add(
        c, (FeedbackAdd){a->file.id, f.id, in->name, in->email, in->phone, in->address, in->content, c->now});
}

/* ---- what the office does ---- */

typedef struct {
    Str answer;
    bool shown;
} Answer;
static const Field answer_fields[] = {
    LONG_FIELD(Answer, answer, .min = 10, .max = 4000),
    YES_FIELD(Answer, shown, .optional = true),
};
static const FormSpec answer_form = FORM("feedback.answer", answer_fields, Answer);

/* To whoever sent it, at the address they gave for that. */
static Err tell(Act *a, const Feedback *b, int subject, Str text)
{
    Ctx *c = a->c;
    MailWay way;
    if (!b->email.len) return OK; /* erased since */
    const Str dear = msg_with(c, MSG_feedback_mail_dear, &b->name, 1);
    const Str about = msg_with(c, MSG_feedback_mail_about, &b->article_title, 1);
    return mail_put(
        c,
        &(Mail){.kind = S("feedback.answer"),
                .cause =
                    arena_fmt(c->arena, "feedback/" STR "/%lld", ARG(a->file.code), (long long)a->file.version + 1),
                .to = b->email,
                .subject = msg(c, subject),
                .text = arena_fmt(c->arena, STR "\n\n" STR "\n\n" STR, ARG(dear), ARG(about), ARG(text)),
                .path = b->article_listed ? arena_fmt(c->arena, "/tin/" STR, ARG(b->article_slug)) : (Str){0},
                .action = msg(c, MSG_news_read_it),
                .about = a->file.code,
                .unit = a->file.unit},
        &way);
}

static Err decide(Act *a, bool shown, Str answer)
{
    return feedback_decide(a->c, (FeedbackDecide){a->file.id, shown, answer, a->c->now});
}

static Err approve(Act *a)
{
    return decide(a, true, (Str){0});
}

static Err answer(Act *a)
{
    Feedback b;
    const Answer *in = a->input;
    TRY(feedback_of(a->c, a->file.id, &b));
    TRY(decide(a, b.shown || in->shown, in->answer));
    return tell(a, &b, MSG_feedback_mail_answered, in->answer);
}

static Err reject(Act *a)
{
    Feedback b;
    const Str why = ((const Reason *)a->input)->reason;
    TRY(feedback_of(a->c, a->file.id, &b));
    TRY(decide(a, false, (Str){0}));
    return tell(a, &b, MSG_feedback_mail_rejected, why);
}

static Err reopen(Act *a)
{
    return decide(a, false, (Str){0});
}

// clang-format off
static const Transition rows[] = {
    {IN(NEW_FILE), "send",    PENDING,  ANYONE, ANYWHERE, .form = &feedback_form, .place = place, .apply = receive, .hidden = true, .tell = TELL_STAFF},
    {IN(PENDING),  "approve", APPROVED, FEEDBACK_STAFF, .apply = approve},
    {IN(PENDING) | IN(APPROVED), "answer", ANSWERED, FEEDBACK_STAFF, .form = &answer_form, .apply = answer},
    {IN(PENDING) | IN(APPROVED) | IN(ANSWERED), "reject", REJECTED, FEEDBACK_STAFF, .form = &casework_reason_form, .apply = reject},
    {IN(REJECTED), "reopen",  PENDING,  FEEDBACK_STAFF, .apply = reopen, .aside = true},
};
// clang-format on

/* ---- its part of the casefile page ---- */

static Err panel(Ctx *c, const Casefile *f, bool inside, Html *out)
{
    Feedback b;
    *out = (Html){S("")};
    if (!inside) return OK;
    TRY(feedback_of(c, f->id, &b));
    *out = feedback_panel_html(c, &(FeedbackPanel){&b, c->holder != f->id, str_eq(f->state, str(states[PENDING]))});
    return OK;
}

static Err json(Ctx *c, const Casefile *f, bool inside, Buf *out)
{
    Feedback b;
    Json j = {out, true}; /* goes on after the members of the engine */
    if (!inside) return OK;
    TRY(feedback_of(c, f->id, &b));
    json_member(&j, "article", b.article_slug);
    json_member(&j, "content", b.content);
    json_member(&j, "answer", b.answer);
    json_member(&j, "shown", b.shown);
    return OK;
}

const Flow feedback_flow = {
    FLOW("feedback", "PH", states, rows),
    .readers = FEEDBACK_STAFF | AUDITOR,
    .closed = IN(APPROVED) | IN(REJECTED) | IN(ANSWERED),
    .by_code = true,
    .linked = true,
    .title_private = true,
    .panel = panel,
    .json = json,
};

/* ---- the queue ---- */

enum { PAGE_ROWS = 20, DATA_ROWS = 200, TABLE_ROWS = 5000 };

static const Column columns[] = {COLUMN(FeedbackRow, code),          COLUMN(FeedbackRow, state),
                                 COLUMN(FeedbackRow, article_title), COLUMN(FeedbackRow, name),
                                 COLUMN(FeedbackRow, content),       COLUMN(FeedbackRow, at)};
static const Columns table = COLUMNS("phan-hoi", columns, FeedbackRow);

static Str age_of(Ctx *c, Time at)
{
    enum { HOUR_MS = 3600000 };
    const int64_t hours = (c->now.ms - at.ms) / HOUR_MS;
    const Str n = text_int64_t(c, hours < 48 ? hours : hours / 24);
    return msg_with(c, hours < 48 ? MSG_feedback_age_hours : MSG_feedback_age_days, &n, 1);
}

Err feedback_desk(Req *q)
{
    Ctx *c = &q->ctx;
    Unit unit;
    FeedbackRowRows found;
    int64_t before;
    const Str state = query_arg(q, "tinh-trang").len ? query_arg(q, "tinh-trang") : str(states[PENDING]);
    const int64_t most = wants_html(q) ? PAGE_ROWS : wants_table(q) ? TABLE_ROWS : DATA_ROWS;
    if (state_of(&feedback_flow, state) <= 0) return ERR_NOT_FOUND;
    TRY(list_from(q, &before));
    TRY(c->unit ? unit_by_id(c, c->unit, &unit) : unit_root(c, &unit));
    TRY(feedback_queue(c, (FeedbackQueue){state, unit.id, before, most + 1}, &found));
    const bool more = (int64_t)found.len > most;
    if (more) found.len = (size_t)most;
    const Str next = more ? found.at[found.len - 1].code : (Str){0};
    if (!wants_html(q)) return reply_rows(q, &table, found.at, found.len, next);
    const Str n = text_int64_t(c, (int64_t)found.len);
    const bool waits = str_eq(state, str(states[PENDING])) && found.len && !more;
    FeedbackDesk v = {
        .heading = waits ? msg_with(c, MSG_feedback_desk_waiting, &n, 1) : msg(c, MSG_feedback_desk_title),
        .states = state_links(c, &feedback_flow, S("/can-bo/phan-hoi"), (Str){0         },
             state),
        .rows = { NEW(c->arena, FeedbackLine, found.len + 1), found.len}
    };
    for (size_t i = 0; i < found.len; i++)
        v.rows.at[i] = (FeedbackLine){found.at[i].code, found.at[i].name, found.at[i].content,
                                      found.at[i].article_title, age_of(c, found.at[i].at)};
    if (more) v.more = arena_fmt(c->arena, "/can-bo/phan-hoi?tinh-trang=" STR "&sau=" STR, ARG(state), ARG(next));
    return reply(
        q,
        (Page){.title = v.heading, .main = feedback_desk_html(c, &v), .nav = "/can-bo/phan-hoi", .private_page = true});
}

/* Whom it came from is nobody's business a year later. */
Err feedback_forget(Ctx *c, int64_t *n)
{
    (void)n;
    return feedback_forget_before(c, (Time){c->now.ms - (int64_t)KEEP_CONTACT_DAYS * DAY_MS});
}
