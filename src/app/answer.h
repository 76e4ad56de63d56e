/* answer.h - from what a page answered to what is sent. */
#pragma once
#include "app/page_cache.h"

/* true: *page is the body of it, and may be shown again to others. */
bool answer_page(Call *x, const Req *q, Str id, Kept *page);
void answer_kept(Call *x, const Kept *page, Str id); /* such a one again */
/* Static files and the few addresses that need no page; false: it is none of these. */
bool answer_static(Call *x);
void answer_text(Call *x, int status, Str text); /* plain, never kept */
/* From constants: works without memory. */
void answer_busy(Call *x);
