/* alike_test.c - near misses are near, other things are not. */
#include "base/test.h"
#include "text/alike.h"
#include "text/fold.h"

static int of(Arena *a, const char *x, const char *y)
{
    const Trigrams s = trigrams_of(fold(a, str(x))), t = trigrams_of(fold(a, str(y)));
    EQ(alike(&s, &t), alike(&t, &s));
    return alike(&s, &t);
}

TEST(names_are_alike_by_what_they_share)
{
    Arena a = {.max = 1 << 20};
    EQ(of(&a, "Ngõ xanh", "NGO  XANH"), 100);
    EQ(of(&a, "", "Ngõ xanh"), 0);
    CHECK(of(&a, "Ngõ xanh", "Camera an ninh") < 10);
    CHECK(of(&a, "Nồi cháo nghĩa tình tại trung tâm y tế", "Nồi cháo nghĩa tình trung tâm y tế") >= 70);
    CHECK(of(&a, "Tuyến phố không rác ven biển", "Tuyến phố không rác") >= 60);
    CHECK(of(&a, "Tổ liên kết trồng thanh long", "Tổ liên kết nuôi tôm") < 60);
    EQ(of(&a, "Camera an ninh khu phố 3", "Camera an ninh khu phố 4"), 0);
    EQ(of(&a, "Khu phố 12", "Khu phố 1 2") < 100, true);
    arena_clear(&a);
}

TEST(a_very_long_name_is_cut_not_overrun)
{
    Arena a = {.max = 1 << 20};
    Buf b = {.arena = &a};
    for (int i = 0; i < 3000; i++)
        buf_char(&b, (char)('a' + i * i % 26));
    const Trigrams t = trigrams_of(buf_done(&b));
    CHECK(t.len <= TRIGRAMS_MAX);
    EQ(alike(&t, &t), 100);
    arena_clear(&a);
}
