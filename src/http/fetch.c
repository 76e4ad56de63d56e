/* fetch.c - libcurl behind two calls. */
#include "http/fetch.h"
#include "http/curl.h"
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { POLL_MS = 200, CONNECT_MS = 5000, TYPE_MAX = 100 };

bool fetch_allowed(Str url)
{
    for (size_t i = 0; i < url.len; i++)
        if ((unsigned char)url.ptr[i] <= ' ' || (unsigned char)url.ptr[i] >= 0x7f) return false;
    return (str_starts(url, S("http://")) && url.len > 7) || (str_starts(url, S("https://")) && url.len > 8);
}

/* ---- one of them ---- */

typedef struct Getting {
    Fetch *of;
    CURL *easy;
    struct curl_slist *head;
    const char *url, *kind, *bearer;
    char *bytes, *type; /* room for all that is taken, set aside first: nothing jumps out of the library */
    size_t len;
    bool full;
} Getting;

static size_t take(char *piece, size_t one, size_t n, void *to)
{
    Getting *g = to;
    const size_t len = one * n;
    if (len > g->of->answer_max - g->len) return g->full = true, 0;
    memcpy(g->bytes + g->len, piece, len);
    g->len += len;
    return len;
}

static void set_aside(Arena *a, Getting *g, Fetch *f)
{
    *g = (Getting){.of = f, .url = arena_copy(a, f->url).ptr};
    g->kind = f->is_json ? "Content-Type: application/json" : "Content-Type: application/octet-stream";
    if (f->bearer.len) g->bearer = arena_fmt(a, "Authorization: Bearer " STR, ARG(f->bearer)).ptr;
    g->bytes = arena_raw(a, f->answer_max + 1), g->type = arena_raw(a, TYPE_MAX);
}

static bool prepare(Getting *g, int seconds)
{
    const Fetch *f = g->of;
    if (!(g->easy = curl_easy_init_())) return false;
    g->head = curl_slist_append_(NULL, g->kind);
    if (g->bearer) g->head = curl_slist_append_(g->head, g->bearer);
    curl_easy_setopt_(g->easy, CURLOPT_URL, g->url);
    curl_easy_setopt_(g->easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt_(g->easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt_(g->easy, CURLOPT_TIMEOUT, (long)seconds);
    curl_easy_setopt_(g->easy, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
    curl_easy_setopt_(g->easy, CURLOPT_USERAGENT, "kheo");
    curl_easy_setopt_(g->easy, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt_(g->easy, CURLOPT_WRITEDATA, (void *)g);
    curl_easy_setopt_(g->easy, CURLOPT_PRIVATE, (void *)g);
    if (f->body.len) {
        curl_easy_setopt_(g->easy, CURLOPT_POSTFIELDS, f->body.ptr);
        curl_easy_setopt_(g->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)f->body.len);
        curl_easy_setopt_(g->easy, CURLOPT_HTTPHEADER, g->head);
    }
    return true;
}

static void ended(Getting *g, CURLcode how)
{
    Fetch *f = g->of;
    long status = 0;
    const char *type = NULL;
    if (how != CURLE_OK) {
        f->why = g->full ? S("the answer is too long") : str(curl_easy_strerror_(how));
        return;
    }
    curl_easy_getinfo_(g->easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo_(g->easy, CURLINFO_CONTENT_TYPE, &type);
    f->status = (int)status, f->answer = (Str){g->bytes, g->len};
    f->type = (Str){g->type, type ? strnlen(type, TYPE_MAX) : 0};
    if (type) memcpy(g->type, type, f->type.len);
}

/* ---- all of them ---- */

static void run(CURLM *multi, const _Atomic bool *stop)
{
    int under_way = 1, left;
    while (under_way && !(stop && atomic_load(stop))) {
        if (curl_multi_perform_(multi, &under_way)) return;
        for (CURLMsg *m; (m = curl_multi_info_read_(multi, &left));) {
            Getting *g = NULL;
            if (m->msg != CURLMSG_DONE) continue;
            curl_easy_getinfo_(m->easy_handle, CURLINFO_PRIVATE, &g);
            ended(g, m->data.result);
        }
        if (under_way) curl_multi_poll_(multi, NULL, 0, POLL_MS, NULL);
    }
}

void fetch_all(Arena *a, Fetch *at, size_t n, int seconds, const _Atomic bool *stop)
{
    const bool loaded = curl_load();
    Getting of[FETCH_MAX];
    if (n > FETCH_MAX) n = FETCH_MAX;
    for (size_t i = 0; i < n; i++)
        set_aside(a, &of[i], &at[i]), at[i].status = 0,
                                      at[i].why = loaded ? S("no answer in time") : S("libcurl4 is not installed");
    CURLM *multi = loaded ? curl_multi_init_() : NULL;
    if (!multi) return;
    for (size_t i = 0; i < n; i++) {
        if (!fetch_allowed(at[i].url))
            at[i].why = S("this is no http or https address");
        else if (prepare(&of[i], seconds))
            curl_multi_add_handle_(multi, of[i].easy);
    }
    run(multi, stop);
    for (size_t i = 0; i < n; i++) {
        if (of[i].easy) curl_multi_remove_handle_(multi, of[i].easy), curl_easy_cleanup_(of[i].easy);
        if (of[i].head) curl_slist_free_all_(of[i].head);
    }
    curl_multi_cleanup_(multi);
}
