/* issuer.c - whose paper it is, in the words of the head: bodies of the State and of the Party. */
#include "casework/casework.h"
#include "document/document.h"
#include "text/fold.h"
#include "unit/unit.h"
#include <ctype.h>
#include <string.h>

static const char *const places[] = {"tinh", "thanh_pho", "thi_xa",   "huyen",   "quan",
                                     "xa",   "phuong",    "thi_tran", "dac_khu", NULL};

static bool is_place(Str kind)
{
    size_t i = 0;
    while (places[i] && !str_eq(kind, str(places[i])))
        i++;
    return places[i] != NULL;
}

/* "Phường Phan Thiết" of the kind "phường": "Phan Thiết"; else the whole name. */
static Str proper_name(Ctx *c, Str name, Str kind)
{
    const Str head = {name.ptr, kind.len < name.len ? kind.len : name.len};
    if (!str_eq(document_upper(c->arena, head), document_upper(c->arena, kind))) return name;
    return str_trim((Str){name.ptr + head.len, name.len - head.len});
}

/* The first letters of its words, without marks but for Đ: "Ban Dân vận Tỉnh ủy" is BDVTU. A committee of the Party
 * leaves out where it sits: "Đảng ủy phường Phan Thiết" is ĐU. */
static Str initials(Arena *a, Str name)
{
    Buf out = {.arena = a};
    for (Str rest = document_upper(a, name); rest.len;) {
        const Str word = str_cut(&rest, ' '), plain = fold(a, word);
        if (!plain.len || str_eq(plain, S("va"))) continue;
        if (str_starts(word, S("Đ")))
            buf_str(&out, S("Đ"));
        else
            buf_char(&out, (char)toupper((unsigned char)*plain.ptr));
        if (str_eq(plain, S("uy")) && out.len > 1) break;
    }
    return buf_done(&out);
}

static Err symbol(Ctx *c, const Unit *u, Str *out)
{
    HouseValue v;
    const Err e = house_of(c, arena_fmt(c->arena, "document.symbol." STR, ARG(u->code)), &v);
    if (e && e != ERR_NOT_FOUND) return e;
    *out = !e ? v.value : is_place(u->kind) ? S("UBND") : initials(c->arena, u->name);
    return OK;
}

static void named(Ctx *c, const Unit *u, DocumentIssuer *out)
{
    const Str kind = msg_of(c, "unit", "kind", u->kind);
    out->place = is_place(u->kind) ? proper_name(c, u->name, kind) : u->name;
    out->name = u->name;
    if (is_place(u->kind)) out->name = arena_fmt(c->arena, "Ủy ban nhân dân " STR " " STR, ARG(kind), ARG(out->place));
    out->head = document_upper(c->arena, out->name);
    if (is_place(u->kind))
        out->head =
            document_upper(c->arena, arena_fmt(c->arena, "Ủy ban nhân dân\n" STR " " STR, ARG(kind), ARG(out->place)));
    out->profile = str_eq(u->kind, S("co_quan_dang")) ? PARTY_PROFILE : STATE_PROFILE;
}

Err document_issuer(Ctx *c, int64_t unit, DocumentIssuer *out)
{
    Unit u, over;
    Ctx vi = *c;
    DocumentIssuer above;
    vi.lang = VI; /* official papers are in Vietnamese, whoever prints them */
    *out = (DocumentIssuer){0};
    TRY(unit_by_id(c, unit, &u));
    named(&vi, &u, out);
    TRY(symbol(c, &u, &out->symbol));
    if (is_place(u.kind) || !u.parent) return OK;
    TRY(unit_by_id(c, u.parent, &over));
    named(&vi, &over, &above);
    if (above.profile == out->profile) out->superior = above.head;
    if (is_place(over.kind)) out->place = above.place;
    return OK;
}
