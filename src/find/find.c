/* find.c - the page /tim. Rights are asked twice: which units' files are looked for, and again of each that is shown.
 */
#include "find/find.h"
#include "base/json.h"
#include "find.html.h"
#include "text/code.h"
#include "text/cut.h"

enum { GROUP_ROWS = 5, PAGE_ROWS = 20, TYPED_MOST = 200, SNIPPET = 220, PAGE_MOST = MOST_RANKED / PAGE_ROWS };
#define NAV "/tim"

typedef struct {
    Str kind, unit;
    Day from, to;
    int64_t page;
} Asked;

static bool is_open(const Ctx *c, const Shelving *s)
{
    return !s->staff || may(c, STAFF_ROLES);
}

static Str label_of_shelf(Ctx *c, const Shelving *s)
{
    const Str kind = s->label ? msg(c, s->label) : msg_of(c, "casework.kinds", NULL, str(s->kind));
    return s->staff ? msg_with(c, MSG_find_of_staff, &kind, 1) : kind;
}

/* The kinds that this person can look among. */
static Err kind_options(Ctx *c, Options *out)
{
    size_t n = 0;
    for (const Shelving *const *s = search_shelves; s && *s; s++)
        n++;
    *out = (Options){NEW(c->arena, Option, n + 1), 0};
    for (const Shelving *const *s = search_shelves; s && *s; s++)
        if (is_open(c, *s))
            out->at[out->len++] = (Option){shelf_name(c->arena, (*s)->kind, (*s)->staff), label_of_shelf(c, *s)};
    return OK;
}

// clang-format off
static const Field fields[] = {
    {.name = "loai", .type = FIELD_PICK, .at = TYPED(Asked, kind, Str), .options = kind_options, .optional = true},
    {.name = "don-vi", .type = FIELD_PICK, .at = TYPED(Asked, unit, Str), .options = unit_options, .known = unit_known, .optional = true},
    {.name = "tu", .type = FIELD_DAY, .at = TYPED(Asked, from, Day), .optional = true},
    {.name = "den", .type = FIELD_DAY, .at = TYPED(Asked, to, Day), .optional = true},
};
// clang-format on
const FormSpec find_form = FORM("find.form", fields, Asked);

/* ---- one request ---- */

typedef struct {
    Req *q;
    Ctx *c;
    Str typed;
    SearchQuery query;
    Asked by;
    Unit unit;
    UnitPathRows units; /* read once they are needed */
    bool units_read;
} Find;

static Err units_read(Find *f)
{
    if (f->units_read) return OK;
    f->units_read = true;
    return unit_paths(f->c, &f->units);
}

/* The units whose files are looked for: those below the one that was chosen, of the staff's files those that this
 * person may read. */
static Err units_of(Find *f, const Shelving *s, SearchIn *in)
{
    if (!s->staff && !f->unit.id) return OK;
    TRY(units_read(f));
    int64_t *ids = NEW(f->c->arena, int64_t, f->units.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < f->units.len; i++) {
        const UnitPath *u = &f->units.at[i];
        const Casefile any = {.kind = str(s->kind), .path = u->path};
        if (f->unit.id && !path_within(u->path, f->unit.path)) continue;
        if (!s->staff || casework_may_read(f->c, s->flow, &any)) ids[n++] = u->id;
    }
    in->narrowed = n < f->units.len, in->unit = ids, in->unit_len = n;
    return OK;
}

/* This page with its filters, of one kind, from a page on. */
static Str address(const Find *f, Str typed, Str kind, int64_t page, bool filters)
{
    Buf out = {.arena = f->c->arena};
    // clang-format off
    const Str pairs[][2] = {
        {S("q"),      typed                                                 },
        {S("loai"),   kind                                                  },
        {S("don-vi"), filters ? f->by.unit : (Str){0}                       },
        {S("tu"),     filters ? query_arg(f->q, "tu") : (Str){0}            },
        {S("den"),    filters ? query_arg(f->q, "den") : (Str){0}           },
        {S("trang"),  page > 1 ? text_int64_t(f->c, page) : (Str){0}        },
    };
    // clang-format on
    char by = '?';
    buf_str(&out, S(NAV));
    for (size_t i = 0; i < LEN(pairs); i++) {
        if (!pairs[i][1].len) continue;
        buf_fmt(&out, "%c" STR "=", by, ARG(pairs[i][0]));
        put_url(&out, pairs[i][1]);
        by = '&';
    }
    return buf_done(&out);
}

static Err item_of(Find *f, const Shelving *s, const SearchHit *h, FoundItem *out)
{
    Ctx *c = f->c;
    Buf about = {.arena = c->arena};
    *out = (FoundItem){.link = arena_fmt(c->arena, "%s/" STR, s->page, ARG(h->key)),
                       .title = search_marked(c, &f->query, h->title),
                       .snippet = search_snippet(c, &f->query, h->text, SNIPPET),
                       .hit = *h};
    if (s->staff) buf_str(&about, h->key);
    if (h->unit) buf_fmt(&about, "%s" STR, about.len ? " · " : "", ARG(unit_name(c, h->unit)));
    if (h->day.n) buf_fmt(&about, "%s" STR, about.len ? " · " : "", ARG(text_Day(c, h->day)));
    out->about = buf_done(&about);
    return OK;
}

static Err items_of(Find *f, FoundGroup *g)
{
    g->at = NEW(f->c->arena, FoundItem, g->hits.len + 1);
    for (size_t i = 0; i < g->hits.len; i++) {
        bool yes = true;
        if (g->shelf->stands) TRY(g->shelf->stands(f->c, g->shelf, g->hits.at[i].key, &yes));
        if (yes) TRY(item_of(f, g->shelf, &g->hits.at[i], &g->at[g->len++]));
    }
    return OK;
}

static Err group_of(Find *f, const Shelving *s, bool whole, FoundGroup *g)
{
    SearchIn in = {.shelf = shelf_name(f->c->arena, s->kind, s->staff),
                   .from = f->by.from,
                   .to = f->by.to,
                   .whole = whole,
                   .n = f->by.kind.len ? PAGE_ROWS : GROUP_ROWS,
                   .skip = (size_t)(f->by.page - 1) * PAGE_ROWS};
    *g = (FoundGroup){.shelf = s};
    TRY(units_of(f, s, &in));
    if (in.narrowed && !in.unit_len) return OK;
    TRY(search_find(f->c, &f->query, &in, &g->hits));
    return items_of(f, g);
}

/* What stands over it and below it. */
static void describe(Find *f, FoundGroup *g)
{
    Ctx *c = f->c;
    const Shelving *s = g->shelf;
    const Str n = text_int64_t(c, g->hits.found);
    g->id = arena_fmt(c->arena, s->staff ? "g-%s-cb" : "g-%s", s->kind), g->label = label_of_shelf(c, s);
    g->count = g->hits.more && f->query.phrases ? arena_fmt(c->arena, STR "+", ARG(n)) : n;
    if (g->hits.found > (int64_t)g->hits.len && !f->by.kind.len)
        g->all = address(f, f->typed, shelf_name(c->arena, s->kind, s->staff), 1, true);
}

static bool is_asked(const Find *f, const Shelving *s)
{
    return is_open(f->c, s) && (!f->by.kind.len || str_eq(f->by.kind, shelf_name(f->c->arena, s->kind, s->staff)));
}

static Err groups_of(Find *f, bool whole, FoundGroups *out)
{
    size_t n = 0;
    for (const Shelving *const *s = search_shelves; s && *s; s++)
        n++;
    *out = (FoundGroups){NEW(f->c->arena, FoundGroup, n + 1), 0};
    for (const Shelving *const *s = search_shelves; s && *s && f->query.len; s++) {
        FoundGroup *g = &out->at[out->len];
        if (!is_asked(f, *s)) continue;
        TRY(group_of(f, *s, whole, g));
        if (!g->len && (f->by.page == 1 || !g->hits.found)) continue;
        describe(f, g);
        out->len++;
    }
    return OK;
}

/* Of what everybody may read, whoever asks: a name that only some may know is never suggested. */
static Err nearest(Find *f, FindView *v)
{
    Str shelves[64];
    size_t n = 0;
    for (const Shelving *const *s = search_shelves; s && *s && n < LEN(shelves); s++)
        if (!(*s)->staff) shelves[n++] = shelf_name(f->c->arena, (*s)->kind, false);
    TRY(search_nearest(f->c, &f->query, shelves, n, &v->nearest));
    if (v->nearest.len) v->nearest_link = address(f, v->nearest, (Str){0}, 1, false);
    return OK;
}

static void paging(Find *f, FindView *v)
{
    if (!f->by.kind.len || !v->groups.len) return;
    const FoundGroup *g = &v->groups.at[0];
    const size_t seen = (size_t)f->by.page * PAGE_ROWS;
    if (f->by.page > 1) v->before = address(f, f->typed, f->by.kind, f->by.page - 1, true);
    if (seen < g->hits.ranked) v->after = address(f, f->typed, f->by.kind, f->by.page + 1, true);
}

static Str heading_of(Find *f, const FindView *v)
{
    Ctx *c = f->c;
    int64_t n = 0;
    for (size_t i = 0; i < v->groups.len; i++)
        n += v->groups.at[i].hits.found;
    const Str args[] = {text_int64_t(c, n), f->typed};
    if (!v->asked) return msg(c, MSG_find_title);
    if (!f->query.len) return msg(c, MSG_find_no_words);
    if (!n) return msg_with(c, MSG_find_none, &f->typed, 1);
    return msg_with(c, MSG_find_news, args, LEN(args));
}

static Err look(Find *f, FindView *v)
{
    Str code;
    v->asked = str_trim(query_arg(f->q, "q")).len > 0, v->cut = f->query.cut, v->quoted = f->query.phrases > 0;
    TRY(groups_of(f, true, &v->groups));
    if (!v->groups.len && !v->quoted && f->query.len > 1) {
        TRY(groups_of(f, false, &v->groups));
        v->partial = v->groups.len > 0;
    }
    v->empty = v->asked && !v->groups.len;
    if (v->empty || v->partial) TRY(nearest(f, v));
    if (code_read(f->c->arena, f->typed, &code)) v->code = code;
    v->unfiltered = address(f, f->typed, (Str){0}, 1, false);
    paging(f, v);
    v->heading = heading_of(f, v);
    return OK;
}

/* ---- answers ---- */

static Err as_json(Req *q, const Find *f, const FindView *v)
{
    Buf out = {.arena = q->ctx.arena};
    Json j = {&out, false};
    json_open(&j, '{');
    json_member(&j, "q", f->typed);
    json_member(&j, "partial", v->partial);
    json_member(&j, "suggestion", v->nearest);
    json_key(&j, "groups");
    json_open(&j, '[');
    for (size_t i = 0; i < v->groups.len; i++) {
        const FoundGroup *g = &v->groups.at[i];
        json_open(&j, '{');
        json_member(&j, "kind", shelf_name(q->ctx.arena, g->shelf->kind, g->shelf->staff));
        json_member(&j, "label", g->label);
        json_member(&j, "found", g->hits.found);
        json_key(&j, "items");
        json_open(&j, '[');
        for (size_t k = 0; k < g->len; k++) {
            const FoundItem *x = &g->at[k];
            json_open(&j, '{');
            json_member(&j, "key", x->hit.key);
            json_member(&j, "link", x->link);
            json_member(&j, "title", x->hit.title);
            json_member(&j, "snippet_html", x->snippet.s);
            json_member(&j, "day", x->hit.day);
            json_close(&j, '}');
        }
        json_close(&j, ']');
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_key(&j, "next");
    if (v->after.len)
        json_Str(&j, v->after);
    else
        json_null(&j);
    json_close(&j, '}');
    return reply_json(q, 200, buf_done(&out));
}

/* What was typed, of a length that a heading and a field bear. */
static Str shown(Ctx *c, Str typed)
{
    return cut_chars(text_clean(c->arena, typed), TYPED_MOST);
}

static Err find_page(Req *q)
{
    Ctx *c = &q->ctx;
    Form form;
    FindView v = {0};
    Find f = {.q = q, .c = c, .typed = shown(c, query_arg(q, "q"))};
    TRY(form_read(c, q->query, &find_form, &f.by, &form));
    v.typed = f.typed, v.filters = form_fields(c, &form), v.faults = form_faults(c, &form);
    v.filtered = f.by.kind.len || f.by.unit.len || f.by.from.n || f.by.to.n || !form.ok;
    if (!str_int(query_arg(q, "trang"), &f.by.page) || f.by.page < 1) f.by.page = 1;
    if (f.by.page > PAGE_MOST) f.by.page = PAGE_MOST;
    v.heading = msg(c, MSG_find_title);
    Page p = {.title = v.heading, .nav = NAV, .private_page = c->actor.len > 0};
    if (!form.ok) return p.main = find_html(c, &v), reply_faults(q, &form, p);
    if (f.by.unit.len) TRY(unit_in_force(c, f.by.unit, c->today, &f.unit));
    f.query = search_query(c->arena, text_clean(c->arena, query_arg(q, "q")));
    TRY(look(&f, &v));
    if (!wants_html(q)) return as_json(q, &f, &v);
    p.title = v.heading, p.main = find_html(c, &v);
    return reply(q, p);
}

static const Route routes[] = {
    {GET, NAV, NULL, find_page, .form = &find_form, .slow = true},
};
static const FormSpec *const forms[] = {&find_form};
const Slice find_slice = {.name = "find", .routes = TABLE(routes), .forms = TABLE(forms)};
