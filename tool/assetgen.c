/* assetgen - puts the static files into the program: bytes, a brotli variant where it is smaller, the
 * content type, and one hash over all of them that is part of their address and so never goes stale.
 * usage: assetgen OUT.c ROOT FILE...            a file's name is its path below ROOT
 *        assetgen --data OUT.c ROOT FILE...     files to be read by the program, not served: bytes alone */
#include <brotli/encode.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *name, *path, *type;
    uint8_t *bytes, *brotli;
    size_t len, brotli_len;
} File;

__attribute__((format(printf, 2, 3), noreturn)) static void die(const char *path, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fprintf(stderr, "%s:0: ", path);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
    exit(1);
}

static const char *type_of(const char *path)
{
    static const char *const map[][2] = {
        {".css",         "text/css; charset=utf-8"       },
        {".js",          "text/javascript; charset=utf-8"},
        {".svg",         "image/svg+xml"                 },
        {".woff2",       "font/woff2"                    },
        {".png",         "image/png"                     },
        {".webp",        "image/webp"                    },
        {".ico",         "image/x-icon"                  },
        {".txt",         "text/plain; charset=utf-8"     },
        {".html",        "text/html; charset=utf-8"      },
        {".webmanifest", "application/manifest+json"     },
    };
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && i < sizeof map / sizeof *map; i++)
        if (strcmp(dot, map[i][0]) == 0) return map[i][1];
    die(path, "no content type for this ending; add it to type_of in tool/assetgen.c");
}

static void load(File *f)
{
    FILE *in = fopen(f->path, "rb");
    if (!in || fseek(in, 0, SEEK_END)) die(f->path, "cannot be read");
    f->len = (size_t)ftell(in);
    rewind(in);
    f->bytes = malloc(f->len + 1);
    if (!f->bytes || fread(f->bytes, 1, f->len, in) != f->len) die(f->path, "cannot be read");
    fclose(in);
}

static void for_the_web(File *f)
{
    f->type = type_of(f->path);
    f->brotli_len = BrotliEncoderMaxCompressedSize(f->len) + 64;
    f->brotli = malloc(f->brotli_len);
    if (!f->brotli) die(f->path, "out of memory");
    bool made = BrotliEncoderCompress(11, BROTLI_MAX_WINDOW_BITS, BROTLI_MODE_GENERIC, f->len, f->bytes, &f->brotli_len,
                                      f->brotli);
    if (!made || f->brotli_len >= f->len) f->brotli_len = 0;
}

static uint64_t fnv(uint64_t hash, const void *at, size_t n)
{
    for (const uint8_t *p = at; n--; p++)
        hash = (hash ^ *p) * 0x100000001b3u;
    return hash;
}

/* As a string: compilers read that many times faster than a list of numbers. */
static void write_bytes(FILE *c, char kind, int i, const uint8_t *at, size_t n)
{
    if (!n) return;
    fprintf(c, "static const unsigned char %c%d[] =\n\"", kind, i);
    for (size_t k = 0; k < n; k++) {
        bool plain = at[k] >= ' ' && at[k] < 127 && at[k] != '"' && at[k] != '\\' && at[k] != '?';
        if (plain)
            fputc(at[k], c);
        else
            fprintf(c, "\\%03o", at[k]);
        if (k % 64 == 63) fputs("\"\n\"", c);
    }
    fputs("\";\n", c);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const File *)a)->name, ((const File *)b)->name);
}

static void write_data(FILE *c, const File *all, int n)
{
    fputs("/* made by tool/assetgen */\n#include \"base/data.h\"\n\n", c);
    for (int i = 0; i < n; i++)
        write_bytes(c, 'a', i, all[i].bytes, all[i].len);
    fputs("\nconst DataFile data_files[] = {\n", c);
    for (int i = 0; i < n; i++)
        fprintf(c, "    {\"%s\", a%d, %zu},\n", all[i].name, i, all[i].len);
    fputs("    {0},\n};\n", c);
}

int main(int argc, char **argv)
{
    bool data = argc > 1 && strcmp(argv[1], "--data") == 0;
    argc -= data, argv += data;
    if (argc < 3) return fputs("usage: assetgen [--data] OUT.c ROOT FILE...\n", stderr), 1;
    int n = argc - 3;
    size_t root = strlen(argv[2]);
    File *all = calloc((size_t)n + 1, sizeof *all);
    if (!all) return 1;
    for (int i = 0; i < n; i++) {
        all[i].path = argv[i + 3];
        if (strncmp(all[i].path, argv[2], root) != 0 || all[i].path[root] != '/')
            die(all[i].path, "not below %s", argv[2]);
        all[i].name = all[i].path + root + 1;
        load(&all[i]);
        if (!data) for_the_web(&all[i]);
        if (data && !all[i].len) die(all[i].path, "is empty");
    }
    qsort(all, (size_t)n, sizeof *all, by_name);
    uint64_t hash = 0xcbf29ce484222325u;
    FILE *c = fopen(argv[1], "wb");
    if (!c) die(argv[1], "cannot be written");
    if (data) return write_data(c, all, n), fclose(c) != 0;
    fputs("/* made by tool/assetgen */\n#include \"web/asset.h\"\n\n", c);
    for (int i = 0; i < n; i++) {
        hash = fnv(fnv(hash, all[i].name, strlen(all[i].name) + 1), all[i].bytes, all[i].len);
        write_bytes(c, 'a', i, all[i].bytes, all[i].len);
        write_bytes(c, 'b', i, all[i].brotli, all[i].brotli_len);
    }
    fputs("\nconst Asset assets[] = {\n", c);
    for (int i = 0; i < n; i++) {
        fprintf(c, "    {\"%s\", \"%s\", ", all[i].name, all[i].type);
        if (all[i].len)
            fprintf(c, "a%d, %zu, ", i, all[i].len);
        else
            fputs("(const unsigned char *)\"\", 0, ", c);
        if (all[i].brotli_len)
            fprintf(c, "b%d, %zu},\n", i, all[i].brotli_len);
        else
            fputs("0, 0},\n", c);
    }
    fprintf(c, "    {0},\n};\nconst char asset_base[] = \"/tinh/%016llx/\";\n", (unsigned long long)hash);
    return fclose(c) != 0;
}
