/* procedure_found.c - procedures in the search: each by its newest version. */
#include "procedure/procedure.h"

enum { PAGE = 200 };

static SearchDoc doc_of_procedure(Ctx *c, const Procedure *p)
{
    return (SearchDoc){
        .shelf = shelf_name(c->arena, "procedure", false),
        .key = p->code,
        .title = p->name,
        .text = arena_fmt(c->arena, STR ". " STR "\n" STR, ARG(code_text(c, p)), ARG(p->domain), ARG(p->result_name)),
        .day = p->valid_from};
}

Err procedure_shelve(Ctx *c, Str code)
{
    Procedure p;
    TRY(procedure_newest(c, code, &p));
    const SearchDoc d = doc_of_procedure(c, &p);
    return search_put(c, &d);
}

static Err walk(Ctx *c, const Shelving *s, int64_t *after, bool *more, SearchDocs *out)
{
    ProcedureRows rows;
    (void)s;
    TRY(procedure_newest_after(c, *after, PAGE, &rows));
    for (size_t i = 0; i < rows.len; i++) {
        search_docs_add(out, doc_of_procedure(c, &rows.at[i]));
        *after = rows.at[i].id;
    }
    *more = rows.len == PAGE;
    return OK;
}

/* One that is not in force has no page. */
static Err stands(Ctx *c, const Shelving *s, Str key, bool *yes)
{
    Procedure p;
    (void)s;
    const Err e = procedure_on(c, key, c->today, &p);
    *yes = !e;
    return e == ERR_NOT_FOUND ? OK : e;
}

const Shelving procedure_shelf = {
    .kind = "procedure", .page = "/thu-tuc", .label = MSG_procedure_list_title, .walk = walk, .stands = stands};
