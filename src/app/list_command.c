/* list_command.c - kheo routes, kheo permissions: what is declared. */
#include "app/command.h"
#include "app/services.h"
#include "base/json.h"
#include "casework/casework.h"

/* /phong-trao/:model is printed as /phong-trao/{model} */
static Str address(Arena *a, const char *pattern)
{
    Buf out = {.arena = a};
    for (Str rest = str(pattern); rest.len;) {
        Str part = str_cut(&rest, '/');
        if (part.len && (part.ptr[0] == ':' || part.ptr[0] == '*'))
            buf_fmt(&out, "{%.*s}", (int)part.len - 1, part.ptr + 1);
        else
            buf_str(&out, part);
        if (rest.len) buf_char(&out, '/');
    }
    if (!out.len) buf_char(&out, '/');
    return buf_done(&out);
}

static const char *limit_name(Limit l)
{
    static const char *const names[LIMITS] = {"", "login", "lookup", "submit", "export"};
    return names[l];
}

static void route_json(Json *j, const Slice *s, const Route *r, Arena *a)
{
    json_open(j, '{');
    json_member(j, "method", r->method == POST ? S("POST") : S("GET"));
    json_member(j, "path", address(a, r->pattern));
    json_member(j, "cap", r->may ? str(r->may->key) : S("public"));
    json_member(j, "slice", str(s->name));
    if (r->form) json_member(j, "form", str(r->form->name));
    if (r->limit) json_member(j, "limit", str(limit_name(r->limit)));
    if (r->csv) json_member(j, "csv", r->csv);
    json_close(j, '}');
}

int routes_command(const Command *x)
{
    Buf out = {.arena = x->arena};
    Json j = {&out, false};
    if (x->s.json) json_open(&j, '[');
    for (const Slice *const *s = slices; *s; s++)
        for (const Route *r = (*s)->routes.at, *end = r + (*s)->routes.len; r < end; r++) {
            const Str path = address(x->arena, r->pattern);
            if (x->s.json)
                route_json(&j, *s, r, x->arena);
            else
                buf_fmt(&out, "%-4s %-40.*s %s\n", r->method == POST ? "POST" : "GET", ARG(path),
                        r->may ? r->may->key : "public");
        }
    if (x->s.json) json_close(&j, ']'), buf_char(&out, '\n');
    say(buf_done(&out));
    return DONE;
}

/* ---- permissions ---- */

static void roles_json(Json *j, int64_t roles)
{
    json_open(j, '[');
    for (int64_t bit = 1; bit <= SYSTEM; bit <<= 1)
        if ((roles & bit) && role_name(bit)) json_Str(j, str(role_name(bit)));
    json_close(j, ']');
}

static void permission(const Command *x, Buf *out, Json *j, Str key, int64_t roles)
{
    if (x->s.json) {
        json_open(j, '{');
        json_member(j, "key", key);
        json_key(j, "roles");
        roles_json(j, roles);
        json_close(j, '}');
        return;
    }
    buf_fmt(out, "%-32.*s", ARG(key));
    for (int64_t bit = 1; bit <= SYSTEM; bit <<= 1)
        if ((roles & bit) && role_name(bit)) buf_fmt(out, " %s", role_name(bit));
    buf_char(out, '\n');
}

static bool named_before(const Slice *const *last, const Route *r)
{
    for (const Slice *const *s = slices;; s++) {
        for (size_t i = 0; i < (*s)->routes.len; i++) {
            const Route *o = &(*s)->routes.at[i];
            if (o == r) return false;
            if (o->may && str_eq(str(o->may->key), str(r->may->key))) return true;
        }
        if (s == last) return false;
    }
}

/* Those of pages, then those of acts: KIND.EVENT. */
int permissions_command(const Command *x)
{
    Buf out = {.arena = x->arena};
    Json j = {&out, false};
    if (x->s.json) json_open(&j, '[');
    for (const Slice *const *s = slices; *s; s++)
        for (const Route *r = (*s)->routes.at, *end = r + (*s)->routes.len; r < end; r++)
            if (r->may && !named_before(s, r)) permission(x, &out, &j, str(r->may->key), r->may->roles);
    for (const Flow *const *f = casework_flows; *f; f++)
        for (size_t i = 0; i < (*f)->row_len; i++) {
            const Transition *t = &(*f)->rows[i];
            permission(x, &out, &j, arena_fmt(x->arena, "%s.%s", (*f)->kind, t->event), t->who | t->sign);
        }
    if (x->s.json) json_close(&j, ']'), buf_char(&out, '\n');
    say(buf_done(&out));
    return DONE;
}
