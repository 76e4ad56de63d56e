/* model_line_in.c - a line of a table of models comes in.
 *
 * A line is played through the same acts as on the pages, each on its own day, so that whatever a page refuses is
 * refused here. Who did them the file does not say: they are entered by whoever imports it. A table in which every
 * line is there already changes nothing. */
#include "base/csv.h"
#include "base/day.h"
#include "movement/model_line.h"
#include "text/fold.h"
#include <string.h>

/* ---- the days of a line ---- */

static const char *const state_codes[] = {"draft",     "submitted",  "appraising", "returned", "rejected",
                                          "appraised", "recognised", "withdrawn",  "ended",    NULL};
static const Field history_fields[] = {
    TEXT_FIELD(ModelHistory, unit, .min = 1, .max = 40, .check = is_code),
    CHOICE_FIELD(ModelHistory, state, state_codes, .labels = "model.state", .optional = true),
    DAY_FIELD(ModelHistory, opened, .optional = true),
    DAY_FIELD(ModelHistory, registered, .optional = true),
    DAY_FIELD(ModelHistory, taken, .optional = true),
    DAY_FIELD(ModelHistory, appraised, .optional = true),
    DAY_FIELD(ModelHistory, recognised, .optional = true),
    TEXT_FIELD(ModelHistory, decision, .max = 60, .optional = true),
    YES_FIELD(ModelHistory, published),
    LONG_FIELD(ModelHistory, reason, .min = 10, .max = 2000, .optional = true),
    DAY_FIELD(ModelHistory, reason_on, .optional = true),
    TEXT_FIELD(ModelHistory, confirmed, .max = 200, .optional = true),
    TEXT_FIELD(ModelHistory, praised, .max = 600, .optional = true),
    TEXT_FIELD(ModelHistory, parent, .max = 341, .optional = true),
};
static const FormSpec history_form = FORM("model.line", history_fields, ModelHistory);

/* Which days a state has behind it, and which it may have. */
enum { REGISTERED_ = 1, TAKEN_ = 2, APPRAISED_ = 4, RECOGNISED_ = 8, REASON_ = 16 };
static const struct {
    const char *state;
    unsigned must, may;
} behind[] = {
    {"recognised", REGISTERED_ | APPRAISED_ | RECOGNISED_,           REGISTERED_ | TAKEN_ | APPRAISED_ | RECOGNISED_},
    {"appraised",  REGISTERED_ | APPRAISED_,                         REGISTERED_ | TAKEN_ | APPRAISED_              },
    {"appraising", REGISTERED_,                                      REGISTERED_ | TAKEN_                           },
    {"submitted",  REGISTERED_,                                      REGISTERED_                                    },
    {"draft",      0,                                                0                                              },
    {"returned",   REGISTERED_ | REASON_,                            REGISTERED_ | TAKEN_ | REASON_                 },
    {"rejected",   REGISTERED_ | REASON_,                            REGISTERED_ | TAKEN_ | REASON_                 },
    {"ended",      REGISTERED_ | APPRAISED_ | RECOGNISED_ | REASON_,
     REGISTERED_ | TAKEN_ | APPRAISED_ | RECOGNISED_ | REASON_                                                      },
    {"withdrawn",  REASON_,                                          REGISTERED_ | TAKEN_ | APPRAISED_ | REASON_    },
};

typedef struct {
    const char *name;
    Day *day;
    unsigned bit;
} Dated;
enum { DATED = 6 };
static void dated(ModelHistory *h, Dated out[DATED])
{
    const Dated all[DATED] = {
        {"opened",     &h->opened,     0          },
        {"registered", &h->registered, REGISTERED_},
        {"taken",      &h->taken,      TAKEN_     },
        {"appraised",  &h->appraised,  APPRAISED_ },
        {"recognised", &h->recognised, RECOGNISED_},
        {"reason_on",  &h->reason_on,  REASON_    },
    };
    memcpy(out, all, sizeof all);
}

static size_t behind_of(const ModelHistory *h)
{
    const char *by_days = h->recognised.n   ? "recognised"
                          : h->appraised.n  ? "appraised"
                          : h->taken.n      ? "appraising"
                          : h->registered.n ? "submitted"
                                            : "draft";
    const Str state = h->state.len ? h->state : str(by_days);
    size_t i = 0;
    while (!str_eq(state, str(behind[i].state)))
        i++;
    return i;
}

/* Days that may be left out: the first is that of the registration, an appraisal began when it ended. */
static void history_complete(ModelHistory *h)
{
    h->state = str(behind[behind_of(h)].state);
    if (!h->opened.n) h->opened = h->registered.n ? h->registered : h->reason_on;
    const unsigned may_have = behind[behind_of(h)].may;
    if ((may_have & TAKEN_) && !h->taken.n) h->taken = h->appraised.n ? h->appraised : h->taken;
    const bool appraising = (may_have & TAKEN_) && !(may_have & APPRAISED_);
    if (appraising && !h->taken.n) h->taken = h->registered;
}

static bool next_year(Str *rest, int64_t *year)
{
    return str_int(str_trim(str_cut(rest, ';')), year) && *year >= 2009 && *year <= 9999;
}

/* "2025-05-02 12/QĐ-UBND" */
static bool next_praise(Str *rest, Day *on, Str *paper)
{
    *paper = str_trim(str_cut(rest, ';'));
    const Str first = str_cut(paper, ' ');
    *paper = str_trim(*paper);
    return day_parse(first, on) && paper->len;
}

static void life_check(Ctx *c, const ModelHistory *h, Form *form)
{
    const Str state = state_name(c, S("model"), h->state);
    int64_t year;
    Day on;
    Str paper;
    if (h->confirmed.len && !h->recognised.n)
        form_fault(c, form, "confirmed", "E_STATE", MSG_model_line_not_yet, state);
    if (h->praised.len && !h->recognised.n) form_fault(c, form, "praised", "E_STATE", MSG_model_line_not_yet, state);
    for (Str rest = h->confirmed; rest.len;)
        if (!next_year(&rest, &year)) form_fault(c, form, "confirmed", "E_FORMAT", MSG_model_line_years, (Str){0});
    for (Str rest = h->praised; rest.len;)
        if (!next_praise(&rest, &on, &paper))
            form_fault(c, form, "praised", "E_FORMAT", MSG_model_line_papers, (Str){0});
    if (h->parent.len && !memchr(h->parent.ptr, '/', h->parent.len))
        form_fault(c, form, "parent", "E_FORMAT", MSG_model_line_parent_form, (Str){0});
}

static void history_check(Ctx *c, ModelHistory *h, Form *form)
{
    Dated all[DATED];
    Day before = {0};
    history_complete(h);
    const size_t state = behind_of(h);
    dated(h, all);
    if (!h->opened.n) form_fault(c, form, "opened", "E_REQUIRED", MSG_form_required, (Str){0});
    for (size_t i = 0; i < DATED; i++) {
        const Dated *d = &all[i];
        if (d->bit && !d->day->n && (behind[state].must & d->bit))
            form_fault(c, form, d->name, "E_REQUIRED", MSG_model_line_needed, state_name(c, S("model"), h->state));
        if (!d->day->n) continue;
        if (d->bit && !(behind[state].may & d->bit))
            form_fault(c, form, d->name, "E_STATE", MSG_model_line_not_yet, state_name(c, S("model"), h->state));
        else if (d->day->n < before.n || d->day->n > c->today.n)
            form_fault(c, form, d->name, "E_RANGE", MSG_model_line_order, (Str){0});
        before = *d->day;
    }
    if ((behind[state].must & REASON_) && !h->reason.len)
        form_fault(c, form, "reason", "E_REQUIRED", MSG_form_required, (Str){0});
    if (!h->recognised.n && h->decision.len)
        form_fault(c, form, "decision", "E_STATE", MSG_model_line_not_yet, state_name(c, S("model"), h->state));
    if (!h->recognised.n && h->published)
        form_fault(c, form, "published", "E_STATE", MSG_model_line_not_yet, state_name(c, S("model"), h->state));
    life_check(c, h, form);
}

/* ---- checked ---- */

Pairs model_line_input(Ctx *c, Pairs cells)
{
    Pairs out = {NEW(c->arena, Pair, cells.len + 1), 0};
    for (size_t i = 0; i < cells.len; i++) {
        const Pair *k = &cells.at[i];
        const bool off = str_eq(k->name, S("published")) && str_eq(str_trim(k->value), S("0"));
        if (!off) out.at[out.len++] = *k;
        if (str_eq(k->name, S("another_reason")) && str_trim(k->value).len)
            out.at[out.len++] = (Pair){S("another"), S("1")};
    }
    return out;
}

/* The same work, as it would have been done on that day. */
static Ctx on_day(const Ctx *c, Day d, int64_t unit)
{
    Ctx past = *c;
    past.today = d, past.now = d.n == c->today.n ? c->now : time_at(d, 8 * 60);
    past.unit = unit;
    return past;
}

Err model_line_check(Ctx *c, int64_t line, Pairs input, ModelIncoming *x, ImportReport *r)
{
    *x = (ModelIncoming){.line = line, .input = input};
    TRY(form_read(c, x->input, &history_form, &x->h, &x->form));
    if (x->form.ok) history_check(c, &x->h, &x->form);
    import_form(c, r, line, &x->form);
    if (!x->form.ok) return OK;
    Err e = unit_in_force(c, x->h.unit, x->h.opened, &x->unit);
    if (e == ERR_INVALID) return import_fault(c, r, line, S("unit"), why_text(c)), OK;
    TRY(e);
    Ctx past = on_day(c, x->h.opened, x->unit.id);
    TRY(form_read(&past, x->input, &model_form, &x->r, &x->form));
    if (x->form.ok) registration_check(&past, &x->r, &x->form);
    import_form(c, r, line, &x->form);
    return OK;
}

/* ---- played ---- */

typedef struct {
    const char *event;
    Day on;
    Pair input[3];
    bool above;
} Played;

typedef struct {
    Ctx *c; /* with the rights under which it is played */
    const ModelIncoming *x;
    ImportReport *r;
    Str code; /* of the file; empty: the first act opens it */
} Playing;

/* One act on its day; what it refuses is named at the line. */
static Err play(Playing *of, const Played *p)
{
    Ctx *c = of->c;
    const ModelIncoming *x = of->x;
    Pair *own = NEW(c->arena, Pair, LEN(p->input));
    Pairs input = {own, 0};
    Done done;
    for (size_t i = 0; i < LEN(p->input); i++)
        if (p->input[i].value.len) own[input.len++] = p->input[i];
    Ctx past = on_day(c, p->on, p->above && x->unit.parent ? x->unit.parent : x->unit.id);
    const Deed deed = {.flow = &model_flow,
                       .code = of->code,
                       .event = str(p->event),
                       .input = of->code.len ? input : x->input,
                       .seen = -1};
    Err e = casework_act(&past, &deed, &done);
    if (e == ERR_INTERNAL || e == ERR_BUSY) return e;
    if (e == ERR_INVALID && !done.form.ok)
        import_form(c, of->r, x->line, &done.form);
    else if (e)
        import_fault(c, of->r, x->line, str(p->event), why_text(&past));
    if (!e) of->code = done.file.code;
    return e ? ERR_INVALID : OK;
}

/* A copy is named as such before it is recognised: with its recognition the parent is noted to have spread. */
static Err play_parent(Playing *of)
{
    Ctx *c = of->c;
    const ModelHistory *h = &of->x->h;
    Str name = h->parent;
    const Str unit = str_trim(str_cut(&name, '/'));
    ModelCode parent;
    if (!h->parent.len) return OK;
    const Err e = model_of_unit(c, fold(c->arena, name), unit, &parent);
    if (e == ERR_NOT_FOUND) {
        import_fault(c, of->r, of->x->line, S("parent"), msg_with(c, MSG_model_line_no_parent, &h->parent, 1));
        return ERR_INVALID;
    }
    TRY(e);
    const Day on = h->registered.n ? h->registered : h->opened;
    return play(
        of, &(Played){
                "link_parent", on, {{S("parent"), parent.code}, {S("reason"), msg(c, MSG_model_line_copied)}},
                  false
    });
}

/* A year was kept up on its last day, the present one today. */
static Err play_life(Playing *of)
{
    Ctx *c = of->c;
    const ModelHistory *h = &of->x->h;
    int64_t year;
    Day on;
    Str paper;
    for (Str rest = h->confirmed; rest.len && next_year(&rest, &year);) {
        const Day end = day((int)year, 12, 31);
        const Str text = arena_fmt(c->arena, "%lld", (long long)year);
        TRY(play(of, &(Played){"confirm_year", end.n < c->today.n ? end : c->today, {{S("year"), text}}, false}));
    }
    for (Str rest = h->praised; rest.len && next_praise(&rest, &on, &paper);)
        TRY(play(of, &(Played){
                         "praise", on, {{S("praised_on"), day_iso(c->arena, on)}, {S("paper"), paper}},
                           false
        }));
    return OK;
}

Err model_line_play(Ctx *c, const ModelIncoming *x, bool own, ImportReport *r, Str *code)
{
    Ctx with = own ? *c : casework_system(c);
    Playing of = {&with, x, r, {0}};
    const ModelHistory *h = &x->h;
    const Str appraised = day_iso(c->arena, h->appraised), recognised = day_iso(c->arena, h->recognised),
              reason_on = day_iso(c->arena, h->reason_on);
    const char *end = str_eq(h->state, S("returned"))   ? "return"
                      : str_eq(h->state, S("rejected")) ? "reject"
                      : str_eq(h->state, S("ended"))    ? "end"
                                                        : "withdraw";
    const Played steps[] = {
        {"submit",        h->registered, {{{0}}},                          false},
        {"take",          h->taken,      {{{0}}},                          true },
        {"appraise_pass", h->appraised,  {{S("appraised_on"), appraised}}, true },
        {"recognise",
         h->recognised,
         {{S("decided_on"), recognised},
          h->decision.len ? (Pair){S("decision"), h->decision} : (Pair){S("no_decision"), S("1")},
          {S("agreed"), h->published ? S("1") : S("")}},
         true                                                                   },
    };
    const Played last = {
        end, h->reason_on, {{S("reason"), h->reason}, {S("end_on"), reason_on}},
          *end == 'r'
    };
    TRY(play(&of, &(Played){"create", h->opened, {{{0}}}, false}));
    TRY(play_parent(&of));
    for (size_t i = 0; i < LEN(steps); i++)
        if (steps[i].on.n) TRY(play(&of, &steps[i]));
    TRY(play_life(&of));
    if (last.on.n) TRY(play(&of, &last));
    if (code) *code = of.code;
    return OK;
}

/* ---- a whole table ---- */

/* What one line needs is given back after it, so that a table may have any number of them. */
enum { LINE_ROOM = 1 << 18, LINE_MAX_BYTES = 16 << 20 };

static void keep_faults(Ctx *c, const ImportReport *of_line, ImportReport *r)
{
    for (size_t i = 0; i < of_line->len; i++) {
        const ImportFault *f = &of_line->at[i];
        import_fault(c, r, f->line, arena_copy(c->arena, f->field), arena_copy(c->arena, f->reason));
    }
}

static Err line_in(Ctx *c, const ModelIncoming *x, ImportReport *r)
{
    bool there;
    TRY(model_line_there(c, x, &there));
    if (there) return OK;
    const Err e = model_line_play(c, x, false, r, NULL);
    r->added += !e;
    return e == ERR_INVALID ? OK : e;
}

/* Once through the table: every line is checked; `play`: those that are not there come in. */
static Err lines_read(Ctx *c, CsvReader *in, bool play, ImportReport *r)
{
    enum { FAULTS_MAX = 1000 };
    CsvRow row;
    Arena scratch;
    Ctx of_line = *c;
    void *room = arena_alloc(c->arena, LINE_ROOM);
    of_line.arena = in->arena = &scratch;
    for (bool more = true; more;) {
        ImportReport one = {0};
        ModelIncoming x;
        Err e = OK;
        scratch = arena_over(room, LINE_ROOM, LINE_MAX_BYTES);
        more = r->len < FAULTS_MAX && csv_next(in, &row);
        if (more)
            e = model_line_check(&of_line, row.line, model_line_input(&of_line, import_pairs(&of_line, &row)), &x,
                                 &one);
        if (more && play && !e && !one.len) e = line_in(&of_line, &x, &one);
        keep_faults(c, &one, r);
        arena_clear(&scratch);
        TRY(e);
        if (play)
            r->added += one.added;
        else
            r->rows += more;
    }
    in->arena = c->arena;
    return OK;
}

Err models_read(Ctx *c, Str text, ImportReport *r)
{
    CsvReader *in = import_open(c, MODEL_COLUMNS, text, r);
    TRY(lines_read(c, in, false, r));
    TRY(import_end(c, in, r)); /* nothing is written before */
    *in = csv_open(c->arena, text);
    TRY(lines_read(c, in, true, r));
    return r->len ? WHY(c, MSG_import_refused, ERR_INVALID) : OK;
}
