/* model_panel.c - a model's part of a page, and the same as data. */
#include "base/json.h"
#include "media/media.h"
#include "model.html.h"
#include "movement/model_view.h"
#include "movement/proposal.h"

Str subject_label(const Ctx *c, Str subject_kind)
{
    return msg_of(c, "model.subject", NULL, subject_kind);
}

Paragraphs paragraphs(Ctx *c, Str text)
{
    size_t n = 1;
    for (size_t i = 0; i < text.len; i++)
        n += text.ptr[i] == '\n';
    Paragraphs out = {NEW(c->arena, Str, n), 0};
    while (text.len) {
        Str one = str_trim(str_cut(&text, '\n'));
        if (one.len) out.at[out.len++] = one;
    }
    return out;
}

static Sections sections_of(Ctx *c, const Model *m, bool inside)
{
    const struct {
        int heading;
        Str text;
        bool shown;
    } all[] = {
        {MSG_model_form_goal,            m->goal,            true  },
        {MSG_model_form_method,          m->method,          true  },
        {MSG_model_form_resources,       m->resources,       true  },
        {MSG_model_form_expected_result, m->expected_result, true  },
        {MSG_model_form_actual_result,   m->actual_result,   true  },
        {MSG_model_form_another_reason,  m->another_reason,  inside},
    };
    Sections out = {NEW(c->arena, Section, LEN(all)), 0};
    for (size_t i = 0; i < LEN(all); i++)
        if (all[i].text.len && all[i].shown)
            out.at[out.len++] = (Section){msg(c, all[i].heading), paragraphs(c, all[i].text)};
    return out;
}

static Err coaching_of(Ctx *c, const Casefile *f, Paragraphs *out)
{
    LastAct back;
    if (!str_eq(f->state, S("returned"))) return OK;
    TRY(model_last(c, f->id, S("return"), &back));
    *out = paragraphs(c, back.note);
    return OK;
}

static Err proposal_code(Ctx *c, const Casefile *f, Str *out)
{
    ProposalCode p;
    Err e = proposal_of_model(c, f->id, &p);
    if (!e) *out = p.code;
    return e == ERR_NOT_FOUND ? OK : e;
}

static Err scores_of(Ctx *c, const Casefile *f, ModelView *v)
{
    int64_t total = 0, most = 0;
    TRY(model_scores(c, f->id, &v->scores));
    for (size_t i = 0; i < v->scores.len; i++)
        total += v->scores.at[i].score, most += v->scores.at[i].most;
    v->score_total = arena_fmt(c->arena, "%lld/%lld", (long long)total, (long long)most);
    return OK;
}

Err model_panel(Ctx *c, const Casefile *f, bool inside, Html *out)
{
    Model m;
    ModelView v = {.f = f, .m = &m, .inside = inside};
    TRY(model_of(c, f->id, &m));
    TRY(model_campaigns(c, f->id, &v.campaigns));
    TRY(kept_years(c, f, &v.years));
    TRY(lineage_relatives(c, f, inside, &v.kin));
    if (inside) TRY(coaching_of(c, f, &v.coaching));
    if (inside) TRY(scores_of(c, f, &v));
    if (inside) TRY(proposal_code(c, f, &v.proposal));
    v.sections = sections_of(c, &m, inside), v.cost.n = m.cost_vnd;
    TRY(photos_panel(c, f, inside, &v.photos));
    *out = model_panel_html(c, v);
    return OK;
}

/* What everybody reads on its page; before it is published, with nothing more. */
Err model_words(Ctx *c, const Casefile *f, bool inside, Words *out)
{
    Model m;
    (void)inside;
    const Err e = model_of(c, f->id, &m);
    if (e) return e == ERR_NOT_FOUND ? OK : e; /* not yet written */
    out->title = f->title;
    out->text = arena_fmt(c->arena, STR "\n" STR "\n" STR "\n" STR "\n" STR, ARG(m.goal), ARG(m.method),
                          ARG(m.resources), ARG(m.expected_result), ARG(m.actual_result));
    return OK;
}

static void texts(Json *j, const Model *m)
{
    const struct {
        const char *name;
        Str text;
    } all[] = {
        {"subject_kind",    m->subject_kind   },
        {"field",           m->field          },
        {"place_unit_id",   m->place_code     },
        {"partners",        m->partners       },
        {"goal",            m->goal           },
        {"method",          m->method         },
        {"resources",       m->resources      },
        {"expected_result", m->expected_result},
        {"actual_result",   m->actual_result  },
        {"lead_name",       m->lead_name      },
        {"person_name",     m->person_name    },
        {"person_job",      m->person_job     },
    };
    for (size_t i = 0; i < LEN(all); i++)
        json_member(j, all[i].name, all[i].text);
}

static void numbers(Json *j, const Model *m)
{
    const struct {
        const char *name;
        int64_t n;
    } all[] = {
        {"participants",  m->participants },
        {"beneficiaries", m->beneficiaries},
        {"cost_vnd",      m->cost_vnd     }
    };
    for (size_t i = 0; i < LEN(all); i++) {
        json_key(j, all[i].name);
        if (all[i].n < 0)
            json_null(j); /* not said is not 0 */
        else
            json_put(j, all[i].n);
    }
}

Err model_json(Ctx *c, const Casefile *f, bool inside, Buf *out)
{
    Model m;
    ModelCampaignRows in;
    KeptYears years;
    Json j = {out, true}; /* goes on after the members of the engine */
    TRY(model_of(c, f->id, &m));
    TRY(model_campaigns(c, f->id, &in));
    json_member(&j, "name", f->title);
    texts(&j, &m);
    numbers(&j, &m);
    json_member(&j, "start_on", m.start_on);
    json_member(&j, "end_on", m.end_on);
    json_key(&j, "campaigns");
    json_open(&j, '[');
    for (size_t i = 0; i < in.len; i++)
        json_put(&j, in.at[i].code);
    json_close(&j, ']');
    TRY(kept_years(c, f, &years));
    json_member(&j, "kept_years", years.kept);
    TRY(photos_json(c, f, inside, out));
    if (!inside) return OK;
    json_member(&j, "unconfirmed_years", years.missing);
    json_member(&j, "lead_phone", m.lead_phone);
    return OK;
}
