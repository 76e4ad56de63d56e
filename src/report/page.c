/* page.c - reports for everybody: the list of those issued, one of them in any of its versions, and its exact bytes. */
#include "base/day.h"
#include "base/json.h"
#include "report.html.h"
#include "report/view.h"
#include "text/code.h"

enum { PAGE = 50, TABLE = 10000, EVER = 999912 };
#define NAV "/bao-cao"

/* ---- the list ---- */

typedef struct {
    Str unit;
    int64_t year;
} Asked;
static const Field list_fields[] = {
    {.name = "nam",
     .type = FIELD_NUMBER,
     .at = TYPED(Asked, year, int64_t),
     .min = 2009,
     .max = 2100,
     .optional = true},
    {.name = "don-vi",
     .type = FIELD_PICK,
     .at = TYPED(Asked, unit, Str),
     .options = unit_options,
     .known = unit_known,
     .optional = true},
};
const FormSpec report_list_form = FORM("report.list", list_fields, Asked);

static const Column line_cells[] = {
    COLUMN(ReportLine, code),      COLUMN(ReportLine, title),   COLUMN(ReportLine, unit),
    COLUMN(ReportLine, unit_name), COLUMN(ReportLine, period),  COLUMN(ReportLine, from_month),
    COLUMN(ReportLine, to_month),  COLUMN(ReportLine, version), COLUMN(ReportLine, issued),
    COLUMN(ReportLine, document),  COLUMN(ReportLine, sha256),
};
static const Columns line_table = COLUMNS("bao-cao", line_cells, ReportLine);

static Err list_unit(Ctx *c, Str code, Unit *out)
{
    return code.len ? unit_in_force(c, code, c->today, out) : unit_root(c, out);
}

static Err list_rows(Req *q, const Asked *by, int64_t most, ReportLineRows *rows, Str *next)
{
    Ctx *c = &q->ctx;
    Unit unit;
    int64_t before;
    if (!str_int(query_arg(q, "sau"), &before)) before = INT64_MAX;
    const Err e = list_unit(c, by->unit, &unit);
    if (e == ERR_NOT_FOUND) return *rows = (ReportLineRows){0}, OK; /* no units yet: no reports */
    TRY(e);
    const int64_t from = by->year ? by->year * 100 + 1 : 0, to = by->year ? by->year * 100 + 12 : EVER;
    TRY(report_public(c, (ReportPublic){unit.id, from, to, before, most + 1}, rows));
    if ((int64_t)rows->len <= most) return OK;
    rows->len = (size_t)most;
    *next = arena_fmt(c->arena, "%lld", (long long)rows->at[most - 1].id);
    return OK;
}

Err report_list(Req *q)
{
    Ctx *c = &q->ctx;
    Asked by = {0};
    Form form;
    ReportList v = {0};
    Str next = {0};
    TRY(form_read(c, q->query, &report_list_form, &by, &form));
    if (!form.ok)
        return reply_faults(q, &form,
                            (Page){.title = msg(c, MSG_report_title),
                                   .main = report_refused_html(c, form_faults(c, &form), form_fields(c, &form)),
                                   .nav = NAV});
    TRY(list_rows(q, &by, wants_table(q) ? TABLE : PAGE, &v.rows, &next));
    if (!wants_html(q)) return reply_rows(q, &line_table, v.rows.at, v.rows.len, next);
    v.form = form_fields(c, &form), v.filtered = by.year || by.unit.len;
    v.year = query_arg(q, "nam"), v.unit = by.unit, v.more = next;
    v.heading = v.rows.len ? msg(c, MSG_report_title) : msg(c, MSG_report_none);
    return reply(q, (Page){.title = v.heading, .main = report_list_html(c, v), .nav = NAV});
}

/* ---- one report ---- */

static Err published(Req *q, Casefile *f)
{
    Str code;
    if (!code_read(q->ctx.arena, path_arg(q, "code"), &code)) return ERR_NOT_FOUND;
    TRY(casefile_by_code(&q->ctx, code, f));
    return str_eq(f->kind, str(report_flow.kind)) && f->public ? OK : ERR_NOT_FOUND;
}

/* The version asked for, of those that were issued; the newest where none is named. */
static Err version_asked(Req *q, const Casefile *f, Report *r, Snapshot *out)
{
    Ctx *c = &q->ctx;
    const Str typed = query_arg(q, "ban");
    TRY(report_of(c, f->id, r));
    int64_t version = r->issued;
    if (typed.len && (!str_int(typed, &version) || version < 1 || version > r->issued)) return ERR_NOT_FOUND;
    return snapshot_read(c, f, version, out);
}

static Str at(Ctx *c, const Casefile *f, const char *ending, int64_t version)
{
    return arena_fmt(c->arena, NAV "/" STR "%s?ban=%lld", ARG(f->code), ending, (long long)version);
}

static Err versions_of(Ctx *c, const Casefile *f, const Snapshot *s, VersionLines *out)
{
    ReportVersionRows rows;
    TRY(report_versions(c, f->id, &rows));
    *out = (VersionLines){NEW(c->arena, VersionLine, rows.len + 1), 0};
    for (size_t i = rows.len; i-- > 0;) {
        const ReportVersion *v = &rows.at[i];
        if (!v->issued.n) continue;
        out->at[out->len++] = (VersionLine){.number = text_int64_t(c, v->version),
                                            .sha256 = v->sha256,
                                            .reason = v->reason,
                                            .link = at(c, f, "", v->version),
                                            .issued = v->issued,
                                            .shown = v->version == s->v.version};
    }
    return OK;
}

static Err count_now(Ctx *c, const Casefile *f, const Snapshot *s, Cells *out)
{
    ReportAsked what = {
        .period = s->period, .of = {s->from_month, s->to_month},
             .borders = s->v.borders, .report = f->id
    };
    TRY(unit_by_id(c, f->unit, &what.unit));
    return report_count(c, &what, out);
}

static Err as_json(Req *q, const Casefile *f, const Snapshot *s, const VersionLines *versions)
{
    Ctx *c = &q->ctx;
    Buf out = {.arena = c->arena};
    Json j = {&out, false};
    json_open(&j, '{');
    json_member(&j, "code", f->code);
    json_member(&j, "title", f->title);
    json_member(&j, "unit", f->unit_code);
    json_member(&j, "unit_name", s->v.unit_name);
    json_member(&j, "version", s->v.version);
    json_member(&j, "issued", s->v.issued);
    json_member(&j, "document", s->v.document);
    json_member(&j, "sha256", s->v.sha256);
    json_key(&j, "versions");
    json_open(&j, '[');
    for (size_t i = 0; i < versions->len; i++) {
        json_open(&j, '{');
        json_member(&j, "version", versions->at[i].number);
        json_member(&j, "issued", versions->at[i].issued);
        json_member(&j, "reason", versions->at[i].reason);
        json_member(&j, "sha256", versions->at[i].sha256);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_key(&j, "report");
    buf_str(&out, snapshot_json(c->arena, s));
    j.comma = true;
    json_close(&j, '}');
    return reply_json(q, 200, buf_done(&out));
}

static Err as_page(Req *q, const Casefile *f, const Report *r, const Snapshot *s, const VersionLines *versions)
{
    Ctx *c = &q->ctx;
    Cells now;
    const bool compare = query_arg(q, "hien-nay").len > 0;
    ReportPage p = {.f = f, .title = f->title, .versions = *versions, .newest = s->v.version == r->issued};
    if (compare) TRY(count_now(c, f, s, &now));
    TRY(report_body(c, s, compare ? &now : NULL, &p.body));
    p.version = text_int64_t(c, s->v.version);
    p.csv = at(c, f, ".csv", s->v.version), p.xlsx = at(c, f, ".xlsx", s->v.version);
    p.json = at(c, f, ".json", s->v.version), p.exact = at(c, f, "/nguyen-van", s->v.version);
    if (!compare)
        p.now = arena_fmt(c->arena, NAV "/" STR "?ban=%lld&hien-nay=1", ARG(f->code), (long long)s->v.version);
    const Str title = arena_fmt(c->arena, STR ", " STR, ARG(f->title), ARG(s->v.unit_name));
    return reply(
        q,
        (Page){.title = title, .main = report_page_html(c, &p), .nav = NAV, .up = NAV, .up_title = MSG_report_title});
}

Err report_page(Req *q)
{
    Ctx *c = &q->ctx;
    Casefile f;
    Report r;
    Snapshot s;
    VersionLines versions;
    TRY(published(q, &f));
    TRY(version_asked(q, &f, &r, &s));
    if (wants_table(q)) return reply_rows(q, &report_columns, report_lines(c, &s.cells), s.cells.len, (Str){0});
    TRY(versions_of(c, &f, &s, &versions));
    return q->as == AS_JSON ? as_json(q, &f, &s, &versions) : as_page(q, &f, &r, &s, &versions);
}

/* The very bytes that the hash is taken of. */
Err report_exact(Req *q)
{
    Casefile f;
    Report r;
    Snapshot s;
    TRY(published(q, &f));
    TRY(version_asked(q, &f, &r, &s));
    const Str name = arena_fmt(q->ctx.arena, STR "-%lld.json", ARG(f.code), (long long)s.v.version);
    return reply_text(q, "application/json; charset=utf-8", snapshot_json(q->ctx.arena, &s), name);
}
