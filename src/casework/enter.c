/* enter.c - what an act says to the public ledger: committed to in its own transaction, opened by its receipt. */
#include "base/day.h"
#include "casework/engine.h"
#include "casework/view.h"
#include "ledger/log.h"
#include "text/code.h"
#include <assert.h>

enum { CLAIMS = 10, PAGE = 500, STRAYS = 20 };

static Str number(Ctx *c, int64_t n)
{
    return arena_fmt(c->arena, "%lld", (long long)n);
}

static Str said(Ctx *c, Day d)
{
    return d.n ? day_iso(c->arena, d) : (Str){0};
}

/* From the act as it is stored, so that whoever checks later sees what was committed to. */
// clang-format off
static Entered entered_of(Ctx *c, const LeafAct *x)
{
    const Claim claims[CLAIMS] = { /* in the order of their names, by bytes */
        {S("code"),     x->code             },
        {S("content"),  x->content          },
        {S("document"), x->document         },
        {S("done"),     said(c, x->done)    },
        {S("due"),      said(c, x->due)     },
        {S("event"),    x->event            },
        {S("seq"),      number(c, x->seq)   },
        {S("state"),    x->after            },
        {S("unit"),     x->unit_code        },
        {S("voids"),    x->voids ? number(c, x->voids) : (Str){0}},
    };
    Claim *at = NEW(c->arena, Claim, CLAIMS);
    for (size_t i = 0; i < CLAIMS; i++)
        at[i] = claims[i];
    return (Entered){.act = x->id, .kind = x->leaf, .unit = x->unit_code, .day = day_of(x->at), .claims = at, .len = CLAIMS};
}
// clang-format on

Err act_enter(Ctx *c, int64_t act)
{
    LeafAct x;
    TRY(leaf_act(c, act, &x));
    const Entered e = entered_of(c, &x);
    return ledger_append(c, &e);
}

/* What was typed, as one line, in the order of the form: its hash is a claim of the act. */
Str content_of(Ctx *c, const Form *form)
{
    Pair pairs[FIELDS_MAX];
    Pairs all = {pairs, 0};
    if (!form || !form->spec) return (Str){0};
    for (size_t i = 0; i < form->spec->len; i++)
        if (form->value[i].len) pairs[all.len++] = (Pair){str(form->spec->fields[i].name), form->value[i]};
    const Hash h = hash_of(pairs_encode(c->arena, all));
    return hex_of(c->arena, h.b, sizeof h.b);
}

Err casework_receipt(Ctx *c, const Casefile *f, int64_t seq, bool inside, Str *out)
{
    ActRow row;
    LeafAct x;
    TRY(act_by_seq(c, f->id, seq, &row));
    if (!row.leaf.len) return ERR_NOT_FOUND;
    TRY(leaf_act(c, row.id, &x));
    const Entered e = entered_of(c, &x);
    return ledger_receipt(c, &e, inside ? NULL : "code done due event seq state unit", out);
}

Err act_index(Ctx *c, const Casefile *f, int64_t seq, int64_t *index)
{
    ActRow row;
    int64_t log;
    TRY(act_by_seq(c, f->id, seq, &row));
    return ledger_index(c, row.id, &log, index);
}

/* ---- its addresses ---- */

Str receipt_path(Ctx *c, const Casefile *f, Str link, int64_t seq)
{
    if (link.len) return arena_fmt(c->arena, STR "/bien-nhan/%lld", ARG(link), (long long)seq);
    return arena_fmt(c->arena, "/bien-nhan/" STR "/%lld", ARG(f->code), (long long)seq);
}

static Err reply_receipt(Req *q, const Casefile *f, bool inside)
{
    Ctx *c = &q->ctx;
    int64_t seq;
    Str file;
    if (!str_int(path_arg(q, "seq"), &seq)) return ERR_NOT_FOUND;
    TRY(casework_receipt(c, f, seq, inside, &file));
    return reply_text(q, "text/plain; charset=utf-8", file,
                      arena_fmt(c->arena, "bien-nhan-" STR "-%lld.tlog-proof", ARG(f->code), (long long)seq));
}

Err holder_receipt(Req *q)
{
    const Flow *flow;
    Casefile f;
    TRY(casework_held(q, &flow, &f));
    return reply_receipt(q, &f, true);
}

/* For staff whole; for everybody of a file whose state everybody may see, with nothing that the page does not say. */
Err code_receipt(Req *q)
{
    Ctx *c = &q->ctx;
    Str code;
    Casefile f;
    if (!code_read(c->arena, path_arg(q, "code"), &code)) return ERR_NOT_FOUND;
    TRY(casefile_by_code(c, code, &f));
    const Flow *flow = flow_of(f.kind);
    if (!flow) return ERR_NOT_FOUND;
    const bool inside = casework_may_read(c, flow, &f);
    return inside || casework_is_public(flow, &f) ? reply_receipt(q, &f, inside) : ERR_NOT_FOUND;
}

/* ---- kheo verify ---- */

static Err check_one(Ctx *c, const LeafAct *x, Buf *faults, int64_t *n)
{
    LeafRow leaf;
    const Err e = leaf_of_act(c, x->id, &leaf);
    const Entered entered = entered_of(c, x);
    if (e && e != ERR_NOT_FOUND) return e;
    if (e || !ledger_holds(c, &leaf, &entered))
        ++*n, buf_fmt(faults, "casefile " STR ": act %lld %s\n", ARG(x->code), (long long)x->seq,
                      e ? "has no leaf in the ledger" : "is not what its leaf in the ledger commits to");
    return OK;
}

Err enter_verify(Ctx *c, Buf *faults, int64_t *n)
{
    Arena *keep = c->arena;
    LeafStrayRows strays;
    for (int64_t after = 0, more = 1; more;) {
        Arena page = arena_empty((size_t)1 << 28);
        LeafActRows rows;
        c->arena = &page;
        Err e = leaf_acts(c, after, PAGE, &rows);
        for (size_t i = 0; !e && i < rows.len; i++)
            after = rows.at[i].id, e = check_one(c, &rows.at[i], faults, n);
        more = !e && rows.len == PAGE;
        c->arena = keep;
        arena_clear(&page);
        TRY(e);
    }
    TRY(leaf_strays(c, STRAYS, &strays));
    for (size_t i = 0; i < strays.len; i++, ++*n)
        buf_fmt(faults, "ledger: leaf %lld (" STR ") belongs to act %lld, which is not there\n",
                (long long)strays.at[i].id, ARG(strays.at[i].kind), (long long)strays.at[i].act);
    return OK;
}
