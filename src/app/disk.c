/* disk.c - files of a backup: read with their hash, written so that they outlast a power cut. */
#include "app/disk.h"
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PORTION = 1 << 18 };

const char *disk_folder(Arena *a, const char *file)
{
    const char *slash = strrchr(file, '/');
    if (!slash) return ".";
    return slash == file ? "/" : arena_copy(a, (Str){file, (size_t)(slash - file)}).ptr;
}

bool disk_there(const char *name)
{
    struct stat at;
    return lstat(name, &at) == 0;
}

bool disk_is_folder(const char *name)
{
    struct stat at;
    return stat(name, &at) == 0 && S_ISDIR(at.st_mode);
}

/* Whatever went wrong first is what errno tells. */
static bool shut(int fd, bool good)
{
    const int why = errno;
    if (close(fd)) return false;
    errno = why;
    return good;
}

bool disk_sync(const char *name)
{
    const int fd = open(name, O_RDONLY | O_CLOEXEC);
    return fd >= 0 && shut(fd, fsync(fd) == 0);
}

static bool write_all(int fd, const char *at, size_t n)
{
    while (n) {
        const ssize_t k = write(fd, at, n);
        if (k < 0 && errno == EINTR) continue;
        if (k <= 0) return false;
        at += k, n -= (size_t)k;
    }
    return true;
}

static int make(const char *file)
{
    return open(file, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
}

bool disk_write(const char *file, Str text)
{
    const int fd = make(file);
    return fd >= 0 && shut(fd, write_all(fd, text.ptr, text.len) && fsync(fd) == 0);
}

bool disk_replace(Arena *a, const char *file, Str text)
{
    const char *part = arena_fmt(a, "%s.new", file).ptr;
    unlink(part); /* of an attempt that was cut short */
    return disk_write(part, text) && rename(part, file) == 0 && disk_sync(disk_folder(a, file));
}

static bool pour(int from, int to, int64_t *size, unsigned char hash[32])
{
    static char portion[PORTION];
    crypto_hash_sha256_state s;
    ssize_t k;
    crypto_hash_sha256_init(&s);
    for (*size = 0; (k = read(from, portion, sizeof portion)) != 0; *size += k) {
        if (k < 0 && errno == EINTR) k = 0;
        if (k < 0 || (to >= 0 && !write_all(to, portion, (size_t)k))) return false;
        crypto_hash_sha256_update(&s, (const unsigned char *)portion, (size_t)k);
    }
    crypto_hash_sha256_final(&s, hash);
    return to < 0 || fsync(to) == 0;
}

bool disk_read(Arena *a, const char *file, const char *to, DiskFile *out)
{
    unsigned char hash[32];
    const int from = open(file, O_RDONLY | O_CLOEXEC);
    if (from < 0) return false;
    const int fd = to ? make(to) : -1;
    bool good = (!to || fd >= 0) && pour(from, fd, &out->size, hash);
    if (fd >= 0) good = shut(fd, good);
    if (!shut(from, good)) return false;
    out->hash = hex_of(a, hash, sizeof hash);
    return true;
}
