/* request.h - a call as the pages see it. */
#pragma once
#include "http/http.h"
#include "web/web.h"

/* Fills q from the call and finds its route. What no page can take (method, media type) gets a route of its
 * own that says so. */
void request_read(Call *x, Req *q);
/* Of a request with such a route: the status it must end with; 0: any other. */
int request_status(const Req *q);
size_t request_body_max(const Call *x);
/* The same for a call that http does not take, with status 413 or 503: a page for it. */
void request_refused(Call *x, Req *q);
