/* notice.c - forms 02 to 05: what the office writes to whoever brought the file. */
#include "base/day.h"
#include "paperwork/printed.h"

Err supplement_fill(Printed *p)
{
    const ActRow *a = printed_act(p, "request_supplement", "request_supplement");
    if (!a) return ERR_NOT_FOUND;
    printed_head(p, true, a->document, p->v.supplement.asked);
    printed_say(p, "items", p->v.supplement.items);
    printed_say(p, "late_reason", p->v.supplement.late_reason);
    printed_say(p, "officer", a->actor_name);
    printed_say(p, "signer", a->actor_name);
    return OK;
}

Err refusal_fill(Printed *p)
{
    const ActRow *a = printed_act(p, "refuse", "refuse");
    if (!a) return ERR_NOT_FOUND;
    printed_head(p, true, a->document, a->done);
    printed_say(p, "reason", a->note);
    printed_say(p, "signer", a->actor_name);
    return OK;
}

Err apology_fill(Printed *p)
{
    const Apology *x = &p->v.apology;
    const ActRow *a = printed_act(p, "apologise", "apologise_late");
    if (!a) return ERR_NOT_FOUND;
    printed_head(p, false, x->number, x->signed_on);
    printed_say(p, "promised", printed_due(p, x->promised));
    printed_say(p, "promised_anew", printed_due(p, x->promised_anew));
    printed_say(p, "reason", apology_words(p->c, x));
    printed_say(p, "officer", a->proposer_name.len ? a->proposer_name : a->actor_name);
    printed_say(p, "signer", x->signer);
    printed_say(p, "draft", (Str){0});
    return OK;
}

/* The letter that waits to be signed, or to be written: with the reason and the new day where somebody has put them
 * forward. */
Err apology_draft_fill(Printed *p)
{
    Ctx *c = p->c;
    Pending x;
    Pairs input = {0};
    Day anew = {0};
    Err e = pending_of(c, p->f.id, S("apologise"), &x);
    if (e == ERR_NOT_FOUND) e = pending_of(c, p->f.id, S("apologise_late"), &x);
    if (e && e != ERR_NOT_FOUND) return e;
    if (!e && !pairs_parse(c->arena, x.input, &input))
        return FAIL(ERR_INTERNAL, "pending %lld is not readable", (long long)x.id);
    const bool day = day_parse(pair(input, "new_day"), &anew);
    printed_head(p, false, (Str){0}, c->today);
    printed_say(p, "draft", msg(c, MSG_dossier_draft));
    printed_say(p, "promised", printed_due(p, p->f.due));
    printed_say(p, "promised_anew", day ? printed_due(p, anew) : (Str){0});
    const Apology asked = {.cause = pair(input, "cause"), .reason = pair(input, "reason")};
    printed_say(p, "reason", e ? (Str){0} : apology_words(c, &asked));
    printed_say(p, "officer", e ? (Str){0} : x.proposer_name);
    printed_say(p, "signer", (Str){0});
    return OK;
}

Err stop_fill(Printed *p)
{
    Ctx *c = p->c;
    Ruleset rules;
    const ActRow *a = printed_act(p, "stop", "lapse");
    if (!a) return ERR_NOT_FOUND;
    TRY(ruleset_of(c, S("onestop"), p->f.opened, &rules));
    const bool lapsed = str_eq(a->event, S("lapse"));
    printed_head(p, false, a->document, a->done);
    printed_say(p, "reason", a->note.len ? a->note : msg(c, MSG_dossier_lapsed));
    printed_say(p, "basis", rules.name);
    printed_say(p, "stopped_on", text_Day(c, a->done));
    printed_say(p, "signer_title", msg(c, lapsed ? MSG_dossier_signs_head : MSG_dossier_signs_officer));
    printed_say(p, "signer", lapsed ? (Str){0} : a->actor_name);
    return OK;
}
