/* doctor.c - kheo doctor: the state of an installation, and what to mend. */
#include "account/account.h"
#include "app/clock.h"
#include "app/command.h"
#include "app/disk.h"
#include "app/listen.h"
#include "app/turn.h"
#include "base/day.h"
#include "base/json.h"
#include "ledger/cosign.h"
#include "mail/own.h"
#include "state.sql.h"
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { ROOM_MIN_MB = 512, FACTS_MAX = 64 };

typedef struct {
    const char *name;
    Str value, wrong; /* wrong: what, and what to do; empty: well */
} Fact;
typedef struct {
    const Command *x;
    Fact at[FACTS_MAX];
    size_t len;
} Facts;

static void fact(Facts *f, const char *name, Str value, Str wrong)
{
    if (f->len < LEN(f->at)) f->at[f->len++] = (Fact){name, value, wrong};
}

static void of_disk(Facts *f)
{
    Arena *a = f->x->arena;
    struct statvfs v;
    if (statvfs(disk_folder(a, f->x->s.data), &v))
        return fact(f, "disk", S("?"), S("the folder of the data file cannot be looked at: check --data"));
    const int64_t mb = (int64_t)((double)v.f_bavail * (double)v.f_frsize / (1 << 20));
    fact(f, "disk", arena_fmt(a, "%lld MiB free", (long long)mb),
         mb < ROOM_MIN_MB ? arena_fmt(a, "less than %d MiB are free: make room, or move the data file", ROOM_MIN_MB)
                          : (Str){0});
}

static void of_file(Facts *f)
{
    struct stat at;
    Arena *a = f->x->arena;
    const char *data = f->x->s.data;
    if (stat(data, &at))
        return fact(f, "data", str(data),
                    S("there is no such file: 'kheo serve' makes it, or name another with --data"));
    fact(f, "data", arena_fmt(a, "%s, %lld KiB", data, (long long)(at.st_size >> 10)),
         at.st_mode & 077 ? arena_fmt(a, "others may read it: chmod 600 '%s'", data) : (Str){0});
}

/* A clock that lies dates acts wrongly; the newest schema step is older than any honest clock. */
static void of_clock(Facts *f)
{
    const Time now = clock_now();
    const bool lies = day_of(now).n < day(2026, 1, 1).n || day_of(now).n > day(2100, 1, 1).n;
    fact(f, "clock", time_iso(f->x->arena, now),
         lies ? S("the machine's clock is wrong: set it, and let it follow a time server") : (Str){0});
    fact(f, "days", S("counted in Asia/Ho_Chi_Minh (+07:00), whatever TZ says"), (Str){0});
}

static void of_listen(Facts *f)
{
    const Settings *s = &f->x->s;
    Str why;
    if (!listen_allowed(s, f->x->arena, &why)) fact(f, "listen", str(s->listen), why);
}

static void of_people(Facts *f, Ctx *c)
{
    int64_t n;
    People p;
    if (account_count(c, &n) || people_state(c, &p))
        return fact(f, "accounts", S("?"), S("cannot be read: run 'kheo verify'"));
    fact(f, "accounts", arena_fmt(c->arena, "%lld", (long long)n),
         n ? (Str){0} : S("nobody can sign in: run 'kheo serve' and open the set-up address, or 'kheo user add'"));
    fact(f, "no password", arena_fmt(c->arena, "%lld", (long long)p.without),
         p.without ? S("these accounts cannot sign in yet: 'kheo user reset NAME' gives each a first password")
                   : (Str){0});
    fact(f, "days off", p.last_off.n ? day_iso(c->arena, p.last_off) : S("none"),
         civil(p.last_off).year < civil(c->today).year
             ? S("the days off of this year are reckoned, not announced: kheo import holidays FILE")
             : (Str){0});
}

static void of_witnesses(Facts *f, Ctx *c)
{
    static const struct {
        const char *fault, *mend;
    } all[] = {
        {"silent",   "it does not answer: is it up, is its address right, is libcurl4 installed?"             },
        {"unknown",  "it does not know this ledger: give it the key that stands at /log/N/key"                },
        {"differs",  "it signed other leaves: these data are older than what was published; see operations.md"},
        {"nonsense", "its answer makes no sense: is its address and its public key right?"                    },
    };
    WitnessRows rows;
    if (witness_all(c, &rows)) return fact(f, "witnesses", S("?"), S("cannot be read: run 'kheo verify'"));
    for (size_t i = 0; i < rows.len; i++) {
        const Witness *w = &rows.at[i];
        const Str name = witness_name(w);
        Str wrong = {0};
        for (size_t k = 0; k < LEN(all); k++)
            if (str_eq(w->fault, str(all[k].fault))) wrong = arena_fmt(c->arena, STR ": %s", ARG(name), all[k].mend);
        fact(f, "witness",
             w->attested.ms ? arena_fmt(c->arena, STR ", signed %lld leaves of log %lld at " STR, ARG(name),
                                        (long long)w->size, (long long)w->log, ARG(time_iso(c->arena, w->attested)))
                            : arena_fmt(c->arena, STR ", signed nothing yet", ARG(name)),
             wrong);
    }
}

/* Connects, signs in and leaves: nothing is sent. */
static void of_mail_server(Facts *f, Ctx *c, const MailSetting *s)
{
    enum { SECONDS = 10 };
    SmtpServer server = mail_server(c, s);
    SmtpAnswer answer = {.said = S("libcurl4 is not installed: apt-get install libcurl4")};
    server.seconds = SECONDS;
    Smtp *smtp = smtp_open(c->arena, &server);
    if (smtp) smtp_greet(smtp, c->arena, &answer);
    smtp_close(smtp);
    const bool well = smtp && answer.how == SMTP_SENT;
    fact(f, "mail server", arena_fmt(c->arena, STR ":%lld, " STR, ARG(s->host), (long long)s->port, ARG(answer.said)),
         well ? (Str){0}
              : arena_fmt(c->arena, "it says: " STR ": mend it at /quan-tri/thu, where a trial shows more",
                          ARG(answer.said)));
}

static void of_mail(Facts *f, Ctx *c)
{
    MailSetting s;
    MailCountRows counts;
    if (mail_setting_of(c, &s) || mail_counts(c, &counts))
        return fact(f, "mail", S("?"), S("cannot be read: run 'kheo verify'"));
    for (size_t i = 0; i < counts.len; i++)
        if (counts.at[i].n)
            fact(f, "letters",
                 arena_fmt(c->arena, STR ", " STR ": %lld", ARG(counts.at[i].channel), ARG(counts.at[i].state),
                           (long long)counts.at[i].n),
                 (Str){0});
    if (!s.active) return fact(f, "mail", S("switched off"), (Str){0});
    if (!mail_server_set(&s)) return fact(f, "mail", S("no mail server is set"), (Str){0});
    of_mail_server(f, c, &s);
}

static void of_data(Facts *f)
{
    Ctx c;
    Str why;
    if (access(f->x->s.data, F_OK)) return;
    if (!data_open(f->x, READ_ONLY, &c))
        return fact(f, "schema", S("?"), S("the data file cannot be used: see the line above"));
    fact(f, "schema", arena_fmt(c.arena, "%d", newest_schema()), (Str){0});
    if (!store_do(c.store, BEGIN_READ)) {
        const Err e = store_check(&c, &why);
        fact(f, "file", e ? S("damaged") : S("sound"),
             e ? arena_fmt(c.arena, STR ": restore a backup", ARG(why)) : (Str){0});
        if (!e) of_people(f, &c), of_witnesses(f, &c), of_mail(f, &c);
        turn_end(c.store);
    }
    data_close(&c);
}

static void of_settings(Facts *f)
{
    SettingShown s;
    for (size_t i = 0; settings_show(&f->x->s, i, f->x->arena, &s); i++)
        if (s.says) fact(f, s.name, s.value, (Str){0});
}

static Str as_json(const Facts *f)
{
    Buf out = {.arena = f->x->arena};
    Json j = {&out, false};
    json_open(&j, '[');
    for (size_t i = 0; i < f->len; i++) {
        json_open(&j, '{');
        json_member(&j, "name", str(f->at[i].name));
        json_member(&j, "value", f->at[i].value);
        json_member(&j, "wrong", f->at[i].wrong);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    buf_char(&out, '\n');
    return buf_done(&out);
}

int doctor_command(const Command *x)
{
    Facts f = {.x = x};
    Buf out = {.arena = x->arena};
    size_t wrong = 0;
    fact(&f, "version", str(program_version), (Str){0});
    of_file(&f);
    of_disk(&f);
    of_data(&f);
    of_clock(&f);
    of_settings(&f);
    of_listen(&f);
    for (size_t i = 0; i < f.len; i++) {
        wrong += f.at[i].wrong.len > 0;
        buf_fmt(&out, "%-14s " STR "\n", f.at[i].name, ARG(f.at[i].value));
    }
    say(x->s.json ? as_json(&f) : buf_done(&out));
    for (size_t i = 0; i < f.len; i++)
        if (f.at[i].wrong.len) complain(NOT_SO, "%s: " STR, f.at[i].name, ARG(f.at[i].wrong));
    if (!wrong && !x->s.json) say(S("all is well\n"));
    return wrong ? NOT_SO : DONE;
}
