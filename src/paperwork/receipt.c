/* receipt.c - form 01: what was handed in, and the day it is promised for. */
#include "paperwork/printed.h"

static const char *const paper_keys[] = {"n", "name", "copies", "form", NULL};

static void paper_rows(Printed *p)
{
    enum { WIDTH = LEN(paper_keys) - 1 };
    Ctx *c = p->c;
    const DossierPaperRows *in = &p->v.papers;
    Str *cell = NEW(c->arena, Str, in->len * WIDTH + 1);
    for (size_t i = 0; i < in->len; i++) {
        const DossierPaper *x = &in->at[i];
        cell[i * WIDTH] = text_int64_t(c, (int64_t)i + 1);
        cell[i * WIDTH + 1] = x->name;
        cell[i * WIDTH + 2] = text_int64_t(c, x->copies);
        cell[i * WIDTH + 3] = paper_form_text(c, x->form);
    }
    p->table = (DocumentTable){"papers", paper_keys, cell, in->len};
}

Err receipt_fill(Printed *p)
{
    Ctx *c = p->c;
    const DossierView *v = &p->v;
    Str secret;
    const ActRow *received = printed_act(p, "receive", "receive");
    if (!received) return ERR_NOT_FOUND;
    TRY(casework_link(c, &p->f, &secret));
    printed_head(p, true, (Str){0}, v->d.reception);
    printed_say(p, "link", casework_address(c, p->host, secret));
    printed_say(p, "id_number", v->who.id_number);
    printed_say(p, "tax_code", v->who.tax_code);
    printed_say(p, "address", v->who.address);
    printed_say(p, "phone", v->who.phone);
    printed_say(p, "papers_count", text_int64_t(c, (int64_t)v->papers.len));
    printed_say(p, "limit", limit_text(c, &v->p));
    printed_say(p, "due", printed_due(p, p->f.first_due));
    printed_say(p, "office", p->issuer.name);
    printed_say(p, "fee", fee_text(c, &v->p));
    printed_say(p, "delivery", msg_of(c, "dossier", "delivery", v->d.delivery));
    printed_say(p, "receiver", received->actor_name);
    paper_rows(p);
    return OK;
}
