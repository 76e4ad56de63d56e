/* portal.c - the addresses of the portal itself. */
#include "portal/portal.h"

// clang-format off
static const Route routes[] = {
    {GET,  "/",          NULL, get_home},
    {GET,  "/lich",      NULL, get_days, .form = &days_form, .csv = true},
    {GET,  "/hien-thi",  NULL, get_display},
    {POST, "/hien-thi",  NULL, post_display, .form = &display_form, .limit = LIMIT_SUBMIT},
    {GET,  "/du-lieu",   NULL, get_open_data},
    {GET,  "/tro-giup",  NULL, get_help},
    {GET,  "/tiep-can",  NULL, get_accessibility},
    {GET,  "/rieng-tu",  NULL, get_privacy},
    {GET,  "/so-kiem-chung", NULL, get_ledger},
    {POST, "/so-kiem-chung", NULL, post_receipt, .form = &receipt_form, .files = true, .limit = LIMIT_LOOKUP},
    {GET,  "/so-kiem-chung/kiem-tra", NULL, get_checker},
};
// clang-format on
static const FormSpec *const forms[] = {&days_form, &display_form, &receipt_form};
const Slice portal = {.name = "portal", .routes = TABLE(routes), .forms = TABLE(forms)};
