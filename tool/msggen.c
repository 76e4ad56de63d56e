/* msggen - turns the message files into ids and texts. A key twice, a key missing in one language, or a
 * different number of {} in the two stops the build.
 * usage: msggen OUT_BASE FILE...     FILE: .../vi.txt or .../en.txt; writes OUT_BASE.h and OUT_BASE.c
 * A line: key, blanks, text. "#" starts a comment line; blank lines are skipped. Ids are in key order. */
#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 4 << 20, KEY_MAX = 120 };
typedef struct {
    char key[KEY_MAX], id[KEY_MAX];
    int lang, line, gaps;
    const char *path, *text;
} Message;

static const char *const lang_name[] = {"vi", "en"};
static Message *all;
static size_t len, cap;
static int faults;

__attribute__((format(printf, 3, 4))) static void fault(const char *path, int line, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fprintf(stderr, "%s:%d: ", path, line);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
    faults++;
}

static int gaps_in(const char *text)
{
    int n = 0;
    while ((text = strstr(text, "{}")))
        n++, text += 2;
    return n;
}

static void add(const char *path, int lang, int line, char *s)
{
    Message m = {.lang = lang, .line = line, .path = path};
    size_t n = strcspn(s, " \t"), end = strlen(s);
    while (end > n && isspace((unsigned char)s[end - 1]))
        s[--end] = 0;
    m.text = s + n + strspn(s + n, " \t");
    if (n >= KEY_MAX) return fault(path, line, "a key is shorter than %d bytes", KEY_MAX);
    memcpy(m.key, s, n);
    for (size_t i = 0; i < n; i++) {
        bool mark = s[i] == '.' || s[i] == '-';
        if (!isalnum((unsigned char)s[i]) && s[i] != '_' && !mark)
            return fault(path, line, "key '%s' has more than letters, digits and . - _", m.key);
        m.id[i] = mark ? '_' : s[i];
    }
    if (!*m.text) return fault(path, line, "key %s has no text", m.key);
    m.gaps = gaps_in(m.text);
    if (len == cap) {
        all = realloc(all, sizeof *all * (cap = cap ? cap * 2 : 1024));
        if (!all) exit(1);
    }
    all[len++] = m;
}

static void read_file(const char *path)
{
    char *text = calloc(1, TEXT_MAX + 1);
    FILE *f = fopen(path, "rb");
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    int lang = strcmp(base, "vi.txt") == 0 ? 0 : strcmp(base, "en.txt") == 0 ? 1 : -1, line = 1;
    if (!f || !text || fread(text, 1, TEXT_MAX + 1, f) > TEXT_MAX) {
        fault(path, 0, "cannot be read, or is larger than 4 MiB");
        exit(1);
    }
    fclose(f);
    if (lang < 0) return fault(path, 0, "a message file is called vi.txt or en.txt");
    for (char *s = text, *next; s; s = next, line++) {
        next = strchr(s, '\n');
        if (next) *next++ = 0;
        if (*s == '#' || !s[strspn(s, " \t\r")]) continue;
        if (isspace((unsigned char)*s))
            fault(path, line, "a key starts at the edge of the line");
        else
            add(path, lang, line, s);
    }
}

static int by_key(const void *a, const void *b)
{
    const Message *x = a, *y = b;
    int order = strcmp(x->key, y->key);
    if (!order) order = x->lang - y->lang;
    return order ? order : strcmp(x->path, y->path);
}

static int by_id(const void *a, const void *b)
{
    return strcmp((*(Message *const *)a)->id, (*(Message *const *)b)->id);
}

/* After sorting, each key must stand exactly twice: Vietnamese, then English. */
static void check(void)
{
    Message **ids = calloc(len + 1, sizeof *ids);
    size_t n = 0;
    if (!ids) exit(1);
    for (size_t i = 0; i < len; i++) {
        const Message *m = &all[i], *next = i + 1 < len ? &all[i + 1] : NULL;
        bool pair = next && strcmp(m->key, next->key) == 0;
        if (pair && m->lang == next->lang) {
            const Message *late = m->path == next->path && m->line > next->line ? m : next,
                          *early = late == m ? next : m;
            fault(late->path, late->line, "key %s twice; it stands in %s:%d", m->key, early->path, early->line);
        } else if (!pair && (i == 0 || strcmp(m->key, all[i - 1].key) != 0))
            fault(m->path, m->line, "key %s is missing in %s.txt", m->key, lang_name[!m->lang]);
        else if (pair && m->gaps != next->gaps)
            fault(next->path, next->line, "key %s has %d {} here and %d in %s", m->key, next->gaps, m->gaps, m->path);
        if (i == 0 || strcmp(m->key, all[i - 1].key) != 0) ids[n++] = &all[i];
    }
    qsort(ids, n, sizeof(Message *), by_id);
    for (size_t i = 1; i < n; i++)
        if (strcmp(ids[i]->id, ids[i - 1]->id) == 0)
            fault(ids[i]->path, ids[i]->line, "keys %s and %s give the same id", ids[i]->key, ids[i - 1]->key);
    free(ids);
}

static void quote(FILE *c, const char *s)
{
    fputc('"', c);
    for (; *s; s++)
        if (*s == '"' || *s == '\\')
            fprintf(c, "\\%c", *s);
        else
            fputc(*s, c);
    fputs("\",\n", c);
}

static int write_out(const char *base)
{
    char name[4096];
    const char *slash = strrchr(base, '/');
    snprintf(name, sizeof name, "%s.h", base);
    FILE *h = fopen(name, "wb");
    snprintf(name, sizeof name, "%s.c", base);
    FILE *c = fopen(name, "wb");
    if (!h || !c) return fprintf(stderr, "%s:0: cannot be written\n", name), 1;
    fputs("/* made by tool/msggen from every locale folder */\n#pragma once\n\nenum {\n    MSG_NONE,\n", h);
    for (size_t i = 0; i < len; i += 2)
        fprintf(h, "    MSG_%s,\n", all[i].id);
    fputs("    MSG_COUNT\n};\nextern const char *const msg_text[2][MSG_COUNT]; /* by Lang and id */\n"
          "extern const char *const msg_key[MSG_COUNT];     /* sorted: an id is found by binary search */\n",
          h);
    fprintf(c, "/* made by tool/msggen from every locale folder */\n#include \"%s.h\"\n\n", slash ? slash + 1 : base);
    fputs("const char *const msg_key[MSG_COUNT] = {\n\"\",\n", c);
    for (size_t i = 0; i < len; i += 2)
        quote(c, all[i].key);
    fputs("};\n\nconst char *const msg_text[2][MSG_COUNT] = {{\n\"\",\n", c);
    for (size_t i = 0; i < len; i += 2)
        quote(c, all[i].text);
    fputs("}, {\n\"\",\n", c);
    for (size_t i = 1; i < len; i += 2)
        quote(c, all[i].text);
    fputs("}};\n", c);
    return fclose(h) || fclose(c);
}

int main(int argc, char **argv)
{
    if (argc < 2) return fputs("usage: msggen OUT_BASE FILE...\n", stderr), 1;
    for (int i = 2; i < argc; i++)
        read_file(argv[i]);
    if (len) qsort(all, len, sizeof *all, by_key);
    check();
    return faults ? 1 : write_out(argv[1]);
}
