/* role.h - what people are to an office. Roles are bits; a person holds them over a unit and all
 * below it (Grant). The names are those of the data and of `kheo user role`. */
#pragma once
#include "base/base.h"

enum Role {
    MOVEMENT_STAFF    = 1 << 0,  /* enters and submits models */
    MOVEMENT_APPROVER = 1 << 1,  /* appraises those of the units below */
    ONESTOP_CLERK     = 1 << 2,  /* receives and hands over at the desk */
    OFFICER           = 1 << 3,  /* processes dossiers */
    UNIT_HEAD         = 1 << 4,  /* signs */
    TRIAGE            = 1 << 5,
    ANSWERER          = 1 << 6,
    MODERATOR         = 1 << 7,
    KNTC_RECEIVER     = 1 << 8,
    SURVEY_ADMIN      = 1 << 9,
    EDITOR            = 1 << 10,
    CHIEF_EDITOR      = 1 << 11,
    AWARD_SECRETARY   = 1 << 12,
    COUNCIL_MEMBER    = 1 << 13,
    COUNCIL_CHAIR     = 1 << 14,
    FINANCE           = 1 << 15,
    ADVISER           = 1 << 16,
    PROVINCE_MONITOR  = 1 << 17, /* sees all, scores */
    AUDITOR           = 1 << 18, /* reads all in scope, writes nothing */
    UNIT_ADMIN        = 1 << 19, /* the users of the subtree */
    SYS_ADMIN         = 1 << 20, /* technical: no business content */
    ANYONE            = 1 << 21, /* a citizen, signed in or not */
    SYSTEM            = 1 << 22, /* a job, recorded as such */
    SIGNED_IN         = 1 << 23, /* whoever has a session, for their own account; held over nothing */
    STAFF_ROLES       = (1 << 21) - 1,
};
const char *role_name(int64_t role);  /* of one role: "unit_head"; NULL: none of these */
int64_t role_of(Str name);            /* 0: unknown */
