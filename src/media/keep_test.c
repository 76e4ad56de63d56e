/* keep_test.c - `kheo verify` must see a byte that changed on the disk, and bytes that nobody asks for. */
#include "base/test.h"
#include "media/media.h"
#include "store/bench.h"
#include <string.h>

/* What is wrong, as `kheo verify` says it. */
static Str faults_of(Ctx *c, int64_t *n)
{
    Buf out = {.arena = c->arena};
    *n = 0;
    OKAY(media_verify(c, &out, n));
    return buf_done(&out);
}

static bool says(Str all, const char *what)
{
    return memmem(all.ptr, all.len, what, strlen(what)) != NULL;
}

TEST(a_byte_that_changed_is_seen)
{
    Ctx *c = bench_ctx();
    const Str bytes = S("%PDF-1.7 kept"), hash = sha256_hex(c->arena, bytes);
    int64_t n;
    Str said = faults_of(c, &n);
    EQ(n, 0);
    for (int i = 0; i < 20; i++) { /* more than a page of sound ones before it */
        const Str x = arena_fmt(c->arena, "%d", i);
        OKAY(media_put(c, (MediaPut){sha256_hex(c->arena, x), 0, S("application/pdf"), x}));
        OKAY(media_let_go(c, sha256_hex(c->arena, x), c->now));
    }
    OKAY(media_write(c, (MediaWrite){hash, 0, S("application/pdf"), hash, S("%PDF-1.7 kepu")}));
    OKAY(media_let_go(c, hash, c->now));
    said = faults_of(c, &n);
    EQ(n, 1);
    CHECK(says(said, "are not those that were stored") && says(said, hash.ptr));
    EQ(said.ptr[said.len - 1], '\n');
}

TEST(a_document_under_a_foreign_name_is_seen)
{
    Ctx *c = bench_ctx();
    int64_t n;
    OKAY(media_put(c, (MediaPut){sha256_hex(c->arena, S("a")), 0, S("application/pdf"), S("b")}));
    OKAY(media_let_go(c, sha256_hex(c->arena, S("a")), c->now));
    CHECK(says(faults_of(c, &n), "not the document it is known as"));
    EQ(n, 1);
}

TEST(bytes_that_nobody_refers_to_are_seen_until_they_are_let_go_and_swept)
{
    Ctx *c = bench_ctx();
    const Str bytes = S("%PDF-1.7"), hash = sha256_hex(c->arena, bytes);
    Media m;
    int64_t n, swept = 0;
    OKAY(media_put(c, (MediaPut){hash, 0, S("application/pdf"), bytes}));
    CHECK(says(faults_of(c, &n), "nobody refers to it"));
    EQ(n, 1);
    OKAY(media_let_go(c, hash, c->now));
    (void)faults_of(c, &n);
    EQ(n, 0);
    c->now.ms += 24 * 3600 * 1000 - 1;
    OKAY(media_sweep(c, &swept));
    EQ(swept, 0);
    c->now.ms += 1;
    OKAY(media_sweep(c, &swept));
    EQ(swept, 1);
    EQ(media_of(c, hash, 0, &m), ERR_NOT_FOUND);
}
