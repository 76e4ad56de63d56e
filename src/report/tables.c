/* tables.c - a snapshot as tables and texts for people; with what is counted now beside it, where that differs. */
#include "base/day.h"
#include "report/view.h"
#include <string.h>

typedef struct {
    Ctx *c;
    const Cells *cells, *now;
    int64_t differs;
    Arena *a;
} Drawing;

static ReportValue value_of(Drawing *d, const char *part, Str item, Str measure)
{
    const int64_t n = cell_number(d->cells, part, item, measure);
    ReportValue v = {.text = text_int64_t(d->c, n)};
    const int64_t now = d->now ? cell_number(d->now, part, item, measure) : n;
    if (now != n) v.now = text_int64_t(d->c, now), d->differs++;
    return v;
}

/* The rows of a part in their order, each once. */
static ReportRowList rows_of(Drawing *d, const char *part)
{
    ReportRowList out = {NEW(d->a, ReportRow, d->cells->len + 1), 0};
    for (size_t i = 0; i < d->cells->len; i++) {
        const ReportCell *x = &d->cells->at[i];
        if (!str_eq(x->part, str(part)) || (out.len && str_eq(x->item, out.at[out.len - 1].item))) continue;
        out.at[out.len++] = (ReportRow){.item = x->item, .name = x->name};
    }
    return out;
}

static Str subject_head(const Ctx *c, Subject k)
{
    return msg(c, k == GROUPS ? MSG_report_groups : MSG_report_persons);
}

static Heads heads(Drawing *d, const Str *at, size_t n)
{
    Heads out = {NEW(d->a, Str, n), n};
    memcpy(out.at, at, n * sizeof *at);
    return out;
}

/* Recognitions by field, campaign or unit: a column for groups, one for persons. */
static ReportTable recognised(Drawing *d, const char *part, int title, int first)
{
    const Str two[] = {subject_head(d->c, GROUPS), subject_head(d->c, PERSONS)};
    ReportTable t = {.id = arena_fmt(d->a, "h-%s", part), .title = msg(d->c, title), .first = msg(d->c, first)};
    t.heads = heads(d, two, LEN(two));
    t.rows = rows_of(d, part);
    for (size_t i = 0; i < t.rows.len; i++) {
        const Str item = t.rows.at[i].item;
        ReportValues *v = &t.rows.at[i].values;
        *v = (ReportValues){NEW(d->a, ReportValue, SUBJECTS), SUBJECTS};
        for (Subject k = 0; k < SUBJECTS; k++)
            v->at[k] = value_of(d, part, item, cell_name(d->a, "cong_nhan", k));
    }
    return t;
}

static bool says_nothing(const ReportRow *r)
{
    for (size_t i = 0; i < r->values.len; i++)
        if (!str_eq(r->values.at[i].text, S("0")) || r->values.at[i].now.len) return false;
    return true;
}

/* A province has more units with nothing new than with something: those are named in one line under the table. */
static void gather_empty(Drawing *d, ReportTable *t)
{
    Buf names = {.arena = d->a};
    size_t kept = 0;
    for (size_t i = 0; i < t->rows.len; i++) {
        const ReportRow r = t->rows.at[i];
        if (says_nothing(&r))
            buf_fmt(&names, "%s" STR, names.len ? ", " : "", ARG(r.name));
        else
            t->rows.at[kept++] = r;
    }
    const Str args[] = {text_int64_t(d->c, (int64_t)(t->rows.len - kept)), buf_done(&names)};
    if (kept < t->rows.len) t->note = msg_with(d->c, MSG_report_by_unit_none, args, LEN(args));
    t->rows.len = kept;
}

static ReportValue sum_of(Drawing *d, Str measure)
{
    int64_t n = 0, now = 0;
    for (size_t i = 0; i < d->cells->len; i++)
        if (str_eq(d->cells->at[i].part, S("field")) && str_eq(d->cells->at[i].measure, measure))
            n += d->cells->at[i].n;
    for (size_t i = 0; d->now && i < d->now->len; i++)
        if (str_eq(d->now->at[i].part, S("field")) && str_eq(d->now->at[i].measure, measure)) now += d->now->at[i].n;
    ReportValue v = {.text = text_int64_t(d->c, n)};
    if (d->now && now != n) v.now = text_int64_t(d->c, now), d->differs++;
    return v;
}

/* Every act of the period, over all fields: a model has one field, so they may be added. */
static ReportTable acts(Drawing *d)
{
    const Str two[] = {subject_head(d->c, GROUPS), subject_head(d->c, PERSONS)};
    ReportTable t = {.id = S("h-acts"), .title = msg(d->c, MSG_report_by_act), .first = msg(d->c, MSG_report_act)};
    t.heads = heads(d, two, LEN(two));
    t.rows.at = NEW(d->a, ReportRow, 9);
    for (size_t i = 0; report_acts_counted[i]; i++) {
        ReportRow *r = &t.rows.at[t.rows.len++];
        r->name = msg_of(d->c, "report.act_kind", NULL, str(report_acts_counted[i]));
        r->values = (ReportValues){NEW(d->a, ReportValue, SUBJECTS), SUBJECTS};
        for (Subject k = 0; k < SUBJECTS; k++)
            r->values.at[k] = sum_of(d, cell_name(d->a, report_acts_counted[i], k));
    }
    return t;
}

static ReportTable desk(Drawing *d)
{
    static const char *const items[] = {"receive", "on_time_first", "late_first", "on_time", "late"};
    const Str one[] = {msg(d->c, MSG_report_number)};
    ReportTable t = {
        .id = S("h-onestop"), .title = msg(d->c, MSG_report_onestop), .first = msg(d->c, MSG_report_result)};
    t.heads = heads(d, one, 1);
    t.rows.at = NEW(d->a, ReportRow, LEN(items));
    for (size_t i = 0; i < LEN(items); i++) {
        ReportRow *r = &t.rows.at[t.rows.len++];
        r->name = msg_of(d->c, "report.desk", NULL, str(items[i]));
        r->values = (ReportValues){NEW(d->a, ReportValue, 1), 1};
        r->values.at[0] = value_of(d, "onestop", str(items[i]), S("n"));
    }
    return t;
}

/* What sources state, in their own words and in a table of its own: nothing is added to it. */
static ReportTable stated(Drawing *d)
{
    const Str two[] = {msg(d->c, MSG_report_words), msg(d->c, MSG_report_source)};
    ReportTable t = {.id = S("h-stated"),
                     .title = msg(d->c, MSG_report_stated),
                     .note = msg(d->c, MSG_report_never_added),
                     .first = msg(d->c, MSG_report_what)};
    t.heads = heads(d, two, LEN(two));
    t.rows.at = NEW(d->a, ReportRow, d->cells->len + 1);
    for (size_t i = 0; i < d->cells->len; i++) {
        const ReportCell *x = &d->cells->at[i];
        if (!str_eq(x->part, S("stated"))) continue;
        Str subject = x->measure;
        const Str field = str_cut(&subject, '/');
        ReportRow *r = &t.rows.at[t.rows.len++];
        Str name = msg(d->c, MSG_report_whole);
        for (size_t k = 0; k < d->cells->len && field.len; k++)
            if (str_eq(d->cells->at[k].part, S("field")) && str_eq(d->cells->at[k].item, field))
                name = d->cells->at[k].name;
        r->name = arena_fmt(d->a, STR " – " STR, ARG(name), ARG(msg_of(d->c, "report.subject", NULL, subject)));
        r->values = (ReportValues){NEW(d->a, ReportValue, 2), 2};
        r->values.at[0] = (ReportValue){.text = x->words, .words = true};
        r->values.at[1] = (ReportValue){.text = x->name, .words = true};
    }
    return t;
}

static Heads lines_of(Arena *a, Str text)
{
    size_t n = 1;
    for (size_t i = 0; i < text.len; i++)
        n += text.ptr[i] == '\n';
    Heads out = {NEW(a, Str, n), 0};
    while (text.len) {
        const Str one = str_trim(str_cut(&text, '\n'));
        if (one.len) out.at[out.len++] = one;
    }
    return out;
}

static void texts(Drawing *d, const ReportVersion *v, ReportTextList *out)
{
    const struct {
        int heading;
        Str text;
    } all[] = {
        {MSG_report_form_result,     v->result    },
        {MSG_report_form_difficulty, v->difficulty},
        {MSG_report_form_plan,       v->plan      },
    };
    *out = (ReportTextList){NEW(d->a, ReportText, LEN(all)), 0};
    for (size_t i = 0; i < LEN(all); i++)
        if (all[i].text.len) out->at[out->len++] = (ReportText){msg(d->c, all[i].heading), lines_of(d->a, all[i].text)};
}

static void missing(Drawing *d, ReportBody *out)
{
    out->missing.at = NEW(d->a, MissingUnit, d->cells->len + 1);
    for (size_t i = 0; i < d->cells->len; i++) {
        const ReportCell *x = &d->cells->at[i];
        if (str_eq(x->part, S("unit"))) out->has_below = true;
        if (str_eq(x->part, S("missing")))
            out->missing.at[out->missing.len++] =
                (MissingUnit){x->name, str_eq(x->words, S("none")) ? msg(d->c, MSG_report_not_made)
                                                                   : state_name(d->c, S("report"), x->words)};
    }
}

Err report_body(Ctx *c, const Snapshot *s, const Cells *now, ReportBody *out)
{
    Drawing d = {c, &s->cells, now, 0, c->arena};
    *out = (ReportBody){.s = s, .frozen = s->v.version > 0, .compared = now != NULL};
    out->period = period_words(c, s->period, s->from_month, s->to_month);
    out->borders = text_Day(c, s->v.borders);
    texts(&d, &s->v, &out->texts);
    ReportTable *t = out->tables.at = NEW(c->arena, ReportTable, 6);
    t[out->tables.len++] = recognised(&d, "field", MSG_report_by_field, MSG_report_field);
    t[out->tables.len++] = acts(&d);
    ReportTable units = recognised(&d, "unit", MSG_report_by_unit, MSG_report_unit);
    gather_empty(&d, &units);
    if (units.rows.len || units.note.len) t[out->tables.len++] = units;
    ReportTable campaigns = recognised(&d, "campaign", MSG_report_by_campaign, MSG_report_campaign);
    campaigns.note = msg(c, MSG_report_campaign_note);
    if (campaigns.rows.len) t[out->tables.len++] = campaigns;
    t[out->tables.len++] = desk(&d);
    ReportTable words = stated(&d);
    if (words.rows.len) t[out->tables.len++] = words;
    missing(&d, out);
    out->differs = d.differs;
    return OK;
}
