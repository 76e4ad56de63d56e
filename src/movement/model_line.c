/* model_line.c - the models as a table: a line holds a registration and the days of its acts; out, and compared. */
#include "movement/model_line.h"
#include "base/csv.h"
#include "base/day.h"
#include "movement/field.h"
#include "store/store.h"
#include "text/fold.h"
#include <string.h>

// clang-format off
static const Column columns[] = { /* as MODEL_COLUMNS */
    COLUMN(ModelLine, unit), COLUMN(ModelLine, name), COLUMN(ModelLine, subject_kind), COLUMN(ModelLine, field),
    COLUMN(ModelLine, campaigns), COLUMN(ModelLine, partners), COLUMN(ModelLine, place_unit_id), COLUMN(ModelLine, start_on),
    COLUMN(ModelLine, end_on), COLUMN(ModelLine, goal), COLUMN(ModelLine, method), COLUMN(ModelLine, participants),
    COLUMN(ModelLine, beneficiaries), COLUMN(ModelLine, resources), COLUMN(ModelLine, cost_vnd),
    COLUMN(ModelLine, expected_result), COLUMN(ModelLine, actual_result), COLUMN(ModelLine, lead_name),
    COLUMN(ModelLine, lead_phone), COLUMN(ModelLine, person_name), COLUMN(ModelLine, person_birth_year),
    COLUMN(ModelLine, person_job), COLUMN(ModelLine, another_reason), COLUMN(ModelLine, state), COLUMN(ModelLine, opened),
    COLUMN(ModelLine, registered), COLUMN(ModelLine, taken), COLUMN(ModelLine, appraised), COLUMN(ModelLine, recognised),
    COLUMN(ModelLine, decision), COLUMN(ModelLine, published), COLUMN(ModelLine, reason), COLUMN(ModelLine, reason_on),
    COLUMN(ModelLine, confirmed), COLUMN(ModelLine, praised), COLUMN(ModelLine, parent),
};
// clang-format on
static const Columns table = COLUMNS("models", columns, ModelLine);

/* ---- out ---- */

static Str number(Ctx *c, int64_t n, int64_t not_said)
{
    return n == not_said ? (Str){0} : arena_fmt(c->arena, "%lld", (long long)n);
}

static Err last_of(Ctx *c, int64_t id, const char *event, LastAct *out)
{
    *out = (LastAct){0};
    Err e = model_last(c, id, str(event), out);
    if (e == ERR_NOT_FOUND) return OK;
    if (out->voided) *out = (LastAct){0};
    return e;
}

/* Acts of a round before the last submission (returned, then handed in again) are not of this line. */
static Err days_of(Ctx *c, const Casefile *f, ModelLine *l)
{
    static const struct {
        const char *state, *event;
    } ends[] = {
        {"returned",  "return"  },
        {"rejected",  "reject"  },
        {"withdrawn", "withdraw"},
        {"ended",     "end"     },
    };
    Acted registered, appraised, recognised;
    LastAct submit, take, pass, end = {0};
    TRY(model_act_of(c, f->id, S("dang_ky"), &registered));
    TRY(model_act_of(c, f->id, S("tham_dinh"), &appraised));
    TRY(model_act_of(c, f->id, S("cong_nhan"), &recognised));
    TRY(last_of(c, f->id, "submit", &submit));
    TRY(last_of(c, f->id, "take", &take));
    TRY(last_of(c, f->id, "appraise_pass", &pass));
    for (size_t i = 0; i < LEN(ends); i++)
        if (str_eq(f->state, str(ends[i].state))) TRY(last_of(c, f->id, ends[i].event, &end));
    l->opened = f->opened, l->registered = registered.done;
    if (l->registered.n && l->registered.n < l->opened.n) l->opened = l->registered;
    if (take.seq > submit.seq) l->taken = take.done;
    if (pass.seq > submit.seq) l->appraised = appraised.done;
    if (l->taken.n && l->taken.n < l->registered.n) l->taken = l->registered;
    if (l->appraised.n && l->taken.n > l->appraised.n) l->taken = l->appraised;
    l->recognised = recognised.done, l->decision = recognised.document;
    l->reason = end.note, l->reason_on = end.done;
    return OK;
}

static Str codes_of(Ctx *c, ModelCampaignRows in)
{
    Buf out = {.arena = c->arena};
    for (size_t i = 0; i < in.len; i++)
        buf_fmt(&out, "%s" STR, i ? ";" : "", ARG(in.at[i].code));
    return buf_done(&out);
}

/* What happened after the recognition, and what it was copied from. */
static Err life_of(Ctx *c, const Casefile *f, ModelLine *l)
{
    KeptDayRows kept;
    ModelPraisedRows praises;
    Casefile parent;
    Buf years = {.arena = c->arena}, papers = {.arena = c->arena};
    TRY(model_kept_days(c, f->id, &kept));
    TRY(model_praises(c, f->id, &praises));
    for (size_t i = 0; i < kept.len; i++)
        buf_fmt(&years, "%s%d", i ? ";" : "", civil(kept.at[i].done).year);
    for (size_t i = 0; i < praises.len; i++) {
        const Str on = day_iso(c->arena, praises.at[i].done);
        buf_fmt(&papers, "%s" STR " " STR, i ? ";" : "", ARG(on), ARG(praises.at[i].document));
    }
    l->confirmed = buf_done(&years), l->praised = buf_done(&papers);
    if (!f->parent) return OK;
    TRY(casefile_by_id(c, f->parent, &parent));
    l->parent = arena_fmt(c->arena, STR "/" STR, ARG(parent.unit_code), ARG(parent.title));
    return OK;
}

static Err line_of(Ctx *c, int64_t id, ModelLine *l)
{
    Casefile f;
    Model m;
    ModelCampaignRows in;
    TRY(casefile_by_id(c, id, &f));
    TRY(model_of(c, id, &m));
    TRY(model_campaigns(c, id, &in));
    *l = (ModelLine){
        .unit = f.unit_code,
        .name = f.title,
        .subject_kind = m.subject_kind,
        .field = m.field,
        .campaigns = codes_of(c, in),
        .partners = m.partners,
        .place_unit_id = m.place_code,
        .goal = m.goal,
        .method = m.method,
        .participants = number(c, m.participants, -1),
        .beneficiaries = number(c, m.beneficiaries, -1),
        .resources = m.resources,
        .cost_vnd = number(c, m.cost_vnd, -1),
        .expected_result = m.expected_result,
        .actual_result = m.actual_result,
        .lead_name = m.lead_name,
        .lead_phone = m.lead_phone,
        .person_name = m.person_name,
        .person_birth_year = number(c, m.person_birth_year, 0),
        .person_job = m.person_job,
        .another_reason = m.another_reason,
        .state = f.state,
        .start_on = m.start_on,
        .end_on = m.end_on,
        .published = f.public,
    };
    TRY(life_of(c, &f, l));
    return days_of(c, &f, l);
}

enum { BATCH = 500 };

static Err write_batch(Ctx *c, Outlet *out, int64_t *after, bool *more)
{
    ModelIdRows ids;
    TRY(model_ids(c, *after, BATCH, &ids));
    ModelLine *lines = NEW(c->arena, ModelLine, ids.len + 1);
    for (size_t i = 0; i < ids.len; i++)
        TRY(line_of(c, ids.at[i].id, &lines[i]));
    rows_write(out, &table, lines, ids.len);
    *more = ids.len == BATCH;
    if (ids.len) *after = ids.at[ids.len - 1].id;
    return OK;
}

/* Each batch in memory of its own, which is given back: there may be more models than fit. */
Err models_write(Ctx *c, Outlet *out)
{
    Err e = OK;
    int64_t after = 0;
    for (bool more = true; more && !e;) {
        Arena own = arena_empty(64 << 20);
        Ctx batch = *c;
        batch.arena = &own;
        e = write_batch(&batch, out, &after, &more);
        store_settle(c->store);
        arena_clear(&own);
    }
    return e;
}

/* ---- compared ---- */

static Err campaigns_in_order(Ctx *c, Str typed, Str *out)
{
    Options all;
    Buf text = {.arena = c->arena};
    TRY(campaign_options(c, &all));
    for (size_t i = 0; i < all.len; i++)
        if (str_among(typed, ';', all.at[i].value)) buf_fmt(&text, "%s" STR, text.len ? ";" : "", ARG(all.at[i].value));
    *out = buf_done(&text);
    return OK;
}

static Str typed_number(Ctx *c, const Form *f, const char *name, int64_t n)
{
    for (size_t i = 0; i < f->spec->len; i++)
        if (!strcmp(f->spec->fields[i].name, name) && f->value[i].len) return number(c, n, -1);
    return (Str){0};
}

/* What the line will be once it is in. */
static Err line_to_be(Ctx *c, const ModelIncoming *x, ModelLine *l)
{
    const Registration *r = &x->r;
    const ModelHistory *h = &x->h;
    *l = (ModelLine){
        .unit = x->unit.code,
        .name = r->name,
        .subject_kind = r->subject_kind,
        .field = r->field,
        .partners = r->partners,
        .place_unit_id = r->place_unit_id,
        .goal = r->goal,
        .method = r->method,
        .participants = typed_number(c, &x->form, "participants", r->participants),
        .beneficiaries = typed_number(c, &x->form, "beneficiaries", r->beneficiaries),
        .resources = r->resources,
        .cost_vnd = typed_number(c, &x->form, "cost_vnd", r->cost_vnd),
        .expected_result = r->expected_result,
        .actual_result = r->actual_result,
        .lead_name = r->lead_name,
        .lead_phone = phone_local(c->arena, r->lead_phone),
        .person_name = r->person_name,
        .person_birth_year = number(c, r->person_birth_year, 0),
        .person_job = r->person_job,
        .another_reason = r->another_reason,
        .state = h->state,
        .decision = h->decision,
        .reason = h->reason,
        .start_on = r->start_on,
        .end_on = r->end_on,
        .opened = h->opened,
        .registered = h->registered,
        .taken = h->taken,
        .appraised = h->appraised,
        .recognised = h->recognised,
        .reason_on = h->reason_on,
        .published = h->published,
        .confirmed = h->confirmed,
        .praised = h->praised,
        .parent = h->parent,
    };
    return campaigns_in_order(c, r->campaigns, &l->campaigns);
}

static Str line_text(Ctx *c, const ModelLine *l)
{
    Buf out = {.arena = c->arena};
    columns_csv(&out, &table, l, 1);
    return buf_done(&out);
}

Err model_line_there(Ctx *c, const ModelIncoming *x, bool *there)
{
    ModelIdRows same;
    ModelLine want, have;
    TRY(line_to_be(c, x, &want));
    TRY(model_named(c, fold(c->arena, x->r.name), x->unit.id, &same));
    *there = false;
    for (size_t i = 0; i < same.len && !*there; i++) {
        TRY(line_of(c, same.at[i].id, &have));
        *there = str_eq(line_text(c, &want), line_text(c, &have));
    }
    return OK;
}

/* As on the form, or among the days of a line. */
Str model_column_label(const Ctx *c, const char *column)
{
    const int of_line = msg_find(arena_fmt(c->arena, "model.line.%s", column));
    return of_line ? msg(c, of_line) : msg_of(c, "model.form", NULL, str(column));
}

static bool same_cell(const Column *k, const ModelLine *a, const ModelLine *b)
{
    const char *x = (const char *)a + k->at, *y = (const char *)b + k->at;
    if (k->type == COLUMN_STR) return str_eq(*(const Str *)x, *(const Str *)y);
    if (k->type == COLUMN_DAY) return ((const Day *)x)->n == ((const Day *)y)->n;
    return *(const bool *)x == *(const bool *)y;
}

Err model_line_differs(Ctx *c, const ModelIncoming *x, int64_t id, Str *labels)
{
    ModelLine want, have;
    Buf out = {.arena = c->arena};
    TRY(line_to_be(c, x, &want));
    TRY(line_of(c, id, &have));
    for (size_t i = 0; i < LEN(columns); i++)
        if (!same_cell(&columns[i], &want, &have))
            buf_fmt(&out, "%s" STR, out.len ? ", " : "", ARG(model_column_label(c, columns[i].name)));
    *labels = buf_done(&out);
    return OK;
}
