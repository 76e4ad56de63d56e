/* smtp.c - libcurl's SMTP, and what is read of the server's words. */
#include "http/smtp.h"
#include "http/curl.h"
#include <assert.h>
#include <string.h>

enum { CONNECT_MS = 10000, HEAD_MAX = 24 };

struct Smtp {
    CURL *easy;
    SmtpServer server;
    const char *url, *user, *password;
    char stage[5];            /* the first letters of the last command; "data": the mail itself went out */
    char said[SMTP_SAID_MAX]; /* set aside first: nothing jumps out of the library */
    size_t said_len;
    char talk[SMTP_TALK_MAX];
    size_t talk_len;
    bool leaving; /* QUIT was said: what is answered to that is no verdict */
    bool secret;  /* what goes out now is a password */
    char why[CURL_ERROR_SIZE];
};

bool header_safe(Str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] < ' ' || s.ptr[i] == 0x7f) return false;
    return true;
}

static void keep(char *at, size_t *len, size_t max, const char *more, size_t n)
{
    if (n > max - *len) n = max - *len;
    memcpy(at + *len, more, n);
    *len += n;
}

static void talk_line(Smtp *s, const char *who, const char *line, size_t n)
{
    while (n && (line[n - 1] == '\n' || line[n - 1] == '\r'))
        n--;
    keep(s->talk, &s->talk_len, sizeof s->talk, who, 2);
    keep(s->talk, &s->talk_len, sizeof s->talk, line, n);
    keep(s->talk, &s->talk_len, sizeof s->talk, "\n", 1);
}

/* Between AUTH and the server's verdict, all that goes out is a name or a password. */
static void went_out(Smtp *s, const char *line, size_t n)
{
    static const char *const open[] = {"EHLO", "HELO", "STAR", "MAIL", "RCPT", "DATA", "NOOP", "QUIT", "RSET"};
    const bool auth = n >= 4 && !memcmp(line, "AUTH", 4);
    bool known = false;
    for (size_t i = 0; i < LEN(open) && n >= 4; i++)
        known |= !memcmp(line, open[i], 4);
    s->secret = auth || (s->secret && !known);
    if (s->secret) return talk_line(s, "> ", "AUTH …", sizeof "AUTH …" - 1);
    if (n >= 4 && !memcmp(line, "QUIT", 4)) s->leaving = true;
    if (n >= 4 && !s->leaving) memcpy(s->stage, line, 4);
    talk_line(s, "> ", line, n);
}

static void came_in(Smtp *s, const char *line, size_t n)
{
    const bool more = n > 3 && line[3] == '-';
    talk_line(s, "< ", line, n);
    if (s->leaving) return;
    if (!s->said_len || !more) s->said_len = 0;
    while (n && (line[n - 1] == '\n' || line[n - 1] == '\r'))
        n--;
    keep(s->said, &s->said_len, sizeof s->said, line, n);
}

static int overhear(CURL *easy, curl_infotype type, char *text, size_t n, void *to)
{
    Smtp *s = to;
    (void)easy;
    if (type == CURLINFO_HEADER_OUT) went_out(s, text, n);
    if (type == CURLINFO_HEADER_IN) came_in(s, text, n);
    if (type == CURLINFO_DATA_OUT) memcpy(s->stage, "data", 4);
    return 0;
}

/* Every word with an @ in it, so that no log and no page holds an address the server repeated. */
static Str without_addresses(Arena *a, Str s)
{
    Buf out = {.arena = a};
    while (s.len) {
        size_t n = 0;
        while (n < s.len && !strchr(" <>,;:()[]\"'", s.ptr[n]))
            n++;
        const Str word = {s.ptr, n};
        buf_str(&out, n && memchr(word.ptr, '@', n) ? S("…") : word);
        if (n < s.len) buf_char(&out, s.ptr[n++]);
        s.ptr += n, s.len -= n;
    }
    return buf_done(&out);
}

static Str readable(Arena *a, Str s)
{
    Buf out = {.arena = a};
    if (utf8_valid(s)) return without_addresses(a, s);
    for (size_t i = 0; i < s.len; i++)
        buf_char(&out, (unsigned char)s.ptr[i] < 0x80 && s.ptr[i] ? s.ptr[i] : '?');
    return without_addresses(a, buf_done(&out));
}

static void set_up(Smtp *s)
{
    CURL *e = s->easy;
    const SmtpServer *v = &s->server;
    struct curl_blob ca = {(void *)(uintptr_t)v->ca.ptr, v->ca.len, CURL_BLOB_NOCOPY};
    curl_easy_reset_(e); /* keeps the connection */
    curl_easy_setopt_(e, CURLOPT_URL, s->url);
    curl_easy_setopt_(e, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt_(e, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt_(e, CURLOPT_TIMEOUT, (long)v->seconds);
    curl_easy_setopt_(e, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
    curl_easy_setopt_(e, CURLOPT_USE_SSL, (long)(v->safety == SMTP_PLAIN ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    curl_easy_setopt_(e, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (v->ca.len) curl_easy_setopt_(e, CURLOPT_CAINFO_BLOB, &ca), curl_easy_setopt_(e, CURLOPT_CAPATH, (char *)NULL);
    if (v->user.len) {
        curl_easy_setopt_(e, CURLOPT_USERNAME, s->user);
        curl_easy_setopt_(e, CURLOPT_PASSWORD, s->password);
    }
    curl_easy_setopt_(e, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt_(e, CURLOPT_DEBUGFUNCTION, overhear);
    curl_easy_setopt_(e, CURLOPT_DEBUGDATA, (void *)s);
    curl_easy_setopt_(e, CURLOPT_ERRORBUFFER, s->why);
    memset(s->stage, 0, sizeof s->stage);
    s->said_len = s->talk_len = 0, s->why[0] = 0, s->secret = s->leaving = false;
}

/* A 5xx is about this mail only once its recipient or its text was named: before that it is about us. */
static SmtpOutcome outcome(const Smtp *s, CURLcode how, long code)
{
    const bool mail = !memcmp(s->stage, "RCPT", 4) || !memcmp(s->stage, "DATA", 4) || !memcmp(s->stage, "data", 4);
    if (how == CURLE_OK) return SMTP_SENT;
    if (code >= 500 && mail) return SMTP_NEVER;
    return code >= 400 && code < 500 && mail && code != 421 ? SMTP_LATER : SMTP_SERVER;
}

static long code_of(Str said)
{
    int64_t code = 0;
    return said.len >= 3 && str_int((Str){said.ptr, 3}, &code) ? (long)code : 0;
}

static void perform(Smtp *s, Arena *a, SmtpAnswer *out)
{
    const CURLcode how = curl_easy_perform_(s->easy);
    const long code = code_of((Str){s->said, s->said_len});
    const Str words = {s->said, s->said_len}, why = str(s->why[0] ? s->why : curl_easy_strerror_(how));
    const bool refused = how == CURLE_OK || how == CURLE_LOGIN_DENIED || how == CURLE_SEND_ERROR ||
                         how == CURLE_WEIRD_SERVER_REPLY || how == CURLE_QUOTE_ERROR;
    *out = (SmtpAnswer){.how = outcome(s, how, refused ? code : 0),
                        .code = (int)code,
                        .said = readable(a, arena_copy(a, refused && words.len ? words : why)),
                        .talk = readable(a, arena_copy(a, (Str){s->talk, s->talk_len}))};
    if (how != CURLE_OK && !(refused && words.len))
        out->talk = arena_fmt(a, STR "! " STR "\n", ARG(out->talk), ARG(out->said));
}

Smtp *smtp_open(Arena *a, const SmtpServer *v)
{
    if (!curl_load()) return NULL;
    Smtp *s = NEW(a, Smtp, 1);
    s->server = *v;
    s->url = arena_fmt(a, "%s://" STR ":%d/" STR, v->safety == SMTP_TLS ? "smtps" : "smtp", ARG(v->host), v->port,
                       ARG(v->helo))
                 .ptr;
    s->user = arena_copy(a, v->user).ptr, s->password = arena_copy(a, v->password).ptr;
    s->server.ca = arena_copy(a, v->ca);
    s->easy = curl_easy_init_();
    return s->easy ? s : NULL;
}

static bool part(curl_mime *to, Str text, const char *type)
{
    curl_mimepart *p = curl_mime_addpart_(to);
    return p && curl_mime_data_(p, text.ptr, text.len) == CURLE_OK && curl_mime_type_(p, type) == CURLE_OK &&
           curl_mime_encoder_(p, "base64") == CURLE_OK;
}

static struct curl_slist *append(struct curl_slist *list, const char *line)
{
    struct curl_slist *longer = curl_slist_append_(list, line);
    if (!longer) curl_slist_free_all_(list);
    return longer;
}

static struct curl_slist *head_of(const char *const *lines, size_t n)
{
    struct curl_slist *list = curl_slist_append_(NULL, "Content-Type: multipart/alternative");
    for (size_t i = 0; i < n && list; i++)
        list = append(list, lines[i]);
    return list;
}

void smtp_send(Smtp *s, Arena *a, const SmtpMail *m, SmtpAnswer *out)
{
    *out = (SmtpAnswer){.how = SMTP_NEVER, .said = S("a line break in an address")};
    if (!header_safe(m->from) || !header_safe(m->to)) return;
    set_up(s);
    /* what is given to the library is made first: nothing jumps out while it holds something */
    const char *from = arena_fmt(a, "<" STR ">", ARG(m->from)).ptr, *to = arena_fmt(a, "<" STR ">", ARG(m->to)).ptr;
    const char *lines[HEAD_MAX];
    assert(m->head_len <= HEAD_MAX);
    for (size_t i = 0; i < m->head_len; i++)
        lines[i] = arena_copy(a, m->head[i]).ptr;
    struct curl_slist *head = head_of(lines, m->head_len), *rcpt = curl_slist_append_(NULL, to);
    curl_mime *mime = curl_mime_init_(s->easy);
    const bool made = head && rcpt && mime && part(mime, m->text, "text/plain; charset=utf-8") &&
                      part(mime, m->html, "text/html; charset=utf-8");
    if (made) {
        curl_easy_setopt_(s->easy, CURLOPT_MAIL_FROM, from);
        curl_easy_setopt_(s->easy, CURLOPT_MAIL_RCPT, rcpt);
        curl_easy_setopt_(s->easy, CURLOPT_HTTPHEADER, head);
        curl_easy_setopt_(s->easy, CURLOPT_MIMEPOST, mime);
        perform(s, a, out);
    } else {
        *out = (SmtpAnswer){.how = SMTP_SERVER, .said = S("no memory")};
    }
    curl_easy_reset_(s->easy);
    if (mime) curl_mime_free_(mime);
    if (head) curl_slist_free_all_(head);
    if (rcpt) curl_slist_free_all_(rcpt);
}

void smtp_greet(Smtp *s, Arena *a, SmtpAnswer *out)
{
    set_up(s);
    curl_easy_setopt_(s->easy, CURLOPT_CUSTOMREQUEST, "NOOP");
    perform(s, a, out);
}

void smtp_close(Smtp *s)
{
    if (s) curl_easy_cleanup_(s->easy);
}
