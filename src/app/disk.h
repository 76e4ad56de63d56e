/* disk.h - files of a backup: read with their hash, written so that they outlast a power cut. errno says why not. */
#pragma once
#include "base/base.h"

const char *disk_folder(Arena *a, const char *file); /* in which it lies: "." or "/srv/kheo" */
bool disk_sync(const char *name);                    /* a file, or a folder and the names in it */
bool disk_write(const char *file, Str text);         /* a new one, synced */
bool disk_replace(Arena *a, const char *file, Str text); /* whole and synced with its name, or as it was */
typedef struct { int64_t size; Str hash; } DiskFile; /* SHA-256, hex */
/* Reads all of a file; `to` is made of it and synced, NULL: nothing is. */
bool disk_read(Arena *a, const char *file, const char *to, DiskFile *out);
bool disk_there(const char *name);
bool disk_is_folder(const char *name);
