/* registration.c - the 13 items of a registration: their form, their rules, and how they are kept. */
#include "base/day.h"
#include "movement/field.h"
#include "movement/model_own.h"
#include "movement/proposal.h"
#include "text/fold.h"
#include <assert.h>

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
    HIDDEN_FIELD(Registration, proposal, .max = 40, .optional = true), /* of which it is made */
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

Str days_between(Ctx *c, Day from, Day to)
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
        form_fault(c, form, "start_on", "E_RANGE", MSG_form_range, days_between(c, first, last));
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

Err registration_write(Act *a)
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
    TRY(model_recount_campaigns(a, -1));
    TRY(model_campaign_clear(c, a->file.id));
    for (Str rest = r->campaigns; rest.len;)
        TRY(model_campaign_add(c, a->file.id, str_cut(&rest, ';')));
    TRY(model_recount_campaigns(a, 1));
    return r->proposal.len && !a->was->id ? proposal_turn(a, r->proposal) : OK;
}

static Str number(Ctx *c, int64_t n, int64_t not_said)
{
    return n == not_said ? (Str){0} : arena_fmt(c->arena, "%lld", (long long)n);
}

static Str day_said(Ctx *c, Day d)
{
    return d.n ? day_vi(c->arena, d) : (Str){0};
}

Err registration_fill(Ctx *c, const Casefile *f, Form *out)
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
        {S("proposal"),                      S("")        },
    };
    _Static_assert(LEN(values) == LEN(registration_fields), "every item comes back into the form");
    for (size_t i = 0; i < LEN(values); i++)
        form_value(out, values[i].name.ptr, values[i].value);
    return OK;
}

/* ---- what it lacks ---- */

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
