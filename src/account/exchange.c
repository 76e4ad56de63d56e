/* exchange.c - the list of accounts as a file: name, person, unit, roles. Passwords are not in it: whoever is
 * new is invited, and gets one from `kheo user reset` or from the administrator. */
#include "account/own.h"
#include "base/csv.h"
#include "base/day.h"

#define COLUMNS_OF_ACCOUNTS "name,person,unit,roles"

typedef struct {
    Str name, person, unit, roles;
} Line;
// clang-format off
static const Field line_fields[] = {
    TEXT_FIELD(Line, name, .max = 60, .check = is_account_name, .example = MSG_account_add_name_example),
    TEXT_FIELD(Line, person, .max = 120),
    TEXT_FIELD(Line, unit, .max = 20, .optional = true),
    TEXT_FIELD(Line, roles, .max = 1000, .optional = true),
};
// clang-format on
static const FormSpec line_form = FORM("account.line", line_fields, Line);

/* A role over the account's own unit, over another one "officer@23235", or over the whole house "officer@*". */
static Err role_of_text(Ctx *c, Str text, const Account *a, int64_t *role, int64_t *unit)
{
    Str code = text, path;
    const Str name = str_cut(&code, '@');
    *role = role_of(name) & STAFF_ROLES, *unit = a->unit;
    if (!*role) return WHY_WITH(c, MSG_account_no_role, name, ERR_INVALID);
    return code.len ? account_unit(c, code, unit, &path) : OK;
}

static Err keep_account(Ctx *c, const Line *v, Account *a, ImportReport *r)
{
    int64_t unit, id;
    Str path;
    Err e = account_of(c, v->name, a);
    if (e && e != ERR_NOT_FOUND) return e;
    if (e) {
        TRY(account_add(c, &(NewAccount){.name = v->name, .person = v->person, .unit = v->unit}, &id));
        r->added++;
        return account_of(c, v->name, a);
    }
    TRY(account_unit(c, v->unit, &unit, &path));
    if (str_eq(a->person, v->person) && a->unit == unit) return OK;
    TRY(account_set_person(c, (AccountSetPerson){a->id, v->person, unit}));
    TRY(audit_add_for(c, unit, "account.change", a->name, true, S("")));
    r->changed++;
    return account_of(c, v->name, a);
}

/* Gives the roles named that are not held yet; it takes none away. */
static Err keep_roles(Ctx *c, const Line *v, const Account *a)
{
    RoleRowRows held;
    TRY(role_list(c, a->id, c->today, &held));
    for (Str rest = v->roles; rest.len;) {
        int64_t role, unit;
        Unit over = {.code = S("*")};
        bool has = false;
        const Str text = str_trim(str_cut(&rest, ';'));
        if (!text.len) continue;
        TRY(role_of_text(c, text, a, &role, &unit));
        for (size_t i = 0; i < held.len; i++)
            has |= held.at[i].role == role && held.at[i].unit == unit;
        if (has) continue;
        if (unit) TRY(unit_by_id(c, unit, &over));
        TRY(account_grant(c, &(NewRole){.name = a->name, .role = str(role_name(role)), .unit = over.code}));
        TRY(role_list(c, a->id, c->today, &held));
    }
    return OK;
}

/* Faults of the rules are found by doing it: the caller rolls everything back when there is any. */
static Err keep_line(Ctx *c, const CsvRow *row, ImportReport *r)
{
    Form form;
    Line v = {0};
    Account a;
    const char *field = "unit";
    TRY(form_read(c, import_pairs(c, row), &line_form, &v, &form));
    import_form(c, r, row->line, &form);
    if (!form.ok) return OK;
    Err e = keep_account(c, &v, &a, r);
    if (!e) field = "roles", e = keep_roles(c, &v, &a);
    if (e != ERR_INVALID && e != ERR_CONFLICT && e != ERR_DENIED) return e;
    import_fault(c, r, row->line, str(field), why_text(c));
    return OK;
}

typedef struct NameSeen NameSeen;
struct NameSeen {
    Str key;
    int64_t line;
    NameSeen *next;
};

static bool seen_before(Ctx *c, ImportReport *r, const CsvRow *row, NameSeen **names)
{
    const Str key = name_key(c->arena, csv_cell(row, "name"));
    for (const NameSeen *n = *names; n; n = n->next)
        if (str_eq(n->key, key)) {
            const Str args[] = {key, text_int64_t(c, n->line)};
            import_fault(c, r, row->line, S("name"), msg_with(c, MSG_account_line_twice, args, LEN(args)));
            return true;
        }
    NameSeen *n = NEW(c->arena, NameSeen, 1);
    *n = (NameSeen){key, row->line, *names};
    *names = n;
    return false;
}

static Err import_accounts(Ctx *c, Str text, ImportReport *r)
{
    CsvRow row;
    NameSeen *names = NULL;
    CsvReader *in = import_open(c, COLUMNS_OF_ACCOUNTS, text, r);
    while (csv_next(in, &row)) {
        r->rows++;
        if (!seen_before(c, r, &row, &names)) TRY(keep_line(c, &row, r));
    }
    return import_end(c, in, r);
}

typedef struct {
    Str name, person, unit, roles;
} ExportLine;
static const Column line_columns[] = {
    COLUMN(ExportLine, name),
    COLUMN(ExportLine, person),
    COLUMN(ExportLine, unit),
    COLUMN(ExportLine, roles),
};
static const Columns line_table = COLUMNS("accounts", line_columns, ExportLine);

static Err export_accounts(Ctx *c, Outlet *out)
{
    AccountLineRows rows;
    TRY(account_list(c, (AccountList){0, S(""), INT64_MAX}, &rows));
    TRY(account_fill_roles(c, &rows, S(""), false));
    ExportLine *lines = NEW(c->arena, ExportLine, rows.len + 1);
    for (size_t i = 0; i < rows.len; i++)
        lines[i] = (ExportLine){rows.at[i].name, rows.at[i].person, rows.at[i].unit_code, rows.at[i].roles};
    rows_write(out, &line_table, lines, rows.len);
    return OK;
}

const Exchange account_exchange = {"accounts", import_accounts, export_accounts, COLUMNS_OF_ACCOUNTS};
