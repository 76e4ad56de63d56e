/* slice.c - the pages of accounts and who may open them, their jobs, and the list of accounts as a file. */
#include "account/own.h"

static const Permission may_own = {"account.own", SIGNED_IN};
static const Permission may_manage = {"account.manage", ADMINS};
static const Permission may_read_log = {"audit.read", ADMINS | AUDITOR};

// clang-format off
static const Route routes[] = {
    {GET,  "/dang-nhap",                        NULL,          sign_in_page},
    {POST, "/dang-nhap",                        NULL,          sign_in,         sign_in_prepare, LIMIT_LOGIN, &sign_in_form},
    {POST, "/dang-xuat",                        NULL,          sign_out,        .limit = LIMIT_LOGIN},
    {GET,  OWN_PAGE,                            &may_own,      own_page},
    {POST, OWN_PAGE "/phien",                   &may_own,      end_session},
    {GET,  OWN_PAGE "/mat-khau",                &may_own,      change_page},
    {POST, OWN_PAGE "/mat-khau",                &may_own,      change_password, change_prepare,  LIMIT_LOGIN, &change_form},
    {GET,  PEOPLE_PAGE,                         &may_manage,   people_page,     .csv = true},
    {GET,  PEOPLE_PAGE "/them",                 &may_manage,   add_page},
    {POST, PEOPLE_PAGE "/them",                 &may_manage,   add_person,      add_prepare,     .form = &add_form},
    {GET,  PEOPLE_PAGE "/:name",                &may_manage,   person_page},
    {POST, PEOPLE_PAGE "/:name/vai-tro",        &may_manage,   give_role,       .form = &give_form},
    {POST, PEOPLE_PAGE "/:name/thoi-vai-tro",   &may_manage,   take_role},
    {POST, PEOPLE_PAGE "/:name/mat-khau",       &may_manage,   reset_password,  reset_prepare,   .form = &reset_form},
    {POST, PEOPLE_PAGE "/:name/trang-thai",     &may_manage,   set_state,       .form = &state_form},
    {GET,  "/can-bo/nhat-ky",                   &may_read_log, log_page,        .csv = true},
};
static const JobRow jobs[] = {
    {"account.audit", audit_flush,        10},
    {"account.seen",  session_write_seen, 60},
    {"account.old",   session_forget_old, 3600},
};
static const FormSpec *const forms[] = {&sign_in_form, &change_form, &add_form, &give_form, &reset_form, &state_form};
// clang-format on

const Slice account_slice = {
    .name = "account",
    .routes = TABLE(routes),
    .jobs = TABLE(jobs),
    .exchanges = {&account_exchange, 1},
    .forms = TABLE(forms),
};
