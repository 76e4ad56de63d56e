/* walk - runs conversations: what people type and click, and what they must then see. In process, through
 * the real router and handlers, over fresh data for each file, with a clock that the conversation sets.
 * usage: walk FILE.test...
 *
 *   with FILE                    the whole conversation anew for each row of that table: {COLUMN} is its cell
 *   at 2026-03-02[T14:00]        the clock; without an hour it is 9:00
 *   import KIND FILE             a table of test/data, or of the folder of the conversation
 *   as NAME@UNIT [role...]       who acts from here on; the roles are given at the first mention
 *   as nobody                    a citizen who is not signed in
 *   GET /path?x=Phan Thiết       text may be written as it is: it is percent-encoded
 *   POST /path a=1&b=Đúng hẹn    CSRF and idempotency token come by themselves; {...} is sent as JSON
 *   POST raw /path a=1           ... and so they do not
 *   POST /path a=1&photo=@x.jpg  a value that starts with @ is a file of test/data, or of the folder of the
 *                                conversation, and the whole is sent as multipart/form-data; @x.jpg@y.png: as y.png
 *       303 -> /start of Location  "text of the page" !"no such text"   (indented: what must come back)
 *   keep NAME ["regex"]          the code in the last answer, or what the regex (its group) finds: {NAME}
 *   job NAME [n]                 runs it to its end; n: how much there must have been to do
 *   export KIND "text" !"text"   what the table holds now
 *   tally KIND UNIT MEASURE N    what is counted for the unit and all below it, over all time
 *   cost N                       the last GET took at most N statements
 *   alike                        the last two GETs were answered with the same bytes, but for what was asked (the end
 *                                of the address), by as many statements
 *   limits on|off                rate limits, off at first
 *   verify                       the data file is sound
 *
 * Every file ends with a verify. Closing line: N passed, N failed. */
#include "app/clock.h"
#include "app/command.h"
#include "app/exchange.h"
#include "app/house.h"
#include "app/jobs.h"
#include "app/services.h"
#include "app/turn.h"
#include "app/verify.h"
#include "base/csv.h"
#include "base/day.h"
#include "casework/casework.h"
#include "people.h"
#include "worker/worker.h"
#include "zip.h"
#include <ctype.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { KEPT_MAX = 64, LINE_MAX_ = 1 << 16, ARENA_MAX = 1 << 28, SHOWN_MAX = 1200 };

typedef struct {
    Str name, value;
} Kept;
static struct {
    const char *file;
    int line;
    size_t row, rows; /* of the table that the conversation is held with; rows 0: it has none */
    char dir[256];
    Store *writer, *reader;
    Arena whole, turn; /* of the conversation; of the last request */
    Person *who;
    Kept kept[KEPT_MAX];
    size_t kept_len;
    Req q; /* the last answer */
    int64_t cost;
    struct {
        Str text;
        int64_t status, cost;
    } answers[2];    /* to the last GETs, without what was asked */
    bool unexpected; /* a line went wrong, and no expectation has allowed it yet */
    bool shown;      /* the last answer was printed already */
    int64_t tokens;
} w;
static int passed, failed;

/* ---- what is printed ---- */

/* The words of the page, without its markup. */
static void show_answer(void)
{
    if (w.shown) return;
    w.shown = true;
    Str text = w.q.text;
    const char *main_at = text.len ? memmem(text.ptr, text.len, "<main", 5) : NULL;
    if (main_at) text.len -= (size_t)(main_at - text.ptr), text.ptr = main_at;
    printf("    came: %d", w.q.status);
    if (w.q.location.len) printf(" -> " STR, ARG(w.q.location));
    printf("\n    ");
    bool tag = false, blank = true;
    for (size_t i = 0, n = 0; i < text.len && n < SHOWN_MAX; i++) {
        char k = text.ptr[i];
        if (k == '<') tag = main_at != NULL;
        bool space = tag || isspace((unsigned char)k);
        if (k == '>' && main_at) tag = false;
        if (space && blank) continue;
        putchar(space ? ' ' : k);
        blank = space, n++;
    }
    putchar('\n');
}

__attribute__((format(printf, 2, 3))) static void check(bool ok, const char *fmt, ...)
{
    va_list ap;
    passed += ok, failed += !ok;
    if (ok) return;
    printf("%s:%d: ", w.file, w.line);
    if (w.rows) printf("row %zu: ", w.row + 1);
    va_start(ap, fmt);
    vprintf(fmt, ap);
    va_end(ap);
    putchar('\n');
}

/* ---- words ---- */

static Str word(Str *rest)
{
    *rest = str_trim(*rest);
    return str_cut(rest, ' ');
}

/* "text with \" in it"; false: there is no more. */
static bool quoted(Str *rest, Arena *a, bool *absent, Str *out)
{
    Buf text = {.arena = a};
    *rest = str_trim(*rest);
    *absent = rest->len && rest->ptr[0] == '!';
    size_t i = *absent;
    if (i >= rest->len || rest->ptr[i] != '"') return false;
    for (i++; i < rest->len && rest->ptr[i] != '"'; i++) {
        if (rest->ptr[i] == '\\' && i + 1 < rest->len) i++;
        buf_char(&text, rest->ptr[i]);
    }
    if (i < rest->len) i++;
    *rest = (Str){rest->ptr + i, rest->len - i};
    *out = buf_done(&text);
    return true;
}

static Str filled(Str s)
{
    Buf out = {.arena = &w.turn};
    while (s.len) {
        bool found = false;
        for (size_t i = w.kept_len; i-- > 0 && !found;) { /* the newest of a name */
            const Str name = w.kept[i].name;
            found = s.ptr[0] == '{' && s.len > name.len + 1 && s.ptr[name.len + 1] == '}' &&
                    !memcmp(s.ptr + 1, name.ptr, name.len);
            if (!found) continue;
            buf_str(&out, w.kept[i].value);
            s = (Str){s.ptr + name.len + 2, s.len - name.len - 2};
        }
        if (!found) buf_char(&out, s.ptr[0]), s.ptr++, s.len--;
    }
    return buf_done(&out);
}

/* As a browser does it: what is plain text in an address or a body becomes %XX; what is encoded stays. */
static Str encoded(Str s)
{
    Buf out = {.arena = &w.turn};
    for (size_t i = 0; i < s.len; i++) {
        unsigned char k = (unsigned char)s.ptr[i];
        bool hex =
            k == '%' && i + 2 < s.len && isxdigit((unsigned char)s.ptr[i + 1]) && isxdigit((unsigned char)s.ptr[i + 2]);
        if (hex || (k > ' ' && k < 127 && !strchr("<>\"%", k)))
            buf_char(&out, (char)k);
        else
            buf_fmt(&out, "%%%02X", k);
    }
    return buf_done(&out);
}

/* ---- requests ---- */

static void context(Ctx *c)
{
    static uint64_t seed;
    if (!seed) seed = 42;
    c->arena = &w.turn;
    turn_context(c, w.writer);
    c->chance = &seed;
    act_as_system(c);
}

static void act(Req *q)
{
    Err e = store_do(w.writer, BEGIN_WRITE);
    if (!e) e = store_do(w.writer, SAVEPOINT);
    if (e) return check(false, "the data cannot be written");
    e = turn_act(q, w.writer);
    store_settle(w.writer);
    if (e) e = store_do(w.writer, ROLLBACK_TO);
    if (!e) e = store_do(w.writer, RELEASE);
    if (!e) e = store_do(w.writer, COMMIT);
    if (e) turn_undo(w.writer), turn_lost(q);
}

static Str with_tokens(Str body)
{
    const Str csrf = people_csrf(w.who, &w.turn);
    const Str token = arena_fmt(&w.turn, "walk-%lld", (long long)++w.tokens);
    Buf out = {.arena = &w.turn};
    buf_str(&out, body);
    if (csrf.len && !str_starts(body, S("csrf=")) && !memmem(body.ptr, body.len, "&csrf=", 6))
        buf_fmt(&out, "%scsrf=" STR, out.len ? "&" : "", ARG(csrf));
    if (!str_starts(body, S("token=")) && !(body.len && memmem(body.ptr, body.len, "&token=", 7)))
        buf_fmt(&out, "%stoken=" STR, out.len ? "&" : "", ARG(token));
    return buf_done(&out);
}

static void head(Req *q, Method m, Str url)
{
    *q = (Req){.method = m, .address = S("192.0.2.1"), .host = S("walk.test"), .site = S("same-origin")};
    q->ctx.arena = &w.turn;
    q->query_text = encoded(url);
    q->path = str_cut(&q->query_text, '?');
    if (m == POST) q->origin = S("http://walk.test");
    people_head(w.who, q);
}

static bool slurp(Str name, Str *out);

static void multipart_part(Buf *out, Pair p)
{
    Str from = p.value, file = {0}, as;
    buf_fmt(out, "--walk\r\nContent-Disposition: form-data; name=\"" STR "\"", ARG(p.name));
    if (str_starts(p.value, S("@"))) {
        (void)str_cut(&from, '@');
        as = from, from = str_cut(&as, '@');
        if (!slurp(from, &file)) check(false, "there is no file " STR, ARG(from));
        as = as.len ? as : from;
        buf_fmt(out, "; filename=\"" STR "\"\r\nContent-Type: application/octet-stream", ARG(as));
    } else
        file = p.value;
    buf_str(out, S("\r\n\r\n")), buf_str(out, file), buf_str(out, S("\r\n"));
}

static void as_multipart(Req *q)
{
    Pairs p;
    Buf out = {.arena = &w.turn};
    const bool file = q->body_text.len && memmem(q->body_text.ptr, q->body_text.len, "=@", 2);
    if (!file || q->json_body || !pairs_parse(&w.turn, q->body_text, &p)) return;
    for (size_t i = 0; i < p.len; i++)
        multipart_part(&out, p.at[i]);
    buf_str(&out, S("--walk--\r\n"));
    q->multipart = true, q->boundary = S("walk"), q->body_text = buf_done(&out);
}

static void sign_in(void);

static void request(Method m, Str rest)
{
    Req *q = &w.q;
    rest = str_trim(rest);
    const bool raw = m == POST && str_starts(rest, S("raw "));
    if (raw) (void)word(&rest);
    Str url = rest;
    if (m == POST) url = word(&rest);
    sign_in();
    head(q, m, url);
    q->body_text = m == POST ? str_trim(rest) : (Str){0};
    q->json_body = str_starts(q->body_text, S("{"));
    if (q->json_body && !raw) {
        q->csrf_header = people_csrf(w.who, &w.turn);
        q->token = arena_fmt(&w.turn, "walk-%lld", (long long)++w.tokens);
    } else if (m == POST && !raw)
        q->body_text = with_tokens(encoded(q->body_text));
    as_multipart(q);
    w.shown = w.unexpected = false;
    web_route(q);
    const int64_t before = store_statements(w.reader);
    if (!q->route || m == GET)
        turn_read(q, w.reader);
    else if (!web_prepare(q) || !turn_prepare(q, w.reader))
        act(q);
    w.cost = store_statements(w.reader) - before;
    if (str_starts(q->type, S("application/vnd.openxml"))) q->text = zip_pages(&w.turn, q->text);
    people_cookies(w.who, q);
}

static Str without(Str text, Str what)
{
    Buf out = {.arena = &w.whole};
    while (text.len) {
        const char *at = what.len ? memmem(text.ptr, text.len, what.ptr, what.len) : NULL;
        const size_t n = at ? (size_t)(at - text.ptr) : text.len, skip = at ? what.len : 0;
        buf_str(&out, (Str){text.ptr, n});
        text.ptr += n + skip, text.len -= n + skip;
    }
    return buf_done(&out);
}

static void get(Str rest)
{
    request(GET, rest);
    Str asked = str_trim(rest);
    while (asked.len && memchr(asked.ptr, '=', asked.len))
        (void)str_cut(&asked, '=');
    while (asked.len && memchr(asked.ptr, '/', asked.len))
        (void)str_cut(&asked, '/');
    w.answers[0] = w.answers[1];
    w.answers[1].text = without(w.q.text, asked), w.answers[1].status = w.q.status, w.answers[1].cost = w.cost;
}

static void alike(Str rest)
{
    (void)rest;
    check(w.answers[0].status == w.answers[1].status, "the statuses differ");
    check(w.answers[0].cost == w.answers[1].cost, "took %lld statements, and %lld", (long long)w.answers[0].cost,
          (long long)w.answers[1].cost);
    size_t i = 0;
    const Str a = w.answers[0].text, b = w.answers[1].text;
    while (i < a.len && i < b.len && a.ptr[i] == b.ptr[i])
        i++;
    const size_t from = i < 20 ? 0 : i - 20, rest_a = a.len - from, rest_b = b.len - from;
    const Str near_a = {a.ptr + from, rest_a < 60 ? rest_a : 60}, near_b = {b.ptr + from, rest_b < 60 ? rest_b : 60};
    check(str_eq(a, b), "the answers differ: \"" STR "\", and \"" STR "\"", ARG(near_a), ARG(near_b));
}

static void post(Str rest)
{
    request(POST, rest);
}

static void expect(Str rest)
{
    Str text;
    bool absent;
    w.unexpected = false;
    for (;;) {
        rest = str_trim(rest);
        if (!rest.len) return;
        const int before = failed;
        if (quoted(&rest, &w.turn, &absent, &text)) {
            const bool there = !text.len || (w.q.text.len && memmem(w.q.text.ptr, w.q.text.len, text.ptr, text.len));
            check(there != absent, absent ? "this must not be there: " STR : "this must be there: " STR, ARG(text));
        } else if (str_starts(rest, S("->"))) {
            (void)word(&rest);
            text = word(&rest);
            check(str_starts(w.q.location, text), "must lead to " STR, ARG(text));
        } else {
            int64_t status;
            text = word(&rest);
            if (!str_int(text, &status))
                check(false, "neither a status nor \"text\" nor -> /path: " STR, ARG(text));
            else
                check(status == w.q.status, "must be " STR ", is %d", ARG(text), w.q.status);
        }
        if (failed > before) show_answer();
    }
}

/* ---- the other lines ---- */

static void at(Str rest)
{
    Day d;
    Time t;
    const Str text = word(&rest);
    if (day_parse(text, &d))
        clock_fix(time_at(d, 9 * 60));
    else if (time_parse(text, &t))
        clock_fix(t);
    else
        check(false, "no date or time: " STR, ARG(text));
}

static void as(Str rest)
{
    Ctx c = {0};
    Str why = {0};
    context(&c);
    const Str name = word(&rest);
    Err e = store_do(w.writer, BEGIN_WRITE);
    if (!e) w.who = people_find(&c, name, rest, &why);
    store_settle(w.writer);
    if (!e && !why.len) e = store_do(w.writer, COMMIT);
    if (e || why.len) turn_undo(w.writer);
    check(!e && !why.len, STR ": " STR, ARG(name), ARG(why));
}

static void sign_in(void)
{
    Ctx c = {0};
    if (!w.who) return;
    context(&c);
    Err e = store_do(w.writer, BEGIN_WRITE);
    if (!e) e = people_sign_in(&c, w.who);
    store_settle(w.writer);
    if (!e) e = store_do(w.writer, COMMIT);
    if (e) turn_undo(w.writer), check(false, "no session can be opened");
}

static bool find_in(Str text, const char *pattern, Str *out)
{
    regex_t re;
    regmatch_t m[2];
    if (!text.len) return false;
    text = arena_copy(&w.turn, text); /* ends with a NUL */
    if (regcomp(&re, pattern, REG_EXTENDED)) return false;
    const bool found = regexec(&re, text.ptr, 2, m, 0) == 0;
    if (found) {
        const regmatch_t *x = re.re_nsub ? &m[1] : &m[0];
        *out = (Str){text.ptr + x->rm_so, (size_t)(x->rm_eo - x->rm_so)};
    }
    regfree(&re);
    return found;
}

static void keep_as(Str name, Str value)
{
    if (w.kept_len < KEPT_MAX) w.kept[w.kept_len++] = (Kept){arena_copy(&w.whole, name), arena_copy(&w.whole, value)};
}

static void keep(Str rest)
{
    bool absent;
    Str pattern, value = {0}, name = word(&rest);
    if (!quoted(&rest, &w.turn, &absent, &pattern)) pattern = S("[A-Z]{2}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]");
    pattern = arena_copy(&w.turn, pattern);
    const bool found = find_in(w.q.location, pattern.ptr, &value) || find_in(w.q.text, pattern.ptr, &value);
    check(found, "nothing to keep like " STR, ARG(pattern));
    if (!found) show_answer();
    if (found) keep_as(name, value);
}

static void with(Str rest)
{
    Str text;
    CsvRow row;
    const Str file = word(&rest);
    if (!slurp(file, &text)) return check(false, "there is no file " STR, ARG(file));
    CsvReader r = csv_open(&w.turn, text);
    while (csv_next(&r, &row))
        if (w.rows++ == w.row)
            for (size_t i = 0; i < r.width; i++)
                keep_as(r.name[i], row.cell[i]);
    check(!r.faults && w.rows > w.row, "no sound table " STR, ARG(file));
}

static void job(Str rest)
{
    Ctx c = {0};
    int64_t n = 0, want;
    context(&c);
    const Str name = word(&rest), number = word(&rest);
    const JobRow *row = job_of(name);
    if (!row) return check(false, "there is no job " STR, ARG(name));
    check(job_to_end(&c, row, &n) == OK, "job " STR " failed", ARG(name));
    if (str_int(number, &want))
        check(n == want, "job " STR " did %lld, not %lld", ARG(name), (long long)n, (long long)want);
}

static bool slurp(Str name, Str *out)
{
    const char *slash = strrchr(w.file, '/');
    const int folder = slash ? (int)(slash - w.file) : 1;
    const char *places[] = {arena_fmt(&w.turn, "%s/" STR, TEST_DATA, ARG(name)).ptr,
                            arena_fmt(&w.turn, "%.*s/" STR, folder, slash ? w.file : ".", ARG(name)).ptr};
    const Command x = {.arena = &w.turn};
    for (size_t i = 0; i < LEN(places); i++)
        if (access(places[i], R_OK) == 0) return file_read(&x, places[i], out);
    return false;
}

/* Afterwards the answer is the report, and status 0 (done) or 1. */
static void import(Str rest)
{
    Ctx c = {0};
    Str text;
    ImportReport r = {0};
    Buf out = {.arena = &w.turn};
    context(&c);
    const Str kind = word(&rest), file = word(&rest);
    const Exchange *x = exchange_of(kind);
    if (!x || !x->read) return check(false, "no table " STR " to import", ARG(kind));
    if (!slurp(file, &text)) return check(false, "there is no file " STR, ARG(file));
    const Err e = exchange_import(&c, x, text, false, &r);
    for (size_t i = 0; i < r.len; i++)
        buf_fmt(&out, "%lld: " STR ": " STR "\n", (long long)r.at[i].line, ARG(r.at[i].field), ARG(r.at[i].reason));
    for (size_t i = 0; i < r.note_len; i++)
        buf_fmt(&out, "note: " STR ": " STR "\n", ARG(r.note[i].field), ARG(r.note[i].reason));
    if (e && !r.len) buf_str(&out, why_text(&c));
    buf_fmt(&out, "%lld rows, %lld added, %lld changed\n", (long long)r.rows, (long long)r.added, (long long)r.changed);
    w.q = (Req){.status = e != OK, .text = buf_done(&out)};
    w.shown = false, w.unexpected = e != OK;
    check(!house_load(&c), "the calendar cannot be read");
}

static void export(Str rest)
{
    Ctx c = {0};
    Str text;
    context(&c);
    const Str kind = word(&rest);
    const Exchange *x = exchange_of(kind);
    if (!x || !x->write) return check(false, "no table " STR " to export", ARG(kind));
    const bool json = str_starts(str_trim(rest), S("--json"));
    if (json) (void)word(&rest);
    const bool ok = exchange_export(&c, x, json ? AS_JSON : AS_CSV, &text) == OK;
    check(ok, "export " STR " failed", ARG(kind));
    w.q = (Req){.status = !ok, .text = text};
    w.shown = false;
    expect(rest);
}

static void tally(Str rest)
{
    Ctx c = {0};
    Unit unit;
    Sum sum = {0};
    int64_t want;
    context(&c);
    const Str kind = word(&rest), code = word(&rest), measure = word(&rest), number = word(&rest);
    if (!str_int(number, &want)) return check(false, "no number: " STR, ARG(number));
    if (unit_by_code(&c, code, c.today, &unit)) return check(false, "there is no unit " STR, ARG(code));
    check(tally_sum(&c, (TallySum){unit.id, kind, measure, 0, 999912}, &sum) == OK, "no tally");
    check(sum.n == want, "counted %lld, not " STR, (long long)sum.n, ARG(number));
}

static void cost(Str rest)
{
    int64_t n;
    const Str text = word(&rest);
    if (!str_int(text, &n)) return check(false, "no number: " STR, ARG(text));
    check(w.cost <= n, "took %lld statements, at most " STR " are allowed", (long long)w.cost, ARG(text));
}

static void limits(Str rest)
{
    web.no_limits = !str_eq(word(&rest), S("on"));
}

static void verify(Str rest)
{
    Ctx c = {0};
    Buf faults = {.arena = &w.turn};
    int64_t n = 0;
    (void)rest;
    context(&c);
    check(verify_all(&c, &faults, &n) == OK, "the data cannot be read to the end");
    const Str text = buf_done(&faults);
    check(n == 0, "the data are not sound: " STR, ARG(text));
}

/* ---- a conversation ---- */

static const struct {
    const char *name;
    void (*run)(Str rest);
} lines[] = {
    {"with",   with  },
    {"at",     at    },
    {"as",     as    },
    {"GET",    get   },
    {"POST",   post  },
    {"keep",   keep  },
    {"job",    job   },
    {"import", import},
    {"export", export},
    {"tally",  tally },
    {"cost",   cost  },
    {"alike",  alike },
    {"limits", limits},
    {"verify", verify},
};

static void settled(void)
{
    if (!w.unexpected) return;
    w.line--;
    check(false, "this was refused, and no line expects it");
    show_answer();
    w.line++, w.unexpected = false;
}

static void obey(Str s)
{
    if (!str_trim(s).len || s.ptr[0] == '#') return;
    const bool indented = s.ptr[0] == ' ' || s.ptr[0] == '\t';
    if (!indented) {
        settled();
        const Str before = filled(s);
        /* the last answer stays readable for `keep` and expectations: only a new request clears it */
        s = arena_copy(&w.whole, before);
        if (s.ptr[0] == 'G' || s.ptr[0] == 'P')
            arena_clear(&w.turn), w.turn = arena_over(NULL, 0, ARENA_MAX), w.q = (Req){0};
    } else
        return expect(filled(s));
    const Str name = word(&s);
    for (size_t i = 0; i < LEN(lines); i++)
        if (str_eq(name, str(lines[i].name))) return lines[i].run(s);
    check(false, "unknown line: " STR, ARG(name));
}

static bool fresh(void)
{
    const char *tmp = getenv("TMPDIR"), *name;
    Str why;
    snprintf(w.dir, sizeof w.dir, "%s/kheo-walk-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    if (!mkdtemp(w.dir)) return false;
    const char *file = arena_fmt(&w.whole, "%s/kheo.db", w.dir).ptr;
    w.writer = store_open(&w.whole, file, CREATE, &why);
    if (!w.writer || store_migrate(w.writer, &name)) return false;
    w.reader = store_open(&w.whole, file, READ_ONLY, &why);
    return w.reader != NULL;
}

static void forget(void)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    store_free(w.reader), store_free(w.writer);
    for (size_t i = 0; i < LEN(endings); i++)
        unlink(arena_fmt(&w.whole, "%s/kheo.db%s", w.dir, endings[i]).ptr);
    rmdir(w.dir);
    people_forget();
}

static void conversation(const char *file)
{
    Str text;
    Command x = {.arena = &w.whole};
    if (!fresh()) return check(false, "no fresh data can be made in %s", w.dir);
    if (!file_read(&x, file, &text)) return check(false, "cannot be read");
    clock_fix(time_at(day(2026, 11, 23), 9 * 60));
    web.no_limits = true;
    for (w.line = 1; text.len; w.line++)
        obey(str_cut(&text, '\n'));
    settled();
    verify((Str){0});
}

/* Once, or that row of its table; gives how many rows there are. */
static size_t hold(const char *file, size_t row)
{
    jmp_buf full;
    memset(&w, 0, sizeof w);
    w.file = file, w.row = row;
    w.whole = w.turn = arena_over(NULL, 0, ARENA_MAX);
    arena_boundary = &full;
    if (setjmp(full))
        check(false, "out of memory");
    else
        conversation(file);
    forget();
    arena_clear(&w.turn), arena_clear(&w.whole);
    return w.rows;
}

int main(int argc, char **argv)
{
    services_set(), services_work();
    const int worker = worker_main(argc, argv);
    if (worker >= 0) return worker;
    for (int i = 1; i < argc; i++) {
        const int before = failed;
        size_t rows = 1;
        for (size_t row = 0; row < rows; row++) {
            const size_t table = hold(argv[i], row);
            if (table) rows = table;
        }
        if (failed > before) printf("not ok %s\n", argv[i]);
    }
    worker_stop();
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}
