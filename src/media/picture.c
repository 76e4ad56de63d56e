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

typedef struct {
    uint32_t width, height;
    Str bytes;
} Written;

static bool written(Str *s, Written *out)
{
    uint32_t len;
    if (!number(s, &out->width) || !number(s, &out->height) || !number(s, &len) || !len || len > s->len) return false;
    out->bytes = (Str){s->ptr, len};
    *s = (Str){s->ptr + len, s->len - len};
    return out->width && out->height && out->width <= (uint32_t)picture_widths[0] && out->height <= PICTURE_SIDE_MAX;
}

/* Nothing but pixels: EXIF, XMP and a profile have their place in the extended form of the file alone (VP8X). */
static bool is_bare_webp(Str s)
{
    enum { HEAD = 20 };
    uint32_t n;
    if (picture_type(s) != PICTURE_WEBP || s.len < HEAD || memcmp(s.ptr + 12, "VP8 ", 4) != 0) return false;
    memcpy(&n, s.ptr + 16, sizeof n);
    return HEAD + (size_t)n + n % 2 == s.len;
}

static bool is_webp_of(const Written *x, const PictureSize *jpeg)
{
    return is_bare_webp(x->bytes) && x->width == jpeg->width && x->height == jpeg->height;
}

/* Every JPEG first, then every WebP in the same order, or none. */
bool picture_read(Str s, Picture *out)
{
    Written x;
    size_t webps = 0;
    *out = (Picture){.len = 0};
    while (s.len) {
        if (!written(&s, &x)) return false;
        if (picture_type(x.bytes) == PICTURE_JPEG && !webps && out->len < PICTURE_SIZES)
            out->at[out->len++] = (PictureSize){.width = x.width, .height = x.height, .jpeg = x.bytes};
        else if (webps < out->len && is_webp_of(&x, &out->at[webps]))
            out->at[webps++].webp = x.bytes;
        else
            return false;
    }
    return out->len > 0 && (!webps || webps == out->len);
}
