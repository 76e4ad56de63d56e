/* act.c - one act, whole: its right, its form, the second person, and all that belongs to it. */
#include "base/day.h"
#include "casework/engine.h"
#include "text/code.h"
#include <assert.h>
#include <sodium.h>
#include <string.h>

static Err form_take(Act *a, Pairs input)
{
    const FormSpec *spec = a->row->form;
    if (!spec) return OK;
    if (a->input && a->form->spec == spec) return OK; /* of a new file, to know its place */
    void *into = arena_alloc(a->c->arena, spec->size);
    a->input = into;
    TRY(form_read(a->c, input, spec, into, a->form));
    return a->form->ok ? OK : ERR_INVALID;
}

static Err enter_state(Act *a, int state)
{
    int64_t first = 0;
    for (size_t i = 0; i < a->flow->row_len; i++) {
        const Transition *r = &a->flow->rows[i];
        int64_t days = 0;
        if (!(r->from & IN(a->to)) || !r->after) continue;
        TRY(casework_rule(a->c, a->flow, &a->file, r->after, &days));
        if (!first || days < first) first = days;
    }
    if (a->to != state) state_timer(a, first);
    bool over = a->flow->closed & IN(a->to);
    if (over && !a->file.closed.n) a->file.closed = a->done;
    if (!over) a->file.closed = (Day){0};
    return OK;
}

/* What the form asked for under that name. */
static Str said(const Act *a, const char *name)
{
    const FormSpec *spec = a->row->form;
    for (size_t i = 0; name && spec && i < spec->len; i++)
        if (!strcmp(spec->fields[i].name, name)) return *(const Str *)((const char *)a->input + spec->fields[i].at);
    return (Str){0};
}

static Err carry_out(Act *a, const Deed *deed, int state, Done *done)
{
    Ctx *c = a->c;
    const Transition *row = a->row;
    if (state == NEW_FILE) TRY(file_open(a, deed, &done->link));
    a->to = row->to == STAY ? state : row->to, a->clock = row->clock;
    a->note = said(a, row->form == &casework_reason_form ? "reason" : row->note);
    a->document = said(a, row->paper);
    if (row->apply) TRY(row->apply(a));
    if (a->done.n > c->today.n) return WHY(c, MSG_casework_future, ERR_INVALID);
    if (state != NEW_FILE && a->done.n < a->file.opened.n) return WHY(c, MSG_casework_too_early, ERR_INVALID);
    assert(a->to == state || a->to == row->to || (row->to_also & IN(a->to)));
    assert(a->to > NEW_FILE && a->to < (int)a->flow->state_len);
    TRY(clock_move(a));
    TRY(enter_state(a, state));
    const char *before = a->flow->states[state], *after = a->flow->states[a->to];
    const Str measure = str(row->kind ? row->kind : row->event);
    TRY(count_act(a, measure, before, after));
    if (a->flow->count) TRY(a->flow->count(a, &(Count){a->file.unit, measure, a->file.facet, month_of(a->done), 1}));
    const Entry e = {.event = str(row->event),
                     .before = str(before),
                     .after = str(after),
                     .measure = measure,
                     .leaf = row->leaf,
                     .tell = row->tell};
    TRY(act_write(a, &e));
    return children_follow(a);
}

Err act_start(Ctx *c, const Flow *flow, Str code, Act *a)
{
    *a = (Act){.c = c, .flow = flow, .done = c->today, .live = true, .counts = {.arena = c->arena}};
    if (!code.len) {
        a->file = (Casefile){.kind = str(flow->kind), .unit = c->unit, .state = S("")};
        return OK;
    }
    Str canonical;
    if (!code_read(c->arena, code, &canonical)) return ERR_NOT_FOUND;
    TRY(casefile_by_code(c, canonical, &a->file));
    return str_eq(a->file.kind, str(flow->kind)) && a->file.state.len ? OK : ERR_NOT_FOUND;
}

Err seen_check(Ctx *c, const Casefile *f, int64_t seen)
{
    ActRow last;
    if (seen < 0 || seen == f->version) return OK;
    TRY(act_last(c, f->id, &last));
    c->why = MSG_casework_overtaken;
    c->why_arg[0] = last.actor_name.len ? last.actor_name : msg(c, MSG_casework_somebody);
    c->why_arg[1] = text_Time(c, last.at);
    return ERR_CONFLICT;
}

void place_at(Casefile *f, const Unit *u)
{
    f->unit = u->id, f->path = u->path, f->unit_code = u->code, f->unit_name = u->name;
}

/* Opening: the unit must be known before the right is asked. */
static Err place_new(Act *a, const Deed *deed)
{
    Unit u;
    a->row = row_named(a->flow, NEW_FILE, deed->event);
    if (!a->row) return WHY_WITH(a->c, MSG_casework_not_now, (Str){0}, ERR_CONFLICT);
    if (a->row->place) {
        TRY(form_take(a, deed->input));
        TRY(a->row->place(a));
    }
    if (!a->file.unit) return WHY(a->c, MSG_casework_no_unit, ERR_DENIED);
    TRY(unit_by_id(a->c, a->file.unit, &u));
    place_at(&a->file, &u);
    return OK;
}

/* A file that this person may not even read is not there for them. */
static Err hide(Act *a, Err e)
{
    Ctx *c = a->c;
    if (e != ERR_DENIED || !a->file.id || casework_may_read(c, a->flow, &a->file)) return e;
    if (c->actor.len) audit_later(c, "casework.act", a->file.code, false, (Str){0});
    return casework_is_public(a->flow, &a->file) ? e : ERR_NOT_FOUND;
}

/* By a clock that was set back an act would stand before those it follows, and a day be reckoned from the wrong one. */
Err clock_check(Ctx *c, const Casefile *f)
{
    ActRow last;
    const Err e = act_last(c, f->id, &last);
    if (e || last.at.ms <= c->now.ms) return e == ERR_NOT_FOUND ? OK : e;
    c->why = MSG_casework_clock, c->why_arg[0] = text_Time(c, c->now), c->why_arg[1] = text_Time(c, last.at);
    return ERR_CONFLICT;
}

static Err act_on(Ctx *c, const Deed *deed, Done *done, const Act *by)
{
    Act a;
    Pending p = {0};
    bool first = false;
    TRY(act_start(c, deed->flow, deed->code, &a));
    a.form = &done->form, a.by = by, a.depth = by ? by->depth + 1 : 0, a.live = deed->live && !deed->demo;
    assert(a.depth <= DEPTH_MAX);
    const int state = a.file.id ? state_of(a.flow, a.file.state) : NEW_FILE;
    assert(state >= 0);
    if (!a.file.id) TRY(place_new(&a, deed));
    done->file = a.file;
    const Casefile was = a.file;
    a.was = &was;
    Err found = hide(&a, row_find(&a, state, deed->event, &p, &first));
    const Err late = a.file.id && deed->live ? clock_check(c, &a.file) : OK;
    if (late && (!found || found == ERR_CONFLICT)) found = late;
    if (found == ERR_CONFLICT && a.row) (void)(form_take(&a, deed->input) == OK); /* keeps what was typed */
    TRY(found);
    Pairs input = deed->input;
    const bool second = a.row->sign && !first;
    if (second && !pairs_parse(c->arena, p.input, &input))
        return FAIL(ERR_INTERNAL, "pending %lld is not readable", (long long)p.id);
    TRY(form_take(&a, input));
    if (a.row->check) TRY(a.row->check(&a));
    TRY(seen_check(c, &a.file, deed->seen)); /* of a signature, too: it is for what was read */
    if (a.row->sign && first && !is_system(c)) {
        TRY(propose(&a, deed));
        done->proposed = true, done->file = a.file;
        return OK;
    }
    if (second) {
        a.proposer = p.proposer, a.proposer_name = p.proposer_name;
        TRY(pending_drop(c, p.id));
    }
    TRY(carry_out(&a, deed, state, done));
    if (a.to != state) TRY(pending_drop_all(c, a.file.id)); /* what waited was for the state that is left */
    done->file = a.file;
    return OK;
}

static Str digest_of(Ctx *c, const Deed *d)
{
    unsigned char h[16];
    Str what = arena_fmt(c->arena, "%s/" STR "/" STR "?" STR, d->flow->kind, ARG(d->code), ARG(d->event),
                         ARG(pairs_encode(c->arena, d->input)));
    crypto_generichash(h, sizeof h, (const unsigned char *)what.ptr, what.len, NULL, 0);
    return hex_of(c->arena, h, sizeof h);
}

/* The same token again: the same answer, if it asks for the same. */
static Err answer_again(Ctx *c, const Deed *deed, Str digest, Done *done)
{
    Answered before;
    TRY(answered_of(c, deed->token, &before));
    if (!str_eq(before.actor, c->actor) || !str_eq(before.digest, digest))
        return WHY(c, MSG_casework_token, ERR_CONFLICT);
    TRY(casefile_by_code(c, before.code, &done->file));
    done->again = true, done->seq = before.seq;
    if (deed->code.len || !deed->flow->linked) return OK;
    Str secret;
    TRY(link_make(c, before.code, &secret));
    done->link = arena_fmt(c->arena, "/tra-cuu/" STR, ARG(secret));
    return OK;
}

Err casework_act(Ctx *c, const Deed *deed, Done *done)
{
    *done = (Done){.form = {.ok = true}};
    if (!deed->token.len) {
        TRY(act_on(c, deed, done, NULL));
        done->seq = done->file.version;
        return OK;
    }
    Str digest = digest_of(c, deed);
    Err e = answer_again(c, deed, digest, done);
    if (e != ERR_NOT_FOUND) return e;
    TRY(act_on(c, deed, done, NULL));
    done->seq = done->file.version;
    return answered_add(c, (AnsweredAdd){deed->token, c->actor, digest, done->file.code, done->seq, c->now});
}

Err casework_also(Act *a, const Flow *flow, Str code, const char *event, Pairs input, Done *done)
{
    const Deed deed = {.flow = flow,
                       .code = code,
                       .event = str(event),
                       .input = input,
                       .seen = -1,
                       .demo = a->file.demo,
                       .live = a->live,
                       .parent = code.len ? 0 : a->file.id};
    Ctx system = casework_system(a->c);
    *done = (Done){.form = {.ok = true}};
    Err e = act_on(&system, &deed, done, a);
    a->c->why = system.why, a->c->why_arg[0] = system.why_arg[0], a->c->why_arg[1] = system.why_arg[1];
    return e;
}

Err casework_emit(Act *a, const char *topic, Str code)
{
    return outbox_add(a->c, (OutboxAdd){str(topic), S("event"), a->file.id, code, a->c->now});
}

Err casework_rule(Ctx *c, const Flow *flow, const Casefile *f, const char *name, int64_t *out)
{
    Rule r;
    Err e = rule_of(c, f->ruleset, str(name), &r);
    if (e == ERR_NOT_FOUND)
        return FAIL(ERR_INTERNAL, "rule set %lld of %s has no rule %s", (long long)f->ruleset, flow->kind, name);
    TRY(e);
    *out = r.value;
    return OK;
}

Err casework_open_children(Ctx *c, const Casefile *f, int64_t *n)
{
    Sum s;
    TRY(casefile_open_children_of(c, f->id, &s));
    *n = s.n;
    return OK;
}
