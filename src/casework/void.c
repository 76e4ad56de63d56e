/* void.c - what is written is never changed: acts are taken back, corrected and called off by further acts. */
#include "base/day.h"
#include "casework/engine.h"
#include <assert.h>
#include <string.h>

static Err reason_check(Ctx *c, Str *reason)
{
    *reason = text_clean(c->arena, *reason);
    size_t n = str_chars(*reason);
    return n >= REASON_MIN && n <= REASON_MAX ? OK : WHY(c, MSG_casework_reason, ERR_INVALID);
}

static const ActRow *act_with(const ActRowRows *acts, int64_t id)
{
    for (size_t i = 0; i < acts->len; i++)
        if (acts->at[i].id == id) return &acts->at[i];
    return NULL;
}

/* What another file caused here comes and goes with that one, and does not stand in the way. */
static bool is_caused(const Flow *flow, const ActRow *act)
{
    const int before = state_of(flow, act->before);
    const Transition *row = before > NEW_FILE ? row_named(flow, before, act->event) : NULL;
    return row && row->caused;
}

Target act_to_void(const Flow *flow, const ActRowRows *acts)
{
    for (size_t i = acts->len; i-- > 0;) {
        const ActRow *act = &acts->at[i], *stands = act;
        const ActRow *of = act->voids ? act_with(acts, act->voids) : NULL;
        if (act->voids && act->measure.len) continue; /* a correction */
        if (is_caused(flow, of ? of : act)) continue;
        if (act->voids) return (Target){0}; /* the last thing was a taking back already */
        for (size_t k = i + 1; k < acts->len; k++)
            if (acts->at[k].voids == act->id) stands = &acts->at[k]; /* at most one: it is corrected once */
        return (Target){act, stands};
    }
    return (Target){0};
}

/* What its correction moved goes back, too; corrections of other acts stay. */
static Err counts_back(Act *a, Target t)
{
    TRY(count_back(a, t.act->counts));
    return t.stands == t.act ? OK : count_back(a, t.stands->counts);
}

Err act_give_back(Act *a, Target t, const char *leaf, int tell)
{
    Ctx *c = a->c;
    if (a->row && a->row->undo) TRY(a->row->undo(a));
    if (!clock_restore(&a->file, t.act->undo))
        return FAIL(ERR_INTERNAL, "act %lld: its clock is not readable", (long long)t.act->id);
    (void)clock_recount(c->calendar, &a->file);        /* days off that were changed since stay so */
    if (!t.act->before.len) a->file.closed = c->today; /* not there any more, so nobody's work */
    TRY(counts_back(a, t));
    TRY(children_back(a, t.act->seq));
    TRY(pending_drop_all(c, a->file.id));
    const Entry e = {.event = S("void"),
                     .before = t.act->after,
                     .after = t.act->before,
                     .voids = t.stands->id,
                     .leaf = leaf,
                     .tell = tell};
    return act_write(a, &e);
}

Err casework_void(Ctx *c, const Flow *flow, Str code, Str reason, int64_t seen, Done *done)
{
    Act a;
    ActRowRows acts;
    *done = (Done){.form = {.ok = true}};
    TRY(act_start(c, flow, code, &a));
    if (!casework_may_read(c, flow, &a.file)) return ERR_NOT_FOUND;
    TRY(act_list(c, a.file.id, &acts));
    const Target t = act_to_void(flow, &acts);
    const int before = t.act ? state_of(flow, t.act->before) : -1;
    const Transition *row = before > NEW_FILE ? row_named(flow, before, t.act->event) : NULL;
    if (!row || !row->undo) return WHY(c, MSG_casework_no_undo, ERR_CONFLICT);
    if (!holds_row(c, row, row->sign != 0, &a.file)) return WHY(c, MSG_casework_no_role, ERR_DENIED);
    TRY(reason_check(c, &reason));
    TRY(clock_check(c, &a.file));
    TRY(seen_check(c, &a.file, seen));
    const Casefile was = a.file;
    a.was = &was, a.row = row, a.note = reason, a.form = &done->form;
    TRY(act_give_back(&a, t, row->leaf ? "act.voided" : NULL, row->tell));
    done->file = a.file;
    return OK;
}

Err casework_void_also(Act *by, const Flow *flow, int64_t file, int64_t seq, Str reason)
{
    Act a = {.c = by->c, .flow = flow, .done = by->c->today, .counts = {.arena = by->c->arena}, .form = by->form};
    ActRow old;
    Sum voided;
    TRY(casefile_by_id(by->c, file, &a.file));
    TRY(act_by_seq(by->c, file, seq, &old));
    TRY(act_voided(by->c, old.id, &voided));
    if (voided.n) return OK;
    assert(str_eq(old.before, old.after));
    const Casefile was = a.file;
    a.was = &was, a.note = reason;
    TRY(count_back(&a, old.counts));
    const Entry e = {.event = S("void"),
                     .before = a.file.state,
                     .after = a.file.state,
                     .voids = old.id,
                     .leaf = old.leaf.len ? "act.voided" : NULL};
    return act_write(&a, &e);
}

/* ---- correcting ---- */

static Err correction_check(Act *a, const Correction *x, const ActRow *old)
{
    Ctx *c = a->c;
    if (!x->done.n || x->done.n > c->today.n) return WHY(c, MSG_casework_future, ERR_INVALID);
    if (x->done.n == old->done.n && str_eq(x->document, old->document)) return WHY(c, MSG_casework_same, ERR_INVALID);
    if (str_chars(x->document) > 60) return WHY(c, MSG_casework_document_long, ERR_INVALID);
    return OK;
}

static bool is_shifted(const Count *x)
{
    return x->measure.ptr[0] != '=' && !memchr(x->measure.ptr, '@', x->measure.len) && x->n > 0;
}

/* What the old act added in its month goes over to the month of the new day; the state's counts stay. */
static Err counts_shift(Act *a, const ActRow *old)
{
    Buf flows = {.arena = a->c->arena};
    for (Str counts = old->counts; counts.len;) {
        Str line = counts;
        Count x;
        if (!count_next(&counts, &x)) return FAIL(ERR_INTERNAL, "counts of an act are not readable");
        line.len -= counts.len;
        if (is_shifted(&x)) buf_str(&flows, line);
    }
    Str own = buf_done(&flows);
    TRY(count_back(a, own));
    while (own.len) {
        Count x;
        if (!count_next(&own, &x)) return ERR_INTERNAL;
        TRY(count_at(a, &(Count){x.unit, x.measure, a->file.facet, month_of(a->done), x.n}));
    }
    if (!a->flow->count) return OK;
    TRY(a->flow->count(a, &(Count){old->unit, old->measure, old->facet, month_of(old->done), -1}));
    return a->flow->count(a, &(Count){old->unit, old->measure, a->file.facet, month_of(a->done), 1});
}

Err casework_correct(Ctx *c, const Flow *flow, Str code, const Correction *x, int64_t seen, Done *done)
{
    Act a;
    ActRow old;
    Sum voided;
    Str reason = x->reason;
    *done = (Done){.form = {.ok = true}};
    TRY(act_start(c, flow, code, &a));
    if (!casework_may_read(c, flow, &a.file)) return ERR_NOT_FOUND;
    TRY(act_by_seq(c, a.file.id, x->seq, &old));
    TRY(act_voided(c, old.id, &voided));
    const int before = state_of(flow, old.before);
    const Transition *row = before >= NEW_FILE && old.measure.len ? row_named(flow, before, old.event) : NULL;
    if (!row || !row->correctable || voided.n || old.voids) return WHY(c, MSG_casework_no_correction, ERR_CONFLICT);
    if (!holds_row(c, row, row->sign != 0, &a.file)) return WHY(c, MSG_casework_no_role, ERR_DENIED);
    TRY(reason_check(c, &reason));
    TRY(correction_check(&a, x, &old));
    TRY(clock_check(c, &a.file));
    TRY(seen_check(c, &a.file, seen));
    const Casefile was = a.file;
    assert(row->clock == CLOCK_NONE); /* a day that a deadline was counted from is not corrected so */
    a.was = &was, a.row = row, a.note = reason, a.done = x->done, a.document = x->document;
    TRY(counts_shift(&a, &old));
    const Entry e = {.event = S("correct"),
                     .before = a.file.state,
                     .after = a.file.state,
                     .measure = old.measure,
                     .voids = old.id,
                     .unit = old.unit, /* what happened there stays counted there, wherever the file went */
                     .leaf = row->leaf ? "act.voided" : NULL,
                     .tell = row->tell};
    TRY(act_write(&a, &e));
    done->file = a.file;
    return OK;
}

/* ---- an act that waits for its second person ---- */

Err casework_take_back(Ctx *c, const Flow *flow, Str code, Str event, Str reason, Done *done)
{
    Act a;
    Pending p;
    *done = (Done){.form = {.ok = true}};
    TRY(act_start(c, flow, code, &a));
    if (!casework_may_read(c, flow, &a.file)) return ERR_NOT_FOUND;
    TRY(pending_of(c, a.file.id, event, &p));
    const Transition *row = row_named(flow, state_of(flow, a.file.state), event);
    const bool own = str_eq(p.proposer, c->actor);
    if (!row) return ERR_NOT_FOUND;
    if (!own && !holds_row(c, row, true, &a.file)) return WHY(c, MSG_casework_no_role, ERR_DENIED);
    if (!own || reason.len) TRY(reason_check(c, &reason)); /* who calls off their own need not say why */
    TRY(clock_check(c, &a.file));
    const Casefile was = a.file;
    a.was = &was, a.row = row, a.note = reason, a.proposer = p.proposer, a.proposer_name = p.proposer_name;
    TRY(pending_drop(c, p.id));
    const Entry e = {.event = arena_fmt(c->arena, own ? STR ".taken_back" : STR ".sent_back", ARG(event)),
                     .before = a.file.state,
                     .after = a.file.state,
                     .tell = TELL_STAFF};
    TRY(act_write(&a, &e));
    done->file = a.file;
    return OK;
}
