/* statistics_list.c - the records behind a counted number: as many as it says. */
#include "base/day.h"
#include "figures/statistics.h"
#include "statistics.html.h"

enum { LIST_PAGE = 50, LIST_FILE = 10000, BATCH = 2000 };

static Str field_words(Ctx *c, const Options *fields, Str facet)
{
    const Str field = str_cut(&facet, '/');
    const Str subject = msg_of(c, "figures.subject", NULL, facet);
    Str name = field;
    for (size_t i = 0; i < fields->len; i++)
        if (str_eq(fields->at[i].value, field)) name = fields->at[i].label;
    return arena_fmt(c->arena, STR ", " STR, ARG(name), ARG(subject));
}

static Str list_heading(Ctx *c, const Scope *s, const Options *fields, int64_t n)
{
    static const int headings[] = {MSG_figures_list_all, MSG_figures_list_groups, MSG_figures_list_persons};
    const size_t which = !s->asked.subject.len ? 0 : str_eq(s->asked.subject, S("tap_the")) ? 1 : 2;
    const Str args[] = {text_int64_t(c, n), s->act_words};
    const Str text = msg_with(c, headings[which], args, LEN(args));
    for (size_t i = 0; i < fields->len; i++)
        if (str_eq(fields->at[i].value, s->asked.field))
            return arena_fmt(c->arena, STR ", " STR, ARG(text), ARG(fields->at[i].label));
    return text;
}

/* ---- finding them ---- */

/* The place of the last row of a page: sau=2025-03-04.1234, the day and the act; of a stock the file's number counts.
 */
typedef struct {
    Day day;
    int64_t id;
} Cursor;

static Cursor cursor_of(Str text, const Scope *s)
{
    Cursor at = {s->from_day, 0};
    Day day;
    int64_t id;
    if (!day_parse(str_cut(&text, '.'), &day) || !str_int(text, &id)) return at;
    return day.n < s->from_day.n && !s->stock ? at : (Cursor){day, id};
}

static Err batch_of(Ctx *c, const Scope *s, bool fast, Cursor at, int64_t n, CountedRowRows *out)
{
    const FiguresAsked *a = &s->asked;
    if (s->stock) {
        const Str state = {s->measure.ptr + 1, s->measure.len - 1};
        const int from = civil(s->from_day).year, to = civil(s->to_day).year;
        return standing_any(c, (StandingAny){state, from, to, a->field, a->subject, at.id, n}, out);
    }
    if (!fast)
        return counted_any(c, (CountedAny){s->measure, at.day, s->to_day, a->field, a->subject, a->campaign, at.id, n},
                           out);
    return counted_under(
        c, (CountedUnder){s->unit.id, s->measure, at.day, s->to_day, a->field, a->subject, a->campaign, at.id, n}, out);
}

static bool belongs_here(const Scope *s, const Places *p, const CountedRow *r)
{
    const int64_t under = statistics_under(s, p, r->unit_id, r->belongs);
    return s->part ? under == s->part : under && under != PLACE_PARTLY;
}

static Err find(Ctx *c, const Scope *s, Cursor at, int64_t max, CountedRowRows *out)
{
    bool fast;
    Places places;
    TRY(statistics_fast(c, s, &fast));
    if (fast && !s->stock) return batch_of(c, s, true, at, max + 1, out);
    TRY(unit_places(c, s->unit.id, s->borders, &places));
    *out = (CountedRowRows){NEW(c->arena, CountedRow, max + 2), 0};
    for (bool more = true; more && (int64_t)out->len <= max;) {
        CountedRowRows rows;
        TRY(batch_of(c, s, false, at, BATCH, &rows));
        for (size_t i = 0; i < rows.len && (int64_t)out->len <= max; i++)
            if (belongs_here(s, &places, &rows.at[i])) out->at[out->len++] = rows.at[i];
        more = rows.len == BATCH;
        if (rows.len) at = (Cursor){rows.at[rows.len - 1].done, rows.at[rows.len - 1].id};
    }
    return OK;
}

Err statistics_find(Ctx *c, const Scope *s, Str after, int64_t max, CountedRowRows *out)
{
    return find(c, s, cursor_of(after, s), max, out);
}

/* ---- showing them ---- */

typedef struct {
    Str code, name, unit, unit_name, field, subject;
    Day recognised;
    Str document;
} ListLine;

/* Of a model that is not public the name is not shown: it may be a person's who has not agreed yet. */
static Err list_file(Req *q, const CountedRowRows *rows, Str next)
{
    static const Column cells[] = {COLUMN(ListLine, code),       COLUMN(ListLine, name),    COLUMN(ListLine, unit),
                                   COLUMN(ListLine, unit_name),  COLUMN(ListLine, field),   COLUMN(ListLine, subject),
                                   COLUMN(ListLine, recognised), COLUMN(ListLine, document)};
    static const Columns columns = COLUMNS("danh-sach-cong-nhan", cells, ListLine);
    ListLine *lines = NEW(q->ctx.arena, ListLine, rows->len + 1);
    for (size_t i = 0; i < rows->len; i++) {
        const CountedRow *r = &rows->at[i];
        Str subject = r->facet, field = str_cut(&subject, '/');
        lines[i] = (ListLine){
            r->code, r->public ? r->title : (Str){0}, r->unit, r->unit_name, field, subject, r->done, r->document};
    }
    return reply_rows(q, &columns, lines, rows->len, next);
}

static Err list_page(Req *q, const Scope *s, const CountedRowRows *rows, int64_t n, Str next)
{
    Ctx *c = &q->ctx;
    Options fields;
    TRY(field_options(c, &fields));
    ListRows out = {NEW(c->arena, ListRow, rows->len + 1), rows->len};
    for (size_t i = 0; i < rows->len; i++) {
        const CountedRow *r = &rows->at[i];
        out.at[i] = (ListRow){r->code,   r->title, r->unit_name, field_words(c, &fields, r->facet),
                              r->public, r->done,  r->document};
    }
    const Str heading = list_heading(c, s, &fields, n);
    return reply(q, (Page){.title = heading,
                           .main = figures_list_html(c, heading, s, out, next),
                           .nav = STATISTICS_PATH,
                           .up = STATISTICS_PATH,
                           .up_title = MSG_figures_title});
}

static Str next_link(Ctx *c, const Scope *s, const CountedRow *last)
{
    const Str link = figures_link(c, STATISTICS_PATH "/danh-sach", s, NULL, 0);
    bool asked = false;
    for (size_t i = 0; i < link.len; i++)
        asked |= link.ptr[i] == '?';
    return arena_fmt(c->arena, STR "%csau=" STR ".%lld", ARG(link), asked ? '&' : '?',
                     ARG(day_iso(c->arena, last->done)), (long long)last->id);
}

Err statistics_list(Req *q)
{
    Ctx *c = &q->ctx;
    Scope s;
    Form form = {0};
    CountedRowRows rows;
    int64_t count;
    Err e = figures_scope(c, q->query, &figures_list_form, &s, &form);
    if (e == ERR_INVALID && !form.ok) return statistics_refused(q, &form, STATISTICS_PATH "/danh-sach");
    if (e) return e;
    const int64_t max = wants_table(q) ? LIST_FILE : LIST_PAGE;
    TRY(figures_number(c, &s, &count));
    TRY(statistics_find(c, &s, query_arg(q, "sau"), max, &rows));
    Str next = {0};
    if ((int64_t)rows.len > max) rows.len = (size_t)max, next = next_link(c, &s, &rows.at[max - 1]);
    return wants_html(q) ? list_page(q, &s, &rows, count, next) : list_file(q, &rows, next);
}
