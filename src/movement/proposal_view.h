/* proposal_view.h - what the pages of proposals see. */
#pragma once
#include "movement/model_view.h"
#include "movement/proposal.h"

typedef struct {
    const Proposal *p;
    Paragraphs what;
    bool of_holder, received, turned;
    Str turn, model_href, model_title; /* empty: not for this reader */
    ProposalSameRows same;             /* of the same name, in the same unit */
} ProposalView;
typedef struct { Html faults, fields, hidden; Str conflict; } Proposing;
