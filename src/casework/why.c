/* why.c - why a deadline is on its day: what each act did to the clock, and each day that was passed over. */
#include "base/day.h"
#include "base/json.h"
#include "casefile.html.h"
#include "casework/engine.h"
#include "casework/view.h"
#include "text/code.h"

/* ---- the days of one count ---- */

static Str limit_text(Ctx *c, const Casefile *f)
{
    static const int names[] = {
        [WORKDAYS] = MSG_casework_workdays, [DAYS] = MSG_casework_days, [MONTHS] = MSG_casework_months};
    return words_with(c, names[f->day_unit], text_int64_t(c, f->days), (Str){0});
}

static Str reason_of(Ctx *c, const DayNote *d)
{
    switch (d->why) {
    case COUNTED:
        return words_with(c, MSG_casework_day_counted, text_int64_t(c, d->count), (Str){0});
    case SWAP_WORK:
        return words_with(c, MSG_casework_day_swap, text_int64_t(c, d->count), d->name);
    case START:
        return msg(c, MSG_casework_day_start);
    case WEEKEND:
        return msg(c, MSG_casework_day_weekend);
    case LAST_DAY_MOVED:
        return msg(c, MSG_casework_day_moved);
    case HOLIDAY:
    case COMP:
    case SWAP_OFF:
        return words_with(c, MSG_casework_day_off, d->name, (Str){0});
    }
    return (Str){0};
}

/* Where the law names the days off of a year each year anew, a day off that is only reckoned is said to be so. */
static DayLines lines_of(Ctx *c, Day from, int64_t n, LimitUnit unit)
{
    const DayNotes notes = deadline_explain(c->arena, c->calendar, from, n, unit);
    DayLines out = {NEW(c->arena, DayLine, notes.len), notes.len};
    for (size_t i = 0; i < notes.len; i++) {
        const DayNote *d = &notes.at[i];
        const CalendarRow *row = calendar_row(c->calendar, d->day);
        Str text = reason_of(c, d);
        if (row && row->provisional && !d->count) {
            const Str unsure = msg(c, MSG_casework_provisional);
            text = arena_fmt(c->arena, STR " " STR, ARG(text), ARG(unsure));
        }
        out.at[i] = (DayLine){d->day, text, d->count > 0};
    }
    return out;
}

/* A day given outright is not reckoned: at most it moves, when it is off. */
static Str given_line(Ctx *c, const Casefile *f)
{
    const Day given = {f->counted_from.n + (int32_t)f->days};
    const int id = workday(c->calendar, given) ? MSG_casework_given_day : MSG_casework_given_off;
    return words_with(c, id, date_long(c, given), date_long(c, workdays_add(c->calendar, given, 0)));
}

/* ---- what each act did ---- */

typedef struct {
    Ctx *c;
    const ActRow *act;
    Casefile was, is; /* the clock before and after it */
    bool by_day;      /* each day passed over is told, too: as many words as days */
    Why *out;
} Telling;

static DayLines days_told(Telling *t, Day from, int64_t n, LimitUnit unit)
{
    return t->by_day ? lines_of(t->c, from, n, unit) : (DayLines){0};
}

/* By today's calendar alone, from the day that the steps before led to: nothing is taken over from what was kept. */
static void step(Telling *t, Str text, DayLines days, Day due)
{
    Ctx *c = t->c;
    const ActRow *a = t->act;
    WhyStep s = {.done = a->done, .what = act_label(c, t->is.kind, a->event), .text = text, .days = days, .due = due};
    const Str when = arena_fmt(c->arena, STR ", " STR, ARG(date_long(c, a->done)), ARG(s.what));
    if (t->was.due.n && t->is.due.n != t->was.due.n)
        s.moved = kind_word(c, &t->is, "moved", when, date_long(c, t->is.due));
    if (due.n) t->out->last = due;
    t->out->steps.at[t->out->steps.len++] = s;
}

static void began(Telling *t)
{
    Ctx *c = t->c;
    const Casefile *f = &t->is;
    const bool at_once = day_of(t->act->at).n == t->act->done.n;
    const Str from = at_once ? text_Time(c, t->act->at) : text_Day(c, t->act->done);
    t->out->run = t->out->steps.len;
    if (f->day_unit == GIVEN_DAY)
        step(t, given_line(c, f), (DayLines){0}, clock_first_day(c->calendar, f));
    else
        step(t, words_with(c, MSG_casework_limit, limit_text(c, f), from),
             days_told(t, f->counted_from, f->days, (LimitUnit)f->day_unit), clock_first_day(c->calendar, f));
}

static void went_on(Telling *t)
{
    Ctx *c = t->c;
    const int64_t n = t->is.stood - t->was.stood;
    const Str args[] = {text_Day(c, t->was.paused), text_Day(c, t->act->done), text_int64_t(c, n)};
    const Day from = t->out->last;
    DayLines days = days_told(t, from, n, WORKDAYS);
    if (days.len) days.at++, days.len--; /* without the day from which it goes on */
    step(t, msg_with(c, MSG_casework_why_stood, args, LEN(args)), days, workdays_add(c->calendar, from, n));
}

static void told(Telling *t)
{
    Ctx *c = t->c;
    const Casefile *was = &t->was, *is = &t->is;
    const bool starts = was->clock == STOPPED_NOT || is->counted_from.n != was->counted_from.n ||
                        is->days != was->days || is->day_unit != was->day_unit;
    if (is->clock == RUNNING && starts)
        began(t);
    else if (is->clock == STANDING && was->clock == RUNNING)
        step(t, kind_word(c, is, "stands", date_long(c, is->paused), (Str){0}), (DayLines){0}, (Day){0});
    else if (is->clock == RUNNING && was->clock == STANDING)
        went_on(t);
    else if (is->promised.n != was->promised.n && is->promised.n)
        step(t, words_with(c, MSG_casework_why_promised, date_long(c, is->promised), (Str){0}), (DayLines){0},
             workdays_add(c->calendar, is->promised, 0));
    else if (is->clock != ENDED && is->due.n != was->due.n)
        step(t, words_with(c, MSG_casework_why_recounted, date_long(c, was->due), date_long(c, is->due)), (DayLines){0},
             (Day){0});
    else if (is->clock == ENDED && was->clock != ENDED)
        step(t, msg(c, MSG_casework_why_ended), (DayLines){0}, (Day){0});
}

static bool stands(const ActRowRows *acts, size_t i)
{
    if (acts->at[i].voids && !acts->at[i].measure.len) return false; /* a taking back */
    for (size_t k = i + 1; k < acts->len; k++)
        if (acts->at[k].voids == acts->at[i].id && !acts->at[k].measure.len) return false;
    return true;
}

static Str sentence_of(const Ctx *c, const Casefile *f)
{
    if (f->clock == STANDING) return kind_word(c, f, "stands", date_long(c, f->paused), (Str){0});
    return kind_word(c, f, f->clock == ENDED ? "was_due" : "due", date_long(c, f->due), (Str){0});
}

/* Each act kept the clock as it was before it. */
Err why_of(Ctx *c, const Casefile *f, const ActRowRows *acts, bool by_day, Why *out)
{
    *out = (Why){
        .steps = {NEW(c->arena, WhyStep, acts->len + 1), 0}
    };
    for (size_t i = 0; i < acts->len; i++) {
        Telling t = {.c = c, .act = &acts->at[i], .was = *f, .is = *f, .by_day = by_day, .out = out};
        if (!stands(acts, i)) continue;
        if (!clock_restore(&t.was, acts->at[i].undo) ||
            (i + 1 < acts->len && !clock_restore(&t.is, acts->at[i + 1].undo)))
            return FAIL(ERR_INTERNAL, "act %lld: its clock is not readable", (long long)acts->at[i].id);
        told(&t);
    }
    out->sentence = sentence_of(c, f);
    out->provisional = f->clock == RUNNING && calendar_provisional(c->calendar, f->counted_from, f->due);
    if (f->clock == STANDING)
        out->last = (Day){0};
    else if (out->last.n != f->due.n)
        out->kept = words_with(c, out->last.n < f->due.n ? MSG_casework_not_earlier : MSG_casework_not_later,
                               date_long(c, out->last), (Str){0});
    return OK;
}

WhySteps why_run(const Why *w)
{
    return (WhySteps){w->steps.at + w->run, w->steps.len - w->run};
}

Err casework_reckoned(Ctx *c, const Casefile *f, Day *out, bool *kept)
{
    ActRowRows acts;
    Why w;
    TRY(act_list(c, f->id, &acts));
    TRY(why_of(c, f, &acts, false, &w));
    *out = w.last, *kept = w.kept.len > 0;
    return OK;
}

/* ---- as a page: for staff and holder below the page of the file, for everybody by the code ---- */

static void put_days(Json *j, const DayLines *days)
{
    json_key(j, "days");
    json_open(j, '[');
    for (size_t i = 0; i < days->len; i++) {
        json_open(j, '{');
        json_member(j, "day", days->at[i].day);
        json_member(j, "what", days->at[i].text);
        json_member(j, "counts", days->at[i].counts);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static Err why_json(Req *q, const Casefile *f, const Why *w)
{
    Buf out = {.arena = q->ctx.arena};
    Json j = {&out, false};
    json_open(&j, '{');
    json_member(&j, "code", f->code);
    json_member(&j, "due", f->clock == STANDING ? (Day){0} : f->due);
    json_member(&j, "provisional", w->provisional);
    json_member(&j, "counted_to", w->last);
    json_member(&j, "kept", w->kept);
    json_key(&j, "steps");
    json_open(&j, '[');
    for (size_t i = 0; i < w->steps.len; i++) {
        const WhyStep *s = &w->steps.at[i];
        json_open(&j, '{');
        json_member(&j, "day", s->done);
        json_member(&j, "what", s->what);
        json_member(&j, "text", s->text);
        json_member(&j, "due", s->due);
        put_days(&j, &s->days);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    return reply_json(q, 200, buf_done(&out));
}

Str why_path(const Req *q, const Casefile *f, bool inside)
{
    if (!inside) return arena_fmt(q->ctx.arena, "/tra-cuu/vi-sao?ma=" STR, ARG(f->code));
    return arena_fmt(q->ctx.arena, STR "/vi-sao", ARG(file_base(q, f)));
}

static Err why_show(Req *q, const Casefile *f, Str back)
{
    Ctx *c = &q->ctx;
    ActRowRows acts;
    Why w;
    if (f->clock == STOPPED_NOT) return ERR_NOT_FOUND;
    TRY(act_list(c, f->id, &acts));
    TRY(why_of(c, f, &acts, true, &w));
    if (!wants_html(q)) return why_json(q, f, &w);
    const WhyView v = {&w, f, kind_name(c, f), back};
    return reply(q, (Page){.title = msg(c, MSG_casework_why_this_day),
                           .main = why_html(c, &v),
                           .nav = "/tra-cuu",
                           .private_page = path_arg(q, "secret").len > 0});
}

Err file_why(Req *q)
{
    const Flow *flow;
    Casefile f;
    TRY(act_file(q, &flow, &f));
    return why_show(q, &f, file_base(q, &f));
}

Err code_why(Req *q)
{
    const Flow *flow;
    Casefile f;
    const Str typed = query_arg(q, "ma");
    const Err e = file_looked_up(&q->ctx, typed, &flow, &f);
    if (e == ERR_NOT_FOUND) return lookup_missed(q, typed);
    TRY(e);
    return why_show(q, &f, arena_fmt(q->ctx.arena, "/tra-cuu?ma=" STR, ARG(f.code)));
}
