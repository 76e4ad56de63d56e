/* search_command.c - kheo search: a table searched as the site is; kheo reindex: the index made anew. */
#include "app/command.h"
#include "app/lock.h"
#include "app/turn.h"
#include "base/csv.h"
#include "search/search.h"

/* ---- a table, in memory ---- */

typedef struct {
    Shelving shelf;
    CsvReader in; /* the rows refer to it */
    const CsvRow *rows;
    size_t len;
} Table;

/* From the last row to the first: of two that are as good the newer one comes first, and that is to be the upper. */
static Err rows_walk(Ctx *c, const Shelving *s, int64_t *after, bool *more, SearchDocs *out)
{
    const Table *t = (const Table *)s; /* its first member */
    for (int n = 0; n < 1000 && *after < (int64_t)t->len; n++) {
        const CsvRow *row = &t->rows[t->len - (size_t)++ * after];
        search_docs_add(out, (SearchDoc){.shelf = shelf_name(c->arena, s->kind, false),
                                         .key = csv_cell(row, "id"),
                                         .title = csv_cell(row, "title"),
                                         .text = csv_cell(row, "text")});
    }
    *more = *after < (int64_t)t->len;
    return OK;
}

static bool table_read(const Command *x, Table *t)
{
    Str text;
    size_t cap = 0;
    CsvRow *rows = NULL;
    if (!file_read(x, x->argv[0], &text)) return false;
    t->in = csv_open(x->arena, text);
    if (!csv_has(&t->in, "id") || !csv_has(&t->in, "text"))
        return complain(NOT_SO, "'%s' needs the columns id and text; title may come beside them", x->argv[0]), false;
    for (;; t->len++) {
        rows = arena_grown(x->arena, rows, t->len, &cap, sizeof *rows);
        if (!csv_next(&t->in, &rows[t->len])) break;
    }
    t->rows = rows;
    if (t->in.faults)
        return complain(NOT_SO, "'%s' line %lld cannot be read as a table: mend it", x->argv[0],
                        (long long)t->in.fault[0].line),
               false;
    return true;
}

static bool table_search(Ctx *c, const Table *t, Str typed, SearchHits *out)
{
    const Shelving *const all[] = {&t->shelf, NULL};
    const SearchQuery q = search_query(c->arena, typed);
    const SearchIn in = {.shelf = shelf_name(c->arena, t->shelf.kind, false), .n = MOST_RANKED};
    const char *name;
    int64_t n;
    return !store_migrate(c->store, &name) && !search_rebuild(c, all, &n) && !search_find(c, &q, &in, out);
}

int search_command(const Command *x)
{
    Table t = {
        .shelf = {.kind = "table", .walk = rows_walk}
    };
    SearchHits hits;
    Str why;
    if (!table_read(x, &t)) return NOT_SO;
    Ctx c = {.arena = x->arena, .store = store_open(x->arena, ":memory:", CREATE, &why)};
    if (!c.store) return complain(NOT_SO, STR, ARG(why));
    const bool ok = table_search(&c, &t, str(x->argv[1]), &hits);
    for (size_t i = 0; ok && i < hits.len; i++)
        say(arena_fmt(x->arena, STR "\n", ARG(hits.at[i].key)));
    store_free(c.store);
    return ok ? DONE : complain(NOT_SO, "'%s' could not be searched: see above", x->argv[0]);
}

/* ---- the index of the data file ---- */

static Err rebuild(Ctx *c, int64_t *n)
{
    TRY(store_do(c->store, BEGIN_WRITE));
    return turn_close(c->store, search_rebuild(c, search_shelves, n));
}

int reindex_command(const Command *x)
{
    Ctx c;
    int64_t n = 0;
    if (!lock_take(x->s.data)) return complain(NOT_SO, "'%s' is being served: stop the server first", x->s.data);
    if (!data_open(x, READ_WRITE, &c)) return NOT_SO;
    const Err e = rebuild(&c, &n);
    data_close(&c);
    if (e) return complain(NOT_SO, "'%s' could not be indexed: see above; nothing was changed", x->s.data);
    say(arena_fmt(x->arena, "%s: %lld documents can be found\n", x->s.data, (long long)n));
    return DONE;
}
