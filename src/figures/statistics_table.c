/* statistics_table.c - what is counted, in rows and columns; every number opens its records. */
#include "base/json.h"
#include "figures/followup.h"
#include "statistics.html.h"

enum { ROWS_SHOWN = 60 }; /* of more rows only those that are not empty */

typedef struct {
    Str code, name;
    int64_t unit;
} Entry; /* code: as the list is asked for it */
typedef struct {
    By by;
    Entry *at;
    size_t len, cap;
} Axis;
typedef struct {
    Ctx *c;
    const Scope *s;
    Axis rows, cols;
    int64_t *n; /* of each row and column */
    int64_t partly;
} Table;

/* ---- axes ---- */

static void entry(Ctx *c, Axis *a, Str code, Str name, int64_t unit)
{
    if (a->len == a->cap) {
        Entry *old = a->at;
        a->cap = a->cap ? 2 * a->cap : 16;
        a->at = NEW(c->arena, Entry, a->cap);
        for (size_t i = 0; i < a->len; i++)
            a->at[i] = old[i];
    }
    a->at[a->len++] = (Entry){code, name, unit};
}

static Err options_axis(Ctx *c, Axis *a, OptionsOf *of)
{
    Options o;
    TRY(of(c, &o));
    for (size_t i = 0; i < o.len; i++)
        entry(c, a, o.at[i].value, o.at[i].label, 0);
    return OK;
}

static Err unit_axis(Ctx *c, const Scope *s, Axis *a)
{
    UnitRows below;
    TRY(unit_children(c, s->unit.id, s->borders, &below));
    for (size_t i = 0; i < below.len; i++)
        entry(c, a, below.at[i].code, below.at[i].name, below.at[i].id);
    entry(c, a, S("rieng"), msg(c, MSG_figures_part_rieng), s->unit.id);
    entry(c, a, S("chua_phan_dinh"), msg(c, MSG_figures_part_chua_phan_dinh), PLACE_SPLIT);
    return OK;
}

static Err axis_of(Ctx *c, const Scope *s, By by, Axis *a)
{
    *a = (Axis){.by = by};
    switch (by) {
    case BY_FIELD:
        return options_axis(c, a, field_options);
    case BY_CAMPAIGN:
        return options_axis(c, a, campaign_options);
    case BY_UNIT:
        return unit_axis(c, s, a);
    case BY_SUBJECT:
        for (Subject k = 0; k < SUBJECTS; k++)
            entry(c, a, str(subject_kinds[k]), msg_of(c, "figures.subject", NULL, str(subject_kinds[k])), 0);
        return OK;
    case BY_ACT:
        for (size_t i = 0; figures_acts[i]; i++)
            entry(c, a, str(figures_acts[i]), msg_of(c, "figures.act", NULL, str(figures_acts[i])), 0);
        return OK;
    case BY_NOTHING:
        entry(c, a, (Str){0}, msg(c, MSG_figures_counted), 0);
        return OK;
    case BY_YEAR: /* those that there are: found while counting */
        return OK;
    }
    return OK;
}

static int by_year(const Entry *x, const Entry *y)
{
    return str_cmp(x->code, y->code);
}

/* The years that have any, in their order. */
static void years_axis(Ctx *c, Axis *a, const StatCells *cells)
{
    for (size_t i = 0; i < cells->len; i++) {
        const Str year = arena_fmt(c->arena, "%04lld", (long long)cells->at[i].year);
        size_t k = a->len;
        while (k > 0 && str_cmp(a->at[k - 1].code, year) > 0)
            k--;
        if (k > 0 && str_eq(a->at[k - 1].code, year)) continue;
        entry(c, a, year, year, 0);
        for (size_t m = a->len - 1; m > k && by_year(&a->at[m - 1], &a->at[m]) > 0; m--) {
            const Entry x = a->at[m];
            a->at[m] = a->at[m - 1], a->at[m - 1] = x;
        }
    }
}

static size_t place_on(const Axis *a, const StatCell *x, size_t act, size_t campaign)
{
    Str subject = x->facet;
    const Str field = str_cut(&subject, '/');
    switch (a->by) {
    case BY_NOTHING:
        return 0;
    case BY_ACT:
        return act;
    case BY_CAMPAIGN:
        return campaign;
    default:
        break;
    }
    for (size_t i = 0; i < a->len; i++) {
        int64_t year = 0;
        const bool here = a->by == BY_UNIT   ? a->at[i].unit == x->under
                          : a->by == BY_YEAR ? str_int(a->at[i].code, &year) && year == x->year
                                             : str_eq(a->at[i].code, a->by == BY_FIELD ? field : subject);
        if (here) return i;
    }
    return SIZE_MAX;
}

/* ---- counting ---- */

typedef struct {
    StatCells cells;
    size_t act, campaign;
} Read;
typedef struct {
    Read *at;
    size_t len;
} Reads;

static bool has(const Table *t, By by)
{
    return t->rows.by == by || t->cols.by == by;
}

static const Axis *axis(const Table *t, By by)
{
    return t->rows.by == by ? &t->rows : &t->cols;
}

static Err read_all(Table *t, Reads *out)
{
    const size_t acts = has(t, BY_ACT) ? axis(t, BY_ACT)->len : 1;
    const size_t campaigns = has(t, BY_CAMPAIGN) ? axis(t, BY_CAMPAIGN)->len : 1;
    *out = (Reads){NEW(t->c->arena, Read, acts * campaigns), 0};
    for (size_t i = 0; i < acts; i++)
        for (size_t k = 0; k < campaigns; k++) {
            Read *r = &out->at[out->len++];
            *r = (Read){.act = i, .campaign = k};
            const Str act = has(t, BY_ACT) ? axis(t, BY_ACT)->at[i].code : t->s->measure;
            const Str campaign = has(t, BY_CAMPAIGN) ? axis(t, BY_CAMPAIGN)->at[k].code : (Str){0};
            TRY(statistics_cells(t->c, t->s, act, campaign, has(t, BY_UNIT), &r->cells));
        }
    return OK;
}

static void count_cells(Table *t, const Read *r)
{
    for (size_t i = 0; i < r->cells.len; i++) {
        const StatCell *x = &r->cells.at[i];
        if (x->under == PLACE_PARTLY) {
            t->partly += x->n;
            continue;
        }
        const size_t row = place_on(&t->rows, x, r->act, r->campaign), col = place_on(&t->cols, x, r->act, r->campaign);
        if (row < t->rows.len && col < t->cols.len) t->n[row * t->cols.len + col] += x->n;
    }
}

static Err table_of(Ctx *c, const Scope *s, Table *t)
{
    Reads reads;
    *t = (Table){.c = c, .s = s};
    TRY(axis_of(c, s, s->rows, &t->rows));
    TRY(axis_of(c, s, s->cols, &t->cols));
    TRY(read_all(t, &reads));
    for (size_t i = 0; i < reads.len; i++) {
        if (t->rows.by == BY_YEAR) years_axis(c, &t->rows, &reads.at[i].cells);
        if (t->cols.by == BY_YEAR) years_axis(c, &t->cols, &reads.at[i].cells);
    }
    t->n = NEW(c->arena, int64_t, t->rows.len * t->cols.len + 1);
    for (size_t i = 0; i < reads.len; i++)
        count_cells(t, &reads.at[i]);
    return OK;
}

/* ---- the list behind a number ---- */

static void asks(const Axis *a, const Entry *e, Pair *out, size_t *n)
{
    static const char *const names[] = {[BY_FIELD] = "linh-vuc",      [BY_SUBJECT] = "doi-tuong", [BY_UNIT] = "don-vi",
                                        [BY_CAMPAIGN] = "phong-trao", [BY_YEAR] = "nam",          [BY_ACT] = "dem"};
    if (!e || a->by == BY_NOTHING) return;
    const bool part = a->by == BY_UNIT && (e->unit < 0 || str_eq(e->code, S("rieng")));
    out[(*n)++] = (Pair){part ? S("phan") : str(names[a->by]), e->code};
}

static Str list_of(const Table *t, const Entry *row, const Entry *col)
{
    Pair more[8] = {
        {S("nguon"), {0}},
        {S("hang"),  {0}},
        {S("cot"),   {0}}
    };
    size_t n = 3;
    asks(&t->rows, row, more, &n);
    asks(&t->cols, col, more, &n);
    return figures_link(t->c, STATISTICS_PATH "/danh-sach", t->s, more, n);
}

/* ---- the page ---- */

/* A sum over campaigns counts a model as often as it has campaigns; over acts, as often as something happened. */
static bool adds_up(const Axis *a)
{
    return a->by != BY_CAMPAIGN && a->by != BY_ACT;
}

static CrossRow row_of(const Table *t, size_t i)
{
    const Entry *row = &t->rows.at[i];
    CrossRow out = {
        .name = row->name, .cells = {NEW(t->c->arena, CrossCell, t->cols.len + 1), t->cols.len}
    };
    for (size_t k = 0; k < t->cols.len; k++) {
        out.cells.at[k] = (CrossCell){t->n[i * t->cols.len + k], list_of(t, row, &t->cols.at[k])};
        out.total.n += out.cells.at[k].n;
    }
    if (t->cols.len > 1 && adds_up(&t->cols)) out.total.link = list_of(t, row, NULL);
    return out;
}

static CrossRow total_of(const Table *t)
{
    CrossRow out = {
        .name = msg(t->c, MSG_figures_sum), .cells = {NEW(t->c->arena, CrossCell, t->cols.len + 1), t->cols.len}
    };
    for (size_t k = 0; k < t->cols.len; k++) {
        out.cells.at[k].link = list_of(t, NULL, &t->cols.at[k]);
        for (size_t i = 0; i < t->rows.len; i++)
            out.cells.at[k].n += t->n[i * t->cols.len + k];
        out.total.n += out.cells.at[k].n;
    }
    if (t->cols.len > 1 && adds_up(&t->cols)) out.total.link = list_of(t, NULL, NULL);
    return out;
}

static bool is_empty(const Table *t, size_t row)
{
    for (size_t k = 0; k < t->cols.len; k++)
        if (t->n[row * t->cols.len + k]) return false;
    return true;
}

/* The units' own and what nobody told apart are shown where there is any. */
static bool left_out(const Table *t, size_t row)
{
    const bool part = t->rows.by == BY_UNIT && row + 2 >= t->rows.len;
    return is_empty(t, row) && (part || t->rows.len > ROWS_SHOWN);
}

static CrossPage page_of(Ctx *c, const Table *t)
{
    CrossPage p = {.scope = t->s, .partly = t->partly};
    p.rows = (CrossRows){NEW(c->arena, CrossRow, t->rows.len + 1), 0};
    p.heads = (CrossHeads){NEW(c->arena, Str, t->cols.len + 1), t->cols.len};
    for (size_t k = 0; k < t->cols.len; k++)
        p.heads.at[k] = t->cols.at[k].name;
    for (size_t i = 0; t->cols.len && i < t->rows.len; i++) { /* no column: no year has any */
        if (left_out(t, i))
            p.empty_left_out |= t->rows.len > ROWS_SHOWN;
        else
            p.rows.at[p.rows.len++] = row_of(t, i);
    }
    if (adds_up(&t->rows)) p.total = total_of(t);
    p.campaigns = has(t, BY_CAMPAIGN);
    p.one_column = t->cols.len <= 1 || !adds_up(&t->cols);
    return p;
}

typedef struct {
    Str row_code, row, column_code, column, unit, borders, from, to, counted, list;
    int64_t n;
} CrossLine;

static Err as_rows(Req *q, const Table *t)
{
    static const Column cells[] = {
        COLUMN(CrossLine, row_code), COLUMN(CrossLine, row),     COLUMN(CrossLine, column_code),
        COLUMN(CrossLine, column),   COLUMN(CrossLine, n),       COLUMN(CrossLine, counted),
        COLUMN(CrossLine, unit),     COLUMN(CrossLine, borders), COLUMN(CrossLine, from),
        COLUMN(CrossLine, to),       COLUMN(CrossLine, list)};
    static const Columns columns = COLUMNS("thong-ke-phong-trao", cells, CrossLine);
    Ctx *c = &q->ctx;
    CrossLine *out = NEW(c->arena, CrossLine, t->rows.len * t->cols.len + 1);
    CrossLine *line = out;
    for (size_t i = 0; i < t->rows.len; i++)
        for (size_t k = 0; k < t->cols.len; k++)
            *line++ = (CrossLine){.row_code = t->rows.at[i].code,
                                  .row = t->rows.at[i].name,
                                  .column_code = t->cols.at[k].code,
                                  .column = t->cols.at[k].name,
                                  .n = t->n[i * t->cols.len + k],
                                  .counted = t->s->measure,
                                  .unit = t->s->unit.code,
                                  .borders = text_Day(c, t->s->borders),
                                  .from = t->s->asked.from,
                                  .to = t->s->asked.to,
                                  .list = list_of(t, &t->rows.at[i], &t->cols.at[k])};
    return reply_rows(q, &columns, out, (size_t)(line - out), (Str){0});
}

Err statistics_table(Req *q, const Scope *s, Form *form)
{
    static const char *const by[] = {[BY_FIELD] = "linh_vuc",      [BY_SUBJECT] = "doi_tuong", [BY_UNIT] = "don_vi",
                                     [BY_CAMPAIGN] = "phong_trao", [BY_YEAR] = "nam",          [BY_ACT] = "buoc"};
    Ctx *c = &q->ctx;
    Table t;
    TRY(table_of(c, s, &t));
    if (!wants_html(q)) return as_rows(q, &t);
    CrossPage p = page_of(c, &t);
    p.row_head = msg_of(c, "figures.by", NULL, str(by[s->rows]));
    const Str args[] = {has(&t, BY_ACT) ? msg(c, MSG_figures_steps) : s->act_words, p.row_head};
    p.heading = msg_with(c, MSG_figures_cross_heading, args, LEN(args));
    p.form = form_fields(c, form);
    p.csv = figures_link(c, STATISTICS_PATH ".csv", s, NULL, 0);
    p.xlsx = figures_link(c, STATISTICS_PATH ".xlsx", s, NULL, 0);
    p.map = figures_map_link(c, s);
    p.after = followup_links(c, s);
    p.json = figures_link(c, STATISTICS_PATH ".json", s, NULL, 0);
    const Pair partly[] = {
        {S("phan"), S("mot_phan")},
        {S("hang"), {0}          },
        {S("cot"),  {0}          }
    };
    p.partly_link = figures_link(c, STATISTICS_PATH "/danh-sach", s, partly, LEN(partly));
    TRY(statistics_chooser(c, STATISTICS_PATH, s, &p.units));
    return reply(q, (Page){.title = p.heading,
                           .main = figures_cross_html(c, &p),
                           .nav = STATISTICS_PATH,
                           .up = STATISTICS_PATH,
                           .up_title = MSG_figures_title});
}
