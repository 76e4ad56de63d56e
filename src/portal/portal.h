/* portal.h - the front page and the pages of the portal itself: working days, display, open data, help. */
#pragma once
#include "calendar/calendar.h"
#include "casework/casework.h"
#include "figures/figure.h"
#include "news/article.h"
#include "performance/performance.h"
#include "portal.sql.h"
#include "web/web.h"

extern const Slice portal;
extern const FormSpec days_form, display_form, receipt_form;

/* Handlers, one file each. */
Handler get_home, get_days, get_display, post_display, get_open_data, get_help, get_accessibility, get_privacy, get_ledger, post_receipt, get_checker;

/* ---- what the pages see ---- */

typedef struct { Str path, title, says; int64_t icon; } Door;
typedef struct { Door *at; size_t len; } Doors;
typedef struct {
    bool has_article, look_up;
    Article article;
    ArticleCards more;           /* further stories */
    Html most_read;
    PhotoImage photo;            /* of the main story; its width 0: it has none */
    Doors doors;
    Str groups, persons, source; /* the stated totals; empty: no source states any */
    bool counted;                /* models are counted here: how many were recognised */
    int64_t models;
    NewestRows newest;
    ApologyRowRows apologies;
    bool letters;
} Home;

typedef struct { Day day; Str name, kind; bool off, provisional; } NamedDay;
typedef struct { NamedDay *at; size_t len; } NamedDays;
typedef struct { int64_t date; bool there, off, swapped; Str name; } Square; /* one place of a month's grid */
typedef struct { Square *at; size_t len; } Week;
typedef struct { Week *at; size_t len; Str name; int64_t workdays; } MonthView;
typedef struct { MonthView *at; size_t len; } MonthViews;
typedef struct { Day day; Str date, what; bool counts; } Counting;
typedef struct { Counting *at; size_t len; } Countings;
typedef struct {
    Form form;
    Str year_words;
    int64_t year, workdays, before, after; /* before, after: years to turn to; 0: none */
    bool provisional, asked, shortened, due_provisional;
    NamedDays named;
    MonthViews months;
    Day from, due;
    Str due_words, limit_words, procedure, procedure_code;
    int64_t limit;
    Countings countings;
} DaysView;

typedef struct { Str *at; size_t len; } WeekDays;
WeekDays week_days(Ctx *c); /* from Monday, short */
Str year_text(const Ctx *c, int64_t year); /* 2026, not 2.026 */

typedef struct { Str path, says; bool csv; } Offered;
typedef struct { Offered *at; size_t len; } Offers;
