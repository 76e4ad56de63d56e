/* view.h - what the pages of accounts see. */
#pragma once
#include "account/own.h"

typedef struct { Str role, unit, id; Day since, until; } HeldView;
typedef struct { HeldView *at; size_t len; } HeldViews;
HeldViews held_views(Ctx *c, const RoleRowRows *rows);
typedef struct { Str id, label, address; Time created, seen, expires; bool here, token; } SessionView;
typedef struct { SessionView *at; size_t len; } SessionViews;
typedef struct {
    Str name, unit;
    HeldViews roles;
    SessionViews sessions;
    Html hidden;
    bool others; /* there are sessions beside this one */
} OwnView;

typedef struct {
    AccountLineRows rows;
    Str next, unit_name, unit_code;
    Html hidden;
} PeopleView;
typedef struct {
    const Account *a;
    Str state, why_not; /* why_not: nothing may be changed here, and why */
    HeldViews roles;
    Html hidden, faults, role_fields, password_fields, state_fields;
} PersonView;

typedef struct { Time at; Str actor, what, object, unit, note; bool ok; } LogLine;
typedef struct { LogLine *at; size_t len; } LogLines;
