/* verify.h - the whole data file recounted. */
#pragma once
#include "web/web.h"

/* A line of `faults` for each thing that is wrong, and how many. An Err: it cannot be read to the end. */
MUST Err verify_all(Ctx *c, Buf *faults, int64_t *n);
