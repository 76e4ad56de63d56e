/* staff.c - reports at the desk: making one, its preview, and which units below have reported for a period. */
#include "base/day.h"
#include "base/json.h"
#include "report.html.h"
#include "report/view.h"

enum { PAGE = 50 };
#define NAV "/can-bo/bao-cao"

static const Permission may_read = {"report.list", REPORT_READERS};
static const Permission may_write = {"report.make", REPORT_WRITERS};

/* ---- its part of the casefile page ---- */

/* What is being worked on: the version handed in, or what would be frozen now; else the one issued. */
static Err at_hand(Ctx *c, const Casefile *f, Snapshot *out)
{
    Report r;
    TRY(report_of(c, f->id, &r));
    if (str_eq(f->state, S("submitted"))) return snapshot_read(c, f, r.issued + 1, out);
    return snapshot_read(c, f, str_eq(f->state, S("issued")) ? r.issued : 0, out);
}

Err report_panel(Ctx *c, const Casefile *f, bool inside, Html *out)
{
    Snapshot s;
    ReportBody body;
    *out = (Html){S("")};
    if (!inside) return OK;
    TRY(at_hand(c, f, &s));
    TRY(report_body(c, &s, NULL, &body));
    *out = report_panel_html(c, f, &body);
    return OK;
}

Err report_json(Ctx *c, const Casefile *f, bool inside, Buf *out)
{
    Snapshot s;
    Json j = {out, true}; /* goes on after the members of the engine */
    if (!inside) return OK;
    TRY(at_hand(c, f, &s));
    json_member(&j, "frozen", (bool)(s.v.version > 0));
    json_member(&j, "sha256", s.v.sha256);
    json_key(&j, "report");
    buf_str(out, snapshot_json(c->arena, &s));
    return OK;
}

/* ---- which units have reported ---- */

typedef struct {
    Str unit, period;
    int64_t year, since;
} DeskAsked;
static Err read_units(Ctx *c, Options *out)
{
    return unit_options_of(c, REPORT_READERS, out);
}
static const Field desk_fields[] = {
    {.name = "ky",
     .type = FIELD_CHOICE,
     .at = TYPED(DeskAsked,               period, Str),
     .choices = report_periods,
     .labels = "report.form.period",
     .optional = true},
    {.name = "nam",
     .type = FIELD_NUMBER,
     .at = TYPED(DeskAsked,                year,                       int64_t),
     .min = 2009,
     .max = 2100,
     .optional = true},
    {.name = "tu-nam",
     .type = FIELD_NUMBER,
     .at = TYPED(DeskAsked, since,                        int64_t),
     .min = 2009,
     .max = 2100,
     .optional = true},
    {.name = "don-vi",      .type = FIELD_PICK,     .at = TYPED(DeskAsked,                  unit,         Str), .options = read_units, .optional = true},
};
const FormSpec report_desk_form = FORM("report.desk", desk_fields, DeskAsked);

static Err standing_of(Ctx *c, const Unit *u, Str period, const Period *p, Standing *out)
{
    ReportAt at = {0};
    const Err e = report_standing(c, (ReportStanding){u->id, p->from_month, p->to_month}, &at);
    if (e && e != ERR_NOT_FOUND) return e;
    *out = (Standing){.code = at.code, .unit = u->code, .unit_name = u->name, .issued = at.issued_on, .sent = at.sent};
    out->state = e ? S("none") : at.state;
    TRY(period_due(c, period, u->id, p->to_month, &out->due));
    out->late = at.issued ? at.issued_on.n > out->due.n : c->today.n > out->due.n;
    return OK;
}

static Err standings(Ctx *c, const Unit *unit, Str period, const Period *p, ReportDesk *v)
{
    UnitRows below;
    TRY(unit_children(c, unit->id, c->today, &below));
    v->units.at = NEW(c->arena, Standing, below.len + 1);
    for (size_t i = 0; i < below.len; i++) {
        Standing *s = &v->units.at[v->units.len++];
        TRY(standing_of(c, &below.at[i], period, p, s));
        v->issued += s->issued.n != 0;
    }
    return OK;
}

static const Column standing_cells[] = {
    COLUMN(Standing, unit),   COLUMN(Standing, unit_name), COLUMN(Standing, state), COLUMN(Standing, code),
    COLUMN(Standing, issued), COLUMN(Standing, sent),      COLUMN(Standing, due),   COLUMN(Standing, late),
};
static const Columns standing_table = COLUMNS("tinh-hinh-bao-cao", standing_cells, Standing);

static Err desk_unit(Ctx *c, Str code, Unit *out)
{
    if (code.len)
        TRY(unit_by_code(c, code, c->today, out));
    else
        TRY(unit_by_id(c, c->unit, out));
    return unit_covers(c, REPORT_READERS, out->path) ? OK : ERR_NOT_FOUND;
}

static Err refused(Req *q, const Form *f)
{
    Ctx *c = &q->ctx;
    return reply_faults(q, f,
                        (Page){.title = msg(c, MSG_report_desk_title),
                               .main = report_refused_html(c, form_faults(c, f), form_fields(c, f)),
                               .nav = NAV,
                               .private_page = true});
}

static Str address_of(Ctx *c, const char *ending, const DeskAsked *by)
{
    return arena_fmt(c->arena, NAV "%s?ky=" STR "&nam=%lld&tu-nam=%lld&don-vi=" STR, ending, ARG(by->period),
                     (long long)by->year, (long long)by->since, ARG(by->unit));
}

static Err desk_page(Req *q, ReportDesk *v, const DeskAsked *by, const Unit *unit)
{
    Ctx *c = &q->ctx;
    int64_t before;
    if (!str_int(query_arg(q, "sau"), &before)) before = INT64_MAX;
    TRY(report_files(c, (ReportFiles){unit->id, before, PAGE + 1}, &v->files));
    if (v->files.len > PAGE) {
        v->files.len = PAGE;
        v->more = arena_fmt(c->arena, "%lld", (long long)v->files.at[PAGE - 1].id);
    }
    v->unit_name = unit->name, v->may_write = unit_covers(c, REPORT_WRITERS, unit->path);
    v->csv = address_of(c, ".csv", by), v->xlsx = address_of(c, ".xlsx", by);
    const Str n[] = {text_int64_t(c, v->issued), text_int64_t(c, (int64_t)v->units.len), v->period};
    v->heading = v->units.len ? msg_with(c, MSG_report_desk_heading, n, LEN(n)) : msg(c, MSG_report_desk_title);
    return reply(q, (Page){.title = v->heading, .main = report_desk_html(c, v), .nav = NAV, .private_page = true});
}

Err report_desk(Req *q)
{
    Ctx *c = &q->ctx;
    DeskAsked by = {0};
    Form form;
    Unit unit;
    Period p;
    ReportDesk v = {0};
    TRY(form_read(c, q->query, &report_desk_form, &by, &form));
    if (!form.ok) return refused(q, &form);
    if (!by.period.len) by.period = S("nam");
    if (!by.year) by.year = civil(c->today).year - 1;
    if (!by.since) by.since = by.year;
    if (!period_of(by.period, by.year, by.since, &p)) {
        form_fault(c, &form, "tu-nam", "E_RANGE", MSG_report_since_late, (Str){0});
        return refused(q, &form);
    }
    TRY(desk_unit(c, by.unit, &unit));
    TRY(standings(c, &unit, by.period, &p, &v));
    if (!wants_html(q)) return reply_rows(q, &standing_table, v.units.at, v.units.len, (Str){0});
    form_value(&form, "ky", by.period);
    form_value(&form, "nam", arena_fmt(c->arena, "%lld", (long long)by.year));
    v.form = form_fields(c, &form);
    v.period = period_words(c, by.period, p.from_month, p.to_month);
    return desk_page(q, &v, &by, &unit);
}

/* ---- making one ---- */

static Err make_show(Req *q, const Form *form, int status)
{
    Ctx *c = &q->ctx;
    ReportMake v = {.faults = form_faults(c, form), .fields = form_fields(c, form), .hidden = form_hidden(c, q)};
    if (status == 409) v.conflict = why_text(c);
    const Page p = {.status = status,
                    .title = msg(c, MSG_report_make),
                    .main = report_make_html(c, v),
                    .nav = NAV,
                    .up = NAV,
                    .up_title = MSG_report_desk_title,
                    .private_page = true};
    return status == 422 ? reply_faults(q, form, p) : reply(q, p);
}

Err report_make(Req *q)
{
    Ctx *c = &q->ctx;
    Unit own;
    Form blank = form_blank(&report_form);
    if (!unit_by_id(c, c->unit, &own)) form_value(&blank, "unit", own.code);
    form_value(&blank, "period", S("nam"));
    form_value(&blank, "year", arena_fmt(c->arena, "%d", civil(c->today).year - 1));
    return make_show(q, &blank, 200);
}

Err report_make_post(Req *q)
{
    return casework_post(q, &(Deed){.flow = &report_flow, .event = S("create")}, S(""), make_show);
}

static const Route routes[] = {
    {GET,  "/bao-cao", NULL,                report_list,      .form = &report_list_form, .csv = true},
    {GET,    "/bao-cao/:code",            NULL,            report_page,             .csv = true               },
    {GET,    "/bao-cao/:code/nguyen-van",            NULL, report_exact },
    {GET,  NAV,        &may_read,           report_desk,      .form = &report_desk_form,.csv = true},
    {GET,    NAV "/lap",            &may_write,                  report_make            },
    {POST, NAV "/lap", &may_write,          report_make_post, .form = &report_form},
};
static const FormSpec *const forms[] = {&report_form, &report_list_form, &report_desk_form};
static const Flow *const flows[] = {&report_flow};

const Slice report_slice = {.name = "report", .routes = TABLE(routes), .forms = TABLE(forms), .flows = TABLE(flows)};
