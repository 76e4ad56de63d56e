/* qr.h - a QR code of a text: its modules, and how they are drawn. The only folder that names libqrencode. Pure. */
#pragma once
#include "base/base.h"

enum { QR_TEXT_MAX = 2331, QR_QUIET = 4 }; /* bytes; modules that stay light around a code, or no camera finds it */

/* dark[y * size + x]: 1 is dark, 0 is light; without the quiet zone. Some 15 % may be dirty or torn before the
 * text is lost (level M), and more where a better level has room in a code of the same size. */
typedef struct { int64_t size; const unsigned char *dark; } Qr;
bool qr_of(Arena *a, Str text, Qr *out); /* false: empty, or longer than QR_TEXT_MAX */

/* For <path d="">, a module as its unit, the quiet zone to the left and above included: the box is
 * size + 2 * QR_QUIET wide and high. src/web/qr.html has the whole drawing. */
Str qr_path(Arena *a, const Qr *q);
