/* document.c - a template and values become the text that the worker draws; and the asking. */
#include "document/document.h"
#include "base/day.h"
#include "document/draw.h"
#include <string.h>
#include <unicase.h>

static const char dots[] = "……………………";

/* ---- values ---- */

/* Direction marks turn what is read around; control characters are ours. Neither belongs into a paper. */
static size_t unwanted(Str s)
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    if (*p < ' ' || *p == 127) return 1;
    if (*p == 0xc2 && s.len > 1 && p[1] < 0xa0) return 2;                  /* C1 */
    if (*p == 0xd8 && s.len > 1 && p[1] == 0x9c) return 2;                 /* U+061C */
    if (*p == 0xef && s.len > 2 && p[1] == 0xbb && p[2] == 0xbf) return 3; /* U+FEFF */
    if (*p != 0xe2 || s.len < 3) return 0;
    const bool marks =
        p[1] == 0x80 && ((p[2] >= 0x8b && p[2] <= 0x8f) || (p[2] >= 0xa8 && p[2] <= 0xae)); /* U+200B-F, U+2028-E */
    return marks || (p[1] == 0x81 && p[2] >= 0xa0 && p[2] <= 0xaf) ? 3 : 0;                 /* U+2060-F */
}

static void put_value(Buf *out, Str text)
{
    if (!text.len) return;
    const Str s = text_clean(out->arena, text); /* NFC, so that what is copied out of the PDF is what was typed */
    for (size_t i = 0; i < s.len;) {
        const Str here = {s.ptr + i, s.len - i};
        const size_t skip = unwanted(here);
        if (*here.ptr == '\n')
            buf_char(out, LINE_END);
        else if (!skip)
            buf_char(out, *here.ptr);
        i += skip ? skip : 1;
    }
}

static const DocumentValue *named(const DocumentValue *at, size_t n, Str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(name, str(at[i].name))) return &at[i];
    return NULL;
}

static const DocumentValue *value_of(const Document *d, Str name)
{
    return named(d->values, d->value_len, name);
}

/* ---- one text of the template ---- */

static const struct {
    const char *mark;
    char code;
} marks[] = {
    {"<b>",  BOLD_ON   },
    {"</b>", BOLD_OFF  },
    {"<i>",  ITALIC_ON },
    {"</i>", ITALIC_OFF}
};

static size_t put_mark(Buf *out, Str s)
{
    for (size_t i = 0; i < LEN(marks); i++)
        if (str_starts(s, str(marks[i].mark))) return buf_char(out, marks[i].code), strlen(marks[i].mark);
    return 0;
}

static Err put_named(const Document *d, Buf *out, Str name, bool with_dots)
{
    const DocumentValue *v = value_of(d, name);
    if (!v) return FAIL(ERR_INTERNAL, "a template names '" STR "', which is no value of it", ARG(name));
    const size_t before = out->len;
    put_value(out, v->text);
    if (out->len == before && with_dots) buf_str(out, S(dots));
    return OK;
}

static Err put_text(const Document *d, Buf *out, Str s, bool with_dots)
{
    while (s.len) {
        size_t n = put_mark(out, s);
        if (!n && *s.ptr == '{') {
            Str rest = {s.ptr + 1, s.len - 1};
            const Str name = str_cut(&rest, '}');
            TRY(put_named(d, out, name, with_dots));
            s = rest;
            continue;
        }
        if (!n && str_starts(s, S("\\n"))) buf_char(out, LINE_END), n = 2;
        if (!n) buf_char(out, *s.ptr), n = 1;
        s = (Str){s.ptr + n, s.len - n};
    }
    return OK;
}

/* Texts parted by | in the template, by tabs in what is filled. */
static Err put_texts(const Document *d, Buf *out, Str s)
{
    for (bool first = true; s.len; first = false) {
        if (!first) buf_char(out, '\t');
        TRY(put_text(d, out, str_trim(str_cut(&s, '|')), true));
    }
    return OK;
}

/* ---- one line of the template ---- */

typedef struct {
    const Document *d;
    Buf *out;
    Str form, foot;
    bool lying, begun;
    const DocumentTable *table; /* whose columns are being told */
    int column[COLUMNS_MAX];
    size_t columns;
} Fill;

static Err begin(Fill *f)
{
    if (f->begun) return OK;
    f->begun = true;
    buf_fmt(f->out, "form %s\t%s\t", f->d->profile == PARTY_PROFILE ? "party" : "state",
            f->lying ? "lying" : "upright");
    buf_str(f->out, day_iso(f->out->arena, f->d->made));
    buf_char(f->out, '\t');
    TRY(put_text(f->d, f->out, f->form, false));
    buf_char(f->out, '\t');
    TRY(put_text(f->d, f->out, f->foot, false));
    buf_char(f->out, '\n');
    return OK;
}

static Err head(Fill *f)
{
    static const char *const parts[] = {"superior", "issuer", "number", "place_date"};
    buf_str(f->out, S("head "));
    for (size_t i = 0; i < LEN(parts); i++) {
        if (i) buf_char(f->out, '\t');
        TRY(put_named(f->d, f->out, str(parts[i]), false));
    }
    buf_char(f->out, '\n');
    return OK;
}

static Err lines(Fill *f, Str name)
{
    const DocumentValue *v = value_of(f->d, name);
    if (!v) return FAIL(ERR_INTERNAL, "a template lists '" STR "', which is no value of it", ARG(name));
    for (Str rest = v->text; rest.len;) {
        const Str one = str_trim(str_cut(&rest, '\n'));
        if (!one.len) continue;
        buf_str(f->out, S("item "));
        put_value(f->out, one);
        buf_char(f->out, '\n');
    }
    return OK;
}

static Err table_begin(Fill *f, Str name)
{
    f->table = NULL, f->columns = 0;
    for (size_t i = 0; i < f->d->table_len; i++)
        if (str_eq(name, str(f->d->tables[i].name))) f->table = &f->d->tables[i];
    return f->table ? OK : FAIL(ERR_INTERNAL, "a template names the table '" STR "', which is none of it", ARG(name));
}

static Err column(Fill *f, Str text)
{
    const Str width = str_cut(&text, ' ');
    Str key = str_cut(&text, ' ');
    const bool right = str_ends(key, S(">"));
    int i = 0;
    if (right) key.len--;
    while (f->table && f->table->keys[i] && !str_eq(key, str(f->table->keys[i])))
        i++;
    if (!f->table || !f->table->keys[i] || f->columns == COLUMNS_MAX)
        return FAIL(ERR_INTERNAL, "a template names the column '" STR "', which is none of its table", ARG(key));
    f->column[f->columns++] = i;
    buf_fmt(f->out, "column " STR "\t%s\t", ARG(width), right ? "right" : "left");
    TRY(put_text(f->d, f->out, text, false));
    buf_char(f->out, '\n');
    return OK;
}

/* After the last of the columns come the rows. */
static void rows(Fill *f)
{
    const DocumentTable *t = f->table;
    size_t width = 0;
    while (t->keys[width])
        width++;
    for (size_t r = 0; r < t->rows; r++) {
        buf_str(f->out, S("row "));
        for (size_t i = 0; i < f->columns; i++) {
            if (i) buf_char(f->out, '\t');
            put_value(f->out, t->cells[r * width + (size_t)f->column[i]]);
        }
        buf_char(f->out, '\n');
    }
    f->table = NULL;
}

/* "?name rest": the rest, or nothing. */
static Err condition(const Document *d, Str *line)
{
    while (line->len && (*line->ptr == '?' || *line->ptr == '!')) {
        const bool wanted = *line->ptr == '?';
        Str rest = {line->ptr + 1, line->len - 1};
        const Str name = str_cut(&rest, ' ');
        const DocumentValue *v = value_of(d, name);
        if (!v) return FAIL(ERR_INTERNAL, "a template asks for '" STR "', which is no value of it", ARG(name));
        *line = (str_trim(v->text).len > 0) == wanted ? rest : (Str){0};
    }
    return OK;
}

static Err fill_line(Fill *f, Str line)
{
    TRY(condition(f->d, &line));
    const Str word = str_cut(&line, ' ');
    if (!word.len || *word.ptr == '#') return OK;
    if (str_eq(word, S("form"))) return f->form = line, OK;
    if (str_eq(word, S("foot"))) return f->foot = line, OK;
    if (str_eq(word, S("page"))) return f->lying = str_eq(line, S("lying")), OK;
    TRY(begin(f));
    if (str_eq(word, S("column"))) return column(f, line);
    if (f->table) rows(f);
    if (str_eq(word, S("head"))) return head(f);
    if (str_eq(word, S("table"))) return table_begin(f, line);
    if (str_eq(word, S("lines"))) return lines(f, line);
    buf_str(f->out, word);
    buf_char(f->out, ' ');
    TRY(put_texts(f->d, f->out, line));
    buf_char(f->out, '\n');
    return OK;
}

Err document_fill(const Document *d, Buf *out)
{
    Fill f = {.d = d, .out = out};
    for (Str rest = d->template; rest.len;)
        TRY(fill_line(&f, str_cut(&rest, '\n')));
    if (f.table) rows(&f);
    return begin(&f);
}

/* ---- asking the worker ---- */

Err document_ask(Ctx *c, const WorkKind *kind, Str in, Str *pdf)
{
    const Err e = worker_ask(c->arena, kind, in, pdf);
    if (e == OK && str_starts(*pdf, S("%PDF-")) && str_ends(*pdf, S("%%EOF\n"))) return OK;
    if (e == ERR_INVALID) {
        const Str why = *pdf;
        *pdf = (Str){0};
        return WHY(c, MSG_document_not_drawn, FAIL(ERR_BUSY, "%s: the worker says: " STR, kind->name, ARG(why)));
    }
    *pdf = (Str){0};
    return WHY(c, MSG_document_not_drawn, FAIL(ERR_BUSY, "%s: no answer of a worker (outcome %d)", kind->name, e));
}

Err document_draw(Ctx *c, Str filled, Str *pdf)
{
    return document_ask(c, &document_work, filled, pdf);
}

Str document_place_date(Arena *a, Str place, Day d)
{
    const Civil x = civil(d);
    const char *zero = x.month <= 2 ? "0" : "";
    return arena_fmt(a, STR ", ngày %02d tháng %s%d năm %d", ARG(place), x.date, zero, x.month, x.year);
}

Str document_expand(Arena *a, Str template, const DocumentValue *tokens, size_t n)
{
    Buf out = {.arena = a};
    while (template.len) {
        buf_str(&out, str_cut(&template, '{'));
        if (!template.len) break;
        const Str name = str_cut(&template, '}');
        const DocumentValue *token = named(tokens, n, name);
        if (token)
            buf_str(&out, token->text);
        else
            buf_fmt(&out, "{" STR "}", ARG(name));
    }
    return buf_done(&out);
}

Str document_upper(Arena *a, Str s)
{
    size_t n = 3 * s.len + 16; /* more than any letter grows, so that the library takes no memory of its own */
    uint8_t *room = arena_raw(a, n);
    const uint8_t *big = u8_toupper((const uint8_t *)s.ptr, s.len, "vi", NULL, room, &n);
    return big == room ? (Str){(const char *)big, n} : s;
}
