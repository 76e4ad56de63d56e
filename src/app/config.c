/* config.c - the table of settings, and reading them. */
#include "app/config.h"
#include <stdlib.h>
#include <string.h>

typedef enum { WORD, COUNT, YES } Type;
typedef struct {
    const char *name;
    Type type;
    size_t at;
    const char *value; /* by default; NULL: none */
    const char *takes; /* what follows the option; NULL: nothing does */
    const char *says;  /* NULL: for tests and measurements, not in the help */
    bool in_file;      /* may stand in a configuration file */
} Setting;
#define AT(m) offsetof(Settings, m)

// clang-format off
static const Setting settings[] = {
    {"data",         WORD,  AT(data),         "kheo.db",        "FILE",      "the data file ($KHEO_DATA)", true},
    {"config",       WORD,  AT(config),       NULL,             "FILE",      "settings, one 'key = value' a line", false},
    {"listen",       WORD,  AT(listen),       "127.0.0.1:8080", "ADDR:PORT", "where to serve", true},
    {"tls-cert",     WORD,  AT(tls_cert),     NULL,             "FILE",      "certificate chain, PEM: serve HTTPS", true},
    {"tls-key",      WORD,  AT(tls_key),      NULL,             "FILE",      "private key, PEM", true},
    {"behind-proxy", YES,   AT(behind_proxy), NULL,             NULL,        "a proxy in front does TLS and names the client", true},
    {"threads",      COUNT, AT(threads),      "0",              "N",         "threads that read; 0: one for each processor", true},
    {"quiet",        YES,   AT(quiet),        NULL,             NULL,        "no line for each request", true},
    {"batch",        COUNT, AT(batch),        "256",            "N",         NULL, true},
    {"test",         YES,   AT(test),         NULL,             NULL,        NULL, false},
    {"no-limits",    YES,   AT(no_limits),    NULL,             NULL,        NULL, false},
    {"clock-file",   WORD,  AT(clock_file),   NULL,             "FILE",      NULL, false},
    {"clock-was-ahead", YES, AT(clock_was_ahead), NULL,         NULL,        "what is dated later than now is wrong, and this clock right", false},
    {"person",       WORD,  AT(person),       NULL,             "NAME",      "the person's own name, for people to read", false},
    {"unit",         WORD,  AT(unit),         NULL,             "CODE",      "where they work, or over which unit the role is held", false},
    {"until",        WORD,  AT(until),        NULL,             "DATE",      "the role's last day", false},
    {"remove",       YES,   AT(remove),       NULL,             NULL,        "take the role away", false},
    {"json",         YES,   AT(json),         NULL,             NULL,        "the result as JSON", false},
    {"xlsx",         WORD,  AT(xlsx),         NULL,             "FILE",      "the result as a workbook, into that file", false},
    {"csv",          YES,   AT(csv),          NULL,             NULL,        "the result as CSV", false},
    {"from",         WORD,  AT(from),         NULL,             "DATE",      "the first day", false},
    {"to",           WORD,  AT(to),           NULL,             "DATE",      "the last day", false},
    {"dry-run",      YES,   AT(dry_run),      NULL,             NULL,        "check all, change nothing", false},
    {"key",          WORD,  AT(key),          NULL,             "VKEY",      "public key of a ledger, as it stands at /log/1/key", false},
    {"quorum",       COUNT, AT(quorum),       "0",              "N",         "witnesses that must have signed", false},
    {"same-log",     WORD,  AT(same_log),     NULL,             "FILE",      "go on in the same log: the last checkpoint published proves that nothing is missing", false},
    {"published",    WORD,  AT(published),    NULL,             "FILE",      "the last checkpoint that is known to be published: the further log commits to it", false},
    {"witnesses",    WORD,  AT(witnesses),    NULL,             "FILE",      "whom to ask for signatures of the ledger: address and public key, a line each", true},
    {"witness-every", COUNT, AT(witness_every), "60",           "N",         NULL, true},
    {"columns",      YES,   AT(columns),      NULL,             NULL,        "print the header line and leave", false},
};
// clang-format on

enum { COUNT_MAX = 4096 };
_Static_assert(LEN(settings) <= 32, "a bit each in Settings.given");

static bool is_given(const Settings *s, const Setting *x)
{
    return s->given >> (x - settings) & 1;
}

static const Setting *find(Str name)
{
    for (size_t i = 0; i < LEN(settings); i++)
        if (str_eq(name, str(settings[i].name))) return &settings[i];
    return NULL;
}

static bool count(const char *value, int64_t *out)
{
    return str_int(str(value), out) && *out >= 0 && *out <= COUNT_MAX;
}

static bool set(Settings *s, const Setting *x, const char *value)
{
    s->given |= 1u << (x - settings);
    void *at = (char *)s + x->at;
    switch (x->type) {
    case WORD:
        *(const char **)at = value;
        return *value != 0;
    case COUNT:
        return count(value, at);
    case YES:
        *(bool *)at = !strcmp(value, "yes");
        return *(bool *)at || !strcmp(value, "no");
    }
    return false;
}

void settings_default(Settings *s)
{
    *s = (Settings){0};
    for (size_t i = 0; i < LEN(settings); i++)
        if (settings[i].value) set(s, &settings[i], settings[i].value);
    s->given = 0;
    const char *data = getenv("KHEO_DATA");
    if (data && *data) set(s, find(S("data")), data);
}

static const char *wanted(const Setting *x)
{
    static const char *const words[] = {[WORD] = "a value", [COUNT] = "a number from 0 to 4096", [YES] = "yes or no"};
    return words[x->type];
}

bool settings_args(Settings *s, const char *allowed, int *argc, char **argv, Arena *a, Str *why)
{
    int words = 0;
    for (int i = 0; i < *argc; i++) {
        if (!strcmp(argv[i], "--")) {
            while (++i < *argc)
                argv[words++] = argv[i];
            break;
        }
        bool option = argv[i][0] == '-' && argv[i][1] && !(argv[i][1] >= '0' && argv[i][1] <= '9');
        if (!option) {
            argv[words++] = argv[i]; /* -3 is a number */
            continue;
        }
        Str value = str(argv[i]), name = str_cut(&value, '=');
        bool with = value.ptr && memchr(argv[i], '=', strlen(argv[i]));
        const Setting *x = str_starts(name, S("--")) ? find((Str){name.ptr + 2, name.len - 2}) : NULL;
        if (!x || !str_among(str(allowed), ' ', str(x->name)))
            return *why = arena_fmt(a, "unknown option '" STR "'", ARG(name)), false;
        if (!x->takes && with) return *why = arena_fmt(a, "--%s takes no value", x->name), false;
        if (x->takes && !with && i + 1 >= *argc)
            return *why = arena_fmt(a, "--%s needs %s after it", x->name, x->takes), false;
        const char *text = !x->takes ? "yes" : with ? value.ptr : argv[++i];
        if (!set(s, x, text)) return *why = arena_fmt(a, "--%s wants %s", x->name, wanted(x)), false;
    }
    *argc = words;
    return true;
}

bool settings_file(Settings *s, const char *name, Str text, Arena *a, Str *why)
{
    for (int line = 1; text.len; line++) {
        Str value = str_trim(str_cut(&text, '\n'));
        if (!value.len || value.ptr[0] == '#') continue;
        Str key = str_trim(str_cut(&value, '='));
        value = str_trim(value);
        const Setting *x = find(key);
        if (!x || !x->in_file)
            return *why = arena_fmt(a, "%s:%d: unknown setting '" STR "'", name, line, ARG(key)), false;
        if (is_given(s, x)) continue;
        if (!set(s, x, arena_copy(a, value).ptr))
            return *why = arena_fmt(a, "%s:%d: %s wants %s", name, line, x->name, wanted(x)), false;
    }
    return true;
}

static Str shown(const Settings *s, const Setting *x, Arena *a)
{
    const void *at = (const char *)s + x->at;
    switch (x->type) {
    case WORD:
        return str(*(const char *const *)at);
    case COUNT:
        return arena_fmt(a, "%lld", (long long)*(const int64_t *)at);
    case YES:
        return *(const bool *)at ? S("yes") : S("no");
    }
    return (Str){0};
}

bool settings_show(const Settings *s, size_t i, Arena *a, SettingShown *out)
{
    if (i >= LEN(settings)) return false;
    const Setting *x = &settings[i];
    *out = (SettingShown){x->name, x->in_file ? x->says : NULL, shown(s, x, a), is_given(s, x)};
    return true;
}

void settings_help(Buf *out, const char *allowed)
{
    for (size_t i = 0; i < LEN(settings); i++) {
        const Setting *x = &settings[i];
        if (!x->says || !str_among(str(allowed), ' ', str(x->name))) continue;
        Str left = arena_fmt(out->arena, "--%s%s%s", x->name, x->takes ? " " : "", x->takes ? x->takes : "");
        buf_fmt(out, "  %-20.*s %s", ARG(left), x->says);
        if (x->value && strcmp(x->value, "0") != 0) buf_fmt(out, " (%s)", x->value);
        buf_char(out, '\n');
    }
}
