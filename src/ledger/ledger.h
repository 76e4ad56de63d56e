/* ledger.h - the public ledger as a service: its addresses. */
#pragma once
#include "ledger/log.h"
#include "web/web.h"

extern const Slice ledger;
