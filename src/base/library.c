/* library.c - libraries that are opened only where they are needed. */
#include "base/library.h"
#include <dlfcn.h>
#include <string.h>

bool library_open(const char *file, const LibraryCall *calls, size_t n)
{
    void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (!library) return false;
    for (size_t i = 0; i < n; i++) {
        void *call = dlsym(library, calls[i].name);
        if (!call) return false;
        memcpy(calls[i].at, &call, sizeof call);
    }
    return true;
}
