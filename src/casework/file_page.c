/* file_page.c - a casefile shown: to those who work on it, to whoever holds its link, and by its code to all. */
#include "base/day.h"
#include "base/json.h"
#include "casefile.html.h"
#include "casework/engine.h"
#include "casework/view.h"
#include "text/code.h"
#include <string.h>

static bool is_correctable(const Ctx *c, const Flow *flow, const Casefile *f, const ActRow *a, bool voided)
{
    int before = state_of(flow, a->before);
    if (voided || a->voids || !a->measure.len || before < NEW_FILE) return false;
    const Transition *row = row_named(flow, before, a->event);
    return row && row->correctable && holds_row(c, row, row->sign != 0, f);
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
Steps steps_of(Ctx *c, const Flow *flow, const Casefile *f, const ActRowRows *acts, bool inside, Str link)
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
        if (a->leaf.len) s.receipt = receipt_path(c, f, link, a->seq);
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

Str kind_name(const Ctx *c, const Casefile *f)
{
    return msg_of(c, "casework.kinds", NULL, f->kind);
}

static Str title_of(const Ctx *c, const Flow *flow, const Casefile *f, bool inside)
{
    return inside || f->public || !flow->title_private ? f->title : kind_name(c, f);
}

Html seen_hidden(Ctx *c, const Req *q, int64_t version)
{
    Buf out = {.arena = c->arena};
    put(&out, form_hidden(c, q));
    buf_fmt(&out, "<input type=\"hidden\" name=\"seen\" value=\"%lld\">", (long long)version);
    return (Html){buf_done(&out)};
}

Str file_base(const Req *q, const Casefile *f)
{
    const Str secret = path_arg(q, "secret");
    if (secret.len) return arena_fmt(q->ctx.arena, "/tra-cuu/" STR, ARG(secret));
    return arena_fmt(q->ctx.arena, "/can-bo/ho-so/" STR, ARG(f->code));
}

/* With the link in hand, only what is the holder's: staff work on the page of the staff. */
static void split(Possibles all, Ctx *c, FileView *v)
{
    v->actions = v->waiting = (Possibles){NULL, 0};
    v->actions.at = NEW(c->arena, Possible, all.len + 1), v->waiting.at = NEW(c->arena, Possible, all.len + 1);
    for (size_t i = 0; i < all.len; i++) {
        if (all.at[i].row->hidden || (c->holder && all.at[i].row->reach != HOLDER)) continue;
        Possibles *to = all.at[i].awaits ? &v->waiting : &v->actions;
        to->at[to->len++] = all.at[i];
    }
}

static bool may_void(const Ctx *c, const Flow *flow, const Casefile *f, const ActRowRows *acts)
{
    const ActRow *last = act_to_void(flow, acts).act;
    int before = last ? state_of(flow, last->before) : -1;
    const Transition *row = before > NEW_FILE ? row_named(flow, before, last->event) : NULL;
    return row && row->undo && holds_row(c, row, row->sign != 0, f);
}

static Err view_fill(Req *q, const Flow *flow, const Casefile *f, bool inside, FileView *v)
{
    Ctx *c = &q->ctx;
    ActRowRows acts;
    Why why;
    *v = (FileView){
        .f = f, .kind_name = kind_name(c, f), .title = title_of(c, flow, f, inside), .state = state_label(c, f)};
    TRY(act_list(c, f->id, &acts));
    v->base = file_base(q, f);
    v->steps = steps_of(c, flow, f, &acts, inside, c->holder == f->id ? v->base : (Str){0});
    if (!wants_html(q)) return OK; /* the rest is drawn */
    if (path_arg(q, "secret").len) {
        Str address;
        v->slip = arena_fmt(c->arena, STR "/bien-nhan", ARG(v->base));
        TRY(private_qr(q, &address, &v->qr));
    }
    if (f->clock != STOPPED_NOT) {
        TRY(why_of(c, f, &acts, false, &why));
        v->deadline = deadline_shown(c, f, &why, why_path(q, f, inside));
    }
    v->note_class = is_overdue(c, f) ? S("note late") : f->clock == STANDING ? S("note warn") : S("note");
    if (f->clock == RUNNING) v->next_due = f->due, v->next_due_is = kind_word(c, f, "next_due", (Str){0}, (Str){0});
    if (flow->panel) TRY(flow->panel(c, f, inside, &v->panel));
    if (!inside) return OK;
    Possibles all;
    TRY(casework_possible(c, flow, f, &all));
    split(all, c, v);
    v->hidden = seen_hidden(c, q, f->version);
    if (c->holder == f->id) return OK;
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
        if (s->receipt.len) json_member(j, "receipt", s->receipt);
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

Err staff_file(Req *q)
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

Err lookup_missed(Req *q, Str typed)
{
    Ctx *c = &q->ctx;
    int wait = limit_take(LIMIT_MISSES, S("all"), c->now); /* a swarm that guesses codes from many addresses */
    if (wait) return q->retry_after = wait, ERR_RATE;
    if (!wants_html(q)) return ERR_NOT_FOUND;
    return reply(q, (Page){.status = 404,
                           .title = msg(c, MSG_casework_lookup_missing),
                           .main = lookup_html(c, typed, true, (Str){0}),
                           .nav = "/tra-cuu"});
}

/* What does not exist and what may not be known of take the same way. */
Err file_looked_up(Ctx *c, Str typed, const Flow **flow, Casefile *f)
{
    Str code;
    if (!code_read(c->arena, typed, &code)) return ERR_NOT_FOUND;
    TRY(casefile_by_code(c, code, f));
    *flow = flow_of(f->kind);
    return *flow && casework_is_public(*flow, f) ? OK : ERR_NOT_FOUND;
}

/* "https://HOST/tra-cuu/SECRET", as a telephone reads it off the paper of any office. */
static bool address_of(Str typed, Str *host, Str *secret)
{
    static const char page[] = "/tra-cuu/", scheme[] = "://";
    const char *at = typed.len ? memmem(typed.ptr, typed.len, page, sizeof page - 1) : NULL;
    if (!at) return false;
    *host = (Str){typed.ptr, (size_t)(at - typed.ptr)};
    *secret = (Str){at + sizeof page - 1, typed.len - host->len - (sizeof page - 1)};
    *secret = str_cut(secret, '/');
    const char *from = host->len ? memmem(host->ptr, host->len, scheme, sizeof scheme - 1) : NULL;
    if (from) host->len -= (size_t)(from + sizeof scheme - 1 - host->ptr), host->ptr = from + sizeof scheme - 1;
    *host = str_cut(host, '/'); /* /en/tra-cuu/ */
    return secret->len > 0 && is_code(*secret);
}

/* Of this server: there. Of another one: said so, and not followed, for anybody can print an address. */
static Err elsewhere(Req *q, Str typed, Str host, Str secret)
{
    Ctx *c = &q->ctx;
    if (!host.len || str_eq(host, q->host)) return redirect(q, "/tra-cuu/" STR, ARG(secret));
    if (!wants_html(q)) return ERR_NOT_FOUND;
    return reply(q, (Page){.status = 404,
                           .title = msg(c, MSG_casework_lookup_missing),
                           .main = lookup_html(c, typed, true, host),
                           .nav = "/tra-cuu"});
}

Err lookup(Req *q)
{
    Ctx *c = &q->ctx;
    const Str typed = query_arg(q, "ma");
    Casefile f;
    const Flow *flow;
    Str host, secret;
    if (!typed.len)
        return reply(q, (Page){.title = msg(c, MSG_casework_lookup), .main = lookup_html(c, typed, false, (Str){0})});
    if (address_of(typed, &host, &secret)) return elsewhere(q, typed, host, secret);
    const Err e = file_looked_up(c, typed, &flow, &f);
    if (e == ERR_NOT_FOUND) return lookup_missed(q, typed);
    TRY(e);
    if (flow->page && f.public && wants_html(q)) return redirect(q, "%s/" STR, flow->page, ARG(f.code));
    return show(q, flow, &f, false, "/tra-cuu", MSG_casework_lookup);
}

Err casework_held(Req *q, const Flow **flow, Casefile *f)
{
    Ctx *c = &q->ctx;
    TRY(casefile_by_secret(c, link_hash(c, path_arg(q, "secret")), f));
    *flow = flow_of(f->kind);
    c->holder = f->id;
    return *flow ? OK : ERR_NOT_FOUND;
}

Err holder_file(Req *q)
{
    const Flow *flow;
    Casefile f;
    const Err e = casework_held(q, &flow, &f);
    if (e == ERR_NOT_FOUND) return lookup_missed(q, (Str){0});
    TRY(e);
    return show(q, flow, &f, true, "/tra-cuu", MSG_casework_lookup);
}
