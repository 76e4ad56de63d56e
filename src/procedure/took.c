/* took.c - how many working days dossiers took, counted by procedure and number of days. */
#include "procedure/took.h"
#include "base/day.h"
#include "took.sql.h"

/* The days go by the name of three digits, so that they stand in order. */
Err took_count(Act *a)
{
    Ctx *c = a->c;
    const Casefile *f = &a->file;
    const int64_t days = workdays_between(c->calendar, f->counted_from, a->done);
    const int64_t counted = days < 0 ? 0 : days > TOOK_MAX ? TOOK_MAX : days;
    return casework_count_in(a, &(Count){f->unit, arena_fmt(c->arena, "took@" STR, ARG(f->facet)),
                                         arena_fmt(c->arena, "%03lld", (long long)counted), civil(a->done).year, 1});
}

/* The least number of days within which that share of them was done. */
static int64_t within(const TookCount *at, size_t len, int64_t n, int64_t percent)
{
    int64_t days = 0, so_far = 0;
    for (size_t i = 0; i < len && so_far * 100 < percent * n; i++)
        if (str_int(at[i].facet, &days)) so_far += at[i].n;
    return days;
}

static Took took_in(const TookCount *at, size_t len)
{
    Took out = {
        .code = {at->measure.ptr + 5, at->measure.len - 5},
          .name = at->name
    };
    for (size_t i = 0; i < len; i++)
        out.n += at[i].n;
    out.half = within(at, len, out.n, 50), out.most = within(at, len, out.n, 90);
    out.longest = within(at, len, out.n, 100);
    return out;
}

Err took_of(Ctx *c, int64_t unit, Str code, int64_t from_year, int64_t to_year, Tooks *out)
{
    TookCountRows rows;
    const Str from = arena_fmt(c->arena, "took@" STR, ARG(code)), to = code.len ? from : S("took@~");
    TRY(took_counts(c, (TookCounts){unit, from, to, from_year, to_year}, &rows));
    *out = (Tooks){NEW(c->arena, Took, rows.len + 1), 0};
    for (size_t i = 0, n; i < rows.len; i += n) {
        for (n = 1; i + n < rows.len && str_eq(rows.at[i + n].measure, rows.at[i].measure); n++) {
        }
        out->at[out->len++] = took_in(&rows.at[i], n);
    }
    return OK;
}
