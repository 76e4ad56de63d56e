/* view.h - what the pages of letters see. */
#pragma once
#include "mail/own.h"

typedef struct { Str channel, state; int64_t n; } CountView;
typedef struct { CountView *at; size_t len; } CountViews;
typedef struct { Html faults, fields, try_fields, hidden; Str verdict, talk; bool tried, good, saved, ready; } SettingView;
typedef struct { Str value, label; bool chosen; } StateChoice;
typedef struct { StateChoice *at; size_t len; } StateChoices;
typedef struct {
    CountViews counts;
    StateChoices states;
    MailLineRows rows;
    Str state, next;
    Html hidden;
    bool again_all, active, ready;
} OutboxView;
typedef struct { const MailLine *m; Str kind, size; } HandLine;
typedef struct { HandLine *at; size_t len; } HandLines;
typedef struct { HandLines sms, print; Html hidden; Str next; bool done; } HandView;
typedef struct { Html faults, fields, hidden; bool saved; } OwnMailView;
typedef struct { Str token; bool stopped; Html hidden; } StopView;
