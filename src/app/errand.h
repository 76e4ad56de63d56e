/* errand.h - what the server has to do at other servers, on a thread of its own: one that is dead or slow delays nobody. */
#pragma once
#include "app/beat.h"
#include "app/config.h"
#include "web/web.h"

typedef struct {
    Beat beat;
    const char *data, *undone; /* the data file; what is said when it cannot be read: "no letter is sent" */
    const char *full;          /* what is said when the memory of a round is used up; NULL: nothing */
    bool (*round)(Ctx *c);     /* with memory for it alone and a read-only store; true: there is more, at once */
    int64_t every_ms;          /* between two rounds else */
} Errand;

bool errand_start(Errand *e);
