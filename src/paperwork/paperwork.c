/* paperwork.c - the addresses of the desk's papers, and who may open them. */
#include "paperwork/paperwork.h"

// clang-format off
static const Route routes[] = {
    {GET, "/can-bo/mot-cua/so-theo-doi.pdf",      &dossier_may_print, register_file, .limit = LIMIT_EXPORT, .slow = true},
    {GET, "/can-bo/mot-cua/:dossier/phieu/:form", &dossier_may_print, form_file, .slow = true},
    {GET, "/tra-cuu/:secret/phieu/:form",         NULL,               holder_form_file, .limit = LIMIT_LOOKUP, .slow = true},
    {GET, "/can-bo/mot-cua/:dossier/giay-hen",    &dossier_may_print, receipt_page},
    {GET, "/can-bo/mot-cua/:dossier/thu-xin-loi", &dossier_may_print, letter_page},
};
// clang-format on

const Slice paperwork = {.name = "paperwork", .routes = TABLE(routes)};
