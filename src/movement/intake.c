/* intake.c - a list weighed line by line: what comes in, what is there, what is wrong and what must be asked. */
#include "movement/intake.h"
#include "base/day.h"
#include "movement/field.h"
#include "text/alike.h"
#include "text/fold.h"
#include <string.h>

enum { LINE_ROOM = 1 << 18, LINE_BYTES_MAX = 1 << 22, REASON_MIN = 10, FAULTS_MAX = 12, ALIKES_MAX = 3 };
enum { ALIKE_PERCENT = 60, KNOWN_OF_UNIT_MAX = 300, COMPARED_MAX = 1000000 };

/* A name that was met in a unit: there already, or on an earlier line. */
typedef struct Met Met;
struct Met {
    Met *next;
    Str code, name, fold;
    int64_t line, year;
    Trigrams of;
};
typedef struct {
    int64_t unit;
    Met *first;
} MetIn;

typedef struct {
    Ctx *c; /* what is kept */
    Ctx at; /* what one line needs, given back after it */
    UnitNames names;
    Options fields, campaigns;
    Pairs choices;
    Intake *out;
    MetIn *met;
    size_t met_len, met_cap;
    int64_t compared;
} Weighing;

/* One line under the scales. */
typedef struct {
    Weighing *w;
    Ctx *c; /* of the line */
    const ListingRow *row;
    IntakeLine *l;
    Str cell[LISTING_COLUMNS]; /* as our forms take them */
    Day day[LISTING_COLUMNS];
    LineFault fault[FAULTS_MAX];
    size_t faults;
    LineAlike alike[ALIKES_MAX];
    size_t alikes;
    ModelIncoming x;
} Line;

static Str *cell(Line *n, const char *column)
{
    return &n->cell[listing_column(column)];
}

static void fault(Line *n, const char *column, Str value, Str reason)
{
    if (n->faults == FAULTS_MAX) return;
    n->fault[n->faults++] = (LineFault){str(column), model_column_label(n->c, column), value, reason};
}

static void say_once(Line *n, SaidOf what, Str example)
{
    Said *s = &n->w->out->said[what];
    if (!s->n++) s->line = n->row->line, s->example = arena_copy(n->w->c->arena, example);
}

/* ---- cells ---- */

static const char *const days[] = {"start_on", "end_on",    "opened",     "registered",
                                   "taken",    "appraised", "recognised", "reason_on"};

static void read_day(Line *n, const char *column)
{
    const int k = listing_column(column);
    const Str typed = n->row->cell[k];
    if (!typed.len) return;
    switch (listing_date(n->c->arena, typed, &n->day[k])) {
    case DATE_WRONG:
        fault(n, column, typed, msg(n->c, MSG_intake_day_wrong));
        return;
    case DATE_PART:
        fault(n, column, typed, msg(n->c, MSG_intake_day_part));
        return;
    case DATE_EITHER:
        say_once(n, SAID_EITHER_DAY, typed);
        break;
    case DATE_SERIAL:
        say_once(n, SAID_SERIAL_DAY,
                 arena_fmt(n->c->arena, STR " = " STR, ARG(typed), ARG(day_vi(n->c->arena, n->day[k]))));
        break;
    case DATE_SURE:
        break;
    }
    n->cell[k] = day_iso(n->c->arena, n->day[k]);
}

static bool within(Str s, Str part)
{
    return part.len && s.len && memmem(s.ptr, s.len, part.ptr, part.len);
}

/* The option that is meant: its code, its name, or the only one whose name has the words. */
static Str option_meant(Ctx *c, const Options *o, Str typed)
{
    enum { WORD_MIN = 4 };
    const Str want = fold(c->arena, typed);
    Str one = {0};
    size_t n = 0;
    for (size_t i = 0; i < o->len; i++) {
        const Str label = fold(c->arena, o->at[i].label);
        if (str_eq(want, label) || str_eq(want, fold(c->arena, o->at[i].value))) return o->at[i].value;
        const bool has = want.len >= WORD_MIN && (within(label, want) || within(want, label));
        if (has) one = o->at[i].value, n++;
    }
    return n == 1 ? one : (Str){0};
}

static Str labels_of(Ctx *c, const Options *o)
{
    Buf out = {.arena = c->arena};
    for (size_t i = 0; i < o->len; i++)
        buf_fmt(&out, "%s" STR, i ? "; " : "", ARG(o->at[i].label));
    return buf_done(&out);
}

static void read_field(Line *n)
{
    static const struct {
        const char *word, *code;
    } also[] = {
        {"qpan",               "quoc_phong_an_ninh"},
        {"an ninh quoc phong", "quoc_phong_an_ninh"},
        {"qp an",              "quoc_phong_an_ninh"},
        {"vhxh",               "van_hoa_xa_hoi"    },
        {"xdhtct",             "xay_dung_htct"     },
        {"he thong chinh tri", "xay_dung_htct"     },
    };
    Str *typed = cell(n, "field");
    if (!typed->len) return;
    Str code = option_meant(n->c, &n->w->fields, *typed);
    for (size_t i = 0; i < LEN(also) && !code.len; i++)
        if (str_eq(fold(n->c->arena, *typed), str(also[i].word))) code = str(also[i].code);
    const Str all = labels_of(n->c, &n->w->fields);
    if (code.len)
        *typed = code;
    else
        fault(n, "field", *typed, msg_with(n->c, MSG_intake_one_of, &all, 1));
}

/* Several are separated by ; or a line; one of them has a comma in its name. */
static void read_campaigns(Line *n)
{
    const Str typed = *cell(n, "campaigns");
    Buf codes = {.arena = n->c->arena};
    for (Str lines = typed; lines.len;) {
        Str line = str_cut(&lines, '\n');
        while (line.len) {
            const Str one = str_trim(str_cut(&line, ';'));
            const Str code = option_meant(n->c, &n->w->campaigns, one);
            if (!one.len) continue;
            if (!code.len) {
                const Str all = labels_of(n->c, &n->w->campaigns);
                fault(n, "campaigns", one, msg_with(n->c, MSG_intake_one_of, &all, 1));
            } else if (!str_among(buf_done(&codes), ';', code))
                buf_fmt(&codes, "%s" STR, codes.len ? ";" : "", ARG(code));
        }
    }
    *cell(n, "campaigns") = buf_done(&codes);
}

static void read_state(Line *n)
{
    const Str typed = *cell(n, "state");
    if (!typed.len) return;
    for (size_t i = 1; i < model_flow.state_len; i++) {
        const Str code = str(model_flow.states[i]);
        if (!str_eq(fold(n->c->arena, typed), fold(n->c->arena, state_name(n->c, S("model"), code)))) continue;
        *cell(n, "state") = code;
        return;
    }
}

static void read_plain_cells(Line *n)
{
    static const char *const numbers[] = {"participants", "beneficiaries", "cost_vnd", "person_birth_year"};
    Ctx *c = n->c;
    for (size_t i = 0; i < LEN(numbers); i++)
        *cell(n, numbers[i]) = listing_number(c->arena, *cell(n, numbers[i]));
    *cell(n, "lead_phone") = listing_phone(c->arena, *cell(n, "lead_phone"));
    *cell(n, "published") = listing_yes(c->arena, *cell(n, "published")) ? S("1") : S("0");
    if (cell(n, "subject_kind")->len)
        *cell(n, "subject_kind") = listing_subject(c->arena, *cell(n, "subject_kind"));
    else {
        *cell(n, "subject_kind") = cell(n, "person_name")->len ? S("ca_nhan") : S("tap_the");
        say_once(n, SAID_KIND, (Str){0});
    }
}

/* ---- what an old list leaves out ---- */

static Day day_at(Line *n, const char *column)
{
    return n->day[listing_column(column)];
}

static void set_day(Line *n, const char *column, Day d)
{
    n->day[listing_column(column)] = d;
    *cell(n, column) = day_iso(n->c->arena, d);
}

/* Of a model recognised before, an old list has the day of the decision alone: registered and appraised it was at
 * the latest on that day; and what it does not say of the model is said to be unsaid. */
static void fill_recognised(Line *n)
{
    static const char *const texts[] = {"goal", "method", "expected_result", "lead_name"};
    const Day recognised = day_at(n, "recognised"), start = day_at(n, "start_on");
    if (!recognised.n) return;
    if (!day_at(n, "registered").n || !day_at(n, "appraised").n) say_once(n, SAID_DAYS, (Str){0});
    if (!day_at(n, "appraised").n) set_day(n, "appraised", recognised);
    if (!day_at(n, "registered").n)
        set_day(n, "registered", start.n && start.n < day_at(n, "appraised").n ? start : day_at(n, "appraised"));
    if (!start.n) set_day(n, "start_on", day_at(n, "registered"));
    for (size_t i = 0; i < LEN(texts); i++)
        if (!cell(n, texts[i])->len) {
            *cell(n, texts[i]) = msg(n->c, MSG_intake_not_said);
            say_once(n, SAID_FILLED, (Str){0});
        }
    const bool person = str_eq(*cell(n, "subject_kind"), S("ca_nhan"));
    if (person && !cell(n, "person_name")->len) *cell(n, "person_name") = *cell(n, "name");
}

/* ---- the unit ---- */

static Day first_day(Line *n)
{
    static const char *const steps[] = {"opened", "registered", "taken", "appraised", "recognised"};
    Day first = {0};
    for (size_t i = 0; i < LEN(steps); i++) {
        const Day d = day_at(n, steps[i]);
        if (d.n && (!first.n || d.n < first.n)) first = d;
    }
    return first.n ? first : n->c->today;
}

static Options kept_options(Ctx *c, Options o)
{
    Options out = {NEW(c->arena, Option, o.len + 1), o.len};
    for (size_t i = 0; i < o.len; i++)
        out.at[i] = (Option){arena_copy(c->arena, o.at[i].value), arena_copy(c->arena, o.at[i].label)};
    return out;
}

static Err read_unit(Line *n)
{
    Ctx *c = n->c;
    UnitFound found;
    Unit own;
    Str typed = *cell(n, "unit");
    const Str chosen = pair(n->w->choices, arena_fmt(c->arena, "u-" STR, ARG(n->l->key)).ptr);
    const Day on = first_day(n);
    if (!typed.len && c->unit) {
        TRY(unit_by_id(c, c->unit, &own));
        typed = own.code;
        say_once(n, SAID_UNIT_OWN, own.name);
    }
    if (!typed.len) return fault(n, "unit", typed, msg(c, MSG_intake_unit_missing)), OK;
    TRY(unit_find(c, &n->w->names, typed, on, &found));
    for (size_t i = 0; i < found.options.len; i++)
        if (str_eq(chosen, found.options.at[i].value)) {
            *cell(n, "unit") = n->l->unit_choice = found.options.at[i].value;
            n->l->units = kept_options(n->w->c, found.options);
            return OK;
        }
    if (found.unit) {
        *cell(n, "unit") = found.unit->code;
        if (found.of_then) say_once(n, SAID_UNIT_THEN, found.unit->name);
        return OK;
    }
    const Str args[] = {typed, day_vi(c->arena, on)};
    fault(n, "unit", typed, msg_with(c, found.why, args, LEN(args)));
    n->l->units = kept_options(n->w->c, found.options);
    return OK;
}

/* A place is a unit of the day; a hamlet or a street is not, and then it is the unit that registers. */
static Err read_place(Line *n)
{
    UnitFound found;
    Str *typed = cell(n, "place_unit_id");
    const Str own = *cell(n, "unit");
    if (!typed->len) {
        if (day_at(n, "recognised").n) *typed = own;
        return OK;
    }
    TRY(unit_find(n->c, &n->w->names, *typed, first_day(n), &found));
    if (found.unit)
        *typed = found.unit->code;
    else
        say_once(n, SAID_PLACE, *typed), *typed = own;
    return OK;
}

/* ---- what is like it ---- */

static MetIn *met_in(Weighing *w, int64_t unit, bool *new)
{
    *new = false;
    for (size_t i = 0; i < w->met_len; i++)
        if (w->met[i].unit == unit) return &w->met[i];
    if (w->met_len == w->met_cap) {
        MetIn *grown = NEW(w->c->arena, MetIn, w->met_cap = w->met_cap * 2 + 16);
        for (size_t i = 0; i < w->met_len; i++)
            grown[i] = w->met[i];
        w->met = grown;
    }
    *new = true;
    w->met[w->met_len] = (MetIn){.unit = unit};
    return &w->met[w->met_len++];
}

static void meet(Weighing *w, MetIn *in, Met m)
{
    Arena *a = w->c->arena;
    Met *kept = NEW(a, Met, 1);
    *kept = m;
    kept->code = arena_copy(a, m.code), kept->name = arena_copy(a, m.name), kept->fold = arena_copy(a, m.fold);
    kept->of = trigrams_of(m.fold), kept->next = in->first;
    in->first = kept;
}

static Err met_of(Line *n, MetIn **out)
{
    bool new;
    IntakeKnownRows rows;
    *out = met_in(n->w, n->x.unit.id, &new);
    if (!new) return OK;
    TRY(intake_known(n->c, n->x.unit.id, KNOWN_OF_UNIT_MAX, &rows));
    for (size_t i = rows.len; i-- > 0;) {
        const IntakeKnown *k = &rows.at[i];
        meet(n->w, *out, (Met){.code = k->code, .name = k->title, .fold = k->name_fold, .year = k->year});
    }
    return OK;
}

static void offer(Line *n, Str code, Str name, int64_t line, int64_t percent)
{
    for (size_t i = 0; i < n->alikes; i++)
        if (str_eq(n->alike[i].code, code) && n->alike[i].line == line) return;
    if (n->alikes < ALIKES_MAX) n->alike[n->alikes++] = (LineAlike){code, name, line, percent};
}

static void look_for_alike(Line *n, const MetIn *in, Str folded)
{
    const Trigrams own = trigrams_of(folded);
    const int64_t year = civil(n->x.h.opened).year;
    for (const Met *m = in->first; m; m = m->next) {
        const int64_t apart = m->year > year ? m->year - year : year - m->year;
        if (apart > 1) continue;
        if (n->w->compared++ >= COMPARED_MAX) {
            say_once(n, SAID_NOT_COMPARED, (Str){0});
            return;
        }
        const int percent = str_eq(m->fold, folded) ? 100 : alike(&own, &m->of);
        if (percent >= ALIKE_PERCENT) offer(n, m->code, m->name, m->line, percent);
    }
}

/* One of the same name in the unit: the same one when the day of recognition is the same, or the list has none. */
static Err is_known(Line *n, Str folded)
{
    ModelIdRows same;
    bool there;
    TRY(model_line_there(n->c, &n->x, &there));
    if (there) return n->l->is = LINE_THERE, OK;
    TRY(model_named(n->c, folded, n->x.unit.id, &same));
    for (size_t i = 0; i < same.len; i++) {
        Casefile f;
        Acted recognised;
        TRY(casefile_by_id(n->c, same.at[i].id, &f));
        if (str_eq(f.state, S("rejected")) || str_eq(f.state, S("withdrawn"))) continue;
        TRY(model_act_of(n->c, f.id, S("cong_nhan"), &recognised));
        const Day want = n->x.h.recognised;
        if (want.n ? want.n != recognised.done.n : n->x.h.registered.n != 0) {
            offer(n, f.code, f.title, 0, 100);
            continue;
        }
        Str differs;
        TRY(model_line_differs(n->c, &n->x, f.id, &differs));
        n->l->is = LINE_THERE, n->l->code = arena_copy(n->w->c->arena, f.code);
        n->l->note = arena_copy(n->w->c->arena, differs);
        return OK;
    }
    return OK;
}

static Err is_waiting(Line *n, Str folded)
{
    IntakeWaiting in;
    const Err e = intake_waiting(n->c, folded, n->x.unit.id, &in);
    if (e == ERR_NOT_FOUND) return OK;
    TRY(e);
    n->l->is = LINE_WAITS, n->l->code = arena_copy(n->w->c->arena, in.code);
    return OK;
}

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
        fault(n, column, k < 0 ? (Str){0} : n->row->cell[k], r.at[i].reason);
    }
    if (!r.len && !unit_covers(n->c, INTAKE_ROLES, n->x.unit.path)) {
        const Str name = n->x.unit.name;
        fault(n, "unit", name, msg_with(n->c, MSG_intake_unit_not_yours, &name, 1));
    }
    return OK;
}

/* What somebody is asked: is it another one? */
static void decide(Line *n)
{
    IntakeLine *l = n->l;
    const Str said = choice(n, 'c'), why = choice(n, 'r'), in_list = *cell(n, "another_reason");
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
    *cell(n, "another_reason") = reason;
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
    MetIn *in;
    const Str folded = fold(n->c->arena, n->x.r.name);
    TRY(is_known(n, folded));
    if (n->l->is == LINE_NEW) TRY(is_waiting(n, folded));
    if (n->l->is != LINE_NEW) return OK;
    TRY(met_of(n, &in));
    look_for_alike(n, in, folded);
    decide(n);
    meet(n->w, in, (Met){.name = n->x.r.name, .fold = folded, .line = n->row->line, .year = civil(n->x.h.opened).year});
    skip_if_asked(n);
    return n->l->is == LINE_NEW ? keep_new(n, folded) : OK;
}

static void keep_line(Line *n)
{
    Arena *a = n->w->c->arena;
    IntakeLine *l = n->l;
    l->name = arena_copy(a, *cell(n, "name"));
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
    memcpy(n->cell, row->cell, sizeof n->cell);
    for (size_t i = 0; i < LEN(days); i++)
        read_day(n, days[i]);
    read_plain_cells(n);
    read_field(n);
    read_campaigns(n);
    read_state(n);
    fill_recognised(n);
    if (!day_at(n, "opened").n) set_day(n, "opened", first_day(n));
    TRY(read_unit(n));
    TRY(read_place(n));
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
    w->at = *w->c, w->at.arena = &scratch;
    for (bool more = true; more;) {
        Err e = OK;
        scratch = arena_over(first, LINE_ROOM, LINE_BYTES_MAX);
        more = listing_next(&out->listing, &scratch, row);
        if (more && out->lines.len == room) out->why = LISTING_LINES, more = false;
        if (more) e = weigh_line(w, row, &out->lines.at[out->lines.len++]);
        if (more && !e) out->n[out->lines.at[out->lines.len - 1].is]++;
        w->c->why = w->at.why;
        arena_clear(&scratch);
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
