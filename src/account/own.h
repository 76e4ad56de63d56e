/* own.h - what the files of this folder share. */
#pragma once
#include "account/account.h"
#include "unit/unit.h"

enum { ADMINS = UNIT_ADMIN | SYS_ADMIN, ACCOUNTS_PAGE = 50 };

Str session_hash(Arena *a, Str secret);
Time session_last_seen(int64_t session, Time stored);
Str address_class(Arena *a, Str address);
Err session_write_seen(Ctx *c, int64_t *n); /* job */
Err session_forget_old(Ctx *c, int64_t *n); /* job */

bool is_account_name(Str s);
Str name_key(Arena *a, Str name);
bool acts_alone(const Ctx *c); /* a job or the command line: no limits of a page */
/* May this person change that account? ERR_NOT_FOUND outside their scope (recorded), ERR_DENIED for what only
 * others may do. */
MUST Err account_may_change(Ctx *c, const Account *a);
MUST Err account_state(Ctx *c, Str name, Str state);
MUST Err account_give_password(Ctx *c, Str name, Str hash); /* by somebody else: to be changed */
MUST Err account_end_role(Ctx *c, Str name, int64_t role_row);
/* The unit of a code, in force today, and its path; empty or "*": the whole house. */
MUST Err account_unit(Ctx *c, Str code, int64_t *unit, Str *path);
/* Fills `roles` of a page of accounts that begins after that key: names for people, else codes as the file of
 * accounts has them. */
MUST Err account_fill_roles(Ctx *c, AccountLineRows *rows, Str after, bool for_people);
Str role_text(const Ctx *c, int64_t role);
extern const char *const account_states[];

/* ---- pages: the routes are in slice.c ---- */

#define OWN_PAGE    "/can-bo/tai-khoan"
#define PEOPLE_PAGE "/can-bo/nguoi-dung"
Handler sign_in_page, sign_in_prepare, sign_in, sign_out, own_page, end_session, change_page, change_prepare,
    change_password;
Handler people_page, add_page, add_prepare, add_person, person_page, give_role, take_role, reset_prepare,
    reset_password, set_state, log_page;
extern const FormSpec sign_in_form, change_form, add_form, give_form, reset_form, state_form;
/* The unit whose people or whose log is shown: ?don-vi=CODE, or the widest that these roles are held over. */
MUST Err scope_of(Req *q, int64_t roles, int64_t *unit);
