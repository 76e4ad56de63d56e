/* drawn.h - for tests: a picture as large as it is asked for, made and not kept. */
#pragma once
#include "base/base.h"

Str png_of(Arena *a, int width, int height); /* 8 bits each of red, green and blue */
