/* talk.h - for tests: a server that echoes, and a client that sends bytes as they are. */
#pragma once
#include "base/test.h"
#include "http/http.h"
#include <string.h>

enum { BODY_MAX = 100000, BIG = 8 << 20 };

typedef struct {
    _Alignas(16) char memory[1 << 14];
    Arena arena;
    Http *http;
    int port;
} Server;
/* It answers "METHOD path [query] [body]", but for /park, /big, /length, /header, /address, /close, /inject. */
void serve(Server *s, HttpConfig c);
void text_answer(Call *x, Str text);
bool echo_call(Call *x);
Call *wait_for_call(void); /* the one that /park has parked */

typedef struct {
    char text[1 << 16];
    size_t len;
    bool closed;
} Heard;
typedef enum { ONE_ANSWER, ALL } Until; /* ALL: until the server closes */

int dial(const Server *s);
bool tell(int fd, Str text);           /* false: the other side is gone */
void hear(int fd, Heard *h, Until until); /* adds to h */
Heard *hear_on(int fd, Until until);  /* the result stays until the next call in this thread */
Heard *ask_on(int fd, Str request);
Heard *ask(const Server *s, Str request); /* on a connection of its own, all there is */
int status_of(const Heard *h);        /* 0: no answer */
int count_of(const Heard *h, const char *what);
#define SAYS(h, what) CHECK(strstr((h)->text, (what)))

int64_t ms_now(void);
void pause_ms(int ms);
int64_t drip_on(int fd, Str drip);    /* says it again and again until the server closes; ms it took */
#define BETWEEN(ms, least, most)                                                                     \
    do {                                                                                             \
        int64_t took_ = (ms);                                                                        \
        if (took_ < (least) || took_ > (most))                                                       \
            test_fail(__FILE__, __LINE__, "%s took %d ms", #ms, (int)took_);                         \
    } while (0)

#define GET  "GET /x HTTP/1.1\r\nHost: a\r\n"
#define POST "POST /x HTTP/1.1\r\nHost: a\r\n"
#define NEXT "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"
