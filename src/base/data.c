/* data.c - a compiled-in file by its name. */
#include "base/data.h"
#include <assert.h>
#include <string.h>

Str data_file(const char *name)
{
    const DataFile *f = data_files;
    while (f->name && strcmp(f->name, name) != 0)
        f++;
    assert(f->name); /* named in a meson.build? */
    return (Str){(const char *)f->bytes, f->len};
}
