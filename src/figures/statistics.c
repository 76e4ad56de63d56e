/* statistics.c - pages of figures: the source's table beside our own counts, the sentence behind a stated number,
 * the list behind a counted one. */
#include "base/day.h"
#include "base/json.h"
#include "figures/followup.h"
#include "statistics.html.h"
#include <string.h>

#define NAV "/phong-trao"

/* ---- what is shown ---- */

/* The full width of a chart: a round number a little above the greatest. */
static int64_t scale_of(const StatedTable *t, Subject k)
{
    int64_t greatest = 0, step = 1;
    for (size_t i = 0; i < t->len; i++) {
        const Qualified *q = &t->at[i].of[k].q;
        if (q->value > greatest) greatest = q->value;
    }
    greatest += greatest / 10 + 1;
    while (greatest / step >= 20)
        step *= 10;
    return (greatest / step + 1) * step;
}

static Str percent(Ctx *c, int64_t part, int64_t whole)
{
    const int64_t tenths = part * 1000 / whole;
    return arena_fmt(c->arena, "%lld.%lld%%", (long long)(tenths / 10), (long long)(tenths % 10));
}

/* Up to what is certain a full bar; dashed where the source leaves room below its number; open where above. */
static Bar bar_of(Ctx *c, const Stated *s, int64_t scale)
{
    const Qualified *q = &s->q;
    if (!s->there || q->unknown) return (Bar){0};
    Bar b = {.there = true, .open = q->hi == QUALIFIED_NO_END};
    const int64_t solid = b.open ? q->value : q->lo;
    b.solid = percent(c, solid, scale);
    b.dashed = !b.open && q->hi > q->lo;
    if (b.dashed) b.rest = percent(c, (q->hi < scale ? q->hi : scale) - q->lo, scale);
    return b;
}

static Str list_link(Ctx *c, const Scope *s, Str field, Subject k)
{
    const Pair more[] = {
        {S("nguon"),     {0}                  },
        {S("linh-vuc"),  field                },
        {S("doi-tuong"), str(subject_kinds[k])},
    };
    return figures_link(c, STATISTICS_PATH "/danh-sach", s, more, LEN(more));
}

static FigureCell cell_of(Ctx *c, const Scope *s, const Stated *stated, const StatedField *f, Subject k)
{
    return (FigureCell){.name = f ? f->name : (Str){0},
                        .code = stated->row.code,
                        .words = figure_words(c, stated),
                        .there = stated->there,
                        .unstated = !stated->there || stated->q.unknown,
                        .link = list_link(c, s, f ? f->code : (Str){0}, k)};
}

static FigureView view_of(Ctx *c, const Scope *s, const StatedTable *t, const Counted *n, Subject k)
{
    static const int titles[] = {[GROUPS] = MSG_figures_groups, [PERSONS] = MSG_figures_persons};
    const int64_t scale = scale_of(t, k);
    FigureView v = {NEW(c->arena, FigureCell, t->len + 1), t->len, .subject = k, .title = msg(c, titles[k])};
    for (size_t i = 0; i < t->len; i++) {
        v.at[i] = cell_of(c, s, &t->at[i].of[k], &t->at[i], k);
        v.at[i].bar = bar_of(c, &t->at[i].of[k], scale);
        v.at[i].n = n->of_field[k][i];
    }
    v.total = cell_of(c, s, &t->total[k], NULL, k);
    v.total.name = msg(c, s->whole ? MSG_figures_total : MSG_figures_all_fields), v.total.n = n->total[k];
    v.colour = k == GROUPS ? S("c1") : S("c2");
    v.disagrees = !t->agrees[k];
    return v;
}

static Str heading_of(Ctx *c, const Scope *s, const StatedTable *t, const Counted *n)
{
    const Stated *groups = &t->total[GROUPS], *persons = &t->total[PERSONS];
    const Str args[] = {groups->there ? groups->row.words : text_int64_t(c, n->total[GROUPS]),
                        persons->there ? persons->row.words : text_int64_t(c, n->total[PERSONS]), s->act_words};
    const bool stated = groups->there && persons->there && !groups->q.unknown && !persons->q.unknown;
    return msg_with(c, stated ? MSG_figures_heading_stated : MSG_figures_heading, args, LEN(args));
}

/* From the top down to the unit, and what lies below it that day: a click for each level. */
Err statistics_chooser(Ctx *c, const char *page, const Scope *s, UnitChooser *out)
{
    UnitRows over = {0}, below;
    if (s->unit.in_force) TRY(unit_over(c, s->unit.id, &over));
    TRY(unit_children(c, s->unit.id, s->borders, &below));
    *out = (UnitChooser){
        {NEW(c->arena, UnitLinkTo, over.len + 1),  0},
        {NEW(c->arena, UnitLinkTo, below.len + 1), 0}
    };
    for (size_t i = 0; i < over.len; i++) {
        const Pair unit = {S("don-vi"), over.at[i].code};
        if (over.at[i].id != s->unit.id)
            out->over.at[out->over.len++] = (UnitLinkTo){over.at[i].name, figures_link(c, page, s, &unit, 1)};
    }
    for (size_t i = 0; i < below.len; i++) {
        const Pair unit = {S("don-vi"), below.at[i].code};
        out->below.at[out->below.len++] = (UnitLinkTo){below.at[i].name, figures_link(c, page, s, &unit, 1)};
    }
    return OK;
}

/* ---- the page, its JSON and its CSV ---- */

typedef struct {
    Scope scope;
    Form form;
    FigureSource source;
    bool has_source;
    StatedTable stated;
    Counted counted;
} Found;

static Err chosen_source(Ctx *c, Found *x)
{
    FigureSourceRows rows;
    if (x->scope.asked.source.len) {
        x->has_source = true;
        return figure_source_by_slug(c, x->scope.asked.source, &x->source);
    }
    TRY(figure_source_list(c, &rows));
    x->has_source = rows.len > 0;
    if (rows.len) x->source = rows.at[0];
    return OK;
}

static Err find(Ctx *c, Pairs query, Found *x)
{
    *x = (Found){0};
    TRY(figures_scope(c, query, &figures_form, &x->scope, &x->form));
    if (x->scope.rows != BY_NOTHING) return OK; /* a table of its own */
    TRY(chosen_source(c, x));
    TRY(figure_table(c, x->source.id, x->scope.whole ? S("toan_tinh") : x->scope.asked.unit, &x->stated));
    return figures_count(c, &x->scope, &x->stated, &x->counted);
}

static void collect(Ctx *c, const StatedTable *t, Quotes *out)
{
    *out = (Quotes){NEW(c->arena, Figure, (t->len + 1) * SUBJECTS), 0};
    for (size_t i = 0; i <= t->len; i++)
        for (Subject k = 0; k < SUBJECTS; k++) {
            const Stated *s = i ? &t->at[i - 1].of[k] : &t->total[k];
            if (s->there) out->at[out->len++] = s->row;
        }
}

static void json_figure(Json *j, const Stated *s)
{
    json_key(j, "stated");
    if (!s->there) {
        json_null(j);
        return;
    }
    json_open(j, '{');
    json_member(j, "id", s->row.code);
    json_member(j, "words", s->row.words);
    json_member(j, "qualifier", s->row.qualifier);
    const struct {
        const char *key;
        int64_t n;
    } numbers[] = {
        {"value", s->q.unknown ? -1 : s->row.value},
        {"lower", qualified_least(s->q)           },
        {"upper", qualified_most(s->q)            },
    };
    for (size_t i = 0; i < LEN(numbers); i++) {
        json_key(j, numbers[i].key);
        if (numbers[i].n < 0)
            json_null(j);
        else
            json_put(j, numbers[i].n);
    }
    json_member(j, "quote", s->row.quote);
    json_close(j, '}');
}

static void json_row(Ctx *c, Json *j, const Found *x, size_t i, Subject k)
{
    const StatedField *f = i ? &x->stated.at[i - 1] : NULL;
    json_open(j, '{');
    json_member(j, "field", f ? f->code : S(""));
    json_member(j, "name", f ? f->name : msg(c, MSG_figures_total));
    json_member(j, "subject", str(subject_kinds[k]));
    json_figure(j, f ? &f->of[k] : &x->stated.total[k]);
    json_member(j, "counted", f ? x->counted.of_field[k][i - 1] : x->counted.total[k]);
    json_member(j, "list", list_link(c, &x->scope, f ? f->code : (Str){0}, k));
    json_close(j, '}');
}

static void json_source(Json *j, const Found *x)
{
    json_key(j, "source");
    if (!x->has_source) {
        json_null(j);
        return;
    }
    json_open(j, '{');
    json_member(j, "slug", x->source.slug);
    json_member(j, "name", x->source.name);
    json_member(j, "title", x->source.title);
    json_member(j, "page_date", x->source.page_date);
    json_member(j, "published_on", x->source.published_on);
    json_member(j, "period", x->source.period_text);
    json_close(j, '}');
}

static Err as_json(Req *q, const Found *x)
{
    Ctx *c = &q->ctx;
    Buf out = {.arena = c->arena};
    Json j = {&out, false};
    json_open(&j, '{');
    json_source(&j, x);
    json_member(&j, "unit", x->scope.unit.code);
    json_member(&j, "unit_name", x->scope.unit.name);
    json_member(&j, "from", x->scope.asked.from);
    json_member(&j, "to", x->scope.asked.to);
    json_member(&j, "borders_of", x->scope.borders);
    json_member(&j, "counted", x->scope.measure);
    json_member(&j, "computed_at", c->now);
    json_key(&j, "items");
    json_open(&j, '[');
    for (Subject k = 0; k < SUBJECTS; k++)
        for (size_t i = 1; i <= x->stated.len + 1; i++)
            json_row(c, &j, x, i <= x->stated.len ? i : 0, k);
    json_close(&j, ']');
    json_close(&j, '}');
    return reply_json(q, 200, buf_done(&out));
}

static int64_t plain(int64_t n)
{
    return n < 0 ? NO_NUMBER : n;
}

typedef struct {
    Str field, field_name, subject, figure, stated, qualifier, quote, source;
    int64_t value, lower, upper, counted;
    Str unit, from, to;
} CsvLine;

static CsvLine csv_line(Ctx *c, const Found *x, size_t i, Subject k)
{
    const StatedField *f = i ? &x->stated.at[i - 1] : NULL;
    const Stated *s = f ? &f->of[k] : &x->stated.total[k];
    const bool number = s->there && !s->q.unknown;
    return (CsvLine){.field = f ? f->code : (Str){0},
                     .field_name = f ? f->name : msg(c, MSG_figures_total),
                     .subject = str(subject_kinds[k]),
                     .figure = s->row.code,
                     .stated = s->there ? s->row.words : S("không nêu"),
                     .qualifier = s->there ? s->row.qualifier : S("unstated"),
                     .value = plain(number ? s->row.value : -1),
                     .lower = plain(number ? qualified_least(s->q) : -1),
                     .upper = plain(number ? qualified_most(s->q) : -1),
                     .quote = s->row.quote,
                     .source = x->has_source ? figure_source_label(c, &x->source) : (Str){0},
                     .counted = f ? x->counted.of_field[k][i - 1] : x->counted.total[k],
                     .unit = x->scope.unit.code,
                     .from = x->scope.asked.from,
                     .to = x->scope.asked.to};
}

static Err as_table(Req *q, const Found *x)
{
    static const Column cells[] = {COLUMN(CsvLine, field),  COLUMN(CsvLine, field_name), COLUMN(CsvLine, subject),
                                   COLUMN(CsvLine, figure), COLUMN(CsvLine, stated),     COLUMN(CsvLine, qualifier),
                                   COLUMN(CsvLine, value),  COLUMN(CsvLine, lower),      COLUMN(CsvLine, upper),
                                   COLUMN(CsvLine, quote),  COLUMN(CsvLine, source),     COLUMN(CsvLine, counted),
                                   COLUMN(CsvLine, unit),   COLUMN(CsvLine, from),       COLUMN(CsvLine, to)};
    static const Columns columns = COLUMNS("thong-ke-phong-trao", cells, CsvLine);
    CsvLine *rows = NEW(q->ctx.arena, CsvLine, (x->stated.len + 1) * SUBJECTS);
    size_t n = 0;
    for (Subject k = 0; k < SUBJECTS; k++)
        for (size_t i = 1; i <= x->stated.len + 1; i++)
            rows[n++] = csv_line(&q->ctx, x, i <= x->stated.len ? i : 0, k);
    return reply_rows(q, &columns, rows, n, (Str){0});
}

static Err as_page(Req *q, Found *x)
{
    Ctx *c = &q->ctx;
    FigureView views[SUBJECTS];
    for (Subject k = 0; k < SUBJECTS; k++)
        views[k] = view_of(c, &x->scope, &x->stated, &x->counted, k);
    FiguresPage p = {
        .scope = &x->scope, .tables = {views, LEN(views)}
    };
    p.heading = heading_of(c, &x->scope, &x->stated, &x->counted);
    p.form = form_fields(c, &x->form);
    p.csv = figures_link(c, STATISTICS_PATH ".csv", &x->scope, NULL, 0);
    p.xlsx = figures_link(c, STATISTICS_PATH ".xlsx", &x->scope, NULL, 0);
    p.map = figures_map_link(c, &x->scope);
    p.after = followup_links(c, &x->scope);
    p.json = figures_link(c, STATISTICS_PATH ".json", &x->scope, NULL, 0);
    const Pair partly[] = {
        {S("nguon"), {0}          },
        {S("phan"),  S("mot_phan")}
    };
    p.partly = x->counted.partly;
    p.partly_link = figures_link(c, STATISTICS_PATH "/danh-sach", &x->scope, partly, LEN(partly));
    TRY(statistics_chooser(c, STATISTICS_PATH, &x->scope, &p.units));
    collect(c, &x->stated, &p.quotes);
    if (x->has_source && p.quotes.len) p.source = &x->source, p.source_label = figure_source_label(c, &x->source);
    return reply(q, (Page){.title = p.heading,
                           .main = figures_html(c, &p),
                           .nav = NAV "/thong-ke",
                           .up = NAV,
                           .up_title = MSG_figures_movement});
}

Err statistics_refused(Req *q, const Form *f, const char *path)
{
    Ctx *c = &q->ctx;
    return reply_faults(q, f,
                        (Page){.title = msg(c, MSG_figures_title),
                               .main = figures_refused_html(c, str(path), form_faults(c, f), form_fields(c, f)),
                               .nav = NAV "/thong-ke",
                               .up = NAV,
                               .up_title = MSG_figures_movement});
}

static Err get_figures(Req *q)
{
    Found x;
    Err e = find(&q->ctx, q->query, &x);
    if (e == ERR_INVALID && x.form.spec && !x.form.ok) return statistics_refused(q, &x.form, STATISTICS_PATH);
    if (e) return e;
    if (x.scope.rows != BY_NOTHING) return statistics_table(q, &x.scope, &x.form);
    if (q->as == AS_JSON) return as_json(q, &x);
    return wants_table(q) ? as_table(q, &x) : as_page(q, &x);
}

/* ---- the sentence behind a stated number ---- */

static Str meaning_of(Ctx *c, const Qualified *q)
{
    const int64_t least = qualified_least(*q), most = qualified_most(*q);
    const Str args[] = {text_int64_t(c, least >= 0 ? least : most)};
    if (q->unknown) return msg(c, MSG_figure_means_nothing);
    if (least < 0 && most < 0) return msg(c, MSG_figure_means_about);
    if (least == most) return msg_with(c, MSG_figure_means_exactly, args, 1);
    return msg_with(c, least >= 0 ? MSG_figure_means_least : MSG_figure_means_most, args, 1);
}

static Str tenths_words(Ctx *c, int64_t n)
{
    return arena_fmt(c->arena, n % 10 ? "%lld,%lld" : "%lld", (long long)(n / 10), (long long)(n % 10));
}

/* Of the stated total: only where it follows from what the source says, without our 5 % convention. */
static Str share_of(Ctx *c, const Stated *part, const Stated *total)
{
    if (!part->row.field.len || !total->there) return (Str){0};
    const Share s = qualified_share(part->q, total->q);
    const Str args[] = {tenths_words(c, s.lo), tenths_words(c, s.hi)};
    if (s.none || s.soft) return (Str){0};
    if (s.exact) return msg_with(c, MSG_figure_share_exact, args, 1);
    if (s.lo == 0) return msg_with(c, s.under ? MSG_figure_share_under : MSG_figure_share_most, args + 1, 1);
    if (s.hi == 1000) return msg_with(c, MSG_figure_share_least, args, 1);
    return msg_with(c, MSG_figure_share_between, args, 2);
}

static void fact(Facts *out, Ctx *c, int label, Str value)
{
    if (value.len) out->at[out->len++] = (Fact){msg(c, label), value};
}

static Str named(const StatedTable *t, Str field)
{
    for (size_t i = 0; i < t->len; i++)
        if (str_eq(t->at[i].code, field)) return t->at[i].name;
    return field;
}

static Facts facts_of(Ctx *c, const Stated *s, const FigureSource *source, const StatedTable *t)
{
    Subject k;
    Facts out = {NEW(c->arena, Fact, 12), 0};
    fact(&out, c, MSG_figure_subject, msg_of(c, "figure.subject", NULL, s->row.subject));
    fact(&out, c, MSG_figures_field, s->row.field.len ? named(t, s->row.field) : msg(c, MSG_figures_all_fields));
    fact(&out, c, MSG_figure_scope, msg_of(c, "figure.scope", NULL, s->row.scope));
    fact(&out, c, MSG_figure_means, meaning_of(c, &s->q));
    if (subject_of(s->row.subject, &k)) fact(&out, c, MSG_figure_share, share_of(c, s, &t->total[k]));
    fact(&out, c, MSG_figure_source, source->name.len ? source->name : msg(c, MSG_figure_source_unnamed));
    fact(&out, c, MSG_figure_source_title, source->title);
    fact(&out, c, MSG_figure_source_url, source->url);
    fact(&out, c, MSG_figure_page_date, text_Day(c, source->page_date));
    fact(&out, c, MSG_figure_published_on,
         source->published_on.n ? text_Day(c, source->published_on) : msg(c, MSG_figure_not_said));
    fact(&out, c, MSG_figure_period, source->period_text.len ? source->period_text : s->row.as_of);
    return out;
}

static Err figure_json(Req *q, const Stated *s, const FigureSource *source)
{
    Buf out = {.arena = q->ctx.arena};
    Json j = {&out, false};
    const Found x = {.has_source = true, .source = *source};
    json_open(&j, '{');
    json_member(&j, "scope", s->row.scope);
    json_member(&j, "field", s->row.field);
    json_member(&j, "subject", s->row.subject);
    json_figure(&j, s);
    json_source(&j, &x);
    json_close(&j, '}');
    return reply_json(q, 200, buf_done(&out));
}

static Err get_figure(Req *q)
{
    Ctx *c = &q->ctx;
    Figure row;
    Stated s;
    FigureSource source;
    StatedTable t;
    TRY(figure_by_code(c, path_arg(q, "figure"), &row));
    TRY(figure_read(c, &row, &s));
    TRY(figure_source_by_id(c, row.source, &source));
    TRY(figure_table(c, source.id, row.scope, &t));
    if (q->as == AS_JSON) return figure_json(q, &s, &source);
    const Str subject = msg_of(c, "figure.subject", NULL, row.subject);
    const Str where = row.field.len ? named(&t, row.field) : msg(c, MSG_figures_all_fields);
    const Str args[] = {figure_words(c, &s), subject, where};
    const Str heading = s.q.unknown ? msg_with(c, MSG_figure_heading_unstated, args + 1, 2)
                                    : msg_with(c, MSG_figure_heading, args, LEN(args));
    const Str back = arena_fmt(c->arena, "/phong-trao/thong-ke?nguon=" STR, ARG(source.slug));
    return reply(q, (Page){.title = heading,
                           .main = figure_html(c, heading, row.quote, facts_of(c, &s, &source, &t), back),
                           .nav = NAV "/thong-ke",
                           .up = NAV "/thong-ke",
                           .up_title = MSG_figures_title});
}

// clang-format off
static const Route routes[] = {
    {GET, "/phong-trao/thong-ke",               NULL, get_figures, .form = &figures_form,      .csv = true},
    {GET, "/phong-trao/thong-ke/danh-sach",     NULL, statistics_list,  .form = &figures_list_form, .csv = true},
    {GET, "/phong-trao/thong-ke/ban-do", NULL, tile_map_page, .form = &figures_list_form, .csv = true},
    {GET, "/phong-trao/thong-ke/bieu-duong", NULL, followup_praise_page, .form = &figures_praise_form, .csv = true},
    {GET, "/phong-trao/thong-ke/bieu-duong/danh-sach", NULL, followup_praise_list, .form = &figures_praise_form, .csv = true},
    {GET, "/phong-trao/thong-ke/duy-tri", NULL, followup_upkeep_page, .form = &figures_upkeep_form, .csv = true},
    {GET, "/phong-trao/thong-ke/duy-tri/danh-sach", NULL, followup_upkeep_list, .form = &figures_upkeep_form, .csv = true},
    {GET, "/phong-trao/thong-ke/nguon/:figure", NULL, get_figure},
};
static const Exchange exchanges[] = {
    {"figures", figure_import, figure_export, FIGURE_COLUMNS},
};
// clang-format on
static const FormSpec *const forms[] = {&figures_form, &figures_list_form, &figures_praise_form, &figures_upkeep_form};
const Slice movement_figures = {
    .name = "movement_figures", .routes = TABLE(routes), .exchanges = TABLE(exchanges), .forms = TABLE(forms)};
