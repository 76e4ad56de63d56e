/* fold_fuzz.c - any bytes fold, fold once, and have a place in the order. */
#include "base/base.h"
#include "text/fold.h"
#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int sign(int n)
{
    return (n > 0) - (n < 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 1 << 12) return 0;
    Arena a = {.max = 1 << 24};
    Str s = {(const char *)data, size}, rest = s, head = str_cut(&rest, '\n');
    Str folded = fold(&a, s), path = slug(&a, s), key = vi_key(&a, s);
    assert(str_eq(fold(&a, folded), folded));
    assert(str_eq(slug(&a, path), path));
    assert(utf8_valid(folded));
    assert(utf8_valid(key));
    for (size_t i = 0; i < path.len; i++)
        assert(path.ptr[i] == '-' || (path.ptr[i] >= '0' && path.ptr[i] <= '9') ||
               (path.ptr[i] >= 'a' && path.ptr[i] <= 'z'));
    assert(sign(vi_cmp(&a, head, rest)) == -sign(vi_cmp(&a, rest, head)));
    Syllable one;
    size_t seen = 0;
    for (Str left = s; syllable_next(&left, &one); seen++) {
        assert(one.at.ptr >= s.ptr && one.at.ptr + one.at.len <= s.ptr + s.len);
        assert(one.folded_len && one.folded_len <= SYLLABLE_MAX && one.exact_len <= SYLLABLE_MAX);
    }
    assert((seen == 0) == (folded.len == 0));
    arena_clear(&a);
    return 0;
}
