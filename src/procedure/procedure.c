/* procedure.c - procedures: their codes, their words, their limits. */
#include "procedure/procedure.h"
#include "base/day.h"
#include "text/fold.h"
#include <assert.h>
#include <string.h>

// clang-format off
const char *const paper_numbers[PAPERS_MAX + 1] = {
    "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20",
    "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31", "32", "33", "34", "35", "36", "37", "38", "39", "40", NULL,
};
// clang-format on

static bool digits(Str s, size_t from, size_t n)
{
    return from + n <= s.len && str_digits((Str){s.ptr + from, n});
}

bool procedure_code(Str typed, Str *code, Str *suffix)
{
    const bool national = digits(typed, 0, 1) && typed.len >= 8 && typed.ptr[1] == '.' && digits(typed, 2, 6);
    const bool demo = str_starts(typed, S("DEMO.")) && digits(typed, 5, 4);
    if (!national && !demo) return false;
    const size_t n = national ? 8 : 9;
    *code = (Str){typed.ptr, n}, *suffix = (Str){typed.ptr + n, typed.len - n};
    if (!suffix->len) return true;
    if (suffix->len != 4 || suffix->ptr[0] != '.' || suffix->ptr[1] < 'A' || suffix->ptr[1] > 'Z') return false;
    if (!digits(*suffix, 2, 2)) return false;
    suffix->ptr++, suffix->len--;
    return true;
}

bool is_procedure_code(Str typed)
{
    Str code, suffix;
    return procedure_code(typed, &code, &suffix);
}

Err procedure_find(Ctx *c, Str typed, Day day, Procedure *out)
{
    Str code, suffix;
    if (!procedure_code(typed, &code, &suffix)) return ERR_NOT_FOUND;
    return procedure_on(c, code, day, out);
}

static bool has_words(Str text, Str words)
{
    while (words.len) {
        const Str word = str_cut(&words, ' ');
        if (word.len && !memmem(text.ptr, text.len, word.ptr, word.len)) return false;
    }
    return true;
}

Err procedure_search(Ctx *c, Str words, ProcedureRows *out)
{
    ProcedureRows all;
    TRY(procedure_open(c, c->today, &all));
    const Str folded = fold(c->arena, words);
    *out = (ProcedureRows){NEW(c->arena, Procedure, all.len + 1), 0};
    for (size_t i = 0; i < all.len; i++)
        if (has_words(all.at[i].found_by, folded)) out->at[out->len++] = all.at[i];
    return OK;
}

Err procedure_options(Ctx *c, Options *out)
{
    ProcedureRows all;
    TRY(procedure_open(c, c->today, &all));
    *out = (Options){NEW(c->arena, Option, all.len + 1), 0};
    for (size_t i = 0; i < all.len; i++)
        if (has_limit(&all.at[i])) out->at[out->len++] = (Option){all.at[i].code, all.at[i].name};
    return OK;
}

Err procedure_known(Ctx *c, Str code, bool *yes)
{
    Procedure p;
    const Err e = procedure_find(c, code, c->today, &p);
    *yes = !e;
    return e == ERR_NOT_FOUND ? OK : e;
}

bool has_limit(const Procedure *p)
{
    return p->limit_value != NOT_ENTERED;
}

LimitUnit limit_unit_of(const Procedure *p)
{
    if (str_eq(p->limit_unit, S("thang"))) return MONTHS;
    return str_eq(p->limit_unit, S("ngay")) ? DAYS : WORKDAYS;
}

void limit_of(const Procedure *p, Time received, int64_t cut_off, int64_t *n, LimitUnit *unit)
{
    assert(has_limit(p));
    assert(p->limit_value <= LIMIT_VALUE_MAX);
    *n = p->limit_value, *unit = limit_unit_of(p);
    if (*n == 0 && p->next_day && minute_of(received) >= cut_off) *n = 1, *unit = WORKDAYS;
}

Str limit_text(const Ctx *c, const Procedure *p)
{
    static const int units[] = {
        [WORKDAYS] = MSG_procedure_workdays, [DAYS] = MSG_procedure_days, [MONTHS] = MSG_procedure_months};
    if (!has_limit(p)) return msg(c, MSG_procedure_no_limit);
    if (p->limit_value == 0) return msg(c, p->next_day ? MSG_procedure_same_day_15 : MSG_procedure_same_day);
    const Str n = text_int64_t(c, p->limit_value);
    return msg_with(c, units[limit_unit_of(p)], &n, 1);
}

Str fee_text(const Ctx *c, const Procedure *p)
{
    const Str note = p->fee_note;
    if (p->fee.n == NOT_ENTERED) return note.len ? note : msg(c, MSG_procedure_no_fee_entered);
    const Str fee = p->fee.n == 0 ? msg(c, MSG_procedure_free) : text_Money(c, p->fee);
    return note.len ? arena_fmt(c->arena, STR " (" STR ")", ARG(fee), ARG(note)) : fee;
}

Str code_text(const Ctx *c, const Procedure *p)
{
    return p->suffix.len ? arena_fmt(c->arena, STR "." STR, ARG(p->code), ARG(p->suffix)) : p->code;
}

Str paper_form_text(const Ctx *c, Str form)
{
    return msg_of(c, "paper", "form", form);
}
