/* record.c - what is written for an act: the file opened and moved, the act itself, who is told. */
#include "base/day.h"
#include "casework/engine.h"
#include "store/store.h"
#include "text/code.h"

static CasefileMove moved(const Casefile *f, Str state)
{
    return (CasefileMove){
        .id = f->id,
        .version = f->version,
        .unit = f->unit,
        .state = state,
        .title = f->title,
        .facet = f->facet,
        .parent = f->parent,
        .closed = f->closed,
        .clock = f->clock,
        .days = f->days,
        .day_unit = f->day_unit,
        .counted_from = f->counted_from,
        .due = f->due,
        .first_due = f->first_due,
        .paused = f->paused,
        .stood = f->stood,
        .promised = f->promised,
        .late = f->late,
        .warn = f->warn,
        .wake = f->wake,
        .public = f->public,
    };
}

/* In the act's own savepoint. The code opens the public state; the private link is with them already, on paper. */
static Err tell_people(Act *a, Str event, int64_t act)
{
    Ctx *c = a->c;
    const Lang shown = c->lang;
    MailWay way;
    if (!a->flow->letter || !a->live || a->file.demo) return OK;
    c->lang = VI; /* whoever the clerk is, the letter is of the office */
    Mail m = {.kind = arena_fmt(c->arena, "%s." STR, a->flow->kind, ARG(event)),
              .cause = arena_fmt(c->arena, "act/%lld", (long long)act),
              .lang = VI,
              .path = a->flow->by_code ? arena_fmt(c->arena, "/tra-cuu?ma=" STR, ARG(a->file.code)) : (Str){0},
              .action = msg(c, MSG_casework_letter_action),
              .about = a->file.code,
              .unit = a->file.unit};
    Err e = a->flow->letter(a, event, &m);
    if (!e && m.text.len) e = mail_put(c, &m, &way);
    c->lang = shown;
    return e;
}

static Err tell(Act *a, const Entry *e, int64_t act)
{
    Ctx *c = a->c;
    if (e->tell & TELL_PEOPLE) TRY(tell_people(a, e->event, act));
    if (!(e->tell & TELL_STAFF) || !a->live || a->file.demo) return OK;
    const Str topic = arena_fmt(c->arena, "%s." STR, a->flow->kind, ARG(e->event));
    return outbox_add(c, (OutboxAdd){topic, S("staff"), a->file.id, c->actor, c->now});
}

int64_t seq_of(const Act *a)
{
    return a->was->version + 1;
}

Err act_write(Act *a, const Entry *e)
{
    Ctx *c = a->c;
    Casefile *f = &a->file;
    NewId id;
    TRY(casefile_move(c, moved(f, e->after)));
    if (!store_changed(c)) return WHY(c, MSG_casework_changed, ERR_CONFLICT);
    f->version++, f->state = e->after;
    const ActAdd act = {
        .casefile = f->id,
        .seq = f->version,
        .kind = f->kind,
        .event = e->event,
        .measure = e->measure,
        .before = e->before,
        .after = e->after,
        .actor = c->actor,
        .actor_name = c->actor_name,
        .proposer = a->proposer,
        .proposer_name = a->proposer_name,
        .unit = e->unit ? e->unit : f->unit,
        .acting_unit = c->unit,
        .facet = f->facet,
        .at = c->now,
        .done = a->done,
        .month = month_of(a->done),
        .document = a->document,
        .note = a->note,
        .undo = clock_save(c, a->was),
        .counts = buf_done(&a->counts),
        .due = f->due,
        .voids = e->voids,
        .cause = a->by && f->parent == a->by->file.id ? seq_of(a->by) : 0,
        .leaf = str(e->leaf),
        .content = e->leaf ? content_of(c, a->form) : (Str){0},
    };
    TRY(act_add(c, act, &id));
    if (e->leaf) TRY(act_enter(c, id.id));
    TRY(casework_found(c, a->flow, f));
    return tell(a, e, id.id);
}

static Err ruleset_find(Act *a)
{
    Ruleset r;
    if (!a->flow->area) return OK;
    Err e = ruleset_of(a->c, str(a->flow->area), a->file.opened, &r);
    if (e == ERR_NOT_FOUND) return WHY(a->c, MSG_casework_no_rules, ERR_INVALID);
    a->file.ruleset = r.id;
    return e;
}

/* The file is there before `apply`, so that the service's own row can refer to it. */
/* 40 random bits are enough to be taken once in a while: among five million, one in two hundred thousand. */
static Err code_unused(Ctx *c, const char *prefix, Str *out)
{
    CasefileId taken;
    Err e = OK;
    while (!e) {
        *out = code_make(c->arena, str(prefix), chance(c));
        e = casefile_coded(c, *out, &taken);
    }
    return e == ERR_NOT_FOUND ? OK : e;
}

Err file_open(Act *a, const Deed *deed, Str *link)
{
    Ctx *c = a->c;
    Casefile *f = &a->file;
    NewId id;
    Str secret = {0};
    TRY(code_unused(c, a->flow->prefix, &f->code));
    f->demo = deed->demo;
    f->opened = a->done, f->year = civil(a->done).year, f->parent = deed->parent;
    TRY(ruleset_find(a));
    if (a->flow->linked) {
        TRY(link_make(c, f->code, &secret));
        *link = arena_fmt(c->arena, "/tra-cuu/" STR, ARG(secret));
    }
    const CasefileAdd add = {.kind = f->kind,
                             .code = f->code,
                             .secret = secret.len ? link_hash(c, secret) : secret,
                             .unit = f->unit,
                             .parent = f->parent,
                             .ruleset = f->ruleset,
                             .opened = f->opened,
                             .year = f->year,
                             .lends = a->flow->lends,
                             .demo = f->demo};
    TRY(casefile_add(c, add, &id));
    f->id = id.id;
    return OK;
}

Err propose(Act *a, const Deed *deed)
{
    Ctx *c = a->c;
    const Str input = pairs_encode(c->arena, deed->input), event = str(a->row->event);
    TRY(pending_add(c, (PendingAdd){a->file.id, event, input, c->actor, c->actor_name, c->now}));
    const Entry e = {.event = arena_fmt(c->arena, STR ".proposed", ARG(event)),
                     .before = a->file.state,
                     .after = a->file.state,
                     .tell = TELL_STAFF};
    return act_write(a, &e);
}
