/* article_view.c - what the pages of articles are made of: figures with their sentences, pictures, and what changed. */
#include "article.html.h"
#include "figures/figure.h"
#include "movement/field.h"
#include "movement/model.h"
#include "news/own.h"
#include "text/code.h"

/* ---- figures in the text ---- */

static Err figure_said(Ctx *c, const Figure *f, int64_t n, TextFigure *out)
{
    FigureSource source;
    Stated stated;
    TRY(figure_source_by_id(c, f->source, &source));
    TRY(figure_read(c, f, &stated));
    *out = (TextFigure){.code = f->code,
                        .words = figure_words(c, &stated),
                        .quote = f->quote,
                        .source = figure_source_label(c, &source),
                        .href = arena_fmt(c->arena, "/phong-trao/thong-ke/nguon/" STR, ARG(f->code)),
                        .mark = arena_fmt(c->arena, "%lld", (long long)n),
                        .n = n};
    return OK;
}

Err figures_in(Ctx *c, Str body, TextFigures *out, ProseMarks *marks)
{
    Str codes[FIGURES_IN_TEXT_MAX];
    const size_t n = prose_codes(body, codes);
    ProseMark *at = NEW(c->arena, ProseMark, n + 1);
    Buf unknown = {.arena = c->arena};
    *out = (TextFigures){.at = NEW(c->arena, TextFigure, n + 1)};
    for (size_t i = 0; i < n; i++) {
        Figure f;
        TextFigure *x = &out->at[out->len];
        const Err e = figure_by_code(c, codes[i], &f);
        if (e == ERR_NOT_FOUND) {
            if (unknown.len) buf_str(&unknown, S(", "));
            buf_str(&unknown, codes[i]);
            continue;
        }
        TRY(e);
        TRY(figure_said(c, &f, (int64_t)out->len + 1, x));
        at[out->len++] = (ProseMark){x->code, x->words, figure_mark_html(c, x)};
    }
    out->unknown = buf_done(&unknown);
    *marks = (ProseMarks){at, out->len};
    return OK;
}

Err article_plain(Ctx *c, const Article *a, Str *out)
{
    TextFigures figures;
    ProseMarks marks;
    TRY(figures_in(c, a->body, &figures, &marks));
    const Str body = prose_plain(c->arena, a->body, marks);
    *out = a->lede.len ? arena_fmt(c->arena, STR "\n" STR, ARG(a->lede), ARG(body)) : body;
    return OK;
}

/* ---- the page ---- */

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

static Err named_of(Ctx *c, int64_t article, NamedModels *out)
{
    ArticleModelRows rows;
    TRY(article_models(c, article, &rows));
    *out = (NamedModels){NEW(c->arena, NamedModel, rows.len + 1), rows.len};
    for (size_t i = 0; i < rows.len; i++)
        out->at[i] = named(c, &rows.at[i]);
    return OK;
}

/* A model may have been taken out of public sight since. */
static Err models_of(Ctx *c, Str codes, ModelLinks *out)
{
    *out = (ModelLinks){NEW(c->arena, ModelLink, codes.len / CODE_LEN + 1), 0};
    while (codes.len) {
        Casefile f;
        const Str code = str_cut(&codes, ' ');
        const Err e = casefile_by_code(c, code, &f);
        if (e && e != ERR_NOT_FOUND) return e;
        if (!e && f.public) out->at[out->len++] = (ModelLink){f.id, f.code, f.title};
    }
    return OK;
}

static Err campaign_codes(Ctx *c, const Article *a, const ModelLinks *models, Str *out)
{
    Buf codes = {.arena = c->arena};
    buf_str(&codes, a->campaigns);
    for (size_t i = 0; i < models->len; i++) {
        ModelCampaignRows rows;
        TRY(model_campaigns(c, models->at[i].id, &rows));
        for (size_t k = 0; k < rows.len; k++)
            buf_fmt(&codes, ";" STR, ARG(rows.at[k].code));
    }
    *out = buf_done(&codes);
    return OK;
}

/* In the order in which the movement has them. */
static Err campaigns_of(Ctx *c, const Article *a, const ModelLinks *models, Options *out)
{
    Options all;
    Str codes;
    *out = (Options){0};
    TRY(campaign_codes(c, a, models, &codes));
    if (!codes.len) return OK;
    TRY(campaign_options(c, &all));
    out->at = NEW(c->arena, Option, all.len + 1);
    for (size_t i = 0; i < all.len; i++)
        if (str_among(codes, ';', all.at[i].value)) out->at[out->len++] = all.at[i];
    return OK;
}

Err article_view(Ctx *c, const Article *a, bool inside, ArticleView *out)
{
    ProseMarks marks;
    Casefile f;
    *out = (ArticleView){.a = a, .aside = {S("")}, .answers = {S("")}, .reader = !inside};
    TRY(figures_in(c, a->body, &out->figures, &marks));
    out->body = prose_html(c->arena, a->body, marks, NULL);
    out->statistics = out->figures.len && web_has(S("/phong-trao/thong-ke"));
    TRY(casefile_by_id(c, a->id, &f));
    TRY(photos_panel(c, &f, inside, &out->photos));
    out->photos.s = str_trim(out->photos.s);
    TRY(named_of(c, a->id, &out->named));
    TRY(models_of(c, a->models, &out->models));
    TRY(campaigns_of(c, a, &out->models, &out->campaigns));
    return tags_of(c, a->id, &out->tags);
}

Html article_drawing(Ctx *c, Str alt)
{
    return article_drawing_html(c, alt);
}

/* ---- in a list ---- */

Err article_list(Ctx *c, int64_t n, ArticleRows *out)
{
    return article_newest(c, (ArticleNewest){(Time){INT64_MAX}, INT64_MAX, n}, out);
}

Err photo_first(Ctx *c, int64_t article, const Photo **out)
{
    PhotoRows all;
    *out = NULL;
    TRY(photo_list(c, article, &all));
    for (size_t i = 0; i < all.len && !*out; i++)
        if (all.at[i].consent) *out = all.at + i;
    return OK;
}

static PhotoImage card_photo(Ctx *c, const Photo *p)
{
    PhotoImage x = {.all = photo_sizes(c, p->hash, p->width),
                    .css = photo_crop(p->focus_x, p->focus_y),
                    .alt = p->alt,
                    .webp = p->webp};
    x.one = x.all.at[0];
    x.width = x.one.width, x.height = p->height * x.width / p->width;
    return x;
}

Err article_cards(Ctx *c, const ArticleRows *rows, ArticleCards *out)
{
    *out = (ArticleCards){NEW(c->arena, ArticleCard, rows->len + 1), rows->len};
    for (size_t i = 0; i < rows->len; i++) {
        const Photo *p;
        ArticleCard *x = &out->at[i];
        *x = (ArticleCard){.a = &rows->at[i]};
        TRY(photo_first(c, rows->at[i].id, &p));
        if (p) x->photo = card_photo(c, p);
    }
    return OK;
}

/* ---- what changed ---- */

Err article_changes(Ctx *c, int64_t article, Changes *out)
{
    VersionRows all;
    TRY(versions_of(c, article, &all));
    *out = (Changes){NEW(c->arena, Change, all.len + 1), all.len};
    for (size_t i = 0; i < all.len; i++) {
        const Version *now = &all.at[i], *was = i ? &all.at[i - 1] : now;
        out->at[all.len - 1 - i] = (Change){.v = now,
                                            .title = text_change(c, was->title, now->title),
                                            .lede = text_change(c, was->lede, now->lede),
                                            .body = text_change(c, was->body, now->body),
                                            .first = i == 0};
    }
    return OK;
}
