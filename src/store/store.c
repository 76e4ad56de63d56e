/* store.c - statements and transactions on SQLite. */
#include "store/sqlite.h"
#include <assert.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* ---- outcome ---- */

/* Something outside the program: said once, and again after a commit came between. */
static Err trouble(Store *s, const char *what, int rc)
{
    if (s->said == rc) return ERR_BUSY;
    s->said = rc;
    return FAIL(ERR_BUSY, "%s: %s (sqlite %d, errno %d)", what, sqlite3_errmsg(s->db), rc, sqlite3_system_errno(s->db));
}

/* A rule of the schema that the rules in C should have asked before is said too: it is a bug. */
static Err conflict(Store *s, const char *what, int rc)
{
    if (rc == SQLITE_CONSTRAINT_CHECK || rc == SQLITE_CONSTRAINT_NOTNULL || rc == SQLITE_CONSTRAINT_DATATYPE)
        return FAIL(ERR_CONFLICT, "%s: %s", what, sqlite3_errmsg(s->db));
    return ERR_CONFLICT;
}

static bool is_read_error(int rc) /* the disk gives wrong data: waiting does not mend it */
{
    return rc == SQLITE_IOERR_READ || rc == SQLITE_IOERR_SHORT_READ || rc == SQLITE_IOERR_DATA ||
           rc == SQLITE_IOERR_CORRUPTFS;
}

/* The message is cut at the first of the bytes in `stop`. */
static Err outcome(Store *s, const char *what, int rc, const char *stop)
{
    if (rc == SQLITE_OK || rc == SQLITE_ROW || rc == SQLITE_DONE) return OK;
    if (s->undone) return ERR_BUSY; /* the first error was the cause */
    if (s->open && sqlite3_get_autocommit(s->db)) s->undone = true;
    if (rc == SQLITE_IOERR_FSYNC || rc == SQLITE_IOERR_DIR_FSYNC) s->sync_lost = true;
    switch (rc & 0xff) {
    case SQLITE_CONSTRAINT:
        return conflict(s, what, rc);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ERR_BUSY;
    case SQLITE_FULL:
    case SQLITE_CANTOPEN:
        return trouble(s, what, rc);
    case SQLITE_READONLY:
        if (s->read_only) break; /* a page that writes */
        return trouble(s, what, rc);
    case SQLITE_IOERR:
        if (is_read_error(rc)) break;
        return trouble(s, what, rc);
    }
    const char *why = sqlite3_errmsg(s->db);
    return FAIL(ERR_INTERNAL, "%s: %.*s (sqlite %d)", what, (int)strcspn(why, stop), why, rc);
}

Err store_outcome(Store *s, const char *what, int rc)
{
    return outcome(s, what, rc, "");
}

/* ---- statements ---- */

static Err prepare(Store *s, const Sql *sql, Stmt *st)
{
    st->of = s, st->sql = sql;
    return store_outcome(s, sql->name,
                         sqlite3_prepare_v3(s->db, sql->sqlite, -1, SQLITE_PREPARE_PERSISTENT, &st->raw, NULL));
}

static void add_tables(Tables *to, Tables more)
{
    for (size_t i = 0; i < LEN(to->at); i++)
        to->at[i] |= more.at[i];
}

Err store_stmt(Ctx *c, const Sql *sql, Stmt **out)
{
    Store *s = c->store;
    assert(sql >= __start_kheo_sql);
    assert(sql < __stop_kheo_sql);
    if (s->undone) return ERR_BUSY;
    Stmt *st = &s->slot[sql - __start_kheo_sql];
    if (!st->raw) TRY(prepare(s, sql, st));
    if (st->used) {
        sqlite3_reset(st->raw);
    } else {
        st->used = true, st->next_used = s->used, s->used = st;
    }
    s->statements++;
    add_tables(&s->reads, sql->reads), add_tables(&s->writes_to, sql->writes);
    *out = st;
    return OK;
}

Err store_step(Ctx *c, Stmt *st, bool *row)
{
    assert(st->of == c->store);
    *row = false;
    if (st->of->undone) return ERR_BUSY; /* or it would run and commit by itself */
    int rc = sqlite3_step(st->raw);
    *row = rc == SQLITE_ROW;
    if (*row) return OK;
    /* What it puts between quotes here may be a bound value: a word somebody searched for. */
    Err e = outcome(st->of, st->sql->name, rc, "\"[");
    sqlite3_reset(st->raw);
    return e;
}

void store_reset(Stmt *st)
{
    sqlite3_reset(st->raw);
}

/* Bound text points into the request's memory: no statement keeps it longer. */
void store_settle(Store *s)
{
    for (Stmt *st = s->used; st; st = st->next_used) {
        sqlite3_reset(st->raw);
        sqlite3_clear_bindings(st->raw);
        st->used = false;
    }
    s->used = NULL;
}

int64_t store_statements(const Store *s)
{
    return s->statements;
}

static void bound(int rc)
{
    assert(rc == SQLITE_OK); /* else the statement has no such parameter */
}

void store_bind_Str(Stmt *st, int i, Str v)
{
    bound(sqlite3_bind_text64(st->raw, i, v.ptr ? v.ptr : "", v.len, SQLITE_STATIC, SQLITE_UTF8));
}

void store_bind_Blob(Stmt *st, int i, Blob v)
{
    bound(sqlite3_bind_blob64(st->raw, i, v.ptr ? v.ptr : "", v.len, SQLITE_STATIC));
}

void store_bind_int64_t(Stmt *st, int i, int64_t v)
{
    bound(sqlite3_bind_int64(st->raw, i, v));
}

void store_bind_bool(Stmt *st, int i, bool v)
{
    bound(sqlite3_bind_int(st->raw, i, v));
}

void store_bind_Day(Stmt *st, int i, Day v)
{
    bound(sqlite3_bind_int(st->raw, i, v.n));
}

void store_bind_Time(Stmt *st, int i, Time v)
{
    bound(sqlite3_bind_int64(st->raw, i, v.ms));
}

void store_bind_Money(Stmt *st, int i, Money v)
{
    bound(sqlite3_bind_int64(st->raw, i, v.n));
}

Str store_Str(Ctx *c, Stmt *st, int col)
{
    const char *text = (const char *)sqlite3_column_text(st->raw, col);
    if (!text) return (Str){"", 0};
    return arena_copy(c->arena, (Str){text, (size_t)sqlite3_column_bytes(st->raw, col)});
}

Blob store_Blob(Ctx *c, Stmt *st, int col)
{
    const char *bytes = sqlite3_column_blob(st->raw, col);
    if (!bytes) return (Blob){"", 0};
    return arena_copy(c->arena, (Blob){bytes, (size_t)sqlite3_column_bytes(st->raw, col)});
}

int64_t store_int64_t(Stmt *st, int col)
{
    return sqlite3_column_int64(st->raw, col);
}

bool store_bool(Stmt *st, int col)
{
    return sqlite3_column_int(st->raw, col) != 0;
}

Day store_Day(Stmt *st, int col)
{
    return (Day){sqlite3_column_int(st->raw, col)};
}

Time store_Time(Stmt *st, int col)
{
    return (Time){sqlite3_column_int64(st->raw, col)};
}

Money store_Money(Stmt *st, int col)
{
    return (Money){sqlite3_column_int64(st->raw, col)};
}

int64_t store_new_id(const Ctx *c)
{
    return sqlite3_last_insert_rowid(c->store->db);
}

int64_t store_changed(const Ctx *c)
{
    return sqlite3_changes64(c->store->db);
}

/* ---- which commit wrote which table last ---- */

static _Atomic int64_t commits, written[TABLES_MAX];

/* Counted first and marked after: who asks in between gets the new number, and reads what it committed. */
static void note_commit(Tables wrote)
{
    const int64_t n = ++commits;
    for (int i = 0; i < TABLES_MAX; i++) {
        int64_t was = written[i];
        if (!(wrote.at[i / 64] >> (i % 64) & 1)) continue;
        while (was < n && !atomic_compare_exchange_weak(&written[i], &was, n)) {
        }
    }
}

int64_t store_commits(void)
{
    return commits;
}

Tables store_tables_read(const Store *s)
{
    return s->reads;
}

bool store_unchanged(Tables t, int64_t since)
{
    for (int i = 0; i < TABLES_MAX; i++)
        if ((t.at[i / 64] >> (i % 64) & 1) && written[i] > since) return false;
    return true;
}

/* ---- transactions ---- */

static const Sql steps[STEPS] = {
    [BEGIN_READ] = {.name = "begin",           .sqlite = "BEGIN"          },
    [BEGIN_WRITE] = {.name = "begin immediate", .sqlite = "BEGIN IMMEDIATE"},
    [COMMIT] = {.name = "commit",          .sqlite = "COMMIT"         },
    [ROLLBACK] = {.name = "rollback",        .sqlite = "ROLLBACK"       },
    [SAVEPOINT] = {.name = "savepoint",       .sqlite = "SAVEPOINT act"  },
    [RELEASE] = {.name = "release",         .sqlite = "RELEASE act"    },
    [ROLLBACK_TO] = {.name = "rollback to",     .sqlite = "ROLLBACK TO act"},
};

static Err take_step(Store *s, Step step)
{
    sqlite3_stmt **st = &s->step[step];
    int rc = SQLITE_OK;
    if (!*st) rc = sqlite3_prepare_v3(s->db, steps[step].sqlite, -1, SQLITE_PREPARE_PERSISTENT, st, NULL);
    if (rc == SQLITE_OK) rc = sqlite3_step(*st);
    Err e = store_outcome(s, steps[step].name, rc);
    sqlite3_reset(*st);
    return e;
}

Err (*store_seal)(Store *s);

static Err roll_back(Store *s)
{
    s->open = s->undone = s->writes = false;
    return sqlite3_get_autocommit(s->db) ? OK : take_step(s, ROLLBACK);
}

Err store_do(Store *s, Step step)
{
    if (step == ROLLBACK) return roll_back(s);
    if (s->undone) return ERR_BUSY;
    if (step == COMMIT && s->writes && store_seal) TRY(store_seal(s));
    TRY(take_step(s, step));
    if (step == BEGIN_READ || step == BEGIN_WRITE) {
        s->open = true, s->writes = step == BEGIN_WRITE;
        s->reads = s->writes_to = (Tables){0};
    }
    if (step == COMMIT && s->writes) note_commit(s->writes_to);
    if (step == COMMIT) s->open = s->writes = false, s->said = 0;
    return OK;
}

bool store_lost(const Store *s)
{
    return s->sync_lost;
}

/* SQLite's own checkpoint hides a failed sync from its caller, and the next attempt would succeed
 * although the pages are gone; so it is off, and its result is looked at here. A reader may hold a
 * part back: the next attempt is when as much has been written once more. */
Err store_tidy(Store *s)
{
    assert(!s->open);
    if (s->wal_pages < s->tidy_at) return OK;
    s->tidy_at = s->wal_pages + TIDY_PAGES;
    int rc = sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    return (rc & 0xff) == SQLITE_BUSY ? OK : store_outcome(s, "checkpoint", rc);
}

Err store_exec(Store *s, const char *what, const char *sql)
{
    return store_outcome(s, what, sqlite3_exec(s->db, sql, NULL, NULL, NULL));
}

Err store_number(Store *s, const char *sql, int64_t *out)
{
    sqlite3_stmt *st = NULL;
    int rc = sqlite3_prepare_v2(s->db, sql, -1, &st, NULL);
    if (rc == SQLITE_OK) rc = sqlite3_step(st);
    if (rc == SQLITE_ROW) *out = sqlite3_column_int64(st, 0);
    Err e = store_outcome(s, sql, rc);
    sqlite3_finalize(st);
    return e;
}

void store_free(Store *s)
{
    if (!s) return;
    for (size_t i = 0; i < s->slot_len; i++)
        sqlite3_finalize(s->slot[i].raw);
    for (int i = 0; i < STEPS; i++)
        sqlite3_finalize(s->step[i]);
    sqlite3_close(s->db);
    free(s->slot);
    free(s);
}
