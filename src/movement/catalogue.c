/* catalogue.c - what everybody sees: published models, those recognised last first, and how many there are. */
#include "movement/model_view.h"

/* ---- which ---- */

/* Along which index: as model_shown() numbers them. */
static int64_t way_of(const CatalogueBy *by)
{
    if (by->unit.id && by->unit.parent) return 4;
    return (by->field.len ? 1 : 0) + (by->subject_kind.len ? 2 : 0);
}

Err catalogue_rows(Ctx *c, const CatalogueBy *by, PublicModelRows *out)
{
    const ModelShown x = {way_of(by), by->field, by->subject_kind, by->unit.id, by->first, by->last, by->before, by->n};
    return model_shown(c, x, out);
}

/* ---- how many ---- */

typedef struct {
    int64_t models, exemplars;
} PublicNumber;

/* The tally of what is shown, by year of recognition. */
static Err count_below(Ctx *c, const CatalogueBy *by, int64_t unit, PublicNumber *out)
{
    PublicCellRows cells;
    const int64_t first = by->year, last = by->year ? by->year : 9999;
    TRY(model_public_cells(c, (ModelPublicCells){unit, S("public@"), first, last}, &cells));
    for (size_t i = 0; i < cells.len; i++) {
        Str subject = cells.at[i].facet;
        const Str field = str_cut(&subject, '/');
        if (by->field.len && !str_eq(by->field, field)) continue;
        if (by->subject_kind.len && !str_eq(by->subject_kind, subject)) continue;
        *(is_exemplar(subject) ? &out->exemplars : &out->models) += cells.at[i].n;
    }
    return OK;
}

static Err count_everywhere(Ctx *c, const CatalogueBy *by, PublicNumber *out)
{
    UnitRows tops;
    TRY(unit_tops(c, &tops));
    for (size_t i = 0; i < tops.len; i++)
        TRY(count_below(c, by, tops.at[i].id, out));
    return OK;
}

Err catalogue_heading(Ctx *c, const CatalogueBy *by, Str *out)
{
    PublicNumber of = {0};
    TRY(by->unit.id ? count_below(c, by, by->unit.id, &of) : count_everywhere(c, by, &of));
    const Str n[] = {text_int64_t(c, of.models), text_int64_t(c, of.exemplars)};
    *out = of.models + of.exemplars ? msg_with(c, MSG_model_catalogue_title, n, LEN(n))
                                    : msg(c, MSG_model_catalogue_empty);
    return OK;
}
