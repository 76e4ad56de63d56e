/* field.c - fields, campaigns and units as choices of a form. */
#include "movement/field.h"
#include "field.sql.h"

Str in_language(const Ctx *c, Str vi, Str en)
{
    return c->lang == EN && en.len ? en : vi;
}

Err field_options(Ctx *c, Options *out)
{
    FieldRowRows rows;
    TRY(movement_field_list(c, &rows));
    *out = (Options){NEW(c->arena, Option, rows.len + 1), rows.len};
    for (size_t i = 0; i < rows.len; i++) {
        const FieldRow *r = &rows.at[i];
        out->at[i] = (Option){r->code, in_language(c, r->name_vi, r->name_en)};
    }
    return OK;
}

Err campaign_options(Ctx *c, Options *out)
{
    CampaignRowRows rows;
    TRY(campaign_list(c, &rows));
    *out = (Options){NEW(c->arena, Option, rows.len + 1), rows.len};
    for (size_t i = 0; i < rows.len; i++)
        out->at[i] = (Option){rows.at[i].code, rows.at[i].name_vi};
    return OK;
}

Err unit_options_of(Ctx *c, int64_t roles, Options *out)
{
    ScopeUnitRows rows;
    TRY(movement_unit_list(c, c->today, &rows));
    *out = (Options){NEW(c->arena, Option, rows.len + 1), 0};
    for (size_t i = 0; i < rows.len; i++)
        if (unit_covers(c, roles, rows.at[i].path)) out->at[out->len++] = (Option){rows.at[i].code, rows.at[i].name};
    return OK;
}
