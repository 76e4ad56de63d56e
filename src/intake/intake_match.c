/* intake_match.c - what a sound line of a list is held against: the models there, the lists that wait, the lines
 * before. */
#include "base/day.h"
#include "intake/intake_own.h"
#include "text/fold.h"

enum { ALIKE_PERCENT = 60, KNOWN_OF_UNIT_MAX = 300, COMPARED_MAX = 1000000 };

/* ---- what is like it ---- */

static MetIn *met_in(Weighing *w, int64_t unit, bool *new)
{
    *new = false;
    for (size_t i = 0; i < w->met_len; i++)
        if (w->met[i].unit == unit) return &w->met[i];
    w->met = arena_grown(w->c->arena, w->met, w->met_len, &w->met_cap, sizeof *w->met);
    *new = true;
    w->met[w->met_len] = (MetIn){.unit = unit};
    return &w->met[w->met_len++];
}

static void meet(Weighing *w, MetIn *in, Met m)
{
    Arena *a = w->c->arena;
    Met *kept = NEW(a, Met, 1);
    *kept = m;
    kept->code = arena_copy(a, m.code), kept->name = arena_copy(a, m.name), kept->fold = arena_copy(a, m.fold);
    kept->of = trigrams_of(m.fold), kept->next = in->first;
    in->first = kept;
}

static Err met_of(Line *n, MetIn **out)
{
    bool new;
    IntakeKnownRows rows;
    *out = met_in(n->w, n->x.unit.id, &new);
    if (!new) return OK;
    TRY(intake_known(n->c, n->x.unit.id, KNOWN_OF_UNIT_MAX, &rows));
    for (size_t i = rows.len; i-- > 0;) {
        const IntakeKnown *k = &rows.at[i];
        meet(n->w, *out, (Met){.code = k->code, .name = k->title, .fold = k->name_fold, .year = k->year});
    }
    return OK;
}

static void offer(Line *n, Str code, Str name, int64_t line, int64_t percent)
{
    for (size_t i = 0; i < n->alikes; i++)
        if (str_eq(n->alike[i].code, code) && n->alike[i].line == line) return;
    if (n->alikes < ALIKES_MAX) n->alike[n->alikes++] = (LineAlike){code, name, line, percent};
}

static void look_for_alike(Line *n, const MetIn *in, Str folded)
{
    const Trigrams own = trigrams_of(folded);
    const int64_t year = civil(n->x.h.opened).year;
    for (const Met *m = in->first; m; m = m->next) {
        const int64_t apart = m->year > year ? m->year - year : year - m->year;
        if (apart > 1) continue;
        if (n->w->compared++ >= COMPARED_MAX) {
            line_say_once(n, SAID_NOT_COMPARED, (Str){0});
            return;
        }
        const int percent = str_eq(m->fold, folded) ? 100 : alike(&own, &m->of);
        if (percent >= ALIKE_PERCENT) offer(n, m->code, m->name, m->line, percent);
    }
}

/* One of the same name in the unit: the same one when the day of recognition is the same, or the list has none. */
static Err is_known(Line *n, Str folded)
{
    ModelIdRows same;
    bool there;
    TRY(model_line_there(n->c, &n->x, &there));
    if (there) return n->l->is = LINE_THERE, OK;
    TRY(model_named(n->c, folded, n->x.unit.id, &same));
    for (size_t i = 0; i < same.len; i++) {
        Casefile f;
        Acted recognised;
        TRY(casefile_by_id(n->c, same.at[i].id, &f));
        if (str_eq(f.state, S("rejected")) || str_eq(f.state, S("withdrawn"))) continue;
        TRY(model_act_of(n->c, f.id, S("cong_nhan"), &recognised));
        const Day want = n->x.h.recognised;
        if (want.n ? want.n != recognised.done.n : n->x.h.registered.n != 0) {
            offer(n, f.code, f.title, 0, 100);
            continue;
        }
        Str differs;
        TRY(model_line_differs(n->c, &n->x, f.id, &differs));
        n->l->is = LINE_THERE, n->l->code = arena_copy(n->w->c->arena, f.code);
        n->l->note = arena_copy(n->w->c->arena, differs);
        return OK;
    }
    return OK;
}

static Err is_waiting(Line *n, Str folded)
{
    IntakeWaiting in;
    const Err e = intake_waiting(n->c, folded, n->x.unit.id, &in);
    if (e == ERR_NOT_FOUND) return OK;
    TRY(e);
    n->l->is = LINE_WAITS, n->l->code = arena_copy(n->w->c->arena, in.code);
    return OK;
}

Err line_match(Line *n, Str folded)
{
    TRY(is_known(n, folded));
    if (n->l->is == LINE_NEW) TRY(is_waiting(n, folded));
    if (n->l->is != LINE_NEW) return OK;
    TRY(met_of(n, &n->in));
    look_for_alike(n, n->in, folded);
    return OK;
}

void line_met(Line *n, Str folded)
{
    meet(n->w, n->in,
         (Met){.name = n->x.r.name, .fold = folded, .line = n->row->line, .year = civil(n->x.h.opened).year});
}
