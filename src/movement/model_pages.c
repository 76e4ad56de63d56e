/* model_pages.c - the catalogue that everybody reads, and the pages on which an office registers models. */
#include "base/day.h"
#include "model.html.h"
#include "movement/model_view.h"
#include "movement/proposal.h"
#include "text/code.h"
#include "text/cut.h"
#include "text/fold.h"
#include <assert.h>
#include <string.h>

enum {
    FIRST_YEAR = 2009,
    PAGE_ROWS = 20,
    DATA_ROWS = 100,
    TABLE_ROWS = 1000,
    COUNT_MOST = 1000,
    SEARCH_MOST = 200,
    NEWEST = INT64_MAX
};
#define STAFF_LIST "/can-bo/phong-trao"

static const Permission may_list = {"model.list", MODEL_READERS};
static const Permission may_register = {"model.register", MOVEMENT_STAFF};

/* ---- filters ---- */

static Options one_option(Ctx *c, Str value, Str label)
{
    Options out = {NEW(c->arena, Option, 1), 1};
    out.at[0] = (Option){value, label};
    return out;
}

static Options subject_options(Ctx *c)
{
    static const char *const kinds[] = {"tap_the", "ca_nhan"};
    Options out = {NEW(c->arena, Option, LEN(kinds)), LEN(kinds)};
    for (size_t i = 0; i < LEN(kinds); i++)
        out.at[i] = (Option){str(kinds[i]), subject_label(c, str(kinds[i]))};
    return out;
}

static Options year_options(Ctx *c)
{
    const int last = civil(c->today).year;
    Options out = {NEW(c->arena, Option, last < FIRST_YEAR ? 1 : last - FIRST_YEAR + 1), 0};
    for (int year = last; year >= FIRST_YEAR; year--) {
        Str text = arena_fmt(c->arena, "%d", year);
        out.at[out.len++] = (Option){text, text};
    }
    return out;
}

/* This page with its filters, and from where it goes on. */
static Str address(Ctx *c, const char *page, const Filters *filters, const char *name, Str value)
{
    Buf out = {.arena = c->arena};
    buf_str(&out, str(page));
    char by = '?';
    for (size_t i = 0; i < filters->len; i++) {
        const Filter *f = &filters->at[i];
        if (!f->given.len || str_eq(f->name, str(name))) continue;
        buf_fmt(&out, "%c" STR "=", by, ARG(f->name));
        put_url(&out, f->given);
        by = '&';
    }
    if (value.len) buf_fmt(&out, "%c%s=", by, name), put_url(&out, value);
    return buf_done(&out);
}

/* The file after which a list goes on (?sau=CODE). */
static Err after_file(Req *q, int64_t *before)
{
    Ctx *c = &q->ctx;
    Casefile f;
    Str canonical, typed = query_arg(q, "sau");
    *before = NEWEST;
    if (!typed.len) return OK;
    if (!code_read(c->arena, typed, &canonical)) return ERR_NOT_FOUND;
    TRY(casefile_by_code(c, canonical, &f));
    *before = f.id;
    return OK;
}

/* ---- the catalogue ---- */

static const Column public_columns[] = {
    COLUMN(PublicModel, code),  COLUMN(PublicModel, name),       COLUMN(PublicModel, subject_kind),
    COLUMN(PublicModel, field), COLUMN(PublicModel, unit),       COLUMN(PublicModel, unit_name),
    COLUMN(PublicModel, place), COLUMN(PublicModel, recognised), COLUMN(PublicModel, goal),
    COLUMN(PublicModel, demo),
};
static const Columns public_table = COLUMNS("mo-hinh", public_columns, PublicModel);

/* The model after which the list goes on: by its day of recognition, also where it is no longer in the list. */
static Err catalogue_after(Req *q, CatalogueBy *by)
{
    Model m;
    Acted recognised;
    int64_t id;
    TRY(after_file(q, &id));
    if (id == NEWEST) return OK;
    TRY(model_of(&q->ctx, id, &m));
    TRY(model_act_of(&q->ctx, id, S("cong_nhan"), &recognised));
    by->before = id, by->last = m.listed.n ? m.listed : recognised.done;
    return OK;
}

/* What was typed, of a length that a heading bears. */
static Str searched(Str typed)
{
    return cut_bytes(str_trim(typed), SEARCH_MOST);
}

static Err catalogue_filter(Req *q, CatalogueBy *by)
{
    Ctx *c = &q->ctx;
    const Str unit_code = query_arg(q, "don-vi"), year = query_arg(q, "nam");
    *by = (CatalogueBy){.field = query_arg(q, "linh-vuc"),
                        .subject_kind = query_arg(q, "loai"),
                        .campaign = query_arg(q, "phong-trao"),
                        .words = searched(query_arg(q, "tim")),
                        .first = {1},
                        .last = {INT32_MAX},
                        .before = NEWEST,
                        .walk = CATALOGUE_WALK};
    if (!fold(c->arena, by->words).len) by->words = (Str){0}; /* no word is in it */
    if (query_arg(q, "duy-tri").len) TRY(kept_up_due(c, &by->kept));
    if (unit_code.len) TRY(unit_by_code(c, unit_code, c->today, &by->unit));
    if (year.len) {
        if (!str_int(year, &by->year) || by->year < 1 || by->year > 9999) return ERR_NOT_FOUND;
        by->first = day((int)by->year, 1, 1), by->last = day((int)by->year, 12, 31);
    }
    return catalogue_after(q, by);
}

static Err catalogue_filters(Req *q, Filters *out)
{
    Ctx *c = &q->ctx;
    Options fields, units, campaigns;
    const Options kept = one_option(c, S("co"), msg(c, MSG_model_kept_up));
    TRY(field_options(c, &fields));
    TRY(campaign_options(c, &campaigns));
    TRY(unit_options(c, &units));
    const struct {
        const char *name;
        int label, all;
        Options options;
    } filters[] = {
        {"linh-vuc",   MSG_model_form_field,        MSG_model_all_fields,    fields            },
        {"loai",       MSG_model_form_subject_kind, MSG_model_all_subjects,  subject_options(c)},
        {"don-vi",     MSG_model_unit,              MSG_model_all_units,     units             },
        {"nam",        MSG_model_year,              MSG_model_all_years,     year_options(c)   },
        {"phong-trao", MSG_model_form_campaigns,    MSG_model_all_campaigns, campaigns         },
        {"duy-tri",    MSG_model_kept,              MSG_model_kept_or_ended, kept              },
    };
    *out = (Filters){NEW(c->arena, Filter, LEN(filters) + 1), LEN(filters) + 1};
    out->at[0] = (Filter){.name = S("tim"), .label = msg(c, MSG_model_search), .given = searched(query_arg(q, "tim"))};
    for (size_t i = 0; i < LEN(filters); i++)
        out->at[i + 1] = (Filter){str(filters[i].name), msg(c, filters[i].label), msg(c, filters[i].all),
                                  filters[i].options, query_arg(q, filters[i].name)};
    return OK;
}

static Err catalogue(Req *q)
{
    Ctx *c = &q->ctx;
    CatalogueBy by;
    Catalogue v = {0};
    TRY(catalogue_filter(q, &by));
    const int64_t most = q->as == AS_HTML ? PAGE_ROWS : wants_table(q) ? TABLE_ROWS : DATA_ROWS;
    by.n = most + 1;
    Str next;
    TRY(catalogue_rows(c, &by, &v.rows, &next));
    const bool more = (int64_t)v.rows.len > most;
    if (more) v.rows.len = (size_t)most, next = v.rows.at[most - 1].code;
    if (!wants_html(q)) return reply_rows(q, &public_table, v.rows.at, v.rows.len, next);
    TRY(catalogue_filters(q, &v.filters));
    TRY(catalogue_heading(c, &by, &v.heading));
    v.filtered =
        by.field.len || by.subject_kind.len || by.unit.id || by.year || by.campaign.len || by.words.len || by.kept;
    v.deeper = next.len && !more;
    v.csv = address(c, "/phong-trao.csv", &v.filters, "sau", (Str){0});
    v.xlsx = address(c, "/phong-trao.xlsx", &v.filters, "sau", (Str){0});
    if (next.len) v.more = address(c, "/phong-trao", &v.filters, "sau", next);
    return reply(q, (Page){.title = v.heading, .main = catalogue_html(c, v), .nav = "/phong-trao"});
}

/* ---- the office's list ---- */

/* The unit whose models are looked at: the one asked for, or one's own; never one out of reach. */
static Err list_unit(Req *q, Unit *out)
{
    Ctx *c = &q->ctx;
    const Str code = query_arg(q, "don-vi");
    TRY(code.len ? unit_by_code(c, code, c->today, out) : unit_by_id(c, c->unit, out));
    return unit_covers(c, MODEL_READERS, out->path) ? OK : ERR_NOT_FOUND;
}

static Options state_options(Ctx *c)
{
    Options out = {NEW(c->arena, Option, model_flow.state_len), 0};
    for (size_t i = 1; i < model_flow.state_len; i++) {
        const Str state = str(model_flow.states[i]);
        out.at[out.len++] = (Option){state, state_name(c, str(model_flow.kind), state)};
    }
    return out;
}

static Err state_links(Req *q, const Unit *unit, const Filters *filters, StateLinks *out, int64_t *waiting)
{
    Ctx *c = &q->ctx;
    StateCountRows counts;
    TRY(model_state_counts(c, unit->id, &counts));
    *out = (StateLinks){NEW(c->arena, StateLink, model_flow.state_len + 1), 0};
    for (size_t s = 1; s < model_flow.state_len; s++)
        for (size_t i = 0; i < counts.len; i++) {
            const Str state = str(model_flow.states[s]), measure = counts.at[i].measure;
            if (!str_eq((Str){measure.ptr + 1, measure.len - 1}, state)) continue; /* "=draft" */
            if (!(model_flow.closed & IN(s))) *waiting += counts.at[i].n;
            out->at[out->len++] =
                (StateLink){state_name(c, str("model"), state), address(c, STAFF_LIST, filters, "tinh-trang", state),
                            text_int64_t(c, counts.at[i].n), str_eq(state, query_arg(q, "tinh-trang"))};
        }
    return OK;
}

/* How many are late with a year, up to a number that is still quick to count. */
static Err unkept_link(Req *q, const Unit *unit, const Filters *filters, int64_t due, StateLinks *out)
{
    Ctx *c = &q->ctx;
    ModelCount n;
    if (unit->wide)
        TRY(model_unkept_count_wide(c, (ModelUnkeptCountWide){unit->id, due, COUNT_MOST}, &n));
    else
        TRY(model_unkept_count(c, (ModelUnkeptCount){unit->id, due, COUNT_MOST}, &n));
    if (!n.n) return OK;
    const Str year = arena_fmt(c->arena, "%lld", (long long)due), count = text_int64_t(c, n.n);
    out->at[out->len++] = (StateLink){
        msg_with(c, MSG_model_unkept, &year, 1), address(c, STAFF_LIST, filters, "duy-tri", S("chua")),
        n.n < COUNT_MOST ? count : arena_fmt(c->arena, STR "+", ARG(count)), query_arg(q, "duy-tri").len > 0};
    return OK;
}

static const Column file_columns[] = {
    COLUMN(ModelFile, code),         COLUMN(ModelFile, name),   COLUMN(ModelFile, state),
    COLUMN(ModelFile, subject_kind), COLUMN(ModelFile, opened), COLUMN(ModelFile, unit),
    COLUMN(ModelFile, unit_name),    COLUMN(ModelFile, public), COLUMN(ModelFile, kept),
};
static const Columns file_table = COLUMNS("mo-hinh", file_columns, ModelFile);

/* Those without a confirmation for the year that is due: who has waited longest comes first. */
static Err unkept_rows(Req *q, const Unit *unit, int64_t due, ModelFileRows *out)
{
    Ctx *c = &q->ctx;
    int64_t last;
    Model m = {0};
    TRY(after_file(q, &last));
    if (last != NEWEST) TRY(model_of(c, last, &m));
    if (!unit->wide) return model_unkept(c, (ModelUnkept){unit->id, due, m.kept, m.id, DATA_ROWS + 1}, out);
    return model_unkept_wide(c, (ModelUnkeptWide){unit->id, due, m.kept, m.id, DATA_ROWS + 1}, out);
}

/* A unit with many below it is walked by time, a small one by its own index: a page costs its rows. */
static Err staff_rows(Req *q, const Unit *unit, int64_t due, ModelFileRows *out)
{
    Ctx *c = &q->ctx;
    const Str state = query_arg(q, "tinh-trang");
    int64_t before;
    if (query_arg(q, "duy-tri").len) return unkept_rows(q, unit, due, out);
    TRY(after_file(q, &before));
    if (!unit->wide) return model_files(c, (ModelFiles){unit->id, state, before, DATA_ROWS + 1}, out);
    if (!state.len) return model_files_wide(c, (ModelFilesWide){unit->id, before, DATA_ROWS + 1}, out);
    return model_files_wide_in(c, (ModelFilesWideIn){unit->id, state, before, DATA_ROWS + 1}, out);
}

static Err staff_filters(Req *q, int64_t due, Filters *out)
{
    Ctx *c = &q->ctx;
    Options units;
    TRY(unit_options_of(c, MODEL_READERS, &units));
    const Str year = arena_fmt(c->arena, "%lld", (long long)due);
    const Options unkept = one_option(c, S("chua"), msg_with(c, MSG_model_unkept, &year, 1));
    *out = (Filters){NEW(c->arena, Filter, 3), 3};
    out->at[0] = (Filter){S("tinh-trang"), msg(c, MSG_model_state_now), msg(c, MSG_model_all_states), state_options(c),
                          query_arg(q, "tinh-trang")};
    out->at[1] =
        (Filter){S("don-vi"), msg(c, MSG_model_unit), msg(c, MSG_model_own_unit), units, query_arg(q, "don-vi")};
    out->at[2] =
        (Filter){S("duy-tri"), msg(c, MSG_model_kept), msg(c, MSG_model_kept_or_not), unkept, query_arg(q, "duy-tri")};
    return OK;
}

static Err staff_list(Req *q)
{
    Ctx *c = &q->ctx;
    Unit unit;
    StaffList v = {.may_register = may(c, MOVEMENT_STAFF), .may_bring_in = may(c, MOVEMENT_STAFF | MOVEMENT_APPROVER)};
    int64_t waiting = 0;
    TRY(list_unit(q, &unit));
    TRY(kept_up_due(c, &v.due));
    TRY(staff_rows(q, &unit, v.due, &v.rows));
    const bool more = v.rows.len > DATA_ROWS;
    if (more) v.rows.len = DATA_ROWS;
    const Str next = more ? v.rows.at[DATA_ROWS - 1].code : (Str){0};
    if (!wants_html(q)) return reply_rows(q, &file_table, v.rows.at, v.rows.len, next);
    TRY(staff_filters(q, v.due, &v.filters));
    TRY(state_links(q, &unit, &v.filters, &v.states, &waiting));
    TRY(unkept_link(q, &unit, &v.filters, v.due, &v.states));
    v.unit_name = unit.name, v.due_text = arena_fmt(c->arena, "%lld", (long long)v.due);
    const Str n[] = {text_int64_t(c, waiting)};
    v.heading = waiting ? msg_with(c, MSG_model_staff_title, n, 1) : msg(c, MSG_model_staff_idle);
    if (more) v.more = address(c, STAFF_LIST, &v.filters, "sau", next);
    return reply(q, (Page){.title = v.heading, .main = staff_models_html(c, v), .private_page = true});
}

/* ---- registering ---- */

/* The model that has the name already, to be opened beside the fault. */
static Err twin_of(Req *q, const Form *form, Str *code)
{
    Ctx *c = &q->ctx;
    TwinRows twins;
    const Field *first = &form->spec->fields[0];
    assert(!strcmp(first->name, "name"));
    if (!form->code[0] || strcmp(form->code[0], "E_DUP") != 0) return OK;
    const Str name_fold = fold(c->arena, form->value[0]);
    TRY(model_twins(c, (ModelTwins){name_fold, c->unit, civil(c->today).year, 0}, &twins));
    if (twins.len) *code = twins.at[0].code;
    return OK;
}

static Err register_show(Req *q, const Form *form, int status)
{
    Ctx *c = &q->ctx;
    Register v = {.faults = form_faults(c, form), .fields = form_fields(c, form), .hidden = form_hidden(c, q)};
    TRY(twin_of(q, form, &v.twin));
    if (status == 409) v.conflict = why_text(c);
    const Page p = {.status = status,
                    .title = msg(c, MSG_model_register_title),
                    .main = register_html(c, v),
                    .nav = "/can-bo/phong-trao",
                    .up = "/can-bo/phong-trao",
                    .up_title = MSG_model_movement,
                    .private_page = true};
    return status == 422 ? reply_faults(q, form, p) : reply(q, p);
}

static Err register_page(Req *q)
{
    Form blank = form_blank(&model_form);
    const Str proposal = query_arg(q, "gioi-thieu");
    if (proposal.len) TRY(proposal_prefill(&q->ctx, proposal, &blank));
    return register_show(q, &blank, 200);
}

static Err register_post(Req *q)
{
    return casework_post(q, &(Deed){.flow = &model_flow, .event = S("create")}, S(""), register_show);
}

/* ---- what the folder tells the program ---- */

static Err public_model(Req *q)
{
    return casework_public(q, &model_flow, "/phong-trao", MSG_model_movement);
}

static const Route routes[] = {
    {GET,                           "/phong-trao",       NULL,                catalogue,    .csv = true},
    {GET,                           "/phong-trao/:code", NULL,                public_model},
    {GET,         "/can-bo/phong-trao",           &may_list,          staff_list,  .csv = true           },
    {GET, "/can-bo/phong-trao/dang-ky",       &may_register,       register_page            },
    {POST,                "/can-bo/phong-trao/dang-ky",                      &may_register, register_post,             .form = &model_form},
};
static const Exchange exchanges[] = {
    {"models", models_read, models_write, MODEL_COLUMNS},
};
static const FormSpec *const forms[] = {&model_form};
static const Flow *const flows[] = {&model_flow};

const Slice movement_models = {
    .name = "movement.models",
    .routes = TABLE(routes),
    .exchanges = TABLE(exchanges),
    .forms = TABLE(forms),
    .flows = TABLE(flows),
};
