/* store_test.c - rows, savepoints, opening, migrations and the check of a file hold, on disks that fail, too. */
#include "base/test.h"
#include "store/orchard.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

SQL_STATEMENT name_sql = {"test_name", "SELECT name FROM fruit WHERE id = ?1", NULL, {{1}}, {{0}}};
SQL_STATEMENT wrong_sql = {"test_wrong", "SELECT nothing FROM nowhere", NULL};
SQL_STATEMENT all_sql = {"test_all", "SELECT id FROM fruit ORDER BY id", NULL};
SQL_STATEMENT seed_sql = {"test_seed", "SELECT ?1, typeof(?1)", NULL};
SQL_STATEMENT json_sql = {"test_json", "SELECT abs(?1)", NULL};

/* ---- statements ---- */

TEST(store_rows_come_back_as_they_went)
{
    Orchard *b = orchard_filled();
    Stmt *st;
    bool row;
    OKAY(fruit_add(&b->c, 7, S("khế \0 chua")));
    OKAY(store_stmt(&b->c, &name_sql, &st));
    store_bind_int64_t(st, 1, 7);
    OKAY(store_step(&b->c, st, &row));
    CHECK(row);
    EQ_STR(store_Str(&b->c, st, 0), "khế \0 chua");
    OKAY(store_step(&b->c, st, &row));
    CHECK(!row);
    EQ(store_statements(b->c.store), 2);
    orchard_clear(b);
}

static Tables name_read(Ctx *c, int64_t *since)
{
    Stmt *st;
    bool row;
    *since = store_commits();
    OKAY(store_do(c->store, BEGIN_READ));
    OKAY(store_stmt(c, &name_sql, &st));
    store_bind_int64_t(st, 1, 7);
    OKAY(store_step(c, st, &row));
    store_settle(c->store);
    OKAY(store_do(c->store, COMMIT));
    return store_tables_read(c->store);
}

TEST(what_was_read_stays_until_a_commit_writes_its_table)
{
    Orchard *b = orchard_filled();
    const Tables other = {{2}};
    int64_t since;
    Tables read = name_read(&b->c, &since);
    EQ(read.at[0], 1);
    CHECK(store_unchanged(read, since));
    OKAY(store_do(b->c.store, BEGIN_WRITE));
    OKAY(fruit_add(&b->c, 7, S("khế")));
    CHECK(store_unchanged(read, since)); /* nobody else sees it yet */
    OKAY(store_do(b->c.store, COMMIT));
    CHECK(!store_unchanged(read, since));
    CHECK(store_unchanged(other, since));
    read = name_read(&b->c, &since);
    CHECK(store_unchanged(read, since));
    OKAY(store_do(b->c.store, BEGIN_WRITE));
    OKAY(fruit_add(&b->c, 8, S("me")));
    OKAY(store_do(b->c.store, ROLLBACK));
    CHECK(store_unchanged(read, since));
    orchard_clear(b);
}

static bool is_any(Tables t)
{
    return t.at[0] || t.at[1];
}

TEST(every_statement_knows_its_tables)
{
    for (const Sql *q = __start_kheo_sql; q < __stop_kheo_sql; q++) {
        const Str text = str(q->sqlite);
        const bool writes =
            strstr(q->sqlite, "INSERT INTO ") || strstr(q->sqlite, "UPDATE ") || str_starts(text, S("DELETE FROM "));
        if (str_starts(str(q->name), S("test_"))) continue;
        if (writes != is_any(q->writes)) test_fail(__FILE__, __LINE__, "%s: what it writes is not known", q->name);
        if (!writes && strstr(q->sqlite, "FROM ") && !is_any(q->reads))
            test_fail(__FILE__, __LINE__, "%s: what it reads is not known", q->name);
    }
}

TEST(store_keeps_bytes_that_are_no_text)
{
    Orchard *b = orchard_filled();
    Stmt *st;
    bool row;
    const Blob bytes = {"\x00\xff\xc3\x00", 4};
    OKAY(store_stmt(&b->c, &seed_sql, &st));
    store_bind_Blob(st, 1, bytes);
    OKAY(store_step(&b->c, st, &row));
    CHECK(str_eq(store_Blob(&b->c, st, 0), bytes));
    EQ_STR(store_Str(&b->c, st, 1), "blob");
    orchard_clear(b);
}

TEST(store_says_what_a_write_did)
{
    Orchard *b = orchard_filled();
    OKAY(fruit_add(&b->c, 7, S("khế")));
    EQ(store_new_id(&b->c), 7);
    OKAY(fruit_add(&b->c, 9, S("chanh")));
    EQ(store_new_id(&b->c), 9);
    OKAY(fruit_rename(&b->c, 7, S("khế chua")));
    EQ(store_changed(&b->c), 1);
    OKAY(fruit_rename(&b->c, 8, S("không có")));
    EQ(store_changed(&b->c), 0);
    EQ(fruit_count(&b->c), 3);
    EQ(store_changed(&b->c), 0); /* a question changes nothing of that */
    orchard_clear(b);
}

TEST(store_outcomes_have_their_names)
{
    Orchard *b = orchard_filled();
    Stmt *st;
    bool row;
    EQ(fruit_add(&b->c, 1, S("quả")), ERR_CONFLICT);
    EQ(fruit_add(&b->c, 1, S("poison")), ERR_CONFLICT);
    EQ(store_stmt(&b->c, &wrong_sql, &st), ERR_INTERNAL);
    OKAY(store_stmt(&b->c, &json_sql, &st));
    store_bind_int64_t(st, 1, INT64_MIN);
    EQ(store_step(&b->c, st, &row), ERR_INTERNAL);
    CHECK(!row);
    OKAY(fruit_add(&b->c, 1, S("na")));
    orchard_clear(b);
}

TEST(store_settle_leaves_no_statement_open)
{
    Orchard *b = orchard_filled();
    Stmt *st;
    bool row;
    OKAY(fruit_add(&b->c, 1, S("na")));
    OKAY(store_do(b->c.store, BEGIN_READ));
    OKAY(store_stmt(&b->c, &all_sql, &st));
    OKAY(store_step(&b->c, st, &row));
    CHECK(sqlite3_stmt_busy(st->raw));
    store_settle(b->c.store);
    CHECK(!sqlite3_stmt_busy(st->raw));
    OKAY(store_do(b->c.store, COMMIT));
    OKAY(store_stmt(&b->c, &all_sql, &st));
    orchard_clear(b);
}

TEST(store_savepoint_keeps_the_neighbours)
{
    Orchard *b = orchard_filled();
    Store *s = b->c.store;
    OKAY(store_do(s, BEGIN_WRITE));
    for (int i = 1; i <= 3; i++) {
        OKAY(store_do(s, SAVEPOINT));
        OKAY(fruit_add(&b->c, i, arena_fmt(&b->arena, "trái %d", i)));
        if (i == 2) OKAY(store_do(s, ROLLBACK_TO));
        OKAY(store_do(s, RELEASE));
    }
    OKAY(store_do(s, COMMIT));
    EQ(fruit_count(&b->c), 3); /* with the one of the migration */
    EQ(fruit_add(&b->c, 3, S("x")), ERR_CONFLICT);
    OKAY(fruit_add(&b->c, 2, S("x")));
    orchard_clear(b);
}

/* SQLite rolls back by itself when the disk is full; what follows must not commit one by one. */
TEST(store_refuses_all_after_sqlite_rolled_back)
{
    Orchard *b = orchard_filled();
    Store *s = b->c.store;
    OKAY(store_do(s, BEGIN_WRITE));
    OKAY(fruit_add(&b->c, 1, S("na")));
    OKAY(store_exec(s, "test", "ROLLBACK")); /* behind the Store's back, as SQLite does */
    EQ(store_outcome(s, "test", SQLITE_FULL), ERR_BUSY);
    EQ(fruit_add(&b->c, 2, S("ổi")), ERR_BUSY);
    EQ(store_do(s, SAVEPOINT), ERR_BUSY);
    EQ(store_do(s, COMMIT), ERR_BUSY);
    OKAY(store_do(s, ROLLBACK));
    EQ(fruit_count(&b->c), 1);
    OKAY(fruit_add(&b->c, 2, S("ổi")));
    orchard_clear(b);
}

TEST(store_read_only_does_not_write)
{
    Orchard *b = orchard_filled();
    Ctx c = b->c;
    c.store = store_open(&b->arena, b->file, READ_ONLY, &b->why);
    CHECK(c.store);
    EQ(fruit_count(&c), 1);
    EQ(fruit_add(&c, 1, S("na")), ERR_INTERNAL);
    EQ(fruit_count(&c), 1);
    OKAY(store_do(c.store, BEGIN_READ)); /* one snapshot */
    EQ(fruit_count(&c), 1);
    OKAY(fruit_add(&b->c, 1, S("na")));
    EQ(fruit_count(&c), 1);
    OKAY(store_do(c.store, COMMIT));
    EQ(fruit_count(&c), 2);
    store_free(c.store);
    orchard_clear(b);
}

TEST(store_pragmas_are_set)
{
    Orchard *b = orchard_filled();
    const struct {
        const char *pragma;
        int64_t want;
    } cases[] = {
        {"PRAGMA synchronous",    2                },
        {"PRAGMA foreign_keys",   1                },
        {"PRAGMA secure_delete",  1                },
        {"PRAGMA trusted_schema", 0                },
        {"PRAGMA cache_size",     -store_cache_kb()},
        {"PRAGMA busy_timeout",   5000             },
        {"PRAGMA mmap_size",      0                },
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        int64_t is = 0; /* no row: the build of SQLite has no memory mapping */
        OKAY(store_number(b->c.store, cases[i].pragma, &is));
        EQ(is, cases[i].want);
    }
    CHECK(store_cache_kb() >= 32768 && store_cache_kb() <= 262144);
    orchard_clear(b);
}

/* ---- opening ---- */

static void cannot(Orchard *b, const char *file, StoreMode mode, const char *what)
{
    Store *s = store_open(&b->arena, file, mode, &b->why);
    Str want = arena_fmt(&b->arena, "cannot open '%s': %s", file, what);
    if (s || !str_eq(b->why, want)) test_fail(__FILE__, __LINE__, "'" STR "', not '" STR "'", ARG(b->why), ARG(want));
}

TEST(store_open_says_what_to_mend)
{
    Orchard *b = orchard();
    cannot(b, b->file, READ_ONLY, "no such file: choose another with --data");
    cannot(b, b->file, READ_WRITE, "no such file: choose another with --data");
    cannot(b, b->folder, CREATE, "it is a directory: name a file with --data");
    cannot(b, "/tmp/kheo/not/there.db", CREATE, "directory does not exist: make it, or choose another with --data");
    FILE *f = fopen(b->file, "w");
    CHECK(f);
    for (int i = 0; i < 500; i++)
        fputs("a letter, not a table\n", f);
    fclose(f);
    cannot(b, b->file, READ_ONLY, "not a database: choose another with --data");
    cannot(b, b->file, CREATE, "not a database: choose another with --data");
    orchard_clear(b);
}

TEST(store_open_respects_the_rights_of_others)
{
    Orchard *b = orchard_filled();
    struct stat at;
    EQ(stat(b->file, &at), 0);
    EQ(at.st_mode & 0777, 0600); /* nobody else reads personal data */
    store_free(b->c.store);
    b->c.store = NULL;
    EQ(chmod(b->file, 0444), 0);
    EQ(chmod(b->folder, 0555), 0);
    bool root = geteuid() == 0; /* who may write everywhere */
    if (root) EQ(seteuid(65534), 0);
    Str other = arena_fmt(&b->arena, "%s/other.db", b->folder);
    cannot(b, other.ptr, CREATE, "directory is not writable: choose another with --data");
    cannot(b, b->file, READ_WRITE, "file is not writable: choose another with --data");
    if (root) EQ(seteuid(0), 0);
    EQ(chmod(b->folder, 0755), 0);
    orchard_clear(b);
}

TEST(store_open_on_a_full_disk)
{
    Orchard *b = orchard();
    disk_room(100);
    Store *s = store_open(&b->arena, b->file, CREATE, &b->why);
    disk_room(0);
    CHECK(!s);
    CHECK(str_ends(b->why, S("disk is full: make room, or choose another with --data")));
    orchard_clear(b);
}

/* ---- schema ---- */

TEST(store_failed_migration_leaves_the_old_schema)
{
    Orchard *b = orchard_filled();
    static const Migration bad[] = {
        {3,                                 "0003_good", "CREATE TABLE good (id INTEGER)"},
        {4, "0004_bad", "CREATE TABLE half (id INTEGER); DELETE FROM fruit; CREATE TABLE half (id)"},
        {0                                },
    };
    const char *name;
    EQ(store_schema(b->c.store), 2);
    EQ(store_migrate_to(b->c.store, bad, &name), ERR_INTERNAL);
    EQ_STR(str(name), "0004_bad");
    EQ(store_schema(b->c.store), 3);
    EQ(fruit_count(&b->c), 1);
    int64_t halves = -1;
    OKAY(store_number(b->c.store, "SELECT count(*) FROM sqlite_schema WHERE name = 'half'", &halves));
    EQ(halves, 0);
    OKAY(store_migrate_to(b->c.store, fruit_migrations, &name)); /* all done before: nothing happens */
    CHECK(!name);
    orchard_clear(b);
}

TEST(store_migration_keeps_references_whole)
{
    Orchard *b = orchard_filled();
    static const Migration orphan[] = {
        {3,                               "0003_orphan", "INSERT INTO bite VALUES (99)"},
        {0}
    };
    static const Migration rude[] = {
        {3,         "0003_rude", "COMMIT"},
        {0}
    };
    static const Migration rebuild[] = {
        {3,                                                                                           "0003_rebuild",
         "INSERT INTO bite VALUES (0); CREATE TABLE x (id INTEGER PRIMARY KEY, name TEXT);"
         "INSERT INTO x SELECT id, name FROM fruit; DROP TABLE fruit; ALTER TABLE x RENAME TO fruit"},
        {0},
    };
    const char *name;
    int64_t on = 0;
    EQ(store_migrate_to(b->c.store, orphan, &name), ERR_INTERNAL);
    EQ(store_migrate_to(b->c.store, rude, &name), ERR_INTERNAL);
    EQ(store_schema(b->c.store), 2);
    OKAY(store_migrate_to(b->c.store, rebuild, &name));
    OKAY(store_number(b->c.store, "PRAGMA foreign_keys", &on));
    EQ(on, 1);
    orchard_clear(b);
}

TEST(store_check_names_what_is_wrong)
{
    Orchard *b = orchard_filled();
    Str why;
    OKAY(store_check(&b->c, &why));
    EQ_STR(why, "");
    OKAY(store_exec(b->c.store, "test", "PRAGMA foreign_keys=OFF; INSERT INTO bite VALUES (5)"));
    EQ(store_check(&b->c, &why), ERR_INTERNAL);
    EQ_STR(why, "table bite, row 1 refers to a missing row of fruit");
    orchard_clear(b);
}
