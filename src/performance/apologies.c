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

Err apologies_page(Req *q)
{
    Ctx *c = &q->ctx;
    OnestopScope s;
    ListPlace at = {{INT32_MAX}, INT64_MAX};
    ApologyRowRows rows;
    Options units;
    Str next = {0};
    if (query_arg(q, "sau").len && !list_place_read(query_arg(q, "sau"), &at)) return ERR_NOT_FOUND;
    TRY(onestop_scope(q, &s));
    const int64_t page = wants_table(q) ? TABLE_MAX : LETTERS_PAGE;
    TRY(apologies_newest(c, (ApologiesNewest){s.unit.id, at.day, at.place, page + 1}, &rows));
    if ((int64_t)rows.len > page) {
        rows.len = (size_t)page;
        next = list_place(c->arena, rows.at[page - 1].signed_on, rows.at[page - 1].dossier);
    }
    if (!wants_html(q)) return reply_rows(q, &letter_table, rows.at, rows.len, next);
    TRY(unit_options(c, &units));
    return reply(q, (Page){.title = msg(c, MSG_onestop_apologies),
                           .main = apologies_html(c, query_arg(q, "don-vi"), units, rows, next),
                           .nav = "/mot-cua",
                           .up = "/mot-cua",
                           .up_title = MSG_onestop_title});
}
