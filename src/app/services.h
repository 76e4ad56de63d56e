/* services.h - what this program consists of. */
#pragma once
#include "web/web.h"

extern const Slice *const slices[];                /* ends with NULL */
typedef Err Check(Ctx *c, Buf *faults, int64_t *n); /* a line for each fault found, and how many */
typedef struct { const char *name; Check *run; } CheckRow;
extern const CheckRow checks[];                    /* of `kheo verify`; ends with NULL */
void services_work(void);                          /* what the worker can do: before worker_main */
void services_set(void);                           /* tells the lower folders, once, at the start */
