/* user_command.c - kheo user, kheo permissions: people and their rights from the command line. */
#include "account/account.h"
#include "app/command.h"
#include "app/services.h"
#include "app/turn.h"
#include "base/day.h"
#include "base/json.h"
#include "casework/casework.h"
#include <string.h>

typedef Err Deal(const Command *x, Ctx *c, Str *said);

static Err new_password(const Command *x, Ctx *c, Str *said)
{
    Str password;
    TRY(account_reset(c, str(x->argv[1]), &password));
    *said = arena_fmt(c->arena, "password, to be changed at the first sign-in: " STR "\n", ARG(password));
    return OK;
}

static Err role(const Command *x, Ctx *c, Str *said)
{
    NewRole r = {.name = str(x->argv[1]), .role = str(x->argv[2]), .unit = str(x->s.unit)};
    *said = S("done\n");
    if (x->s.remove) return account_revoke(c, r.name, r.role, r.unit);
    if (x->s.until && !day_parse(str(x->s.until), &r.until))
        return WHY_WITH(c, MSG_user_no_date, str(x->s.until), ERR_INVALID);
    return account_grant(c, &r);
}

static Err add(const Command *x, Ctx *c, Str *said)
{
    int64_t id;
    const NewAccount a = {
        .name = str(x->argv[1]), .person = str(x->s.person ? x->s.person : x->argv[1]), .unit = str(x->s.unit)};
    TRY(account_add(c, &a, &id));
    for (int i = 2; i < x->argc; i++) {
        const NewRole r = {.name = a.name, .role = str(x->argv[i]), .unit = a.unit};
        TRY(account_grant(c, &r));
    }
    return new_password(x, c, said);
}

static Err token(const Command *x, Ctx *c, Str *said)
{
    Str secret;
    TRY(account_token(c, str(x->argv[1]), S("kheo user token"), &secret));
    *said = arena_fmt(c->arena, STR "\n", ARG(secret));
    return OK;
}

static Err whole(const Command *x, Ctx *c, Deal *deal, Str *said)
{
    TRY(store_do(c->store, BEGIN_WRITE));
    return turn_close(c->store, deal(x, c, said));
}

int user_command(const Command *x)
{
    static const struct {
        const char *name;
        int min, max;
        Deal *deal;
    } does[] = {
        {"add",   2, 20, add         },
        {"role",  3, 3,  role        },
        {"reset", 2, 2,  new_password},
        {"token", 2, 2,  token       },
    };
    Ctx c;
    Str said = {0};
    for (size_t i = 0; i < LEN(does); i++) {
        if (strcmp(x->argv[0], does[i].name) != 0 || x->argc < does[i].min || x->argc > does[i].max) continue;
        if (!data_open(x, CREATE, &c)) return NOT_SO;
        const Err e = whole(x, &c, does[i].deal, &said);
        const Str why = why_text(&c);
        if (e) complain(NOT_SO, "%s: nothing was changed: " STR, x->argv[1], ARG(why.len ? why : S("see above")));
        data_close(&c);
        if (!e) say(said);
        return e ? NOT_SO : DONE;
    }
    return complain(USAGE, "use: kheo user add NAME [ROLE...] | role NAME ROLE | reset NAME | token NAME");
}
