/* intake.c - a list weighed line by line: what comes in, what is there, what is wrong and what must be asked. */
#include "intake/intake.h"
#include "intake/intake_own.h"
#include "movement/field.h"
#include "text/fold.h"
#include <string.h>

enum { LINE_ROOM = 1 << 18, LINE_BYTES_MAX = 1 << 22, REASON_MIN = 10 };

/* ---- one line ---- */

/* By the content of the line, and for lines of one name by their order. */
static void key_make(Line *n)
{
    const Str what = fold(n->c->arena, n->row->cell[listing_column("name")]);
    const Str where = fold(n->c->arena, n->row->cell[listing_column("unit")]);
    const IntakeLines *before = &n->w->out->lines;
    int64_t same = 0;
    n->l->hash = str_hash(arena_fmt(n->c->arena, STR "|" STR, ARG(what), ARG(where)));
    for (const IntakeLine *l = before->at; l < n->l; l++)
        same += l->hash == n->l->hash;
    const uint64_t key = n->l->hash + (uint64_t)same * 0x9e3779b97f4a7c15u;
    n->l->key = arena_fmt(n->w->c->arena, "%016llx", (unsigned long long)key);
}

static Str choice(Line *n, char of)
{
    return pair(n->w->choices, arena_fmt(n->c->arena, "%c-" STR, of, ARG(n->l->key)).ptr);
}

static Pairs cells_of(Line *n)
{
    Pairs out = {NEW(n->c->arena, Pair, LISTING_COLUMNS), LISTING_COLUMNS};
    for (size_t i = 0; i < LISTING_COLUMNS; i++)
        out.at[i] = (Pair){.name = str(listing_columns[i]), .value = n->cell[i]};
    return out;
}

static Err check(Line *n)
{
    ImportReport r = {0};
    TRY(model_line_check(n->c, n->row->line, model_line_input(n->c, cells_of(n)), &n->x, &r));
    for (size_t i = 0; i < r.len; i++) {
        const char *column = arena_copy(n->c->arena, r.at[i].field).ptr;
        const int k = listing_column(column);
        line_fault(n, column, k < 0 ? (Str){0} : n->row->cell[k], r.at[i].reason);
    }
    if (!r.len && !unit_covers(n->c, INTAKE_ROLES, n->x.unit.path)) {
        const Str name = n->x.unit.name;
        line_fault(n, "unit", name, msg_with(n->c, MSG_intake_unit_not_yours, &name, 1));
    }
    return OK;
}

/* What somebody is asked: is it another one? */
static void decide(Line *n)
{
    IntakeLine *l = n->l;
    const Str said = choice(n, 'c'), why = choice(n, 'r'), in_list = *line_cell(n, "another_reason");
    const bool new = str_eq(said, S("new"));
    Str reason = why.len ? text_clean(n->c->arena, why) : in_list;
    l->choice = said, l->reason = reason;
    if (!n->alikes || n->faults) return;
    if (!new && !(in_list.len && !said.len)) {
        l->is = LINE_ASKS;
        return;
    }
    if ((int64_t)str_chars(reason) < REASON_MIN) {
        l->is = LINE_ASKS, l->reason_fault = msg(n->w->c, MSG_intake_reason_short);
        return;
    }
    *line_cell(n, "another_reason") = reason;
}

static void skip_if_asked(Line *n)
{
    if ((n->l->is == LINE_ASKS || n->l->is == LINE_WRONG) && str_eq(choice(n, 'c'), S("skip"))) n->l->is = LINE_SKIPPED;
}

/* What comes in is kept whole, for the act that hands it in. */
static Err keep_new(Line *n, Str folded)
{
    Arena *a = n->w->c->arena;
    IntakeLine *l = n->l;
    Buf out = {.arena = n->c->arena};
    const bool own = str_eq(n->x.h.state, S("draft")) || str_eq(n->x.h.state, S("submitted"));
    for (size_t i = 0; i < LISTING_COLUMNS; i++)
        csv_put(&out, n->cell[i]);
    csv_end_row(&out);
    l->cells = arena_copy(a, buf_done(&out));
    l->unit = n->x.unit.id, l->path = arena_copy(a, n->x.unit.path), l->name_fold = arena_copy(a, folded);
    l->recognised = n->x.h.recognised, l->decision = arena_copy(a, n->x.h.decision);
    l->second = !own || !unit_covers(n->c, MOVEMENT_STAFF, n->x.unit.path);
    n->w->out->second = n->w->out->second || l->second;
    return OK;
}

static Err weigh_sound(Line *n)
{
    const Str folded = fold(n->c->arena, n->x.r.name);
    TRY(line_match(n, folded));
    if (n->l->is != LINE_NEW) return OK;
    decide(n);
    line_met(n, folded);
    skip_if_asked(n);
    return n->l->is == LINE_NEW ? keep_new(n, folded) : OK;
}

static void keep_line(Line *n)
{
    Arena *a = n->w->c->arena;
    IntakeLine *l = n->l;
    l->name = arena_copy(a, *line_cell(n, "name"));
    l->unit_name = arena_copy(a, n->x.unit.name.len ? n->x.unit.name : n->row->cell[listing_column("unit")]);
    l->faults.at = NEW(a, LineFault, n->faults + 1), l->alikes.at = NEW(a, LineAlike, n->alikes + 1);
    for (size_t i = 0; i < n->faults; i++) {
        const LineFault *f = &n->fault[i];
        l->faults.at[l->faults.len++] = (LineFault){arena_copy(a, f->column), arena_copy(a, f->label),
                                                    arena_copy(a, f->value), arena_copy(a, f->reason)};
    }
    for (size_t i = 0; i < n->alikes; i++) {
        const LineAlike *k = &n->alike[i];
        l->alikes.at[l->alikes.len++] =
            (LineAlike){arena_copy(a, k->code), arena_copy(a, k->name), k->line, k->percent};
    }
    l->choice = arena_copy(a, l->choice), l->reason = arena_copy(a, l->reason),
    l->unit_choice = arena_copy(a, l->unit_choice);
}

static Err weigh_line(Weighing *w, const ListingRow *row, IntakeLine *l)
{
    Line *n = NEW(w->at.arena, Line, 1);
    n->w = w, n->c = &w->at, n->row = row, n->l = l;
    *l = (IntakeLine){.line = row->line};
    key_make(n);
    TRY(line_read(n));
    if (!n->faults) TRY(check(n));
    if (n->faults)
        l->is = LINE_WRONG, decide(n), skip_if_asked(n);
    else
        TRY(weigh_sound(n));
    keep_line(n);
    return OK;
}

/* ---- the whole ---- */

/* Over which unit it is handed in: of the rights held, one that covers every line that comes in. */
static Err find_unit(Ctx *c, Intake *in)
{
    const int64_t roles = in->second ? INTAKE_ROLES : MOVEMENT_STAFF; /* what is one's own comes in at once */
    bool everywhere = false;
    for (size_t g = 0; g < c->grant_len && !in->unit; g++) {
        bool all = (c->grants[g].role & roles) != 0;
        for (size_t i = 0; i < in->lines.len && all; i++)
            all = in->lines.at[i].is != LINE_NEW || path_within(in->lines.at[i].path, c->grants[g].path);
        if (all) in->unit = path_unit(c->grants[g].path), everywhere = !in->unit;
    }
    Unit root;
    if (!everywhere || in->unit) return OK;
    TRY(unit_root(c, &root));
    in->unit = root.id;
    return OK;
}

static size_t rows_at_most(Str text)
{
    size_t n = 1;
    for (size_t i = 0; i < text.len && n <= LISTING_LINES_MAX; i++)
        n += text.ptr[i] == '\n';
    return n;
}

static Err weigh_all(Weighing *w, size_t room)
{
    Intake *out = w->out;
    Arena scratch;
    void *first = arena_alloc(w->c->arena, LINE_ROOM);
    ListingRow *row = NEW(w->c->arena, ListingRow, 1);
    w->at = *w->c;
    for (bool more = true; more;) {
        Err e = OK;
        scratch = arena_over(first, LINE_ROOM, LINE_BYTES_MAX), w->at.arena = &scratch;
        more = listing_next(&out->listing, &scratch, row);
        if (more && out->lines.len == room) out->why = LISTING_LINES, more = false;
        if (more) e = weigh_line(w, row, &out->lines.at[out->lines.len++]);
        if (more && !e) out->n[out->lines.at[out->lines.len - 1].is]++;
        w->c->why = w->at.why;
        arena_clear(&scratch), w->at.arena = w->c->arena;
        TRY(e);
    }
    return OK;
}

/* What is no table at a line: it is passed over, and named. */
static void broken_lines(Ctx *c, Intake *in)
{
    const CsvReader *r = &in->listing.in;
    const int64_t n = r->faults < CSV_FAULTS_MAX ? r->faults : CSV_FAULTS_MAX;
    for (int64_t i = 0; i < n; i++) {
        IntakeLine *l = &in->lines.at[in->lines.len++];
        *l = (IntakeLine){.line = r->fault[i].line, .is = LINE_WRONG};
        l->faults.at = NEW(c->arena, LineFault, 1), l->faults.len = 1;
        l->faults.at[0] = (LineFault){.reason = import_reason(c, r->fault[i].why)};
        in->n[LINE_WRONG]++;
    }
}

Err intake_weigh(Ctx *c, Str text, Pairs choices, Intake *out)
{
    const size_t most = rows_at_most(text), room = most < LISTING_LINES_MAX ? most : LISTING_LINES_MAX;
    Weighing w = {.c = c, .choices = choices, .out = out};
    memset(out, 0, sizeof *out);
    out->why = listing_open(c->arena, text, &out->listing);
    if (out->why) return OK;
    out->lines.at = NEW(c->arena, IntakeLine, room + CSV_FAULTS_MAX);
    TRY(unit_names(c, &w.names));
    Ctx vi = *c;
    vi.lang = VI; /* the list is in Vietnamese, whatever language its reader has the page in */
    TRY(field_options(&vi, &w.fields));
    TRY(campaign_options(&vi, &w.campaigns));
    TRY(weigh_all(&w, room));
    broken_lines(c, out);
    return find_unit(c, out);
}

Str intake_why(Ctx *c, const Intake *in)
{
    static const int why[] = {
        [LISTING_EMPTY] = MSG_intake_empty,    [LISTING_WORKBOOK] = MSG_intake_workbook,
        [LISTING_BYTES] = MSG_intake_bytes,    [LISTING_BIG] = MSG_intake_big,
        [LISTING_LINES] = MSG_intake_too_many, [LISTING_NO_HEAD] = MSG_intake_no_head,
        [LISTING_TWICE] = MSG_intake_twice,
    };
    const Str limit = text_int64_t(c, in->why == LISTING_BIG ? LISTING_BYTES_MAX >> 20 : LISTING_LINES_MAX);
    if (in->why == LISTING_TWICE) return msg_with(c, why[in->why], in->listing.twice, 2);
    return msg_with(c, why[in->why], &limit, 1);
}
