/* body.c - what a person or a program sent, as pairs of name and value. */
#include "web/web.h"
#include <jansson.h>
#include <string.h>

Str pair(Pairs p, const char *name)
{
    size_t n = strlen(name);
    for (size_t i = 0; i < p.len; i++)
        if (p.at[i].name.len == n && !memcmp(p.at[i].name.ptr, name, n)) return p.at[i].value;
    return (Str){0};
}

static int hex(char k)
{
    if (k >= '0' && k <= '9') return k - '0';
    k = (char)(k | 32);
    return k >= 'a' && k <= 'f' ? k - 'a' + 10 : -1;
}

static bool decode(Arena *a, Str s, Str *out)
{
    char *v = arena_raw(a, s.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        char k = s.ptr[i] == '+' ? ' ' : s.ptr[i];
        if (k == '%') {
            if (i + 2 >= s.len || hex(s.ptr[i + 1]) < 0 || hex(s.ptr[i + 2]) < 0) return false;
            k = (char)(hex(s.ptr[i + 1]) * 16 + hex(s.ptr[i + 2])), i += 2;
        }
        v[n++] = k;
    }
    v[n] = 0;
    *out = (Str){v, n};
    return utf8_valid(*out);
}

static bool room(Arena *a, Pairs *p)
{
    if (p->len == PAIRS_MAX) return false;
    if (p->len & (p->len - 1)) return true; /* grows at 0, 1, 2, 4, 8 ... */
    Pair *grown = arena_alloc(a, sizeof *grown * (p->len ? p->len * 2 : 1));
    if (p->len) memcpy(grown, p->at, sizeof *grown * p->len);
    p->at = grown;
    return true;
}

bool pairs_parse(Arena *a, Str s, Pairs *out)
{
    *out = (Pairs){0};
    while (s.len) {
        Str value = str_cut(&s, '&');
        if (!value.len) continue;
        Str name = str_cut(&value, '=');
        if (!room(a, out)) return false;
        Pair *p = &out->at[out->len++];
        if (!decode(a, name, &p->name) || !decode(a, value, &p->value)) return false;
    }
    return true;
}

static bool scalar(Arena *a, const json_t *v, Str *out)
{
    switch (json_typeof(v)) {
    case JSON_STRING:
        *out = arena_copy(a, (Str){json_string_value(v), json_string_length(v)});
        break;
    case JSON_INTEGER:
        *out = arena_fmt(a, "%lld", (long long)json_integer_value(v));
        break;
    case JSON_TRUE:
        *out = S("1");
        break;
    case JSON_FALSE:
    case JSON_NULL:
        *out = (Str){0};
        break;
    default:
        return false;
    }
    return utf8_valid(*out);
}

static bool add(Arena *a, Pairs *out, const char *name, const json_t *v)
{
    if (!room(a, out)) return false;
    Pair *p = &out->at[out->len++];
    p->name = arena_copy(a, str(name));
    return utf8_valid(p->name) && scalar(a, v, &p->value);
}

static bool add_member(Arena *a, Pairs *out, const char *name, const json_t *v)
{
    if (!json_is_array(v)) return add(a, out, name, v);
    for (size_t i = 0; i < json_array_size(v); i++)
        if (!add(a, out, name, json_array_get(v, i))) return false;
    return true;
}

bool pairs_parse_json(Arena *a, Str text, Pairs *out)
{
    const char *name;
    json_t *value, *root = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES, NULL);
    bool ok = json_is_object(root);
    *out = (Pairs){0};
    /* The arena may be full: then the jump leaves `root` behind, a bounded loss (body limit). */
    if (ok) json_object_foreach(root, name, value) ok = ok && add_member(a, out, name, value);
    json_decref(root);
    return ok;
}

bool pairs_list_json(Arena *a, Str text, Pairs **out, size_t *n)
{
    const char *name;
    json_t *value, *row, *root = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES, NULL);
    size_t i;
    bool ok = json_is_array(root);
    *n = ok ? json_array_size(root) : 0;
    *out = NEW(a, Pairs, *n + 1);
    if (ok) json_array_foreach(root, i, row)
        {
            ok = ok && json_is_object(row);
            if (ok) json_object_foreach(row, name, value) ok = ok && add_member(a, &(*out)[i], name, value);
        }
    json_decref(root);
    return ok;
}

Str pairs_encode(Arena *a, Pairs p)
{
    Buf out = {.arena = a};
    for (size_t i = 0; i < p.len; i++) {
        if (i) buf_char(&out, '&');
        put_url(&out, p.at[i].name);
        buf_char(&out, '=');
        put_url(&out, p.at[i].value);
    }
    return buf_done(&out);
}

Str path_arg(const Req *q, const char *name)
{
    return pair(q->args, name);
}

Str query_arg(const Req *q, const char *name)
{
    return pair(q->query, name);
}

Str cookie(const Req *q, const char *name)
{
    Str rest = q->cookie, want = web.secure ? arena_fmt(q->ctx.arena, "__Host-%s", name) : str(name);
    while (rest.len) {
        Str value = str_trim(str_cut(&rest, ';')), key = str_cut(&value, '=');
        if (str_eq(key, want)) return value;
    }
    return (Str){0};
}
