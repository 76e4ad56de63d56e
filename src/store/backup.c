/* backup.c - a copy of the whole file, page by page, as it stands in one snapshot. */
#include "store/sqlite.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { PAGES_A_STEP = 1024 };

static const char *reason(int rc, int e)
{
    if (rc == SQLITE_FULL || e == ENOSPC || e == EDQUOT || e == EFBIG)
        return "disk is full: make room, or name another folder";
    if (rc == SQLITE_CORRUPT || rc == SQLITE_NOTADB) return "the data are damaged: run 'kheo verify'";
    if (rc == SQLITE_BUSY || rc == SQLITE_LOCKED) return "another program keeps it locked: stop that one";
    return sqlite3_errstr(rc);
}

static int copy(sqlite3 *to, sqlite3 *from, void (*seen)(int64_t done, int64_t all))
{
    sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");
    if (!b) return sqlite3_errcode(to);
    int rc = SQLITE_OK;
    while (rc == SQLITE_OK) {
        rc = sqlite3_backup_step(b, PAGES_A_STEP);
        const int all = sqlite3_backup_pagecount(b);
        if (seen) seen(all - sqlite3_backup_remaining(b), all);
    }
    const int end = sqlite3_backup_finish(b);
    return rc == SQLITE_DONE ? end : rc;
}

/* A copy that no log belongs to, so that it is one file, and can be read from where nothing can be written. */
static int stand_alone(sqlite3 *db)
{
    sqlite3_stmt *st = NULL;
    int rc = sqlite3_prepare_v2(db, "PRAGMA journal_mode=DELETE", -1, &st, NULL);
    if (rc == SQLITE_OK) rc = sqlite3_step(st);
    if (rc == SQLITE_ROW)
        rc = strcmp((const char *)sqlite3_column_text(st, 0), "delete") == 0 ? SQLITE_OK : SQLITE_BUSY;
    sqlite3_finalize(st);
    return rc;
}

static int with_file(const char *file, int (*work)(sqlite3 *db, void *of), void *of, int *e)
{
    sqlite3 *db = NULL;
    int rc = sqlite3_open_v2(file, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc == SQLITE_OK) rc = work(db, of);
    *e = db ? sqlite3_system_errno(db) : 0;
    const int closed = sqlite3_close(db);
    return rc == SQLITE_OK ? closed : rc;
}

typedef struct {
    sqlite3 *from;
    void (*seen)(int64_t done, int64_t all);
} Copying;

/* Nobody relies on the copy before the caller has synced all of it. */
static int fill(sqlite3 *db, void *of)
{
    const Copying *k = of;
    const int rc = sqlite3_exec(db, "PRAGMA synchronous=OFF; PRAGMA journal_mode=OFF", NULL, NULL, NULL);
    return rc == SQLITE_OK ? copy(db, k->from, k->seen) : rc;
}

static int settle(sqlite3 *db, void *of)
{
    (void)of;
    return stand_alone(db);
}

Err store_copy(Store *s, const char *to, void (*seen)(int64_t done, int64_t all), Str *why)
{
    Copying k = {s->db, seen};
    int e = 0;
    const int fd = open(to, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600); /* only its owner reads it */
    if (fd < 0) return *why = str(reason(SQLITE_CANTOPEN, errno)), ERR_BUSY;
    close(fd);
    int rc = with_file(to, fill, &k, &e);
    if (rc == SQLITE_OK) rc = with_file(to, settle, NULL, &e);
    if (rc == SQLITE_OK) return OK;
    *why = str(reason(rc & 0xff, e));
    return ERR_BUSY;
}
