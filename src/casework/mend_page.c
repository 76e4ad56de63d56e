/* mend_page.c - the pages of taking back, correcting, and calling off. */
#include "base/day.h"
#include "casefile.html.h"
#include "casework/engine.h"
#include "casework/view.h"

typedef struct {
    Day done;
    Str document, reason;
} Corrected;
static const Field corrected_fields[] = {
    DAY_FIELD(Corrected, done),
    TEXT_FIELD(Corrected, document, .max = 60, .optional = true),
    LONG_FIELD(Corrected, reason, .min = REASON_MIN, .max = REASON_MAX),
};
const FormSpec correction_form = FORM("casework.correction", corrected_fields, Corrected);

static Err mend_show(Req *q, const Casefile *f, int label, Html lead, const Form *form, int status)
{
    Ctx *c = &q->ctx;
    Buf fields = {.arena = c->arena};
    put(&fields, lead);
    put(&fields, form_fields(c, form));
    const ActView v = {.f = f,
                       .kind_name = kind_name(c, f),
                       .title = f->title,
                       .state = state_label(c, f),
                       .label = msg(c, label),
                       .button = msg(c, label),
                       .base = file_base(q, f),
                       .action = q->path,
                       .hidden = seen_hidden(c, q, f->version),
                       .fields = (Html){buf_done(&fields)},
                       .faults = form_faults(c, form),
                       .conflict = status == 409 ? why_text(c) : (Str){0}};
    const Page page = {.status = status,
                       .title = v.label,
                       .main = act_html(c, v),
                       .private_page = true,
                       .up = arena_fmt(c->arena, "/can-bo/ho-so/" STR, ARG(f->code)).ptr,
                       .up_title = MSG_casework_file};
    return form->ok ? reply(q, page) : reply_faults(q, form, page);
}

Err void_page(Req *q)
{
    const Flow *flow;
    Casefile f;
    Form blank = form_blank(&void_form);
    TRY(casework_read(&q->ctx, path_arg(q, "code"), &flow, &f));
    return mend_show(q, &f, MSG_casework_void_last,
                     (Html){
                         {"", 0}
    },
                     &blank, 200);
}

static Err done_or_conflict(Req *q, const Casefile *f, Err e, int label, const Form *form)
{
    if (e == ERR_CONFLICT && wants_html(q))
        return mend_show(q, f, label,
                         (Html){
                             {"", 0}
        },
                         form, 409);
    TRY(e);
    return reply_done(q, f->code, arena_fmt(q->ctx.arena, "/can-bo/ho-so/" STR, ARG(f->code)));
}

Err void_post(Req *q)
{
    Ctx *c = &q->ctx;
    const Flow *flow;
    Casefile f;
    Reason in = {0};
    Form form;
    Done done;
    TRY(casework_read(c, path_arg(q, "code"), &flow, &f));
    TRY(form_read(c, q->body, &void_form, &in, &form));
    if (!form.ok)
        return mend_show(q, &f, MSG_casework_void_last,
                         (Html){
                             {"", 0}
        },
                         &form, 422);
    return done_or_conflict(q, &f, casework_void(c, flow, f.code, in.reason, seen_of(q), &done), MSG_casework_void_last,
                            &form);
}

static Err correction_of(Req *q, const Flow **flow, Casefile *f, ActRow *old)
{
    int64_t seq;
    TRY(casework_read(&q->ctx, path_arg(q, "code"), flow, f));
    if (!str_int(path_arg(q, "seq"), &seq)) return ERR_NOT_FOUND;
    return act_by_seq(&q->ctx, f->id, seq, old);
}

Err correct_page(Req *q)
{
    Ctx *c = &q->ctx;
    const Flow *flow;
    Casefile f;
    ActRow old;
    Form blank = form_blank(&correction_form);
    TRY(correction_of(q, &flow, &f, &old));
    form_value(&blank, "done", text_Day(c, old.done));
    form_value(&blank, "document", old.document);
    return mend_show(q, &f, MSG_casework_correct, correct_fields_html(c, old.done, old.document), &blank, 200);
}

Err correct_post(Req *q)
{
    Ctx *c = &q->ctx;
    const Flow *flow;
    Casefile f;
    ActRow old;
    Corrected in = {0};
    Form form;
    Done done;
    TRY(correction_of(q, &flow, &f, &old));
    TRY(form_read(c, q->body, &correction_form, &in, &form));
    if (form.ok && in.done.n > c->today.n) form_fault(c, &form, "done", "E_RANGE", MSG_casework_future, (Str){0});
    if (!form.ok)
        return mend_show(q, &f, MSG_casework_correct, correct_fields_html(c, old.done, old.document), &form, 422);
    const Correction x = {old.seq, in.done, in.document, in.reason};
    return done_or_conflict(q, &f, casework_correct(c, flow, f.code, &x, seen_of(q), &done), MSG_casework_correct,
                            &form);
}

Err take_back_post(Req *q)
{
    Ctx *c = &q->ctx;
    const Flow *flow;
    Casefile f;
    Done done;
    TRY(casework_read(c, path_arg(q, "code"), &flow, &f));
    TRY(casework_take_back(c, flow, f.code, path_arg(q, "event"), pair(q->body, "reason"), &done));
    return reply_done(q, f.code, arena_fmt(c->arena, "/can-bo/ho-so/" STR, ARG(f.code)));
}
