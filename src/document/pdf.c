/* pdf.c - reading, completing and joining what Cairo wrote. */
#include "document/pdf.h"
#include <string.h>

enum { OBJECTS_MAX = 200000, PARTS_MAX = 600 };

/* ---- reading ---- */

static bool number(Str *s, uint32_t *out)
{
    uint64_t n = 0;
    size_t i = 0;
    while (i < s->len && s->ptr[i] >= '0' && s->ptr[i] <= '9' && n <= UINT32_MAX)
        n = n * 10 + (uint64_t)(s->ptr[i++] - '0');
    if (!i || n > UINT32_MAX) return false;
    *out = (uint32_t)n, *s = (Str){s->ptr + i, s->len - i};
    return true;
}

/* "/Root 29 0 R": the number behind the name. */
static bool number_after(Str s, const char *name, uint32_t *out)
{
    const char *at = s.len ? memmem(s.ptr, s.len, name, strlen(name)) : NULL;
    if (!at) return false;
    Str rest = {at + strlen(name), (size_t)(s.ptr + s.len - at) - strlen(name)};
    return number(&rest, out);
}

static Str last_of(Str s, const char *word)
{
    for (size_t n = strlen(word), i = s.len; i >= n; i--)
        if (!memcmp(s.ptr + i - n, word, n)) return (Str){s.ptr + i, s.len - i};
    return (Str){0};
}

/* "0000000356 00000 n \n": twenty bytes an object. */
static bool table_read(Str s, uint32_t *at, uint32_t size, size_t file)
{
    enum { ENTRY = 20 };
    if (s.len < (size_t)size * ENTRY) return false;
    for (uint32_t i = 0; i < size; i++) {
        Str entry = {s.ptr + (size_t)i * ENTRY, ENTRY};
        if (!number(&entry, &at[i]) || at[i] >= file) return false;
        if (s.ptr[(size_t)i * ENTRY + 17] != 'n') at[i] = 0;
    }
    return true;
}

bool pdf_read(Arena *a, Str text, Pdf *out)
{
    Str rest = last_of(text, "startxref\n"), trailer = last_of(text, "trailer\n");
    *out = (Pdf){.text = text};
    if (!number(&rest, &out->table) || out->table >= text.len) return false;
    rest = (Str){text.ptr + out->table, text.len - out->table};
    if (!str_starts(rest, S("xref\n0 "))) return false;
    rest = (Str){rest.ptr + 7, rest.len - 7};
    if (!number(&rest, &out->size) || !out->size || out->size > OBJECTS_MAX || !rest.len) return false;
    if (!number_after(trailer, "/Root ", &out->root) || !number_after(trailer, "/Info ", &out->info)) return false;
    uint32_t *at = arena_alloc(a, sizeof *at * out->size);
    if (!table_read((Str){rest.ptr + 1, rest.len - 1}, at, out->size, text.len)) return false;
    out->at = at;
    return out->root < out->size && out->info < out->size;
}

/* It ends before whatever begins next: bytes of a stream may look like anything. */
static uint32_t end_of(const Pdf *p, uint32_t n)
{
    uint32_t end = p->table;
    for (uint32_t i = 1; i < p->size; i++)
        if (p->at[i] > p->at[n] && p->at[i] < end) end = p->at[i];
    return end;
}

Str pdf_object(const Pdf *p, uint32_t n)
{
    if (!n || n >= p->size || !p->at[n] || p->at[n] >= p->table) return (Str){0};
    Str s = {p->text.ptr + p->at[n], end_of(p, n) - p->at[n]};
    const char *body = memmem(s.ptr, s.len, "obj\n", 4);
    const Str behind = last_of(s, "endobj");
    if (!body || !behind.ptr) return (Str){0};
    body += 4;
    const char *end = behind.ptr - strlen("endobj");
    return end > body ? (Str){body, (size_t)(end - body)} : (Str){0};
}

/* ---- completing ---- */

static const char catalog_more[] =
    "   /Lang (vi-VN)\n   /ViewerPreferences << /DisplayDocTitle true >>\n   /PageMode /UseOutlines\n";

/* The catalog is the last of Cairo's objects: what stands before it stays where it is. */
Str pdf_finish(Arena *a, Str pdf)
{
    Pdf p;
    Buf out = {.arena = a};
    if (!pdf_read(a, pdf, &p)) return (Str){0};
    const Str catalog = pdf_object(&p, p.root), tail = {pdf.ptr + p.table, pdf.len - p.table};
    if (!str_starts(catalog, S("<< ")) || end_of(&p, p.root) != p.table) return (Str){0};
    const Str place = last_of(tail, "startxref\n");
    buf_str(&out, (Str){pdf.ptr, p.at[p.root]});
    buf_fmt(&out, "%u 0 obj\n<<\n%s   ", p.root, catalog_more);
    buf_str(&out, (Str){catalog.ptr + 3, catalog.len - 3});
    buf_str(&out, S("endobj\n"));
    const size_t table = out.len;
    buf_str(&out, (Str){tail.ptr, (size_t)(place.ptr - tail.ptr)});
    buf_fmt(&out, "%zu\n%%%%EOF\n", table);
    return buf_done(&out);
}

/* ---- joining ---- */

enum { CATALOG = 1, PAGES, OUTLINES, INFO, FIRST_FREE };
typedef struct {
    Pdf p;
    uint32_t pages, outlines, first, last, shift; /* object n becomes n + shift */
    uint32_t count;                               /* of its pages */
} Part;
typedef struct {
    Buf out;
    uint32_t *at;
    uint32_t titles, pages;
} Joined;

static bool part_read(Arena *a, Str text, Part *x)
{
    if (!pdf_read(a, text, &x->p)) return false;
    const Str catalog = pdf_object(&x->p, x->p.root);
    if (!number_after(catalog, "/Pages ", &x->pages) || !number_after(catalog, "/Outlines ", &x->outlines))
        return false;
    const Str titles = pdf_object(&x->p, x->outlines);
    return number_after(titles, "/First ", &x->first) && number_after(titles, "/Last ", &x->last) &&
           number_after(pdf_object(&x->p, x->pages), "/Count ", &x->count);
}

static uint32_t mapped(const Part *x, uint32_t n)
{
    return n == x->outlines ? OUTLINES : n + x->shift;
}

/* "12 0 R" at the head of `s`: how long it is; 0: something else. */
static size_t reference(Str s, uint32_t *n)
{
    Str rest = s;
    if (!number(&rest, n) || !str_starts(rest, S(" 0 R"))) return 0;
    return s.len - rest.len + 4;
}

static size_t literal(Str s)
{
    size_t i = 1;
    while (i < s.len && s.ptr[i] != ')')
        i += s.ptr[i] == '\\' ? 2 : 1;
    return i < s.len ? i + 1 : s.len;
}

/* Copies with every reference moved; texts in brackets and the bytes of a stream stay. */
static void copy_moved(Buf *out, const Part *x, Str s)
{
    const char *stream = memmem(s.ptr, s.len, "\nstream\n", 8);
    size_t head = stream ? (size_t)(stream - s.ptr) : s.len;
    for (size_t i = 0; i < head;) {
        uint32_t n;
        const Str here = {s.ptr + i, head - i};
        const bool fresh = !i || s.ptr[i - 1] < '0' || s.ptr[i - 1] > '9';
        const size_t ref = fresh ? reference(here, &n) : 0;
        const size_t len = ref ? ref : *here.ptr == '(' ? literal(here) : 1;
        if (ref)
            buf_fmt(out, "%u 0 R", mapped(x, n));
        else
            buf_str(out, (Str){here.ptr, len});
        i += len;
    }
    buf_str(out, (Str){s.ptr + head, s.len - head});
}

static void object_begin(Joined *j, uint32_t n)
{
    j->at[n] = (uint32_t)j->out.len;
    buf_fmt(&j->out, "%u 0 obj\n", n);
}

/* Into the dictionary that begins with "<< ". */
static void with_more(Joined *j, const Part *x, Str object, Str more)
{
    buf_fmt(&j->out, "<<" STR " ", ARG(more));
    copy_moved(&j->out, x, (Str){object.ptr + 3, object.len - 3});
}

static bool part_copy(Joined *j, Arena *a, const Part *x, const Part *before, const Part *next)
{
    for (uint32_t n = 1; n < x->p.size; n++) {
        const Str object = pdf_object(&x->p, n);
        Buf more = {.arena = a};
        if (!object.len || n == x->p.root || n == x->p.info || n == x->outlines) continue;
        if (n == x->pages) buf_fmt(&more, " /Parent %u 0 R", PAGES);
        if (n == x->first && before) buf_fmt(&more, " /Prev %u 0 R", mapped(before, before->last));
        if (n == x->last && next) buf_fmt(&more, " /Next %u 0 R", mapped(next, next->first));
        object_begin(j, n + x->shift);
        if (!more.len)
            copy_moved(&j->out, x, object);
        else if (str_starts(object, S("<< ")))
            with_more(j, x, object, buf_done(&more));
        else
            return false;
        buf_str(&j->out, S("endobj\n"));
    }
    return true;
}

static void crown(Joined *j, const Part *part, size_t n)
{
    uint32_t pages = 0;
    object_begin(j, CATALOG);
    buf_fmt(&j->out, "<< /Type /Catalog\n   /Pages %u 0 R\n   /Outlines %u 0 R\n%s>>\nendobj\n", PAGES, OUTLINES,
            catalog_more);
    object_begin(j, PAGES);
    buf_str(&j->out, S("<< /Type /Pages\n   /Kids ["));
    for (size_t i = 0; i < n; i++)
        buf_fmt(&j->out, " %u 0 R", part[i].pages + part[i].shift), pages += part[i].count;
    buf_fmt(&j->out, " ]\n   /Count %u\n>>\nendobj\n", pages);
    object_begin(j, OUTLINES);
    buf_fmt(&j->out, "<< /Type /Outlines\n   /First %u 0 R\n   /Last %u 0 R\n>>\nendobj\n", mapped(part, part->first),
            mapped(&part[n - 1], part[n - 1].last));
    object_begin(j, INFO);
    buf_str(&j->out, pdf_object(&part->p, part->p.info));
    buf_str(&j->out, S("endobj\n"));
}

static void table_write(Joined *j, uint32_t size)
{
    const size_t table = j->out.len;
    buf_fmt(&j->out, "xref\n0 %u\n0000000000 65535 f \n", size);
    for (uint32_t i = 1; i < size; i++)
        buf_fmt(&j->out, "%010u %s \n", j->at[i], j->at[i] ? "00000 n" : "65535 f");
    buf_fmt(&j->out, "trailer\n<< /Size %u\n   /Root %u 0 R\n   /Info %u 0 R\n>>\nstartxref\n%zu\n%%%%EOF\n", size,
            CATALOG, INFO, table);
}

Str pdf_join(Arena *a, const Str *parts, size_t n)
{
    Part *part = NEW(a, Part, n + 1);
    Joined j = {.out = {.arena = a}};
    uint32_t size = FIRST_FREE;
    if (!n || n > PARTS_MAX) return (Str){0};
    for (size_t i = 0; i < n; i++) {
        if (!part_read(a, parts[i], &part[i])) return (Str){0};
        part[i].shift = size;
        size += part[i].p.size;
        if (size > OBJECTS_MAX) return (Str){0};
    }
    j.at = arena_alloc(a, sizeof *j.at * size);
    buf_str(&j.out, S("%PDF-1.4\n%\xb5\xed\xae\xfb\n"));
    crown(&j, part, n);
    for (size_t i = 0; i < n; i++)
        if (!part_copy(&j, a, &part[i], i ? &part[i - 1] : NULL, i + 1 < n ? &part[i + 1] : NULL)) return (Str){0};
    table_write(&j, size);
    return buf_done(&j.out);
}

/* ---- in the worker ---- */

static bool nothing(void)
{
    return true;
}

static bool run(Arena *a, Str in, Buf *out)
{
    Str parts[PARTS_MAX];
    size_t n = 0;
    uint32_t len;
    for (; in.len > sizeof len && n < PARTS_MAX; n++) {
        memcpy(&len, in.ptr, sizeof len);
        in = (Str){in.ptr + sizeof len, in.len - sizeof len};
        if (len > in.len) break;
        parts[n] = (Str){in.ptr, len};
        in = (Str){in.ptr + len, in.len - len};
    }
    const Str pdf = in.len ? (Str){0} : pdf_join(a, parts, n);
    buf_str(out, pdf.len ? pdf : S("not joined"));
    return pdf.len > 0;
}

const WorkKind join_work = {.name = "join", .load = nothing, .run = run, .ms_max = 15000};
