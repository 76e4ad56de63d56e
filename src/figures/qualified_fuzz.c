/* qualified_fuzz.c - no text crashes the reader; what it understood has its ends in order, adds up, and a value
 * printed for people is read again as the same interval where it is one wording. */
#include "figures/qualified.h"
#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 1 << 12) return 0;
    Arena a = {.max = 1 << 24};
    Str s = {(const char *)data, size}, rest = s, head = str_cut(&rest, '\n');
    Qualified x, y, again;
    bool first = qualified_parse(&a, head, &x), second = qualified_parse(&a, rest, &y);
    if (first) {
        assert(x.lo >= 0 && x.lo <= x.hi);
        assert(qualified_meet(x, x));
        if (!x.soft) {
            bool read = qualified_parse(&a, qualified_show(&a, x), &again);
            assert(read && again.lo == x.lo && again.hi == x.hi);
        }
    }
    if (first && second) {
        Qualified sum = qualified_sum(x, y), left = qualified_difference(sum, y);
        assert(sum.lo >= x.lo && sum.lo >= y.lo && sum.lo <= sum.hi);
        assert(left.lo >= 0 && left.lo <= left.hi && qualified_meet(left, x));
        Share part = qualified_share(x, sum);
        assert(part.lo >= 0 && part.lo <= part.hi && part.hi <= 1000);
        assert(qualified_show(&a, sum).len && qualified_show(&a, left).len);
    }
    arena_clear(&a);
    return 0;
}
