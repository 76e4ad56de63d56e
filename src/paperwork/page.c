/* page.c - the receipt and the letter as pages that a browser prints. */
#include "onestop/onestop.h"
#include "paperwork/paperwork.h"
#include "receipt.html.h"
#include <assert.h>

static Err dossier_found(Req *q, Casefile *f, DossierView *v)
{
    const Flow *flow;
    TRY(casework_read(&q->ctx, path_arg(q, "dossier"), &flow, f));
    return flow == &dossier_flow ? dossier_view(&q->ctx, f, true, v) : ERR_NOT_FOUND;
}

static Err printed(Req *q, Str title, Html main)
{
    return reply(q,
                 (Page){.title = title, .main = main, .nav = "/can-bo/mot-cua", .script = true, .private_page = true});
}

Err receipt_page(Req *q)
{
    Ctx *c = &q->ctx;
    Casefile f;
    DossierView v;
    Ruleset forms;
    Qr qr;
    Str secret;
    TRY(dossier_found(q, &f, &v));
    TRY(casework_link(c, &f, &secret));
    const Err e = ruleset_of(c, S("onestop_form"), v.d.reception, &forms);
    if (e && e != ERR_NOT_FOUND) return e;
    const Str link = casework_address(c, q->host, secret);
    const bool drawn = qr_of(c->arena, link, &qr);
    assert(drawn); /* an address is never that long */
    const ReceiptView r = {&v, &qr, link, e ? (Str){0} : forms.name, may(c, ONESTOP_CLERK)};
    return printed(q, msg(c, MSG_dossier_receipt_title), receipt_html(c, &r));
}

Err letter_page(Req *q)
{
    Ctx *c = &q->ctx;
    Casefile f;
    DossierView v;
    TRY(dossier_found(q, &f, &v));
    if (!v.apologised) return ERR_NOT_FOUND;
    return printed(q, msg(c, MSG_dossier_letter_title), letter_page_html(c, &v));
}
