/* issuer.c - whose paper it is, in the words of the head: bodies of the State and of the Party. */
#include "document/document.h"
#include "unit/unit.h"
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
    if (is_place(u.kind) || !u.parent) return OK;
    TRY(unit_by_id(c, u.parent, &over));
    named(&vi, &over, &above);
    if (above.profile == out->profile) out->superior = above.head;
    if (is_place(over.kind)) out->place = above.place;
    return OK;
}
