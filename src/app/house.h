/* house.h - what belongs to the whole installation: its days off, and how the office calls itself. */
#pragma once
#include "web/web.h"

const Calendar *house_calendar(void); /* by the rules alone until house_load */
/* Reads both anew where they changed. Old ones are kept to the end of the program, since a request may still
 * hold them. One thread at a time. */
MUST Err house_load(Ctx *c);

/* How the office calls itself, in the table `house`: name, place, help_phone, and demo (1: it is one). */
extern const Slice house_slice;
