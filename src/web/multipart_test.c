/* multipart_test.c - what browsers send is read; everything that could be read in two ways is refused. */
#include "base/test.h"
#include "store/bench.h"
#include "web/multipart.h"

#define TYPE     "multipart/form-data; boundary="
#define FIELD(n) "Content-Disposition: form-data; name=\"" n "\"\r\n\r\n"
#define FILE_(n, f)                                                                                                    \
    "Content-Disposition: form-data; name=\"" n "\"; filename=\"" f "\"\r\nContent-Type: image/png\r\n\r\n"

TEST(the_boundary_is_taken_from_the_head_or_not_at_all)
{
    // clang-format off
    static const struct {
        const char *type, *boundary;
    } cases[] = {
        {TYPE "abc",                            "abc"            },
        {TYPE "\"a b:c\"",                      "a b:c"          },
        {TYPE "----WebKitFormBoundary7MA4YWxk", "----WebKitFormBoundary7MA4YWxk"},
        {"multipart/form-data; charset=utf-8; BOUNDARY=x", "x"},
        {"multipart/form-data",                 ""               },
        {TYPE,                                  ""               },
        {TYPE "\"\"",                           ""               },
        {TYPE "\"abc",                          ""               },
        {TYPE "a; boundary=b",                  ""               },
        {TYPE "a\x01",                          ""               },
        {TYPE "\"a \"",                         ""               },
        {TYPE "0123456789012345678901234567890123456789012345678901234567890123456789x", ""},
    };
    // clang-format on
    static char room[1 << 14];
    Arena a = arena_over(room, sizeof room, sizeof room);
    for (size_t i = 0; i < LEN(cases); i++)
        if (!str_eq(multipart_boundary(&a, str(cases[i].type)), str(cases[i].boundary)))
            test_fail(__FILE__, __LINE__, "case %zu", i);
}

TEST(fields_and_files_are_found_where_they_lie)
{
    static char room[1 << 14];
    Arena a = arena_over(room, sizeof room, sizeof room);
    const Str body = S("--b\r\n" FIELD("title") "Dân vận\r\nkhéo\r\n--b\r\n" FILE_(
        "photo", "ảnh 1.png") "\x89PNG\r\n--\r\n--b\r\n" FILE_("other", "") "\r\n--b--\r\n");
    Pairs p;
    EQ(multipart_parse(&a, S("b"), body, &p), 0);
    EQ(p.len, 3);
    EQ_STR(pair(p, "title"), "Dân vận\r\nkhéo");
    EQ_STR(pair(p, "photo"), "ảnh 1.png");
    CHECK(p.at[1].file && str_eq(p.at[1].file->bytes, S("\x89PNG\r\n--")));
    EQ_STR(p.at[1].file->type, "image/png");
    CHECK(!p.at[0].file);
    CHECK(!p.at[2].file && !p.at[2].value.len); /* left empty */
}

TEST(a_body_that_could_be_read_in_two_ways_is_refused)
{
    // clang-format off
    static const struct {
        const char *body;
        int message;
    } cases[] = {
        {"",                                                              MSG_error_malformed},
        {"--c\r\n" FIELD("a") "1\r\n--c--\r\n",                           MSG_error_malformed}, /* another boundary */
        {"x\r\n--b\r\n" FIELD("a") "1\r\n--b--\r\n",                      MSG_error_malformed}, /* something before */
        {"--b\r\n" FIELD("a") "1\r\n--b--\r\nx",                          MSG_error_malformed}, /* something behind */
        {"--b\n" FIELD("a") "1\r\n--b--\r\n",                             MSG_error_malformed},
        {"--b--\r\n",                                                     MSG_error_malformed},
        {"--b\r\n" FIELD("a") "1",                                        MSG_error_cut_off  },
        {"--b\r\n" FIELD("a") "1\r\n--b",                                 MSG_error_cut_off  },
        {"--b\r\n" FIELD("a") "1\r\n--bx\r\n",                            MSG_error_cut_off  },
        {"--b\r\n" FIELD("a") "1\r\n--b\r\n",                             MSG_error_malformed}, /* and no part */
        {"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n",         MSG_error_malformed},
        {"--b\r\nContent-Type: text/plain\r\n\r\n1\r\n--b--\r\n",         MSG_error_malformed}, /* no name */
        {"--b\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--b--\r\n", MSG_error_malformed},
        {"--b\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\n1\r\n--b--\r\n", MSG_error_malformed},
        {"--b\r\nContent-Disposition: form-data; name=\"a\"; filename*=UTF-8''x\r\n\r\n1\r\n--b--\r\n", MSG_error_malformed},
        {"--b\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64\r\n\r\nMQ==\r\n--b--\r\n",
         MSG_error_malformed},
        {"--b\r\nContent-Disposition: form-data; name=\"a\r\n folded\"\r\n\r\n1\r\n--b--\r\n", MSG_error_malformed},
        {"--b\r\n" FIELD("a") "\xff\r\n--b--\r\n",                        MSG_error_malformed}, /* not UTF-8 */
        {"--b\r\n" FILE_("a", "../../etc/passwd") "1\r\n--b--\r\n",       MSG_error_file_name},
        {"--b\r\n" FILE_("a", "C:\\x.png") "1\r\n--b--\r\n",              MSG_error_file_name},
        {"--b\r\n" FILE_("a", "..") "1\r\n--b--\r\n",                     MSG_error_file_name},
        {"--b\r\n" FILE_("a", "x\x01.png") "1\r\n--b--\r\n",              MSG_error_file_name},
        {"--b\r\n" FILE_("a", "") "1\r\n--b--\r\n",                       MSG_error_file_name},
    };
    // clang-format on
    static char room[1 << 17];
    Arena a = arena_over(room, sizeof room, sizeof room);
    for (size_t i = 0; i < LEN(cases); i++) {
        Pairs p;
        const int message = multipart_parse(&a, S("b"), str(cases[i].body), &p);
        if (message != cases[i].message) test_fail(__FILE__, __LINE__, "case %zu: %d", i, message);
    }
}

static Str many(Arena *a, int n)
{
    Buf b = {.arena = a};
    for (int i = 0; i < n; i++)
        buf_str(&b, S("--b\r\n" FIELD("a") "1\r\n"));
    buf_str(&b, S("--b--"));
    return buf_done(&b);
}

TEST(parts_have_a_limit)
{
    static char room[1 << 16];
    Arena a = arena_over(room, sizeof room, sizeof room);
    Pairs p;
    EQ(multipart_parse(&a, S("b"), many(&a, PARTS_MAX), &p), 0);
    EQ(p.len, PARTS_MAX);
    EQ(multipart_parse(&a, S("b"), many(&a, PARTS_MAX + 1), &p), MSG_error_malformed);
}

/* ---- a form with a file ---- */

typedef struct {
    Str title;
    Upload file;
} Sent;

static Err take_text(Ctx *c, Upload *u)
{
    if (str_starts(u->bytes, S("<"))) return WHY(c, MSG_error_file_name, ERR_INVALID);
    u->made = u;
    return OK;
}

static const Field sent_fields[] = {
    TEXT_FIELD(Sent, title, .min = 3, .max = 10),
    FILE_FIELD(Sent, file, .max = 20, .accept = "text/plain", .take = take_text),
};
static const FormSpec sent_form = FORM("test.sent", sent_fields, Sent);

static Form read_sent(const char *file, Str title, Str bytes, Sent *out)
{
    Ctx *c = bench_ctx();
    Form form;
    Pair *pairs = NEW(c->arena, Pair, 2);
    Upload *u = NEW(c->arena, Upload, 1);
    Req q = {
        .ctx = *c, .body = {pairs, 2}
    };
    *u = (Upload){.name = str(file), .bytes = bytes};
    pairs[0] = (Pair){S("title"), title};
    pairs[1] = (Pair){S("file"), str(file), file ? u : NULL};
    *out = (Sent){0};
    OKAY(form_files(&q, &sent_form));
    OKAY(form_read(c, q.body, &sent_form, out, &form));
    return form;
}

TEST(a_file_is_looked_into_and_its_faults_are_said_with_the_others)
{
    Sent sent;
    Form form = read_sent("a.txt", S("Dân vận"), S("abc"), &sent);
    CHECK(form.ok && sent.file.made);
    EQ_STR(sent.file.hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    form = read_sent("a.txt", S("x"), S("<html>"), &sent);
    CHECK(!form.ok && form.error[0].len && form.error[1].len);
    EQ_STR(str(form.code[1]), "E_MEDIA");
    EQ_STR(form.value[0], "x"); /* what was typed is kept */
    form = read_sent("a.txt", S("Dân vận"), S("123456789012345678901"), &sent);
    CHECK(!form.ok && !sent.file.made);
    EQ_STR(str(form.code[1]), "E_TOO_LARGE");
    form = read_sent("a.txt", S("Dân vận"), S(""), &sent);
    EQ_STR(str(form.code[1]), "E_REQUIRED");
    form = read_sent(NULL, S("Dân vận"), S(""), &sent);
    EQ_STR(str(form.code[1]), "E_REQUIRED");
}

TEST(an_act_kept_for_later_finds_the_hash_of_its_file)
{
    Ctx *c = bench_ctx();
    Form form;
    Sent sent = {0};
    Pair pairs[] = {
        {S("title"), S("Dân vận")                                                      },
        {S("file"),  S("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")},
    };
    OKAY(form_read(c, (Pairs){pairs, 2}, &sent_form, &sent, &form));
    CHECK(form.ok && sent.file.hash.len == 64 && !sent.file.bytes.len);
    pairs[1].value = S("../x");
    OKAY(form_read(c, (Pairs){pairs, 2}, &sent_form, &sent, &form));
    CHECK(!form.ok);
}
