/* dossier_import.c - dossiers that citizens handed in on the national portal: each row is received like one at the
 * desk. */
#include "base/day.h"
#include "onestop/dossier.h"

typedef struct {
    Str number, procedure, unit, applicant_kind, applicant_name, phone, email, address, id_number, tax_code, papers,
        delivery;
    Time received;
} PortalIn;
const char dossier_columns[] = "number,procedure,received,applicant_kind,applicant_name|"
                               "unit,phone,email,address,id_number,tax_code,papers,delivery";
// clang-format off
static const Field portal_fields[] = {
    TEXT_FIELD(PortalIn, number, .min = 4, .max = 40, .check = is_code, .example = MSG_dossier_number_example),
    TEXT_FIELD(PortalIn, procedure, .min = 8, .max = 13, .check = is_procedure_code, .example = MSG_procedure_code_example),
    UNIT_FIELD(PortalIn, unit, .optional = true),
    TIME_FIELD(PortalIn, received),
    TEXT_FIELD(PortalIn, applicant_kind, .max = 10), /* these are read again by the form of reception, which checks them */
    TEXT_FIELD(PortalIn, applicant_name, .max = 200),
    TEXT_FIELD(PortalIn, phone, .max = 12, .optional = true),
    TEXT_FIELD(PortalIn, email, .max = 254, .optional = true),
    TEXT_FIELD(PortalIn, address, .max = 300, .optional = true),
    TEXT_FIELD(PortalIn, id_number, .max = 12, .optional = true),
    TEXT_FIELD(PortalIn, tax_code, .max = 14, .optional = true),
    TEXT_FIELD(PortalIn, papers, .max = 200, .optional = true),
    TEXT_FIELD(PortalIn, delivery, .max = 10, .optional = true),
};
// clang-format on
static const FormSpec portal_form = FORM("dossier.portal", portal_fields, PortalIn);

static Str portal_key(Ctx *c, const void *row)
{
    (void)c;
    return ((const PortalIn *)row)->number;
}
static const ImportTable portal_rows = {dossier_columns, &portal_form, NULL, portal_key, "number"};

/* The portal takes nothing that is incomplete: without a list all that the procedure asks for has come. */
static Err papers_of(Ctx *c, const PortalIn *in, Str *out)
{
    Procedure p;
    PaperRows asked;
    Buf all = {.arena = c->arena};
    *out = in->papers;
    if (in->papers.len) return OK;
    const Err e = procedure_find(c, in->procedure, day_of(in->received), &p);
    if (e) return e == ERR_NOT_FOUND ? OK : e; /* the form of reception says so */
    TRY(paper_list(c, p.id, &asked));
    for (size_t i = 0; i < asked.len; i++)
        if (asked.at[i].required) buf_fmt(&all, "%s%lld", all.len ? ";" : "", (long long)asked.at[i].sort);
    *out = buf_done(&all);
    return OK;
}

/* Of the form's faults each is said at its column. */
static Err row_receive(Ctx *c, const ImportRow *row, Pairs input, ImportReport *r)
{
    Done done;
    const Deed deed = {.flow = &dossier_flow, .event = S("receive"), .input = input, .seen = -1};
    const Err e = casework_act(c, &deed, &done);
    if (!e) return OK;
    if (e == ERR_INVALID && !done.form.ok)
        import_form(c, r, row->line, &done.form);
    else if (e == ERR_BUSY || e == ERR_INTERNAL)
        return e;
    else
        import_fault(c, r, row->line, (Str){0}, why_text(c));
    return OK;
}

static Err row_put(Ctx *c, const ImportRow *row, ImportReport *r)
{
    const PortalIn *in = row->of;
    Ctx at = *c;
    const Ctx vi = in_vietnamese(c);
    Unit u;
    AlikeRowRows open;
    Dossier there;
    Str papers;
    const Err e = dossier_numbered(c, in->number, &there);
    if (e != ERR_NOT_FOUND) return e; /* it came in with an earlier table */
    if (in->unit.len) TRY(unit_in_force(c, in->unit, c->today, &u));
    if (in->unit.len) at.unit = u.id;
    TRY(papers_of(c, in, &papers));
    const bool late = day_of(in->received).n != c->today.n;
    // clang-format off
    Pair pairs[] = {
        {S("procedure"), in->procedure}, {S("papers"), papers}, {S("applicant_kind"), in->applicant_kind},
        {S("applicant_name"), in->applicant_name}, {S("phone"), in->phone}, {S("email"), in->email},
        {S("address"), in->address}, {S("id_number"), in->id_number}, {S("tax_code"), in->tax_code},
        {S("delivery"), in->delivery.len ? in->delivery : S("dien_tu")}, {S("channel"), S("cong_quoc_gia")},
        {S("number"), in->number}, {S("received_at"), time_iso(c->arena, in->received)},
        {S("backdated"), late ? msg(&vi, MSG_dossier_from_portal) : (Str){0}}, {S("another"), S("1")},
    };
    // clang-format on
    const Applicant who = {.id_number = in->id_number, .name = in->applicant_name, .phone = in->phone};
    Str code = in->procedure, suffix;
    (void)procedure_code(in->procedure, &code, &suffix);
    TRY(dossier_open_for(&at, &who, code, &open));
    const Str codes = alike_codes(c, &open);
    if (open.len) import_note(c, r, row->line, S("applicant_name"), msg_with(c, MSG_dossier_alike_note, &codes, 1));
    r->added++;
    return row_receive(&at, row, (Pairs){pairs, LEN(pairs)}, r);
}

Err dossier_import(Ctx *c, Str text, ImportReport *r)
{
    ImportRows rows;
    TRY(import_rows(c, &portal_rows, text, &rows, r));
    TRY(import_end(c, rows.in, r));
    for (size_t i = 0; i < rows.len; i++)
        TRY(row_put(c, &rows.at[i], r));
    return r->len ? WHY(c, MSG_import_refused, ERR_INVALID) : OK;
}
