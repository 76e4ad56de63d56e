/* reason.c - the form that asks why, of every act that must say so. */
#include "casework/engine.h"
#include "casework/view.h"

static const Field reason_fields[] = {LONG_FIELD(Reason, reason, .min = REASON_MIN, .max = REASON_MAX)};
const FormSpec casework_reason_form = FORM("casework.given", reason_fields, Reason);
const FormSpec void_form = FORM("casework.void", reason_fields, Reason);
