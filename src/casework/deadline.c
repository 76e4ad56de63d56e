/* deadline.c - a deadline said in words: when it is, and how near. */
#include "base/day.h"
#include "casefile.html.h"
#include "casework/engine.h"
#include "casework/view.h"

Str words_with(const Ctx *c, int id, Str a, Str b)
{
    const Str args[] = {a, b};
    return msg_with(c, id, args, LEN(args));
}

Str kind_word(const Ctx *c, const Casefile *f, const char *name, Str a, Str b)
{
    int id = msg_find(arena_fmt(c->arena, STR ".%s", ARG(f->kind), name));
    return words_with(c, id ? id : msg_find(arena_fmt(c->arena, "casework.%s", name)), a, b);
}

static Str detail_of(const Ctx *c, const Casefile *f)
{
    if (f->clock != RUNNING) return (Str){0};
    int64_t left = days_left(c, f);
    if (is_overdue(c, f))
        return left < 0 ? words_with(c, MSG_casework_late_days, text_int64_t(c, -left), (Str){0})
                        : msg(c, MSG_casework_late_today);
    if (left == 0) return msg(c, MSG_casework_left_today);
    return words_with(c, MSG_casework_left, text_int64_t(c, left), (Str){0});
}

Html deadline_shown(Ctx *c, const Casefile *f, const Why *w, Str why)
{
    return deadline_html(c, w, detail_of(c, f), why);
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
    return words_with(c, over ? MSG_casework_tag_late : MSG_casework_tag_left, text_int64_t(c, left < 0 ? -left : left),
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
