/* took_page.c - how many working days dossiers took, by procedure. */
#include "performance.html.h"
#include "performance/performance.h"

static const Column took_columns[] = {
    COLUMN(Took, code), COLUMN(Took, n),       COLUMN(Took, half),
    COLUMN(Took, most), COLUMN(Took, longest), COLUMN(Took, name),
};
static const Columns took_table = COLUMNS("mot-cua-thoi-gian", took_columns, Took);

Err took_page(Req *q)
{
    Ctx *c = &q->ctx;
    OnestopScope s;
    TookView v = {0};
    TRY(onestop_scope(q, &s));
    TRY(took_of(c, s.unit.id, query_arg(q, "thu-tuc"), s.year, s.year, &v.rows));
    if (!wants_html(q)) return reply_rows(q, &took_table, v.rows.at, v.rows.len, (Str){0});
    v.unit_name = s.unit.name, v.unit_code = s.unit.code, v.year_text = s.year_text;
    TRY(unit_options(c, &v.units));
    return reply(q, (Page){.title = msg(c, MSG_onestop_took),
                           .main = took_html(c, &v),
                           .nav = "/mot-cua",
                           .up = "/mot-cua",
                           .up_title = MSG_onestop_title});
}
