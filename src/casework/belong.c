/* belong.c - of a unit that went to several: to which of them each file of its time belongs. Files keep their unit;
 * figures go by this, and open files go to where they belong. */
#include "base/csv.h"
#include "casework/engine.h"
#include "casework/view.h"
#include "merge.html.h"
#include "text/code.h"
#include "text/fold.h"
#include <string.h>

enum { SHOWN = 50, UNTOLD_MAX = 5000, HEIR_DEPTH = 8 };
#define BELONG_PATH  "/can-bo/don-vi/phan-dinh"
#define BELONG_ROLES (UNIT_HEAD | PROVINCE_MONITOR | UNIT_ADMIN)

/* ---- who it may be ---- */

/* Those that took over, today: of one that ended since, its own successors. */
static Err heirs_of(Ctx *c, int64_t unit, int depth, Options *out)
{
    UnitRows next;
    TRY(unit_successors(c, unit, &next));
    for (size_t i = 0; i < next.len && out->len < SHOWN; i++) {
        if (!next.at[i].in_force && depth < HEIR_DEPTH)
            TRY(heirs_of(c, next.at[i].id, depth + 1, out));
        else
            out->at[out->len++] = (Option){next.at[i].code, next.at[i].name};
    }
    return OK;
}

static Err heirs(Ctx *c, int64_t unit, Options *out)
{
    *out = (Options){NEW(c->arena, Option, SHOWN + 1), 0};
    return heirs_of(c, unit, 0, out);
}

static bool is_heir(const Options *heirs, Str code)
{
    for (size_t i = 0; i < heirs->len; i++)
        if (str_eq(heirs->at[i].value, code)) return true;
    return false;
}

static Err tell(Ctx *c, int64_t file, int64_t unit, Str rule, ImportReport *r)
{
    Belongs was;
    Err e = belongs_of(c, file, &was);
    if (e != OK && e != ERR_NOT_FOUND) return e;
    if (!e && was.unit == unit && str_eq(was.rule, rule)) return OK;
    r->added += e == ERR_NOT_FOUND, r->changed += e == OK;
    return belongs_put(c, (BelongsPut){file, unit, rule, c->actor, c->now});
}

/* ---- as a file ---- */

typedef struct {
    Casefile f;
    Unit to;
    Str rule;
} Told;

static Err read_told(Ctx *c, const CsvRow *row, ImportReport *r, Told *out, bool *good)
{
    Unit from = {0};
    Options all = {0};
    Str code;
    const Str unit = str_trim(csv_cell(row, "unit"));
    *good = false, out->rule = text_clean(c->arena, csv_cell(row, "rule"));
    Err e = code_read(c->arena, csv_cell(row, "casefile"), &code) ? casefile_by_code(c, code, &out->f) : ERR_NOT_FOUND;
    if (e == ERR_NOT_FOUND) {
        import_fault(c, r, row->line, S("casefile"), msg(c, MSG_casework_belong_no_file));
        return OK;
    }
    TRY(e);
    TRY(unit_by_id(c, out->f.unit, &from));
    if (!from.in_force && !from.heir) TRY(heirs(c, from.id, &all));
    if (!is_heir(&all, unit)) {
        import_fault(c, r, row->line, S("unit"),
                     msg_with(c, MSG_casework_belong_not_heir, (const Str[]){unit, from.name}, 2));
        return OK;
    }
    if (str_chars(out->rule) > 200) {
        import_fault(c, r, row->line, S("rule"), msg(c, MSG_casework_belong_long));
        return OK;
    }
    *good = true;
    return unit_by_code(c, unit, c->today, &out->to);
}

Err belong_read(Ctx *c, Str text, ImportReport *r)
{
    CsvReader *in = import_open(c, BELONG_COLUMNS, text, r);
    CsvRow row;
    const size_t cap = text.len / 8 + 1;
    Told *all = NEW(c->arena, Told, cap);
    size_t n = 0;
    while (csv_next(in, &row)) {
        bool good = false;
        r->rows++;
        TRY(read_told(c, &row, r, &all[n], &good));
        n += good && n + 1 < cap;
    }
    TRY(import_end(c, in, r));
    for (size_t i = 0; i < n; i++)
        TRY(tell(c, all[i].f.id, all[i].to.id, all[i].rule, r));
    return casework_follow(c);
}

Err belong_write(Ctx *c, Outlet *out)
{
    static const Column cells[] = {COLUMN(BelongsLine, casefile), COLUMN(BelongsLine, unit), COLUMN(BelongsLine, rule)};
    static const Columns columns = COLUMNS("belongs", cells, BelongsLine);
    BelongsLineRows rows;
    TRY(belongs_all(c, &rows));
    rows_write(out, &columns, rows.at, rows.len);
    return OK;
}

/* ---- as a page ---- */

typedef struct {
    Str unit, words, to;
} Ask;
static const Field ask_fields[] = {
    HIDDEN_FIELD(Ask, unit, .max = 20),
    TEXT_FIELD(Ask, words, .min = 2, .max = 200),
    TEXT_FIELD(Ask, to, .max = 20, .check = is_code, .example = MSG_unit_line_code_example),
};
const FormSpec belong_form = FORM("casework.belong", ask_fields, Ask);

static Err units_here(Ctx *c, SplitLineRows *out)
{
    size_t n = 0;
    TRY(split_units(c, out));
    for (size_t i = 0; i < out->len; i++)
        if (unit_covers(c, BELONG_ROLES, out->at[i].path)) out->at[n++] = out->at[i];
    out->len = n;
    return OK;
}

static const SplitLine *chosen(const SplitLineRows *all, Str id)
{
    int64_t n;
    for (size_t i = 0; str_int(id, &n) && i < all->len; i++)
        if (all->at[i].id == n) return &all->at[i];
    return NULL;
}

static bool title_shown(Ctx *c, const UntoldFile *f, Str path)
{
    const Flow *flow = flow_of(f->kind);
    const Casefile file = {.id = f->id, .kind = f->kind, .path = path};
    return flow && !flow->sealed && casework_may_read(c, flow, &file);
}

/* What the words name: one file by its code, or all whose title holds them. */
static bool matches(Ctx *c, const UntoldFile *f, Str words)
{
    Str code;
    if (code_read(c->arena, words, &code)) return str_eq(code, f->code);
    const Str title = fold(c->arena, f->title), part = fold(c->arena, words);
    return part.len && memmem(title.ptr, title.len, part.ptr, part.len);
}

static Err show(Req *q, const SplitLineRows *all, const SplitLine *u, const Form *form)
{
    Ctx *c = &q->ctx;
    BelongView v = {.units = *all, .chosen = u, .hidden = form_hidden(c, q)};
    if (u) {
        TRY(heirs(c, u->id, &v.heirs));
        TRY(files_untold(c, u->id, SHOWN, &v.files));
        for (size_t i = 0; i < v.files.len; i++)
            if (!title_shown(c, &v.files.at[i], u->path)) v.files.at[i].title = (Str){0};
        v.fields = form_fields(c, form), v.faults = form_faults(c, form);
    }
    const Page page = {.title = msg(c, MSG_casework_belong_title),
                       .main = belong_html(c, &v),
                       .nav = BELONG_PATH,
                       .up = "/don-vi",
                       .up_title = MSG_unit_tree_title,
                       .private_page = true};
    return form->ok ? reply(q, page) : reply_faults(q, form, page);
}

static Err data(Req *q, const SplitLineRows *all)
{
    static const Column cells[] = {COLUMN(SplitLine, code), COLUMN(SplitLine, name), COLUMN(SplitLine, valid_to),
                                   COLUMN(SplitLine, files), COLUMN(SplitLine, left)};
    static const Columns columns = COLUMNS("phan-dinh", cells, SplitLine);
    return reply_rows(q, &columns, all->at, all->len, (Str){0});
}

Err belong_page(Req *q)
{
    Ctx *c = &q->ctx;
    SplitLineRows all;
    TRY(units_here(c, &all));
    if (!wants_html(q)) return data(q, &all);
    const SplitLine *u = chosen(&all, query_arg(q, "don-vi"));
    if (query_arg(q, "don-vi").len && !u) return ERR_NOT_FOUND;
    Form form = form_blank(&belong_form);
    if (u) form_value(&form, "unit", arena_fmt(c->arena, "%lld", (long long)u->id));
    return show(q, &all, u, &form);
}

static Err tell_matching(Ctx *c, const SplitLine *u, const Ask *ask, const Unit *to, int64_t *n)
{
    UntoldFileRows files;
    ImportReport r = {0};
    TRY(files_untold(c, u->id, UNTOLD_MAX, &files));
    for (size_t i = 0; i < files.len; i++)
        if (matches(c, &files.at[i], ask->words)) TRY(tell(c, files.at[i].id, to->id, ask->words, &r));
    *n = r.added;
    return OK;
}

Err belong_post(Req *q)
{
    Ctx *c = &q->ctx;
    SplitLineRows all;
    Ask ask = {0};
    Form form;
    Unit to = {0};
    Options may;
    int64_t n = 0;
    TRY(units_here(c, &all));
    TRY(form_read(c, q->body, &belong_form, &ask, &form));
    const SplitLine *u = chosen(&all, ask.unit);
    if (!u) return ERR_NOT_FOUND;
    TRY(heirs(c, u->id, &may));
    if (form.ok && !is_heir(&may, ask.to)) form_fault(c, &form, "to", "E_RANGE", MSG_casework_belong_which, u->name);
    if (!form.ok) return show(q, &all, u, &form);
    TRY(unit_by_code(c, ask.to, c->today, &to));
    TRY(tell_matching(c, u, &ask, &to, &n));
    if (!n) {
        form_fault(c, &form, "words", "E_UNKNOWN_REF", MSG_casework_belong_none, ask.words);
        return show(q, &all, u, &form);
    }
    TRY(casework_follow(c));
    TRY(audit_add_for(c, to.id, "unit.belongs", ask.to, true,
                      arena_fmt(c->arena, "%lld: %lld", (long long)u->id, (long long)n)));
    return reply_done(q, ask.to, arena_fmt(c->arena, BELONG_PATH "?don-vi=%lld", (long long)u->id));
}
