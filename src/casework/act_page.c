/* act_page.c - an act asked for and done: its form, its conflicts, its answer; the same for every kind. */
#include "base/day.h"
#include "casefile.html.h"
#include "casework/engine.h"
#include "casework/view.h"

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

int64_t seen_of(const Req *q)
{
    int64_t n;
    return str_int(pair(q->body, "seen"), &n) && n >= 0 ? n : -1;
}

static Str answer_page(Req *q, const Done *done, Str page)
{
    Str after = page;
    const Str before = str_cut(&after, '*');
    if (before.len < page.len)
        return arena_fmt(q->ctx.arena, STR STR STR, ARG(before), ARG(done->file.code), ARG(after));
    if (page.len) return page;
    if (done->link.len && !q->ctx.actor.len) return done->link;
    return arena_fmt(q->ctx.arena, "/can-bo/ho-so/" STR, ARG(done->file.code));
}

/* People find the receipt on the page they come to; programs are told where it is. */
static Err answer_act(Req *q, const Done *done, Str page)
{
    int64_t index;
    if (wants_html(q)) return reply_done(q, done->file.code, page);
    const Err e = act_index(&q->ctx, &done->file, done->seq, &index);
    if (e == ERR_NOT_FOUND) return reply_done(q, done->file.code, page);
    TRY(e);
    return reply_entered(q, done->file.code, page, receipt_path(&q->ctx, &done->file, done->link, done->seq), index);
}

/* Whoever handed the file on to another unit may no longer read it. */
static Err after_act(Req *q, const Done *done, Str *page)
{
    Ctx *c = &q->ctx;
    Casefile f = done->file;
    if (!str_starts(*page, S("/can-bo/ho-so/"))) return OK;
    if (f.held_path.len) TRY(casefile_by_id(c, f.id, &f));
    if (!casework_may_read(c, flow_of(f.kind), &f)) *page = S("/can-bo");
    return OK;
}

Err casework_post(Req *q, const Deed *deed, Str page, FormPage *again)
{
    Ctx *c = &q->ctx;
    Deed d = *deed;
    Done done;
    d.input = without_frame(c, q->body), d.token = q->token, d.seen = d.code.len ? seen_of(q) : -1, d.live = true;
    Err e = casework_act(c, &d, &done);
    if (e == ERR_INVALID && !done.form.ok) /* a program needs no page, whose lists may be long */
        TRY(wants_html(q) ? again(q, &done.form, 422) : reply_faults(q, &done.form, (Page){0}));
    else if (e == ERR_CONFLICT && done.form.spec && wants_html(q))
        TRY(again(q, &done.form, 409));
    if (e && q->status) return e == ERR_INVALID || e == ERR_CONFLICT ? OK : e; /* the form is the answer */
    TRY(e);
    page = answer_page(q, &done, page);
    TRY(after_act(q, &done, &page));
    return answer_act(q, &done, page);
}

static Str value_text(Ctx *c, const Field *f, Str value)
{
    Options o = {0};
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
        if (form.value[i].len) out->at[out->len++] = (Pair){label_of(c, row->form, f), value_text(c, f, form.value[i])};
    }
    return OK;
}

static Err act_view(Req *q, const Casefile *f, const Possible *p, const Form *form, ActView *v)
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
    v->base = file_base(q, f);
    v->action = arena_fmt(c->arena, STR "/" STR, ARG(v->base), ARG(event));
    if (p->awaits) {
        Pending waiting;
        TRY(pending_of(c, f->id, event, &waiting));
        TRY(given_of(c, p->row, &waiting, &v->given));
        v->proposer = p->proposer, v->proposed_at = p->proposed_at, v->own = str_eq(waiting.proposer, c->actor);
        v->why = p->may ? (Str){0} : p->why;
        const Str label = p->label;
        v->button = msg_with(c, MSG_casework_sign, &label, 1);
        v->back_action = arena_fmt(c->arena, STR "/rut", ARG(v->action));
        v->back_label = msg(c, v->own ? MSG_casework_take_back : MSG_casework_send_back);
        return OK;
    }
    v->needs_sign = p->row->sign != 0, v->files = form_has_file(p->row->form);
    Form shown = *form;
    const Flow *flow = flow_of(f->kind);
    if (flow->dress) TRY(flow->dress(c, f, &shown));
    v->fields = form_fields(c, &shown), v->faults = form_faults(c, &shown);
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

static Err act_show(Req *q, const Casefile *f, const Possible *p, const Form *form, int status)
{
    Ctx *c = &q->ctx;
    ActView v;
    if (!wants_html(q) && status == 422) return reply_faults(q, form, (Page){.title = p->label});
    TRY(act_view(q, f, p, form, &v));
    Page page = {.title = p->label, .up = v.base.ptr, .up_title = MSG_casework_file, .private_page = true};
    if (status == 409) v.conflict = why_text(c), page.status = 409;
    page.main = act_html(c, v);
    return status == 422 ? reply_faults(q, form, page) : reply(q, page);
}

Err act_file(Req *q, const Flow **flow, Casefile *f)
{
    return path_arg(q, "secret").len ? casework_held(q, flow, f) : casework_read(&q->ctx, path_arg(q, "code"), flow, f);
}

Err act_page(Req *q)
{
    Ctx *c = &q->ctx;
    const Flow *flow;
    Casefile f;
    Possible p;
    TRY(act_file(q, &flow, &f));
    TRY(possible_of(c, flow, &f, path_arg(q, "event"), &p));
    if (!p.may && !p.awaits) return WHY_WITH(c, MSG_casework_because, p.why, ERR_CONFLICT);
    Form blank = p.row->form ? form_blank(p.row->form) : (Form){.ok = true};
    if (flow->fill) TRY(flow->fill(c, &f, str(p.row->event), &blank));
    return act_show(q, &f, &p, &blank, 200);
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
    TRY(act_file(q, &flow, &f));
    Err e = possible_of(c, flow, &f, path_arg(q, "event"), &p);
    c->why = why, c->why_arg[0] = arg[0], c->why_arg[1] = arg[1];
    if (e || p.awaits) return status == 409 ? ERR_CONFLICT : e; /* it can no longer be done at all */
    return act_show(q, &f, &p, form, status);
}

/* The files of an act, looked into before the writer has it. */
Err act_files(Req *q)
{
    const Flow *flow;
    Casefile f;
    Possible p;
    TRY(act_file(q, &flow, &f));
    TRY(possible_of(&q->ctx, flow, &f, path_arg(q, "event"), &p));
    return form_files(q, p.row->form);
}

Err act_post(Req *q)
{
    const Flow *flow;
    Casefile f;
    TRY(act_file(q, &flow, &f));
    return casework_post(q, &(Deed){.flow = flow, .code = f.code, .event = path_arg(q, "event")}, file_base(q, &f),
                         act_again);
}
