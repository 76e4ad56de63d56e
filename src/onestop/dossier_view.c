/* dossier_view.c - a dossier as people and programs see it: its panel, its letter, its export. */
#include "base/json.h"
#include "dossier.html.h"
#include "onestop/dossier.h"
#include "text/fold.h"

Err (*dossier_forms)(Ctx *c, DossierView *v);

static Err found(Err e, bool *there)
{
    *there = e == OK;
    return e == ERR_NOT_FOUND ? OK : e;
}

Err dossier_view(Ctx *c, const Casefile *f, bool inside, DossierView *out)
{
    bool known = false;
    *out = (DossierView){.f = f};
    TRY(dossier_of(c, f->id, &out->d));
    TRY(procedure_by_id(c, out->d.procedure, &out->p));
    TRY(found(apology_of(c, f->id, &out->apology), &out->apologised));
    TRY(dossier_steps(c, f, inside, &out->steps));
    if (!inside) return OK;
    TRY(found(applicant_of(c, f->id, &out->who), &known));
    TRY(dossier_papers(c, f->id, &out->papers));
    TRY(found(supplement_of(c, f->id, &out->supplement), &out->asked));
    TRY(found(rating_of(c, f->id, &out->rating), &out->rated));
    if (!known || c->holder == f->id) return OK;
    return dossier_alike(c,
                         (DossierAlike){.id = f->id,
                                        .procedure = out->d.procedure,
                                        .reception = out->d.reception,
                                        .id_number = out->who.id_number,
                                        .name_fold = fold(c->arena, out->who.name),
                                        .phone = out->who.phone},
                         &out->alike);
}

/* By who brought it and its number, for those who may read it; nothing once the person's data was erased. */
Err dossier_words(Ctx *c, const Casefile *f, bool inside, Words *out)
{
    Applicant who;
    Dossier d;
    const Err e = inside ? applicant_of(c, f->id, &who) : ERR_NOT_FOUND;
    if (e) return e == ERR_NOT_FOUND ? OK : e;
    TRY(dossier_of(c, f->id, &d));
    out->title = who.name, out->text = d.number;
    return OK;
}

Str honorific(const Ctx *c, const Applicant *who)
{
    return str_eq(who->kind, S("to_chuc")) ? (Str){0} : msg(c, MSG_dossier_honorific);
}

Err dossier_panel(Ctx *c, const Casefile *f, bool inside, Html *out)
{
    DossierView v;
    TRY(dossier_view(c, f, inside, &v));
    if (inside && dossier_forms) TRY(dossier_forms(c, &v));
    if (inside && c->holder != f->id) TRY(mail_of(c, f->code, &v.told));
    *out = inside ? dossier_inside_html(c, &v, c->holder != f->id) : dossier_outside_html(c, &v, site()->help_phone);
    return OK;
}

/* ---- as data ---- */

static const Column of_procedure[] = {
    COLUMN(Procedure, code),
    COLUMN(Procedure, name),
    COLUMN(Procedure, limit_value),
    COLUMN(Procedure, limit_unit),
};
static const Column of_apology[] = {
    COLUMN(Apology, number),        COLUMN(Apology, signed_on), COLUMN(Apology, promised),
    COLUMN(Apology, promised_anew), COLUMN(Apology, late),
};
static const Column of_letter[] = {COLUMN(Apology, reason), COLUMN(Apology, signer)};
static const Column of_reception[] = {
    COLUMN(Dossier, number),
    COLUMN(Dossier, received),
    COLUMN(Dossier, forwarded),
    COLUMN(Dossier, backdated),
};
static const Column of_applicant[] = {
    COLUMN(Applicant, kind),  COLUMN(Applicant, name),    COLUMN(Applicant, phone),
    COLUMN(Applicant, email), COLUMN(Applicant, address),
};
static const Column of_rating[] = {
    COLUMN(Rating, overall),
    COLUMN(Rating, manner),
    COLUMN(Rating, comment),
    COLUMN_AS(Rating, done, "day"),
};
static const Columns procedure_data = COLUMNS("procedure", of_procedure, Procedure),
                     apology_data = COLUMNS("apology", of_apology, Apology),
                     letter_data = COLUMNS("letter", of_letter, Apology),
                     reception_data = COLUMNS("reception", of_reception, Dossier),
                     applicant_data = COLUMNS("applicant", of_applicant, Applicant),
                     rating_data = COLUMNS("rating", of_rating, Rating);

static void object(Json *j, const Columns *data, const void *row)
{
    json_key(j, data->name);
    json_open(j, '{');
    columns_members(j, data, row);
    json_close(j, '}');
}

static void json_apology(Json *j, const Apology *a, bool inside)
{
    json_key(j, "apology");
    json_open(j, '{');
    columns_members(j, &apology_data, a);
    if (inside) columns_members(j, &letter_data, a);
    json_close(j, '}');
}

static void json_supplement(Json *j, const Supplement *s)
{
    json_key(j, "supplement");
    json_open(j, '{');
    json_member(j, "asked", s->asked);
    json_member(j, "items", s->items);
    json_member(j, "late", (bool)(s->late_reason.len > 0));
    json_close(j, '}');
}

static void json_steps(Json *j, const StepsShown *steps)
{
    json_key(j, "steps");
    json_open(j, '[');
    for (size_t i = 0; i < steps->len; i++) {
        const StepShown *s = &steps->at[i];
        json_open(j, '{');
        json_member(j, "step", s->sort);
        json_member(j, "name", s->name);
        json_member(j, "unit", s->unit);
        json_member(j, "state", s->state);
        if (s->given_at.ms) json_member(j, "given", s->given_at);
        if (s->due.n) json_member(j, "due", s->due);
        if (s->ended.n) json_member(j, "ended", s->ended);
        if (s->note.len) json_member(j, "note", s->note);
        json_close(j, '}');
    }
    json_close(j, ']');
}

Err dossier_json(Ctx *c, const Casefile *f, bool inside, Buf *out)
{
    DossierView v;
    Json j = {out, true};
    TRY(dossier_view(c, f, inside, &v));
    object(&j, &procedure_data, &v.p);
    if (v.apologised) json_apology(&j, &v.apology, inside);
    json_steps(&j, &v.steps);
    if (!inside) return OK;
    columns_members(&j, &reception_data, &v.d);
    if (v.asked) json_supplement(&j, &v.supplement);
    object(&j, &applicant_data, &v.who);
    if (v.rated) object(&j, &rating_data, &v.rating);
    return OK;
}

/* Without personal columns: who they are is not in it. */
static const Column columns[] = {
    COLUMN(DossierOut, code),       COLUMN(DossierOut, number),    COLUMN(DossierOut, procedure),
    COLUMN(DossierOut, unit),       COLUMN(DossierOut, received),  COLUMN(DossierOut, forwarded),
    COLUMN(DossierOut, channel),    COLUMN(DossierOut, delivery),  COLUMN(DossierOut, state),
    COLUMN(DossierOut, first_due),  COLUMN(DossierOut, due),       COLUMN(DossierOut, supplement_on),
    COLUMN(DossierOut, apology_on), COLUMN(DossierOut, result_on), COLUMN(DossierOut, returned_on),
    COLUMN(DossierOut, demo),
};
static const Columns table = COLUMNS("dossiers", columns, DossierOut);

Err dossier_export(Ctx *c, Outlet *out)
{
    DossierOutRows rows;
    TRY(dossiers_all(c, &rows));
    rows_write(out, &table, rows.at, rows.len);
    return OK;
}
