/* mail_test.c - headers, parts of an SMS, waiting times; what is put once, to whom, and when it goes. */
#include "account/role.h"
#include "base/day.h"
#include "base/test.h"
#include "mail/own.h"
#include "mail/view.h"
#include "store/bench.h"
#include <string.h>

/* ---- RFC 2047 and 5322 ---- */

/* Vectors made and read back by Python's email package (test/cli/lib/read_mail.py reads whole mails with it). */
static const struct {
    const char *name, *value, *line;
} vectors[] = {
    {"Subject", "Plain words",                                                 "Subject: Plain words"                             },
    {"Subject", "",                                                            "Subject: "                                        },
    {"Subject", "Hồ sơ",                                                    "Subject: =?UTF-8?B?SOG7kyBzxqE=?="                },
    {"Subject", "Kết quả giải quyết hồ sơ của Ông/Bà đã có",
     "Subject: =?UTF-8?B?S+G6v3QgcXXhuqMgZ2nhuqNpIHF1eeG6v3QgaOG7kyBzxqEgYw==?=\r\n "
     "=?UTF-8?B?4bunYSDDlG5nL0LDoCDEkcOjIGPDsw==?="                                                                               },
    {"Subject", "a =?UTF-8?B?SGFj?= b",                                        "Subject: =?UTF-8?B?YSA9P1VURi04P0I/U0dGaj89IGI=?="},
};

static Str decoded(Arena *a, Str line) /* the words of Base64 in it, put together */
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    Buf out = {.arena = a};
    (void)str_cut(&line, ' ');
    while (line.len) {
        Str word = str_cut(&line, '\r');
        if (line.len) line.ptr += 2, line.len -= 2; /* line feed and blank */
        CHECK(str_starts(word, S("=?UTF-8?B?")) && str_ends(word, S("?=")));
        unsigned bits = 0, have = 0;
        for (size_t i = 10; i < word.len - 2 && word.ptr[i] != '='; i++) {
            bits = bits << 6 | (unsigned)(strchr(digits, word.ptr[i]) - digits), have += 6;
            if (have >= 8) buf_char(&out, (char)(bits >> (have -= 8)));
        }
    }
    return buf_done(&out);
}

TEST(a_header_is_ascii_in_short_lines)
{
    Ctx *c = bench_ctx();
    for (size_t i = 0; i < LEN(vectors); i++) {
        const Str line = header_text(c->arena, vectors[i].name, str(vectors[i].value));
        CHECK(str_eq(line, str(vectors[i].line)));
        size_t column = 0;
        for (size_t k = 0; k < line.len; k++) {
            CHECK((unsigned char)line.ptr[k] < 0x7f);
            column = line.ptr[k] == '\n' ? 0 : column + 1;
            CHECK(column <= 77);
        }
    }
}

/* Every length, so that each place is once the one where a character would be cut. */
TEST(no_character_is_cut_by_folding)
{
    Ctx *c = bench_ctx();
    const Str text = S("ữ người dân Phường Phan Thiết ậ kính gửi Ông/Bà: thư xin lỗi về việc hẹn lại ngày trả kết quả");
    for (size_t n = 4; n < text.len; n++) {
        const Str part = {text.ptr, n};
        if (!utf8_valid(part) || !str_chars(part)) continue;
        const Str line = header_text(c->arena, "Subject", part);
        CHECK(str_eq(decoded(c->arena, line), part));
        Str rest = line;
        (void)str_cut(&rest, ' ');
        while (rest.len) { /* each word is whole UTF-8 by itself */
            Str word = str_cut(&rest, '\r');
            if (rest.len) rest.ptr += 2, rest.len -= 2;
            CHECK(utf8_valid(decoded(c->arena, arena_fmt(c->arena, "X: " STR, ARG(word)))));
        }
    }
}

TEST(an_address_line_has_its_person)
{
    Ctx *c = bench_ctx();
    EQ_STR(header_mailbox(c->arena, "To", (Str){0}, S("a@b.vn")), "To: <a@b.vn>");
    EQ_STR(header_mailbox(c->arena, "From", S("Mot cua"), S("a@b.vn")), "From: Mot cua\r\n <a@b.vn>");
    EQ_STR(header_mailbox(c->arena, "From", S("Một cửa"), S("a@b.vn")),
           "From: =?UTF-8?B?TeG7mXQgY+G7rWE=?=\r\n <a@b.vn>");
    EQ_STR(header_date(c->arena, time_at(day(2026, 11, 25), 550)), "Wed, 25 Nov 2026 09:10:00 +0700");
}

TEST(nothing_breaks_out_of_a_header)
{
    CHECK(header_safe(S("Hồ sơ của Ông/Bà")));
    CHECK(!header_safe(S("a\r\nBcc: b@c.vn")));
    CHECK(!header_safe(S("a\nb")));
    CHECK(!header_safe((Str){"a\0b", 3}));
    CHECK(!header_safe(S("a\x7f")));
    static const char *const bad[] = {"a@b",     "a b@c.vn", "a@b.vn\nBcc: x@y.vn", "@b.vn",   ".a@b.vn",
                                      "-a@b.vn", "ạ@b.vn",   "a@b.vn,c@d.vn",       "<a@b.vn>"};
    for (size_t i = 0; i < LEN(bad); i++)
        CHECK(!is_mail_address(str(bad[i])));
    CHECK(is_mail_address(S("ten.ho+mot@mail.vidu.vn")));
}

/* By whatever they are parted: each letter has one recipient. */
TEST(addresses_by_the_hundred_are_none)
{
    Ctx *c = bench_ctx();
    static const char *const by[] = {",", ", ", ";", " ", "\n", "\r\n", "\t", "%0A", "|"};
    for (size_t i = 0; i < LEN(by); i++) {
        Buf all = {.arena = c->arena};
        for (int n = 0; n < 100; n++)
            buf_fmt(&all, "%sban%d@noi.vn", n ? by[i] : "", n);
        CHECK(!is_mail_address(buf_done(&all)));
    }
}

/* A sender's name that was broken in the data file by hand, and subjects that look like headers. */
TEST(no_name_and_no_subject_becomes_a_header)
{
    Ctx *c = bench_ctx();
    Str head[MAIL_HEAD];
    const MailSetting s = {.sender = S("motcua@vidu.vn"), .sender_name = S("Một cửa\r\nBcc: tram@noi.vn")};
    const MailHead of = {S("dan@vidu.vn"), S("Bcc: tram@noi.vn"), c->now};
    mail_head(c, &s, &of, head);
    EQ_STR(head[0], "From: <motcua@vidu.vn>");
    EQ_STR(head[1], "To: <dan@vidu.vn>");
    EQ_STR(head[2], "Subject: Bcc: tram@noi.vn");
}

/* ---- SMS ---- */

TEST(an_sms_is_counted_as_the_network_counts)
{
    Ctx *c = bench_ctx();
    char text[400];
    memset(text, 'a', sizeof text);
    static const struct {
        size_t len;
        int64_t parts;
    } gsm[] = {
        {1,   1},
        {160, 1},
        {161, 2},
        {306, 2},
        {307, 3},
    };
    for (size_t i = 0; i < LEN(gsm); i++)
        EQ(sms_size((Str){text, gsm[i].len}).parts, gsm[i].parts);
    EQ(sms_size(S("")).parts, 0);
    EQ(sms_size(S("[x]")).chars, 5);
    CHECK(!sms_size(S("Hồ sơ")).gsm);
    Buf marks = {.arena = c->arena};
    for (int i = 0; i < 70; i++)
        buf_str(&marks, S("ồ"));
    EQ(sms_size(buf_done(&marks)).parts, 1);
    buf_str(&marks, S("ồ"));
    EQ(sms_size(buf_done(&marks)).parts, 2);
    EQ(sms_size(S("😀")).chars, 2);
    EQ_STR(sms_plain(c->arena, S("Hồ sơ của Ông/Bà ĐÃ có kết quả – “xong”")),
           "Ho so cua Ong/Ba DA co ket qua - \"xong\"");
    CHECK(sms_size(sms_plain(c->arena, S("Ỹ Ự Ẳ Ộ Đ ỳ"))).gsm);
    EQ_STR(sms_plain(c->arena, S("Ỹ Ự Ẳ Ộ Đ ỳ")), "Y U A O D y");
}

/* ---- when ---- */

TEST(waits_grow_and_differ)
{
    EQ(mail_wait_ms(0, 0), 45000);
    int64_t last = 0;
    for (int64_t tries = 0; tries < 100; tries++) {
        const int64_t low = mail_wait_ms(tries, 0), high = mail_wait_ms(tries, UINT64_MAX);
        CHECK(low <= high && low >= 45000 && high <= 4 * 3600000 * 5 / 4);
        CHECK(low >= last);
        last = low;
    }
    CHECK(mail_wait_ms(3, 7) != mail_wait_ms(3, 8));
}

TEST(night_is_quiet)
{
    const Day d = day(2026, 11, 25);
    CHECK(mail_quiet(time_at(d, 21 * 60)) && mail_quiet(time_at(d, 0)) && mail_quiet(time_at(d, 6 * 60 - 1)));
    CHECK(!mail_quiet(time_at(d, 6 * 60)) && !mail_quiet(time_at(d, 21 * 60 - 1)));
}

/* ---- the outbox ---- */

static const Mail letter = {
    .kind = {"dossier.apologise", 17},
    .cause = {"act/1",             5 },
    .to = {"dan@vidu.vn",       11},
    .phone = {"0912345678",        10},
    .subject = {"Thư",              4 },
    .text = {"Kính gửi",       11},
    .sms = {"Hồ sơ",          8 },
    .paper = true
};

/* A house with a mail server: without one, what is owed does not go by mail. */
static Ctx *mail_bench(void)
{
    Ctx *c = bench_ctx();
    OKAY(mail_setting_put(c, (MailSettingPut){.active = true,
                                              .host = S("127.0.0.1"),
                                              .port = 25,
                                              .safety = S("none"),
                                              .sender = S("motcua@vidu.vn"),
                                              .per_second = 1,
                                              .sms = S("list")}));
    return c;
}

static MailWay put_one(Ctx *c, Mail m)
{
    MailWay way;
    OKAY(mail_put(c, &m, &way));
    return way;
}

static int64_t count_of(Ctx *c, Str channel, Str state)
{
    MailCountRows rows;
    OKAY(mail_counts(c, &rows));
    for (size_t i = 0; i < rows.len; i++)
        if (str_eq(rows.at[i].channel, channel) && str_eq(rows.at[i].state, state)) return rows.at[i].n;
    return 0;
}

static void counts_agree(Ctx *c)
{
    Buf faults = {.arena = c->arena};
    int64_t n = 0;
    OKAY(mail_verify(c, &faults, &n));
    EQ(n, 0);
}

TEST(a_letter_goes_once_by_the_best_way)
{
    Ctx *c = mail_bench();
    Mail m = letter;
    EQ(put_one(c, m), MAIL_BY_MAIL);
    EQ(put_one(c, m), MAIL_TWICE);
    m.to = S("DAN@vidu.vn"); /* the same letter box */
    EQ(put_one(c, m), MAIL_TWICE);
    m.to = (Str){0};
    EQ(put_one(c, m), MAIL_BY_SMS);
    m.phone = (Str){0};
    EQ(put_one(c, m), MAIL_ON_PAPER);
    m.paper = false, m.cause = S("act/2");
    EQ(put_one(c, m), MAIL_NONE);
    EQ(count_of(c, S("mail"), S("waiting")), 1);
    EQ(count_of(c, S("sms"), S("waiting")), 1);
    EQ(count_of(c, S("print"), S("waiting")), 1);
    counts_agree(c);
}

TEST(a_letter_with_a_broken_line_is_refused)
{
    Ctx *c = mail_bench();
    MailWay way;
    Mail m = letter;
    m.to = S("dan@vidu.vn\r\nBcc: x@y.vn");
    EQ(mail_put(c, &m, &way), ERR_INVALID);
    m = letter, m.subject = S("Thư\r\nX: y");
    EQ(mail_put(c, &m, &way), ERR_INVALID);
    m = letter, m.phone = S("0912;rm");
    EQ(mail_put(c, &m, &way), ERR_INVALID);
    EQ(count_of(c, S("mail"), S("waiting")), 0);
}

TEST(who_wants_no_mail_gets_an_sms)
{
    Ctx *c = mail_bench();
    MailSetting s;
    Str who, token, read;
    bool yes;
    EQ(put_one(c, letter), MAIL_BY_MAIL);
    OKAY(mail_setting_of(c, &s));
    OKAY(mail_who(c, &s, letter.to, &who));
    OKAY(mail_stop_token(c, &s, who, &token));
    CHECK(mail_stop_read(c, &s, token, &read) && str_eq(read, who));
    Str forged = arena_copy(c->arena, token);
    ((char *)(uintptr_t)forged.ptr)[0] ^= 1;
    CHECK(!mail_stop_read(c, &s, forged, &read));
    OKAY(mail_stop_put(c, who, c->now));
    OKAY(mail_stopped(c, S("Dan@vidu.vn"), &yes));
    CHECK(yes);
    Mail m = letter;
    m.cause = S("act/9");
    EQ(put_one(c, m), MAIL_BY_SMS);
    OKAY(mail_stop_drop(c, who));
    m.cause = S("act/10");
    EQ(put_one(c, m), MAIL_BY_MAIL);
}

TEST(outsiders_cannot_fill_a_letter_box)
{
    Ctx *c = mail_bench();
    Mail m = letter;
    MailWay way;
    m.outsider = true;
    for (int i = 0; i < PER_RECIPIENT_MAX; i++) {
        m.cause = arena_fmt(c->arena, "friend/%d", i);
        EQ(put_one(c, m), MAIL_BY_MAIL);
    }
    m.cause = S("friend/more");
    EQ(mail_put(c, &m, &way), ERR_RATE);
    m.to = S("khac@vidu.vn");
    EQ(put_one(c, m), MAIL_BY_MAIL);
}

static MailRowRows due(Ctx *c)
{
    MailRowRows rows;
    OKAY(mail_take_due(c, "mail", 10, &rows));
    return rows;
}

TEST(night_holds_back_all_but_what_was_asked_for)
{
    Ctx *c = mail_bench();
    Mail m = letter;
    c->now = time_at(c->today, 22 * 60);
    put_one(c, m);
    EQ(due(c).len, 0);
    m.cause = S("answer/1"), m.at_once = true;
    put_one(c, m);
    EQ(due(c).len, 1);
    c->now = time_at((Day){c->today.n + 1}, 6 * 60);
    EQ(due(c).len, 2);
    CHECK(due(c).at[0].at_once);
}

TEST(what_was_sent_is_erased)
{
    Ctx *c = mail_bench();
    MailLine line;
    c->now = time_at(c->today, 600);
    put_one(c, letter);
    const MailRow m = due(c).at[0];
    OKAY(mail_came(c, &m, CAME_LATER, S("451 busy")));
    EQ(due(c).len, 0);
    EQ(count_of(c, S("mail"), S("failed")), 1);
    c->now.ms += 90000;
    EQ(due(c).len, 1);
    EQ(due(c).at[0].tries, 1);
    CHECK(str_eq(due(c).at[0].uid, m.uid));
    OKAY(mail_came(c, &m, CAME_SENT, S("250 ok")));
    OKAY(mail_by_id(c, m.id, &line));
    EQ_STR(line.state, "sent");
    EQ(line.recipient.len + line.text.len, 0);
    OKAY(mail_came(c, &m, CAME_NEVER, S("550"))); /* too late: it is over */
    EQ(count_of(c, S("mail"), S("sent")), 1);
    counts_agree(c);
    c->now.ms += (int64_t)91 * DAY_MS;
    int64_t n = 0;
    OKAY(mail_forget(c, &n));
    EQ(mail_by_id(c, m.id, &line), ERR_NOT_FOUND);
    counts_agree(c);
}

TEST(after_five_days_it_is_given_up_and_then_erased)
{
    Ctx *c = mail_bench();
    MailLine line;
    c->now = time_at(c->today, 600);
    put_one(c, letter);
    MailRow m = due(c).at[0];
    c->now.ms += (int64_t)5 * DAY_MS + 1;
    OKAY(mail_came(c, &m, CAME_LATER, S("451 busy")));
    OKAY(mail_by_id(c, m.id, &line));
    EQ_STR(line.state, "given_up");
    CHECK(line.recipient.len > 0);
    c->now.ms += (int64_t)30 * DAY_MS;
    int64_t n = 0;
    OKAY(mail_forget(c, &n));
    OKAY(mail_by_id(c, m.id, &line));
    EQ(line.recipient.len + line.text.len, 0);
    counts_agree(c);
}

/* ---- what is owed ---- */

static Mail owed_letter(void)
{
    static const MailPaper papers[] = {
        {"dossier.apologise", "/giay/*/04.pdf"},
        {NULL,                NULL            }
    };
    Mail m = letter;
    mail_papers = papers;
    m.about = S("HS-1");
    return m;
}

static int64_t to_hand_over(Ctx *c)
{
    MailOfFileRows rows;
    int64_t n = 0;
    OKAY(mail_of(c, S("HS-1"), &rows));
    for (size_t i = 0; i < rows.len; i++)
        n += str_eq(rows.at[i].channel, S("print"));
    EQ(n, count_of(c, S("print"), S("waiting")) + count_of(c, S("print"), S("given_up")));
    counts_agree(c);
    return n;
}

TEST(what_is_owed_and_refused_for_good_is_handed_over_once)
{
    Ctx *c = mail_bench();
    MailLine line;
    c->now = time_at(c->today, 600);
    put_one(c, owed_letter());
    const MailRow m = due(c).at[0];
    OKAY(mail_came(c, &m, CAME_LATER, S("451 busy")));
    EQ(to_hand_over(c), 0);
    OKAY(mail_came(c, &m, CAME_NEVER, S("550 no such person")));
    OKAY(mail_by_id(c, m.id, &line));
    EQ_STR(line.state, "given_up");
    EQ_STR(line.said, "550 no such person");
    EQ(to_hand_over(c), 1);
    OKAY(mail_again(c, m.id, c->now));
    OKAY(mail_moved(c, S("mail"), "given_up", "waiting"));
    OKAY(mail_came(c, &m, CAME_NEVER, S("550 no such person")));
    EQ(to_hand_over(c), 1);
    mail_papers = NULL;
}

TEST(what_is_not_owed_is_given_up_and_no_more)
{
    Ctx *c = mail_bench();
    Mail m = owed_letter();
    m.kind = S("dossier.receive"), m.paper = false;
    c->now = time_at(c->today, 600);
    put_one(c, m);
    OKAY(mail_came(c, &due(c).at[0], CAME_NEVER, S("550")));
    EQ(to_hand_over(c), 0);
    mail_papers = NULL;
}

/* The one on paper is as old as the day it came into the list, and is not made anew when it ends there. */
TEST(what_is_owed_and_not_tried_for_a_month_is_handed_over)
{
    Ctx *c = mail_bench();
    int64_t n = 0;
    c->now = time_at(c->today, 600);
    put_one(c, owed_letter());
    for (int64_t month = 1; month <= 3; month++) {
        c->now.ms += (int64_t)31 * DAY_MS;
        OKAY(mail_forget(c, &n));
        EQ(to_hand_over(c), 1);
        EQ(count_of(c, S("print"), S("waiting")), month == 1);
    }
    EQ(count_of(c, S("mail"), S("given_up")), 0); /* after 90 days */
    mail_papers = NULL;
}

/* The mail server went away, or sending was switched off, after the first try. */
TEST(what_failed_and_is_not_tried_any_more_is_erased_too)
{
    Ctx *c = mail_bench();
    MailLine line;
    int64_t n = 0;
    c->now = time_at(c->today, 600);
    put_one(c, letter);
    const MailRow m = due(c).at[0];
    OKAY(mail_came(c, &m, CAME_LATER, S("451 busy")));
    c->now.ms += (int64_t)31 * DAY_MS;
    OKAY(mail_forget(c, &n));
    OKAY(mail_by_id(c, m.id, &line));
    EQ_STR(line.state, "given_up");
    EQ_STR(line.said, "451 busy");
    EQ(line.recipient.len + line.text.len, 0);
    EQ(line.next.ms, 0);
    counts_agree(c);
}

TEST(switched_off_nothing_is_put)
{
    Ctx *c = mail_bench();
    OKAY(mail_setting_put(c, (MailSettingPut){.safety = S("starttls"), .sms = S("list"), .port = 25, .per_second = 1}));
    EQ(put_one(c, letter), MAIL_ON_PAPER);
}

/* ---- what kheo verify says ---- */

/* A letter that nobody counted. */
static void slip_in(Ctx *c, const char *channel, const char *cause)
{
    OKAY(mail_add(c, (MailAdd){.uid = str(cause),
                               .channel = str(channel),
                               .kind = letter.kind,
                               .cause = str(cause),
                               .lang = S("vi"),
                               .at = c->now}));
}

static Str faults_of(Ctx *c, int64_t want)
{
    Buf faults = {.arena = c->arena};
    int64_t n = 0;
    OKAY(mail_verify(c, &faults, &n));
    EQ(n, want);
    return buf_done(&faults);
}

TEST(letters_that_nobody_counted_are_told_of)
{
    Ctx *c = mail_bench();
    put_one(c, letter);
    slip_in(c, "sms", "after"); /* after all that is counted */
    EQ_STR(faults_of(c, 1), "mail: sms waiting: counted 0, there are 1\n");
    slip_in(c, "fax", "before"); /* before it: what is counted is right all the same */
    EQ_STR(faults_of(c, 2), "mail: fax waiting: counted 0, there are 1\nmail: sms waiting: counted 0, there are 1\n");
    OKAY(mail_moved(c, S("fax"), NULL, "waiting"));
    OKAY(mail_moved(c, S("sms"), NULL, "waiting"));
    EQ_STR(faults_of(c, 0), "");
    OKAY(mail_moved(c, S("mail"), "failed", "sent")); /* counted, and not there */
    EQ_STR(faults_of(c, 2), "mail: mail failed: counted -1, there are 0\nmail: mail sent: counted 1, there are 0\n");
}

/* ---- what is sent by hand ---- */

enum { HAND_PAIRS = 120 };

/* Of an office with its clerk: for each number an SMS, and for every second a letter on paper. */
static Ctx *hand_bench(int64_t *unit)
{
    static Grant clerk;
    Ctx *c = bench_ctx();
    ImportReport r = {0};
    Unit u;
    Mail sms = letter, print = letter;
    OKAY(unit_exchange.read(c, bench_file(c, "units.csv"), &r));
    OKAY(unit_by_code(c, S("22945"), c->today, &u));
    clerk = (Grant){ONESTOP_CLERK, u.path};
    c->grants = &clerk, c->grant_len = 1, c->unit = *unit = u.id;
    sms.unit = print.unit = u.id, sms.to = print.to = print.phone = (Str){0};
    for (int i = 0; i < HAND_PAIRS; i++) {
        sms.cause = print.cause = arena_fmt(c->arena, "act/%d", i);
        EQ(put_one(c, sms), MAIL_BY_SMS);
        if (i % 2) EQ(put_one(c, print), MAIL_ON_PAPER);
    }
    return c;
}

static void paged_whole(Ctx *c, HandAsked asked, size_t want)
{
    HandLines lines;
    size_t seen = 0;
    int64_t last = 0;
    do {
        OKAY(hand_lines(c, &asked, &lines));
        CHECK(lines.len <= (size_t)asked.most);
        for (size_t i = 0; i < lines.len; last = lines.at[i++].m->id, seen++) {
            CHECK(lines.at[i].m->id > last); /* none twice */
            CHECK(str_eq(lines.at[i].m->channel, str(asked.channel)));
        }
        asked.after = lines.next;
    } while (lines.next);
    EQ(seen, want);
}

TEST(what_is_sent_by_hand_is_paged_to_its_end)
{
    int64_t unit;
    Ctx *c = hand_bench(&unit);
    paged_whole(c, (HandAsked){.channel = "sms", .unit = unit, .most = 50}, HAND_PAIRS);
    paged_whole(c, (HandAsked){.channel = "sms", .unit = unit, .most = HAND_PAIRS / 2}, HAND_PAIRS);
    paged_whole(c, (HandAsked){.channel = "print", .unit = unit, .most = 50}, HAND_PAIRS / 2);
}

static Str hand_text(Ctx *c, const char *query)
{
    Req q = {.ctx = *c, .as = AS_HTML, .method = GET, .path = S(HAND_PAGE)};
    CHECK(pairs_parse(c->arena, str(query), &q.query));
    OKAY(hand_page(&q));
    return q.text;
}

static int64_t times(Str text, const char *what)
{
    int64_t n = 0;
    for (; text.len; text.ptr++, text.len--)
        n += str_starts(text, str(what));
    return n;
}

/* The list that is not turned stays where it is. */
TEST(the_two_lists_of_a_page_go_on_apart)
{
    static const char sms[] = "href=\"tel:", button[] = "name=\"id\"";
    int64_t unit;
    Ctx *c = hand_bench(&unit);
    HandLines lines, papers;
    OKAY(hand_lines(c, &(HandAsked){.channel = "sms", .unit = unit, .most = 50}, &lines));
    OKAY(hand_lines(c, &(HandAsked){.channel = "print", .unit = unit, .most = 50}, &papers));
    Str page = hand_text(c, "");
    EQ(times(page, sms), 50);
    EQ(times(page, button), 100);
    EQ(times(page, arena_fmt(c->arena, "?sau=%lld&amp;sau-giay=0", (long long)lines.next).ptr), 1);
    EQ(times(page, arena_fmt(c->arena, "?sau=0&amp;sau-giay=%lld", (long long)papers.next).ptr), 1);
    page = hand_text(c, arena_fmt(c->arena, "sau=0&sau-giay=%lld", (long long)papers.next).ptr);
    EQ(times(page, sms), 50);
    EQ(times(page, button), 60);
    EQ(times(page, "?sau=0&amp;"), 0);
    EQ(times(page,
             arena_fmt(c->arena, "?sau=%lld&amp;sau-giay=%lld", (long long)lines.next, (long long)papers.next).ptr),
       1);
}
