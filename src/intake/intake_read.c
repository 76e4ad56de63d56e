/* intake_read.c - a line of a list as it was written, read into the cells that our forms take. */
#include "base/day.h"
#include "intake/intake_own.h"
#include "movement/field.h"
#include "text/fold.h"
#include <string.h>

Str *line_cell(Line *n, const char *column)
{
    return &n->cell[listing_column(column)];
}

void line_fault(Line *n, const char *column, Str value, Str reason)
{
    if (n->faults == FAULTS_MAX) return;
    n->fault[n->faults++] = (LineFault){str(column), model_column_label(n->c, column), value, reason};
}

void line_say_once(Line *n, SaidOf what, Str example)
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
        line_fault(n, column, typed, msg(n->c, MSG_intake_day_wrong));
        return;
    case DATE_PART:
        line_fault(n, column, typed, msg(n->c, MSG_intake_day_part));
        return;
    case DATE_EITHER:
        line_say_once(n, SAID_EITHER_DAY, typed);
        break;
    case DATE_SERIAL:
        line_say_once(n, SAID_SERIAL_DAY,
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
    Str *typed = line_cell(n, "field");
    if (!typed->len) return;
    Str code = option_meant(n->c, &n->w->fields, *typed);
    for (size_t i = 0; i < LEN(also) && !code.len; i++)
        if (str_eq(fold(n->c->arena, *typed), str(also[i].word))) code = str(also[i].code);
    const Str all = labels_of(n->c, &n->w->fields);
    if (code.len)
        *typed = code;
    else
        line_fault(n, "field", *typed, msg_with(n->c, MSG_intake_one_of, &all, 1));
}

/* Several are separated by ; or a line; one of them has a comma in its name. */
static void read_campaigns(Line *n)
{
    const Str typed = *line_cell(n, "campaigns");
    Buf codes = {.arena = n->c->arena};
    for (Str lines = typed; lines.len;) {
        Str line = str_cut(&lines, '\n');
        while (line.len) {
            const Str one = str_trim(str_cut(&line, ';'));
            const Str code = option_meant(n->c, &n->w->campaigns, one);
            if (!one.len) continue;
            if (!code.len) {
                const Str all = labels_of(n->c, &n->w->campaigns);
                line_fault(n, "campaigns", one, msg_with(n->c, MSG_intake_one_of, &all, 1));
            } else if (!str_among(buf_done(&codes), ';', code))
                buf_fmt(&codes, "%s" STR, codes.len ? ";" : "", ARG(code));
        }
    }
    *line_cell(n, "campaigns") = buf_done(&codes);
}

static void read_state(Line *n)
{
    const Str typed = *line_cell(n, "state");
    if (!typed.len) return;
    for (size_t i = 1; i < model_flow.state_len; i++) {
        const Str code = str(model_flow.states[i]);
        if (!str_eq(fold(n->c->arena, typed), fold(n->c->arena, state_name(n->c, S("model"), code)))) continue;
        *line_cell(n, "state") = code;
        return;
    }
}

static void read_plain_cells(Line *n)
{
    static const char *const numbers[] = {"participants", "beneficiaries", "cost_vnd", "person_birth_year"};
    Ctx *c = n->c;
    for (size_t i = 0; i < LEN(numbers); i++)
        *line_cell(n, numbers[i]) = listing_number(c->arena, *line_cell(n, numbers[i]));
    *line_cell(n, "lead_phone") = listing_phone(c->arena, *line_cell(n, "lead_phone"));
    *line_cell(n, "published") = listing_yes(c->arena, *line_cell(n, "published")) ? S("1") : S("0");
    if (line_cell(n, "subject_kind")->len)
        *line_cell(n, "subject_kind") = listing_subject(c->arena, *line_cell(n, "subject_kind"));
    else {
        *line_cell(n, "subject_kind") = line_cell(n, "person_name")->len ? S("ca_nhan") : S("tap_the");
        line_say_once(n, SAID_KIND, (Str){0});
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
    *line_cell(n, column) = day_iso(n->c->arena, d);
}

/* Of a model recognised before, an old list has the day of the decision alone: registered and appraised it was at
 * the latest on that day; and what it does not say of the model is said to be unsaid. */
static void fill_recognised(Line *n)
{
    static const char *const texts[] = {"goal", "method", "expected_result", "lead_name"};
    const Day recognised = day_at(n, "recognised"), start = day_at(n, "start_on");
    if (!recognised.n) return;
    if (!day_at(n, "registered").n || !day_at(n, "appraised").n) line_say_once(n, SAID_DAYS, (Str){0});
    if (!day_at(n, "appraised").n) set_day(n, "appraised", recognised);
    if (!day_at(n, "registered").n)
        set_day(n, "registered", start.n && start.n < day_at(n, "appraised").n ? start : day_at(n, "appraised"));
    if (!start.n) set_day(n, "start_on", day_at(n, "registered"));
    for (size_t i = 0; i < LEN(texts); i++)
        if (!line_cell(n, texts[i])->len) {
            *line_cell(n, texts[i]) = msg(n->c, MSG_intake_not_said);
            line_say_once(n, SAID_FILLED, (Str){0});
        }
    const bool person = str_eq(*line_cell(n, "subject_kind"), S("ca_nhan"));
    if (person && !line_cell(n, "person_name")->len) *line_cell(n, "person_name") = *line_cell(n, "name");
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
    Str typed = *line_cell(n, "unit");
    const Str chosen = pair(n->w->choices, arena_fmt(c->arena, "u-" STR, ARG(n->l->key)).ptr);
    const Day on = first_day(n);
    if (!typed.len && c->unit) {
        TRY(unit_by_id(c, c->unit, &own));
        typed = own.code;
        line_say_once(n, SAID_UNIT_OWN, own.name);
    }
    if (!typed.len) return line_fault(n, "unit", typed, msg(c, MSG_intake_unit_missing)), OK;
    TRY(unit_find(c, &n->w->names, typed, on, &found));
    for (size_t i = 0; i < found.options.len; i++)
        if (str_eq(chosen, found.options.at[i].value)) {
            *line_cell(n, "unit") = n->l->unit_choice = found.options.at[i].value;
            n->l->units = kept_options(n->w->c, found.options);
            return OK;
        }
    if (found.unit) {
        *line_cell(n, "unit") = found.unit->code;
        if (found.of_then) line_say_once(n, SAID_UNIT_THEN, found.unit->name);
        return OK;
    }
    const Str args[] = {typed, day_vi(c->arena, on)};
    line_fault(n, "unit", typed, msg_with(c, found.why, args, LEN(args)));
    n->l->units = kept_options(n->w->c, found.options);
    return OK;
}

/* A place is a unit of the day; a hamlet or a street is not, and then it is the unit that registers. */
static Err read_place(Line *n)
{
    UnitFound found;
    Str *typed = line_cell(n, "place_unit_id");
    const Str own = *line_cell(n, "unit");
    if (!typed->len) {
        if (day_at(n, "recognised").n) *typed = own;
        return OK;
    }
    TRY(unit_find(n->c, &n->w->names, *typed, first_day(n), &found));
    if (found.unit)
        *typed = found.unit->code;
    else
        line_say_once(n, SAID_PLACE, *typed), *typed = own;
    return OK;
}

/* ---- the line ---- */

Err line_read(Line *n)
{
    memcpy(n->cell, n->row->cell, sizeof n->cell);
    for (size_t i = 0; i < LEN(days); i++)
        read_day(n, days[i]);
    read_plain_cells(n);
    read_field(n);
    read_campaigns(n);
    read_state(n);
    fill_recognised(n);
    if (!day_at(n, "opened").n) set_day(n, "opened", first_day(n));
    TRY(read_unit(n));
    return read_place(n);
}
