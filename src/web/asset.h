/* asset.h - the static files, compiled in by tool/assetgen. */
#pragma once
#include <stddef.h>

typedef struct {
    const char *name; /* "site.css", "font/text.woff2" */
    const char *type; /* content type */
    const unsigned char *bytes;
    size_t len;
    const unsigned char *brotli; /* NULL: not smaller */
    size_t brotli_len;
} Asset;
extern const Asset assets[];    /* sorted by name; ends with name NULL */
extern const char asset_base[]; /* "/tinh/HASH/": one hash over all files, so they may be kept for ever */
