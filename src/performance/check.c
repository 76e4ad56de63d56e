/* check.c - do the lists behind the figures hold what the acts say? */
#include "performance/performance.h"

enum { FAULTS = 20 };

Err results_verify(Ctx *c, Buf *faults, int64_t *n)
{
    ResultFaultRows rows;
    TRY(verify_results(c, FAULTS, &rows));
    for (size_t i = 0; i < rows.len; i++)
        buf_fmt(faults, "casefile " STR ": its result is not listed as its acts say\n", ARG(rows.at[i].code));
    *n = (int64_t)rows.len;
    return OK;
}
