/* code_fuzz.c - what is read as a code has the one form, and reads as itself. */
#include "base/base.h"
#include "text/code.h"
#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena a = {.max = 1 << 20};
    Str got, again;
    if (size < 4096 && code_read(&a, (Str){(const char *)data, size}, &got)) {
        assert(got.len == CODE_LEN);
        bool good = code_read(&a, got, &again);
        assert(good && str_eq(got, again));
    }
    uint64_t random = 0;
    memcpy(&random, data, size < sizeof random ? size : sizeof random);
    Str made = code_make(&a, S("GT"), random);
    bool good = code_read(&a, made, &again);
    assert(good && str_eq(made, again));
    arena_clear(&a);
    return 0;
}
