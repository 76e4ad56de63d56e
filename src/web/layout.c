/* layout.c - menus, languages and display settings of the frame. */
#include "web/layout.h"
#include "layout.html.h"
#include <string.h>

Html language_link(const Req *q)
{
    Ctx other = q->ctx; /* in the words, and under the addresses, of the other language */
    Buf path = {.arena = other.arena};
    other.lang = other.lang == VI ? EN : VI;
    buf_str(&path, q->path);
    if (q->query_text.len && q->method == GET) buf_char(&path, '?'), buf_str(&path, q->query_text);
    return language_link_html(&other, buf_done(&path));
}

Str pref(const Req *q, const char *name)
{
    static const char *const known[][2] = {
        {"nen", "toi" },
        {"nen", "sang"},
        {"chu", "lon" }
    };
    Str value = cookie(q, name);
    for (size_t i = 0; i < LEN(known); i++)
        if (!strcmp(name, known[i][0]) && str_eq(value, str(known[i][1]))) return value;
    return (Str){0};
}

static MenuLinks links(const Req *q, const Page *p, const MenuItem *items, size_t n)
{
    const Ctx *c = &q->ctx;
    MenuLinks out = {NEW(c->arena, MenuLink, n + 1), 0};
    for (size_t i = 0; i < n; i++) {
        if (items[i].roles && !may(c, items[i].roles)) continue;
        const bool here = str_eq(q->path, str(items[i].path)) || (p->nav && !strcmp(p->nav, items[i].path));
        out.at[out.len++] = (MenuLink){str(items[i].path), msg(c, items[i].label), here};
    }
    return out;
}

MenuLinks menu_links(const Req *q, const Page *p)
{
    return links(q, p, web.menu, web.menu_len);
}

Html staff_menu(const Req *q, const Page *p)
{
    Ctx c = q->ctx;
    return staff_menu_html(&c, links(q, p, web.staff, web.staff_len));
}
