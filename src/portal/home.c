/* home.c - the front page: what is new, where my case stands, what can be done here. */
#include "base/json.h"
#include "home.html.h"
#include "portal/portal.h"
#include "unit/unit.h"

enum { NEWEST = 4, APOLOGIES = 3, EVER = 999912 };

/* Only what is there: a service that is not built has no door. */
static const struct {
    const char *path;
    int title, says;
} doors[] = {
    {"/phan-anh/gui",          MSG_home_door_concern,  MSG_home_door_concern_says },
    {"/tra-cuu",               MSG_home_door_look_up,  MSG_home_door_look_up_says },
    {"/mot-cua",               MSG_home_door_onestop,  MSG_home_door_onestop_says },
    {"/phong-trao",            MSG_home_door_movement, MSG_home_door_movement_says},
    {"/phong-trao/gioi-thieu", MSG_home_door_praise,   MSG_home_door_praise_says  },
    {"/xin-loi",               MSG_home_door_apology,  MSG_home_door_apology_says },
    {"/lich",                  MSG_home_door_days,     MSG_home_door_days_says    },
};

static Doors doors_of(Ctx *c)
{
    Doors out = {NEW(c->arena, Door, LEN(doors)), 0};
    for (size_t i = 0; i < LEN(doors); i++)
        if (web_has(str(doors[i].path)))
            out.at[out.len++] = (Door){str(doors[i].path), msg(c, doors[i].title), msg(c, doors[i].says), (int64_t)i};
    return out;
}

/* The totals of the newest source, in its words. */
static Err stated(Ctx *c, Home *h)
{
    FigureSourceRows sources;
    StatedTable t;
    TRY(figure_source_list(c, &sources));
    if (!sources.len) return OK;
    TRY(figure_table(c, sources.at[0].id, S("toan_tinh"), &t));
    if (!t.total[GROUPS].there || !t.total[PERSONS].there) return OK;
    h->groups = figure_words(c, &t.total[GROUPS]);
    h->persons = figure_words(c, &t.total[PERSONS]);
    h->source = figure_source_label(c, &sources.at[0]);
    return OK;
}

/* Of the whole office: how many were recognised, and whom it kept waiting of late. */
static Err counted(Ctx *c, Home *h)
{
    Unit root;
    Sum n;
    Err e = unit_root(c, &root);
    if (e == ERR_NOT_FOUND) return OK; /* nothing is set up yet */
    if (e) return e;
    TRY(tally_sum(c, (TallySum){root.id, S("model"), S("cong_nhan"), 0, EVER}, &n));
    h->counted = true, h->models = n.n;
    return apologies_newest(c, (ApologiesNewest){root.id, (Day){INT32_MAX}, INT64_MAX, APOLOGIES}, &h->apologies);
}

/* The main story with its picture, and those after it. */
static Err stories(Ctx *c, const ArticleRows *rows, Home *h)
{
    ArticleCards cards;
    TRY(article_cards(c, rows, &cards));
    TRY(most_read_html(c, 0, &h->most_read));
    h->has_article = rows->len > 0;
    if (!rows->len) return OK;
    const ArticleCard *main = &cards.at[0];
    h->article = rows->at[0], h->photo = main->photo;
    h->photo.sizes = S("(min-width: 48rem) 36rem, 100vw"), h->photo.at_once = true;
    h->more = (ArticleCards){cards.at + 1, cards.len - 1};
    return OK;
}

static Err home_json(Req *q, const Home *h)
{
    Buf out = {.arena = q->ctx.arena};
    Json j = {&out, false};
    json_open(&j, '{');
    json_key(&j, "article");
    if (h->has_article)
        json_Str(&j, h->article.slug);
    else
        json_null(&j);
    json_member(&j, "stated_models", h->groups);
    json_member(&j, "stated_exemplars", h->persons);
    json_member(&j, "source", h->source);
    json_member(&j, "recognised", h->models);
    json_key(&j, "services");
    json_open(&j, '[');
    for (size_t i = 0; i < h->doors.len; i++)
        json_Str(&j, h->doors.at[i].path);
    json_close(&j, ']');
    json_close(&j, '}');
    return reply_json(q, 200, buf_done(&out));
}

Err get_home(Req *q)
{
    Ctx *c = &q->ctx;
    ArticleRows articles;
    Home h = {.look_up = web_has(S("/tra-cuu")), .letters = web_has(S("/xin-loi")), .doors = doors_of(c)};
    TRY(front_rows(c, FRONT_PLACES, &articles));
    TRY(stories(c, &articles, &h));
    TRY(stated(c, &h));
    TRY(counted(c, &h));
    TRY(newest_recognised(c, NEWEST, &h.newest));
    if (q->as == AS_JSON) return home_json(q, &h);
    return reply(q, (Page){.title = msg(c, MSG_home_title), .main = home_html(c, &h), .nav = "/"});
}
