/* account.c - accounts, their roles, and who may change them. */
#include "account/own.h"
#include "base/day.h"
#include <string.h>

/* ---- names ---- */

bool is_account_name(Str s)
{
    Str before = s;
    const Str after = s.len && memchr(s.ptr, '@', s.len) ? (str_cut(&before, '@'), before) : S("x");
    if (str_ends(s, S(".json")) || str_ends(s, S(".csv")) || str_ends(s, S(".xlsx")))
        return false; /* an address could not name it */
    before = s;
    return is_code(str_cut(&before, '@')) && is_code(after);
}

Str name_key(Arena *a, Str name)
{
    Str out = arena_copy(a, str_trim(name));
    char *at = (char *)(uintptr_t)out.ptr;
    for (size_t i = 0; i < out.len; i++)
        if (at[i] >= 'A' && at[i] <= 'Z') at[i] = (char)(at[i] + 32);
    return out;
}

Str role_text(const Ctx *c, int64_t role)
{
    return msg_of(c, "role", NULL, str(role_name(role)));
}

/* ---- finding ---- */

Err account_count(Ctx *c, int64_t *n)
{
    AccountCount count;
    TRY(account_total(c, &count));
    *n = count.n;
    return OK;
}

Err account_of(Ctx *c, Str name, Account *out)
{
    const Err e = account_by_key(c, name_key(c->arena, name), out);
    return e == ERR_NOT_FOUND ? WHY_WITH(c, MSG_account_unknown, name, e) : e;
}

Err account_unit(Ctx *c, Str code, int64_t *unit, Str *path)
{
    Unit u;
    *unit = 0, *path = S("/");
    if (!code.len || str_eq(code, S("*"))) return OK;
    TRY(unit_in_force(c, code, c->today, &u));
    *unit = u.id, *path = u.path;
    return OK;
}

/* ---- separation: who administers does no business, who audits does nothing else ---- */

enum { BUSINESS = STAFF_ROLES & ~(UNIT_ADMIN | SYS_ADMIN | AUDITOR) };

static bool apart(int64_t x, int64_t y)
{
    if (x & SYS_ADMIN && y & (BUSINESS | AUDITOR)) return true;
    return x & AUDITOR && y & (BUSINESS | UNIT_ADMIN | SYS_ADMIN);
}

/* ---- who may change an account ---- */

bool acts_alone(const Ctx *c)
{
    return !c->actor.len || may(c, SYSTEM);
}

static Err hidden(Ctx *c, Str name)
{
    audit_later(c, "account.hidden", name, false, S(""));
    return WHY_WITH(c, MSG_account_unknown, name, ERR_NOT_FOUND);
}

/* Who could set the password of an account could act with all its roles: so all must lie in their scope. */
Err account_may_change(Ctx *c, const Account *a)
{
    RoleRowRows roles;
    if (acts_alone(c)) return OK;
    if (!unit_covers(c, ADMINS, a->path)) return hidden(c, a->name);
    if (str_eq(a->name, c->actor)) return WHY(c, MSG_account_yourself, ERR_DENIED);
    TRY(role_list(c, a->id, c->today, &roles));
    for (size_t i = 0; i < roles.len; i++) {
        const int64_t needed = roles.at[i].role & (SYS_ADMIN | AUDITOR) ? SYS_ADMIN : ADMINS;
        if (!unit_covers(c, needed, roles.at[i].path)) return WHY(c, MSG_account_wider, ERR_DENIED);
    }
    return OK;
}

/* ---- adding ---- */

Err account_add(Ctx *c, const NewAccount *n, int64_t *id)
{
    AccountId made;
    int64_t unit;
    Str path;
    const Str name = text_clean(c->arena, n->name), person = text_clean(c->arena, n->person);
    if (!is_account_name(name) || name.len > 60) return WHY_WITH(c, MSG_account_bad_name, name, ERR_INVALID);
    if (!person.len) return WHY_WITH(c, MSG_account_no_person, name, ERR_INVALID);
    TRY(account_unit(c, n->unit, &unit, &path));
    if (!acts_alone(c) && !unit_covers(c, ADMINS, path)) return WHY(c, MSG_account_outside, ERR_DENIED);
    const Err e = account_insert(c,
                                 (AccountInsert){name, name_key(c->arena, name), person, unit, n->password,
                                                 n->password.len ? S("active") : S("invited"), n->must_change, c->now},
                                 &made);
    if (e == ERR_NOT_FOUND) return WHY_WITH(c, MSG_account_exists, name, ERR_CONFLICT);
    if (e) return e;
    *id = made.id;
    return audit_add_for(c, unit, "account.add", name, true, S(""));
}

Err account_first(Ctx *c, Str name, Str person, Str password)
{
    int64_t n, id;
    NewAccount a = {.name = name, .person = person};
    TRY(account_count(c, &n));
    if (n) return WHY(c, MSG_account_not_first, ERR_CONFLICT);
    const int fault = password_fault(c->arena, name, password);
    if (fault) return WHY(c, fault, ERR_INVALID);
    TRY(password_hash(c, password, &a.password));
    TRY(account_add(c, &a, &id));
    return account_grant(c, &(NewRole){.name = name, .role = S("sys_admin")});
}

/* ---- roles ---- */

static Err may_grant(Ctx *c, const Account *a, int64_t role, Str path)
{
    if (acts_alone(c)) return OK;
    TRY(account_may_change(c, a));
    if (role & (SYS_ADMIN | AUDITOR)) return WHY(c, MSG_account_second_person, ERR_DENIED);
    return unit_covers(c, ADMINS, path) ? OK : WHY(c, MSG_account_outside, ERR_DENIED);
}

Err account_grant(Ctx *c, const NewRole *n)
{
    Account a;
    RoleRowRows held;
    TRY(account_of(c, n->name, &a));
    const int64_t role = role_of(n->role) & STAFF_ROLES;
    int64_t unit = a.unit;
    Str path = a.path;
    if (!role) return WHY_WITH(c, MSG_account_no_role, n->role, ERR_INVALID);
    if (n->unit.len) TRY(account_unit(c, n->unit, &unit, &path));
    TRY(may_grant(c, &a, role, path));
    /* on the command line, not stated is always: its clock need not be the server's */
    const Day since = n->since.n || acts_alone(c) ? n->since : c->today;
    if (n->until.n && n->until.n < (since.n ? since.n : c->today.n)) return WHY(c, MSG_account_ends_first, ERR_INVALID);
    TRY(role_list(c, a.id, c->today, &held));
    for (size_t i = 0; i < held.len; i++) {
        if (apart(role, held.at[i].role) || apart(held.at[i].role, role))
            return WHY_WITH(c, MSG_account_apart, role_text(c, held.at[i].role), ERR_CONFLICT);
        if (role == held.at[i].role && unit == held.at[i].unit)
            return WHY_WITH(c, MSG_account_held, role_text(c, role), ERR_CONFLICT);
    }
    TRY(role_add(c, (RoleAdd){a.id, role, unit, since, n->until, c->actor, c->now}));
    return audit_add_for(c, unit, "account.grant", a.name, true, n->role);
}

static Err end_role(Ctx *c, const Account *a, const RoleRow *r)
{
    TRY(role_end(c, (RoleEnd){r->id, c->now, c->actor}));
    TRY(session_drop_all(c, a->id, 0));
    return audit_add_for(c, r->unit, "account.revoke", a->name, true, str(role_name(r->role)));
}

Err account_end_role(Ctx *c, Str name, int64_t role_row)
{
    Account a;
    RoleRowRows held;
    TRY(account_of(c, name, &a));
    TRY(account_may_change(c, &a));
    TRY(role_list(c, a.id, c->today, &held));
    for (size_t i = 0; i < held.len; i++)
        if (held.at[i].id == role_row) return end_role(c, &a, &held.at[i]);
    return WHY(c, MSG_account_not_held, ERR_CONFLICT);
}

Err account_revoke(Ctx *c, Str name, Str role, Str unit)
{
    Account a;
    RoleRowRows held;
    int64_t over;
    Str path;
    TRY(account_of(c, name, &a));
    TRY(account_may_change(c, &a));
    TRY(role_list(c, a.id, c->today, &held));
    over = a.unit;
    if (unit.len) TRY(account_unit(c, unit, &over, &path));
    for (size_t i = 0; i < held.len; i++)
        if (held.at[i].role == role_of(role) && held.at[i].unit == over) return end_role(c, &a, &held.at[i]);
    return WHY(c, MSG_account_not_held, ERR_CONFLICT);
}

/* ---- password and state, by somebody else ---- */

Err account_give_password(Ctx *c, Str name, Str hash)
{
    Account a;
    TRY(account_of(c, name, &a));
    TRY(account_may_change(c, &a));
    TRY(account_set_password(c, (AccountSetPassword){a.id, hash, true}));
    TRY(session_drop_all(c, a.id, 0));
    return audit_add_for(c, a.unit, "account.reset", a.name, true, S(""));
}

Err account_reset(Ctx *c, Str name, Str *password)
{
    static const char letters[] = "23456789abcdefghjkmnpqrstuvwxyz"; /* none that is taken for another */
    unsigned char random[64];
    Buf out = {.arena = c->arena};
    Str hash;
    size_t n = 0;
    chance_bytes(c, random, sizeof random);
    for (size_t i = 0; i < sizeof random && n < 16; i++) {
        if (random[i] >= 8 * (sizeof letters - 1)) continue; /* each letter as likely as the others */
        if (n && n % 4 == 0) buf_char(&out, '-');
        buf_char(&out, letters[random[i] % (sizeof letters - 1)]), n++;
    }
    if (n < 16) return FAIL(ERR_BUSY, "no chance for a password");
    *password = buf_done(&out);
    TRY(password_hash(c, *password, &hash));
    return account_give_password(c, name, hash);
}

const char *const account_states[] = {"active", "locked", "suspended", NULL};

Err account_state(Ctx *c, Str name, Str state)
{
    Account a;
    TRY(account_of(c, name, &a));
    TRY(account_may_change(c, &a));
    if (str_eq(state, S("active")) && !a.password.len) state = S("invited");
    TRY(account_set_state(c, a.id, state));
    if (!str_eq(state, S("active"))) TRY(session_drop_all(c, a.id, 0));
    return audit_add_for(c, a.unit, "account.state", a.name, true, state);
}

/* ---- earlier ---- */

Err account_held(Ctx *c, const RoleThen *x, bool *held)
{
    enum { DAY_ENDS = 24 * 60 };
    Account a;
    AccountGrantRows rows;
    *held = false;
    TRY(account_by_key(c, name_key(c->arena, x->name), &a));
    TRY(account_grants_then(c, (AccountGrantsThen){name_key(c->arena, x->name), x->on, time_at(x->on, DAY_ENDS)},
                            &rows));
    for (size_t i = 0; i < rows.len; i++)
        *held = *held || ((rows.at[i].role & x->roles) && path_within(x->path, rows.at[i].path));
    return OK;
}
