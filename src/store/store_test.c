/* store_test.c - nobody is told of a success that is not on the disk, and neighbours do not suffer. */
#include "base/test.h"
#include "store/sqlite.h"
#include "store/writer.h"
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* In the program itself these come before libc's for libsqlite3, too: a disk that fails. */
static _Atomic int sync_errno;
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

SQL_STATEMENT add_sql = {"test_add", "INSERT INTO fruit (id, name) VALUES (?1, ?2)", NULL};
SQL_STATEMENT big_sql = {"test_big", "INSERT INTO fruit (id, name) VALUES (?1, hex(zeroblob(?2)))", NULL};
SQL_STATEMENT rename_sql = {"test_rename", "UPDATE fruit SET name = ?2 WHERE id = ?1", NULL};
SQL_STATEMENT count_sql = {"test_count", "SELECT count(*) FROM fruit", NULL};
SQL_STATEMENT name_sql = {"test_name", "SELECT name FROM fruit WHERE id = ?1", NULL};
SQL_STATEMENT wrong_sql = {"test_wrong", "SELECT nothing FROM nowhere", NULL};
SQL_STATEMENT all_sql = {"test_all", "SELECT id FROM fruit ORDER BY id", NULL};
SQL_STATEMENT json_sql = {"test_json", "SELECT abs(?1)", NULL};

static const Migration fruit[] = {
    {1,                                                                                                  "0001_fruit",
     "CREATE TABLE fruit (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE CHECK (name <> 'poison'));"},
    {2, "0002_bite",
     "CREATE TABLE bite (fruit INTEGER NOT NULL REFERENCES fruit); INSERT INTO fruit VALUES (0, 'quả');"},
    {0                                                                                                 },
};

/* ---- a folder of its own for each test ---- */

typedef struct {
    char folder[64], file[96];
    _Alignas(16) char memory[1 << 16];
    Arena arena;
    Ctx c;
    Str why;
} Bench;

static Bench *bench(void)
{
    static Bench b;
    memset(&b, 0, sizeof b);
    strcpy(b.folder, "/tmp/kheo_store_XXXXXX");
    CHECK(mkdtemp(b.folder));
    snprintf(b.file, sizeof b.file, "%s/data.db", b.folder);
    b.arena = arena_over(b.memory, sizeof b.memory, 1 << 20);
    b.c.arena = &b.arena;
    return &b;
}

static Bench *bench_with_data(void)
{
    Bench *b = bench();
    const char *name;
    b->c.store = store_open(&b->arena, b->file, CREATE, &b->why);
    CHECK(b->c.store);
    OKAY(store_migrate_to(b->c.store, fruit, &name));
    return b;
}

static void clear(Bench *b)
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

static Err add(Ctx *c, int64_t id, Str name)
{
    Stmt *st;
    bool row;
    TRY(store_stmt(c, &add_sql, &st));
    store_bind_int64_t(st, 1, id);
    store_bind_Str(st, 2, name);
    return store_step(c, st, &row);
}

static Err rename_fruit(Ctx *c, int64_t id, Str name)
{
    Stmt *st;
    bool row;
    TRY(store_stmt(c, &rename_sql, &st));
    store_bind_int64_t(st, 1, id);
    store_bind_Str(st, 2, name);
    return store_step(c, st, &row);
}

static Err add_big(Ctx *c, int64_t id, int64_t bytes)
{
    Stmt *st;
    bool row;
    TRY(store_stmt(c, &big_sql, &st));
    store_bind_int64_t(st, 1, id);
    store_bind_int64_t(st, 2, bytes);
    return store_step(c, st, &row);
}

static int64_t count(Ctx *c)
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
static void fill_disk(Store *s, int more_pages)
{
    char sql[64];
    int64_t pages = 0;
    OKAY(store_number(s, "PRAGMA page_count", &pages));
    snprintf(sql, sizeof sql, "PRAGMA max_page_count=%d", (int)pages + more_pages);
    OKAY(store_exec(s, "test", sql));
}

/* No file may grow beyond n bytes: writing fails, reading does not. 0: as before. */
static void disk_room(rlim_t n)
{
    struct rlimit now;
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &now);
    now.rlim_cur = n ? n : now.rlim_max;
    setrlimit(RLIMIT_FSIZE, &now);
}

/* ---- statements ---- */

TEST(store_rows_come_back_as_they_went)
{
    Bench *b = bench_with_data();
    Stmt *st;
    bool row;
    OKAY(add(&b->c, 7, S("khế \0 chua")));
    OKAY(store_stmt(&b->c, &name_sql, &st));
    store_bind_int64_t(st, 1, 7);
    OKAY(store_step(&b->c, st, &row));
    CHECK(row);
    EQ_STR(store_Str(&b->c, st, 0), "khế \0 chua");
    OKAY(store_step(&b->c, st, &row));
    CHECK(!row);
    EQ(store_statements(b->c.store), 2);
    clear(b);
}

TEST(store_says_what_a_write_did)
{
    Bench *b = bench_with_data();
    OKAY(add(&b->c, 7, S("khế")));
    EQ(store_new_id(&b->c), 7);
    OKAY(add(&b->c, 9, S("chanh")));
    EQ(store_new_id(&b->c), 9);
    OKAY(rename_fruit(&b->c, 7, S("khế chua")));
    EQ(store_changed(&b->c), 1);
    OKAY(rename_fruit(&b->c, 8, S("không có")));
    EQ(store_changed(&b->c), 0);
    EQ(count(&b->c), 3);
    EQ(store_changed(&b->c), 0); /* a question changes nothing of that */
    clear(b);
}

TEST(store_outcomes_have_their_names)
{
    Bench *b = bench_with_data();
    Stmt *st;
    bool row;
    EQ(add(&b->c, 1, S("quả")), ERR_CONFLICT);
    EQ(add(&b->c, 1, S("poison")), ERR_CONFLICT);
    EQ(store_stmt(&b->c, &wrong_sql, &st), ERR_INTERNAL);
    OKAY(store_stmt(&b->c, &json_sql, &st));
    store_bind_int64_t(st, 1, INT64_MIN);
    EQ(store_step(&b->c, st, &row), ERR_INTERNAL);
    CHECK(!row);
    OKAY(add(&b->c, 1, S("na")));
    clear(b);
}

TEST(store_settle_leaves_no_statement_open)
{
    Bench *b = bench_with_data();
    Stmt *st;
    bool row;
    OKAY(add(&b->c, 1, S("na")));
    OKAY(store_do(b->c.store, BEGIN_READ));
    OKAY(store_stmt(&b->c, &all_sql, &st));
    OKAY(store_step(&b->c, st, &row));
    CHECK(sqlite3_stmt_busy(st->raw));
    store_settle(b->c.store);
    CHECK(!sqlite3_stmt_busy(st->raw));
    OKAY(store_do(b->c.store, COMMIT));
    OKAY(store_stmt(&b->c, &all_sql, &st));
    clear(b);
}

TEST(store_savepoint_keeps_the_neighbours)
{
    Bench *b = bench_with_data();
    Store *s = b->c.store;
    OKAY(store_do(s, BEGIN_WRITE));
    for (int i = 1; i <= 3; i++) {
        OKAY(store_do(s, SAVEPOINT));
        OKAY(add(&b->c, i, arena_fmt(&b->arena, "trái %d", i)));
        if (i == 2) OKAY(store_do(s, ROLLBACK_TO));
        OKAY(store_do(s, RELEASE));
    }
    OKAY(store_do(s, COMMIT));
    EQ(count(&b->c), 3); /* with the one of the migration */
    EQ(add(&b->c, 3, S("x")), ERR_CONFLICT);
    OKAY(add(&b->c, 2, S("x")));
    clear(b);
}

/* SQLite rolls back by itself when the disk is full; what follows must not commit one by one. */
TEST(store_refuses_all_after_sqlite_rolled_back)
{
    Bench *b = bench_with_data();
    Store *s = b->c.store;
    OKAY(store_do(s, BEGIN_WRITE));
    OKAY(add(&b->c, 1, S("na")));
    OKAY(store_exec(s, "test", "ROLLBACK")); /* behind the Store's back, as SQLite does */
    EQ(store_outcome(s, "test", SQLITE_FULL), ERR_BUSY);
    EQ(add(&b->c, 2, S("ổi")), ERR_BUSY);
    EQ(store_do(s, SAVEPOINT), ERR_BUSY);
    EQ(store_do(s, COMMIT), ERR_BUSY);
    OKAY(store_do(s, ROLLBACK));
    EQ(count(&b->c), 1);
    OKAY(add(&b->c, 2, S("ổi")));
    clear(b);
}

TEST(store_read_only_does_not_write)
{
    Bench *b = bench_with_data();
    Ctx c = b->c;
    c.store = store_open(&b->arena, b->file, READ_ONLY, &b->why);
    CHECK(c.store);
    EQ(count(&c), 1);
    EQ(add(&c, 1, S("na")), ERR_INTERNAL);
    EQ(count(&c), 1);
    OKAY(store_do(c.store, BEGIN_READ)); /* one snapshot */
    EQ(count(&c), 1);
    OKAY(add(&b->c, 1, S("na")));
    EQ(count(&c), 1);
    OKAY(store_do(c.store, COMMIT));
    EQ(count(&c), 2);
    store_free(c.store);
    clear(b);
}

TEST(store_pragmas_are_set)
{
    Bench *b = bench_with_data();
    static const struct {
        const char *pragma;
        int64_t want;
    } cases[] = {
        {"PRAGMA synchronous",    2     },
        {"PRAGMA foreign_keys",   1     },
        {"PRAGMA secure_delete",  1     },
        {"PRAGMA trusted_schema", 0     },
        {"PRAGMA cache_size",     -32768},
        {"PRAGMA busy_timeout",   5000  },
        {"PRAGMA mmap_size",      0     },
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        int64_t is = 0; /* no row: the build of SQLite has no memory mapping */
        OKAY(store_number(b->c.store, cases[i].pragma, &is));
        EQ(is, cases[i].want);
    }
    clear(b);
}

/* ---- opening ---- */

static void cannot(Bench *b, const char *file, StoreMode mode, const char *what)
{
    Store *s = store_open(&b->arena, file, mode, &b->why);
    Str want = arena_fmt(&b->arena, "cannot open '%s': %s", file, what);
    if (s || !str_eq(b->why, want)) test_fail(__FILE__, __LINE__, "'" STR "', not '" STR "'", ARG(b->why), ARG(want));
}

TEST(store_open_says_what_to_mend)
{
    Bench *b = bench();
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
    clear(b);
}

TEST(store_open_respects_the_rights_of_others)
{
    Bench *b = bench_with_data();
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
    clear(b);
}

TEST(store_open_on_a_full_disk)
{
    Bench *b = bench();
    disk_room(100);
    Store *s = store_open(&b->arena, b->file, CREATE, &b->why);
    disk_room(0);
    CHECK(!s);
    CHECK(str_ends(b->why, S("disk is full: make room, or choose another with --data")));
    clear(b);
}

/* ---- schema ---- */

TEST(store_failed_migration_leaves_the_old_schema)
{
    Bench *b = bench_with_data();
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
    EQ(count(&b->c), 1);
    int64_t halves = -1;
    OKAY(store_number(b->c.store, "SELECT count(*) FROM sqlite_schema WHERE name = 'half'", &halves));
    EQ(halves, 0);
    OKAY(store_migrate_to(b->c.store, fruit, &name)); /* all done before: nothing happens */
    CHECK(!name);
    clear(b);
}

TEST(store_migration_keeps_references_whole)
{
    Bench *b = bench_with_data();
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
    clear(b);
}

TEST(store_check_names_what_is_wrong)
{
    Bench *b = bench_with_data();
    Str why;
    OKAY(store_check(&b->c, &why));
    EQ_STR(why, "");
    OKAY(store_exec(b->c.store, "test", "PRAGMA foreign_keys=OFF; INSERT INTO bite VALUES (5)"));
    EQ(store_check(&b->c, &why), ERR_INTERNAL);
    EQ_STR(why, "table bite, row 1 refers to a missing row of fruit");
    clear(b);
}

/* ---- queue ---- */

TEST(queue_is_bounded_and_keeps_the_order)
{
    Job jobs[4] = {0};
    Queue *q = queue_new(3);
    CHECK(q);
    for (int i = 0; i < 3; i++)
        CHECK(queue_put(q, &jobs[i]));
    CHECK(!queue_put(q, &jobs[3]));
    Job *two = queue_take(q, 2);
    CHECK(two == &jobs[0] && two->next == &jobs[1] && !two->next->next);
    CHECK(queue_put(q, &jobs[3]));
    queue_close(q);
    CHECK(!queue_put(q, &jobs[0]));
    Job *rest = queue_take(q, 9);
    CHECK(rest == &jobs[2] && rest->next == &jobs[3] && !rest->next->next);
    CHECK(!queue_take(q, 9));
    queue_free(q);
}

/* ---- writer ---- */

enum { MANY = 400 };
typedef struct {
    Job job;
    int64_t id, bytes;
    Err want, told;
    int tellings;
    Writer *writer; /* of the job that ends all */
} Act;
static Act acts[MANY];
static _Atomic int settled_good, settled_bad, answered, answered_early;

static void settled(bool committed)
{
    if (committed)
        settled_good++;
    else
        settled_bad++;
}

static Err act_run(Job *j, Store *s)
{
    Act *a = (Act *)j;
    _Alignas(16) char memory[512];
    Arena arena = arena_over(memory, sizeof memory, 0);
    Ctx c = {.store = s, .arena = &arena};
    if (a->bytes < 0) disk_room(1);
    if (a->bytes > 0) {
        Err ignored = add_big(&c, a->id, a->bytes); /* a careless job */
        (void)ignored;
        return OK;
    }
    TRY(add(&c, a->id, arena_fmt(&arena, "trái %d", (int)a->id)));
    return a->want;
}

static void act_done(Job *j, Err e)
{
    Act *a = (Act *)j;
    a->told = e, a->tellings++;
    answered++;
    if (settled_good + settled_bad == 0) answered_early++;
}

static Writer *start(Bench *b, int batch_max, int queue_max)
{
    memset(acts, 0, sizeof acts);
    for (int i = 0; i < MANY; i++)
        acts[i] = (Act){
            .job = {.run = act_run, .done = act_done},
              .id = i + 1, .told = ERR_GONE
        };
    settled_good = settled_bad = answered = answered_early = 0;
    Writer *w = writer_start(&(WriterConfig){b->c.store, batch_max, queue_max, settled});
    CHECK(w);
    return w;
}

static void *put_half(void *arg)
{
    Act *from = arg;
    for (int i = 0; i < MANY / 2; i++)
        while (!writer_put(from->writer, &from[i].job))
            usleep(100);
    return NULL;
}

TEST(writer_commits_in_batches)
{
    Bench *b = bench_with_data();
    Writer *w = start(b, 64, 100);
    pthread_t other;
    for (int i = 0; i < MANY; i += 5)
        acts[i].want = ERR_INVALID; /* rolls back alone */
    acts[0].writer = acts[MANY / 2].writer = w;
    EQ(pthread_create(&other, NULL, put_half, &acts[MANY / 2]), 0);
    put_half(acts);
    pthread_join(other, NULL);
    while (answered < MANY)
        usleep(100);
    WriterFigures f = writer_figures(w);
    writer_stop(w);
    for (int i = 0; i < MANY; i++) {
        EQ(acts[i].tellings, 1);
        EQ(acts[i].told, i % 5 ? OK : ERR_INVALID);
    }
    EQ(f.jobs, MANY);
    EQ(f.failed, MANY / 5);
    CHECK(f.batches <= MANY);
    EQ(settled_good, f.batches);
    EQ(settled_bad, 0);
    EQ(answered_early, 0);
    EQ(count(&b->c), MANY - MANY / 5 + 1);
    clear(b);
}

TEST(writer_tells_nobody_when_the_disk_is_full)
{
    Bench *b = bench_with_data();
    fill_disk(b->c.store, 1);
    Writer *w = start(b, MANY, MANY);
    for (int i = 0; i < MANY; i++) {
        acts[i].bytes = i == 20 ? 100000 : 0; /* ignores its failure and says OK */
        CHECK(writer_put(w, &acts[i].job));
    }
    writer_stop(w);
    int64_t told_ok = 0;
    for (int i = 0; i < MANY; i++) {
        EQ(acts[i].tellings, 1);
        CHECK(acts[i].told == OK || acts[i].told == ERR_BUSY);
        told_ok += acts[i].told == OK;
    }
    store_free(b->c.store); /* what is on the disk, not in this connection */
    b->c.store = store_open(&b->arena, b->file, READ_WRITE, &b->why);
    CHECK(b->c.store);
    int64_t lost = acts[20].told == OK; /* its row could not be, and it did not mind */
    EQ(count(&b->c), told_ok - lost + 1);
    clear(b);
}

TEST(writer_tells_nobody_when_the_commit_fails)
{
    Bench *b = bench_with_data();
    Writer *w = start(b, MANY, MANY);
    acts[0].bytes = -1; /* the first job fills the disk */
    for (int i = 0; i < 10; i++)
        CHECK(writer_put(w, &acts[i].job));
    while (answered < 10)
        usleep(100);
    disk_room(0);
    EQ(settled_good, 0);
    for (int i = 0; i < 10; i++)
        EQ(acts[i].told, ERR_BUSY);
    EQ(writer_figures(w).failed, 10);
    CHECK(writer_put(w, &acts[10].job)); /* there is room again: it goes on without a restart */
    writer_stop(w);
    EQ(acts[10].told, OK);
    EQ(count(&b->c), 2);
    clear(b);
}

TEST(writer_answers_busy_while_another_program_writes)
{
    Bench *b = bench_with_data();
    sqlite3 *other;
    EQ(sqlite3_open(b->file, &other), SQLITE_OK);
    EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_busy_timeout(b->c.store->db, 20);
    Writer *w = start(b, MANY, MANY);
    for (int i = 0; i < 10; i++)
        CHECK(writer_put(w, &acts[i].job));
    while (answered < 10)
        usleep(100);
    CHECK(settled_bad > 0);
    EQ(settled_good, 0);
    for (int i = 0; i < 10; i++)
        EQ(acts[i].told, ERR_BUSY);
    EQ(sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(other);
    CHECK(writer_put(w, &acts[10].job)); /* and goes on when it may */
    writer_stop(w);
    EQ(acts[10].told, OK);
    EQ(count(&b->c), 2);
    clear(b);
}

/* In a process of its own, since it must end: 70, and nobody was told OK after the failure. */
static int lose_a_sync(Bench *b)
{
    pid_t child = fork();
    if (child == 0) {
        Writer *w = start(b, 1, MANY);
        sync_errno = EIO;
        CHECK(writer_put(w, &acts[0].job));
        for (int i = 0; i < 3000 && answered == 0; i++)
            usleep(1000);
        _exit(acts[0].told == ERR_BUSY ? (pause(), 1) : 2);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(writer_ends_the_process_when_a_sync_fails)
{
    Bench *b = bench_with_data();
    EQ(lose_a_sync(b), 70);
    clear(b);
}

TEST(store_tidy_notices_a_lost_sync)
{
    Bench *b = bench_with_data();
    OKAY(add(&b->c, 1, S("na")));
    b->c.store->tidy_at = 0;
    sync_errno = EIO;
    Err e = store_tidy(b->c.store);
    sync_errno = 0;
    EQ(e, ERR_BUSY);
    CHECK(store_lost(b->c.store));
    clear(b);
}

TEST(store_tidy_bounds_the_log)
{
    Bench *b = bench_with_data();
    for (int i = 1; i <= 400; i++) {
        OKAY(add_big(&b->c, i, 8192 + i));
        OKAY(store_tidy(b->c.store));
    }
    CHECK(b->c.store->wal_pages < TIDY_PAGES + 20);
    clear(b);
}
