/* control_slip.c - form 06: who had the file, from whom, and whether in time. */
#include "paperwork/printed.h"

static const char *const step_keys[] = {"n", "given_at", "giver", "receiver", "result", "note", NULL};

enum { STEP_WIDTH = LEN(step_keys) - 1 };

/* The legs: who gave it to whom, and whether that was in its time. */
static void leg_rows(Printed *p)
{
    Ctx *c = p->c;
    const StepsShown *in = &p->v.steps;
    Str *cell = NEW(c->arena, Str, in->len * STEP_WIDTH + 1);
    size_t n = 0;
    for (; n < in->len && in->at[n].given_at.ms; n++, cell += STEP_WIDTH) {
        const StepShown *s = &in->at[n];
        const Str args[] = {text_int64_t(c, s->sort), s->name, s->note};
        cell[0] = text_int64_t(c, (int64_t)n + 1);
        cell[1] = text_Time(c, s->given_at);
        cell[2] = s->giver;
        cell[3] = s->receiver.len ? arena_fmt(c->arena, STR ", " STR, ARG(s->unit), ARG(s->receiver)) : s->unit;
        cell[4] = s->judged.len ? s->judged : s->label;
        cell[5] = msg_with(c, s->note.len ? MSG_dossier_step_noted : MSG_dossier_step, args, s->note.len ? 3 : 2);
    }
    p->table = (DocumentTable){"steps", step_keys, cell - n * STEP_WIDTH, n};
}

/* Of a procedure without steps: each act. */
static void act_rows(Printed *p)
{
    enum { WIDTH = STEP_WIDTH };
    Ctx *c = p->c;
    Str *cell = NEW(c->arena, Str, p->acts.len * WIDTH + 1), giver = p->v.who.name;
    for (size_t i = 0; i < p->acts.len; i++, cell += WIDTH) {
        const ActRow *a = &p->acts.at[i];
        const Str done = act_label(c, S("dossier"), a->event);
        cell[0] = text_int64_t(c, (int64_t)i + 1);
        cell[1] = text_Time(c, a->at);
        cell[2] = giver;
        cell[3] = a->actor_name;
        cell[4] = day_judged(c, a->done, a->due);
        cell[5] = a->document.len ? arena_fmt(c->arena, STR " (" STR ")", ARG(done), ARG(a->document)) : done;
        giver = a->actor_name;
    }
    p->table = (DocumentTable){"steps", step_keys, cell - p->acts.len * WIDTH, p->acts.len};
}

Err slip_fill(Printed *p)
{
    Ctx *c = p->c;
    if (p->v.steps.len && p->v.steps.at[0].given_at.ms)
        leg_rows(p);
    else
        act_rows(p);
    printed_head(p, false, (Str){0}, c->today);
    printed_say(p, "due", printed_due(p, p->f.due));
    printed_say(p, "judged",
                p->v.d.result_on.n ? day_judged(c, p->v.d.result_on, p->f.first_due) : msg(c, MSG_dossier_no_result));
    return OK;
}
