/* slowsync.c - LD_PRELOAD shim: every fsync and fdatasync takes 2 ms longer, as on an ordinary disk.
 * At the end the file named by SLOWSYNC_COUNT says how many it saw. */
#include <dlfcn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static _Atomic long seen;

static int slowly(const char *name, int fd)
{
    int (*real)(int);
    *(void **)&real = dlsym(RTLD_NEXT, name);
    seen++;
    nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
    return real(fd);
}

int fsync(int fd)
{
    return slowly("fsync", fd);
}

int fdatasync(int fd)
{
    return slowly("fdatasync", fd);
}

__attribute__((destructor)) static void tell(void)
{
    const char *name = getenv("SLOWSYNC_COUNT");
    FILE *f = name ? fopen(name, "w") : NULL;
    if (!f) return;
    fprintf(f, "%ld\n", (long)seen);
    fclose(f);
}
