/* role.c - roles by name. */
#include "account/role.h"

static const char *const names[] = {
    "movement_staff",  "movement_approver", "onestop_clerk", "officer",      "unit_head", "triage",
    "answerer",        "moderator",         "kntc_receiver", "survey_admin", "editor",    "chief_editor",
    "award_secretary", "council_member",    "council_chair", "finance",      "adviser",   "province_monitor",
    "auditor",         "unit_admin",        "sys_admin",     "anyone",       "system",    "signed_in",
};
_Static_assert(SIGNED_IN == 1 << (LEN(names) - 1), "a name for each role, in their order");

const char *role_name(int64_t role)
{
    for (size_t i = 0; i < LEN(names); i++)
        if (role == 1 << i) return names[i];
    return NULL;
}

int64_t role_of(Str name)
{
    for (size_t i = 0; i < LEN(names); i++)
        if (str_eq(name, str(names[i]))) return 1 << i;
    return 0;
}
