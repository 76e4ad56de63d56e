/* picture_work.c - libvips, in the worker only: the server itself never loads it, so that no fault in a decoder is a
 * fault of the server, and every other verb starts without its forty libraries. */
#include "base/library.h"
#include "media/picture.h"
#include <stdlib.h>
#include <string.h>
#include <vips/vips.h>

#define CALL(name) static __typeof__(name) *name##_
CALL(vips_init);
CALL(vips_concurrency_set);
CALL(vips_cache_set_max);
CALL(vips_operation_block_set);
CALL(vips_block_untrusted_set);
CALL(vips_image_new_from_buffer);
CALL(vips_image_get_width);
CALL(vips_image_get_height);
CALL(vips_image_hasalpha);
CALL(vips_thumbnail_buffer);
CALL(vips_thumbnail_image);
CALL(vips_flatten);
CALL(vips_array_double_newv);
CALL(vips_image_copy_memory);
CALL(vips_extract_area);
CALL(vips_jpegsave_buffer);
CALL(vips_webpsave_buffer);
CALL(vips_error_clear);
CALL(vips_error_buffer);
CALL(g_object_unref);
CALL(g_free);

static const LibraryCall calls[] = {
    {"vips_init",                  &vips_init_                 },
    {"vips_concurrency_set",       &vips_concurrency_set_      },
    {"vips_cache_set_max",         &vips_cache_set_max_        },
    {"vips_operation_block_set",   &vips_operation_block_set_  },
    {"vips_block_untrusted_set",   &vips_block_untrusted_set_  },
    {"vips_image_new_from_buffer", &vips_image_new_from_buffer_},
    {"vips_image_get_width",       &vips_image_get_width_      },
    {"vips_image_get_height",      &vips_image_get_height_     },
    {"vips_image_hasalpha",        &vips_image_hasalpha_       },
    {"vips_thumbnail_buffer",      &vips_thumbnail_buffer_     },
    {"vips_thumbnail_image",       &vips_thumbnail_image_      },
    {"vips_array_double_newv",     &vips_array_double_newv_    },
    {"vips_flatten",               &vips_flatten_              },
    {"vips_image_copy_memory",     &vips_image_copy_memory_    },
    {"vips_extract_area",          &vips_extract_area_         },
    {"vips_jpegsave_buffer",       &vips_jpegsave_buffer_      },
    {"vips_webpsave_buffer",       &vips_webpsave_buffer_      },
    {"vips_error_buffer",          &vips_error_buffer_         },
    {"vips_error_clear",           &vips_error_clear_          },
    {"g_object_unref",             &g_object_unref_            },
    {"g_free",                     &g_free_                    },
};

static VipsArrayDouble *paper; /* what shows through a transparent picture */

/* A picture higher than that is a long strip: to make its WebP takes more of the worker's memory and time than it has
 * to spare, and the format ends at 16,383. */
enum { WEBP_HEIGHT_MAX = 4800 };

static bool load(void)
{
    if (!library_open("libvips.so.42", calls, LEN(calls))) return false;
    setenv("VIPS_WARNING", "1", 1); /* what is wrong with somebody's picture is no matter for the log */
    if (vips_init_("kheo")) return false;
    vips_concurrency_set_(1), vips_cache_set_max_(0);
    vips_block_untrusted_set_(TRUE);
    vips_operation_block_set_("VipsForeignLoad", TRUE); /* of its thirty readers these three stay */
    vips_operation_block_set_("VipsForeignLoadJpeg", FALSE);
    vips_operation_block_set_("VipsForeignLoadPng", FALSE);
    vips_operation_block_set_("VipsForeignLoadWebp", FALSE);
    paper = vips_array_double_newv_(3, 255.0, 255.0, 255.0);
    return true;
}

static void drop(VipsImage *image)
{
    if (image) g_object_unref_(image);
}

typedef bool (*Encode)(VipsImage *image, Buf *out);

/* "strip" leaves out EXIF with its GPS, XMP, IPTC, thumbnails and the colour profile: the colours were turned into sRGB
 * before. */
static bool encode_jpeg(VipsImage *image, Buf *out)
{
    void *bytes = NULL;
    size_t n = 0;
    if (vips_jpegsave_buffer_(image, &bytes, &n, "strip", TRUE, "Q", 80, "optimize_coding", TRUE, "interlace", TRUE,
                              NULL))
        return false;
    buf_str(out, (Str){bytes, n});
    g_free_(bytes);
    return true;
}

static void put_number(Buf *out, uint32_t n)
{
    memcpy(buf_room(out, sizeof n), &n, sizeof n);
    out->len += sizeof n;
}

/* The chunk of the pixels alone, in the plain form of the file, which has room for nothing else. */
static bool put_bare(Str webp, Buf *out)
{
    enum { FILE_HEAD = 12, CHUNK_HEAD = 8 };
    for (size_t at = FILE_HEAD; at + CHUNK_HEAD <= webp.len;) {
        uint32_t n;
        memcpy(&n, webp.ptr + at + 4, sizeof n);
        const size_t whole = CHUNK_HEAD + (size_t)n + n % 2; /* a chunk is filled up to an even length */
        if (whole > webp.len - at) return false;
        if (!memcmp(webp.ptr + at, "VP8 ", 4)) {
            buf_str(out, S("RIFF")), put_number(out, (uint32_t)(4 + whole)), buf_str(out, S("WEBP"));
            buf_str(out, (Str){webp.ptr + at, whole});
            return true;
        }
        at += whole;
    }
    return false;
}

/* libvips 8.14 writes EXIF and a profile into a WebP even where it is told to strip. */
static bool encode_webp(VipsImage *image, Buf *out)
{
    void *bytes = NULL;
    size_t n = 0;
    if (vips_webpsave_buffer_(image, &bytes, &n, "strip", TRUE, "Q", 80, NULL)) return false;
    const bool ok = put_bare((Str){bytes, n}, out);
    g_free_(bytes);
    return ok;
}

static bool save(VipsImage *image, Encode encode, Buf *out)
{
    Buf file = {.arena = out->arena};
    if (!encode(image, &file)) return false;
    put_number(out, (uint32_t)vips_image_get_width_(image));
    put_number(out, (uint32_t)vips_image_get_height_(image));
    put_number(out, (uint32_t)file.len);
    buf_str(out, buf_done(&file));
    return true;
}

/* Decoded once, at the widest size, upright and flat; NULL: broken. */
static VipsImage *widest(Str in)
{
    VipsImage *small = NULL, *flat = NULL, *whole = NULL;
    if (vips_thumbnail_buffer_((void *)(uintptr_t)in.ptr, in.len, &small, picture_widths[0], "height", PICTURE_SIDE_MAX,
                               "size", VIPS_SIZE_DOWN, "export_profile", "srgb", "fail_on", VIPS_FAIL_ON_TRUNCATED,
                               NULL))
        return NULL;
    if (!vips_image_hasalpha_(small))
        flat = small, small = NULL;
    else if (vips_flatten_(small, &flat, "background", paper, NULL))
        flat = NULL;
    if (flat) whole = vips_image_copy_memory_(flat); /* here the pixels are read */
    drop(small), drop(flat);
    if (!*vips_error_buffer_()) return whole;
    drop(whole); /* a torn tile is only a warning to the library: the rest would be grey */
    return NULL;
}

static bool write_sizes(VipsImage *whole, Encode encode, Buf *out)
{
    const int width = vips_image_get_width_(whole);
    bool ok = save(whole, encode, out);
    for (int i = 1; ok && i < PICTURE_SIZES; i++) {
        VipsImage *small = NULL;
        if (width <= picture_widths[i]) continue;
        ok = !vips_thumbnail_image_(whole, &small, picture_widths[i], "height", PICTURE_SIDE_MAX, "size",
                                    VIPS_SIZE_DOWN, NULL) &&
             save(small, encode, out);
        drop(small);
    }
    return ok;
}

/* What a page can do without: where it fails, or would save nothing, the JPEGs stand alone. */
static void add_webp(VipsImage *whole, Buf *out)
{
    const size_t jpegs = out->len;
    const bool fits = vips_image_get_height_(whole) <= WEBP_HEIGHT_MAX;
    if (!fits || !write_sizes(whole, encode_webp, out) || out->len - jpegs >= jpegs) out->len = jpegs;
}

/* The head alone is read first: what a picture says of its size costs nothing. */
static bool head_fits(Str in, Buf *out)
{
    VipsImage *head = vips_image_new_from_buffer_(in.ptr, in.len, "", NULL);
    if (!head) return buf_str(out, S("broken")), false;
    const int width = vips_image_get_width_(head), height = vips_image_get_height_(head);
    drop(head);
    if (width <= PICTURE_SIDE_MAX && height <= PICTURE_SIDE_MAX && (int64_t)width * height <= PICTURE_PIXELS_MAX)
        return true;
    buf_fmt(out, "large %d %d", width, height);
    return false;
}

static bool run(Arena *a, Str in, Buf *out)
{
    (void)a;
    vips_error_clear_();
    if (picture_type(in) == PICTURE_NONE) return buf_str(out, S("broken")), false;
    if (!head_fits(in, out)) return false;
    VipsImage *whole = widest(in);
    const bool ok = whole && write_sizes(whole, encode_jpeg, out);
    if (ok) add_webp(whole, out);
    drop(whole);
    if (!ok) out->len = 0, buf_str(out, S("broken"));
    return ok;
}

const WorkKind picture_work = {.name = "picture", .load = load, .run = run, .ms_max = 15000};

/* ---- cut for sharing ---- */

/* The part of a side that is kept: so much of it, around the focus, and nothing beyond its ends. */
static int cut_from(int side, int kept, int focus)
{
    const int at = side * focus / 100 - kept / 2;
    return at < 0 ? 0 : at > side - kept ? side - kept : at;
}

static VipsImage *cut(VipsImage *whole, int focus_x, int focus_y)
{
    VipsImage *part = NULL, *out = NULL;
    const int width = vips_image_get_width_(whole), height = vips_image_get_height_(whole);
    const bool wide = (int64_t)width * SHARE_HEIGHT > (int64_t)height * SHARE_WIDTH;
    int w = wide ? (int)((int64_t)height * SHARE_WIDTH / SHARE_HEIGHT) : width;
    int h = wide ? height : (int)((int64_t)width * SHARE_HEIGHT / SHARE_WIDTH);
    w = w ? w : 1, h = h ? h : 1;
    if (vips_extract_area_(whole, &part, cut_from(width, w, focus_x), cut_from(height, h, focus_y), w, h, NULL))
        return NULL;
    if (vips_thumbnail_image_(part, &out, SHARE_WIDTH, "height", SHARE_HEIGHT, "size", VIPS_SIZE_FORCE, NULL))
        out = NULL;
    drop(part);
    return out;
}

static bool share_run(Arena *a, Str in, Buf *out)
{
    enum { HEAD = 6 }; /* "50 50\n" */
    (void)a;
    vips_error_clear_();
    if (in.len <= HEAD) return buf_str(out, S("broken")), false;
    const int focus_x = (in.ptr[0] - '0') * 10 + in.ptr[1] - '0', focus_y = (in.ptr[3] - '0') * 10 + in.ptr[4] - '0';
    const Str jpeg = {in.ptr + HEAD, in.len - HEAD};
    if (picture_type(jpeg) != PICTURE_JPEG || !head_fits(jpeg, out)) return buf_str(out, S("broken")), false;
    VipsImage *whole = widest(jpeg), *part = whole ? cut(whole, focus_x, focus_y) : NULL;
    void *bytes = NULL;
    size_t n = 0;
    const bool ok =
        part && !vips_jpegsave_buffer_(part, &bytes, &n, "strip", TRUE, "Q", 80, "optimize_coding", TRUE, NULL);
    if (ok)
        buf_str(out, (Str){bytes, n}), g_free_(bytes);
    else
        out->len = 0, buf_str(out, S("broken"));
    drop(part), drop(whole);
    return ok;
}

const WorkKind share_work = {.name = "share", .load = load, .run = share_run, .ms_max = 15000};
