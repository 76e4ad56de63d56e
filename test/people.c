/* people.c - people of a conversation: a name, roles over a unit. */
#include "people.h"
#include "account/role.h"
#include "store/store.h"
#include "unit/unit.h"
#include <stdlib.h>
#include <string.h>

enum { PEOPLE_MAX = 64 };
struct Person {
    char name[80];
    int64_t unit;
    char path[200];
    Grant grant;
};
static Person people[PEOPLE_MAX];
static size_t people_len;

static Err who(Req *q)
{
    Ctx *c = &q->ctx;
    for (size_t i = 0; i < people_len; i++) {
        const Person *p = &people[i];
        if (!str_eq(cookie(q, "person"), str(p->name))) continue;
        c->actor = c->actor_name = str(p->name);
        c->unit = p->unit, c->grants = &p->grant, c->grant_len = 1;
        q->csrf = S("walk"), q->session = str(p->name);
    }
    return OK;
}

void people_set(void)
{
    if (!web.who) web.who = who;
}

void people_forget(void)
{
    people_len = 0;
}

static int64_t role_named(Str name)
{
    static const struct {
        const char *name;
        int64_t role;
    } all[] = {
        {"movement_staff",    MOVEMENT_STAFF   },
        {"movement_approver", MOVEMENT_APPROVER},
        {"onestop_clerk",     ONESTOP_CLERK    },
        {"officer",           OFFICER          },
        {"unit_head",         UNIT_HEAD        },
        {"editor",            EDITOR           },
        {"chief_editor",      CHIEF_EDITOR     },
        {"province_monitor",  PROVINCE_MONITOR },
        {"auditor",           AUDITOR          },
        {"unit_admin",        UNIT_ADMIN       },
        {"sys_admin",         SYS_ADMIN        },
    };
    for (size_t i = 0; i < LEN(all); i++)
        if (str_eq(name, str(all[i].name))) return all[i].role;
    return 0;
}

static int64_t roles_of(Str words, Str *why)
{
    int64_t roles = 0;
    while (words.len) {
        const Str word = str_cut(&words, ' ');
        const int64_t role = role_named(word);
        if (!word.len) continue;
        if (!role) *why = S("there is no such role");
        roles |= role;
    }
    return roles;
}

Person *people_find(Ctx *c, Str name, Str roles, Str *why)
{
    Unit unit;
    Str code = name;
    if (str_eq(name, S("nobody"))) return NULL;
    for (size_t i = 0; i < people_len; i++)
        if (str_eq(name, str(people[i].name))) return &people[i];
    (void)str_cut(&code, '@');
    if (people_len == PEOPLE_MAX || name.len >= sizeof people->name)
        return *why = S("too many people, or too long a name"), NULL;
    if (unit_by_code(c, code, c->today, &unit))
        return *why = S("there is no such unit on that day: import units first"), NULL;
    Person *p = &people[people_len++];
    *p = (Person){.unit = unit.id};
    memcpy(p->name, name.ptr, name.len);
    memcpy(p->path, unit.path.ptr, unit.path.len < sizeof p->path ? unit.path.len : 0);
    p->grant = (Grant){roles_of(roles, why), str(p->path)};
    return p;
}

void people_head(const Person *p, Req *q)
{
    if (p) q->cookie = arena_fmt(q->ctx.arena, "person=%s", p->name);
}

Str people_csrf(Person *p, const Req *q, Store *reader)
{
    (void)q, (void)reader;
    return p ? S("walk") : (Str){0};
}

void people_cookies(Person *p, const Req *q)
{
    (void)p, (void)q;
}
