/* frame.h - what goes over the socket between server and worker: a head, then so many bytes. Both are one program on
 * one machine, so numbers are as the machine has them. */
#pragma once
#include <stdint.h>

#define WORKER_VERB "worker-process" /* what the program is called with to be one */
enum { WORKER_FD = 3 };
enum { FRAME_FAILED, FRAME_DONE }; /* Frame.what of an answer */

typedef struct {
    uint32_t what; /* of a question: the number of its kind */
    uint32_t len;
} Frame;
