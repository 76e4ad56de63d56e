/* form_page.h - what the form's templates see of a field. */
#pragma once
#include "web/web.h"

typedef struct { Str name, text; } Fault;
typedef struct { Fault *at; size_t len; } Faults;
Faults form_fault_list(Ctx *c, const Form *f);

typedef struct { Str value, label; bool chosen; Str text; } Choice; /* text: said with a tick (Field.each) */
typedef struct { Choice *at; size_t len; } Choices;
typedef struct {
    const Field *f;
    Str name, label, hint, error, value, input, described, autocomplete, group_class;
    bool group, limited, numeric, file;
    Str size_hint;
    Choices choices;
} FieldView;

typedef struct { Str name, label, all, chosen, hint; Options options; } FilterView;
