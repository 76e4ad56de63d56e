/* exchange.h - tables brought in through the browser: sent, looked at, taken in; of some by a second person. Which
 * tables: the exchanges of all services that name a permission (web.h). The command line has the same ones. */
#pragma once
#include "exchange.sql.h"
#include "web/web.h"

extern const Slice exchange_slice;

/* ---- what the pages see ---- */

typedef struct { Str kind, title; } TableLink;
typedef struct { TableLink *at; size_t len; } TableLinks;
typedef struct { Str *at; size_t len; } TextLines;
typedef struct { const ExchangeDraft *d; TextLines faults, notes; bool own, may_take; } DraftView;
typedef struct { DraftView *at; size_t len; } DraftViews;
typedef struct { Str kind, title; TextLines needed, optional; bool two, export; DraftViews drafts; Html fields, faults, hidden; } TableView;
