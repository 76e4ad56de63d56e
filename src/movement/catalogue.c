/* catalogue.c - what everybody sees: published models, those recognised last first, and how many there are. */
#include "movement/model_view.h"

/* ---- which ---- */

/* Along which index: as model_shown() numbers them. A word that many have narrows less than a unit below the top. */
static int64_t way_of(const CatalogueBy *by, const FoundBy *words)
{
    const bool is_small = by->unit.id && by->unit.parent;
    if (words->len && !(is_small && is_common(words))) return 5;
    if (is_small) return 4;
    if (by->kept) return 6;
    return (by->field.len ? 1 : 0) + (by->subject_kind.len ? 2 : 0);
}

/* By more than the word along which the catalogue is read. */
static bool is_narrowed(const CatalogueBy *by, const FoundBy *words)
{
    return words->len > 1 || by->field.len || by->subject_kind.len || by->unit.id || by->kept;
}

/* Down to where a search is made: one that is narrowed by more than its rarest word may pass many before it finds some.
 */
static Err look_at(Ctx *c, const CatalogueBy *by, ModelShown *x, Str *code)
{
    WordAfterRows after;
    TRY(model_word_after(c, (ModelWordAfter){x->word1, x->first, x->last, x->before, by->walk}, &after));
    if (!after.len) return OK;
    x->first = after.at[0].listed, x->low = after.at[0].id, *code = after.at[0].code;
    return OK;
}

Err catalogue_rows(Ctx *c, const CatalogueBy *by, PublicModelRows *out, Str *deeper)
{
    FoundBy w;
    Str low = {0};
    TRY(found_by(c, by->words, by->campaign, &w));
    ModelShown x = {.way = way_of(by, &w),
                    .field = by->field,
                    .subject_kind = by->subject_kind,
                    .above = by->unit.id,
                    .kept = by->kept,
                    .first = by->first,
                    .last = by->last,
                    .before = by->before,
                    .n = by->n};
    Str *const words[] = {&x.word1, &x.word2, &x.word3, &x.word4, &x.word5, &x.word6, &x.word7, &x.word8, &x.word9};
    for (size_t i = 0; i < w.len; i++)
        *words[i] = w.word[i];
    if (x.way == 5 && is_narrowed(by, &w)) TRY(look_at(c, by, &x, &low));
    TRY(model_shown(c, x, out));
    *deeper = (int64_t)out->len < by->n ? low : (Str){0};
    return OK;
}

/* The height is in proportion to the width of the whole: a browser only keeps the shape of its place. */
Html catalogue_photo(Ctx *c, const PublicModel *m)
{
    return photo_image(c, &(PhotoImage){.one = photo_size(c, m->photo, m->photo_width, 480),
                                        .alt = m->photo_alt,
                                        .width = m->photo_width,
                                        .height = m->photo_height,
                                        .webp = m->photo_webp});
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
    TRY(model_public_cells(
        c, (ModelPublicCells){unit, campaign_measure(c->arena, S("public"), by->campaign), first, last}, &cells));
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
    *out = by->words.len ? msg_with(c, MSG_model_catalogue_found, &by->words, 1) : msg(c, MSG_model_catalogue_kept);
    if (by->words.len || by->kept) return OK; /* of these no tally is kept */
    TRY(by->unit.id ? count_below(c, by, by->unit.id, &of) : count_everywhere(c, by, &of));
    const Str n[] = {text_int64_t(c, of.models), text_int64_t(c, of.exemplars)};
    *out = of.models + of.exemplars ? msg_with(c, MSG_model_catalogue_title, n, LEN(n))
                                    : msg(c, MSG_model_catalogue_empty);
    return OK;
}
