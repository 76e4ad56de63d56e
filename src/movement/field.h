/* field.h - what a model is filed under: fields (lĩnh vực) and campaigns (phong trào), as choices of a form. */
#pragma once
#include "unit/unit.h"

MUST Err field_options(Ctx *c, Options *out);
MUST Err campaign_options(Ctx *c, Options *out);
/* Units of today over which the person holds one of the roles. */
MUST Err unit_options_of(Ctx *c, int64_t roles, Options *out);
Str in_language(const Ctx *c, Str vi, Str en); /* vi where there is no other */
