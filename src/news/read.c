/* read.c - readings told by the readers' browsers, counted in memory, written down in portions, and shown as an
 * estimate. */
#include "base/day.h"
#include "base/json.h"
#include "news/talk.h"
#include "news/views.h"
#include "talk.html.h"
#include <math.h>
#include <pthread.h>

enum { MEMORY_MAX = 1 << 23, SECONDS_MAX = 86400 };
#define BILLION 1e9

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* Lives to the end of the program. */
static ViewCounter *counter(void)
{
    static Arena memory = {.max = MEMORY_MAX};
    static ViewCounter *own;
    if (!own) own = view_counter_new(&memory);
    return own;
}

/* Whoever is signed in works here and is no reader. */
Err post_read(Req *q)
{
    Article a;
    int64_t seconds;
    TRY(article_by_slug(&q->ctx, path_arg(q, "slug"), &a));
    if (!a.listed || !str_int(pair(q->body, "s"), &seconds)) return ERR_NOT_FOUND;
    const View x = {q->ctx.now, a.id, q->address, q->agent, q->purpose, seconds > SECONDS_MAX ? SECONDS_MAX : seconds};
    pthread_mutex_lock(&lock);
    if (!q->ctx.actor.len) (void)view_take(counter(), &x);
    pthread_mutex_unlock(&lock);
    TRY(reply_text(q, "text/plain; charset=utf-8", S(""), (Str){0}));
    q->status = 204;
    return OK;
}

static Err flush_one(Ctx *c, const Viewed *x)
{
    ReadCount was = {0};
    const Err e = read_of(c, x->article, &was);
    if (e && e != ERR_NOT_FOUND) return e;
    const double score = e ? x->score : view_score_add((double)was.score / BILLION, x->score);
    return read_put(c, (ReadPut){x->article, was.n + x->n, (int64_t)llround(score * BILLION)});
}

/* What cannot be written is lost: it is an estimate. */
Err views_flush(Ctx *c, int64_t *n)
{
    enum { PORTION = 100 };
    for (int i = 0; i < PORTION; i++) {
        Viewed x;
        pthread_mutex_lock(&lock);
        const bool any = view_give(counter(), &x);
        pthread_mutex_unlock(&lock);
        if (!any) return OK;
        TRY(flush_one(c, &x));
        ++*n;
    }
    return OK;
}

/* ---- shown ---- */

/* Of those that are still published; some more are looked at, because some were withdrawn. */
static Err listed(Ctx *c, MostReadRows *out)
{
    size_t n = 0;
    TRY(most_read(c, 5 * MOST_READ, out));
    for (size_t i = 0; i < out->len && n < MOST_READ; i++)
        if (out->at[i].listed) out->at[n++] = out->at[i];
    out->len = n;
    return OK;
}

static int64_t value_of(const Ctx *c, const MostRead *r)
{
    const int64_t n = llround(view_score_value((double)r->score / BILLION, c->now));
    return n < r->n ? n : r->n;
}

Err most_read_html(Ctx *c, int64_t now_reading, Html *out)
{
    MostReadRows rows;
    TRY(listed(c, &rows));
    ReadLines all = {NEW(c->arena, ReadLine, rows.len + 1), rows.len};
    for (size_t i = 0; i < rows.len; i++) {
        const Str n = text_int64_t(c, value_of(c, &rows.at[i]));
        all.at[i] = (ReadLine){rows.at[i].slug, rows.at[i].title, msg_with(c, MSG_news_read_about, &n, 1),
                               rows.at[i].article == now_reading};
    }
    *out = most_read_list_html(c, all);
    return OK;
}

typedef struct {
    Str slug, title;
    int64_t recent, ever;
} Item;

static Err as_json(Req *q)
{
    static const Column cells[] = {COLUMN(Item, slug), COLUMN(Item, title), COLUMN(Item, recent), COLUMN(Item, ever)};
    static const Columns columns = COLUMNS("xem-nhieu", cells, Item);
    Ctx *c = &q->ctx;
    MostReadRows rows;
    Buf out = {.arena = c->arena};
    Json j = {&out, false};
    TRY(listed(c, &rows));
    Item *items = NEW(c->arena, Item, rows.len + 1);
    for (size_t i = 0; i < rows.len; i++)
        items[i] = (Item){rows.at[i].slug, rows.at[i].title, value_of(c, &rows.at[i]), rows.at[i].n};
    json_open(&j, '{');
    json_member(&j, "estimate", (bool)true);
    json_key(&j, "items");
    rows_json(&j, &columns, items, rows.len);
    json_close(&j, '}');
    return reply_json(q, 200, buf_done(&out));
}

Err get_most_read(Req *q)
{
    Ctx *c = &q->ctx;
    Html list;
    if (q->as == AS_JSON) return as_json(q);
    TRY(most_read_html(c, 0, &list));
    const bool any = str_trim(list.s).len > 0;
    return reply(q, (Page){.title = msg(c, MSG_news_most_read),
                           .main = most_read_page_html(c, list, any),
                           .nav = "/tin",
                           .up = "/tin",
                           .up_title = MSG_news_title});
}
