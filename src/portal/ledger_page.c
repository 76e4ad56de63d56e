/* ledger_page.c - the public ledger for people: what it proves, that nothing is missing, and does my receipt hold? */
#include "base/data.h"
#include "base/day.h"
#include "base/json.h"
#include "ledger.html.h"
#include "ledger/cosign.h"
#include "ledger_kinds.sql.h"
#include "portal/ledger_view.h"
#include "portal/portal.h"

enum { RECEIPT_MAX = 1 << 16 };

typedef struct {
    Upload receipt;
} Given;
static const Field fields[] = {FILE_FIELD(Given, receipt, .max = RECEIPT_MAX)};
const FormSpec receipt_form = FORM("ledger.form", fields, Given);

/* ---- how it grew ---- */

static Err grow(Ctx *c, Growns *out)
{
    LeafMonthRows counts;
    int64_t most = 1;
    TRY(leaf_months(c, &counts));
    *out = (Growns){NEW(c->arena, Grown, counts.len + 1), 0};
    for (size_t i = 0; i < counts.len; i++)
        if (counts.at[i].n > most) most = counts.at[i].n;
    for (size_t i = 0; i < counts.len; i++) {
        const int64_t month = counts.at[i].month, n = counts.at[i].n;
        const Str name = arena_fmt(c->arena, "%lld/%lld", (long long)month % 100, (long long)month / 100);
        out->at[out->len++] = (Grown){name, n, n * 100 / most};
    }
    return OK;
}

/* ---- that nothing is missing: what the ledger holds of a kind is what the statistics count, and what was taken back
 * ---- */

static LeafKind *kind_of(LeafKinds *all, Str kind)
{
    for (size_t i = 0; i < all->len; i++)
        if (str_eq(all->at[i].kind, kind)) return &all->at[i];
    return NULL;
}

static Err counted_add(Ctx *c, LeafKinds *all, const Flow *flow, const Transition *row)
{
    LeafKind *k = kind_of(all, str(row->leaf));
    const Str measure = str(row->kind ? row->kind : row->event);
    UnitRows tops;
    if (!k) return OK;
    for (const Transition *before = flow->rows; before < row; before++) /* one measure of several rows: once */
        if (before->leaf && str_eq(str(before->kind ? before->kind : before->event), measure)) return OK;
    TRY(unit_tops(c, &tops));
    for (size_t i = 0; i < tops.len; i++) {
        Sum s;
        TRY(tally_sum(c, (TallySum){tops.at[i].id, str(flow->kind), measure, 0, INT32_MAX}, &s));
        k->in_force += s.n;
    }
    return OK;
}

static Err kinds_fill(Ctx *c, LeafKinds *out)
{
    LeafKindCountRows rows;
    LeafBackRows back;
    LeafVoids voids;
    TRY(leaf_kind_counts(c, &rows));
    TRY(leaf_back(c, &back));
    *out = (LeafKinds){NEW(c->arena, LeafKind, rows.len + 1), 0};
    for (size_t i = 0; i < rows.len; i++) {
        const Str name = msg_of(c, "ledger.kinds", NULL, rows.at[i].kind);
        out->at[out->len++] = (LeafKind){.kind = rows.at[i].kind, .name = name, .leaves = rows.at[i].n};
    }
    for (const Flow *const *f = casework_flows; *f; f++)
        for (const Transition *r = (*f)->rows, *end = r + (*f)->row_len; r < end; r++)
            if (r->leaf) TRY(counted_add(c, out, *f, r));
    for (size_t i = 0; i < back.len; i++) {
        LeafKind *k = kind_of(out, back.at[i].kind);
        if (k) k->taken_back = back.at[i].n;
    }
    TRY(leaf_voids(c, &voids));
    for (size_t i = 0; i < out->len; i++) {
        LeafKind *k = &out->at[i];
        if (str_eq(k->kind, S("act.voided"))) k->in_force = voids.n;
        k->agrees = k->leaves == k->in_force + k->taken_back;
    }
    return OK;
}

/* ---- who else has seen it? ---- */

static Err witnesses_fill(Ctx *c, const Log *log, LedgerView *v)
{
    WitnessRows all;
    Cosigned newest;
    TRY(witness_all(c, &all));
    v->witnesses.at = NEW(c->arena, Vouching, all.len + 1);
    for (size_t i = 0; i < all.len; i++) {
        const Witness *w = &all.at[i];
        const bool signed_it = w->log == log->id;
        const Str is = w->fault.len ? msg_of(c, "ledger.fault", NULL, w->fault)
                                    : msg(c, signed_it ? MSG_ledger_vouches : MSG_ledger_not_yet);
        v->witnesses.at[v->witnesses.len++] = (Vouching){.name = witness_name(w),
                                                         .is = is,
                                                         .size = signed_it ? w->size : 0,
                                                         .at = signed_it ? w->attested : (Time){0},
                                                         .fine = signed_it && !w->fault.len};
    }
    const Err e = cosigned_last(c, log->id, &newest);
    if (!e) v->vouching = newest.witnesses, v->vouching_at = newest.attested;
    return e == ERR_NOT_FOUND ? OK : e;
}

/* ---- does this receipt hold? ---- */

static Str claim_name(const Ctx *c, Str name)
{
    return msg_of(c, "ledger.claim", NULL, name);
}

static Tolds told_of(Ctx *c, const Opened *o)
{
    const Told leaf[] = {
        {msg(c,            MSG_ledger_kind),       msg_of(c,             "ledger.kinds", NULL, o->leaf.kind)},
        {msg(c,            MSG_ledger_day),                     o->leaf.day                                        },
        {msg(c,MSG_ledger_unit),o->leaf.unit},
    };
    Tolds out = {NEW(c->arena, Told, o->len + LEN(leaf)), 0};
    for (size_t i = 0; i < LEN(leaf) && o->len; i++)
        out.at[out.len++] = leaf[i];
    for (size_t i = 0; i < o->len; i++)
        if (o->at[i].shown && o->at[i].value.len)
            out.at[out.len++] = (Told){claim_name(c, o->at[i].name), o->at[i].value};
    return out;
}

static Err check(Ctx *c, Str file, LedgerView *v)
{
    static const int verdicts[] = {
        [PROOF_HOLDS] = MSG_ledger_holds,         [PROOF_MALFORMED] = MSG_ledger_malformed,
        [PROOF_SIGNATURE] = MSG_ledger_signature, [PROOF_WITNESSES] = MSG_ledger_signature,
        [PROOF_LEAF] = MSG_ledger_changed,        [PROOF_NOT_INCLUDED] = MSG_ledger_missing,
    };
    NoteKey keys[KEYS_MAX];
    size_t len;
    LogNameRows all;
    ProofSeen seen;
    TRY(log_all(c, &all));
    TRY(witness_keys(c, keys, &len));
    if (len + all.len > KEYS_MAX)
        len = all.len < KEYS_MAX ? KEYS_MAX - all.len : 0; /* without a log's key none counts */
    for (size_t i = 0; i < all.len && len < KEYS_MAX; i++) {
        Str vkey;
        TRY(ledger_key(c, all.at[i].id, &vkey));
        if (note_key_read(c->arena, vkey, &keys[len])) len++;
    }
    const ProofFault fault = proof_check(c->arena, file, keys, len, 0, (Str){0}, &seen);
    v->checked = true, v->holds = fault == PROOF_HOLDS, v->verdict = msg(c, verdicts[fault]);
    v->vouched = seen.witnesses, v->vouched_at = seen.attested;
    if (v->holds) v->index = seen.index, v->told = told_of(c, &seen.opened);
    return OK;
}

/* ---- the page ---- */

static Err show_ledger(Req *q, LedgerView *v, const Form *form, int status)
{
    Ctx *c = &q->ctx;
    Log log;
    const Err e = log_last(c, &log);
    if (e && e != ERR_NOT_FOUND) return e;
    v->there = !e;
    if (v->there) {
        Note note;
        Checkpoint p;
        TRY(ledger_key(c, log.id, &v->key));
        if (!note_read(c->arena, log.note, NULL, 0, &note) || !checkpoint_read(c->arena, note.text, &p))
            return FAIL(ERR_INTERNAL, "ledger: its checkpoint is not readable: run kheo verify");
        v->size = log.size, v->root = base64_of(c->arena, hash_bytes(&p.root));
        v->log = arena_fmt(c->arena, "%lld", (long long)log.id);
        TRY(grow(c, &v->grown));
        TRY(witnesses_fill(c, &log, v));
        TRY(kinds_fill(c, &v->kinds));
    }
    v->faults = form_faults(c, form), v->fields = form_fields(c, form), v->hidden = form_hidden(c, q);
    const Page page = {
        .status = status, .title = msg(c, MSG_ledger_title), .main = ledger_html(c, v), .nav = "/so-kiem-chung"};
    return status == 422 ? reply_faults(q, form, page) : reply(q, page);
}

typedef struct {
    Str key, fault, signed_at;
    int64_t log, size;
} Witnessing;

static Err witnesses_json(Ctx *c, Json *j)
{
    static const Column cells[] = {
        COLUMN(Witnessing, key),
        COLUMN(Witnessing, log),
        COLUMN(Witnessing, size),
        {"signed", COLUMN_STR, offsetof(Witnessing, signed_at)},
        COLUMN(Witnessing, fault)
    };
    static const Columns columns = COLUMNS("nhan-chung", cells, Witnessing);
    WitnessRows all;
    TRY(witness_all(c, &all));
    Witnessing *at = NEW(c->arena, Witnessing, all.len + 1);
    for (size_t i = 0; i < all.len; i++) {
        const Witness *w = &all.at[i];
        at[i] = (Witnessing){w->vkey, w->fault, w->attested.ms ? time_iso(c->arena, w->attested) : (Str){0}, w->log,
                             w->size};
    }
    json_key(j, "witnesses");
    rows_json(j, &columns, at, all.len);
    return OK;
}

static Err as_json(Req *q)
{
    static const Column log_cells[] = {COLUMN(LogName, origin), COLUMN(LogName, size)};
    static const Columns log_columns = COLUMNS("so", log_cells, LogName);
    static const Column kind_cells[] = {COLUMN(LeafKind, kind), COLUMN(LeafKind, leaves), COLUMN(LeafKind, in_force),
                                        COLUMN(LeafKind, taken_back), COLUMN(LeafKind, agrees)};
    static const Columns kind_columns = COLUMNS("loai", kind_cells, LeafKind);
    Buf out = {.arena = q->ctx.arena};
    Json j = {&out, false};
    LogNameRows all;
    LeafKinds kinds;
    TRY(log_all(&q->ctx, &all));
    TRY(kinds_fill(&q->ctx, &kinds));
    json_open(&j, '{');
    json_key(&j, "logs");
    rows_json(&j, &log_columns, all.at, all.len);
    json_key(&j, "kinds");
    rows_json(&j, &kind_columns, kinds.at, kinds.len);
    TRY(witnesses_json(&q->ctx, &j));
    json_close(&j, '}');
    return reply_json(q, 200, buf_done(&out));
}

Err get_ledger(Req *q)
{
    const Form blank = form_blank(&receipt_form);
    return wants_html(q) ? show_ledger(q, &(LedgerView){0}, &blank, 200) : as_json(q);
}

Err post_receipt(Req *q)
{
    Ctx *c = &q->ctx;
    Given given;
    Form form;
    LedgerView v = {0};
    TRY(form_read(c, q->body, &receipt_form, &given, &form));
    if (!form.ok) return show_ledger(q, &v, &form, 422);
    TRY(check(c, given.receipt.bytes, &v));
    const Form blank = form_blank(&receipt_form);
    return show_ledger(q, &v, &blank, 200);
}

/* A page that works from a stick, without this server and without its code. */
Err get_checker(Req *q)
{
    q->store = true;
    return reply_text(q, "text/html; charset=utf-8", data_file("portal/offline/kiem-tra-bien-nhan.html"),
                      S("kiem-tra-bien-nhan.html"));
}
