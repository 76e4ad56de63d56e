/* casework.c - what the folder tells the program: its pages, jobs, forms and tables. */
#include "casework/engine.h"
#include "casework/view.h"

static const Permission staff = {"casework.read", STAFF_ROLES};

static const Permission unit_people = {"unit.belongs", UNIT_HEAD | PROVINCE_MONITOR | UNIT_ADMIN};
static const Permission days_off = {"holiday.enter", UNIT_HEAD | UNIT_ADMIN};
static const Permission system_admin = {"unit.merge", SYS_ADMIN};

// clang-format off
static const Route routes[] = {
    {GET,  "/tra-cuu", NULL, lookup, .limit = LIMIT_LOOKUP},
    {GET,  "/tra-cuu/vi-sao", NULL, code_why, .limit = LIMIT_LOOKUP},
    {GET,  "/tra-cuu/:secret", NULL, holder_file, .limit = LIMIT_LOOKUP},
    {GET,  "/tra-cuu/:secret/vi-sao", NULL, file_why, .limit = LIMIT_LOOKUP},
    {GET,  "/tra-cuu/:secret/bien-nhan", NULL, holder_slip, .limit = LIMIT_LOOKUP},
    {GET,  "/tra-cuu/:secret/:event", NULL, act_page, .limit = LIMIT_LOOKUP},
    {POST, "/tra-cuu/:secret/:event", NULL, act_post, .limit = LIMIT_LOOKUP},
    {GET,  "/tra-cuu/:secret/bien-nhan/:seq", NULL, holder_receipt, .limit = LIMIT_LOOKUP},
    {GET,  "/bien-nhan/:code/:seq", NULL, code_receipt, .limit = LIMIT_LOOKUP},
    {GET,  "/can-bo", &staff, work_page},
    {GET,  "/can-bo/ho-so", &staff, list_page, .csv = true},
    {GET,  "/can-bo/ho-so/:code", &staff, staff_file},
    {GET,  "/can-bo/ho-so/:code/vi-sao", &staff, file_why},
    {GET,  "/can-bo/ho-so/:code/huy-buoc-cuoi", &staff, void_page},
    {POST, "/can-bo/ho-so/:code/huy-buoc-cuoi", &staff, void_post, .form = &void_form},
    {GET,  "/can-bo/ho-so/:code/dinh-chinh/:seq", &staff, correct_page},
    {POST, "/can-bo/ho-so/:code/dinh-chinh/:seq", &staff, correct_post, .form = &correction_form},
    {POST, "/can-bo/ho-so/:code/:event/rut", &staff, take_back_post},
    {GET,  "/can-bo/ho-so/:code/:event", &staff, act_page},
    {POST, "/can-bo/ho-so/:code/:event", &staff, act_post, .prepare = act_files, .files = true},
    {GET,  "/can-bo/don-vi/sap-nhap", &system_admin, merge_page, .csv = true},
    {GET,  "/can-bo/don-vi/phan-dinh", &unit_people, belong_page, .csv = true},
    {POST, "/can-bo/don-vi/phan-dinh", &unit_people, belong_post, .form = &belong_form},
    {POST, "/can-bo/don-vi/sap-nhap", &system_admin, merge_post, .form = &merge_form},
};
// clang-format on

static const JobRow jobs[] = {
    {"casework.wake",    casework_wake,    60,   true },
    {"casework.breach",  casework_breach,  60,   false},
    {"casework.warn",    casework_warn,    60,   true },
    {"casework.forget",  casework_forget,  3600, false},
    {"casework.events",  casework_events,  5,    false},
    {"casework.notices", casework_notices, 30,   false},
    {"casework.digest",  casework_digest,  300,  true },
};

static const FormSpec *const forms[] = {&void_form, &correction_form, &merge_form, &belong_form};

// clang-format off
static const Exchange exchanges[] = {
    {"holidays", holiday_read, holiday_write, HOLIDAY_COLUMNS, &days_off, MSG_casework_days_off, .whole = true, .two = true},
    {"belongs",  belong_read,  belong_write,  BELONG_COLUMNS },
};
// clang-format on

const Slice casework = {.name = "casework",
                        .routes = TABLE(routes),
                        .jobs = TABLE(jobs),
                        .forms = TABLE(forms),
                        .exchanges = TABLE(exchanges)};
