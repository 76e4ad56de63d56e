/* find.h - one box over everything: what everybody may read, and for staff the files they may. */
#pragma once
#include "casework/casework.h"

typedef struct { Str link, about; Html title, snippet; SearchHit hit; } FoundItem;
typedef struct {
    Str id, label, count, all; /* all: the address of the whole group; empty: it is here whole, or not to be paged */
    const Shelving *shelf;
    SearchHits hits;
    FoundItem *at;
    size_t len;
} FoundGroup;
typedef struct { FoundGroup *at; size_t len; } FoundGroups;
typedef struct {
    Str heading, typed, code, nearest, nearest_link, unfiltered, before, after;
    bool asked, empty, cut, partial, filtered, quoted;
    Html filters, faults;
    FoundGroups groups;
} FindView;

extern const FormSpec find_form;
extern const Slice find_slice;
