/* account.h - people who work here: who they are, what they may do, and what they did.
 *
 * A person holds roles over a unit and all below it, from a day to a day. Rights are read anew for every
 * request: what is taken away is gone with the next click. Whoever holds SYSTEM (jobs, the command line) is
 * bound by the separation of roles, but not by the limits of a page. */
#pragma once
#include "account/role.h"
#include "account.sql.h"
#include "web/web.h"

/* ---- who is it: set by app as web.who ---- */

/* From the cookie "phien", or `Authorization: Bearer TOKEN`. At most two statements. An unknown or expired
 * cookie is nobody; an unknown token is ERR_DENIED. */
MUST Err account_who(Req *q);
typedef struct { int64_t idle_ms, whole_ms; } SessionRules; /* 15 minutes, 12 hours */
extern SessionRules session_rules;
/* The same context with the rights that this person has today: what a job asks that writes to them. */
MUST Err account_as(const Ctx *c, int64_t account, Str name, int64_t unit, Ctx *out);

/* Opens a session for an account and gives the secret for its cookie; what a sign-in does after the password. */
MUST Err session_open(Ctx *c, int64_t account, Str address, Str *secret);
Str session_csrf(Arena *a, Str secret); /* what its forms must carry */

/* ---- accounts: every function says in c->why what is wrong, for people ---- */

typedef struct {
    Str name, person;
    Str unit;         /* code; empty: the whole house */
    Str password;     /* as password_hash() made it; empty: none yet, "invited" */
    bool must_change; /* at the first sign-in: somebody else knows the password */
} NewAccount;
MUST Err account_count(Ctx *c, int64_t *n);
MUST Err account_of(Ctx *c, Str name, Account *out); /* ERR_NOT_FOUND with c->why */
MUST Err account_add(Ctx *c, const NewAccount *a, int64_t *id);
/* The first administrator, over the whole house: ERR_CONFLICT when there are accounts already. */
MUST Err account_first(Ctx *c, Str name, Str person, Str password);
typedef struct {
    Str name, role;   /* "unit_head" */
    Str unit;         /* code; empty: the account's own; "*": the whole house */
    Day since, until; /* 0: today, or for the command line always; open */
} NewRole;
MUST Err account_grant(Ctx *c, const NewRole *r);
/* Takes the role away, over that unit, and ends the person's sessions. */
MUST Err account_revoke(Ctx *c, Str name, Str role, Str unit);
/* A new password, to be changed at the first sign-in; ends the sessions. For who can print it safely. */
MUST Err account_reset(Ctx *c, Str name, Str *password);
/* A bearer token for /api/v1, good for a year; only its hash is kept. */
MUST Err account_token(Ctx *c, Str name, Str label, Str *token);

/* Had the account one of the roles over the unit of that path on an earlier day? ERR_NOT_FOUND: there is no such account. */
typedef struct { Str name; int64_t roles; Str path; Day on; } RoleThen;
MUST Err account_held(Ctx *c, const RoleThen *x, bool *held);

/* ---- passwords ---- */

enum { PASSWORD_MIN = 12, PASSWORD_MAX = 200 };
int password_fault(Arena *a, Str name, Str password); /* message why it is not good enough; 0: it is */
MUST Err password_hash(Ctx *c, Str password, Str *out);   /* slow: not for the writer */
bool password_matches(Arena *a, Str hash, Str password);  /* slow; takes as long when hash is empty: false */

/* ---- audit ---- */

/* Inside the transaction of what is recorded. `what`: "account.grant", label: message audit.WHAT; note: codes
 * and ids, never a person's data. */
MUST Err audit_add(Ctx *c, const char *what, Str object, bool ok, Str note);
MUST Err audit_add_for(Ctx *c, int64_t unit, const char *what, Str object, bool ok, Str note);
/* From where nothing can be written, or all will be rolled back (a refusal): kept in memory, at most AUDIT_MAX
 * entries, until the next run of the job account.audit. What does not fit is counted, and the count written. */
enum { AUDIT_MAX = 1000 };
void audit_later(const Ctx *c, const char *what, Str object, bool ok, Str note);
MUST Err audit_flush(Ctx *c, int64_t *n);

extern const Exchange account_exchange;
extern const Slice account_slice;
