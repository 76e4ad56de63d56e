/* recount.c - days off that are changed move the deadlines of open files: later by the rule, never earlier than was
 * said. Each move is an act of its file, so that whoever waits reads why. */
#include "base/day.h"
#include "casework/engine.h"

enum { PAGE = 1000, PAGE_MEMORY = 1 << 28, NOTED_MAX = 50 };

static bool moves(const Calendar *cal, const DueFile *x)
{
    Casefile f = {.clock = x->clock,
                  .days = x->days,
                  .day_unit = x->day_unit,
                  .counted_from = x->counted_from,
                  .due = x->due,
                  .first_due = x->first_due,
                  .stood = x->stood,
                  .promised = x->promised};
    return calendar_covers(cal, f.counted_from) && clock_recount(cal, &f);
}

static Err move(Ctx *c, int64_t id, ImportReport *r)
{
    Ctx system = casework_system(c);
    Act a = {.c = &system, .done = c->today, .counts = {.arena = c->arena}, .form = NEW(c->arena, Form, 1)};
    TRY(casefile_by_id(c, id, &a.file));
    a.flow = flow_of(a.file.kind);
    if (!a.flow) return FAIL(ERR_INTERNAL, "no service has files of kind " STR, ARG(a.file.kind));
    const Casefile was = a.file;
    a.was = &was, a.live = true;
    (void)clock_recount(c->calendar, &a.file);
    TRY(warn_after(c, a.flow, &a.file, (Day){c->today.n - 1}, &a.file.warn));
    const bool first = a.file.due.n == was.due.n; /* after an apology it may be the first appointment alone */
    const Day from = first ? was.first_due : was.due, to = first ? a.file.first_due : a.file.due;
    const Str args[] = {was.code, text_Day(c, from), text_Day(c, to)};
    a.note = msg_with(c, MSG_casework_recounted, args + 1, 2);
    if (r->note_len < NOTED_MAX)
        import_note(c, r, 0, (Str){0}, msg_with(c, MSG_casework_recounted_file, args, LEN(args)));
    const char *state = a.flow->states[state_of(a.flow, was.state)];
    TRY(count_act(&a, S("recounted"), state, state));
    const Entry e = {.event = S("recounted"),
                     .before = was.state,
                     .after = was.state,
                     .measure = S("recounted"),
                     .leaf = a.flow->deadline_leaf,
                     .tell = TELL_PEOPLE | TELL_STAFF};
    return act_write(&a, &e);
}

/* In memory that is given back after each page: there may be hundreds of thousands. What is noted stays. */
static Err page_done(Ctx *c, int64_t *after, bool *more, int64_t *n, ImportReport *r)
{
    Arena page = arena_empty(PAGE_MEMORY);
    DueFileRows rows;
    Ctx own = *c;
    own.arena = &page;
    Err e = casefile_counting(&own, (CasefileCounting){*after, c->today, PAGE}, &rows);
    *more = !e && rows.len == PAGE;
    for (size_t i = 0; !e && i < rows.len; i++) {
        *after = rows.at[i].id;
        if (moves(c->calendar, &rows.at[i])) e = move(r->note_len < NOTED_MAX ? c : &own, rows.at[i].id, r), ++*n;
    }
    arena_clear(&page);
    return e;
}

Err recount_all(Ctx *c, ImportReport *r)
{
    const Calendar *keep = c->calendar;
    int64_t n = 0;
    bool more = true;
    Err e = calendar_load(c, c->arena, &c->calendar);
    for (int64_t after = 0; more && !e;)
        e = page_done(c, &after, &more, &n, r);
    c->calendar = keep; /* the program takes up the new one once it is committed */
    TRY(e);
    const Str count = text_int64_t(c, n);
    if (n) import_note(c, r, 0, (Str){0}, msg_with(c, MSG_casework_recounted_all, &count, 1));
    return OK;
}
