/* exchange.c - the list of units as a file: read, checked against itself and what is here, written back. */
#include "base/csv.h"
#include "unit/tree.h"
#include <string.h>

#define COLUMNS_OF_UNITS                                                                                               \
    "code,name,kind,parent_code,valid_from,valid_to,predecessor_codes,partial_predecessors,code_source,source,note"

/* Legal categories keep their Vietnamese names: translating them loses meaning. */
const char *const unit_kinds[] = {
    "tinh",     "thanh_pho", "thi_xa",       "huyen",    "quan",     "xa",       "phuong",
    "thi_tran", "dac_khu",   "co_quan_dang", "mat_tran", "doan_the", "so_nganh", "luc_luong_vu_trang",
    "don_vi",   NULL};
static const char *const sources[] = {"nso", "local", NULL};

bool unit_is_code_list(Str s)
{
    while (s.len)
        if (!is_code(str_trim(str_cut(&s, ';')))) return false;
    return true;
}

// clang-format off
static const Field line_fields[] = {
    TEXT_FIELD(UnitLine, code, .max = UNIT_CODE_MAX, .check = is_code, .example = MSG_unit_line_code_example),
    TEXT_FIELD(UnitLine, name, .max = 200),
    CHOICE_FIELD(UnitLine, kind, unit_kinds, .labels = "unit.kind"),
    TEXT_FIELD(UnitLine, parent_code, .max = UNIT_CODE_MAX, .check = is_code, .example = MSG_unit_line_code_example, .optional = true),
    DAY_FIELD(UnitLine, valid_from, .optional = true),
    DAY_FIELD(UnitLine, valid_to, .optional = true),
    TEXT_FIELD(UnitLine, predecessor_codes, .max = 1000, .check = unit_is_code_list, .example = MSG_unit_line_codes_example, .optional = true),
    TEXT_FIELD(UnitLine, partial_predecessors, .max = 1000, .check = unit_is_code_list, .example = MSG_unit_line_codes_example, .optional = true),
    CHOICE_FIELD(UnitLine, code_source, sources, .labels = "unit.code_source"),
    TEXT_FIELD(UnitLine, source, .max = 500, .optional = true),
    TEXT_FIELD(UnitLine, note, .max = 1000, .optional = true),
};
// clang-format on
static const FormSpec line_form = FORM("unit.line", line_fields, UnitLine);

/* 1970-01-01 is how this house writes "no day". */
static bool no_day(Str text)
{
    Day d;
    return day_parse(str_trim(text), &d) && d.n == 0;
}

static Err read_line(Ctx *c, const CsvRow *row, ImportReport *r, Tree *t)
{
    Form form;
    UnitLine v = {0};
    TRY(form_read(c, import_pairs(c, row), &line_form, &v, &form));
    if (no_day(csv_cell(row, "valid_from"))) form_fault(c, &form, "valid_from", "E_RANGE", MSG_unit_day, S("1970"));
    if (no_day(csv_cell(row, "valid_to"))) form_fault(c, &form, "valid_to", "E_RANGE", MSG_unit_day, S("1970"));
    import_form(c, r, row->line, &form);
    if (!v.code.len) return OK;
    t->at[t->len++] = (Node){
        .line = row->line,
        .faulty = !form.ok,
        .row = {.code = v.code,
                .valid_from = v.valid_from,
                .valid_to = v.valid_to,
                .name = v.name,
                .kind = v.kind,
                .parent_code = v.parent_code,
                .predecessor_codes = v.predecessor_codes,
                .partial_predecessors = v.partial_predecessors,
                .code_source = v.code_source,
                .source = v.source,
                .note = v.note}
    };
    return OK;
}

static size_t lines_in(Str s)
{
    size_t n = 1;
    for (size_t i = 0; i < s.len; i++)
        n += s.ptr[i] == '\n';
    return n;
}

static Err import_units(Ctx *c, Str text, ImportReport *r)
{
    Tree t;
    CsvRow row;
    CsvReader *in = import_open(c, COLUMNS_OF_UNITS, text, r);
    TRY(tree_load(c, lines_in(text), &t));
    t.report = r;
    while (csv_next(in, &row)) {
        r->rows++;
        TRY(read_line(c, &row, r, &t));
    }
    tree_merge(&t);
    tree_resolve(&t);
    TRY(tree_check_work(&t));
    TRY(import_end(c, in, r));
    return tree_finish(&t);
}

static const Column line_columns[] = {
    COLUMN(UnitLine, code),
    COLUMN(UnitLine, name),
    COLUMN(UnitLine, kind),
    COLUMN(UnitLine, parent_code),
    COLUMN(UnitLine, valid_from),
    COLUMN(UnitLine, valid_to),
    COLUMN(UnitLine, predecessor_codes),
    COLUMN(UnitLine, partial_predecessors),
    COLUMN(UnitLine, code_source),
    COLUMN(UnitLine, source),
    COLUMN(UnitLine, note),
};
static const Columns line_table = COLUMNS("units", line_columns, UnitLine);

static Err export_units(Ctx *c, Outlet *out)
{
    UnitLineRows rows;
    TRY(unit_to_export(c, &rows));
    rows_write(out, &line_table, rows.at, rows.len);
    return OK;
}

const Exchange unit_exchange = {"units", import_units, export_units, COLUMNS_OF_UNITS};
