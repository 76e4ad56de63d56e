/* proposal.h - somebody tells the office whom, or what, it should praise (giới thiệu gương tốt). */
#pragma once
#include "casework/casework.h"
#include "proposal.sql.h"

extern const Flow proposal_flow;
extern const Slice movement_proposals; /* before movement_models in the list of slices */
