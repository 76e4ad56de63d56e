/* tree.h - all units in memory: what an import and a rebuild work on. For this folder only. */
#pragma once
#include "base/day.h"
#include "unit/unit.h"
#include "web/web.h"

enum { UNIT_CODE_MAX = 20, UNITS_MAX = 100000 };
#define BEFORE_ALL ((Day){-719162}) /* 0001-01-01: nothing here is older */

/* One row of the list and what is worked out of it. */
typedef struct {
    UnitRow row;       /* id 0: not stored yet */
    int64_t line;      /* of the file that brings it; 0: it was here before */
    bool changed;      /* the file has it otherwise than it was */
    bool gone;         /* another node took its place */
    bool resolved, faulty, placed;
    int64_t parent;    /* places in the tree, from 1; 0: none */
    Day begins;
    int64_t heir;
    Str path;
    bool in_force, wide;
} Node;
typedef struct { Str code; int64_t from, to; bool partial; } Link; /* from 0: no such row here */
typedef struct {
    Ctx *c;
    ImportReport *report; /* where faults go; NULL: there may be none */
    Node *at; size_t len;
    Node **order;         /* by code, then by the first day */
    size_t order_len;
    Link *link; size_t link_len;
} Tree;

bool ends_before(const Node *n, Day d);
bool took_over(const Tree *t, const Link *l); /* when a unit was closed: its successor begins on the day after */
MUST Err tree_load(Ctx *c, size_t room, Tree *out); /* what is stored; room for that many rows more */
void tree_fault(const Tree *t, const Node *n, const char *field, int message, Str a, Str b);
/* Puts the rows in order, a row of a file in the place of the stored one with its key. */
void tree_merge(Tree *t);
/* Finds parents, first days, predecessors; whatever contradicts itself is a fault. */
void tree_resolve(Tree *t);
/* Today's tree: paths, heirs. Every row must be stored by now. */
MUST Err tree_place(Tree *t);
/* A row that is to be closed, from which nobody takes over and where work lies open, is a fault. */
MUST Err tree_check_work(Tree *t);
/* What a change of the list ends with: stores its rows, works out today's tree, and tells who depends on it. */
MUST Err tree_finish(Tree *t);
MUST Err tree_store(Tree *t, bool *moved); /* *moved is set when anything is otherwise than before */
