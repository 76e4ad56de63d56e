/* qualified.c - reading, adding, comparing and printing stated numbers. */
#include "figures/qualified.h"
#include "text/fold.h"

// clang-format off
static const struct { Str word; Qualifier how; } words[] = { /* folded; a sign stands for itself */
    {{"",          0}, EXACT},
    {{">",         1}, GT}, {{"tren", 4}, GT}, {{"hon", 3}, GT},
    {{"≥",         3}, GE}, {{">=",   2}, GE}, {{"it nhat",   7}, GE}, {{"toi thieu", 9}, GE},
    {{"<",         1}, LT}, {{"duoi", 4}, LT},
    {{"≤",         3}, LE}, {{"<=",   2}, LE}, {{"nhieu nhat", 10}, LE}, {{"toi da",  6}, LE},
    {{"gan",       3}, NEAR_BELOW},
    {{"~",         1}, APPROX}, {{"≈", 3}, APPROX}, {{"khoang", 6}, APPROX}, {{"xap xi", 6}, APPROX},
};
static const char *const names[] = {"exact", "gt", "ge", "lt", "le", "near_below", "approx", "unstated", "computed"};
// clang-format on

const char *qualifier_name(Qualifier how)
{
    return names[how];
}

static bool is_digit(char k)
{
    return k >= '0' && k <= '9';
}

/* Bytes of the mark that may part thousands at the start of s; 0: none. Spaces may be the narrow or the
 * unbreakable one. */
static size_t thousands_mark(Str s)
{
    if (!s.len) return 0;
    if (s.ptr[0] == '.' || s.ptr[0] == ',' || s.ptr[0] == ' ') return 1;
    if (str_starts(s, S("\xC2\xA0"))) return 2;
    return str_starts(s, S("\xE2\x80\xAF")) ? 3 : 0;
}

static Str from(Str s, size_t n)
{
    return (Str){s.ptr + n, s.len - n};
}

static size_t digits(Str s, int64_t *n)
{
    size_t len = 0;
    for (; len < s.len && is_digit(s.ptr[len]); len++)
        if (len < QUALIFIED_DIGITS) *n = *n * 10 + (s.ptr[len] - '0');
    return len;
}

/* A whole number, plain or with one kind of mark before every three digits. */
static bool number(Str s, int64_t *n)
{
    *n = 0;
    size_t len = digits(s, n), all = len;
    if (!len || len > QUALIFIED_DIGITS) return false;
    if (len == s.len) return true;
    if (len > 3) return false;
    const Str mark = {s.ptr + len, thousands_mark(from(s, len))};
    if (!mark.len) return false;
    for (s = from(s, len); s.len; s = from(s, 3)) {
        if (!str_starts(s, mark)) return false;
        s = from(s, mark.len);
        Str group = {s.ptr, s.len < 3 ? s.len : 3};
        if (all + 3 > QUALIFIED_DIGITS || digits(group, n) != 3) return false;
        all += 3;
    }
    return true;
}

static bool how_of(Arena *a, Str text, Qualifier *how)
{
    const Str sign = str_trim(text), word = fold(a, text);
    for (size_t i = 0; i < LEN(words); i++) {
        const bool is_sign =
            words[i].word.len && !((words[i].word.ptr[0] | 32) >= 'a' && (words[i].word.ptr[0] | 32) <= 'z');
        if (!str_eq(is_sign || !words[i].word.len ? sign : word, words[i].word)) continue;
        *how = words[i].how;
        return true;
    }
    return false;
}

static bool bounds(Qualified *q)
{
    const int64_t v = q->value, part = v / 20;
    q->lo = 0, q->hi = QUALIFIED_NO_END;
    switch (q->how) {
    case EXACT:
        q->lo = q->hi = v;
        return true;
    case GT:
        q->lo = v + 1;
        return true;
    case GE:
        q->lo = v;
        return true;
    case LT:
        q->hi = v - 1;
        return v > 0;
    case LE:
        q->hi = v;
        return true;
    case NEAR_BELOW: /* below 20 a twentieth is nothing: the number before it, then */
        q->lo = v - (part ? part : 1), q->hi = v - 1, q->soft = true;
        return v > 0;
    case APPROX:
        q->lo = v - part, q->hi = v + part, q->soft = true;
        return true;
    case UNSTATED:
    case COMPUTED:
        q->unknown = true;
        return true;
    }
    return false;
}

bool qualified_parse(Arena *a, Str text, Qualified *out)
{
    text = str_trim(text);
    *out = (Qualified){.words = text, .how = UNSTATED};
    if (!text.len || str_eq(fold(a, text), S("khong neu"))) return bounds(out);
    size_t head = 0;
    while (head < text.len && !is_digit(text.ptr[head]))
        head++;
    return how_of(a, (Str){text.ptr, head}, &out->how) && number(from(text, head), &out->value) && bounds(out);
}

/* ---- arithmetic ---- */

static const int64_t most = 1000000000000000000; /* a sum above it has no upper end any more */

static int64_t added(int64_t x, int64_t y)
{
    return x > most - y ? most : x + y;
}

Qualified qualified_sum(Qualified x, Qualified y)
{
    const bool open = x.hi == QUALIFIED_NO_END || y.hi == QUALIFIED_NO_END || x.hi > most - y.hi;
    return (Qualified){.lo = added(x.lo, y.lo),
                       .hi = open ? QUALIFIED_NO_END : x.hi + y.hi,
                       .soft = x.soft || y.soft,
                       .unknown = x.unknown && y.unknown,
                       .how = COMPUTED};
}

Qualified qualified_difference(Qualified x, Qualified y)
{
    Qualified d = {.soft = x.soft || y.soft, .unknown = x.unknown && y.unknown, .how = COMPUTED};
    if (y.hi != QUALIFIED_NO_END && x.lo > y.hi) d.lo = x.lo - y.hi;
    d.hi = x.hi == QUALIFIED_NO_END ? x.hi : x.hi > y.lo ? x.hi - y.lo : 0;
    return d;
}

bool qualified_meet(Qualified x, Qualified y)
{
    return x.lo <= y.hi && y.lo <= x.hi;
}

int64_t qualified_least(Qualified q)
{
    return q.how == EXACT || q.how == GT || q.how == GE ? q.lo : -1;
}

int64_t qualified_most(Qualified q)
{
    return q.how == EXACT || q.how == LT || q.how == LE || q.how == NEAR_BELOW ? q.hi : -1;
}

/* 100 * part / whole, in tenths of a percent, and what was cut off. `whole` > 0. */
static int64_t tenths(int64_t part, int64_t whole, int64_t *rest)
{
    while (part > INT64_MAX / 1000)
        part /= 2, whole /= 2; /* far beyond anything counted; only against overflow */
    *rest = whole ? part * 1000 % whole : 0;
    return whole ? part * 1000 / whole : 1000;
}

Share qualified_share(Qualified x, Qualified y)
{
    Share s = {.hi = 1000, .soft = x.soft || y.soft};
    int64_t rest = 0;
    s.none = x.unknown || y.unknown || y.hi == 0;
    if (s.none) return s;
    if (y.hi != QUALIFIED_NO_END && x.lo < y.hi) s.lo = tenths(x.lo, y.hi, &rest);
    if (y.hi != QUALIFIED_NO_END && x.lo >= y.hi) s.lo = 1000;
    s.exact = x.lo == x.hi && y.lo == y.hi && x.lo <= y.lo;
    if (s.exact) {
        s.lo += rest * 2 >= y.lo;
        s.hi = s.lo;
        return s;
    }
    if (x.hi != QUALIFIED_NO_END && x.hi < y.lo) {
        s.hi = tenths(x.hi, y.lo, &rest);
        s.under = rest > 0;
        s.hi += s.under;
    }
    s.none = s.lo == 0 && s.hi == 1000;
    return s;
}

/* ---- printing ---- */

static void put_number(Buf *out, int64_t n)
{
    if (n >= 1000) {
        put_number(out, n / 1000);
        buf_fmt(out, ".%03d", (int)(n % 1000));
    } else
        buf_int(out, n);
}

Str qualified_show(Arena *a, Qualified q)
{
    Buf out = {.arena = a};
    if (q.hi == QUALIFIED_NO_END) {
        if (q.lo == 0) return S("không nêu");
        buf_str(&out, S("≥ "));
        put_number(&out, q.lo);
        return buf_done(&out);
    }
    if (q.lo == q.hi) {
        put_number(&out, q.lo);
        return buf_done(&out);
    }
    if (q.soft) buf_str(&out, S("~ "));
    if (q.lo == 0)
        buf_str(&out, S("≤ "));
    else {
        put_number(&out, q.lo);
        buf_str(&out, S("–"));
    }
    put_number(&out, q.hi);
    return buf_done(&out);
}
