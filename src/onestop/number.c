/* number.c - official numbers: a template of the house, and what runs on by office and day or year. */
#include "base/day.h"
#include "onestop/events.h"

typedef struct {
    Str name, value;
} Token;

/* "{ma_tinh}.{co_quan}-{ymd}-{seq4}" with each token replaced; an unknown one stays, so that it is seen. */
static Str expand(Ctx *c, Str template, const Token *tokens, size_t n)
{
    Buf out = {.arena = c->arena};
    while (template.len) {
        buf_str(&out, str_cut(&template, '{'));
        if (!template.len) break;
        const Str name = str_cut(&template, '}');
        size_t i = 0;
        while (i < n && !str_eq(name, tokens[i].name))
            i++;
        if (i < n)
            buf_str(&out, tokens[i].value);
        else
            buf_fmt(&out, "{" STR "}", ARG(name));
    }
    return buf_done(&out);
}

Err number_make(Act *a, const char *kind, Str period, Str template_name, Day day, Str *out)
{
    Ctx *c = a->c;
    HouseValue template, province;
    Running seq;
    const Str office = a->file.unit_code;
    const Civil d = civil(day);
    TRY(house_of(c, template_name, &template));
    TRY(house_of(c, S("onestop.province_code"), &province));
    TRY(running_next(c, arena_fmt(c->arena, "%s/" STR "/" STR, kind, ARG(office), ARG(period)), &seq));
    const Token tokens[] = {
        {S("ma_tinh"), province.value   },
        {                       S("co_quan"),                  office                     },
        { S("ymd"), arena_fmt(c->arena,               "%02d%02d%02d", d.year % 100, d.month, d.date)},
        {                                     S("nam"),                      arena_fmt(c->arena,                  "%d", d.year)},
        {                       S("seq4"),                     arena_fmt(c->arena, "%04lld", (long long)seq.last)},
        {                       S("seq"),                      arena_fmt(c->arena,   "%lld", (long long)seq.last)},
    };
    *out = expand(c, template.value, tokens, LEN(tokens));
    return OK;
}
