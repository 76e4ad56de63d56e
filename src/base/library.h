/* library.h - libraries that are opened only where they are needed, so that no other verb or process loads them. */
#pragma once
#include "base/base.h"

typedef struct { const char *name; void *at; } LibraryCall; /* at: the pointer to the function that is filled */
/* Opens the library and fills all the calls; false: it, or one of them, is not there. */
bool library_open(const char *file, const LibraryCall *calls, size_t n);
