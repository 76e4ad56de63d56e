/* book.c - numbers given, left empty, and looked after. */
#include "document/book.h"
#include "account/account.h"
#include "base/day.h"
#include "document/document.h"
#include <assert.h>

enum { FAULTS = 20 };

/* ---- how a number is written ---- */

static Err template_of(Ctx *c, DocumentProfile profile, Str kind, Str *out)
{
    HouseValue v;
    const char *name = profile == PARTY_PROFILE ? "document.number.party" : "document.number.state";
    Err e = house_of(c, arena_fmt(c->arena, "%s." STR, name, ARG(kind)), &v);
    if (e == ERR_NOT_FOUND) e = house_of(c, str(name), &v);
    if (!e) *out = v.value;
    return e;
}

static Err symbol_of(Ctx *c, const Book *b, Str *out)
{
    DocumentIssuer issuer;
    Str template;
    TRY(document_issuer(c, b->unit, &issuer));
    TRY(template_of(c, issuer.profile, b->kind, &template));
    const DocumentValue tokens[] = {
        {"so",                 arena_fmt(c->arena, "%02lld", (long long)b->last)},
        {"loai", b->kind                  },
        {"co_quan",             issuer.symbol            },
    };
    *out = document_expand(c->arena, template, tokens, LEN(tokens));
    return OK;
}

/* ---- giving one ---- */

static Err refuse(Act *a, const char *day, const char *code, int message, Str arg)
{
    if (day) form_fault(a->c, a->form, day, code, message, arg);
    a->c->why = message, a->c->why_arg[0] = msg(a->c, MSG_document_book_signed_on), a->c->why_arg[1] = arg;
    return ERR_INVALID;
}

static Err day_check(Act *a, Str kind, const char *day)
{
    Book b;
    const Err e = book_find(a->c, (BookFind){a->file.unit, kind, civil(a->done).year}, &b);
    if (e) return e == ERR_NOT_FOUND ? OK : e;
    if (a->done.n >= b.last_on.n) return OK;
    return refuse(a, day, "E_RANGE", MSG_document_book_day, text_Day(a->c, b.last_on));
}

/* The engine asked for today's right; of an earlier day the accounts tell. Who has none acts by other means than them.
 */
static Err signer_check(Act *a, const char *day)
{
    const int64_t roles = a->row->sign ? a->row->sign : a->row->who;
    bool held;
    if (a->done.n == a->c->today.n) return OK;
    const Err e = account_held(a->c, &(RoleThen){a->c->actor, roles, a->file.path, a->done}, &held);
    if (e == ERR_NOT_FOUND) return OK;
    TRY(e);
    return held ? OK : refuse(a, day, "E_FORBIDDEN", MSG_document_book_not_signer, text_Day(a->c, a->done));
}

Err book_take(Act *a, const char *kind, const char *day)
{
    Ctx *c = a->c;
    Book b;
    Str symbol;
    assert(a->file.id && a->file.unit);
    TRY(day_check(a, str(kind), day));
    TRY(signer_check(a, day));
    TRY(book_next(c, (BookNext){a->file.unit, str(kind), civil(a->done).year, a->done}, &b));
    TRY(symbol_of(c, &b, &symbol));
    a->document = symbol;
    return book_enter(c, (BookEnter){.book = b.id,
                                     .number = b.last,
                                     .symbol = symbol,
                                     .signed_on = a->done,
                                     .signer = c->actor_name,
                                     .casefile = a->file.id,
                                     .seq = a->file.version + 1});
}

Err book_leave(Act *a, const char *kind)
{
    assert(a->note.len);
    return book_leave_empty(a->c, (BookLeaveEmpty){a->file.id, str(kind), a->note, a->done});
}

/* ---- kheo verify ---- */

static void counted(const BookFault *x, Buf *out)
{
    const char *what = x->symbols < x->entries ? "a number stands twice"
                       : x->most > x->last     ? "a number was given after the last"
                                               : "a number is missing";
    buf_fmt(out, "book " STR " %lld of unit " STR ": %s (last %lld, highest %lld, %lld entries)\n", ARG(x->kind),
            (long long)x->year, ARG(x->unit_code), what, (long long)x->last, (long long)x->most, (long long)x->entries);
}

static void entries(const EntryFaultRows *rows, const char *what, Buf *out)
{
    for (size_t i = 0; i < rows->len; i++)
        buf_fmt(out, "number " STR " (" STR "): %s\n", ARG(rows->at[i].symbol), ARG(rows->at[i].code), what);
}

Err book_verify(Ctx *c, Buf *faults, int64_t *n)
{
    BookFaultRows books;
    EntryFaultRows days, acts;
    TRY(verify_books(c, FAULTS, &books));
    TRY(verify_book_days(c, FAULTS, &days));
    TRY(verify_book_acts(c, FAULTS, &acts));
    for (size_t i = 0; i < books.len; i++)
        counted(&books.at[i], faults);
    entries(&days, "signed before the one before it", faults);
    entries(&acts, "the act that took it does not bear it, or it is a gap where it should stand, or the other way",
            faults);
    *n = (int64_t)(books.len + days.len + acts.len);
    return OK;
}
