/* model.c - the rules of a model: its form, its way from registration to recognition, its part of the page. */
#include "movement/model.h"
#include "base/day.h"
#include "movement/model_view.h"
#include "text/fold.h"
#include <assert.h>

enum { NONE, DRAFT, SUBMITTED, APPRAISING, RETURNED, REJECTED, APPRAISED, RECOGNISED, WITHDRAWN };
static const char *const states[] = {"",         "draft",     "submitted",  "appraising", "returned",
                                     "rejected", "appraised", "recognised", "withdrawn"};

/* ---- the registration ---- */

static const char *const subjects[] = {"tap_the", "ca_nhan", NULL};
// clang-format off
static const Field registration_fields[] = { /* in the order of the paper form */
    TEXT_FIELD(Registration, name, .min = 3, .max = 300),
    CHOICE_FIELD(Registration, subject_kind, subjects, .labels = "model.subject"),
    TEXT_FIELD(Registration, person_name, .max = 120, .optional = true),
    NUMBER_FIELD(Registration, person_birth_year, .min = 1900, .max = 2100, .optional = true),
    TEXT_FIELD(Registration, person_job, .max = 200, .optional = true),
    TEXT_FIELD(Registration, partners, .max = 500, .optional = true),
    PICK_FIELD(Registration, field, field_options),
    MANY_FIELD(Registration, campaigns, campaign_options, .max = 10, .optional = true),
    UNIT_FIELD(Registration, place_unit_id, .optional = true),
    DAY_FIELD(Registration, start_on, .optional = true),
    DAY_FIELD(Registration, end_on, .optional = true),
    LONG_FIELD(Registration, goal, .max = 2000, .optional = true),
    LONG_FIELD(Registration, method, .max = 10000, .optional = true),
    NUMBER_FIELD(Registration, participants, .max = 10000000, .optional = true),
    NUMBER_FIELD(Registration, beneficiaries, .max = 10000000, .optional = true),
    LONG_FIELD(Registration, resources, .max = 2000, .optional = true),
    NUMBER_FIELD(Registration, cost_vnd, .max = 1000000000000000, .optional = true),
    LONG_FIELD(Registration, expected_result, .max = 4000, .optional = true),
    LONG_FIELD(Registration, actual_result, .max = 10000, .optional = true),
    TEXT_FIELD(Registration, lead_name, .max = 120, .optional = true),
    TEXT_FIELD(Registration, lead_phone, .max = 20, .check = is_phone, .example = MSG_model_phone_example, .optional = true),
    YES_FIELD(Registration, another),
    LONG_FIELD(Registration, another_reason, .min = 10, .max = 500, .optional = true),
};
// clang-format on
const FormSpec model_form = FORM("model.form", registration_fields, Registration);

bool is_exemplar(Str subject_kind)
{
    return str_eq(subject_kind, S("ca_nhan"));
}

Str model_facet(Arena *a, Str field, Str subject_kind)
{
    assert(field.len);
    return arena_fmt(a, STR "/" STR, ARG(field), ARG(subject_kind));
}

static Str days(Ctx *c, Day from, Day to)
{
    const Str a = day_vi(c->arena, from), b = day_vi(c->arena, to);
    return arena_fmt(c->arena, STR "–" STR, ARG(a), ARG(b));
}

/* The movement began in 2009; a start more than a year ahead is a mistyped one. */
void registration_check(Ctx *c, const Registration *r, Form *form)
{
    const Day first = day(2009, 1, 1), last = months_add(c->today, 12);
    const int64_t year = civil(c->today).year;
    if (r->start_on.n && (r->start_on.n < first.n || r->start_on.n > last.n))
        form_fault(c, form, "start_on", "E_RANGE", MSG_form_range, days(c, first, last));
    if (r->end_on.n && r->end_on.n < (r->start_on.n ? r->start_on.n : first.n))
        form_fault(c, form, "end_on", "E_RANGE", MSG_model_end_before_start, (Str){0});
    if (is_exemplar(r->subject_kind) && !r->person_name.len)
        form_fault(c, form, "person_name", "E_REQUIRED", MSG_form_required, (Str){0});
    if (r->person_birth_year > year)
        form_fault(c, form, "person_birth_year", "E_RANGE", MSG_form_range,
                   arena_fmt(c->arena, "1900–%lld", (long long)year));
    if (r->another && !r->another_reason.len)
        form_fault(c, form, "another_reason", "E_REQUIRED", MSG_form_required, (Str){0});
}

/* One unit does not register one thing twice a year, unless it says why it is another one. */
static Err twin_check(Act *a, const Registration *r, Str name_fold)
{
    Ctx *c = a->c;
    TwinRows twins;
    if (r->another) return OK;
    TRY(model_twins(c, (ModelTwins){name_fold, a->file.unit, a->file.year, a->file.id}, &twins));
    if (twins.len) form_fault(c, a->form, "name", "E_DUP", MSG_model_twin, twins.at[0].code);
    return OK;
}

Str phone_local(Arena *a, Str phone)
{
    if (!str_starts(phone, S("+84"))) return phone;
    return arena_fmt(a, "0" STR, (int)phone.len - 3, phone.ptr + 3);
}

static int64_t said(const Form *f, const char *name, int64_t n)
{
    for (size_t i = 0; i < f->spec->len; i++)
        if (str_eq(str(f->spec->fields[i].name), str(name)) && f->value[i].len) return n;
    return -1;
}

static Err model_write(Act *a)
{
    Ctx *c = a->c;
    const Registration *r = a->input;
    const Str name_fold = fold(c->arena, r->name);
    Unit place = {0};
    registration_check(c, r, a->form);
    TRY(twin_check(a, r, name_fold));
    if (!a->form->ok) return ERR_INVALID;
    if (r->place_unit_id.len) TRY(unit_by_code(c, r->place_unit_id, c->today, &place));
    a->file.title = r->name;
    a->file.facet = model_facet(c->arena, r->field, r->subject_kind);
    TRY(model_put(c, (ModelPut){.id = a->file.id,
                                .subject_kind = r->subject_kind,
                                .field = r->field,
                                .name_fold = name_fold,
                                .another_reason = r->another ? r->another_reason : (Str){0},
                                .partners = r->partners,
                                .place = place.id,
                                .start_on = r->start_on,
                                .end_on = r->end_on,
                                .goal = r->goal,
                                .method = r->method,
                                .participants = said(a->form, "participants", r->participants),
                                .beneficiaries = said(a->form, "beneficiaries", r->beneficiaries),
                                .resources = r->resources,
                                .cost_vnd = said(a->form, "cost_vnd", r->cost_vnd),
                                .expected_result = r->expected_result,
                                .actual_result = r->actual_result,
                                .lead_name = r->lead_name,
                                .lead_phone = phone_local(c->arena, r->lead_phone),
                                .person_name = r->person_name,
                                .person_birth_year = r->person_birth_year,
                                .person_job = r->person_job}));
    TRY(model_campaign_clear(c, a->file.id));
    for (Str rest = r->campaigns; rest.len;)
        TRY(model_campaign_add(c, a->file.id, str_cut(&rest, ';')));
    return OK;
}

static Str number(Ctx *c, int64_t n, int64_t not_said)
{
    return n == not_said ? (Str){0} : arena_fmt(c->arena, "%lld", (long long)n);
}

static Str day_said(Ctx *c, Day d)
{
    return d.n ? day_vi(c->arena, d) : (Str){0};
}

static Err registration_fill(Ctx *c, const Casefile *f, Form *out)
{
    Model m;
    ModelCampaignRows in;
    Buf campaigns = {.arena = c->arena};
    TRY(model_of(c, f->id, &m));
    TRY(model_campaigns(c, f->id, &in));
    for (size_t i = 0; i < in.len; i++)
        buf_fmt(&campaigns, "%s" STR, i ? ";" : "", ARG(in.at[i].code));
    const Pair values[] = {
        {S("name"),              f->title                 },
        {S("subject_kind"),      m.subject_kind           },
        {S("person_name"),       m.person_name            },
        {S("person_birth_year"), number(c,                  m.person_birth_year, 0)},
        {S("person_job"),                    m.person_job                                            },
        {S("partners"),m.partners},
        {S("field"),                      m.field                                                                           },
        {S("campaigns"),buf_done(&campaigns)},
        {S("place_unit_id"),         m.place_code                                                                                          },
        {S("start_on"),  day_said(c,m.start_on)},
        {S("end_on"),           day_said(c,                                                                                         m.end_on)},
        {S("goal"),            m.goal                },
        {S("method"),                      m.method                                      },
        {S("participants"),                      number(c,                     m.participants, -1)},
        {S("beneficiaries"),                      number(c,m.beneficiaries, -1)},
        {S("resources"),        m.resources         },
        {S("cost_vnd"),     number(c, m.cost_vnd, -1)},
        {S("expected_result"),                   m.expected_result                                           },
        {S("actual_result"),    m.actual_result                   },
        {S("lead_name"),          m.lead_name                        },
        {S("lead_phone"),                      m.lead_phone                           },
        {S("another"),                      m.another_reason.len ? S("1") : S("")},
        {S("another_reason"),                      m.another_reason              },
    };
    _Static_assert(LEN(values) == LEN(registration_fields), "every item comes back into the form");
    for (size_t i = 0; i < LEN(values); i++)
        form_value(out, values[i].name.ptr, values[i].value);
    return OK;
}

/* ---- submitting ---- */

Str model_missing(Ctx *c, const Model *m)
{
    const struct {
        bool there;
        int label;
    } items[] = {
        {m->place > 0,                                            MSG_model_form_place_unit_id  },
        {m->start_on.n != 0,                                      MSG_model_form_start_on       },
        {m->goal.len > 0,                                         MSG_model_form_goal           },
        {m->method.len > 0,                                       MSG_model_form_method         },
        {m->expected_result.len > 0,                              MSG_model_form_expected_result},
        {m->lead_name.len > 0,                                    MSG_model_form_lead_name      },
        {m->person_name.len > 0 || !is_exemplar(m->subject_kind), MSG_model_form_person_name    },
    };
    Buf out = {.arena = c->arena};
    for (size_t i = 0; i < LEN(items); i++)
        if (!items[i].there) buf_fmt(&out, "%s" STR, out.len ? ", " : "", ARG(msg(c, items[i].label)));
    return buf_done(&out);
}

static int is_complete(Ctx *c, const Casefile *f)
{
    Model m;
    if (model_of(c, f->id, &m)) return MSG_error_internal_title;
    c->why_arg[0] = model_missing(c, &m);
    return c->why_arg[0].len ? MSG_model_incomplete : 0;
}

/* ---- appraising ---- */

Err model_act_of(Ctx *c, int64_t id, Str measure, Acted *out)
{
    *out = (Acted){0};
    Err e = model_acted(c, id, measure, out);
    return e == ERR_NOT_FOUND ? OK : e;
}

/* An act is not dated before those that it follows ("dang_ky nop_lai"), nor in the future. */
static Err day_check(Act *a, const char *field, Day on, Str follows)
{
    Day first = {0};
    while (follows.len) {
        Acted before;
        TRY(model_act_of(a->c, a->file.id, str_cut(&follows, ' '), &before));
        if (before.done.n > first.n) first = before.done;
    }
    if (on.n < first.n || on.n > a->c->today.n)
        form_fault(a->c, a->form, field, "E_RANGE", MSG_form_range, days(a->c, first, a->c->today));
    return OK;
}

typedef struct {
    Day appraised_on;
    Str paper, note;
} Appraisal;
static const Field appraisal_fields[] = {
    DAY_FIELD(Appraisal, appraised_on),
    TEXT_FIELD(Appraisal, paper, .min = 1, .max = 60, .optional = true),
    LONG_FIELD(Appraisal, note, .max = 2000, .optional = true),
};
static const FormSpec appraisal_form = FORM("model.form", appraisal_fields, Appraisal);

static Err appraise(Act *a)
{
    const Appraisal *r = a->input;
    TRY(day_check(a, "appraised_on", r->appraised_on, S("dang_ky nop_lai")));
    if (!a->form->ok) return ERR_INVALID;
    a->done = r->appraised_on, a->document = r->paper, a->note = r->note;
    return OK;
}

static Err appraise_undo(Act *a) /* nothing of it is kept but the act */
{
    assert(a->file.id);
    return OK;
}

/* ---- recognising, and showing to everybody ---- */

typedef struct {
    Str decision;
    bool no_decision;
    Day decided_on;
    bool agreed;
} Recognition;
static const Field recognition_fields[] = {
    TEXT_FIELD(Recognition, decision, .min = 1, .max = 60, .optional = true),
    YES_FIELD(Recognition, no_decision),
    DAY_FIELD(Recognition, decided_on),
    YES_FIELD(Recognition, agreed),
};
static const FormSpec recognition_form = FORM("model.form", recognition_fields, Recognition);

/* Whether everybody sees it, with the count that the catalogue says. */
static Err show(Act *a, bool public)
{
    if (a->file.public == public) return OK;
    a->file.public = public;
    return casework_count(a, "public", a->file.facet, public ? 1 : -1);
}

static Err recognise(Act *a)
{
    Ctx *c = a->c;
    const Recognition *r = a->input;
    if (!r->decision.len && !r->no_decision)
        form_fault(c, a->form, "decision", "E_REQUIRED", MSG_model_decision_missing, (Str){0});
    if (r->decision.len && r->no_decision)
        form_fault(c, a->form, "decision", "E_FORMAT", MSG_model_decision_twice, (Str){0});
    TRY(day_check(a, "decided_on", r->decided_on, S("tham_dinh")));
    if (!a->form->ok) return ERR_INVALID;
    a->done = r->decided_on, a->document = r->decision;
    if (r->no_decision) a->note = msg(c, MSG_model_form_no_decision);
    return show(a, r->agreed);
}

static Err recognise_undo(Act *a) /* nothing was public before it; the engine takes its counts back */
{
    a->file.public = false;
    return OK;
}

typedef struct {
    bool agreed;
} Consent;
static const Field consent_fields[] = {YES_FIELD(Consent, agreed)};
static const FormSpec consent_form = FORM("model.form", consent_fields, Consent);

static Err publish(Act *a)
{
    if (!((const Consent *)a->input)->agreed) {
        form_fault(a->c, a->form, "agreed", "E_REQUIRED", MSG_model_consent_missing, (Str){0});
        return ERR_INVALID;
    }
    return show(a, true);
}

static Err unpublish(Act *a)
{
    TRY(show(a, false));
    return casework_keep_reason(a);
}

static int is_private(Ctx *c, const Casefile *f)
{
    (void)c;
    return f->public ? MSG_model_already_public : 0;
}

static int is_published(Ctx *c, const Casefile *f)
{
    (void)c;
    return f->public ? 0 : MSG_model_not_public;
}

/* Editing starts with what is stored, a dated step with today. */
static Err model_fill(Ctx *c, const Casefile *f, Str event, Form *out)
{
    if (str_eq(event, S("edit"))) return registration_fill(c, f, out);
    const Str today = day_vi(c->arena, c->today);
    if (out->spec == &appraisal_form) form_value(out, "appraised_on", today);
    if (out->spec == &recognition_form) form_value(out, "decided_on", today);
    return OK;
}

/* ---- the table ---- */

// clang-format off
enum { BEFORE_RECOGNITION = IN(DRAFT) | IN(SUBMITTED) | IN(APPRAISING) | IN(RETURNED) | IN(APPRAISED) };
static const Transition rows[] = {
    {IN(NEW_FILE),             "create",        DRAFT,      MOVEMENT_STAFF,    .form = &model_form, .apply = model_write, .hidden = true, .inner = true},
    {IN(DRAFT) | IN(RETURNED), "edit",          STAY,       MOVEMENT_STAFF,    .form = &model_form, .apply = model_write, .inner = true},
    {IN(DRAFT),                "submit",        SUBMITTED,  MOVEMENT_STAFF,    .guard = is_complete, .kind = "dang_ky", .leaf = "model.registered",
     .correctable = true, .tell = TELL_STAFF},
    {IN(RETURNED),             "submit",        SUBMITTED,  MOVEMENT_STAFF,    .guard = is_complete, .kind = "nop_lai", .inner = true, .tell = TELL_STAFF}, /* registered once */
    {IN(SUBMITTED),            "take",          APPRAISING, MOVEMENT_APPROVER, ABOVE, .not_by = "submit", .inner = true},
    {IN(APPRAISING),           "return",        RETURNED,   MOVEMENT_APPROVER, ABOVE, .form = &casework_reason_form, .apply = casework_keep_reason, .inner = true, .tell = TELL_STAFF},
    {IN(APPRAISING),           "reject",        REJECTED,   MOVEMENT_APPROVER, ABOVE, .form = &casework_reason_form, .apply = casework_keep_reason, .tell = TELL_STAFF},
    {IN(APPRAISING),           "appraise_pass", APPRAISED,  MOVEMENT_APPROVER, ABOVE, .not_by = "submit", .form = &appraisal_form, .apply = appraise,
     .undo = appraise_undo, .kind = "tham_dinh", .correctable = true, .tell = TELL_STAFF},
    {IN(APPRAISED),            "recognise",     RECOGNISED, UNIT_HEAD,         ABOVE, .not_by = "create submit", .form = &recognition_form,
     .apply = recognise, .undo = recognise_undo, .kind = "cong_nhan", .leaf = "model.recognised", .correctable = true, .tell = TELL_STAFF},
    {IN(RECOGNISED),           "publish",       STAY,       MOVEMENT_APPROVER, .form = &consent_form, .guard = is_private, .apply = publish, .inner = true},
    {IN(RECOGNISED),           "unpublish",     STAY,       MOVEMENT_APPROVER, .form = &casework_reason_form, .guard = is_published, .apply = unpublish, .inner = true},
    {BEFORE_RECOGNITION,       "withdraw",      WITHDRAWN,  MOVEMENT_STAFF,    .form = &casework_reason_form, .apply = casework_keep_reason, .tell = TELL_STAFF},
};
// clang-format on

const Flow model_flow = {
    FLOW("model", "MH", states, rows),
    .readers = MODEL_READERS,
    .closed = IN(REJECTED) | IN(RECOGNISED) | IN(WITHDRAWN),
    .fill = model_fill,
    .page = "/phong-trao",
    .panel = model_panel,
    .json = model_json,
};
