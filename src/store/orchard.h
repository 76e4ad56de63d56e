/* orchard.h - for the tests of this folder: a store of fruit in a folder of its own, and disks that fail. */
#pragma once
#include "store/sqlite.h"
#include <sys/resource.h>

typedef struct {
    char folder[64], file[96];
    _Alignas(16) char memory[1 << 16];
    Arena arena;
    Ctx c;
    Str why;
} Orchard;

Orchard *orchard(void);        /* a folder, nothing in it; one at a time */
Orchard *orchard_filled(void); /* with a data file that holds one fruit */
void orchard_clear(Orchard *b);

MUST Err fruit_add(Ctx *c, int64_t id, Str name);
MUST Err fruit_rename(Ctx *c, int64_t id, Str name);
MUST Err fruit_add_big(Ctx *c, int64_t id, int64_t bytes);
int64_t fruit_count(Ctx *c);

extern const Migration fruit_migrations[]; /* the history of the orchard, ended by an empty one */
extern _Atomic int sync_errno;               /* not 0: every sync of the program fails with it */
void fill_disk(Store *s, int more_pages);    /* no more pages than there are: a full disk */
void disk_room(rlim_t n);                    /* no file may grow beyond n bytes; 0: as before */
