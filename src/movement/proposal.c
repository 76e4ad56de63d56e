/* proposal.c - whom people think worth praising: told by anybody, answered by the office of the place. */
#include "movement/proposal.h"
#include "base/json.h"
#include "movement/lineage.h"
#include "movement/proposal_view.h"
#include "proposal.html.h"
#include "text/fold.h"

enum { NONE, RECEIVED, TAKEN, DECLINED, TURNED, SAME_MOST = 20 };
static const char *const states[] = {"", "new", "taken", "declined", "turned_into_model"};

typedef struct {
    Str name, what, place_unit_id, proposer_name, proposer_phone;
} Praise;
static const Field praise_fields[] = {
    TEXT_FIELD(Praise, name, .min = 2, .max = 200),
    LONG_FIELD(Praise, what, .min = 20, .max = 5000),
    UNIT_FIELD(Praise, place_unit_id),
    TEXT_FIELD(Praise, proposer_name, .max = 120, .autocomplete = "name", .optional = true),
    TEXT_FIELD(Praise, proposer_phone, .max = 20, .check = is_phone, .example = MSG_model_phone_example,
               .autocomplete = "tel", .optional = true),
};
static const FormSpec praise_form = FORM("proposal.form", praise_fields, Praise);

static Err place(Act *a)
{
    Unit unit;
    TRY(unit_by_code(a->c, ((const Praise *)a->input)->place_unit_id, a->c->today, &unit));
    a->file.unit = unit.id;
    return OK;
}

static Err receive(Act *a)
{
    const Praise *p = a->input;
    a->file.title = p->name;
    const Str phone = phone_local(a->c->arena, p->proposer_phone);
    return proposal_add(
        a->c, (ProposalAdd){a->file.id, p->name, p->what, p->proposer_name, phone, fold(a->c->arena, p->name)});
}

/* ---- it becomes a model: done from the registration, in the same transaction ---- */

typedef struct {
    Str model;
} Turned;
static const Field turned_fields[] = {TEXT_FIELD(Turned, model, .min = 1, .max = 40)};
static const FormSpec turned_form = FORM("proposal.turned", turned_fields, Turned);

static Err turn(Act *a)
{
    Casefile model;
    TRY(casefile_by_code(a->c, ((const Turned *)a->input)->model, &model));
    return proposal_turned_set(a->c, a->file.id, model.id);
}

Err proposal_turn(Act *by, Str code)
{
    const Flow *flow;
    Casefile f;
    Done done;
    TRY(casework_read(by->c, code, &flow, &f));
    if (flow != &proposal_flow || !unit_covers(by->c, MOVEMENT_STAFF, f.path)) return ERR_NOT_FOUND;
    Pair input[] = {
        {S("model"), by->file.code}
    };
    return casework_also(by, &proposal_flow, f.code, "turn", (Pairs){input, LEN(input)}, &done);
}

Err proposal_prefill(Ctx *c, Str code, Form *out)
{
    const Flow *flow;
    Casefile f;
    Proposal p;
    TRY(casework_read(c, code, &flow, &f));
    if (flow != &proposal_flow || !str_eq(f.state, str(states[TAKEN]))) return ERR_NOT_FOUND;
    TRY(proposal_of(c, f.id, &p));
    form_value(out, "proposal", f.code);
    form_value(out, "name", p.name);
    form_value(out, "place_unit_id", f.unit_code);
    form_value(out, "method", p.what);
    return OK;
}

// clang-format off
static const Transition rows[] = {
    {IN(NEW_FILE),              "submit",  RECEIVED, ANYONE, ANYWHERE, .form = &praise_form, .place = place, .apply = receive,
     .leaf = "proposal.received", .hidden = true, .tell = TELL_STAFF},
    {IN(RECEIVED),              "take",    TAKEN,    MOVEMENT_STAFF},
    {IN(RECEIVED) | IN(TAKEN),  "decline", DECLINED, MOVEMENT_STAFF, .form = &casework_reason_form, .leaf = "proposal.closed",
     .tell = TELL_PEOPLE},
    {IN(TAKEN),                 "turn",    TURNED,   SYSTEM, .form = &turned_form, .apply = turn, .leaf = "proposal.closed", .tell = TELL_PEOPLE},
};
// clang-format on

/* ---- its part of a page ---- */

/* The model is named to the citizen once everybody may see it. */
static Err outcome(Ctx *c, int64_t model, ProposalView *v)
{
    Casefile f;
    TRY(casefile_by_id(c, model, &f));
    v->turned = true;
    v->model_href = model_href(c, f.code, f.public, v->of_holder ? S("") : f.path);
    if (v->model_href.len) v->model_title = f.title;
    return OK;
}

/* By its code alone nobody learns whom it praises; whoever holds the link reads what was sent, and the answer. */
static Err panel(Ctx *c, const Casefile *f, bool inside, Html *out)
{
    Proposal p;
    *out = (Html){S("")};
    if (!inside) return OK;
    TRY(proposal_of(c, f->id, &p));
    ProposalView v = {.p = &p,
                      .what = paragraphs(c, p.what),
                      .of_holder = c->holder == f->id,
                      .received = str_eq(f->state, str(states[RECEIVED]))};
    if (p.model) TRY(outcome(c, p.model, &v));
    if (!v.of_holder) TRY(proposal_same(c, f->id, SAME_MOST, &v.same));
    if (!v.of_holder && str_eq(f->state, str(states[TAKEN])) && unit_covers(c, MOVEMENT_STAFF, f->path))
        v.turn = arena_fmt(c->arena, "/can-bo/phong-trao/dang-ky?gioi-thieu=" STR, ARG(f->code));
    *out = proposal_panel_html(c, v);
    return OK;
}

static Err json(Ctx *c, const Casefile *f, bool inside, Buf *out)
{
    Proposal p;
    Json j = {out, true}; /* goes on after the members of the engine */
    if (!inside) return OK;
    TRY(proposal_of(c, f->id, &p));
    json_member(&j, "name", p.name);
    json_member(&j, "what", p.what);
    if (c->holder == f->id) return OK;
    json_member(&j, "proposer_name", p.proposer_name);
    json_member(&j, "proposer_phone", p.proposer_phone);
    return OK;
}

const Flow proposal_flow = {
    FLOW("proposal", "GT", states, rows),
    .readers = MOVEMENT_STAFF | MOVEMENT_APPROVER | UNIT_HEAD | AUDITOR,
    .closed = IN(DECLINED) | IN(TURNED),
    .by_code = true,
    .linked = true,
    .title_private = true,
    .panel = panel,
    .json = json,
};

/* ---- the page ---- */

static Err propose_show(Req *q, const Form *form, int status)
{
    Ctx *c = &q->ctx;
    Proposing v = {.faults = form_faults(c, form), .fields = form_fields(c, form), .hidden = form_hidden(c, q)};
    if (status == 409) v.conflict = why_text(c);
    const Page p = {.status = status,
                    .title = msg(c, MSG_proposal_title),
                    .main = propose_html(c, v),
                    .nav = "/phong-trao",
                    .up = "/phong-trao",
                    .up_title = MSG_model_movement,
                    .private_page = true};
    return status == 422 ? reply_faults(q, form, p) : reply(q, p);
}

static Err propose_page(Req *q)
{
    const Form blank = form_blank(&praise_form);
    return propose_show(q, &blank, 200);
}

/* The answer is the private link: the only way to what was sent, for whoever sent it. */
static Err propose(Req *q)
{
    return casework_post(q, &(Deed){.flow = &proposal_flow, .event = S("submit")}, S(""), propose_show);
}

/* ---- the table, without who sent it ---- */

static const Column columns[] = {
    COLUMN(ProposalLine, code),   COLUMN(ProposalLine, unit), COLUMN(ProposalLine, state),
    COLUMN(ProposalLine, opened), COLUMN(ProposalLine, name), COLUMN(ProposalLine, what),
};
static const Columns table = COLUMNS("proposals", columns, ProposalLine);

static Err proposals_write(Ctx *c, Outlet *out)
{
    ProposalLineRows list;
    TRY(proposal_list(c, &list));
    rows_write(out, &table, list.at, list.len);
    return OK;
}

static const Route routes[] = {
    {GET,   "/phong-trao/gioi-thieu", NULL,                  propose_page        },
    { POST, "/phong-trao/gioi-thieu",                  NULL, propose, .limit = LIMIT_SUBMIT, .form = &praise_form},
};
static const Exchange exchanges[] = {
    {.kind = "proposals", .write = proposals_write},
};
static const FormSpec *const forms[] = {&praise_form};
static const Flow *const flows[] = {&proposal_flow};

const Slice movement_proposals = {
    .name = "movement.proposals",
    .routes = TABLE(routes),
    .exchanges = TABLE(exchanges),
    .forms = TABLE(forms),
    .flows = TABLE(flows),
};
