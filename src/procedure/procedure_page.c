/* procedure_page.c - the catalogue of procedures: its pages, its tables, who may enter them. */
#include "base/day.h"
#include "casework/casework.h"
#include "procedure.html.h"
#include "procedure/view.h"

static Options domains_of(Ctx *c, ProcedureRows rows)
{
    Options out = {NEW(c->arena, Option, rows.len + 1), 0};
    for (size_t i = 0; i < rows.len; i++) { /* they come in order of the domain */
        const Str domain = rows.at[i].domain;
        if (!out.len || !str_eq(out.at[out.len - 1].value, domain)) out.at[out.len++] = (Option){domain, domain};
    }
    return out;
}

static ProcedureRows in_domain(ProcedureRows rows, Str domain)
{
    size_t n = 0;
    for (size_t i = 0; i < rows.len; i++)
        if (!domain.len || str_eq(rows.at[i].domain, domain)) rows.at[n++] = rows.at[i];
    rows.len = n;
    return rows;
}

static Err procedures_data(Req *q, ProcedureRows rows)
{
    Ctx *c = &q->ctx;
    Buf out = {.arena = c->arena};
    if (wants_table(q)) return reply_rows(q, &procedure_table, procedure_lines(c, rows), rows.len, (Str){0});
    buf_str(&out, S("{\"items\":["));
    for (size_t i = 0; i < rows.len; i++) {
        if (i) buf_char(&out, ',');
        procedure_json(c, &out, &rows.at[i], NULL, NULL);
    }
    buf_str(&out, S("],\"next\":null}"));
    return reply_json(q, 200, buf_done(&out));
}

static Err procedures_page(Req *q)
{
    Ctx *c = &q->ctx;
    const Str words = query_arg(q, "tim"), domain = query_arg(q, "linh-vuc");
    ProcedureRows all, rows;
    TRY(procedure_search(c, words, &rows));
    rows = in_domain(rows, domain);
    if (!wants_html(q)) return procedures_data(q, rows);
    TRY(procedure_open(c, c->today, &all));
    const Options domains = domains_of(c, all);
    return reply(q, (Page){.title = msg(c, MSG_procedure_list_title),
                           .main = procedure_list_html(c, words, domain, domains, rows),
                           .nav = "/mot-cua",
                           .up = "/mot-cua",
                           .up_title = MSG_onestop_title});
}

static Err step_lines(Ctx *c, int64_t procedure, StepLines *out)
{
    ProcedureStepRows steps;
    TRY(step_list(c, procedure, &steps));
    *out = (StepLines){NEW(c->arena, StepLine, steps.len + 1), steps.len};
    for (size_t i = 0; i < steps.len; i++) {
        const ProcedureStep *s = &steps.at[i];
        Unit u = {.name = msg(c, MSG_procedure_own_office)};
        const Err e = s->unit.len ? unit_by_code(c, s->unit, c->today, &u) : OK;
        if (e && e != ERR_NOT_FOUND) return e;
        out->at[i] = (StepLine){s->name, msg_of(c, "procedure", "role", s->role), u.name, s->share};
    }
    return OK;
}

/* By the whole house; without units there are no dossiers either. */
static Err took_lately(Ctx *c, Str code, ProcedureView *v)
{
    Unit top;
    Tooks took;
    const int64_t year = civil(c->today).year;
    const Err e = unit_root(c, &top);
    v->took_since = year - 1;
    if (e) return e == ERR_NOT_FOUND ? OK : e;
    TRY(took_of(c, top.id, code, year - 1, year, &took));
    if (took.len) v->took = took.at[0];
    return OK;
}

static Err procedure_page(Req *q)
{
    Ctx *c = &q->ctx;
    Procedure p;
    ProcedureView v = {.p = &p};
    ProcedureStepRows steps;
    Ruleset rules;
    Buf out = {.arena = c->arena};
    TRY(procedure_find(c, path_arg(q, "procedure"), c->today, &p));
    TRY(paper_list(c, p.id, &v.papers));
    if (!wants_html(q)) {
        TRY(step_list(c, p.id, &steps));
        procedure_json(c, &out, &p, &v.papers, &steps);
        return reply_json(q, 200, buf_done(&out));
    }
    TRY(step_lines(c, p.id, &v.steps));
    TRY(procedure_versions(c, p.code, &v.versions));
    const Err e = ruleset_of(c, S("onestop"), c->today, &rules),
              k = has_limit(&p) ? appointment_of(c, &p, c->now, &v.when) : OK;
    if (e && e != ERR_NOT_FOUND) return e;
    if (k && k != ERR_INVALID) return k;
    TRY(took_lately(c, p.code, &v));
    v.promised = has_limit(&p) && !k, v.source = e ? (Str){0} : rules.name;
    return reply(q, (Page){.title = p.name,
                           .main = procedure_html(c, &v),
                           .nav = "/mot-cua",
                           .up = "/thu-tuc",
                           .up_title = MSG_procedure_list_title});
}

/* ---- what the house knows of them ---- */

// clang-format off
static const Permission may_enter = {"procedure.enter", UNIT_HEAD | UNIT_ADMIN};
static const Route routes[] = {
    {GET, "/thu-tuc",            NULL, procedures_page, .csv = true},
    {GET, "/thu-tuc/:procedure", NULL, procedure_page},
};
static const Exchange exchanges[] = {
    {"procedures", procedure_import, procedure_export, procedure_columns, &may_enter, MSG_procedure_list_title, .whole = true},
    {"papers",     paper_import,     paper_export,     paper_columns,     &may_enter, MSG_procedure_papers, .whole = true},
    {"steps",      step_import,      step_export,      step_columns,      &may_enter, MSG_procedure_steps, .whole = true},
};
// clang-format on

static const Shelving *const shelves[] = {&procedure_shelf};
const Slice procedures = {
    .name = "procedure", .routes = TABLE(routes), .exchanges = TABLE(exchanges), .shelves = TABLE(shelves)};
