/* lineage_page.c - a lineage drawn and listed, with the same links; and the form that opens a copy. */
#include "base/json.h"
#include "lineage.html.h"
#include "movement/lineage_view.h"
#include "movement/model_own.h"
#include "text/code.h"
#include "text/cut.h"

enum { NODES_MOST = 200, LEVELS_MOST = 12, BOX_X = 240, BOX_Y = 66, BOX_WIDE = 216, BOX_HIGH = 54, WORDS = 26 };

/* ---- the tree ---- */

typedef struct {
    TreeNode *at;
    size_t len;
    int64_t here;
    bool cut;
} Tree;

static Str shortened(Arena *a, Str s, size_t chars)
{
    return str_chars(s) <= chars ? s : arena_fmt(a, STR "…", ARG(cut_chars(s, chars - 1)));
}

Str model_href(Ctx *c, Str code, bool public, Str path)
{
    if (is_covered(c, path)) return arena_fmt(c->arena, "/can-bo/ho-so/" STR, ARG(code));
    return public ? arena_fmt(c->arena, "/phong-trao/" STR, ARG(code)) : (Str){0};
}

static TreeNode node_of(Ctx *c, const Descendant *d, int64_t here)
{
    const Str href = model_href(c, d->code, d->public, d->path);
    TreeNode n = {
        .id = d->id, .parent = d->parent, .code = d->code, .here = d->id == here, .href = href, .seen = href.len > 0};
    n.title = n.seen ? d->title : msg(c, MSG_lineage_not_public);
    if (n.seen) n.unit = d->unit_name, n.state = d->state, n.adapted = d->adapted;
    n.short_title = shortened(c->arena, n.title, WORDS), n.short_unit = shortened(c->arena, n.unit, WORDS + 2);
    return n;
}

static TreeNode *node_with(Tree *t, int64_t id)
{
    for (size_t i = 0; i < t->len; i++)
        if (t->at[i].id == id) return &t->at[i];
    return NULL;
}

static Err tree_read(Ctx *c, int64_t root, int64_t here, Tree *out)
{
    DescendantRows rows;
    TRY(lineage_below(c, (LineageBelow){root, LEVELS_MOST, NODES_MOST + 1}, &rows));
    *out = (Tree){NEW(c->arena, TreeNode, rows.len + 1), 0, here, rows.len > NODES_MOST};
    for (size_t i = 0; i < rows.len && i < NODES_MOST; i++)
        out->at[out->len++] = node_of(c, &rows.at[i], here);
    return OK;
}

/* From the top, or, where that has more than a page can draw, from the parent. */
static Err tree_find(Ctx *c, const Casefile *f, Tree *out, int64_t *top)
{
    ForebearRows up;
    TRY(lineage_above(c, f->id, &up));
    *top = up.at[up.len - 1].id;
    TRY(tree_read(c, *top, f->id, out));
    if (node_with(out, f->id)) return *top = 0, OK;
    return tree_read(c, up.at[1].id, f->id, out);
}

/* Whoever may not see a model sees only that there is one between those that they may see. */
static bool keeps(const TreeNode *n)
{
    return n->seen || n->first;
}

static void tree_link(Tree *t)
{
    for (size_t i = t->len; i-- > 1;) { /* a parent stands before its children: the last come first */
        TreeNode *n = &t->at[i], *parent = node_with(t, n->parent);
        if (!keeps(n) || !parent) continue;
        n->next = parent->first, parent->first = n;
    }
}

static void place(TreeNode *n, int64_t depth, int64_t *row, LineageView *v)
{
    n->depth = depth, n->row = *row;
    v->nodes.at[v->nodes.len++] = n;
    if ((depth + 1) * BOX_X > v->width) v->width = (depth + 1) * BOX_X;
    if (!n->first) ++*row;
    for (TreeNode *child = n->first; child; child = child->next) {
        const int64_t x = depth * BOX_X + BOX_WIDE, y = n->row * BOX_Y + BOX_HIGH / 2,
                      middle = x + (BOX_X - BOX_WIDE) / 2;
        place(child, depth + 1, row, v);
        const int64_t to = child->row * BOX_Y + BOX_HIGH / 2;
        const Line lines[] = {
            {x,      y,  middle,               y },
            {middle, y,  middle,               to},
            {middle, to, x + BOX_X - BOX_WIDE, to}
        };
        for (size_t i = 0; i < LEN(lines); i++)
            v->lines.at[v->lines.len++] = lines[i];
    }
}

static void draw(Ctx *c, Tree *t, LineageView *v)
{
    int64_t row = 0;
    tree_link(t);
    v->nodes.at = NEW(c->arena, TreeNode *, t->len + 1), v->lines.at = NEW(c->arena, Line, 3 * t->len + 1);
    place(&t->at[0], 0, &row, v);
    v->root = &t->at[0], v->height = row * BOX_Y, v->cut = t->cut, v->copies = (int64_t)v->nodes.len - 1;
    v->most = text_int64_t(c, NODES_MOST), v->levels = text_int64_t(c, LEVELS_MOST);
}

/* ---- its page ---- */

static Err model_read(Req *q, Casefile *f)
{
    Ctx *c = &q->ctx;
    Str code;
    if (!code_read(c->arena, path_arg(q, "code"), &code)) return ERR_NOT_FOUND;
    TRY(casefile_by_code(c, code, f));
    return str_eq(f->kind, S("model")) && (f->public || is_covered(c, f->path)) ? OK : ERR_NOT_FOUND;
}

static void json_node(Json *j, const TreeNode *n)
{
    json_open(j, '{');
    if (n->seen) json_member(j, "code", n->code);
    json_member(j, "title", n->title);
    json_member(j, "unit_name", n->unit);
    json_member(j, "state", n->state);
    json_key(j, "copies");
    json_open(j, '[');
    for (const TreeNode *child = n->first; child; child = child->next)
        json_node(j, child);
    json_close(j, ']');
    json_close(j, '}');
}

static Err lineage_json(Req *q, const LineageView *v)
{
    Buf out = {.arena = q->ctx.arena};
    Json j = {&out, false};
    json_node(&j, v->root);
    return reply_json(q, 200, buf_done(&out));
}

static Err lineage_page(Req *q)
{
    Ctx *c = &q->ctx;
    Casefile f, whole;
    Tree t;
    int64_t top;
    LineageView v = {0};
    TRY(model_read(q, &f));
    TRY(tree_find(c, &f, &t, &top));
    draw(c, &t, &v);
    if (top) {
        TRY(casefile_by_id(c, top, &whole));
        if (whole.public || is_covered(c, whole.path))
            v.top = arena_fmt(c->arena, "/phong-trao/" STR "/nhan-rong", ARG(whole.code));
    }
    if (!wants_html(q)) return lineage_json(q, &v);
    const Str name[] = {f.title};
    v.heading = msg_with(c, MSG_lineage_title, name, 1);
    v.self_title = f.title, v.self_href = model_href(c, f.code, f.public, f.path);
    return reply(q, (Page){.title = v.heading,
                           .main = lineage_html(c, v),
                           .nav = "/phong-trao",
                           .up = "/phong-trao",
                           .up_title = MSG_model_movement,
                           .private_page = is_covered(c, f.path)});
}

/* ---- what the model's page says of it ---- */

static Err parent_of(Ctx *c, const Casefile *f, Relative *out)
{
    Casefile parent;
    if (!f->parent) return OK;
    TRY(casefile_by_id(c, f->parent, &parent));
    const Str href = model_href(c, parent.code, parent.public, parent.path);
    if (href.len) *out = (Relative){parent.title, parent.unit_name, href};
    return OK;
}

Err lineage_relatives(Ctx *c, const Casefile *f, bool inside, Relatives *out)
{
    CopyCount copies;
    Model m;
    *out = (Relatives){0};
    TRY(model_of(c, f->id, &m));
    TRY(parent_of(c, f, &out->parent));
    TRY(lineage_copies(c, f->id, &copies));
    out->copies = copies.n, out->adapted = m.adapted;
    if (f->parent || copies.n || inside) out->page = arena_fmt(c->arena, "/phong-trao/" STR "/nhan-rong", ARG(f->code));
    if (may(c, MOVEMENT_STAFF) && str_eq(f->state, S("recognised")))
        out->replicate = arena_fmt(c->arena, "/can-bo/phong-trao/" STR "/nhan-rong", ARG(f->code));
    return OK;
}

/* ---- the form of a copy ---- */

static Err copy_show(Req *q, const Form *form, int status)
{
    Ctx *c = &q->ctx;
    Casefile f;
    const int why = c->why;
    TRY(model_read(q, &f));
    c->why = why;
    Replicating v = {.faults = form_faults(c, form),
                     .fields = form_fields(c, form),
                     .hidden = form_hidden(c, q),
                     .title = f.title,
                     .href = model_href(c, f.code, f.public, f.path)};
    v.action = arena_fmt(c->arena, "/can-bo/phong-trao/" STR "/nhan-rong", ARG(f.code));
    if (status == 409) v.conflict = why_text(c);
    const Page p = {.status = status,
                    .title = msg(c, MSG_model_copy_title),
                    .main = replicate_html(c, v),
                    .nav = "/can-bo/phong-trao",
                    .up = "/can-bo/phong-trao",
                    .up_title = MSG_model_movement,
                    .private_page = true};
    return status == 422 ? reply_faults(q, form, p) : reply(q, p);
}

static Err copy_page(Req *q)
{
    Casefile f;
    Form blank = form_blank(&replication_form);
    TRY(model_read(q, &f));
    if (!str_eq(f.state, S("recognised"))) return WHY(&q->ctx, MSG_model_parent_state, ERR_CONFLICT);
    TRY(replication_fill(&q->ctx, &blank));
    form_value(&blank, "name", f.title);
    return copy_show(q, &blank, 200);
}

static Err copy_post(Req *q)
{
    Casefile f;
    TRY(model_read(q, &f));
    return casework_post(q, &(Deed){.flow = &model_flow, .event = S("replicate"), .parent = f.id}, S(""), copy_show);
}

static const Permission may_replicate = {"model.replicate", MOVEMENT_STAFF};
// clang-format off
static const Route routes[] = {
    {GET,  "/phong-trao/:code/nhan-rong",        NULL,           lineage_page},
    {GET,  "/can-bo/phong-trao/:code/nhan-rong", &may_replicate, copy_page},
    {POST, "/can-bo/phong-trao/:code/nhan-rong", &may_replicate, copy_post, .form = &replication_form},
};
// clang-format on
static const FormSpec *const forms[] = {&replication_form};

const Slice movement_lineage = {.name = "movement.lineage", .routes = TABLE(routes), .forms = TABLE(forms)};
