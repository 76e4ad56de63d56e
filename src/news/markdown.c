/* markdown.c - CommonMark by cmark, with our rules: its tree is changed before it is written. */
#include "news/markdown.h"
#include <assert.h>
#include <cmark.h>
#include <string.h>

/* ---- memory: of the request, so that a full arena leaves nothing behind ---- */

static _Thread_local Arena *memory;
typedef struct {
    size_t size, pad;
} Head; /* before each piece: what it holds, to be able to grow */

static void *piece(size_t n, size_t size)
{
    assert(!size || n <= SIZE_MAX / 2 / size);
    Head *h = arena_alloc(memory, sizeof *h + n * size);
    h->size = n * size;
    return h + 1;
}

static void *larger(void *old, size_t size)
{
    if (!old) return piece(1, size);
    const size_t had = ((Head *)old)[-1].size;
    if (size <= had) return old;
    void *new = piece(1, size);
    memcpy(new, old, had);
    return new;
}

static void let_go(void *old)
{
    (void)old; /* with the request */
}

static cmark_mem of_arena = {piece, larger, let_go};

/* ---- what the text may not hold ---- */

typedef struct {
    Arena *a;
    ProseMarks marks;
    ProseNotes *notes;
    int links, shift; /* open links; what is added to the level of a heading */
} Prose;

static void note(const Prose *p, ProseFault what, cmark_node *n, const char *text)
{
    enum { SHOWN = 80 };
    while (n && !cmark_node_get_start_line(n))
        n = cmark_node_parent(n);
    if (!p->notes || p->notes->len == PROSE_NOTES_MAX) return;
    Str s = str_trim(str(text));
    s = str_cut(&s, '\n');
    if (s.len > SHOWN) s.len = SHOWN;
    while (s.len && !utf8_valid(s))
        s.len--;
    p->notes->at[p->notes->len++] = (ProseNote){what, n ? cmark_node_get_start_line(n) : 0, arena_copy(p->a, s)};
}

/* To a browser "//x" and "/\x" are another host. */
static bool is_link(Str url)
{
    static const char *const ways[] = {"https://", "http://", "mailto:", "tel:"};
    for (size_t i = 0; i < LEN(ways); i++)
        if (str_starts(url, str(ways[i])) && url.len > strlen(ways[i])) return true;
    if (!url.len || (url.ptr[0] != '/' && url.ptr[0] != '#')) return false;
    return url.ptr[0] == '#' || url.len == 1 || (url.ptr[1] != '/' && url.ptr[1] != '\\');
}

/* Its text stays. */
static void unwrap(cmark_node *n)
{
    for (cmark_node *child; (child = cmark_node_first_child(n));)
        if (!cmark_node_insert_before(n, child)) break;
    cmark_node_free(n);
}

/* ---- figures ---- */

static const char token_open[] = "{{so:", token_close[] = "}}";

/* The next token of the text: where it begins, and its code; false: there is none. */
static bool token_next(Str s, size_t *at, size_t *len, Str *code)
{
    const size_t head = strlen(token_open);
    const char *from = s.len ? memmem(s.ptr, s.len, token_open, head) : NULL;
    if (!from) return false;
    const size_t left = s.len - (size_t)(from - s.ptr) - head;
    const char *to = memmem(from + head, left, token_close, strlen(token_close));
    if (!to) return false;
    *at = (size_t)(from - s.ptr), *len = (size_t)(to - from) + strlen(token_close);
    *code = str_trim((Str){from + head, (size_t)(to - from) - head});
    return true;
}

size_t prose_codes(Str body, Str out[FIGURES_IN_TEXT_MAX])
{
    size_t n = 0, at, len;
    Str code;
    while (n < FIGURES_IN_TEXT_MAX && token_next(body, &at, &len, &code)) {
        bool known = false;
        for (size_t i = 0; i < n; i++)
            known = known || str_eq(out[i], code);
        if (!known) out[n++] = code;
        body = (Str){body.ptr + at + len, body.len - at - len};
    }
    return n;
}

static const ProseMark *mark_of(const Prose *p, Str code)
{
    for (size_t i = 0; i < p->marks.len; i++)
        if (str_eq(p->marks.at[i].code, code)) return &p->marks.at[i];
    return NULL;
}

static void text_before(const Prose *p, cmark_node *n, Str s)
{
    if (!s.len) return;
    cmark_node *text = cmark_node_new_with_mem(CMARK_NODE_TEXT, &of_arena);
    cmark_node_set_literal(text, arena_copy(p->a, s).ptr);
    cmark_node_insert_before(n, text);
}

/* One that is not known stays as it was typed. */
static void put_figures(const Prose *p, cmark_node *n)
{
    Str s = str(cmark_node_get_literal(n)), code;
    size_t at, len;
    bool any = false;
    while (token_next(s, &at, &len, &code)) {
        const ProseMark *m = mark_of(p, code);
        text_before(p, n, (Str){s.ptr, m ? at : at + len});
        if (m && p->links)
            text_before(p, n, m->words);
        else if (m) {
            cmark_node *own = cmark_node_new_with_mem(CMARK_NODE_CUSTOM_INLINE, &of_arena);
            cmark_node_set_on_enter(own, arena_copy(p->a, m->html.s).ptr);
            cmark_node_insert_before(n, own);
        }
        s = (Str){s.ptr + at + len, s.len - at - len};
        any = true;
    }
    if (!any) return;
    text_before(p, n, s);
    cmark_node_free(n);
}

/* ---- the tree ---- */

static void leave(Prose *p, cmark_node *n)
{
    switch (cmark_node_get_type(n)) {
    case CMARK_NODE_LINK:
        p->links--;
        if (is_link(str(cmark_node_get_url(n)))) return;
        note(p, PROSE_LINK, n, cmark_node_get_url(n));
        unwrap(n);
        return;
    case CMARK_NODE_IMAGE:
        note(p, PROSE_PICTURE, n, cmark_node_get_url(n));
        cmark_node_free(n);
        return;
    default:
        return;
    }
}

static void enter(Prose *p, cmark_node *n)
{
    const int level = cmark_node_get_heading_level(n) + p->shift;
    switch (cmark_node_get_type(n)) {
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HTML_INLINE:
        note(p, PROSE_HTML, n, cmark_node_get_literal(n));
        cmark_node_free(n);
        return;
    case CMARK_NODE_HEADING:
        cmark_node_set_heading_level(n, level > 6 ? 6 : level < 2 ? 2 : level);
        return;
    case CMARK_NODE_LINK:
        p->links++;
        return;
    case CMARK_NODE_TEXT:
        put_figures(p, n);
        return;
    default:
        return;
    }
}

/* The first level that is used becomes h2: the page has its h1. */
static int heading_shift(cmark_node *root)
{
    int least = 7;
    for (cmark_node *n = cmark_node_first_child(root); n; n = cmark_node_next(n)) {
        const int level = cmark_node_get_heading_level(n); /* 0: it is none */
        if (level && level < least) least = level;
    }
    return least == 7 ? 1 : 2 - least;
}

static cmark_node *tree_of(Prose *p, Str body)
{
    memory = p->a;
    cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_VALIDATE_UTF8, &of_arena);
    cmark_parser_feed(parser, body.len ? body.ptr : "", body.len);
    cmark_node *root = cmark_parser_finish(parser);
    cmark_consolidate_text_nodes(root);
    p->shift = heading_shift(root);
    cmark_iter *walk = cmark_iter_new(root);
    for (cmark_event_type e; (e = cmark_iter_next(walk)) != CMARK_EVENT_DONE;)
        if (e == CMARK_EVENT_ENTER)
            enter(p, cmark_iter_get_node(walk));
        else
            leave(p, cmark_iter_get_node(walk));
    return root;
}

Html prose_html(Arena *a, Str body, ProseMarks marks, ProseNotes *notes)
{
    Prose p = {.a = a, .marks = marks, .notes = notes};
    if (notes) notes->len = 0;
    cmark_node *root = tree_of(&p, body);
    return (Html){arena_copy(a, str(cmark_render_html(root, CMARK_OPT_DEFAULT)))}; /* which is its safe mode */
}

Str prose_plain(Arena *a, Str body, ProseMarks marks)
{
    Prose p = {.a = a, .marks = marks, .links = 1}; /* as in a link: words alone */
    Buf out = {.arena = a};
    cmark_iter *walk = cmark_iter_new(tree_of(&p, body));
    for (cmark_event_type e; (e = cmark_iter_next(walk)) != CMARK_EVENT_DONE;) {
        cmark_node *n = cmark_iter_get_node(walk);
        const cmark_node_type type = cmark_node_get_type(n);
        if (e == CMARK_EVENT_EXIT && (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING)) buf_char(&out, '\n');
        if (e != CMARK_EVENT_ENTER) continue;
        if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) buf_char(&out, ' ');
        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) buf_str(&out, str(cmark_node_get_literal(n)));
        if (type == CMARK_NODE_CODE_BLOCK) buf_str(&out, str(cmark_node_get_literal(n)));
    }
    return str_trim(buf_done(&out));
}
