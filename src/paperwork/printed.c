/* printed.c - what stands on all forms, a form filled, and drawn. */
#include "paperwork/printed.h"
#include "base/data.h"
#include "base/day.h"

void printed_say(Printed *p, const char *name, Str text)
{
    p->values[p->value_len++] = (DocumentValue){name, text};
}

void printed_head(Printed *p, bool desk, Str number, Day made)
{
    Ctx *c = p->c;
    p->made = made;
    printed_say(p, "superior", desk ? p->issuer.head : p->issuer.superior);
    printed_say(p, "issuer", desk ? document_upper(c->arena, msg(c, MSG_dossier_office_desk)) : p->issuer.head);
    printed_say(p, "number", number);
    printed_say(p, "place_date", document_place_date(c->arena, p->issuer.place, made));
    printed_say(p, "issuer_plain", p->issuer.name);
    printed_say(p, "office_phone", site()->help_phone);
}

void printed_dossier(Printed *p)
{
    Ctx *c = p->c;
    const DossierView *v = &p->v;
    const bool person = !str_eq(v->who.kind, S("to_chuc"));
    const Str you = msg(c, person ? MSG_dossier_honorific : MSG_dossier_honorific_body);
    printed_say(p, "code", p->f.code);
    printed_say(p, "dossier_number", v->d.number);
    printed_say(p, "procedure", v->p.name);
    printed_say(p, "procedure_code", v->p.code);
    printed_say(p, "you", you);
    printed_say(p, "who",
                person && v->who.name.len ? arena_fmt(c->arena, STR " " STR, ARG(you), ARG(v->who.name)) : v->who.name);
    printed_say(p, "received_on", text_Day(c, v->d.reception));
    printed_say(p, "received", text_Time(c, v->d.received));
}

Str printed_due(const Printed *p, Day due)
{
    Ctx *c = p->c;
    if (!due.n) return msg(c, MSG_dossier_no_promise);
    const Str day = date_long(c, due), end = msg(c, MSG_dossier_office_end);
    return arena_fmt(c->arena, STR ", " STR, ARG(day), ARG(end));
}

const ActRow *printed_act(const Printed *p, const char *event, const char * or)
{
    const ActRow *found = NULL;
    for (size_t i = 0; i < p->acts.len; i++) {
        const ActRow *a = &p->acts.at[i];
        if (str_eq(a->event, str(event)) || str_eq(a->event, str(or))) found = a;
    }
    return found;
}

Err printed_fill(const Printed *p, const char *template, Buf *out)
{
    const Document d = {.template = data_file(template),
                        .profile = p->issuer.profile,
                        .values = p->values,
                        .value_len = p->value_len,
                        .tables = &p->table,
                        .table_len = p->table.name != NULL,
                        .made = p->made};
    return document_fill(&d, out);
}

Err printed_answer(Req *q, Str filled, Str name)
{
    Str pdf;
    TRY(document_draw(&q->ctx, filled, &pdf));
    return reply_text(q, "application/pdf", pdf, name);
}
