/* lock.c - a lock on FILE-lock: SQLite's own locks are lost when the file itself is opened and closed twice. */
#include "app/lock.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

bool lock_take(const char *data)
{
    char name[4096];
    if ((size_t)snprintf(name, sizeof name, "%s-lock", data) >= sizeof name) return true; /* opening it will say so */
    int fd = open(name, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0) return true;                            /* a folder that takes no file: said when the data are opened */
    if (flock(fd, LOCK_EX | LOCK_NB) == 0) return true; /* fd stays open: it is the lock */
    int why = errno;
    close(fd);
    return why != EWOULDBLOCK;
}
