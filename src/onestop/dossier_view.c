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

static void member(Buf *out, const char *name, Json *j)
{
    buf_fmt(out, ",\"%s\":", name);
    *j = (Json){out, false};
}

static void json_procedure(Buf *out, const DossierView *v)
{
    Json j;
    member(out, "procedure", &j);
    json_open(&j, '{');
    json_member(&j, "code", v->p.code);
    json_member(&j, "name", v->p.name);
    json_member(&j, "limit_value", v->p.limit_value);
    json_member(&j, "limit_unit", v->p.limit_unit);
    json_close(&j, '}');
}

static void json_apology(Buf *out, const DossierView *v, bool inside)
{
    Json j;
    if (!v->apologised) return;
    member(out, "apology", &j);
    json_open(&j, '{');
    json_member(&j, "number", v->apology.number);
    json_member(&j, "signed_on", v->apology.signed_on);
    json_member(&j, "promised", v->apology.promised);
    json_member(&j, "promised_anew", v->apology.promised_anew);
    json_member(&j, "late", v->apology.late);
    if (inside) json_member(&j, "reason", v->apology.reason);
    if (inside) json_member(&j, "signer", v->apology.signer);
    json_close(&j, '}');
}

static void json_applicant(Buf *out, const Applicant *who)
{
    Json j;
    member(out, "applicant", &j);
    json_open(&j, '{');
    json_member(&j, "kind", who->kind);
    json_member(&j, "name", who->name);
    json_member(&j, "phone", who->phone);
    json_member(&j, "email", who->email);
    json_member(&j, "address", who->address);
    json_close(&j, '}');
}

static void json_rating(Buf *out, const DossierView *v)
{
    Json j;
    if (!v->rated) return;
    member(out, "rating", &j);
    json_open(&j, '{');
    json_member(&j, "overall", v->rating.overall);
    json_member(&j, "manner", v->rating.manner);
    json_member(&j, "comment", v->rating.comment);
    json_member(&j, "day", v->rating.done);
    json_close(&j, '}');
}

static void json_supplement(Buf *out, const DossierView *v)
{
    Json j;
    if (!v->asked) return;
    member(out, "supplement", &j);
    json_open(&j, '{');
    json_member(&j, "asked", v->supplement.asked);
    json_member(&j, "items", v->supplement.items);
    json_member(&j, "late", (bool)(v->supplement.late_reason.len > 0));
    json_close(&j, '}');
}

static void json_steps(Buf *out, const StepsShown *steps)
{
    Json j;
    member(out, "steps", &j);
    json_open(&j, '[');
    for (size_t i = 0; i < steps->len; i++) {
        const StepShown *s = &steps->at[i];
        json_open(&j, '{');
        json_member(&j, "step", s->sort);
        json_member(&j, "name", s->name);
        json_member(&j, "unit", s->unit);
        json_member(&j, "state", s->state);
        if (s->given_at.ms) json_member(&j, "given", s->given_at);
        if (s->due.n) json_member(&j, "due", s->due);
        if (s->ended.n) json_member(&j, "ended", s->ended);
        if (s->note.len) json_member(&j, "note", s->note);
        json_close(&j, '}');
    }
    json_close(&j, ']');
}

Err dossier_json(Ctx *c, const Casefile *f, bool inside, Buf *out)
{
    DossierView v;
    Json j;
    TRY(dossier_view(c, f, inside, &v));
    json_procedure(out, &v);
    json_apology(out, &v, inside);
    json_steps(out, &v.steps);
    if (!inside) return OK;
    member(out, "number", &j), json_Str(&j, v.d.number);
    member(out, "received", &j), json_Time(&j, v.d.received);
    member(out, "forwarded", &j), json_Day(&j, v.d.forwarded);
    member(out, "backdated", &j), json_Str(&j, v.d.backdated);
    json_supplement(out, &v);
    json_applicant(out, &v.who);
    json_rating(out, &v);
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
