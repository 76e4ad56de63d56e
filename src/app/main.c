/* main.c - kheo VERB ...: the table of verbs. */
#include "app/clock.h"
#include "app/command.h"
#include "app/services.h"
#include "worker/worker.h"
#include <errno.h>
#include <stdalign.h>
#include <stdio.h>
#include <string.h>

enum { MEMORY_MAX = 1 << 30 };

typedef struct {
    const char *name, *words, *says;
    const char *options;
    int min, max; /* words after the verb */
    Run *run;
} Verb;
static Run help, version;

// clang-format off
static const Verb verbs[] = {
    {"serve",       "", "serve the pages; SIGTERM finishes what is under way and leaves",
        "data config listen tls-cert tls-key behind-proxy threads quiet batch witnesses witness-every clock-was-ahead test no-limits clock-file", 0, 0, serve_command},
    {"demo",        "", "fill an empty data file with the demo", "data config", 0, 0, demo_command},
    {"import",      "KIND FILE...", "take in tables, all or nothing a file; without words: which kinds there are",
        "data config json dry-run columns test clock-file", 0, 1000, import_command},
    {"export",      "KIND", "print a table as CSV", "data config json xlsx", 0, 1, export_command},
    {"report",      "movement", "figures of any days, as they are counted now", "data config from to unit json csv xlsx test clock-file", 1, 1, report_command},
    {"calendar",    "add DATE N | count DATE DATE | due DATE N [UNIT] | lunar DATE | solar Y-M-D[L]",
        "working days, how a deadline is counted, and the lunar calendar", "data config", 2, 4, calendar_command},
    {"backup",      "FOLDER", "copy the data into a new folder, also while they are served, and verify the copy", "data config", 1, 1, backup_command},
    {"restore",     "FOLDER", "make new data of a backup; the ledger goes on in a further log", "data config same-log published", 1, 1, restore_command},
    {"verify",      "", "recount the whole data file; or a backup", "data config json", 0, 0, verify_command},
    {"reindex",     "", "make the search index anew from the records, while nobody serves the file", "data config", 0, 0, reindex_command},
    {"search",      "FILE.csv QUERY", "search a table (id, text, perhaps title) as the site does: ids, best first", "", 2, 2, search_command},
    {"receipt",     "verify FILE [VKEY...]", "does a receipt hold, by the ledger's public key? further keys are of witnesses",
        "data config key quorum json", 2, 20, receipt_command},
    {"doctor",      "", "what is wrong with this installation, and how to mend it", "data config json listen threads quiet behind-proxy tls-cert tls-key", 0, 0, doctor_command},
    {"routes",      "", "the addresses, and who may open them", "json", 0, 0, routes_command},
    {"permissions", "", "the permissions, and the roles that hold them", "json", 0, 0, permissions_command},
    {"user",        "add NAME [ROLE...] | role NAME ROLE | reset NAME | token NAME", "accounts, their roles, passwords and tokens",
        "data config person unit until remove", 2, 20, user_command},
    {"jobs",        "[run NAME]", "what runs by itself; run one now, while nobody serves the file",
        "data config json test clock-file", 0, 2, jobs_command},
    {"migrate",     "", "bring the data file to this version's schema", "data config", 0, 0, migrate_command},
    {"witness",     "new FOLDER NAME | key FOLDER | add FOLDER VKEY... | serve FOLDER", "sign that the ledgers of other offices only grew",
        "config listen tls-cert tls-key behind-proxy quiet", 2, 1000, witness_command},
    {"help",        "[VERB]", "this text, or a verb's options", "", 0, 1, help},
    {"version",     "", "which version this is", "", 0, 0, version},
};
// clang-format on

static const Verb *verb_of(const char *name)
{
    for (size_t i = 0; i < LEN(verbs); i++)
        if (!strcmp(name, verbs[i].name)) return &verbs[i];
    return NULL;
}

static void verb_help(Buf *out, const Verb *v)
{
    buf_fmt(out, "kheo %s%s%s\n    %s\n", v->name, *v->words ? " " : "", v->words, v->says);
    settings_help(out, v->options);
}

static int help(const Command *x)
{
    Buf out = {.arena = x->arena};
    if (x->argc) {
        const Verb *v = verb_of(x->argv[0]);
        if (!v) return complain(USAGE, "there is no verb '%s': 'kheo help' lists them", x->argv[0]);
        verb_help(&out, v);
    } else {
        buf_str(&out, S("kheo VERB ...\n"));
        for (size_t i = 0; i < LEN(verbs); i++)
            buf_fmt(&out, "  %-12s %s\n", verbs[i].name, verbs[i].says);
        buf_str(
            &out,
            S("'kheo help VERB' names its options. Exit 0: done; 1: not so, or could not be done; 2: wrong usage.\n"));
    }
    say(buf_done(&out));
    return DONE;
}

static int version(const Command *x)
{
    say(arena_fmt(x->arena, "kheo %s, schema %d\n", program_version, newest_schema()));
    return DONE;
}

/* ---- from the command line to the verb ---- */

static bool config_read(Command *x)
{
    Str text, why;
    if (!x->s.config) return true;
    if (!file_read(x, x->s.config, &text)) return false;
    if (settings_file(&x->s, x->s.config, text, x->arena, &why)) return true;
    complain(NOT_SO, STR ": mend the line, or take it out", ARG(why));
    return false;
}

static bool clock_read(const Command *x)
{
    if ((x->s.clock_file || x->s.no_limits) && !x->s.test)
        return complain(USAGE, "--clock-file and --no-limits are for tests: add --test, or leave them out"), false;
    if (!x->s.clock_file || clock_of_file(x->s.clock_file)) return true;
    complain(NOT_SO, "'%s' holds no instant: write one like 2026-11-23T09:00 into it", x->s.clock_file);
    return false;
}

static int obey(Command *x, const Verb *v)
{
    Str why;
    settings_default(&x->s);
    if (!settings_args(&x->s, v->options, &x->argc, x->argv, x->arena, &why))
        return complain(USAGE, STR ": 'kheo help %s' lists its options", ARG(why), v->name);
    if (x->argc < v->min || x->argc > v->max)
        return complain(USAGE, "use: kheo %s%s%s", v->name, *v->words ? " " : "", v->words);
    if (!config_read(x)) return NOT_SO;
    if (!clock_read(x)) return x->s.clock_file && x->s.test ? NOT_SO : USAGE;
    return v->run(x);
}

int main(int argc, char **argv)
{
    static alignas(16) char first[1 << 16];
    Arena arena = arena_over(first, sizeof first, MEMORY_MAX);
    Command x = {.argc = argc - 2, .argv = argv + 2, .arena = &arena};
    jmp_buf full;
    services_work();
    const int worker = worker_main(argc, argv);
    if (worker >= 0) return worker;
    if (argc < 2) return complain(USAGE, "no verb: 'kheo help' lists them");
    const Verb *v = verb_of(!strcmp(argv[1], "--help") ? "help" : !strcmp(argv[1], "--version") ? "version" : argv[1]);
    if (!v) return complain(USAGE, "there is no verb '%s': 'kheo help' lists them", argv[1]);
    services_set();
    arena_boundary = &full;
    int code = setjmp(full)
                   ? complain(NOT_SO, "out of memory: the file is too large for one go, or the machine too small")
                   : obey(&x, v);
    arena_clear(&arena);
    if (fflush(stdout) && !code) code = complain(NOT_SO, "cannot write the result: %s", strerror(errno));
    return code;
}
