/* data.h - files compiled in that are read, not served: what `kheo demo` fills a data file with. */
#pragma once
#include "base/base.h"

typedef struct { const char *name; const unsigned char *bytes; size_t len; } DataFile;
extern const DataFile data_files[]; /* made by tool/assetgen; ends with name NULL */

/* By its path below src: "figures/data/figures.csv". The build must know it. */
Str data_file(const char *name);
