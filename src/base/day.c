/* day.c - civil dates and instants. */
#include "base/day.h"
#include <assert.h>
#include <stdio.h>
#include <string.h>

Day day(int y, int m, int d) /* days from civil, after H. Hinnant's "chrono-compatible" algorithms */
{
    y -= m <= 2;
    int era = (y >= 0 ? y : y - 399) / 400, yoe = y - era * 400;
    int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return (Day){era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468};
}

Civil civil(Day d)
{
    int z = d.n + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153, m = mp + (mp < 10 ? 3 : -9);
    return (Civil){yoe + era * 400 + (m <= 2), m, doy - (153 * mp + 2) / 5 + 1};
}

int days_in_month(int year, int month)
{
    assert(month >= 1 && month <= 12);
    Day next = month == 12 ? day(year + 1, 1, 1) : day(year, month + 1, 1);
    return next.n - day(year, month, 1).n;
}

int weekday(Day d)
{
    return ((d.n + 4) % 7 + 7) % 7; /* 1970-01-01 was a Thursday */
}

static bool number(Str *s, int digits_min, int digits_max, int *out)
{
    int n = 0, used = 0;
    for (; s->len && s->ptr[0] >= '0' && s->ptr[0] <= '9' && used < digits_max; s->ptr++, s->len--, used++)
        n = n * 10 + (s->ptr[0] - '0');
    *out = n;
    return used >= digits_min;
}

static bool sign(Str *s, char want)
{
    if (!s->len || s->ptr[0] != want) return false;
    s->ptr++, s->len--;
    return true;
}

static bool day_read(Str *s, Day *out)
{
    int y, m, d;
    if (s->len > 4 && s->ptr[4] == '-') {
        if (!number(s, 4, 4, &y) || !sign(s, '-') || !number(s, 2, 2, &m) || !sign(s, '-') || !number(s, 2, 2, &d))
            return false;
    } else if (!number(s, 1, 2, &d) || !sign(s, '/') || !number(s, 1, 2, &m) || !sign(s, '/') || !number(s, 4, 4, &y))
        return false;
    if (y < 1 || m < 1 || m > 12 || d < 1 || d > days_in_month(y, m)) return false;
    *out = day(y, m, d);
    return true;
}

bool day_parse(Str text, Day *out)
{
    Day d;
    if (!day_read(&text, &d) || text.len) return false;
    *out = d;
    return true;
}

/* Days are on every page many times: they are written digit by digit. */
enum { TEXT = 40 };

static char *two(char *at, int n)
{
    at[0] = (char)('0' + n / 10 % 10), at[1] = (char)('0' + n % 10);
    return at + 2;
}

static char *four(char *at, int year)
{
    if (year < 0 || year > 9999) return at + snprintf(at, TEXT / 2, "%d", year);
    return two(two(at, year / 100), year % 100);
}

static char *sign_then_two(char *at, char sign, int n)
{
    *at = sign;
    return two(at + 1, n);
}

static char *iso(char *at, Day d)
{
    const Civil v = civil(d);
    return sign_then_two(sign_then_two(four(at, v.year), '-', v.month), '-', v.date);
}

static Str done(Arena *a, const char *text, const char *end)
{
    return arena_copy(a, (Str){text, (size_t)(end - text)});
}

Str day_iso(Arena *a, Day d)
{
    char text[TEXT];
    return done(a, text, iso(text, d));
}

Str day_vi(Arena *a, Day d)
{
    char text[TEXT], *at = text;
    const Civil v = civil(d);
    at = sign_then_two(two(at, v.date), '/', v.month);
    *at++ = '/';
    return done(a, text, four(at, v.year));
}

int month_of(Day d)
{
    Civil v = civil(d);
    return v.year * 100 + v.month;
}

Day month_first(int month)
{
    return day(month / 100, month % 100, 1);
}

Day day_of(Time t)
{
    const int64_t local = t.ms + UTC_OFFSET_MS;
    return (Day){(int32_t)((local >= 0 ? local : local - DAY_MS + 1) / DAY_MS)};
}

int minute_of(Time t)
{
    return (int)((t.ms + UTC_OFFSET_MS - (int64_t)day_of(t).n * DAY_MS) / 60000);
}

Time time_at(Day d, int minute)
{
    return (Time){(int64_t)d.n * DAY_MS + (int64_t)minute * 60000 - UTC_OFFSET_MS};
}

bool time_parse(Str s, Time *out)
{
    Day d;
    int hour, minute, second = 0, zone = UTC_OFFSET_MS;
    if (!day_read(&s, &d) || !(sign(&s, 'T') || sign(&s, ' '))) return false;
    if (!number(&s, 1, 2, &hour) || !sign(&s, ':') || !number(&s, 2, 2, &minute)) return false;
    if (sign(&s, ':') && !number(&s, 2, 2, &second)) return false;
    if (hour > 23 || minute > 59 || second > 59) return false;
    if (str_eq(s, S("Z")))
        zone = 0;
    else if (s.len && !str_eq(s, S("+07:00")))
        return false;
    out->ms = (int64_t)d.n * DAY_MS + hour * 3600000 + minute * 60000 + second * 1000 - zone;
    return true;
}

Str time_iso(Arena *a, Time t)
{
    char text[TEXT], *at = text;
    const Day d = day_of(t);
    const int minute = minute_of(t);
    at = sign_then_two(sign_then_two(iso(at, d), 'T', minute / 60), ':', minute % 60);
    at = sign_then_two(at, ':', (int)((t.ms - time_at(d, minute).ms) / 1000));
    memcpy(at, "+07:00", 6);
    return done(a, text, at + 6);
}

Str clock_vi(Arena *a, Time t)
{
    char text[TEXT];
    const int minute = minute_of(t);
    return done(a, text, sign_then_two(two(text, minute / 60), ':', minute % 60));
}
