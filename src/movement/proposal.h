/* proposal.h - somebody tells the office whom, or what, it should praise (giới thiệu gương tốt). */
#pragma once
#include "casework/casework.h"
#include "proposal.sql.h"

extern const Flow proposal_flow;
/* From the `apply` that opens a model: the proposal of that code became it. ERR_NOT_FOUND: not theirs. */
MUST Err proposal_turn(Act *by, Str code);
/* What the registration of a model starts with, from a proposal that was taken. */
MUST Err proposal_prefill(Ctx *c, Str code, Form *out);
extern const Slice movement_proposals; /* before movement_models in the list of slices */
