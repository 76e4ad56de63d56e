/* merge.c - units that end and the one that takes over, put into the list as an import would put them. */
#include "unit/tree.h"
#include <string.h>

/* Which part of the question a row of the list comes from: stands in the place of the line of a file. */
enum { STORED, ENDING, OPENING, SHARING, GOING_ON };

/* The stored unit that would else stand on the day and on its eve. */
static Node *standing(const Tree *t, Str code, Day on)
{
    for (size_t i = 0; i < t->len; i++) {
        Node *n = &t->at[i];
        if (!n->line && str_eq(n->row.code, code) && n->row.begins.n < on.n && !ends_before(n, on)) return n;
    }
    return NULL;
}

static bool begins_then(const Tree *t, Str code, Day on)
{
    for (size_t i = 0; i < t->len; i++)
        if (!t->at[i].line && str_eq(t->at[i].row.code, code) && t->at[i].row.valid_from.n == on.n) return true;
    return false;
}

static bool already(const Tree *t, const Node *was)
{
    for (size_t i = 0; i < t->len; i++)
        if (t->at[i].line && t->at[i].row.id == was->row.id && was->row.id) return true;
    return false;
}

static void add_code(Buf *list, Str code)
{
    if (list->len) buf_char(list, ';');
    buf_str(list, code);
}

/* The row with its last day, behind the stored one that it will take the place of. */
static void end_row(Tree *t, const Node *was, int64_t line, Day last)
{
    Node *n = &t->at[t->len++];
    *n = (Node){.line = line, .row = was->row};
    n->row.valid_to = last;
}

typedef struct {
    Tree t;
    Form *form;
    ImportReport report;
    Buf whole, parts; /* predecessors of the new unit */
} Work;

static void end_listed(Work *w, const Merge *m, Str codes, int64_t line, const char *field)
{
    Ctx *c = w->t.c;
    const Day last = {m->day.n - 1};
    while (codes.len) {
        const Str code = str_trim(str_cut(&codes, ';'));
        const Node *was = code.len ? standing(&w->t, code, m->day) : NULL;
        if (!code.len) continue;
        if (!was) {
            form_fault(c, w->form, field, "E_UNKNOWN_REF", MSG_unit_merge_not_there, code);
            continue;
        }
        if (already(&w->t, was)) {
            form_fault(c, w->form, field, "E_DUP", MSG_unit_merge_twice, code);
            continue;
        }
        end_row(&w->t, was, line, last);
        add_code(&w->whole, code);
        if (line == SHARING) add_code(&w->parts, code);
    }
}

/* What only a part was taken from goes on under its own code. */
static void go_on(Work *w, const Merge *m, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++) {
        if (w->t.at[i].line != SHARING) continue;
        Node *n = &w->t.at[w->t.len++];
        *n = (Node){.line = GOING_ON, .row = w->t.at[i].row};
        n->row.id = 0, n->row.valid_from = m->day, n->row.valid_to = (Day){0}, n->row.begins = (Day){0};
        n->row.predecessor_codes = n->row.partial_predecessors = n->row.code;
        n->row.source = m->source, n->row.note = (Str){0};
    }
}

static void open_row(Work *w, const Merge *m, Str code_source)
{
    w->t.at[w->t.len++] = (Node){
        .line = OPENING,
        .row = {.code = m->code,
                .valid_from = m->day,
                .name = m->name,
                .kind = m->kind,
                .parent_code = m->parent,
                .predecessor_codes = buf_done(&w->whole),
                .partial_predecessors = buf_done(&w->parts),
                .code_source = code_source,
                .source = m->source},
    };
}

/* A fault of the list, at the field of the question that caused it. */
static void hand_on(Work *w)
{
    static const struct {
        const char *column, *field;
    } of_new[] = {
        {"parent_code",          "parent"},
        {"valid_from",           "day"   },
        {"predecessor_codes",    "ends"  },
        {"partial_predecessors", "parts" },
    };
    for (size_t i = 0; i < w->report.len; i++) {
        const ImportFault *x = &w->report.at[i];
        const char *field = x->line == ENDING || x->line == STORED ? "ends" : x->line == OPENING ? "code" : "parts";
        for (size_t k = 0; x->line == OPENING && k < LEN(of_new); k++)
            if (str_eq(x->field, str(of_new[k].column))) field = of_new[k].field;
        form_fault(w->t.c, w->form, field, str_eq(x->field, S("valid_to")) ? "E_STATE" : "E_RANGE", MSG_unit_merge_why,
                   x->reason);
    }
}

static Err prepare(Ctx *c, const Merge *m, Work *w)
{
    size_t room = 4;
    for (size_t i = 0; i < m->ends.len + m->parts.len; i++)
        room += (i < m->ends.len ? m->ends.ptr[i] : m->parts.ptr[i - m->ends.len]) == ';';
    w->whole.arena = w->parts.arena = c->arena;
    TRY(tree_load(c, 2 * room, &w->t));
    w->t.report = &w->report;
    const size_t first = w->t.len;
    end_listed(w, m, m->ends, ENDING, "ends");
    end_listed(w, m, m->parts, SHARING, "parts");
    if (begins_then(&w->t, m->code, m->day)) form_fault(c, w->form, "code", "E_DUP", MSG_unit_merge_exists, m->code);
    const Node *same = standing(&w->t, m->code, m->day);
    if (same && !already(&w->t, same)) {
        end_row(&w->t, same, ENDING, (Day){m->day.n - 1});
        add_code(&w->whole, m->code);
    }
    const size_t end = w->t.len;
    if (end > first) open_row(w, m, w->t.at[first].row.code_source);
    go_on(w, m, first, end);
    if (!w->form->ok) return ERR_INVALID;
    tree_merge(&w->t);
    tree_resolve(&w->t);
    TRY(tree_check_work(&w->t));
    hand_on(w);
    return w->form->ok ? OK : ERR_INVALID;
}

static UnitLine line_of(const UnitRow *r)
{
    return (UnitLine){.code = r->code,
                      .name = r->name,
                      .kind = r->kind,
                      .parent_code = r->parent_code,
                      .valid_from = r->valid_from,
                      .predecessor_codes = r->predecessor_codes,
                      .partial_predecessors = r->partial_predecessors,
                      .source = r->source};
}

Err unit_merge_plan(Ctx *c, const Merge *m, Form *form, MergePlan *out)
{
    Work w = {.form = form};
    TRY(prepare(c, m, &w));
    *out = (MergePlan){
        {NEW(c->arena, UnitEnding, w.t.len), 0},
        {NEW(c->arena, UnitLine,   w.t.len), 0}
    };
    for (size_t i = 0; i < w.t.len; i++) {
        const Node *n = &w.t.at[i];
        if (n->gone || !n->line) continue;
        if (!n->row.id) {
            out->opens.at[out->opens.len++] = line_of(&n->row);
            continue;
        }
        UnitEnding *e = &out->ends.at[out->ends.len++];
        TRY(unit_by_id(c, n->row.id, &e->was));
        e->was.valid_to = n->row.valid_to, e->whole = n->line == ENDING;
    }
    return OK;
}

Err unit_merge(Ctx *c, const Merge *m, Form *form)
{
    Work w = {.form = form};
    TRY(prepare(c, m, &w));
    return tree_finish(&w.t);
}
