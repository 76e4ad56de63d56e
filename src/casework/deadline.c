/* deadline.c - a deadline said in words, with the arithmetic that a person can follow on a calendar. */
#include "base/day.h"
#include "casefile.html.h"
#include "casework/engine.h"
#include "casework/view.h"

static Str with(const Ctx *c, int id, Str a, Str b)
{
    const Str args[] = {a, b};
    return msg_with(c, id, args, LEN(args));
}

static Str limit_text(Ctx *c, const Casefile *f)
{
    static const int names[] = {
        [WORKDAYS] = MSG_casework_workdays, [DAYS] = MSG_casework_days, [MONTHS] = MSG_casework_months};
    return with(c, names[f->day_unit], text_int64_t(c, f->days), (Str){0});
}

static Str day_line(Ctx *c, const DayNote *d)
{
    switch (d->why) {
    case COUNTED:
        return with(c, MSG_casework_day_counted, text_int64_t(c, d->count), (Str){0});
    case SWAP_WORK:
        return with(c, MSG_casework_day_swap, text_int64_t(c, d->count), d->name);
    case START:
        return msg(c, MSG_casework_day_start);
    case WEEKEND:
        return msg(c, MSG_casework_day_weekend);
    case LAST_DAY_MOVED:
        return msg(c, MSG_casework_day_moved);
    case HOLIDAY:
    case COMP:
    case SWAP_OFF:
        return with(c, MSG_casework_day_off, d->name, (Str){0});
    }
    return (Str){0};
}

Str kind_word(const Ctx *c, const Casefile *f, const char *name, Str a, Str b)
{
    int id = msg_find(arena_fmt(c->arena, STR ".%s", ARG(f->kind), name));
    return with(c, id ? id : msg_find(arena_fmt(c->arena, "casework.%s", name)), a, b);
}

/* A day given outright is not reckoned: at most it moves, when it is off. */
static Str given_line(Ctx *c, const Casefile *f)
{
    const Day given = {f->counted_from.n + (int32_t)f->days};
    const int id = workday(c->calendar, given) ? MSG_casework_given_day : MSG_casework_given_off;
    return with(c, id, date_long(c, given), date_long(c, workdays_add(c->calendar, given, 0)));
}

static DayLines lines_of(Ctx *c, const DayNotes *notes)
{
    DayLines out = {NEW(c->arena, DayLine, notes->len + 1), 0};
    for (size_t i = 0; i < notes->len; i++)
        out.at[out.len++] = (DayLine){date_long(c, notes->at[i].day), day_line(c, &notes->at[i])};
    return out;
}

/* What moved the day after it was first reckoned: a standing clock, an apology. */
static Err moves_of(Ctx *c, const Casefile *f, Lines *out)
{
    ActRowRows acts;
    TRY(act_list(c, f->id, &acts));
    *out = (Lines){NEW(c->arena, Str, acts.len + 2), 0};
    for (size_t i = 1; i < acts.len; i++) {
        const ActRow *a = &acts.at[i];
        if (a->due.n == acts.at[i - 1].due.n || !acts.at[i - 1].due.n || a->done.n < f->counted_from.n) continue;
        Str what = arena_fmt(c->arena, STR ", " STR, ARG(date_long(c, a->done)), ARG(act_label(c, f->kind, a->event)));
        out->at[out->len++] = kind_word(c, f, "moved", what, date_long(c, a->due));
    }
    return OK;
}

/* The days off were changed, and by them alone the day would come earlier than was said. */
static bool kept_late(const Ctx *c, const Casefile *f)
{
    Casefile anew = *f;
    if (!calendar_covers(c->calendar, f->counted_from)) return false;
    anew.due = (Day){0};
    return clock_recount(c->calendar, &anew) && anew.due.n < f->due.n;
}

static Str sentence_of(const Ctx *c, const Casefile *f)
{
    if (f->clock == STANDING) return kind_word(c, f, "stands", date_long(c, f->paused), (Str){0});
    return kind_word(c, f, f->clock == ENDED ? "was_due" : "due", date_long(c, f->due), (Str){0});
}

static Str detail_of(const Ctx *c, const Casefile *f)
{
    if (f->clock != RUNNING) return (Str){0};
    int64_t left = days_left(c, f);
    if (is_overdue(c, f))
        return left < 0 ? with(c, MSG_casework_late_days, text_int64_t(c, -left), (Str){0})
                        : msg(c, MSG_casework_late_today);
    if (left == 0) return msg(c, MSG_casework_left_today);
    return with(c, MSG_casework_left, text_int64_t(c, left), (Str){0});
}

Err casework_deadline(Ctx *c, const Casefile *f, Html *out)
{
    *out = (Html){
        {"", 0}
    };
    if (f->clock == STOPPED_NOT) return OK;
    DeadlineView v = {.sentence = sentence_of(c, f), .detail = detail_of(c, f)};
    if (f->day_unit == GIVEN_DAY) {
        v.start = given_line(c, f);
    } else {
        const DayNotes notes =
            deadline_explain(c->arena, c->calendar, f->counted_from, f->days, (LimitUnit)f->day_unit);
        v.start = with(c, MSG_casework_limit, limit_text(c, f), date_long(c, f->counted_from));
        v.days = lines_of(c, &notes);
    }
    v.provisional = f->clock == RUNNING && calendar_provisional(c->calendar, f->counted_from, f->due);
    TRY(moves_of(c, f, &v.moves));
    if (f->clock == RUNNING && kept_late(c, f)) v.moves.at[v.moves.len++] = msg(c, MSG_casework_not_earlier);
    *out = deadline_html(c, v);
    return OK;
}

Str due_class(const Ctx *c, const Casefile *f)
{
    if (is_overdue(c, f)) return S("tag late");
    return is_nearly_due(c, f) ? S("tag soon") : S("tag");
}

Str due_words(const Ctx *c, const Casefile *f)
{
    if (f->clock == STANDING) return msg(c, MSG_casework_tag_stands);
    const int64_t left = days_left(c, f);
    const bool over = is_overdue(c, f);
    if (left == 0) return msg(c, over ? MSG_casework_late_today : MSG_casework_tag_today);
    return with(c, over ? MSG_casework_tag_late : MSG_casework_tag_left, text_int64_t(c, left < 0 ? -left : left),
                (Str){0});
}

Str due_sure(const Ctx *c, Day due)
{
    const Day from = {due.n < c->today.n ? due.n : c->today.n};
    return calendar_provisional(c->calendar, from, due) ? msg(c, MSG_casework_provisional) : (Str){0};
}

Html due_tag(Ctx *c, const FileRow *r)
{
    const Casefile f = {.clock = r->clock, .due = r->due};
    if (r->clock != RUNNING && r->clock != STANDING)
        return due_tag_html(c, S("small mute"), msg(c, MSG_casework_opened_on), r->opened);
    return due_tag_html(c, due_class(c, &f), due_words(c, &f), r->clock == RUNNING ? r->due : (Day){0});
}
