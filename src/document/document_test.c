/* document_test.c - what a citizen is handed must hold every letter of their name, as letters; and a paper is whole, or
 * is not there. */
#include "base/test.h"
#include "document/document.h"
#include "document/pdf.h"
#include "document/told.h"
#include "store/bench.h"
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *const paper_keys[] = {"name", "n", NULL};

static Str read_all(Arena *a, FILE *f)
{
    Buf out = {.arena = a};
    for (size_t n = 1; n;) {
        n = fread(buf_room(&out, 1 << 16), 1, 1 << 16, f);
        out.len += n;
    }
    return buf_done(&out);
}

Str pdf_told(Arena *a, Str pdf, const char *program, const char *options)
{
    char name[] = "/tmp/kheo-paper-XXXXXX";
    const int fd = mkstemp(name);
    CHECK(fd >= 0);
    CHECK(write(fd, pdf.ptr, pdf.len) == (ssize_t)pdf.len);
    close(fd);
    FILE *f = popen(
        arena_fmt(a, "%s %s %s %s 2>&1", program, options, name, strcmp(program, "pdftotext") ? "" : "-").ptr, "r");
    CHECK(f != NULL);
    const Str out = read_all(a, f);
    EQ(pclose(f), 0);
    unlink(name);
    return out;
}

void pdf_keep(Str pdf, const char *name)
{
    char path[512];
    const char *folder = getenv("KHEO_KEEP");
    if (!folder) return;
    snprintf(path, sizeof path, "%s/%s%s", folder, name, strchr(name, '.') ? "" : ".pdf");
    FILE *f = fopen(path, "wb");
    CHECK(f != NULL && fwrite(pdf.ptr, 1, pdf.len, f) == pdf.len && fclose(f) == 0);
}

static bool holds(Str s, const char *what)
{
    return s.len && memmem(s.ptr, s.len, what, strlen(what));
}
#define HOLDS(s, what)                                                                                                 \
    do {                                                                                                               \
        if (!holds((s), (what))) test_fail(__FILE__, __LINE__, "no '%s' in: " STR, (what), ARG(s));                    \
    } while (0)

Str pdf_text(Arena *a, Str pdf)
{
    return pdf_told(a, pdf, "pdftotext", "-layout");
}

Str flat(Arena *a, Str s)
{
    Buf out = {.arena = a};
    for (size_t i = 0; i < s.len; i++) {
        const char k = s.ptr[i] == '\n' || s.ptr[i] == '\f' ? ' ' : s.ptr[i];
        if (k != ' ' || (out.len && out.ptr[out.len - 1] != ' ')) buf_char(&out, k);
    }
    return buf_done(&out);
}

static Str drawn(Ctx *c, const char *template, Str name, const DocumentTable *table, DocumentProfile profile)
{
    const DocumentValue values[] = {
        {"superior",   S("ỦY BAN NHÂN DÂN PHƯỜNG PHAN THIẾT")},
        {"issuer",     S("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG") },
        {"number",     S("12/TXL")                                    },
        {"place_date", S("Phan Thiết, ngày 05 tháng 9 năm 2026") },
        {"name",       name                                           },
        {"empty",      S("")                                          },
    };
    const Document d = {.template = str(template),
                        .profile = profile,
                        .values = values,
                        .value_len = LEN(values),
                        .tables = table,
                        .table_len = table != NULL,
                        .made = {20700}};
    Buf filled = {.arena = c->arena};
    Str pdf;
    OKAY(document_fill(&d, &filled));
    OKAY(document_draw(c, buf_done(&filled), &pdf));
    return pdf;
}

static const char letters[] =
    "aàáảãạ ăằắẳẵặ âầấẩẫậ bcd đeèéẻẽẹ êềếểễệ ghiìíỉĩị klmnoòóỏõọ ôồốổỗộ ơờớởỡợ pqrst uùúủũụ ưừứửữự vxyỳýỷỹỵ AÀÁẢÃẠ "
    "ĂẰẮẲẴẶ ÂẦẤẨẪẬ BCDĐ EÈÉẺẼẸ ÊỀẾỂỄỆ GHIÌÍỈĨỊ KLMN OÒÓỎÕỌ ÔỒỐỔỖỘ ƠỜỚỞỠỢ PQRST UÙÚỦŨỤ ƯỪỨỬỮỰ VXYỲÝỶỸỴ 0123456789";

TEST(every_letter_comes_back_out_of_every_face_of_the_font)
{
    Ctx *c = bench_ctx();
    static const char *const templates[] = {"form Thử\nline {name}\n", "form Thử\nline <b>{name}</b>\n",
                                            "form Thử\nline <i>{name}</i>\n", "form Thử\nline <b><i>{name}</i></b>\n"};
    for (size_t i = 0; i < LEN(templates); i++) {
        const Str pdf = drawn(c, templates[i], str(letters), NULL, STATE_PROFILE);
        HOLDS(flat(c->arena, pdf_told(c->arena, pdf, "pdftotext", "-layout")), letters);
        const Str fonts = pdf_told(c->arena, pdf, "pdffonts", "");
        HOLDS(fonts, "+LiberationSerif"); /* a name before the plus: a subset */
        CHECK(!holds(fonts, "no  yes") && !holds(fonts, "DejaVu"));
    }
}

TEST(the_file_says_its_title_its_language_and_its_parts)
{
    Ctx *c = bench_ctx();
    const Str pdf = drawn(c, "form Giấy hẹn {name}\nhead\ntitle GIẤY HẸN\npart Phần một\ntext {name}\n", S("Mẫu"), NULL,
                          STATE_PROFILE);
    const Str info = flat(c->arena, pdf_told(c->arena, pdf, "pdfinfo", ""));
    HOLDS(info, "Title: Giấy hẹn Mẫu ");
    HOLDS(info, "Tagged: yes");
    HOLDS(info, "Page size: 595.276 x 841.89 pts (A4)");
    HOLDS(info, "Pages: 1 ");
    HOLDS(pdf, "/Lang (vi-VN)");
    HOLDS(pdf, "/Outlines");
    HOLDS(flat(c->arena, pdf_told(c->arena, pdf, "pdfinfo", "-struct-text")), "H1 (block) \"GIẤY HẸN\"");
    CHECK(str_eq(pdf, drawn(c, "form Giấy hẹn {name}\nhead\ntitle GIẤY HẸN\npart Phần một\ntext {name}\n", S("Mẫu"),
                            NULL, STATE_PROFILE)));
}

TEST(each_profile_has_its_own_head_and_never_the_other_one)
{
    Ctx *c = bench_ctx();
    const char *template =
        "form Thử\nhead\ntext {name}\nrecipients Như trên; Lưu\nright BÍ THƯ | (Ký) | {name}\nsign\n";
    const Str state = flat(c->arena, pdf_text(c->arena, drawn(c, template, S("Lê Vân"), NULL, STATE_PROFILE)));
    const Str party = flat(c->arena, pdf_text(c->arena, drawn(c, template, S("Lê Vân"), NULL, PARTY_PROFILE)));
    HOLDS(state, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    HOLDS(state, "Độc lập - Tự do - Hạnh phúc");
    HOLDS(state, "Số: 12/TXL");
    HOLDS(state, "Nơi nhận:");
    CHECK(!holds(state, "ĐẢNG CỘNG SẢN"));
    HOLDS(party, "ĐẢNG CỘNG SẢN VIỆT NAM");
    HOLDS(party, "Số 12/TXL");
    CHECK(!holds(party, "CỘNG HÒA") && !holds(party, "Độc lập") && !holds(party, "Nơi nhận:"));
}

TEST(what_somebody_typed_is_printed_and_does_nothing)
{
    Ctx *c = bench_ctx();
    // clang-format off
    const struct { Str typed; const char *printed; } cases[] = {
        {S("<b>{empty}</b> | a & b"),                            "x<b>{empty}</b> | a & by"},
        {S("<span size='1'>&amp;</span>"),                       "x<span size='1'>&amp;</span>y"},
        {S("Nguye\xcc\x82\xcc\x83n"),                            "xNguyễny"},              /* a mark apart: NFC comes back */
        {S("a\xe2\x80\xae" "gpj.exe\xe2\x81\xa6z\xe2\x80\x8f"),  "xagpj.exezy"},           /* U+202E, U+2066, U+200F */
        {S("a\x01\x02\x1b[31mb\x7f\xc2\x85"),                    "xa[31mby"},
        {S("a\tb"),                                              "xa by"},
        {S("\nrow 1\nhead 2"),                                   "xrow 1 head 2y"},
    };
    // clang-format on
    for (size_t i = 0; i < LEN(cases); i++) {
        const Str text = flat(
            c->arena, pdf_text(c->arena, drawn(c, "form Thử\nline x{name}y\n", cases[i].typed, NULL, STATE_PROFILE)));
        HOLDS(text, cases[i].printed);
    }
}

TEST(a_long_name_is_broken_and_not_lost_and_a_missing_one_leaves_dots)
{
    Ctx *c = bench_ctx();
    Buf name = {.arena = c->arena}, word = {.arena = c->arena};
    for (int i = 0; i < 200; i++)
        buf_fmt(&name, "%sNguyễn%d", i ? " " : "", i), buf_str(&word, S("ễ"));
    HOLDS(flat(c->arena, pdf_text(c->arena, drawn(c, "form Thử\nline {name}\n", buf_done(&name), NULL, STATE_PROFILE))),
          "Nguyễn198 Nguyễn199");
    const Str broken =
        pdf_text(c->arena, drawn(c, "form Thử\nright A | | {name}\nsign\n", buf_done(&word), NULL, STATE_PROFILE));
    size_t n = 0;
    for (size_t i = 0; i + 3 <= broken.len; i++)
        n += !memcmp(broken.ptr + i, "ễ", 3);
    EQ(n, 200);
    HOLDS(pdf_text(c->arena, drawn(c, "form Thử\nline Tên: {empty}.\n", S(""), NULL, STATE_PROFILE)), "Tên: ……");
    const Str kept = pdf_text(
        c->arena, drawn(c, "form Thử\n?empty line A\n!empty line B\n?name line C\n", S("x"), NULL, STATE_PROFILE));
    CHECK(!holds(kept, "A") && holds(kept, "B") && holds(kept, "C"));
}

TEST(a_table_of_two_hundred_lines_goes_over_pages_with_its_headings_and_loses_none)
{
    enum { ROWS = 200 };
    Ctx *c = bench_ctx();
    Str *cells = NEW(c->arena, Str, 2 * ROWS);
    for (int i = 0; i < ROWS; i++)
        cells[2 * i] = arena_fmt(c->arena, "Giấy tờ số-%d-", i), cells[2 * i + 1] = arena_fmt(c->arena, "%d", i);
    Buf much = {.arena = c->arena};
    for (int i = 0; i < 900; i++)
        buf_str(&much, S("rất dài "));
    cells[2 * 7] = arena_fmt(c->arena, "Giấy tờ số-7- " STR "hết-7", ARG(buf_done(&much))); /* higher than a page */
    const DocumentTable table = {"papers", paper_keys, cells, ROWS};
    const Str pdf =
        drawn(c, "form Thử\ntitle BẢNG\ntable papers\ncolumn 70 name Tên cột\ncolumn 30 n> Số\nright A | B | C\nsign\n",
              S(""), &table, STATE_PROFILE);
    pdf_keep(pdf, "table");
    const Str text = pdf_text(c->arena, pdf);
    for (int i = 0; i < ROWS; i++)
        HOLDS(text, arena_fmt(c->arena, "số-%d-", i).ptr);
    HOLDS(flat(c->arena, text), "hết-7");
    size_t pages = 0, headings = 0;
    for (size_t i = 0; i < text.len; i++) {
        pages += text.ptr[i] == '\f';
        headings += text.len - i > 10 && str_starts((Str){text.ptr + i, text.len - i}, S("Tên cột"));
    }
    CHECK(pages >= 6);
    EQ(headings, pages);                                  /* the page of the signature has the end of the table */
    for (size_t i = 0, page = 1; i + 1 < text.len; i++) { /* numbered from the second page on */
        if (text.ptr[i] != '\f') continue;
        Str number = {text.ptr + i + 1, text.len - i - 1};
        int64_t n = 0;
        const Str line = str_trim(str_cut(&number, '\n'));
        CHECK(str_int(line, &n) && n == (int64_t)++page);
    }
}

TEST(a_template_that_names_what_is_not_there_is_a_fault_and_no_paper)
{
    Ctx *c = bench_ctx();
    static const char *const bad[] = {"form Thử\nline {nothing}\n", "form Thử\n?nothing line A\n",
                                      "form Thử\ntable nothing\n", "form Thử\nlines nothing\n"};
    const DocumentValue values[] = {
        {"name", S("x")}
    };
    for (size_t i = 0; i < LEN(bad); i++) {
        const Document d = {.template = str(bad[i]), .values = values, .value_len = 1};
        Buf filled = {.arena = c->arena};
        EQ(document_fill(&d, &filled), ERR_INTERNAL);
    }
    Str pdf;
    EQ(document_draw(c, S("form state\tupright\t2026-01-01\tA\t\nnonsense B\n"), &pdf), ERR_BUSY);
    EQ(pdf.len, 0);
    EQ(c->why, MSG_document_not_drawn);
    EQ(document_draw(c, S(""), &pdf), ERR_BUSY);
}

/* ---- a worker that dies while it draws ---- */

typedef struct {
    Ctx c;
    Str filled, pdf;
    Err e;
} Drawing;

static void *draw(void *arg)
{
    Drawing *d = arg;
    d->e = document_draw(&d->c, d->filled, &d->pdf);
    return NULL;
}

TEST(a_worker_that_dies_over_a_paper_gives_a_message_and_no_half_of_it)
{
    Ctx *c = bench_ctx();
    Buf much = {.arena = c->arena};
    Arena own = {.max = 1 << 26};
    Drawing d = {.c = *c};
    pthread_t thread;
    buf_str(&much, S("form state\tupright\t2026-01-01\tThử\t\n"));
    for (int i = 0; i < 60000; i++)
        buf_str(&much, S("text Nguyễn Thị Mẫu đã nộp hồ sơ tại bộ phận một cửa và nhận giấy hẹn.\n"));
    d.filled = buf_done(&much), d.c.arena = &own;
    worker_stop(); /* one that had lived before would be asked a second time */
    CHECK(pthread_create(&thread, NULL, draw, &d) == 0);
    for (int i = 0; i < 1000 && !worker_pid(0); i++)
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    CHECK(worker_pid(0) != 0);
    nanosleep(&(struct timespec){.tv_nsec = 300000000}, NULL);
    CHECK(kill(worker_pid(0), SIGKILL) == 0);
    pthread_join(thread, NULL);
    EQ(d.e, ERR_BUSY);
    EQ(d.c.why, MSG_document_not_drawn);
    EQ(d.pdf.len, 0);
    arena_clear(&own);
    CHECK(drawn(c, "form Thử\nline {name}\n", S("x"), NULL, STATE_PROFILE).len > 0); /* the next one is drawn */
}

/* ---- several in one file ---- */

TEST(parts_are_joined_with_their_pages_and_bookmarks_in_order)
{
    enum { PARTS = 3 };
    Ctx *c = bench_ctx();
    Str parts[PARTS];
    Buf in = {.arena = c->arena};
    for (int i = 0; i < PARTS; i++) {
        parts[i] = drawn(c, "form Giấy {name}\nline Hồ sơ {name} (5 0 R) dòng\n", arena_fmt(c->arena, "HS-%d", i), NULL,
                         STATE_PROFILE);
        const uint32_t len = (uint32_t)parts[i].len;
        buf_str(&in, (Str){(const char *)&len, sizeof len}), buf_str(&in, parts[i]);
    }
    Str pdf;
    OKAY(document_ask(c, &join_work, buf_done(&in), &pdf));
    const Str text = flat(c->arena, pdf_text(c->arena, pdf));
    HOLDS(text, "Hồ sơ HS-0 (5 0 R) dòng Hồ sơ HS-1 (5 0 R) dòng Hồ sơ HS-2 (5 0 R) dòng");
    HOLDS(flat(c->arena, pdf_told(c->arena, pdf, "pdfinfo", "")), "Pages: 3 ");
    CHECK(!holds(pdf_told(c->arena, pdf, "pdffonts", ""), "Error"));
    HOLDS(pdf, "/Lang (vi-VN)");
    for (size_t cut = 1; cut < 400; cut += 7) { /* torn, it is refused */
        const Str torn[] = {
            parts[0], {parts[1].ptr, parts[1].len - cut}
        };
        CHECK(!pdf_join(c->arena, torn, 2).len || cut < 8);
    }
    CHECK(!pdf_join(c->arena, NULL, 0).len);
}
