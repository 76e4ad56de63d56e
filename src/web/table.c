/* table.c - rows by their columns: JSON, CSV. */
#include "base/csv.h"
#include "base/day.h"
#include "base/json.h"
#include "web/web.h"

static const void *cell(const Column *k, const void *row)
{
    return (const char *)row + k->at;
}

void columns_json(Buf *out, const Columns *cols, const void *row)
{
    Json j = {out, false};
    json_open(&j, '{');
    for (size_t i = 0; i < cols->len; i++) {
        const Column *k = &cols->at[i];
        const void *at = cell(k, row);
        json_key(&j, k->name);
        switch (k->type) {
        case COLUMN_STR:
            json_Str(&j, *(const Str *)at);
            break;
        case COLUMN_INT:
            json_int64_t(&j, *(const int64_t *)at);
            break;
        case COLUMN_BOOL:
            json_bool(&j, *(const bool *)at);
            break;
        case COLUMN_DAY:
            json_Day(&j, *(const Day *)at);
            break;
        case COLUMN_TIME:
            json_Time(&j, *(const Time *)at);
            break;
        case COLUMN_MONEY:
            json_Money(&j, *(const Money *)at);
            break;
        }
    }
    json_close(&j, '}');
}

static Str plain(Arena *a, const Column *k, const void *at)
{
    switch (k->type) {
    case COLUMN_STR:
        return *(const Str *)at;
    case COLUMN_INT:
        return arena_fmt(a, "%lld", (long long)*(const int64_t *)at);
    case COLUMN_BOOL:
        return *(const bool *)at ? S("1") : S("0");
    case COLUMN_DAY:
        return ((const Day *)at)->n ? day_iso(a, *(const Day *)at) : (Str){0};
    case COLUMN_TIME:
        return ((const Time *)at)->ms ? time_iso(a, *(const Time *)at) : (Str){0};
    case COLUMN_MONEY:
        return arena_fmt(a, "%lld", (long long)((const Money *)at)->n);
    }
    return (Str){0};
}

void columns_csv(Buf *out, const Columns *cols, const void *rows, size_t n)
{
    for (size_t i = 0; i < cols->len; i++)
        csv_put(out, str(cols->at[i].name));
    csv_end_row(out);
    for (size_t r = 0; r < n; r++) {
        const void *row = (const char *)rows + r * cols->row_size;
        for (size_t i = 0; i < cols->len; i++)
            csv_put(out, plain(out->arena, &cols->at[i], cell(&cols->at[i], row)));
        csv_end_row(out);
    }
}

void rows_write(Buf *out, const Columns *cols, const void *rows, size_t n, As as)
{
    if (as == AS_CSV) {
        columns_csv(out, cols, rows, n);
        return;
    }
    buf_str(out, S("["));
    for (size_t r = 0; r < n; r++) {
        buf_str(out, r ? S(",\n") : S("\n"));
        columns_json(out, cols, (const char *)rows + r * cols->row_size);
    }
    buf_str(out, S("\n]\n"));
}

Err reply_rows(Req *q, const Columns *cols, const void *rows, size_t n, Str next)
{
    Buf out = {.arena = q->ctx.arena};
    if (q->as == AS_CSV) {
        buf_str(&out, S("\xEF\xBB\xBF")); /* spreadsheets read UTF-8 only behind this mark */
        columns_csv(&out, cols, rows, n);
        return reply_text(q, "text/csv; charset=utf-8", buf_done(&out), arena_fmt(q->ctx.arena, "%s.csv", cols->name));
    }
    buf_str(&out, S("{\"items\":["));
    for (size_t r = 0; r < n; r++) {
        if (r) buf_char(&out, ',');
        columns_json(&out, cols, (const char *)rows + r * cols->row_size);
    }
    buf_str(&out, S("],\"next\":"));
    Json j = {&out, false};
    if (next.len)
        json_Str(&j, next);
    else
        json_null(&j);
    buf_char(&out, '}');
    return reply_json(q, 200, buf_done(&out));
}
