/* qr_test.c - a receipt whose code no camera reads leads nowhere. */
#include "base/test.h"
#include "qr/qr.h"
#include <stdio.h>
#include <string.h>

static _Alignas(16) char memory[1 << 17];
static Arena arena(void)
{
    return arena_over(memory, sizeof memory, 1 << 20);
}
static int dark(const Qr *q, int64_t x, int64_t y)
{
    return q->dark[y * q->size + x];
}

/* What every reader looks for: three squares of 7, each with a light border, and the dotted lines between them. */
static void marks_hold(const Qr *q)
{
    const int64_t far = q->size - 7;
    const int64_t corner[][2] = {
        {0,   0  },
        {far, 0  },
        {0,   far}
    };
    for (size_t k = 0; k < LEN(corner); k++)
        for (int64_t y = 0; y < 7; y++)
            for (int64_t x = 0; x < 7; x++) {
                const bool edge = x == 0 || x == 6 || y == 0 || y == 6, core = x > 1 && x < 5 && y > 1 && y < 5;
                EQ(dark(q, corner[k][0] + x, corner[k][1] + y), edge || core);
            }
    for (int64_t i = 8; i < far - 1; i++) {
        EQ(dark(q, i, 6), i % 2 == 0);
        EQ(dark(q, 6, i), i % 2 == 0);
    }
}

TEST(qr_is_as_large_as_its_text_needs)
{
    static const struct {
        int bytes, size;
    } cases[] = {
        {1,    21 },
        {14,   21 }, /* version 1, level M */
        {15,   25 },
        {62,   33 },
        {2331, 177},
    };
    char text[QR_TEXT_MAX];
    memset(text, 'k', sizeof text);
    for (size_t i = 0; i < LEN(cases); i++) {
        Arena a = arena();
        Qr q;
        CHECK(qr_of(&a, (Str){text, (size_t)cases[i].bytes}, &q));
        EQ(q.size, cases[i].size);
        marks_hold(&q);
        arena_clear(&a);
    }
}

TEST(qr_refuses_what_it_cannot_hold)
{
    static char text[QR_TEXT_MAX + 1];
    Arena a = arena();
    Qr q;
    CHECK(!qr_of(&a, S(""), &q));
    CHECK(!qr_of(&a, (Str){text, sizeof text}, &q));
    EQ(q.size, 0);
}

/* The level is the first two bits of the format, which stand beside the upper left square, masked by 10. */
static int level(const Qr *q)
{
    return (dark(q, 0, 8) << 1 | dark(q, 1, 8)) ^ 2;
}

TEST(qr_uses_the_room_left_for_a_better_correction)
{
    enum { M = 0, H = 2, Q = 3 };
    Arena a = arena();
    Qr q;
    CHECK(qr_of(&a, S("1234567"), &q)); /* 7 bytes fit into the smallest code at the best level */
    EQ(level(&q), H);
    CHECK(qr_of(&a, S("12345678901"), &q));
    EQ(level(&q), Q);
    CHECK(qr_of(&a, S("12345678901234"), &q));
    EQ(level(&q), M);
}

TEST(qr_path_draws_every_module)
{
    Arena a = arena();
    Qr q;
    CHECK(qr_of(&a, S("https://mottra.example/tra-cuu/0123456789abcdefghjkmnpqrs"), &q));
    unsigned char *drawn = NEW(&a, unsigned char, q.size *q.size);
    Str path = qr_path(&a, &q);
    for (int n = 0; path.len; path.ptr += n, path.len -= (size_t)n) {
        long long x, y, wide, back;
        EQ(sscanf(path.ptr, "M%lld %lldh%lldv1h-%lldz%n", &x, &y, &wide, &back, &n), 4);
        EQ(wide, back);
        for (long long i = 0; i < wide; i++)
            drawn[(y - QR_QUIET) * q.size + x - QR_QUIET + i]++;
    }
    CHECK(memcmp(drawn, q.dark, (size_t)(q.size * q.size)) == 0);
}
