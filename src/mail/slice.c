/* slice.c - the pages of letters, and who may open them. */
#include "account/role.h"
#include "mail/own.h"

static const Permission may_set = {"mail.set", SYS_ADMIN};
static const Permission may_tell = {"mail.by_hand", ONESTOP_CLERK | OFFICER | UNIT_HEAD};
static const Permission may_own = {"mail.own", SIGNED_IN};

// clang-format off
static const Route routes[] = {
    {GET,  SETTING_PAGE,             &may_set,  setting_page},
    {POST, SETTING_PAGE,             &may_set,  setting_put,     .form = &setting_form},
    {POST, SETTING_PAGE "/gui-thu",  &may_set,  setting_try,     setting_try_prepare, LIMIT_SUBMIT, &try_form},
    {GET,  OUTBOX_PAGE,              &may_set,  outbox_page,     .csv = true},
    {POST, SETTING_PAGE "/lai",      &may_set,  outbox_again},
    {POST, SETTING_PAGE "/lai-het",  &may_set,  outbox_again_all},
    {POST, SETTING_PAGE "/thoi",     &may_set,  outbox_give_up},
    {GET,  HAND_PAGE,                &may_tell, hand_page,       .csv = true},
    {POST, HAND_PAGE,                &may_tell, hand_done},
    {GET,  OWN_MAIL_PAGE,            &may_own,  own_mail_page},
    {POST, OWN_MAIL_PAGE,            &may_own,  own_mail_put,    .form = &own_mail_form},
    {GET,  "/thu/:token",            NULL,      stop_page},
    {POST, "/thu/:token",            NULL,      stop_post},
    {POST, "/thu/:token/lai",        NULL,      stop_back},
};
// clang-format on
static const JobRow jobs[] = {
    {"mail.forget", mail_forget, 3600},
};
static const FormSpec *const forms[] = {&setting_form, &try_form, &own_mail_form};

const Slice mail_slice = {.name = "mail", .routes = TABLE(routes), .jobs = TABLE(jobs), .forms = TABLE(forms)};
