/* number.c - the official number of a dossier, as the national system wants it: no paper's number (document/book.h). */
#include "base/day.h"
#include "document/document.h"
#include "onestop/events.h"

Err number_make(Act *a, Day day, Str *out)
{
    Ctx *c = a->c;
    HouseValue template, province;
    Running seq;
    const Str office = a->file.unit_code;
    const Civil d = civil(day);
    TRY(house_of(c, S("onestop.number_template"), &template));
    TRY(house_of(c, S("onestop.province_code"), &province));
    TRY(running_next(c, arena_fmt(c->arena, "dossier/" STR "/" STR, ARG(office), ARG(day_iso(c->arena, day))), &seq));
    // clang-format off
    const DocumentValue tokens[] = {
        {"ma_tinh", province.value},
        {"co_quan", office},
        {"ymd",     arena_fmt(c->arena, "%02d%02d%02d", d.year % 100, d.month, d.date)},
        {"seq4",    arena_fmt(c->arena, "%04lld", (long long)seq.last)},
    };
    // clang-format on
    *out = document_expand(c->arena, template.value, tokens, LEN(tokens));
    return OK;
}
