/* model_line.c - the models as a table: a line holds a registration and the days of its acts.
 *
 * A line is played through the same acts as on the pages, each on its own day, so that whatever a page
 * refuses is refused here. Who did them the file does not say: they are entered by whoever imports it. A
 * table in which every line is there already changes nothing. */
#include "base/csv.h"
#include "base/day.h"
#include "movement/field.h"
#include "movement/model.h"
#include "text/fold.h"
#include <string.h>

typedef struct {
    Str unit, name, subject_kind, field, campaigns, partners, place_unit_id, goal, method, participants, beneficiaries,
        resources, cost_vnd, expected_result, actual_result, lead_name, lead_phone, person_name, person_birth_year,
        person_job, another_reason, state, decision, reason;
    Day start_on, end_on, opened, registered, taken, appraised, recognised, reason_on;
    bool published;
} ModelLine;

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
};
// clang-format on
static const Columns table = COLUMNS("models", columns, ModelLine);

/* ---- the days of a line ---- */

typedef struct {
    Str unit, state, decision, reason;
    Day opened, registered, taken, appraised, recognised, reason_on;
    bool published;
} History;
static const char *const state_codes[] = {"draft",     "submitted",  "appraising", "returned", "rejected",
                                          "appraised", "recognised", "withdrawn",  NULL};
static const Field history_fields[] = {
    TEXT_FIELD(History, unit, .min = 1, .max = 40, .check = is_code),
    CHOICE_FIELD(History, state, state_codes, .labels = "model.state", .optional = true),
    DAY_FIELD(History, opened, .optional = true),
    DAY_FIELD(History, registered, .optional = true),
    DAY_FIELD(History, taken, .optional = true),
    DAY_FIELD(History, appraised, .optional = true),
    DAY_FIELD(History, recognised, .optional = true),
    TEXT_FIELD(History, decision, .max = 60, .optional = true),
    YES_FIELD(History, published),
    LONG_FIELD(History, reason, .min = 10, .max = 2000, .optional = true),
    DAY_FIELD(History, reason_on, .optional = true),
};
static const FormSpec history_form = FORM("model.line", history_fields, History);

/* Which days a state has behind it, and which it may have. */
enum { REGISTERED_ = 1, TAKEN_ = 2, APPRAISED_ = 4, RECOGNISED_ = 8, REASON_ = 16 };
static const struct {
    const char *state;
    unsigned must, may;
} behind[] = {
    {"recognised", REGISTERED_ | APPRAISED_ | RECOGNISED_, REGISTERED_ | TAKEN_ | APPRAISED_ | RECOGNISED_},
    {"appraised",  REGISTERED_ | APPRAISED_,               REGISTERED_ | TAKEN_ | APPRAISED_              },
    {"appraising", REGISTERED_,                            REGISTERED_ | TAKEN_                           },
    {"submitted",  REGISTERED_,                            REGISTERED_                                    },
    {"draft",      0,                                      0                                              },
    {"returned",   REGISTERED_ | REASON_,                  REGISTERED_ | TAKEN_ | REASON_                 },
    {"rejected",   REGISTERED_ | REASON_,                  REGISTERED_ | TAKEN_ | REASON_                 },
    {"withdrawn",  REASON_,                                REGISTERED_ | TAKEN_ | APPRAISED_ | REASON_    },
};

typedef struct {
    const char *name;
    Day *day;
    unsigned bit;
} Dated;
enum { DATED = 6 };
static void dated(History *h, Dated out[DATED])
{
    const Dated all[DATED] = {
        {"opened",     &h->opened,     0          },
        {"registered", &h->registered, REGISTERED_},
        {"taken",      &h->taken,      TAKEN_     },
        {"appraised",  &h->appraised,  APPRAISED_ },
        {"recognised", &h->recognised, RECOGNISED_},
        {"reason_on",  &h->reason_on,  REASON_    },
    };
    memcpy(out, all, sizeof all);
}

static size_t behind_of(const History *h)
{
    const char *by_days = h->recognised.n   ? "recognised"
                          : h->appraised.n  ? "appraised"
                          : h->taken.n      ? "appraising"
                          : h->registered.n ? "submitted"
                                            : "draft";
    const Str state = h->state.len ? h->state : str(by_days);
    size_t i = 0;
    while (!str_eq(state, str(behind[i].state)))
        i++;
    return i;
}

/* Days that may be left out: the first is that of the registration, an appraisal began when it ended. */
static void history_complete(History *h)
{
    h->state = str(behind[behind_of(h)].state);
    if (!h->opened.n) h->opened = h->registered.n ? h->registered : h->reason_on;
    const unsigned may_have = behind[behind_of(h)].may;
    if ((may_have & TAKEN_) && !h->taken.n) h->taken = h->appraised.n ? h->appraised : h->taken;
    const bool appraising = (may_have & TAKEN_) && !(may_have & APPRAISED_);
    if (appraising && !h->taken.n) h->taken = h->registered;
}

static void history_check(Ctx *c, History *h, Form *form)
{
    Dated all[DATED];
    Day before = {0};
    history_complete(h);
    const size_t state = behind_of(h);
    dated(h, all);
    if (!h->opened.n) form_fault(c, form, "opened", "E_REQUIRED", MSG_form_required, (Str){0});
    for (size_t i = 0; i < DATED; i++) {
        const Dated *d = &all[i];
        if (d->bit && !d->day->n && (behind[state].must & d->bit))
            form_fault(c, form, d->name, "E_REQUIRED", MSG_model_line_needed, state_name(c, S("model"), h->state));
        if (!d->day->n) continue;
        if (d->bit && !(behind[state].may & d->bit))
            form_fault(c, form, d->name, "E_STATE", MSG_model_line_not_yet, state_name(c, S("model"), h->state));
        else if (d->day->n < before.n || d->day->n > c->today.n)
            form_fault(c, form, d->name, "E_RANGE", MSG_model_line_order, (Str){0});
        before = *d->day;
    }
    if ((behind[state].must & REASON_) && !h->reason.len)
        form_fault(c, form, "reason", "E_REQUIRED", MSG_form_required, (Str){0});
    if (!h->recognised.n && h->decision.len)
        form_fault(c, form, "decision", "E_STATE", MSG_model_line_not_yet, state_name(c, S("model"), h->state));
    if (!h->recognised.n && h->published)
        form_fault(c, form, "published", "E_STATE", MSG_model_line_not_yet, state_name(c, S("model"), h->state));
}

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
        {"withdrawn", "withdraw"}
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
    return days_of(c, &f, l);
}

Err models_write(Ctx *c, Buf *out, As as)
{
    enum { BATCH = 500 };
    ModelIdRows ids = {NULL, BATCH};
    size_t n = 0, cap = 0;
    ModelLine *lines = NULL;
    for (int64_t after = 0; ids.len == BATCH; after = ids.len ? ids.at[ids.len - 1].id : after) {
        TRY(model_ids(c, after, BATCH, &ids));
        if (n + ids.len > cap) {
            ModelLine *grown = NEW(c->arena, ModelLine, cap = cap * 2 + ids.len);
            for (size_t i = 0; i < n; i++)
                grown[i] = lines[i];
            lines = grown;
        }
        for (size_t i = 0; i < ids.len; i++)
            TRY(line_of(c, ids.at[i].id, &lines[n++]));
    }
    rows_write(out, &table, lines, n, as);
    return OK;
}

/* ---- in ---- */

typedef struct {
    int64_t line;
    Pairs input;
    History h;
    Registration r;
    Form form;
    Unit unit;
} Incoming;

static Pairs input_of(Ctx *c, const CsvReader *in, const CsvRow *row)
{
    Pairs out = {NEW(c->arena, Pair, in->width + 1), 0};
    for (size_t i = 0; i < in->width; i++) {
        const bool off = str_eq(in->name[i], S("published")) && str_eq(str_trim(row->cell[i]), S("0"));
        if (!off) out.at[out.len++] = (Pair){in->name[i], row->cell[i]};
        if (str_eq(in->name[i], S("another_reason")) && str_trim(row->cell[i]).len)
            out.at[out.len++] = (Pair){S("another"), S("1")};
    }
    return out;
}

/* The same work, as it would have been done on that day. */
static Ctx on_day(const Ctx *c, Day d, int64_t unit)
{
    Ctx past = casework_system(c);
    past.today = d, past.now = d.n == c->today.n ? c->now : time_at(d, 8 * 60);
    past.unit = unit;
    return past;
}

static Err incoming(Ctx *c, const CsvReader *in, const CsvRow *row, Incoming *x, ImportReport *r)
{
    *x = (Incoming){.line = row->line, .input = input_of(c, in, row)};
    TRY(form_read(c, x->input, &history_form, &x->h, &x->form));
    if (x->form.ok) history_check(c, &x->h, &x->form);
    import_form(c, r, row->line, &x->form);
    if (!x->form.ok) return OK;
    Err e = unit_in_force(c, x->h.unit, x->h.opened, &x->unit);
    if (e == ERR_INVALID) return import_fault(c, r, row->line, S("unit"), why_text(c)), OK;
    TRY(e);
    Ctx past = on_day(c, x->h.opened, x->unit.id);
    TRY(form_read(&past, x->input, &model_form, &x->r, &x->form));
    if (x->form.ok) registration_check(&past, &x->r, &x->form);
    import_form(c, r, row->line, &x->form);
    return OK;
}

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
static Err line_to_be(Ctx *c, const Incoming *x, ModelLine *l)
{
    const Registration *r = &x->r;
    const History *h = &x->h;
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
    };
    return campaigns_in_order(c, r->campaigns, &l->campaigns);
}

static Str line_text(Ctx *c, const ModelLine *l)
{
    Buf out = {.arena = c->arena};
    columns_csv(&out, &table, l, 1);
    return buf_done(&out);
}

static Err is_there(Ctx *c, const Incoming *x, bool *there)
{
    ModelIdRows same;
    ModelLine want, have;
    TRY(line_to_be(c, x, &want));
    TRY(model_named(c, fold(c->arena, x->r.name), x->unit.id, &same));
    for (size_t i = 0; i < same.len && !*there; i++) {
        TRY(line_of(c, same.at[i].id, &have));
        *there = str_eq(line_text(c, &want), line_text(c, &have));
    }
    return OK;
}

typedef struct {
    const char *event;
    Day on;
    Pair input[3];
    bool above;
} Played;

/* One act on its day; what it refuses is named at the line. `code` is that of the file, empty: it opens one. */
static Err play(Ctx *c, const Incoming *x, const Played *p, Str *code, ImportReport *r)
{
    Pair *own = NEW(c->arena, Pair, LEN(p->input));
    Pairs input = {own, 0};
    Done done;
    for (size_t i = 0; i < LEN(p->input); i++)
        if (p->input[i].value.len) own[input.len++] = p->input[i];
    Ctx past = on_day(c, p->on, p->above && x->unit.parent ? x->unit.parent : x->unit.id);
    const Deed deed = {
        .flow = &model_flow, .code = *code, .event = str(p->event), .input = code->len ? input : x->input, .seen = -1};
    Err e = casework_act(&past, &deed, &done);
    if (e == ERR_INTERNAL || e == ERR_BUSY) return e;
    if (e == ERR_INVALID && !done.form.ok)
        import_form(c, r, x->line, &done.form);
    else if (e)
        import_fault(c, r, x->line, str(p->event), why_text(&past));
    if (!e) *code = done.file.code;
    return e ? ERR_INVALID : OK;
}

static Err play_all(Ctx *c, const Incoming *x, ImportReport *r)
{
    const History *h = &x->h;
    const Str appraised = day_iso(c->arena, h->appraised), recognised = day_iso(c->arena, h->recognised);
    const char *end = str_eq(h->state, S("returned"))   ? "return"
                      : str_eq(h->state, S("rejected")) ? "reject"
                                                        : "withdraw";
    const Played all[] = {
        {"create",        h->opened,     {{{0}}},                          false      },
        {"submit",        h->registered, {{{0}}},                          false      },
        {"take",          h->taken,      {{{0}}},                          true       },
        {"appraise_pass", h->appraised,  {{S("appraised_on"), appraised}}, true       },
        {"recognise",
         h->recognised,
         {{S("decided_on"), recognised},
          h->decision.len ? (Pair){S("decision"), h->decision} : (Pair){S("no_decision"), S("1")},
          {S("agreed"), h->published ? S("1") : S("")}},
         true                                                                         },
        {end,             h->reason_on,  {{S("reason"), h->reason}},       *end != 'w'},
    };
    Str code = {0};
    for (size_t i = 0; i < LEN(all); i++)
        if (all[i].on.n) TRY(play(c, x, &all[i], &code, r));
    return OK;
}

Err models_read(Ctx *c, Str text, ImportReport *r)
{
    CsvReader *in = import_open(c, MODEL_COLUMNS, text, r);
    CsvRow row;
    size_t n = 0, cap = 0;
    Incoming *all = NULL;
    while (csv_next(in, &row)) {
        if (n == cap) {
            Incoming *grown = NEW(c->arena, Incoming, cap = cap ? cap * 2 : 16);
            for (size_t i = 0; i < n; i++)
                grown[i] = all[i];
            all = grown;
        }
        TRY(incoming(c, in, &row, &all[n++], r));
        r->rows++;
    }
    TRY(import_end(c, in, r));
    for (size_t i = 0; i < n; i++) {
        bool there = false;
        TRY(is_there(c, &all[i], &there));
        if (there) continue;
        Err e = play_all(c, &all[i], r);
        if (e && e != ERR_INVALID) return e;
        r->added += !e;
    }
    return r->len ? WHY(c, MSG_import_refused, ERR_INVALID) : OK;
}
