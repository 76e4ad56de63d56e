/* intake_pages.c - a list is sent, looked at, decided line by line, handed in; and read by who confirms it. */
#include "base/json.h"
#include "intake.html.h"
#include "intake/intake_view.h"
#include "store/store.h"
#include <string.h>

enum { ASKED_ON_PAGE = 40, SHOWN = 100, ROWS_ON_PAGE = 200, DRAFT_DAYS = 30 };
#define DAY_OF_MS ((int64_t)24 * 3600 * 1000)

static const Permission may_bring_in = {"model.import", INTAKE_ROLES};
static const Permission may_read = {"model.list", MODEL_READERS};

/* ---- the draft ---- */

static Err draft_of(Ctx *c, IntakeDraft *out)
{
    *out = (IntakeDraft){0};
    const Err e = intake_draft_of(c, c->actor, out);
    return e == ERR_NOT_FOUND ? OK : e;
}

static Err weigh(Ctx *c, const IntakeDraft *d, Intake *out)
{
    Pairs choices;
    if (!pairs_parse(c->arena, d->choices, &choices))
        return FAIL(ERR_INTERNAL, "the choices of a draft cannot be read");
    return intake_weigh(c, d->text, choices, out);
}

static Str seen_of(Ctx *c, const IntakeDraft *d)
{
    return arena_fmt(c->arena, "%lld", (long long)d->at.ms);
}

static Err forget_old(Ctx *c, int64_t *n)
{
    TRY(intake_draft_drop_old(c, (Time){c->now.ms - DRAFT_DAYS * DAY_OF_MS}));
    *n = store_changed(c);
    return OK;
}

/* ---- sending a list ---- */

typedef struct {
    Upload list;
    Str cells;
} Sent;
static const Field sent_fields[] = {
    FILE_FIELD(Sent, list, .max = LISTING_BYTES_MAX, .accept = ".csv,.tsv,.txt,text/csv", .optional = true),
    LONG_FIELD(Sent, cells, .max = 300000, .optional = true),
};
static const FormSpec sent_form = FORM("intake.form", sent_fields, Sent);

static Page frame(Ctx *c, Str title, Html main)
{
    (void)c;
    return (Page){.title = title,
                  .main = main,
                  .nav = "/can-bo/phong-trao",
                  .up = "/can-bo/phong-trao",
                  .up_title = MSG_model_movement,
                  .private_page = true};
}

static Err start_show(Req *q, const Form *form, int status)
{
    Ctx *c = &q->ctx;
    IntakeDraft d;
    TRY(draft_of(c, &d));
    IntakeStart v = {form_faults(c, form), form_fields(c, form), form_hidden(c, q), d.code, d.text.len > 0};
    Page p = frame(c, msg(c, MSG_intake_title), intake_start_html(c, v));
    p.status = status;
    return status == 422 ? reply_faults(q, form, p) : reply(q, p);
}

/* The bytes that were sent, and the field they came in; a fault when there are none, or two. */
static const char *sent_in(Ctx *c, Req *q, const Sent *s, Form *f, Str *bytes)
{
    const Str cells = pair(q->body, "cells"); /* as typed: a form takes the tabs off */
    form_value(f, "cells", cells);
    const bool pasted = str_trim(cells).len > 0, file = s->list.bytes.len > 0;
    *bytes = file ? s->list.bytes : cells;
    if (pasted == file) form_fault(c, f, "list", "E_REQUIRED", pasted ? MSG_intake_two : MSG_intake_none, (Str){0});
    return file ? "list" : "cells";
}

static Err send(Req *q)
{
    Ctx *c = &q->ctx;
    Sent s = {0};
    Form f;
    Str bytes, text;
    Intake in = {0};
    TRY(form_read(c, q->body, &sent_form, &s, &f));
    const char *field = sent_in(c, q, &s, &f, &bytes);
    if (!f.ok) return start_show(q, &f, 422);
    in.why = listing_text(c->arena, bytes, &text);
    if (!in.why) in.why = listing_open(c->arena, text, &in.listing);
    if (in.why) {
        form_fault(c, &f, field, "E_FORMAT", MSG_intake_fault, intake_why(c, &in));
        return start_show(q, &f, 422);
    }
    TRY(intake_draft_put(c, (IntakeDraftPut){c->actor, s.list.name, text, c->now}));
    return redirect(q, "/can-bo/phong-trao/nhap");
}

/* ---- looking at it ---- */

static const int kinds[LINE_KINDS] = {
    [LINE_NEW] = MSG_intake_is_new,         [LINE_THERE] = MSG_intake_is_there, [LINE_WAITS] = MSG_intake_is_waiting,
    [LINE_SKIPPED] = MSG_intake_is_skipped, [LINE_ASKS] = MSG_intake_is_asking, [LINE_WRONG] = MSG_intake_is_wrong,
};
static const char *const kind_names[LINE_KINDS] = {"new", "there", "waiting", "skipped", "asking", "wrong"};

static IntakeTallies tallies_of(Ctx *c, const Intake *in)
{
    static const char *const css[LINE_KINDS] = {"tag ok", "", "", "", "tag soon", "tag late"};
    IntakeTallies out = {NEW(c->arena, IntakeTally, LINE_KINDS), 0};
    for (size_t i = 0; i < LINE_KINDS; i++)
        if (in->n[i]) out.at[out.len++] = (IntakeTally){msg(c, kinds[i]), in->n[i], str(css[i])};
    return out;
}

static void add_columns(Ctx *c, const Intake *in, Sentences *out)
{
    static const char *const wanted[] = {"unit", "field", "recognised"};
    Buf unused = {.arena = c->arena}, missing = {.arena = c->arena};
    for (size_t i = 0; i < in->listing.width; i++)
        if (in->listing.of[i] == LISTING_NONE && in->listing.head[i].len)
            buf_fmt(&unused, "%s" STR, unused.len ? ", " : "", ARG(in->listing.head[i]));
    for (size_t i = 0; i < LEN(wanted); i++) {
        const Str label = model_column_label(c, wanted[i]);
        if (!in->listing.has[listing_column(wanted[i])])
            buf_fmt(&missing, "%s" STR, missing.len ? ", " : "", ARG(label));
    }
    const Str names[] = {buf_done(&unused), buf_done(&missing)};
    if (names[0].len) out->at[out->len++] = msg_with(c, MSG_intake_unused, &names[0], 1);
    if (names[1].len) out->at[out->len++] = msg_with(c, MSG_intake_missing, &names[1], 1);
}

static Sentences sentences_of(Ctx *c, const Intake *in)
{
    static const int words[SAID] = {
        [SAID_UNIT_OWN] = MSG_intake_said_unit_own,
        [SAID_UNIT_THEN] = MSG_intake_said_unit_then,
        [SAID_EITHER_DAY] = MSG_intake_said_either,
        [SAID_SERIAL_DAY] = MSG_intake_said_serial,
        [SAID_KIND] = MSG_intake_said_kind,
        [SAID_PLACE] = MSG_intake_said_place,
        [SAID_DAYS] = MSG_intake_said_days,
        [SAID_FILLED] = MSG_intake_said_filled,
        [SAID_NOT_COMPARED] = MSG_intake_said_not_compared,
    };
    Sentences out = {NEW(c->arena, Str, SAID + 2), 0};
    add_columns(c, in, &out);
    for (size_t i = 0; i < SAID; i++) {
        const Said *s = &in->said[i];
        const Str args[] = {text_int64_t(c, s->n), text_int64_t(c, s->line), s->example};
        if (s->n) out.at[out.len++] = msg_with(c, words[i], args, LEN(args));
    }
    return out;
}

static bool is_asked(const IntakeLine *l)
{
    return l->is == LINE_WRONG || l->is == LINE_ASKS || l->is == LINE_SKIPPED || l->alikes.len || l->unit_choice.len;
}

static bool is_new(const IntakeLine *l)
{
    return l->is == LINE_NEW;
}

static bool is_told(const IntakeLine *l)
{
    return l->is == LINE_WAITS || (l->is == LINE_THERE && l->note.len);
}

/* Up to `most` lines of a kind after the line `after`; *next: the last of them, 0 when there is no more. */
static IntakeLines picked(Ctx *c, const Intake *in, bool (*of)(const IntakeLine *), int64_t after, size_t most,
                          int64_t *next)
{
    IntakeLines out = {NEW(c->arena, IntakeLine, most + 1), 0};
    if (next) *next = 0;
    for (size_t i = 0; i < in->lines.len; i++) {
        const IntakeLine *l = &in->lines.at[i];
        if (!of(l) || l->line <= after) continue;
        if (out.len == most) {
            if (next) *next = out.at[most - 1].line;
            break;
        }
        out.at[out.len++] = *l;
    }
    return out;
}

static Str heading_of(Ctx *c, const Intake *in)
{
    const Str n = text_int64_t(c, in->n[LINE_NEW]);
    if (in->n[LINE_NEW]) return msg_with(c, MSG_intake_will, &n, 1);
    return msg(c, in->n[LINE_WRONG] + in->n[LINE_ASKS] ? MSG_intake_none_yet : MSG_intake_no_change);
}

static void alike_json(Json *j, const LineAlike *k)
{
    json_open(j, '{');
    json_member(j, "code", k->code);
    json_member(j, "line", k->line);
    json_member(j, "percent", k->percent);
    json_close(j, '}');
}

static Err draft_json(Req *q, const IntakeDraft *d, const Intake *in)
{
    Buf out = {.arena = q->ctx.arena};
    Json j = {&out, false};
    json_open(&j, '{');
    json_member(&j, "name", d->name);
    json_member(&j, "at", seen_of(&q->ctx, d));
    for (size_t i = 0; i < LINE_KINDS; i++)
        json_member(&j, kind_names[i], in->n[i]);
    json_key(&j, "lines");
    json_open(&j, '[');
    for (size_t i = 0; i < in->lines.len; i++) {
        const IntakeLine *l = &in->lines.at[i];
        json_open(&j, '{');
        json_member(&j, "line", l->line);
        json_member(&j, "is", str(kind_names[l->is]));
        json_member(&j, "key", l->key);
        json_member(&j, "name", l->name);
        json_key(&j, "faults");
        json_open(&j, '[');
        for (size_t k = 0; k < l->faults.len; k++) {
            json_open(&j, '{');
            json_member(&j, "column", l->faults.at[k].column);
            json_member(&j, "value", l->faults.at[k].value);
            json_member(&j, "reason", l->faults.at[k].reason);
            json_close(&j, '}');
        }
        json_close(&j, ']');
        json_key(&j, "alike");
        json_open(&j, '[');
        for (size_t k = 0; k < l->alikes.len; k++)
            alike_json(&j, &l->alikes.at[k]);
        json_close(&j, ']');
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    return reply_json(q, 200, buf_done(&out));
}

static void fault_cell(Ctx *c, Buf *out, char by, const IntakeLine *l)
{
    Buf text = {.arena = c->arena};
    for (size_t i = 0; i < l->faults.len; i++)
        buf_fmt(&text, "%s" STR "%s" STR, i ? "; " : "", ARG(l->faults.at[i].label),
                l->faults.at[i].label.len ? ": " : "", ARG(l->faults.at[i].reason));
    for (size_t i = 0; i < l->alikes.len; i++)
        buf_fmt(&text, "%s" STR " " STR, text.len ? "; " : "", ARG(msg(c, MSG_intake_is_asking)),
                ARG(l->alikes.at[i].code));
    csv_put_by(out, by, buf_done(&text));
}

/* The list as it was sent, with one more column: what is to be mended, at its line. */
static Err corrections(Req *q, const IntakeDraft *d, Intake *in)
{
    enum { ROOM = 1 << 18 };
    Ctx *c = &q->ctx, of_line = *c;
    Arena scratch;
    void *room = arena_alloc(c->arena, ROOM);
    ListingRow *row = NEW(c->arena, ListingRow, 1);
    Buf out = {.arena = c->arena};
    Listing l;
    const ListingWhy why = listing_open(c->arena, d->text, &l);
    const char by = l.in.by == ';' ? ';' : ',';
    if (why) return ERR_NOT_FOUND;
    of_line.arena = &scratch;
    buf_room(&out, d->text.len + d->text.len / 4 + 4096);
    buf_str(&out, S(CSV_BOM));
    for (size_t i = 0; i < l.width; i++)
        if (l.of[i] != LISTING_FAULTS) csv_put_by(&out, by, l.head[i]);
    csv_put_by(&out, by, msg(c, MSG_intake_fault_column));
    csv_end_row(&out);
    for (size_t n = 0; n < in->lines.len; n++) {
        scratch = arena_over(room, ROOM, 1 << 22);
        if (!in->lines.at[n].key.len || !listing_next(&l, &scratch, row)) break;
        for (size_t i = 0; i < l.width; i++)
            if (l.of[i] != LISTING_FAULTS) csv_put_by(&out, by, i < row->n ? row->raw[i] : (Str){0});
        fault_cell(&of_line, &out, by, &in->lines.at[n]);
        csv_end_row(&out);
        arena_clear(&scratch);
    }
    return reply_text(q, "text/csv; charset=utf-8", buf_done(&out), S("danh-sach-sua.csv"));
}

static Err draft_show(Req *q, const IntakeDraft *d, const Intake *in, int status)
{
    Ctx *c = &q->ctx;
    int64_t after = 0, next;
    IntakePage v = {
        .name = d->name, .heading = heading_of(c, in), .tallies = tallies_of(c, in), .said = sentences_of(c, in)};
    if (!str_int(query_arg(q, "sau"), &after)) after = 0;
    v.ask = picked(c, in, is_asked, after, ASKED_ON_PAGE, &next);
    if (next) v.more = arena_fmt(c->arena, "/can-bo/phong-trao/nhap?sau=%lld", (long long)next);
    v.new = picked(c, in, is_new, 0, SHOWN, NULL), v.there = picked(c, in, is_told, 0, SHOWN, NULL);
    v.open = in->n[LINE_WRONG] + in->n[LINE_ASKS], v.changes = in->n[LINE_NEW] > 0, v.second = in->second;
    const Str n = text_int64_t(c, in->n[LINE_NEW]);
    v.button = msg_with(c, in->second ? MSG_intake_hand_in : MSG_intake_do, &n, 1);
    if (status >= 400) v.conflict = why_text(c);
    v.hidden = form_hidden(c, q), v.seen = seen_of(c, d);
    Page p = frame(c, v.heading, intake_html(c, v));
    p.status = status;
    return reply(q, p);
}

static Err look(Req *q)
{
    Ctx *c = &q->ctx;
    IntakeDraft d;
    Intake *in = NEW(c->arena, Intake, 1);
    const Form blank = form_blank(&sent_form);
    TRY(draft_of(c, &d));
    if (!d.text.len && !wants_html(q)) return ERR_NOT_FOUND;
    if (!d.text.len || query_arg(q, "moi").len) return start_show(q, &blank, 200);
    TRY(weigh(c, &d, in));
    if (in->why) { /* too many lines, seen only now: sent once more, shorter */
        Form f = blank;
        form_fault(c, &f, "list", "E_FORMAT", MSG_intake_fault, intake_why(c, in));
        return start_show(q, &f, 422);
    }
    if (q->as == AS_CSV) return corrections(q, &d, in);
    return q->as == AS_JSON ? draft_json(q, &d, in) : draft_show(q, &d, in, 200);
}

/* ---- deciding ---- */

static bool is_choice(Str name)
{
    return name.len == 18 && memchr("cru", name.ptr[0], 3) && name.ptr[1] == '-';
}

/* What is said now, and what was said before of other lines. */
static Err choose(Req *q)
{
    Ctx *c = &q->ctx;
    IntakeDraft d;
    Pairs before, all = {NEW(c->arena, Pair, 2 * PAIRS_MAX), 0};
    TRY(draft_of(c, &d));
    if (!d.text.len) return ERR_NOT_FOUND;
    if (!pairs_parse(c->arena, d.choices, &before)) return FAIL(ERR_INTERNAL, "the choices of a draft cannot be read");
    for (size_t i = 0; i < q->body.len; i++)
        if (is_choice(q->body.at[i].name) && q->body.at[i].value.len) all.at[all.len++] = q->body.at[i];
    for (size_t i = 0; i < before.len; i++) {
        bool again = false;
        for (size_t k = 0; k < q->body.len; k++)
            again = again || str_eq(q->body.at[k].name, before.at[i].name);
        if (!again) all.at[all.len++] = before.at[i];
    }
    if (all.len > PAIRS_MAX) return WHY(c, MSG_intake_many_choices, ERR_CONFLICT);
    TRY(intake_draft_choose(c, (IntakeDraftChoose){c->actor, pairs_encode(c->arena, all), c->now}));
    return redirect(q, "/can-bo/phong-trao/nhap");
}

static Err give_up(Req *q)
{
    TRY(intake_draft_drop(&q->ctx, q->ctx.actor));
    return redirect(q, "/can-bo/phong-trao");
}

/* ---- handing in ---- */

typedef struct {
    Str name;
    Intake list;
} Weighed;

/* The slow half: everything is weighed once more, against the data as they are now. */
static Err hand_in_prepare(Req *q)
{
    Ctx *c = &q->ctx;
    IntakeDraft d;
    Weighed *w = NEW(c->arena, Weighed, 1);
    TRY(draft_of(c, &d));
    if (!d.text.len && d.code.len) return redirect(q, "/can-bo/ho-so/" STR, ARG(d.code)); /* the same button twice */
    if (!d.text.len) return ERR_NOT_FOUND;
    TRY(weigh(c, &d, &w->list));
    if (w->list.why) return ERR_CONFLICT;
    const bool stale = !str_eq(pair(q->body, "at"), seen_of(c, &d));
    const bool open = w->list.n[LINE_WRONG] + w->list.n[LINE_ASKS] > 0 && !pair(q->body, "bo").len;
    if (stale || open || !w->list.n[LINE_NEW]) {
        c->why = stale ? MSG_intake_stale : open ? MSG_intake_open_lines : MSG_intake_no_change;
        return wants_html(q) ? draft_show(q, &d, &w->list, stale ? 409 : 422) : ERR_CONFLICT;
    }
    if (!w->list.unit) return WHY(c, MSG_intake_no_unit, ERR_CONFLICT);
    w->name = d.name, q->prepared = w;
    return OK;
}

static Err hand_in(Req *q)
{
    Casefile f;
    const Weighed *w = q->prepared;
    TRY(intake_hand_in(&q->ctx, &(HandIn){w->name, q->token, &w->list}, &f));
    return reply_done(q, f.code, arena_fmt(q->ctx.arena, "/can-bo/ho-so/" STR, ARG(f.code)));
}

/* ---- the lines of a list handed in ---- */

static const Column listed_columns[] = {
    COLUMN(IntakeListed, line),       COLUMN(IntakeListed, name),     COLUMN(IntakeListed, unit_name),
    COLUMN(IntakeListed, recognised), COLUMN(IntakeListed, decision), COLUMN(IntakeListed, code),
    COLUMN(IntakeListed, refused),
};
static const Columns listed = COLUMNS("dot-nhap", listed_columns, IntakeListed);

static Err list_page(Req *q)
{
    Ctx *c = &q->ctx;
    const Flow *flow;
    Casefile f;
    int64_t after = 0;
    IntakeList v = {.f = &f};
    TRY(casework_read(c, path_arg(q, "code"), &flow, &f));
    if (flow != &intake_flow) return ERR_NOT_FOUND;
    if (!str_int(query_arg(q, "sau"), &after)) after = 0;
    const int64_t most = q->as == AS_CSV ? LISTING_LINES_MAX : ROWS_ON_PAGE;
    TRY(intake_rows_of(c, (IntakeRowsOf){f.id, after, most + 1}, &v.rows));
    const bool more = (int64_t)v.rows.len > most;
    if (more) v.rows.len = (size_t)most;
    const Str next = more ? arena_fmt(c->arena, "%lld", (long long)v.rows.at[most - 1].line) : (Str){0};
    if (!wants_html(q)) return reply_rows(q, &listed, v.rows.at, v.rows.len, next);
    if (more) v.more = arena_fmt(c->arena, "/can-bo/phong-trao/dot-nhap/" STR "?sau=" STR, ARG(f.code), ARG(next));
    v.heading = f.title;
    Page p = frame(c, f.title, intake_list_html(c, v));
    p.up = arena_fmt(c->arena, "/can-bo/ho-so/" STR, ARG(f.code)).ptr, p.up_title = MSG_casework_file;
    return reply(q, p);
}

// clang-format off
static const Route routes[] = {
    {GET,  "/can-bo/phong-trao/nhap",           &may_bring_in, look, .csv = true},
    {POST, "/can-bo/phong-trao/nhap",           &may_bring_in, send, .form = &sent_form, .files = true, .body_max = LISTING_BYTES_MAX + BODY_BYTES_MAX},
    {POST, "/can-bo/phong-trao/nhap/chon",      &may_bring_in, choose},
    {POST, "/can-bo/phong-trao/nhap/bo",        &may_bring_in, give_up},
    {POST, "/can-bo/phong-trao/nhap/xong",      &may_bring_in, hand_in, .prepare = hand_in_prepare},
    {GET,  "/can-bo/phong-trao/dot-nhap/:code", &may_read,     list_page, .csv = true},
};
// clang-format on
static const JobRow jobs[] = {
    {"intake.old",   forget_old,     3600},
    {"intake.bring", intake_portion, 2   },
};
static const FormSpec *const forms[] = {&sent_form};
static const Flow *const flows[] = {&intake_flow};

const Slice movement_intake = {
    .name = "movement.intake",
    .routes = TABLE(routes),
    .jobs = TABLE(jobs),
    .forms = TABLE(forms),
    .flows = TABLE(flows),
};
