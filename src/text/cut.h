/* cut.h - the beginning of a text that is too long, with no character cut in two. */
#pragma once
#include "base/base.h"

Str cut_bytes(Str s, size_t most); /* as much as has room in so many bytes */
Str cut_chars(Str s, size_t most); /* so many characters (code points) */
