/* onestop.c - the one-stop desk: its pages, who may open them, its tables. */
#include "onestop/onestop.h"

enum { READERS = ONESTOP_CLERK | OFFICER | UNIT_HEAD | PROVINCE_MONITOR | AUDITOR };
static const Permission may_receive = {"dossier.receive", ONESTOP_CLERK};
static const Permission may_list = {"dossier.list", READERS};
static const Permission may_enter = {"dossier.ground", UNIT_ADMIN};
const Permission dossier_may_print = {"dossier.print", READERS};

// clang-format off
static const Route routes[] = {
    {GET,  "/can-bo/mot-cua",           &may_list,          desk_page, .csv = true},
    {GET,  "/can-bo/mot-cua/buoc",      &may_list,          legs_page, .csv = true},
    {GET,  "/can-bo/mot-cua/qua-han",   &may_list,          late_page, .csv = true},
    {GET,  "/can-bo/mot-cua/tiep-nhan", &may_receive,       choose_page},
    {POST, "/can-bo/mot-cua/in",        &dossier_may_print, desk_print_post, .form = &desk_print_form},
    {POST, "/can-bo/mot-cua/tiep-nhan", &may_receive,       receive_post, .form = &dossier_receive_form},
    {GET,  "/can-bo/mot-cua/tu-choi",   &may_receive,       refuse_page},
    {POST, "/can-bo/mot-cua/tu-choi",   &may_receive,       refuse_post, .form = &dossier_refuse_form},
};
static const Exchange exchanges[] = {
    {"dossiers",   dossier_import,   dossier_export,   dossier_columns,   &may_receive, MSG_dossier_from_portal},
    {"wait_grounds", ground_import, ground_export, ground_columns, &may_enter, MSG_dossier_grounds, .whole = true},
};
static const FormSpec *const forms[] = {&dossier_receive_form, &dossier_refuse_form, &desk_print_form, &ground_form};
static const Flow *const flows[] = {&dossier_flow, &dossier_leg_flow};
// clang-format on

const Slice onestop = {.name = "onestop",
                       .routes = TABLE(routes),
                       .exchanges = TABLE(exchanges),
                       .forms = TABLE(forms),
                       .flows = TABLE(flows)};
