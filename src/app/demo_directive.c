/* demo_directive.c - a directive of the demo: its tasks given, then what the units and the province did with them. */
#include "app/demo_play.h"
#include "directive/directive.h"

static Err directive_draft(Demo *d, const json_t *r, Str *code)
{
    static const char *const texts[] = {"number", "issuer", "issued_on", "title", "summary"};
    const Time at = demo_time(r, "at"), later = {at.ms + 30 * 60000};
    Input in = {.len = 0};
    for (size_t i = 0; i < LEN(texts); i++)
        demo_say(&in, texts[i], demo_text(r, texts[i]));
    TRY(demo_play(d, &(Scene){"danvan", S(PROVINCE), at}, &directive_flow, (Str){0}, "create", demo_pairs(&in), code));
    TRY(demo_play(d, &(Scene){"lanhdao", S(PROVINCE), later}, &directive_flow, *code, "issue", (Pairs){0}, NULL));
    return demo_play(d, &(Scene){"danvan", S(PROVINCE), later}, &directive_flow, *code, "publish", (Pairs){0}, NULL);
}

static Err directive_assign(Demo *d, const json_t *task, Str code)
{
    static const char *const texts[] = {"title", "detail", "due_on"};
    const json_t *units = json_object_get(task, "units");
    Input in = {.len = 0};
    for (size_t i = 0; i < LEN(texts); i++)
        demo_say(&in, texts[i], demo_text(task, texts[i]));
    for (size_t i = 0; i < json_array_size(units); i++)
        demo_say(&in, "units", str(json_string_value(json_array_get(units, i))));
    return demo_play(d, &(Scene){"danvan", S(PROVINCE), demo_time(task, "at")}, &directive_flow, code, "assign",
                     demo_pairs(&in), NULL);
}

static Err task_code(Demo *d, Str directive, const json_t *step, Str *out)
{
    Casefile f;
    Unit u;
    TaskTwinRows found;
    *out = (Str){0};
    TRY(casefile_by_code(d->c, directive, &f));
    TRY(unit_by_code(d->c, demo_text(step, "of"), d->c->today, &u));
    TRY(task_twins(d->c, (TaskTwins){f.id, u.id, demo_text(step, "task")}, &found));
    if (!found.len) return FAIL(ERR_INTERNAL, "demo: no such task");
    *out = found.at[0].code;
    return OK;
}

static Err directive_step(Demo *d, const json_t *step, Str directive)
{
    static const char *const texts[] = {"text", "paper", "reason", "new_due", "note"};
    Input in = {.len = 0};
    Str code;
    for (size_t i = 0; i < LEN(texts); i++)
        demo_say(&in, texts[i], demo_text(step, texts[i]));
    TRY(task_code(d, directive, step, &code));
    const Scene s = {demo_text(step, "who").ptr, demo_text(step, "unit"), demo_time(step, "at")};
    return demo_play(d, &s, &directive_task_flow, code, demo_text(step, "event").ptr, demo_pairs(&in), NULL);
}

Err demo_directive(Demo *d, const json_t *r)
{
    const json_t *tasks = json_object_get(r, "tasks"), *steps = json_object_get(r, "steps");
    Str code;
    TRY(directive_draft(d, r, &code));
    for (size_t i = 0; i < json_array_size(tasks); i++)
        TRY(directive_assign(d, json_array_get(tasks, i), code));
    for (size_t i = 0; i < json_array_size(steps); i++)
        TRY(directive_step(d, json_array_get(steps, i), code));
    return OK;
}
