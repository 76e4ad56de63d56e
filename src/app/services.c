/* services.c - the list of services: a folder and its line here are all there is to one. */
#include "app/services.h"
#include "unit/unit.h"

const Slice *const slices[] = {&unit_slice, NULL};

// clang-format off
static const MenuItem menu[] = {
    {"/tra-cuu",             MSG_menu_look_up,    0},
    {"/mot-cua",             MSG_menu_onestop,    0},
    {"/phong-trao",          MSG_menu_movement,   0},
    {"/phong-trao/thong-ke", MSG_menu_figures,    0},
    {"/lich",                MSG_menu_calendar,   0},
    {"/tin",                 MSG_menu_news,       0},
};
static const MenuItem staff[] = {
    {"/can-bo",              MSG_menu_work,       0},
};
// clang-format on

const CheckRow checks[] = {
    {NULL, NULL}
};

void services_set(void)
{
    web.slices = slices;
    web.menu = menu, web.menu_len = LEN(menu);
    web.staff = staff, web.staff_len = LEN(staff);
}
