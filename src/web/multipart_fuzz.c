/* multipart_fuzz.c - no body crashes the reader; what it found lies within the body, in order, holds no delimiter, and
 * written anew is read as the same. */
#include "web/multipart.h"
#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Str written(Arena *a, Str boundary, Pairs p)
{
    Buf out = {.arena = a};
    for (size_t i = 0; i < p.len; i++) {
        buf_fmt(&out, "--" STR "\r\nContent-Disposition: form-data; name=\"" STR "\"", ARG(boundary),
                ARG(p.at[i].name));
        if (p.at[i].file) buf_fmt(&out, "; filename=\"" STR "\"", ARG(p.at[i].file->name));
        buf_str(&out, S("\r\n\r\n"));
        buf_str(&out, p.at[i].file ? p.at[i].file->bytes : p.at[i].value);
        buf_str(&out, S("\r\n"));
    }
    buf_fmt(&out, "--" STR "--\r\n", ARG(boundary));
    return buf_done(&out);
}

static void check(Arena *a, Str boundary, Str body, Pairs p)
{
    const char *at = body.ptr;
    const Str delimiter = arena_fmt(a, "\r\n--" STR, ARG(boundary));
    for (size_t i = 0; i < p.len; i++) {
        const Str s = p.at[i].file ? p.at[i].file->bytes : p.at[i].value;
        assert(p.at[i].name.len && utf8_valid(p.at[i].name));
        if (!s.len) continue;
        assert(s.ptr > at && s.ptr + s.len < body.ptr + body.len);
        assert(!memmem(s.ptr, s.len, delimiter.ptr, delimiter.len));
        at = s.ptr + s.len;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 1 << 13) return 0;
    Arena a = {.max = 1 << 22};
    Str body = {(const char *)data, size}, type = str_cut(&body, '\n');
    const Str boundary = multipart_boundary(&a, type);
    Pairs p, again;
    if (boundary.len && !multipart_parse(&a, boundary, body, &p)) {
        check(&a, boundary, body, p);
        const int bad = multipart_parse(&a, boundary, written(&a, boundary, p), &again);
        assert(!bad && again.len == p.len);
        for (size_t i = 0; i < p.len; i++) {
            assert(str_eq(p.at[i].name, again.at[i].name) && str_eq(p.at[i].value, again.at[i].value));
            assert(!p.at[i].file == !again.at[i].file);
            if (p.at[i].file) assert(str_eq(p.at[i].file->bytes, again.at[i].file->bytes));
        }
    }
    arena_clear(&a);
    return 0;
}
