/* apologies.c - letters of apology, as everybody may read them: without a name. */
#include "performance.html.h"
#include "performance/performance.h"

enum { LETTERS_PAGE = 20 };

static const Column letter_columns[] = {
    COLUMN(ApologyRow, number),        COLUMN(ApologyRow, signed_on), COLUMN(ApologyRow, unit_code),
    COLUMN(ApologyRow, unit_name),     COLUMN(ApologyRow, facet),     COLUMN(ApologyRow, title),
    COLUMN(ApologyRow, code),          COLUMN(ApologyRow, cause),     COLUMN(ApologyRow, promised),
    COLUMN(ApologyRow, promised_anew), COLUMN(ApologyRow, late),
};
static const Columns letter_table = COLUMNS("xin-loi", letter_columns, ApologyRow);

/* "20777-13": the last letter seen, by day and file. */
static bool place_read(Str text, Day *signed_on, int64_t *before)
{
    int64_t n;
    *signed_on = (Day){INT32_MAX}, *before = INT64_MAX;
    if (!text.len) return true;
    const Str head = str_cut(&text, '-');
    if (!str_int(head, &n) || n < 0 || n > INT32_MAX || !str_int(text, before)) return false;
    signed_on->n = (int32_t)n;
    return true;
}

Err apologies_page(Req *q)
{
    Ctx *c = &q->ctx;
    OnestopScope s;
    Day signed_on;
    int64_t before;
    ApologyRowRows rows;
    Options units;
    Str next = {0};
    if (!place_read(query_arg(q, "sau"), &signed_on, &before)) return ERR_NOT_FOUND;
    TRY(onestop_scope(q, &s));
    const int64_t page = wants_table(q) ? 100000 : LETTERS_PAGE;
    TRY(apologies_newest(c, (ApologiesNewest){s.unit.id, signed_on, before, page + 1}, &rows));
    if ((int64_t)rows.len > page) {
        rows.len = (size_t)page;
        const ApologyRow *last = &rows.at[page - 1];
        next = arena_fmt(c->arena, "%d-%lld", last->signed_on.n, (long long)last->dossier);
    }
    if (!wants_html(q)) return reply_rows(q, &letter_table, rows.at, rows.len, next);
    TRY(unit_options(c, &units));
    return reply(q, (Page){.title = msg(c, MSG_onestop_apologies),
                           .main = apologies_html(c, query_arg(q, "don-vi"), units, rows, next),
                           .nav = "/mot-cua",
                           .up = "/mot-cua",
                           .up_title = MSG_onestop_title});
}
