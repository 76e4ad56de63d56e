/* people.c - people of a conversation: accounts with sessions, and a browser each. */
#include "people.h"
#include "account/account.h"
#include "base/day.h"
#include <string.h>

enum { PEOPLE_MAX = 64, COOKIES_MAX = 8, SESSION_MS = 10 * 60000 };
typedef struct {
    char name[32], value[128];
} Cookie;
struct Person {
    char name[80];
    int64_t account; /* 0: nobody */
    Time signed_in;
    Cookie jar[COOKIES_MAX];
};
static Person people[PEOPLE_MAX];
static size_t people_len;

void people_forget(void)
{
    people_len = 0;
}

static bool fits(char *to, size_t cap, Str s)
{
    if (s.len >= cap) return false;
    if (s.len) memcpy(to, s.ptr, s.len);
    to[s.len] = 0;
    return true;
}

static void keep_cookie(Person *p, Str name, Str value)
{
    Cookie *k = NULL;
    for (size_t i = COOKIES_MAX; i-- > 0;)
        if (!p->jar[i].name[0] || str_eq(name, str(p->jar[i].name))) k = &p->jar[i];
    if (k && fits(k->name, sizeof k->name, name) && fits(k->value, sizeof k->value, value)) return;
    if (k) k->name[0] = 0;
}

Err people_sign_in(Ctx *c, Person *p)
{
    Str secret;
    if (!p->account || (p->signed_in.ms && c->now.ms >= p->signed_in.ms && c->now.ms - p->signed_in.ms < SESSION_MS))
        return OK;
    TRY(session_open(c, p->account, S("192.0.2.1"), &secret));
    p->signed_in = c->now;
    keep_cookie(p, S("phien"), secret);
    return OK;
}

/* With a password that nobody can type: such an account is in use, and only we open its sessions. */
static Err make(Ctx *c, Str name, Str roles, Account *out)
{
    int64_t id;
    Str code = name;
    (void)str_cut(&code, '@');
    TRY(account_add(c, &(NewAccount){.name = name, .person = name, .unit = code, .password = S("-")}, &id));
    while (roles.len) {
        const NewRole r = {.name = name, .role = str_cut(&roles, ' '), .since = day(2000, 1, 1)};
        if (r.role.len) TRY(account_grant(c, &r));
    }
    return account_of(c, name, out);
}

Person *people_find(Ctx *c, Str name, Str roles, Str *why)
{
    Account a = {0};
    Person *p = NULL;
    for (size_t i = 0; i < people_len && !p; i++)
        if (str_eq(name, str(people[i].name))) p = &people[i];
    if (p && p->account) return p;
    if (!p && (people_len == PEOPLE_MAX || name.len >= sizeof p->name))
        return *why = S("too many people, or too long a name"), NULL;
    if (!p) p = &people[people_len++];
    *p = (Person){0};
    fits(p->name, sizeof p->name, name);
    if (str_eq(name, S("nobody"))) return p;
    Err e = account_of(c, name, &a);
    if (e == ERR_NOT_FOUND) e = make(c, name, roles, &a);
    p->account = a.id;
    if (!e) return p;
    *why = why_text(c);
    if (!why->len) *why = S("the account cannot be made");
    people_len -= p == &people[people_len - 1];
    return NULL;
}

void people_head(const Person *p, Req *q)
{
    Buf out = {.arena = q->ctx.arena};
    for (size_t i = 0; p && i < COOKIES_MAX; i++)
        if (p->jar[i].name[0]) buf_fmt(&out, "%s%s=%s", out.len ? "; " : "", p->jar[i].name, p->jar[i].value);
    q->cookie = buf_done(&out);
}

Str people_csrf(const Person *p, Arena *a)
{
    for (size_t i = 0; p && i < COOKIES_MAX; i++)
        if (!strcmp(p->jar[i].name, "phien") && p->jar[i].value[0]) return session_csrf(a, str(p->jar[i].value));
    return (Str){0};
}

/* "phien=SECRET; Path=/; ..."; Max-Age=0 takes it away. */
void people_cookies(Person *p, const Req *q)
{
    for (int i = 0; p && i < q->set_cookie_len; i++) {
        Str rest = q->set_cookie[i], value = str_cut(&rest, ';');
        const bool gone = rest.len && memmem(rest.ptr, rest.len, "Max-Age=0", 9);
        const Str name = str_cut(&value, '=');
        keep_cookie(p, name, gone ? (Str){0} : value);
    }
}
