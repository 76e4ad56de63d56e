/* json.c - writing JSON. */
#include "base/json.h"
#include "base/day.h"

static void before(Json *j)
{
    if (j->comma) buf_char(j->out, ',');
    j->comma = true;
}

void json_open(Json *j, char bracket)
{
    before(j);
    buf_char(j->out, bracket);
    j->comma = false;
}

void json_close(Json *j, char bracket)
{
    buf_char(j->out, bracket);
    j->comma = true;
}

static void quoted(Buf *out, Str s)
{
    static const char hex[] = "0123456789abcdef";
    size_t from = 0;
    buf_char(out, '"');
    for (size_t i = 0; i < s.len; i++) {
        unsigned char k = (unsigned char)s.ptr[i];
        if (k >= ' ' && k != '"' && k != '\\' && k != '<') continue; /* '<': safe inside a page, too */
        buf_str(out, (Str){s.ptr + from, i - from});
        from = i + 1;
        if (k == '"' || k == '\\')
            buf_char(out, '\\'), buf_char(out, (char)k);
        else if (k == '\n')
            buf_str(out, S("\\n"));
        else {
            const char u[6] = {'\\', 'u', '0', '0', hex[k >> 4], hex[k & 15]};
            buf_str(out, (Str){u, sizeof u});
        }
    }
    buf_str(out, (Str){s.ptr + from, s.len - from});
    buf_char(out, '"');
}

void json_key(Json *j, const char *key)
{
    before(j);
    quoted(j->out, str(key));
    buf_char(j->out, ':');
    j->comma = false;
}

void json_Str(Json *j, Str s)
{
    before(j);
    quoted(j->out, s);
}

void json_int64_t(Json *j, int64_t n)
{
    before(j);
    buf_int(j->out, n);
}

void json_bool(Json *j, bool b)
{
    before(j);
    buf_str(j->out, b ? S("true") : S("false"));
}

void json_null(Json *j)
{
    before(j);
    buf_str(j->out, S("null"));
}

void json_Day(Json *j, Day d)
{
    if (!d.n)
        json_null(j);
    else
        json_Str(j, day_iso(j->out->arena, d));
}

void json_Time(Json *j, Time t)
{
    if (!t.ms)
        json_null(j);
    else
        json_Str(j, time_iso(j->out->arena, t));
}

void json_Money(Json *j, Money m)
{
    json_int64_t(j, m.n);
}
