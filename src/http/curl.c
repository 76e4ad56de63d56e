/* curl.c - opens libcurl once. */
#include "http/curl.h"
#include "base/library.h"
#include <pthread.h>

#define DEFINE(name) __typeof__(name) *name##_;
CURL_CALLS(DEFINE)

#define ROW(name) {#name, &name##_},
// clang-format off
static const LibraryCall calls[] = {CURL_CALLS(ROW)};
// clang-format on
static bool loaded;

static void load(void)
{
    if (!library_open("libcurl.so.4", calls, LEN(calls))) return;
    loaded = curl_global_init_(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

bool curl_load(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return loaded;
}
