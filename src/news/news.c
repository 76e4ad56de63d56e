/* news.c - the pages of articles for readers: lists, one article, its history, what was withdrawn. */
#include "article.html.h"
#include "base/day.h"
#include "base/json.h"
#include "news/desk.h"
#include "news/feed.h"
#include "news/own.h"
#include "news/talk.h"
#include "text/code.h"

enum { PAGE_CARDS = 20, DATA_ROWS = 200, TABLE_ROWS = 5000, MONTH_ROWS = 500, TAG_ROWS = 200 };

const Permission news_write = {"article.write", ARTICLE_WRITERS};
static const Permission news_front = {"article.front", CHIEF_EDITOR};
static const Permission feedback_read = {"feedback.read", FEEDBACK_STAFF | AUDITOR};
const Permission news_read = {"article.read", ARTICLE_READERS};

/* ---- one article ---- */

static Err as_json(Req *q, const Article *a)
{
    static const Column figure_cells[] = {COLUMN(TextFigure, code), COLUMN(TextFigure, words),
                                          COLUMN(TextFigure, quote), COLUMN(TextFigure, source)};
    static const Columns figure_columns = COLUMNS("so-lieu", figure_cells, TextFigure);
    static const Column model_cells[] = {COLUMN(ArticleModel, code), COLUMN(ArticleModel, name),
                                         COLUMN(ArticleModel, field)};
    static const Columns model_columns = COLUMNS("mo-hinh", model_cells, ArticleModel);
    Ctx *c = &q->ctx;
    Buf out = {.arena = c->arena};
    Json j = {&out, false};
    Casefile f;
    TextFigures figures;
    ProseMarks marks;
    ArticleModelRows models;
    TRY(casefile_by_id(c, a->id, &f));
    TRY(figures_in(c, a->body, &figures, &marks));
    TRY(article_models(c, a->id, &models));
    json_open(&j, '{');
    json_member(&j, "code", a->code);
    json_member(&j, "slug", a->slug);
    json_member(&j, "section", a->section);
    json_member(&j, "title", a->title);
    json_member(&j, "lede", a->lede);
    json_member(&j, "body", a->body);
    json_member(&j, "html", prose_html(c->arena, a->body, marks, NULL).s);
    json_member(&j, "caption", a->caption);
    json_member(&j, "tags", a->tags);
    json_member(&j, "source_name", a->source_name);
    json_member(&j, "source_title", a->source_title);
    json_member(&j, "source_url", a->source_url);
    json_member(&j, "page_date", a->page_date);
    json_member(&j, "published_on", a->published_on);
    json_member(&j, "posted_at", a->posted_at);
    json_member(&j, "corrected_at", a->corrected_at);
    json_key(&j, "figures");
    rows_json(&j, &figure_columns, figures.at, figures.len);
    json_key(&j, "models");
    rows_json(&j, &model_columns, models.at, models.len);
    TRY(photos_json(c, &f, false, &out));
    json_close(&j, '}');
    return reply_json(q, 200, buf_done(&out));
}

/* By an address it had before, or by its code: there is one address now. */
static Err moved(Req *q, const Article *a, const char *below)
{
    TRY(redirect(q, "/tin/" STR "%s", ARG(a->slug), below));
    q->status = 301;
    return OK;
}

static Err by_code(Ctx *c, Str word, Article *a)
{
    Casefile f;
    Str code;
    if (!code_read(c->arena, word, &code)) return ERR_NOT_FOUND;
    TRY(casefile_by_code(c, code, &f));
    return str_eq(f.kind, str(article_flow.kind)) ? article_of(c, f.id, a) : ERR_NOT_FOUND;
}

static Err gone(Req *q, const Article *a)
{
    Ctx *c = &q->ctx;
    if (!wants_html(q)) return WHY(c, MSG_news_gone, ERR_GONE);
    return reply(q, (Page){.status = 410, .title = msg(c, MSG_news_gone), .main = gone_html(c, a), .nav = "/tin"});
}

Err public_article(Req *q, const char *below, Article *a)
{
    const Str slug = path_arg(q, "slug");
    Err e = article_by_slug(&q->ctx, slug, a);
    if (e == ERR_NOT_FOUND) e = by_code(&q->ctx, slug, a);
    TRY(e);
    if (!a->posted_at.ms) return ERR_NOT_FOUND;
    if (!a->listed) return gone(q, a);
    return str_eq(a->slug, slug) ? OK : moved(q, a, below);
}

static Err get_article(Req *q)
{
    Ctx *c = &q->ctx;
    Article a;
    ArticleView v;
    Page p = {.nav = "/tin", .up = "/tin", .up_title = MSG_news_title, .script = true};
    TRY(public_article(q, "", &a));
    if (q->status) return OK;
    if (q->as == AS_JSON) return as_json(q, &a);
    TRY(article_view(c, &a, false, &v));
    TRY(most_read_html(c, a.id, &v.aside));
    TRY(article_answers(c, &a, &v.answers));
    TRY(article_head(q, &a, &p.head));
    p.title = a.title, p.main = article_html(c, &v);
    return reply(q, p);
}

static Err history(Req *q)
{
    Ctx *c = &q->ctx;
    Article a;
    Changes all;
    TRY(public_article(q, "/lich-su", &a));
    if (q->status) return OK;
    TRY(article_changes(c, a.id, &all));
    return reply(q, (Page){.title = msg(c, MSG_news_history),
                           .main = history_html(c, &a, all),
                           .nav = "/tin",
                           .up = ARTICLE_PATH(c, &a).ptr,
                           .up_title = MSG_news_read_it});
}

/* ---- lists ---- */

static Err list_file(Req *q, const ArticleRows *rows, Str next)
{
    static const Column cells[] = {
        COLUMN(Article, slug),         COLUMN(Article, section),     COLUMN(Article, title),
        COLUMN(Article, lede),         COLUMN(Article, source_name), COLUMN(Article, page_date),
        COLUMN(Article, published_on), COLUMN(Article, posted_at),   COLUMN(Article, corrected_at)};
    static const Columns columns = COLUMNS("tin", cells, Article);
    return reply_rows(q, &columns, rows->at, rows->len, next);
}

/* Those before the article that the address names; without one, from the newest on. */
static Err rows_before(Req *q, int64_t n, ArticleRows *out)
{
    Ctx *c = &q->ctx;
    Article a;
    if (!query_arg(q, "sau").len) return article_list(c, n, out);
    TRY(article_by_slug(c, query_arg(q, "sau"), &a));
    return a.listed ? article_newest(c, (ArticleNewest){a.posted_at, a.id, n}, out) : ERR_NOT_FOUND;
}

static Err get_list(Req *q)
{
    Ctx *c = &q->ctx;
    ArticleRows rows;
    ArticleCards cards;
    const int64_t most = wants_html(q) ? PAGE_CARDS : wants_table(q) ? TABLE_ROWS : DATA_ROWS;
    TRY(rows_before(q, most + 1, &rows));
    const bool more = (int64_t)rows.len > most;
    if (more) rows.len = (size_t)most;
    const Str last = more ? rows.at[rows.len - 1].slug : (Str){0};
    if (!wants_html(q)) return list_file(q, &rows, last);
    TRY(article_cards(c, &rows, &cards));
    const Str next = more ? arena_fmt(c->arena, "/tin?sau=" STR, ARG(last)) : (Str){0};
    Html aside;
    TRY(most_read_html(c, 0, &aside));
    const Html main = article_list_html(c, msg(c, MSG_news_heading), cards, next, aside);
    return reply(q, (Page){.title = msg(c, MSG_news_title), .main = main, .nav = "/tin"});
}

static Err get_tagged(Req *q)
{
    Ctx *c = &q->ctx;
    ArticleRows rows;
    ArticleCards cards;
    TagName tag;
    TRY(tag_named(c, path_arg(q, "tag"), &tag));
    TRY(article_tagged(c, path_arg(q, "tag"), TAG_ROWS, &rows));
    if (!wants_html(q)) return list_file(q, &rows, (Str){0});
    TRY(article_cards(c, &rows, &cards));
    const Str heading = msg_with(c, MSG_news_tagged, &tag.name, 1);
    return reply(q, (Page){.title = heading,
                           .main = article_list_html(c, heading, cards, (Str){0}, (Html){S("")}),
                           .nav = "/tin",
                           .up = "/tin",
                           .up_title = MSG_news_title});
}

/* ---- the archive by months ---- */

static Str month_key(Ctx *c, int64_t month)
{
    return arena_fmt(c->arena, "%04d-%02d", (int)(month / 100), (int)(month % 100));
}

static bool month_read(Str key, int64_t *out)
{
    Str rest = key;
    const Str year = str_cut(&rest, '-');
    int64_t y, m;
    if (year.len != 4 || rest.len != 2 || !str_digits(year) || !str_digits(rest)) return false;
    *out = str_int(year, &y) && str_int(rest, &m) && m >= 1 && m <= 12 ? y * 100 + m : 0;
    return *out > 0;
}

static Err get_archive(Req *q)
{
    Ctx *c = &q->ctx;
    ArticleMonthRows months;
    ArticleRows rows = {0};
    ArticleCards cards;
    int64_t month = 0;
    TRY(article_months(c, &months));
    if (query_arg(q, "thang").len && !month_read(query_arg(q, "thang"), &month)) return ERR_NOT_FOUND;
    if (!month && months.len) month = months.at[0].month;
    TRY(article_of_month(c, month, MONTH_ROWS, &rows));
    if (!wants_html(q)) return list_file(q, &rows, (Str){0});
    TRY(article_cards(c, &rows, &cards));
    MonthLinks links = {NEW(c->arena, MonthLink, months.len + 1), months.len};
    for (size_t i = 0; i < months.len; i++) {
        const int64_t m = months.at[i].month;
        const Str words = arena_fmt(c->arena, "%d/%d", (int)(m % 100), (int)(m / 100));
        links.at[i] = (MonthLink){month_key(c, m), words, months.at[i].n, m == month};
    }
    const Str which = arena_fmt(c->arena, "%d/%d", (int)(month % 100), (int)(month / 100));
    const Str heading = month ? msg_with(c, MSG_news_archive_of, &which, 1) : msg(c, MSG_news_archive);
    return reply(q, (Page){.title = heading,
                           .main = archive_html(c, heading, links, cards),
                           .nav = "/tin",
                           .up = "/tin",
                           .up_title = MSG_news_title});
}

/* ---- what happens by itself ---- */

/* Those whose hour has come. */
static Err publish_due(Ctx *c, int64_t *n)
{
    enum { PORTION = 50 };
    ArticleWaitingRows due;
    TRY(article_waiting(c, c->now, PORTION, &due));
    for (size_t i = 0; i < due.len; i++) {
        Casefile f;
        bool did;
        TRY(casefile_by_id(c, due.at[i].id, &f));
        TRY(casework_alone(c, &f, S("publish_due"), &did));
        *n += did;
    }
    return OK;
}

// clang-format off
static const Route routes[] = {
    {GET,  "/tin",                        NULL,        get_list,     .csv = true},
    {GET,  "/tin/luu-tru",                NULL,        get_archive,  .csv = true},
    {GET,  "/tin/chu-de/:tag",            NULL,        get_tagged,   .csv = true},
    {GET,  "/tin/xem-nhieu",              NULL,        get_most_read},
    {GET,  "/tin/:slug",                  NULL,        get_article},
    {GET,  "/tin/:slug/lich-su",          NULL,        history},
    {GET,  "/tin/:slug/phan-hoi",         NULL,        feedback_page},
    {POST, "/tin/:slug/phan-hoi",         NULL,        post_feedback, .limit = LIMIT_SUBMIT, .form = &feedback_form},
    {GET,  "/tin/:slug/gui",              NULL,        friend_page},
    {POST, "/tin/:slug/gui",              NULL,        post_friend,   .limit = LIMIT_SUBMIT, .form = &friend_form},
    {POST, "/tin/:slug/xem",              NULL,        post_read},
    {GET,  "/tin.atom",                   NULL,        get_feed},
    {GET,  "/feed.atom",                  NULL,        get_feed_moved},
    {GET,  "/sitemap.xml",                NULL,        get_map},
    {GET,  "/robots.txt",                 NULL,        get_robots},
    {GET,  "/can-bo/phan-hoi",            &feedback_read, feedback_desk, .csv = true},
    {GET,  "/can-bo/tin/nhap",            &news_write, page_ask},
    {POST, "/can-bo/tin/nhap",            &news_write, page_post,    .files = true, .form = &page_form},
    {GET,  "/can-bo/tin/trang-nhat",      &news_front, front_page},
    {POST, "/can-bo/tin/trang-nhat",      &news_front, front_post,   .form = &front_form},
    {GET,  "/can-bo/tin",                 &news_read,  desk_list,    .csv = true},
    {GET,  "/can-bo/tin/viet",            &news_write, desk_new_page},
    {POST, "/can-bo/tin/viet",            &news_write, desk_new,     .form = &article_form},
    {GET,  "/can-bo/tin/:code/xem",       &news_read,  desk_look},
    {GET,  "/can-bo/tin/:code/sua",       &news_write, desk_edit_page},
    {POST, "/can-bo/tin/:code/sua",       &news_write, desk_edit,    .form = &article_form},
    {GET,  "/can-bo/tin/:code/dinh-chinh", &news_write, desk_correct_page},
    {POST, "/can-bo/tin/:code/dinh-chinh", &news_write, desk_correct, .form = &article_correction_form},
};
static const JobRow jobs[] = {
    {"news.publish", publish_due, 30, false},
    {"news.views",   views_flush, 60, false},
    {"news.friends", friend_forget, 3600, false},
    {"feedback.forget", feedback_forget, 86400, false},
};
static const Exchange exchanges[] = {
    {"articles", articles_read, articles_write, ARTICLE_COLUMNS}
};
static const FormSpec *const forms[] = {&article_form, &article_correction_form, &article_row_form, &feedback_form, &friend_form, &front_form, &page_form};
static const Flow *const flows[] = {&article_flow, &feedback_flow};
// clang-format on
const Slice news = {.name = "news",
                    .routes = TABLE(routes),
                    .jobs = TABLE(jobs),
                    .exchanges = TABLE(exchanges),
                    .forms = TABLE(forms),
                    .flows = TABLE(flows)};
