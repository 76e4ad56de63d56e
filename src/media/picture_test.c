/* picture_test.c - a citizen's photo must come out upright, smaller, and without the place where it was taken; what is
 * no photo must come out as a refusal. */
#include "base/test.h"
#include "media/drawn.h"
#include "media/picture.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static Str file(Arena *a, const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", TEST_DATA, name);
    FILE *f = fopen(path, "rb");
    if (!f) test_fail(__FILE__, __LINE__, "no %s", path);
    char *bytes = arena_raw(a, 1 << 20);
    const size_t n = fread(bytes, 1, 1 << 20, f);
    fclose(f);
    return (Str){bytes, n};
}

/* EXIF by hand: orientation 6 (the camera was held upright) and a GPS place, 10°55'N 108°06'E. */
// clang-format off
static const unsigned char exif[] = {
    0xff, 0xe1, 0x00, 0x88, 'E', 'x', 'i', 'f', 0, 0,                /* APP1, 136 bytes */
    'M', 'M', 0, 42, 0, 0, 0, 8,                                     /* big endian, the first directory at 8 */
    0, 2,                                                            /* two entries */
    0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0,                        /* Orientation 6 */
    0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38,                       /* GPS directory at 38 */
    0, 0, 0, 0,                                                      /* no other directory */
    0, 4,                                                            /* at 38: four entries */
    0, 1, 0, 2, 0, 0, 0, 2, 'N', 0, 0, 0,                            /* GPSLatitudeRef */
    0, 2, 0, 5, 0, 0, 0, 3, 0, 0, 0, 92,                             /* GPSLatitude at 92 */
    0, 3, 0, 2, 0, 0, 0, 2, 'E', 0, 0, 0,
    0, 4, 0, 5, 0, 0, 0, 1, 0, 0, 0, 116,
    0, 0, 0, 0,
    0, 0, 0, 10, 0, 0, 0, 1, 0, 0, 0, 55, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, /* at 92 */
    0, 0, 0, 108, 0, 0, 0, 1,                                        /* at 116, to 124 */
    'G', 'P', 'S', '!',                                              /* to be looked for */
};
// clang-format on
_Static_assert(sizeof exif == 2 + 0x88, "APP1 says how long it is");

static Str with_exif(Arena *a, Str jpeg)
{
    Buf out = {.arena = a};
    buf_str(&out, (Str){jpeg.ptr, 2});
    buf_str(&out, (Str){(const char *)exif, sizeof exif});
    buf_str(&out, (Str){jpeg.ptr + 2, jpeg.len - 2});
    return buf_done(&out);
}

static bool holds(Str s, Str what)
{
    return memmem(s.ptr, s.len, what.ptr, what.len) != NULL;
}

TEST(a_photo_comes_out_upright_and_without_the_place_where_it_was_taken)
{
    Arena a = {.max = 1 << 26};
    Picture p;
    Str out, in = file(&a, "photo.jpg");
    OKAY(worker_ask(&a, &picture_work, in, &out));
    CHECK(picture_read(out, &p));
    EQ(p.len, 3);
    EQ(p.at[0].width, 1600);
    EQ(p.at[0].height, 1200);
    EQ(p.at[1].width, 960);
    EQ(p.at[1].height, 720);
    EQ(p.at[2].width, 480);
    EQ(p.at[2].height, 360);
    in = with_exif(&a, in);
    CHECK(holds(in, S("Exif")) && holds(in, S("GPS!")));
    OKAY(worker_ask(&a, &picture_work, in, &out));
    CHECK(picture_read(out, &p));
    CHECK(p.at[0].height > p.at[0].width); /* it was lying on its side */
    CHECK(!holds(out, S("Exif")) && !holds(out, S("GPS!")) && !holds(out, S("\0\0\0\x0a\0\0\0\1\0\0\0\x37")));
    for (size_t i = 0; i < p.len; i++)
        CHECK(!holds(p.at[i].jpeg, S("\xff\xe1")) || !holds(p.at[i].jpeg, S("http://ns.adobe.com")));
    arena_clear(&a);
}

/* A WebP that is nothing but its pixels: EXIF, XMP and a profile can only stand in the extended form (VP8X). */
static bool is_bare_webp(Str s)
{
    return picture_type(s) == PICTURE_WEBP && !memcmp(s.ptr + 12, "VP8 ", 4);
}

/* A side as the frame itself says it: 14 bits, the low byte first. */
static int64_t webp_side(Str s, size_t at)
{
    return ((unsigned char)s.ptr[at] | (unsigned char)s.ptr[at + 1] << 8) & 0x3fff;
}

TEST(each_size_is_there_as_webp_too_upright_bare_and_lighter)
{
    Arena a = {.max = 1 << 26};
    Picture p;
    Str out;
    size_t jpegs = 0, webps = 0;
    OKAY(worker_ask(&a, &picture_work, with_exif(&a, file(&a, "photo.jpg")), &out));
    CHECK(picture_read(out, &p));
    EQ(p.len, 3);
    for (size_t i = 0; i < p.len; i++) {
        const PictureSize *x = &p.at[i];
        CHECK(is_bare_webp(x->webp));
        EQ(webp_side(x->webp, 26), x->width);
        EQ(webp_side(x->webp, 28), x->height);
        jpegs += x->jpeg.len, webps += x->webp.len;
    }
    CHECK(p.at[0].height > p.at[0].width);
    CHECK(webps < jpegs);
    OKAY(worker_ask(&a, &picture_work, p.at[0].webp, &out)); /* and it is taken in itself */
    CHECK(picture_read(out, &p));
    EQ(p.len, 3);
    arena_clear(&a);
}

TEST(a_long_strip_stays_jpeg)
{
    Arena a = {.max = 1 << 26};
    Picture p;
    Str out;
    OKAY(worker_ask(&a, &picture_work, png_of(&a, 600, 5000), &out));
    CHECK(picture_read(out, &p));
    EQ(p.len, 2);
    EQ(p.at[0].height, 5000);
    for (size_t i = 0; i < p.len; i++)
        EQ(p.at[i].webp.len, 0);
    arena_clear(&a);
}

TEST(a_small_photo_is_not_enlarged)
{
    Arena a = {.max = 1 << 26};
    Picture p;
    Str out;
    OKAY(worker_ask(&a, &picture_work, file(&a, "small.png"), &out));
    CHECK(picture_read(out, &p));
    EQ(p.len, 1);
    EQ(p.at[0].width, 40);
    arena_clear(&a);
}

/* The head of a PNG that says how large it is, and nothing behind it. */
static Str says_large(Arena *a, uint32_t width, uint32_t height)
{
    Buf out = {.arena = a};
    Str small = file(a, "small.png");
    buf_str(&out, small);
    unsigned char *at = (unsigned char *)out.ptr + 16;
    for (int i = 0; i < 4; i++)
        at[i] = (unsigned char)(width >> (24 - 8 * i)), at[4 + i] = (unsigned char)(height >> (24 - 8 * i));
    uint32_t crc = ~0u; /* of the chunk, so that only its size is wrong */
    for (int i = 12; i < 29; i++) {
        crc ^= (unsigned char)out.ptr[i];
        for (int k = 0; k < 8; k++)
            crc = crc & 1 ? crc >> 1 ^ 0xedb88320u : crc >> 1;
    }
    crc = ~crc;
    for (int i = 0; i < 4; i++)
        out.ptr[29 + i] = (char)(crc >> (24 - 8 * i));
    return buf_done(&out);
}

TEST(what_is_no_photo_is_refused)
{
    Arena a = {.max = 1 << 26};
    const Str photo = file(&a, "photo.jpg");
    // clang-format off
    const struct {
        Str in, why;
    } cases[] = {
        {S(""),                                        S("broken")           },
        {S("<html><script>alert(1)</script></html>"),  S("broken")           },
        {S("GIF89a\1\0\1\0"),                          S("broken")           },
        {S("<svg xmlns='http://www.w3.org/2000/svg'/>"), S("broken")         },
        {S("\xef\xbb\xbf<?xml version='1.0'?><svg/>"), S("broken")           },
        {S("RIFF\x24\0\0\0WEBPVP8 and no picture"),    S("broken")           },
        {S("\x89PNG\r\n\x1a\n<svg/>"),                 S("broken")           },
        {S("\xff\xd8\xff\xe0 and then no picture"),    S("broken")           },
        {{photo.ptr, photo.len / 2},                   S("broken")           },
        {{photo.ptr, 400},                             S("broken")           },
        {says_large(&a, 8000, 6000),                   S("large 8000 6000")  },
        {says_large(&a, 60000, 100),                   S("large 60000 100")  },
    };
    // clang-format on
    for (size_t i = 0; i < LEN(cases); i++) {
        Str out;
        const Err e = worker_ask(&a, &picture_work, cases[i].in, &out);
        if (e != ERR_INVALID) test_fail(__FILE__, __LINE__, "case %zu: %d", i, e);
        if (!str_eq(out, cases[i].why)) test_fail(__FILE__, __LINE__, "case %zu: " STR, i, ARG(out));
    }
    arena_clear(&a);
}

TEST(an_answer_that_makes_no_sense_is_not_believed)
{
    static const unsigned char jpeg[] = {64, 0, 0, 0, 48, 0, 0, 0, 4, 0, 0, 0, 0xff, 0xd8, 0xff, 0xe0};
    unsigned char bad[sizeof jpeg];
    Picture p;
    CHECK(picture_read((Str){(const char *)jpeg, sizeof jpeg}, &p));
    CHECK(!picture_read((Str){"", 0}, &p));
    for (size_t n = 1; n < sizeof jpeg; n++)
        CHECK(!picture_read((Str){(const char *)jpeg, n}, &p));
    static const struct {
        int at;
        unsigned char value;
    } cases[] = {
        {0,  0   }, /* no width */
        {1,  99  }, /* wider than asked */
        {11, 0xff}, /* longer than there is */
        {8,  3   }, /* a rest */
        {12, '<' }, /* no JPEG */
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        memcpy(bad, jpeg, sizeof bad);
        bad[cases[i].at] = cases[i].value;
        CHECK(!picture_read((Str){(const char *)bad, sizeof bad}, &p));
    }
}

/* ---- the same with WebP ---- */

static void put_written(Buf *out, uint32_t width, Str bytes)
{
    const uint32_t head[] = {width, 48, (uint32_t)bytes.len};
    buf_str(out, (Str){(const char *)head, sizeof head});
    buf_str(out, bytes);
}

TEST(every_size_has_its_webp_or_none_has)
{
    const Str jpeg = S("\xff\xd8\xff\xe0"), webp = S("RIFF\x12\0\0\0WEBPVP8 \5\0\0\0abcdef"), svg = S("<svg/>");
    const Str marked = S("RIFF\x12\0\0\0WEBPVP8X\5\0\0\0abcdef"), longer = S("RIFF\x12\0\0\0WEBPVP8 \3\0\0\0abcdef");
    // clang-format off
    const struct {
        struct { uint32_t width; Str bytes; } at[5];
        bool good;
    } cases[] = {
        {{{64, jpeg}},                                              true },
        {{{64, jpeg}, {64, webp}},                                  true },
        {{{64, jpeg}, {48, jpeg}, {64, webp}, {48, webp}},          true },
        {{{64, jpeg}, {48, jpeg}, {64, webp}},                      false}, /* one lacks its own */
        {{{64, jpeg}, {48, jpeg}, {48, webp}, {64, webp}},          false}, /* not in order */
        {{{64, jpeg}, {64, webp}, {64, webp}},                      false},
        {{{64, jpeg}, {63, webp}},                                  false}, /* another picture */
        {{{64, jpeg}, {64, webp}, {48, jpeg}},                      false},
        {{{64, webp}},                                              false},
        {{{64, jpeg}, {64, svg}},                                   false},
        {{{64, jpeg}, {64, marked}},                                false}, /* could have EXIF */
        {{{64, jpeg}, {64, longer}},                                false}, /* something stands behind the pixels */
    };
    // clang-format on
    for (size_t i = 0; i < LEN(cases); i++) {
        Arena a = {.max = 1 << 20};
        Buf out = {.arena = &a};
        Picture p;
        for (size_t k = 0; k < LEN(cases[i].at) && cases[i].at[k].width; k++)
            put_written(&out, cases[i].at[k].width, cases[i].at[k].bytes);
        if (picture_read(buf_done(&out), &p) != cases[i].good) test_fail(__FILE__, __LINE__, "case %zu", i);
        arena_clear(&a);
    }
}

/* ---- a picture as large as is allowed, and one that is larger ---- */

static void put_number(Buf *out, uint32_t n)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_char(out, (char)(n >> shift));
}

static void chunk(Buf *out, const char *name, Str data)
{
    put_number(out, (uint32_t)data.len);
    buf_str(out, str(name)), buf_str(out, data);
    const uLong crc = crc32(0, (const Bytef *)name, 4);
    put_number(out, (uint32_t)(data.len ? crc32(crc, (const Bytef *)data.ptr, (uInt)data.len) : crc));
}

static void draw_row(unsigned char *row, int width, int y)
{
    row[0] = 0; /* no filter */
    for (int x = 0; x < width; x++)
        row[1 + 3 * x] = (unsigned char)(x >> 5), row[2 + 3 * x] = (unsigned char)(y >> 5),
                    row[3 + 3 * x] = (unsigned char)((x + y) >> 6);
}

Str png_of(Arena *a, int width, int height)
{
    enum { ROOM = 1 << 23 };
    Buf out = {.arena = a}, head = {.arena = a};
    z_stream z = {.avail_out = ROOM};
    unsigned char *row = arena_raw(a, 1 + 3 * (size_t)width), *packed = arena_raw(a, ROOM);
    z.next_out = packed;
    CHECK(deflateInit(&z, 1) == Z_OK);
    for (int y = 0; y < height; y++) {
        draw_row(row, width, y);
        z.next_in = row, z.avail_in = 1 + 3 * (uInt)width;
        CHECK(deflate(&z, y + 1 < height ? Z_NO_FLUSH : Z_FINISH) != Z_STREAM_ERROR && !z.avail_in);
    }
    put_number(&head, (uint32_t)width), put_number(&head, (uint32_t)height);
    buf_str(&head, S("\x08\x02\0\0\0"));
    buf_str(&out, S("\x89PNG\r\n\x1a\n"));
    chunk(&out, "IHDR", buf_done(&head));
    chunk(&out, "IDAT", (Str){(const char *)packed, z.total_out});
    chunk(&out, "IEND", S(""));
    deflateEnd(&z);
    return buf_done(&out);
}

/* The worker's limit of memory does not hold under the address sanitizer; a build without it tries that, too. */
TEST(forty_million_pixels_are_taken_and_forty_eight_are_not)
{
    Arena a = {.max = 1 << 26};
    Picture p;
    Str out;
    OKAY(worker_ask(&a, &picture_work, png_of(&a, 8000, 5000), &out));
    CHECK(picture_read(out, &p));
    EQ(p.len, 3);
    EQ(p.at[0].width, 1600);
    EQ(p.at[0].height, 1000);
    EQ(p.at[2].height, 300);
    CHECK(is_bare_webp(p.at[0].webp));
    EQ(worker_ask(&a, &picture_work, png_of(&a, 8000, 6000), &out), ERR_INVALID);
    EQ_STR(out, "large 8000 6000");
    arena_clear(&a);
}

static void *decode(void *width)
{
    Arena a = {.max = 1 << 26};
    Picture p;
    Str out;
    int64_t *w = width;
    const Str in = png_of(&a, (int)*w, 300);
    *w = !worker_ask(&a, &picture_work, in, &out) && picture_read(out, &p) ? p.at[0].width : 0;
    arena_clear(&a);
    return NULL;
}

TEST(photos_sent_at_once_each_get_their_own_picture_back)
{
    enum { SENDERS = 6 };
    pthread_t t[SENDERS];
    int64_t width[SENDERS];
    for (int i = 0; i < SENDERS; i++) {
        width[i] = 500 + i;
        CHECK(pthread_create(&t[i], NULL, decode, &width[i]) == 0);
    }
    for (int i = 0; i < SENDERS; i++) {
        pthread_join(t[i], NULL);
        EQ(width[i], 500 + i);
    }
}
