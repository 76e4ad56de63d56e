/* merge_page.c - units that end and the one that takes over: the question, what would happen, and doing it. */
#include "base/day.h"
#include "casework/engine.h"
#include "casework/view.h"
#include "merge.html.h"

// clang-format off
static const Field merge_fields[] = {
    TEXT_FIELD(Merge, ends,   .min = 1, .max = 1000, .check = unit_is_code_list, .example = MSG_unit_line_codes_example, .optional = true),
    TEXT_FIELD(Merge, parts,  .min = 1, .max = 1000, .check = unit_is_code_list, .example = MSG_unit_line_codes_example, .optional = true),
    DAY_FIELD(Merge, day),
    TEXT_FIELD(Merge, code,   .max = 20, .check = is_code, .example = MSG_unit_line_code_example),
    TEXT_FIELD(Merge, name,   .max = 200),
    CHOICE_FIELD(Merge, kind, unit_kinds, .labels = "unit.kind"),
    TEXT_FIELD(Merge, parent, .max = 20, .check = is_code, .example = MSG_unit_line_code_example, .optional = true),
    TEXT_FIELD(Merge, source, .max = 500),
};
// clang-format on
const FormSpec merge_form = FORM("casework.merge", merge_fields, Merge);
#define MERGE_PATH "/can-bo/don-vi/sap-nhap"

static Err read_merge(Ctx *c, Pairs in, Merge *m, Form *form)
{
    *m = (Merge){0};
    TRY(form_read(c, in, &merge_form, m, form));
    if (form->ok && !m->ends.len && !m->parts.len)
        form_fault(c, form, "ends", "E_REQUIRED", MSG_casework_merge_none, (Str){0});
    return form->ok ? OK : ERR_INVALID;
}

/* ---- what would happen ---- */

static Str open_words(Ctx *c, const OpenKindRows *kinds)
{
    Buf out = {.arena = c->arena};
    for (size_t i = 0; i < kinds->len; i++)
        buf_fmt(&out, "%s%lld " STR, i ? ", " : "", (long long)kinds->at[i].n,
                ARG(msg_of(c, "casework.kinds", NULL, kinds->at[i].kind)));
    return buf_done(&out);
}

static Err endings_of(Ctx *c, const MergePlan *plan, MergeEnds *out)
{
    *out = (MergeEnds){NEW(c->arena, MergeEnd, plan->ends.len + 1), plan->ends.len};
    for (size_t i = 0; i < plan->ends.len; i++) {
        const UnitEnding *e = &plan->ends.at[i];
        OpenKindRows kinds;
        AccountCount people;
        TRY(files_open_by_kind(c, e->was.id, &kinds));
        TRY(account_people_of(c, e->was.id, &people));
        int64_t n = 0;
        for (size_t k = 0; k < kinds.len; k++)
            n += kinds.at[k].n;
        out->at[i] = (MergeEnd){.code = e->was.code,
                                .name = e->was.name,
                                .last = e->was.valid_to,
                                .whole = e->whole,
                                .open = n,
                                .open_words = open_words(c, &kinds),
                                .people = people.n};
    }
    return OK;
}

static Err plan_data(Req *q, const MergeEnds *ends)
{
    static const Column cells[] = {COLUMN(MergeEnd, code),  COLUMN(MergeEnd, name), COLUMN(MergeEnd, last),
                                   COLUMN(MergeEnd, whole), COLUMN(MergeEnd, open), COLUMN(MergeEnd, people)};
    static const Columns columns = COLUMNS("sap-nhap", cells, MergeEnd);
    return reply_rows(q, &columns, ends->at, ends->len, (Str){0});
}

/* What the question was, to be sent once more by the button. */
static Pairs given_of(Ctx *c, const Form *form)
{
    Pairs out = {NEW(c->arena, Pair, form->spec->len), form->spec->len};
    for (size_t i = 0; i < form->spec->len; i++)
        out.at[i] = (Pair){str(form->spec->fields[i].name), form->value[i]};
    return out;
}

static Err show(Req *q, const Form *form, const MergeView *plan)
{
    Ctx *c = &q->ctx;
    MergeView v = plan ? *plan : (MergeView){0};
    v.fields = form_fields(c, form), v.faults = form_faults(c, form), v.hidden = form_hidden(c, q);
    const Page page = {.title = msg(c, MSG_casework_merge_title),
                       .main = merge_html(c, &v),
                       .nav = MERGE_PATH,
                       .up = "/don-vi",
                       .up_title = MSG_unit_tree_title,
                       .private_page = true};
    return form->ok ? reply(q, page) : reply_faults(q, form, page);
}

Err merge_page(Req *q)
{
    Ctx *c = &q->ctx;
    Merge m;
    Form form;
    MergePlan plan;
    MergeView v = {.planned = true};
    if (!q->query.len) {
        form = form_blank(&merge_form);
        return show(q, &form, NULL);
    }
    Err e = read_merge(c, q->query, &m, &form);
    if (!e) e = unit_merge_plan(c, &m, &form, &plan);
    if (e == ERR_INVALID && !form.ok) return show(q, &form, NULL);
    TRY(e);
    TRY(endings_of(c, &plan, &v.ends));
    if (!wants_html(q)) return plan_data(q, &v.ends);
    const Pairs given = given_of(c, &form);
    v.day = m.day, v.later = m.day.n > c->today.n, v.opens = plan.opens, v.given = (Given){given.at, given.len};
    for (size_t i = 0; i < v.ends.len; i++)
        v.moves += v.ends.at[i].whole ? v.ends.at[i].open : 0, v.stays += v.ends.at[i].whole ? 0 : v.ends.at[i].open;
    return show(q, &form, &v);
}

Err merge_post(Req *q)
{
    Ctx *c = &q->ctx;
    Merge m;
    Form form;
    Err e = read_merge(c, q->body, &m, &form);
    if (!e) e = unit_merge(c, &m, &form);
    if (e == ERR_INVALID && !form.ok) return show(q, &form, NULL);
    TRY(e);
    const Str note = arena_fmt(c->arena, STR "+" STR " > " STR " " STR, ARG(m.ends), ARG(m.parts), ARG(m.code),
                               ARG(day_iso(c->arena, m.day)));
    TRY(audit_add(c, "unit.merge", m.code, true, note));
    return reply_done(q, m.code, arena_fmt(c->arena, "/don-vi/" STR, ARG(m.code)));
}
