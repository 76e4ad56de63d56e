/* open.c - opening a data file, or saying in one line what to mend. */
#include "store/sqlite.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ELSEWHERE "choose another with --data"

/* trusted_schema: a tampered file may not call functions with side effects.
 * secure_delete: erased personal data is overwritten in the file, as the law on erasure wants.
 * journal_size_limit: a log grown behind a long reader is cut again. */
static const char for_all[] = "PRAGMA foreign_keys=ON; PRAGMA mmap_size=0; PRAGMA cache_size=-%ld;"
                              "PRAGMA trusted_schema=OFF; PRAGMA temp_store=MEMORY;";
static const char for_readers[] = "PRAGMA query_only=ON; SELECT 1 FROM sqlite_schema LIMIT 1;";
static const char for_writers[] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                                  "PRAGMA secure_delete=ON; PRAGMA journal_size_limit=67108864;";

static const char *folder_of(Arena *a, const char *file)
{
    const char *slash = strrchr(file, '/');
    if (!slash) return ".";
    if (slash == file) return "/";
    return arena_copy(a, (Str){file, (size_t)(slash - file)}).ptr;
}

static const char *folder_wrong(const char *folder)
{
    if (faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) == 0) return NULL;
    if (errno == ENOENT || errno == ENOTDIR) return "directory does not exist: make it, or " ELSEWHERE;
    if (errno == EROFS) return "read-only file system: " ELSEWHERE;
    return "directory is not writable: " ELSEWHERE;
}

static const char *file_wrong(const char *file, StoreMode mode)
{
    struct stat at;
    if (stat(file, &at)) {
        if (mode == CREATE) return NULL;
        return errno == EACCES ? "permission denied: " ELSEWHERE : "no such file: " ELSEWHERE;
    }
    if (S_ISDIR(at.st_mode)) return "it is a directory: name a file with --data";
    if (faccessat(AT_FDCWD, file, mode == READ_ONLY ? R_OK : R_OK | W_OK, AT_EACCESS) == 0) return NULL;
    if (errno == EROFS) return "read-only file system: " ELSEWHERE;
    return mode == READ_ONLY ? "file is not readable: " ELSEWHERE : "file is not writable: " ELSEWHERE;
}

static bool is_full(int rc, int e)
{
    return rc == SQLITE_FULL || e == ENOSPC || e == EDQUOT || e == EFBIG;
}

/* The result code alone tells too little: "unable to open database file" has six causes. */
static const char *reason(Store *s, Arena *a, const char *file, StoreMode mode, int rc)
{
    if (is_full(rc, sqlite3_system_errno(s->db))) return "disk is full: make room, or " ELSEWHERE;
    switch (rc & 0xff) {
    case SQLITE_NOTADB:
        return "not a database: " ELSEWHERE;
    case SQLITE_CORRUPT:
        return "file is damaged: restore a backup, or " ELSEWHERE;
    case SQLITE_BUSY:
        return "another program keeps it locked: stop that one, or " ELSEWHERE;
    }
    const char *wrong = file_wrong(file, mode);
    if (!wrong) wrong = folder_wrong(folder_of(a, file));
    return wrong ? wrong : arena_fmt(a, "%s: " ELSEWHERE, sqlite3_errmsg(s->db)).ptr;
}

/* Remembers how long the log is; store_tidy does the work. */
static int committed(void *of, sqlite3 *db, const char *name, int pages)
{
    Store *s = of;
    (void)db, (void)name;
    if (pages < s->wal_pages) s->tidy_at = TIDY_PAGES; /* it starts anew */
    s->wal_pages = pages;
    return SQLITE_OK;
}

long store_cache_kb(void)
{
    enum { LEAST = 32 << 10, MOST = 256 << 10, SHARE = 128 };
    const long kb = sysconf(_SC_PHYS_PAGES) / SHARE * (sysconf(_SC_PAGESIZE) / 1024);
    return kb < LEAST ? LEAST : kb > MOST ? MOST : kb;
}

static int configure(Store *s)
{
    sqlite3_extended_result_codes(s->db, 1);
    sqlite3_busy_timeout(s->db, 5000);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    char all[sizeof for_all + 24];
    snprintf(all, sizeof all, for_all, store_cache_kb());
    int rc = sqlite3_exec(s->db, all, NULL, NULL, NULL);
    if (rc == SQLITE_OK) rc = sqlite3_exec(s->db, s->read_only ? for_readers : for_writers, NULL, NULL, NULL);
    if (rc == SQLITE_OK && !s->read_only && sqlite3_db_readonly(s->db, "main") == 1)
        rc = SQLITE_READONLY;              /* SQLite opens for reading what it may not write, and is silent */
    sqlite3_wal_hook(s->db, committed, s); /* takes the place of SQLite's own checkpoint */
    s->tidy_at = TIDY_PAGES;
    return rc;
}

static int open_file(Store *s, const char *file, StoreMode mode)
{
    static const int flags[] = {
        [READ_ONLY] = SQLITE_OPEN_READONLY,
        [READ_WRITE] = SQLITE_OPEN_READWRITE,
        [CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
    };
    if (mode == CREATE && file[0] != ':') { /* only its owner reads it; the log beside it inherits that */
        int fd = open(file, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
        if (fd >= 0) close(fd);
    }
    int rc = sqlite3_open_v2(file, &s->db, flags[mode] | SQLITE_OPEN_NOMUTEX, NULL);
    return rc == SQLITE_OK ? configure(s) : rc;
}

Store *store_open(Arena *arena, const char *file, StoreMode mode, Str *why)
{
    *why = (Str){0};
    Store *s = calloc(1, sizeof *s);
    size_t n = (size_t)(__stop_kheo_sql - __start_kheo_sql);
    if (s) s->slot = calloc(n + 1, sizeof *s->slot);
    if (!s || !s->slot) return *why = S("cannot open the data: no memory"), free(s), NULL;
    s->slot_len = n, s->read_only = mode == READ_ONLY;
    int rc = open_file(s, file, mode);
    if (rc == SQLITE_OK) return s;
    const char *what = reason(s, arena, file, mode, rc);
    *why = arena_fmt(arena, "cannot open '%s': %s", file, what);
    return store_free(s), NULL;
}
