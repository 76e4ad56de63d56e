/* schema.c - migrations, and the check of a whole file. */
#include "store/sqlite.h"
#include <assert.h>
#include <stdio.h>

int store_schema(Store *s)
{
    int64_t number = 0;
    return store_number(s, "PRAGMA user_version", &number) ? -1 : (int)number;
}

/* A table may be rebuilt by a migration, so references are off meanwhile and counted after. */
static Err references(Store *s, const Migration *m)
{
    int64_t broken = 0;
    TRY(store_number(s, "SELECT count(*) FROM pragma_foreign_key_check", &broken));
    if (broken) return FAIL(ERR_INTERNAL, "%s: %lld rows refer to nothing", m->name, (long long)broken);
    return OK;
}

static Err change(Store *s, const Migration *m)
{
    char number[48];
    snprintf(number, sizeof number, "PRAGMA user_version=%d", m->number);
    TRY(store_exec(s, m->name, m->text));
    if (sqlite3_get_autocommit(s->db)) return FAIL(ERR_INTERNAL, "%s: ends its transaction", m->name);
    TRY(references(s, m));
    return store_exec(s, m->name, number);
}

static Err migrate_one(Store *s, const Migration *m)
{
    TRY(store_do(s, BEGIN_WRITE));
    Err e = OK;
    if (store_schema(s) < m->number) e = change(s, m); /* else another process was faster */
    s->writes = false; /* no leaf comes of a migration, and the tables of the ledger may not be there yet */
    if (!e) e = store_do(s, COMMIT);
    if (!e) return OK;
    Err ignored = store_do(s, ROLLBACK);
    (void)ignored;
    return e;
}

static Err migrate_all(Store *s, const Migration *all, const char **name)
{
    int now = store_schema(s);
    if (now < 0) return ERR_INTERNAL;
    for (const Migration *m = all; m->number; m++) {
        assert(m == all || m->number > m[-1].number);
        if (m->number <= now) continue;
        *name = m->name;
        TRY(migrate_one(s, m));
    }
    *name = NULL;
    return OK;
}

Err store_migrate_to(Store *s, const Migration *all, const char **name)
{
    assert(!s->open);
    *name = NULL;
    TRY(store_exec(s, "migration", "PRAGMA foreign_keys=OFF"));
    Err e = migrate_all(s, all, name);
    TRY(store_exec(s, "migration", "PRAGMA foreign_keys=ON"));
    return e;
}

Err store_migrate(Store *s, const char **name)
{
    return store_migrate_to(s, store_migrations, name);
}

/* Steps to the first row; an error of the file itself is a finding, too. */
static bool first_row(Store *s, sqlite3_stmt *st, Arena *a, Str *why)
{
    int rc = sqlite3_step(st);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE) *why = arena_fmt(a, "cannot be read: %s", sqlite3_errmsg(s->db));
    return rc == SQLITE_ROW;
}

static const char *text(sqlite3_stmt *st, int col)
{
    const char *z = (const char *)sqlite3_column_text(st, col);
    return z ? z : "?";
}

Err store_check(Ctx *c, Str *why)
{
    Store *s = c->store;
    sqlite3_stmt *st;
    *why = (Str){0};
    TRY(store_outcome(s, "check", sqlite3_prepare_v2(s->db, "PRAGMA integrity_check(1)", -1, &st, NULL)));
    if (first_row(s, st, c->arena, why) && sqlite3_stricmp(text(st, 0), "ok") != 0)
        *why = str(arena_copy(c->arena, str(text(st, 0))).ptr);
    sqlite3_finalize(st);
    if (why->len) return ERR_INTERNAL;
    TRY(store_outcome(s, "check", sqlite3_prepare_v2(s->db, "PRAGMA foreign_key_check", -1, &st, NULL)));
    if (first_row(s, st, c->arena, why))
        *why = arena_fmt(c->arena, "table %s, row %s refers to a missing row of %s", text(st, 0), text(st, 1),
                         text(st, 2));
    sqlite3_finalize(st);
    return why->len ? ERR_INTERNAL : OK;
}
