/* batch_page.c - what somebody asked to be printed: how far it is, and the file. */
#include "base/json.h"
#include "batch.html.h"
#include "document/batch.h"

enum { LIST_MAX = 50 };

static Str name_of(Ctx *c, const Batch *b)
{
    const Printable *p = printable_of(b->form);
    return p ? msg(c, p->name) : b->form;
}

static Page page_of(Str title, Html main)
{
    return (Page){.title = title, .main = main, .nav = "/can-bo/in", .private_page = true};
}

/* ---- all of theirs ---- */

static const Column columns[] = {
    COLUMN(BatchLine, place), COLUMN(BatchLine, name),    COLUMN(BatchLine, asked),
    COLUMN(BatchLine, total), COLUMN(BatchLine, settled), COLUMN(BatchLine, done),
};
static const Columns table = COLUMNS("in", columns, BatchLine);

Err batches_page(Req *q)
{
    Ctx *c = &q->ctx;
    BatchRows rows;
    TRY(batches_of(c, c->actor, LIST_MAX, &rows));
    BatchLines lines = {NEW(c->arena, BatchLine, rows.len + 1), rows.len};
    for (size_t i = 0; i < rows.len; i++) {
        const Batch *b = &rows.at[i];
        const Str args[] = {text_int64_t(c, b->settled), text_int64_t(c, b->total)};
        lines.at[i] = (BatchLine){
            .place = b->place,
            .name = name_of(c, b),
            .asked = b->asked,
            .total = b->total,
            .settled = b->settled,
            .done = b->done.ms != 0,
            .state = msg_with(c, b->done.ms ? MSG_document_batch_done : MSG_document_batch_going, args, LEN(args))};
    }
    if (!wants_html(q)) return reply_rows(q, &table, lines.at, lines.len, (Str){0});
    return reply(q, page_of(msg(c, MSG_document_batches), batches_html(c, lines)));
}

/* ---- one ---- */

static const Column fault_columns[] = {COLUMN(BatchFault, code), COLUMN(BatchFault, fault)};
static const Columns fault_table = COLUMNS("in-loi", fault_columns, BatchFault);

static Err as_json(Req *q, const BatchView *v)
{
    Buf out = {.arena = q->ctx.arena};
    Json j = {&out, false};
    json_open(&j, '{');
    json_member(&j, "heading", v->heading);
    json_member(&j, "total", v->b->total);
    json_member(&j, "settled", v->b->settled);
    json_member(&j, "printed", v->printed);
    json_member(&j, "done", (bool)(v->b->done.ms != 0));
    json_member(&j, "file", v->file);
    json_key(&j, "faults");
    rows_json(&j, &fault_table, v->faults.at, v->faults.len);
    json_close(&j, '}');
    return reply_json(q, 200, buf_done(&out));
}

static Err asked(Req *q, Batch *out)
{
    return batch_at(&q->ctx, path_arg(q, "batch"), q->ctx.actor, out);
}

Err batch_page(Req *q)
{
    Ctx *c = &q->ctx;
    Batch b;
    BatchView v = {.b = &b};
    TRY(asked(q, &b));
    TRY(batch_faults(c, b.id, &v.faults));
    v.printed = b.settled - (int64_t)v.faults.len, v.name = name_of(c, &b);
    if (b.done.ms && v.printed) v.file = arena_fmt(c->arena, "/can-bo/in/" STR "/tap.pdf", ARG(b.place));
    const Str args[] = {text_int64_t(c, b.done.ms ? v.printed : b.settled), text_int64_t(c, b.total)};
    v.heading = msg_with(c, b.done.ms ? MSG_document_batch_done : MSG_document_batch_going, args, LEN(args));
    if (!wants_html(q)) return as_json(q, &v);
    Page page = page_of(v.heading, batch_html(c, &v));
    page.up = "/can-bo/in", page.up_title = MSG_document_batches, page.script = !b.done.ms;
    return reply(q, page);
}

Err batch_file_page(Req *q)
{
    Batch b;
    Str pdf;
    TRY(asked(q, &b));
    if (!b.done.ms) return ERR_NOT_FOUND;
    TRY(batch_file(&q->ctx, &b, &pdf));
    return reply_text(q, "application/pdf", pdf,
                      arena_fmt(q->ctx.arena, "mau-" STR "-" STR ".pdf", ARG(b.form), ARG(b.place)));
}
