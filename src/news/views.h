/* views.h - which articles are read most, told without knowing who reads: a count in memory, given away in portions.
 *
 * What is kept of a reader is a keyed hash of address and program, with a key that is new each day, and only until the
 * day ends; nothing of it is written down. Honest limit: many real browsers in many networks are not told apart from many readers. */
#pragma once
#include "base/base.h"

enum { VIEW_SHORT_S = 3, VIEW_BURST_MS = 600000, VIEW_BURST_ARTICLES = 60, VIEW_REPEAT_MS = 1800000, VIEW_PREFIX_CAP = 20 };
typedef enum { VIEW_COUNTED, VIEW_PREFETCH, VIEW_BOT, VIEW_SHORT, VIEW_BURST, VIEW_REPEAT, VIEW_CAP, VIEW_FULL } ViewFate;
const char *view_fate_name(ViewFate f); /* "" counted, prefetch bot short burst repeat prefix-cap full */

typedef struct { Time at; int64_t article; Str address, agent, purpose; int64_t visible_s; } View;
typedef struct ViewCounter ViewCounter;
ViewCounter *view_counter_new(Arena *a);
/* Not yet rejected by any rule: it is counted, and its article waits to be given away. */
ViewFate view_take(ViewCounter *v, const View *x);

/* Readings fade by half in three days. The sum of what is left of n readings, as a logarithm to base 2 of what they
 * would be worth at a fixed day long ago: it need not be touched as time goes by. */
double view_score(Time at);                     /* of one reading */
double view_score_add(double x, double y);      /* of both together */
double view_score_value(double score, Time now); /* what is left of it now */

typedef struct { int64_t article, n; double score; } Viewed;
/* The next article with counted views that were not given away; false: none is left. */
bool view_give(ViewCounter *v, Viewed *out);
