/* command.h - what the verbs of the command line share.
 * Results go to standard output, diagnostics to standard error as "kheo: what is wrong: what to do". */
#pragma once
#include "app/config.h"
#include "store/store.h"

enum { DONE = 0, NOT_SO = 1, USAGE = 2 }; /* how the program ends */

typedef struct {
    Settings s;
    int argc; /* words after the verb */
    char **argv;
    Arena *arena;
} Command;
typedef int Run(const Command *x);

Run backup_command, calendar_command, demo_command, doctor_command, export_command, import_command, jobs_command,
    migrate_command, permissions_command, receipt_command, reindex_command, report_command, restore_command, routes_command, search_command, serve_command,
    user_command, verify_command, witness_command;

extern const char program_version[];
int complain(int code, const char *fmt, ...) __attribute__((format(printf, 2, 3))); /* returns the code */
void say(Str text); /* to standard output */

/* A file of the command line; false: complained. "-" is standard input. */
bool file_read(const Command *x, const char *name, Str *out);

/* ---- the data file ---- */

/* Opened, with a context that may do everything; false: complained. CREATE makes and migrates a file that
 * is not there; an older or newer schema is refused in all modes. */
bool data_open(const Command *x, StoreMode mode, Ctx *c);
void data_close(Ctx *c);
/* The same, with an older schema brought to this version's: `serve`, `migrate`. A backup is made first. */
bool data_open_migrated(const Command *x, Ctx *c, int *from);
bool data_open_restored(const Command *x, Ctx *c, int *from); /* without: it is a copy of one */
int newest_schema(void);
void act_as_system(Ctx *c);
