/* picture.c - what a photo is by its first bytes, and the worker's answer read. */
#include "media/picture.h"
#include <string.h>

const int picture_widths[PICTURE_SIZES] = {1600, 960, 480};

PictureType picture_type(Str s)
{
    if (str_starts(s, S("\xff\xd8\xff"))) return PICTURE_JPEG;
    if (str_starts(s, S("\x89PNG\r\n\x1a\n"))) return PICTURE_PNG;
    if (s.len > 12 && str_starts(s, S("RIFF")) && !memcmp(s.ptr + 8, "WEBP", 4)) return PICTURE_WEBP;
    return PICTURE_NONE;
}

static bool number(Str *s, uint32_t *out)
{
    if (s->len < sizeof *out) return false;
    memcpy(out, s->ptr, sizeof *out);
    *s = (Str){s->ptr + sizeof *out, s->len - sizeof *out};
    return true;
}

bool picture_read(Str s, Picture *out)
{
    *out = (Picture){.len = 0};
    while (s.len) {
        uint32_t width, height, len;
        if (out->len == PICTURE_SIZES || !number(&s, &width) || !number(&s, &height) || !number(&s, &len)) return false;
        const bool sane = width && height && width <= (uint32_t)picture_widths[0] && height <= PICTURE_SIDE_MAX;
        if (!sane || !len || len > s.len || picture_type((Str){s.ptr, len}) != PICTURE_JPEG) return false;
        out->at[out->len++] = (PictureSize){
            width, height, {s.ptr, len}
        };
        s = (Str){s.ptr + len, s.len - len};
    }
    return out->len > 0;
}
