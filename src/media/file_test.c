/* file_test.c - photos and documents through the engine: how many, by whom, what is taken, how it is given back; and
 * what people read when a decoder dies. The flow here is only for trying them. */
#include "base/test.h"
#include "media/drawn.h"
#include "media/media.h"
#include "media/picture.h"
#include "store/bench.h"
#include "worker/worker.h"
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <time.h>

enum { NONE, OPEN };
static const char *const states[] = {"", "open"};

static Err begin(Act *a)
{
    a->file.title = S("Thử"), a->file.facet = S("a/b");
    return OK;
}

typedef struct {
    Upload paper;
} Brought;
static const Field brought_fields[] = {
    FILE_FIELD(Brought, paper, .max = FILE_BYTES_MAX, .accept = DOCUMENT_ACCEPT, .take = document_take)};
static const FormSpec brought_form = FORM("casework.void", brought_fields, Brought);

static Err bring(Act *a)
{
    return document_keep(a, &((const Brought *)a->input)->paper);
}

static const Transition rows[] = {
    {IN(NONE), "begin", OPEN,           MOVEMENT_STAFF,        .apply = begin},
    { IN(OPEN), "bring",    STAY, MOVEMENT_STAFF, .form = &brought_form, .apply = bring},
    PHOTO_ROWS(IN(OPEN), MOVEMENT_STAFF),
};
static const Flow flow = {FLOW("test", "TT", states, rows), .readers = MOVEMENT_STAFF};
static const Flow *const flows[] = {&flow, NULL};

/* ---- people and acts ---- */

static void as(Ctx *c, const char *name, int64_t role, const char *code)
{
    Unit u;
    Grant *g = NEW(c->arena, Grant, 1);
    OKAY(unit_by_code(c, str(code), c->today, &u));
    *g = (Grant){role, u.path};
    c->actor = c->actor_name = str(name), c->unit = u.id, c->grants = g, c->grant_len = 1;
}

static Done done;

static Err act(Ctx *c, const char *event, Str code, Pairs input, int64_t seen)
{
    OKAY(store_do(c->store, SAVEPOINT));
    const Err e =
        casework_act(c, &(Deed){.flow = &flow, .code = code, .event = str(event), .input = input, .seen = seen}, &done);
    if (e) OKAY(store_do(c->store, ROLLBACK_TO));
    OKAY(store_do(c->store, RELEASE));
    return e;
}

static Str file(Ctx **c)
{
    ImportReport r = {0};
    *c = bench_ctx();
    casework_flows = flows;
    OKAY(unit_exchange.read(*c, bench_file(*c, "units.csv"), &r));
    OKAY(store_do((*c)->store, BEGIN_WRITE));
    as(*c, "staff", MOVEMENT_STAFF, "22945");
    OKAY(act(*c, "begin", (Str){0}, (Pairs){0}, -1));
    return done.file.code;
}

/* As a browser sends it: looked at by the first half of the request, then handed to the act. */
static Err send(Ctx *c, const char *event, const FormSpec *spec, Str code, Pairs input, int64_t seen)
{
    Req q = {.ctx = *c, .body = input};
    OKAY(form_files(&q, spec));
    return act(c, event, code, q.body, seen);
}

static Err send_paper(Ctx *c, Str code, const char *name, Str bytes)
{
    Pair *p = NEW(c->arena, Pair, 1);
    Upload *u = NEW(c->arena, Upload, 1);
    *u = (Upload){.name = str(name), .type = S("application/pdf"), .bytes = bytes};
    *p = (Pair){S("paper"), str(name), u};
    return send(c, "bring", &brought_form, code, (Pairs){p, 1}, -1);
}

static Err send_photo_named(Ctx *c, Str code, const char *name, Str bytes, int64_t seen)
{
    Upload *u = NEW(c->arena, Upload, 1);
    *u = (Upload){.name = str(name), .bytes = bytes};
    Pair p[] = {
        {S("photo"),   u->name,          u   },
        {S("caption"), S("Dọn ngõ"),  NULL},
        {S("credit"),  S("Lê Vân"),    NULL},
        {S("alt"),     S("Ba người"), NULL},
    };
    return send(c, "photo_add", &photo_add_form, code, (Pairs){p, LEN(p)}, seen);
}

static Err send_photo(Ctx *c, Str code, Str bytes, int64_t seen)
{
    return send_photo_named(c, code, "anh.jpg", bytes, seen);
}

static Str bytes_of(Ctx *c, const char *name)
{
    return bench_file(c, name);
}

/* What whoever is signed in gets from an address; web_run answers as it does for a browser. */
static Req get(Ctx *c, Str path)
{
    static const Slice *const slices[] = {&media_slice, NULL};
    const Slice *const *before = web.slices;
    Req q = {.ctx = *c, .method = GET, .path = path, .address = S("test"), .session = S("s")};
    web.slices = slices;
    web_route(&q);
    CHECK(q.route != NULL);
    const Err ignored = web_run(&q, q.route->run);
    (void)ignored;
    web.slices = before;
    store_settle(c->store);
    return q;
}

static bool holds(Str s, Str what)
{
    return memmem(s.ptr, s.len, what.ptr, what.len) != NULL;
}

static Str field_fault(void)
{
    return done.form.error[0];
}

/* ---- photos ---- */

TEST(twenty_photos_are_enough)
{
    Ctx *c;
    const Str code = file(&c);
    const Str small = bytes_of(c, "small.png");
    PhotoRows all;
    for (int i = 1; i < PHOTOS_MAX; i++)
        OKAY(photo_put(c, (PhotoPut){done.file.id, arena_fmt(c->arena, "%064d", i), 1, i, 40, 40, S("a"), S("b"),
                                     S("c"), false, false, 50, 50}));
    OKAY(send_photo(c, code, small, -1)); /* the twentieth */
    OKAY(photo_list(c, done.file.id, &all));
    EQ(all.len, PHOTOS_MAX);
    EQ(send_photo(c, code, bytes_of(c, "photo.jpg"), -1), ERR_CONFLICT);
    EQ(c->why, MSG_photo_full);
    OKAY(photo_list(c, done.file.id, &all));
    EQ(all.len, PHOTOS_MAX);
}

TEST(two_who_add_a_photo_at_once_lose_none_in_silence)
{
    Ctx *c;
    const Str code = file(&c);
    PhotoRows all;
    as(c, "Lan", MOVEMENT_STAFF, "22945");
    OKAY(send_photo(c, code, bytes_of(c, "photo.jpg"), 1));
    as(c, "Mai", MOVEMENT_STAFF, "22945");
    EQ(send_photo(c, code, bytes_of(c, "small.png"), 1), ERR_CONFLICT); /* her page did not show the other one */
    CHECK(str_starts(why_text(c), S("Lan vừa")));
    EQ_STR(done.form.value[1], "Dọn ngõ");
    OKAY(send_photo(c, code, bytes_of(c, "small.png"), 2));
    OKAY(photo_list(c, done.file.id, &all));
    EQ(all.len, 2);
    EQ(all.at[1].place, 2);
}

TEST(a_photo_is_known_by_its_bytes_and_not_by_its_name)
{
    Ctx *c;
    const Str code = file(&c), photo = bytes_of(c, "photo.jpg");
    // clang-format off
    const struct {
        const char *name;
        Str bytes;
        int fault; /* 0: it is taken */
    } cases[] = {
        {"anh.jpg",      S("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"), MSG_photo_type},
        {"anh.jpg",      S("<!doctype html><script>alert(1)</script>"),                         MSG_photo_type},
        {"anh.jpg",      S("\xef\xbb\xbf<html>"),                                               MSG_photo_type},
        {"anh.webp",     S("GIF89a\1\0\1\0"),                                                   MSG_photo_type},
        {"anh.jpg",      S("%PDF-1.7\n%%EOF"),                                                  MSG_photo_type},
        {"anh.jpg",      {photo.ptr, photo.len / 2},                                            MSG_photo_broken},
        {"anh.jpg.exe",  photo,                                                                 0},
        {"anh.webp",     bytes_of(c, "small.png"),                                              0},
    };
    // clang-format on
    for (size_t i = 0; i < LEN(cases); i++) {
        const Err e = send_photo_named(c, code, cases[i].name, cases[i].bytes, -1);
        if (e != (cases[i].fault ? ERR_INVALID : OK)) test_fail(__FILE__, __LINE__, "case %zu: outcome %d", i, e);
        if (cases[i].fault && !str_eq(field_fault(), msg(c, cases[i].fault)))
            test_fail(__FILE__, __LINE__, "case %zu says: " STR, i, ARG(field_fault()));
    }
}

/* ---- as WebP ---- */

static Str panel_of(Ctx *c)
{
    Html panel;
    OKAY(photos_panel(c, &done.file, true, &panel));
    return panel.s;
}

static int64_t faults_of(Ctx *c)
{
    Buf faults = {.arena = c->arena};
    int64_t n = 0;
    OKAY(media_verify(c, &faults, &n));
    return n;
}

TEST(a_page_offers_webp_before_jpeg_and_both_are_given)
{
    Ctx *c;
    const Str code = file(&c);
    PhotoRows all;
    OKAY(send_photo(c, code, bytes_of(c, "photo.jpg"), -1));
    OKAY(photo_list(c, done.file.id, &all));
    const Str h = all.at[0].hash;
    CHECK(holds(panel_of(c), arena_fmt(c->arena,
                                       "<picture><source type=\"image/webp\" srcset=\"/anh/" STR "-480.webp 480w, "
                                       "/anh/" STR "-960.webp 960w, /anh/" STR "-1600.webp 1600w\" "
                                       "sizes=\"(min-width: 48rem) 45rem, 100vw\"><img src=\"/anh/" STR
                                       "-960.jpg\" srcset=\"/anh/" STR "-480.jpg 480w, ",
                                       ARG(h), ARG(h), ARG(h), ARG(h), ARG(h))));
    // clang-format off
    static const struct {
        const char *file, *type; /* type NULL: there is none */
        PictureType is;
    } cases[] = {
        {"-480.webp",  "image/webp", PICTURE_WEBP},
        {"-1600.webp", "image/webp", PICTURE_WEBP},
        {"-1600.jpg",  "image/jpeg", PICTURE_JPEG},
        {"-481.webp",  NULL, PICTURE_NONE},
        {"--480.jpg",  NULL, PICTURE_NONE}, /* no way round its name */
        {"--480.webp", NULL, PICTURE_NONE},
        {"-0.webp",    NULL, PICTURE_NONE},
        {"-.webp",     NULL, PICTURE_NONE},
        {"-480.png",   NULL, PICTURE_NONE},
    };
    // clang-format on
    for (size_t i = 0; i < LEN(cases); i++) {
        const Req q = get(c, arena_fmt(c->arena, "/anh/" STR "%s", ARG(h), cases[i].file));
        if (q.status != (cases[i].type ? 200 : 404)) test_fail(__FILE__, __LINE__, "case %zu: %d", i, q.status);
        if (!cases[i].type) continue;
        CHECK(str_eq(q.type, str(cases[i].type)));
        EQ(picture_type(q.text), cases[i].is);
    }
    EQ(faults_of(c), 0);
}

/* One taken in before there was WebP, or where libvips writes none. */
TEST(a_photo_without_webp_is_shown_as_it_was)
{
    Ctx *c;
    (void)file(&c);
    const Str bytes = S("\xff\xd8\xff\xe0"), hash = sha256_hex(c->arena, bytes);
    OKAY(media_put(c, (MediaPut){hash, 400, S("image/jpeg"), bytes}));
    OKAY(photo_put(c, (PhotoPut){done.file.id, hash, 1, 1, 400, 300, S("a"), S("b"), S("c"), true, false, 50, 50}));
    CHECK(holds(panel_of(c), arena_fmt(c->arena,
                                       "\"><img src=\"/anh/" STR
                                       "-400.jpg\" width=\"400\" height=\"300\" alt=\"c\" loading=\"lazy\" "
                                       "decoding=\"async\"></a>",
                                       ARG(hash))));
    CHECK(!holds(panel_of(c), S("picture")) && !holds(panel_of(c), S("webp")));
    EQ(get(c, arena_fmt(c->arena, "/anh/" STR "-400.jpg", ARG(hash))).status, 200);
    EQ(get(c, arena_fmt(c->arena, "/anh/" STR "-400.webp", ARG(hash))).status, 404);
    EQ(faults_of(c), 0);
}

TEST(a_webp_that_is_missing_is_seen)
{
    Ctx *c;
    (void)file(&c);
    const Str bytes = S("\xff\xd8\xff\xe0"), hash = sha256_hex(c->arena, bytes);
    OKAY(media_put(c, (MediaPut){hash, 700, S("image/jpeg"), bytes}));
    OKAY(media_put(c, (MediaPut){hash, 480, S("image/jpeg"), bytes}));
    OKAY(media_put(c, (MediaPut){hash, -700, S("image/webp"), S("RIFF")}));
    OKAY(photo_put(c, (PhotoPut){done.file.id, hash, 1, 1, 700, 300, S("a"), S("b"), S("c"), true, false, 50, 50}));
    EQ(faults_of(c), 1);
    OKAY(media_put(c, (MediaPut){hash, -480, S("image/webp"), S("RIFF")}));
    EQ(faults_of(c), 0);
}

/* ---- documents ---- */

TEST(a_document_is_known_by_its_bytes_and_not_by_its_name)
{
    // clang-format off
    const struct {
        const char *name;
        Str bytes;
        int fault; /* 0: it is taken */
    } cases[] = {
        {"bao-cao.pdf",  S("%PDF-1.7\n%%EOF"),                                            0},
        {"bao-cao.exe",  S("%PDF-1.7\n1 0 obj\n%%EOF"),                                   0},
        {"bao-cao.pdf",  S("<html><script>alert(1)</script></html>"),                     MSG_document_type},
        {"bao-cao.pdf",  S("<?xml version=\"1.0\"?><svg onload=\"alert(1)\"/>"),          MSG_document_type},
        {"bao-cao.pdf",  S("MZ\x90\0"),                                                   MSG_document_type},
        {"bao-cao.pdf",  S(" %PDF-1.7"),                                                  MSG_document_type},
        {"bao-cao.pdf",  S("%PDF-1.7\ntrailer << /Encrypt 5 0 R >>"),                     MSG_document_locked},
        {"a.docx",       S("PK\3\4 [Content_Types].xml word/document.xml"),               0},
        {"a.xlsx",       S("PK\3\4 [Content_Types].xml xl/workbook.xml"),                 0},
        {"a.docx",       S("PK\3\4 anything.exe"),                                        MSG_document_type},
        {"a.jpg",        S("\xff\xd8\xff and no picture"),                                MSG_photo_broken},
    };
    // clang-format on
    Ctx *c;
    const Str code = file(&c);
    AttachmentRows all;
    size_t taken = 0;
    for (size_t i = 0; i < LEN(cases); i++) {
        const Err e = send_paper(c, code, cases[i].name, cases[i].bytes);
        if (e != (cases[i].fault ? ERR_INVALID : OK)) test_fail(__FILE__, __LINE__, "case %zu: outcome %d", i, e);
        if (cases[i].fault && !str_eq(field_fault(), msg(c, cases[i].fault)))
            test_fail(__FILE__, __LINE__, "case %zu says: " STR, i, ARG(field_fault()));
        taken += !cases[i].fault;
    }
    OKAY(attachment_list(c, done.file.id, &all));
    EQ(all.len, taken);
    Buf faults = {.arena = c->arena};
    int64_t n = 0;
    OKAY(media_verify(c, &faults, &n));
    EQ(n, 0);
}

TEST(a_document_goes_as_a_download_to_whoever_may_read_the_file)
{
    Ctx *c;
    const Str code = file(&c), pdf = S("%PDF-1.7\n%%EOF");
    OKAY(send_paper(c, code, "Báo cáo \"quý\" 1.pdf", pdf));
    const Str path = arena_fmt(c->arena, "/can-bo/ho-so/" STR "/tep/" STR, ARG(code), ARG(sha256_hex(c->arena, pdf)));
    Html panel;
    OKAY(documents_panel(c, &done.file, &panel));
    CHECK(holds(panel.s, S("Báo cáo &quot;quý&quot; 1.pdf")));
    CHECK(holds(panel.s, path));
    Req q = get(c, path);
    EQ(q.status, 200);
    EQ_STR(q.type, "application/pdf");
    CHECK(str_eq(q.text, pdf));
    CHECK(str_starts(q.filename, code) && str_ends(q.filename, S(".pdf"))); /* a name of ours makes it a download */
    CHECK(!q.store);
    as(c, "neighbour", MOVEMENT_STAFF, "23235");
    EQ(get(c, path).status, 404);
    as(c, "editor", EDITOR, "68");
    EQ(get(c, path).status, 404);
    as(c, "above", MOVEMENT_STAFF, "68");
    EQ(get(c, path).status, 200);
    c->actor = (Str){0}, c->grants = NULL, c->grant_len = 0;
    EQ(get(c, path).status, 303); /* to sign in */
}

TEST(a_hash_alone_brings_no_document_of_another_file)
{
    Ctx *c;
    const Str first = file(&c), pdf = S("%PDF-1.7\n%%EOF"), hash = sha256_hex(c->arena, pdf);
    Pair p = {S("paper"), hash, NULL};
    OKAY(send_paper(c, first, "a.pdf", pdf));
    OKAY(act(c, "bring", first, (Pairs){&p, 1}, -1)); /* it is of this file already */
    OKAY(act(c, "begin", (Str){0}, (Pairs){0}, -1));
    const Str second = done.file.code;
    CHECK(act(c, "bring", second, (Pairs){&p, 1}, -1) != OK);
    EQ(get(c, arena_fmt(c->arena, "/can-bo/ho-so/" STR "/tep/" STR, ARG(second), ARG(hash))).status, 404);
}

/* ---- a worker that dies while somebody waits ---- */

typedef struct {
    Ctx c;
    Upload u;
    Err e;
} Taking;

static void *take(void *arg)
{
    Taking *t = arg;
    t->e = photo_take(&t->c, &t->u);
    return NULL;
}

TEST(a_worker_killed_over_a_photo_is_said_at_its_field_and_the_next_photo_is_taken)
{
    Ctx *c;
    const Str code = file(&c), large = png_of(c->arena, 8000, 5000);
    Taking t = {.c = *c, .u = {.bytes = large}};
    Arena own = {.max = 1 << 26};
    pthread_t thread;
    t.c.arena = &own;
    worker_stop(); /* one that had lived before would be asked a second time */
    CHECK(pthread_create(&thread, NULL, take, &t) == 0);
    for (int i = 0; i < 1000 && !worker_pid(0); i++)
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    CHECK(worker_pid(0) != 0);
    nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL); /* it reads, or decodes */
    CHECK(kill(worker_pid(0), SIGKILL) == 0);
    pthread_join(thread, NULL);
    EQ(t.e, ERR_INVALID);
    EQ(t.c.why, MSG_photo_broken);
    arena_clear(&own);
    OKAY(send_photo(c, code, bytes_of(c, "photo.jpg"), -1));
}
