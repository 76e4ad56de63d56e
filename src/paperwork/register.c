/* register.c - form 07: the register of an office, of the days asked for. */
#include "base/day.h"
#include "paperwork/printed.h"
#include "register.sql.h"
#include <string.h>

enum { REGISTER_MAX = 500 };

static const char *const register_keys[] = {"n",       "number",   "procedure", "papers",   "applicant",
                                            "address", "received", "due",       "returned", "delivery",
                                            "signed",  "note",     NULL};

static void register_row(Ctx *c, const RegisterRow *r, size_t n, Str *cell)
{
    const Str cells[] = {
        text_int64_t(c, (int64_t)n),
        r->number,
        r->title,
        text_int64_t(c, r->papers),
        r->applicant,
        arena_fmt(c->arena, STR "%s" STR, ARG(r->address), r->address.len && r->phone.len ? ", " : "", ARG(r->phone)),
        text_Day(c, r->reception),
        r->first_due.n ? text_Day(c, r->first_due) : (Str){0},
        r->returned_on.n ? text_Day(c, r->returned_on) : (Str){0},
        msg_of(c, "dossier", "delivery", r->delivery),
        {0},
        state_name(c, S("dossier"), r->state)};
    memcpy(cell, cells, sizeof cells);
}

static Err days_asked(Req *q, Day *from, Day *to)
{
    const Str a = query_arg(q, "tu"), b = query_arg(q, "den");
    *from = *to = q->ctx.today;
    const bool days = (!a.len || day_parse(a, from)) && (!b.len || day_parse(b, to));
    return days && from->n <= to->n ? OK : WHY(&q->ctx, MSG_onestop_register_days, ERR_INVALID);
}

Err register_file(Req *q)
{
    Ctx vi = in_vietnamese(&q->ctx), *c = &vi;
    Printed p = {.c = c, .made = c->today};
    RegisterRowRows rows;
    Day from, to;
    Buf filled = {.arena = c->arena};
    TRY(days_asked(q, &from, &to));
    TRY(dossiers_registered(c, (DossiersRegistered){c->unit, from, to, REGISTER_MAX + 1}, &rows));
    if (rows.len > REGISTER_MAX) return WHY(&q->ctx, MSG_onestop_register_long, ERR_CONFLICT);
    TRY(document_issuer(c, c->unit, &p.issuer));
    const size_t width = LEN(register_keys) - 1;
    Str *cells = NEW(c->arena, Str, rows.len * width + 1);
    for (size_t i = 0; i < rows.len; i++)
        register_row(c, &rows.at[i], i + 1, cells + i * width);
    p.table = (DocumentTable){"dossiers", register_keys, cells, rows.len};
    printed_head(&p, false, (Str){0}, c->today);
    printed_say(&p, "from", text_Day(c, from)), printed_say(&p, "to", text_Day(c, to));
    printed_say(&p, "total", text_int64_t(c, (int64_t)rows.len));
    printed_say(&p, "maker", c->actor_name);
    TRY(printed_fill(&p, "paperwork/form/07.txt", &filled));
    return printed_answer(q, buf_done(&filled), S("so-theo-doi.pdf"));
}
