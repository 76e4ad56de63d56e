/* shrink.h - gzip for pages over a slow line. */
#pragma once
#include "base/base.h"

/* The text in gzip form, in the arena; false: it is short, or there is no room, and goes as it is. Only for pages
 * without a secret in them: the length of a compressed page tells about what is in it. */
bool shrink(Arena *a, Str text, Str *out);
