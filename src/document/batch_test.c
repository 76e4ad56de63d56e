/* batch_test.c - a batch is whole but for what it names, and takes no longer of the writer than keeping bytes. */
#include "base/day.h"
#include "base/test.h"
#include "document/batch.h"
#include "document/told.h"
#include "store/bench.h"
#include <string.h>

static const char *const states[] = {"", "open"};
static const Transition rows[] = {
    {IN(NEW_FILE), "open", 1, OFFICER}
};
static const Flow paper_flow = {FLOW("paper", "VB", states, rows), .readers = OFFICER};
static const Flow *const flows[] = {&paper_flow, NULL};

static int64_t broken, missing; /* ids of files whose paper is so */

static Err fill(Ctx *c, const Casefile *f, Str key, Str host, Buf *out)
{
    (void)key, (void)host;
    if (f->id == missing) return ERR_NOT_FOUND;
    if (f->id == broken) buf_str(out, S("form state\tupright\t2026-01-01\tHỏng\t\nnonsense\n"));
    if (f->id == broken) return OK;
    const DocumentValue values[] = {
        {"code", f->code}
    };
    const Document d = {
        .template = S("form Giấy {code}\nline Hồ sơ {code}\n"), .values = values, .value_len = 1, .made = c->today};
    return document_fill(&d, out);
}

static const Printable printables[] = {
    {"01", MSG_document_batches, "paper", fill},
    {NULL, 0,                    NULL,    NULL}
};

static Ctx *office(void)
{
    Ctx *c = bench_ctx();
    Unit u;
    ImportReport r = {0};
    Grant *g = NEW(c->arena, Grant, 1);
    casework_flows = flows, batch_printables = printables, broken = missing = 0;
    OKAY(unit_exchange.read(c, bench_file(c, "units.csv"), &r));
    OKAY(store_do(c->store, BEGIN_WRITE));
    OKAY(unit_by_code(c, S("22945"), c->today, &u));
    *g = (Grant){OFFICER, u.path};
    c->actor = S("canbo"), c->unit = u.id, c->grants = g, c->grant_len = 1;
    return c;
}

static Str *opened(Ctx *c, size_t n, int64_t *first)
{
    Str *codes = NEW(c->arena, Str, n);
    for (size_t i = 0; i < n; i++) {
        Done done;
        OKAY(casework_act(c, &(Deed){.flow = &paper_flow, .event = S("open"), .seen = -1}, &done));
        codes[i] = done.file.code;
        if (!i) *first = done.file.id;
    }
    return codes;
}

static Batch printed(Ctx *c, const Str *codes, size_t n)
{
    Str place;
    Batch b;
    int64_t done = 1;
    OKAY(batch_ask(c, &(BatchAsk){S("01"), S("x.example"), codes, n}, &place));
    while (done) {
        void *made;
        done = 0;
        OKAY(batch_draw(c, &made));
        if (made) OKAY(batch_keep(c, made, &done));
        CHECK(done <= BATCH_PORTION);
    }
    OKAY(batch_at(c, place, c->actor, &b));
    CHECK(b.done.ms != 0);
    EQ(b.settled, (int64_t)n);
    return b;
}

TEST(a_batch_is_one_file_with_a_bookmark_for_each_and_names_what_is_not_in_it)
{
    enum { FILES = 47 };
    Ctx *c = office();
    int64_t first;
    Str pdf;
    BatchFaultRows faults;
    const Str *codes = opened(c, FILES, &first);
    broken = first + 25, missing = first + 3;
    const Batch b = printed(c, codes, FILES);
    OKAY(batch_faults(c, b.id, &faults));
    EQ(faults.len, 2);
    CHECK(str_eq(faults.at[0].code, codes[3]) && str_eq(faults.at[0].fault, S("none")));
    CHECK(str_eq(faults.at[1].code, codes[25]) && str_eq(faults.at[1].fault, S("broken")));
    OKAY(batch_file(c, &b, &pdf));
    const Str text = pdf_text(c->arena, pdf), marks = pdf_told(c->arena, pdf, "pdftohtml", "-i -xml -stdout");
    Str pages = text, at = marks;
    for (size_t i = 0; i < FILES; i++) {
        const bool there = i != 3 && i != 25;
        const Str mark = arena_fmt(c->arena, ">Giấy " STR "</item>", ARG(codes[i]));
        const char *found = memmem(at.ptr, at.len, mark.ptr, mark.len);
        EQ(found != NULL, there);
        if (!there) continue;
        at = (Str){found, (size_t)(at.ptr + at.len - found)}; /* in their order */
        const Str page = str_cut(&pages, '\f');
        CHECK(memmem(page.ptr, page.len, codes[i].ptr, codes[i].len) != NULL);
    }
    CHECK(memmem(pdf.ptr, pdf.len, "/Lang (vi-VN)", 13) != NULL);
    const Str fonts = pdf_told(c->arena, pdf, "pdffonts", "");
    CHECK(memmem(fonts.ptr, fonts.len, "+LiberationSerif", 16) != NULL && !memmem(fonts.ptr, fonts.len, "no  yes", 7));
}

TEST(a_batch_of_nothing_but_broken_papers_is_no_file_and_says_so)
{
    Ctx *c = office();
    int64_t first;
    Str pdf;
    BatchFaultRows faults;
    const Str *codes = opened(c, 1, &first);
    broken = first;
    const Batch b = printed(c, codes, 1);
    OKAY(batch_faults(c, b.id, &faults));
    EQ(faults.len, 1);
    EQ(batch_file(c, &b, &pdf), ERR_NOT_FOUND);
}

TEST(a_batch_is_bounded_and_only_of_what_one_may_read)
{
    Ctx *c = office();
    int64_t first;
    Str place;
    const Str *codes = opened(c, 1, &first);
    Str *many = NEW(c->arena, Str, BATCH_MAX + 1);
    for (size_t i = 0; i <= BATCH_MAX; i++)
        many[i] = codes[0];
    EQ(batch_ask(c, &(BatchAsk){S("01"), S("x"), many, BATCH_MAX + 1}, &place), ERR_CONFLICT);
    EQ(batch_ask(c, &(BatchAsk){S("01"), S("x"), many, 0}, &place), ERR_CONFLICT);
    EQ(batch_ask(c, &(BatchAsk){S("77"), S("x"), many, 1}, &place), ERR_NOT_FOUND);
    for (int i = 0; i < BATCHES_WAITING; i++)
        OKAY(batch_ask(c, &(BatchAsk){S("01"), S("x"), many, 2}, &place));
    EQ(batch_ask(c, &(BatchAsk){S("01"), S("x"), many, 1}, &place), ERR_CONFLICT);
    EQ(c->why, MSG_document_batch_waiting);
    c->grant_len = 0, c->actor = S("khac");
    EQ(batch_ask(c, &(BatchAsk){S("01"), S("x"), many, 1}, &place), ERR_NOT_FOUND);
}
