/* snapshot.c - a report frozen: its canonical JSON, the hash over it, and the check of both. */
#include "base/json.h"
#include "report/report.h"
#include <sodium.h>
#include <string.h>

/* ---- canonical: RFC 8785. Members in the order of their names, no blanks, whole numbers ---- */

/* json.h writes '<' as \u003c, for pages; here it stands as it is. */
static Str without_escapes(Arena *a, Str text)
{
    static const Str less = {"\\u003c", 6};
    Buf out = {.arena = a};
    for (size_t i = 0; i < text.len; i++) {
        const Str rest = {text.ptr + i, text.len - i};
        if (text.ptr[i] != '\\')
            buf_char(&out, text.ptr[i]);
        else if (str_starts(rest, less))
            buf_char(&out, '<'), i += less.len - 1;
        else
            buf_char(&out, text.ptr[i]), buf_char(&out, text.ptr[++i]);
    }
    return buf_done(&out);
}

static void put_cell(Json *j, const ReportCell *x)
{
    json_open(j, '{');
    json_member(j, "item", x->item);
    json_member(j, "measure", x->measure);
    if (!x->words.len) json_member(j, "n", x->n);
    json_member(j, "name", x->name);
    json_member(j, "part", x->part);
    if (x->words.len) json_member(j, "words", x->words);
    json_close(j, '}');
}

Str snapshot_json(Arena *a, const Snapshot *s)
{
    Buf out = {.arena = a};
    Json j = {&out, false};
    json_open(&j, '{');
    json_member(&j, "borders", s->v.borders);
    json_key(&j, "cells");
    json_open(&j, '[');
    for (size_t i = 0; i < s->cells.len; i++)
        put_cell(&j, &s->cells.at[i]);
    json_close(&j, ']');
    json_member(&j, "code", s->code);
    json_member(&j, "difficulty", s->v.difficulty);
    json_member(&j, "format", (int64_t)1);
    json_member(&j, "from_month", s->from_month);
    json_member(&j, "frozen", s->v.frozen);
    json_member(&j, "period", s->period);
    json_member(&j, "plan", s->v.plan);
    json_member(&j, "previous", s->v.previous);
    json_member(&j, "reason", s->v.reason);
    json_member(&j, "result", s->v.result);
    json_member(&j, "to_month", s->to_month);
    json_member(&j, "unit", s->unit);
    json_member(&j, "unit_name", s->v.unit_name);
    json_member(&j, "version", s->v.version);
    json_close(&j, '}');
    return without_escapes(a, buf_done(&out));
}

Str snapshot_hash(Arena *a, Str json)
{
    unsigned char sum[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(sum, (const unsigned char *)json.ptr, json.len);
    return hex_of(a, sum, sizeof sum);
}

/* ---- freezing ---- */

static Snapshot head_of(const Casefile *f, const Report *r)
{
    return (Snapshot){.code = f->code,
                      .unit = f->unit_code,
                      .period = r->period,
                      .from_month = r->from_month,
                      .to_month = r->to_month};
}

static Err count_for(Ctx *c, const Casefile *f, const Report *r, Snapshot *s)
{
    ReportAsked what = {
        .period = r->period, .of = {r->from_month, r->to_month},
             .borders = s->v.borders, .report = f->id
    };
    TRY(unit_by_id(c, f->unit, &what.unit));
    s->v.unit_name = what.unit.name;
    return report_count(c, &what, &s->cells);
}

static Err keep(Ctx *c, const Snapshot *s)
{
    const ReportVersion *v = &s->v;
    ReportId id;
    TRY(report_version_add(c,
                           (ReportVersionAdd){v->report, v->version, v->borders, v->frozen, v->unit_name, v->result,
                                              v->difficulty, v->plan, v->reason, v->previous, v->sha256},
                           &id));
    for (size_t i = 0; i < s->cells.len; i++) {
        const ReportCell *x = &s->cells.at[i];
        TRY(report_cell_add(c,
                            (ReportCellAdd){id.id, (int64_t)i, x->part, x->item, x->name, x->measure, x->n, x->words}));
    }
    return OK;
}

Err snapshot_freeze(Ctx *c, const Casefile *f)
{
    Report r;
    ReportVersion before = {0};
    TRY(report_of(c, f->id, &r));
    if (r.issued) TRY(report_version_of(c, f->id, r.issued, &before));
    TRY(report_cells_unissued_drop(c, f->id));
    TRY(report_version_unissued_drop(c, f->id));
    Snapshot s = head_of(f, &r);
    s.v = (ReportVersion){.report = f->id,
                          .version = r.issued + 1,
                          .borders = r.borders.n ? r.borders : c->today,
                          .frozen = c->now,
                          .result = r.result,
                          .difficulty = r.difficulty,
                          .plan = r.plan,
                          .reason = r.reason,
                          .previous = before.sha256};
    TRY(count_for(c, f, &r, &s));
    s.v.sha256 = snapshot_hash(c->arena, snapshot_json(c->arena, &s));
    return keep(c, &s);
}

Err snapshot_read(Ctx *c, const Casefile *f, int64_t version, Snapshot *out)
{
    Report r;
    TRY(report_of(c, f->id, &r));
    *out = head_of(f, &r);
    if (version) {
        TRY(report_version_of(c, f->id, version, &out->v));
        return report_cells(c, out->v.id, &out->cells);
    }
    out->v = (ReportVersion){.report = f->id, /* as it would be frozen now */
                             .borders = r.borders.n ? r.borders : c->today,
                             .frozen = c->now,
                             .result = r.result,
                             .difficulty = r.difficulty,
                             .plan = r.plan,
                             .reason = r.reason};
    return count_for(c, f, &r, out);
}

/* ---- the check ---- */

static Err check(Ctx *c, const ReportVersion *v, Buf *faults, int64_t *n)
{
    Report r;
    Casefile f;
    ReportVersion before = {0};
    TRY(report_of(c, v->report, &r));
    TRY(casefile_by_id(c, v->report, &f));
    Snapshot s = head_of(&f, &r);
    s.v = *v;
    TRY(report_cells(c, v->id, &s.cells));
    if (v->version > 1) TRY(report_version_of(c, v->report, v->version - 1, &before));
    if (!str_eq(v->sha256, snapshot_hash(c->arena, snapshot_json(c->arena, &s))))
        buf_fmt(faults, "report " STR " version %lld: its contents are not those of its SHA-256\n", ARG(f.code),
                (long long)v->version),
            ++*n;
    if (!str_eq(v->previous, before.sha256))
        buf_fmt(faults, "report " STR " version %lld: it does not follow the version before\n", ARG(f.code),
                (long long)v->version),
            ++*n;
    return OK;
}

Err report_verify(Ctx *c, Buf *faults, int64_t *n)
{
    enum { BATCH = 100 };
    ReportVersionRows rows = {NULL, BATCH};
    *n = 0;
    for (int64_t after = 0; rows.len == BATCH; after = rows.len ? rows.at[rows.len - 1].id : after) {
        TRY(report_to_verify(c, after, BATCH, &rows));
        for (size_t i = 0; i < rows.len; i++)
            TRY(check(c, &rows.at[i], faults, n));
    }
    return OK;
}
