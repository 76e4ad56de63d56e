/* found.c - files in the search: on the shelf of everybody once they are published, before on that of their readers. */
#include "casework/engine.h"

enum { PAGE = 500 };

static bool is_sealed(const Flow *flow, const Casefile *f)
{
    const int state = state_of(flow, f->state);
    return state <= NEW_FILE || (flow->sealed & IN(state));
}

static bool is_on(const Flow *flow, const Casefile *f, bool staff)
{
    const bool public = f->public && flow->page;
    return !is_sealed(flow, f) && public == !staff;
}

/* What a file of the shelf is found by; no title: by nothing. */
static Err doc_of_file(Ctx *c, const Flow *flow, const Casefile *f, bool staff, SearchDoc *out)
{
    Words w = {0};
    TRY(flow->words(c, f, staff, &w));
    *out = (SearchDoc){.shelf = shelf_name(c->arena, flow->kind, staff),
                       .key = f->code,
                       .title = w.title,
                       .text = w.text,
                       .unit = f->unit,
                       .day = f->opened};
    return OK;
}

static Err shelve(Ctx *c, const Flow *flow, const Casefile *f, bool staff)
{
    SearchDoc d = {0};
    if (is_on(flow, f, staff)) TRY(doc_of_file(c, flow, f, staff, &d));
    return d.title.len ? search_put(c, &d) : search_drop(c, shelf_name(c->arena, flow->kind, staff), f->code);
}

Err casework_found(Ctx *c, const Flow *flow, const Casefile *f)
{
    if (!flow->words) return OK;
    if (flow->page) TRY(shelve(c, flow, f, false));
    return shelve(c, flow, f, true);
}

static Err walk(Ctx *c, const Shelving *s, int64_t *after, bool *more, SearchDocs *out)
{
    CasefileRows rows;
    TRY(casefile_of_kind(c, (CasefileOfKind){str(s->kind), *after, PAGE}, &rows));
    for (size_t i = 0; i < rows.len; i++) {
        const Casefile *f = &rows.at[i];
        SearchDoc d = {0};
        if (is_on(s->flow, f, s->staff)) TRY(doc_of_file(c, s->flow, f, s->staff, &d));
        if (d.title.len) search_docs_add(out, d);
        *after = f->id;
    }
    *more = rows.len == PAGE;
    return OK;
}

/* The same question as before its page is shown. */
static Err stands(Ctx *c, const Shelving *s, Str key, bool *yes)
{
    Casefile f;
    const Err e = casefile_by_code(c, key, &f);
    *yes = !e && is_on(s->flow, &f, s->staff) && (!s->staff || casework_may_read(c, s->flow, &f));
    return e == ERR_NOT_FOUND ? OK : e;
}

size_t casework_shelves(const Flow *flow, Shelving *out)
{
    size_t n = 0;
    if (!flow->words) return 0;
    if (flow->page) out[n++] = (Shelving){flow->kind, false, flow->page, 0, flow, walk, stands};
    out[n++] = (Shelving){flow->kind, true, "/can-bo/ho-so", 0, flow, walk, stands};
    return n;
}
