/* pages.c - a casefile shown to those who work on it, and its acts done: the same for every kind. */
#include "base/day.h"
#include "base/json.h"
#include "casefile.html.h"
#include "casework/engine.h"
#include "casework/view.h"
#include "text/code.h"
#include <string.h>

/* ---- the file ---- */

static bool is_correctable(const Ctx *c, const Flow *flow, const Casefile *f, const ActRow *a, bool voided)
{
    int before = state_of(flow, a->before);
    if (voided || a->voids || !a->measure.len || before < NEW_FILE) return false;
    const Transition *row = row_named(flow, before, a->event);
    return row && row->correctable && holds(c, row->sign ? row->sign : row->who, row->reach, f);
}

static Str who_did(const Ctx *c, const ActRow *a)
{
    if (!a->actor_name.len) return msg(c, MSG_casework_by_itself);
    if (!a->proposer_name.len || str_eq(a->proposer_name, a->actor_name)) return a->actor_name;
    const Str both[] = {a->proposer_name, a->actor_name};
    return msg_with(c, MSG_casework_two_people, both, LEN(both));
}

/* Proposed and taken back lie between the two persons; a step of the desk concerns nobody outside. */
static bool is_shown(const Flow *flow, const ActRow *a)
{
    const int before = state_of(flow, a->before);
    const Transition *row = before < NEW_FILE ? NULL : row_named(flow, before, a->event);
    return (a->measure.len || a->voids) && !(row && row->inner);
}

/* "Đính chính: Đăng ký": an act upon an earlier one names it. */
static Str step_label(const Ctx *c, const Casefile *f, const ActRowRows *acts, const ActRow *a)
{
    const Str label = act_label(c, f->kind, a->event);
    for (size_t i = 0; a->voids && i < acts->len; i++)
        if (acts->at[i].id == a->voids) {
            const Str of = act_label(c, f->kind, acts->at[i].event);
            return arena_fmt(c->arena, STR ": " STR, ARG(label), ARG(of));
        }
    return label;
}

/* Outside only what was done, when and by which paper: no name, no reason. */
static Steps steps_of(const Ctx *c, const Flow *flow, const Casefile *f, const ActRowRows *acts, bool inside)
{
    Steps out = {NEW(c->arena, Step, acts->len + 1), 0};
    for (size_t i = 0; i < acts->len; i++) {
        const ActRow *a = &acts->at[i];
        bool voided = false;
        for (size_t k = i + 1; k < acts->len; k++)
            voided = voided || acts->at[k].voids == a->id;
        if (!inside && !is_shown(flow, a)) continue;
        Step s = {.done = a->done,
                  .label = step_label(c, f, acts, a),
                  .document = a->document,
                  .voided = voided,
                  .css = str_eq(a->event, S("overdue")) ? S("x") : S("")};
        s.seq = arena_fmt(c->arena, "%lld", (long long)a->seq);
        if (inside) {
            s.who = who_did(c, a), s.note = a->note;
            s.correctable = is_correctable(c, flow, f, a, voided);
        }
        out.at[out.len++] = s;
    }
    if (out.len) out.at[out.len - 1].last = true;
    return out;
}

Html rows_table(Ctx *c, FileRowRows rows, Str name)
{
    return rows_html(c, rows, name);
}

static Str kind_name(const Ctx *c, const Casefile *f)
{
    return msg_of(c, "casework.kinds", NULL, f->kind);
}

static Str title_of(const Ctx *c, const Flow *flow, const Casefile *f, bool inside)
{
    return inside || f->public || !flow->title_private ? f->title : kind_name(c, f);
}

static Html seen_hidden(Ctx *c, const Req *q, int64_t version)
{
    Buf out = {.arena = c->arena};
    put(&out, form_hidden(c, q));
    buf_fmt(&out, "<input type=\"hidden\" name=\"seen\" value=\"%lld\">", (long long)version);
    return (Html){buf_done(&out)};
}

static void split(Possibles all, Ctx *c, FileView *v)
{
    v->actions = v->waiting = (Possibles){NULL, 0};
    v->actions.at = NEW(c->arena, Possible, all.len + 1), v->waiting.at = NEW(c->arena, Possible, all.len + 1);
    for (size_t i = 0; i < all.len; i++) {
        Possibles *to = all.at[i].awaits ? &v->waiting : &v->actions;
        to->at[to->len++] = all.at[i];
    }
}

static bool may_void(const Ctx *c, const Flow *flow, const Casefile *f, const ActRowRows *acts)
{
    const ActRow *last = acts->len ? &acts->at[acts->len - 1] : NULL;
    int before = last && !last->voids ? state_of(flow, last->before) : -1;
    const Transition *row = before > NEW_FILE ? row_named(flow, before, last->event) : NULL;
    return row && row->undo && holds(c, row->sign ? row->sign : row->who, row->reach, f);
}

static Err view_fill(Req *q, const Flow *flow, const Casefile *f, bool inside, FileView *v)
{
    Ctx *c = &q->ctx;
    ActRowRows acts;
    *v = (FileView){
        .f = f, .kind_name = kind_name(c, f), .title = title_of(c, flow, f, inside), .state = state_label(c, f)};
    TRY(act_list(c, f->id, &acts));
    v->steps = steps_of(c, flow, f, &acts, inside);
    TRY(casework_deadline(c, f, &v->deadline));
    v->note_class = is_overdue(c, f) ? S("note late") : f->clock == STANDING ? S("note warn") : S("note");
    if (f->clock == RUNNING) v->next_due = f->due;
    if (flow->panel) TRY(flow->panel(c, f, inside, &v->panel));
    if (!inside || c->holder == f->id) return OK;
    Possibles all;
    TRY(casework_possible(c, flow, f, &all));
    split(all, c, v);
    v->hidden = seen_hidden(c, q, f->version);
    v->may_void = may_void(c, flow, f, &acts);
    if (flow->linked) TRY(casework_link(c, f, &v->link));
    return OK;
}

static void json_acts(Json *j, const Steps *steps)
{
    json_key(j, "acts");
    json_open(j, '[');
    for (size_t i = 0; i < steps->len; i++) {
        const Step *s = &steps->at[i];
        json_open(j, '{');
        json_member(j, "day", s->done);
        json_member(j, "what", s->label);
        if (s->document.len) json_member(j, "document", s->document);
        if (s->who.len) json_member(j, "who", s->who);
        if (s->note.len) json_member(j, "note", s->note);
        json_member(j, "voided", s->voided);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static Err file_json(Req *q, const Flow *flow, const Casefile *f, const FileView *v, bool inside)
{
    Buf out = {.arena = q->ctx.arena};
    Json j = {&out, false};
    json_open(&j, '{');
    json_member(&j, "code", f->code);
    json_member(&j, "kind", f->kind);
    json_member(&j, "title", v->title);
    json_member(&j, "state", f->state);
    json_member(&j, "state_label", v->state);
    json_member(&j, "unit", f->unit_code);
    json_member(&j, "unit_name", f->unit_name);
    json_member(&j, "opened", f->opened);
    json_member(&j, "due", f->clock == RUNNING || f->clock == ENDED ? f->due : (Day){0});
    json_member(&j, "first_due", f->first_due);
    json_member(&j, "overdue", is_overdue(&q->ctx, f));
    json_member(&j, "version", f->version);
    json_member(&j, "demo", f->demo);
    json_acts(&j, &v->steps);
    if (flow->json) TRY(flow->json(&q->ctx, f, inside, &out));
    json_close(&j, '}');
    return reply_json(q, 200, buf_done(&out));
}

static Err show(Req *q, const Flow *flow, const Casefile *f, bool inside, const char *up, int up_title)
{
    FileView v;
    TRY(view_fill(q, flow, f, inside, &v));
    if (!wants_html(q)) return file_json(q, flow, f, &v, inside);
    const Str title = arena_fmt(q->ctx.arena, STR " – " STR, ARG(v.title), ARG(v.state));
    return reply(q, (Page){.title = title,
                           .main = file_html(&q->ctx, v),
                           .nav = inside ? NULL : flow->page,
                           .up = up,
                           .up_title = up_title,
                           .private_page = inside});
}

static Err staff_file(Req *q)
{
    const Flow *flow;
    Casefile f;
    TRY(casework_read(&q->ctx, path_arg(q, "code"), &flow, &f));
    return show(q, flow, &f, true, "/can-bo", MSG_casework_desk);
}

Err casework_public(Req *q, const Flow *flow, const char *up, int up_title)
{
    Ctx *c = &q->ctx;
    Casefile f;
    Str code;
    if (!code_read(c->arena, path_arg(q, "code"), &code)) return ERR_NOT_FOUND;
    TRY(casefile_by_code(c, code, &f));
    if (!str_eq(f.kind, str(flow->kind)) || !f.public || !casework_is_public(flow, &f)) return ERR_NOT_FOUND;
    return show(q, flow, &f, false, up, up_title);
}

/* ---- looking up ---- */

static Err missed(Req *q, Str typed)
{
    Ctx *c = &q->ctx;
    int wait = limit_take(LIMIT_MISSES, S("all"), c->now); /* a swarm that guesses codes from many addresses */
    if (wait) return q->retry_after = wait, ERR_RATE;
    if (!wants_html(q)) return ERR_NOT_FOUND;
    return reply(q, (Page){.status = 404,
                           .title = msg(c, MSG_casework_lookup_missing),
                           .main = lookup_html(c, typed, true),
                           .nav = "/tra-cuu"});
}

static Err lookup(Req *q)
{
    Ctx *c = &q->ctx;
    const Str typed = query_arg(q, "ma");
    Casefile f;
    Str code;
    if (!typed.len) return reply(q, (Page){.title = msg(c, MSG_casework_lookup), .main = lookup_html(c, typed, false)});
    Err e = code_read(c->arena, typed, &code) ? casefile_by_code(c, code, &f) : ERR_NOT_FOUND;
    const Flow *flow = e ? NULL : flow_of(f.kind);
    if (e && e != ERR_NOT_FOUND) return e;
    if (!flow || !casework_is_public(flow, &f)) return missed(q, typed);
    if (flow->page && f.public && wants_html(q)) return redirect(q, "%s/" STR, flow->page, ARG(f.code));
    return show(q, flow, &f, false, "/tra-cuu", MSG_casework_lookup);
}

static Err holder_find(Req *q, const Flow **flow, Casefile *f)
{
    Ctx *c = &q->ctx;
    TRY(casefile_by_secret(c, link_hash(c, path_arg(q, "secret")), f));
    *flow = flow_of(f->kind);
    c->holder = f->id;
    return *flow ? OK : ERR_NOT_FOUND;
}

static Err holder_file(Req *q)
{
    const Flow *flow;
    Casefile f;
    TRY(holder_find(q, &flow, &f));
    return show(q, flow, &f, true, "/tra-cuu", MSG_casework_lookup);
}

/* ---- acts ---- */

static Pairs without_frame(Ctx *c, Pairs body)
{
    static const char *const frame[] = {"csrf", "token", "seen"};
    Pairs out = {NEW(c->arena, Pair, body.len + 1), 0};
    for (size_t i = 0; i < body.len; i++) {
        bool own = true;
        for (size_t k = 0; k < LEN(frame); k++)
            own = own && !str_eq(body.at[i].name, str(frame[k]));
        if (own) out.at[out.len++] = body.at[i];
    }
    return out;
}

static int64_t seen_of(const Req *q)
{
    int64_t n;
    return str_int(pair(q->body, "seen"), &n) && n >= 0 ? n : -1;
}

static Str answer_page(Req *q, const Done *done, Str page)
{
    if (page.len) return page;
    if (done->link.len && !q->ctx.actor.len) return done->link;
    return arena_fmt(q->ctx.arena, "/can-bo/ho-so/" STR, ARG(done->file.code));
}

Err casework_post(Req *q, const Deed *deed, Str page, FormPage *again)
{
    Ctx *c = &q->ctx;
    Deed d = *deed;
    Done done;
    d.input = without_frame(c, q->body), d.token = q->token, d.seen = d.code.len ? seen_of(q) : -1;
    Err e = casework_act(c, &d, &done);
    if (e == ERR_INVALID && !done.form.ok) /* a program needs no page, whose lists may be long */
        TRY(wants_html(q) ? again(q, &done.form, 422) : reply_faults(q, &done.form, (Page){0}));
    else if (e == ERR_CONFLICT && done.form.spec && wants_html(q))
        TRY(again(q, &done.form, 409));
    if (e && q->status) return e == ERR_INVALID || e == ERR_CONFLICT ? OK : e; /* the form is the answer */
    TRY(e);
    return reply_done(q, done.file.code, answer_page(q, &done, page));
}

static Str value_text(Ctx *c, const FormSpec *spec, const Field *f, Str value)
{
    Options o = {0};
    (void)spec;
    if (f->type == FIELD_YES) return value.len ? msg(c, MSG_casework_yes) : msg(c, MSG_casework_no);
    if (f->type == FIELD_CHOICE && f->choices) return msg_of(c, f->labels ? f->labels : f->name, NULL, value);
    if (f->options && f->options(c, &o) == OK)
        for (size_t i = 0; i < o.len; i++)
            if (str_eq(o.at[i].value, value)) return o.at[i].label;
    return value;
}

static Err given_of(Ctx *c, const Transition *row, const Pending *p, Given *out)
{
    Pairs input;
    Form form;
    *out = (Given){NULL, 0};
    if (!row->form || !pairs_parse(c->arena, p->input, &input)) return OK;
    TRY(form_read(c, input, row->form, arena_alloc(c->arena, row->form->size), &form));
    out->at = NEW(c->arena, Pair, row->form->len);
    for (size_t i = 0; i < row->form->len; i++) {
        const Field *f = &row->form->fields[i];
        if (form.value[i].len)
            out->at[out->len++] = (Pair){label_of(c, row->form, f), value_text(c, row->form, f, form.value[i])};
    }
    return OK;
}

static Err act_view(Req *q, const Flow *flow, const Casefile *f, const Possible *p, const Form *form, ActView *v)
{
    Ctx *c = &q->ctx;
    const Str event = str(p->row->event);
    *v = (ActView){.f = f,
                   .kind_name = kind_name(c, f),
                   .title = f->title,
                   .state = state_label(c, f),
                   .label = p->label,
                   .button = p->label,
                   .hidden = seen_hidden(c, q, f->version)};
    v->action = arena_fmt(c->arena, "/can-bo/ho-so/" STR "/" STR, ARG(f->code), ARG(event));
    if (p->awaits) {
        Pending waiting;
        TRY(pending_of(c, f->id, event, &waiting));
        TRY(given_of(c, p->row, &waiting, &v->given));
        v->proposer = p->proposer, v->proposed_at = p->proposed_at, v->own = str_eq(waiting.proposer, c->actor);
        const Str label = p->label;
        v->button = msg_with(c, MSG_casework_sign, &label, 1);
        v->back_action = arena_fmt(c->arena, STR "/rut", ARG(v->action));
        v->back_label = msg(c, v->own ? MSG_casework_take_back : MSG_casework_send_back);
        return OK;
    }
    v->needs_sign = p->row->sign != 0;
    v->fields = form_fields(c, form), v->faults = form_faults(c, form);
    (void)flow;
    return OK;
}

static Err possible_of(Ctx *c, const Flow *flow, const Casefile *f, Str event, Possible *out)
{
    Possibles all;
    TRY(casework_possible(c, flow, f, &all));
    for (size_t i = 0; i < all.len; i++)
        if (str_eq(event, str(all.at[i].row->event))) {
            *out = all.at[i];
            return OK;
        }
    return WHY_WITH(c, MSG_casework_not_now, state_label(c, f), ERR_CONFLICT);
}

static Err act_show(Req *q, const Flow *flow, const Casefile *f, const Possible *p, const Form *form, int status)
{
    Ctx *c = &q->ctx;
    ActView v;
    if (!wants_html(q) && status == 422) return reply_faults(q, form, (Page){.title = p->label});
    TRY(act_view(q, flow, f, p, form, &v));
    Page page = {.title = p->label,
                 .up = arena_fmt(c->arena, "/can-bo/ho-so/" STR, ARG(f->code)).ptr,
                 .up_title = MSG_casework_file,
                 .private_page = true};
    if (status == 409) v.conflict = why_text(c), page.status = 409;
    page.main = act_html(c, v);
    return status == 422 ? reply_faults(q, form, page) : reply(q, page);
}

static Err act_page(Req *q)
{
    Ctx *c = &q->ctx;
    const Flow *flow;
    Casefile f;
    Possible p;
    TRY(casework_read(c, path_arg(q, "code"), &flow, &f));
    TRY(possible_of(c, flow, &f, path_arg(q, "event"), &p));
    if (!p.may && !p.awaits) return WHY_WITH(c, MSG_casework_because, p.why, ERR_CONFLICT);
    Form blank = p.row->form ? form_blank(p.row->form) : (Form){.ok = true};
    if (flow->fill) TRY(flow->fill(c, &f, str(p.row->event), &blank));
    return act_show(q, flow, &f, &p, &blank, 200);
}

/* The form once more, drawn from the file as it is now: whoever was overtaken sees by whom. */
static Err act_again(Req *q, const Form *form, int status)
{
    Ctx *c = &q->ctx;
    const Flow *flow;
    Casefile f;
    Possible p;
    const int why = c->why;
    const Str arg[] = {c->why_arg[0], c->why_arg[1]};
    TRY(casework_read(c, path_arg(q, "code"), &flow, &f));
    Err e = possible_of(c, flow, &f, path_arg(q, "event"), &p);
    c->why = why, c->why_arg[0] = arg[0], c->why_arg[1] = arg[1];
    if (e || p.awaits) return status == 409 ? ERR_CONFLICT : e; /* it can no longer be done at all */
    return act_show(q, flow, &f, &p, form, status);
}

static Err act_post(Req *q)
{
    const Flow *flow;
    Casefile f;
    TRY(casework_read(&q->ctx, path_arg(q, "code"), &flow, &f));
    const Str page = arena_fmt(q->ctx.arena, "/can-bo/ho-so/" STR, ARG(f.code));
    return casework_post(q, &(Deed){.flow = flow, .code = f.code, .event = path_arg(q, "event")}, page, act_again);
}

static Err holder_again(Req *q, const Form *form, int status)
{
    return reply_faults(
        q, form,
        (Page){.status = status, .title = msg(&q->ctx, MSG_casework_lookup), .main = form_faults(&q->ctx, form)});
}

static Err holder_post(Req *q)
{
    const Flow *flow;
    Casefile f;
    TRY(holder_find(q, &flow, &f));
    const Str page = arena_fmt(q->ctx.arena, "/tra-cuu/" STR, ARG(path_arg(q, "secret")));
    return casework_post(q, &(Deed){.flow = flow, .code = f.code, .event = path_arg(q, "event")}, page, holder_again);
}

/* ---- taking back, correcting ---- */

typedef struct {
    Str reason;
} Reason;
static const Field reason_fields[] = {LONG_FIELD(Reason, reason, .min = REASON_MIN, .max = REASON_MAX)};
static const FormSpec reason_form = FORM("casework.void", reason_fields, Reason);

typedef struct {
    Day done;
    Str document, reason;
} Corrected;
static const Field corrected_fields[] = {
    DAY_FIELD(Corrected, done),
    TEXT_FIELD(Corrected, document, .max = 60, .optional = true),
    LONG_FIELD(Corrected, reason, .min = REASON_MIN, .max = REASON_MAX),
};
static const FormSpec corrected_form = FORM("casework.correction", corrected_fields, Corrected);

static Err mend_show(Req *q, const Casefile *f, int label, Html lead, const Form *form, int status)
{
    Ctx *c = &q->ctx;
    Buf fields = {.arena = c->arena};
    put(&fields, lead);
    put(&fields, form_fields(c, form));
    const ActView v = {.f = f,
                       .kind_name = kind_name(c, f),
                       .title = f->title,
                       .state = state_label(c, f),
                       .label = msg(c, label),
                       .button = msg(c, label),
                       .action = q->path,
                       .hidden = seen_hidden(c, q, f->version),
                       .fields = (Html){buf_done(&fields)},
                       .faults = form_faults(c, form),
                       .conflict = status == 409 ? why_text(c) : (Str){0}};
    const Page page = {.status = status,
                       .title = v.label,
                       .main = act_html(c, v),
                       .private_page = true,
                       .up = arena_fmt(c->arena, "/can-bo/ho-so/" STR, ARG(f->code)).ptr,
                       .up_title = MSG_casework_file};
    return form->ok ? reply(q, page) : reply_faults(q, form, page);
}

static Err void_page(Req *q)
{
    const Flow *flow;
    Casefile f;
    Form blank = form_blank(&reason_form);
    TRY(casework_read(&q->ctx, path_arg(q, "code"), &flow, &f));
    return mend_show(q, &f, MSG_casework_void_last,
                     (Html){
                         {"", 0}
    },
                     &blank, 200);
}

static Err done_or_conflict(Req *q, const Casefile *f, Err e, int label, const Form *form)
{
    if (e == ERR_CONFLICT && wants_html(q))
        return mend_show(q, f, label,
                         (Html){
                             {"", 0}
        },
                         form, 409);
    TRY(e);
    return reply_done(q, f->code, arena_fmt(q->ctx.arena, "/can-bo/ho-so/" STR, ARG(f->code)));
}

static Err void_post(Req *q)
{
    Ctx *c = &q->ctx;
    const Flow *flow;
    Casefile f;
    Reason in = {0};
    Form form;
    Done done;
    TRY(casework_read(c, path_arg(q, "code"), &flow, &f));
    TRY(form_read(c, q->body, &reason_form, &in, &form));
    if (!form.ok)
        return mend_show(q, &f, MSG_casework_void_last,
                         (Html){
                             {"", 0}
        },
                         &form, 422);
    return done_or_conflict(q, &f, casework_void(c, flow, f.code, in.reason, seen_of(q), &done), MSG_casework_void_last,
                            &form);
}

static Err correction_of(Req *q, const Flow **flow, Casefile *f, ActRow *old)
{
    int64_t seq;
    TRY(casework_read(&q->ctx, path_arg(q, "code"), flow, f));
    if (!str_int(path_arg(q, "seq"), &seq)) return ERR_NOT_FOUND;
    return act_by_seq(&q->ctx, f->id, seq, old);
}

static Err correct_page(Req *q)
{
    Ctx *c = &q->ctx;
    const Flow *flow;
    Casefile f;
    ActRow old;
    Form blank = form_blank(&corrected_form);
    TRY(correction_of(q, &flow, &f, &old));
    form_value(&blank, "done", text_Day(c, old.done));
    form_value(&blank, "document", old.document);
    return mend_show(q, &f, MSG_casework_correct, correct_fields_html(c, old.done, old.document), &blank, 200);
}

static Err correct_post(Req *q)
{
    Ctx *c = &q->ctx;
    const Flow *flow;
    Casefile f;
    ActRow old;
    Corrected in = {0};
    Form form;
    Done done;
    TRY(correction_of(q, &flow, &f, &old));
    TRY(form_read(c, q->body, &corrected_form, &in, &form));
    if (form.ok && in.done.n > c->today.n) form_fault(c, &form, "done", "E_RANGE", MSG_casework_future, (Str){0});
    if (!form.ok)
        return mend_show(q, &f, MSG_casework_correct, correct_fields_html(c, old.done, old.document), &form, 422);
    const Correction x = {old.seq, in.done, in.document, in.reason};
    return done_or_conflict(q, &f, casework_correct(c, flow, f.code, &x, seen_of(q), &done), MSG_casework_correct,
                            &form);
}

static Err take_back_post(Req *q)
{
    Ctx *c = &q->ctx;
    const Flow *flow;
    Casefile f;
    Done done;
    TRY(casework_read(c, path_arg(q, "code"), &flow, &f));
    TRY(casework_take_back(c, flow, f.code, path_arg(q, "event"), pair(q->body, "reason"), &done));
    return reply_done(q, f.code, arena_fmt(c->arena, "/can-bo/ho-so/" STR, ARG(f.code)));
}

/* ---- what the folder tells the program ---- */

static const Permission staff = {"casework.read", STAFF_ROLES};

static const Route routes[] = {
    {GET,                                  "/tra-cuu",                             NULL,lookup,     .limit = LIMIT_LOOKUP},
    {GET,                                    "/tra-cuu/:secret",                                                                        NULL,holder_file,.limit = LIMIT_LOOKUP},
    {POST,               "/tra-cuu/:secret/:event",                                                     NULL,holder_post,                                                                    .limit = LIMIT_LOOKUP},
    {GET,                         "/can-bo",                                          &staff,work_page},
    {GET,                              "/can-bo/ho-so",                  &staff,list_page,    .csv = true},
    {GET,                              "/can-bo/ho-so/:code",                                          &staff,      staff_file            },
    {GET,"/can-bo/ho-so/:code/huy-buoc-cuoi",&staff,void_page},
    {POST,                "/can-bo/ho-so/:code/huy-buoc-cuoi",                                                                        &staff,                                                                                                      void_post,                                                                                                                                                                                                                                                          .form = &reason_form},
    {GET,"/can-bo/ho-so/:code/dinh-chinh/:seq",&staff,correct_page},
    {POST,                                  "/can-bo/ho-so/:code/dinh-chinh/:seq",                                                  &staff, correct_post,                                                                                                                                                                                                                                                                    .form = &corrected_form},
    {POST,                                 "/can-bo/ho-so/:code/:event/rut", &staff,take_back_post},
    {GET,                                    "/can-bo/ho-so/:code/:event",                                                                       &staff,act_page},
    {POST,                                    "/can-bo/ho-so/:code/:event",                                                                        &staff,act_post},
};

static const JobRow jobs[] = {
    {"casework.wake",   casework_wake,   60, true },
    {"casework.breach", casework_breach, 60, false},
    {"casework.warn",   casework_warn,   60, true },
    {"casework.events", casework_events, 5,  false},
};

static const FormSpec *const forms[] = {&reason_form, &corrected_form};

const Slice casework = {
    .name = "casework",
    .routes = TABLE(routes),
    .jobs = TABLE(jobs),
    .forms = TABLE(forms),
    .exchanges = {&holiday_exchange, 1}
};
