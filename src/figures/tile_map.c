/* tile_map.c - a number for each unit below one, as tiles that lie about where the communes do: each the same size,
 * each a link, its number written on it; the same numbers in a table. Where the tiles lie is data/tiles.csv. */
#include "base/csv.h"
#include "base/data.h"
#include "figures/statistics.h"
#include "tile_map.html.h"

enum { TILE_WIDE = 78, TILE_HIGH = 58, GAP = 4, CLASSES = 5, DARK = 4 };
#define MAP_PATH STATISTICS_PATH "/ban-do"

typedef struct {
    Str code, name;
    int64_t id, n;
    bool placed;
} Counting;
typedef struct {
    Counting *at;
    size_t len;
} Countings;

static Err count_below(Ctx *c, const Scope *s, Countings *out, int64_t *rest)
{
    UnitRows below;
    StatCells cells = {0};
    TRY(unit_children(c, s->unit.id, s->borders, &below));
    TRY(statistics_cells(c, s, s->measure, s->asked.campaign, true, &cells));
    *out = (Countings){NEW(c->arena, Counting, below.len + 1), below.len}, *rest = 0;
    for (size_t i = 0; i < below.len; i++)
        out->at[i] = (Counting){below.at[i].code, below.at[i].name, below.at[i].id, 0, false};
    for (size_t k = 0; k < cells.len; k++) {
        const StatCell *x = &cells.at[k];
        if (x->under == PLACE_PARTLY || !statistics_wanted(s, x)) continue;
        size_t i = 0;
        while (i < out->len && out->at[i].id != x->under)
            i++;
        *(i < out->len ? &out->at[i].n : rest) += x->n;
    }
    return OK;
}

static Counting *unit_of(const Countings *all, Str code)
{
    for (size_t i = 0; i < all->len; i++)
        if (str_eq(all->at[i].code, code)) return &all->at[i];
    return NULL;
}

static Str link_to(Ctx *c, const Scope *s, Str code)
{
    const Pair unit = {S("don-vi"), code};
    return figures_link(c, STATISTICS_PATH "/danh-sach", s, &unit, 1);
}

/* ---- the tiles ---- */

static void tiles_of(Ctx *c, const Scope *s, const Countings *all, MapTiles *out)
{
    const Str file = data_file("figures/data/tiles.csv");
    CsvRow row;
    CsvReader in = csv_open(c->arena, file);
    *out = (MapTiles){NEW(c->arena, MapTile, all->len + 1), 0};
    while (csv_next(&in, &row)) {
        int64_t x = 0, y = 0;
        Counting *u = unit_of(all, csv_cell(&row, "code"));
        if (!u || u->placed || !str_int(csv_cell(&row, "x"), &x) || !str_int(csv_cell(&row, "y"), &y)) continue;
        u->placed = true;
        out->at[out->len++] = (MapTile){.name = csv_cell(&row, "short"),
                                        .full = u->name,
                                        .link = link_to(c, s, u->code),
                                        .n = u->n,
                                        .x = x * TILE_WIDE,
                                        .y = y * TILE_HIGH};
    }
}

static int64_t nth(const MapTiles *t, size_t rank)
{
    for (size_t i = 0; i < t->len; i++) {
        size_t less = 0, same = 0;
        for (size_t k = 0; k < t->len; k++)
            less += t->at[k].n < t->at[i].n, same += t->at[k].n == t->at[i].n;
        if (less <= rank && rank < less + same) return t->at[i].n;
    }
    return 0;
}

/* Five classes with as many tiles each as ties allow; equal numbers are in one class. */
static TileClasses colour(Ctx *c, MapTiles *t)
{
    static const char *const names[] = {"q1", "q2", "q3", "q4", "q5"};
    TileClasses out = {NEW(c->arena, TileClass, CLASSES), 0};
    int64_t from = -1;
    for (size_t k = 1; k <= CLASSES && t->len; k++) {
        const int64_t to = nth(t, (t->len * k + CLASSES - 1) / CLASSES - 1);
        if (to <= from) continue;
        TileClass x = {.css = str(names[k - 1]), .least = INT64_MAX, .most = to};
        for (size_t i = 0; i < t->len; i++) {
            if (t->at[i].n <= from || t->at[i].n > to) continue;
            if (t->at[i].n < x.least) x.least = t->at[i].n;
            t->at[i].css = x.css, t->at[i].text = k >= DARK ? S("iv") : S("");
        }
        out.at[out.len++] = x, from = to;
    }
    return out;
}

/* ---- the page ---- */

static Err as_table(Req *q, const Countings *all)
{
    static const Column cells[] = {COLUMN(Counting, code), COLUMN(Counting, name), COLUMN(Counting, n),
                                   COLUMN(Counting, placed)};
    static const Columns columns = COLUMNS("ban-do-phong-trao", cells, Counting);
    return reply_rows(q, &columns, all->at, all->len, (Str){0});
}

static void lines_of(Ctx *c, const Scope *s, const Countings *all, bool placed, TileLines *out)
{
    *out = (TileLines){NEW(c->arena, TileLine, all->len + 1), 0};
    for (size_t i = 0; i < all->len; i++)
        if (all->at[i].placed == placed)
            out->at[out->len++] = (TileLine){all->at[i].name, link_to(c, s, all->at[i].code), all->at[i].n};
}

Err tile_map_page(Req *q)
{
    Ctx *c = &q->ctx;
    Scope s;
    Form form = {0};
    Countings all;
    TileMap m = {0};
    Err e = figures_scope(c, q->query, &figures_list_form, &s, &form);
    if (e == ERR_INVALID && !form.ok) return statistics_refused(q, &form, MAP_PATH);
    TRY(e);
    TRY(count_below(c, &s, &all, &m.rest));
    tiles_of(c, &s, &all, &m.tiles);
    if (!wants_html(q)) return as_table(q, &all);
    m.classes = colour(c, &m.tiles);
    for (size_t i = 0; i < m.tiles.len; i++) {
        if (m.tiles.at[i].x + TILE_WIDE > m.wide) m.wide = m.tiles.at[i].x + TILE_WIDE;
        if (m.tiles.at[i].y + TILE_HIGH > m.high) m.high = m.tiles.at[i].y + TILE_HIGH;
    }
    lines_of(c, &s, &all, true, &m.placed);
    lines_of(c, &s, &all, false, &m.others);
    const Str args[] = {s.act_words, s.unit.name};
    m.scope = &s, m.heading = msg_with(c, MSG_tiles_heading, args, LEN(args)), m.form = form_fields(c, &form);
    m.box = arena_fmt(c->arena, "0 0 %lld %lld", (long long)m.wide, (long long)m.high);
    return reply(q, (Page){.title = m.heading,
                           .main = tile_map_html(c, &m),
                           .nav = STATISTICS_PATH,
                           .up = STATISTICS_PATH,
                           .up_title = MSG_figures_title});
}
