/* proposal_view.h - what the pages of proposals see. */
#pragma once
#include "movement/model_view.h"
#include "movement/proposal.h"

typedef struct {
    const Proposal *p;
    Paragraphs what;
    bool of_holder, received;
} ProposalView;
typedef struct { Html faults, fields, hidden; Str conflict; } Proposing;
