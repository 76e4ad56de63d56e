/* feed.c - articles for programs: an Atom feed (RFC 4287), the map of the site, what robots may read, and what stands
 * in the head of an article's page for those who share it. */
#include "news/feed.h"
#include "base/day.h"
#include "base/json.h"
#include "feed.html.h"
#include "mail/mail.h"
#include <string.h>

enum { FEED_MAX = 50, MAP_MAX = 50000 };

/* https://host of this site: as somebody said it, else as whoever asks reached us. */
Err site_base(Req *q, Str *out)
{
    TRY(mail_site(&q->ctx, out));
    if (!out->len) *out = arena_fmt(q->ctx.arena, "%s://" STR, web.secure ? "https" : "http", ARG(q->host));
    return OK;
}

/* Never changes, whatever the site is called later (RFC 4151). */
Err feed_authority(Ctx *c, Str *out)
{
    HouseValue v;
    const Err e = house_of(c, S("feed_authority"), &v);
    *out = e ? S("kheo.invalid") : v.value;
    return e == ERR_NOT_FOUND ? OK : e;
}

/* Chosen with the first article that is published. */
Err feed_authority_make(Ctx *c)
{
    HouseValue v;
    Str site;
    unsigned char own[6];
    Err e = house_of(c, S("feed_authority"), &v);
    if (e != ERR_NOT_FOUND) return e;
    TRY(mail_site(c, &site));
    const char *at = site.len ? memmem(site.ptr, site.len, "://", 3) : NULL;
    if (at) {
        Str host = {at + 3, site.len - (size_t)(at + 3 - site.ptr)};
        host = str_cut(&host, '/');
        return house_put(c, S("feed_authority"), str_cut(&host, ':'));
    }
    chance_bytes(c, own, sizeof own);
    return house_put(c, S("feed_authority"),
                     arena_fmt(c->arena, "kheo-" STR ".invalid", ARG(hex_of(c->arena, own, sizeof own))));
}

static Str tag_of(Ctx *c, Str authority, Time at, Str what)
{
    return arena_fmt(c->arena, "tag:" STR "," STR ":" STR, ARG(authority), ARG(day_iso(c->arena, day_of(at))),
                     ARG(what));
}

static Time changed(const Article *a)
{
    return a->corrected_at.ms > a->posted_at.ms ? a->corrected_at : a->posted_at;
}

/* Escaped as text of XML; a character that XML does not have is left out. */
static void put_xml(Buf *out, Str s)
{
    Buf clean = {.arena = out->arena};
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] >= ' ' || strchr("\n\t", s.ptr[i])) buf_char(&clean, s.ptr[i]);
    put_Str(out, buf_done(&clean));
}

static void put_element(Buf *out, const char *name, Str text)
{
    buf_fmt(out, "<%s>", name);
    put_xml(out, text);
    buf_fmt(out, "</%s>\n", name);
}

/* Links of this site in the text are made whole: a feed is read elsewhere. */
static Str whole_links(Arena *a, Str html, Str base)
{
    static const char own[] = "href=\"/";
    Buf out = {.arena = a};
    while (html.len) {
        const char *at = memmem(html.ptr, html.len, own, strlen(own));
        const size_t n = at ? (size_t)(at - html.ptr) + strlen(own) - 1 : html.len;
        buf_str(&out, (Str){html.ptr, n});
        if (at) buf_str(&out, base);
        html = (Str){html.ptr + n, html.len - n};
    }
    return buf_done(&out);
}

static Err put_entry(Ctx *c, Buf *out, const Article *a, Str base, Str authority)
{
    TextFigures figures;
    ProseMarks marks;
    ArticleTagRows tags;
    const Photo *photo;
    TRY(figures_in(c, a->body, &figures, &marks));
    for (size_t i = 0; i < marks.len; i++) /* here there is no list of sentences to lead to */
        ((ProseMark *)(uintptr_t)marks.at)[i].html = (Html){marks.at[i].words};
    TRY(tags_of(c, a->id, &tags));
    TRY(photo_first(c, a->id, &photo));
    buf_str(out, S("<entry>\n"));
    put_element(out, "title", a->title);
    put_element(out, "id", tag_of(c, authority, a->posted_at, arena_fmt(c->arena, "tin/" STR, ARG(a->code))));
    buf_fmt(out, "<link rel=\"alternate\" type=\"text/html\" hreflang=\"vi\" href=\"");
    put_xml(out, arena_fmt(c->arena, STR "/tin/" STR, ARG(base), ARG(a->slug)));
    buf_str(out, S("\"/>\n"));
    if (photo) {
        const Str file = photo_address(c, photo->hash, photo->width, 960);
        buf_str(out, S("<link rel=\"enclosure\" type=\"image/jpeg\" title=\""));
        put_xml(out, photo->alt), buf_str(out, S("\" href=\""));
        put_xml(out, arena_fmt(c->arena, STR "/anh/" STR, ARG(base), ARG(file))), buf_str(out, S("\"/>\n"));
    }
    put_element(out, "published", time_iso(c->arena, a->posted_at));
    put_element(out, "updated", time_iso(c->arena, changed(a)));
    for (size_t i = 0; i < tags.len; i++) {
        buf_str(out, S("<category term=\"")), put_xml(out, tags.at[i].tag), buf_str(out, S("\" label=\""));
        put_xml(out, tags.at[i].name), buf_str(out, S("\"/>\n"));
    }
    if (a->lede.len) put_element(out, "summary", a->lede);
    buf_str(out, S("<content type=\"html\" xml:lang=\"vi\">"));
    put_xml(out, whole_links(c->arena, prose_html(c->arena, a->body, marks, NULL).s, base));
    buf_str(out, S("</content>\n</entry>\n"));
    return OK;
}

Err get_feed(Req *q)
{
    Ctx *c = &q->ctx;
    ArticleRows rows;
    Str base, authority;
    Buf out = {.arena = c->arena};
    Time updated = {0};
    TRY(site_base(q, &base));
    TRY(feed_authority(c, &authority));
    TRY(article_list(c, FEED_MAX, &rows));
    for (size_t i = 0; i < rows.len; i++)
        if (changed(&rows.at[i]).ms > updated.ms) updated = changed(&rows.at[i]);
    buf_str(&out, S("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" "
                    "xml:lang=\"vi\">\n"));
    put_element(&out, "title", site()->name);
    put_element(&out, "id", tag_of(c, authority, time_at(day(2026, 1, 1), 0), S("tin")));
    put_element(&out, "updated", time_iso(c->arena, updated));
    buf_str(&out, S("<author>\n")), put_element(&out, "name", site()->name), buf_str(&out, S("</author>\n"));
    buf_str(&out, S("<link rel=\"self\" type=\"application/atom+xml\" href=\"")), put_xml(&out, base),
        buf_str(&out, S("/tin.atom\"/>\n"));
    buf_str(&out, S("<link rel=\"alternate\" type=\"text/html\" href=\"")), put_xml(&out, base),
        buf_str(&out, S("/tin\"/>\n"));
    for (size_t i = 0; i < rows.len; i++)
        TRY(put_entry(c, &out, &rows.at[i], base, authority));
    buf_str(&out, S("</feed>\n"));
    TRY(reply_text(q, "application/atom+xml; charset=utf-8", buf_done(&out), (Str){0}));
    q->store = true;
    return OK;
}

/* ---- for robots ---- */

static void put_place(Ctx *c, Buf *out, Str base, Str path, Time at)
{
    buf_str(out, S("<url><loc>"));
    put_xml(out, base), put_xml(out, path);
    buf_str(out, S("</loc>"));
    if (at.ms) buf_fmt(out, "<lastmod>" STR "</lastmod>", ARG(time_iso(c->arena, at)));
    buf_str(out, S("</url>\n"));
}

Err get_map(Req *q)
{
    static const char *const pages[] = {"/",        "/tin",     "/tin/luu-tru", "/phong-trao", "/phong-trao/thong-ke",
                                        "/mot-cua", "/bao-cao", "/lich",        "/du-lieu",    "/so-kiem-chung",
                                        "/thu-tuc", "/xin-loi", "/tro-giup"};
    Ctx *c = &q->ctx;
    SitePlaceRows rows;
    Str base;
    Buf out = {.arena = c->arena};
    TRY(site_base(q, &base));
    TRY(article_places(c, MAP_MAX - (int64_t)LEN(pages), &rows));
    buf_str(&out, S("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset "
                    "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"));
    for (size_t i = 0; i < LEN(pages); i++)
        if (web_has(str(pages[i]))) put_place(c, &out, base, str(pages[i]), (Time){0});
    for (size_t i = 0; i < rows.len; i++)
        put_place(c, &out, base, arena_fmt(c->arena, "/tin/" STR, ARG(rows.at[i].slug)),
                  rows.at[i].corrected_at.ms ? rows.at[i].corrected_at : rows.at[i].posted_at);
    buf_str(&out, S("</urlset>\n"));
    TRY(reply_text(q, "application/xml; charset=utf-8", buf_done(&out), (Str){0}));
    q->store = true;
    return OK;
}

/* The name that readers guess. */
Err get_feed_moved(Req *q)
{
    TRY(redirect(q, "/tin.atom"));
    q->status = 301;
    return OK;
}

Err get_robots(Req *q)
{
    Str base;
    TRY(site_base(q, &base));
    TRY(reply_text(
        q, "text/plain; charset=utf-8",
        arena_fmt(
            q->ctx.arena,
            "User-agent: *\nDisallow: /can-bo\nDisallow: /en/can-bo\nDisallow: /tra-cuu/\nDisallow: /en/tra-cuu/\n"
            "Disallow: /dang-nhap\nSitemap: " STR "/sitemap.xml\n",
            ARG(base)),
        (Str){0}));
    q->store = true;
    return OK;
}

/* ---- in the head of an article ---- */

/* A block of data, which no browser runs: "<" would end it. */
static Html data_block(Arena *a, Str json)
{
    Buf out = {.arena = a};
    buf_str(&out, S("<script type=\"application/ld+json\">"));
    for (size_t i = 0; i < json.len; i++)
        if (strchr("<>&", json.ptr[i]))
            buf_fmt(&out, "\\u%04x", (unsigned)json.ptr[i]);
        else
            buf_char(&out, json.ptr[i]);
    buf_str(&out, S("</script>"));
    return (Html){buf_done(&out)};
}

static Str structured(Ctx *c, const Article *a, Str url, Str image)
{
    Buf out = {.arena = c->arena};
    Json j = {&out, false};
    json_open(&j, '{');
    json_member(&j, "@context", S("https://schema.org"));
    json_member(&j, "@type", S("NewsArticle"));
    json_member(&j, "headline", a->title);
    json_member(&j, "description", a->lede);
    json_member(&j, "inLanguage", S("vi"));
    json_member(&j, "datePublished", a->posted_at);
    json_member(&j, "dateModified", changed(a));
    json_member(&j, "mainEntityOfPage", url);
    json_member(&j, "isAccessibleForFree", (bool)true);
    if (image.len) json_member(&j, "image", image);
    json_key(&j, "publisher");
    json_open(&j, '{');
    json_member(&j, "@type", S("GovernmentOrganization"));
    json_member(&j, "name", site()->name);
    json_close(&j, '}');
    json_key(&j, "author");
    json_open(&j, '{');
    json_member(&j, "@type", S("GovernmentOrganization"));
    json_member(&j, "name", site()->name);
    json_close(&j, '}');
    if (a->source_name.len) json_member(&j, "isBasedOn", a->source_url.len ? a->source_url : a->source_name);
    json_close(&j, '}');
    return buf_done(&out);
}

Err article_head(Req *q, const Article *a, Html *out)
{
    Ctx *c = &q->ctx;
    ArticleHead v = {.a = a, .updated = time_iso(c->arena, changed(a)), .posted = time_iso(c->arena, a->posted_at)};
    const Photo *photo;
    Str base;
    TRY(site_base(q, &base));
    v.url = arena_fmt(c->arena, STR "/tin/" STR, ARG(base), ARG(a->slug));
    TRY(photo_first(c, a->id, &photo));
    if (photo)
        v.alt = photo->alt, v.image = arena_fmt(c->arena, STR "/anh/chia-se/" STR ".jpg", ARG(base), ARG(photo->hash));
    v.data = data_block(c->arena, structured(c, a, v.url, v.image));
    *out = article_head_html(c, &v);
    return OK;
}
