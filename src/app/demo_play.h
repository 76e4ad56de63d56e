/* demo_play.h - the demo's people, and what they do: an act on its day, by whoever had the role, read from a record. */
#pragma once
#include "casework/casework.h"
#include <jansson.h>

#define PROVINCE "68"
extern const char demo_password[]; /* printed; a demo has nothing to keep */

enum { KNOWN_MOST = 64 };
typedef struct { Str id, code; } Known;
typedef struct {
    Ctx *c;
    Str hash;
    Grant grant;
    int said;
    Day stands; /* the day at which the demo ends */
    Known known[KNOWN_MOST];
    size_t known_len;
} Demo;
MUST Err demo_accounts(Demo *d); /* of everybody, in every commune */

typedef struct { const char *who; Str unit; Time at; } Scene;
enum { INPUT_MAX = 24 };
typedef struct { Pair at[INPUT_MAX]; size_t len; } Input;
void demo_say(Input *in, const char *name, Str value); /* empty: nothing was said */
Pairs demo_pairs(Input *in);
/* One act, really done. *opened: the code of the file; NULL: of no interest. */
MUST Err demo_play(Demo *d, const Scene *s, const Flow *flow, Str code, const char *event, Pairs input, Str *opened);

/* Members of a record; what is not there is empty, or 0. */
Str demo_text(const json_t *record, const char *name);
Str demo_number(Demo *d, const json_t *record, const char *name);
Day demo_day(const json_t *record, const char *name);
Time demo_time(const json_t *record, const char *name);

/* A record played to its end: demo_model.c, demo_dossier.c, demo_directive.c. */
MUST Err demo_model(Demo *d, const json_t *r);
MUST Err demo_dossier(Demo *d, const json_t *r);
MUST Err demo_directive(Demo *d, const json_t *r);
