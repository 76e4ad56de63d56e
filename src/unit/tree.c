/* tree.c - the list of units put together: parents, first days, predecessors, today's tree. */
#include "unit/tree.h"
#include "text/fold.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define AT(t, place) (&(t)->at[(place)-1])

static int64_t place_of(const Tree *t, const Node *n)
{
    return n - t->at + 1;
}

Err tree_load(Ctx *c, size_t room, Tree *out)
{
    UnitRowRows rows;
    TRY(unit_to_rebuild(c, &rows));
    *out = (Tree){.c = c, .at = NEW(c->arena, Node, rows.len + room + 1), .len = rows.len};
    for (size_t i = 0; i < rows.len; i++)
        out->at[i].row = rows.at[i];
    return OK;
}

void tree_fault(const Tree *t, const Node *n, const char *field, int message, Str a, Str b)
{
    const Str args[] = {a, b};
    Str reason = msg_with(t->c, message, args, LEN(args));
    if (!n->line) { /* a row that was here, and that the file makes impossible */
        const Str which[] = {n->row.code, reason};
        reason = msg_with(t->c, MSG_unit_stored, which, LEN(which));
    }
    import_fault(t->c, t->report, n->line, str(field), reason);
}

/* ---- in order ---- */

static int by_key(const void *a, const void *b)
{
    const Node *x = *(Node *const *)a, *y = *(Node *const *)b;
    int order = str_cmp(x->row.code, y->row.code);
    if (!order) order = (x->row.valid_from.n > y->row.valid_from.n) - (x->row.valid_from.n < y->row.valid_from.n);
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

static int by_begin(const void *a, const void *b)
{
    const Node *x = *(Node *const *)a, *y = *(Node *const *)b;
    int order = str_cmp(x->row.code, y->row.code);
    return order ? order : (x->begins.n > y->begins.n) - (x->begins.n < y->begins.n);
}

static bool same_key(const Node *x, const Node *y)
{
    return str_eq(x->row.code, y->row.code) && x->row.valid_from.n == y->row.valid_from.n;
}

static bool same_row(const UnitRow *x, const UnitRow *y)
{
    return x->valid_to.n == y->valid_to.n && str_eq(x->name, y->name) && str_eq(x->kind, y->kind) &&
           str_eq(x->parent_code, y->parent_code) && str_eq(x->predecessor_codes, y->predecessor_codes) &&
           str_eq(x->partial_predecessors, y->partial_predecessors) && str_eq(x->code_source, y->code_source) &&
           str_eq(x->source, y->source) && str_eq(x->note, y->note);
}

/* The stored row `old` becomes what the file says; it keeps its id and what was worked out before. */
static void take_over(Node *old, Node *new)
{
    UnitRow row = new->row;
    const UnitRow *was = &old->row;
    row.id = was->id, row.begins = was->begins, row.parent = was->parent, row.in_force = was->in_force;
    row.heir = was->heir, row.path = was->path, row.wide = was->wide;
    old->changed = !same_row(was, &row);
    old->row = row, old->line = new->line, old->faulty = new->faulty, new->gone = true;
}

void tree_merge(Tree *t)
{
    Node **order = NEW(t->c->arena, Node *, t->len + 1);
    for (size_t i = 0; i < t->len; i++)
        order[i] = &t->at[i];
    qsort(order, t->len, sizeof *order, by_key);
    t->order = order, t->order_len = 0;
    for (size_t i = 0; i < t->len; i++) {
        Node *last = t->order_len ? order[t->order_len - 1] : NULL, *n = order[i];
        if (!last || !same_key(last, n))
            order[t->order_len++] = n;
        else if (!last->line)
            take_over(last, n);
        else
            tree_fault(t, n, "code", MSG_unit_twice, n->row.code, text_int64_t(t->c, last->line)), n->gone = true;
    }
}

/* ---- parents and first days ---- */

/* The rows of a code: first of them, and how many. */
static Node **rows_of(const Tree *t, Str code, size_t *n)
{
    size_t lo = 0, hi = t->order_len;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (str_cmp(t->order[mid]->row.code, code) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (*n = 0; lo + *n < t->order_len && str_eq(t->order[lo + *n]->row.code, code);)
        ++*n;
    return t->order + lo;
}

bool ends_before(const Node *n, Day d)
{
    return n->row.valid_to.n && n->row.valid_to.n < d.n;
}

static const Day never = {INT32_MAX};
static Day last_day(const Node *n)
{
    return n->row.valid_to.n ? n->row.valid_to : never;
}

/* The row of the parent's code that is in force on the child's last day; NULL: none is. Rows of one code do
 * not overlap, so it is the one that ends first among those that reach so far. */
static Node *parent_of(const Tree *t, const Node *n, bool *known)
{
    size_t len;
    Node **rows = rows_of(t, n->row.parent_code, &len), *best = NULL;
    *known = len > 0;
    for (size_t i = 0; i < len; i++)
        if (last_day(rows[i]).n >= last_day(n).n &&
            (!rows[i]->row.valid_from.n || rows[i]->row.valid_from.n <= last_day(n).n) &&
            (!best || last_day(rows[i]).n < last_day(best).n))
            best = rows[i];
    return best;
}

static Str text_of(const Tree *t, Day d)
{
    return d.n == never.n ? S("…") : day_vi(t->c->arena, d);
}

static void wrong_parent(const Tree *t, Node *n, int message, Str b)
{
    tree_fault(t, n, "parent_code", message, n->row.parent_code, b);
    n->faulty = n->resolved = true;
    n->begins = n->row.valid_from.n ? n->row.valid_from : BEFORE_ALL;
}

/* True: settled, one way or the other; false: its parent is not yet. */
static bool resolve(const Tree *t, Node *n)
{
    bool known;
    if (!n->row.parent_code.len) {
        n->begins = n->row.valid_from.n ? n->row.valid_from : BEFORE_ALL;
        return n->resolved = true;
    }
    Node *p = parent_of(t, n, &known);
    if (!p) return wrong_parent(t, n, known ? MSG_unit_outlives : MSG_unit_no_parent, text_of(t, last_day(n))), true;
    if (!p->resolved) return false;
    n->parent = place_of(t, p);
    n->begins = n->row.valid_from.n ? n->row.valid_from : p->begins;
    if (n->begins.n < p->begins.n) return wrong_parent(t, n, MSG_unit_before_parent, text_of(t, p->begins)), true;
    return n->resolved = true;
}

static void resolve_all(Tree *t)
{
    for (size_t i = 0; i < t->order_len; i++) /* a line that cannot be read is no fault of those that name it */
        if (t->order[i]->faulty) {
            t->order[i]->resolved = true;
            t->order[i]->begins = t->order[i]->row.valid_from.n ? t->order[i]->row.valid_from : BEFORE_ALL;
        }
    for (bool on = true, left = true; on && left;) {
        on = left = false;
        for (size_t i = 0; i < t->order_len; i++) {
            if (t->order[i]->resolved) continue;
            bool done = resolve(t, t->order[i]);
            on |= done, left |= !done;
        }
    }
    for (size_t i = 0; i < t->order_len; i++) /* who waits for ever waits for himself, or for one who does */
        if (!t->order[i]->resolved) wrong_parent(t, t->order[i], MSG_unit_cycle, (Str){0});
}

static void check_overlap(const Tree *t)
{
    for (size_t i = 0; i < t->order_len; i++) {
        Node *n = t->order[i], *next = i + 1 < t->order_len ? t->order[i + 1] : NULL;
        if (n->faulty) continue;
        if (ends_before(n, n->begins))
            tree_fault(t, n, "valid_to", MSG_unit_ends_first, text_of(t, n->row.valid_to), text_of(t, n->begins));
        if (!next || next->faulty || !str_eq(n->row.code, next->row.code) || ends_before(n, next->begins)) continue;
        const Node *of_file = next->line ? next : n;
        tree_fault(t, of_file, "valid_from", MSG_unit_overlap, n->row.code, text_of(t, next->begins));
    }
}

/* ---- predecessors ---- */

static bool listed(Str list, Str one)
{
    while (list.len)
        if (str_eq(str_trim(str_cut(&list, ';')), one)) return true;
    return false;
}

static Node *in_force_on(const Tree *t, Str code, Day d, bool *known)
{
    size_t len;
    Node **rows = rows_of(t, code, &len);
    *known = len > 0;
    for (size_t i = 0; i < len; i++)
        if (rows[i]->begins.n <= d.n && !ends_before(rows[i], d)) return rows[i];
    return NULL;
}

static void add_link(Tree *t, const Node *n, Str code, size_t first)
{
    bool known;
    const Day eve = {n->row.valid_from.n - 1};
    const Node *from = in_force_on(t, code, eve, &known);
    for (size_t i = first; i < t->link_len; i++)
        if (str_eq(t->link[i].code, code))
            return tree_fault(t, n, "predecessor_codes", MSG_unit_named_twice, code, S(""));
    if (!from && known) return tree_fault(t, n, "predecessor_codes", MSG_unit_not_before, code, text_of(t, eve));
    if (!from && t->report && n->line) {
        const Str args[] = {code};
        import_note(t->c, t->report, n->line, S("predecessor_codes"),
                    msg_with(t->c, MSG_unit_no_predecessor, args, LEN(args)));
    }
    t->link[t->link_len++] =
        (Link){code, from ? place_of(t, from) : 0, place_of(t, n), listed(n->row.partial_predecessors, code)};
}

static size_t count_codes(Str list)
{
    size_t n = 0;
    while (list.len)
        n += str_trim(str_cut(&list, ';')).len > 0;
    return n;
}

static void links_of(Tree *t, const Node *n)
{
    const size_t first = t->link_len;
    if (n->row.predecessor_codes.len && !n->row.valid_from.n)
        return tree_fault(t, n, "valid_from", MSG_unit_no_first_day, n->row.code, S(""));
    for (Str rest = n->row.predecessor_codes; rest.len;) {
        Str code = str_trim(str_cut(&rest, ';'));
        if (code.len) add_link(t, n, code, first);
    }
    for (Str rest = n->row.partial_predecessors; rest.len;) {
        Str code = str_trim(str_cut(&rest, ';'));
        if (code.len && !listed(n->row.predecessor_codes, code))
            tree_fault(t, n, "partial_predecessors", MSG_unit_partial, code, S(""));
    }
}

void tree_resolve(Tree *t)
{
    size_t links = 0;
    resolve_all(t);
    qsort(t->order, t->order_len, sizeof *t->order, by_begin);
    check_overlap(t);
    for (size_t i = 0; i < t->len; i++)
        links += count_codes(t->at[i].row.predecessor_codes);
    t->link = NEW(t->c->arena, Link, links + 1);
    for (size_t i = 0; i < t->len; i++)
        if (!t->at[i].gone && !t->at[i].faulty) links_of(t, &t->at[i]);
}

/* ---- today's tree ---- */

static Str common(Str x, Str y)
{
    size_t n = 0;
    for (size_t i = 0; i < x.len && i < y.len && x.ptr[i] == y.ptr[i]; i++)
        if (x.ptr[i] == '/') n = i + 1;
    return (Str){x.ptr, n};
}

bool took_over(const Tree *t, const Link *l)
{
    return l->from && AT(t, l->to)->begins.n == AT(t, l->from)->row.valid_to.n + 1;
}

/* Under which path a node lies; false: what it lies under has no place yet. `heads` gives the first link of
 * each node, `next` the further ones, both from 1. */
static bool above_of(const Tree *t, Node *n, const size_t *heads, const size_t *next, Str *above)
{
    size_t heirs = 0;
    if (ends_before(n, t->c->today))
        for (size_t i = heads[place_of(t, n) - 1]; i; i = next[i - 1]) {
            const Link *l = &t->link[i - 1];
            const Node *to = AT(t, l->to);
            if (!took_over(t, l)) continue;
            if (!to->placed) return false;
            *above = heirs++ ? common(*above, to->path) : to->path;
            n->heir = heirs == 1 && !l->partial ? to->heir : 0;
        }
    if (heirs) return true;
    const Node *p = n->parent ? AT(t, n->parent) : NULL;
    if (p && !p->placed) return false;
    *above = p ? p->path : S("/");
    n->heir = ends_before(n, t->c->today) ? 0 : n->row.id;
    return true;
}

static bool place(const Tree *t, Node *n, const size_t *heads, const size_t *next)
{
    Str above = S("/");
    if (!above_of(t, n, heads, next, &above)) return false;
    n->path = arena_fmt(t->c->arena, STR "%lld/", ARG(above), (long long)n->row.id);
    n->in_force = n->begins.n <= t->c->today.n && !ends_before(n, t->c->today);
    return n->placed = true;
}

static int by_id(const void *a, const void *b)
{
    const Node *x = *(Node *const *)a, *y = *(Node *const *)b;
    return (x->row.id > y->row.id) - (x->row.id < y->row.id);
}

static void widen(Tree *t)
{
    qsort(t->order, t->order_len, sizeof *t->order, by_id);
    for (size_t i = 0; i < t->order_len; i++) {
        if (!t->order[i]->in_force) continue;
        for (Str rest = t->order[i]->path; rest.len;) {
            Node key = {.row.id = 0}, *at = &key;
            if (!str_int(str_cut(&rest, '/'), &key.row.id) || key.row.id == t->order[i]->row.id) continue;
            Node **found = bsearch(&at, t->order, t->order_len, sizeof *t->order, by_id);
            assert(found);
            (*found)->wide = true;
        }
    }
}

Err tree_place(Tree *t)
{
    Arena *a = t->c->arena;
    size_t *heads = NEW(a, size_t, t->len + 1), *next = NEW(a, size_t, t->link_len + 1);
    for (size_t i = t->link_len; i; i--) {
        if (!t->link[i - 1].from) continue;
        next[i - 1] = heads[t->link[i - 1].from - 1];
        heads[t->link[i - 1].from - 1] = i;
    }
    for (bool on = true, left = true; left;) { /* a successor ends later, a parent is higher: it comes to an end */
        if (!on) return FAIL(ERR_INTERNAL, "the tree of units runs in a circle");
        on = left = false;
        for (size_t i = 0; i < t->order_len; i++) {
            if (t->order[i]->placed) continue;
            bool done = place(t, t->order[i], heads, next);
            on |= done, left |= !done;
        }
    }
    widen(t);
    return OK;
}

/* ---- storing it ---- */

static Err store_path(Ctx *c, const Node *n)
{
    TRY(unit_above_drop(c, n->row.id));
    for (Str rest = n->path; rest.len;) {
        int64_t id;
        if (str_int(str_cut(&rest, '/'), &id)) TRY(unit_above_add(c, n->row.id, id));
    }
    return OK;
}

static int by_successor(const void *a, const void *b)
{
    const UnitLink *x = a, *y = b;
    int order = (x->successor > y->successor) - (x->successor < y->successor);
    return order ? order : str_cmp(x->predecessor_code, y->predecessor_code);
}

static bool same_link(const UnitLink *x, const UnitLink *y)
{
    return x->successor == y->successor && x->predecessor == y->predecessor && x->partial == y->partial &&
           str_eq(x->predecessor_code, y->predecessor_code);
}

static Err store_links(Tree *t, bool *moved)
{
    UnitLinkRows was;
    UnitLink *now = NEW(t->c->arena, UnitLink, t->link_len + 1);
    for (size_t i = 0; i < t->link_len; i++) {
        const Link *l = &t->link[i];
        now[i] = (UnitLink){l->code, l->from ? AT(t, l->from)->row.id : 0, AT(t, l->to)->row.id, l->partial};
    }
    qsort(now, t->link_len, sizeof *now, by_successor);
    TRY(unit_links(t->c, &was));
    if (was.len) qsort(was.at, was.len, sizeof *was.at, by_successor);
    bool same = was.len == t->link_len;
    for (size_t i = 0; same && i < was.len; i++)
        same = same_link(&was.at[i], &now[i]);
    if (same) return OK;
    *moved = true;
    for (size_t i = 0; i < was.len; i++)
        if (!i || was.at[i].successor != was.at[i - 1].successor) TRY(unit_link_drop(t->c, was.at[i].successor));
    for (size_t i = 0; i < t->link_len; i++)
        TRY(unit_link_add(
            t->c, (UnitLinkAdd){now[i].predecessor_code, now[i].predecessor, now[i].successor, now[i].partial}));
    return OK;
}

static bool same_place(const Node *n, int64_t parent)
{
    const UnitRow *r = &n->row;
    return r->begins.n == n->begins.n && r->parent == parent && r->in_force == n->in_force && r->heir == n->heir &&
           r->wide == n->wide && str_eq(r->path, n->path);
}

Err tree_store(Tree *t, bool *moved)
{
    for (size_t i = 0; i < t->len; i++) {
        const Node *n = &t->at[i];
        const int64_t id = n->row.id, parent = n->parent ? AT(t, n->parent)->row.id : 0;
        if (n->gone || same_place(n, parent)) continue;
        TRY(unit_place(t->c, (UnitPlace){id, n->begins, parent, n->in_force, n->heir, n->path, n->wide}));
        if (!str_eq(n->row.path, n->path)) TRY(store_path(t->c, n));
        *moved = true;
    }
    return store_links(t, moved);
}

static Err keep(Ctx *c, Node *n, ImportReport *r)
{
    const UnitRow *u = &n->row;
    const Str folded = fold(c->arena, u->name), key = vi_key(c->arena, u->name);
    if (u->id && !n->changed) return OK;
    if (u->id) {
        r->changed++;
        return unit_change(c, (UnitChange){u->id, u->valid_to, u->name, u->kind, u->parent_code, u->predecessor_codes,
                                           u->partial_predecessors, u->code_source, u->source, u->note, folded, key});
    }
    UnitId id;
    TRY(unit_add(c,
                 (UnitAdd){u->code, u->valid_from, u->valid_to, u->name, u->kind, u->parent_code, u->predecessor_codes,
                           u->partial_predecessors, u->code_source, u->source, u->note, folded, key},
                 &id));
    n->row.id = id.id;
    r->added++;
    return OK;
}

Err tree_check_work(Tree *t)
{
    for (size_t i = 0; unit_work && i < t->len; i++) {
        const Node *n = &t->at[i];
        bool followed = false;
        Str work;
        if (n->gone || !n->row.id || !n->changed || !n->row.valid_to.n) continue;
        for (size_t k = 0; k < t->link_len; k++)
            followed |= t->link[k].from == place_of(t, n) && took_over(t, &t->link[k]);
        if (followed) continue;
        TRY(unit_work(t->c, n->row.id, &work));
        if (work.len) tree_fault(t, n, "valid_to", MSG_unit_open_work, n->row.name, work);
    }
    return OK;
}

Err tree_finish(Tree *t)
{
    bool moved = false;
    for (size_t i = 0; i < t->len; i++)
        if (!t->at[i].gone) TRY(keep(t->c, &t->at[i], t->report));
    TRY(tree_place(t));
    TRY(tree_store(t, &moved));
    return moved && unit_moved ? unit_moved(t->c) : OK;
}
