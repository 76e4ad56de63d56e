/* friend.c - an article sent to friends: few mails, plain, from our own address, and nothing kept of whom they went to.
 */
#include "base/day.h"
#include "mail/mail.h"
#include "news/feed.h"
#include "news/talk.h"
#include "talk.html.h"
#include <sodium.h>
#include <string.h>
#include <strings.h>

enum { HOUR_MS = 3600000, PER_HOUR = 5, PER_DAY = 20, OF_ALL_PER_HOUR = 200, RETRY_S = 3600 };

typedef struct {
    Str to, from_name, from_email, note;
} Sending;
static const Field sending_fields[] = {
    LONG_FIELD(Sending, to, .min = 3, .max = 1400),
    TEXT_FIELD(Sending, from_name, .min = 1, .max = 80, .autocomplete = "name"),
    TEXT_FIELD(Sending, from_email, .max = 254, .check = is_email, .example = MSG_feedback_email_example,
               .autocomplete = "email", .optional = true),
    LONG_FIELD(Sending, note, .max = 300, .optional = true),
};
const FormSpec friend_form = FORM("friend.form", sending_fields, Sending);

static bool parts_addresses(char k)
{
    return k == ',' || k == ';' || k == ' ' || k == '\n' || k == '\t';
}

size_t friends_of(Arena *a, Str typed, Str out[FRIENDS_MAX + 1], Str *bad)
{
    size_t n = 0;
    *bad = (Str){0};
    for (size_t i = 0; i < typed.len && n <= FRIENDS_MAX;) {
        size_t from = i;
        while (i < typed.len && !parts_addresses(typed.ptr[i]))
            i++;
        const Str one = {typed.ptr + from, i - from};
        while (i < typed.len && parts_addresses(typed.ptr[i]))
            i++;
        bool twice = false;
        for (size_t k = 0; k < n; k++)
            twice = twice || (out[k].len == one.len && !strncasecmp(out[k].ptr, one.ptr, one.len));
        if (!one.len || twice) continue;
        if (!is_email(one)) return *bad = one, (size_t)0;
        out[n++] = arena_copy(a, one);
    }
    return n;
}

/* A name is one line, and no header of a mail can be made of it. */
static Str one_line(Arena *a, Str s)
{
    Str out = arena_copy(a, s);
    for (size_t i = 0; i < out.len; i++)
        if ((unsigned char)out.ptr[i] < ' ' || strchr("<>\"", out.ptr[i])) ((char *)(uintptr_t)out.ptr)[i] = ' ';
    return str_trim(out);
}

static Err check(Req *q, const Sending *in, Form *form, Str to[FRIENDS_MAX + 1], size_t *n)
{
    Ctx *c = &q->ctx;
    Str bad;
    if (!form->ok) return ERR_INVALID;
    *n = friends_of(c->arena, in->to, to, &bad);
    if (bad.len) form_fault(c, form, "to", "E_FORMAT", MSG_friend_no_address, bad);
    if (*n > FRIENDS_MAX) form_fault(c, form, "to", "E_RANGE", MSG_friend_many, text_int64_t(c, FRIENDS_MAX));
    if (!*n && !bad.len) form_fault(c, form, "to", "E_REQUIRED", MSG_form_required, (Str){0});
    if (has_link(in->note)) form_fault(c, form, "note", "E_FORMAT", MSG_friend_link, (Str){0});
    if (has_link(in->from_name)) form_fault(c, form, "from_name", "E_FORMAT", MSG_friend_link, (Str){0});
    return form->ok ? OK : ERR_INVALID;
}

/* ---- how many ---- */

/* A keyed hash of where it came from. */
static Err sender_of(Ctx *c, Str address, Str *out)
{
    unsigned char key[HOUSE_KEY], h[16];
    TRY(house_key(c, "friend_key", key));
    crypto_generichash(h, sizeof h, (const unsigned char *)address.ptr, address.len, key, sizeof key);
    *out = hex_of(c->arena, h, sizeof h);
    return OK;
}

static Err room(Req *q, Str sender, int64_t n)
{
    Ctx *c = &q->ctx;
    SendCount hour, day, all;
    const Time hour_ago = {c->now.ms - HOUR_MS}, day_ago = {c->now.ms - DAY_MS};
    TRY(sends_since(c, sender, hour_ago, &hour));
    TRY(sends_since(c, sender, day_ago, &day));
    TRY(sends_of_all(c, hour_ago, &all));
    if (hour.n + n <= PER_HOUR && day.n + n <= PER_DAY && all.n + n <= OF_ALL_PER_HOUR) return OK;
    q->retry_after = RETRY_S;
    return WHY(c, MSG_friend_often, ERR_RATE);
}

Err friend_forget(Ctx *c, int64_t *n)
{
    (void)n;
    return sends_forget(c, (Time){c->now.ms - DAY_MS});
}

/* ---- sending ---- */

static Err put_all(Req *q, const Article *a, const Sending *in, const Str *to, size_t n)
{
    Ctx *c = &q->ctx;
    Str sender;
    TRY(sender_of(c, q->address, &sender));
    TRY(room(q, sender, (int64_t)n));
    TRY(send_add(c, (SendAdd){sender, c->now, (int64_t)n}));
    const Str name = one_line(c->arena, in->from_name);
    const Str who = in->from_email.len ? arena_fmt(c->arena, STR " (" STR ")", ARG(name), ARG(in->from_email)) : name;
    const Str words[] = {who, a->title};
    Str text = msg_with(c, MSG_friend_mail, words, LEN(words));
    if (a->lede.len) text = arena_fmt(c->arena, STR "\n\n" STR, ARG(text), ARG(a->lede));
    if (in->note.len) text = arena_fmt(c->arena, STR "\n\n" STR, ARG(text), ARG(in->note));
    for (size_t i = 0; i < n; i++) {
        MailWay way;
        TRY(mail_put(c,
                     &(Mail){.kind = S("news.friend"),
                             .cause = arena_fmt(c->arena, "friend/" STR,
                                                ARG(q->token.len ? q->token : hex_of(c->arena, &c->now.ms, 8))),
                             .lang = c->lang,
                             .to = to[i],
                             .subject = msg(c, MSG_friend_subject),
                             .text = text,
                             .path = ARTICLE_PATH(c, a),
                             .action = msg(c, MSG_friend_action),
                             .unit = a->unit,
                             .at_once = true,
                             .outsider = true},
                     &way));
    }
    return OK;
}

/* ---- the page ---- */

static Err show(Req *q, const Article *a, const Form *form)
{
    Ctx *c = &q->ctx;
    FriendView v = {.a = a, .faults = form_faults(c, form), .sent = str_eq(query_arg(q, "da-gui"), S("ban"))};
    TRY(mail_ready(c, &v.ready));
    TRY(site_base(q, &v.address));
    v.address = arena_fmt(c->arena, STR STR, ARG(v.address), ARG(ARTICLE_PATH(c, a)));
    if (v.ready) v.fields = form_fields(c, form), v.hidden = form_hidden(c, q);
    const Page p = talk_page(c, a, msg_with(c, MSG_friend_page, &a->title, 1), friend_form_html(c, &v));
    return form->ok ? reply(q, p) : reply_faults(q, form, p);
}

Err friend_page(Req *q)
{
    const Form blank = form_blank(&friend_form);
    Article a;
    TRY(public_article(q, "/gui", &a));
    return q->status ? OK : show(q, &a, &blank);
}

Err post_friend(Req *q)
{
    Ctx *c = &q->ctx;
    Article a;
    Sending in = {0};
    Form form;
    Str to[FRIENDS_MAX + 1];
    size_t n = 0;
    bool ready;
    TRY(article_by_slug(c, path_arg(q, "slug"), &a));
    if (!a.listed) return ERR_NOT_FOUND;
    TRY(mail_ready(c, &ready));
    if (!ready) return WHY(c, MSG_friend_off, ERR_CONFLICT);
    TRY(form_read(c, q->body, &friend_form, &in, &form));
    if (check(q, &in, &form, to, &n)) return show(q, &a, &form);
    TRY(put_all(q, &a, &in, to, n));
    return redirect(q, "/tin/" STR "/gui?da-gui=ban", ARG(a.slug));
}
