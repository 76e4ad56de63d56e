/* zip.h - for tests: what lies in a ZIP file, such as a workbook. */
#pragma once
#include "base/base.h"

/* The bytes of that entry; empty: it is not there, or damaged. */
Str zip_entry(Arena *a, Str zip, Str name);
/* Every page of a workbook, one behind the other, as the XML it is. */
Str zip_pages(Arena *a, Str workbook);
