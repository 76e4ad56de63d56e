/* config.h - settings: from the command line, from --config FILE (key = value), or their defaults. */
#pragma once
#include "base/base.h"

typedef struct {
    const char *data, *config, *listen, *tls_cert, *tls_key, *clock_file;
    const char *person, *unit, *until; /* of kheo user */
    const char *xlsx, *from, *to, *key, *same_log, *published, *witnesses;
    int64_t threads, batch, quorum, witness_every;
    bool behind_proxy, quiet, test, no_limits, clock_was_ahead;
    bool json, csv, dry_run, columns, remove;
    uint32_t given; /* bit of each setting that does not stand at its default */
} Settings;

/* How a setting is shown to people; false when there is none of that number. */
typedef struct { const char *name, *says; Str value; bool given; } SettingShown;

void settings_default(Settings *s);
/* Takes the options out of argv, so that only words remain; `allowed` is a list of their names, "data
 * json". What is wrong goes into *why, and the answer is false. */
bool settings_args(Settings *s, const char *allowed, int *argc, char **argv, Arena *a, Str *why);
/* Of a file; what the command line gave stays. */
bool settings_file(Settings *s, const char *name, Str text, Arena *a, Str *why);
bool settings_show(const Settings *s, size_t i, Arena *a, SettingShown *out);
/* "  --listen ADDR:PORT   where ..." of the options named in `allowed`. */
void settings_help(Buf *out, const char *allowed);
