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
typedef struct { HandLine *at; size_t len; int64_t next; } HandLines; /* next: after which there are more; 0: there are none */
typedef struct { HandLines sms, print; Html hidden; Str more_sms, more_print; } HandView;
typedef struct { const char *channel; int64_t unit, after, most; } HandAsked;
MUST Err hand_lines(Ctx *c, const HandAsked *asked, HandLines *out); /* of what waits, the part that was asked for */
typedef struct { Html faults, fields, hidden; bool saved; } OwnMailView;
typedef struct { Str token; bool stopped; Html hidden; } StopView;
