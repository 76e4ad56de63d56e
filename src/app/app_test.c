/* app_test.c - settings, what may be served, and when jobs run. */
#include "app/clock.h"
#include "app/config.h"
#include "app/house.h"
#include "app/jobs.h"
#include "app/listen.h"
#include "app/request.h"
#include "base/day.h"
#include "base/test.h"
#include "calendar/calendar.h"
#include "store/bench.h"
#include <string.h>

static bool took(Settings *s, const char *allowed, const char *line, Str *why)
{
    Arena *a = bench_ctx()->arena;
    char *argv[16];
    int argc = 0;
    for (Str rest = str(line); rest.len; argc++)
        argv[argc] = (char *)(uintptr_t)arena_copy(a, str_cut(&rest, ' ')).ptr;
    settings_default(s);
    return settings_args(s, allowed, &argc, argv, a, why);
}

TEST(an_option_is_taken_or_named)
{
    static const struct {
        const char *line, *why; /* NULL: it is taken */
    } cases[] = {
        {"--data x.db add 2026-11-23 -3", NULL                       },
        {"--data=x.db",                   NULL                       },
        {"a -- --data",                   NULL                       },
        {"--json",                        NULL                       },
        {"--json=yes",                    "--json takes no value"    },
        {"--data",                        "--data needs FILE"        },
        {"--data=",                       "--data wants a value"     },
        {"--threads many",                "--threads wants a number" },
        {"--threads -1",                  "--threads wants a number" },
        {"--threads 99999",               "--threads wants a number" },
        {"--colour",                      "unknown option '--colour'"},
        {"-d x.db",                       "unknown option '-d'"      },
        {"--listen 127.0.0.1:80",         "unknown option '--listen'"},
    };
    Settings s;
    Str why;
    for (size_t i = 0; i < LEN(cases); i++) {
        const bool ok = took(&s, "data json threads", cases[i].line, &why);
        EQ(ok, cases[i].why == NULL);
        if (!ok) CHECK(str_starts(why, str(cases[i].why)));
    }
}

TEST(the_command_line_wins_over_the_file)
{
    Settings s;
    Str why;
    Arena *a = bench_ctx()->arena;
    CHECK(took(&s, "data threads", "--data mine.db", &why));
    CHECK(settings_file(&s, "kheo.conf", S("# of the office\n\ndata = theirs.db\r\nthreads=3\nbehind-proxy = yes"), a,
                        &why));
    EQ(strcmp(s.data, "mine.db"), 0);
    EQ(s.threads, 3);
    CHECK(s.behind_proxy);
    CHECK(!settings_file(&s, "kheo.conf", S("\nquiet = perhaps"), a, &why));
    EQ_STR(why, "kheo.conf:2: quiet wants yes or no");
    CHECK(!settings_file(&s, "kheo.conf", S("no-limits = yes"), a, &why)); /* for tests: never from a file */
    EQ_STR(why, "kheo.conf:1: unknown setting 'no-limits'");
}

TEST(passwords_do_not_cross_a_network_in_the_clear)
{
    static const struct {
        const char *listen;
        bool tls, proxy, allowed;
    } cases[] = {
        {"127.0.0.1:8080",    false, false, true },
        {"[::1]:8080",        false, false, true },
        {"localhost:8080",    false, false, true },
        {"0.0.0.0:8080",      false, false, false},
        {"[::]:8080",         false, false, false},
        {"10.0.0.1:8080",     false, false, false},
        {"127.evil.com:8080", false, false, false},
        {"10.0.0.1:8080",     true,  false, true },
        {"0.0.0.0:8080",      false, true,  true },
    };
    Arena *a = bench_ctx()->arena;
    Str why;
    for (size_t i = 0; i < LEN(cases); i++) {
        Settings s = {.listen = cases[i].listen, .behind_proxy = cases[i].proxy};
        if (cases[i].tls) s.tls_cert = s.tls_key = "x.pem";
        EQ(listen_allowed(&s, a, &why), cases[i].allowed);
    }
    CHECK(!listen_allowed(&(Settings){.listen = "127.0.0.1:1", .tls_cert = "x.pem"}, a, &why));
}

TEST(office_hours_are_those_of_working_days)
{
    static const struct {
        int date, hour, minute;
        bool open;
    } cases[] = {
        {23, 6,  59, false},
        {23, 7,  0,  true },
        {23, 16, 59, true },
        {23, 17, 0,  false},
        {24, 9,  0,  false}, /* a holiday from 2026 on */
        {28, 9,  0,  false}, /* Saturday */
        {29, 9,  0,  false},
        {30, 9,  0,  true },
    };
    const Calendar *cal = calendar_build(bench_ctx()->arena, NULL, 0);
    for (size_t i = 0; i < LEN(cases); i++)
        EQ(job_hours(cal, time_at(day(2026, 11, cases[i].date), cases[i].hour * 60 + cases[i].minute)), cases[i].open);
}

TEST(a_body_is_taken_only_where_one_belongs)
{
    EQ(request_body_max(&(Call){.method = S("GET")}), 0);
    EQ(request_body_max(&(Call){.method = S("POST")}), BODY_BYTES_MAX);
}

TEST(time_does_not_go_back_while_the_program_runs)
{
    _Atomic int64_t lead = INT64_MIN;
    EQ(clock_steady(&lead, 5000000, 100), 5000000);
    EQ(clock_steady(&lead, 5000400, 500), 5000400);
    EQ(clock_steady(&lead, 1400500, 600), 5000500); /* set back by an hour: it goes on by what has passed */
    EQ(clock_steady(&lead, 1400600, 700), 5000600);
    EQ(clock_steady(&lead, 8000000, 800), 8000000); /* forward it is followed: a machine that slept */
    EQ(clock_steady(&lead, 7999000, 900), 8000100);
}
