/* news_demo.c - the first article of the demo, out of the files compiled in. */
#include "base/csv.h"
#include "base/data.h"
#include "base/day.h"
#include "news/article.h"

/* "name: value" lines up to the first blank one. */
static Str head(Str text, const char *name)
{
    while (text.len) {
        Str value = str_cut(&text, '\n'), key;
        if (!value.len) break;
        key = str_cut(&value, ':');
        if (str_eq(key, str(name))) return str_trim(value);
    }
    return (Str){0};
}

static Str body_of(Str text)
{
    while (text.len && str_cut(&text, '\n').len) {
    }
    return str_trim(text);
}

static Day day_in(Str text, const char *name)
{
    Day d = {0};
    const Str value = head(text, name);
    if (value.len && !day_parse(value, &d)) d = (Day){0};
    return d;
}

Err news_demo_named(Ctx *c, int64_t article)
{
    TRY(article_draw(c, article, head(data_file("news/data/first_article.md"), "alt")));
    CsvReader in = csv_open(c->arena, data_file("news/data/seed_models.csv"));
    CsvRow row;
    while (csv_next(&in, &row)) {
        int64_t sort = 0;
        if (!str_int(csv_cell(&row, "seed_order"), &sort))
            return FAIL(ERR_INTERNAL, "seed_models.csv: line %d", (int)row.line);
        TRY(article_model_add(c, (ArticleModelAdd){article, sort, csv_cell(&row, "code"), csv_cell(&row, "name_vi"),
                                                   csv_cell(&row, "field")}));
    }
    return in.faults ? FAIL(ERR_INTERNAL, "seed_models.csv has faults") : OK;
}

Pairs news_demo_article(Ctx *c)
{
    const Str text = data_file("news/data/first_article.md");
    const ArticleInput in = {.slug = head(text, "slug"),
                             .section = head(text, "section"),
                             .title = head(text, "title"),
                             .lede = head(text, "lede"),
                             .body = body_of(text),
                             .caption = head(text, "caption"),
                             .source_name = head(text, "source_name"),
                             .source_title = head(text, "source_title"),
                             .source_url = head(text, "source_url"),
                             .page_date = day_in(text, "page_date"),
                             .published_on = day_in(text, "published_on")};
    return article_pairs(c, &article_form, &in);
}
