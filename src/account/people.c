/* people.c - the accounts of a unit and all below it: for their administrators. */
#include "account.html.h"
#include "account/view.h"
#include <string.h>

enum { EXPORT_MAX = 20000 };

/* ---- whose ---- */

Err scope_of(Req *q, int64_t roles, int64_t *unit)
{
    Ctx *c = &q->ctx;
    const Str code = query_arg(q, "don-vi");
    Str path = {0};
    if (code.len) {
        const Err e = account_unit(c, code, unit, &path);
        if (e) return e == ERR_INVALID ? ERR_NOT_FOUND : e;
        if (unit_covers(c, roles, path)) return OK;
        audit_later(c, "account.hidden", code, false, S(""));
        return ERR_NOT_FOUND;
    }
    for (size_t i = 0; i < c->grant_len; i++)
        if (c->grants[i].role & roles && c->grants[i].path.len && (!path.len || c->grants[i].path.len < path.len))
            path = c->grants[i].path;
    if (!path.len) return ERR_DENIED;
    *unit = path_unit(path);
    return OK;
}

/* ---- the list ---- */

static const Column people_columns[] = {
    COLUMN(AccountLine, name),  COLUMN(AccountLine, person), COLUMN(AccountLine, unit_code),
    COLUMN(AccountLine, roles), COLUMN(AccountLine, state),
};
static const Columns people_table = COLUMNS("nguoi-dung", people_columns, AccountLine);

/* People read names of roles, programs their codes. */
Err account_fill_roles(Ctx *c, AccountLineRows *rows, Str after, bool for_people)
{
    AccountLineRoleRows roles;
    if (!rows->len) return OK;
    TRY(account_list_roles(c, (AccountListRoles){after, rows->at[rows->len - 1].name_key, c->today}, &roles));
    for (size_t i = 0, k = 0; i < rows->len; i++) {
        Buf out = {.arena = c->arena};
        while (k < roles.len && str_cmp(roles.at[k].name_key, rows->at[i].name_key) < 0)
            k++;
        for (; k < roles.len && str_eq(roles.at[k].name_key, rows->at[i].name_key); k++) {
            const AccountLineRole *r = &roles.at[k];
            if (out.len) buf_str(&out, for_people ? S(", ") : S(";"));
            buf_str(&out, for_people ? role_text(c, r->role) : str(role_name(r->role)));
            if (!r->own && !for_people) buf_fmt(&out, "@" STR, ARG(r->unit_code.len ? r->unit_code : S("*")));
        }
        rows->at[i].roles = buf_done(&out);
    }
    return OK;
}

Err people_page(Req *q)
{
    Ctx *c = &q->ctx;
    int64_t unit;
    AccountLineRows rows;
    const Str after = query_arg(q, "sau");
    const int64_t max = wants_table(q) ? EXPORT_MAX : ACCOUNTS_PAGE;
    TRY(scope_of(q, ADMINS, &unit));
    TRY(account_list(c, (AccountList){unit, after, max + 1}, &rows));
    const bool more = (int64_t)rows.len > max;
    if (more) rows.len--;
    TRY(account_fill_roles(c, &rows, after, wants_html(q)));
    const Str next = more ? rows.at[rows.len - 1].name_key : S("");
    if (wants_table(q)) audit_later(c, "account.export", S(""), true, S(""));
    if (!wants_html(q)) return reply_rows(q, &people_table, rows.at, rows.len, next);
    const PeopleView v = {.rows = rows,
                          .next = next,
                          .unit_name = unit_name(c, unit),
                          .unit_code = query_arg(q, "don-vi"),
                          .hidden = form_hidden(c, q)};
    return reply(q, (Page){.title = msg(c, MSG_account_people_title), .main = people_html(c, v), .private_page = true});
}

/* ---- a new one ---- */

static Err units_in_scope(Ctx *c, Options *out)
{
    UnitRows units;
    TRY(unit_all_in_force(c, &units));
    *out = (Options){NEW(c->arena, Option, units.len + 1), 0};
    for (size_t i = 0; i < units.len; i++)
        if (unit_covers(c, ADMINS, units.at[i].path))
            out->at[out->len++] = (Option){units.at[i].code, units.at[i].name};
    return OK;
}

typedef struct {
    Str name, person, unit, password;
} Add;
// clang-format off
static const Field add_fields[] = {
    TEXT_FIELD(Add, name, .max = 60, .check = is_account_name, .example = MSG_account_add_name_example, .autocomplete = "off"),
    TEXT_FIELD(Add, person, .max = 120, .autocomplete = "off"),
    PICK_FIELD(Add, unit, units_in_scope, .optional = true),
    SECRET_FIELD(Add, password, .max = PASSWORD_MAX, .autocomplete = "new-password"),
};
// clang-format on
const FormSpec add_form = FORM("account.add", add_fields, Add);

static Page add_view(Req *q, const Form *f)
{
    Ctx *c = &q->ctx;
    return (Page){.title = msg(c, MSG_account_add_title),
                  .main = add_html(c, form_faults(c, f), form_fields(c, f), form_hidden(c, q)),
                  .up = PEOPLE_PAGE,
                  .up_title = MSG_account_people_title,
                  .private_page = true};
}

Err add_page(Req *q)
{
    const Form f = form_blank(&add_form);
    return reply(q, add_view(q, &f));
}

static Err read_add(Req *q, Add *v, Form *f)
{
    Ctx *c = &q->ctx;
    TRY(form_read(c, q->body, &add_form, v, f));
    const int fault = v->password.len ? password_fault(c->arena, v->name, v->password) : 0;
    if (fault) form_fault(c, f, "password", "E_FORMAT", fault, (Str){0});
    return OK;
}

Err add_prepare(Req *q)
{
    Form f;
    Add v = {0};
    TRY(read_add(q, &v, &f));
    if (!f.ok) return OK;
    Str *hash = NEW(q->ctx.arena, Str, 1);
    TRY(password_hash(&q->ctx, v.password, hash));
    q->prepared = hash;
    return OK;
}

/* What an account function says is wrong stands beside the field it is about; a refusal is a page of its own. */
static bool at_field(Ctx *c, Err e, Form *f, const char *field)
{
    if (e != ERR_INVALID && e != ERR_CONFLICT) return false;
    form_fault(c, f, field, e == ERR_CONFLICT ? "E_DUP" : "E_FORMAT", MSG_account_fault, why_text(c));
    return true;
}

Err add_person(Req *q)
{
    Ctx *c = &q->ctx;
    Form f;
    Add v = {0};
    int64_t id;
    const Str *hash = q->prepared;
    TRY(read_add(q, &v, &f));
    if (!f.ok || !hash) return reply_faults(q, &f, add_view(q, &f));
    const NewAccount n = {.name = v.name, .person = v.person, .unit = v.unit, .password = *hash, .must_change = true};
    const Err e = account_add(c, &n, &id);
    if (at_field(c, e, &f, "name")) return reply_faults(q, &f, add_view(q, &f));
    if (e) return e;
    return reply_done(q, v.name, arena_fmt(c->arena, PEOPLE_PAGE "/" STR, ARG(v.name)));
}

/* ---- one person ---- */

static Err roles_to_give(Ctx *c, Options *out)
{
    const int64_t none = SYS_ADMIN | AUDITOR; /* these need a second person: the command line */
    *out = (Options){NEW(c->arena, Option, 32), 0};
    for (int64_t role = 1; role & STAFF_ROLES; role <<= 1)
        if (!(role & none)) out->at[out->len++] = (Option){str(role_name(role)), role_text(c, role)};
    return OK;
}

typedef struct {
    Str role, unit;
    Day since, until;
} Give;
static const Field give_fields[] = {
    PICK_FIELD(Give, role, roles_to_give),
    PICK_FIELD(Give, unit, units_in_scope, .optional = true),
    DAY_FIELD(Give, since, .optional = true),
    DAY_FIELD(Give, until, .optional = true),
};
const FormSpec give_form = FORM("account.give", give_fields, Give);

typedef struct {
    Str password;
} Reset;
static const Field reset_fields[] = {
    SECRET_FIELD(Reset, password, .max = PASSWORD_MAX, .autocomplete = "new-password"),
};
const FormSpec reset_form = FORM("account.reset", reset_fields, Reset);

typedef struct {
    Str state;
} Lock;
static const Field state_fields[] = {
    CHOICE_FIELD(Lock, state, account_states, .labels = "account.states"),
};
const FormSpec state_form = FORM("account.lock", state_fields, Lock);

/* For whoever administers the unit of that account; for others it is not there. */
static Err person_of(Req *q, Account *a)
{
    Ctx *c = &q->ctx;
    const Str name = path_arg(q, "name");
    TRY(account_of(c, name, a));
    if (unit_covers(c, ADMINS, a->path)) return OK;
    audit_later(c, "account.hidden", a->name, false, S(""));
    return WHY_WITH(c, MSG_account_unknown, name, ERR_NOT_FOUND);
}

static Html fields_of(Ctx *c, const FormSpec *spec, const Form *shown)
{
    Form blank = form_blank(spec);
    return form_fields(c, shown && shown->spec == spec ? shown : &blank);
}

static Err person_view(Req *q, const Account *a, const Form *shown, Page *out)
{
    Ctx *c = &q->ctx;
    RoleRowRows roles;
    TRY(role_list(c, a->id, c->today, &roles));
    PersonView v = {.a = a,
                    .state = msg_of(c, "account.states", NULL, a->state),
                    .roles = held_views(c, &roles),
                    .hidden = form_hidden(c, q),
                    .faults = shown ? form_faults(c, shown) : (Html){S("")},
                    .role_fields = fields_of(c, &give_form, shown),
                    .password_fields = fields_of(c, &reset_form, shown),
                    .state_fields = fields_of(c, &state_form, shown)};
    if (account_may_change(c, a)) v.why_not = why_text(c);
    *out = (Page){.title = a->person,
                  .main = person_html(c, v),
                  .up = PEOPLE_PAGE,
                  .up_title = MSG_account_people_title,
                  .private_page = true};
    return OK;
}

Err person_page(Req *q)
{
    Ctx *c = &q->ctx;
    Account a;
    Page p;
    TRY(person_of(q, &a));
    if (wants_html(q)) {
        TRY(person_view(q, &a, NULL, &p));
        return reply(q, p);
    }
    AccountLine line = {.name = a.name,
                        .name_key = name_key(c->arena, a.name),
                        .person = a.person,
                        .state = a.state,
                        .unit_code = a.unit_code};
    AccountLineRows one = {&line, 1};
    const Str key = line.name_key; /* just before this name: names are printable */
    TRY(account_fill_roles(c, &one, (Str){key.ptr, key.len - 1}, false));
    Buf out = {.arena = c->arena};
    columns_json(&out, &people_table, &line);
    return reply_json(q, 200, buf_done(&out));
}

static Err again(Req *q, const Account *a, const Form *f)
{
    Page p;
    TRY(person_view(q, a, f, &p));
    return reply_faults(q, f, p);
}

static Err done(Req *q, const Account *a)
{
    return reply_done(q, a->name, arena_fmt(q->ctx.arena, PEOPLE_PAGE "/" STR, ARG(a->name)));
}

Err give_role(Req *q)
{
    Ctx *c = &q->ctx;
    Account a;
    Form f;
    Give v = {0};
    TRY(person_of(q, &a));
    TRY(form_read(c, q->body, &give_form, &v, &f));
    if (!f.ok) return again(q, &a, &f);
    const Err e = account_grant(
        c, &(NewRole){.name = a.name, .role = v.role, .unit = v.unit, .since = v.since, .until = v.until});
    if (at_field(c, e, &f, e == ERR_INVALID && v.until.n ? "until" : "role")) return again(q, &a, &f);
    return e ? e : done(q, &a);
}

Err take_role(Req *q)
{
    Account a;
    int64_t row;
    TRY(person_of(q, &a));
    if (!str_int(pair(q->body, "role"), &row)) return ERR_NOT_FOUND;
    TRY(account_end_role(&q->ctx, a.name, row));
    return done(q, &a);
}

static Err read_reset(Req *q, Reset *v, Form *f)
{
    Ctx *c = &q->ctx;
    TRY(form_read(c, q->body, &reset_form, v, f));
    const int fault = f->ok ? password_fault(c->arena, path_arg(q, "name"), v->password) : 0;
    if (fault) form_fault(c, f, "password", "E_FORMAT", fault, (Str){0});
    return OK;
}

Err reset_prepare(Req *q)
{
    Form f;
    Reset v = {0};
    TRY(read_reset(q, &v, &f));
    if (!f.ok) return OK;
    Str *hash = NEW(q->ctx.arena, Str, 1);
    TRY(password_hash(&q->ctx, v.password, hash));
    q->prepared = hash;
    return OK;
}

Err reset_password(Req *q)
{
    Account a;
    Form f;
    Reset v = {0};
    const Str *hash = q->prepared;
    TRY(person_of(q, &a));
    TRY(read_reset(q, &v, &f));
    if (!f.ok || !hash) return again(q, &a, &f);
    TRY(account_give_password(&q->ctx, a.name, *hash));
    return done(q, &a);
}

Err set_state(Req *q)
{
    Account a;
    Form f;
    Lock v = {0};
    TRY(person_of(q, &a));
    TRY(form_read(&q->ctx, q->body, &state_form, &v, &f));
    if (!f.ok) return again(q, &a, &f);
    TRY(account_state(&q->ctx, a.name, v.state));
    return done(q, &a);
}
