/* calendar_command.c - kheo calendar: working-day and lunar arithmetic. */
#include "app/command.h"
#include "app/house.h"
#include "calendar/calendar.h"
#include "calendar/lunar.h"
#include <string.h>
#include <unistd.h>

enum { DUE_MAX = 3650 };

static bool a_day(const char *text, Day *out)
{
    if (day_parse(str(text), out)) return true;
    return complain(USAGE, "'%s' is no date: write it like 2026-11-23", text), false;
}

static bool count_max(int64_t n)
{
    return n >= -LIMIT_MAX && n <= LIMIT_MAX;
}

static void say_day(const Command *x, Day d)
{
    Str iso = day_iso(x->arena, d);
    say(arena_fmt(x->arena, STR "\n", ARG(iso)));
}

static int add(const Command *x)
{
    Day d;
    int64_t n;
    if (!a_day(x->argv[1], &d)) return USAGE;
    if (!str_int(str(x->argv[2]), &n) || !count_max(n))
        return complain(USAGE, "'%s' is no number of days: write a whole number up to %d", x->argv[2], LIMIT_MAX);
    say_day(x, workdays_add(house_calendar(), d, n));
    return DONE;
}

static int count(const Command *x)
{
    Day a, b;
    if (!a_day(x->argv[1], &a) || !a_day(x->argv[2], &b)) return USAGE;
    say(arena_fmt(x->arena, "%lld\n", (long long)workdays_between(house_calendar(), a, b)));
    return DONE;
}

/* A limit day by day, as a person would count it on a wall calendar. */
static int due(const Command *x)
{
    static const char *const units[] = {"workdays", "days", "months"};
    Day d;
    int64_t n;
    size_t unit = 0;
    Buf out = {.arena = x->arena};
    if (!a_day(x->argv[1], &d)) return USAGE;
    if (!str_int(str(x->argv[2]), &n) || n < 0 || n > DUE_MAX)
        return complain(USAGE, "'%s' is no limit: write a whole number up to %d", x->argv[2], DUE_MAX);
    while (x->argc == 4 && unit < LEN(units) && strcmp(x->argv[3], units[unit]) != 0)
        unit++;
    if (unit == LEN(units)) return complain(USAGE, "'%s' is no unit: workdays, days or months", x->argv[3]);
    const Calendar *c = house_calendar();
    if (!calendar_covers(c, d)) return complain(NOT_SO, "%s is too early for a deadline", x->argv[1]);
    const DayNotes notes = deadline_explain(x->arena, c, d, n, (LimitUnit)unit);
    for (size_t i = 0; i < notes.len; i++) {
        const DayNote *k = &notes.at[i];
        const Str iso = day_iso(x->arena, k->day);
        buf_fmt(&out, STR "  ", ARG(iso));
        if (k->count) buf_fmt(&out, "%lld", (long long)k->count);
        buf_fmt(&out, "%s%s" STR "\n", k->count ? (k->name.len ? "  " : "") : "-  ",
                k->why == START            ? "the day itself"
                : k->why == LAST_DAY_MOVED ? "moved off a day of rest"
                : k->why == WEEKEND        ? "weekend"
                                           : "",
                ARG(k->why == START ? (Str){0} : k->name));
    }
    const Str last = day_iso(x->arena, notes.due);
    buf_fmt(&out, "due " STR "%s\n", ARG(last), calendar_provisional(c, d, notes.due) ? " (provisional)" : "");
    say(buf_done(&out));
    return DONE;
}

static int lunar(const Command *x)
{
    Day d;
    if (!a_day(x->argv[1], &d)) return USAGE;
    Lunar l = lunar_of(d);
    say(arena_fmt(x->arena, "%d-%d-%d%s\n", l.year, l.month, l.day, l.leap ? "L" : ""));
    return DONE;
}

static int solar(const Command *x)
{
    Str rest = str(x->argv[1]);
    Lunar l = {.leap = str_ends(rest, S("L"))};
    int64_t year, month, date;
    Day d;
    if (l.leap) rest.len--;
    bool ok = str_int(str_cut(&rest, '-'), &year) && str_int(str_cut(&rest, '-'), &month) && str_int(rest, &date);
    if (!ok || year < 1 || year > 9999 || month < 1 || month > 12 || date < 1 || date > 30)
        return complain(USAGE,
                        "'%s' is no lunar day: write year-month-day like 2026-1-15, with L behind it in a leap month",
                        x->argv[1]);
    l.year = (int)year, l.month = (int)month, l.day = (int)date;
    if (!solar_of(l, &d))
        return complain(NOT_SO, "there is no lunar day %s: that month is shorter, or not a leap one", x->argv[1]);
    say_day(x, d);
    return DONE;
}

/* Without a data file, or days off in it, the labour code alone says which days are off. */
static bool days_off(const Command *x)
{
    Ctx c;
    if (access(x->s.data, F_OK)) return true;
    if (!data_open(x, READ_ONLY, &c)) return false;
    data_close(&c);
    return true;
}

int calendar_command(const Command *x)
{
    static const struct {
        const char *name;
        int words, more;
        bool working;
        Run *run;
    } does[] = {
        {"add",   3, 0, true,  add  },
        {"count", 3, 0, true,  count},
        {"due",   3, 1, true,  due  },
        {"lunar", 2, 0, false, lunar},
        {"solar", 2, 0, false, solar},
    };
    for (size_t i = 0; i < LEN(does); i++) {
        if (strcmp(x->argv[0], does[i].name) != 0) continue;
        if (x->argc < does[i].words || x->argc > does[i].words + does[i].more) break;
        return does[i].working && !days_off(x) ? NOT_SO : does[i].run(x);
    }
    return complain(
        USAGE, "use: kheo calendar add DATE N | count DATE DATE | due DATE N [UNIT] | lunar DATE | solar Y-M-D[L]");
}
