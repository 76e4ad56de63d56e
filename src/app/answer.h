/* answer.h - from what a page answered to what is sent. */
#pragma once
#include "http/http.h"
#include "web/web.h"

void answer_page(Call *x, const Req *q, Str id);
/* Static files and the few addresses that need no page; false: it is none of these. */
bool answer_static(Call *x);
void answer_text(Call *x, int status, Str text); /* plain, never kept */
/* From constants: works without memory. */
void answer_busy(Call *x);
