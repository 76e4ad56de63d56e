/* table.c - rows by their columns: JSON, CSV, XLSX. */
#include "base/csv.h"
#include "base/day.h"
#include "base/json.h"
#include "sheet/sheet.h"
#include "web/web.h"
#include <assert.h>

static const void *cell(const Column *k, const void *row)
{
    return (const char *)row + k->at;
}

static void json_number(Json *j, int64_t n)
{
    if (n == NO_NUMBER)
        json_null(j);
    else
        json_int64_t(j, n);
}

static void json_cell(Json *j, const Column *k, const void *at)
{
    switch (k->type) {
    case COLUMN_STR:
        return json_Str(j, *(const Str *)at);
    case COLUMN_INT:
        return json_number(j, *(const int64_t *)at);
    case COLUMN_BOOL:
        return json_bool(j, *(const bool *)at);
    case COLUMN_DAY:
        return json_Day(j, *(const Day *)at);
    case COLUMN_TIME:
        return json_Time(j, *(const Time *)at);
    case COLUMN_MONEY:
        return json_number(j, ((const Money *)at)->n);
    }
}

void columns_members(Json *j, const Columns *cols, const void *row)
{
    for (size_t i = 0; i < cols->len; i++) {
        json_key(j, cols->at[i].name);
        json_cell(j, &cols->at[i], cell(&cols->at[i], row));
    }
}

void columns_json(Buf *out, const Columns *cols, const void *row)
{
    Json j = {out, false};
    json_open(&j, '{');
    columns_members(&j, cols, row);
    json_close(&j, '}');
}

static Str digits(Arena *a, int64_t n)
{
    return n == NO_NUMBER ? (Str){0} : arena_fmt(a, "%lld", (long long)n);
}

static Str plain(Arena *a, const Column *k, const void *at)
{
    switch (k->type) {
    case COLUMN_STR:
        return *(const Str *)at;
    case COLUMN_INT:
        return digits(a, *(const int64_t *)at);
    case COLUMN_BOOL:
        return *(const bool *)at ? S("1") : S("0");
    case COLUMN_DAY:
        return ((const Day *)at)->n ? day_iso(a, *(const Day *)at) : (Str){0};
    case COLUMN_TIME:
        return ((const Time *)at)->ms ? time_iso(a, *(const Time *)at) : (Str){0};
    case COLUMN_MONEY:
        return digits(a, ((const Money *)at)->n);
    }
    return (Str){0};
}

static void csv_head(Buf *out, const Columns *cols)
{
    for (size_t i = 0; i < cols->len; i++)
        csv_put(out, str(cols->at[i].name));
    csv_end_row(out);
}

static void csv_rows(Buf *out, const Columns *cols, const void *rows, size_t n)
{
    for (size_t r = 0; r < n; r++) {
        const void *row = (const char *)rows + r * cols->row_size;
        for (size_t i = 0; i < cols->len; i++)
            csv_put(out, plain(out->arena, &cols->at[i], cell(&cols->at[i], row)));
        csv_end_row(out);
    }
}

void columns_csv(Buf *out, const Columns *cols, const void *rows, size_t n)
{
    csv_head(out, cols);
    csv_rows(out, cols, rows, n);
}

/* ---- for spreadsheet programs ---- */

void columns_sheet(Sheet *s, Str name, const Columns *cols)
{
    static const SheetType types[] = {
        [COLUMN_STR] = SHEET_TEXT, [COLUMN_INT] = SHEET_NUMBER, [COLUMN_BOOL] = SHEET_YES,
        [COLUMN_DAY] = SHEET_DAY,  [COLUMN_TIME] = SHEET_TIME,  [COLUMN_MONEY] = SHEET_MONEY};
    SheetColumn head[SHEET_COLUMNS_MAX];
    assert(cols->len <= LEN(head));
    for (size_t i = 0; i < cols->len; i++)
        head[i] = (SheetColumn){str(cols->at[i].name), types[cols->at[i].type]};
    sheet_page(s, name, head, cols->len);
}

static void sheet_cell(Sheet *s, const Column *k, const void *at)
{
    switch (k->type) {
    case COLUMN_STR:
        return sheet_Str(s, *(const Str *)at);
    case COLUMN_INT:
        return *(const int64_t *)at == NO_NUMBER ? sheet_nothing(s) : sheet_int64_t(s, *(const int64_t *)at);
    case COLUMN_BOOL:
        return sheet_bool(s, *(const bool *)at);
    case COLUMN_DAY:
        return sheet_Day(s, *(const Day *)at);
    case COLUMN_TIME:
        return sheet_Time(s, *(const Time *)at);
    case COLUMN_MONEY:
        return ((const Money *)at)->n == NO_NUMBER ? sheet_nothing(s) : sheet_Money(s, *(const Money *)at);
    }
}

void rows_sheet(Sheet *s, const Columns *cols, const void *rows, size_t n)
{
    for (size_t r = 0; r < n; r++) {
        const void *row = (const char *)rows + r * cols->row_size;
        for (size_t i = 0; i < cols->len; i++)
            sheet_cell(s, &cols->at[i], cell(&cols->at[i], row));
        sheet_row_end(s);
    }
}

Err reply_sheet(Req *q, Sheet *s, Str filename)
{
    Str bytes;
    TRY(sheet_bytes(s, q->ctx.arena, &bytes));
    return reply_text(q, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", bytes, filename);
}

/* ---- exports ---- */

static void outlet_begin(Outlet *o, const Columns *cols)
{
    o->begun = true;
    if (o->as == AS_XLSX)
        columns_sheet(o->sheet, str(cols->name), cols);
    else if (o->as == AS_CSV)
        csv_head(&o->text, cols);
    else
        buf_str(&o->text, S("["));
}

void rows_write(Outlet *o, const Columns *cols, const void *rows, size_t n)
{
    if (!o->begun) outlet_begin(o, cols);
    if (o->as == AS_XLSX)
        rows_sheet(o->sheet, cols, rows, n);
    else if (o->as == AS_CSV)
        csv_rows(&o->text, cols, rows, n);
    else
        for (size_t r = 0; r < n; r++) {
            buf_str(&o->text, o->rows + r ? S(",\n") : S("\n"));
            columns_json(&o->text, cols, (const char *)rows + r * cols->row_size);
        }
    o->rows += n;
}

Str outlet_done(Outlet *o)
{
    if (o->as == AS_JSON) buf_str(&o->text, S("\n]\n"));
    return buf_done(&o->text);
}

void rows_json(Json *j, const Columns *cols, const void *rows, size_t n)
{
    json_open(j, '[');
    for (size_t r = 0; r < n; r++) {
        if (r) buf_char(j->out, ',');
        columns_json(j->out, cols, (const char *)rows + r * cols->row_size);
    }
    json_close(j, ']');
}

static Err rows_as_sheet(Req *q, const Columns *cols, const void *rows, size_t n)
{
    const Str name = arena_fmt(q->ctx.arena, "%s.xlsx", cols->name);
    Sheet *s = sheet_open(NULL, q->ctx.now);
    if (!s) return ERR_BUSY;
    columns_sheet(s, str(cols->name), cols);
    rows_sheet(s, cols, rows, n);
    return reply_sheet(q, s, name);
}

Err reply_rows(Req *q, const Columns *cols, const void *rows, size_t n, Str next)
{
    Buf out = {.arena = q->ctx.arena};
    if (q->as == AS_CSV) {
        buf_str(&out, S("\xEF\xBB\xBF")); /* spreadsheets read UTF-8 only behind this mark */
        columns_csv(&out, cols, rows, n);
        return reply_text(q, "text/csv; charset=utf-8", buf_done(&out), arena_fmt(q->ctx.arena, "%s.csv", cols->name));
    }
    if (q->as == AS_XLSX) return rows_as_sheet(q, cols, rows, n);
    Json j = {&out, false};
    json_open(&j, '{');
    json_key(&j, "items");
    rows_json(&j, cols, rows, n);
    json_key(&j, "next");
    if (next.len)
        json_Str(&j, next);
    else
        json_null(&j);
    json_close(&j, '}');
    return reply_json(q, 200, buf_done(&out));
}
