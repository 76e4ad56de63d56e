/* multipart.h - multipart/form-data (RFC 7578) read from a body that is here whole; run.c and its tests need it. */
#pragma once
#include "web/web.h"

enum { PARTS_MAX = 50, BOUNDARY_MAX = 70, PART_HEAD_MAX = 2048, FILENAME_MAX = 255 };

/* The boundary that a Content-Type names; empty: it names none that RFC 2046 allows. */
Str multipart_boundary(Arena *a, Str content_type);
/* The parts as pairs; a part with a file name has `file`, whose bytes lie in the body, and the file's name as its value.
 * 0, or the message that says what is wrong: nothing of such a body is used. */
int multipart_parse(Arena *a, Str boundary, Str body, Pairs *out);
