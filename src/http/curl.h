/* curl.h - the calls of libcurl that this folder makes; nobody else includes it. The library is opened when it is first
 * needed: every other verb starts without it. */
#pragma once
#include <curl/curl.h>
#include <stdbool.h>

#define CURL_CALLS(X)                                                                              \
    X(curl_global_init) X(curl_easy_init) X(curl_easy_setopt) X(curl_easy_getinfo) X(curl_easy_perform)              \
    X(curl_easy_reset) X(curl_easy_cleanup) X(curl_easy_strerror) X(curl_slist_append) X(curl_slist_free_all)       \
    X(curl_multi_init) X(curl_multi_add_handle) X(curl_multi_remove_handle) X(curl_multi_perform)                   \
    X(curl_multi_poll) X(curl_multi_info_read) X(curl_multi_cleanup)                                                \
    X(curl_mime_init) X(curl_mime_free) X(curl_mime_addpart) X(curl_mime_data) X(curl_mime_type) X(curl_mime_encoder)
#define CURL_DECLARE(name) extern __typeof__(name) *name##_;
CURL_CALLS(CURL_DECLARE)

bool curl_load(void); /* false: libcurl4 is not installed */
