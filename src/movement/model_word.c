/* model_word.c - what a public model is found by: the words of its name and its goal, and its campaigns.
 *
 * They are kept in the order of the catalogue, each with the day by which it has the model, so that a search reads no
 * more than the page that it fills. Neither name nor goal nor campaigns change while a model is public. */
#include "catalogue.sql.h"
#include "movement/model_own.h"
#include "movement/model_view.h"
#include "text/fold.h"

Str campaign_word(Arena *a, Str campaign)
{
    return campaign_measure(a, (Str){0}, campaign); /* no folded word has an '@' in it */
}

static Err words_of(Act *a, const Model *m, Str *out)
{
    Arena *arena = a->c->arena;
    ModelCampaignRows in;
    Buf words = {.arena = arena};
    TRY(model_campaigns(a->c, m->id, &in));
    buf_fmt(&words, STR " " STR, ARG(fold(arena, a->file.title)), ARG(fold(arena, m->goal)));
    for (size_t i = 0; i < in.len; i++)
        buf_fmt(&words, " " STR, ARG(campaign_word(arena, in.at[i].code)));
    *out = buf_done(&words);
    return OK;
}

Err model_words_set(Act *a, Day on)
{
    Ctx *c = a->c;
    Model m;
    Str words;
    TRY(model_of(c, a->file.id, &m));
    if (m.listed.n == on.n) return OK;
    TRY(words_of(a, &m, &words));
    while (words.len) {
        const Str word = str_cut(&words, ' ');
        if (!word.len) continue;
        if (m.listed.n) TRY(model_word_drop(c, (ModelWordDrop){word, m.listed, m.id}));
        if (on.n) TRY(model_word_add(c, (ModelWordAdd){word, on, m.id}));
    }
    return OK;
}

/* ---- what somebody searches for ---- */

enum { COUNTED_MOST = 2000, TYPED_MOST = 40 };

static bool is_among(const FoundBy *f, Str word)
{
    for (size_t i = 0; i < f->len; i++)
        if (str_eq(f->word[i], word)) return true;
    return false;
}

/* The rarest first: along that one the catalogue is read. Of very many words the commonest are left out. */
static Err found_by_add(Ctx *c, FoundBy *f, Str word)
{
    WordCount n;
    TRY(model_word_count(c, word, COUNTED_MOST, &n));
    size_t at = f->len < FOUND_BY_MOST ? f->len++ : FOUND_BY_MOST;
    for (; at > 0 && f->n[at - 1] > n.n; at--)
        if (at < FOUND_BY_MOST) f->word[at] = f->word[at - 1], f->n[at] = f->n[at - 1];
    if (at < FOUND_BY_MOST) f->word[at] = word, f->n[at] = n.n;
    return OK;
}

Err found_by(Ctx *c, Str typed, Str campaign, FoundBy *out)
{
    *out = (FoundBy){.len = 0};
    Str words = fold(c->arena, typed);
    if (campaign.len) TRY(found_by_add(c, out, campaign_word(c->arena, campaign)));
    for (size_t i = 0; words.len && i < TYPED_MOST; i++) {
        const Str word = str_cut(&words, ' ');
        if (word.len && !is_among(out, word)) TRY(found_by_add(c, out, word));
    }
    return OK;
}

bool is_common(const FoundBy *f)
{
    return f->len && f->n[0] >= COUNTED_MOST;
}
