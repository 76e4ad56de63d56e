/* model.c - the way of a model from registration to its end: its table of rows, its appraisal and recognition. */
#include "movement/model.h"
#include "base/day.h"
#include "media/media.h"
#include "movement/lineage.h"
#include "movement/model_own.h"
#include "movement/model_view.h"

static const char *const states[] = {"",         "draft",     "submitted",  "appraising", "returned",
                                     "rejected", "appraised", "recognised", "withdrawn",  "ended"};

bool is_covered(const Ctx *c, Str path)
{
    return unit_covers(c, MODEL_READERS, path);
}

/* ---- submitting ---- */

static int is_complete(Ctx *c, const Casefile *f)
{
    Model m;
    if (model_of(c, f->id, &m)) return MSG_error_internal_title;
    c->why_arg[0] = model_missing(c, &m);
    return c->why_arg[0].len ? MSG_model_incomplete : 0;
}

/* ---- the days of acts ---- */

Err model_act_of(Ctx *c, int64_t id, Str measure, Acted *out)
{
    *out = (Acted){0};
    Err e = model_acted(c, id, measure, out);
    return e == ERR_NOT_FOUND ? OK : e;
}

Err model_day_check(Act *a, const char *field, Day on, Str follows)
{
    Day first = {0};
    while (follows.len) {
        Acted before;
        TRY(model_act_of(a->c, a->file.id, str_cut(&follows, ' '), &before));
        if (before.done.n > first.n) first = before.done;
    }
    if (on.n < first.n || on.n > a->c->today.n)
        form_fault(a->c, a->form, field, "E_RANGE", MSG_form_range, days_between(a->c, first, a->c->today));
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

static Err recognise(Act *a)
{
    Ctx *c = a->c;
    const Recognition *r = a->input;
    if (!r->decision.len && !r->no_decision)
        form_fault(c, a->form, "decision", "E_REQUIRED", MSG_model_decision_missing, (Str){0});
    if (r->decision.len && r->no_decision)
        form_fault(c, a->form, "decision", "E_FORMAT", MSG_model_decision_twice, (Str){0});
    TRY(model_day_check(a, "decided_on", r->decided_on, S("tham_dinh")));
    if (!a->form->ok) return ERR_INVALID;
    a->done = r->decided_on, a->document = r->decision;
    if (r->no_decision) a->note = msg(c, MSG_model_form_no_decision);
    a->file.public = r->agreed; /* model_count follows */
    return lineage_spread(a, a->done);
}

static Err recognise_undo(Act *a) /* nothing was public before it; the engine takes its counts back */
{
    a->file.public = false;
    TRY(lineage_spread_undo(a));
    TRY(model_listed_at(a, (Day){0}));
    return model_kept_set(a->c, a->file.id, 0);
}

typedef struct {
    bool agreed;
} Consent;
static const Field consent_fields[] = {YES_FIELD(Consent, agreed)};
static const FormSpec consent_form = FORM("model.form", consent_fields, Consent);

/* Whether everybody sees it, with the count that the catalogue says. */
static Err show(Act *a, bool public)
{
    Acted recognised;
    TRY(model_act_of(a->c, a->file.id, S("cong_nhan"), &recognised));
    a->file.public = public;
    return model_count_shown(a, recognised.done, public ? 1 : -1);
}

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
    return OK;
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
    return model_life_fill(c, f, out);
}

/* ---- the table ---- */

// clang-format off
enum { BEFORE_RECOGNITION = IN(DRAFT) | IN(SUBMITTED) | IN(APPRAISING) | IN(RETURNED) | IN(APPRAISED) };
static const Transition rows[] = {
    {IN(NEW_FILE),             "create",        DRAFT,      MOVEMENT_STAFF,    .form = &model_form, .apply = registration_write, .hidden = true, .inner = true},
    {IN(NEW_FILE),             "replicate",     DRAFT,      MOVEMENT_STAFF,    .form = &replication_form, .place = replication_place, .apply = replicate, .hidden = true,
     .inner = true},
    {IN(DRAFT) | IN(RETURNED), "edit",          STAY,       MOVEMENT_STAFF,    .form = &model_form, .apply = registration_write, .inner = true},
    {IN(DRAFT),                "submit",        SUBMITTED,  MOVEMENT_STAFF,    .guard = is_complete, .kind = "dang_ky", .leaf = "model.registered",
     .correctable = true, .tell = TELL_STAFF},
    {IN(RETURNED),             "submit",        SUBMITTED,  MOVEMENT_STAFF,    .guard = is_complete, .kind = "nop_lai", .inner = true, .tell = TELL_STAFF}, /* registered once */
    {IN(SUBMITTED),            "take",          APPRAISING, MOVEMENT_APPROVER, ABOVE, .not_by = "submit", .inner = true},
    {IN(APPRAISING),           "return",        RETURNED,   MOVEMENT_APPROVER, ABOVE, .form = &casework_reason_form, .inner = true, .tell = TELL_STAFF},
    {IN(APPRAISING),           "reject",        REJECTED,   MOVEMENT_APPROVER, ABOVE, .form = &casework_reason_form, .tell = TELL_STAFF},
    {IN(APPRAISING),           "appraise_pass", APPRAISED,  MOVEMENT_APPROVER, ABOVE, .not_by = "submit", .form = &appraisal_form, .check = appraisal_check, .apply = appraise,
     .undo = appraise_undo, .kind = "tham_dinh", .correctable = true, .tell = TELL_STAFF},
    {IN(APPRAISED),            "recognise",     RECOGNISED, UNIT_HEAD,         ABOVE, .not_by = "create submit", .form = &recognition_form,
     .apply = recognise, .undo = recognise_undo, .kind = "cong_nhan", .leaf = "model.recognised", .correctable = true, .tell = TELL_STAFF},
    {IN(RECOGNISED) | IN(ENDED_), "publish",    STAY,       MOVEMENT_APPROVER, .form = &consent_form, .guard = is_private, .apply = publish, .inner = true},
    {IN(RECOGNISED) | IN(ENDED_), "unpublish",  STAY,       MOVEMENT_APPROVER, .form = &casework_reason_form, .guard = is_published, .apply = unpublish, .inner = true},
    {IN(RECOGNISED),           "confirm_year",  STAY,       MOVEMENT_STAFF,    .form = &confirmation_form, .apply = model_confirm, .undo = model_confirm_undo, .kind = "duy_tri"},
    {IN(RECOGNISED),           "praise",        STAY,       UNIT_HEAD,         .form = &praised_form, .apply = model_praise, .undo = model_nothing_kept, .kind = "bieu_duong",
     .correctable = true, .tell = TELL_STAFF},
    {IN(RECOGNISED),           "end",           ENDED_,     MOVEMENT_STAFF,    .form = &ending_form, .apply = model_end, .undo = model_end_undo, .kind = "ket_thuc",
     .correctable = true, .tell = TELL_STAFF},
    {IN(ENDED_),               "reopen",        RECOGNISED, MOVEMENT_APPROVER, ABOVE, .form = &casework_reason_form, .apply = model_reopen, .undo = model_reopen_undo, .tell = TELL_STAFF},
    {BEFORE_RECOGNITION | IN(RECOGNISED) | IN(ENDED_), "link_parent", STAY, MOVEMENT_STAFF, .form = &parent_form, .guard = has_no_parent, .check = parent_check,
     .apply = link_parent, .undo = link_parent_undo, .inner = true},
    {IN(RECOGNISED) | IN(ENDED_), "spread",     STAY,       SYSTEM,            .form = &spread_form, .apply = spread, .kind = "nhan_rong", .caused = true},
    PHOTO_ROWS(BEFORE_RECOGNITION | IN(RECOGNISED) | IN(ENDED_), MOVEMENT_STAFF),
    {BEFORE_RECOGNITION,       "withdraw",      WITHDRAWN,  MOVEMENT_STAFF,    .form = &casework_reason_form, .tell = TELL_STAFF},
};
// clang-format on

const Flow model_flow = {
    FLOW("model", "MH", states, rows),
    .readers = MODEL_READERS,
    .closed = IN(REJECTED) | IN(RECOGNISED) | IN(WITHDRAWN) | IN(ENDED_),
    .fill = model_fill,
    .dress = appraisal_dress,
    .count = model_count,
    .page = "/phong-trao",
    .panel = model_panel,
    .json = model_json,
    .words = model_words,
};
