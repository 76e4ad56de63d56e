/* exchange.c - kheo import, kheo export. */
#include "app/exchange.h"
#include "app/command.h"
#include "app/services.h"
#include "app/turn.h"
#include "base/json.h"
#include "sheet/sheet.h"

Err exchange_import(Ctx *c, const Exchange *x, Str text, bool trial, ImportReport *r)
{
    *r = (ImportReport){0};
    c->why = 0;
    TRY(store_do(c->store, BEGIN_WRITE));
    Err e = x->read(c, text, r);
    if (!e && r->len) e = ERR_INVALID;
    if (!trial) return turn_close(c->store, e);
    store_settle(c->store);
    turn_undo(c->store);
    return e;
}

static Err from_snapshot(Ctx *c, const Exchange *x, Outlet *o)
{
    TRY(store_do(c->store, BEGIN_READ));
    const Err e = x->write(c, o);
    turn_end(c->store);
    return e;
}

Err exchange_export(Ctx *c, const Exchange *x, As as, Str *out)
{
    Outlet o = {.as = as, .text = {.arena = c->arena}};
    const Err e = from_snapshot(c, x, &o);
    *out = outlet_done(&o);
    return e;
}

Err exchange_sheet(Ctx *c, const Exchange *x, Sheet *s)
{
    Outlet o = {.as = AS_XLSX, .sheet = s};
    const Err e = from_snapshot(c, x, &o);
    if (!e) return sheet_save(s);
    sheet_drop(s);
    return e;
}

/* ---- the verbs ---- */

static void kinds(Buf *out, bool read)
{
    const char *between = "";
    for (const Slice *const *s = slices; *s; s++)
        for (const Exchange *x = (*s)->exchanges.at, *end = x + (*s)->exchanges.len; x < end; x++) {
            if (!(read ? x->read != NULL : x->write != NULL)) continue;
            buf_fmt(out, "%s%s", between, x->kind);
            between = " ";
        }
}

/* NULL: complained. */
static const Exchange *wanted(const Command *x, bool read)
{
    Buf known = {.arena = x->arena};
    kinds(&known, read);
    const Str all = buf_done(&known);
    const Exchange *k = x->argc ? exchange_of(str(x->argv[0])) : NULL;
    if (k && (read ? k->read != NULL : k->write != NULL)) return k;
    if (x->argc)
        complain(USAGE, "'%s' cannot be %s: what can: " STR, x->argv[0], read ? "taken in" : "printed", ARG(all));
    else
        complain(USAGE, "which table? one of: " STR, ARG(all));
    return NULL;
}

static void faults_json(Json *j, const char *name, const ImportFault *at, size_t n)
{
    json_key(j, name);
    json_open(j, '[');
    for (size_t i = 0; i < n; i++) {
        json_open(j, '{');
        json_member(j, "line", at[i].line);
        json_member(j, "field", at[i].field);
        json_member(j, "reason", at[i].reason);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void report_json(const Command *x, Json *j, const char *file, const ImportReport *r, bool done)
{
    json_open(j, '{');
    json_member(j, "file", str(file));
    json_member(j, "done", (bool)(done && !x->s.dry_run));
    json_member(j, "rows", r->rows);
    json_member(j, "added", r->added);
    json_member(j, "changed", r->changed);
    faults_json(j, "faults", r->at, r->len);
    faults_json(j, "notes", r->note, r->note_len);
    json_close(j, '}');
}

static void fault_lines(const char *file, const char *kind, const ImportFault *at, size_t n)
{
    for (size_t i = 0; i < n; i++)
        complain(NOT_SO, "%s:%lld: %s" STR "%s" STR, file, (long long)at[i].line, kind, ARG(at[i].field),
                 at[i].field.len ? ": " : "", ARG(at[i].reason));
}

static void report_lines(const Command *x, const char *file, const ImportReport *r, bool done)
{
    fault_lines(file, "", r->at, r->len);
    fault_lines(file, "note: ", r->note, r->note_len);
    if (r->len)
        complain(NOT_SO, "%s: %zu faults, nothing was changed: mend them and import the whole file again", file,
                 r->len);
    else if (done)
        say(arena_fmt(x->arena, "%s: %lld rows, %lld %s, %lld %s\n", file, (long long)r->rows, (long long)r->added,
                      x->s.dry_run ? "would be added" : "added", (long long)r->changed,
                      x->s.dry_run ? "would be changed" : "changed"));
}

static bool import_file(const Command *x, Ctx *c, const Exchange *k, const char *file, Json *j)
{
    Str text;
    ImportReport r = {0};
    if (!file_read(x, file, &text)) return false;
    const Err e = exchange_import(c, k, text, x->s.dry_run, &r);
    if (e && !r.len) {
        const Str why = why_text(c);
        complain(NOT_SO, "%s: nothing was changed: " STR, file,
                 ARG(why.len         ? why
                     : e == ERR_BUSY ? S("the data file is busy or full: try again, or make room")
                                     : S("see above")));
    }
    if (x->s.json)
        report_json(x, j, file, &r, !e);
    else
        report_lines(x, file, &r, !e);
    return !e;
}

int import_command(const Command *x)
{
    Ctx c;
    const Exchange *k = wanted(x, true);
    if (!k) return USAGE;
    if (x->s.columns) return say(import_header(x->arena, k->columns)), say(S("\n")), DONE;
    if (x->argc < 2) return complain(USAGE, "which file? use: kheo import %s FILE...", k->kind);
    if (!data_open(x, CREATE, &c)) return NOT_SO;
    Buf out = {.arena = x->arena};
    Json j = {&out, false};
    bool ok = true;
    if (x->s.json) json_open(&j, '[');
    for (int i = 1; i < x->argc; i++)
        ok = import_file(x, &c, k, x->argv[i], &j) && ok;
    if (x->s.json) json_close(&j, ']'), buf_char(&out, '\n');
    say(buf_done(&out));
    data_close(&c);
    return ok ? DONE : NOT_SO;
}

static Err export_sheet(const Command *x, Ctx *c, const Exchange *k)
{
    Sheet *s = sheet_open(x->s.xlsx, c->now);
    return s ? exchange_sheet(c, k, s) : ERR_BUSY;
}

int export_command(const Command *x)
{
    Ctx c;
    Str text = {0};
    const Exchange *k = wanted(x, false);
    if (!k) return USAGE;
    if (x->s.xlsx && x->s.json) return complain(USAGE, "--json prints and --xlsx writes a file: give one of them");
    if (!data_open(x, READ_ONLY, &c)) return NOT_SO;
    const Err e = x->s.xlsx ? export_sheet(x, &c, k) : exchange_export(&c, k, x->s.json ? AS_JSON : AS_CSV, &text);
    data_close(&c);
    if (e) return complain(NOT_SO, "'%s' could not be printed: see above, and run 'kheo verify'", k->kind);
    say(text);
    return DONE;
}
