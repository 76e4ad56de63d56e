/* store.h - the database seen by generated statement code; one Store belongs to one thread.
 * The only folder that names SQLite. Statements come from .sql files (tool/sqlgen). */
#pragma once
#include "base/base.h"

/* One statement, written for both databases. They lie side by side in one section of the program,
 * so that each has a number (its slot in every Store) and a test can prepare them all (but those of
 * tests, whose names begin with "test_"). */
enum { TABLES_MAX = 128 };
typedef struct { uint64_t at[TABLES_MAX / 64]; } Tables; /* a bit each, by their order in the schema */
typedef struct { const char *name, *sqlite, *pg; Tables reads, writes; } Sql;
#define SQL_STATEMENT static const Sql __attribute__((section("kheo_sql"), used, aligned(8)))
extern const Sql __start_kheo_sql[] __attribute__((weak)); /* made by the linker; weak: a program */
extern const Sql __stop_kheo_sql[] __attribute__((weak));  /* without statements links, too */

typedef struct Stmt Stmt;
MUST Err store_stmt(Ctx *c, const Sql *sql, Stmt **out); /* prepared once a Store, reset here */
/* A constraint broken: ERR_CONFLICT. Locked, disk full, read-only: ERR_BUSY. After some errors SQLite
 * rolls the transaction back by itself; from then on all is ERR_BUSY until ROLLBACK. */
MUST Err store_step(Ctx *c, Stmt *st, bool *row);
void store_reset(Stmt *st);
void store_bind_Str(Stmt *st, int i, Str v); /* i from 1; not copied: v lives as long as the request */
void store_bind_Blob(Stmt *st, int i, Blob v);
void store_bind_int64_t(Stmt *st, int i, int64_t v);
void store_bind_bool(Stmt *st, int i, bool v);
void store_bind_Day(Stmt *st, int i, Day v);
void store_bind_Time(Stmt *st, int i, Time v);
void store_bind_Money(Stmt *st, int i, Money v);
Str store_Str(Ctx *c, Stmt *st, int col); /* col from 0; copied into the arena; NULL is empty */
Blob store_Blob(Ctx *c, Stmt *st, int col);
int64_t store_int64_t(Stmt *st, int col); /* NULL is 0, here and below */
bool store_bool(Stmt *st, int col);
Day store_Day(Stmt *st, int col);
Time store_Time(Stmt *st, int col);
Money store_Money(Stmt *st, int col);
int64_t store_new_id(const Ctx *c);  /* of the row that the last insert made */
int64_t store_changed(const Ctx *c); /* rows that the last statement changed */

/* Opening. On failure: NULL, and *why (static or in `arena`) says what to mend, in the form
 * "cannot open 'data.db': directory is not writable: choose another with --data". */
typedef enum { READ_ONLY, READ_WRITE, CREATE } StoreMode;
Store *store_open(Arena *arena, const char *file, StoreMode mode, Str *why);
void store_free(Store *s);
typedef enum { BEGIN_READ, BEGIN_WRITE, COMMIT, ROLLBACK, SAVEPOINT, RELEASE, ROLLBACK_TO } Step;
MUST Err store_do(Store *s, Step step);
/* What was read stays as it was until a commit writes one of its tables. Ask for the number of the last commit before
 * BEGIN_READ, and for the tables at its end; of this process, which is the only one that writes while it serves. */
int64_t store_commits(void);
Tables store_tables_read(const Store *s); /* since BEGIN_READ */
bool store_unchanged(Tables t, int64_t since); /* no commit after that one wrote any of them; seen before its answers leave */
/* Set by app: the last thing of every transaction that writes, before its commit; an Err is that of COMMIT. */
extern Err (*store_seal)(Store *s);
void store_settle(Store *s);        /* no statement stays open, or bound, over a request */
int64_t store_statements(const Store *s); /* run so far: the cost of a page */
/* Moves what was committed from the log into the data file once there is enough; for who writes, when
 * nobody waits. A store that is never tidied keeps its log until it is closed. */
MUST Err store_tidy(Store *s);
/* A sync failed: nothing written since is certain, and this process must write no more. */
bool store_lost(const Store *s);

/* Schema: migrations are compiled in, in order of their number; each is one transaction. */
typedef struct { int number; const char *name, *text; } Migration;
extern const Migration store_migrations[]; /* made by the build from every migration folder; ends with {0} */
int store_schema(Store *s);                /* number of the newest applied; 0: empty file; -1: unreadable */
MUST Err store_migrate(Store *s, const char **name); /* to the newest; *name: the one that failed */
MUST Err store_migrate_to(Store *s, const Migration *all, const char **name); /* another list */
/* Integrity and foreign keys of the whole file: OK, or ERR_INTERNAL and *why names the first thing found
 * wrong. */
MUST Err store_check(Ctx *c, Str *why);

/* A copy of the whole file into `to`, which must not be there; inside BEGIN_READ and after its first statement,
 * so that it is of that snapshot, whatever is written meanwhile. Not yet synced. *why is static. */
MUST Err store_copy(Store *s, const char *to, void (*seen)(int64_t done, int64_t all), Str *why);
