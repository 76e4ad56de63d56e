/* csv.c - tables as text. */
#include "base/csv.h"
#include <assert.h>
#include <string.h>

/* ---- What a spreadsheet would run ---- */

/* Marks before = + - @ TAB CR: none is a danger, some is our guard (or a text that looks like it). */
static bool guarded(Str s, size_t *marks)
{
    size_t i = 0;
    while (i < s.len && s.ptr[i] == '\'')
        i++;
    *marks = i;
    return i < s.len && memchr("=+-@\t\r", s.ptr[i], 6);
}

static Str unguard(Str s)
{
    size_t marks;
    if (!guarded(s, &marks) || marks == 0) return s;
    return (Str){s.ptr + 1, s.len - 1};
}

/* ---- Reading ---- */

static void fault(CsvReader *r, int64_t line, size_t column, CsvReason why)
{
    if (r->faults < CSV_FAULTS_MAX)
        r->fault[r->faults] = (CsvFault){.line = line, .column = (int64_t)column, .why = why};
    r->faults++;
}

/* Takes the end of a line, if `rest` begins with one. */
static bool line_end(CsvReader *r)
{
    size_t n = str_starts(r->rest, S("\r\n")) ? 2 : str_starts(r->rest, S("\n"));
    r->rest = (Str){r->rest.ptr + n, r->rest.len - n};
    r->line += n != 0;
    return n != 0;
}

static void line_skip(CsvReader *r)
{
    str_cut(&r->rest, '\n');
    r->line++;
}

/* How many bytes of an unquoted cell stand before its end. */
static size_t plain_len(const CsvReader *r)
{
    size_t n = 0;
    for (; n < r->rest.len; n++) {
        char k = r->rest.ptr[n];
        if (k == r->by || k == '\n') break;
        if (k == '\r' && n + 1 < r->rest.len && r->rest.ptr[n + 1] == '\n') break;
    }
    return n;
}

/* Takes a quoted cell; `rest` begins after the first quote. False: it never closes. */
static bool quoted(CsvReader *r, Str *cell)
{
    const char *from = r->rest.ptr;
    size_t len = 0, doubled = 0;
    for (;; len++) {
        const char *at = len < r->rest.len ? memchr(from + len, '"', r->rest.len - len) : NULL;
        if (!at) return false;
        len = (size_t)(at - from);
        if (len + 1 == r->rest.len || from[len + 1] != '"') break;
        doubled++, len++;
    }
    r->rest = (Str){from + len + 1, r->rest.len - len - 1};
    for (size_t i = 0; i < len; i++)
        r->line += from[i] == '\n';
    *cell = (Str){from, len};
    if (!doubled) return true;
    char *copy = arena_raw(r->arena, len - doubled);
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        copy[n++] = from[i];
        i += from[i] == '"';
    }
    *cell = (Str){copy, n};
    return true;
}

typedef enum { CELL_MORE, CELL_LAST, CELL_LOST } CellEnd;

/* Takes one cell with the separator or line end behind it. */
static CellEnd cell_read(CsvReader *r, Str *cell, int64_t line, size_t column)
{
    if (r->rest.len && r->rest.ptr[0] == '"') {
        r->rest = (Str){r->rest.ptr + 1, r->rest.len - 1};
        if (!quoted(r, cell)) {
            fault(r, line, column, CSV_UNCLOSED);
            r->rest.len = 0;
            return CELL_LOST;
        }
        if (plain_len(r) != 0) {
            fault(r, line, column, CSV_AFTER_QUOTE);
            line_skip(r);
            return CELL_LOST;
        }
    } else {
        size_t n = plain_len(r);
        *cell = (Str){r->rest.ptr, n};
        r->rest = (Str){r->rest.ptr + n, r->rest.len - n};
    }
    if (line_end(r) || !r->rest.len) return CELL_LAST;
    r->rest = (Str){r->rest.ptr + 1, r->rest.len - 1}; /* the separator */
    return CELL_MORE;
}

static bool cell_sound(CsvReader *r, Str cell, int64_t line, size_t column)
{
    bool is_long = cell.len > CSV_CELL_BYTES_MAX;
    if (is_long)
        fault(r, line, column, CSV_LONG);
    else if (!utf8_valid(cell))
        fault(r, line, column, CSV_BYTES);
    else
        return true;
    return false;
}

/* Reads one record into cells; false when it is faulty, which has then been noted. */
static bool record(CsvReader *r, Str *cell, size_t *n)
{
    int64_t line = r->line;
    bool sound = true;
    CellEnd end = CELL_MORE;
    for (*n = 0; end == CELL_MORE; ++*n) {
        Str one = {0};
        end = cell_read(r, &one, line, *n + 1);
        if (end == CELL_LOST) return false;
        sound = sound && cell_sound(r, one, line, *n + 1); /* one fault a record is enough */
        if (*n < CSV_COLUMNS_MAX) cell[*n] = unguard(one);
    }
    if (sound && *n > CSV_COLUMNS_MAX) fault(r, line, CSV_COLUMNS_MAX + 1, CSV_COLUMNS), sound = false;
    return sound;
}

/* The separator that the first `lines` have most of, outside quotes; a comma where none is. */
static char separator(Str text, int lines)
{
    static const char all[] = ",;\t";
    int64_t n[sizeof all - 1] = {0};
    bool inside = false;
    for (size_t i = 0; i < text.len && lines; i++) {
        const char k = text.ptr[i], *at = k ? strchr(all, k) : NULL;
        if (k == '"') inside = !inside;
        if (inside) continue;
        if (at) n[at - all]++;
        lines -= k == '\n';
    }
    size_t most = 0;
    for (size_t i = 1; i < LEN(n); i++)
        if (n[i] > n[most]) most = i;
    return all[most];
}

static void header(CsvReader *r)
{
    int64_t line = r->line;
    size_t n;
    if (!record(r, r->name, &n)) return;
    for (size_t i = 0; i < n; i++) {
        r->name[i] = str_trim(r->name[i]);
        bool twice = false;
        for (size_t k = 0; k < i; k++)
            twice = twice || str_eq(r->name[k], r->name[i]);
        if (!r->name[i].len || twice) fault(r, line, i + 1, CSV_NAME);
    }
    if (!r->faults) r->width = n;
}

static CsvReader opened(Arena *a, Str text)
{
    size_t skip = str_starts(text, S(CSV_BOM)) ? sizeof CSV_BOM - 1 : 0;
    CsvReader r = {
        .arena = a, .rest = {text.ptr + skip, text.len - skip},
             .line = 1
    };
    r.fault = NEW(a, CsvFault, CSV_FAULTS_MAX);
    while (line_end(&r)) {
    }
    return r;
}

CsvReader csv_open(Arena *a, Str text)
{
    CsvReader r = opened(a, text);
    r.by = separator(r.rest, 1);
    if (r.rest.len)
        header(&r);
    else
        fault(&r, r.line, 0, CSV_EMPTY);
    if (!r.width) r.rest.len = 0; /* without names no record means anything */
    return r;
}

CsvReader csv_bare(Arena *a, Str text, char by)
{
    enum { FIRST_LINES = 30 };
    CsvReader r = opened(a, text);
    r.by = by ? by : separator(r.rest, FIRST_LINES);
    return r;
}

bool csv_next_any(CsvReader *r, CsvRow *row, size_t *n)
{
    for (;;) {
        while (line_end(r)) {
        }
        if (!r->rest.len) return false;
        row->of = r, row->line = r->line;
        if (record(r, row->cell, n)) return true;
    }
}

bool csv_next(CsvReader *r, CsvRow *row)
{
    size_t n;
    while (csv_next_any(r, row, &n)) {
        if (n == r->width) return true;
        fault(r, row->line, 0, CSV_WIDTH);
    }
    return false;
}

static size_t column(const CsvReader *r, const char *name)
{
    size_t i = 0;
    while (i < r->width && !str_eq(r->name[i], str(name)))
        i++;
    return i;
}

Str csv_cell(const CsvRow *row, const char *name)
{
    size_t i = column(row->of, name);
    return i < row->of->width ? row->cell[i] : S("");
}

bool csv_has(const CsvReader *r, const char *name)
{
    return column(r, name) < r->width;
}

/* ---- Writing: a separator after every cell; the end of the row replaces the last ---- */

static bool needs_quotes(Str s)
{
    if (!s.len) return false;
    for (size_t i = 0; i < s.len; i++)
        if (memchr("\",;\r\n\t", s.ptr[i], 6)) return true;
    return s.ptr[0] == ' ' || s.ptr[s.len - 1] == ' ' || str_starts(s, S(CSV_BOM));
}

void csv_put_by(Buf *b, char by, Str cell)
{
    assert(by == ',' || by == ';');
    size_t marks;
    bool guard = guarded(cell, &marks), quote = needs_quotes(cell);
    if (quote) buf_char(b, '"');
    if (guard) buf_char(b, '\'');
    while (cell.len) {
        size_t before = cell.len;
        Str head = str_cut(&cell, '"');
        buf_str(b, head);
        if (head.len != before) buf_str(b, S("\"\"")); /* there was one */
    }
    if (quote) buf_char(b, '"');
    buf_char(b, by);
}

void csv_put(Buf *b, Str cell)
{
    csv_put_by(b, ',', cell);
}

void csv_end_row(Buf *b)
{
    assert(b->len > 0);
    b->len--;
    if (b->len == 0 || b->ptr[b->len - 1] == '\n') buf_str(b, S("\"\"")); /* not a blank line */
    buf_str(b, S("\r\n"));
}
