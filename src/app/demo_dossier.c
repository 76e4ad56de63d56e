/* demo_dossier.c - a dossier of the demo, as far as its record says. */
#include "app/demo_play.h"
#include "onestop/dossier.h"

static Err dossier_apology(Demo *d, const json_t *r, Str code)
{
    Input in = {.len = 0};
    Time at = demo_time(r, "apology_at");
    const Time signed_at = {at.ms + 30 * 60000};
    if (!at.ms) return OK;
    demo_say(&in, "cause", S("cho_tra_loi"));
    demo_say(&in, "reason", demo_text(r, "reason"));
    demo_say(&in, "new_day", demo_text(r, "new_due"));
    TRY(demo_play(d, &(Scene){"motcua", demo_text(r, "unit"), at}, &dossier_flow, code, "apologise", demo_pairs(&in),
                  NULL));
    return demo_play(d, &(Scene){"lanhdao", demo_text(r, "unit"), signed_at}, &dossier_flow, code, "apologise",
                     (Pairs){0}, NULL);
}

static Err dossier_supplement(Demo *d, const json_t *r, Str code)
{
    Input in = {.len = 0};
    Time at = demo_time(r, "supplement_at");
    if (!at.ms) return OK;
    demo_say(&in, "items", str(json_string_value(json_array_get(json_object_get(r, "items"), 0))));
    return demo_play(d, &(Scene){"motcua", demo_text(r, "unit"), at}, &dossier_flow, code, "request_supplement",
                     demo_pairs(&in), NULL);
}

/* In the middle of its way: the first step is done, the second lies with another unit. */
static Err dossier_passed(Demo *d, const json_t *r, Str code)
{
    Input in = {.len = 0};
    const Time at = demo_time(r, "passed_at");
    if (!at.ms) return OK;
    demo_say(&in, "note", demo_text(r, "note"));
    return demo_play(d, &(Scene){"motcua", demo_text(r, "unit"), at}, &dossier_flow, code, "pass", demo_pairs(&in),
                     NULL);
}

static Err dossier_return(Demo *d, const json_t *r, Str code)
{
    Input result = {.len = 0}, hand = {.len = 0};
    Time at = demo_time(r, "returned_at");
    const Time ready = {at.ms - 60 * 60000};
    if (!at.ms) return OK;
    demo_say(&result, "paper", S("45/CT-MẪU"));
    TRY(demo_play(d, &(Scene){"motcua", demo_text(r, "unit"), ready}, &dossier_flow, code, "complete",
                  demo_pairs(&result), NULL));
    demo_say(&hand, "checked", S("giay_hen"));
    demo_say(&hand, "fee_settled", S("1"));
    return demo_play(d, &(Scene){"motcua", demo_text(r, "unit"), at}, &dossier_flow, code, "hand_over",
                     demo_pairs(&hand), NULL);
}

Err demo_dossier(Demo *d, const json_t *r)
{
    static const char *const texts[] = {"procedure", "papers", "applicant_kind", "applicant_name", "channel"};
    const bool refuse = str_eq(demo_text(r, "state"), S("refused"));
    const Time at = demo_time(r, "received_at"), soon = {at.ms + 20 * 60000};
    Input in = {.len = 0};
    Str code;
    for (size_t i = 0; i < LEN(texts); i++)
        demo_say(&in, texts[i], demo_text(r, texts[i]));
    if (refuse) demo_say(&in, "reason", demo_text(r, "reason"));
    const Scene desk = {"motcua", demo_text(r, "unit"), at};
    TRY(demo_play(d, &desk, &dossier_flow, (Str){0}, refuse ? "refuse" : "receive", demo_pairs(&in), &code));
    if (refuse) return OK;
    TRY(demo_play(d, &(Scene){"motcua", demo_text(r, "unit"), soon}, &dossier_flow, code, "forward", (Pairs){0}, NULL));
    TRY(dossier_passed(d, r, code));
    TRY(dossier_supplement(d, r, code));
    TRY(dossier_apology(d, r, code));
    return dossier_return(d, r, code);
}
