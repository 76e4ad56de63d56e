/* period.c - which months a period has, what it is called, and when its report is due. */
#include "base/day.h"
#include "report/report.h"
#include <string.h>

static const struct {
    const char *code, *kind;
    int first, last; /* months */
    int words;
} periods[] = {
    {"quy_1",     "quy",      1,  3,  MSG_report_quarter    },
    {"quy_2",     "quy",      4,  6,  MSG_report_quarter    },
    {"quy_3",     "quy",      7,  9,  MSG_report_quarter    },
    {"quy_4",     "quy",      10, 12, MSG_report_quarter    },
    {"nua_nam_1", "nua_nam",  1,  6,  MSG_report_first_half },
    {"nua_nam_2", "nua_nam",  7,  12, MSG_report_second_half},
    {"nam",       "nam",      1,  12, MSG_report_year       },
    {"nhiem_ky",  "nhiem_ky", 1,  12, MSG_report_term       },
};
const char *const report_periods[] = {"quy_1",     "quy_2", "quy_3",    "quy_4", "nua_nam_1",
                                      "nua_nam_2", "nam",   "nhiem_ky", NULL};

static size_t index_of(Str code)
{
    size_t i = 0;
    while (i < LEN(periods) && !str_eq(code, str(periods[i].code)))
        i++;
    return i;
}

bool period_of(Str code, int64_t year, int64_t since, Period *out)
{
    const size_t i = index_of(code);
    if (i == LEN(periods)) return false;
    const bool term = !strcmp(periods[i].kind, "nhiem_ky");
    *out = (Period){(term ? since : year) * 100 + periods[i].first, year * 100 + periods[i].last};
    return out->from_month <= out->to_month;
}

static Str year_words(const Ctx *c, int64_t month)
{
    return arena_fmt(c->arena, "%lld", (long long)(month / 100));
}

Str period_words(const Ctx *c, Str code, int64_t from_month, int64_t to_month)
{
    const size_t i = index_of(code);
    if (i == LEN(periods)) return code;
    const Str year = year_words(c, to_month);
    if (!strcmp(periods[i].kind, "quy"))
        return msg_with(c, periods[i].words, (Str[]){arena_fmt(c->arena, "%d", periods[i].last / 3), year}, 2);
    if (!strcmp(periods[i].kind, "nhiem_ky"))
        return msg_with(c, periods[i].words, (Str[]){year_words(c, from_month), year}, 2);
    return msg_with(c, periods[i].words, &year, 1);
}

Day period_end(int64_t to_month)
{
    const int year = (int)(to_month / 100), month = (int)(to_month % 100);
    return day(year, month, days_in_month(year, month));
}

Err period_due(Ctx *c, Str code, int64_t unit, int64_t to_month, Day *out)
{
    const size_t i = index_of(code);
    ReportDue due = {0};
    if (i < LEN(periods)) TRY(report_due_days(c, (ReportDueDays){str(periods[i].kind), unit, to_month / 100}, &due));
    *out = (Day){period_end(to_month).n + (int32_t)due.days};
    return OK;
}
