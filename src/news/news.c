/* news.c - the pages of articles. */
#include "article.html.h"
#include "base/json.h"
#include "news/article.h"

enum { LIST_MAX = 50 };

/* What this program does for each model that the first article names, and where. A page that is not there yet is
 * not linked, and nothing is promised of it. */
static const struct {
    const char *code, *path;
    int does, label;
} services[] = {
    {"CQDT", "/mot-cua",   MSG_news_does_cqdt, MSG_news_label_onestop },
    {"XLD",  "/xin-loi",   MSG_news_does_xld,  MSG_news_label_apology },
    {"NDN",  "/phan-anh",  MSG_news_does_ndn,  MSG_news_label_listen  },
    {"DTTC", "/doi-thoai", MSG_news_does_dttc, MSG_news_label_dialogue},
    {"DTSK", "/doi-thoai", MSG_news_does_dtsk, MSG_news_label_dialogue},
    {"DTTD", "/tu-van",    MSG_news_does_dttd, MSG_news_label_advice  },
    {"KSHL", "/khao-sat",  MSG_news_does_kshl, MSG_news_label_survey  },
};

static NamedModel named(Ctx *c, const ArticleModel *m)
{
    NamedModel out = {.name = m->name};
    for (size_t i = 0; i < LEN(services); i++) {
        if (!str_eq(m->code, str(services[i].code))) continue;
        out.path = str(services[i].path), out.here = web_has(out.path);
        out.does = msg(c, services[i].does), out.label = msg(c, services[i].label);
    }
    return out;
}

static Err as_json(Req *q, const Article *a, const ArticleModelRows *models)
{
    Buf out = {.arena = q->ctx.arena};
    Json j = {&out, false};
    json_open(&j, '{');
    json_member(&j, "slug", a->slug);
    json_member(&j, "section", a->section);
    json_member(&j, "title", a->title);
    json_member(&j, "lede", a->lede);
    json_member(&j, "body", a->body);
    json_member(&j, "caption", a->caption);
    json_member(&j, "source_name", a->source_name);
    json_member(&j, "source_title", a->source_title);
    json_member(&j, "source_url", a->source_url);
    json_member(&j, "page_date", a->page_date);
    json_member(&j, "published_on", a->published_on);
    json_member(&j, "posted_at", a->posted_at);
    json_key(&j, "models");
    json_open(&j, '[');
    for (size_t i = 0; i < models->len; i++) {
        json_open(&j, '{');
        json_member(&j, "code", models->at[i].code);
        json_member(&j, "name", models->at[i].name);
        json_member(&j, "field", models->at[i].field);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    return reply_json(q, 200, buf_done(&out));
}

static Err get_article(Req *q)
{
    Ctx *c = &q->ctx;
    Article a;
    ArticleModelRows models;
    TRY(article_by_slug(c, path_arg(q, "slug"), &a));
    TRY(article_models(c, a.id, &models));
    if (q->as == AS_JSON) return as_json(q, &a, &models);
    ArticleView v = {
        .a = &a,
        .body = article_prose(c->arena, a.body),
        .models = {NEW(c->arena, NamedModel, models.len + 1), models.len},
        .figures = web_has(S("/phong-trao/thong-ke"))
    };
    for (size_t i = 0; i < models.len; i++)
        v.models.at[i] = named(c, &models.at[i]);
    return reply(
        q,
        (Page){.title = a.title, .main = article_html(c, &v), .nav = "/tin", .up = "/tin", .up_title = MSG_news_title});
}

typedef struct {
    Str slug, section, title, lede, source_name;
    Day page_date, published_on;
    Time posted_at;
} Line;

static Err list_file(Req *q, const ArticleRows *rows)
{
    static const Column cells[] = {COLUMN(Line, slug),         COLUMN(Line, section),     COLUMN(Line, title),
                                   COLUMN(Line, lede),         COLUMN(Line, source_name), COLUMN(Line, page_date),
                                   COLUMN(Line, published_on), COLUMN(Line, posted_at)};
    static const Columns columns = COLUMNS("tin", cells, Line);
    Line *lines = NEW(q->ctx.arena, Line, rows->len + 1);
    for (size_t i = 0; i < rows->len; i++) {
        const Article *a = &rows->at[i];
        lines[i] =
            (Line){a->slug, a->section, a->title, a->lede, a->source_name, a->page_date, a->published_on, a->posted_at};
    }
    return reply_rows(q, &columns, lines, rows->len, (Str){0});
}

static Err get_list(Req *q)
{
    Ctx *c = &q->ctx;
    ArticleRows rows;
    TRY(article_list(c, LIST_MAX, &rows));
    if (!wants_html(q)) return list_file(q, &rows);
    const Str n = text_int64_t(c, (int64_t)rows.len), heading = msg_with(c, MSG_news_heading, &n, 1);
    return reply(q,
                 (Page){.title = msg(c, MSG_news_title), .main = article_list_html(c, heading, rows), .nav = "/tin"});
}

static const Route routes[] = {
    {GET, "/tin", NULL,     get_list,   .csv = true},
    {GET,   "/tin/:slug",       NULL, get_article},
};
static const Exchange exchanges[] = {
    {"articles", articles_read, articles_write, ARTICLE_COLUMNS}
};
static const FormSpec *const forms[] = {&article_form};
static const Shelving *const shelves[] = {&article_shelf};
const Slice news = {.name = "news",
                    .routes = TABLE(routes),
                    .exchanges = TABLE(exchanges),
                    .forms = TABLE(forms),
                    .shelves = TABLE(shelves)};
