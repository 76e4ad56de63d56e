/* command.c - what a verb says and reads. */
#include "app/command.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { FILE_BYTES_MAX = 1 << 28 };
const char program_version[] = "0.1.0";

int complain(int code, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fflush(stdout);
    fputs("kheo: ", stderr);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
    return code;
}

void say(Str text)
{
    if (text.len) fwrite(text.ptr, 1, text.len, stdout);
}

bool file_read(const Command *x, const char *name, Str *out)
{
    FILE *f = strcmp(name, "-") ? fopen(name, "rb") : stdin;
    struct stat at;
    Buf text = {.arena = x->arena};
    if (!f) return complain(NOT_SO, "cannot read '%s': %s", name, strerror(errno)), false;
    bool ok = fstat(fileno(f), &at) == 0 && !S_ISDIR(at.st_mode);
    if (ok && at.st_size > 0 && at.st_size < FILE_BYTES_MAX) buf_room(&text, (size_t)at.st_size + 1);
    for (size_t n = 1; ok && n && text.len <= FILE_BYTES_MAX; text.len += n)
        n = fread(buf_room(&text, 1 << 16), 1, 1 << 16, f);
    ok = ok && !ferror(f) && text.len <= FILE_BYTES_MAX;
    if (f != stdin) fclose(f);
    *out = buf_done(&text);
    if (!ok) complain(NOT_SO, "cannot read '%s': it is a folder, damaged, or larger than 256 MiB", name);
    return ok;
}
