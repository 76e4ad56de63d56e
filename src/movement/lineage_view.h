/* lineage_view.h - what the pages of a lineage see. */
#pragma once
#include "movement/lineage.h"

typedef struct TreeNode TreeNode;
struct TreeNode {
    Str code, title, unit, href, short_title, short_unit; /* href empty: not for this reader */
    Str state, adapted;
    bool seen, here;
    int64_t id, parent, depth, row;
    TreeNode *first, *next; /* children, eldest first */
};
typedef struct { int64_t x1, y1, x2, y2; } Line;
typedef struct { Line *at; size_t len; } LineList;
typedef TreeNode *TreeRef;
typedef struct { TreeRef *at; size_t len; } NodeList; /* in the order of the drawing */
typedef struct {
    const TreeNode *root;
    Str heading, self_title, self_href, top; /* top: the page of the whole; empty: this is the whole */
    NodeList nodes;
    LineList lines;
    int64_t width, height, copies;
    bool cut;
    Str most, levels;
} LineageView;
typedef struct { Html faults, fields, hidden; Str action, title, href, conflict; } Replicating;
