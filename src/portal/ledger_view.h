/* ledger_view.h - what the page of the public ledger sees. */
#pragma once
#include "ledger/log.h"
#include "web/web.h"

typedef struct { Str name, value; } Told;
typedef struct { Told *at; size_t len; } Tolds;
typedef struct { Str month; int64_t n, percent; } Grown; /* of the largest month */
typedef struct { Grown *at; size_t len; } Growns;
typedef struct { Str kind, name; int64_t leaves, in_force, taken_back; bool agrees; } LeafKind;
typedef struct { LeafKind *at; size_t len; } LeafKinds;
typedef struct { Str name, is; int64_t size; Time at; bool fine; } Vouching; /* is: what came of the last question */
typedef struct { Vouching *at; size_t len; } Vouchings;
typedef struct {
    bool there, checked, holds;
    Str verdict, key, root, log; /* log: its number, as in addresses */
    int64_t index, size, vouched, vouching; /* witnesses that signed: the receipt; the ledger as it is */
    Time vouched_at, vouching_at;
    Vouchings witnesses;
    Tolds told;
    Growns grown;
    LeafKinds kinds;
    Html hidden, fields, faults;
} LedgerView;
