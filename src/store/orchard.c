/* orchard.c - for the tests of this folder: a store of fruit in a folder of its own, and disks that fail. */
#include "store/orchard.h"
#include "base/test.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* In the program itself these come before libc's for libsqlite3, too: a disk that fails. */
_Atomic int sync_errno;
static int sync_file(long call, int fd)
{
    if (sync_errno == 0) return (int)syscall(call, fd);
    errno = sync_errno;
    return -1;
}
int fsync(int fd)
{
    return sync_file(SYS_fsync, fd);
}
int fdatasync(int fd)
{
    return sync_file(SYS_fdatasync, fd);
}

SQL_STATEMENT add_sql = {"test_add", "INSERT INTO fruit (id, name) VALUES (?1, ?2)", NULL, {{0}}, {{1}}};
SQL_STATEMENT big_sql = {"test_big", "INSERT INTO fruit (id, name) VALUES (?1, hex(zeroblob(?2)))", NULL};
SQL_STATEMENT rename_sql = {"test_rename", "UPDATE fruit SET name = ?2 WHERE id = ?1", NULL};
SQL_STATEMENT count_sql = {"test_count", "SELECT count(*) FROM fruit", NULL};

const Migration fruit_migrations[] = {
    {1,                                                                                                  "0001_fruit",
     "CREATE TABLE fruit (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE CHECK (name <> 'poison'));"},
    {2, "0002_bite",
     "CREATE TABLE bite (fruit INTEGER NOT NULL REFERENCES fruit); INSERT INTO fruit VALUES (0, 'quả');"},
    {0                                                                                                 },
};

/* ---- a folder of its own for each test ---- */

Orchard *orchard(void)
{
    static Orchard b;
    memset(&b, 0, sizeof b);
    strcpy(b.folder, "/tmp/kheo_store_XXXXXX");
    CHECK(mkdtemp(b.folder));
    snprintf(b.file, sizeof b.file, "%s/data.db", b.folder);
    b.arena = arena_over(b.memory, sizeof b.memory, 1 << 20);
    b.c.arena = &b.arena;
    return &b;
}

Orchard *orchard_filled(void)
{
    Orchard *b = orchard();
    const char *name;
    b->c.store = store_open(&b->arena, b->file, CREATE, &b->why);
    CHECK(b->c.store);
    OKAY(store_migrate_to(b->c.store, fruit_migrations, &name));
    return b;
}

void orchard_clear(Orchard *b)
{
    static const char *ends[] = {"", "-wal", "-shm"};
    char file[128];
    store_free(b->c.store);
    for (size_t i = 0; i < LEN(ends); i++) {
        snprintf(file, sizeof file, "%s%s", b->file, ends[i]);
        unlink(file);
    }
    EQ(rmdir(b->folder), 0);
    arena_clear(&b->arena);
}

Err fruit_add(Ctx *c, int64_t id, Str name)
{
    Stmt *st;
    bool row;
    TRY(store_stmt(c, &add_sql, &st));
    store_bind_int64_t(st, 1, id);
    store_bind_Str(st, 2, name);
    return store_step(c, st, &row);
}

Err fruit_rename(Ctx *c, int64_t id, Str name)
{
    Stmt *st;
    bool row;
    TRY(store_stmt(c, &rename_sql, &st));
    store_bind_int64_t(st, 1, id);
    store_bind_Str(st, 2, name);
    return store_step(c, st, &row);
}

Err fruit_add_big(Ctx *c, int64_t id, int64_t bytes)
{
    Stmt *st;
    bool row;
    TRY(store_stmt(c, &big_sql, &st));
    store_bind_int64_t(st, 1, id);
    store_bind_int64_t(st, 2, bytes);
    return store_step(c, st, &row);
}

int64_t fruit_count(Ctx *c)
{
    Stmt *st;
    bool row;
    OKAY(store_stmt(c, &count_sql, &st));
    OKAY(store_step(c, st, &row));
    CHECK(row);
    int64_t n = store_int64_t(st, 0);
    store_reset(st);
    return n;
}

/* No more pages than there are: a full disk. */
void fill_disk(Store *s, int more_pages)
{
    char sql[64];
    int64_t pages = 0;
    OKAY(store_number(s, "PRAGMA page_count", &pages));
    snprintf(sql, sizeof sql, "PRAGMA max_page_count=%d", (int)pages + more_pages);
    OKAY(store_exec(s, "test", sql));
}

/* No file may grow beyond n bytes: writing fails, reading does not. 0: as before. */
void disk_room(rlim_t n)
{
    struct rlimit now;
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &now);
    now.rlim_cur = n ? n : now.rlim_max;
    setrlimit(RLIMIT_FSIZE, &now);
}
