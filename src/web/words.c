/* words.c - messages, and values as people write them. */
#include "base/day.h"
#include "web/asset.h"
#include "web/web.h"
#include <assert.h>
#include <string.h>

extern const char *const msg_text[2][MSG_COUNT];
extern const char *const msg_key[MSG_COUNT];

Str lang_code(Lang lang)
{
    return lang == EN ? S("en") : S("vi");
}

Lang lang_coded(Str code)
{
    return str_eq(code, S("en")) ? EN : VI;
}

Str msg(const Ctx *c, int id)
{
    assert(id >= 0 && id < MSG_COUNT);
    return str(msg_text[c->lang][id]);
}

static void fill(Buf *out, Str text, const Str *args, size_t n, void (*add)(Buf *, Str))
{
    size_t used = 0;
    for (;;) {
        const char *at = text.len > 1 ? memmem(text.ptr, text.len, "{}", 2) : NULL;
        if (!at) return buf_str(out, text);
        Str head = {text.ptr, (size_t)(at - text.ptr)};
        buf_str(out, head);
        if (used < n) add(out, args[used++]);
        text = (Str){at + 2, text.len - head.len - 2};
    }
}

Str msg_with(const Ctx *c, int id, const Str *args, size_t n)
{
    Buf out = {.arena = c->arena};
    fill(&out, msg(c, id), args, n, buf_str);
    return buf_done(&out);
}

int msg_find(Str key)
{
    int lo = 1, hi = MSG_COUNT;
    while (lo < hi) {
        int mid = (lo + hi) / 2, order = str_cmp(str(msg_key[mid]), key);
        if (order == 0) return mid;
        if (order < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return MSG_NONE;
}

Str msg_of(const Ctx *c, const char *a, const char *b, Str last)
{
    Str key = b ? arena_fmt(c->arena, "%s.%s." STR, a, b, ARG(last)) : arena_fmt(c->arena, "%s." STR, a, ARG(last));
    int id = msg_find(key);
    return id ? msg(c, id) : last;
}

Str why_text(const Ctx *c)
{
    return c->why ? msg_with(c, c->why, c->why_arg, LEN(c->why_arg)) : (Str){0};
}

/* ---- escaping ---- */

static Str entity(char k)
{
    switch (k) {
    case '&':
        return S("&amp;");
    case '<':
        return S("&lt;");
    case '>':
        return S("&gt;");
    case '"':
        return S("&quot;");
    case '\'':
        return S("&#39;");
    default:
        return (Str){0};
    }
}

void put_Str(Buf *out, Str s)
{
    static const char special[256] = {['&'] = 1, ['<'] = 1, ['>'] = 1, ['"'] = 1, ['\''] = 1};
    size_t from = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (!special[(unsigned char)s.ptr[i]]) continue;
        buf_str(out, (Str){s.ptr + from, i - from});
        buf_str(out, entity(s.ptr[i]));
        from = i + 1;
    }
    buf_str(out, (Str){s.ptr + from, s.len - from});
}

void put_Html(Buf *out, Html h)
{
    buf_str(out, h.s);
}

void put_msg(const Ctx *c, Buf *out, int id)
{
    put_Str(out, msg(c, id));
}

void put_msg_with(const Ctx *c, Buf *out, int id, const Str *args, size_t n)
{
    put_Str(out, msg_with(c, id, args, n));
}

/* ---- numbers and days ---- */

void put_int64_t(Buf *out, int64_t n) /* thousands by points */
{
    char z[32], *at = z + sizeof z;
    uint64_t u = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    for (int i = 0; u || i == 0; i++, u /= 10) {
        if (i && i % 3 == 0) *--at = '.';
        *--at = (char)('0' + u % 10);
    }
    if (n < 0) buf_str(out, S("−"));
    buf_str(out, (Str){at, (size_t)(z + sizeof z - at)});
}

void put_attr_int64_t(Buf *out, int64_t n)
{
    buf_int(out, n);
}

void put_attr_Day(Buf *out, Day d)
{
    if (d.n) buf_str(out, day_iso(out->arena, d));
}

void put_Day(Buf *out, Day d)
{
    if (!d.n) return;
    buf_str(out, S("<time datetime=\""));
    buf_str(out, day_iso(out->arena, d));
    buf_str(out, S("\">"));
    buf_str(out, day_vi(out->arena, d));
    buf_str(out, S("</time>"));
}

static Str time_words(Arena *a, Time t)
{
    Str clock = clock_vi(a, t), date = day_vi(a, day_of(t));
    return arena_fmt(a, STR ", " STR, ARG(clock), ARG(date));
}

void put_Time(Buf *out, Time t)
{
    if (!t.ms) return;
    buf_str(out, S("<time datetime=\""));
    buf_str(out, time_iso(out->arena, t));
    buf_str(out, S("\">"));
    buf_str(out, time_words(out->arena, t));
    buf_str(out, S("</time>"));
}

void put_Money(Buf *out, Money m)
{
    put_int64_t(out, m.n);
    buf_str(out, S(" đồng"));
}

Str text_Str(const Ctx *c, Str s)
{
    (void)c;
    return s;
}

Str text_int64_t(const Ctx *c, int64_t n)
{
    Buf out = {.arena = c->arena};
    put_int64_t(&out, n);
    return buf_done(&out);
}

Str text_Day(const Ctx *c, Day d)
{
    return d.n ? day_vi(c->arena, d) : (Str){0};
}

Str text_Time(const Ctx *c, Time t)
{
    return t.ms ? time_words(c->arena, t) : (Str){0};
}

Str text_Money(const Ctx *c, Money m)
{
    Buf out = {.arena = c->arena};
    put_Money(&out, m);
    return buf_done(&out);
}

Str weekday_text(const Ctx *c, Day d)
{
    static const int names[] = {MSG_day_sunday,   MSG_day_monday, MSG_day_tuesday, MSG_day_wednesday,
                                MSG_day_thursday, MSG_day_friday, MSG_day_saturday};
    return msg(c, names[weekday(d)]);
}

Str date_long(const Ctx *c, Day d)
{
    Str day = weekday_text(c, d), date = day_vi(c->arena, d);
    return arena_fmt(c->arena, STR ", " STR, ARG(day), ARG(date));
}

/* ---- addresses ---- */

void put_url(Buf *out, Str s)
{
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.len; i++) {
        unsigned char k = (unsigned char)s.ptr[i];
        if ((k >= 'a' && k <= 'z') || (k >= 'A' && k <= 'Z') || (k >= '0' && k <= '9') || (k && strchr("-._~@", k)))
            buf_char(out, (char)k);
        else {
            const char escape[3] = {'%', hex[k >> 4], hex[k & 15]};
            buf_str(out, (Str){escape, sizeof escape});
        }
    }
}

void put_lang(const Ctx *c, Buf *out)
{
    if (c->lang == EN) buf_str(out, S("/en"));
}

void put_href(const Ctx *c, Buf *out, Str path)
{
    bool own = path.len && path.ptr[0] == '/' && !(path.len > 1 && (path.ptr[1] == '/' || path.ptr[1] == '\\'));
    assert(own);
    put_lang(c, out);
    put_Str(out, c->lang == EN && path.len == 1 ? S("") : path);
}

void put_asset(Buf *out, const char *name)
{
    buf_str(out, str(asset_base));
    buf_str(out, str(name));
}
