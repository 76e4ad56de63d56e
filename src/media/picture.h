/* picture.h - a photo as it came to one that may be shown: decoded, upright, without what the camera wrote into it, in
 * the sizes that pages need, each as JPEG, which everything reads, and as WebP, which is lighter. The work itself runs in
 * the worker (picture_work.c). */
#pragma once
#include "worker/worker.h"

enum { PICTURE_SIZES = 3, PICTURE_PIXELS_MAX = 40 * 1000 * 1000, PICTURE_SIDE_MAX = 20000 };
extern const int picture_widths[PICTURE_SIZES]; /* the widest first */

typedef enum { PICTURE_NONE, PICTURE_JPEG, PICTURE_PNG, PICTURE_WEBP } PictureType;
PictureType picture_type(Str bytes); /* by its first bytes, whatever its name says */

typedef struct { int64_t width, height; Str jpeg, webp; } PictureSize;
/* The widest first; none is enlarged. All have a WebP or none has: none where this libvips writes no WebP, where the
 * picture is higher than WebP can be, or where it would not be lighter. */
typedef struct { PictureSize at[PICTURE_SIZES]; size_t len; } Picture;

/* Takes an answer of the worker to pieces, believing nothing. */
bool picture_read(Str bytes, Picture *out);
enum { SHARE_WIDTH = 1200, SHARE_HEIGHT = 630 };
extern const WorkKind share_work;   /* "50 50\n" (what matters, in hundredths) and a JPEG in; one of that size out */
extern const WorkKind picture_work; /* bytes of a photo in; out: what picture_read reads, or a word that says why not:
                                     * "broken", "large 8000 6000" */
