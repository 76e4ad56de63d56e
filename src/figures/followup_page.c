/* followup_page.c - two tables by unit: days from recognition to praise, and who is no longer heard of. */
#include "figures/followup.h"
#include "followup.html.h"
#include <string.h>

#define PRAISE_PATH STATISTICS_PATH "/bieu-duong"
#define UPKEEP_PATH STATISTICS_PATH "/duy-tri"
static const char *const paths[] = {[PRAISING] = PRAISE_PATH, [UPKEEP] = UPKEEP_PATH};
static const char *const lists[] = {[PRAISING] = PRAISE_PATH "/danh-sach", [UPKEEP] = UPKEEP_PATH "/danh-sach"};

FollowupLinks followup_links(Ctx *c, const Scope *s)
{
    const Pair praise[] = {
        {S("nguon"), {0}},
        {S("hang"),  {0}},
        {S("cot"),   {0}},
        {S("dem"),   {0}}
    };
    const Pair upkeep[] = {
        {S("nguon"), {0}},
        {S("hang"),  {0}},
        {S("cot"),   {0}},
        {S("dem"),   {0}},
        {S("tu"),    {0}},
        {S("den"),   {0}}
    };
    return (FollowupLinks){figures_link(c, PRAISE_PATH, s, praise, LEN(praise)),
                           figures_link(c, UPKEEP_PATH, s, upkeep, LEN(upkeep))};
}

/* ---- rows ---- */

static Str link_to(Ctx *c, const Followup *f, Group g, const char *name, Str value)
{
    static const char *const groups[][GROUPS_OF_EACH] = {
        [PRAISING] = {"", "da_khen",   "chua_khen"   },
        [UPKEEP] = {"", "lau_khong", "chua_duy_tri"},
    };
    const Pair more[] = {
        {S("phan"), {0}                        },
        {S("nhom"), str(groups[f->question][g])},
        {str(name), value                      }
    };
    return figures_link(c, lists[f->question], &f->scope, more, LEN(more)); /* of one name the last counts */
}

static FollowupRow row_of(Ctx *c, const Followup *f, Str name, const char *by, Str code, const FollowupCount *n)
{
    FollowupRow r = {.name = name, .code = code, .count = *n};
    for (Group g = 0; g < GROUPS_OF_EACH; g++)
        r.link[g] = link_to(c, f, g, by, code);
    return r;
}

/* Those of one place: they lie together. */
static FollowupCount count_at_place(const FollowedAll *all, int64_t under)
{
    size_t low = 0, high = all->len, end;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (all->at[middle].under < under)
            low = middle + 1;
        else
            high = middle;
    }
    for (end = low; end < all->len && all->at[end].under == under;)
        end++;
    return followup_count(all->at + low, end - low);
}

static Err rows_of(Ctx *c, const Followup *f, const FollowedAll *all, FollowupRows *out)
{
    static const struct {
        const char *code;
        int label;
    } parts[] = {
        {"rieng",          MSG_figures_part_rieng         },
        {"chua_phan_dinh", MSG_figures_part_chua_phan_dinh}
    };
    UnitRows below;
    TRY(unit_children(c, f->scope.unit.id, f->scope.borders, &below));
    *out = (FollowupRows){NEW(c->arena, FollowupRow, below.len + LEN(parts) + 1), 0};
    for (size_t i = 0; i < below.len; i++) {
        const FollowupCount n = count_at_place(all, below.at[i].id);
        out->at[out->len++] = row_of(c, f, below.at[i].name, "don-vi", below.at[i].code, &n);
    }
    for (size_t i = 0; i < LEN(parts); i++) {
        const FollowupCount n = count_at_place(all, i ? PLACE_SPLIT : f->scope.unit.id);
        if (n.n[GROUP_ALL]) out->at[out->len++] = row_of(c, f, msg(c, parts[i].label), "phan", str(parts[i].code), &n);
    }
    return OK;
}

/* Of all units together, once more in the order of their days. */
static FollowupCount count_all(Ctx *c, const FollowedAll *all)
{
    FollowedAll one = {NEW(c->arena, Followed, all->len + 1), 0};
    for (size_t i = 0; i < all->len; i++) {
        if (all->at[i].under == PLACE_PARTLY) continue;
        one.at[one.len] = all->at[i];
        one.at[one.len++].under = 0;
    }
    followup_order(&one);
    return followup_count(one.at, one.len);
}

/* ---- as data ---- */

typedef struct {
    Str unit, unit_name;
    int64_t recognised, praised, never_praised, median_days, lower_quartile_days, upper_quartile_days, dormant,
        unconfirmed, months, year;
    Str borders, from, to, list;
} DataLine;

static DataLine data_line(Ctx *c, const Followup *f, const FollowupRow *r)
{
    const int64_t *n = r->count.n;
    const Quartiles *d = &r->count.days;
    return (DataLine){
        .unit = r->code,
        .unit_name = r->name,
        .recognised = n[GROUP_ALL],
        .praised = n[GROUP_FIRST],
        .never_praised = n[GROUP_SECOND],
        .median_days = d->there ? d->median : NO_NUMBER,
        .lower_quartile_days = d->there ? d->lower : NO_NUMBER,
        .upper_quartile_days = d->there ? d->upper : NO_NUMBER,
        .dormant = n[GROUP_FIRST],
        .unconfirmed = n[GROUP_SECOND],
        .months = f->months,
        .year = f->year,
        .borders = text_Day(c, f->scope.borders),
        .from = f->scope.asked.from,
        .to = f->scope.asked.to,
        .list = r->link[GROUP_ALL],
    };
}

static Err as_table(Req *q, const FollowupPage *p)
{
    static const Column praise[] = {COLUMN(DataLine, unit),
                                    COLUMN(DataLine, unit_name),
                                    COLUMN(DataLine, recognised),
                                    COLUMN(DataLine, praised),
                                    COLUMN(DataLine, median_days),
                                    COLUMN(DataLine, lower_quartile_days),
                                    COLUMN(DataLine, upper_quartile_days),
                                    COLUMN(DataLine, never_praised),
                                    COLUMN(DataLine, borders),
                                    COLUMN(DataLine, from),
                                    COLUMN(DataLine, to),
                                    COLUMN(DataLine, list)};
    static const Column upkeep[] = {
        COLUMN(DataLine, unit),    COLUMN(DataLine, unit_name), COLUMN(DataLine, recognised),
        COLUMN(DataLine, dormant), COLUMN(DataLine, months),    COLUMN(DataLine, unconfirmed),
        COLUMN(DataLine, year),    COLUMN(DataLine, borders),   COLUMN(DataLine, list)};
    static const Columns columns[] = {[PRAISING] = COLUMNS("cong-nhan-den-bieu-duong", praise, DataLine),
                                      [UPKEEP] = COLUMNS("duy-tri", upkeep, DataLine)};
    Ctx *c = &q->ctx;
    DataLine *out = NEW(c->arena, DataLine, p->rows.len + 1);
    for (size_t i = 0; i < p->rows.len; i++)
        out[i] = data_line(c, p->ask, &p->rows.at[i]);
    out[p->rows.len] = data_line(c, p->ask, &p->total);
    out[p->rows.len].unit = p->ask->scope.unit.code, out[p->rows.len].unit_name = p->ask->scope.unit.name;
    return reply_rows(q, &columns[p->ask->question], out, p->rows.len + 1, (Str){0});
}

/* ---- as pages ---- */

/* What only the links to lists ask. */
static void leave_out_parts(Form *form)
{
    for (size_t i = 0; i < form->spec->len; i++)
        form->off[i] = !strcmp(form->spec->fields[i].name, "phan") || !strcmp(form->spec->fields[i].name, "nhom");
}

static Err find(Ctx *c, const Followup *f, FollowupPage *p)
{
    FollowedAll all;
    TRY(followup_find(c, f, &all));
    TRY(rows_of(c, f, &all, &p->rows));
    const FollowupCount total = count_all(c, &all), partly = count_at_place(&all, PLACE_PARTLY);
    p->ask = f, p->partly = partly.n[GROUP_ALL];
    p->total = row_of(c, f, msg(c, MSG_figures_sum), "", (Str){0}, &total);
    p->partly_link = link_to(c, f, GROUP_ALL, "phan", S("mot_phan"));
    return statistics_chooser(c, paths[f->question], &f->scope, &p->units);
}

Str followup_group(Ctx *c, const Followup *f, Group g)
{
    static const int praise[] = {MSG_followup_recognised, MSG_figures_group_da_khen, MSG_figures_group_chua_khen};
    const Str months = text_int64_t(c, f->months), year = arena_fmt(c->arena, "%lld", (long long)f->year);
    if (f->question == PRAISING) return msg(c, praise[g]);
    if (g == GROUP_ALL) return msg(c, MSG_followup_standing);
    return msg_with(c, g == GROUP_FIRST ? MSG_followup_dormant : MSG_followup_unconfirmed,
                    g == GROUP_FIRST ? &months : &year, 1);
}

static Str heading_of(Ctx *c, const FollowupPage *p)
{
    const FollowupCount *n = &p->total.count;
    if (p->ask->question == PRAISING) {
        const Str days[] = {text_int64_t(c, n->days.median)};
        return n->days.there ? msg_with(c, MSG_followup_praise_heading, days, 1) : msg(c, MSG_followup_praise_none);
    }
    const Str args[] = {text_int64_t(c, n->n[GROUP_FIRST]), text_int64_t(c, n->n[GROUP_ALL]),
                        text_int64_t(c, p->ask->months)};
    return msg_with(c, MSG_followup_upkeep_heading, args, LEN(args));
}

static Err page(Req *q, Question question)
{
    Ctx *c = &q->ctx;
    Followup f;
    Form form = {0};
    FollowupPage p = {0};
    const Err e = followup_read(c, q->query, question, &f, &form);
    if (form.spec) leave_out_parts(&form);
    if (e == ERR_INVALID && form.spec && !form.ok) return statistics_refused(q, &form, paths[question]);
    if (e) return e;
    TRY(find(c, &f, &p));
    if (!wants_html(q)) return as_table(q, &p);
    const char *const path = paths[question];
    const FollowupLinks links = followup_links(c, &f.scope);
    p.heading = heading_of(c, &p), p.form = form_fields(c, &form);
    p.csv = figures_link(c, arena_fmt(c->arena, "%s.csv", path).ptr, &f.scope, NULL, 0);
    p.xlsx = figures_link(c, arena_fmt(c->arena, "%s.xlsx", path).ptr, &f.scope, NULL, 0);
    p.json = figures_link(c, arena_fmt(c->arena, "%s.json", path).ptr, &f.scope, NULL, 0);
    p.other = question == PRAISING ? links.upkeep : links.praise;
    for (Group g = 0; g < GROUPS_OF_EACH; g++)
        p.group[g] = followup_group(c, &f, g);
    return reply(q, (Page){.title = p.heading,
                           .main = question == PRAISING ? followup_praise_html(c, &p) : followup_upkeep_html(c, &p),
                           .nav = STATISTICS_PATH,
                           .up = STATISTICS_PATH,
                           .up_title = MSG_figures_title});
}

Err followup_praise_page(Req *q)
{
    return page(q, PRAISING);
}

Err followup_upkeep_page(Req *q)
{
    return page(q, UPKEEP);
}
