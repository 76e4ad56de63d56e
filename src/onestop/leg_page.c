/* leg_page.c - the steps that lie in the hands of whoever is signed in: their own list, and the part of the desk's that
 * came from other offices. */
#include "leg.html.h"
#include "onestop/leg.h"
#include "onestop/onestop.h"

enum { LEGS_MAX = 200 };

Casefile held_clock(const HeldLeg *r)
{
    return (Casefile){.clock = r->clock, .due = r->due};
}

static Err held(Ctx *c, Str due, bool away, HeldLegRows *out)
{
    LegsHeld x = {.above = c->unit, .away = away, .any_due = !due.len, .n = LEGS_MAX + 1};
    if (due.len && !due_between(c, due, &x.due_from, &x.due_to)) return ERR_NOT_FOUND;
    return legs_held(c, x, out);
}

Err legs_from_elsewhere(Ctx *c, Html *out)
{
    HeldLegRows rows;
    TRY(held(c, (Str){0}, true, &rows));
    *out = rows.len ? legs_away_html(c, rows) : (Html){S("")};
    return OK;
}

static const Column columns[] = {
    COLUMN(HeldLeg, code),      COLUMN(HeldLeg, title),  COLUMN(HeldLeg, state),       COLUMN(HeldLeg, step),
    COLUMN(HeldLeg, opened),    COLUMN(HeldLeg, due),    COLUMN(HeldLeg, dossier_due), COLUMN(HeldLeg, unit_code),
    COLUMN(HeldLeg, unit_name), COLUMN(HeldLeg, office),
};
static const Columns table = COLUMNS("buoc", columns, HeldLeg);

/* How many there are of each, from the list of all of them. */
static LegCounts counts_of(Ctx *c, const HeldLegRows *all, Str due)
{
    static const struct {
        const char *due;
        int label;
    } kinds[] = {
        {"",        MSG_onestop_legs_all},
        {"qua-han", MSG_onestop_overdue },
        {"hom-nay", MSG_onestop_today   },
        {"sap-han", MSG_onestop_soon    }
    };
    LegCounts out = {NEW(c->arena, LegCount, LEN(kinds)), LEN(kinds)};
    for (size_t i = 0; i < LEN(kinds); i++) {
        const Str name = str(kinds[i].due);
        Day from = {0}, to = {0};
        const bool any = !due_between(c, name, &from, &to);
        out.at[i] = (LegCount){.label = msg(c, kinds[i].label), .here = str_eq(name, due)};
        out.at[i].href =
            any ? S("/can-bo/mot-cua/buoc") : arena_fmt(c->arena, "/can-bo/mot-cua/buoc?han=" STR, ARG(name));
        for (size_t k = 0; k < all->len; k++) {
            const HeldLeg *r = &all->at[k];
            out.at[i].n += any || (r->clock == RUNNING && r->due.n >= from.n && r->due.n <= to.n);
        }
    }
    return out;
}

Err legs_page(Req *q)
{
    Ctx *c = &q->ctx;
    LegsView v = {.due = query_arg(q, "han")};
    HeldLegRows all;
    TRY(held(c, v.due, false, &v.rows));
    all = v.rows;
    v.more = v.rows.len > LEGS_MAX;
    if (v.more) v.rows.len = LEGS_MAX;
    if (!wants_html(q)) return reply_rows(q, &table, v.rows.at, v.rows.len, (Str){0});
    if (v.due.len) TRY(held(c, (Str){0}, false, &all));
    v.counts = counts_of(c, &all, v.due);
    const Str n[] = {text_int64_t(c, v.counts.at[0].n), text_int64_t(c, v.counts.at[1].n)};
    v.heading = msg_with(c, all.len ? MSG_onestop_legs_news : MSG_onestop_no_legs, n, all.len ? LEN(n) : 0);
    return reply(q, (Page){.title = v.heading,
                           .main = legs_html(c, &v),
                           .nav = "/can-bo/mot-cua",
                           .up = "/can-bo/mot-cua",
                           .up_title = MSG_onestop_desk,
                           .private_page = true});
}
