/* backup.h - a backup is a folder: data.db, the data file as one snapshot had it, and manifest, which says what
 * belongs in it. What has the folder's final name was complete, synced and verified. */
#pragma once
#include "app/command.h"

typedef struct { int64_t schema; Str made, logs; int64_t size; Str hash; } Manifest;
const char *backup_data(Arena *a, const char *folder); /* its data file */

/* Makes one of an open store, of whatever schema; false: complained. */
bool backup_make(const Command *x, Ctx *c, const char *folder);
/* The manifest is whole and the data file is the one it tells of; false: complained. The copy, where one is
 * wanted, is made of the very bytes that were hashed. */
bool backup_read(const Command *x, const char *folder, const char *copy, Manifest *out);
/* All that `verify` asks of the data file of a backup, and that its ledgers are those of the manifest. */
bool backup_sound(const Command *x, const char *data, const Manifest *m);
