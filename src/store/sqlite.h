/* sqlite.h - the inside of a Store; for this folder only. */
#pragma once
#include "store/store.h"
#include <sqlite3.h>

struct Stmt {
    Store *of;
    const Sql *sql;
    sqlite3_stmt *raw;
    Stmt *next_used; /* of those used since the last store_settle */
    bool used;
};

enum { STEPS = ROLLBACK_TO + 1, TIDY_PAGES = 1000 };

struct Store {
    sqlite3 *db;
    sqlite3_stmt *step[STEPS];
    Stmt *slot, *used;
    size_t slot_len;
    int64_t statements;
    Tables reads, writes_to; /* of the statements since BEGIN */
    bool read_only;
    bool open;      /* between BEGIN and COMMIT or ROLLBACK */
    bool writes;    /* the open transaction began to write */
    bool undone;    /* SQLite itself rolled the open transaction back (disk full, I/O error) */
    bool sync_lost; /* see store_lost() */
    int said;       /* code of the trouble last logged; 0 again after a commit */
    int wal_pages;  /* in the log after the last commit */
    int tidy_at;    /* as many as this, and store_tidy moves them */
};

/* What a result code means to the caller; `what` names the statement in the log. */
MUST Err store_outcome(Store *s, const char *what, int rc);
MUST Err store_exec(Store *s, const char *what, const char *sql);
/* The first column of the first row; *out stays when there is none. */
MUST Err store_number(Store *s, const char *sql, int64_t *out);
/* Pages a connection may keep, in kB: a share of the machine's memory, since of millions of files the inner nodes alone are
 * many. A small file never fills it. */
long store_cache_kb(void);
