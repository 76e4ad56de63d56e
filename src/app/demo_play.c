/* demo_play.c - who plays the demo, their accounts, and an act as one of them. */
#include "app/demo_play.h"
#include "account/account.h"
#include "app/command.h"
#include "base/day.h"
#include <string.h>

const char demo_password[] = "dan-van-kheo-2026";

/* ---- who plays ---- */

static const struct {
    const char *word;
    int64_t commune, province; /* roles */
    const char *person;
} people[] = {
    {"motcua",      ONESTOP_CLERK | OFFICER, 0,                 "Cán bộ một cửa (mẫu)"  },
    {"danvan",      MOVEMENT_STAFF,          MOVEMENT_APPROVER, "Cán bộ dân vận (mẫu)"   },
    {"lanhdao",     UNIT_HEAD,               UNIT_HEAD,         "Lãnh đạo đơn vị (mẫu)"},
    {"bientap",     0,                       EDITOR,            "Biên tập viên (mẫu)"      },
    {"tongbientap", 0,                       CHIEF_EDITOR,      "Tổng biên tập (mẫu)"     },
    {"giamsat",     0,                       PROVINCE_MONITOR,  "Giám sát tỉnh (mẫu)"      },
    {"quantri",     UNIT_ADMIN,              UNIT_ADMIN,        "Quản trị đơn vị (mẫu)"},
};

static Err account_make(Demo *d, Str name, Str person, Str unit, int64_t roles)
{
    int64_t id;
    TRY(account_add(d->c, &(NewAccount){.name = name, .person = person, .unit = unit, .password = d->hash}, &id));
    for (int64_t role = 1; role < ANYONE; role <<= 1)
        if (roles & role)
            TRY(account_grant(d->c, &(NewRole){.name = name, .role = str(role_name(role)), .unit = unit}));
    return OK;
}

static Err accounts_of(Demo *d, const Unit *u, bool province)
{
    for (size_t i = 0; i < LEN(people); i++) {
        const int64_t roles = province ? people[i].province : people[i].commune;
        Str name = arena_fmt(d->c->arena, "%s@" STR, people[i].word, ARG(u->code));
        if (roles) TRY(account_make(d, name, str(people[i].person), u->code, roles));
    }
    return OK;
}

Err demo_accounts(Demo *d)
{
    Ctx *c = d->c;
    Unit top;
    UnitRows below;
    TRY(password_hash(c, str(demo_password), &d->hash));
    TRY(account_make(d, S("quantri"), S("Quản trị hệ thống (mẫu)"), (Str){0}, SYS_ADMIN));
    TRY(unit_by_code(c, S(PROVINCE), c->today, &top));
    TRY(accounts_of(d, &top, true));
    TRY(unit_children(c, top.id, c->today, &below));
    for (size_t i = 0; i < below.len; i++)
        if (str_eq(below.at[i].kind, S("xa")) || str_eq(below.at[i].kind, S("phuong")) ||
            str_eq(below.at[i].kind, S("dac_khu")))
            TRY(accounts_of(d, &below.at[i], false));
    return OK;
}

/* ---- acts ---- */

static Err enter(Demo *d, const Scene *s)
{
    Ctx *c = d->c;
    Unit u;
    for (size_t i = 0; i < LEN(people); i++) {
        if (strcmp(people[i].word, s->who) != 0) continue;
        c->now = s->at, c->today = day_of(s->at);
        TRY(unit_by_code(c, s->unit, c->today, &u));
        d->grant = (Grant){str_eq(s->unit, S(PROVINCE)) ? people[i].province : people[i].commune, u.path};
        c->actor = arena_fmt(c->arena, "%s@" STR, s->who, ARG(s->unit)), c->actor_name = str(people[i].person);
        c->unit = u.id, c->grants = &d->grant, c->grant_len = 1;
        return OK;
    }
    return FAIL(ERR_INTERNAL, "demo: nobody is called %s", s->who);
}

static Err refused(Demo *d, const char *event, const Done *done, Err e)
{
    Ctx *c = d->c;
    const Form *f = &done->form;
    for (size_t i = 0; f->spec && i < f->spec->len; i++)
        if (f->error[i].len) complain(NOT_SO, "demo: %s: %s: " STR, event, f->spec->fields[i].name, ARG(f->error[i]));
    if (f->ok) complain(NOT_SO, "demo: %s: " STR, event, ARG(why_text(c)));
    return e;
}

Err demo_play(Demo *d, const Scene *s, const Flow *flow, Str code, const char *event, Pairs input, Str *opened)
{
    Done done;
    TRY(enter(d, s));
    const Deed deed = {.flow = flow, .code = code, .event = str(event), .input = input, .seen = -1, .demo = true};
    Err e = casework_act(d->c, &deed, &done);
    if (e) return refused(d, event, &done, e);
    if (opened) *opened = done.file.code;
    return OK;
}

void demo_say(Input *in, const char *name, Str value)
{
    if (value.len && in->len < INPUT_MAX) in->at[in->len++] = (Pair){str(name), value};
}

Pairs demo_pairs(Input *in)
{
    return (Pairs){in->at, in->len};
}

Str demo_text(const json_t *record, const char *name)
{
    return str(json_string_value(json_object_get(record, name)));
}

Str demo_number(Demo *d, const json_t *record, const char *name)
{
    const json_t *v = json_object_get(record, name);
    return json_is_integer(v) ? arena_fmt(d->c->arena, "%lld", (long long)json_integer_value(v)) : (Str){0};
}

Day demo_day(const json_t *record, const char *name)
{
    Day d = {0};
    return day_parse(demo_text(record, name), &d) ? d : (Day){0};
}

Time demo_time(const json_t *record, const char *name)
{
    Time t = {0};
    return time_parse(demo_text(record, name), &t) ? t : (Time){0};
}
