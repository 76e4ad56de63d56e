/* sheet.c - see sheet.h. */
#include "sheet/sheet.h"
#include "base/day.h"
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum {
    EPOCH = 25569,      /* 1970-01-01 as a spreadsheet counts days */
    FIRST_DAY = 61,     /* 1900-03-01: before it spreadsheets disagree by a day */
    LAST_DAY = 2958465, /* 9999-12-31 */
    WIDTH_MIN = 8,
    WIDTH_MAX = 60, /* wider text is wrapped */
    TEXT_BYTES = SHEET_TEXT_MAX * 4 + 8
};
static const int64_t exact_max = INT64_C(999999999999999); /* a spreadsheet keeps 15 digits */

typedef enum { LOOK_TEXT, LOOK_LONG, LOOK_NUMBER, LOOK_DAY, LOOK_TIME, LOOK_MONEY, LOOK_HEAD, LOOKS } Look;
struct Sheet {
    lxw_workbook *book;
    lxw_worksheet *page;
    lxw_format *look[LOOKS];
    SheetColumn column[SHEET_COLUMNS_MAX];
    size_t width[SHEET_COLUMNS_MAX], len;
    Str name; /* of the page under way: the caller's */
    int part; /* it is the n-th of that name */
    lxw_row_t row;
    lxw_col_t at;
    lxw_error error;   /* the first */
    int fd;            /* of a file without a name; -1: there is one */
    char *file, *half; /* of the file with a name: until it is whole it has another */
    char text[TEXT_BYTES];
};

const char *sheet_folder;

/* ---- opening ---- */

static lxw_format *format_of(lxw_workbook *b, const char *number)
{
    lxw_format *f = workbook_add_format(b);
    format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
    if (number) format_set_num_format(f, number);
    return f;
}

static void looks(Sheet *s)
{
    static const char *const number[LOOKS] = {
        [LOOK_NUMBER] = "0", [LOOK_DAY] = "dd/mm/yyyy", [LOOK_TIME] = "dd/mm/yyyy hh:mm", [LOOK_MONEY] = "#,##0"};
    for (Look i = 0; i < LOOKS; i++)
        s->look[i] = format_of(s->book, number[i]);
    format_set_text_wrap(s->look[LOOK_LONG]);
    format_set_text_wrap(s->look[LOOK_HEAD]);
    format_set_bold(s->look[LOOK_HEAD]);
    format_set_bottom(s->look[LOOK_HEAD], LXW_BORDER_THIN);
}

/* A file that has no name any more: it goes with its descriptor, whatever happens. */
static int nameless(const char *folder)
{
    char name[4096];
    if (snprintf(name, sizeof name, "%s/.kheo-XXXXXX", folder) >= (int)sizeof name) return -1;
    const int fd = mkostemp(name, O_CLOEXEC);
    if (fd >= 0) unlink(name);
    return fd;
}

/* The folder of a file: what stands before its last '/', or where we are. */
static char *folder_of(const char *file)
{
    const char *slash = strrchr(file, '/');
    if (!slash) return strdup(".");
    return strndup(file, slash == file ? 1 : (size_t)(slash - file));
}

static bool place(Sheet *s, const char *file, char **folder, char proc[static 32])
{
    s->fd = -1;
    *folder = file ? folder_of(file) : strdup(sheet_folder ? sheet_folder : P_tmpdir);
    if (!*folder) return false;
    if (!file) {
        s->fd = nameless(*folder);
        snprintf(proc, 32, "/proc/self/fd/%d", s->fd);
        return s->fd >= 0;
    }
    s->file = strdup(file);
    if (!s->file || asprintf(&s->half, "%s.part", file) < 0) return s->half = NULL, false;
    const int fd = open(s->half, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    return fd >= 0 && close(fd) == 0;
}

static void drop(Sheet *s)
{
    if (s->fd >= 0) close(s->fd);
    if (s->half) unlink(s->half);
    free(s->half), free(s->file), free(s);
}

Sheet *sheet_open(const char *file, Time now)
{
    char proc[32] = "", *folder = NULL;
    Sheet *s = calloc(1, sizeof *s);
    if (!s) return NULL;
    if (place(s, file, &folder, proc)) {
        lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = folder};
        s->book = workbook_new_opt(file ? s->half : proc, &options);
    }
    if (!s->book) {
        (void)FAIL(ERR_BUSY, "a spreadsheet cannot be written in '%s': %s", folder ? folder : "", strerror(errno));
        free(folder), drop(s);
        return NULL;
    }
    free(folder);
    lxw_doc_properties about = {.created = (time_t)(now.ms / 1000)}; /* the same input gives the same bytes */
    workbook_set_properties(s->book, &about);
    looks(s);
    return s;
}

/* ---- pages ---- */

Str sheet_name(Arena *a, Str wanted, int part)
{
    Buf out = {.arena = a};
    const Str tail = part > 1 ? arena_fmt(a, " (%d)", part) : (Str){0};
    size_t room = SHEET_NAME_MAX - tail.len, n = 0;
    for (size_t i = 0; i < wanted.len; i++) {
        const char k = wanted.ptr[i];
        if (((unsigned char)k & 0xC0) != 0x80 && (n += (unsigned char)k >= 0xF0 ? 2 : 1) > room) break;
        const bool ends = i == 0 || i + 1 == wanted.len;
        buf_char(&out, (unsigned char)k < 0x20 || strchr("[]:*?/\\", k) || (k == '\'' && ends) ? '-' : k);
    }
    if (!out.len) buf_str(&out, S("-"));
    buf_str(&out, tail);
    return buf_done(&out);
}

static void note(Sheet *s, lxw_error e)
{
    if (e && !s->error) s->error = e;
}

static void page_end(Sheet *s)
{
    if (!s->page || !s->len) return;
    const lxw_col_t last = (lxw_col_t)(s->len - 1);
    for (size_t i = 0; i < s->len; i++) {
        const size_t w = s->width[i] + 2;
        const double width = (double)(w < WIDTH_MIN ? WIDTH_MIN : w > WIDTH_MAX ? WIDTH_MAX : w);
        note(s, worksheet_set_column(s->page, (lxw_col_t)i, (lxw_col_t)i, width, NULL));
    }
    if (s->row > 1) note(s, worksheet_autofilter(s->page, 0, 0, s->row - 1, last));
}

static void page_begin(Sheet *s)
{
    alignas(16) char first[2048];
    Arena a = arena_over(first, sizeof first, sizeof first);
    const Str name = arena_copy(&a, sheet_name(&a, s->name, s->part));
    s->page = workbook_add_worksheet(s->book, name.ptr);
    s->row = 0, s->at = 0;
    if (!s->page) return note(s, LXW_ERROR_SHEETNAME_ALREADY_USED);
    worksheet_freeze_panes(s->page, 1, 0);
    worksheet_set_landscape(s->page);
    worksheet_set_paper(s->page, 9); /* A4 */
    worksheet_fit_to_pages(s->page, 1, 0);
    note(s, worksheet_repeat_rows(s->page, 0, 0));
    note(s, worksheet_set_footer(s->page, "&R&P/&N"));
    note(s, worksheet_ignore_errors(s->page, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576"));
    for (size_t i = 0; i < s->len; i++) {
        s->width[i] = 0;
        sheet_Str(s, s->column[i].heading);
    }
    sheet_row_end(s);
}

void sheet_page(Sheet *s, Str name, const SheetColumn *columns, size_t n)
{
    assert(n <= SHEET_COLUMNS_MAX);
    page_end(s);
    s->name = name, s->part = 1, s->len = n;
    memcpy(s->column, columns, n * sizeof *columns);
    page_begin(s);
}

/* ---- cells ---- */

static void wide(Sheet *s, size_t chars)
{
    if (s->width[s->at] < chars) s->width[s->at] = chars;
}

static bool room(const Sheet *s)
{
    return s->page && s->at < s->len;
}

/* UTF-16 is what a spreadsheet counts in. */
static size_t fitting(Str v, size_t units)
{
    size_t n = 0;
    for (size_t i = 0; i < v.len; i++) {
        const unsigned char k = (unsigned char)v.ptr[i];
        if ((k & 0xC0) == 0x80) continue;
        n += k >= 0xF0 ? 2 : 1;
        if (n > units) return i;
    }
    return v.len;
}

void sheet_Str(Sheet *s, Str v)
{
    static const Str cut = {" […]", 6};
    if (!room(s) || !v.len) return sheet_nothing(s);
    Str tail = {0};
    if (fitting(v, SHEET_TEXT_MAX) < v.len) v.len = fitting(v, SHEET_TEXT_MAX - 4), tail = cut;
    memcpy(s->text, v.ptr, v.len);
    if (tail.len) memcpy(s->text + v.len, tail.ptr, tail.len);
    s->text[v.len + tail.len] = 0;
    const size_t chars = str_chars(v);
    const Look look = s->row == 0 ? LOOK_HEAD : chars > WIDTH_MAX || memchr(v.ptr, '\n', v.len) ? LOOK_LONG : LOOK_TEXT;
    wide(s, chars);
    note(s, worksheet_write_string(s->page, s->row, s->at++, s->text, s->look[look]));
}

static void number(Sheet *s, double v, Look look, size_t chars)
{
    if (!room(s)) return;
    wide(s, chars);
    note(s, worksheet_write_number(s->page, s->row, s->at++, v, s->look[look]));
}

static size_t digits(int64_t v)
{
    size_t n = v < 0 ? 2 : 1;
    for (; v / 10; v /= 10)
        n++;
    return n;
}

static void whole(Sheet *s, int64_t v, Look look)
{
    char text[24];
    if (v >= -exact_max && v <= exact_max) return number(s, (double)v, look, digits(v) + digits(v) / 3);
    sheet_Str(s, (Str){text, (size_t)snprintf(text, sizeof text, "%lld", (long long)v)});
}

void sheet_int64_t(Sheet *s, int64_t v)
{
    whole(s, v, LOOK_NUMBER);
}

void sheet_Money(Sheet *s, Money v)
{
    whole(s, v.n, LOOK_MONEY);
}

void sheet_bool(Sheet *s, bool v)
{
    if (!room(s)) return;
    wide(s, 5);
    note(s, worksheet_write_boolean(s->page, s->row, s->at++, v, s->look[LOOK_TEXT]));
}

void sheet_Day(Sheet *s, Day v)
{
    if (!v.n) return sheet_nothing(s);
    const int64_t n = (int64_t)v.n + EPOCH;
    if (n >= FIRST_DAY && n <= LAST_DAY) return number(s, (double)n, LOOK_DAY, 10);
    alignas(16) char first[64];
    Arena a = arena_over(first, sizeof first, sizeof first);
    sheet_Str(s, day_iso(&a, v));
}

void sheet_Time(Sheet *s, Time v)
{
    if (!v.ms) return sheet_nothing(s);
    number(s, (double)EPOCH + (double)(v.ms + UTC_OFFSET_MS) / DAY_MS, LOOK_TIME, 16);
}

void sheet_nothing(Sheet *s)
{
    if (room(s)) s->at++;
}

void sheet_row_end(Sheet *s)
{
    s->at = 0;
    if (++s->row < SHEET_ROWS_MAX || !s->page) return;
    page_end(s);
    s->part++;
    page_begin(s);
}

/* ---- the end ---- */

static Err close_book(Sheet *s)
{
    page_end(s);
    const lxw_error e = workbook_close(s->book); /* frees it, too */
    if (!s->error) s->error = e;
    s->book = NULL;
    if (!s->error) return OK;
    return FAIL(ERR_BUSY, "a spreadsheet could not be written: %s", lxw_strerror(s->error));
}

static bool read_whole(int fd, char *to, size_t n)
{
    for (size_t done = 0; done < n;) {
        const ssize_t got = pread(fd, to + done, n - done, (off_t)done);
        if (got <= 0) return false;
        done += (size_t)got;
    }
    return true;
}

/* Asked first whether there is room: the arena must not jump away while the file is open. */
static Err take(Sheet *s, Arena *a, Str *out)
{
    const off_t n = lseek(s->fd, 0, SEEK_END);
    if (n <= 0) return FAIL(ERR_BUSY, "a spreadsheet cannot be read back: %s", strerror(errno));
    if ((size_t)n > a->max - a->grown) return FAIL(ERR_BUSY, "a spreadsheet of %lld bytes is too large", (long long)n);
    char *bytes = arena_raw(a, (size_t)n);
    if (!read_whole(s->fd, bytes, (size_t)n)) return FAIL(ERR_BUSY, "a spreadsheet cannot be read back");
    *out = (Str){bytes, (size_t)n};
    return OK;
}

Err sheet_bytes(Sheet *s, Arena *a, Str *out)
{
    assert(s->fd >= 0);
    Err e = close_book(s);
    if (!e) e = take(s, a, out);
    drop(s);
    return e;
}

Err sheet_save(Sheet *s)
{
    assert(s->half);
    Err e = close_book(s);
    if (!e && rename(s->half, s->file)) e = FAIL(ERR_BUSY, "'%s': %s", s->file, strerror(errno));
    if (!e) free(s->half), s->half = NULL; /* it is no half any more */
    drop(s);
    return e;
}

void sheet_drop(Sheet *s)
{
    (void)close_book(s);
    drop(s);
}
