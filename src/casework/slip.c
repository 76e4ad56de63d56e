/* slip.c - the receipt as a sheet to keep: what was handed in, when, and an address that a telephone reads. */
#include "base/json.h"
#include "casework/engine.h"
#include "casework/view.h"
#include "ledger/cosign.h"
#include "qr.html.h"
#include "qr/qr.h"
#include "slip.html.h"

/* Behind a proxy only the head of the request knows the name. */
Str casework_address(Ctx *c, Str host, Str secret)
{
    return arena_fmt(c->arena, "%s://" STR "/tra-cuu/" STR, web.secure ? "https" : "http", ARG(host), ARG(secret));
}

Err private_qr(Req *q, Str *address, Html *out)
{
    Qr code;
    *address = casework_address(&q->ctx, q->host, path_arg(q, "secret"));
    if (!qr_of(q->ctx.arena, *address, &code)) return ERR_INTERNAL;
    *out = qr_html(&q->ctx, &code, msg(&q->ctx, MSG_casework_slip_qr));
    return OK;
}

/* Who outside has signed for the first act that stands in the ledger. */
static Err vouched(Ctx *c, const ActRowRows *acts, SlipView *v)
{
    for (size_t i = 0; i < acts->len; i++) {
        int64_t log, index;
        Cosigned by;
        if (!acts->at[i].leaf.len) continue;
        TRY(ledger_index(c, acts->at[i].id, &log, &index));
        const Err e = cosigned_over(c, log, index, &by);
        if (!e) v->witnesses = by.witnesses, v->attested = by.attested;
        return e == ERR_NOT_FOUND ? OK : e;
    }
    return OK;
}

static Err as_json(Req *q, const SlipView *v)
{
    Buf out = {.arena = q->ctx.arena};
    Json j = {&out, false};
    json_open(&j, '{');
    json_member(&j, "code", v->f->code);
    json_member(&j, "address", v->address);
    json_member(&j, "witnesses", v->witnesses);
    json_key(&j, "receipts");
    json_open(&j, '[');
    for (size_t i = 0; i < v->steps.len; i++)
        if (v->steps.at[i].receipt.len) json_put(&j, v->steps.at[i].receipt);
    json_close(&j, ']');
    json_close(&j, '}');
    return reply_json(q, 200, buf_done(&out));
}

Err holder_slip(Req *q)
{
    Ctx *c = &q->ctx;
    const Flow *flow;
    Casefile f;
    ActRowRows acts;
    TRY(casework_held(q, &flow, &f));
    SlipView v = {.f = &f, .kind_name = kind_name(c, &f), .office = site()->name, .state = state_label(c, &f)};
    v.link = file_base(q, &f);
    TRY(act_list(c, f.id, &acts));
    TRY(private_qr(q, &v.address, &v.qr));
    TRY(vouched(c, &acts, &v));
    v.steps = steps_of(c, flow, &f, &acts, false, v.link);
    if (f.clock == RUNNING) v.due = f.due;
    if (!wants_html(q)) return as_json(q, &v);
    return reply(
        q,
        (Page){.title = msg(c, MSG_casework_slip), .main = slip_html(c, &v), .nav = "/tra-cuu", .private_page = true});
}
