/* address.h - what fields that ask for a mail address check. */
#pragma once
#include "base/base.h"

/* Where mail can go: is_email, of ASCII, its parts no longer than servers take, no line break. */
bool is_mail_address(Str s);
