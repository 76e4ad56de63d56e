/* sign_in.c - signing in and out, and one's own account: roles, password, sessions. */
#include "account.html.h"
#include "account/view.h"
#include "base/json.h"
#include <string.h>

enum { FAILURES_MAX = 5, LOCK_MS = 15 * 60000, RETURN_MAX = 300 };

/* ---- signing in ---- */

typedef struct {
    Str user, password, ve;
} SignIn;
static const Field sign_in_fields[] = {
    TEXT_FIELD(SignIn, user, .max = 60, .autocomplete = "username"),
    SECRET_FIELD(SignIn, password, .max = PASSWORD_MAX, .autocomplete = "current-password"),
    HIDDEN_FIELD(SignIn, ve, .max = RETURN_MAX, .optional = true),
};
const FormSpec sign_in_form = FORM("account.sign_in", sign_in_fields, SignIn);

/* What the slow half found out: it cannot write, and the account may change before the act. */
typedef struct {
    Str against; /* the hash that was compared with */
    bool matched;
    Str hash; /* of a new password */
} Checked;

/* Where to go on: an own path, or nowhere. */
static bool own_path(Str s)
{
    if (!s.len || s.len > RETURN_MAX || s.ptr[0] != '/') return false;
    if (s.len > 1 && (s.ptr[1] == '/' || s.ptr[1] == '\\')) return false;
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] <= ' ' || s.ptr[i] == '\\') return false;
    return true;
}

static Page sign_in_view(Req *q, const Form *f)
{
    Ctx *c = &q->ctx;
    return (Page){.title = msg(c, MSG_account_sign_in_title),
                  .main = sign_in_html(c, form_faults(c, f), form_fields(c, f), form_hidden(c, q)),
                  .private_page = true};
}

Err sign_in_page(Req *q)
{
    Form f = form_blank(&sign_in_form);
    const Str back = query_arg(q, "ve");
    if (own_path(back)) form_value(&f, "ve", back);
    return reply(q, sign_in_view(q, &f));
}

Err sign_in_prepare(Req *q)
{
    Ctx *c = &q->ctx;
    Form f;
    SignIn v = {0};
    Account a = {0};
    Checked *k = NEW(c->arena, Checked, 1);
    TRY(form_read(c, q->body, &sign_in_form, &v, &f));
    if (!f.ok) return OK; /* the act answers with the form */
    const Err e = account_by_key(c, name_key(c->arena, v.user), &a);
    if (e && e != ERR_NOT_FOUND) return e;
    k->against = a.password;
    k->matched = password_matches(c->arena, a.password, v.password);
    q->prepared = k;
    return OK;
}

/* Counted on the account, and said in the same words whether it exists or not. */
static Err refused(Req *q, const Account *a, Form *f)
{
    Ctx *c = &q->ctx;
    q->keep = true;
    if (!a)
        TRY(audit_add_for(c, 0, "account.sign_in", S(""), false, S(""))); /* what was typed may be a password */
    else {
        const bool locked = a->locked_until.ms > c->now.ms, lock = a->failures + 1 >= FAILURES_MAX;
        const Time until = {lock ? c->now.ms + LOCK_MS : 0};
        if (!locked) TRY(account_set_failures(c, (AccountSetFailures){a->id, lock ? 0 : a->failures + 1, until}));
        TRY(audit_add_for(c, a->unit, lock && !locked ? "account.locked" : "account.sign_in", a->name, false, S("")));
    }
    form_fault(c, f, "password", "E_FORBIDDEN", MSG_account_sign_in_wrong, (Str){0});
    return reply_faults(q, f, sign_in_view(q, f));
}

static Err enter(Req *q, const Account *a)
{
    Ctx *c = &q->ctx;
    Str secret;
    if (q->session.len && !q->bearer) TRY(session_drop_hash(c, session_hash(c->arena, q->session)));
    TRY(session_open(c, a->id, q->address, &secret));
    set_cookie(q, "phien", secret, 0);
    return OK;
}

Err sign_in(Req *q)
{
    Ctx *c = &q->ctx;
    Form f;
    SignIn v = {0};
    Account a;
    const Checked *k = q->prepared;
    TRY(form_read(c, q->body, &sign_in_form, &v, &f));
    if (!f.ok || !k) return reply_faults(q, &f, sign_in_view(q, &f));
    const Err e = account_by_key(c, name_key(c->arena, v.user), &a);
    if (e && e != ERR_NOT_FOUND) return e;
    const bool good = !e && k->matched && str_eq(a.password, k->against) && str_eq(a.state, S("active")) &&
                      a.locked_until.ms <= c->now.ms;
    if (!good) return refused(q, e ? NULL : &a, &f);
    if (a.failures || a.locked_until.ms) TRY(account_set_failures(c, (AccountSetFailures){a.id, 0, {0}}));
    TRY(enter(q, &a));
    c->actor = a.name;
    TRY(audit_add_for(c, a.unit, "account.sign_in", a.name, true, S("")));
    if (a.must_change) return reply_done(q, a.name, S(OWN_PAGE "/mat-khau"));
    return reply_done(q, a.name, own_path(v.ve) ? v.ve : S("/can-bo"));
}

Err sign_out(Req *q)
{
    Ctx *c = &q->ctx;
    if (q->session.len) TRY(session_drop_hash(c, session_hash(c->arena, q->session)));
    if (c->actor.len) TRY(audit_add(c, "account.sign_out", c->actor, true, S("")));
    set_cookie(q, "phien", S(""), -1);
    return reply_done(q, S(""), S("/"));
}

/* ---- the own account ---- */

HeldViews held_views(Ctx *c, const RoleRowRows *rows)
{
    HeldViews out = {NEW(c->arena, HeldView, rows->len + 1), rows->len};
    for (size_t i = 0; i < rows->len; i++) {
        const RoleRow *r = &rows->at[i];
        out.at[i] = (HeldView){.role = role_text(c, r->role),
                               .unit = r->unit ? r->unit_name : msg(c, MSG_account_whole_house),
                               .id = arena_fmt(c->arena, "%lld", (long long)r->id),
                               .since = r->since,
                               .until = r->until};
    }
    return out;
}

static SessionViews session_views(Req *q, const SessionRowRows *rows)
{
    Ctx *c = &q->ctx;
    const Str here = session_hash(c->arena, q->session);
    SessionViews out = {NEW(c->arena, SessionView, rows->len + 1), 0};
    for (size_t i = 0; i < rows->len; i++) {
        const SessionRow *s = &rows->at[i];
        const Time seen = session_last_seen(s->id, s->seen);
        if (s->expires.ms <= c->now.ms || (!s->token && seen.ms + session_rules.idle_ms <= c->now.ms)) continue;
        out.at[out.len++] = (SessionView){.id = arena_fmt(c->arena, "%lld", (long long)s->id),
                                          .label = s->label,
                                          .address = s->address,
                                          .created = s->created,
                                          .seen = seen,
                                          .expires = s->expires,
                                          .here = str_eq(s->hash, here),
                                          .token = s->token};
    }
    return out;
}

static void session_json(Json *j, const SessionView *s)
{
    json_open(j, '{');
    json_member(j, "session", s->id);
    json_member(j, "token", s->token);
    json_member(j, "label", s->label);
    json_member(j, "address", s->address);
    json_member(j, "created", s->created);
    json_member(j, "seen", s->seen);
    json_member(j, "expires", s->expires);
    json_member(j, "here", s->here);
    json_close(j, '}');
}

static Err own_json(Req *q, const Account *a, const RoleRowRows *roles, const SessionViews *sessions)
{
    Buf out = {.arena = q->ctx.arena};
    Json j = {&out, false};
    json_open(&j, '{');
    json_member(&j, "name", a->name);
    json_member(&j, "person", a->person);
    json_member(&j, "unit", a->unit_code);
    json_member(&j, "must_change", a->must_change);
    if (q->csrf.len) json_member(&j, "csrf", q->csrf); /* for X-CSRF-Token */
    json_key(&j, "roles");
    json_open(&j, '[');
    for (size_t i = 0; i < roles->len; i++) {
        json_open(&j, '{');
        json_member(&j, "role", str(role_name(roles->at[i].role)));
        json_member(&j, "unit", roles->at[i].unit_code);
        json_member(&j, "since", roles->at[i].since);
        json_member(&j, "until", roles->at[i].until);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_key(&j, "sessions");
    json_open(&j, '[');
    for (size_t i = 0; i < sessions->len; i++)
        session_json(&j, &sessions->at[i]);
    json_close(&j, ']');
    json_close(&j, '}');
    return reply_json(q, 200, buf_done(&out));
}

Err own_page(Req *q)
{
    Ctx *c = &q->ctx;
    Account a;
    RoleRowRows roles;
    SessionRowRows rows;
    TRY(account_of(c, c->actor, &a));
    TRY(role_list(c, a.id, c->today, &roles));
    TRY(session_list(c, a.id, &rows));
    const SessionViews sessions = session_views(q, &rows);
    if (!wants_html(q)) return own_json(q, &a, &roles, &sessions);
    const OwnView v = {.name = a.name,
                       .unit = a.unit_name,
                       .roles = held_views(c, &roles),
                       .sessions = sessions,
                       .others = sessions.len > 1,
                       .hidden = form_hidden(c, q)};
    return reply(q, (Page){.title = msg(c, MSG_account_own_title), .main = own_html(c, v), .private_page = true});
}

Err end_session(Req *q)
{
    Ctx *c = &q->ctx;
    Account a;
    SessionRowRows rows;
    int64_t id = 0, here = 0;
    const Str which = pair(q->body, "session"), hash = session_hash(c->arena, q->session);
    const bool others = str_eq(which, S("others"));
    if (!others && !str_int(which, &id)) return ERR_NOT_FOUND;
    TRY(account_of(c, c->actor, &a));
    TRY(session_list(c, a.id, &rows));
    for (size_t i = 0; i < rows.len; i++)
        if (str_eq(rows.at[i].hash, hash)) here = rows.at[i].id;
    if (others)
        TRY(session_drop_all(c, a.id, here));
    else
        TRY(session_drop(c, a.id, id));
    TRY(audit_add(c, "account.session_end", a.name, true, which));
    if (id == here && !q->bearer) set_cookie(q, "phien", S(""), -1);
    return reply_done(q, which, id == here ? S("/") : S(OWN_PAGE));
}

/* ---- changing the password ---- */

typedef struct {
    Str old, new, again;
} Change;
static const Field change_fields[] = {
    SECRET_FIELD(Change, old, .max = PASSWORD_MAX, .autocomplete = "current-password"),
    SECRET_FIELD(Change, new, .max = PASSWORD_MAX, .autocomplete = "new-password"),
    SECRET_FIELD(Change, again, .max = PASSWORD_MAX, .autocomplete = "new-password"),
};
const FormSpec change_form = FORM("account.change", change_fields, Change);

static Page change_view(Req *q, const Form *f)
{
    Ctx *c = &q->ctx;
    const bool forced = c->why == MSG_account_must_change;
    return (Page){.title = msg(c, MSG_account_change_title),
                  .main = change_html(c, form_faults(c, f), form_fields(c, f), form_hidden(c, q), forced),
                  .up = OWN_PAGE,
                  .up_title = MSG_account_own_title,
                  .private_page = true};
}

Err change_page(Req *q)
{
    const Form f = form_blank(&change_form);
    return reply(q, change_view(q, &f));
}

static Err read_change(Req *q, Change *v, Form *f)
{
    Ctx *c = &q->ctx;
    TRY(form_read(c, q->body, &change_form, v, f));
    if (!f->ok) return OK;
    const int fault = password_fault(c->arena, c->actor, v->new);
    if (fault) form_fault(c, f, "new", "E_FORMAT", fault, (Str){0});
    if (!str_eq(v->new, v->again)) form_fault(c, f, "again", "E_FORMAT", MSG_account_change_differ, (Str){0});
    if (str_eq(v->new, v->old)) form_fault(c, f, "new", "E_FORMAT", MSG_account_change_same, (Str){0});
    return OK;
}

Err change_prepare(Req *q)
{
    Ctx *c = &q->ctx;
    Form f;
    Change v = {0};
    Account a;
    Checked *k = NEW(c->arena, Checked, 1);
    TRY(read_change(q, &v, &f));
    if (!f.ok || q->bearer) return OK;
    TRY(account_of(c, c->actor, &a));
    k->against = a.password;
    k->matched = password_matches(c->arena, a.password, v.old);
    if (k->matched) TRY(password_hash(c, v.new, &k->hash));
    q->prepared = k;
    return OK;
}

Err change_password(Req *q)
{
    Ctx *c = &q->ctx;
    Form f;
    Change v = {0};
    Account a;
    const Checked *k = q->prepared;
    if (q->bearer) return WHY(c, MSG_account_person_only, ERR_DENIED);
    TRY(read_change(q, &v, &f));
    TRY(account_of(c, c->actor, &a));
    if (k && (!k->matched || !str_eq(a.password, k->against)))
        form_fault(c, &f, "old", "E_FORBIDDEN", MSG_account_change_wrong, (Str){0});
    if (!f.ok || !k) return reply_faults(q, &f, change_view(q, &f));
    TRY(account_set_password(c, (AccountSetPassword){a.id, k->hash, false}));
    TRY(session_drop_all(c, a.id, 0));
    TRY(enter(q, &a));
    TRY(audit_add(c, "account.password", a.name, true, S("")));
    return reply_done(q, a.name, S(OWN_PAGE));
}
