/* setup.c - at most five questions, once, with the code that the terminal shows. */
#include "app/setup.h"
#include "account/account.h"
#include "app/command.h"
#include "app/house.h"
#include "casework/casework.h"
#include "setup.html.h"
#include <stdatomic.h>
#include <string.h>

enum { CODE_BYTES = 16 };
static char code[2 * CODE_BYTES + 1];
static _Atomic bool is_open;

typedef struct {
    Str office, place, user, password, again;
} Setup;
static const Field fields[] = {
    TEXT_FIELD(Setup, office, .min = 2, .max = 120),
    TEXT_FIELD(Setup, place, .min = 2, .max = 120),
    TEXT_FIELD(Setup, user, .min = 2, .max = 60, .autocomplete = "username"),
    SECRET_FIELD(Setup, password, .max = PASSWORD_MAX, .autocomplete = "new-password"),
    SECRET_FIELD(Setup, again, .max = PASSWORD_MAX, .autocomplete = "new-password"),
};
static const FormSpec form = FORM("setup", fields, Setup);

Err setup_load(Ctx *c)
{
    unsigned char random[CODE_BYTES];
    int64_t n;
    TRY(account_count(c, &n));
    if (n) return OK;
    chance_bytes(c, random, sizeof random);
    for (size_t i = 0; i < sizeof random; i++) {
        code[2 * i] = "0123456789abcdef"[random[i] >> 4];
        code[2 * i + 1] = "0123456789abcdef"[random[i] & 15];
    }
    is_open = true;
    return OK;
}

Str setup_address(Arena *a)
{
    return is_open ? arena_fmt(a, "/thiet-lap?ma=%s", code) : (Str){0};
}

/* In constant time. */
static bool code_fits(Str given)
{
    unsigned char differ = given.len != 2 * CODE_BYTES;
    for (size_t i = 0; i < given.len && i < 2 * CODE_BYTES; i++)
        differ |= (unsigned char)(given.ptr[i] ^ code[i]);
    return !differ;
}

/* The page of all other addresses. Somebody may have made an account on the command line meanwhile. */
static Err wait_page(Req *q)
{
    Ctx *c = &q->ctx;
    int64_t n;
    TRY(account_count(c, &n));
    if (n) {
        is_open = false;
        return redirect(q, "/");
    }
    return reply(
        q, (Page){.status = 503, .title = msg(c, MSG_setup_wait), .main = setup_wait_html(c), .private_page = true});
}

static const Route waiting = {GET, "(setup)", NULL, wait_page};

static Err show(Req *q, const Form *f)
{
    Ctx *c = &q->ctx;
    const Page p = {.title = msg(c, MSG_setup_title), .main = setup_html(c, q, f, str(code)), .private_page = true};
    return f->ok ? reply(q, p) : reply_faults(q, f, p);
}

static Err setup_page(Req *q)
{
    if (!is_open) return ERR_GONE;
    if (!code_fits(query_arg(q, "ma"))) return wait_page(q);
    const Form blank = form_blank(&form);
    return show(q, &blank);
}

static Err begin(Ctx *c, const Setup *x)
{
    TRY(house_put(c, S("name"), x->office));
    TRY(house_put(c, S("place"), x->place));
    act_as_system(c); /* there is nobody yet in whose name it could be */
    TRY(account_first(c, x->user, x->user, x->password));
    return house_load(c);
}

static Err setup_post(Req *q)
{
    Ctx *c = &q->ctx;
    Setup x = {0};
    Form f;
    if (!is_open) return ERR_GONE;
    if (!code_fits(pair(q->body, "ma"))) return ERR_DENIED;
    TRY(form_read(c, q->body, &form, &x, &f));
    const int weak = f.ok ? password_fault(c->arena, x.user, x.password) : 0;
    if (weak) form_fault(c, &f, "password", "E_WEAK", weak, (Str){0});
    if (f.ok && !str_eq(x.password, x.again)) form_fault(c, &f, "again", "E_DIFFERENT", MSG_setup_different, (Str){0});
    if (!f.ok) return show(q, &f);
    TRY(begin(c, &x));
    return redirect(q, "/dang-nhap");
}

static const Route routes[] = {
    {GET,           "/thiet-lap", NULL,       setup_page,           .limit = LIMIT_LOGIN},
    { POST, "/thiet-lap",         NULL, setup_post, .limit = LIMIT_LOGIN,        .form = &form},
};
static const FormSpec *const forms[] = {&form};

void setup_route(Req *q)
{
    if (!is_open || (q->route && !strcmp(q->route->pattern, "/thiet-lap"))) return;
    q->method = GET, q->route = &waiting;
}

void setup_committed(const Req *q)
{
    if (q->route == &routes[1] && q->status == 303) is_open = false;
}

const Slice setup_slice = {.name = "setup", .routes = TABLE(routes), .forms = TABLE(forms)};
